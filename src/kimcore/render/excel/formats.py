"""Number formats, German on every machine, and the texts they show (to measure column widths)."""

from datetime import date
from decimal import Decimal

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind
from kimcore.values import format_date, format_euro, format_number, format_vzae

__all__ = ["GENERAL", "code", "natural", "serial", "shown"]

GENERAL = "General"
_GERMAN = "[$-407]"
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_SURE_DAY = 61  # Excel believes in 29.02.1900; before it, serial numbers are one off
_CODES = {
    CellKind.MONEY: f'{_GERMAN}#,##0.00\\ "€"',
    CellKind.KILO: f"{_GERMAN}#,##0.000",
    CellKind.DATE: f"{_GERMAN}dd.mm.yyyy",
    CellKind.YEAR: "0",
}
_UNITS = {"€": CellKind.MONEY, "VZÄ": CellKind.VZAE, "%": CellKind.PERCENT}


def natural(kind: CellKind, value: Cell) -> CellKind:
    """How a value is written: as its column says, or by its own nature where the column is one of texts."""
    if type(value) is date:
        return CellKind.DATE
    if kind not in {CellKind.TEXT, CellKind.LINK, CellKind.DATE}:
        return kind
    if isinstance(value, Amount):
        return _UNITS.get(value.unit, CellKind.NUMBER)
    return CellKind.NUMBER if isinstance(value, Decimal | int) else kind


def code(kind: CellKind, places: int = 0) -> str:
    """The number format of a kind; numbers and percentages have as many decimal places as the value.

    VZÄ stand comma below comma: where one has more than a place, the others keep room for it.

    A place holder like ``0.##`` would leave a dangling comma behind whole numbers. A percentage is the number
    itself (33 is 33 %): the sign is quoted, so that nothing is multiplied.
    """
    if kind in _CODES:
        return _CODES[kind]
    if kind is CellKind.VZAE:
        return f"{_GERMAN}0.0{'??' if places > 1 else '##'}"
    if kind is CellKind.NUMBER:
        return f"{_GERMAN}#,##0{_decimals(places)}"
    if kind is CellKind.PERCENT:
        return f'{_GERMAN}0{_decimals(places)}\\ "%"'
    return GENERAL


def _decimals(places: int) -> str:
    return f".{'0' * places}" if places else ""


def shown(kind: CellKind, number: Decimal, places: int) -> str:
    """What a number looks like in its cell, in full width."""
    match kind:
        case CellKind.MONEY:
            return format_euro(number)
        case CellKind.KILO:
            return f"{format_number(int(number))},000"
        case CellKind.VZAE:
            return f"{format_vzae(number)}00"
        case CellKind.YEAR:
            return str(int(number))
        case CellKind.DATE:
            return format_date(date.max)
        case _:
            whole = format_number(int(number)) + (f",{'0' * places}" if places else "")
            return f"{whole} %" if kind is CellKind.PERCENT else whole


def serial(day: date) -> int | None:
    """Excel's number of a day; None before 01.03.1900, where Excel's calendar is wrong."""
    number = day.toordinal() - _EPOCH
    return number if number >= _FIRST_SURE_DAY else None

"""Typed values as the German text that stands in a document."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind, Link, Row, Table
from kimcore.values import digits, format_date, format_euro, format_number, format_percent, format_places

__all__ = ["OPEN", "RIGHT", "cell_text", "column_texts", "places_of"]

OPEN = "offen"
"""Stands for an Amount with an unknown input."""

RIGHT = frozenset({CellKind.MONEY, CellKind.KILO, CellKind.NUMBER, CellKind.VZAE, CellKind.PERCENT})
"""The kinds of columns whose values stand on the right, digit below digit."""


_FORMATS: dict[CellKind, Callable[[Decimal], str]] = {
    CellKind.MONEY: format_euro, CellKind.KILO: partial(format_places, places=3), CellKind.PERCENT: format_percent,
    CellKind.YEAR: str,
}  # fmt: skip
_CONVERTED = (CellKind.KILO, CellKind.PERCENT, CellKind.VZAE)


def cell_text(value: Cell, kind: CellKind, places: int = 1) -> str:
    """A value as it is printed in a column or field of this kind; a text stays as it is.

    Args:
        value: the value.
        kind: how it is written.
        places: how many digits VZÄ have after the comma at least, so that those of a column stand in line.
    """
    match value:
        case str():
            return value
        case Decimal():
            return _format(kind, places)(value)
        case date():
            return format_date(value)
        case None:
            return ""
        case Amount():
            return _amount(value, kind, places)
        case Link():
            return value.text or value.url
    return cell_text(Decimal(value), kind, places)


def column_texts(values: Sequence[Cell], kind: CellKind, places: int = 1) -> list[str]:
    """The values of a column as ``cell_text`` prints them."""
    types = {*map(type, values)}
    if types == {Decimal}:
        return [*map(_format(kind, places), values)]  # type: ignore[arg-type]
    if types == {date}:
        return [*map(format_date, values)]
    return [value if type(value) is str else cell_text(value, kind, places) for value in values]


def places_of(table: Table) -> list[int]:
    """For every column how many digits after the comma its VZÄ have at most, one at least."""
    places = [1] * len(table.columns)
    for number in [number for number, column in enumerate(table.columns) if column.kind is CellKind.VZAE]:
        rows = (row.cells if isinstance(row, Row) else row for row in table.rows)
        places[number] = max((1, *(_places(cell) for row in rows for cell in row[number : number + 1])))
    return places


def _places(cell: Cell) -> int:
    number = cell.decimal if isinstance(cell, Amount) and cell.known else cell
    return digits(number) if isinstance(number, Decimal | int) else 0


@cache
def _format(kind: CellKind, places: int) -> Callable[[Decimal], str]:
    return partial(format_places, places=places) if kind is CellKind.VZAE else _FORMATS.get(kind, format_number)


def _amount(amount: Amount, kind: CellKind, places: int) -> str:
    if not amount.known:
        return OPEN
    return cell_text(amount.decimal, kind, places) if kind in _CONVERTED else amount.shown()

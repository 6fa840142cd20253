"""Typed values as the German text that stands in a document."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind, Link
from kimcore.values import format_date, format_euro, format_number, format_percent, format_vzae

__all__ = ["OPEN", "RIGHT", "cell_text", "column_texts"]

OPEN = "offen"
"""Stands for an Amount with an unknown input."""

RIGHT = frozenset({CellKind.MONEY, CellKind.KILO, CellKind.NUMBER, CellKind.VZAE, CellKind.PERCENT})
"""The kinds of columns whose values stand on the right, digit below digit."""


def _kilo(number: Decimal) -> str:
    whole, _, rest = format_number(number).partition(",")
    return f"{whole},{rest:0<3}"


_FORMATS: dict[CellKind, Callable[[Decimal], str]] = {
    CellKind.MONEY: format_euro, CellKind.KILO: _kilo, CellKind.VZAE: format_vzae, CellKind.PERCENT: format_percent,
    CellKind.YEAR: str,
}  # fmt: skip
_CONVERTED = (CellKind.KILO, CellKind.PERCENT, CellKind.VZAE)


def cell_text(value: Cell, kind: CellKind) -> str:
    """A value as it is printed in a column or field of this kind; a text stays as it is."""
    match value:
        case str():
            return value
        case Decimal():
            return _FORMATS.get(kind, format_number)(value)
        case date():
            return format_date(value)
        case None:
            return ""
        case Amount():
            return _amount(value, kind)
        case Link():
            return value.text or value.url
    return cell_text(Decimal(value), kind)


def column_texts(values: Sequence[Cell], kind: CellKind) -> list[str]:
    """The values of a column as ``cell_text`` prints them."""
    types = {*map(type, values)}
    if types == {Decimal}:
        return [*map(_FORMATS.get(kind, format_number), values)]  # type: ignore[arg-type]
    if types == {date}:
        return [*map(format_date, values)]  # type: ignore[arg-type]
    return [value if type(value) is str else cell_text(value, kind) for value in values]


def _amount(amount: Amount, kind: CellKind) -> str:
    if not amount.known:
        return OPEN
    return cell_text(amount.decimal, kind) if kind in _CONVERTED else amount.shown()

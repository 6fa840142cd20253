"""Typed values as the German text that stands in a document."""

from datetime import date
from decimal import Decimal

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind, Link
from kimcore.values import format_date, format_euro, format_number, format_percent, format_vzae

__all__ = ["OPEN", "RIGHT", "cell_text"]

OPEN = "offen"
"""Stands for an Amount with an unknown input."""

RIGHT = frozenset({CellKind.MONEY, CellKind.KILO, CellKind.NUMBER, CellKind.VZAE, CellKind.PERCENT})
"""The kinds of columns whose values stand on the right, digit below digit."""


def cell_text(value: Cell, kind: CellKind) -> str:
    """A value as it is printed in a column or field of this kind; a text stays as it is."""
    match value:
        case str():
            return value
        case None:
            return ""
        case Amount():
            return _amount(value, kind)
        case Link():
            return value.text or value.url
        case date():
            return format_date(value)
    return _number(Decimal(value), kind)


def _amount(amount: Amount, kind: CellKind) -> str:
    if not amount.known:
        return OPEN
    return _number(amount.decimal, kind) if kind in {CellKind.KILO, CellKind.PERCENT, CellKind.VZAE} else amount.shown()


def _number(number: Decimal, kind: CellKind) -> str:
    match kind:
        case CellKind.MONEY:
            return format_euro(number)
        case CellKind.KILO:
            whole, _, rest = format_number(number).partition(",")
            return f"{whole},{rest:0<3}"
        case CellKind.VZAE:
            return format_vzae(number)
        case CellKind.PERCENT:
            return format_percent(number)
        case CellKind.YEAR:
            return str(number)
        case _:
            return format_number(number)

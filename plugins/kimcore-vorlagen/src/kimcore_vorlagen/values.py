"""Values as templates see them: exact, and German wherever they are printed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kimcore import Amount
from kimcore.convert.types import label_of
from kimcore.exporters import paragraphs
from kimcore.render import CONTROL
from kimcore.values import (
    format_date,
    format_euro,
    format_number,
    format_percent,
    format_vzae,
    round_half_up,
)

__all__ = [
    "EXACT_DIGITS",
    "Count",
    "Day",
    "Euro",
    "Flag",
    "Number",
    "Open",
    "Percent",
    "Vzae",
    "german",
    "value_of",
]

_DIGITS = 6
EXACT_DIGITS = 20
"""How many digits after the comma are kept while a template computes."""


def _short(number: Decimal) -> Decimal:
    """At most six digits after the comma are printed."""
    return round_half_up(Fraction(number), _DIGITS)


class _Explained(Decimal):
    """A number that may know the Amount it comes from."""

    amount: Amount | None = None


class Euro(_Explained):
    """Euro: ``57.000,00 €``."""

    def __str__(self) -> str:
        return format_euro(self)


class Vzae(_Explained):
    """Full-time equivalents: ``0,5``."""

    def __str__(self) -> str:
        return format_vzae(_short(self))


class Percent(_Explained):
    """A percentage, 33 for 33 %."""

    def __str__(self) -> str:
        return format_percent(_short(self))


class Number(_Explained):
    """Any other number."""

    def __str__(self) -> str:
        return format_number(_short(self))


class Count(int):
    """A whole number with points between thousands."""

    def __str__(self) -> str:
        return format_number(int(self))


class Flag(int):
    """Yes or no."""

    def __str__(self) -> str:
        return "ja" if self else "nein"


class Day(date):
    """A day: ``31.03.2026``."""

    def __str__(self) -> str:
        return format_date(self)


class Open:
    """A figure nobody can compute yet: ``offen``. It is false, and neither more nor less than anything."""

    def __init__(self, amount: Amount | None = None) -> None:
        self.amount = amount

    def __str__(self) -> str:
        return "offen"

    def __bool__(self) -> bool:
        return False

    def __lt__(self, other: Any) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__


_NUMBERS: dict[str, type[_Explained]] = {"euro": Euro, "vzae": Vzae, "percent": Percent, "number": Number}
_UNITS: dict[str, type[_Explained]] = {"€": Euro, "VZÄ": Vzae, "%": Percent}


def value_of(kind: str, value: Any) -> Any:
    """A value of a model as templates see it; None stays None."""
    if value is None:
        return None
    if isinstance(value, Amount):
        return _amount(value)
    match kind:
        case "euro" | "vzae" | "percent" | "number":
            return _NUMBERS[kind](value)
        case "count":
            return Count(value)
        case "flag":
            return Flag(value)
        case "date":
            return Day(value.year, value.month, value.day)
        case "choice":
            return label_of(value)
        case "markdown":
            return "\n".join(str(paragraph.text) for paragraph in paragraphs(value))
        case _:
            return value


def _amount(amount: Amount) -> Any:
    """A figure with its unit; it knows how it was computed."""
    if not amount.known:
        return Open(amount)
    digits = 2 if amount.unit == "€" else EXACT_DIGITS
    number = _UNITS.get(amount.unit, Number)(round_half_up(amount.value, digits))
    number.amount = amount
    return number


def german(value: Any) -> str:
    """Any value as people read it; without characters that no office document can hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(Flag(value))
    if isinstance(value, float):  # 0.5 as it stands in a template
        value = Number(round_half_up(Fraction(value), EXACT_DIGITS))
    return CONTROL.sub("", str(value))

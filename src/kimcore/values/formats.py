"""Exact rounding, and the German form of every number and date that people read."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

__all__ = [
    "EXACT",
    "NBSP",
    "digits",
    "exact",
    "format_clock",
    "format_date",
    "format_euro",
    "format_number",
    "format_percent",
    "format_places",
    "format_vzae",
    "round_half_up",
]

NBSP = "\u00a0"
EXACT = Context(prec=60)
"""Arithmetic that no caller's decimal context can make inexact; amounts have at most fourteen digits."""

_CENT = Decimal("0.01")
_MOST_DIGITS = 6


def exact(number: int | Decimal | Fraction) -> Fraction:
    """Return the number as an exact fraction; a float or a bool is a TypeError."""
    if isinstance(number, bool) or not isinstance(number, int | Decimal | Fraction):
        message = f"Beträge rechnen exakt: int, Decimal oder Fraction erwartet, nicht {type(number).__name__}"
        raise TypeError(message)
    return Fraction(number)


def round_half_up(number: Fraction, digits: int = 2) -> Decimal:
    """Round commercially (half away from zero) to a number of digits, as Excel's ROUND does."""
    scaled = abs(number) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-units if number < 0 else units).scaleb(-digits, EXACT)


def _grouped(number: Decimal) -> str:
    """Points between thousands, a comma before the rest, a real minus sign; zero has none."""
    text = f"{number or number.copy_abs():,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".").replace("-", "−")


def digits(number: Decimal | int) -> int:
    """How many digits after the comma a number has, trailing zeros not counted; at most 6."""
    text = str(number)
    if "E" in text:
        text = f"{number:f}"
    if "." not in text:
        return 0
    return min(len(text.rstrip("0")) - text.index(".") - 1, _MOST_DIGITS)


def format_euro(amount: Decimal) -> str:
    """``57.000,00 €`` with a no-break space."""
    return f"{_grouped(amount.quantize(_CENT, ROUND_HALF_UP, EXACT))}{NBSP}€"


def format_number(number: Decimal | int) -> str:
    """``1.960,16``: all digits the number has, none that it has not."""
    text = _grouped(Decimal(number))
    return text.rstrip("0").rstrip(",") if "," in text else text


def format_places(number: Decimal, places: int) -> str:
    """``57,500`` for 57.5 with three places: at least so many digits after the comma."""
    whole, _, rest = _grouped(Decimal(number)).partition(",")
    return f"{whole},{rest.rstrip('0').ljust(places, '0')}"


def format_vzae(number: Decimal) -> str:
    """``0,385``, ``1,0``: at least one decimal digit, as staffing plans write it."""
    return format_places(number, 1)


def format_percent(number: Decimal) -> str:
    """``85,71 %`` for 85.71, with a no-break space."""
    return f"{format_number(number)}{NBSP}%"


@lru_cache(maxsize=4096)  # periods and deadlines: the same days again and again
def format_date(day: date) -> str:
    """``31.03.2026``."""
    text = day.isoformat()
    return f"{text[8:10]}.{text[5:7]}.{text[:4]}"


def format_clock(time: str) -> str:
    """``09:30 Uhr`` with a no-break space."""
    return f"{time}{NBSP}Uhr"

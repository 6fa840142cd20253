"""The parsers of amounts, shares, figures, years and answers.

What a German reader writes with points and commas is refused with the right form as the hint: ``57.000`` would be 57.
"""

import re
from decimal import Decimal
from typing import Any

from kimcore.errors import ValueProblem
from kimcore.values.formats import EXACT
from kimcore.values.raw import LIMIT, scalar_text, shown

__all__ = [
    "GROUPED",
    "MONEY",
    "NUMBER",
    "SHARE",
    "parse_count",
    "parse_euro",
    "parse_flag",
    "parse_number",
    "parse_percent",
    "parse_vzae",
    "parse_year",
]

MONEY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
SHARE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")
GROUPED = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")

_THOUSANDS = re.compile(r"[0-9]+|[1-9][0-9]{0,2}([._'’ \u00a0\u202f][0-9]{3})+")
_COUNT = re.compile(r"[0-9]{1,15}")
_YEAR = re.compile(r"[0-9]{4}")
_CENT = Decimal("0.01")
_MILLI = Decimal("0.001")
_MOST = 10**12
_MOST_EURO = Decimal(_MOST)
_LONGEST_AMOUNT = 60
_LONGEST_WHOLE = 12


def _read(raw: Any, form: re.Pattern[str]) -> Decimal | None:
    """The number a text or a number writes in this form, exactly, or None."""
    text = "" if isinstance(raw, bool | float) else scalar_text(raw)
    return Decimal(text) if form.fullmatch(text) else None


def _refused(raw: Any, expected: str, hint: str) -> ValueProblem:
    return ValueProblem(f"{shown(raw)} ist keine gültige Angabe", expected=expected, hint=hint)


def parse_euro(raw: Any) -> Decimal:
    """Read an amount in euro: a whole number, or one or two digits after a point; never negative."""
    # The two forms of JSON first: the longer way through their text costs three times as much.
    if type(raw) is int and 0 <= raw < _MOST:
        return Decimal(raw).quantize(_CENT, None, EXACT)
    if type(raw) is Decimal and raw.same_quantum(_CENT) and not raw.is_signed() and raw < _MOST_EURO:
        return raw
    amount = _read(raw, MONEY)
    if amount is None:
        expected = "ein Betrag in Euro ohne Tausenderpunkte, Währung und Vorzeichen"
        raise _refused(raw, expected, _money_hint(scalar_text(raw)[:_LONGEST_AMOUNT]))
    return amount.quantize(_CENT, None, EXACT)


def _money_hint(raw: str) -> str:
    """Suggest the amount that was probably meant, in the two forms that are read."""
    text = raw.strip().removesuffix("€").removesuffix("EUR").strip()
    whole, comma, cents = text.partition(",")
    digits = re.sub(r"[^0-9]", "", whole)
    if _THOUSANDS.fullmatch(whole) and len(digits) <= _LONGEST_WHOLE and re.fullmatch(r"[0-9]{0,2}", cents):
        number = Decimal(f"{digits}.{cents or 0}").quantize(_CENT, None, EXACT)
        if comma and int(cents or 0):
            return f"{number} schreiben."
        return f"{digits} oder {number} schreiben."
    return "Zum Beispiel 57000 oder 57000.00 schreiben."


def _share(raw: Any, expected: str, example: str, sign: str = "") -> Decimal:
    """Read a number from zero on with up to three digits after the point; a sign that goes without saying is named."""
    number = _read(raw, SHARE)
    if number is None:
        text = scalar_text(raw).replace(",", ".").removesuffix(sign).strip()
        hint = f"{text} schreiben." if SHARE.fullmatch(text) else f"Zum Beispiel {example} schreiben."
        raise _refused(raw, expected, hint)
    return number.quantize(_MILLI, None, EXACT)


def parse_vzae(raw: Any) -> Decimal:
    """Read a share of a full post (VZÄ) with up to three digits after the point."""
    return _share(raw, "VZÄ mit höchstens drei Stellen nach dem Punkt", "0.5 oder 1")


def parse_percent(raw: Any) -> Decimal:
    """Read a percentage (``33`` is 33 %) with up to three digits after the point."""
    return _share(raw, "Prozent mit höchstens drei Stellen nach dem Punkt", "33 oder 2.5", sign="%")


def parse_number(raw: Any) -> Decimal:
    """Read a number of a statistic or an indicator with up to six digits after the point.

    Written by a person, ``261.356`` may be a quarter of a million: it is refused, ``261.3560`` is not.
    """
    expected = "eine Zahl ohne Tausenderpunkte"
    number = _read(raw, NUMBER)
    if number is None:
        text = scalar_text(raw).replace(".", "").replace(",", ".")
        hint = f"{text} schreiben." if NUMBER.fullmatch(text) else "Zum Beispiel 261356 oder 1960.16 schreiben."
        raise _refused(raw, expected, hint)
    if isinstance(raw, str) and GROUPED.fullmatch(raw):
        raise ValueProblem(
            f"{shown(raw)} kann mit Tausenderpunkt oder mit Dezimalpunkt gemeint sein",
            expected=expected,
            hint=f"{raw.replace('.', '')} oder {raw}0 schreiben.",
        )
    return number or number.copy_abs()


def parse_count(raw: Any) -> int:
    """Read a whole number of at least zero."""
    if type(raw) is int and 0 <= raw < LIMIT:
        return raw
    if isinstance(raw, str) and _COUNT.fullmatch(raw):
        return int(raw)
    message = f"{shown(raw)} ist keine ganze Zahl"
    raise ValueProblem(message, expected="eine ganze Zahl ab 0", hint="Zum Beispiel 75 schreiben.")


def parse_year(raw: Any) -> int:
    """Read a calendar year between 2000 and 2100."""
    year = raw if type(raw) is int else int(raw) if isinstance(raw, str) and _YEAR.fullmatch(raw) else 0
    if 2000 <= year <= 2100:  # noqa: PLR2004 - the range is in the docstring
        return year
    message = f"{shown(raw)} ist kein Jahr"
    raise ValueProblem(message, expected="ein Jahr von 2000 bis 2100", hint="Zum Beispiel 2025 schreiben.")


def parse_flag(raw: Any) -> bool:
    """Read a yes or no, written ``true`` or ``false``."""
    if type(raw) is bool:
        return raw
    text = scalar_text(raw)
    if text in {"true", "false"}:
        return text == "true"
    yes = text.lower() in {"ja", "yes", "on", "wahr", "1", "true"}
    no = text.lower() in {"nein", "no", "off", "falsch", "0", "false"}
    hint = "true schreiben." if yes else "false schreiben." if no else "true oder false schreiben."
    raise ValueProblem(f"{shown(raw)} ist kein Ja oder Nein", expected="true oder false", hint=hint)

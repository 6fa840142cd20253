"""The kinds of values kimcore knows, with one parser and one German format for each.

A parser takes whatever a file gives (text from YAML, text, numbers and booleans from JSON, Python objects
from a script) and returns the exact value or raises ValueProblem. Models name the kind in their annotations
(``amount: Euro``), so every way in uses the same parser.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

import attrs

from kimcore.errors import ValueProblem

__all__ = [
    "Ags",
    "Confidence",
    "Count",
    "Date",
    "Euro",
    "Flag",
    "Identifier",
    "Kind",
    "Markdown",
    "Number",
    "Percent",
    "Period",
    "Source",
    "Text",
    "Url",
    "Vzae",
    "Year",
    "exact",
    "format_date",
    "format_euro",
    "format_number",
    "format_percent",
    "format_vzae",
    "round_half_up",
]

NBSP = "\u00a0"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MONEY = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)
_DECIMAL3 = re.compile(r"\d{1,9}(\.\d{1,3})?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]{0,29}")
_CENT = Decimal("0.01")
_MILLI = Decimal("0.001")


class Confidence(Enum):
    """How sure a fact is: read in full at its issuing body, read in part, or concluded by us."""

    CONFIRMED = "confirmed"
    PARTIAL = "partial"
    INFERRED = "inferred"

    @property
    def german(self) -> str:
        """The word that documents print."""
        return {"confirmed": "bestätigt", "partial": "teilweise belegt", "inferred": "erschlossen"}[self.value]


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
    return Decimal(-units if number < 0 else units).scaleb(-digits)


# ------------------------------------------------------------------------------------------------ formats


def _grouped(number: Decimal) -> str:
    return f"{number:,f}".translate({ord(","): ".", ord("."): ","})


def format_euro(amount: Decimal) -> str:
    """``57.000,00 €`` with a no-break space."""
    return f"{_grouped(amount.quantize(_CENT, ROUND_HALF_UP))}{NBSP}€".replace("-", "−")


def format_number(number: Decimal | int) -> str:
    """``1.960,16``: all digits the number has, none that it has not."""
    text = f"{Decimal(number):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _grouped(Decimal(text)).replace("-", "−")


def format_vzae(number: Decimal) -> str:
    """``0,385``, ``1,0``: at least one decimal digit, as staffing plans write it."""
    text = format_number(number)
    return text if "," in text else f"{text},0"


def format_percent(number: Decimal) -> str:
    """``85,71 %`` for 85.71, with a no-break space."""
    return f"{format_number(number)}{NBSP}%"


def format_date(day: date) -> str:
    """``31.03.2026``."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


# ------------------------------------------------------------------------------------------------ parsers


def _shown(raw: object) -> str:
    text = raw if isinstance(raw, str) else str(raw)
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - a line of a message


def parse_text(raw: Any) -> str:
    """Read a text; control characters, which no office document can hold, are refused."""
    if type(raw) is not str:
        raise ValueProblem(
            f"{_kind_of(raw)} statt Text: {_shown(raw)}", expected="Text", hint="In Anführungszeichen setzen."
        )
    if raw.isprintable():
        return raw
    text = raw.replace("\r\n", "\n")
    if found := _CONTROL.search(text):
        raise ValueProblem(
            f"Steuerzeichen U+{ord(found[0]):04X} an Stelle {found.start() + 1} des Textes",
            expected="Text ohne Steuerzeichen",
            hint="Das Zeichen löschen; oft kam es beim Kopieren aus einem anderen Programm mit.",
        )
    return text


def _kind_of(raw: object) -> str:
    if raw is None:
        return "Leerer Wert"
    names = {
        bool: "Wahrheitswert",
        int: "Zahl",
        Decimal: "Zahl",
        dict: "Abschnitt",
        list: "Liste",
        str: "Text",
    }
    return names.get(type(raw), type(raw).__name__)


def _digits(raw: Any, pattern: re.Pattern[str], expected: str, hint: str) -> Decimal:
    if type(raw) is int or (isinstance(raw, Decimal) and raw.is_finite()):
        text = str(raw)
    else:
        text = raw if isinstance(raw, str) else ""
    if not pattern.fullmatch(text):
        raise ValueProblem(f"„{_shown(raw)}“ ist keine gültige Angabe", expected=expected, hint=hint)
    return Decimal(text)


def parse_euro(raw: Any) -> Decimal:
    """Read an amount in euro: a whole number, or one or two digits after a point; never negative."""
    amount = _digits(raw, _MONEY, "ein Betrag in Euro ohne Tausenderpunkte, Währung und Vorzeichen", _money_hint(raw))
    return amount.quantize(_CENT)


def _money_hint(raw: object) -> str:
    """Suggest the amount that was probably meant, in the two forms that are read."""
    text = str(raw).strip().removesuffix("€").removesuffix("EUR").strip()
    whole, comma, cents = text.partition(",")
    digits = re.sub(r"[._'’ \u00a0\u202f]", "", whole)
    if re.fullmatch(r"\d{1,12}", digits, re.ASCII) and re.fullmatch(r"\d{0,2}", cents, re.ASCII):
        number = Decimal(f"{digits}.{cents or 0}").quantize(_CENT)
        if comma and int(cents or 0):
            return f"{number} schreiben."
        return f"{number.to_integral_value()} oder {number} schreiben."
    return "Zum Beispiel 57000 oder 57000.00 schreiben."


def parse_vzae(raw: Any) -> Decimal:
    """Read a share of a full post (VZÄ) with up to three digits after the point."""
    text = str(raw).replace(",", ".")
    hint = f"{text} schreiben." if _DECIMAL3.fullmatch(text) else "Zum Beispiel 0.5 oder 1 schreiben."
    return _digits(raw, _DECIMAL3, "VZÄ mit höchstens drei Stellen nach dem Punkt", hint).quantize(_MILLI)


def parse_percent(raw: Any) -> Decimal:
    """Read a percentage (``33`` is 33 %) with up to three digits after the point."""
    text = str(raw).replace(",", ".").removesuffix("%").strip()
    hint = f"{text} schreiben." if _DECIMAL3.fullmatch(text) else "Zum Beispiel 33 oder 2.5 schreiben."
    return _digits(raw, _DECIMAL3, "Prozent mit höchstens drei Stellen nach dem Punkt", hint).quantize(_MILLI)


def parse_number(raw: Any) -> Decimal:
    """Read a number of a statistic or an indicator with up to six digits after the point."""
    text = str(raw).replace(".", "").replace(",", ".")
    hint = f"{text} schreiben." if _NUMBER.fullmatch(text) else "Zum Beispiel 261356 oder 1960.16 schreiben."
    return _digits(raw, _NUMBER, "eine Zahl ohne Tausenderpunkte", hint)


def parse_count(raw: Any) -> int:
    """Read a whole number of at least zero."""
    if type(raw) is int and raw >= 0:
        return raw
    if isinstance(raw, str) and re.fullmatch(r"\d{1,15}", raw, re.ASCII):
        return int(raw)
    raise ValueProblem(
        f"„{_shown(raw)}“ ist keine ganze Zahl", expected="eine ganze Zahl ab 0", hint="Zum Beispiel 75."
    )


def parse_year(raw: Any) -> int:
    """Read a calendar year between 2000 and 2100."""
    if isinstance(raw, str) and re.fullmatch(r"\d{4}", raw, re.ASCII):
        raw = int(raw)
    if type(raw) is int and 2000 <= raw <= 2100:  # noqa: PLR2004 - the range is in the docstring
        return raw
    raise ValueProblem(
        f"„{_shown(raw)}“ ist kein Jahr", expected="ein Jahr von 2000 bis 2100", hint="Zum Beispiel 2025."
    )


def parse_date(raw: Any) -> date:
    """Read a calendar day written ``2025-02-01``."""
    if type(raw) is date:
        return raw
    if isinstance(raw, str) and _ISO_DATE.fullmatch(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise ValueProblem(
                f"Den Tag {raw} gibt es nicht", expected="ein Tag des Kalenders", hint="Monat und Tag prüfen."
            ) from None
    hint = "Zum Beispiel 2025-02-01 schreiben."
    if isinstance(raw, str) and (german := _GERMAN_DATE.fullmatch(raw.strip())):
        hint = f"{german[3]}-{german[2]:0>2}-{german[1]:0>2} schreiben."
    raise ValueProblem(f"„{_shown(raw)}“ ist kein Datum", expected="ein Datum wie 2025-02-01", hint=hint)


def parse_flag(raw: Any) -> bool:
    """Read a yes or no, written ``true`` or ``false``."""
    if type(raw) is bool:
        return raw
    if raw in {"true", "false"}:
        return bool(raw == "true")
    yes = str(raw).lower() in {"ja", "yes", "on", "wahr", "1"}
    no = str(raw).lower() in {"nein", "no", "off", "falsch", "0"}
    hint = "true schreiben." if yes else "false schreiben." if no else "true oder false schreiben."
    raise ValueProblem(f"„{_shown(raw)}“ ist kein Ja oder Nein", expected="true oder false", hint=hint)


def parse_ags(raw: Any) -> str:
    """Read an amtlicher Gemeindeschlüssel: eight digits, kept as text with its leading zero."""
    if isinstance(raw, str) and re.fullmatch(r"\d{8}", raw, re.ASCII):
        return raw
    hint = "Zum Beispiel 05978000 schreiben."
    if isinstance(raw, str) and re.fullmatch(r"\d{5}", raw, re.ASCII):
        hint = f"Das ist ein fünfstelliger Kreisschlüssel; der AGS dazu ist {raw}000."
    elif type(raw) is int and len(str(raw)) == 7:  # noqa: PLR2004 - a JSON number lost the zero
        hint = f'Als Text mit führender Null schreiben: "0{raw}".'
    raise ValueProblem(f"„{_shown(raw)}“ ist kein AGS", expected="acht Ziffern als Text", hint=hint)


def parse_identifier(raw: Any) -> str:
    """Read an id: lower-case letters, digits and hyphens, a letter first, at most 30 characters."""
    if isinstance(raw, str) and _IDENTIFIER.fullmatch(raw):
        return raw
    hint = "Zum Beispiel sprachpaten-2025."
    if isinstance(raw, str) and _IDENTIFIER.fullmatch(better := suggest_identifier(raw)):
        hint = f"Zum Beispiel {better}."
    raise ValueProblem(
        f"„{_shown(raw)}“ ist keine gültige Kennung",
        expected="Kleinbuchstaben, Ziffern und Bindestriche, zuerst ein Buchstabe, höchstens 30 Zeichen",
        hint=hint,
    )


def suggest_identifier(text: str) -> str:
    """Turn a title into an id: ``Träger & Ämter`` becomes ``traeger-aemter``."""
    ascii_text = text.lower().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:30].strip("-")


def parse_url(raw: Any) -> str:
    """Read a web address that begins with http:// or https://."""
    text = parse_text(raw)
    if re.fullmatch(r"https?://[^\s<>\"]+", text):
        return text
    raise ValueProblem(
        f"„{_shown(raw)}“ ist keine Web-Adresse",
        expected="eine Adresse mit https://",
        hint="Zum Beispiel https://www.hamm.de/migration.",
    )


# -------------------------------------------------------------------------------------------------- kinds


def _same(value: Any) -> Any:
    return value


@attrs.frozen(kw_only=True, eq=False)
class Kind:
    """A kind of value: its German name, its parser, its JSON Schema and its canonical plain form."""

    name: str
    label: str
    parse: Callable[[Any], Any]
    schema: Mapping[str, Any]
    plain: Callable[[Any], Any] = _same


def _decimal_text(number: Decimal) -> Decimal:
    """Drop trailing zeros: 0.500 is written 0.5, 1.000 is written 1."""
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


_TEXT = {"type": "string"}
_DECIMAL = {"type": ["number", "string"]}

Text: TypeAlias = Annotated[str, Kind(name="text", label="Text", parse=parse_text, schema=_TEXT)]
Markdown: TypeAlias = Annotated[
    str,
    Kind(
        name="markdown",
        label="Text in Markdown",
        parse=parse_text,
        schema={**_TEXT, "contentMediaType": "text/markdown"},
    ),
]
Identifier: TypeAlias = Annotated[
    str,
    Kind(
        name="id",
        label="Kennung",
        parse=parse_identifier,
        schema={**_TEXT, "pattern": f"^{_IDENTIFIER.pattern}$"},
    ),
]
Ags: TypeAlias = Annotated[
    str, Kind(name="ags", label="AGS", parse=parse_ags, schema={**_TEXT, "pattern": "^[0-9]{8}$"})
]
Url: TypeAlias = Annotated[
    str, Kind(name="url", label="Web-Adresse", parse=parse_url, schema={**_TEXT, "format": "uri"})
]
Euro: TypeAlias = Annotated[
    Decimal,
    Kind(
        name="euro",
        label="Betrag in Euro",
        parse=parse_euro,
        schema={**_DECIMAL, "minimum": 0, "pattern": f"^{_MONEY.pattern}$"},
    ),
]
Vzae: TypeAlias = Annotated[
    Decimal,
    Kind(
        name="vzae",
        label="VZÄ",
        parse=parse_vzae,
        schema={**_DECIMAL, "minimum": 0, "pattern": f"^{_DECIMAL3.pattern}$"},
        plain=_decimal_text,
    ),
]
Percent: TypeAlias = Annotated[
    Decimal,
    Kind(
        name="percent",
        label="Prozent",
        parse=parse_percent,
        schema={**_DECIMAL, "minimum": 0, "pattern": f"^{_DECIMAL3.pattern}$"},
        plain=_decimal_text,
    ),
]
Number: TypeAlias = Annotated[
    Decimal,
    Kind(
        name="number",
        label="Zahl",
        parse=parse_number,
        schema={**_DECIMAL, "pattern": f"^{_NUMBER.pattern}$"},
        plain=_decimal_text,
    ),
]
Count: TypeAlias = Annotated[
    int, Kind(name="count", label="Ganze Zahl", parse=parse_count, schema={"type": "integer", "minimum": 0})
]
Year: TypeAlias = Annotated[
    int,
    Kind(
        name="year",
        label="Jahr",
        parse=parse_year,
        schema={"type": "integer", "minimum": 2000, "maximum": 2100},
    ),
]
Date: TypeAlias = Annotated[
    date, Kind(name="date", label="Datum", parse=parse_date, schema={**_TEXT, "format": "date"})
]
Flag: TypeAlias = Annotated[bool, Kind(name="flag", label="Ja oder Nein", parse=parse_flag, schema={"type": "boolean"})]


# ------------------------------------------------------------------------------------- composite values


@attrs.frozen(kw_only=True)
class Source:
    """Where a fact comes from, as a document prints it.

    Attributes:
        title: ``Zuwendungsbescheid vom 15.02.2023``.
        url: its address, where it has one.
        date: the day it was issued or read.
        confidence: how sure the fact is; a municipality's own paper is confirmed.
    """

    title: Text = attrs.field(metadata={"label": "Bezeichnung der Quelle"})
    url: Url | None = attrs.field(default=None, metadata={"label": "Web-Adresse"})
    date: Date | None = attrs.field(default=None, metadata={"label": "Datum der Quelle"})
    confidence: Confidence = attrs.field(default=Confidence.CONFIRMED, metadata={"label": "Sicherheit"})

    def __str__(self) -> str:
        return self.title


@attrs.frozen
class Period:
    """A span of calendar days, both ends included.

    Raises:
        ValueError: the end lies before the start.
    """

    start: date
    end: date

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"Zeitraum endet vor seinem Beginn: {self.start} bis {self.end}")

    @classmethod
    def year(cls, year: int) -> "Period":
        """The whole calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    def overlap(self, other: "Period") -> "Period | None":
        """The days both have in common, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def whole_months(self) -> int | None:
        """How many calendar months, or None if the span begins or ends within a month."""
        if self.start.day != 1 or self.end.day != days_in_month(self.end.year, self.end.month):
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def __str__(self) -> str:
        return f"{format_date(self.start)} bis {format_date(self.end)}"


def days_in_month(year: int, month: int) -> int:
    """The number of days of a calendar month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days

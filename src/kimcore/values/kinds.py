"""What models annotate their fields with: a Python type and the kind of value it holds."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

import attrs

from kimcore.values.days import CLOCK, parse_clock, parse_date
from kimcore.values.formats import EXACT
from kimcore.values.numbers import (
    GROUPED,
    MONEY,
    NUMBER,
    SHARE,
    parse_count,
    parse_euro,
    parse_flag,
    parse_number,
    parse_percent,
    parse_vzae,
    parse_year,
)
from kimcore.values.pictures import parse_picture, plain_picture
from kimcore.values.texts import IDENTIFIER, parse_ags, parse_identifier, parse_markdown, parse_text, parse_url

__all__ = [
    "Ags",
    "Clock",
    "Count",
    "Date",
    "Euro",
    "Flag",
    "Identifier",
    "Kind",
    "Markdown",
    "Number",
    "Percent",
    "PictureData",
    "Text",
    "Url",
    "Vzae",
    "Year",
]


_CENT = Decimal("0.01")
_DIGITS = 40


def _same(value: Any) -> Any:
    return value


@attrs.frozen(kw_only=True, eq=False)
class Kind:
    """A kind of value.

    Attributes:
        name: what schemas and tests call it.
        label: its German name.
        parse: the one way in: any raw value to the exact value, or ValueProblem.
        schema: what JSON Schema can say of its raw form.
        plain: the value as files hold it; ``parse(plain(value)) == value``.
    """

    name: str
    label: str
    parse: Callable[[Any], Any]
    schema: Mapping[str, Any]
    plain: Callable[[Any], Any] = _same


def _cents(number: Any) -> Any:
    """Two digits after the point: 57000 is written 57000.00."""
    if not _writable(number):
        return number
    cents = number.quantize(_CENT, None, EXACT)
    return cents if cents == number else number


def _short(number: Any) -> Any:
    """No needless zeros: 0.500 is written 0.5, 1.000 is written 1."""
    if not _writable(number):
        return number
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _unmistakable(number: Any) -> Any:
    """As short as can be, but 261.356 is written 261.3560, which nobody takes for a quarter of a million."""
    short = _short(number)
    return Decimal(f"{short}0") if GROUPED.fullmatch(str(short)) else short


def _writable(number: Any) -> bool:
    """Whether this is a number of a size that files hold; a program built in Python may hold anything."""
    return isinstance(number, Decimal) and number.is_finite() and abs(number.adjusted()) < _DIGITS


_TEXT = {"type": "string"}
_DECIMAL = {"type": ["number", "string"]}
_POSITIVE = {**_DECIMAL, "minimum": 0}


def _form(form: re.Pattern[str]) -> dict[str, str]:
    return {"pattern": f"^{form.pattern}$"}


Text: TypeAlias = Annotated[str, Kind(name="text", label="Text", parse=parse_text, schema=_TEXT)]
Markdown: TypeAlias = Annotated[
    str,
    Kind(
        name="markdown",
        label="Text in Markdown",
        parse=parse_markdown,
        schema={**_TEXT, "contentMediaType": "text/markdown"},
    ),
]
Identifier: TypeAlias = Annotated[
    str, Kind(name="id", label="Kennung", parse=parse_identifier, schema={**_TEXT, **_form(IDENTIFIER)})
]
Ags: TypeAlias = Annotated[
    str, Kind(name="ags", label="AGS", parse=parse_ags, schema={**_TEXT, "pattern": "^[0-9]{8}$"})
]
Url: TypeAlias = Annotated[
    str, Kind(name="url", label="Web-Adresse", parse=parse_url, schema={**_TEXT, "pattern": "^https?://"})
]
Euro: TypeAlias = Annotated[
    Decimal,
    Kind(name="euro", label="Betrag in Euro", parse=parse_euro, schema={**_POSITIVE, **_form(MONEY)}, plain=_cents),
]
Vzae: TypeAlias = Annotated[
    Decimal,
    Kind(name="vzae", label="VZÄ", parse=parse_vzae, schema={**_POSITIVE, **_form(SHARE)}, plain=_short),
]
Percent: TypeAlias = Annotated[
    Decimal,
    Kind(name="percent", label="Prozent", parse=parse_percent, schema={**_POSITIVE, **_form(SHARE)}, plain=_short),
]
Number: TypeAlias = Annotated[
    Decimal,
    Kind(name="number", label="Zahl", parse=parse_number, schema={**_DECIMAL, **_form(NUMBER)}, plain=_unmistakable),
]
Count: TypeAlias = Annotated[
    int, Kind(name="count", label="Ganze Zahl", parse=parse_count, schema={"type": "integer", "minimum": 0})
]
Year: TypeAlias = Annotated[
    int,
    Kind(name="year", label="Jahr", parse=parse_year, schema={"type": "integer", "minimum": 2000, "maximum": 2100}),
]
Date: TypeAlias = Annotated[
    date, Kind(name="date", label="Datum", parse=parse_date, schema={**_TEXT, "format": "date"})
]
Clock: TypeAlias = Annotated[
    str, Kind(name="clock", label="Uhrzeit", parse=parse_clock, schema={**_TEXT, **_form(CLOCK)})
]
Flag: TypeAlias = Annotated[bool, Kind(name="flag", label="Ja oder Nein", parse=parse_flag, schema={"type": "boolean"})]
PictureData: TypeAlias = Annotated[
    bytes,
    Kind(
        name="picture",
        label="Bild in Base64",
        parse=parse_picture,
        schema={**_TEXT, "contentEncoding": "base64"},
        plain=plain_picture,
    ),
]

"""The kinds of values kimcore knows, with one parser and one German format for each.

A parser takes whatever a file gives (text from YAML, text, numbers and booleans from JSON, Python objects
from a script) and returns the exact value or raises ValueProblem. Models name the kind in their annotations
(``amount: Euro``), so every way in uses the same parser.
"""

from kimcore.values.days import Period, days_in_month, parse_date
from kimcore.values.formats import (
    NBSP,
    digits,
    exact,
    format_date,
    format_euro,
    format_number,
    format_percent,
    format_places,
    format_vzae,
    round_half_up,
)
from kimcore.values.kinds import (
    Ags,
    Count,
    Date,
    Euro,
    Flag,
    Identifier,
    Kind,
    Markdown,
    Number,
    Percent,
    PictureData,
    Text,
    Url,
    Vzae,
    Year,
)
from kimcore.values.numbers import (
    parse_count,
    parse_euro,
    parse_flag,
    parse_number,
    parse_percent,
    parse_vzae,
    parse_year,
)
from kimcore.values.pictures import (
    MAX_PICTURE_BYTES,
    PictureSize,
    parse_picture,
    picture_size,
    strip_metadata,
)
from kimcore.values.raw import shown
from kimcore.values.source import Confidence, Source
from kimcore.values.texts import (
    parse_ags,
    parse_identifier,
    parse_markdown,
    parse_text,
    parse_url,
    suggest_identifier,
)

__all__ = [
    "MAX_PICTURE_BYTES",
    "NBSP",
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
    "PictureData",
    "PictureSize",
    "Source",
    "Text",
    "Url",
    "Vzae",
    "Year",
    "days_in_month",
    "digits",
    "exact",
    "format_date",
    "format_euro",
    "format_number",
    "format_percent",
    "format_places",
    "format_vzae",
    "parse_ags",
    "parse_count",
    "parse_date",
    "parse_euro",
    "parse_flag",
    "parse_identifier",
    "parse_markdown",
    "parse_number",
    "parse_percent",
    "parse_picture",
    "parse_text",
    "parse_url",
    "parse_vzae",
    "parse_year",
    "picture_size",
    "round_half_up",
    "shown",
    "strip_metadata",
    "suggest_identifier",
]

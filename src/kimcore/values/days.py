"""Calendar days, spans of them, and times of day."""

import re
from datetime import date
from typing import Any

import attrs

from kimcore.errors import ValueProblem
from kimcore.values.formats import format_date
from kimcore.values.raw import scalar_text, shown

__all__ = ["CLOCK", "Period", "days_in_month", "parse_clock", "parse_date"]

CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GERMAN = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_LOOSE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def parse_date(raw: Any) -> date:
    """Read a calendar day written ``2025-02-01``, of the years that a workbook knows, 1900 to 2199."""
    day = raw if type(raw) is date else _iso_day(raw)
    if day is None:
        raise _no_date(raw)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        expected = f"ein Tag der Jahre {_FIRST_YEAR} bis {_LAST_YEAR}"
        raise ValueProblem(f"{shown(raw)} liegt zu fern", expected=expected, hint="Das Jahr prüfen.")
    return day


def _iso_day(raw: Any) -> date | None:
    """The day that a text in the right form names, where that day exists."""
    if not isinstance(raw, str) or not _ISO.fullmatch(raw):
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def _no_date(raw: Any) -> ValueProblem:
    text = scalar_text(raw).strip() or (raw.isoformat() if isinstance(raw, date) else "")
    if _ISO.fullmatch(text):
        message = f"Den Tag {text} gibt es nicht"
        return ValueProblem(message, expected="ein Tag des Kalenders", hint="Monat und Tag prüfen.")
    hint = f"{_meant(text) or 'Zum Beispiel 2025-02-01'} schreiben."
    return ValueProblem(f"{shown(raw)} ist kein Datum", expected="ein Datum wie 2025-02-01", hint=hint)


def _meant(text: str) -> str:
    """What ``01.02.2025`` or ``2025-2-1`` probably means, where that day exists."""
    if found := _GERMAN.fullmatch(text):
        day, month, year = found.groups()
    elif found := _LOOSE.match(text):
        year, month, day = found.groups()
    else:
        return ""
    meant = f"{year}-{month:0>2}-{day:0>2}"
    return meant if _iso_day(meant) else ""


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


def parse_clock(raw: Any) -> str:
    """Read a time of day: ``9:30`` becomes ``09:30``, so that texts sort by time."""
    if isinstance(raw, str) and (found := CLOCK.fullmatch(raw)):
        return f"{int(found[1]):02}:{found[2]}"
    raise ValueProblem(
        f"{shown(raw)} ist keine Uhrzeit", expected="Stunde und Minute", hint='Zum Beispiel "09:30" schreiben.'
    )

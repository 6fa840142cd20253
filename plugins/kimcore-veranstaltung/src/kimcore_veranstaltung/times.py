"""Times of day: a kind of value of the plugin's own, and days and times as a German letter writes them."""

import re
from datetime import date
from typing import Annotated, Any, TypeAlias

from kimcore.errors import ValueProblem
from kimcore.values import NBSP, Kind

__all__ = ["Clock", "clock", "long_date", "span"]

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def _parse(raw: Any) -> str:
    if isinstance(raw, str) and (found := _CLOCK.fullmatch(raw)):
        return f"{int(found[1]):02}:{found[2]}"
    raise ValueProblem(f"{raw!r} ist keine Uhrzeit", expected="Stunde und Minute", hint='Zum Beispiel "09:30".')


_KIND = Kind(name="clock", label="Uhrzeit", parse=_parse, schema={"type": "string", "pattern": f"^{_CLOCK.pattern}$"})
Clock: TypeAlias = Annotated[str, _KIND]
"""A time of day as ``09:30``; texts of this form sort by time."""


def clock(time: str) -> str:
    """``09:30 Uhr`` on one line."""
    return f"{time}{NBSP}Uhr"


def span(begins: str | None, ends: str | None) -> str:
    """``09:30 bis 16:00 Uhr``, as far as it is known."""
    if begins and ends:
        return f"{begins} bis {clock(ends)}"
    return f"ab {clock(begins)}" if begins else f"bis {clock(ends)}" if ends else ""


def long_date(day: date) -> str:
    """``Freitag, 5. Mai 2023``, the day on one line."""
    return f"{_WEEKDAYS[day.weekday()]}, {day.day}.{NBSP}{_MONTHS[day.month - 1]}{NBSP}{day.year}"

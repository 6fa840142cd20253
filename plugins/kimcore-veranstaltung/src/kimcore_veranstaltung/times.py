"""Days and times as a German letter writes them."""

from datetime import date

from kimcore.values import NBSP, format_clock

__all__ = ["long_date", "span"]

_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def span(begins: str | None, ends: str | None) -> str:
    """``09:30 bis 16:00 Uhr``, as far as it is known."""
    if begins and ends:
        return f"{begins} bis {format_clock(ends)}"
    return f"ab {format_clock(begins)}" if begins else f"bis {format_clock(ends)}" if ends else ""


def long_date(day: date) -> str:
    """``Freitag, 5. Mai 2023``, the day on one line."""
    return f"{_WEEKDAYS[day.weekday()]}, {day.day}.{NBSP}{_MONTHS[day.month - 1]}{NBSP}{day.year}"

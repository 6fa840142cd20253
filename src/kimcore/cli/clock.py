"""The only place in kimcore that knows today."""

from datetime import date

__all__ = ["today"]


def today() -> date:
    """The day of the call, in local time: deadlines are checked against it where the file names no submission."""
    return date.today()

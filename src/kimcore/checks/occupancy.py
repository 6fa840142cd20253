"""Occupancy: who fills a Stelle when, day by day, never by person."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from kimcore.checks.base import Check
from kimcore.checks.wording import called
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import Occupancy, Program, Stelle
from kimcore.values import format_date, format_vzae

__all__ = ["CHECKS", "OccupancyEndsBeforeStart", "OccupancyOutsideStelle", "Overbooked"]


class Overbooked(Check):
    """On each day all occupancies together fill at most what the Stelle has: two halves may share one."""

    code = "KIM-STE-007"
    title = "An keinem Tag ist eine Stelle mit mehr VZÄ besetzt, als sie hat."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every overbooked Stelle with the first day on which it is."""
        for index, stelle in enumerate(program.stellen):
            found = first_excess(stelle)
            if found is not None:
                day, filled = found
                yield self.finding(
                    ("stellen", index, "occupancy"),
                    f"{called(stelle)} hat {format_vzae(stelle.vzae)} VZÄ, ist aber ab dem {format_date(day)} mit "
                    f"{format_vzae(filled)} VZÄ besetzt.",
                    "Die Besetzungen prüfen; bei einem Wechsel endet die eine am Tag, bevor die andere beginnt.",
                    object_id=stelle.id,
                )


def first_excess(stelle: Stelle) -> tuple[date, Decimal] | None:
    """The first day on which more is filled than the Stelle has, and how much; None if there is none."""
    changes = sorted(_changes(stelle.occupancy))
    filled = Decimal(0)
    for position, (day, change) in enumerate(changes):
        filled += change
        last_of_day = position + 1 == len(changes) or changes[position + 1][0] > day
        if last_of_day and filled > stelle.vzae:
            return day, filled
    return None


def _changes(occupancy: Iterable[Occupancy]) -> Iterator[tuple[date, Decimal]]:
    for span in occupancy:
        if span.end is None or span.end >= span.start:
            yield span.start, span.vzae
            if span.end is not None and span.end < date.max:
                yield span.end + timedelta(days=1), -span.vzae


class OccupancyOutsideStelle(Check):
    """A Stelle cannot be filled before it exists or after it has ended; without an end it means until the Stelle's."""

    code = "KIM-STE-008"
    title = "Jede Besetzung liegt im Zeitraum ihrer Stelle."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every occupancy with days outside the period of its Stelle."""
        for index, stelle in enumerate(program.stellen):
            for number, span in enumerate(stelle.occupancy):
                if reason := _outside(stelle, span):
                    yield self.finding(
                        ("stellen", index, "occupancy", number),
                        f"{called(stelle)}: Die Besetzung ab {format_date(span.start)} liegt zum Teil {reason}.",
                        "Die Besetzung oder start und end der Stelle anpassen.",
                        object_id=stelle.id,
                    )


def _outside(stelle: Stelle, span: Occupancy) -> str:
    if stelle.start is not None and span.start < stelle.start:
        return f"vor dem Beginn der Stelle am {format_date(stelle.start)}"
    if stelle.end is not None and (span.end or span.start) > stelle.end:
        return f"nach dem Ende der Stelle am {format_date(stelle.end)}"
    return ""


class OccupancyEndsBeforeStart(Check):
    """A span that ends before it begins holds no day."""

    code = "KIM-STE-009"
    title = "Keine Besetzung endet vor ihrem Beginn."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every occupancy whose end lies before its start."""
        for index, stelle in enumerate(program.stellen):
            for number, span in enumerate(stelle.occupancy):
                if span.end is not None and span.end < span.start:
                    yield self.finding(
                        ("stellen", index, "occupancy", number, "end"),
                        f"{called(stelle)}: Eine Besetzung endet am {format_date(span.end)}, bevor sie am "
                        f"{format_date(span.start)} beginnt.",
                        "start und end prüfen.",
                        object_id=stelle.id,
                    )


CHECKS = (Overbooked, OccupancyOutsideStelle, OccupancyEndsBeforeStart)

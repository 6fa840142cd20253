"""What is wrong with the data of a service, whatever document is asked for."""

from collections.abc import Iterable, Iterator

from kimcore import Check, Context, Finding, Program
from kimcore_serviceportal.model import SECTION, Details, OpeningHours, Section

__all__ = ["CHECKS"]


def _details(program: Program) -> Iterator[tuple[int, Details]]:
    section = program.extensions.get(SECTION)
    yield from enumerate(section.services if isinstance(section, Section) else ())


class DescribedTwice(Check):
    """Two entries for one service: nobody could tell which one holds."""

    code = "SVP-001"
    title = "Jede Leistung wird nur einmal näher beschrieben."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every entry for a service that an entry before it already describes."""
        seen: set[str] = set()
        for index, details in _details(program):
            if details.service in seen:
                yield self.finding(
                    ("extensions", SECTION, "services", index, "service"),
                    f"Zur Leistung „{details.service}“ gibt es zwei Einträge; nur der erste käme vor.",
                    "Die Einträge zusammenführen.",
                    object_id=details.service,
                )
            seen.add(details.service)


class OpeningHoursThatCannotBe(Check):
    """Hours that end before they begin or hold on no day, and two that overlap on one day."""

    code = "SVP-002"
    title = "Öffnungszeiten nennen ihre Tage, enden nach ihrem Beginn und überschneiden sich nicht."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every entry that is wrong in itself or against those before it."""
        for index, details in _details(program):
            before: list[OpeningHours] = []
            for place, hours in enumerate(details.hours):
                if problem := _problem(hours, before):
                    path = ("extensions", SECTION, "services", index, "hours", place)
                    span = f"{hours.opens} bis {hours.closes} Uhr"
                    message = f"Die Öffnungszeit {span} {problem}."
                    yield self.finding(path, message, "Tage und Uhrzeiten prüfen.", object_id=details.service)
                before.append(hours)


def _problem(hours: OpeningHours, before: Iterable[OpeningHours]) -> str:
    """What is wrong with opening hours, alone or beside others."""
    if not hours.days:
        return "gilt an keinem Tag"
    if hours.closes <= hours.opens:
        return "endet nicht nach ihrem Beginn"
    shared = (
        day.label
        for other in before
        if hours.opens < other.closes and other.opens < hours.closes
        for day in hours.days
        if day in other.days
    )
    return next((f"überschneidet sich am {day} mit einer anderen" for day in shared), "")


CHECKS = (DescribedTwice, OpeningHoursThatCannotBe)

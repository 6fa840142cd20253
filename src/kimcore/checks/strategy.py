"""Goals, Handlungsfelder and measures: whether they hang together, and whether their dates and figures hold."""

from collections.abc import Iterable, Iterator

from kimcore.checks.base import Check
from kimcore.checks.wording import called
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import Handlungsfeld, MeasureStatus, Program
from kimcore.values import format_date

__all__ = [
    "CHECKS",
    "CompletedLater",
    "GoalWithoutMeasure",
    "HandlungsfeldWithoutGoal",
    "HandlungsfeldWithoutMeasure",
    "MeasureEndsBeforeStart",
    "MeasureWithoutHandlungsfeld",
    "ReadingTwice",
    "StatusWithoutReason",
]

_STOPPED = frozenset({MeasureStatus.AUSGESETZT, MeasureStatus.VERWORFEN})


class MeasureWithoutHandlungsfeld(Check):
    """A measure serves goals only through its Handlungsfelder."""

    code = "KIM-STR-001"
    title = "Jede Maßnahme gehört zu einem Handlungsfeld."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every measure without a Handlungsfeld."""
        for index, measure in enumerate(program.measures):
            if not measure.handlungsfelder:
                yield self.finding(
                    ("measures", index),
                    f"{called(measure)} gehört zu keinem Handlungsfeld.",
                    "Unter handlungsfelder mindestens eines nennen.",
                    object_id=measure.id,
                )


class HandlungsfeldWithoutGoal(Check):
    """Where a program has goals, each Handlungsfeld serves some of them."""

    code = "KIM-STR-002"
    title = "Jedes Handlungsfeld dient einem Ziel, wenn das Programm Ziele hat."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Handlungsfeld without a goal."""
        for index, feld in enumerate(program.handlungsfelder if program.goals else ()):
            if not feld.goals:
                yield self.finding(
                    ("handlungsfelder", index),
                    f"{called(feld)} dient keinem Ziel.",
                    "Unter goals mindestens eines nennen.",
                    object_id=feld.id,
                )


def _worked_on(program: Program) -> Iterator[tuple[Handlungsfeld, bool]]:
    """Every Handlungsfeld, and whether a measure belongs to it; nothing in a program without measures."""
    used = {feld for measure in program.measures for feld in measure.handlungsfelder}
    for feld in program.handlungsfelder if program.measures else ():
        yield feld, feld.id in used


class GoalWithoutMeasure(Check):
    """A goal that no measure serves, through whatever Handlungsfeld, is not worked on."""

    code = "KIM-STR-003"
    title = "Zu jedem Ziel führt eine Maßnahme, wenn das Programm Maßnahmen hat."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every goal that no measure serves."""
        served = {goal for feld, used in _worked_on(program) if used for goal in feld.goals}
        for index, goal in enumerate(program.goals if program.measures else ()):
            if goal.id not in served:
                yield self.finding(
                    ("goals", index),
                    f"{called(goal)}: Keine Maßnahme führt über ein Handlungsfeld zu diesem Ziel.",
                    "Ein Handlungsfeld mit Maßnahmen diesem Ziel zuordnen.",
                    object_id=goal.id,
                )


class HandlungsfeldWithoutMeasure(Check):
    """A Handlungsfeld without measures may be meant for later."""

    code = "KIM-STR-004"
    title = "Zu jedem Handlungsfeld gehört eine Maßnahme, wenn das Programm Maßnahmen hat."
    severity = Severity.HINWEIS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Handlungsfeld without a measure."""
        for index, (feld, used) in enumerate(_worked_on(program)):
            if not used:
                yield self.finding(
                    ("handlungsfelder", index),
                    f"{called(feld)} hat keine Maßnahme.",
                    "Maßnahmen zuordnen oder das Handlungsfeld streichen.",
                    object_id=feld.id,
                )


class MeasureEndsBeforeStart(Check):
    """A period that ends before it begins holds no day."""

    code = "KIM-STR-005"
    title = "Keine Maßnahme endet vor ihrem Beginn."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every measure whose end lies before its start."""
        for index, measure in enumerate(program.measures):
            if measure.start and measure.end and measure.end < measure.start:
                yield self.finding(
                    ("measures", index, "end"),
                    f"{called(measure)} endet am {format_date(measure.end)}, bevor sie am {format_date(measure.start)} "
                    "beginnt.",
                    "start und end prüfen.",
                    object_id=measure.id,
                )


class CompletedLater(Check):
    """What ends after the Stand cannot be completed at the Stand."""

    code = "KIM-STR-006"
    title = "Keine abgeschlossene Maßnahme endet erst nach dem Stand des Programms."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every completed measure that still runs."""
        for index, measure in enumerate(program.measures):
            done = measure.status is MeasureStatus.ABGESCHLOSSEN
            if done and measure.end is not None and measure.end > program.stand:
                yield self.finding(
                    ("measures", index, "status"),
                    f"{called(measure)} ist abgeschlossen, endet aber erst am {format_date(measure.end)}, nach dem "
                    f"Stand {format_date(program.stand)}.",
                    "status, end oder den Stand des Programms anpassen.",
                    object_id=measure.id,
                )


class StatusWithoutReason(Check):
    """Whoever gave a measure up or put it on hold says why."""

    code = "KIM-STR-007"
    title = "Ausgesetzte und verworfene Maßnahmen haben eine Begründung."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every stopped measure without a reason."""
        for index, measure in enumerate(program.measures):
            if measure.status in _STOPPED and not (measure.status_reason or "").strip():
                yield self.finding(
                    ("measures", index, "status"),
                    f"{called(measure)} ist „{measure.status.label}“, ohne Begründung.",
                    "Unter status_reason sagen, warum.",
                    object_id=measure.id,
                )


class ReadingTwice(Check):
    """An indicator has one value per day."""

    code = "KIM-STR-008"
    title = "Jeder Indikator hat zu einem Stichtag nur einen Messwert."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every reading of a day that has one already."""
        for index, indicator in enumerate(program.indicators):
            days = set()
            for number, reading in enumerate(indicator.readings):
                if reading.date in days:
                    yield self.finding(
                        ("indicators", index, "readings", number, "date"),
                        f"{called(indicator)}: Zum {format_date(reading.date)} gibt es mehrere Messwerte.",
                        "Einen davon streichen oder den Stichtag berichtigen.",
                        object_id=indicator.id,
                    )
                days.add(reading.date)


CHECKS = (
    MeasureWithoutHandlungsfeld,
    HandlungsfeldWithoutGoal,
    GoalWithoutMeasure,
    HandlungsfeldWithoutMeasure,
    MeasureEndsBeforeStart,
    CompletedLater,
    StatusWithoutReason,
    ReadingTwice,
)

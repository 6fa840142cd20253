"""Goals, Handlungsfelder, measures, indicators."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore.checks.strategy import (
    CHECKS,
    CompletedLater,
    GoalWithoutMeasure,
    HandlungsfeldWithoutGoal,
    HandlungsfeldWithoutMeasure,
    MeasureEndsBeforeStart,
    MeasureWithoutHandlungsfeld,
    ReadingTwice,
    StatusWithoutReason,
)
from kimcore.findings import Severity
from kimcore.model import Goal, Handlungsfeld, Indicator, MeasureStatus, Reading

GOALS = (Goal(id="teilhabe", title="Teilhabe"), Goal(id="haltungen", title="Haltungen"))
BILDUNG = Handlungsfeld(id="bildung", title="Bildung", goals=("teilhabe", "haltungen"))
ARBEIT = Handlungsfeld(id="arbeit", title="Arbeit", goals=("teilhabe",))


def test_a_program_that_hangs_together(make, run):
    """Goals, Handlungsfelder and measures that lead to one another pass every check of this subject."""
    measures = (make.measure(start=date(2025, 1, 1), end=date(2025, 1, 1)), make.measure(handlungsfelder=("arbeit",)))
    program = make.program(goals=GOALS, handlungsfelder=(BILDUNG, ARBEIT), measures=measures)
    assert [finding for check in CHECKS for finding in run(check, program)] == []


def test_a_program_that_has_only_begun(make, run):
    """Goals alone, or Handlungsfelder alone, are merely unfinished: Hamm and the Hochsauerlandkreis."""
    for program in (make.program(goals=GOALS), make.program(handlungsfelder=(attrs.evolve(ARBEIT, goals=()),))):
        assert [finding for check in CHECKS for finding in run(check, program)] == []


def test_a_measure_without_a_handlungsfeld(make, run):
    """A measure that belongs nowhere is a warnung."""
    (finding,) = run(MeasureWithoutHandlungsfeld, make.program(measures=(make.measure(handlungsfelder=()),)))
    assert (finding.path, finding.object_id, finding.severity) == ("measures[0]", "m-1", Severity.WARNUNG)
    assert finding.message == "Maßnahme „Sprachpaten“ gehört zu keinem Handlungsfeld."


def test_a_handlungsfeld_without_a_goal(make, run):
    """Where there are goals, a Handlungsfeld that serves none is a warnung."""
    felder = (BILDUNG, attrs.evolve(ARBEIT, goals=()))
    (finding,) = run(HandlungsfeldWithoutGoal, make.program(goals=GOALS, handlungsfelder=felder))
    assert (finding.path, finding.severity) == ("handlungsfelder[1]", Severity.WARNUNG)
    assert finding.message == "Handlungsfeld „Arbeit“ dient keinem Ziel."


def test_a_goal_and_a_handlungsfeld_without_measures(make, run):
    """A goal that no measure reaches through a Handlungsfeld is a warnung, the Handlungsfeld a hinweis."""
    program = make.program(
        goals=GOALS, handlungsfelder=(BILDUNG, ARBEIT), measures=(make.measure(handlungsfelder=("arbeit",)),)
    )
    (goal,) = run(GoalWithoutMeasure, program)
    assert (goal.path, goal.severity) == ("goals[1]", Severity.WARNUNG)
    assert goal.message == "Ziel „Haltungen“: Keine Maßnahme führt über ein Handlungsfeld zu diesem Ziel."
    (feld,) = run(HandlungsfeldWithoutMeasure, program)
    assert (feld.path, feld.severity) == ("handlungsfelder[0]", Severity.HINWEIS)
    assert feld.message == "Handlungsfeld „Bildung“ hat keine Maßnahme."


def test_a_measure_that_ends_before_it_begins(make, run):
    """An end before the start is a fehler; a measure without an end is fine."""
    measures = (
        make.measure(start=date(2025, 3, 1), end=date(2025, 2, 28)),
        make.measure(start=date(2025, 3, 1)),
        make.measure(end=date(2025, 3, 1)),
    )
    (finding,) = run(MeasureEndsBeforeStart, make.program(measures=measures))
    assert finding.path == "measures[0].end"
    assert finding.message == "Maßnahme „Sprachpaten“ endet am 28.02.2025, bevor sie am 01.03.2025 beginnt."


@pytest.mark.parametrize(
    ("status", "end", "found"),
    [
        (MeasureStatus.ABGESCHLOSSEN, date(2025, 7, 1), True),
        (MeasureStatus.ABGESCHLOSSEN, date(2025, 6, 30), False),
        (MeasureStatus.ABGESCHLOSSEN, None, False),
        (MeasureStatus.LAUFEND, date(2025, 7, 1), False),
    ],
)
def test_completed_before_its_end(make, run, status, end, found):
    """A completed measure whose end lies after the Stand (30.06.2025) is a warnung."""
    findings = run(CompletedLater, make.program(measures=(make.measure(status=status, end=end),)))
    assert [finding.message for finding in findings] == (
        ["Maßnahme „Sprachpaten“ ist abgeschlossen, endet aber erst am 01.07.2025, nach dem Stand 30.06.2025."]
        if found
        else []
    )


@pytest.mark.parametrize("status", list(MeasureStatus))
def test_a_status_that_needs_a_reason(make, run, status):
    """Measures that were stopped or given up say why; all others need not."""
    bare, blank = make.measure(status=status), make.measure(status=status, status_reason=" ")
    reasoned = make.measure(status=status, status_reason="Kein Geld.")
    findings = run(StatusWithoutReason, make.program(measures=(bare, blank, reasoned)))
    stopped = status in {MeasureStatus.AUSGESETZT, MeasureStatus.VERWORFEN}
    assert [finding.path for finding in findings] == (["measures[0].status", "measures[1].status"] if stopped else [])
    assert all(f"ist „{status.label}“, ohne Begründung." in finding.message for finding in findings)


def test_two_readings_of_one_day(make, run):
    """An indicator with two values of one day is a warnung at the second one."""
    readings = tuple(
        Reading(date=date(year, 12, 31), value=Decimal(value)) for year, value in ((2022, 424), (2023, 482), (2022, 5))
    )
    indicators = (
        Indicator(id="antraege", title="Einbürgerungsanträge", readings=readings),
        Indicator(id="andere", title="Andere", readings=readings[:2]),
    )
    (finding,) = run(ReadingTwice, make.program(indicators=indicators))
    assert (finding.path, finding.severity) == ("indicators[0].readings[2].date", Severity.WARNUNG)
    assert finding.message == "Indikator „Einbürgerungsanträge“: Zum 31.12.2022 gibt es mehrere Messwerte."

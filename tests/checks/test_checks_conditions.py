"""Conditions of the rounds: what is open, what contradicts the data."""

from decimal import Decimal

import attrs
import pytest
from tests.checks.conftest import CONFIRMED, INFERRED, RULES

from kimcore.checks.conditions import ConditionOfAntrag, StatedAgainstData, StatedTwice
from kimcore.conditions import ConditionState, conditions_of
from kimcore.findings import Severity
from kimcore.model import ConditionStatement, Gremium, OrganisationalUnit, State, Traeger, TraegerKind, VorgangKind
from kimcore.richtlinien.rules import ConditionRule

CONDITIONS = (
    ConditionRule(id="ki", title="Es gibt ein KI.", unit="Integrationszentrum", sufficient=True, reference=CONFIRMED),
    ConditionRule(
        id="am-ki",
        title="Die Koordination gehört zum KI.",
        unit="Integrationszentrum",
        stellenarten=("koordination",),
        sufficient=True,
        reference=CONFIRMED,
    ),
    ConditionRule(id="lenkung", title="Eine Lenkungsgruppe tagt.", gremium="Lenkungsgruppe", reference=INFERRED),
    ConditionRule(id="cm", title="Das Case Management ist abgestimmt.", baustein="baustein-2", reference=CONFIRMED),
)
ROUNDS = tuple(
    attrs.evolve(entry, conditions=tuple(rule.id for rule in CONDITIONS)) if 2025 in entry.years else entry
    for entry in RULES.rounds
)
WITH = attrs.evolve(RULES, conditions=CONDITIONS, rounds=ROUNDS)
KI = OrganisationalUnit(id="ki", name="Zentrum", kind="Integrationszentrum")
TEAM = OrganisationalUnit(id="team", name="Team", parent="ki")
ELSEWHERE = OrganisationalUnit(id="amt", name="Sozialamt")


def stated(condition, *, fulfilled=True):
    """A statement of the municipality."""
    return ConditionStatement(condition=condition, fulfilled=fulfilled)


def states(program, year=2025):
    """How each condition stands."""
    return {entry.rule.id: entry.state for entry in conditions_of(program, WITH, year)}


def test_what_the_data_show(make):
    """A KI and coordination within it are shown by units and Stellen; a Lenkungsgruppe alone still has to be stated."""
    lenkung = Gremium(id="lg", name="Lenkungsgruppe")
    program = make.program(
        units=(KI, TEAM), gremien=(lenkung,), stellen=(make.stelle(unit="team"), make.case_management())
    )
    assert states(program) == {
        "ki": ConditionState.MET,
        "am-ki": ConditionState.MET,
        "lenkung": ConditionState.OPEN,
        "cm": ConditionState.OPEN,
    }
    shown = {entry.rule.id: entry.shown for entry in conditions_of(program, WITH, 2025)}
    assert shown == {"ki": "Zentrum", "am-ki": "Koordination", "lenkung": "Lenkungsgruppe", "cm": ""}


def test_a_statement_counts_before_the_data(make):
    """What the municipality states counts; without Stellen of the Baustein a condition does not apply."""
    program = make.program(units=(KI,), conditions=(stated("ki", fulfilled=False), stated("lenkung")))
    assert states(program) == {
        "ki": ConditionState.UNMET,
        "am-ki": ConditionState.OPEN,
        "lenkung": ConditionState.MET,
        "cm": ConditionState.IDLE,
    }


def test_where_the_data_say_nothing(make):
    """A Stelle without a unit, one of another employer, one of another year, and units in a circle show nothing."""
    circle = (attrs.evolve(KI, kind=None, parent="team"), TEAM)
    carrier = Traeger(id="stadt", name="Stadt", kind=TraegerKind.KREISANGEHOERIG)
    for stellen in ((make.stelle(),), (make.stelle(employer="stadt", unit="amt"),), ()):
        program = make.program(units=(KI,), stellen=stellen, traeger=(carrier,))
        assert states(program)["am-ki"] is ConditionState.OPEN
    assert states(make.program(units=circle, stellen=(make.stelle(unit="team"),)))["am-ki"] is ConditionState.OPEN
    assert conditions_of(make.program(), WITH, 2024) == ()


@pytest.mark.parametrize("parent", [None, "e-20000"])
def test_units_of_any_depth(make, parent):
    """The coordination may sit 20,000 units below the KI; where these stand in a circle, each is walked once."""
    chain = [OrganisationalUnit(id=f"e-{n}", name="Team", parent=f"e-{n - 1}" if n else "ki") for n in range(20_001)]
    program = make.program(units=(attrs.evolve(KI, parent=parent), *chain), stellen=(make.stelle(unit="e-20000"),))
    assert states(program)["am-ki"] is ConditionState.MET


@pytest.mark.parametrize(
    ("state", "fulfilled", "severity"),
    [
        (State.ENTWURF, False, Severity.WARNUNG),
        (State.FREIGEGEBEN, False, Severity.FEHLER),
        (State.FREIGEGEBEN, True, None),
    ],
)
def test_an_application_whose_conditions_are_not_met(make, run, state, fulfilled, severity):
    """Not met is a fehler once the application is released, a warnung in a draft; what is open is a warnung."""
    others = (stated("am-ki"), stated("lenkung"), stated("cm"))
    vorgang = make.vorgang(state=state)
    program = make.program(vorgaenge=(vorgang,), conditions=(stated("ki", fulfilled=fulfilled), *others))
    findings = run(ConditionOfAntrag, program, rules=WITH)
    assert [finding.severity for finding in findings] == ([severity] if severity else [])
    for finding in findings:
        assert finding.path == "vorgaenge[0]"
        assert finding.message == (
            "Vorgang „antrag-2025“: Eine Bedingung der Runde 2025 ist nicht erfüllt: Es gibt ein KI."
        )
        assert "condition: ki, fulfilled: true" in finding.hint
        assert finding.citation == "Bescheid"


def test_open_conditions(make, run):
    """Every open condition of an application is reported, of other Vorgänge and years none."""
    findings = run(ConditionOfAntrag, make.program(vorgaenge=(make.vorgang(),)), rules=WITH)
    assert [finding.message.rsplit(": ", 1)[1] for finding in findings] == [rule.title for rule in CONDITIONS[:3]]
    assert "ist offen" in findings[0].message
    quiet = (make.vorgang(kind=VorgangKind.KONZEPT), make.vorgang(years=(2024,)))
    assert run(ConditionOfAntrag, make.program(vorgaenge=quiet), rules=WITH) == []


def test_a_condition_that_is_only_inferred_is_no_fehler(make, run):
    """What kimcore has merely concluded stays a warnung, also for a released application."""
    conditions = (stated("ki"), stated("am-ki"), stated("lenkung", fulfilled=False), stated("cm"))
    program = make.program(vorgaenge=(make.vorgang(state=State.FREIGEGEBEN),), conditions=conditions)
    (finding,) = run(ConditionOfAntrag, program, rules=WITH)
    assert (finding.severity, finding.citation) == (Severity.WARNUNG, "Eigene Überlegung – erschlossen")


@pytest.mark.parametrize(
    ("condition", "fields", "message"),
    [
        ("ki", {"units": (ELSEWHERE,)}, "aber unter units gibt es keinen Eintrag der Art „Integrationszentrum“."),
        ("lenkung", {"gremien": (Gremium(id="ag", name="AG"),)}, "unter gremien gibt es keinen Eintrag der Art"),
        ("am-ki", {"units": (KI, ELSEWHERE)}, "aber nicht zu dieser Einheit gehört: Koordination."),
    ],
)
def test_a_statement_against_the_data(make, run, condition, fields, message):
    """A condition stated as met is a warnung where units, Gremien or Stellen say otherwise."""
    stelle = make.stelle(unit="amt", vzae=Decimal(1))
    program = make.program(conditions=(stated(condition),), stellen=(stelle,), **fields)
    (finding,) = run(StatedAgainstData, program, rules=WITH)
    assert (finding.path, finding.severity) == ("conditions[0]", Severity.WARNUNG)
    assert message in finding.message
    denied = attrs.evolve(program, conditions=(stated(condition, fulfilled=False),))
    assert run(StatedAgainstData, denied, rules=WITH) == []
    silent = attrs.evolve(program, units=(), gremien=(), stellen=())
    assert run(StatedAgainstData, silent, rules=WITH) == []


def test_two_statements_to_one_condition(make, run):
    """The first of two statements counts, and the second is a fehler."""
    program = make.program(conditions=(stated("ki"), stated("lenkung"), stated("ki", fulfilled=False)))
    (finding,) = run(StatedTwice, program, rules=WITH)
    assert (finding.path, finding.severity) == ("conditions[2].condition", Severity.FEHLER)
    assert "Zur Bedingung „ki“ gibt es mehrere Erklärungen" in finding.message
    assert states(program)["ki"] is ConditionState.MET

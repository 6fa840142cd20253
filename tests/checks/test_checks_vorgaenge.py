"""Vorgänge: four eyes, state, years, Bausteine."""

from datetime import date

import pytest

from kimcore.checks.vorgaenge import (
    CHECKS,
    CheckedByNobody,
    NotAppliedFor,
    SameAuthorAndChecker,
    StateAgainstSubmission,
    TwoOfOneYear,
    WithoutYear,
)
from kimcore.findings import Severity
from kimcore.model import State, VorgangKind

SENT = {"state": State.EINGEREICHT, "submitted": date(2025, 1, 10)}


def test_vorgaenge_without_fault(make, run):
    """A draft that names nobody, and an application made and checked by two offices, pass every check."""
    vorgaenge = (
        make.vorgang(id="entwurf", years=(2026,)),
        make.vorgang(author="KIM-Koordination", checker="Kämmerei", bausteine=("baustein-1", "baustein-2"), **SENT),
    )
    program = make.program(vorgaenge=vorgaenge)
    assert [finding for check in CHECKS for finding in run(check, program)] == []


@pytest.mark.parametrize("state", list(State))
def test_four_eyes(make, run, state):
    """From geprueft on the checker is someone else than the author; the names themselves are not repeated."""
    vorgang = make.vorgang(state=state, author="Erika  Beispiel", checker="erika beispiel")
    findings = run(SameAuthorAndChecker, make.program(vorgaenge=(vorgang,)))
    if state is State.ENTWURF:
        assert findings == []
        return
    (finding,) = findings
    assert (finding.path, finding.severity) == ("vorgaenge[0].checker", Severity.FEHLER)
    assert finding.message == (
        f"Vorgang „antrag-2025“ ist „{state.label}“, aber von derselben Person oder Funktion erstellt und geprüft."
    )
    assert finding.citation == "Vier-Augen-Prinzip"


@pytest.mark.parametrize(("author", "checker"), [(None, "Kämmerei"), ("Kämmerei", None), ("KIM", "Kämmerei")])
def test_four_eyes_need_two_names(make, run, author, checker):
    """With one of the two missing, or two different ones, nobody checked his own work."""
    vorgang = make.vorgang(state=State.FREIGEGEBEN, author=author, checker=checker)
    assert run(SameAuthorAndChecker, make.program(vorgaenge=(vorgang,))) == []


@pytest.mark.parametrize(
    ("state", "author", "checker", "expected"),
    [
        (State.ENTWURF, None, None, []),
        (State.GEPRUEFT, None, " ", [(Severity.WARNUNG, "wer ihn geprüft hat")]),
        (State.GEPRUEFT, None, "Kämmerei", []),
        (State.FREIGEGEBEN, "KIM", None, [(Severity.FEHLER, "wer ihn geprüft hat")]),
        (State.BESCHIEDEN, None, "Kämmerei", [(Severity.WARNUNG, "wer ihn erstellt hat")]),
        (State.FREIGEGEBEN, "KIM", "Kämmerei", []),
    ],
)
def test_who_made_and_who_checked(make, run, state, author, checker, expected):
    """What is released names its checker; without the author the four eyes cannot be seen."""
    findings = run(
        CheckedByNobody, make.program(vorgaenge=(make.vorgang(state=state, author=author, checker=checker),))
    )
    assert [finding.severity for finding in findings] == [severity for severity, _ in expected]
    for finding, (_, words) in zip(findings, expected, strict=True):
        assert finding.message == f"Vorgang „antrag-2025“ ist „{state.label}“, aber es fehlt, {words}."


@pytest.mark.parametrize("state", list(State))
def test_the_state_and_the_day_say_the_same(make, run, state):
    """Handed in without a day, or a day without being handed in, is a warnung."""
    sent = state in {State.EINGEREICHT, State.BESCHIEDEN}
    without, with_day = make.vorgang(state=state), make.vorgang(state=state, submitted=date(2025, 1, 10))
    (finding,) = run(StateAgainstSubmission, make.program(vorgaenge=(without, with_day)))
    assert finding.severity is Severity.WARNUNG
    assert finding.path == ("vorgaenge[0]" if sent else "vorgaenge[1].state")
    assert ("aber ohne Einreichungsdatum" if sent else "hat ein Einreichungsdatum, ist aber") in finding.message


def test_two_vorgaenge_for_one_document(make, run):
    """The same kind, year and Baustein twice is a fehler; without Bausteine a Vorgang speaks of all."""
    first = make.vorgang(id="erster", bausteine=("baustein-1",), years=(2025, 2026))
    other_baustein = make.vorgang(id="zweiter", bausteine=("baustein-2",))
    every_baustein = make.vorgang(id="dritter", years=(2026, 2026))
    program = make.program(vorgaenge=(first, other_baustein, every_baustein))
    (finding,) = run(TwoOfOneYear, program)
    assert (finding.path, finding.severity) == ("vorgaenge[2]", Severity.FEHLER)
    assert finding.message == (
        "Für 2026 gibt es zwei Vorgänge „Förderantrag“ mit gleichen Bausteinen: „erster“ und „dritter“."
    )


def test_vorgaenge_of_which_there_may_be_several(make, run):
    """Several Mittelabrufe of a year are the rule; other kinds do not disturb one another."""
    vorgaenge = (
        make.vorgang(id="a-1", kind=VorgangKind.MITTELABRUF),
        make.vorgang(id="a-2", kind=VorgangKind.MITTELABRUF),
        make.vorgang(id="konzept", kind=VorgangKind.KONZEPT),
        make.vorgang(),
    )
    assert run(TwoOfOneYear, make.program(vorgaenge=vorgaenge)) == []


@pytest.mark.parametrize(("year", "found"), [(2024, True), (2025, False)])
def test_applying_for_a_pauschale(make, run, year, found):
    """Baustein 2 is a Pauschale until 2024 and applied for from 2025 on."""
    vorgang = make.vorgang(years=(year,), bausteine=("baustein-1", "baustein-2", "baustein-9"))
    findings = run(NotAppliedFor, make.program(vorgaenge=(vorgang,)))
    assert [(finding.path, finding.severity, finding.citation) for finding in findings] == (
        [("vorgaenge[0].bausteine[1]", Severity.FEHLER, "Bescheid")] if found else []
    )
    assert all(
        finding.message == "Vorgang „antrag-2025“: baustein-2 kommt 2024 als Pauschale und wird nicht beantragt."
        for finding in findings
    )


def test_applying_for_what_is_only_concluded_to_be_a_pauschale(make, run):
    """That Baustein 3 is a Pauschale is our conclusion: a warnung; a Konzept may speak of every Baustein."""
    antrag = make.vorgang(bausteine=("baustein-3",))
    konzept = make.vorgang(kind=VorgangKind.KONZEPT, bausteine=("baustein-3",))
    (finding,) = run(NotAppliedFor, make.program(vorgaenge=(antrag, konzept)))
    assert (finding.severity, finding.citation) == (Severity.WARNUNG, "Eigene Überlegung – erschlossen")


def test_a_vorgang_without_a_year(make, run):
    """A Vorgang that names no year belongs to no document: a warnung."""
    (finding,) = run(WithoutYear, make.program(vorgaenge=(make.vorgang(years=()), make.vorgang())))
    assert (finding.path, finding.severity) == ("vorgaenge[0]", Severity.WARNUNG)
    assert finding.message == "Vorgang „antrag-2025“ nennt kein Jahr; kein Dokument gehört zu ihm."

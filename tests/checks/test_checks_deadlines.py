"""Deadlines of the rounds."""

from datetime import date

import attrs
import pytest

from kimcore.checks.deadlines import (
    BeyondVersion,
    ChangedInWindow,
    NotSubmitted,
    SubmittedInWindow,
    UnknownWindow,
)
from kimcore.findings import Severity
from kimcore.model import State, VorgangKind
from kimcore.richtlinien.rules import Round, Version


@pytest.mark.parametrize(
    ("day", "severity", "when"),
    [
        (date(2024, 12, 18), Severity.WARNUNG, "beginnt erst am 19.12.2024"),
        (date(2024, 12, 19), None, ""),
        (date(2025, 1, 16), None, ""),
        (date(2025, 1, 17), Severity.FEHLER, "endete am 16.01.2025"),
    ],
)
def test_the_window_of_2025(make, run, day, severity, when):
    """The last day before, the first, the last and the first day after the window of the 2025 round."""
    findings = run(SubmittedInWindow, make.program(vorgaenge=(make.vorgang(submitted=day),)))
    assert [finding.severity for finding in findings] == ([severity] if severity else [])
    for finding in findings:
        assert (finding.path, finding.citation) == ("vorgaenge[0].submitted", "Bescheid")
        assert finding.message.endswith(f"eingereicht; der Antragszeitraum für 2025 {when}.")
        assert finding.message.startswith("Vorgang „antrag-2025“ ist am ")


def test_a_round_of_which_only_the_end_is_known(make, run):
    """Up to the end everything is admitted; the source says how sure it is."""
    early = make.vorgang(years=(2023,), submitted=date(2020, 1, 1))
    assert run(SubmittedInWindow, make.program(vorgaenge=(early,))) == []
    (finding,) = run(SubmittedInWindow, make.program(vorgaenge=(attrs.evolve(early, submitted=date(2022, 10, 31)),)))
    assert (finding.severity, finding.citation) == (Severity.FEHLER, "Kopie der Seite – teilweise belegt")
    assert "endete am 30.10.2022" in finding.message


def test_an_end_that_kimcore_only_concluded(make, run, rules):
    """What no source says is no fehler: a concluded end is a warnung."""
    concluded = attrs.evolve(rules.rounds[2], reference=rules.rounds[1].reference)
    program = make.program(vorgaenge=(make.vorgang(submitted=date(2025, 2, 1)),))
    (finding,) = run(SubmittedInWindow, program, rules=attrs.evolve(rules, rounds=(concluded,)))
    assert (finding.severity, finding.citation) == (Severity.WARNUNG, "Eigene Überlegung – erschlossen")


def test_one_of_several_rounds_admits(make, run, rules):
    """A year may have several rounds: one that admits the day is enough, and each Baustein has its own."""
    late = Round(
        id="nachtrag",
        years=(2025,),
        bausteine=("baustein-1",),
        opens=date(2025, 5, 1),
        closes=date(2025, 5, 31),
        reference=rules.rounds[0].reference,
    )
    both = attrs.evolve(rules, rounds=(*rules.rounds, late))
    admitted = make.vorgang(submitted=date(2025, 5, 2))
    assert run(SubmittedInWindow, make.program(vorgaenge=(admitted,)), rules=both) == []
    other = attrs.evolve(admitted, bausteine=("baustein-2",))
    (finding,) = run(SubmittedInWindow, make.program(vorgaenge=(other,)), rules=both)
    assert "endete am 16.01.2025" in finding.message
    between = attrs.evolve(admitted, submitted=date(2025, 3, 1))
    (finding,) = run(SubmittedInWindow, make.program(vorgaenge=(between,)), rules=both)
    assert finding.severity is Severity.WARNUNG
    assert "beginnt erst am 01.05.2025" in finding.message


def test_only_applications_have_a_window(make, run):
    """A Konzept handed in later, and an application that is not handed in yet, are fine."""
    konzept = make.vorgang(kind=VorgangKind.KONZEPT, submitted=date(2025, 9, 1))
    program = make.program(vorgaenge=(konzept, make.vorgang()))
    assert run(SubmittedInWindow, program) == []
    assert run(UnknownWindow, program) == []
    assert run(NotSubmitted, program) == []


@pytest.mark.parametrize(("year", "citation"), [(2024, "Eigene Überlegung – erschlossen"), (2026, None)])
def test_a_window_that_nobody_knows(make, run, year, citation):
    """A round without a window, or no round at all, is a hinweis and never a fehler."""
    program = make.program(vorgaenge=(make.vorgang(years=(year,), submitted=date(2030, 1, 1)),))
    (finding,) = run(UnknownWindow, program)
    assert (finding.path, finding.severity) == ("vorgaenge[0]", Severity.HINWEIS)
    assert finding.citation == (citation or "Regelwerk: Antragsrunden")
    assert finding.message == (
        f"Vorgang „antrag-2025“: Der Antragszeitraum für {year} ist nicht bekannt; die Frist bleibt ungeprüft."
    )
    assert run(SubmittedInWindow, program) == []
    assert run(NotSubmitted, program, on=date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("on", "more", "late"),
    [
        (date(2025, 1, 16), {}, False),
        (date(2025, 1, 17), {}, True),
        (date(2025, 1, 17), {"submitted": date(2025, 1, 10)}, False),
        (date(2025, 1, 17), {"state": State.EINGEREICHT}, False),
        (date(2025, 1, 17), {"state": State.FREIGEGEBEN}, True),
        (None, {}, False),
    ],
)
def test_an_application_still_in_the_house(make, run, on, more, late):
    """Only where a day is asked about: an application that is not handed in after the window is a warnung."""
    findings = run(NotSubmitted, make.program(vorgaenge=(make.vorgang(**more),)), on=on)
    assert [finding.message for finding in findings] == (
        [
            "Vorgang „antrag-2025“ ist am 17.01.2025 noch nicht eingereicht; der Antragszeitraum für 2025 endete am "
            "16.01.2025."
        ]
        if late
        else []
    )
    assert all(finding.severity is Severity.WARNUNG for finding in findings)


@pytest.mark.parametrize(
    ("day", "severity", "when"),
    [
        (date(2025, 1, 16), None, ""),
        (date(2025, 1, 17), Severity.WARNUNG, "endete in der Regel am 16.01.2025"),
        (date(2025, 1, 31), Severity.WARNUNG, "endete in der Regel am 16.01.2025"),
        (date(2025, 2, 1), Severity.FEHLER, "endete am 16.01.2025"),
    ],
)
def test_a_window_that_ends_only_as_a_rule(make, run, rules, day, severity, when):
    """Between the usual end and the last day an application is a warnung, after it a fehler."""
    lenient = attrs.evolve(rules, rounds=(attrs.evolve(rules.rounds[2], latest=date(2025, 1, 31)),))
    findings = run(SubmittedInWindow, make.program(vorgaenge=(make.vorgang(submitted=day),)), rules=lenient)
    assert [finding.severity for finding in findings] == ([severity] if severity else [])
    assert all(finding.message.endswith(f"der Antragszeitraum für 2025 {when}.") for finding in findings)


@pytest.mark.parametrize(
    ("day", "severity", "said"),
    [
        (None, None, ""),
        (date(2025, 3, 15), None, ""),
        (date(2025, 3, 16), Severity.FEHLER, "Das ging bis 15.03.2025."),
        (date(2026, 3, 1), Severity.HINWEIS, "Ob das 2026 noch ging, nennt keine Quelle; die Frist bleibt ungeprüft."),
    ],
)
def test_changes_to_an_application(make, run, rules, day, severity, said):
    """Changes count up to the day of the first year; whether they do in a later one, nobody knows."""
    rounds = (attrs.evolve(rules.rounds[2], years=(2025, 2026), changes_close=date(2025, 3, 15)),)
    program = make.program(vorgaenge=(make.vorgang(years=(2025, 2026), changed=day),))
    findings = run(ChangedInWindow, program, rules=attrs.evolve(rules, rounds=rounds))
    assert [(finding.path, finding.severity) for finding in findings] == (
        [("vorgaenge[0].changed", severity)] if severity else []
    )
    assert all(finding.message.endswith(said) for finding in findings)
    assert run(ChangedInWindow, program) == []  # no day is known for changes in KIM


@pytest.mark.parametrize(("years", "beyond"), [((2024, 2025, 2026), False), ((2026, 2027), True), ((2027,), False)])
def test_an_application_ends_with_its_richtlinie(make, run, rules, years, beyond):
    """Years after the version of the first year are a fehler; where no version is known, nothing is."""
    version = Version(
        id="fassung", title="Fassung 2024", date=date(2023, 9, 26), valid_from=date(2024, 1, 1),
        valid_to=date(2026, 12, 31), reference=rules.double_funding,
    )  # fmt: skip
    konzept = make.vorgang(id="konzept", kind=VorgangKind.KONZEPT, years=(2026, 2027))
    program = make.program(vorgaenge=(make.vorgang(years=years), make.vorgang(id="leer", years=()), konzept))
    findings = run(BeyondVersion, program, rules=attrs.evolve(rules, versions=(version,)))
    assert [(finding.path, finding.severity) for finding in findings] == (
        [("vorgaenge[0].years", Severity.FEHLER)] if beyond else []
    )
    assert all("reicht bis 2027; „Fassung 2024“ gilt nur bis 31.12.2026." in finding.message for finding in findings)
    without_end = attrs.evolve(rules, versions=(attrs.evolve(version, valid_to=None),))
    assert run(BeyondVersion, program, rules=without_end) == []

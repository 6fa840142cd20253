"""Stellen and their occupancy."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore.checks.occupancy import OccupancyEndsBeforeStart, OccupancyOutsideStelle, Overbooked
from kimcore.checks.stellen import (
    AboveCap,
    BausteinOfKind,
    EmptyStelle,
    KnownShare,
    PooledStellen,
    ShareUnderMinimum,
    StelleEndsBeforeStart,
)
from kimcore.findings import Severity
from kimcore.richtlinien.rules import Reference, VzaeCap
from kimcore.values import Confidence

HALF = Decimal("0.5")
CONFIRMED = Reference(title="Bescheid", confidence=Confidence.CONFIRMED)
INFERRED = Reference(title="Eigene Überlegung", confidence=Confidence.INFERRED)


@pytest.mark.parametrize("vzae", ["0.5", "1", "0", "18"])
def test_shares_from_the_minimum_on(make, run, vzae):
    """Half a post and more are fine; a post of no extent is another check's subject."""
    stellen = (make.stelle(vzae=Decimal(vzae)), make.case_management(vzae=Decimal(vzae)))
    assert run(ShareUnderMinimum, make.program(stellen=stellen)) == []


def test_what_kim_nrw_advises_for_a_small_share(make, run, kim):
    """The rule set says what to do about a share that is too small: in KIM NRW neighbours pool theirs."""
    (finding,) = run(
        ShareUnderMinimum,
        make.program(stellen=(make.case_management(vzae=Decimal("0.4")),)),
        rules=kim.rules("kim-nrw"),
    )
    assert finding.hint == "Den Anteil mit dem einer Nachbarkommune zu mindestens 0,5 VZÄ zusammenlegen."


def test_a_share_of_four_tenths(make, run):
    """0.4 VZÄ: a fehler in Baustein 2, a warnung in Baustein 1, each as its source says (golden figure, Kreis Unna)."""
    share = Decimal("0.400")
    first, second = run(
        ShareUnderMinimum, make.program(stellen=(make.case_management(vzae=share), make.stelle(vzae=share)))
    )
    assert (first.path, first.severity, first.citation) == ("stellen[0].vzae", Severity.FEHLER, "Bescheid")
    assert first.message == "Stelle „Case Management“ hat 0,4 VZÄ; Baustein 2 fördert Stellenanteile ab 0,5 VZÄ."
    assert first.hint == "Den Umfang auf mindestens 0,5 VZÄ anheben oder die Stelle streichen."
    assert (second.severity, second.citation) == (Severity.WARNUNG, "Kopie der Seite – teilweise belegt")


@pytest.mark.parametrize(("share", "fundable"), [("0.38", False), ("0.85", True), ("1.19", True), ("2.5", True)])
def test_the_shares_of_kreis_unna_2021(make, run, share, fundable):
    """0.38 alone cannot be funded, the agreed 1.0 + 1.0 + 0.5 = 2.5 can (Stadt Kamen, Vorlage 141/2021)."""
    findings = run(ShareUnderMinimum, make.program(stellen=(make.case_management(vzae=Decimal(share)),)))
    assert [finding.severity for finding in findings] == ([] if fundable else [Severity.FEHLER])


def test_a_baustein_without_a_minimum(make, run):
    """Where the rule set knows no smallest share, or no such Baustein, there is nothing to check."""
    stellen = (
        make.stelle(baustein="baustein-3", kind="amt", vzae=Decimal("0.1")),
        make.stelle(baustein="baustein-9", vzae=Decimal("0.1")),
        make.stelle(baustein="baustein-3", kind="amt", vzae=Decimal(18)),
    )
    program = make.program(stellen=stellen)
    assert run(ShareUnderMinimum, program) == []
    assert run(PooledStellen, program) == []


def test_several_posts_as_one_figure(make, run):
    """18 VZÄ in one entry hide the single shares: a hinweis, no more."""
    stellen = (make.stelle(), make.case_management(vzae=Decimal(18)))
    (finding,) = run(PooledStellen, make.program(stellen=stellen))
    assert (finding.path, finding.severity) == ("stellen[1].vzae", Severity.HINWEIS)
    assert finding.message == (
        "Stelle „Case Management“ fasst mit 18,0 VZÄ mehrere Stellen zusammen; der Mindestanteil von 0,5 VZÄ lässt "
        "sich nicht prüfen."
    )


def test_a_stelle_of_no_extent(make, run):
    """0 VZÄ is a warnung with the way to say that a post is vacant."""
    assert run(EmptyStelle, make.program(stellen=(make.stelle(),))) == []
    (finding,) = run(EmptyStelle, make.program(stellen=(make.stelle(vzae=Decimal("0.000")),)))
    assert finding.severity is Severity.WARNUNG
    assert finding.message == "Stelle „Koordination“ hat 0 VZÄ; sie wird nicht gefördert."
    assert "occupancy" in finding.hint


def test_a_stelle_that_ends_before_it_begins(make, run):
    """An end before the start is a fehler at the end; one day is a period."""
    day = date(2025, 3, 1)
    fine = (make.stelle(start=day), make.stelle(end=day), make.stelle(start=day, end=day))
    assert run(StelleEndsBeforeStart, make.program(stellen=fine)) == []
    (finding,) = run(StelleEndsBeforeStart, make.program(stellen=(make.stelle(start=day, end=date(2025, 2, 28)),)))
    assert finding.path == "stellen[0].end"
    assert finding.message == "Stelle „Koordination“ endet am 28.02.2025, bevor sie am 01.03.2025 beginnt."


def test_a_kind_of_another_baustein(make, run):
    """A Case-Management post belongs to Baustein 2; what kinds the named Baustein has stands in the hint."""
    fine = (make.stelle(), make.case_management(), make.stelle(kind="unbekannt"))
    assert run(BausteinOfKind, make.program(stellen=fine)) == []
    (finding,) = run(BausteinOfKind, make.program(stellen=(make.case_management(baustein="baustein-1"),)))
    assert finding.path == "stellen[0].kind"
    assert finding.message == "Stelle „Case Management“: „Case Management“ gehört zu baustein-2, nicht zu baustein-1."
    assert finding.hint == "baustein: baustein-2 eintragen oder eine andere Stellenart (koordination, assistenz)."
    (other,) = run(BausteinOfKind, make.program(stellen=(make.case_management(baustein="baustein-9"),)))
    assert "(keine)" in other.hint


def test_a_share_for_which_no_rate_is_known(make, run):
    """The rate of half an assistance says nothing of 0.8: a fehler with the rate's source, never a scaled amount."""
    fine = (make.stelle(kind="assistenz", vzae=HALF), make.stelle(vzae=Decimal("0.8")), make.stelle(kind="fremd"))
    assert run(KnownShare, make.program(stellen=fine)) == []
    assert run(KnownShare, make.program(stellen=(make.stelle(kind="assistenz", vzae=Decimal(0)),))) == []
    program = make.program(stellen=(make.stelle(kind="assistenz", vzae=Decimal("0.8")),))
    (finding,) = run(KnownShare, program)
    assert (finding.path, finding.severity, finding.citation) == ("stellen[0].vzae", Severity.FEHLER, "Bescheid")
    assert finding.message == "Stelle „Koordination“: Für 0,8 VZÄ Assistenz ist kein Satz bekannt, nur für 0,5 VZÄ."
    assert "foerderbetraege (year, baustein: baustein-1, amount, source)" in finding.hint


def test_a_share_without_a_rate_under_a_fixed_amount(make, run):
    """Where a fixed Förderbetrag stands for every planned year of the Stelle, its rate is not needed."""
    stelle = make.stelle(kind="assistenz", vzae=Decimal("0.8"), start=date(2024, 1, 1), end=date(2025, 12, 31))
    program = make.program(stellen=(stelle,), foerderbetraege=(make.foerderbetrag(1, baustein="baustein-1"),))
    assert len(run(KnownShare, program)) == 1
    both = (*program.foerderbetraege, make.foerderbetrag(2, year=2024))
    assert run(KnownShare, attrs.evolve(program, foerderbetraege=both)) == []


def test_a_share_whose_rate_the_rule_set_lacks(make, run, rules):
    """Without the rate there is no source to cite beyond the rule set."""
    program = make.program(stellen=(make.stelle(kind="assistenz", vzae=Decimal(1)),))
    (finding,) = run(KnownShare, program, rules=attrs.evolve(rules, rates=()))
    assert finding.citation == "Regelwerk: Stellenarten und Sätze"


# ----------------------------------------------------------------------------------------------- occupancy


def test_two_halves_share_a_stelle(make, run):
    """Two halves at a time, one after the other, a vacancy and a change from one day to the next are fine."""
    spans = (
        make.occupancy("2025-01-01", "2025-06-30", "0.5"),
        make.occupancy("2025-01-01", None, "0.5"),
        make.occupancy("2025-07-01", "2025-12-31", "0.5"),
    )
    assert run(Overbooked, make.program(stellen=(make.stelle(occupancy=spans), make.stelle()))) == []


def test_a_stelle_filled_twice(make, run):
    """The first day on which all spans together exceed the Stelle is named with what is filled then."""
    spans = (
        make.occupancy("2025-01-01", None, "0.5"),
        make.occupancy("2025-09-01", "9999-12-31", "0.5"),
        make.occupancy("2025-03-15", "2025-09-01", "0.5"),
    )
    (finding,) = run(Overbooked, make.program(stellen=(make.stelle(occupancy=spans),)))
    assert (finding.path, finding.object_id) == ("stellen[0].occupancy", "koordination-1")
    assert finding.message == "Stelle „Koordination“ hat 1,0 VZÄ, ist aber ab dem 01.09.2025 mit 1,5 VZÄ besetzt."


def test_a_span_without_days_fills_nothing(make, run):
    """A span that ends before it begins is reported as such and counts nowhere else."""
    spans = (make.occupancy("2025-03-01", "2025-02-01"), make.occupancy("2025-01-01"))
    program = make.program(stellen=(make.stelle(occupancy=spans),))
    assert run(Overbooked, program) == []
    (finding,) = run(OccupancyEndsBeforeStart, program)
    assert finding.path == "stellen[0].occupancy[0].end"
    assert finding.message == (
        "Stelle „Koordination“: Eine Besetzung endet am 01.02.2025, bevor sie am 01.03.2025 beginnt."
    )


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ("2025-02-01", "2025-11-30", None),
        ("2025-02-01", None, None),
        ("2025-01-31", "2025-11-30", "vor dem Beginn der Stelle am 01.02.2025"),
        ("2025-02-01", "2025-12-01", "nach dem Ende der Stelle am 30.11.2025"),
        ("2025-12-01", None, "nach dem Ende der Stelle am 30.11.2025"),
    ],
)
def test_an_occupancy_outside_its_stelle(make, run, start, end, reason):
    """Days before the start or after the end of the Stelle are a warnung; without an end it ends with the Stelle."""
    stelle = make.stelle(start=date(2025, 2, 1), end=date(2025, 11, 30), occupancy=(make.occupancy(start, end),))
    findings = run(OccupancyOutsideStelle, make.program(stellen=(stelle, make.stelle(occupancy=stelle.occupancy))))
    assert [finding.path for finding in findings] == (["stellen[0].occupancy[0]"] if reason else [])
    assert all(finding.severity is Severity.WARNUNG and reason in finding.message for finding in findings)


CAPS = (
    VzaeCap(first_year=2024, last_year=2024, vzae=Decimal(1), severity=Severity.FEHLER, reference=CONFIRMED),
    VzaeCap(first_year=2025, last_year=2025, vzae=Decimal("1.5"), severity=Severity.FEHLER, reference=INFERRED),
)


def capped(run, rules, program):
    """What the check of the cap says, each finding with its severity."""
    first, *others = rules.bausteine
    rules = attrs.evolve(rules, bausteine=(attrs.evolve(first, caps=CAPS), *others))
    return [(finding.severity, finding.message) for finding in run(AboveCap, program, rules=rules)]


def test_more_vzae_than_are_funded(make, run, rules):
    """The cap of each year counts, no year before or after has one, and an inferred cap is never a fehler."""
    two = tuple(make.stelle(id=name, start=date(2023, 1, 1), end=date(2026, 12, 31)) for name in ("a", "b"))
    assert capped(run, rules, make.program(stellen=two)) == [
        (
            Severity.FEHLER,
            "Baustein 1: 2024 sind bis zu 2,0 VZÄ zugleich geplant; gefördert werden höchstens 1,0 VZÄ.",
        ),
        (
            Severity.WARNUNG,
            "Baustein 1: 2025 sind bis zu 2,0 VZÄ zugleich geplant; gefördert werden höchstens 1,5 VZÄ.",
        ),
    ]


def test_one_after_the_other_is_not_more(make, run, rules):
    """A Stelle that follows another one, and one of another Baustein, do not count with it."""
    stellen = (
        make.stelle(id="a", start=date(2024, 1, 1), end=date(2024, 6, 30)),
        make.stelle(id="b", start=date(2024, 7, 1), end=date(2024, 12, 31)),
        make.case_management(start=date(2024, 1, 1), end=date(2024, 12, 31)),
        make.stelle(id="c", start=date(2023, 1, 1), end=date(2023, 12, 31)),
    )
    assert capped(run, rules, make.program(stellen=stellen)) == []
    assert run(AboveCap, make.program(stellen=stellen)) == []

"""Bausteine of KIM NRW: titles, how the money comes, the smallest share.

Sources: Richtlinien of 25.11.2020 and 12.12.2024; Förderportal 2025 (Bausteine 1 and 2 are applied for);
Bezirksregierung Arnsberg, Programmseite 2020/21 (fachbezogene Pauschale); Stadt Kamen, Vorlage 141/2021 (at least
0.5 VZÄ).
"""

from decimal import Decimal

import pytest

from kimcore.findings import Severity
from kimcore.richtlinien import Regime
from kimcore.values import Confidence

REGIMES = [
    ("baustein-1", 2019, Regime.UNKNOWN),
    ("baustein-1", 2020, Regime.ANTRAG),
    ("baustein-1", 2024, Regime.ANTRAG),
    ("baustein-1", 2026, Regime.ANTRAG),
    ("baustein-2", 2019, Regime.UNKNOWN),
    ("baustein-2", 2020, Regime.PAUSCHALE),
    ("baustein-2", 2024, Regime.PAUSCHALE),
    ("baustein-2", 2025, Regime.ANTRAG),
    ("baustein-2", 2026, Regime.ANTRAG),
    ("baustein-3", 2019, Regime.UNKNOWN),
    ("baustein-3", 2020, Regime.PAUSCHALE),
    ("baustein-3", 2024, Regime.PAUSCHALE),
    ("baustein-3", 2025, Regime.PAUSCHALE),
]
TITLES = [
    ("baustein-1", 2019, "Strategisches Management (strategischer Overhead)"),
    ("baustein-1", 2020, "Strategisches Management (strategischer Overhead)"),
    ("baustein-1", 2023, "Strategisches Management (strategischer Overhead)"),
    ("baustein-1", 2024, "Strategisches Management (Koordination)"),
    ("baustein-1", 2025, "Strategisches Management (Koordination)"),
    ("baustein-2", 2025, "Case Management"),
    ("baustein-3", 2025, "Ausländer- und Einbürgerungsbehörden"),
]


@pytest.mark.parametrize(("baustein", "year", "regime"), REGIMES)
def test_regime_by_year(kim_nrw, baustein, year, regime):
    """How the money of a Baustein comes, in the year before and the year of each change."""
    assert kim_nrw.baustein(baustein).regime(year) is regime


@pytest.mark.parametrize(("baustein", "year", "title"), TITLES)
def test_title_by_version(kim_nrw, baustein, year, title):
    """A Baustein is called as the Richtlinie in force at the end of the year calls it."""
    assert kim_nrw.baustein(baustein).title(year) == title


@pytest.mark.parametrize(("year", "numbers"), [(2019, []), (2020, [1]), (2024, [1]), (2025, [1, 2]), (2026, [1, 2])])
def test_what_is_applied_for(kim_nrw, year, numbers):
    """Until 2024 only Baustein 1 is applied for, from the 2025 round on Bausteine 1 and 2, never Baustein 3."""
    assert [rule.number for rule in kim_nrw.applied_for(year)] == numbers


def test_how_sure_each_regime_is(kim_nrw):
    """That Baustein 2 is applied for is confirmed; that Baustein 3 stays a Pauschale is our conclusion."""
    sure = {rule.number: [span.reference.confidence for span in rule.regimes] for rule in kim_nrw.bausteine}
    assert sure == {
        1: [Confidence.CONFIRMED],
        2: [Confidence.CONFIRMED, Confidence.CONFIRMED],
        3: [Confidence.PARTIAL, Confidence.INFERRED],
    }
    assert "ist erschlossen" in kim_nrw.baustein("baustein-2").regimes[1].reference.note


def test_smallest_share(kim_nrw):
    """Under 0.5 VZÄ: an error in Baustein 2 (council paper), a warning in Baustein 1 (aggregator), nothing in 3."""
    one, two, three = kim_nrw.bausteine
    assert (one.min_share, one.min_share_severity) == (Decimal("0.5"), Severity.WARNUNG)
    assert (two.min_share, two.min_share_severity) == (Decimal("0.5"), Severity.FEHLER)
    assert (three.min_share, three.min_share_severity, three.min_share_reference) == (None, None, None)
    assert one.min_share_reference.confidence is Confidence.PARTIAL
    assert two.min_share_reference.title == "Stadt Kamen, Vorlage 141/2021"


def test_kinds_of_stellen(kim_nrw):
    """Each kind of Stelle has its Baustein and its rate."""
    assert {entry.id: (entry.baustein, entry.rate) for entry in kim_nrw.stellenarten} == {
        "koordination": ("baustein-1", "koordination"),
        "verwaltungsassistenz": ("baustein-1", "verwaltungsassistenz"),
        "case-management": ("baustein-2", "case-management"),
        "auslaender-einbuergerung": ("baustein-3", "auslaender-einbuergerung"),
    }

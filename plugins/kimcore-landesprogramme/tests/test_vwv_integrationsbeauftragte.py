"""VwV Integrationsbeauftragte (Baden-Württemberg).

Sources: Sozialministerium Baden-Württemberg, page „VwV Integrationsbeauftragte“ (20,000 € from 20,000 inhabitants on,
shares, recipients: confirmed; 10,000 € below that: cut, partial); Förderdatenbank (15 November, authority: confirmed).
Everything else is unknown: before 2026, from 2027 on, below 10,000 inhabitants.
"""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore import ExportRefused
from kimcore.funding import plan_year
from kimcore.model import KommuneKind, YearAmount
from kimcore.richtlinien import Rates

VWV = "vwv-integrationsbeauftragte"


@pytest.mark.parametrize(
    ("inhabitants", "day", "expected"),
    [
        (20000, "2025-12-31", "unbekannt"),
        (20000, "2026-01-01", "20.000,00 € confirmed"),
        (20000, "2026-12-31", "20.000,00 € confirmed"),
        (20000, "2027-01-01", "unbekannt"),
        (19999, "2025-12-31", "unbekannt"),
        (19999, "2026-01-01", "10.000,00 € partial"),
        (19999, "2026-12-31", "10.000,00 € partial"),
        (19999, "2027-01-01", "unbekannt"),
        (10000, "2026-06-30", "10.000,00 € partial"),
        (9999, "2026-06-30", "unbekannt"),
        (None, "2026-06-30", "unbekannt"),
    ],
)
def test_each_band_and_each_change(told, inhabitants, day, expected):
    """The rate on the last day before and the first day of each change, at both ends of each band."""
    assert told(VWV, "integrationsbeauftragte", day, inhabitants) == expected


def with_stellen(program, *shares, inhabitants=30000):
    """The example with Stellen of these shares in 2026, each of which costs 80,000 € a full post."""
    (statistic,) = program.kommune.statistics
    first = program.stellen[0]
    return attrs.evolve(
        program,
        kommune=attrs.evolve(program.kommune, statistics=(attrs.evolve(statistic, value=Decimal(inhabitants)),)),
        stellen=tuple(
            attrs.evolve(
                first,
                id=f"stelle-{number}",
                vzae=Decimal(share),
                costs=(YearAmount(year=2026, amount=Decimal(share) * 80000),),
            )
            for number, share in enumerate(shares, start=1)
        ),
    )


@pytest.mark.parametrize(
    ("inhabitants", "shares", "funding"),
    [
        (30000, ["1.0"], "20000.00"),
        (30000, ["0.75"], "15000.00"),
        (30000, ["0.5"], "10000.00"),
        (30000, ["0.5", "0.5"], "20000.00"),
        (15000, ["1.0"], "10000.00"),
        (15000, ["0.5"], "5000.00"),
    ],
)
def test_the_test_values(kim, codes, program, inhabitants, shares, funding):
    """20,000 € × VZÄ from 20,000 inhabitants on: 1.0, 0.75 and 0.5 VZÄ give 20,000, 15,000 and 10,000 €."""
    town = with_stellen(program(VWV), *shares, inhabitants=inhabitants)
    plan = plan_year(town, Rates.of(kim.rules(VWV), town), 2026)
    assert plan.groups[0].funding.decimal == Decimal(funding)
    assert codes(town, exporter="foerderantrag", year=2026) == {}


def test_less_than_half_a_post_is_refused(kim, program, tmp_path):
    """0.4 VZÄ: no application is made, and the finding says what is funded, with its source."""
    town = with_stellen(program(VWV), "0.4")
    with pytest.raises(ExportRefused) as refused:
        kim.export(town, "foerderantrag", tmp_path / "antrag.xlsx", year=2026)
    (finding,) = refused.value.findings
    assert finding.message.endswith("hat 0,4 VZÄ; VwV IB fördert Stellenanteile ab 0,5 VZÄ.")
    assert finding.hint == "Den Umfang auf mindestens 0,5 VZÄ anheben oder die Stelle streichen."
    assert finding.citation == "Sozialministerium Baden-Württemberg, Seite „VwV Integrationsbeauftragte“"
    assert list(tmp_path.iterdir()) == []


def test_more_than_one_post_is_a_warning(codes, program):
    """That only one post is funded is inferred: a warnung, never a fehler."""
    assert codes(with_stellen(program(VWV), "1.0", "0.5")) == {"KIM-STE-010": "warnung"}


@pytest.mark.parametrize(("statistics", "word"), [(False, "die Einwohnerzahl angeben"), (True, "rates ergänzen")])
def test_an_unknown_rate_stops_the_application(kim, program, statistics, word):
    """Without inhabitants they are asked for; below 10,000 the Bescheid must name the rate."""
    town = with_stellen(program(VWV), "1.0", inhabitants=9999)
    town = town if statistics else attrs.evolve(town, kommune=attrs.evolve(town.kommune, statistics=()))
    (finding,) = (entry for entry in kim.check(town, exporter="foerderantrag") if entry.code == "KIM-ANT-003")
    assert word in finding.hint


@pytest.mark.parametrize(("day", "found"), [(date(2025, 11, 15), {}), (date(2025, 11, 16), {"KIM-FRI-001": "fehler"})])
def test_the_deadline(codes, program, day, found):
    """15 November of the year before is the last day."""
    (vorgang,) = program(VWV).vorgaenge
    assert codes(program(VWV, vorgaenge=(attrs.evolve(vorgang, submitted=day),))) == found


def test_the_degree_is_asked_for(codes, program):
    """An application that says nothing on the degree gets a warnung: the source was only seen in part."""
    assert codes(program(VWV, conditions=())) == {"KIM-BED-001": "warnung"}


def test_who_may_apply(kim, codes, program):
    """Landkreise, Städte, Gemeinden and Verwaltungsgemeinschaften may, the latter without an AGS."""
    (rule,) = kim.rules(VWV).bausteine
    assert set(KommuneKind) - set(rule.recipients) == {KommuneKind.STAEDTEREGION, KommuneKind.REGIONSANGEHOERIG}
    verband = attrs.evolve(program(VWV).kommune, kind=KommuneKind.GEMEINDEVERBAND, ags=None)
    assert codes(program(VWV, kommune=verband), exporter="foerderantrag") == {}
    elsewhere = attrs.evolve(program(VWV).kommune, kind=KommuneKind.REGIONSANGEHOERIG)
    assert codes(program(VWV, kommune=elsewhere))["KIM-KOM-008"] == "fehler"


def test_an_ags_of_another_land(codes, program):
    """A real municipality must lie in Baden-Württemberg, in one of its four Regierungsbezirke."""
    there = program(VWV).kommune
    other = program(VWV, fictional=False, kommune=attrs.evolve(there, ags="05978020"))
    assert codes(other)["KIM-KOM-002"] == "fehler"
    none = program(VWV, fictional=False, kommune=attrs.evolve(there, ags="08978020"))
    assert codes(none)["KIM-KOM-003"] == "fehler"

"""Beratungs- und Integrationsrichtlinie (Bavaria).

Sources: the Bekanntmachungen of 16.11.2017, 29.09.2020 and 26.09.2023 (versions, authority, deadlines: confirmed);
Bayerischer Rundfunk, May 2022 (65,000 and 100,000 €: partial; less the rise: 52,000 and 60,000 €, inferred); the
ministry's press release of October 2023 (69,000 €, 2.0 VZÄ: partial). Rates from 2025 on are announced, not known.
"""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore.funding import plan_year
from kimcore.model import KommuneKind, YearAmount
from kimcore.richtlinien import Rates

BIR = "bir-bayern"
BERATUNGSKRAFT = [
    ("2017-12-31", "noch_nicht"),
    ("2018-01-01", "unbekannt"),
    ("2020-12-31", "unbekannt"),
    ("2021-01-01", "52.000,00 € inferred"),
    ("2021-12-31", "52.000,00 € inferred"),
    ("2022-01-01", "65.000,00 € partial"),
    ("2023-12-31", "65.000,00 € partial"),
    ("2024-01-01", "69.000,00 € partial"),
    ("2024-12-31", "69.000,00 € partial"),
    ("2025-01-01", "angekuendigt"),
    ("2026-12-31", "angekuendigt"),
    ("2027-01-01", "beendet"),
]
LOTSEN = [
    ("2017-12-31", "noch_nicht"),
    ("2018-01-01", "unbekannt"),
    ("2020-12-31", "unbekannt"),
    ("2021-01-01", "60.000,00 € inferred"),
    ("2021-12-31", "60.000,00 € inferred"),
    ("2022-01-01", "100.000,00 € partial"),
    ("2023-12-31", "100.000,00 € partial"),
    ("2024-01-01", "unbekannt"),
    ("2026-12-31", "unbekannt"),
    ("2027-01-01", "beendet"),
]


@pytest.mark.parametrize(("day", "expected"), BERATUNGSKRAFT)
def test_each_change_of_the_rate_for_advisers(told, day, expected):
    """The rate on the last day before and the first day of each change."""
    assert told(BIR, "beratungskraft", day) == expected


@pytest.mark.parametrize(("day", "expected"), LOTSEN)
def test_each_change_of_the_sum_for_integrationslotsen(told, day, expected):
    """The sum for all Lotsen of a municipality, likewise."""
    assert told(BIR, "integrationslotsen", day) == expected


@pytest.mark.parametrize("rate", ["massnahmen", "hausaufgabenhilfe"])
@pytest.mark.parametrize("day", ["2018-01-01", "2026-12-31"])
def test_what_no_source_says(told, rate, day):
    """The other parts are funded; nobody says how much."""
    assert told(BIR, rate, day) == "unbekannt"


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2017-11-15", None),
        ("2017-12-31", None),
        ("2018-01-01", "bir-2017"),
        ("2020-09-28", "bir-2017"),
        ("2023-12-31", "bir-2020"),
        ("2024-01-01", "bir-2023"),
        ("2026-12-31", "bir-2023"),
    ],
)
def test_each_version_has_its_days(kim, day, version):
    """In force from 1 January 2018, ended on 31 December 2023, valid from 2024 to 2026."""
    found = kim.rules(BIR).version(date.fromisoformat(day))
    assert (found and found.id) == version


def funding(kim, program, year):
    """The funding of each Teil in a year."""
    plan = plan_year(program, Rates.of(kim.rules(BIR), program), year)
    return {group.title.split(":")[0]: group.funding.decimal for group in plan.groups if not group.empty}


@pytest.mark.parametrize(
    ("year", "beratung", "lotsen"), [(2024, 103200, 90000), (2025, 142000, 90000), (2026, 146000, 90000)]
)
def test_the_example(kim, program, year, beratung, lotsen):
    """69,000 € and six months of it at most 34,200 €; then what the invented Bescheid says; all Lotsen share a sum."""
    assert funding(kim, program(BIR), year) == {"Teil 2": beratung, "Teil 5": lotsen}


@pytest.mark.parametrize(
    ("year", "expected"), [(2021, [52000, 60000]), (2022, [65000, 100000]), (2023, [65000, 100000])]
)
def test_earlier_years(kim, program, year, expected):
    """An adviser who costs more gets the rate of the year, two Lotsen together the sum of the year."""
    stellen = tuple(
        attrs.evolve(stelle, start=None, end=None, costs=(YearAmount(year=year, amount=Decimal("80000.00")),))
        for stelle in program(BIR).stellen
        if stelle.id != "beratung-sued"
    )
    assert list(funding(kim, program(BIR, stellen=stellen), year).values()) == expected


def test_a_share_without_a_rate(codes, program):
    """The sources name an amount for an adviser, none for a part of one: it is never scaled."""
    first, *others = program(BIR).stellen
    half = attrs.evolve(first, vzae=Decimal("0.5"))
    assert codes(program(BIR, stellen=(half, *others))) == {"KIM-STE-006": "fehler"}


def test_an_announced_rate_stops_the_application(kim, program):
    """Without the Bescheid's amounts 2025 cannot be applied for; the finding says that the rate is announced."""
    found = kim.check(program(BIR, rates=()), exporter="foerderantrag", year=2025)
    messages = [finding.message for finding in found if finding.code == "KIM-ANT-003"]
    assert messages[0] == (
        "Stelle „Beratungskraft Nord“: Der Satz „Beratungskraft“ ist für 01.01.2025 bis 31.12.2025 angekündigt, Höhe "
        "offen."
    )


@pytest.mark.parametrize(
    ("submitted", "found"),
    [
        (date(2023, 11, 15), {}),
        (date(2023, 11, 16), {"KIM-FRI-001": "warnung"}),
        (date(2023, 12, 31), {"KIM-FRI-001": "warnung"}),
        (date(2024, 1, 1), {"KIM-FRI-001": "fehler"}),
    ],
)
def test_the_application_comes_before_its_period(codes, program, submitted, found):
    """As a rule up to 15 November, at the latest on the day before the period begins."""
    (vorgang,) = program(BIR).vorgaenge
    assert codes(program(BIR, vorgaenge=(attrs.evolve(vorgang, submitted=submitted),))) == found


@pytest.mark.parametrize(
    ("first", "changed", "found"),
    [
        (2024, date(2024, 3, 15), {}),
        (2024, date(2024, 3, 16), {"KIM-FRI-004": "fehler"}),
        (2024, date(2025, 3, 1), {}),  # a hinweis: nobody says whether the window opens again
        (2025, date(2025, 3, 15), {}),
        (2025, date(2025, 3, 16), {"KIM-FRI-004": "fehler"}),
        (2026, date(2026, 3, 15), {}),
        (2026, date(2026, 3, 16), {"KIM-FRI-004": "fehler"}),
    ],
)
def test_the_window_for_changes(codes, program, first, changed, found):
    """Changes are reported up to 15 March of the first year of a period of three, two or one years."""
    (vorgang,) = program(BIR).vorgaenge
    vorgang = attrs.evolve(vorgang, years=tuple(range(first, 2027)), submitted=date(first - 1, 11, 1), changed=changed)
    assert codes(program(BIR, vorgaenge=(vorgang,))) == found


def test_a_period_ends_with_the_richtlinie(codes, program):
    """2027 lies beyond the version of 2023."""
    (vorgang,) = program(BIR).vorgaenge
    assert codes(program(BIR, vorgaenge=(attrs.evolve(vorgang, years=(2026, 2027), changed=None),))) == {
        "KIM-FRI-005": "fehler"
    }


@pytest.mark.parametrize(
    ("year", "cap"), [(2020, None), (2021, "1"), (2022, "1.5"), (2023, "1.5"), (2024, "2"), (2026, "2"), (2027, None)]
)
def test_how_many_lotsen_are_funded(kim, year, cap):
    """Up to 2.0 VZÄ from 2024 on; before that concluded from the half posts that were added."""
    (rule,) = (rule for rule in kim.rules(BIR).bausteine if rule.caps)
    found = rule.cap(year)
    assert (found and found.vzae) == (cap and Decimal(cap))


def test_more_lotsen_than_are_funded(codes, program):
    """2.5 VZÄ of Lotsen are a warnung, since only the press names the cap."""
    stellen = program(BIR).stellen
    more = attrs.evolve(stellen[-1], id="lotse-dritte", vzae=Decimal(1))
    assert codes(program(BIR, stellen=(*stellen, more))) == {"KIM-STE-010": "warnung"}


def test_lotsen_are_for_kreise_and_kreisfreie_staedte(codes, program):
    """A town within a Kreis cannot apply for Teil 5."""
    town = attrs.evolve(program(BIR).kommune, kind=KommuneKind.KREISANGEHOERIG, ags="09999001")
    assert codes(program(BIR, kommune=town)) == {"KIM-KOM-008": "fehler"}


def test_the_way_to_the_money_is_known_to_2026(kim):
    """Every Teil is applied for from 2018 to 2026, before 2024 only by inference; afterwards nobody knows."""
    rules = kim.rules(BIR)
    assert {year: len(rules.applied_for(year)) for year in (2017, 2018, 2026, 2027)} == {
        2017: 0,
        2018: 4,
        2026: 4,
        2027: 0,
    }
    assert not rules.has_pauschalen

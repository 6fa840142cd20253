"""Funded time: whole months by themselves, gaps and begun months by the rule the program chooses."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimcore.funding import plan_year
from kimcore.funding.occupancy import funded_time, occupied, period_in, vacant_days
from kimcore.model import Occupancy, Vacancy, VacancyRule
from kimcore.richtlinien import Rates
from kimcore.values import Period
from tests.conftest import SOURCE, make_program, make_stelle


def time_of(rule=None, share=None, year=2025, **fields):
    """The funded time of one Stelle."""
    program = make_program(vacancy=Vacancy(rule=rule, source=SOURCE) if rule else None)
    stelle = make_stelle(**fields)
    return funded_time(program, stelle, year, period_in(stelle, year), share=share)


def test_a_whole_year_is_twelve_months():
    """A Stelle that exists and is filled all year needs no rule."""
    time = time_of(vzae=Decimal("0.5"))
    assert (time.quantity.value, time.divisor, time.needs_rule) == (6, 12, False)
    assert time.months.value == 12


def test_whole_months_of_a_part_year():
    """May to December are eight twelfths, without a rule."""
    assert time_of(start=date(2025, 5, 1)).quantity.value == 8


def test_a_stelle_of_another_year_has_no_period():
    """A Stelle that ended before the year or begins after it has no days in it."""
    assert period_in(make_stelle(end=date(2024, 12, 31)), 2025) is None
    assert period_in(make_stelle(start=date(2026, 1, 1)), 2025) is None


def test_without_a_rule_a_gap_is_unknown():
    """A vacancy without a rule leaves the quantity unknown and says which rule is missing."""
    time = time_of(occupancy=(Occupancy(start=date(2025, 3, 1), vzae=Decimal(1)),))
    assert time.needs_rule
    assert not time.quantity.known
    assert "Regel für Vakanzen" in time.quantity.label


GAP = (
    Occupancy(start=date(2025, 1, 1), end=date(2025, 3, 10), vzae=Decimal(1)),
    Occupancy(start=date(2025, 5, 20), vzae=Decimal("0.5")),
)


@pytest.mark.parametrize(
    ("rule", "quantity", "divisor"),
    [
        (VacancyRule.VOLLE_MONATE, Fraction(2) + Fraction(7, 2), 12),
        (VacancyRule.BEGONNENE_MONATE, Fraction(3) + Fraction(8, 2), 12),
        (VacancyRule.TAGE_30_360, Fraction(70) + Fraction(11 + 7 * 30, 2), 360),
        (VacancyRule.TAGE_KALENDER, Fraction(31 + 28 + 10) + Fraction(12 + 30 + 31 + 31 + 30 + 31 + 30 + 31, 2), 365),
        (VacancyRule.KEINE_KUERZUNG, Fraction(12), 12),
    ],
)
def test_the_five_rules(rule, quantity, divisor):
    """Filled to 10 March, vacant to 19 May, half filled from 20 May: each rule counts as its decision note says."""
    time = time_of(rule, occupancy=GAP)
    assert (time.quantity.value, time.divisor) == (quantity, divisor)
    assert time.rule.rule is rule


@pytest.mark.parametrize(
    ("rule", "quantity"),
    [
        (VacancyRule.VOLLE_MONATE, 7),
        (VacancyRule.BEGONNENE_MONATE, 8),
        (VacancyRule.KEINE_KUERZUNG, 8),
        (VacancyRule.TAGE_30_360, 16 + 7 * 30),
        (VacancyRule.TAGE_KALENDER, 17 + 30 + 31 + 31 + 30 + 31 + 30 + 31),
    ],
)
def test_begun_months(rule, quantity):
    """A Stelle that begins on 15 May: the rule decides what May counts."""
    assert time_of(rule, start=date(2025, 5, 15)).quantity.value == quantity


def test_thirty_days_in_february_and_in_months_of_31():
    """In 30/360 a whole year counts 360 days, in leap years too."""
    for year in (2024, 2025):
        stelle = {"occupancy": (Occupancy(start=date(year, 1, 1), vzae=Decimal("0.5")),)}
        assert time_of(VacancyRule.TAGE_30_360, year=year, **stelle).quantity.value == 180


def test_two_halves_share_a_stelle():
    """Two halves that follow or overlap fill one Stelle; more than it has never counts."""
    halves = tuple(Occupancy(start=date(2025, 1, 1), vzae=Decimal("0.5")) for _ in range(2))
    assert time_of(occupancy=halves).quantity.value == 12
    assert occupied(make_stelle(occupancy=halves * 2), date(2025, 6, 1)) == 1


def test_half_posts_are_units():
    """A rate per half post counts half posts, with and without a rule."""
    assert time_of(share=Fraction(1, 2), vzae=Decimal("0.5")).quantity.value == 12
    spans = (Occupancy(start=date(2025, 7, 1), vzae=Decimal("0.5")),)
    time = time_of(VacancyRule.VOLLE_MONATE, share=Fraction(1, 2), vzae=Decimal("0.5"), occupancy=spans)
    assert time.quantity.value == 6
    assert time.vzae.unit == "halbe Stelle"
    assert time_of(share=Fraction(1, 2), vzae=Decimal(1)).vzae.unit == "halbe Stellen"


def test_vacant_days():
    """Days on which less is filled than the Stelle has are counted one by one."""
    stelle = make_stelle(occupancy=(Occupancy(start=date(2025, 1, 3), vzae=Decimal(1)),))
    assert vacant_days(stelle, Period.year(2025)) == 2


spans = st.lists(
    st.builds(
        lambda start, days, vzae: Occupancy(
            start=date.fromordinal(date(2025, 1, 1).toordinal() + start),
            end=date.fromordinal(date(2025, 1, 1).toordinal() + start + days),
            vzae=Decimal(vzae) / 4,
        ),
        st.integers(0, 300),
        st.integers(0, 200),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=3,
)


@given(spans)
def test_no_rule_pays_more_than_no_cut(occupancy):
    """Whatever the gaps: full months ≤ begun months ≤ no cut, and days lie between nothing and everything."""
    shares = {
        rule: time_of(rule, occupancy=tuple(occupancy)).quantity.value
        / time_of(rule, occupancy=tuple(occupancy)).divisor
        for rule in VacancyRule
    }
    assert 0 <= shares[VacancyRule.VOLLE_MONATE] <= shares[VacancyRule.BEGONNENE_MONATE]
    assert shares[VacancyRule.BEGONNENE_MONATE] <= shares[VacancyRule.KEINE_KUERZUNG] == 1
    for rule in (VacancyRule.TAGE_30_360, VacancyRule.TAGE_KALENDER):
        assert 0 <= shares[rule] <= 1


def test_months_of_a_half_post_are_not_vzae(rules):
    """Half a post that is filled for six months counts six months of the half post, and says so."""
    half = Occupancy(start=date(2025, 1, 1), end=date(2025, 6, 30), vzae=Decimal("0.5"))
    stelle = make_stelle(kind="verwaltungsassistenz", vzae=Decimal("0.5"), occupancy=(half,))
    program = make_program(stellen=(stelle,), vacancy=Vacancy(rule=VacancyRule.VOLLE_MONATE, source=SOURCE))
    (posten,) = plan_year(program, Rates(rules), 2025).stellen
    assert posten.limit.explain().replace("\u00a0", " ") == (
        "22.500,00 € × 6/12 Monate der halben Stelle = 11.250,00 €"
    )

"""How much of a year a Stelle is funded: whole months by themselves, everything else by the municipality's rule.

Whole calendar months count as twelfths; that is inferred, no source of KIM says it. What a vacancy or a begun
month takes away is unknown, so the program file chooses a rule and names its source.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs

from kimcore.amounts import Amount, given
from kimcore.model import Program, Stelle, Vacancy, VacancyRule
from kimcore.values import Period, days_in_month

__all__ = ["FundedTime", "funded_time", "occupied", "period_in", "vacant_days"]

_MONTHS = 12
_DAYS_30_360 = 360
_DAYS_IN_MONTH_30 = 30
_NONE = Decimal(0)


@attrs.frozen(kw_only=True)
class FundedTime:
    """The share of a year for which a Stelle is funded: ``quantity / divisor`` post-years.

    Attributes:
        vzae: the Stelle's share, an input.
        months: the whole calendar months, or None where the rule counts VZÄ-Monate or VZÄ-Tage.
        quantity: VZÄ × months, or VZÄ-Monate, or VZÄ-Tage.
        divisor: 12, 360, 365 or 366.
        rule: the rule that was needed, or None.
        needs_rule: True where a rule is needed (also where the program names none).
    """

    vzae: Amount
    months: Amount | None
    quantity: Amount
    divisor: int
    rule: Vacancy | None
    needs_rule: bool


def period_in(stelle: Stelle, year: int) -> Period | None:
    """The days of a year on which a Stelle exists, or None."""
    whole = Period.year(year)
    start, end = max(stelle.start or whole.start, whole.start), min(stelle.end or whole.end, whole.end)
    return Period(start, end) if start <= end else None


def occupied(stelle: Stelle, day: date) -> Decimal:
    """The VZÄ that are filled on a day; without any statement the Stelle counts as filled."""
    if not stelle.occupancy:
        return stelle.vzae
    spans = (span.vzae for span in stelle.occupancy if span.start <= day and (span.end is None or day <= span.end))
    return min(sum(spans, _NONE), stelle.vzae)


def vacant_days(stelle: Stelle, period: Period) -> int:
    """On how many days of the period less is filled than the Stelle has."""
    return sum(occupied(stelle, day) < stelle.vzae for day in _days(period)) if stelle.occupancy else 0


def funded_time(
    program: Program, stelle: Stelle, year: int, period: Period, *, share: Fraction | None = None
) -> FundedTime:
    """Measure the funded time of a Stelle in a year.

    Args:
        program: names the rule for vacancies and begun months.
        stelle: the Stelle.
        year: a calendar year.
        period: the days of that year on which the Stelle exists.
        share: the share that a rate pays for as one unit (0.5 for a half post), or None for a full post.
    """
    key = f"stellen.{stelle.id}"
    units = Fraction(stelle.vzae) / (share or 1)
    vzae = given(units, key=f"{key}.vzae", label=f"Umfang {stelle.title}", unit=_unit(share, units))
    whole, vacant = period.whole_months, vacant_days(stelle, period)
    if whole is not None and not vacant:
        months = given(whole, key=f"{key}.{year}.monate", label=f"Monate {stelle.title} {year}", unit="Monate")
        quantity = (vzae * months).named(f"{key}.{year}.menge")
        return FundedTime(vzae=vzae, months=months, quantity=quantity, divisor=_MONTHS, rule=None, needs_rule=False)
    rule = program.vacancy
    amount, divisor, unit = _by_rule(rule.rule, stelle, year, period) if rule else (None, _MONTHS, "Monate")
    label = f"Geförderte Zeit {stelle.title} {year}" if rule else "Regel für Vakanzen und angefangene Monate"
    quantity = given(
        None if amount is None else amount / (share or 1),
        key=f"{key}.{year}.menge",
        label=label,
        unit=f"VZÄ-{unit}" if share is None else f"{unit} der halben Stelle",
    )
    return FundedTime(vzae=vzae, months=None, quantity=quantity, divisor=divisor, rule=rule, needs_rule=True)


def _unit(share: Fraction | None, units: Fraction) -> str:
    if share is None:
        return "VZÄ"
    return "halbe Stelle" if units == 1 else "halbe Stellen"


def _by_rule(rule: VacancyRule, stelle: Stelle, year: int, period: Period) -> tuple[Fraction, int, str]:
    """VZÄ-Monate or VZÄ-Tage, what a year has of them, and their name."""
    match rule:
        case VacancyRule.TAGE_30_360:
            days = sum((occupied(stelle, day) * _weight_30_360(day) for day in _days(period)), _NONE)
            return Fraction(days), _DAYS_30_360, "Tage"
        case VacancyRule.TAGE_KALENDER:
            days = sum((occupied(stelle, day) for day in _days(period)), _NONE)
            return Fraction(days), Period.year(year).days, "Tage"
        case VacancyRule.KEINE_KUERZUNG:
            return Fraction(stelle.vzae) * sum(1 for _ in _months(period)), _MONTHS, "Monate"
        case _:  # volle_monate: what is filled on all days of a month; begonnene_monate: on any of them
            counted = min if rule is VacancyRule.VOLLE_MONATE else max
            months = (counted(_filled(stelle, month, period)) for month in _months(period))
            return Fraction(sum(months, _NONE)), _MONTHS, "Monate"


def _filled(stelle: Stelle, month: Period, period: Period) -> list[Decimal]:
    """The VZÄ that are filled on each day of a calendar month; none outside the period."""
    return [occupied(stelle, day) if day in period else _NONE for day in _days(month)]


def _months(period: Period) -> Iterator[Period]:
    """The calendar months the period touches, each from its first to its last day."""
    for month in range(period.start.month, period.end.month + 1):
        year = period.start.year
        yield Period(date(year, month, 1), date(year, month, days_in_month(year, month)))


def _weight_30_360(day: date) -> int:
    """Every month has 30 days: the 31st counts nothing, the last of February what is missing."""
    last = days_in_month(day.year, day.month)
    if day.day > _DAYS_IN_MONTH_30:
        return 0
    return _DAYS_IN_MONTH_30 - last + 1 if day.day == last < _DAYS_IN_MONTH_30 else 1


def _days(period: Period) -> Iterator[date]:
    for offset in range(period.days):
        yield period.start + timedelta(days=offset)

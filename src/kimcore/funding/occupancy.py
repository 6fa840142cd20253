"""How much of a year a Stelle is funded: whole months by themselves, everything else by the municipality's rule.

Whole calendar months count as twelfths; that is inferred, no source of KIM says it. What a vacancy or a begun
month takes away is unknown, so the program file chooses a rule and names its source.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import attrs

from kimcore.amounts import Amount, given
from kimcore.model import Program, Stelle, Vacancy, VacancyRule
from kimcore.values import Period, days_in_month

__all__ = ["FundedTime", "funded_time", "occupied", "period_in", "vacant_days", "vzae_days"]

_MONTHS = 12
_DAYS_30_360 = 360
_DAYS_IN_MONTH_30 = 30
_DAY = timedelta(days=1)


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


def occupied(stelle: Stelle, day: date) -> Fraction:
    """The VZÄ that are filled on a day; without any statement the Stelle counts as filled."""
    if not stelle.occupancy:
        return Fraction(stelle.vzae)
    filled = sum(
        Fraction(span.vzae) for span in stelle.occupancy if span.start <= day and (span.end is None or day <= span.end)
    )
    return min(Fraction(filled), Fraction(stelle.vzae))


def vacant_days(stelle: Stelle, period: Period) -> int:
    """On how many days of the period less is filled than the Stelle has."""
    whole = Fraction(stelle.vzae)
    return sum(part.days for part, filled in _parts(stelle, period) if filled < whole)


def vzae_days(stelle: Stelle, period: Period) -> Fraction:
    """The sum over the days of a period of the VZÄ that are filled."""
    return sum((filled * part.days for part, filled in _parts(stelle, period)), Fraction(0))


def _parts(stelle: Stelle, period: Period) -> Iterator[tuple[Period, Fraction]]:
    """The period, cut where the occupancy may change; each part with the VZÄ that are filled on its days."""
    ends = (span.end for span in stelle.occupancy if span.end and span.end < period.end)
    changes = {*(span.start for span in stelle.occupancy), *(end + _DAY for end in ends)}
    starts = sorted({period.start, *(day for day in changes if day in period)})
    for start, following in pairwise((*starts, period.end + _DAY)):
        yield Period(start, following - _DAY), occupied(stelle, start)


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
            parts = _parts(stelle, period)
            days = sum((filled * sum(map(_weight_30_360, _days(part))) for part, filled in parts), Fraction(0))
            return days, _DAYS_30_360, "Tage"
        case VacancyRule.TAGE_KALENDER:
            return vzae_days(stelle, period), Period.year(year).days, "Tage"
        case VacancyRule.KEINE_KUERZUNG:
            return Fraction(stelle.vzae) * sum(1 for _ in _months(period)), _MONTHS, "Monate"
        case _:  # volle_monate: what is filled on all days of a month; begonnene_monate: on any of them
            counted = min if rule is VacancyRule.VOLLE_MONATE else max
            months = (counted(_filled(stelle, month, period)) for month in _months(period))
            return sum(months, Fraction(0)), _MONTHS, "Monate"


def _filled(stelle: Stelle, month: Period, period: Period) -> list[Fraction]:
    """The VZÄ that are filled at one time or another in a calendar month; none outside the period."""
    inside = Period(max(month.start, period.start), min(month.end, period.end))
    return [vzae for _, vzae in _parts(stelle, inside)] + [Fraction(0)] * (inside != month)


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

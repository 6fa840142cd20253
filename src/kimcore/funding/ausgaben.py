"""The money of planned expenses in a year, and what the programme pays of them."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

import attrs

from kimcore.amounts import Amount, given, maximum, minimum, total, unknown
from kimcore.model import Ausgabe, Program, RecurringAmount
from kimcore.richtlinien.rates import Rates, RateUse
from kimcore.richtlinien.rules import AusgabeartRule, Basis
from kimcore.values import Period

__all__ = ["AusgabenPosten", "ausgaben_posten", "is_fixed", "left_of", "planned", "plans"]

_MONTHS = 12


@attrs.frozen(kw_only=True)
class AusgabenPosten:
    """A planned expense in a year.

    Attributes:
        ausgabe: the expense.
        year: the calendar year.
        art: its kind in the rule set.
        cost: what is planned.
        rate: the rate that pays for it, or None where the house does (or, for personnel, the rates of the Stellen).
        limit: the most the programme pays for it; None without a rate.
        funding: what is applied for; None where a fixed Förderbetrag replaces it.
    """

    ausgabe: Ausgabe
    year: int
    art: AusgabeartRule
    cost: Amount
    rate: RateUse | None
    limit: Amount | None
    funding: Amount | None

    @property
    def eligible(self) -> Amount:
        """What of the cost is grundsätzlich zuwendungsfähig."""
        return self.cost if self.ausgabe.eligible else total([])

    @property
    def gap(self) -> Amount | None:
        """Cost less funding: what the house pays; None where a fixed Förderbetrag replaces the funding."""
        if self.funding is None:
            return None
        gap = self.cost - self.funding
        return gap.rounded().named(f"ausgaben.{self.ausgabe.id}.{self.year}.luecke", self.ausgabe.title)


def plans(ausgabe: Ausgabe, year: int) -> bool:
    """Whether the expense plans anything for a year."""
    return any(entry.year == year for entry in ausgabe.amounts) or _span(ausgabe.recurring, year) is not None


def _span(recurring: RecurringAmount | None, year: int) -> Period | None:
    """The days of a year on which a recurring amount runs; a span that ends before it begins has none."""
    if recurring is None or recurring.end < recurring.start:
        return None
    return Period(recurring.start, recurring.end).overlap(Period.year(year))


def planned(ausgabe: Ausgabe, year: int) -> Amount:
    """What an expense plans for a year, to the cent.

    A recurring amount is the yearly amount, raised by its percentage every 1 January after the first year,
    times the calendar months of the year that it runs. Months that have only begun are not known to count.
    """
    key = f"ausgaben.{ausgabe.id}.{year}.kosten"
    parts = [
        given(entry.amount, key=key, label=f"{ausgabe.title} {year}", unit="€", source=ausgabe.source)
        for entry in ausgabe.amounts
        if entry.year == year
    ]
    span = _span(ausgabe.recurring, year)
    if ausgabe.recurring is not None and span is not None:
        parts.append(_recurring(ausgabe, ausgabe.recurring, span))
    if len(parts) == 1 and parts[0].op == "given":
        return parts[0]
    return (parts[0] if len(parts) == 1 else total(parts)).rounded().named(key, f"{ausgabe.title} {year}")


def _recurring(ausgabe: Ausgabe, recurring: RecurringAmount, span: Period) -> Amount:
    key, year = f"ausgaben.{ausgabe.id}", span.start.year
    annual = given(
        recurring.annual_amount,
        key=f"{key}.jahresbetrag",
        label=ausgabe.title,
        unit="€",
        source=ausgabe.source,
    )
    months = given(span.whole_months, key=f"{key}.{year}.monate", label=f"Monate {ausgabe.title} {year}", unit="Monate")
    years = year - recurring.start.year
    if recurring.increase and years > 0:
        factor = given(1 + Fraction(recurring.increase) / 100, key=f"{key}.steigerung", label="Steigerungsfaktor")
        annual = annual * (factor if years == 1 else factor**years)
    return annual * months / _MONTHS


def ausgaben_posten(program: Program, rates: Rates, year: int) -> tuple[AusgabenPosten, ...]:
    """Compute every expense planned for a year, in the order of the program.

    Expenses of one kind and Baustein share a yearly ceiling, in their order. Kinds that the rule set does not
    know are left out; a check reports them.
    """
    arten = {rule.id: rule for rule in rates.rules.ausgabearten}
    spent: dict[tuple[str, str | None], list[Amount]] = defaultdict(list)
    result = []
    for ausgabe in program.ausgaben:
        if not plans(ausgabe, year) or ausgabe.kind not in arten:
            continue
        art, cost = arten[ausgabe.kind], planned(ausgabe, year)
        rate = rates.use(art.rate, Period.year(year)) if art.rate and ausgabe.eligible else None
        earlier = spent[ausgabe.kind, ausgabe.baustein]
        limit = _limit(ausgabe, year, rate, earlier) if rate else None
        funding = _funding(ausgabe, year, cost, limit)
        if limit is not None:
            earlier.append(funding)
        fixed = is_fixed(program, ausgabe.baustein, year)
        result.append(
            AusgabenPosten(
                ausgabe=ausgabe,
                year=year,
                art=art,
                cost=cost,
                rate=rate,
                limit=limit,
                funding=None if fixed else funding,
            )
        )
    return tuple(result)


def _limit(ausgabe: Ausgabe, year: int, rate: RateUse, earlier: list[Amount]) -> Amount:
    key, label = f"ausgaben.{ausgabe.id}.{year}.hoechstbetrag", ausgabe.title
    if rate.rule.basis is Basis.EUR_JE_JAHR:
        return left_of(rate.amount, earlier).rounded().named(key, label)
    if ausgabe.vzae is None:
        vzae = unknown(key=f"ausgaben.{ausgabe.id}.vzae", label=f"VZÄ der Ausgabe {label}", unit="VZÄ")
    else:
        vzae = given(ausgabe.vzae, key=f"ausgaben.{ausgabe.id}.vzae", label=f"VZÄ {label}", unit="VZÄ")
    return (rate.amount * vzae).rounded().named(key, label)


def left_of(amount: Amount, earlier: Sequence[Amount]) -> Amount:
    """What earlier parts leave of a yearly ceiling."""
    return maximum(amount - total(earlier), 0) if earlier else total([amount])


def _funding(ausgabe: Ausgabe, year: int, cost: Amount, limit: Amount | None) -> Amount:
    key = f"ausgaben.{ausgabe.id}.{year}.foerderung"
    if limit is None:
        return total([]).rounded().named(key, ausgabe.title)
    return minimum(cost, limit).rounded().named(key, ausgabe.title)


def is_fixed(program: Program, baustein: str | None, year: int) -> bool:
    """Whether a fixed Förderbetrag stands for the funding of a Baustein in a year."""
    return any(entry.year == year and entry.baustein in {None, baustein} for entry in program.foerderbetraege)

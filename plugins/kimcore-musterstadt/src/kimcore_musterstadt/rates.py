"""The city's own rates, and what they give for planned costs beside what is planned."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib.resources import files

import attrs

from kimcore import Amount, Program
from kimcore.amounts import given
from kimcore.funding import AusgabenPosten, StellenPosten, YearPlan, vzae_days
from kimcore.plain import PathParts
from kimcore.richtlinien import Rates, RateUse, load_rules
from kimcore.values import Period, suggest_identifier

__all__ = ["Comparison", "comparisons", "local_rates"]


@attrs.frozen(kw_only=True)
class Comparison:
    """A planned cost, and what the city's rate gives for the same.

    Attributes:
        path: where the program file states it.
        id: of the Stelle or Ausgabe.
        title: of the Stelle or Ausgabe.
        use: the rate as it applies to the year.
        quantity: VZÄ-Tage that are filled, or Arbeitsplätze.
        divisor: the days of the year, or 1.
        planned: the planned cost.
    """

    path: PathParts
    id: str
    title: str
    use: RateUse
    quantity: Amount
    divisor: int
    planned: Amount

    @property
    def by_rate(self) -> Amount:
        """What the rate gives: rate × quantity / divisor."""
        amount = (self.use.amount * self.quantity / self.divisor).rounded()
        return amount.named(f"musterstadt.{self.id}.nach-satz", self.title)

    @property
    def difference(self) -> Amount:
        """Planned less by rate."""
        return (self.planned - self.by_rate).rounded().named(f"musterstadt.{self.id}.abweichung", self.title)

    @property
    def share(self) -> Fraction | None:
        """The difference as a share of what the rate gives; None where one of both is unknown or nothing."""
        by_rate, difference = self.by_rate, self.difference
        return difference.value / by_rate.value if difference.known and by_rate.value else None


@cache
def local_rates() -> Rates:
    """The rates of the city: average costs of a Stelle by Entgeltgruppe, and of an Arbeitsplatz."""
    return Rates(load_rules(files(__package__) / "musterstadt-saetze.yaml"))


def comparisons(program: Program, plan: YearPlan) -> Iterator[Comparison]:
    """Every planned cost of the city itself for which it has a rate, Stellen first."""
    for stelle in plan.stellen:
        yield from _of_stelle(program, stelle)
    for ausgabe in plan.ausgaben:
        yield from _of_ausgabe(program, ausgabe)


def _of_stelle(program: Program, entry: StellenPosten) -> Iterator[Comparison]:
    stelle, cost = entry.stelle, entry.cost
    use = _use(suggest_identifier(stelle.eingruppierung or ""), entry.year)
    if use is not None and cost is not None and entry.employer is None:
        key = f"musterstadt.{stelle.id}.vzae-tage"
        days = given(vzae_days(stelle, entry.period), key=key, label=f"Besetzt {entry.year}", unit="VZÄ-Tage")
        yield Comparison(
            path=("stellen", program.stellen.index(stelle), "costs"), id=stelle.id, title=stelle.title, use=use,
            quantity=days, divisor=Period.year(entry.year).days, planned=cost,
        )  # fmt: skip


def _of_ausgabe(program: Program, entry: AusgabenPosten) -> Iterator[Comparison]:
    ausgabe = entry.ausgabe
    use = _use(ausgabe.kind, entry.year)
    if use is not None and ausgabe.vzae is not None:
        key = f"musterstadt.{ausgabe.id}.vzae"
        yield Comparison(
            path=("ausgaben", program.ausgaben.index(ausgabe), "amounts"), id=ausgabe.id, title=ausgabe.title, use=use,
            quantity=given(ausgabe.vzae, key=key, label="Umfang", unit="VZÄ"), divisor=1, planned=entry.cost,
        )  # fmt: skip


def _use(rate: str, year: int) -> RateUse | None:
    """The rate of a year, under a key that no rate of a Förderprogramm has; None where the city has none."""
    rates = local_rates()
    if rate not in rates.rules.ids("rates"):
        return None
    use = rates.use(rate, Period.year(year))
    return attrs.evolve(use, amount=use.amount.named(f"musterstadt.{use.amount.key}"))

"""The plan of a year: everything by Baustein, and the sums of all."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import attrs

from kimcore.amounts import Amount, given, total
from kimcore.funding.ausgaben import AusgabenPosten, ausgaben_posten
from kimcore.funding.employers import EmployerPlan, employer_plans
from kimcore.funding.rows import PlanRow, plan_rows, sum_rows
from kimcore.funding.stellen import StellenPosten, stellen_posten
from kimcore.model import Drittmittel, Foerderbetrag, Funder, Program
from kimcore.richtlinien.rates import Rates, RateUse
from kimcore.richtlinien.rules import BausteinRule, BausteinWords, Regime

__all__ = ["COMMON", "GroupPlan", "YearPlan", "named_years", "plan_year", "planned_years", "rows_over"]

COMMON = "bausteinuebergreifend"
"""The group of what is stated for several Bausteine together."""


@attrs.frozen(kw_only=True)
class GroupPlan:
    """One Baustein in a year, or what is stated for several Bausteine together.

    Attributes:
        id: the Baustein's id, or ``bausteinuebergreifend``.
        baustein: its rule, or None.
        title: ``Baustein 2: Case Management``, or what stands for several together.
        regime: how its money comes, or None.
        stellen, ausgaben, dritte, fixed: what belongs to it.
        partial: True where costs of its Stellen are only known in a sum for several Bausteine: then its own costs
            and its gap say nothing by themselves.
    """

    id: str
    year: int
    baustein: BausteinRule | None
    title: str
    regime: Regime | None
    stellen: tuple[StellenPosten, ...]
    ausgaben: tuple[AusgabenPosten, ...]
    dritte: tuple[Drittmittel, ...]
    fixed: tuple[Foerderbetrag, ...]
    partial: bool

    @property
    def empty(self) -> bool:
        """True where nothing is planned."""
        return not (self.stellen or self.ausgaben or self.dritte or self.fixed)

    @property
    def fixed_elsewhere(self) -> bool:
        """True where a Förderbetrag for several Bausteine together replaces its own funding."""
        hidden = any(entry.funding is None for entry in self.stellen)
        return not self.fixed and (hidden or any(entry.funding is None for entry in self.ausgaben))

    @property
    def pauschal(self) -> bool:
        """True where the money comes without an application."""
        return self.regime is Regime.PAUSCHALE

    def _sum(self, what: str, label: str, parts: Iterable[Amount | None]) -> Amount:
        known = [part for part in parts if part is not None]
        return total(known).rounded().named(f"{self.id}.{self.year}.{what}", label)

    @cached_property
    def cost_stellen(self) -> Amount:
        """What the Stellen cost the house, as far as it is stated Stelle by Stelle."""
        return self._sum("kosten-stellen", "Personalkosten", (entry.cost for entry in self.stellen))

    @cached_property
    def cost_ausgaben(self) -> Amount:
        """What the expenses cost."""
        return self._sum("kosten-ausgaben", "Ausgaben", (entry.cost for entry in self.ausgaben))

    @cached_property
    def cost(self) -> Amount:
        """What all of it costs the house."""
        return self._sum("kosten", "Kosten", (self.cost_stellen, self.cost_ausgaben))

    @cached_property
    def eligible(self) -> Amount:
        """What of the costs is grundsätzlich zuwendungsfähig."""
        parts = [*(entry.eligible for entry in self.stellen), *(entry.eligible for entry in self.ausgaben)]
        return self._sum("zuwendungsfaehig", "Grundsätzlich zuwendungsfähig", parts)

    @cached_property
    def gap_stellen(self) -> Amount:
        """What the house pays for the Stellen."""
        return self._sum("luecke-stellen", "Deckungslücke Personal", (entry.gap for entry in self.stellen))

    @cached_property
    def gap_ausgaben(self) -> Amount:
        """What the house pays for the expenses."""
        return self._sum("luecke-ausgaben", "Deckungslücke Ausgaben", (entry.gap for entry in self.ausgaben))

    @cached_property
    def funding_stellen(self) -> Amount:
        """The funding of the Stellen."""
        return self._sum("foerderung-stellen", "Förderung Personal", (entry.funding for entry in self.stellen))

    @cached_property
    def funding_ausgaben(self) -> Amount:
        """The funding of the expenses."""
        return self._sum("foerderung-ausgaben", "Förderung Ausgaben", (entry.funding for entry in self.ausgaben))

    @cached_property
    def funding(self) -> Amount:
        """The funding, a fixed Förderbetrag among it."""
        fixed = [_fixed_amount(entry) for entry in self.fixed]
        return self._sum("foerderung", "Förderung", (self.funding_stellen, self.funding_ausgaben, *fixed))

    @cached_property
    def third(self) -> Amount:
        """Money of others without public funding."""
        return self._sum("dritte", "Leistungen Dritter", _third(self.dritte, self.year, public=False))

    @cached_property
    def public(self) -> Amount:
        """Public money of others."""
        return self._sum("oeffentlich", "Andere öffentliche Förderung", _third(self.dritte, self.year, public=True))

    @cached_property
    def own(self) -> Amount:
        """The own share: the eligible costs less all that others pay (row 4.7)."""
        own = self.eligible - self.third - self.funding - self.public
        return own.rounded().named(f"{self.id}.{self.year}.eigenanteil", "Eigenanteil")

    @cached_property
    def gap(self) -> Amount:
        """The Deckungslücke: all costs less all that others pay, what the house pays in the end."""
        gap = self.cost - self.third - self.funding - self.public
        return gap.rounded().named(f"{self.id}.{self.year}.luecke", "Deckungslücke")


@attrs.frozen(kw_only=True)
class YearPlan:
    """All figures of a year, and what the programme calls its Bausteine."""

    year: int
    words: BausteinWords
    groups: tuple[GroupPlan, ...]
    employers: tuple[EmployerPlan, ...]

    def group(self, group_id: str) -> GroupPlan:
        """The group of a Baustein."""
        return next(group for group in self.groups if group.id == group_id)

    @property
    def stellen(self) -> tuple[StellenPosten, ...]:
        """Every Stelle of the year."""
        return tuple(entry for group in self.groups for entry in group.stellen)

    @property
    def ausgaben(self) -> tuple[AusgabenPosten, ...]:
        """Every expense of the year."""
        return tuple(entry for group in self.groups for entry in group.ausgaben)

    def sum(self, what: str, label: str, part: Callable[[GroupPlan], Amount]) -> Amount:
        """The sum of a figure over all groups, under a key of the year."""
        return total(part(group) for group in self.groups).rounded().named(f"summe.{self.year}.{what}", label)

    @cached_property
    def rows(self) -> tuple[PlanRow, ...]:
        """Rows 4.1 to 4.7 of the Grundmuster (variant A) in euro."""
        return plan_rows(
            f"summe.{self.year}",
            cost=self.sum("gesamtkosten", "Gesamtkosten", lambda group: group.cost),
            eligible=self.sum("zuwendungsfaehig", "Grundsätzlich zuwendungsfähig", lambda group: group.eligible),
            third=self.sum("dritte", "Leistungen Dritter", lambda group: group.third),
            funding=self.sum("foerderung", "Beantragte Förderung", lambda group: group.funding),
            public=self.sum("oeffentlich", "Andere öffentliche Förderung", lambda group: group.public),
        )

    @cached_property
    def gap(self) -> Amount:
        """The Deckungslücke of all groups: what the house pays in the end."""
        return self.sum("luecke", "Deckungslücke", lambda group: group.gap)

    @cached_property
    def rates(self) -> tuple[RateUse, ...]:
        """Every rate that was used, each value once, in the order of the rule set."""
        used = [entry.rate for entry in self.stellen]
        used += [entry.rate for entry in self.ausgaben if entry.rate is not None]
        return tuple({use.amount.key: use for use in used}.values())


def plan_year(program: Program, rates: Rates, year: int, bausteine: Sequence[str] | None = None) -> YearPlan:
    """Compute a year.

    Args:
        program: the program.
        rates: the rates of its Förderprogramm, with what the program supplies.
        year: a calendar year.
        bausteine: only these Bausteine (those applied for); None for all. What is stated for several Bausteine
            together always counts.
    """
    wanted = None if bausteine is None else frozenset(bausteine)
    stellen = tuple(entry for entry in stellen_posten(program, rates, year) if _in(wanted, entry.stelle.baustein))
    ausgaben = tuple(entry for entry in ausgaben_posten(program, rates, year) if _in(wanted, entry.ausgabe.baustein))
    dritte = tuple(entry for entry in program.drittmittel if _in(wanted, entry.baustein) and _amount(entry, year))
    fixed = tuple(entry for entry in program.foerderbetraege if entry.year == year and _in(wanted, entry.baustein))
    words = rates.rules.words
    groups = [
        _group(rule.id, rule, rule.headline(year), year, stellen, ausgaben, dritte, fixed)
        for rule in rates.rules.bausteine
        if _in(wanted, rule.id)
    ]
    common = _group(COMMON, None, words.across, year, stellen, ausgaben, dritte, fixed)
    groups += [] if common.empty else [common]
    employers = tuple(employer_plans(program, year, stellen, ausgaben))
    return YearPlan(year=year, words=words, groups=tuple(groups), employers=employers)


def rows_over(plans: Sequence[YearPlan]) -> tuple[PlanRow, ...]:
    """The rows of one year, or of several together: then each is the sum of its years."""
    if len(plans) == 1:
        return plans[0].rows
    return sum_rows([plan.rows for plan in plans], "summe.alle")


def planned_years(program: Program) -> tuple[int, ...]:
    """The years a program plans: those it names, and those in which a Stelle exists or an amount recurs."""
    years = set(named_years(program))
    spans = [(stelle.start, stelle.end) for stelle in program.stellen]
    spans += [(ausgabe.recurring.start, ausgabe.recurring.end) for ausgabe in program.ausgaben if ausgabe.recurring]
    for start, end in spans:
        if start and end:
            years |= set(range(start.year, end.year + 1))
        years |= {day.year for day in (start, end) if day}
    return tuple(sorted(years))


def named_years(program: Program) -> tuple[int, ...]:
    """The years that a program names with its Vorgänge and amounts."""
    years = {year for vorgang in program.vorgaenge for year in vorgang.years}
    years |= {entry.year for stelle in program.stellen for entry in stelle.costs}
    years |= {entry.year for ausgabe in program.ausgaben for entry in ausgabe.amounts}
    years |= {entry.year for drittmittel in program.drittmittel for entry in drittmittel.amounts}
    years |= {entry.year for entry in program.foerderbetraege}
    return tuple(sorted(years))


def _in(wanted: frozenset[str] | None, baustein: str | None) -> bool:
    return wanted is None or baustein is None or baustein in wanted


def _amount(entry: Drittmittel, year: int) -> bool:
    return any(part.year == year for part in entry.amounts)


def _group(
    group_id: str,
    rule: BausteinRule | None,
    title: str,
    year: int,
    stellen: Sequence[StellenPosten],
    ausgaben: Sequence[AusgabenPosten],
    dritte: Sequence[Drittmittel],
    fixed: Sequence[Foerderbetrag],
) -> GroupPlan:
    baustein = rule.id if rule else None
    mine = tuple(entry for entry in stellen if entry.stelle.baustein == baustein)
    return GroupPlan(
        id=group_id,
        year=year,
        baustein=rule,
        title=title,
        regime=rule.regime(year) if rule else None,
        stellen=mine,
        ausgaben=tuple(entry for entry in ausgaben if entry.ausgabe.baustein == baustein),
        dritte=tuple(entry for entry in dritte if entry.baustein == baustein),
        fixed=tuple(entry for entry in fixed if entry.baustein == baustein),
        partial=any(entry.cost is None or entry.funding is None for entry in mine) and not _own_sum(mine, ausgaben),
    )


def _own_sum(stellen: Sequence[StellenPosten], ausgaben: Sequence[AusgabenPosten]) -> bool:
    """Whether every sum that holds costs of these Stellen belongs to their own Baustein."""
    hidden = {entry.stelle.id for entry in stellen if entry.cost is None}
    return all(entry.funding is not None for entry in stellen) and all(
        entry.ausgabe.baustein is not None for entry in ausgaben if hidden & set(entry.ausgabe.stellen)
    )


def _fixed_amount(entry: Foerderbetrag) -> Amount:
    label = f"Förderbetrag {entry.year}"
    return given(entry.amount, key=f"foerderbetraege.{entry.id}.betrag", label=label, unit="€", source=entry.source)


def _third(entries: Iterable[Drittmittel], year: int, *, public: bool) -> Iterable[Amount]:
    for entry in entries:
        if (entry.funder is not Funder.PRIVAT) is public:
            for part in entry.amounts:
                if part.year == year:
                    key = f"drittmittel.{entry.id}.{year}.betrag"
                    yield given(part.amount, key=key, label=entry.title, unit="€", source=entry.source)

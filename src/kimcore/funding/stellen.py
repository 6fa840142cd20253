"""The money of a Stelle in a year: what it costs the house, what the programme pays, what is left."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from kimcore.amounts import Amount, given, minimum, total, unknown
from kimcore.funding.ausgaben import is_fixed, left_of, plans
from kimcore.funding.occupancy import FundedTime, funded_time, period_in
from kimcore.model import Program, Stelle, Traeger, Weiterleitung
from kimcore.richtlinien.rates import Rates, RateUse
from kimcore.richtlinien.rules import Basis, BausteinRule, Regime, StellenartRule
from kimcore.values import Period, format_vzae

__all__ = ["StellenPosten", "stellen_posten"]


@attrs.frozen(kw_only=True)
class StellenPosten:
    """A Stelle in a year.

    Attributes:
        stelle: the Stelle.
        year: the calendar year.
        period: the days of the year on which it exists.
        art: its kind in the rule set.
        baustein: its Baustein in the rule set.
        regime: how the Baustein's money comes in this year.
        employer: the carrier that employs it, or None for the house.
        time: for how much of the year it is funded.
        rate: the rate as it applies.
        limit: rate × time, or what others leave of a yearly ceiling: the most the programme pays, or the Pauschale.
        cost: what the Stelle costs the house; None where only a sum for several Stellen is known.
        eligible: what of that is grundsätzlich zuwendungsfähig; None like ``cost``.
        funding: what is applied for; None where a fixed Förderbetrag replaces it.
        gap: cost less funding, or None where one of them is None.
        forwarded: the Weiterleitung that pays for it, or None.
    """

    stelle: Stelle
    year: int
    period: Period
    art: StellenartRule
    baustein: BausteinRule
    regime: Regime
    employer: Traeger | None
    time: FundedTime
    rate: RateUse
    limit: Amount
    cost: Amount | None
    eligible: Amount | None
    funding: Amount | None
    gap: Amount | None
    forwarded: Weiterleitung | None

    @property
    def pauschal(self) -> bool:
        """True where the money comes without an application."""
        return self.regime is Regime.PAUSCHALE


def stellen_posten(program: Program, rates: Rates, year: int) -> tuple[StellenPosten, ...]:
    """Compute every Stelle that exists in a year, in the order of the program.

    Stellen whose rate is a sum per year share it, in their order. Those whose Baustein or kind the rule set does not
    know are left out; a check reports them.
    """
    return tuple(_posten(program, rates, year))


def _posten(program: Program, rates: Rates, year: int) -> Iterator[StellenPosten]:
    rules = rates.rules
    arten = {rule.id: rule for rule in rules.stellenarten}
    bausteine = {rule.id: rule for rule in rules.bausteine}
    traeger = {entry.id: entry for entry in program.traeger}
    spent: dict[str, list[Amount]] = defaultdict(list)
    for stelle in program.stellen:
        period = period_in(stelle, year)
        if period is None or stelle.kind not in arten or stelle.baustein not in bausteine:
            continue
        art, baustein = arten[stelle.kind], bausteine[stelle.baustein]
        rate = rates.use(art.rate, period)
        time = funded_time(program, stelle, year, period, share=_unit_share(art, rate))
        limit = _limit(stelle, year, art, rate, time, spent[art.rate])
        forwarded = next((entry for entry in program.weiterleitungen if stelle.id in entry.stellen), None)
        cost, eligible = _cost(program, stelle, year, period, forwarded)
        paid = _funding(stelle, year, rate, limit, eligible)
        spent[art.rate].append(paid)
        funding = None if is_fixed(program, stelle.baustein, year) else paid
        yield StellenPosten(
            stelle=stelle, year=year, period=period, art=art, baustein=baustein, regime=baustein.regime(year),
            employer=traeger.get(stelle.employer or ""), time=time, rate=rate, limit=limit, cost=cost,
            eligible=eligible, funding=funding, gap=_gap(stelle, year, cost, funding), forwarded=forwarded,
        )  # fmt: skip


def _unit_share(art: StellenartRule, rate: RateUse) -> Fraction | None:
    if rate.rule.basis is Basis.EUR_JE_HALBE_STELLE_JAHR:
        return Fraction(art.share) if art.share else Fraction(1, 2)
    return None


def _key(stelle: Stelle, year: int, what: str) -> str:
    return f"stellen.{stelle.id}.{year}.{what}"


def _limit(
    stelle: Stelle, year: int, art: StellenartRule, rate: RateUse, time: FundedTime, earlier: Sequence[Amount]
) -> Amount:
    """Rate × time, to the cent. Another share than the one a rate is known for has no known rate."""
    amount, key = rate.amount, _key(stelle, year, "hoechstbetrag")
    if rate.rule.basis is Basis.EUR_JE_JAHR:
        return left_of(amount, earlier).rounded().named(key, stelle.title)
    if art.share is not None and stelle.vzae != art.share:
        amount = unknown(
            key=f"stellen.{stelle.id}.vzae", label=f"Der Satz für {format_vzae(stelle.vzae)} VZÄ {art.title}"
        )
    return (amount * time.quantity / time.divisor).rounded().named(key, stelle.title)


def _cost(
    program: Program, stelle: Stelle, year: int, period: Period, forwarded: Weiterleitung | None
) -> tuple[Amount | None, Amount | None]:
    """What the Stelle costs the house, and what of it is eligible in principle."""
    stated = _stated(stelle, year)
    if forwarded is not None:
        eligible, extra = _forwarded(program, stelle, year, period, forwarded, stated)
        cost = (
            total([eligible, *extra]).rounded().named(_key(stelle, year, "kosten"), stelle.title) if extra else eligible
        )
        return cost, eligible
    if stated is None and _in_a_sum(program, stelle, year):
        return None, None
    cost = stated or unknown(key=_key(stelle, year, "kosten"), label=f"Geplante Kosten {year}, {stelle.title}")
    return cost, cost


def _stated(stelle: Stelle, year: int) -> Amount | None:
    amounts = [entry.amount for entry in stelle.costs if entry.year == year]
    if not amounts:
        return None
    label = f"Geplante Kosten {year}, {stelle.title}"
    return given(
        sum(amounts[1:], amounts[0]),
        key=_key(stelle, year, "kosten"),
        label=label,
        unit="€",
        source=stelle.source,
    )


def _in_a_sum(program: Program, stelle: Stelle, year: int) -> bool:
    return any(stelle.id in entry.stellen and plans(entry, year) for entry in program.ausgaben)


def _forwarded(
    program: Program,
    stelle: Stelle,
    year: int,
    period: Period,
    forwarded: Weiterleitung,
    stated: Amount | None,
) -> tuple[Amount, list[Amount]]:
    """The money passed on: at most the carrier's actual cost, and a voluntary supplement on top."""
    time = funded_time(program, stelle, year, period)
    key = f"weiterleitungen.{forwarded.id}"
    per_vzae = given(
        forwarded.amount_per_vzae,
        key=f"{key}.satz",
        label="Weiterleitung je VZÄ",
        unit="€",
        source=forwarded.source,
    )
    most = per_vzae * time.quantity / time.divisor
    actual = None if stated is None else attrs.evolve(stated, key=_key(stelle, year, "traegerkosten"))
    base = (most if actual is None else minimum(actual, most)).rounded()
    if forwarded.supplement_per_vzae is None:
        return base.named(_key(stelle, year, "kosten"), stelle.title), []
    supplement = given(
        forwarded.supplement_per_vzae,
        key=f"{key}.zuschlag",
        label="Zuschlag je VZÄ",
        unit="€",
        source=forwarded.source,
    )
    extra = (supplement * time.quantity / time.divisor).rounded().named(_key(stelle, year, "zuschlag"), "Zuschlag")
    return base.named(_key(stelle, year, "weiterleitung"), stelle.title), [extra]


def _funding(stelle: Stelle, year: int, rate: RateUse, limit: Amount, eligible: Amount | None) -> Amount:
    """A ceiling pays at most the eligible cost; without a stated cost, and for a fixed rate, it is the limit."""
    key = _key(stelle, year, "foerderung")
    if rate.rule.ceiling and eligible is not None and eligible.known:
        return minimum(eligible, limit).rounded().named(key, stelle.title)
    return total([limit]).rounded().named(key, stelle.title)


def _gap(stelle: Stelle, year: int, cost: Amount | None, funding: Amount | None) -> Amount | None:
    if cost is None or funding is None:
        return None
    return (cost - funding).rounded().named(_key(stelle, year, "luecke"), stelle.title)

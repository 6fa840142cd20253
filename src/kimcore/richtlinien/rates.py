"""Looking up rates: by date, with what the municipality supplies itself; unknown stays unknown."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import attrs

from kimcore.amounts import Amount, given
from kimcore.errors import UnknownRate
from kimcore.model import Program, SuppliedRate
from kimcore.richtlinien.rules import RateRule, RateState, RuleSet
from kimcore.values import Confidence, Period, Source

__all__ = ["RateUse", "Rates"]


@attrs.frozen(kw_only=True)
class RateUse:
    """A rate as it applies to a span of days.

    Attributes:
        rule: the rate in the rule set.
        amount: an Amount leaf in euro; without a value while the rate is unknown.
        state: what is known of it.
        band: for which municipalities it holds, in words; empty where for all.
        needs_inhabitants: True where only the missing number of inhabitants makes it unknown.
        supplied: True where the program file supplied or overrode it.
        source: where it comes from; None while it is unknown.
        note: what is to be known about it, also why it is unknown.
        period: the days it was looked up for.
    """

    rule: RateRule
    amount: Amount
    state: RateState
    band: str = ""
    needs_inhabitants: bool = False
    supplied: bool = False
    source: Source | None = None
    note: str = ""
    period: Period

    @property
    def confidence(self) -> Confidence | None:
        """How sure it is; None while it is unknown."""
        return self.source.confidence if self.source else None

    def require(self) -> Amount:
        """The amount of a known rate.

        Raises:
            UnknownRate: nobody knows it; the text says how the program file supplies it.
        """
        if self.amount.known:
            return self.amount
        raise UnknownRate(
            f"Der Satz „{self.rule.title}“ ist für {self.period} {self.state.label}. {self.note}".rstrip(),
            rate=self.rule.id,
            hint=self.hint,
        )

    @property
    def hint(self) -> str:
        """How the program file supplies the rate, or what decides on it."""
        if self.needs_inhabitants:
            return (
                "Unter kommune.statistics die Einwohnerzahl angeben: kind: einwohner, title, value, date (Stichtag), "
                "source."
            )
        return (
            f"In der Programmdatei unter rates ergänzen: rate: {self.rule.id}, amount ({self.rule.basis.label}), "
            f"valid_from: {self.period.start}, valid_to: {self.period.end} und source, "
            "zum Beispiel der Zuwendungsbescheid."
        )


class Rates:
    """The rates of a rule set for a municipality, with those that its program supplies taking precedence."""

    def __init__(
        self, rules: RuleSet, supplied: Sequence[SuppliedRate] = (), *, inhabitants: Decimal | None = None
    ) -> None:
        self.rules = rules
        self.supplied = tuple(supplied)
        self.inhabitants = inhabitants

    @classmethod
    def of(cls, rules: RuleSet, program: Program) -> "Rates":
        """The rates for a program: what it supplies, and the size of its municipality."""
        size = program.kommune.inhabitants
        return cls(rules, program.rates, inhabitants=size.value if size else None)

    def use(self, rate_id: str, period: Period) -> RateUse:
        """Look a rate up for a span of days within one calendar year.

        A rate that changes within the span is unknown for it as a whole, also where the program supplies a value
        for only a part of it.

        Raises:
            RichtlinieError: the rule set has no such rate.
        """
        rule = self.rules.rate(rate_id)
        own = [entry for entry in self.supplied if entry.rate == rule.id and _touches(entry, period)]
        if not own:
            return _published(rule, period, self.inhabitants)
        entry = own[0]
        if len(own) > 1 or entry.valid_from > period.start or entry.valid_to < period.end:
            return _changing(
                rule,
                period,
                "Die eigenen Sätze der Programmdatei decken diese Zeit nicht mit genau einem Wert ab.",
            )
        key = f"{_key(rule, entry.valid_from)}.eigen"
        amount = given(entry.amount, key=key, label=rule.title, unit="€", source=entry.source)
        return RateUse(
            rule=rule, amount=amount, state=RateState.KNOWN, supplied=True, source=entry.source, period=period
        )


def _published(rule: RateRule, period: Period, inhabitants: Decimal | None) -> RateUse:
    """What the rule set says; the key of a value is the same for every Stelle, so all refer to one cell."""
    value = rule.at(period.start, inhabitants)
    if value.state is RateState.KNOWN and not value.covers(period.end):
        return _changing(rule, period, "Im Regelwerk ändert er sich innerhalb dieser Zeit.")
    reference = value.reference
    source = None
    if reference is not None and value.amount is not None:
        source = Source(title=reference.title, url=reference.url, confidence=reference.confidence)
    amount = given(value.amount, key=_key(rule, value.valid_from), label=rule.title, unit="€", source=source)
    note = " ".join(text for text in (reference.note if reference else "", value.note) if text)
    return RateUse(
        rule=rule, amount=amount, state=value.state, source=source, note=note, period=period, band=value.band,
        needs_inhabitants=not rule.values_for(inhabitants),
    )  # fmt: skip


def _changing(rule: RateRule, period: Period, note: str) -> RateUse:
    """No single value holds for the span: an input of its own, so that nobody takes it for one of the values."""
    key = f"{_key(rule, period.start)}.{period.end}"
    amount = given(None, key=key, label=rule.title, unit="€")
    return RateUse(rule=rule, amount=amount, state=RateState.UNKNOWN, note=note, period=period)


def _key(rule: RateRule, valid_from: date) -> str:
    return f"satz.{rule.id}.{valid_from}"


def _touches(rate: SuppliedRate, period: Period) -> bool:
    return rate.valid_from <= period.end and period.start <= rate.valid_to

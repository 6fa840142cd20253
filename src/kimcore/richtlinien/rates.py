"""Looking up rates: by date, with what the municipality supplies itself; unknown stays unknown."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import attrs

from kimcore.amounts import Amount, given
from kimcore.errors import UnknownRate
from kimcore.model import SuppliedRate
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
        supplied: True where the program file supplied or overrode it.
        source: where it comes from; None while it is unknown.
        note: what is to be known about it.
    """

    rule: RateRule
    amount: Amount
    state: RateState
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
            f"Der Satz „{self.rule.title}“ ist für {self.period} {self.state.label}.",
            rate=self.rule.id,
            hint=self.hint,
        )

    @property
    def hint(self) -> str:
        """How the program file supplies the rate."""
        return (
            f"In der Programmdatei unter rates ergänzen: rate: {self.rule.id}, amount ({self.rule.basis.label}), "
            f"valid_from: {self.period.start}, valid_to: {self.period.end} und source, zum Beispiel der Zuwendungsbescheid."
        )


class Rates:
    """The rates of a rule set, with those that a program supplies taking precedence."""

    def __init__(self, rules: RuleSet, supplied: Sequence[SuppliedRate] = ()) -> None:
        self.rules = rules
        self.supplied = tuple(supplied)

    def use(self, rate_id: str, period: Period) -> RateUse:
        """Look a rate up for a span of days within one calendar year.

        A rate that changes within the span is unknown for it as a whole.

        Raises:
            RichtlinieError: the rule set has no such rate.
        """
        rule = self.rules.rate(rate_id)
        return self._own(rule, period) or self._published(rule, period)

    def _own(self, rule: RateRule, period: Period) -> RateUse | None:
        for rate in self.supplied:
            if rate.rate == rule.id and rate.valid_from <= period.start and period.end <= rate.valid_to:
                amount = _leaf(rule, rate.valid_from, rate.amount, rate.source)
                return RateUse(
                    rule=rule,
                    amount=amount,
                    state=RateState.KNOWN,
                    supplied=True,
                    source=rate.source,
                    period=period,
                )
        return None

    def _published(self, rule: RateRule, period: Period) -> RateUse:
        value = rule.at(period.start)
        if not value.covers(period.end) or value.amount is None or value.reference is None:
            state = RateState.UNKNOWN if value.state is RateState.KNOWN else value.state
            amount = _leaf(rule, value.valid_from, None, None)
            return RateUse(rule=rule, amount=amount, state=state, note=value.note, period=period)
        reference = value.reference
        source = Source(title=reference.title, url=reference.url, confidence=reference.confidence)
        amount = _leaf(rule, value.valid_from, value.amount, source)
        note = " ".join(text for text in (reference.note, value.note) if text)
        return RateUse(rule=rule, amount=amount, state=value.state, source=source, note=note, period=period)


def _leaf(rule: RateRule, valid_from: date, amount: Decimal | None, source: Source | None) -> Amount:
    """The rate as an input: one key for each value, so that all Stellen refer to the same cell."""
    return given(amount, key=f"satz.{rule.id}.{valid_from}", label=rule.title, unit="€", source=source)

"""Rates that the municipality supplies itself."""

from collections.abc import Iterable, Iterator

from kimcore.checks.base import Check
from kimcore.checks.wording import cite
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import Program, SuppliedRate
from kimcore.richtlinien import RateState
from kimcore.richtlinien.rules import RateRule, RateValue
from kimcore.values import format_date, format_euro

__all__ = ["CHECKS", "AbovePublishedCeiling", "OverlappingRates", "OverridesPublished", "RateEndsBeforeStart"]


class RateEndsBeforeStart(Check):
    """A validity that ends before it begins holds no day."""

    code = "KIM-FIN-005"
    title = "Kein eigener Satz endet vor seinem Beginn."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every supplied rate whose end lies before its start."""
        for index, rate in enumerate(program.rates):
            if rate.valid_to < rate.valid_from:
                yield self.finding(
                    ("rates", index, "valid_to"),
                    f"Der eigene Satz „{rate.rate}“ gilt bis {format_date(rate.valid_to)}, aber erst ab "
                    f"{format_date(rate.valid_from)}.",
                    "valid_from und valid_to prüfen.",
                )


class OverlappingRates(Check):
    """Two values of one rate for one day: nobody could tell which one holds."""

    code = "KIM-FIN-006"
    title = "Für keinen Tag gibt es zwei eigene Werte desselben Satzes."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every supplied rate that begins before one of the same name has ended."""
        latest: dict[str, SuppliedRate] = {}
        for index, rate in sorted(enumerate(program.rates), key=lambda pair: (pair[1].valid_from, pair[0])):
            other = latest.setdefault(rate.rate, rate)
            if rate.valid_to > other.valid_to:
                latest[rate.rate] = rate
            if other is not rate and rate.valid_from <= min(rate.valid_to, other.valid_to):
                yield self.finding(
                    ("rates", index),
                    f"Der eigene Satz „{rate.rate}“ ab {format_date(rate.valid_from)} überschneidet sich mit dem ab "
                    f"{format_date(other.valid_from)}, der bis {format_date(other.valid_to)} gilt.",
                    "valid_from und valid_to so setzen, dass jeder Tag genau einen Wert hat.",
                )


class AbovePublishedCeiling(Check):
    """A supplied rate above the ceiling that was published for the same days."""

    code = "KIM-FIN-007"
    title = "Kein eigener Satz liegt über dem veröffentlichten Höchstbetrag derselben Zeit."
    severity = Severity.WARNUNG
    citation = "Regelwerk: Sätze"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every supplied rate above a published ceiling."""
        for index, own, rule, value in _published(program, context):
            if rule.ceiling and value.amount is not None and own.amount > value.amount:
                yield self.finding(
                    ("rates", index, "amount"),
                    f"Der eigene Satz „{rule.title}“ ({format_euro(own.amount)}) liegt über dem veröffentlichten "
                    f"Höchstbetrag von {format_euro(value.amount)} ab {format_date(value.valid_from)}.",
                    f"Prüfen, ob „{own.source.title}“ den höheren Betrag wirklich nennt.",
                    citation=cite(value.reference),
                )


class OverridesPublished(Check):
    """A supplied rate that replaces a published one by another amount: allowed, but to be known."""

    code = "KIM-FIN-008"
    title = "Ein eigener Satz ersetzt einen veröffentlichten durch einen anderen Betrag."
    severity = Severity.HINWEIS
    citation = "Regelwerk: Sätze"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every supplied rate that differs from a published one and stays within its ceiling."""
        for index, own, rule, value in _published(program, context):
            if value.amount is None or own.amount == value.amount or (rule.ceiling and own.amount > value.amount):
                continue
            yield self.finding(
                ("rates", index),
                f"Der eigene Satz „{rule.title}“ ({format_euro(own.amount)}) ersetzt den veröffentlichten von "
                f"{format_euro(value.amount)} ab {format_date(value.valid_from)}.",
                "Das ist richtig, wenn die eigene Quelle den Betrag für genau diese Zeit nennt.",
                citation=cite(value.reference),
            )


def _published(program: Program, context: Context) -> Iterator[tuple[int, SuppliedRate, RateRule, RateValue]]:
    """Every supplied rate with every published value that holds on a day of it."""
    rules = {rule.id: rule for rule in context.rules.rates}
    for index, own in enumerate(program.rates):
        rule = rules.get(own.rate)
        if rule is None or own.valid_to < own.valid_from:
            continue
        for value in rule.values_for(context.rates.inhabitants):
            begun = value.valid_from <= own.valid_to and (value.valid_to is None or value.valid_to >= own.valid_from)
            if begun and value.state is RateState.KNOWN:
                yield index, own, rule, value


CHECKS = (RateEndsBeforeStart, OverlappingRates, AbovePublishedCeiling, OverridesPublished)

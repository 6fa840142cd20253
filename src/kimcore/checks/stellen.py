"""Stellen: their share, their kind, their period."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product

from kimcore.checks.base import Check
from kimcore.checks.wording import called, cite, sure
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.funding import planned_years
from kimcore.funding.occupancy import period_in
from kimcore.model import Program, Stelle
from kimcore.richtlinien.rules import StellenartRule
from kimcore.values import Period, format_date, format_vzae

__all__ = [
    "CHECKS",
    "AboveCap",
    "BausteinOfKind",
    "EmptyStelle",
    "KnownShare",
    "PooledStellen",
    "ShareUnderMinimum",
    "StelleEndsBeforeStart",
]

_MINIMUM = "Regelwerk: kleinster Stellenanteil des Bausteins"


class ShareUnderMinimum(Check):
    """A share below the smallest one that the Baustein funds; how grave that is, the rule set says."""

    code = "KIM-STE-001"
    title = "Jede Stelle hat mindestens den kleinsten Anteil, den ihr Baustein fördert (Schwere laut Regelwerk)."
    citation = _MINIMUM

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Stelle with less than the smallest share."""
        rules = {rule.id: rule for rule in context.rules.bausteine}
        for index, stelle in enumerate(program.stellen):
            rule = rules.get(stelle.baustein)
            if rule is None or rule.min_share is None or not 0 < stelle.vzae < rule.min_share:
                continue
            least = format_vzae(rule.min_share)
            yield self.finding(
                ("stellen", index, "vzae"),
                f"{called(stelle)} hat {format_vzae(stelle.vzae)} VZÄ; {rule.name} fördert Stellenanteile "
                f"ab {least} VZÄ.",
                rule.min_share_hint or f"Den Umfang auf mindestens {least} VZÄ anheben oder die Stelle streichen.",
                severity=rule.min_share_severity,
                citation=cite(rule.min_share_reference),
                object_id=stelle.id,
            )


class PooledStellen(Check):
    """Several posts given as one figure: whether each of them is large enough cannot be seen."""

    code = "KIM-STE-002"
    title = "Eine Stelle hat höchstens 1,0 VZÄ; sonst lässt sich der kleinste Anteil nicht prüfen."
    severity = Severity.HINWEIS
    citation = _MINIMUM

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Stelle above 1.0 VZÄ in a Baustein with a smallest share."""
        rules = {rule.id: rule for rule in context.rules.bausteine}
        for index, stelle in enumerate(program.stellen):
            rule = rules.get(stelle.baustein)
            if rule is not None and rule.min_share is not None and stelle.vzae > 1:
                yield self.finding(
                    ("stellen", index, "vzae"),
                    f"{called(stelle)} fasst mit {format_vzae(stelle.vzae)} VZÄ mehrere Stellen zusammen; der "
                    f"Mindestanteil von {format_vzae(rule.min_share)} VZÄ lässt sich nicht prüfen.",
                    "Sind die einzelnen Stellen bekannt, jede für sich eintragen.",
                    citation=cite(rule.min_share_reference),
                    object_id=stelle.id,
                )


class EmptyStelle(Check):
    """A Stelle of no extent earns and costs nothing."""

    code = "KIM-STE-003"
    title = "Jede Stelle hat mehr als 0 VZÄ."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Stelle with 0 VZÄ."""
        for index, stelle in enumerate(program.stellen):
            if stelle.vzae == 0:
                yield self.finding(
                    ("stellen", index, "vzae"),
                    f"{called(stelle)} hat 0 VZÄ; sie wird nicht gefördert.",
                    "Den Umfang eintragen oder die Stelle streichen; ist sie nur unbesetzt, das unter occupancy sagen.",
                    object_id=stelle.id,
                )


class StelleEndsBeforeStart(Check):
    """A period that ends before it begins holds no day."""

    code = "KIM-STE-004"
    title = "Keine Stelle endet vor ihrem Beginn."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Stelle whose end lies before its start."""
        for index, stelle in enumerate(program.stellen):
            if stelle.start and stelle.end and stelle.end < stelle.start:
                yield self.finding(
                    ("stellen", index, "end"),
                    f"{called(stelle)} endet am {format_date(stelle.end)}, bevor sie am {format_date(stelle.start)} "
                    "beginnt.",
                    "start und end prüfen.",
                    object_id=stelle.id,
                )


class BausteinOfKind(Check):
    """A kind of Stelle belongs to one Baustein."""

    code = "KIM-STE-005"
    title = "Die Stellenart gehört zu dem Baustein, den die Stelle nennt."
    citation = "Regelwerk: Stellenarten"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Stelle whose kind belongs to another Baustein."""
        arten = {rule.id: rule for rule in context.rules.stellenarten}
        for index, stelle in enumerate(program.stellen):
            art = arten.get(stelle.kind)
            if art is not None and art.baustein != stelle.baustein:
                there = ", ".join(rule.id for rule in arten.values() if rule.baustein == stelle.baustein)
                yield self.finding(
                    ("stellen", index, "kind"),
                    f"{called(stelle)}: „{art.title}“ gehört zu {art.baustein}, nicht zu {stelle.baustein}.",
                    f"baustein: {art.baustein} eintragen oder eine andere Stellenart ({there or 'keine'}).",
                    object_id=stelle.id,
                )


class KnownShare(Check):
    """A rate that is known for one share only says nothing of another; it is never scaled."""

    code = "KIM-STE-006"
    title = "Eine Stelle, deren Satz nur für einen Anteil bekannt ist, hat genau diesen Anteil."
    citation = "Regelwerk: Stellenarten und Sätze"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Stelle of another share, unless a fixed Förderbetrag stands for its funding."""
        arten = {rule.id: rule for rule in context.rules.stellenarten}
        for index, stelle in enumerate(program.stellen):
            art = arten.get(stelle.kind)
            if art is None or art.share is None or stelle.vzae in {art.share, 0}:
                continue
            if _all_fixed(program, stelle):
                continue
            share = format_vzae(art.share)
            yield self.finding(
                ("stellen", index, "vzae"),
                f"{called(stelle)}: Für {format_vzae(stelle.vzae)} VZÄ {art.title} ist kein Satz bekannt, nur für "
                f"{share} VZÄ.",
                f"Als Stelle mit {share} VZÄ oder unter einer anderen Stellenart eintragen; einen bewilligten Betrag "
                f"unter foerderbetraege (year, baustein: {stelle.baustein}, amount, source).",
                citation=_citation(context, art),
                object_id=stelle.id,
            )


def _all_fixed(program: Program, stelle: Stelle) -> bool:
    """Whether in every planned year of the Stelle a fixed Förderbetrag replaces what its rate would give."""
    years = [year for year in planned_years(program) if period_in(stelle, year) is not None]
    fixed = {entry.year for entry in program.foerderbetraege if entry.baustein in {None, stelle.baustein}}
    return bool(years) and fixed.issuperset(years)


def _citation(context: Context, art: StellenartRule) -> str | None:
    rate = next((rule for rule in context.rules.rates if rule.id == art.rate), None)
    return cite(rate.at(Period.year(context.year).start, context.rates.inhabitants).reference) if rate else None


class AboveCap(Check):
    """More VZÄ at one time than the programme funds for one recipient."""

    code = "KIM-STE-010"
    title = "Die Stellen eines Bausteins haben zusammen höchstens die VZÄ, die er fördert (Schwere laut Regelwerk)."
    citation = "Regelwerk: Obergrenze der VZÄ eines Bausteins"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Baustein and year with more."""
        capped = [rule for rule in context.rules.bausteine if rule.caps]
        for rule, year in product(capped, planned_years(program) if capped else ()):
            cap, most = rule.cap(year), _most(program, rule.id, year)
            if cap is not None and most > cap.vzae:
                yield self.finding(
                    ("stellen",),
                    f"{rule.name}: {year} sind bis zu {format_vzae(most)} VZÄ zugleich geplant; gefördert werden "
                    f"höchstens {format_vzae(cap.vzae)} VZÄ.",
                    "Nur die geförderten Stellen eintragen; was darüber liegt, trägt die Kommune.",
                    severity=sure(cap.severity, cap.reference),
                    citation=cite(cap.reference),
                )


def _most(program: Program, baustein: str, year: int) -> Decimal:
    """The most VZÄ of a Baustein on any day of a year; it is reached on the first day of a Stelle."""
    stellen = [entry for entry in program.stellen if entry.baustein == baustein]
    spans = [(period, entry.vzae) for entry in stellen if (period := period_in(entry, year)) is not None]
    sums = (sum((vzae for other, vzae in spans if span.start in other), Decimal(0)) for span, _ in spans)
    return max(sums, default=Decimal(0))


CHECKS = (ShareUnderMinimum, PooledStellen, EmptyStelle, StelleEndsBeforeStart, BausteinOfKind, KnownShare, AboveCap)

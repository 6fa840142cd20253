"""Sums of the year that is checked: what is planned beyond what is paid, and paid beyond what is planned."""

from collections.abc import Iterable

from kimcore.checks.base import Check
from kimcore.checks.scan import positions
from kimcore.checks.wording import called
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import Program
from kimcore.values import format_euro

__all__ = ["CHECKS", "CostAboveCeiling", "FundingAboveCost", "FundingAboveEligible"]

_OWN_SHARE = 7


class CostAboveCeiling(Check):
    """What an expense costs beyond its Höchstbetrag, the house pays."""

    code = "KIM-FIN-020"
    title = "Keine Ausgabe ist höher als ihr Höchstbetrag (im Jahr, für das geprüft wird)."
    severity = Severity.WARNUNG
    citation = "Regelwerk: Sätze"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every expense of the year above what the programme pays for it."""
        indexes = positions(context.program.ausgaben)
        for posten in context.plan.ausgaben:
            if posten.limit is None or posten.funding is None or not (posten.limit.known and posten.cost.known):
                continue
            cost, limit = posten.cost.decimal, posten.limit.decimal
            if cost > limit:
                source = posten.rate.source if posten.rate else None
                yield self.finding(
                    ("ausgaben", indexes[id(posten.ausgabe)]),
                    f"{called(posten.ausgabe)}: Für {posten.year} sind {format_euro(cost)} geplant, gefördert werden "
                    f"höchstens {format_euro(limit)}. Den Rest von {format_euro(cost - limit)} trägt die Kommune.",
                    "Nichts zu tun, wenn das so gewollt ist.",
                    citation=source.title if source else None,
                    object_id=posten.ausgabe.id,
                )


class FundingAboveCost(Check):
    """A fixed amount may be more than the Stelle costs; whether the rest must be paid back, no source says."""

    code = "KIM-FIN-021"
    title = "Die Förderung einer Stelle liegt nicht über ihren Kosten (im Jahr, für das geprüft wird)."
    severity = Severity.HINWEIS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Stelle of the year that is funded with more than it costs."""
        indexes = positions(context.program.stellen)
        for posten in context.plan.stellen:
            if posten.cost is None or posten.funding is None or not (posten.cost.known and posten.funding.known):
                continue
            cost, funding = posten.cost.decimal, posten.funding.decimal
            if funding > cost:
                way = "Pauschale" if posten.pauschal else "Förderung"
                yield self.finding(
                    ("stellen", indexes[id(posten.stelle)]),
                    f"{called(posten.stelle)}: Die {way} {posten.year} von {format_euro(funding)} liegt um "
                    f"{format_euro(funding - cost)} über den Kosten von {format_euro(cost)}.",
                    "Die Kosten prüfen; was mit dem Rest geschieht, sagt der Zuwendungsbescheid.",
                    object_id=posten.stelle.id,
                )


class FundingAboveEligible(Check):
    """All money of others together is more than what is spent: nobody may be paid for more."""

    code = "KIM-FIN-022"
    title = "Förderung und Mittel anderer übersteigen zusammen nicht die Ausgaben (im Jahr, für das geprüft wird)."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """The year, if its own share is negative and everything in it is known."""
        rows = {row.number: row.amount for row in context.plan.rows}
        own = rows[_OWN_SHARE]
        if own.known and own.decimal < 0:
            yield self.finding(
                (),
                f"{context.year} übersteigen Förderung und Mittel anderer die zuwendungsfähigen Ausgaben um "
                f"{format_euro(-own.decimal)}; der Eigenanteil wäre negativ.",
                "Kosten, Drittmittel und feste Förderbeträge des Jahres prüfen.",
            )


CHECKS = (CostAboveCeiling, FundingAboveCost, FundingAboveEligible)

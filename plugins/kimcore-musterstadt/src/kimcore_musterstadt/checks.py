"""The city's own checks, beside kimcore's."""

from collections.abc import Iterable
from fractions import Fraction

from kimcore import Check, Context, Finding, Program, Severity
from kimcore.values import format_euro
from kimcore_musterstadt.data import stadt
from kimcore_musterstadt.rates import comparisons

__all__ = ["NearLocalRates"]

_TOLERANCE = Fraction(5, 100)


class NearLocalRates(Check):
    """Costs are planned by the city's average rates; what is far from them needs a reason."""

    code = "MST-001"
    title = "Geplante Kosten weichen höchstens 5 % von den Sätzen der Stadt ab."
    severity = Severity.WARNUNG
    citation = "Haushaltsverfügung der Stadt Musterstadt für 2025, Nr. 4 (erfundene Regel einer erfundenen Stadt)"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every planned cost that is too far from the city's rate."""
        if stadt(program) is None:
            return
        for entry in comparisons(context.program, context.plan):
            if entry.share is None or abs(entry.share) <= _TOLERANCE:
                continue
            side = "über" if entry.share > 0 else "unter"
            yield self.finding(
                entry.path,
                f"„{entry.title}“ ist für {context.year} mit {format_euro(entry.planned.decimal)} geplant, "
                f"{format_euro(abs(entry.difference.decimal))} {side} dem Satz „{entry.use.rule.title}“ der Stadt "
                f"({entry.by_rate.explain()}).",
                "Kosten und Besetzung prüfen; eine begründete Abweichung in der Quelle der Stelle vermerken.",
                object_id=entry.id,
            )

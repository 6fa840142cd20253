"""Weiterleitung: money passed on to the carriers that employ funded staff."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from kimcore.checks.base import Check
from kimcore.checks.scan import positions
from kimcore.checks.wording import called
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.funding import StellenPosten
from kimcore.model import Program, Stelle, Weiterleitung
from kimcore.values import format_euro

__all__ = ["CHECKS", "EmployerOfForwarded", "ForwardedAboveCost", "ForwardedMoreThanFunded", "ForwardedTwice"]


class ForwardedTwice(Check):
    """A Stelle is paid for by one Weiterleitung only."""

    code = "KIM-FIN-016"
    title = "Keine Stelle steht in zwei Weiterleitungen."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Stelle that an earlier Weiterleitung already holds."""
        first: dict[str, Weiterleitung] = {}
        for index, entry in enumerate(program.weiterleitungen):
            for number, stelle in enumerate(entry.stellen):
                other = first.setdefault(stelle, entry)
                if other is not entry:
                    yield self.finding(
                        ("weiterleitungen", index, "stellen", number),
                        f"Die Stelle „{stelle}“ steht in den Weiterleitungen „{other.id}“ und „{entry.id}“.",
                        "Die Stelle aus einer der beiden nehmen.",
                        object_id=entry.id,
                    )


class EmployerOfForwarded(Check):
    """Money is passed on to the carrier that employs the staff."""

    code = "KIM-FIN-017"
    title = "Der Träger einer Weiterleitung ist der Anstellungsträger ihrer Stellen (ohne Anstellungsträger: Warnung)."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every forwarded Stelle that another carrier employs, or none."""
        stellen = {stelle.id: stelle for stelle in program.stellen}
        names = _names(program)
        for index, entry in enumerate(program.weiterleitungen):
            for number, stelle_id in enumerate(entry.stellen):
                stelle = stellen.get(stelle_id)
                if stelle is None or stelle.employer == entry.traeger:
                    continue
                yield self.finding(
                    ("weiterleitungen", index, "stellen", number),
                    _employer(stelle, names.get(entry.traeger, entry.traeger), names),
                    f"Bei der Stelle employer: {entry.traeger} eintragen oder sie aus der Weiterleitung nehmen.",
                    severity=Severity.WARNUNG if stelle.employer is None else Severity.FEHLER,
                    object_id=entry.id,
                )


def _names(program: Program) -> dict[str, str]:
    return {entry.id: entry.name for entry in program.traeger}


def _employer(stelle: Stelle, paid: str, names: Mapping[str, str]) -> str:
    if stelle.employer is None:
        return (
            f"{called(stelle)}: Das Geld geht an „{paid}“, die Stelle nennt aber keinen Anstellungsträger und gilt "
            "deshalb als Stelle der Kommune."
        )
    employer = names.get(stelle.employer, stelle.employer)
    return f"{called(stelle)}: Das Geld geht an „{paid}“, angestellt ist bei „{employer}“."


class ForwardedAboveCost(Check):
    """A supplement on top of the actual cost pays the carrier more than it spends; kimcore does not cut it."""

    code = "KIM-FIN-018"
    title = "An einen Träger geht nicht mehr, als seine Stelle kostet (im Jahr, für das geprüft wird)."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every forwarded Stelle that costs the carrier less than it gets."""
        indexes = positions(context.program.stellen)
        for posten, actual in _forwarded_with_cost(context):
            paid = posten.cost.decimal if posten.cost is not None and posten.cost.known else Decimal(0)
            if paid > actual:
                year = posten.year
                yield self.finding(
                    ("stellen", indexes[id(posten.stelle)], "costs"),
                    f"{called(posten.stelle)} kostet den Träger {year} {format_euro(actual)}, weitergeleitet werden "
                    f"{format_euro(paid)}, also {format_euro(paid - actual)} mehr.",
                    "Höchstbetrag und Zuschlag der Weiterleitung mit den tatsächlichen Kosten vergleichen.",
                    object_id=posten.stelle.id,
                )


def _forwarded_with_cost(context: Context) -> Iterator[tuple[StellenPosten, Decimal]]:
    """The forwarded Stellen of the year whose actual cost is stated."""
    for posten in context.plan.stellen:
        costs = [entry.amount for entry in posten.stelle.costs if entry.year == posten.year]
        if posten.forwarded is not None and costs:
            yield posten, sum(costs, Decimal(0))


class ForwardedMoreThanFunded(Check):
    """What the house passes on beyond the funding, it pays itself."""

    code = "KIM-FIN-019"
    title = "Eine Weiterleitung gibt nicht mehr weiter, als gefördert wird (im Jahr, für das geprüft wird)."
    severity = Severity.HINWEIS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Weiterleitung of the year above the funding of its Stellen."""
        names = _names(program)
        groups: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
        for posten in context.plan.stellen:
            if posten.forwarded is None or posten.cost is None or posten.funding is None:
                continue
            if posten.cost.known and posten.funding.known:
                groups[id(posten.forwarded)].append((posten.cost.decimal, posten.funding.decimal))
        for index, entry in enumerate(context.program.weiterleitungen):
            paid = sum((cost for cost, _ in groups[id(entry)]), Decimal(0))
            funded = sum((funding for _, funding in groups[id(entry)]), Decimal(0))
            traeger = names.get(entry.traeger, entry.traeger)
            if paid > funded:
                yield self.finding(
                    ("weiterleitungen", index),
                    f"{called(entry)}: {context.year} gehen {format_euro(paid)} an „{traeger}“, gefördert werden "
                    f"{format_euro(funded)}. Die Differenz von {format_euro(paid - funded)} trägt die Kommune.",
                    "Nichts zu tun, wenn das so beschlossen ist.",
                    object_id=entry.id,
                )


CHECKS = (ForwardedTwice, EmployerOfForwarded, ForwardedAboveCost, ForwardedMoreThanFunded)

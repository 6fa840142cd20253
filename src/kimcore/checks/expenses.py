"""Planned amounts: one per year, whole months, nothing counted twice."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from kimcore.checks.base import Check
from kimcore.checks.wording import called, joined
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.funding.ausgaben import plans
from kimcore.funding.occupancy import period_in
from kimcore.model import Ausgabe, Program, Stelle, YearAmount
from kimcore.plain import PathParts
from kimcore.values import Period, format_date, format_euro

__all__ = [
    "CHECKS",
    "AmountTwice",
    "BegunMonths",
    "CostTwice",
    "ExpenseWithoutAmount",
    "RecurringEndsBeforeStart",
    "StellenOfExpense",
    "YearTwice",
]


class YearTwice(Check):
    """Two amounts of one year would be added without a word."""

    code = "KIM-FIN-009"
    title = "Jede Liste von Jahresbeträgen nennt jedes Jahr nur einmal."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every amount of a year that the list already has."""
        for parts, item, amounts in _lists(program):
            if len(amounts) < 2:  # noqa: PLR2004 - one amount cannot be doubled
                continue
            first: dict[int, YearAmount] = {}
            for index, entry in enumerate(amounts):
                other = first.setdefault(entry.year, entry)
                if other is not entry:
                    yield self.finding(
                        (*parts, index, "year"),
                        f"{called(item)}: Das Jahr {entry.year} steht zweimal da, mit {format_euro(other.amount)} und "
                        f"{format_euro(entry.amount)}.",
                        "Beide zu einem Betrag zusammenfassen oder das Jahr berichtigen.",
                        object_id=item.id,
                    )


def _lists(program: Program) -> Iterator[tuple[PathParts, Any, tuple[YearAmount, ...]]]:
    """Every list of yearly amounts, with its path and the object it belongs to."""
    for collection, name in (
        ("stellen", "costs"),
        ("ausgaben", "amounts"),
        ("drittmittel", "amounts"),
        ("measures", "costs"),
    ):
        for index, item in enumerate(getattr(program, collection)):
            yield (collection, index, name), item, getattr(item, name)


class BegunMonths(Check):
    """A yearly amount is shared out by twelfths; what a begun month is worth, nobody knows."""

    code = "KIM-FIN-010"
    title = "Ein wiederkehrender Betrag läuft über ganze Kalendermonate."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every recurring amount that begins or ends within a month."""
        for index, ausgabe in enumerate(program.ausgaben):
            span = ausgabe.recurring
            if span is None or span.end < span.start or Period(span.start, span.end).whole_months is not None:
                continue
            yield self.finding(
                ("ausgaben", index, "recurring"),
                f"{called(ausgabe)}: Der wiederkehrende Betrag läuft vom {format_date(span.start)} bis "
                f"{format_date(span.end)}, nicht über ganze Kalendermonate.",
                "start auf einen Monatsersten und end auf einen Monatsletzten legen oder die Beträge je Jahr angeben.",
                object_id=ausgabe.id,
            )


class RecurringEndsBeforeStart(Check):
    """A span that ends before it begins holds no day."""

    code = "KIM-FIN-011"
    title = "Kein wiederkehrender Betrag endet vor seinem Beginn."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every recurring amount whose end lies before its start."""
        for index, ausgabe in enumerate(program.ausgaben):
            span = ausgabe.recurring
            if span is not None and span.end < span.start:
                yield self.finding(
                    ("ausgaben", index, "recurring", "end"),
                    f"{called(ausgabe)}: Der wiederkehrende Betrag endet am {format_date(span.end)}, bevor er am "
                    f"{format_date(span.start)} beginnt.",
                    "start und end prüfen.",
                    object_id=ausgabe.id,
                )


class ExpenseWithoutAmount(Check):
    """An expense that plans nothing stands in no document."""

    code = "KIM-FIN-012"
    title = "Jede Ausgabe hat einen Betrag."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every expense without an amount."""
        for index, ausgabe in enumerate(program.ausgaben):
            if not ausgabe.amounts and ausgabe.recurring is None:
                yield self.finding(
                    ("ausgaben", index),
                    f"{called(ausgabe)} hat keinen Betrag und fehlt deshalb in jedem Finanzierungsplan.",
                    "Unter amounts den Betrag je Jahr oder unter recurring einen wiederkehrenden angeben.",
                    object_id=ausgabe.id,
                )


class StellenOfExpense(Check):
    """Only a personnel sum holds the costs of Stellen; elsewhere the list would make those costs vanish."""

    code = "KIM-FIN-013"
    title = "Nur Personalausgaben nennen Stellen, deren Kosten sie enthalten."
    citation = "Regelwerk: Ausgabearten"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every other expense that names Stellen."""
        arten = {rule.id: rule for rule in context.rules.ausgabearten}
        for index, ausgabe in enumerate(program.ausgaben):
            art = arten.get(ausgabe.kind)
            if ausgabe.stellen and art is not None and not art.personnel:
                personnel = ", ".join(rule.id for rule in arten.values() if rule.personnel)
                yield self.finding(
                    ("ausgaben", index, "stellen"),
                    f"{called(ausgabe)} nennt Stellen, ist aber keine Personalausgabe („{art.title}“).",
                    f"stellen weglassen oder kind ändern (Personalausgaben: {personnel or 'keine'}).",
                    object_id=ausgabe.id,
                )


class CostTwice(Check):
    """The cost of a Stelle is stated once: by itself, by its Weiterleitung, or within a personnel sum."""

    code = "KIM-FIN-014"
    title = "Die Kosten einer Stelle stehen nicht zugleich bei ihr oder in einer Weiterleitung und in einer Ausgabe."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Stelle whose cost a sum holds once more."""
        stellen = {stelle.id: stelle for stelle in program.stellen}
        forwarded = {stelle for entry in program.weiterleitungen for stelle in entry.stellen}
        for index, ausgabe in enumerate(program.ausgaben):
            for number, stelle_id in enumerate(ausgabe.stellen):
                stelle = stellen.get(stelle_id)
                where = _elsewhere(stelle, ausgabe, forwarded=stelle_id in forwarded) if stelle else ""
                if stelle and where:
                    yield self.finding(
                        ("ausgaben", index, "stellen", number),
                        f"{called(stelle)}: Die Kosten stehen {where} und noch einmal in {called(ausgabe)}; sie zählen "
                        "doppelt.",
                        "Die Stelle aus der Ausgabe nehmen oder ihre Kosten nur dort angeben.",
                        object_id=ausgabe.id,
                    )


def _elsewhere(stelle: Stelle, ausgabe: Ausgabe, *, forwarded: bool) -> str:
    """Where else the cost of a Stelle stands for a year of the expense."""
    if forwarded and _meet(stelle, ausgabe):
        return "in einer Weiterleitung"
    stated = [str(entry.year) for entry in stelle.costs if plans(ausgabe, entry.year)]
    return f"für {joined(stated)} bei der Stelle selbst" if stated else ""


def _meet(stelle: Stelle, ausgabe: Ausgabe) -> bool:
    """Whether the Stelle exists in a year for which the expense plans something."""
    years = {entry.year for entry in ausgabe.amounts}
    if ausgabe.recurring is not None:
        years |= set(range(ausgabe.recurring.start.year, ausgabe.recurring.end.year + 1))
    return any(period_in(stelle, year) is not None for year in years)


class AmountTwice(Check):
    """A fixed Förderbetrag replaces the computed funding; two for the same purpose would replace it twice."""

    code = "KIM-FIN-015"
    title = "Je Jahr gibt es für einen Baustein nur einen festen Förderbetrag und keinen daneben für alle zusammen."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every fixed amount beside another one that covers its Baustein."""
        counts = Counter((entry.year, entry.baustein) for entry in program.foerderbetraege)
        overall = {year for year, baustein in counts if baustein is None}
        seen: set[tuple[int, str | None]] = set()
        for index, entry in enumerate(program.foerderbetraege):
            key = (entry.year, entry.baustein)
            if key in seen:
                whole = entry.baustein or "alle Bausteine zusammen"
                message = f"Für {whole} gibt es {entry.year} mehrere feste Förderbeträge."
                hint = "Zu einem Betrag zusammenfassen."
            elif entry.baustein is not None and entry.year in overall:
                message = (
                    f"{entry.year} gibt es einen festen Förderbetrag für alle Bausteine und einen für {entry.baustein}."
                )
                hint = "Entweder den Betrag für alle Bausteine angeben oder die Beträge je Baustein."
            else:
                message = hint = ""
            seen.add(key)
            if message:
                yield self.finding(("foerderbetraege", index), message, hint, object_id=entry.id)


CHECKS = (
    YearTwice,
    BegunMonths,
    RecurringEndsBeforeStart,
    ExpenseWithoutAmount,
    StellenOfExpense,
    CostTwice,
    AmountTwice,
)

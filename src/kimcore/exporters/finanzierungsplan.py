"""The Finanzierungsplan: a first page for the Kämmerei, then the parts it is made of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from types import MappingProxyType

from kimcore.blocks import (
    Block,
    CellKind,
    Column,
    Field,
    Heading,
    KeyFigures,
    Orientation,
    Sheet,
    Table,
    Workbook,
)
from kimcore.context import Context
from kimcore.exporters.assumptions import assumptions_sheets
from kimcore.exporters.base import Exporter
from kimcore.exporters.common import TOGETHER, notices, properties, years_text
from kimcore.exporters.lacks import amounts_lacking, costs_lacking, nothing_planned
from kimcore.exporters.options import PlanOptions, plan_years
from kimcore.exporters.parts import ausgaben_sheet, plan_sheet, stellen_sheets
from kimcore.exporters.summary import coverage, gap_over, summary_table
from kimcore.findings import Finding, Severity
from kimcore.funding import YearPlan, rows_over
from kimcore.model import Profile, Program, VorgangKind

__all__ = ["FinanzierungsplanExporter", "summary_names"]


class FinanzierungsplanExporter(Exporter):
    """All Bausteine of a year or of several: what it costs, what comes in, what the house pays."""

    name = "finanzierungsplan"
    title = "Finanzierungsplan"
    Options = PlanOptions
    profile = Profile.INTERN
    vorgang = VorgangKind.FINANZPLANUNG
    codes = MappingProxyType(
        {
            "KIM-FPL-001": "Für das Jahr ist etwas geplant",
            "KIM-FPL-002": "Die Förderung jeder Stelle und Ausgabe lässt sich berechnen",
            "KIM-FPL-003": "Die Kosten jeder Stelle sind angegeben (hinweis)",
        }
    )

    def check(self, program: Program, options: PlanOptions, context: Context) -> Iterable[Finding]:
        """What the plan lacks: a known amount for every Stelle; a cost that is not stated is only noted."""
        plans = [context.plan_for(year) for year in plan_years(options, context)]
        yield from nothing_planned(plans, code="KIM-FPL-001")
        yield from amounts_lacking(program, plans, code="KIM-FPL-002")
        yield from costs_lacking(program, plans, code="KIM-FPL-003", severity=Severity.HINWEIS)

    def workbook(self, program: Program, options: PlanOptions, context: Context) -> Workbook:
        """Overview, rows of the Grundmuster, Stellen, Ausgaben, assumptions."""
        plans = [context.plan_for(year) for year in plan_years(options, context)]
        span = years_text([plan.year for plan in plans])
        rules = context.rules
        form = "des Grundmusters" if rules.form else "eines Finanzierungsplans nach Zuwendungsrecht"
        pauschal = ", auch solche, deren Geld als Pauschale ohne Antrag kommt" if rules.has_pauschalen else ""
        scope = (
            f"Alle {rules.words.plural} in den Zeilen {form}{pauschal}. "
            "Den Antrag selbst zeigt das Dokument „foerderantrag“."
        )
        return Workbook(
            id=self.name,
            title=f"Finanzierungsplan {span}",
            properties=properties(program, context, f"Finanzierungsplan {span}: {program.title}"),
            names=tuple(summary_names(plans)),
            sheets=(
                _overview(program, context, plans),
                plan_sheet(plans, variant=options.variant, unit=options.unit, scope=scope),
                *stellen_sheets(program, plans),
                ausgaben_sheet(plans),
                *assumptions_sheets(program, context, plans),
            ),
        )


def summary_names(plans: Sequence[YearPlan]) -> Iterator[tuple[str, str]]:
    """The defined names of the totals and the keys of their figures."""
    scope = str(plans[0].year) if len(plans) == 1 else "alle"
    for index, group in enumerate(plans[0].groups):
        if group.baustein is not None and not any(plan.groups[index].fixed_elsewhere for plan in plans):
            yield re.sub(r"\W+", "_", f"Summe_{group.baustein.name}"), f"{group.id}.{scope}.foerderung"
    yield "Summe_Foerderung", f"summe.{scope}.foerderung"
    yield "Eigenanteil", f"summe.{scope}.eigenanteil"


# --------------------------------------------------------------------------------------------- overview


def _overview(program: Program, context: Context, plans: Sequence[YearPlan]) -> Sheet:
    amounts = {row.id: row.amount for row in rows_over(plans)}
    figures = (
        Field(label="Gesamtkosten", value=amounts["gesamtkosten"], kind=CellKind.MONEY),
        Field(label="Förderung", value=amounts["foerderung"], kind=CellKind.MONEY),
        Field(label="Eigenanteil", value=amounts["eigenanteil"], kind=CellKind.MONEY),
        Field(label="Deckungslücke", value=gap_over(plans), kind=CellKind.MONEY, note="was das Haus trägt"),
    )
    blocks: list[Block] = [*notices(context), KeyFigures(id="kennzahlen", figures=figures), *coverage(plans)]
    blocks += [Heading(text=f"Nach {context.rules.words.singular} und Jahr"), summary_table(plans)]
    if any(plan.employers for plan in plans):
        blocks += [Heading(text="Nach Anstellungsträger"), _employer_table(program, plans)]
    return Sheet(id="uebersicht", title="Übersicht", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE)


def _employer_table(program: Program, plans: Sequence[YearPlan]) -> Table:
    columns = (
        Column(id="traeger", title="Anstellungsträger", width=44),
        Column(id="jahr", title="Jahr", kind=CellKind.YEAR),
        Column(id="vzae", title="VZÄ", kind=CellKind.VZAE),
        Column(id="kosten", title="Personalkosten", kind=CellKind.MONEY),
        Column(id="foerderung", title="Förderung", kind=CellKind.MONEY),
        Column(id="luecke", title="Deckungslücke", kind=CellKind.MONEY),
    )
    rows = tuple(
        (
            entry.employer.name if entry.employer else program.kommune.name,
            plan.year,
            sum((stelle.stelle.vzae for stelle in entry.stellen), Decimal(0)),
            entry.cost if entry.cost is not None else TOGETHER,
            entry.funding if entry.funding is not None else TOGETHER,
            entry.gap if entry.gap is not None else TOGETHER,
        )
        for plan in plans
        for entry in plan.employers
    )
    return Table(id="nach-traeger", columns=columns, rows=rows)

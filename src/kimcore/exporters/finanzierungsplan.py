"""The Finanzierungsplan: a first page for the Kämmerei, then the parts it is made of."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TypeGuard

from kimcore.amounts import Amount, total
from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Field,
    Heading,
    KeyFigures,
    Orientation,
    Row,
    RowRole,
    Series,
    Sheet,
    Table,
    Workbook,
)
from kimcore.context import Context
from kimcore.exporters.base import Exporter
from kimcore.exporters.common import TOGETHER, assumptions_sheets, notices, properties, years_text
from kimcore.exporters.lacks import amounts_lacking, costs_lacking, nothing_planned
from kimcore.exporters.options import PlanOptions, plan_years
from kimcore.exporters.parts import ausgaben_sheet, funding_of_all_years, plan_sheet, stellen_sheets
from kimcore.findings import Finding, Severity
from kimcore.funding import COMMON, GroupPlan, YearPlan, rows_over
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
        scope = (
            "Alle Bausteine in den Zeilen des Grundmusters, auch solche, deren Geld als Pauschale ohne Antrag kommt. "
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
            yield f"Summe_Baustein_{group.baustein.number}", f"{group.id}.{scope}.foerderung"
    yield "Summe_Foerderung", f"summe.{scope}.foerderung"
    yield "Eigenanteil", f"summe.{scope}.eigenanteil"


# --------------------------------------------------------------------------------------------- overview


_COLUMNS = (
    Column(id="baustein", title="Baustein", width=44),
    Column(id="verfahren", title="Verfahren", width=24),
    Column(id="kosten", title="Kosten", kind=CellKind.MONEY),
    Column(id="foerderung", title="Förderung", kind=CellKind.MONEY),
    Column(id="dritte", title="Leistungen Dritter", kind=CellKind.MONEY),
    Column(id="oeffentlich", title="Andere öffentliche Förderung", kind=CellKind.MONEY),
    Column(id="eigenanteil", title="Eigenanteil", kind=CellKind.MONEY),
    Column(id="luecke", title="Deckungslücke", kind=CellKind.MONEY),
)


def _overview(program: Program, context: Context, plans: Sequence[YearPlan]) -> Sheet:
    amounts = {row.id: row.amount for row in rows_over(plans)}
    figures = (
        Field(label="Gesamtkosten", value=amounts["gesamtkosten"], kind=CellKind.MONEY),
        Field(label="Förderung", value=amounts["foerderung"], kind=CellKind.MONEY),
        Field(label="Eigenanteil", value=amounts["eigenanteil"], kind=CellKind.MONEY),
        Field(label="Deckungslücke", value=_gap(plans), kind=CellKind.MONEY, note="was das Haus trägt"),
    )
    blocks: list[Block] = [*notices(context), KeyFigures(id="kennzahlen", figures=figures), *_coverage(plans)]
    blocks += [Heading(text="Nach Baustein und Jahr"), _summary_table(plans)]
    if any(plan.employers for plan in plans):
        blocks += [Heading(text="Nach Anstellungsträger"), _employer_table(program, plans)]
    return Sheet(id="uebersicht", title="Übersicht", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE)


def _gap(plans: Sequence[YearPlan]) -> Amount:
    if len(plans) == 1:
        return plans[0].gap
    return total(plan.gap for plan in plans).rounded().named("summe.alle.luecke", "Deckungslücke")


def _summary_table(plans: Sequence[YearPlan]) -> Table:
    rows: list[Row] = []
    for plan in plans:
        if len(plans) > 1:
            rows.append(Row((str(plan.year), *(None,) * 7), RowRole.GROUP))
        rows += [Row(_group_row(plan, group)) for group in plan.groups]
        rows.append(_sum_row(plan, RowRole.SUBTOTAL if len(plans) > 1 else RowRole.TOTAL))
    if len(plans) > 1:
        rows += _all_years(plans)
    notes = [
        "Kosten: was die Kommune zahlt, bei Stellen freier Träger der weitergeleitete Betrag. Eigenanteil: "
        "zuwendungsfähige Kosten abzüglich aller Einnahmen. Deckungslücke: alle Kosten abzüglich aller Einnahmen.",
    ]
    if any(group.pauschal and not group.empty for plan in plans for group in plan.groups):
        notes.append("Pauschale: wird ohne Antrag gezahlt und gehört nicht in den Förderantrag.")
    if any(group.partial for plan in plans for group in plan.groups):
        notes.append("„gemeinsam“: nur für mehrere Bausteine zusammen angegeben; die Summe enthält den Betrag.")
    return Table(id="nach-baustein", columns=_COLUMNS, rows=tuple(rows), notes=tuple(notes))


def _group_row(plan: YearPlan, group: GroupPlan) -> tuple[Cell, ...]:
    hidden = (
        group.partial or group.fixed_elsewhere or (group.id == COMMON and any(entry.partial for entry in plan.groups))
    )
    title = (
        f"Baustein {group.baustein.number}: {group.baustein.title(plan.year)}"
        if group.baustein
        else "Bausteinübergreifend"
    )
    regime = "Pauschale" if group.pauschal else group.regime.label if group.regime else ""
    return (
        title,
        regime,
        group.cost,
        TOGETHER if group.fixed_elsewhere else group.funding,
        group.third,
        group.public,
        TOGETHER if hidden else group.own,
        TOGETHER if hidden else group.gap,
    )


def _sum_row(plan: YearPlan, role: RowRole) -> Row:
    amounts = {row.id: row.amount for row in plan.rows}
    order = ("gesamtkosten", "foerderung", "dritte", "oeffentlich", "eigenanteil")
    return Row((f"Summe {plan.year}", "", *(amounts[name] for name in order), plan.gap), role)


def _all_years(plans: Sequence[YearPlan]) -> Iterator[Row]:
    """The sums over all years, by Baustein and in all."""
    yield Row(("Alle Jahre", *(None,) * 7), RowRole.GROUP)
    for title, amount in funding_of_all_years(plans):
        yield Row((title, "", None, amount, *(None,) * 4))
    amounts = {row.id: row.amount for row in rows_over(plans)}
    order = ("gesamtkosten", "foerderung", "dritte", "oeffentlich", "eigenanteil")
    yield Row(("Summe aller Jahre", "", *(amounts[name] for name in order), _gap(plans)), RowRole.TOTAL)


_SHARES = (3, 4, 5, 7)
"""The columns of the first table that say who pays: together they are the costs."""


def _coverage(plans: Sequence[YearPlan]) -> Iterator[Chart]:
    """Who pays how much, by year, or by Baustein where there is one year; only where every part is known."""
    if len(plans) > 1:
        rows = [(str(plan.year), *_sum_row(plan, RowRole.TOTAL).cells[1:]) for plan in plans]
    else:
        rows = [_group_row(plans[0], group) for group in plans[0].groups if not group.empty]
    shares = [
        tuple(filter(_share, cells)) for cells in zip(*(map(row.__getitem__, _SHARES) for row in rows), strict=True)
    ]
    series = tuple(
        Series(title=_COLUMNS[place].title, values=amounts)
        for place, amounts in zip(_SHARES, shares, strict=False)
        if any(amount.value for amount in amounts)
    )
    if len(rows) > 1 and series and all(len(amounts) == len(rows) for amounts in shares):
        yield Chart(
            id="kostentraeger",
            kind=ChartKind.STACKED,
            caption="Wer die Kosten trägt",
            categories=tuple(str(row[0]) for row in rows),
            series=series,
            values=CellKind.MONEY,
            horizontal=True,
        )


def _share(value: Cell) -> TypeGuard[Amount]:
    """Whether this is a part of the costs that can be drawn: known, and not less than nothing."""
    return isinstance(value, Amount) and value.known and value.value >= 0


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

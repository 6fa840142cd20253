"""The figures of each Baustein side by side: what it costs, what comes in, what the house pays."""

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from kimcore.amounts import Amount, total
from kimcore.blocks import Cell, CellKind, Chart, ChartKind, Column, Row, RowRole, Series, Table
from kimcore.exporters.common import TOGETHER
from kimcore.exporters.parts import funding_of_all_years
from kimcore.funding import COMMON, GroupPlan, YearPlan, rows_over

__all__ = ["coverage", "gap_over", "summary_table"]

_COLUMNS = (
    Column(id="verfahren", title="Verfahren", width=24),
    Column(id="kosten", title="Kosten", kind=CellKind.MONEY),
    Column(id="foerderung", title="Förderung", kind=CellKind.MONEY),
    Column(id="dritte", title="Leistungen Dritter", kind=CellKind.MONEY),
    Column(id="oeffentlich", title="Andere öffentliche Förderung", kind=CellKind.MONEY),
    Column(id="eigenanteil", title="Eigenanteil", kind=CellKind.MONEY),
    Column(id="luecke", title="Deckungslücke", kind=CellKind.MONEY),
)


def gap_over(plans: Sequence[YearPlan]) -> Amount:
    """The Deckungslücke of one year, or of several together."""
    if len(plans) == 1:
        return plans[0].gap
    return total(plan.gap for plan in plans).rounded().named("summe.alle.luecke", "Deckungslücke")


def summary_table(plans: Sequence[YearPlan]) -> Table:
    """Costs, funding, own share and gap of each Baustein and year, with sums."""
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
        several = f"mehrere {plans[0].words.plural}"
        notes.append(f"„gemeinsam“: nur für {several} zusammen angegeben; die Summe enthält den Betrag.")
    columns = (Column(id="baustein", title=plans[0].words.singular, width=44), *_COLUMNS)
    return Table(id="nach-baustein", columns=columns, rows=tuple(rows), notes=tuple(notes))


def _group_row(plan: YearPlan, group: GroupPlan) -> tuple[Cell, ...]:
    hidden = (
        group.partial or group.fixed_elsewhere or (group.id == COMMON and any(entry.partial for entry in plan.groups))
    )
    regime = "Pauschale" if group.pauschal else group.regime.label if group.regime else ""
    return (
        group.title,
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
    yield Row(("Summe aller Jahre", "", *(amounts[name] for name in order), gap_over(plans)), RowRole.TOTAL)


_SHARES = (3, 4, 5, 7)
"""The columns of the first table that say who pays: together they are the costs."""


def coverage(plans: Sequence[YearPlan]) -> Iterator[Chart]:
    """Who pays how much, by year, or by Baustein where there is one year; only where every part is known."""
    if len(plans) > 1:
        rows = [(str(plan.year), *_sum_row(plan, RowRole.TOTAL).cells[1:]) for plan in plans]
    else:
        rows = [_group_row(plans[0], group) for group in plans[0].groups if not group.empty]
    shares = [
        tuple(filter(_share, cells)) for cells in zip(*(map(row.__getitem__, _SHARES) for row in rows), strict=True)
    ]
    series = tuple(
        Series(title=_COLUMNS[place - 1].title, values=amounts)
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

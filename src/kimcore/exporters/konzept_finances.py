"""Chapter 11 of a KIM-Konzept: the Amounts of Finanzierungsplan and Förderantrag, told to a council."""

from collections.abc import Iterator, Sequence

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import Block, Row, RowRole, Table
from kimcore.context import Context, fitting_vorgaenge
from kimcore.exporters.chapters import lacking, referring
from kimcore.exporters.common import named_bausteine
from kimcore.exporters.options import Unit, Variant, antrag_plans
from kimcore.exporters.parts import plan_rows_table
from kimcore.exporters.summary import coverage, summary_table
from kimcore.funding import YearPlan
from kimcore.model import Program, VorgangKind

__all__ = ["finances"]

_ALWAYS = frozenset({"baustein", "verfahren", "kosten", "foerderung", "luecke"})
_NOTE = (
    "Kosten: was die Kommune zahlt, bei Stellen anderer Träger der weitergeleitete Betrag. Deckungslücke: Kosten "
    "abzüglich aller Einnahmen; sie trägt die Kommune."
)
_LEFT_OUT = "Nicht aufgeführt sind Bausteine, für die weder Kosten noch Einnahmen eingetragen sind."
_OWN_SHARE = "Anders als die Deckungslücke enthält der Eigenanteil keine Kosten, die nicht zuwendungsfähig sind."


def finances(
    program: Program, context: Context, plans: Sequence[YearPlan], variant: Variant, unit: Unit
) -> Iterator[Block]:
    """Costs and income by Baustein with a chart, then the rows of the application's Finanzierungsplan."""
    if all(group.empty for plan in plans for group in plan.groups):
        yield lacking("Hierher gehören Kosten und Förderung.", "stellen und ausgaben")
        return
    yield referring(
        "Was die Bausteine kosten und wer dafür zahlt, steht in {nach-baustein}. Die Beträge sind die des "
        "Finanzierungsplans und des Förderantrags."
    )
    yield _by_baustein(plans)
    yield from coverage(plans)
    antrag = fitting_vorgaenge(program, VorgangKind.ANTRAG, context.year)
    applied = antrag_plans(context, antrag[0] if len(antrag) == 1 else None, [plan.year for plan in plans])
    numbers = {group.baustein.number for plan in applied for group in plan.groups if group.baustein}
    if numbers:
        yield from _application(applied, named_bausteine(sorted(numbers)), variant, unit)


def _application(applied: Sequence[YearPlan], what: str, variant: Variant, unit: Unit) -> Iterator[Block]:
    """The rows of the application, or a mark that nothing is entered of what is applied for."""
    if all(group.empty for plan in applied for group in plan.groups):
        yield lacking(f"Hierher gehört der Finanzierungsplan des Antrags für {what}.", "stellen und ausgaben")
        return
    yield referring(
        f"Beantragt wird die Förderung für {what}. {{zeilen}} zeigt den Finanzierungsplan des Antrags in den "
        "Zeilen des Grundmusters."
    )
    table = plan_rows_table(applied, variant=variant, unit=unit)
    yield attrs.evolve(table, caption=f"Finanzierungsplan des Antrags für {what}", notes=(*table.notes, _OWN_SHARE))


def _by_baustein(plans: Sequence[YearPlan]) -> Table:
    """The overview of the Finanzierungsplan without columns in which nothing but zero would stand."""
    table = summary_table(plans)
    shown = [
        index
        for index, column in enumerate(table.columns)
        if column.id in _ALWAYS
        or (column.id != "eigenanteil" and any(_counts(row.cells[index]) for row in table.normalised()))
    ]
    kept = [row for row in table.normalised() if not _idle(row)]
    left_out = (_LEFT_OUT,) if len(kept) < len(table.rows) else ()
    return Table(
        id=table.id,
        columns=tuple(table.columns[index] for index in shown),
        rows=tuple(Row(tuple(row.cells[index] for index in shown), row.role) for row in kept),
        caption="Kosten und Finanzierung nach Baustein",
        notes=(_NOTE, *table.notes[1:], *left_out),
    )


def _idle(row: Row) -> bool:
    """Whether a Baustein has neither costs nor income: it may only be that nobody has entered any."""
    amounts = [cell for cell in row.cells if isinstance(cell, Amount)]
    return row.role is RowRole.BODY and bool(amounts) and not any(map(_counts, amounts))


def _counts(cell: object) -> bool:
    return isinstance(cell, Amount) and not (cell.known and cell.value == 0)

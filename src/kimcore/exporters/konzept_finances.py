"""Chapter 11 of a KIM-Konzept: the Amounts of Finanzierungsplan and Förderantrag, told to a council."""

from collections.abc import Iterator, Sequence

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import Block, Row, Table
from kimcore.context import Context, fitting_vorgaenge
from kimcore.exporters.chapters import missing, referring
from kimcore.exporters.common import bausteine_text
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


def finances(
    program: Program, context: Context, plans: Sequence[YearPlan], variant: Variant, unit: Unit
) -> Iterator[Block]:
    """Costs and income by Baustein with a chart, then the rows of the application's Finanzierungsplan."""
    if all(group.empty for plan in plans for group in plan.groups):
        yield missing("Angaben fehlen", "Hierher gehören Kosten und Förderung (stellen, ausgaben).")
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
        what = bausteine_text(sorted(numbers))
        yield referring(
            f"Beantragt wird die Förderung für {what}. {{zeilen}} zeigt den Finanzierungsplan des Antrags in den "
            "Zeilen des Grundmusters."
        )
        table = plan_rows_table(applied, variant=variant, unit=unit)
        yield attrs.evolve(table, caption=f"Finanzierungsplan des Antrags für {what}")


def _by_baustein(plans: Sequence[YearPlan]) -> Table:
    """The overview of the Finanzierungsplan without columns in which nothing but zero would stand."""
    table = summary_table(plans)
    shown = [
        index
        for index, column in enumerate(table.columns)
        if column.id in _ALWAYS
        or (column.id != "eigenanteil" and any(_counts(row.cells[index]) for row in table.normalised()))
    ]
    return Table(
        id=table.id,
        columns=tuple(table.columns[index] for index in shown),
        rows=tuple(Row(tuple(row.cells[index] for index in shown), row.role) for row in table.normalised()),
        caption="Kosten und Finanzierung nach Baustein",
        notes=(_NOTE, *table.notes[1:]),
    )


def _counts(cell: object) -> bool:
    return isinstance(cell, Amount) and not (cell.known and cell.value == 0)

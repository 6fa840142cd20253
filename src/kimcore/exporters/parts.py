"""The tables that several workbooks share: Stellen, Ausgaben, the rows of the Finanzierungsplan."""

from collections.abc import Iterator, Sequence

from kimcore.amounts import Amount, total
from kimcore.blocks import Block, Cell, CellKind, Column, Heading, Orientation, Paragraph, Row, RowRole, Sheet, Table
from kimcore.exporters.common import TOGETHER, named, without_empty_columns
from kimcore.exporters.options import Unit, Variant
from kimcore.funding import (
    AusgabenPosten,
    GroupPlan,
    PlanRow,
    StellenPosten,
    YearPlan,
    rows_in_teur,
    rows_over,
    sum_rows,
)
from kimcore.model import Program, Stelle
from kimcore.richtlinien import Basis
from kimcore.values import format_date

__all__ = [
    "ausgaben_sheet",
    "baustein_title",
    "funding_of_all_years",
    "funding_table",
    "plan_rows_table",
    "plan_sheet",
    "stellen_sheets",
]

_NOTE_GAP = (
    "Die Deckungslücke ist, was das Haus trägt: geplante Kosten abzüglich Förderung. Bei Stellen freier Träger sind "
    "die Kosten der Betrag, den die Kommune weiterleitet."
)
_NOTE_INPUT = "Farbig hinterlegte Zellen sind Eingaben. Wer eine ändert, sieht alle Beträge der Mappe neu gerechnet."
_NOTE_SHARED = (
    "Ein Satz je Jahr gilt für alle Stellen einer Art zusammen: Höchstbetrag ist, was die vorherigen davon lassen."
)
_NOTE_TOGETHER = (
    "„gemeinsam“: Die Kosten oder die Förderung sind nur als Summe über mehrere Stellen angegeben und dort ausgewiesen."
)


def baustein_title(group: GroupPlan) -> str:
    """``Baustein 2: Case Management – fachbezogene Pauschale ohne Antrag``."""
    return f"{group.title} – {group.regime.label}" if group.regime else group.title


# ---------------------------------------------------------------------------------------------- Stellen


_STELLEN_COLUMNS = (
    Column(id="stelle", title="Stelle", width=34),
    Column(id="traeger", title="Anstellungsträger", width=24),
    Column(id="vzae", title="VZÄ", kind=CellKind.VZAE),
    Column(id="monate", title="Monate", kind=CellKind.NUMBER),
    Column(id="menge", title="Geförderte Menge", kind=CellKind.NUMBER),
    Column(id="teiler", title="Teiler", kind=CellKind.NUMBER),
    Column(id="satz", title="Satz", kind=CellKind.MONEY, quotes=True),
    Column(id="hoechstbetrag", title="Höchstbetrag", kind=CellKind.MONEY),
    Column(id="kosten", title="Geplante Kosten", kind=CellKind.MONEY),
    Column(id="foerderung", title="Förderung", kind=CellKind.MONEY),
    Column(id="luecke", title="Deckungslücke", kind=CellKind.MONEY),
)


def stellen_sheets(program: Program, plans: Sequence[YearPlan]) -> tuple[Sheet, Sheet]:
    """Every Stelle with its calculation, by year and Baustein; and what else is to be known of it."""
    blocks: list[Block] = [Paragraph(text=_NOTE_INPUT)]
    none = Paragraph(text="Keine Stellen geplant.")
    noted = next((plan for plan in reversed(plans) if plan.stellen), None)
    for plan in plans:
        notes = _stellen_notes(plans) if plan is noted else ()
        table = _stellen_table(program, plan, notes) if plan.stellen else none
        blocks += [Heading(text=f"Berechnung {plan.year}"), table]
    stellen = tuple({entry.stelle.id: entry for plan in plans for entry in plan.stellen}.values())
    details = _details_table(stellen) if stellen else none
    return (
        Sheet(id="stellen", title="Stellen", blocks=tuple(blocks)),
        Sheet(id="stellenangaben", title="Angaben zu den Stellen", blocks=(details,)),
    )


def _stellen_notes(plans: Sequence[YearPlan]) -> tuple[str, ...]:
    """What the last table explains for those of all years."""
    notes = [
        "Höchstbetrag = Satz × geförderte Menge / Teiler. Die Menge ist VZÄ × Monate; wo eine Vakanz oder ein "
        "angefangener Monat nach der gewählten Regel zählt, sind es VZÄ-Monate oder VZÄ-Tage.",
        _NOTE_GAP,
    ]
    if any(_shared(entry) for plan in plans for entry in plan.stellen):
        notes.append(_NOTE_SHARED)
    if any(entry.cost is None or entry.funding is None for plan in plans for entry in plan.stellen):
        notes.append(_NOTE_TOGETHER)
    return tuple(notes)


def _stellen_table(program: Program, plan: YearPlan, notes: tuple[str, ...]) -> Table:
    rows = tuple(_stellen_rows(program, plan))
    return Table(id=f"stellen-{plan.year}", columns=_STELLEN_COLUMNS, rows=rows, notes=notes)


def _stellen_rows(program: Program, plan: YearPlan) -> Iterator[Row]:
    blank: tuple[Cell, ...] = (None,) * 7
    for group in plan.groups:
        if not group.stellen:
            continue
        yield Row((baustein_title(group), *(None,) * 10), RowRole.GROUP)
        for entry in group.stellen:
            yield Row(_stelle_row(program, entry))
        gaps = named(None) if any(entry.gap is None for entry in group.stellen) else group.gap_stellen
        funding = named(None) if any(entry.funding is None for entry in group.stellen) else group.funding_stellen
        title = f"Summe Personal {group.baustein.name}" if group.baustein else "Summe Personal"
        costs = named(None) if all(entry.cost is None for entry in group.stellen) else group.cost_stellen
        yield Row((title, *blank, costs, funding, gaps), RowRole.SUBTOTAL)


def _shared(entry: StellenPosten) -> bool:
    """Whether the rate is a sum for all Stellen of a kind."""
    return entry.rate.rule.basis is Basis.EUR_JE_JAHR


def _stelle_row(program: Program, entry: StellenPosten) -> tuple[Cell, ...]:
    time: tuple[Cell, ...] = (
        entry.time.vzae,
        entry.time.months or "nach Regel",
        entry.time.quantity,
        entry.time.divisor,
    )
    if _shared(entry):
        time = (entry.stelle.vzae, "–", "–", "–")
    elif entry.rate.rule.basis is Basis.EUR_JE_HALBE_STELLE_JAHR:
        time = (entry.stelle.vzae, *time[1:])
    return (
        entry.stelle.title,
        entry.employer.name if entry.employer else program.kommune.name,
        *time,
        entry.rate.amount,
        entry.limit,
        named(entry.cost),
        named(entry.funding),
        named(entry.gap),
    )


def _details_table(stellen: Sequence[StellenPosten]) -> Table:
    columns = (
        Column(id="stelle", title="Stelle", width=34),
        Column(id="art", title="Stellenart", width=24),
        Column(id="ort", title="Dienstort", width=26),
        Column(id="eingruppierung", title="Eingruppierung", width=16),
        Column(id="zeitraum", title="Zeitraum", width=24),
        Column(id="produkt", title="Produkt", width=14),
        Column(id="sachkonto", title="Sachkonto", width=12),
        Column(id="kostenstelle", title="Kostenstelle", width=14),
        Column(id="quelle", title="Quelle", width=36),
    )
    rows = tuple(Row(_detail_row(entry)) for entry in stellen)
    return without_empty_columns(Table(id="stellen-angaben", columns=columns, rows=rows))


def _detail_row(entry: StellenPosten) -> tuple[Cell, ...]:
    stelle, account = entry.stelle, entry.stelle.account
    return (
        stelle.title,
        entry.art.title,
        stelle.place or "",
        stelle.eingruppierung or "",
        _span(stelle),
        (account and account.produkt) or "",
        (account and account.sachkonto) or "",
        (account and account.kostenstelle) or "",
        stelle.source.title if stelle.source else "",
    )


def _span(stelle: Stelle) -> str:
    if stelle.start and stelle.end:
        return f"{format_date(stelle.start)} – {format_date(stelle.end)}"
    if stelle.start:
        return f"ab {format_date(stelle.start)}"
    return f"bis {format_date(stelle.end)}" if stelle.end else ""


# --------------------------------------------------------------------------------------------- Ausgaben


def ausgaben_sheet(plans: Sequence[YearPlan]) -> Sheet:
    """Every planned expense with what the programme pays of it, by year and Baustein."""
    columns = (
        Column(id="ausgabe", title="Ausgabe", width=40),
        Column(id="art", title="Art", width=28),
        Column(id="konto", title="Sachkonto", width=12),
        Column(id="satz", title="Satz", kind=CellKind.MONEY, quotes=True),
        Column(id="hoechstbetrag", title="Höchstbetrag", kind=CellKind.MONEY),
        Column(id="kosten", title="Geplante Kosten", kind=CellKind.MONEY),
        Column(id="foerderung", title="Förderung", kind=CellKind.MONEY),
        Column(id="luecke", title="Deckungslücke", kind=CellKind.MONEY),
    )
    blocks: list[Block] = []
    for plan in plans:
        rows = tuple(_ausgaben_rows(plan))
        table = without_empty_columns(Table(id=f"ausgaben-{plan.year}", columns=columns, rows=rows))
        heading = Heading(text=f"Ausgaben {plan.year}")
        blocks += [heading, table if rows else Paragraph(text="Keine Ausgaben geplant.")]
    return Sheet(id="ausgaben", title="Ausgaben", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE)


def _ausgaben_rows(plan: YearPlan) -> Iterator[Row]:
    blank: tuple[Cell, ...] = (None,) * 4
    for group in plan.groups:
        if not group.ausgaben:
            continue
        yield Row((baustein_title(group), *(None,) * 7), RowRole.GROUP)
        for entry in group.ausgaben:
            yield Row(_ausgabe_row(entry))
        hidden = any(entry.funding is None or entry.art.personnel for entry in group.ausgaben)
        funding, gap = (named(None),) * 2 if hidden else (group.funding_ausgaben, group.gap_ausgaben)
        yield Row(("Summe", *blank, group.cost_ausgaben, funding, gap), RowRole.SUBTOTAL)


def _ausgabe_row(entry: AusgabenPosten) -> tuple[Cell, ...]:
    account = entry.ausgabe.account
    personnel = entry.art.personnel
    return (
        entry.ausgabe.title,
        entry.art.title if entry.ausgabe.eligible else f"{entry.art.title}, nicht zuwendungsfähig",
        (account and account.sachkonto) or "",
        entry.rate.amount if entry.rate else "über Stellen" if personnel else "ohne",
        entry.limit if entry.limit is not None else "",
        entry.cost,
        "über Stellen" if personnel else named(entry.funding),
        "gemeinsam" if personnel else named(entry.gap),
    )


# ------------------------------------------------------------------------------------- Finanzierungsplan


def plan_sheet(
    plans: Sequence[YearPlan], *, variant: Variant, unit: Unit, scope: str, more: Sequence[Block] = ()
) -> Sheet:
    """The Finanzierungsplan in the rows of the Grundmuster."""
    table = plan_rows_table(plans, variant=variant, unit=unit)
    blocks: tuple[Block, ...] = (Paragraph(text=scope), table, *more)
    return Sheet(id="finanzierungsplan", title="Finanzierungsplan", blocks=blocks, orientation=Orientation.LANDSCAPE)


def funding_table(plans: Sequence[YearPlan]) -> Table:
    """The funding by Baustein and year: personnel, expenses, together."""
    columns = (
        Column(id="jahr", title="Jahr", width=6),
        Column(id="baustein", title=plans[0].words.singular, width=64),
        Column(id="personal", title="Personal", kind=CellKind.MONEY),
        Column(id="ausgaben", title="Ausgaben", kind=CellKind.MONEY),
        Column(id="foerderung", title="Förderung", kind=CellKind.MONEY),
    )
    rows = [row for plan in plans for row in _funding_rows(plan)]
    if len(plans) > 1:
        rows += [Row(("alle", name, None, None, amount)) for name, amount in funding_of_all_years(plans)]
    return Table(id="foerderung-nach-baustein", columns=columns, rows=tuple(rows))


def _funding_rows(plan: YearPlan) -> Iterator[Row]:
    for group in plan.groups:
        if group.baustein is not None:
            parts = (
                (TOGETHER,) * 3
                if group.fixed_elsewhere
                else (group.funding_stellen, group.funding_ausgaben, group.funding)
            )
            yield Row((str(plan.year), group.title, *parts))
    yield Row((f"Summe {plan.year}", None, None, None, plan.rows[4].amount), RowRole.TOTAL)


def funding_of_all_years(plans: Sequence[YearPlan]) -> Iterator[tuple[str, Amount]]:
    """The funding of each Baustein over all years, where no year fixes it for several Bausteine together."""
    for groups in zip(*(plan.groups for plan in plans), strict=False):
        rule = groups[0].baustein
        if rule is not None and not any(group.fixed_elsewhere for group in groups):
            amount = total(group.funding for group in groups).rounded()
            yield rule.name, amount.named(f"{rule.id}.alle.foerderung", "Förderung")


def plan_rows_table(plans: Sequence[YearPlan], *, variant: Variant, unit: Unit) -> Table:
    """Rows 4.1 to 4.7 (3.1 to 3.7 in variant B), a column for each year, the total last; TEUR besides on demand."""
    section = 4 if variant is Variant.A else 3
    columns, series = _series(plans, unit)
    rows = tuple(
        Row(
            (f"{section}.{row.number}", _row_label(row, section), *(rows_of[index].amount for rows_of in series)),
            RowRole.SUBTOTAL if row.id in {"netto", "eigenanteil"} else RowRole.BODY,
        )
        for index, row in enumerate(series[0])
    )
    head = (Column(id="nummer", title="Nr.", width=6), Column(id="position", title="Position", width=64))
    notes = (
        f"{section}.4 = {section}.2 − {section}.3; {section}.7 = {section}.4 − {section}.5 − {section}.6. "
        "Jahre nach Kassenwirksamkeit.",
    )
    return Table(id="zeilen", columns=(*head, *columns), rows=rows, notes=notes)


def _row_label(row: PlanRow, section: int) -> str:
    return f"= {row.label} ({section}.2 − {section}.3)" if row.id == "netto" else row.label


def _series(plans: Sequence[YearPlan], unit: Unit) -> tuple[list[Column], list[tuple[PlanRow, ...]]]:
    """The columns of figures: each year, all years, and each of them in TEUR."""
    named_rows = [(str(plan.year), plan.rows) for plan in plans]
    if len(plans) > 1:
        named_rows.append(("Summe", rows_over(plans)))
    columns = [Column(id=f"eur-{name.lower()}", title=name, kind=CellKind.MONEY) for name, _ in named_rows]
    series = [rows for _, rows in named_rows]
    if unit is Unit.TEUR:
        columns += [
            Column(id=f"teur-{name.lower()}", title=f"{name} (TEUR)", kind=CellKind.KILO) for name, _ in named_rows
        ]
        kilo = [rows_in_teur(plan.rows, f"teur.{plan.year}") for plan in plans]
        series += [*kilo, sum_rows(kilo, "teur.summe", 3)] if len(plans) > 1 else kilo
    return columns, series

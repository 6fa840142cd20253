"""What the city adds to kimcore's documents: a chapter on its Stadtteile, a sheet on its own calculation."""

from collections.abc import Iterator, Sequence

from kimcore import Amount, Context, Program
from kimcore.amounts import total
from kimcore.blocks import (
    Block,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Content,
    Document,
    Heading,
    Paragraph,
    Row,
    RowRole,
    Section,
    Series,
    Sheet,
    Table,
    Workbook,
    with_section,
    with_sheet,
)
from kimcore.exporters import Chapter, Texts, antrag_plans, lacking, referring, without_empty_columns
from kimcore.values import format_date
from kimcore_musterstadt.data import Figures, Musterstadt, figures, stadt
from kimcore_musterstadt.rates import Comparison, comparisons

__all__ = ["extended"]


def extended(content: Content, exporter: str, program: Program, context: Context) -> Content | None:
    """The content with what the city adds to it; None for other documents and other municipalities."""
    city = stadt(program)
    if city is None:
        return None
    if exporter == "kim-konzept" and isinstance(content, Document):
        return with_section(content, _chapter(program, city), after="struktur")
    if exporter == "foerderantrag" and isinstance(content, Workbook):
        plan = antrag_plans(context, context.vorgang, [context.year])[0]
        rows = list(comparisons(program, plan))
        return with_sheet(content, _sheet(rows, context.year), after="ausgaben") if rows else None
    return None


# --------------------------------------------------------------------------------------------- the chapter


_STADTTEILE = Chapter(
    id="stadtteile",
    title="Arbeit in den Stadtteilen",
    wanted="Wie das Case Management in den Stadtteilen arbeitet und nach welchen Zahlen die Stellen verteilt sind.",
)


def _chapter(program: Program, city: Musterstadt) -> Section:
    return Texts(program).section(_STADTTEILE, *_blocks(program, city))


def _blocks(program: Program, city: Musterstadt) -> Iterator[Block]:
    if not city.stadtteile:
        yield lacking("Hierher gehören die Stadtteile.", "extensions.musterstadt.stadtteile")
        return
    yield referring(
        "{stadtteile-zahlen} stellt den Zuzügen die Stellen gegenüber, {stadtteile-zuzuege} setzt sie ins Verhältnis "
        "zur Einwohnerzahl. Wo die Büros sind, steht in {stadtteile-bueros}; wem die Beschäftigten berichten, in "
        "{anbindung}."
    )
    rows = tuple(figures(program, city))
    yield _table(rows, city)
    yield Chart(
        id="stadtteile-zuzuege",
        kind=ChartKind.GROUPED,
        caption="Zuzüge aus dem Ausland in drei Jahren je 1.000 Einwohner",
        categories=tuple(row.name for row in rows[:-1]),
        series=(Series(title="Zuzüge", values=tuple(row.arrivals_per_thousand for row in rows[:-1])),),
        horizontal=True,
        notes=(_origin(city),),
    )
    yield _offices(city)


def _table(rows: Sequence[Figures], city: Musterstadt) -> Table:
    columns = (
        Column(id="stadtteil", title="Stadtteil", width=24),
        Column(id="einwohner", title="Einwohner", kind=CellKind.NUMBER),
        Column(id="zuzuege", title="Zuzüge", kind=CellKind.NUMBER),
        Column(id="vzae", title="VZÄ", kind=CellKind.VZAE),
        Column(id="je-vzae", title="Zuzüge je VZÄ", kind=CellKind.NUMBER),
    )
    cells = [(row.name, row.inhabitants, row.arrivals, row.vzae, row.arrivals_per_vzae) for row in rows]
    return Table(
        id="stadtteile-zahlen",
        columns=columns,
        rows=(*map(Row, cells[:-1]), Row(cells[-1], RowRole.TOTAL)),
        caption="Stadtteile und Stellen",
        notes=(_origin(city),),
    )


def _offices(city: Musterstadt) -> Table:
    """The offices; the phone is there where the reader may see it."""
    columns = (
        Column(id="stadtteil", title="Stadtteil", width=18),
        Column(id="buero", title="Büro", width=36),
        Column(id="zeiten", title="Sprechzeiten", width=26),
        Column(id="telefon", title="Telefon", width=18),
    )
    rows = tuple((entry.name, entry.office, entry.hours, entry.phone) for entry in city.stadtteile)
    table = Table(id="stadtteile-bueros", columns=columns, rows=rows, caption="Büros in den Stadtteilen")
    return without_empty_columns(table)


def _origin(city: Musterstadt) -> str:
    return f"Quelle: {city.source.title}, Stand {format_date(city.stand)}"


# ----------------------------------------------------------------------------------------------- the sheet


def _sheet(entries: Sequence[Comparison], year: int) -> Sheet:
    return Sheet(
        id="musterstadt-kalkulation",
        title="Kalkulation der Stadt",
        blocks=(
            Paragraph(
                text=f"Wie die geplanten Kosten {year} zu den Sätzen der Stadt stehen. Eine Stelle zählt mit den "
                "Tagen, an denen sie besetzt ist, ein Arbeitsplatz mit seinem Umfang in VZÄ."
            ),
            _calculation(entries),
            Heading(text="Sätze der Stadt"),
            _rates(entries),
        ),
    )


def _calculation(entries: Sequence[Comparison]) -> Table:
    columns = (
        Column(id="posten", title="Posten", width=40),
        Column(id="satz", title="Satz", width=34),
        Column(id="menge", title="Menge", kind=CellKind.NUMBER),
        Column(id="teiler", title="Teiler", kind=CellKind.NUMBER),
        Column(id="betrag", title="Höhe des Satzes", kind=CellKind.MONEY, quotes=True),
        Column(id="nach-satz", title="Kosten nach Satz", kind=CellKind.MONEY),
        Column(id="geplant", title="Geplante Kosten", kind=CellKind.MONEY, quotes=True),
        Column(id="abweichung", title="Abweichung", kind=CellKind.MONEY),
    )
    rows = [Row(_cells(entry)) for entry in entries]
    sums = [_sum(name, [getattr(entry, name) for entry in entries]) for name in ("by_rate", "planned", "difference")]
    rows.append(Row(("Summe", None, None, None, None, *sums), RowRole.TOTAL))
    return Table(
        id="musterstadt-kalkulation",
        columns=columns,
        rows=tuple(rows),
        notes=("Kosten nach Satz = Satz × Menge / Teiler; Abweichung = geplante Kosten − Kosten nach Satz.",),
    )


def _cells(entry: Comparison) -> tuple[str | int | Amount, ...]:
    return (
        entry.title, entry.use.rule.title, entry.quantity, entry.divisor, entry.use.amount, entry.by_rate,
        entry.planned, entry.difference,
    )  # fmt: skip


def _sum(name: str, amounts: Sequence[Amount]) -> Amount:
    return total(amounts).rounded().named(f"musterstadt.summe.{name}", "Summe")


def _rates(entries: Sequence[Comparison]) -> Table:
    columns = (
        Column(id="satz", title="Satz", width=40),
        Column(id="quelle", title="Quelle", width=34),
        Column(id="betrag", title="Betrag", kind=CellKind.MONEY),
    )
    uses = {entry.use.rule.id: entry.use for entry in entries}
    rows = tuple(
        (
            f"{use.rule.title}, {use.rule.basis.label}",
            use.source.title if use.source else use.state.label,
            use.amount,
        )
        for use in uses.values()
    )
    return Table(id="musterstadt-saetze", columns=columns, rows=rows)

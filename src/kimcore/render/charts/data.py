"""The data of a chart: its numbers, and the table that shows them to readers and to office programs."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from kimcore.amounts import Amount
from kimcore.blocks import (
    Cell,
    CellKind,
    Chart,
    Column,
    Orientation,
    Paragraph,
    Sheet,
    Table,
    Timeline,
    Value,
    Workbook,
)
from kimcore.values import round_half_up

__all__ = [
    "MILESTONE",
    "MILESTONE_TITLE",
    "SPAN",
    "SPAN_TITLE",
    "START",
    "START_TITLE",
    "are_years",
    "data_id",
    "data_sheets",
    "data_table",
    "number",
    "numbers",
]

START, SPAN, MILESTONE = 2, 4, 5
"""The columns of a Zeitschiene's table that are drawn, from 1: where a bar begins, its days, a milestone's day."""

START_TITLE, SPAN_TITLE, MILESTONE_TITLE = "Beginn (Datum)", "Dauer (Tage)", "Meilenstein"
"""The heads of these columns, which the legend shows."""

_YEAR_LENGTH = 4
_PLACES = 6


def number(value: Value) -> Decimal | None:
    """The number that is drawn: money to the cent; None is a gap, and so is what is still unknown."""
    if isinstance(value, Amount):
        if not value.known:
            return None
        exact = value.op == "rounded" or value.unit == "€"
        return value.decimal if exact else round_half_up(value.value, _PLACES)
    return None if value is None else Decimal(value)


def numbers(chart: Chart) -> list[Decimal]:
    """Every number of a chart."""
    return [found for series in chart.series for value in series.values if (found := number(value)) is not None]


def are_years(categories: Sequence[str]) -> bool:
    """Whether a chart runs over years."""
    return all(len(name) == _YEAR_LENGTH and name.isdecimal() for name in categories)


def data_id(chart: Chart | Timeline) -> str:
    """The id of the table behind a chart."""
    return f"{chart.id}-daten"


def data_sheets(workbook: Workbook) -> Iterator[Sheet]:
    """The sheet with the data of all charts, if a workbook has any.

    Tables of so different a shape as the ones above and below a chart need columns of their own width.
    """
    charts = [block for sheet in workbook.sheets for block in sheet.blocks if isinstance(block, Chart | Timeline)]
    if charts:
        intro = Paragraph(text="Die Werte, die in den Diagrammen dieser Mappe gezeichnet sind.", small=True)
        tables = map(data_table, charts)
        yield Sheet(
            id="diagrammdaten", title="Diagrammdaten", blocks=(intro, *tables), orientation=Orientation.PORTRAIT
        )


def data_table(chart: Chart | Timeline, *, live: bool = True) -> Table:
    """The table behind a chart: a row for each category or span.

    Args:
        chart: the chart.
        live: Amounts refer to the cells that compute them; otherwise their numbers stand in the table.
    """
    if isinstance(chart, Timeline):
        return _timeline_table(chart, live=live)
    columns = [Column(id="kategorie", title="Jahr" if are_years(chart.categories) else "Kategorie")]
    columns += [
        Column(id=f"reihe-{place}", title=series.title, kind=chart.values)
        for place, series in enumerate(chart.series, 1)
    ]
    rows = zip(
        chart.categories, *(map(_cell if live else number, series.values) for series in chart.series), strict=True
    )
    unknown = any(isinstance(value, Amount) and not value.known for series in chart.series for value in series.values)
    notes = ("Leere Zelle: noch offen.",) if unknown else ()
    return Table(
        id=data_id(chart),
        columns=tuple(columns),
        rows=tuple(rows),
        caption=chart.caption if live else "",
        notes=notes,
        defines=False,
    )


def _cell(value: Value) -> Cell:
    """What stands in the table: a text (``offen``) would be drawn as zero."""
    return None if isinstance(value, Amount) and not value.known else value


def _timeline_table(chart: Timeline, *, live: bool) -> Table:
    columns = (
        Column(id="vorhaben", title="Vorhaben"),
        Column(id="beginn", title=START_TITLE, kind=CellKind.DATE),
        Column(id="ende", title="Ende", kind=CellKind.DATE),
        Column(id="massnahme", title=SPAN_TITLE, kind=CellKind.NUMBER),
        Column(id="meilenstein", title=MILESTONE_TITLE, kind=CellKind.NUMBER),
    )
    rows: tuple[tuple[str, date, date | None, int | None, int | None], ...] = tuple(
        (span.title, span.start, span.end, span.days or None, None if span.end else 1) for span in chart.spans
    )
    note = "Ein Balken wird nach Beginn und Tagen gezeichnet; wer ein Ende ändert, ändert die Tage mit."
    return Table(id=data_id(chart), columns=columns, rows=rows, caption=chart.caption if live else "", notes=(note,))

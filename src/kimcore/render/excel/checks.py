"""Everything in a workbook that Excel cannot hold, found before a byte is written."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from kimcore.amounts import Amount
from kimcore.blocks import Cell, Chart, Link, RowRole, Table, Timeline, Workbook
from kimcore.findings import Severity
from kimcore.render.excel.cells import CellWriter
from kimcore.render.excel.heights import INDENT, LINE
from kimcore.render.excel.links import SheetLinks, Targets
from kimcore.render.excel.plan import Frame, Item, Line, SheetPlan, Spot, TablePlan, runs
from kimcore.render.excel.problems import Problem, ProblemFound
from kimcore.render.excel.sheets import keys_of
from kimcore.render.excel.styles import Look
from kimcore.render.excel.survey import MOST_ROWS, Survey
from kimcore.render.excel.titles import valid_name
from kimcore.render.metrics import BASE, MAX_HEIGHT, Metrics
from kimcore.render.xmltext import control_message

__all__ = ["cell_problems", "problems_of"]

_BODY = Frame(Look.BODY)


def problems_of(workbook: Workbook, survey: Survey, metrics: Metrics) -> Iterator[Problem]:
    """What a first walk shows: texts, sizes, names, circles. What single cells refer to is not looked at."""
    yield from survey.problems
    yield from _properties(workbook)
    yield from _ids(workbook)
    for sheet in survey.sheets:
        yield from _size(sheet)
        yield from _texts(sheet, survey)
        yield from (problem for table in sheet.tables for problem in _tall(table, metrics))
    yield from _names(workbook, survey)
    yield from survey.figures.circles()


def _properties(workbook: Workbook) -> Iterator[Problem]:
    """Texts that stand in the package itself."""
    properties = workbook.properties
    texts = [workbook.title, properties.subject, properties.issuer, properties.state, properties.reference]
    texts += [*properties.marks, *properties.keywords, *(text for pair in properties.custom for text in pair)]
    for text in (*texts, *(sheet.title for sheet in workbook.sheets)):
        if message := control_message(text):
            yield Problem("KIM-XLS-002", f"{message}.", "Das Zeichen löschen.", f"{workbook.id} Eigenschaften")


def _ids(workbook: Workbook) -> Iterator[Problem]:
    """Ids of sheets and tables lead links; each leads to one place."""
    if not workbook.sheets:
        yield Problem("KIM-XLS-013", "Die Arbeitsmappe hat kein Blatt.", "Excel öffnet sie nicht.", workbook.id)
    tables = [
        [block for block in sheet.blocks if isinstance(block, Table | Chart | Timeline)] for sheet in workbook.sheets
    ]
    for sheet, own in zip(workbook.sheets, tables, strict=True):
        if sum(isinstance(block, Table) and block.filter for block in own) > 1:
            message = f"Das Blatt „{sheet.title}“ hat zwei Tabellen mit Filter."
            yield Problem("KIM-XLS-013", message, "Excel filtert eine Tabelle je Blatt.", sheet.id)
    for ids in ([sheet.id for sheet in workbook.sheets], [table.id for own in tables for table in own]):
        for name, count in Counter(ids).items():
            if count > 1:
                message = f"Die Kennung „{name}“ kommt {count}-mal vor."
                yield Problem("KIM-XLS-013", message, "Kennungen sind eindeutig.", name)


def _size(sheet: SheetPlan) -> Iterator[Problem]:
    if sheet.last_row > MOST_ROWS:
        longest = max(sheet.tables, key=lambda table: table.count, default=None)
        path = f"{sheet.sheet.id}/{longest.table.id}" if longest else sheet.sheet.id
        message = f"Das Blatt „{sheet.title}“ hätte {sheet.last_row} Zeilen, Excel kennt {MOST_ROWS}."
        yield Problem("KIM-XLS-004", message, "Die Tabelle auf mehrere Blätter verteilen.", path)


def _texts(sheet: SheetPlan, survey: Survey) -> Iterator[Problem]:
    """Texts outside the tables, which the first walk has not seen."""
    known = len(survey.problems)
    for line, item in _items(sheet):
        text = item.value.text if isinstance(item.value, Link) else item.value
        if isinstance(text, str):
            survey.text(text, Spot(sheet, line.path, line.row, item.column))
    yield from survey.problems[known:]
    del survey.problems[known:]


def _tall(table: TablePlan, metrics: Metrics) -> Iterator[Problem]:
    """Texts that are whole in their cell, but higher than Excel lets a row be."""
    for number, stats in enumerate(table.columns, 1):
        room = metrics.room(table.sheet.widths[number - 1]) - INDENT
        if metrics.lines(stats.longest, room) * BASE * LINE > MAX_HEIGHT:
            title = table.table.columns[number - 1].title
            message = f"Ein Text mit {len(stats.longest)} Zeichen ist höher als eine Zeile; auf Papier fehlt sein Ende."
            path = f"{table.sheet.sheet.id}/{table.table.id} Spalte {title}"
            yield Problem(
                "KIM-XLS-012", message, "Den Text kürzen oder als Absatz ausgeben.", path, severity=Severity.WARNUNG
            )


def _names(workbook: Workbook, survey: Survey) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, key in workbook.names:
        if not valid_name(name) or name.casefold() in seen:
            message = f"„{name}“ ist kein gültiger Name für eine Zelle oder kommt zweimal vor."
            yield Problem("KIM-XLS-010", message, "Buchstaben, Ziffern und _, ein Buchstabe zuerst.", workbook.id)
        elif survey.figures.reference(key) is None:
            message = f"Der Name „{name}“ zeigt auf den Betrag „{key}“, der in keiner Zelle berechnet wird."
            yield Problem("KIM-XLS-010", message, "Den Betrag in eine Tabelle stellen.", workbook.id)
        seen.add(name.casefold())


# ----------------------------------------------------------------------------------------- single cells


class _Nothing:
    """Stands in for styles and shared strings where nothing is written."""

    def number(self, _: object) -> int:
        """Any number."""
        return 0


def cell_problems(survey: Survey) -> Iterator[Problem]:
    """What only writing the cells would show: links and formulas, written to nowhere."""
    targets = Targets(survey.sheets)
    for sheet in survey.sheets:
        with closing(SheetLinks(targets)) as links:
            nothing: Any = _Nothing()
            writer = CellWriter(nothing, nothing, survey.figures, links)
            for line, item in _items(sheet):
                yield from _written(writer, item.value, Spot(sheet, line.path, line.row, item.column), {})
            for table in sheet.tables:
                if table.computed or table.linked:
                    yield from _table(writer, table)


def _table(writer: CellWriter, table: TablePlan) -> Iterator[Problem]:
    for index, role, rows in runs(table.table):
        for offset, cells in enumerate(rows):
            keys = keys_of(cells)
            for column, value in enumerate(cells, 1):
                if isinstance(value, Amount | Link):
                    moves = table.table.filter and role is RowRole.BODY
                    yield from _written(writer, value, table.spot(index + offset, column), keys, moves=moves)


def _written(
    writer: CellWriter, value: Cell, spot: Spot, keys: dict[str, int], *, moves: bool = False
) -> Iterator[Problem]:
    try:
        writer.cell(value, _BODY, spot, keys, moves=moves)
    except ProblemFound as found:
        yield found.problem


def _items(sheet: SheetPlan) -> Iterator[tuple[Line, Item]]:
    return ((line, item) for line in sheet.parts if isinstance(line, Line) for item in line.items)

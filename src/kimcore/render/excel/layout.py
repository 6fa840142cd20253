"""Puts the blocks of a sheet one below the other: rows, heights, texts that run over several columns."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest

import attrs

from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Chart,
    Field,
    Fields,
    Heading,
    KeyFigures,
    Link,
    Notice,
    Paragraph,
    Signatures,
    Table,
    Timeline,
    Workbook,
    plain,
)
from kimcore.errors import RenderError
from kimcore.render.charts.data import data_id
from kimcore.render.excel.columns import RIGHT, fit_columns
from kimcore.render.excel.drawings import DRAWING_ROW, place, rows_below
from kimcore.render.excel.heights import INDENT, LINE, PAD, height
from kimcore.render.excel.plan import Frame, Item, Line, SheetPlan, TablePlan
from kimcore.render.excel.styles import BOLD, SIZES, Look
from kimcore.render.metrics import MAX_HEIGHT, Metrics
from kimcore.values import format_date

__all__ = ["GAP", "lay_out"]

GAP = 10.0
"""The height of the row between two blocks, in points."""

_SIGN_HEIGHT = 44.0
_SIGN_WIDTH = 260.0
_NOTE_LEAST = 150.0  # a note beside its value needs this much room
_ARROW = 13.0


def lay_out(sheet: SheetPlan, workbook: Workbook, metrics: Metrics) -> None:
    """Settle every row of a sheet; afterwards each figure knows its cell."""
    sheet.parts, sheet.blocks, sheet.drawings = [], [], []
    fit_columns(sheet, metrics)
    layout = _Layout(sheet, metrics)
    layout.title(workbook)
    blocks = sheet.sheet.blocks
    for block, following in zip_longest(blocks, blocks[1:]):
        layout.block(block, stays=isinstance(block, Heading | Paragraph) and isinstance(following, Signatures))
    sheet.last_row = layout.row - 1


@attrs.frozen
class _Looks:
    """How labels with values look: as a list of fields, or as key figures."""

    label: Look
    value: Look
    note: Look
    pad: float


_FIELDS = _Looks(Look.LABEL, Look.VALUE, Look.NOTE, 6.0)
_FIGURES = _Looks(Look.FIGURE_LABEL, Look.FIGURE, Look.FIGURE_NOTE, 11.0)


class _Layout:
    """Grows downwards, one block after the other."""

    def __init__(self, sheet: SheetPlan, metrics: Metrics) -> None:
        self.sheet = sheet
        self.metrics = metrics
        self.row = 1
        self.gap = True  # whether the next block keeps its distance
        self.path = sheet.sheet.id

    # -------------------------------------------------------------------------------------- lines

    def room(self, first: int, last: int, indent: int = 0) -> float:
        """The room for text in merged columns."""
        return self.metrics.room(sum(self.sheet.widths[first - 1 : last])) - indent * INDENT

    def lines(self, text: str, look: Look, room: float) -> int:
        """How many lines a text takes."""
        return self.metrics.lines(text, room, SIZES[look], bold=look in BOLD)

    def line(self, height_: float, items: Sequence[Item]) -> None:
        """Add a row."""
        self.sheet.parts.append(Line(self.row, round(height_, 2), tuple(items), self.path))
        self.row += 1

    def text(self, text: str, look: Look, *, first: int = 1, last: int = 0, pad: float = PAD, indent: int = 0) -> None:
        """Add a text over several columns, in as many rows as its length asks for."""
        last = last or self.sheet.span
        for piece in self.pieces(text, look, self.room(first, last, indent)):
            lines = self.lines(piece, look, self.room(first, last, indent))
            frame = Frame(look, wrap=True, ruled=True, indent=indent)
            self.line(height(look, lines, pad), [Item(first, piece, frame, last if last > first else 0)])

    def pieces(self, text: str, look: Look, room: float) -> list[str]:
        """Cut a text so that each piece fits into one row."""
        most = int(MAX_HEIGHT / (SIZES[look] * LINE) * 0.9)
        return self.metrics.chunks(text, room, most, SIZES[look])

    # ------------------------------------------------------------------------------------- blocks

    def title(self, workbook: Workbook) -> None:
        """What every sheet begins with: its title (the first: the document's), whose paper it is, its marks."""
        self.sheet.blocks.append((0, False))
        properties, last, first = workbook.properties, self.sheet.last_column, self.sheet.number == 1
        self.text(workbook.title if first else self.sheet.sheet.title, Look.TITLE, last=last, pad=8.0)
        stand = f"Stand {format_date(properties.stand)}"
        parts = ("" if first else workbook.title, properties.issuer, stand, properties.state)
        self.text(" · ".join(part for part in parts if part), Look.SUBTITLE, last=last, pad=8.0)
        if properties.marks:
            self.text(" · ".join(properties.marks), Look.MARKS, last=last, pad=6.0)

    def block(self, block: Block, *, stays: bool) -> None:
        """Add a block, a low row before it; a heading, and what introduces signatures, stays with what follows."""
        self.sheet.blocks.append((len(self.sheet.parts), stays or isinstance(block, Heading)))
        if self.gap:
            self.line(GAP, ())
        self.gap = not isinstance(block, Heading)
        self.path = f"{self.sheet.sheet.id}/{getattr(block, 'id', '') or f'Block {len(self.sheet.blocks) - 1}'}"
        match block:
            case Heading():
                self.text(block.text, Look.HEADING if block.level <= 1 else Look.SUBHEADING, pad=9.0)
            case Paragraph():
                self.text(plain(block.text), Look.SMALL if block.small else Look.PARAGRAPH)
            case Notice():
                self.text(block.title, Look.NOTICE_TITLE, pad=10.0, indent=1)
                self.text(block.text, Look.NOTICE, pad=9.0, indent=1)
            case Fields():
                self.fields(block.fields, _FIELDS)
            case KeyFigures():
                self.fields(block.figures, _FIGURES)
            case Signatures():
                self.signatures(block)
            case Table():
                self.table(next(plan for plan in self.sheet.tables if plan.table is block))
            case Chart() | Timeline():
                self.chart(block)
            case _:
                raise RenderError(f"Einen Block der Art {type(block).__name__} stellt die Excel-Ausgabe nicht dar.")

    def signatures(self, block: Signatures) -> None:
        """Add a line to sign on for every function."""
        until = 1
        while until < self.sheet.span and self.room(1, until) < _SIGN_WIDTH:
            until += 1
        for function in block.functions:
            self.line(_SIGN_HEIGHT, [Item(n, None, Frame(Look.SIGN, ruled=True)) for n in range(1, until + 1)])
            self.text(f"{function}: Datum, Unterschrift", Look.SIGN_NOTE)

    def table(self, plan: TablePlan) -> None:
        """Add a table: caption, head, room for its rows, notes."""
        if plan.table.caption:
            self.text(plan.table.caption, Look.CAPTION, pad=7.0)
        items, lines = [], 1
        for number, column in enumerate(plan.table.columns, 1):
            kind = CellKind.NUMBER if column.kind in RIGHT else CellKind.TEXT
            items.append(Item(number, column.title, Frame(Look.HEAD, kind, wrap=True, indent=1, ruled=True)))
            room = self.room(number, number, 1) - (_ARROW if plan.table.filter else 0.0)
            lines = max(lines, self.lines(column.title, Look.HEAD, room))
        plan.head_row = self.row
        self.line(height(Look.HEAD, lines, 9.0), items)
        self.sheet.parts.append(plan)
        self.row += plan.count
        for note in plan.table.notes:
            self.text(note, Look.SMALL, pad=4.0)

    def chart(self, chart: Chart | Timeline) -> None:
        """Add a chart: caption, empty rows as high as it is, notes, the way to its values."""
        if chart.caption:
            self.text(chart.caption, Look.CAPTION, pad=7.0)
        drawing = place(chart, self.sheet, self.row, self.metrics)
        self.sheet.drawings.append(drawing)
        for _ in range(rows_below(drawing)):
            self.line(DRAWING_ROW, ())
        for note in chart.notes:
            self.text(note, Look.SMALL, pad=4.0)
        values = Link("Werte des Diagramms: letztes Blatt", f"#{data_id(chart)}")
        self.line(height(Look.SMALL, 1), [Item(1, values, Frame(Look.SMALL))])

    # ------------------------------------------------------------------------------------- fields

    def fields(self, fields: Sequence[Field], looks: _Looks) -> None:
        """Add labels with their values; a note beside the value, or below where there is no room."""
        column, last = self.sheet.value_column, max(self.sheet.span, self.sheet.value_column)
        for field in fields:
            pieces, until = self._value(field, looks.value, column, last)
            beside = bool(field.note) and until <= column < last and self.room(column + 1, last, 1) >= _NOTE_LEAST
            self.field(attrs.evolve(field, value=pieces[0], note=field.note if beside else ""), looks, until)
            for piece in pieces[1:]:
                self.text(str(piece), looks.value, first=column, last=last)
            if field.note and not beside:
                self.text(field.note, looks.note, first=column, last=last)

    def field(self, field: Field, looks: _Looks, until: int) -> None:
        """Add the row of one label: every cell ruled, texts as wide as they may be."""
        column, last = self.sheet.value_column, max(self.sheet.span, self.sheet.value_column)
        stands = [
            (1, field.label, looks.label, 0, column - 1),
            (column, field.value, looks.value, 0, until),
            (column + 1, field.note, looks.note, 1, last),
        ]
        lines = [
            self.lines(value, look, self.room(first, max(end, first), indent))
            if isinstance(value, str) and value
            else 1
            for first, value, look, indent, end in stands
        ]
        rows = zip(stands, lines, strict=True)
        whole = max(height(look, count, looks.pad) for (_, _, look, _, _), count in rows)
        items = []
        for first, value, look, indent, end in stands if field.note else stands[:2]:
            wrap = max(lines) > 1 or look is looks.note
            kind = field.kind if look is looks.value else CellKind.TEXT
            middle = max(lines) == 1 or looks is _FIGURES
            frame = Frame(look, kind, wrap=wrap, indent=indent, ruled=True, middle=middle)
            items.append(Item(first, value, frame, end if wrap and end > first else 0))
        self.line(whole, _ruled(items, Frame(looks.value, ruled=True), last))

    def _value(self, field: Field, look: Look, column: int, last: int) -> tuple[list[Cell], int]:
        """The value in pieces that fit into a row each, and the last column a text runs over."""
        if not isinstance(field.value, str):
            return [field.value], 0
        end = column if field.note else last
        if self.lines(field.value, look, self.room(column, end)) == 1:
            return [field.value], 0 if end == column else last
        return list(self.pieces(field.value, look, self.room(column, last))), last


def _ruled(items: list[Item], empty: Frame, last: int) -> list[Item]:
    """The items of a row with empty ruled cells between and behind them."""
    filled: list[Item] = []
    ends = [*items, Item(last + 1, None, empty)]
    for item, following in pairwise(ends):
        filled.append(item)
        free = range(max(item.column, item.until) + 1, following.column)
        filled += [Item(number, None, empty) for number in free]
    return filled

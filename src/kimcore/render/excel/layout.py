"""Puts the blocks of a sheet one below the other: rows, heights, texts that run over several columns."""

from collections.abc import Sequence

from kimcore.blocks import (
    Block,
    CellKind,
    Field,
    Fields,
    Heading,
    KeyFigures,
    Notice,
    Paragraph,
    Signatures,
    Table,
    Workbook,
)
from kimcore.render.excel.columns import INDENT, LINE, RIGHT, fit_columns
from kimcore.render.excel.metrics import MAX_HEIGHT, Metrics
from kimcore.render.excel.plan import Frame, Item, Line, SheetPlan, TablePlan
from kimcore.render.excel.styles import BOLD, SIZES, Look
from kimcore.values import format_date

__all__ = ["BODY_PAD", "lay_out"]

BODY_PAD = 5.0
"""The space above and below the text of a row, in points."""
_SIGN_HEIGHT = 42.0
_SIGN_WIDTH = 280.0
_NOTE_LEAST = 150.0  # a note beside its value needs this much room
_FIGURE_PAD = 9.0


def lay_out(sheet: SheetPlan, workbook: Workbook, metrics: Metrics) -> None:
    """Settle every row of a sheet; afterwards each figure knows its cell."""
    fit_columns(sheet, metrics)
    layout = _Layout(sheet, metrics)
    layout.title(workbook)
    for block in sheet.sheet.blocks:
        layout.block(block)
    sheet.last_row = layout.row - 1


class _Layout:
    """Grows downwards, one block after the other."""

    def __init__(self, sheet: SheetPlan, metrics: Metrics) -> None:
        self.sheet = sheet
        self.metrics = metrics
        self.row = 1
        self.gap = True  # whether the next block keeps its distance
        self.count = 0
        self.path = sheet.sheet.id

    # -------------------------------------------------------------------------------------- lines

    def room(self, first: int, last: int) -> float:
        """The room for text in merged columns."""
        return self.metrics.room(sum(self.sheet.widths[first - 1 : last]))

    def line(self, height: float, items: Sequence[Item]) -> None:
        """Add a row."""
        self.sheet.parts.append(Line(self.row, min(height, MAX_HEIGHT + BODY_PAD), tuple(items), self.path))
        self.row += 1

    def height(self, look: Look, lines: int, pad: float = BODY_PAD) -> float:
        """The height of a row of so many lines; long texts get one to spare, as programs break lines differently."""
        spare = lines // 8
        return (lines + spare) * SIZES[look] * LINE + pad

    def text(self, text: str, look: Look, *, first: int = 1, last: int = 0, pad: float = BODY_PAD) -> None:
        """Add a text over several columns, in as many rows as its length asks for."""
        for piece in self.pieces(text, look, first, last or self.sheet.span):
            self.line(*self._piece(piece, look, first, last or self.sheet.span, pad))

    def pieces(self, text: str, look: Look, first: int, last: int) -> list[str]:
        """Cut a text so that each piece fits into one row."""
        most = int(MAX_HEIGHT / (SIZES[look] * LINE) * 8 / 9) - 1
        return self.metrics.chunks(text, self.room(first, last), most, SIZES[look])

    def _piece(self, text: str, look: Look, first: int, last: int, pad: float) -> tuple[float, list[Item]]:
        lines = self.lines(text, look, first, last)
        item = Item(first, text, Frame(look, wrap=True, ruled=True), last if last > first else 0)
        return self.height(look, lines, pad), [item]

    def lines(self, text: str, look: Look, first: int, last: int) -> int:
        """How many lines a text takes in these columns."""
        return self.metrics.lines(text, self.room(first, last), SIZES[look], bold=look in BOLD)

    # ------------------------------------------------------------------------------------- blocks

    def title(self, workbook: Workbook) -> None:
        """What every sheet begins with: its title, whose paper it is, its marks."""
        properties = workbook.properties
        self.text(self.sheet.sheet.title, Look.TITLE, pad=10.0)
        parts = (workbook.title, properties.issuer, f"Stand {format_date(properties.stand)}", properties.state)
        self.text(" · ".join(part for part in parts if part), Look.SUBTITLE, pad=7.0)
        if properties.marks:
            self.text(" · ".join(properties.marks), Look.MARKS, pad=8.0)

    def block(self, block: Block) -> None:
        """Add a block, a blank row before it; a heading stays with what it heads."""
        self.count += 1
        self.row += 1 if self.gap else 0
        self.path = f"{self.sheet.sheet.id}/{getattr(block, 'id', '') or f'Block {self.count}'}"
        self.gap = not isinstance(block, Heading)
        match block:
            case Heading():
                self.text(block.text, Look.HEADING if block.level <= 1 else Look.SUBHEADING, pad=7.0)
            case Paragraph():
                self.text(block.text, Look.SMALL if block.small else Look.PARAGRAPH)
            case Notice():
                self.text(block.title, Look.NOTICE_TITLE, pad=8.0)
                self.text(block.text, Look.NOTICE, pad=8.0)
            case Fields():
                self.fields(block.fields, Look.LABEL, Look.VALUE, BODY_PAD)
            case KeyFigures():
                self.fields(block.figures, Look.FIGURE_LABEL, Look.FIGURE, _FIGURE_PAD)
            case Signatures():
                self.signatures(block)
            case Table():
                self.table(next(plan for plan in self.sheet.tables if plan.table is block))

    def fields(self, fields: Sequence[Field], label: Look, value: Look, pad: float) -> None:
        """Add labels with their values."""
        for field in fields:
            self.field(field, label, value, pad)

    def field(self, field: Field, label: Look, value: Look, pad: float) -> None:
        """Add one label with its value; a note beside it, or below where there is no room."""
        column, last = self.sheet.value_column, max(self.sheet.span, self.sheet.value_column)
        ruled = [Item(n, None, Frame(value, ruled=True)) for n in range(2, column)]
        label_lines = self.lines(field.label, label, 1, column - 1)
        labels = [Item(1, field.label, Frame(label, wrap=label_lines > 1, ruled=True), column - 1 if label_lines > 1 else 0)]
        labels += [] if label_lines > 1 else ruled
        texts, until, lines = self._value(field, value, column, last)
        frame = Frame(value, kind=field.kind, wrap=until > 0 or lines > 1, ruled=True)
        beside = bool(field.note) and not until and self.room(column + 1, last) >= _NOTE_LEAST
        items = [*labels, Item(column, texts[0], frame, until)]
        if beside:
            items.append(Item(column + 1, field.note, Frame(Look.NOTE, wrap=True, indent=1), last if last > column + 1 else 0))
            lines = max(lines, self._note_lines(field.note, column + 1, last))
        self.line(self.height(value, max(lines, label_lines), pad), items)
        for text in texts[1:]:
            self.text(str(text), value, first=column, last=last)
        if field.note and not beside:
            self.text(field.note, Look.NOTE, first=column, last=last)

    def _note_lines(self, note: str, first: int, last: int) -> int:
        return self.metrics.lines(note, self.room(first, last) - INDENT, SIZES[Look.NOTE])

    def _value(self, field: Field, look: Look, column: int, last: int) -> tuple[list[object], int, int]:
        """The value in pieces, the last column it is merged with, and its lines."""
        if not isinstance(field.value, str):
            return [field.value], 0, 1
        width = self.metrics.width(field.value, SIZES[look], bold=look in BOLD)
        end = last if not field.note else column
        if "\n" not in field.value and width <= self.room(column, end):
            return [field.value], 0, 1
        pieces = self.pieces(field.value, look, column, last)
        return list(pieces), last if last > column else 0, self.lines(pieces[0], look, column, last)

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
            self.text(plan.table.caption, Look.CAPTION, pad=6.0)
        items, lines = [], 1
        for number, column in enumerate(plan.table.columns, 1):
            indent = int(number > 1 and column.kind not in RIGHT)
            kind = CellKind.NUMBER if column.kind in RIGHT else CellKind.TEXT
            items.append(Item(number, column.title, Frame(Look.HEAD, kind, wrap=True, indent=indent, ruled=True)))
            room = self.room(number, number) - indent * INDENT - (13.0 if plan.table.filter else 0.0)
            lines = max(lines, self.metrics.lines(column.title, room, SIZES[Look.HEAD], bold=True))
        plan.head_row = self.row
        self.line(self.height(Look.HEAD, lines, 8.0), items)
        self.sheet.parts.append(plan)
        self.row += plan.count
        for note in plan.table.notes:
            self.text(note, Look.SMALL, pad=4.0)

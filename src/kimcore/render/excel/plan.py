"""The plan of a workbook: what stands in which row and column, made before anything is written."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind, Chart, Row, RowRole, Sheet, Table, Timeline
from kimcore.render.excel.styles import Look

__all__ = [
    "ColumnStats",
    "Drawing",
    "Frame",
    "Home",
    "Item",
    "Line",
    "SheetPlan",
    "Spot",
    "TablePlan",
    "letters",
    "runs",
]

_RUN = 1000


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@attrs.frozen
class Frame:
    """What a cell is before its value is known.

    Attributes:
        look: what it is.
        kind: how values are written.
        wrap: whether texts break into lines.
        indent: a step to the right, for texts.
        ruled: whether the cell shows rules or ground when it is empty.
        middle: whether its content stands in the middle of the row, not at its top.
        unlocked: whether it may be changed.
        places: how many digits after the comma the VZÄ of its column have at most.
    """

    look: Look
    kind: CellKind = CellKind.TEXT
    wrap: bool = False
    indent: int = 0
    ruled: bool = False
    middle: bool = False
    unlocked: bool = False
    places: int = 0


@attrs.frozen
class Item:
    """A cell of a line: column from 1, value, frame; ``until`` is the last column of a merged text."""

    column: int
    value: Cell
    frame: Frame
    until: int = 0


@attrs.frozen
class Line:
    """A row outside the body of a table; ``path`` says what it belongs to."""

    row: int
    height: float
    items: tuple[Item, ...]
    path: str


@attrs.frozen
class Drawing:
    """A chart on its sheet: empty rows hold its place.

    Attributes:
        chart: what is drawn.
        row: Excel's first row of its place.
        width, height: in points.
    """

    chart: Chart | Timeline
    row: int
    width: float
    height: float


@attrs.define(eq=False)
class ColumnStats:
    """What a first walk learns about a column of a table; ``widest`` is the width of its widest line of text."""

    longest: str = ""
    widest: int = 0
    multiline: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    places: int = 0
    dates: bool = False

    def text(self, text: str, width: int) -> None:
        """Take note of a text and of the width of its widest line, in the units of the metrics."""
        self.longest = max(self.longest, text, key=len)
        self.widest = max(self.widest, width)

    def number(self, low: Decimal, high: Decimal, places: int) -> None:
        """Take note of the smallest and the largest of some numbers."""
        self.low = low if self.low is None else min(low, self.low)
        self.high = high if self.high is None else max(high, self.high)
        self.places = max(places, self.places)


@attrs.define(eq=False)
class TablePlan:
    """A table on its sheet: what a first walk learnt, and, once it is laid out, where it stands.

    Attributes:
        columns: what is in each column.
        labels: the longest text of total rows that runs over empty cells, by first and last column.
        count: rows of the body.
        closing: how many of them close the table (totals and remarks).
        computed: whether a cell holds a formula.
        linked: whether a cell holds a link.
        head_row: Excel's row of the head.
    """

    sheet: "SheetPlan"
    table: Table
    columns: list[ColumnStats]
    labels: dict[tuple[int, int], str] = attrs.field(factory=dict)
    count: int = 0
    closing: int = 0
    computed: bool = False
    linked: bool = False
    head_row: int = 0

    @property
    def first_row(self) -> int:
        """Excel's row of the first row of the body."""
        return self.head_row + 1

    @property
    def last_row(self) -> int:
        """Excel's row of the last row of the body."""
        return self.head_row + self.count

    @property
    def filtered(self) -> str:
        """The range of the autofilter: head and body without the closing rows."""
        return f"A{self.head_row}:{letters(len(self.columns))}{max(self.last_row - self.closing, self.first_row)}"

    def spot(self, index: int, column: int) -> "Spot":
        """A cell of the body: row from 0, column from 1."""
        title = self.table.columns[column - 1].title if column <= len(self.columns) else str(column)
        path = f"{self.sheet.sheet.id}/{self.table.id} Zeile {index + 1}, Spalte {title}"
        return Spot(self.sheet, path, index, column, self)


@attrs.define(eq=False)
class SheetPlan:
    """A sheet: its title, the widths of its columns and its rows from top to bottom.

    Attributes:
        number: counted from 1.
        widths: of its columns, in Excel's unit.
        span: how many columns a paragraph runs over.
        value_column: where fields and key figures show their values.
        parts: lines and tables, in the order of their rows.
        blocks: where each block begins in ``parts``, and whether it is a heading.
        drawings: its charts.
    """

    sheet: Sheet
    title: str
    number: int
    tables: list[TablePlan] = attrs.field(factory=list)
    widths: list[float] = attrs.field(factory=list)
    span: int = 1
    value_column: int = 2
    parts: list["Line | TablePlan"] = attrs.field(factory=list)
    blocks: list[tuple[int, bool]] = attrs.field(factory=list)
    drawings: list[Drawing] = attrs.field(factory=list)
    last_row: int = 0

    @property
    def quoted(self) -> str:
        """The title as a formula writes it."""
        return "'" + self.title.replace("'", "''") + "'"

    @property
    def last_column(self) -> int:
        """The last column that is printed."""
        return len(self.widths)

    def table_with_filter(self) -> TablePlan | None:
        """The long table of the sheet, if it has one."""
        return next((plan for plan in self.tables if plan.table.filter), None)


@attrs.frozen(eq=False)
class Spot:
    """A cell, named twice: for the reader of a finding, and as Excel calls it.

    Attributes:
        row: Excel's row; within a table the index of its body's row, as its place is settled later.
        column: from 1.
    """

    sheet: SheetPlan
    path: str
    row: int
    column: int
    table: TablePlan | None = None

    @property
    def excel_row(self) -> int:
        """Excel's row; final once the sheet is laid out."""
        return self.row if self.table is None else self.table.first_row + self.row

    @property
    def address(self) -> str:
        """``K5``."""
        return f"{letters(self.column)}{self.excel_row}"

    def __str__(self) -> str:
        return f"Blatt „{self.sheet.title}“, Zelle {self.address}"


@attrs.frozen(eq=False)
class Home:
    """The cell that computes a figure; every other mention refers to it."""

    spot: Spot
    amount: Amount


Run: TypeAlias = tuple[int, RowRole, list[tuple[Cell, ...]]]


def runs(table: Table) -> Iterator[Run]:
    """The rows of a table in runs of one role, at most 1,000 rows each, with the index of the first."""
    rows: list[tuple[Cell, ...]] = []
    role, index = RowRole.BODY, 0
    for row in table.rows:
        cells, own = (row.cells, row.role) if isinstance(row, Row) else (row, RowRole.BODY)
        if own is not role or len(rows) == _RUN:
            if rows:
                yield index, role, rows
            index += len(rows)
            rows, role = [], own
        rows.append(cells)
    if rows:
        yield index, role, rows

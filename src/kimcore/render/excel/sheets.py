"""Streams the rows of a sheet: lines one by one, the body of a table a thousand rows at a time."""

from itertools import repeat
from typing import IO

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind, RowRole
from kimcore.errors import RenderError
from kimcore.render.excel.cells import CellWriter
from kimcore.render.excel.heights import LOOKS, Heights, height, spans
from kimcore.render.excel.plan import Frame, Line, SheetPlan, Spot, TablePlan, letters, runs
from kimcore.render.excel.styles import Look
from kimcore.render.metrics import Metrics

__all__ = ["SheetWriter", "keys_of"]

_FLUSH = 1 << 16


class SheetWriter:
    """Writes the element ``sheetData`` of one sheet and remembers what must follow it.

    Attributes:
        merges: the ranges of texts that run over several columns.
    """

    def __init__(self, sheet: SheetPlan, cells: CellWriter, metrics: Metrics, part: IO[bytes]) -> None:
        self._sheet = sheet
        self._cells = cells
        self._heights = Heights(sheet, metrics)
        self._part = part
        self._pending: list[str] = []
        self._size = 0
        self.merges: list[str] = []

    def write(self) -> None:
        """Write every row.

        Raises:
            ProblemFound: a value cannot be written.
            RenderError: a table has not the rows it had in the first walk.
        """
        self._part.write(b"<sheetData>")
        for part in self._sheet.parts:
            if isinstance(part, Line):
                self._put(self.line(part))
            else:
                self._table(part)
        self._part.write("".join(self._pending).encode())
        self._part.write(b"</sheetData>")

    def _put(self, xml: str) -> None:
        self._pending.append(xml)
        self._size += len(xml)
        if self._size > _FLUSH:
            self._part.write("".join(self._pending).encode())
            self._pending.clear()
            self._size = 0

    # -------------------------------------------------------------------------------------- lines

    def line(self, line: Line) -> str:
        """The XML of a row outside the tables."""
        cells = []
        for item in line.items:
            spot = Spot(self._sheet, line.path, line.row, item.column)
            cells.append(self._cells.cell(item.value, item.frame, spot, {}))
            if item.until:
                cells += self._merged(item.frame, spot, item.until)
        return _row(line.row, line.height, "".join(cells))

    def _merged(self, frame: Frame, spot: Spot, until: int) -> list[str]:
        """Merge a text with the empty cells beside it, which carry its ground and rules."""
        self.merges.append(f"{spot.address}:{letters(until)}{spot.excel_row}")
        spots = (Spot(self._sheet, spot.path, spot.excel_row, column) for column in range(spot.column + 1, until + 1))
        return [self._cells.cell(None, frame, covered, {}) for covered in spots]

    # ------------------------------------------------------------------------------------- tables

    def _table(self, plan: TablePlan) -> None:
        written = 0
        for index, role, rows in runs(plan.table):
            written = index + len(rows)
            if written > plan.count:
                break
            if role is RowRole.BODY:
                self._body(plan, index, rows)
            else:
                for offset, cells in enumerate(rows):
                    self._put(self._special(plan, index + offset, role, cells))
        if written != plan.count:
            raise RenderError(
                f"Tabelle „{plan.table.id}“: beim zweiten Durchlauf sind es nicht mehr {plan.count} Zeilen; "
                "die Zeilen müssen gleich bleiben"
            )

    def _body(self, plan: TablePlan, index: int, rows: list[tuple[Cell, ...]]) -> None:
        """Write body rows column by column, which is several times as fast as cell by cell."""
        first = plan.first_row + index
        numbers = list(map(str, range(first, first + len(rows))))
        keys = [keys_of(cells) for cells in rows] if plan.computed else repeat({})
        columns, heights = [], []
        for number, values in enumerate(zip(*rows, strict=True), 1):
            frame = self.frame(plan, number, RowRole.BODY)
            cells = self._cells.column(values, frame, number, numbers)
            if cells is None:
                spots = (plan.spot(row, number) for row in range(index, index + len(rows)))
                moves = plan.table.filter
                cells = [
                    self._cells.cell(value, frame, spot, row, moves=moves)
                    for value, spot, row in zip(values, spots, keys, strict=False)
                ]
            columns.append(cells)
            if (lines := self._heights.lines(plan, number, values)) is not None:
                heights.append(lines)
        lines_of_rows = map(max, zip(*heights, strict=True)) if heights else repeat(1)
        start = f'" ht="{height(Look.BODY, 1)}" customHeight="1">'
        for number_, lines_, cells_ in zip(numbers, lines_of_rows, zip(*columns, strict=True), strict=False):
            head = start if lines_ == 1 else f'" ht="{height(Look.BODY, lines_)}" customHeight="1">'
            self._put(f'<row r="{number_}{head}{"".join(cells_)}</row>')

    def frame(self, plan: TablePlan, column: int, role: RowRole) -> Frame:
        """What a cell of the table is before its value is known."""
        kind = plan.table.columns[column - 1].kind
        free = plan.table.filter and not plan.computed and role is RowRole.BODY
        middle = not any(self._heights.wraps(plan, number) for number in range(1, len(plan.columns) + 1))
        places = plan.columns[column - 1].places if kind is CellKind.VZAE else 0
        return Frame(LOOKS[role], kind, wrap=True, indent=1, ruled=True, middle=middle, unlocked=free, places=places)

    def _special(self, plan: TablePlan, index: int, role: RowRole, cells: tuple[Cell, ...]) -> str:
        """The XML of a row that is not of the body: its texts may run over the empty cells beside them."""
        look, over = LOOKS[role], dict(spans(cells))
        keys = keys_of(cells) if plan.computed else {}
        xml: list[str] = []
        most, covered = 1, 0
        for column, value in enumerate(cells, 1):
            if column <= covered:
                continue
            spot, frame = plan.spot(index, column), self.frame(plan, column, role)
            lines, until, wrap = self._heights.stretch(column, over.get(column, column), value, look)
            xml.append(self._cells.cell(value, attrs.evolve(frame, wrap=wrap), spot, keys))
            if until:
                xml += self._merged(frame, spot, until)
            most, covered = max(most, lines), until
        return _row(plan.first_row + index, height(look, most), "".join(xml))


def keys_of(cells: tuple[Cell, ...]) -> dict[str, int]:
    """Where the keyed Amounts of a row stand."""
    found: dict[str, int] = {}
    for column, value in enumerate(cells, 1):
        if isinstance(value, Amount) and value.key is not None:
            found.setdefault(value.key, column)
    return found


def _row(row: int, height: float, cells: str) -> str:
    return f'<row r="{row}" ht="{round(height, 2)}" customHeight="1">{cells}</row>'

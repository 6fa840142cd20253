"""How high the rows of a table are: the lines of every wrapped text, counted before it is written."""

from collections.abc import Iterator

from kimcore.blocks import Cell, Link, RowRole
from kimcore.render.excel.plan import SheetPlan, TablePlan, runs
from kimcore.render.excel.styles import BOLD, SIZES, Look
from kimcore.render.metrics import MAX_HEIGHT, Metrics, count_lines

__all__ = ["INDENT", "LINE", "LOOKS", "PAD", "Heights", "Stretch", "height", "spans"]

INDENT = 9.0
"""The room an indented text loses, in points."""
LINE = 1.27
"""The height of a line, in sizes of its font."""
PAD = 5.0
"""The space above and below the text of a row, in points."""
LOOKS = {
    RowRole.BODY: Look.BODY,
    RowRole.GROUP: Look.GROUP,
    RowRole.SUBTOTAL: Look.SUBTOTAL,
    RowRole.TOTAL: Look.TOTAL,
    RowRole.REMARK: Look.REMARK,
}
"""What the rows of a table look like."""

_SPARE = 12  # a long text gets a line to spare, as programs break lines differently
_HIGHEST = MAX_HEIGHT + 9.0

Stretch = tuple[int, int, bool]
"""How a text stands: its lines, the last cell it is merged with (0: none), whether it wraps."""


def height(look: Look, lines: int, pad: float = PAD) -> float:
    """The height of a row of so many lines."""
    return min(round((lines + lines // _SPARE) * SIZES[look] * LINE + pad, 2), _HIGHEST)


def spans(cells: tuple[Cell, ...]) -> Iterator[tuple[int, int]]:
    """The cells that are followed by empty ones: their column and the last empty one, from 1."""
    filled = [column for column, value in enumerate(cells, 1) if value is not None]
    for column, following in zip(filled, [*filled[1:], len(cells) + 1], strict=True):
        if following > column + 1:
            yield column, following - 1


class Heights:
    """Measures the rows of the tables of one sheet."""

    def __init__(self, sheet: SheetPlan, metrics: Metrics) -> None:
        self._sheet = sheet
        self._metrics = metrics

    def room(self, column: int, until: int) -> float:
        """The room for a text in these columns of a table."""
        return self._metrics.room(sum(self._sheet.widths[column - 1 : until])) - INDENT

    def wraps(self, plan: TablePlan, column: int) -> bool:
        """Whether a text of this column may take more than one line."""
        stats = plan.columns[column - 1]
        return stats.multiline or self._metrics.points(stats.widest) > self.room(column, column)

    def lines(self, plan: TablePlan, column: int, values: tuple[Cell, ...]) -> list[int] | None:
        """How many lines each value of a column takes; None where every one fits on a line."""
        if not self.wraps(plan, column):
            return None
        limit = self.room(column, column) / self._metrics.points(1)
        texts = [text if isinstance(text := _text(value), str) else "" for value in values]
        return count_lines(texts, limit)

    def stretch(self, column: int, until: int, value: Cell, look: Look) -> Stretch:
        """How a value of a group, total or remark row stands beside the empty cells to its right."""
        text = _text(value)
        if not isinstance(text, str):
            return 1, 0, True
        alone, beyond = self._fit(column, column, text, look), self._fit(column, until, text, look)
        if alone == 1 or until == column:
            return alone, 0, True
        return (1, 0, False) if beyond == 1 else (beyond, until, True)

    def _fit(self, column: int, until: int, text: str, look: Look) -> int:
        return self._metrics.lines(text, self.room(column, until), SIZES[look], bold=look in BOLD)

    def of_rows(self, plan: TablePlan) -> list[float]:
        """The height of every row of a table; only for tables short enough to be walked once more."""
        heights: list[float] = []
        for _, role, rows in runs(plan.table):
            look = LOOKS[role]
            for cells in rows:
                over = dict(spans(cells)) if role is not RowRole.BODY else {}
                stands = (self.stretch(n, over.get(n, n), value, look) for n, value in enumerate(cells, 1))
                heights.append(height(look, max(lines for lines, _, _ in stands)))
        return heights


def _text(value: Cell) -> Cell:
    """The text of a cell, that of a link too."""
    return value.text if type(value) is Link else value

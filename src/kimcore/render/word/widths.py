"""How wide the columns of a table become: as wide as their words need, and then by how much they have to say."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, islice

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind, Link, Row, RowRole, Table
from kimcore.errors import RenderError
from kimcore.render.excel.metrics import Metrics, measure_all
from kimcore.render.word.cells import RIGHT, cell_text

__all__ = ["Grid", "grid_of"]

_POINT = 20  # twentieths in a point
_PADDING = 246  # both sides of a cell
_SIZE = 9.0
_USUAL = (9.0, 8.5)  # the larger one that needs no line breaks
_LEAST_SIZE = 6.5
_STEP = 0.5
_SAFETY = 1.04
_FIRM = RIGHT | {CellKind.DATE, CellKind.YEAR}
_LONGEST = 400.0
_AT_ONCE = 500
_WHOLE = (RowRole.GROUP, RowRole.REMARK)
_GAPS = re.compile(r"\s|(?<=[-/])")  # where a line may break


@attrs.frozen
class Grid:
    """The widths of a table's columns in twentieths of a point, and the size of its text in half points."""

    widths: tuple[int, ...]
    size: int


@attrs.define
class _Need:
    """What a column needs for its longest word and for its longest text, at a size of one point."""

    word: float = 0.0
    text: float = 0.0

    def take(self, texts: Sequence[str], metrics: Metrics, *, bold: bool, whole: bool) -> None:
        """Look at some texts; with ``whole`` they must not be broken."""
        widest = metrics.points(max(measure_all(texts), default=0), 1.0, bold=bold)
        self.text = max(self.text, min(widest, _LONGEST))
        if widest > self.word:
            words = texts if whole else {*_GAPS.sub(" ", " ".join(texts)).split(" ")}
            self.word = max(self.word, metrics.points(max(measure_all([*words])), 1.0, bold=bold))


def grid_of(table: Table, room: int, font: str) -> Grid:
    """Measure a table in one walk and share out the room.

    Args:
        table: the table.
        room: the width of the text, in twentieths of a point.
        font: the font of the theme.

    Raises:
        RenderError: a row has not as many cells as the table has columns.
    """
    needs = _needs(table, Metrics(font))
    size = next((size for size in _USUAL if sum(_most(need, size) for need in needs) <= room), _SIZE)
    while size > _LEAST_SIZE and sum(_least(need, size) for need in needs) > room:
        size -= _STEP
    return Grid(
        _shared([_least(need, size) for need in needs], [_most(need, size) for need in needs], room), round(size * 2)
    )


def _needs(table: Table, metrics: Metrics) -> list[_Need]:
    needs = [_Need() for _ in table.columns]
    for need, column in zip(needs, table.columns, strict=True):
        need.take([column.title], metrics, bold=True, whole=False)
        need.text = max(need.text / 2, need.word)  # a heading may take two lines
    entries = (row if isinstance(row, Row) else Row(row) for row in table.rows)
    for bold, rows in groupby(_rows(table, entries), key=lambda row: row.role is not RowRole.BODY):
        while part := tuple(islice(rows, _AT_ONCE)):
            cells = zip(*(row.cells for row in part), strict=True)
            for need, column, values in zip(needs, table.columns, cells, strict=True):
                need.take([value for value in values if type(value) is str], metrics, bold=bold, whole=False)
                need.take(_widest(values, column.kind), metrics, bold=bold, whole=column.kind in _FIRM)
    return needs


def _rows(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows whose cells share the room; those that run over all columns need none of it."""
    for row in rows:
        if len(row.cells) != len(table.columns):
            raise RenderError(
                f"Tabelle „{table.id}“: Eine Zeile hat {len(row.cells)} statt {len(table.columns)} Zellen."
            )
        if row.role not in _WHOLE:
            yield row


def _widest(values: Sequence[Cell], kind: CellKind) -> list[str]:
    """The texts of the widest figures among the values: the greatest, the smallest, the one with most digits."""
    numbers = [value for value in values if type(value) is Decimal or type(value) is int]
    days = [value for value in values if type(value) is date][:1]
    others = [value for value in values if isinstance(value, Amount | Link)]
    some = {max(numbers), min(numbers), max(numbers, key=lambda number: len(str(number)))} if numbers else ()
    return [cell_text(value, kind) for value in (*some, *days, *others)]


def _least(need: _Need, size: float) -> float:
    return need.word * size * _POINT * _SAFETY + _PADDING


def _most(need: _Need, size: float) -> float:
    return need.text * size * _POINT * _SAFETY + _PADDING


def _shared(least: Sequence[float], most: Sequence[float], room: int) -> tuple[int, ...]:
    """Give every column what it needs at least; what is left goes to those with long texts."""
    spare = room - sum(least)
    if spare < 0:
        factor = room / sum(least)
        return _whole([width * factor for width in least], room)
    wishes = [max(wanted - needed, 0.0) for needed, wanted in zip(least, most, strict=True)]
    total = sum(wishes)
    if total <= spare:
        rest = (spare - total) / len(least)
        return _whole([needed + wish + rest for needed, wish in zip(least, wishes, strict=True)], room)
    roots = [wish**0.6 for wish in wishes]
    shares = [min(wish, spare * root / sum(roots)) for wish, root in zip(wishes, roots, strict=True)]
    open_ = spare - sum(shares)
    hungry = [wish - share for wish, share in zip(wishes, shares, strict=True)]
    shares = [share + open_ * more / max(sum(hungry), 1.0) for share, more in zip(shares, hungry, strict=True)]
    return _whole([needed + share for needed, share in zip(least, shares, strict=True)], room)


def _whole(widths: Sequence[float], room: int) -> tuple[int, ...]:
    numbers = [int(width) for width in widths]
    numbers[-1] += room - sum(numbers)
    return tuple(numbers)

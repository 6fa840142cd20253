"""How wide the columns of a table become: as wide as their words need, and then by how much they have to say."""

from collections.abc import Sequence

import attrs

from kimcore.blocks import CellKind, RowRole, Table
from kimcore.errors import RenderError
from kimcore.render.excel.metrics import Metrics
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


@attrs.frozen
class Grid:
    """The widths of a table's columns in twentieths of a point, and the size of its text in half points."""

    widths: tuple[int, ...]
    size: int


@attrs.define
class _Need:
    """What a column needs: its longest word, its longest text, and how much there is altogether."""

    word: float = 0.0
    text: float = 0.0
    words: int = 0


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
        _take(need, column.title, metrics, bold=True, whole=False)
    for row in table.rows:
        cells, role = (row, RowRole.BODY) if isinstance(row, tuple) else (row.cells, row.role)
        if len(cells) != len(needs):
            raise RenderError(f"Tabelle „{table.id}“: Eine Zeile hat {len(cells)} statt {len(needs)} Zellen.")
        if role in {RowRole.GROUP, RowRole.REMARK}:
            continue
        for need, column, value in zip(needs, table.columns, cells, strict=True):
            if value is not None and value != "":
                whole = column.kind in _FIRM and not isinstance(value, str)
                _take(need, cell_text(value, column.kind), metrics, bold=role is not RowRole.BODY, whole=whole)
    return needs


def _take(need: _Need, text: str, metrics: Metrics, *, bold: bool, whole: bool) -> None:
    need.words += len(text)
    width = metrics.width(text, 1.0, bold=bold)
    need.text = max(need.text, min(width, _LONGEST))
    if width > need.word:
        need.word = max(
            need.word, width if whole else metrics.word(text.replace("/", "/ ").replace("-", "- "), 1.0, bold=bold)
        )


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

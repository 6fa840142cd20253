"""How wide the columns of a table become: as wide as their words need, and then by how much they have to say."""

from collections.abc import Iterable, Sequence
from itertools import repeat

import attrs

from kimcore.blocks import CellKind, Column, RowRole
from kimcore.render.metrics import Metrics, measure_all
from kimcore.render.texts import RIGHT
from kimcore.render.word.pieces import Piece

__all__ = ["Grid", "grid_of", "is_short"]

_POINT = 20  # twentieths in a point
_PADDING = 246  # both sides of a cell
_SIZE = 9.0
_USUAL = (9.0, 8.5)  # the larger one that needs no line breaks
_LEAST_SIZE = 6.5
_STEP = 0.5
_SAFETY = 1.04
_FIRM = RIGHT | {CellKind.DATE, CellKind.YEAR}
_LONGEST = 400.0
_CODE = 900  # a first column up to this width holds a number or a code, and stays as narrow
_AT_ONCE = 500
_WHOLE = (RowRole.GROUP, RowRole.REMARK)
_LINE, _ABOVE = 1.2, 5.1  # the height of a line in sizes of its text, and what a row has besides, in points
_SHORT, _FEW = 150.0, 9


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

    def take(self, texts: Sequence[str], metrics: Metrics, *, bold: bool) -> None:
        """Look at some texts; figures hold no blank at which a line may break."""
        widest = metrics.points(max(measure_all(texts)), 1.0, bold=bold)
        self.text = max(self.text, min(widest, _LONGEST))
        if widest > self.word:
            line = " ".join(texts).replace("\n", " ").replace("\t", " ")
            words = {*line.replace("-", "- ").replace("/", "/ ").split(" ")}  # lines break at blanks and behind these
            self.word = max(self.word, metrics.points(max(measure_all([*words])), 1.0, bold=bold))


def grid_of(columns: Sequence[Column], pieces: Iterable[Piece], room: int, font: str) -> Grid:
    """Measure a table in one walk and share out the room.

    Args:
        columns: of the table.
        pieces: its rows.
        room: the width of the text, in twentieths of a point.
        font: the font of the theme.
    """
    needs = _needs(columns, pieces, Metrics(font))
    size = next((size for size in _USUAL if sum(_most(need, size) for need in needs) <= room), _SIZE)
    while size > _LEAST_SIZE and sum(_least(need, size) for need in needs) > room:
        size -= _STEP
    return Grid(
        _shared([_least(need, size) for need in needs], [_most(need, size) for need in needs], room), round(size * 2)
    )


def is_short(grid: Grid, pieces: Iterable[Piece], count: int, font: str) -> bool:
    """Whether a table takes so little of a page that it need not break: less than a quarter."""
    if count > _FEW:
        return False
    metrics, size = Metrics(font), grid.size / 2
    rooms = [(width - _PADDING) / _POINT for width in grid.widths]
    height = 0.0
    for piece in pieces:
        for row in zip(*piece.texts, strict=True):
            lines = 1 if piece.role in _WHOLE else max(map(metrics.lines, row, rooms, repeat(size)))
            height += lines * size * _LINE + _ABOVE
    return height <= _SHORT


def _needs(columns: Sequence[Column], pieces: Iterable[Piece], metrics: Metrics) -> list[_Need]:
    needs = [_Need() for _ in columns]
    for need, column in zip(needs, columns, strict=True):
        need.take([column.title], metrics, bold=True)
        if need is not needs[0]:
            need.text = max(need.text / 2, need.word)  # a heading may take two lines
        need.take(["0" * column.least], metrics, bold=False)
    for piece in pieces:
        if piece.role not in _WHOLE:  # which run over all columns
            for need, texts in zip(needs, piece.texts, strict=True):
                need.take(texts, metrics, bold=piece.role is not RowRole.BODY)
    return needs


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
    rest = spare - sum(wishes)
    if rest > -1:
        grows = [place > 0 or width > _CODE for place, width in enumerate(most)]
        shares = [wish + rest * part / (sum(grows) or 1) for wish, part in zip(wishes, grows, strict=True)]
    else:
        shares = _dealt(wishes, spare)
    return _whole([needed + share for needed, share in zip(least, shares, strict=True)], room)


def _dealt(wishes: Sequence[float], spare: float) -> list[float]:
    """Grant the small wishes, so that short texts keep their line; the large ones get more of the rest than others."""
    waiting = sorted(wishes)
    while waiting[0] <= spare / len(waiting):
        spare -= waiting.pop(0)
    roots = [wish**0.6 if wish >= waiting[0] else 0.0 for wish in wishes]
    shares = [min(wish, spare * root / sum(roots)) if root else wish for wish, root in zip(wishes, roots, strict=True)]
    hungry = [wish - share for wish, share in zip(wishes, shares, strict=True)]
    left = spare - sum(share for share, root in zip(shares, roots, strict=True) if root)
    return [share + left * more / sum(hungry) for share, more in zip(shares, hungry, strict=True)]


def _whole(widths: Sequence[float], room: int) -> tuple[int, ...]:
    numbers = [int(width) for width in widths]
    numbers[-1] += room - sum(numbers)
    return tuple(numbers)

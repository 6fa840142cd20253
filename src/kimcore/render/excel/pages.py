"""Where pages break: a heading stays with its table, a small block is not torn apart."""

from collections.abc import Iterator
from itertools import pairwise

import attrs

from kimcore.render.excel.columns import paper
from kimcore.render.excel.heights import Heights
from kimcore.render.excel.plan import Line, SheetPlan
from kimcore.render.metrics import Metrics

__all__ = ["page_breaks"]

_KEPT = 0.45  # a block up to this share of a page stays in one piece
_FIRST_ROWS = 3
_LAST_ROWS = 2  # of a table stay with its notes
_ALONE = 2  # one row below its gap: it moves to the next page by itself
_MEASURED = 400  # longer tables are not measured; what follows them breaks as it comes
_MOST = 1_000


@attrs.frozen
class _Strip:
    """A block on its way down the page: its first row, the heights of its rows, how many must stay together.

    ``tail`` is the row, counted from 0, from which on it stays in one piece: the end of a table with its notes.
    """

    row: int
    heights: tuple[float, ...]
    kept: int
    tail: int
    heading: bool


def page_breaks(sheet: SheetPlan, metrics: Metrics) -> list[int]:
    """The rows after which a page ends early, for the block that follows."""
    width = sum(sheet.widths) * metrics.unit
    across, down = paper(sheet.sheet.orientation)
    page = down / min(1.0, across / width)
    if any(table.count > _MEASURED for table in sheet.tables):
        return list(_before_drawings(sheet))
    breaks: list[int] = []
    used, together, rows, start = 0.0, 0.0, 0, 0
    strips = list(_strips(sheet, Heights(sheet, metrics), page))
    for strip in strips:
        start = start or strip.row
        together += sum(strip.heights[: strip.kept])
        rows += strip.kept
        if strip.heading and strip is not strips[-1]:
            continue  # goes where the block after it goes
        if used and used + together > page:
            used = 0.0
            if rows > _ALONE:
                breaks.append(start - 1)
        used, torn = _after(together, strip, used, page)
        breaks += [strip.row + strip.tail - 1] if torn else []
        together, rows, start = 0.0, 0, 0
    return breaks[:_MOST]


def _before_drawings(sheet: SheetPlan) -> Iterator[int]:
    """A page of its own for every chart, where nobody knows how far down the page it would begin."""
    starts = [_row(sheet, start) for start, _ in sheet.blocks]
    for start, end in pairwise([*starts[1:], sheet.last_row + 1]):
        if start > starts[1] and _drawn(sheet, start, end):
            yield start - 1


def _row(sheet: SheetPlan, start: int) -> int:
    """The row of a part of a sheet."""
    part = sheet.parts[start]
    return part.row if isinstance(part, Line) else part.head_row


def _drawn(sheet: SheetPlan, start: int, end: int) -> bool:
    """Whether there is a chart in these rows."""
    return any(start <= drawing.row < end for drawing in sheet.drawings)


def _after(together: float, strip: _Strip, used: float, page: float) -> tuple[float, bool]:
    """How much of the page is used after a block that flows over pages, and whether one must end before its tail."""
    used = together if used + together > page else used + together
    tail = sum(strip.heights[strip.tail :])
    for index, height in enumerate(strip.heights[strip.kept :], strip.kept):
        if index == strip.tail and used + tail > page and tail < page:
            return tail, True
        used = height if used + height > page else used + height
    return used, False


def _strips(sheet: SheetPlan, heights: Heights, page: float) -> Iterator[_Strip]:
    for (start, heading), (end, _) in pairwise([*sheet.blocks, (len(sheet.parts), False)]):
        rows: list[float] = []
        head = body_end = 0
        for part in sheet.parts[start:end]:
            if isinstance(part, Line):
                rows.append(part.height)
            else:
                head = len(rows)
                rows += heights.of_rows(part)
                body_end = len(rows)
        row = _row(sheet, start)
        whole = sum(rows) <= page * (1.0 if _drawn(sheet, row, row + len(rows)) else _KEPT)
        kept = len(rows) if whole else head + _FIRST_ROWS
        tail = max(body_end - _LAST_ROWS, kept) if body_end else len(rows)
        yield _Strip(row, tuple(rows), kept, tail, heading)

"""Tables, row by row: heads that a script makes sortable, groups of rows, figures on the right."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from kimcore.blocks import Cell, CellKind, Column, Link, Row, RowRole, Table
from kimcore.render import cell_text
from kimcore.render.texts import RIGHT, places_of
from kimcore_html.inline import Inlines
from kimcore_html.markup import start, tag, words

__all__ = ["table_html"]

_SAMPLE = 100  # rows that say how wide a column is
_LONG, _MIDDLE, _ROOM = 60, 18, 16  # characters; a column with a least width beyond the last is written in by hand
_TALL = 40  # rows; a longer table scrolls below its head
_SORTABLE = 2  # rows
_DAYS = (CellKind.DATE, CellKind.YEAR)
_CLOSING = (RowRole.SUBTOTAL, RowRole.TOTAL)

Columns: TypeAlias = Sequence[tuple[Column, int]]
"""The columns, each with the digits that its VZÄ have after the comma."""


def table_html(table: Table, inlines: Inlines, label: str) -> Iterator[str]:
    """The table in a region of its own that scrolls where the table is too wide.

    Args:
        table: the table.
        inlines: writes links.
        label: the id of the element that names it.
    """
    tall = " tall" if len(table.rows) > _TALL else ""
    sortable = "sortable" if len(table.rows) >= _SORTABLE else None
    yield f'<div class="scroll{tall}" role="group" aria-labelledby="{label}" tabindex="0">'
    yield start("table", class_=sortable, aria_labelledby=label) + _head(table)
    yield from _body(table, [*zip(table.columns, places_of(table), strict=True)], inlines)
    yield "</table></div>"


def _head(table: Table) -> str:
    longest = _longest(table)
    cells = (_head_cell(column, longest[place]) for place, column in enumerate(table.columns))
    return tag("thead", tag("tr", *cells))


def _head_cell(column: Column, longest: int) -> str:
    kind = "n" if column.kind in RIGHT else "d" if column.kind in _DAYS else "t"
    width = "long" if longest > _LONG else "middle" if longest > _MIDDLE else ""
    least = "hand" if column.least > _ROOM else "room" if column.least else ""
    names = (kind, width if kind == "t" else "", least)
    return tag("th", words(column.title), scope="col", class_=" ".join(filter(None, names)))


def _longest(table: Table) -> list[int]:
    """How many characters the longest text of each column has, among the first rows."""
    found = [0] * len(table.columns)
    for row in islice(table.normalised(), _SAMPLE):
        if row.role in (RowRole.BODY, *_CLOSING):
            texts = map(_plain, row.cells, table.columns)
            found = [max(pair) for pair in zip(found, map(len, texts), strict=True)]
    return found


def _plain(value: Cell, column: Column) -> str:
    return cell_text(value, column.kind)


def _body(table: Table, columns: Columns, inlines: Inlines) -> Iterator[str]:
    """The rows; a group begins with its heading and ends with its sum."""
    ended = True
    for row in table.normalised():
        if row.role is RowRole.GROUP and not ended:
            yield "</tbody>"
            ended = True
        if ended:
            yield "<tbody>"
        yield _row(row, columns, inlines)
        ended = row.role in _CLOSING
        if ended:
            yield "</tbody>"
    if not ended:
        yield "</tbody>"


def _row(row: Row, columns: Columns, inlines: Inlines) -> str:
    if row.role in (RowRole.GROUP, RowRole.REMARK):
        return _whole(row, (column for column, _ in columns))
    name = "" if row.role is RowRole.BODY else f' class="{row.role.value}"'
    return f"<tr{name}>{''.join(_cells(row.cells, columns, inlines))}</tr>"


def _whole(row: Row, columns: Iterable[Column]) -> str:
    """A row that is one text: the heading of a group, or a remark."""
    text = words(" ".join(filter(None, map(_plain, row.cells, columns))))
    is_group = row.role is RowRole.GROUP
    cell = tag("th" if is_group else "td", text, colspan=len(row.cells), scope="rowgroup" if is_group else None)
    return tag("tr", cell, class_=row.role.value)


def _cells(values: Iterable[Cell], columns: Columns, inlines: Inlines) -> Iterator[str]:
    """The cells of a row; a text in front says what the row is about."""
    first = True
    for value, (column, places) in zip(values, columns, strict=True):
        inner = inlines.cell(value) if isinstance(value, Link) else words(cell_text(value, column.kind, places))
        kind = ' class="n"' if column.kind in RIGHT else ""
        name = "th" if first and inner and not kind else "td"
        scope = ' scope="row"' if name == "th" else ""
        yield f"<{name}{scope}{kind}>{inner}</{name}>"
        first = False

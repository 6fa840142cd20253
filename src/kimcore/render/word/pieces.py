"""The rows of a table as texts, some hundred at a time and column by column: what is measured, and then written."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby, islice

import attrs

from kimcore.blocks import Cell, Row, RowRole, Table
from kimcore.errors import RenderError
from kimcore.render.texts import column_texts, places_of

__all__ = ["Piece", "pieces_of"]

_AT_ONCE = 500
_KEPT = 100_000  # so many cells are made into texts only once
_BODY = RowRole.BODY


@attrs.frozen
class Piece:
    """Some rows of one role.

    Attributes:
        role: what they are.
        values: their cells, column by column.
        texts: the same as they are printed.
    """

    role: RowRole
    values: tuple[tuple[Cell, ...], ...]
    texts: tuple[list[str], ...]


@attrs.frozen
class _Again:
    """Pieces that are made anew for every walk."""

    make: Callable[[], Iterator[Piece]]

    def __iter__(self) -> Iterator[Piece]:
        return self.make()


def pieces_of(table: Table) -> Iterable[Piece]:
    """The rows of a table, to be walked through twice; the texts of a huge one are not kept in between.

    Raises:
        RenderError: a row has not as many cells as the table has columns.
    """
    if len(table.rows) * len(table.columns) > _KEPT:
        return _Again(partial(_pieces, table))
    return [*_pieces(table)]


def _pieces(table: Table) -> Iterator[Piece]:
    count, kinds, places = len(table.columns), [column.kind for column in table.columns], places_of(table)
    for role, rows in groupby(table.rows, _role):
        while some := [row.cells if isinstance(row, Row) else row for row in islice(rows, _AT_ONCE)]:
            for wrong in {*map(len, some)} - {count}:
                raise RenderError(f"Tabelle „{table.id}“: Eine Zeile hat {wrong} statt {count} Zellen.")
            values = tuple(zip(*some, strict=True))
            yield Piece(role, values, tuple(map(column_texts, values, kinds, places)))


def _role(row: "tuple[Cell, ...] | Row") -> RowRole:
    return row.role if isinstance(row, Row) else _BODY

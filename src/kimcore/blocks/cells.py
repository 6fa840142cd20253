"""What stands in a cell: typed values, never preformatted strings."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol, TypeAlias

import attrs

from kimcore.amounts import Amount

__all__ = ["Cell", "CellKind", "Column", "Link", "Row", "RowRole", "RowView", "Rows"]


class CellKind(Enum):
    """How the values of a column are written and aligned."""

    TEXT = "text"
    MONEY = "money"
    KILO = "kilo"  # TEUR, three digits after the comma
    NUMBER = "number"
    VZAE = "vzae"
    PERCENT = "percent"  # 33 is 33 %
    DATE = "date"
    YEAR = "year"
    LINK = "link"

    __hash__ = object.__hash__  # members are single; Enum's own asks Python code for the hash of the name, cell by cell


@attrs.frozen
class Link:
    """A text that leads somewhere.

    Attributes:
        text: what is read.
        url: a web address (``https://…``), or ``#id`` for a sheet or table of the same content.
    """

    text: str
    url: str


Cell: TypeAlias = str | Decimal | int | date | Amount | Link | None
"""None is an empty cell. A text in a money column is written as text (``offen``, ``keine Angabe``)."""


class RowRole(Enum):
    """What a row is, so that it looks like it."""

    BODY = "body"
    GROUP = "group"  # a heading within a table, its text in the first cell
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    REMARK = "remark"  # explains the row above; small


@attrs.frozen
class Row:
    """A row with a role; a row of plain BODY values may simply be a tuple."""

    cells: tuple[Cell, ...]
    role: RowRole = RowRole.BODY


class RowView(Protocol):
    """A sized view of rows that can be walked again and again, for tables too long to hold."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator["tuple[Cell, ...] | Row"]: ...


Rows: TypeAlias = RowView


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        id: part of the exporter's contract.
        title: its heading.
        kind: how its values are written.
        width: the widest it may grow, in characters; longer texts wrap.
        least: the narrowest it may be, in characters: room to write by hand.
        quotes: True where the column repeats figures that another table defines and refers to them.
    """

    id: str
    title: str
    kind: CellKind = CellKind.TEXT
    width: int = 48
    least: int = 0
    quotes: bool = False

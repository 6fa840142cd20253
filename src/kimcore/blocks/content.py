"""Format-neutral content: frozen blocks that an exporter composes and a renderer writes."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

import attrs

from kimcore.blocks.cells import Cell, CellKind, Column, Row, Rows

__all__ = [
    "Block",
    "Content",
    "Document",
    "Field",
    "Fields",
    "Heading",
    "KeyFigures",
    "Notice",
    "Orientation",
    "Paragraph",
    "Properties",
    "Sheet",
    "Signatures",
    "Table",
    "Workbook",
]


@attrs.frozen(kw_only=True)
class Heading:
    """A heading; the title of a sheet or document is level 0 and not a block."""

    text: str
    level: int = 1
    id: str = ""


@attrs.frozen(kw_only=True)
class Paragraph:
    """A paragraph of plain text; line breaks are kept."""

    text: str
    small: bool = False


@attrs.frozen(kw_only=True)
class Notice:
    """A box that must not be overlooked: what a document is and is not, what is still open."""

    title: str
    text: str


@attrs.frozen(kw_only=True)
class Field:
    """A label with its value; ``kind`` says how the value is written, ``note`` explains it."""

    label: str
    value: Cell
    kind: CellKind = CellKind.TEXT
    note: str = ""


@attrs.frozen(kw_only=True)
class Fields:
    """Labels and values one below the other. Amounts refer to the cell that computes them."""

    id: str
    fields: tuple[Field, ...]


@attrs.frozen(kw_only=True)
class KeyFigures:
    """The few figures a reader came for, large. Amounts refer to the cell that computes them."""

    id: str
    figures: tuple[Field, ...]


@attrs.frozen(kw_only=True)
class Signatures:
    """Lines to sign on, by function (never by name)."""

    functions: tuple[str, ...]


def _walkable(_: Any, __: Any, rows: Any) -> None:
    if isinstance(rows, Iterator) or not hasattr(rows, "__len__"):
        raise TypeError(
            "Tabellenzeilen müssen sich mehrfach durchlaufen lassen: eine Folge oder eine RowView, kein Generator"
        )


@attrs.frozen(kw_only=True)
class Table:
    """A table with typed columns.

    Attributes:
        id: part of the exporter's contract, unique in the content.
        columns: left to right.
        rows: tuples or Rows of as many cells as there are columns; a sequence or a sized view.
        caption: what the table shows; empty where a heading says it.
        notes: lines below the table.
        defines: True where the cells compute their Amounts; False where they only repeat figures of other tables
            and refer to them.
        filter: True for long tables that readers filter and sort; at most one such table on a sheet.
    """

    id: str
    columns: tuple[Column, ...]
    rows: Rows = attrs.field(validator=_walkable)
    caption: str = ""
    notes: tuple[str, ...] = ()
    defines: bool = True
    filter: bool = False

    def normalised(self) -> Iterator[Row]:
        """Every row as a Row, for tests and dumps."""
        return (row if isinstance(row, Row) else Row(tuple(row)) for row in self.rows)


Block: TypeAlias = Heading | Paragraph | Notice | Fields | KeyFigures | Signatures | Table


class Orientation(Enum):
    """How a sheet lies on the paper (A4)."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@attrs.frozen(kw_only=True)
class Sheet:
    """A worksheet; ``title`` is shortened and made unique by the renderer."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    orientation: Orientation = Orientation.LANDSCAPE


@attrs.frozen(kw_only=True)
class Properties:
    """What every page says about the document.

    Attributes:
        subject: one sentence on what the document is.
        issuer: who hands it in (``Kreis Musterland``).
        stand: the day the document's data speak of; also created and modified in the package.
        state: ``Entwurf``, ``Freigegeben``, …
        marks: words that must stand on every page: ``ENTWURF``, ``Musterdaten``.
        reference: the Aktenzeichen of both sides, as one line; may be empty.
        keywords: for the file's properties.
        custom: provenance as name and value; set by the session.
    """

    subject: str
    issuer: str
    stand: date
    state: str
    marks: tuple[str, ...] = ()
    reference: str = ""
    keywords: tuple[str, ...] = ()
    custom: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class Workbook:
    """Content made of sheets.

    Attributes:
        names: defined names of the workbook: a name and the key of the Amount whose cell it points to.
    """

    id: str
    title: str
    sheets: tuple[Sheet, ...]
    properties: Properties
    names: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class Document:
    """Content that flows over pages."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    properties: Properties


Content: TypeAlias = Workbook | Document

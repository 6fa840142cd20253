"""Format-neutral content: frozen blocks that an exporter composes and a renderer writes."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

import attrs

from kimcore.blocks.cells import Cell, CellKind, Column, Row, Rows
from kimcore.blocks.figures import Chart, Image, Timeline
from kimcore.blocks.inline import Prose

__all__ = [
    "Block",
    "Content",
    "Cover",
    "Document",
    "Field",
    "Fields",
    "Heading",
    "KeyFigures",
    "ListItem",
    "Listing",
    "Notice",
    "Orientation",
    "PageBreak",
    "Paragraph",
    "Part",
    "Properties",
    "Quote",
    "Section",
    "Sheet",
    "Signatures",
    "Table",
    "Tone",
    "Workbook",
]


@attrs.frozen(kw_only=True)
class Heading:
    """A heading; the title of a sheet or section is level 0 and not a block."""

    text: str
    level: int = 1
    id: str = ""


@attrs.frozen(kw_only=True)
class Paragraph:
    """A paragraph; line breaks are kept."""

    text: Prose
    small: bool = False


@attrs.frozen(kw_only=True)
class ListItem:
    """An item of a list: paragraphs, and lists within it."""

    blocks: tuple["Block", ...]


@attrs.frozen(kw_only=True)
class Listing:
    """A list with bullets, or with numbers from ``start`` on where that is not None."""

    items: tuple[ListItem, ...]
    start: int | None = None


@attrs.frozen(kw_only=True)
class Quote:
    """What somebody else has said; ``source`` names who and where."""

    blocks: tuple["Block", ...]
    source: str = ""


class Tone(Enum):
    """How loud a box is."""

    ALERT = "alert"  # must not be overlooked
    INFO = "info"  # good to know


@attrs.frozen(kw_only=True)
class Notice:
    """A box: what a document is and is not, what is still open, what is good to know."""

    title: str
    text: str
    tone: Tone = Tone.ALERT


@attrs.frozen(kw_only=True)
class PageBreak:
    """What follows begins on a new page."""


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


Block: TypeAlias = (
    Heading
    | Paragraph
    | Listing
    | Quote
    | Notice
    | Fields
    | KeyFigures
    | Signatures
    | Table
    | Image
    | Chart
    | Timeline
    | PageBreak
)


class Orientation(Enum):
    """How a page lies (A4)."""

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
class Section:
    """A chapter of a document, with the chapters within it.

    Attributes:
        id: part of the exporter's contract, unique in the content; what references lead to.
        title: its heading; the level follows from the nesting.
        chapter: the program's text that ``prose`` prints; what is edited there in Word is read back.
        prose: that text, right below the heading. Its headings count from 1 below this section.
        blocks: what follows it.
        numbered: False for a heading without a number.
        appendix: lettered instead of numbered; only at the top level, after all other sections.
        new_page: begins on a new page.
        orientation: a landscape section begins and ends a page.
    """

    id: str
    title: str
    chapter: str = ""
    prose: tuple[Block, ...] = ()
    blocks: tuple["Part", ...] = ()
    numbered: bool = True
    appendix: bool = False
    new_page: bool = False
    orientation: Orientation = Orientation.PORTRAIT


Part: TypeAlias = Block | Section


@attrs.frozen(kw_only=True)
class Cover:
    """The first page: the document's title, what kind of paper it is, and the facts a reader asks for first."""

    subtitle: str = ""
    fields: tuple[Field, ...] = ()
    notice: Notice | None = None


@attrs.frozen(kw_only=True)
class Document:
    """Content that flows over pages.

    Attributes:
        id: the exporter's name.
        title: the document's title, level 0.
        cover: a first page of its own; without one the title stands above the text.
        contents: with a table of contents, and lists of the tables and figures where there are any.
        blocks: sections, and blocks before the first of them.
        pages: the page of each heading, table and figure by the name of its bookmark, where somebody has counted them.
    """

    id: str
    title: str
    blocks: tuple[Part, ...]
    properties: Properties
    cover: Cover | None = None
    contents: bool = False
    pages: tuple[tuple[str, int], ...] = ()


Content: TypeAlias = Workbook | Document

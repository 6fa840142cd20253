"""Readable dumps, as a person reads a page: of composed content, and of finished xlsx and docx files."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from kimcore.blocks import (
    Cell,
    CellKind,
    Chart,
    Document,
    Fields,
    Heading,
    Image,
    KeyFigures,
    Listing,
    Notice,
    Paragraph,
    Part,
    Quote,
    Reference,
    Run,
    Section,
    Signatures,
    Table,
    Timeline,
    Workbook,
    plain,
)
from kimcore.render.texts import cell_text, places_of

__all__ = ["dump", "outline", "parts", "read", "row", "rows_of", "section", "shown", "tables"]


def dump(document: Workbook | Document | bytes) -> str:
    """Everything that is read in composed content, or in the bytes of an xlsx or docx file, a line for each text.

    Cells of a file stand with their place, value, formula and number format, paragraphs with their style.

    Raises:
        ValueError: the bytes are neither.
    """
    if isinstance(document, Document):
        return f"{document.title}\n{read(document)}\n"
    if isinstance(document, Workbook):
        return "".join(f"{line}\n" for line in (document.title, *_sheets(document)))
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        names = set(package.namelist())
    if "xl/workbook.xml" in names:
        return "".join(f"{line}\n" for line in _excel(document))
    if "word/document.xml" in names:
        return "".join(f"{line}\n" for line in _word(document))
    raise ValueError("Die Datei ist weder xlsx noch docx.")


def _sheets(workbook: Workbook) -> Iterator[str]:
    for sheet in workbook.sheets:
        yield f"[{sheet.title}]"
        yield from (line.replace("\u00a0", " ") for block in sheet.blocks for line in _lines(block))


def _excel(data: bytes) -> Iterator[str]:
    """``Blatt!A1: 1234.5 | =SUM(A2:A3) | [$-407]#,##0.00``, as openpyxl reads it."""
    from openpyxl import load_workbook

    stored = load_workbook(io.BytesIO(data), data_only=True)
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            value = stored[sheet.title][cell.coordinate].value
            formula = f" | {cell.value}" if cell.data_type == "f" else ""
            form = "" if cell.number_format == "General" else f" | {cell.number_format}"
            yield f"{sheet.title}!{cell.coordinate}: {value}{formula}{form}"


def _word(data: bytes) -> Iterator[str]:
    """``heading 1: Einleitung`` by the name of its style, and rows of tables as ``| Jahr | Betrag |``."""
    from kimcore.testing.wordtext import W, WordFile, find, value, words

    word = WordFile(io.BytesIO(data))
    for block in word.blocks():
        if block.tag == f"{{{W}}}tbl":
            for line in find(block, "w:tr"):
                yield f"| {' | '.join(map(words, find(line, 'w:tc')))} |"
        elif text := words(block).strip():
            yield f"{value(word.styles.get(word.style_of(block)), 'w:name')}: {text}"


def tables(workbook: Workbook) -> dict[str, list[list[str]]]:
    """Every table of a workbook: id to rows of printed cells."""
    return {
        block.id: _printed(block) for sheet in workbook.sheets for block in sheet.blocks if isinstance(block, Table)
    }


def shown(cell: Cell, kind: CellKind = CellKind.TEXT, places: int = 1) -> str:
    """A cell as it is printed, with ordinary blanks."""
    return cell_text(cell, kind, places).replace("\u00a0", " ")


def _printed(table: Table) -> list[list[str]]:
    """The rows of a table as printed cells."""
    kinds = [column.kind for column in table.columns]
    return [[*map(shown, row.cells, kinds, places_of(table))] for row in table.normalised()]


def row(rows: list[list[str]], title: str) -> list[str]:
    """The first row that begins with a title."""
    return next(cells for cells in rows if any(cell.startswith(title) for cell in cells[:2]))


def parts(document: Document) -> Iterator[Part]:
    """Every section and block of a document, in reading order, prose before blocks."""
    waiting = list(document.blocks)
    while waiting:
        part = waiting.pop(0)
        yield part
        if isinstance(part, Section):
            waiting[:0] = [*part.prose, *part.blocks]


def section(document: Document, section_id: str) -> Section:
    """The section of an id."""
    return next(part for part in parts(document) if isinstance(part, Section) and part.id == section_id)


def outline(document: Document) -> list[str]:
    """The titles of the sections, those within others indented."""

    def walk(within: Iterable[Part], depth: int) -> Iterator[str]:
        for part in within:
            if isinstance(part, Section):
                yield f"{'  ' * depth}{part.title}"
                yield from walk(part.blocks, depth + 1)

    return list(walk(document.blocks, 0))


def rows_of(document: Document, table_id: str) -> list[list[str]]:
    """The rows of a document's table as printed cells."""
    table = next(part for part in parts(document) if isinstance(part, Table) and part.id == table_id)
    return _printed(table)


def read(document: Document) -> str:
    """Everything that is read in a document, a line for each text; references as ``→id``."""
    return "\n".join(line.replace("\u00a0", " ") for part in parts(document) for line in _lines(part))


def _lines(part: object) -> Iterator[str]:
    match part:
        case Section() | Heading():
            yield part.title if isinstance(part, Section) else part.text
        case Paragraph():
            runs = (Run(part.text),) if isinstance(part.text, str) else part.text
            yield "".join(f"→{run.target}" if isinstance(run, Reference) else plain((run,)) for run in runs)
        case Listing():
            yield from (line for item in part.items for block in item.blocks for line in _lines(block))
        case Notice():
            yield f"{part.title}: {part.text}"
        case Fields() | KeyFigures():
            fields = part.fields if isinstance(part, Fields) else part.figures
            yield from (f"{field.label}: {shown(field.value, field.kind)} {field.note}".rstrip() for field in fields)
        case Table():
            yield from (part.caption, *map(" | ".join, _printed(part)), *part.notes)
        case Chart() | Timeline():
            yield from (part.caption, *part.notes)
        case Image() | Quote() | Signatures():
            yield from _figure_lines(part)


def _figure_lines(part: Image | Quote | Signatures) -> Iterable[str]:
    if isinstance(part, Image):
        return filter(None, (f"[{part.alt}]", part.caption, part.credit))
    if isinstance(part, Quote):
        return (*(line for block in part.blocks for line in _lines(block)), part.source)
    return part.functions

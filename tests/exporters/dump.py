"""Reads composed content the way a person reads a page: figures as they are printed."""

from collections.abc import Iterable, Iterator

from kimcore.amounts import Amount
from kimcore.blocks import (
    Chart,
    Document,
    Fields,
    Heading,
    Link,
    Listing,
    Notice,
    Paragraph,
    Part,
    Reference,
    Run,
    Section,
    Table,
    Workbook,
    plain,
)


def tables(workbook: Workbook) -> dict[str, list[list[str]]]:
    """Every table of a workbook: id to rows of printed cells."""
    return {
        block.id: [[shown(cell) for cell in row.cells] for row in block.normalised()]
        for sheet in workbook.sheets
        for block in sheet.blocks
        if isinstance(block, Table)
    }


def shown(cell: object) -> str:
    """A cell as it is printed, with ordinary blanks."""
    if isinstance(cell, Amount):
        return cell.shown().replace("\u00a0", " ")
    if isinstance(cell, Link):
        return cell.text
    return "" if cell is None else str(cell)


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
    return [[shown(cell) for cell in entry.cells] for entry in table.normalised()]


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
        case Fields():
            yield from (f"{field.label}: {shown(field.value)} {field.note}".rstrip() for field in part.fields)
        case Table():
            yield from (part.caption, *(" | ".join(map(shown, row.cells)) for row in part.normalised()), *part.notes)
        case Chart():
            yield from (part.caption, *part.notes)

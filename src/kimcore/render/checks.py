"""What a document cannot hold, or not as it should be, as findings before the export."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kimcore.blocks import (
    Block,
    Document,
    Fields,
    Footnote,
    Image,
    Listing,
    Paragraph,
    Part,
    Prose,
    Quote,
    Reference,
    Section,
    Table,
)
from kimcore.findings import Finding, Severity
from kimcore.render.outline import Outline
from kimcore.values import picture_size

__all__ = ["CODES", "problems_of"]

CODES = {
    "KIM-DOC-001": "Eine Kennung steht zweimal im Dokument.",
    "KIM-DOC-002": "Ein Querverweis führt nirgendwohin.",
    "KIM-DOC-003": "Eine Tabelle hat keine oder zu viele Spalten.",
    "KIM-DOC-004": "Ein Bild lässt sich nicht lesen.",
    "KIM-DOC-005": "Ein Bild hat keinen Alternativtext.",
}
"""Every code with what it says."""


def problems_of(document: Document, outline: Outline, *, most_columns: int) -> Iterator[Finding]:
    """Walk through a document and name what is wrong with it.

    Args:
        document: what is to be written.
        outline: its numbered parts.
        most_columns: how many columns a table of the format holds.
    """
    counts = Counter(entry.id for entry in (*outline.sections, *outline.tables, *outline.figures) if entry.id)
    for identifier, count in counts.items():
        if count > 1:
            yield _finding("KIM-DOC-001", identifier, f"Die Kennung „{identifier}“ steht {count}-mal im Dokument.",
                           "Jeder Abschnitt, jede Tabelle und jede Abbildung braucht eine eigene.")  # fmt: skip
    for block in _blocks(document.blocks):
        yield from _problems(block, counts, most_columns)


def _blocks(parts: Iterable[Part]) -> Iterator[Block]:
    """The blocks of which something can be wrong: all but plain text, on all levels."""
    for part in parts:
        match part:
            case Paragraph(text=str()) | Fields():
                pass
            case Section():
                yield from _blocks((*part.prose, *part.blocks))
            case Quote():
                yield from _blocks(part.blocks)
            case Listing():
                for item in part.items:
                    yield from _blocks(item.blocks)
            case _:
                yield part


def _problems(block: Block, known: Counter[str], most_columns: int) -> Iterator[Finding]:
    match block:
        case Paragraph():
            for target in _targets(block.text):
                if target not in known:
                    yield _finding("KIM-DOC-002", target, f"Der Querverweis auf „{target}“ führt nirgendwohin.",
                                   "Die Kennung eines Abschnitts, einer Tabelle oder Abbildung angeben.")  # fmt: skip
        case Table():
            yield from _table_problems(block, most_columns)
        case Image():
            yield from _image_problems(block)


def _targets(prose: Prose) -> Iterator[str]:
    for item in () if isinstance(prose, str) else prose:
        if isinstance(item, Reference):
            yield item.target
        elif isinstance(item, Footnote):
            yield from _targets(item.runs)


def _table_problems(table: Table, most: int) -> Iterator[Finding]:
    count = len(table.columns)
    if not 0 < count <= most:
        yield _finding("KIM-DOC-003", table.id, f"Die Tabelle hat {count} Spalten; möglich sind 1 bis {most}.",
                       "Die Tabelle teilen.")  # fmt: skip


def _image_problems(image: Image) -> Iterator[Finding]:
    try:
        picture_size(image.data)
    except ValueError as error:
        yield _finding("KIM-DOC-004", image.id, f"Das Bild lässt sich nicht lesen: {error}", "PNG oder JPEG verwenden.")
    if not image.alt.strip():
        yield _finding("KIM-DOC-005", image.id, "Das Bild hat keinen Alternativtext.",
                       "Angeben, was darauf zu sehen ist.")  # fmt: skip


def _finding(code: str, path: str, message: str, hint: str) -> Finding:
    return Finding(code=code, severity=Severity.FEHLER, path=path, message=message, hint=hint)

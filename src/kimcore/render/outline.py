"""The first walk through a document: numbers of sections, tables and figures, and the names of their bookmarks."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

import attrs

from kimcore.blocks import (
    Block,
    Chart,
    Document,
    Fields,
    Heading,
    Image,
    Listing,
    Notice,
    Paragraph,
    Part,
    Quote,
    Section,
    Table,
    Timeline,
)

__all__ = ["DEEPEST", "Entry", "Kind", "Outline", "caption_of", "outline_of"]

DEEPEST = 6
"""The deepest heading: Word's and LibreOffice's built-in styles go further, readers do not."""

_NAME = 40
_SILENT = (Paragraph, Fields, Notice)  # most blocks, and never numbered
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Kind(Enum):
    """What is numbered."""

    SECTION = "Abschnitt"
    TABLE = "Tabelle"
    FIGURE = "Abbildung"


@attrs.frozen
class Entry:
    """A heading, a table or a figure, with its place in the order of the document.

    Attributes:
        kind: which of the three.
        id: the block's id; empty for a heading within a text.
        title: the heading or caption.
        number: as it is printed: ``5.3``, ``Anhang A``, ``4``; empty where it has none.
        bookmark: the name of its bookmark.
        level: of a heading, from 1 on.
        appendix: True where a heading is lettered.
    """

    kind: Kind
    id: str
    title: str
    number: str
    bookmark: str
    level: int = 1
    appendix: bool = False


@attrs.frozen
class Outline:
    """Everything that is numbered, in the order of the document."""

    sections: tuple[Entry, ...]
    tables: tuple[Entry, ...]
    figures: tuple[Entry, ...]

    def by_id(self) -> dict[str, Entry]:
        """What references can lead to; the first of two of one id."""
        found: dict[str, Entry] = {}
        for entry in (*self.sections, *self.tables, *self.figures):
            found.setdefault(entry.id, entry)
        found.pop("", None)
        return found


def caption_of(block: Block) -> tuple[Kind, str] | None:
    """The kind and caption of a block that is numbered, or None."""
    match block:
        case Table(caption=caption) if caption:
            return Kind.TABLE, caption
        case Image(caption=caption) | Chart(caption=caption) | Timeline(caption=caption) if caption:
            return Kind.FIGURE, caption
    return None


def outline_of(document: Document) -> Outline:
    """Walk through the sections of a document."""
    walk = _Walk()
    walk.parts(document.blocks, 0, numbered=True, appendix=False)
    return Outline(tuple(walk.sections), tuple(walk.found[Kind.TABLE]), tuple(walk.found[Kind.FIGURE]))


class _Walk:
    def __init__(self) -> None:
        self.sections: list[Entry] = []
        self.found: dict[Kind, list[Entry]] = {Kind.TABLE: [], Kind.FIGURE: []}
        self.counts = [0] * (DEEPEST + 1)
        self.letters = 0
        self.names: set[str] = set()

    def parts(self, parts: Iterable[Part], level: int, *, numbered: bool, appendix: bool) -> None:
        for part in parts:
            if type(part) in _SILENT:
                continue
            if isinstance(part, Section):
                self.section(part, level + 1, numbered=numbered and part.numbered, appendix=appendix or part.appendix)
            elif isinstance(part, Heading):
                self.heading(part.id, part.text, level + part.level, numbered=numbered, appendix=appendix)
            elif isinstance(part, Quote):
                self.parts(part.blocks, level, numbered=numbered, appendix=appendix)
            elif isinstance(part, Listing):
                inner_blocks = (block for item in part.items for block in item.blocks)
                self.parts(inner_blocks, level, numbered=numbered, appendix=appendix)
            elif found := caption_of(part):
                self.caption(part, *found)

    def section(self, section: Section, level: int, *, numbered: bool, appendix: bool) -> None:
        self.heading(section.id, section.title, level, numbered=numbered, appendix=appendix)
        for parts in (section.prose, section.blocks):
            self.parts(parts, level, numbered=numbered, appendix=appendix)

    def caption(self, block: Any, kind: Kind, caption: str) -> None:
        """Count a table or a figure."""
        found = self.found[kind]
        found.append(Entry(kind, block.id, caption, str(len(found) + 1), self.name(block.id)))

    def heading(self, id_: str, title: str, level: int, *, numbered: bool, appendix: bool) -> None:
        level = min(level, DEEPEST)
        number = self.number(level, appendix=appendix) if numbered else ""
        self.sections.append(Entry(Kind.SECTION, id_, title, number, self.name(id_), level, appendix))

    def number(self, level: int, *, appendix: bool) -> str:
        """Count on, as Word's multilevel numbering does."""
        if appendix and not self.letters:
            self.counts = [0] * (DEEPEST + 1)
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (DEEPEST - level)
        counts = self.counts[1 : level + 1]
        if not appendix:
            return ".".join(map(str, counts))
        self.letters = counts[0]
        letter = _letter(counts[0])
        return f"Anhang {letter}" if level == 1 else ".".join([letter, *map(str, counts[1:])])

    def name(self, id_: str) -> str:
        """A bookmark's name of its own: letters, digits and underscores, at most forty."""
        base = "kim_" + (id_.replace("-", "_") or "kapitel")
        name, count = base[:_NAME], 1
        while name in self.names:
            count += 1
            name = f"{base[: _NAME - 1 - len(str(count))]}_{count}"
        self.names.add(name)
        return name


def _letter(count: int) -> str:
    """``A`` to ``Z``, then ``AA``, ``BB`` as Word counts."""
    turns, index = divmod(count - 1, len(_LETTERS))
    return _LETTERS[index] * (turns + 1)

"""Chapters that a municipality writes itself: their text, what belongs there, and which of them are lacking."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from kimcore.blocks import Block, Image, Notice, Paragraph, Part, Reference, Run, Section
from kimcore.blocks.markdown import read_markdown
from kimcore.exporters.common import paragraphs
from kimcore.exporters.pictures import images
from kimcore.findings import Finding, Severity
from kimcore.model import Program

__all__ = ["Chapter", "Texts", "is_placeholder", "lacking", "missing", "one_line", "referring", "texts_lacking"]

_PLACES = re.compile(r"\{([a-z0-9-]+)\}")
_LACKING = "Text fehlt"
_WANTED = re.compile(r"Hierher gehört: .* Einzutragen unter texts, Kapitel „[a-z0-9-]+“\.")


@attrs.frozen(kw_only=True)
class Chapter:
    """A chapter with a text of the program.

    Attributes:
        id: the ``chapter`` of the text, and the id of the section.
        title: its heading.
        wanted: what belongs there, as a sentence.
        required: the document cannot be handed in without it.
    """

    id: str
    title: str
    wanted: str
    required: bool = False


class Texts:
    """The texts of a program as blocks of one document, with its pictures."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._images = images(program)
        self._shown: Counter[str] = Counter()

    def blocks(self, text: str | None, numbering: str) -> tuple[Block, ...]:
        """A Markdown text; the ids of its tables begin with ``numbering``."""
        read = read_markdown(text or "", images=self._images, numbering=numbering)
        return tuple(self._once(block) if isinstance(block, Image) else block for block in read.blocks)

    def _once(self, image: Image) -> Image:
        """A picture under its own id where it is first shown, numbered where it comes again."""
        self._shown[image.id] += 1
        times = self._shown[image.id]
        return image if times == 1 else attrs.evolve(image, id=f"{image.id}-{times}")

    def prose(self, chapter: Chapter) -> tuple[Block, ...]:
        """The chapter's text; a marked placeholder where there is none."""
        text = self.program.text(chapter.id)
        if not text.strip():
            wanted = f"Hierher gehört: {chapter.wanted}"
            return (missing(_LACKING, f"{wanted} Einzutragen unter texts, Kapitel „{chapter.id}“."),)
        return self.blocks(text, chapter.id)

    def section(self, chapter: Chapter, *blocks: Part, **more: Any) -> Section:
        """The section of a chapter: its text, or a mark that it is missing, then the blocks."""
        return Section(
            id=chapter.id, title=chapter.title, chapter=chapter.id, prose=self.prose(chapter), blocks=blocks, **more
        )


def missing(title: str, text: str) -> Notice:
    """A box that says what is still open; nobody can take it for the text itself."""
    return Notice(title=title, text=text)


def is_placeholder(words: str) -> bool:
    """Whether these words are the title or the text of the mark that a chapter's text is missing."""
    return words == _LACKING or _WANTED.fullmatch(words) is not None


def lacking(wanted: str, where: str) -> Notice:
    """A box for data that are not there: what belongs here, and under which keys of the program file."""
    return missing("Angaben fehlen", f"{wanted} Einzutragen unter {where}.")


def referring(text: str) -> Paragraph:
    """A sentence with cross-references: ``Mehr dazu steht in {zeilen}.`` names a table, figure or section by its id."""
    parts = _PLACES.split(text)
    return Paragraph(
        text=tuple(Reference(part) if index % 2 else Run(part) for index, part in enumerate(parts) if part)
    )


def one_line(markdown: str | None) -> str:
    """A short Markdown text as plain text for a cell, its paragraphs as lines."""
    return "\n".join(str(paragraph.text) for paragraph in paragraphs(markdown or ""))


def texts_lacking(program: Program, chapters: Iterable[Chapter], *, code: str) -> Iterator[Finding]:
    """Every chapter without a text, with how to supply it."""
    for chapter in chapters:
        if not program.text(chapter.id).strip():
            yield Finding(
                code=code,
                severity=Severity.FEHLER if chapter.required else Severity.WARNUNG,
                path="texts",
                message=f"Das Kapitel „{chapter.title}“ hat keinen Text.",
                hint=f"Unter texts ergänzen: „- chapter: {chapter.id}“ mit text: … oder file: {chapter.id}.md. "
                f"Hierher gehört: {chapter.wanted}",
            )

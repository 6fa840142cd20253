"""Chapters that a municipality writes itself: their text, what belongs there, and which of them are lacking."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from kimcore.blocks import Block, Notice, Paragraph, Reference, Run, Section
from kimcore.blocks.markdown import read_markdown
from kimcore.exporters.common import paragraphs
from kimcore.findings import Finding, Severity
from kimcore.model import Program

__all__ = ["Chapter", "chapter_section", "missing", "one_line", "prose", "referring", "texts_lacking"]

_PLACES = re.compile(r"\{([a-z0-9-]+)\}")


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


def chapter_section(program: Program, chapter: Chapter, *blocks: Any, **more: Any) -> Section:
    """The section of a chapter: its text, or a mark that it is missing, then the blocks."""
    return Section(
        id=chapter.id, title=chapter.title, chapter=chapter.id, prose=prose(program, chapter), blocks=blocks, **more
    )


def prose(program: Program, chapter: Chapter) -> tuple[Block, ...]:
    """The chapter's text as blocks; a marked placeholder where there is none."""
    text = program.text(chapter.id)
    if not text.strip():
        return (
            missing("Text fehlt", f"Hierher gehört: {chapter.wanted} Einzutragen unter texts, Kapitel „{chapter.id}“."),
        )
    return read_markdown(text).blocks


def missing(title: str, text: str) -> Notice:
    """A box that says what is still open; nobody can take it for the text itself."""
    return Notice(title=title, text=text)


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

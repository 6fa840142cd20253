"""Small Word documents with text chapters, made by kimcore and edited with python-docx, which did not write them."""

import io
import struct
import zlib
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table as EditedTable
from docx.text.paragraph import Paragraph as Edited

from kimcore.blocks import Column, Document, Image, Notice, Orientation, Properties, Section, Table
from kimcore.blocks.markdown import read_markdown
from kimcore.render.theme import DEFAULT_THEME
from kimcore.render.word import WordRenderer
from kimcore.render.word.reading import ChapterText, new_markdown, read_chapters

PROPERTIES = Properties(subject="Probe", issuer="Stadt", stand=date(2025, 1, 1), state="Entwurf")
BOUNDS = Table(id="grenze", columns=(Column(id="a", title="Danach"),), rows=(("x",),))


def png(width: int = 40, height: int = 30) -> bytes:
    """A picture of one colour."""
    raw = b"".join(b"\0" + b"\x80\x40\x20" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


IMAGES = {
    "fest.png": Image(id="fest", data=png(), alt="Ein Fest", caption="Das Fest", credit="Foto: Stadt", file="fest.png"),
    "plan.png": Image(id="plan", data=png(30, 30), alt="Ein Plan", file="plan.png"),
}


def document(*texts: str, prose: tuple[Any, ...] = ()) -> Document:
    """A document with a chapter for each Markdown text (``kapitel-1``, …) or tuple of blocks; every other one lies."""
    chapters = [*(read_markdown(text, images=IMAGES, numbering=f"kapitel-{n}").blocks if text else MISSING
                  for n, text in enumerate(texts, 1)), *prose]  # fmt: skip
    sections = (
        Section(
            id=f"kapitel-{number}", title=f'Das "Kapitel" {number}', chapter=f"kapitel-{number}", prose=blocks,
            blocks=(BOUNDS,) if number == 1 else (),
            orientation=Orientation.PORTRAIT if number % 3 else Orientation.LANDSCAPE,
        )
        for number, blocks in enumerate(chapters, 1)
    )  # fmt: skip
    last = Section(id="ende", title="Ohne Zahl", numbered=False)
    return Document(id="probe", title="Probe", blocks=(*sections, last), properties=PROPERTIES)


MISSING = (Notice(title="Text fehlt", text="Hierher gehört ein Text."),)


def rendered(content: Document) -> bytes:
    """The Word file."""
    buffer = io.BytesIO()
    WordRenderer().render(content, DEFAULT_THEME, buffer)
    return buffer.getvalue()


class Edit:
    """A Word file open in python-docx."""

    def __init__(self, data: bytes) -> None:
        self.docx = docx.Document(io.BytesIO(data))
        self.body = self.docx.element.body

    def paragraph(self, words: str) -> Edited:
        """The paragraph that begins with these words."""
        found = (Edited(element, self.docx) for element in self.body.iter(qn("w:p")))
        return next(entry for entry in found if entry.text.startswith(words))

    def heading(self, words: str) -> Edited:
        """The heading with these words."""
        found = (Edited(element, self.docx) for element in self.body.iter(qn("w:p")))
        return next(entry for entry in found if entry.text == words and entry.style.name.startswith("Heading"))

    def after(self, words: str, new: str, style: str | None = None) -> Edited:
        """A new paragraph below another one, in its look or in a style."""
        above = self.paragraph(words)
        element = deepcopy(above._p)
        for mark in [*element.iter(qn("w:bookmarkStart")), *element.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)
        above._p.addnext(element)
        made = Edited(element, self.docx)
        made.text = new
        if style is not None:
            element.pPr.getparent().remove(element.pPr)
            made.style = self.docx.styles[style]
        return made

    def remove(self, words: str) -> None:
        """Delete the paragraph that begins with these words."""
        element = self.paragraph(words)._p
        element.getparent().remove(element)

    @property
    def table(self) -> EditedTable:
        """The first table."""
        return EditedTable(next(self.body.iter(qn("w:tbl"))), self.docx)

    def insert(self, words: str, xml: str) -> None:
        """Put an element below the paragraph that begins with these words."""
        self.paragraph(words)._p.addnext(element(xml))

    def saved(self) -> bytes:
        """The file as python-docx writes it."""
        buffer = io.BytesIO()
        self.docx.save(buffer)
        return buffer.getvalue()


def element(xml: str) -> Any:
    """An element of WordprocessingML and DrawingML."""
    head, _, rest = xml.partition(">")
    closed = head.endswith("/")
    names = (
        nsdecls("w", "r", "wp", "a", "pic", "m")
        + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    return parse_xml(f"{head.removesuffix('/')} {names}{'/' if closed else ''}>{rest}")


def edited(content: Document, change: Callable[[Edit], object]) -> tuple[ChapterText, ...]:
    """The chapters of a document after somebody has changed it."""
    edit = Edit(rendered(content))
    change(edit)
    return read_chapters(io.BytesIO(edit.saved()), content)


def come_home(old: str, change: Callable[[Edit], object]) -> str:
    """The Markdown of a chapter after somebody has changed its document."""
    text = edited(document(old), change)[0]
    return new_markdown(old, text.lines, text.chapter.shown, IMAGES, numbering="kapitel-1")


def losses(old: str, change: Callable[[Edit], object]) -> set[str]:
    """What a chapter has that Markdown cannot carry."""
    return {loss.what for loss in edited(document(old), change)[0].losses}

"""The Word renderer: outlines a document, and writes skeleton and stream into one package."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import attrs

from kimcore.blocks import Document
from kimcore.findings import Finding
from kimcore.render.archive import Packed
from kimcore.render.base import Renderer
from kimcore.render.checks import problems_of
from kimcore.render.outline import Outline, outline_of
from kimcore.render.package import PackageWriter
from kimcore.render.theme import Theme
from kimcore.render.word import skeleton
from kimcore.render.word.body import Body
from kimcore.render.word.contents import write_front
from kimcore.render.word.figures import Figures
from kimcore.render.word.markup import NAMESPACES, TYPES
from kimcore.render.word.pages import Pages
from kimcore.render.word.paging import count_pages, counted_pages
from kimcore.render.word.prose import Inlines
from kimcore.render.word.relations import Relations
from kimcore.render.word.story import Story
from kimcore.render.word.tables import MOST_COLUMNS, Tables

__all__ = ["DocumentRenderer"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "word/document.xml"
_LEVEL = 2  # of the text, in which the same tags come again and again: a tenth larger than level 4, in half its time
_FIXED = ("styles", "settings", "numbering", "footnotes", "fontTable")
_THEME = "theme/theme1.xml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SPACED = ("Normal", "ListBullet", "ListNumber", "KimField", "KimQuote")
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_DEFAULTS = {
    "png": "image/png", "jpeg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_TIGHT = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{_TIGHT}<w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


class DocumentRenderer(Renderer):
    """Writes a Document as .docx."""

    format: ClassVar[str] = "docx"
    suffix: ClassVar[str] = ".docx"
    accepts: ClassVar[tuple[type, ...]] = (Document,)
    _checked: tuple[Document, Outline] | None = None  # with its outline, which rendering needs, too

    def check(self, content: Any) -> Iterator[Finding]:
        """What of this document Word cannot hold, or not as it should be; see ``checks.CODES``."""
        self._checked = content, outline_of(content)
        return problems_of(*self._checked, most_columns=MOST_COLUMNS)

    def pages(self, content: Any, theme: Theme) -> Any:
        """The document with page numbers in its lists, where it has any; see ``paging``.

        Raises:
            RenderError: LibreOffice is not installed.
        """
        if not content.contents:
            return content
        buffer = io.BytesIO()
        self.render(content, theme, buffer)
        return attrs.evolve(content, pages=count_pages(buffer.getvalue()))

    def again(self, content: Any, document: Path) -> Any:
        """The document with the page numbers that a file made from it shows.

        Raises:
            FileError: the file cannot be read.
        """
        return attrs.evolve(content, pages=counted_pages(document))

    def render(self, content: Any, theme: Theme, target: BinaryIO) -> None:
        """Write the document.

        Args:
            content: a Document.
            theme: fonts, colours, logo, template.
            target: a binary file, seekable or not; it stays open.

        Raises:
            RenderError: the document holds what Word cannot.
        """
        checked = self._checked
        outline = checked[1] if checked is not None and checked[0] is content else outline_of(content)
        writing = _Writing(content, theme, outline)
        story = Packed(_LEVEL)
        writing.stream(story)
        writing.package(story, target)


class _Writing:
    """One document on its way into one package."""

    def __init__(self, document: Document, theme: Theme, outline: Outline) -> None:
        self._document = document
        self._theme = theme
        self._skeleton = skeleton.build(theme)
        self._relations = Relations()
        self._note_relations = Relations()
        for kind in _FIXED:
            self._relations.add(kind, f"{kind}.xml")
        self._relations.add("theme", _THEME)
        styles = self._skeleton.ids
        self._outline = outline
        targets = self._outline.by_id()
        self._inlines = Inlines(styles, targets, self._relations, Inlines(styles, targets, self._note_relations))
        self._pages = Pages(document, theme, self._skeleton.page, styles, self._relations)
        self._figures = Figures(theme, document.properties, self._relations, styles)

    def stream(self, part: Packed) -> None:
        """Write the body; what other parts need is gathered on the way."""
        styles = self._skeleton.ids
        spaced = frozenset(styles[name] for name in _SPACED)
        story = Story(part, styles["KimBreak"], spaced)
        tables = Tables(story, self._inlines, styles, self._theme)
        body = Body(
            self._document, story, self._inlines, tables, self._figures, self._pages, self._skeleton.numbering, styles,
            self._outline,
        )  # fmt: skip
        part.write(f"{_HEAD}<w:document {NAMESPACES}><w:body>".encode())
        write_front(body, self._document, self._theme)
        last = body.write()
        story.flush()
        part.write(f"{last}</w:body></w:document>".encode())

    def package(self, story: Packed, target: BinaryIO) -> None:
        """Write every part."""
        parts = {
            **self._skeleton.parts,
            "word/numbering.xml": self._numbering(),
            "word/footnotes.xml": self._footnotes(),
            **{f"word/{name}": xml for name, xml in self._pages.parts.items()},
            **self._figures.parts,
        }
        if self._note_relations:
            parts["word/_rels/footnotes.xml.rels"] = self._note_relations.xml()
        types = {_MAIN: f"{TYPES}.document.main+xml", **{name: kind for name in parts if (kind := _type(name))}}
        properties, title = self._document.properties, self._document.title
        with PackageWriter(
            target, main=_MAIN, types=types, properties=properties, title=title, defaults=_DEFAULTS
        ) as package:
            package.add(_MAIN, story)
            package.write("word/_rels/document.xml.rels", self._relations.xml())
            for name, data in parts.items():
                package.write(name, data)

    def _numbering(self) -> bytes:
        inner = f"{self._skeleton.kinds}{self._skeleton.nums}{self._skeleton.numbering.xml()}"
        return f"{_HEAD}<w:numbering {NAMESPACES}>{inner}</w:numbering>".encode()

    def _footnotes(self) -> bytes:
        return f"{_HEAD}<w:footnotes {NAMESPACES}>{_SEPARATORS}{self._inlines.notes_xml()}</w:footnotes>".encode()


def _type(name: str) -> str:
    """The content type of a part that has one of its own."""
    stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
    if name == f"word/{_THEME}":
        return _THEME_TYPE
    if name.startswith("word/charts/chart"):
        return _CHART
    if stem in _FIXED and name == f"word/{stem}.xml":
        return f"{TYPES}.{stem}+xml"
    if stem.startswith(("header-", "footer-")):
        return f"{TYPES}.{stem.partition('-')[0]}+xml"
    return ""

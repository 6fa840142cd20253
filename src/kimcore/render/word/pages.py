"""What every page carries: header, footer, watermark, and the sections of pages that stand or lie."""

import attrs

from kimcore.blocks import Document, Orientation
from kimcore.render.theme import Theme
from kimcore.render.word.markup import NAMESPACES, run, simple_field
from kimcore.render.word.relations import Relations
from kimcore.render.word.skeleton import Page
from kimcore.render.word.watermark import DRAFT, watermark
from kimcore.values import format_date

__all__ = ["Pages"]

_FIRST_DRAWING = 1_000_000  # far above the drawings of the body
_TWIP = 635  # EMU in a twentieth of a point
_BREAK = "<w:r><w:br/></w:r>"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@attrs.define
class Pages:
    """Makes headers, footers and sections of pages.

    Attributes:
        parts: the header and footer parts that are used, by their name relative to ``word/``.
    """

    document: Document
    theme: Theme
    page: Page
    styles: dict[str, str]
    relations: Relations
    parts: dict[str, bytes] = attrs.field(factory=dict)
    _first: bool = True

    def room(self, orientation: Orientation) -> int:
        """The width of the text in twentieths of a point."""
        return self.page.room if orientation is Orientation.PORTRAIT else self.page.wide_room

    def height(self, room: int) -> int:
        """The height of the text beside this width of it."""
        paper = self.page.height if room == self.page.room else self.page.width
        return paper - self.page.margins["top"] - self.page.margins["bottom"]

    def section(self, orientation: Orientation) -> str:
        """The element ``w:sectPr`` at the end of a section of pages."""
        wide = orientation is Orientation.LANDSCAPE
        name = "quer" if wide else "hoch"
        references = [self._reference("header", "default", name), self._reference("footer", "default", name)]
        if self._first:
            references[1:1] = [self._reference("header", "first", name), self._reference("footer", "first", name)]
        title = "<w:titlePg/>" if self._first else ""
        self._first = False
        width, height = (self.page.height, self.page.width) if wide else (self.page.width, self.page.height)
        lie = ' w:orient="landscape"' if wide else ""
        margins = "".join(f' w:{side}="{value}"' for side, value in self.page.margins.items())
        return (
            f'<w:sectPr>{"".join(references)}<w:pgSz w:w="{width}" w:h="{height}"{lie}/>'
            f'<w:pgMar{margins} w:gutter="0"/>{title}</w:sectPr>'
        )

    def _reference(self, kind: str, when: str, name: str) -> str:
        room = self.page.wide_room if name == "quer" else self.page.room
        file = f"{kind}-{when}-{name}.xml"
        if file not in self.parts:
            header = kind == "header"
            self.parts[file] = self._header(room, first=when == "first") if header else self._footer(room)
        return f'<w:{kind}Reference w:type="{when}" r:id="{self.relations.add(kind, file)}"/>'

    # ----------------------------------------------------------------------------------------- parts

    def _header(self, room: int, *, first: bool) -> bytes:
        properties = self.document.properties
        issuer = self.theme.letterhead or properties.issuer
        left = f"{issuer} · {self.document.title}" if not first else "" if self.document.cover else issuer
        marks = " · ".join(properties.marks)
        mark = f"<w:r><w:tab/></w:r>{run(marks, self._look('KimMark'))}" if marks else ""
        content = run(left) + mark
        if DRAFT in properties.marks:
            content += watermark(_FIRST_DRAWING + len(self.parts), self.height(room) * _TWIP)
        return self._part("hdr", self._line("Header", room, content))

    def _footer(self, room: int) -> bytes:
        properties = self.document.properties
        state = f"Stand {format_date(properties.stand)} · {properties.state}"
        count = f"{simple_field('PAGE', '1')}{run(' von ')}{simple_field('NUMPAGES', '1')}"
        pages = f"<w:r><w:tab/></w:r>{run('Seite ')}{count}"
        reference = f"{run(properties.reference)}{_BREAK}" if properties.reference else ""
        imprint = f"{_BREAK}{run(self.theme.imprint)}" if self.theme.imprint else ""
        return self._part("ftr", self._line("Footer", room, f"{reference}{run(state)}{pages}{imprint}"))

    def _line(self, style: str, room: int, content: str) -> str:
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{room}"/></w:tabs>'
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{tabs}</w:pPr>{content}</w:p>'

    def _look(self, style: str) -> str:
        return f'<w:rStyle w:val="{self.styles[style]}"/>'

    @staticmethod
    def _part(tag: str, content: str) -> bytes:
        return f"{_HEAD}<w:{tag} {NAMESPACES}>{content}</w:{tag}>".encode()

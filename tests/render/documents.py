"""Small documents for the tests of the Word renderer, and what python-docx and lxml read of them."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import attrs
import docx
from lxml import etree

from kimcore.blocks import Document, Paragraph, Part, Properties
from kimcore.render.theme import DEFAULT_THEME, Theme
from kimcore.render.word import WordRenderer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PROPERTIES = Properties(
    subject="Konzept zum Antrag", issuer="Kreis Musterland", stand=date(2026, 3, 31), state="Freigegeben"
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000108020000007b40e8dd0000000d49444154789c63f8cf0004ff01"
    "070001ffe2239e590000000049454e44ae426082"
)
"""A PNG of two pixels side by side."""


def document(*blocks: Part | str, properties: Properties = PROPERTIES, **fields: Any) -> Document:
    """A document of these sections and blocks; a text becomes a paragraph."""
    parts = tuple(Paragraph(text=block) if isinstance(block, str) else block for block in blocks)
    return Document(**{"id": "konzept", "title": "Konzept", "blocks": parts, "properties": properties, **fields})


def marked(*marks: str, **fields: Any) -> Properties:
    """Properties with marks on every page."""
    return attrs.evolve(PROPERTIES, marks=marks, **fields)


def render(content: Document, theme: Theme = DEFAULT_THEME) -> bytes:
    """The document as bytes."""
    buffer = io.BytesIO()
    WordRenderer().render(content, theme, buffer)
    return buffer.getvalue()


def opened(*blocks: Part | str, theme: Theme = DEFAULT_THEME, **fields: Any) -> Any:
    """The document of these blocks as python-docx opens it."""
    return docx.Document(io.BytesIO(render(document(*blocks, **fields), theme)))


def parts(data: bytes) -> dict[str, str]:
    """Every XML part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}


def lines(*blocks: Part | str, **fields: Any) -> list[str]:
    """Every paragraph as ``style: text``, the title first; content controls are looked into."""
    opening = opened(*blocks, **fields)
    names = {style.style_id: style.name for style in opening.styles}
    return [
        f"{names[_style(paragraph)]}: {shown(paragraph)}"
        for paragraph in opening.element.body.iter(f"{W}p")
        if not any(parent.tag == f"{W}tbl" for parent in paragraph.iterancestors())
    ]


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if found is None else found.get(f"{W}val")


def shown(element: Any) -> str:
    """The text of an element, with ordinary blanks, tabs and line breaks."""
    tags = {f"{W}tab": "\t", f"{W}br": "\n"}
    pieces = [
        tags.get(node.tag, node.text or "")
        for node in element.iter(f"{W}t", f"{W}br", f"{W}tab")
        if node.getparent().tag == f"{W}r"
    ]
    return "".join(pieces).replace("\u00a0", " ")


def body(*blocks: Part | str, **fields: Any) -> str:
    """The XML of the document part."""
    theme = fields.pop("theme", DEFAULT_THEME)
    return parts(render(document(*blocks, **fields), theme))["word/document.xml"]


def bookmarks(xml: str) -> list[str]:
    """The names of all bookmarks, in their order."""
    return re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml)


def instructions(xml: str) -> list[str]:
    """The instructions of all fields, in their order."""
    root = etree.fromstring(xml.encode())
    found = root.iter(f"{W}instrText", f"{W}fldSimple")
    return [(element.text or element.get(f"{W}instr")).strip() for element in found]

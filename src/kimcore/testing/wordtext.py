"""A finished Word file as judges read it: its parts, its paragraphs, and what their styles come to.

It reads with lxml alone, by the rules of ISO 29500-1 §17.7.2: what stands nearest to a run wins: direct formatting,
character style, paragraph style, the table style with its conditional formats, the defaults of the document.
"""

import re
import zipfile
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from kimcore.render.theme import contrast as contrast_of

__all__ = ["Element", "W", "WordFile", "contrast", "find", "switched_on", "value", "words"]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "dc": "http://purl.org/dc/elements/1.1/",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
Element = Any
_PARTS = re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml")
_LOOKS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}
_HIDES_BANDS = 0x200


@cache
def _path(expression: str) -> etree.XPath:
    return etree.XPath(expression, namespaces=NAMES)


def find(element: Element, expression: str) -> list[Element]:
    """What an XPath finds, with the usual prefixes."""
    return list(_path(expression)(element))


def value(element: Element | None, expression: str = "", *, attribute: str = "val") -> str | None:
    """The w:val (or another attribute) of the first element found; None without one."""
    if element is not None and expression:
        element = next(iter(find(element, expression)), None)
    return None if element is None else element.get(f"{{{W}}}{attribute}")


def switched_on(element: Element, expression: str) -> bool:
    """Whether a toggle (w:b, w:tblHeader, …) is there and not switched off."""
    found = find(element, expression)
    return bool(found) and found[0].get(f"{{{W}}}val", "1") not in {"0", "false", "off"}


def words(element: Element) -> str:
    """The text in an element as it is read, a tab and a line break as a space."""
    return "".join(node.text or "" if node.tag == f"{{{W}}}t" else " " for node in find(element, _TEXT))


_TEXT = ".//w:t | .//w:tab[parent::w:r] | .//w:br[not(@w:type)]"


class WordFile:
    """The parts of a Word file and its styles by id.

    Args:
        file: a path, or a binary file.
    """

    def __init__(self, file: Path | BinaryIO) -> None:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            self.file_name = file.name if isinstance(file, Path) else ""
            self.parts = {name: etree.fromstring(package.read(name)) for name in names if _PARTS.fullmatch(name)}
            self.settings = etree.fromstring(package.read("word/settings.xml"))
            self.core = etree.fromstring(package.read("docProps/core.xml"))
            self._styles = etree.fromstring(package.read("word/styles.xml"))
        self.body: Element = find(self.parts["word/document.xml"], "w:body")[0]
        self.defaults = next(iter(find(self._styles, "w:docDefaults")), None)
        self.styles = {value(style, attribute="styleId"): style for style in find(self._styles, "w:style")}

    def blocks(self) -> list[Element]:
        """Paragraphs and tables of the text in their order, without the content controls around them."""
        return find(
            self.body, "w:p | w:tbl | .//w:sdtContent/w:p[not(ancestor::w:tbl)] | w:sdt//w:tbl[not(ancestor::w:tbl)]"
        )

    @cached_property
    def _usual(self) -> str | None:
        usual = find(self._styles, "w:style[@w:type='paragraph'][@w:default='1']")
        return value(usual[0], attribute="styleId") if usual else None

    def chain(self, style: str | None) -> Iterator[Element]:
        """A style and all that it is based on, nearest first."""
        seen = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style], "w:basedOn")

    def style_of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return value(paragraph, "w:pPr/w:pStyle") or self._usual or ""

    def of_paragraph(self, paragraph: Element, expression: str) -> Element | None:
        """The element that holds for a paragraph, its own before its style's: ``w:pPr/w:outlineLvl``."""
        for holder in (paragraph, *self.chain(self.style_of(paragraph))):
            if found := find(holder, expression):
                return found[0]
        return None

    def level(self, paragraph: Element) -> int | None:
        """The level of a heading, from 1; None for other paragraphs."""
        level = value(self.of_paragraph(paragraph, "w:pPr/w:outlineLvl"))
        return int(level) + 1 if level and int(level) < 9 else None

    def in_list(self, paragraph: Element) -> bool:
        """Whether a paragraph is numbered or has a bullet."""
        number = self.of_paragraph(paragraph, "w:pPr/w:numPr")
        return number is not None and value(number, "w:numId") != "0"

    # ------------------------------------------------------------------------------------------ colours

    def colour(self, run: Element) -> str:
        """The colour of a run's text, six hexadecimal digits or ``auto``."""
        return self._first(run, "w:rPr/w:color", "val") or "auto"

    def ground(self, run: Element) -> str:
        """The colour behind a run's text, white where nothing else is said."""
        return self._first(run, "w:rPr/w:shd", "fill") or self._behind(run) or "FFFFFF"

    def _first(self, run: Element, expression: str, attribute: str) -> str | None:
        paragraph = find(run, "ancestor::w:p[1]")[0]
        holders = [run, *self.chain(value(run, "w:rPr/w:rStyle")), *self.chain(self.style_of(paragraph))]
        for holder in (*holders, *self._of_table(run), find_default(self.defaults)):
            said = value(holder, expression, attribute=attribute)
            if said and said != "auto":
                return said
        return None

    def _behind(self, run: Element) -> str | None:
        paragraph = find(run, "ancestor::w:p[1]")[0]
        for holder in (paragraph, *self.chain(self.style_of(paragraph))):
            if said := _fill(holder, "w:pPr/w:shd"):
                return said
        for cell in find(run, "ancestor::w:tc")[::-1]:
            if said := _fill(cell, "w:tcPr/w:shd") or self._styled_fill(cell):
                return said
        return None

    def _styled_fill(self, cell: Element) -> str | None:
        return next((said for holder in self._of_table(cell) if (said := _fill(holder, "w:tcPr/w:shd"))), None)

    def _of_table(self, inside: Element) -> Iterator[Element]:
        """The formats of the table style that hold for a cell, strongest first."""
        cells = find(inside, "ancestor-or-self::w:tc[1]")
        if not cells:
            return
        table = find(cells[0], "ancestor::w:tbl[1]")[0]
        conditions = _conditions(cells[0], table)
        for style in self.chain(value(table, "w:tblPr/w:tblStyle")):
            for condition in conditions:
                yield from find(style, f"w:tblStylePr[@w:type='{condition}']")
            yield style


def find_default(defaults: Element | None) -> Element | None:
    """The element of the defaults that holds a w:rPr."""
    return None if defaults is None else next(iter(find(defaults, "w:rPrDefault")), None)


def _fill(holder: Element, expression: str) -> str | None:
    said = value(holder, expression, attribute="fill")
    return None if said == "auto" else said


def _conditions(cell: Element, table: Element) -> list[str]:
    row = find(cell, "ancestor::w:tr[1]")[0]
    rows, cells = find(table, "w:tr | w:sdt/w:sdtContent/w:tr"), find(row, "w:tc")
    look = next(iter(find(table, "w:tblPr/w:tblLook")), None)
    head = switched_on(row, "w:trPr/w:tblHeader") or row is rows[0]
    places = {
        "firstRow": head, "lastRow": row is rows[-1], "firstColumn": cell is cells[0], "lastColumn": cell is cells[-1],
    }  # fmt: skip
    found = [name for name, there in places.items() if there and _looks(look, name, _LOOKS[name])]
    if not _looks(look, "noHBand", _HIDES_BANDS) and "firstRow" not in found:
        found.append(f"band{rows.index(row) % 2 + 1}Horz")
    return [name.replace("Column", "Col") for name in found]


def _looks(look: Element | None, name: str, bit: int) -> bool:
    if look is None:
        return False
    told = value(look, attribute=name)
    return told in {"1", "true", "on"} if told else bool(int(value(look) or "0", 16) & bit)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.1; ``auto`` is black on a light ground and white on a dark one."""
    if "auto" in {one, other}:
        colour = other if one == "auto" else one
        return max(contrast("000000", colour), contrast("FFFFFF", colour)) if colour != "auto" else 21.0
    return contrast_of(one, other)

"""What is small and intricate in a document, made with python-docx: styles, numbering, settings, the page.

The styles come from kimcore's own template, dressed in the theme, or from a Word file of the municipality: then its
styles, page and margins are taken, and what kimcore needs and the file has not is added.
"""

import io
import re
import zipfile
from copy import deepcopy
from functools import cache, lru_cache
from importlib.resources import files
from itertools import cycle, islice
from string import Template
from typing import Any

import attrs

from kimcore.errors import RenderError
from kimcore.render.package import Relation, relations_xml
from kimcore.render.theme import Theme
from kimcore.render.word.markup import NAMESPACES, PACKAGE, RELATIONS, TYPES
from kimcore.render.word.numbering import APPENDIX, HEADINGS, NUMBERS, Numbering, abstract_xml
from kimcore.render.xmltext import escape

__all__ = ["Page", "Skeleton", "build"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_STYLES = tuple(f"Heading{level}" for level in range(1, 7))
_LISTS = ("TOC1", "TOC2", "TOC3", "TableofFigures")
_EDGES = ("Header", "Footer")
_TWIPS = 635  # EMU in a twentieth of a point
_A4 = (11906, 16838)
_MARGINS = {"top": 1588, "right": 1191, "bottom": 1304, "left": 1418, "header": 680, "footer": 567}
_LEAST_WIDTH = 3000
_THEME_COLOURS = 6


@attrs.frozen
class Page:
    """The paper upright, in twentieths of a point."""

    width: int = _A4[0]
    height: int = _A4[1]
    margins: dict[str, int] = attrs.field(factory=lambda: dict(_MARGINS))

    @property
    def room(self) -> int:
        """The width of the text."""
        return self.width - self.margins["left"] - self.margins["right"]

    @property
    def wide_room(self) -> int:
        """The width of the text on a page that lies."""
        return self.height - self.margins["left"] - self.margins["right"]


@attrs.frozen
class Skeleton:
    """The parts of the document that do not depend on its content.

    Attributes:
        parts: styles, settings, fonts and colours, by the name of the part.
        kinds: the elements ``w:abstractNum``, a template's own among them.
        nums: a template's own elements ``w:num``.
        numbering: the lists of this document.
        ids: the id of each style by kimcore's name for it; a template may call it otherwise.
        page: the paper.
    """

    parts: dict[str, bytes]
    kinds: str
    nums: str
    numbering: Numbering
    ids: dict[str, str]
    page: Page


def build(theme: Theme) -> Skeleton:
    """The skeleton of a theme, with lists of its own for each document.

    Raises:
        RenderError: the theme's template is no Word file.
    """
    skeleton = _built(theme)
    numbering = skeleton.numbering
    return attrs.evolve(skeleton, numbering=Numbering(numbering.first, numbering.offset))


@lru_cache(maxsize=8)
def _built(theme: Theme) -> Skeleton:
    """Take the template apart once, for all the documents of a theme."""
    own = _open(_own_package(theme))
    docx = own if theme.template is None else _open(theme.template)
    page = Page() if docx is own else _page(docx)
    if docx is not own:
        _adopt(docx.styles.element, own.styles.element)
    ids = _ids(docx.styles.element, own.styles.element)
    kinds, nums, numbering = _numbering(docx, ids, foreign=docx is not own)
    _number_headings(docx.styles.element, ids, numbering)
    _set_tabs(docx.styles, ids, page)
    words = _words(theme)
    parts = {
        "word/styles.xml": _bytes(docx.styles.element),
        "word/settings.xml": _resource("settings.xml").encode(),
        "word/fontTable.xml": Template(_resource("fontTable.xml")).substitute(words).encode(),
        "word/theme/theme1.xml": _theme_part(docx) or Template(_resource("theme.xml")).substitute(words).encode(),
    }
    return Skeleton(parts=parts, kinds=kinds, nums=nums, numbering=numbering, ids=ids, page=page)


# ---------------------------------------------------------------------------------------- own template


@cache
def _resource(name: str) -> str:
    return (files("kimcore.render.word") / "template" / name).read_text(encoding="utf-8")


def _words(theme: Theme) -> dict[str, str]:
    """What the templates have to fill in."""
    words = attrs.asdict(theme, filter=lambda _, value: isinstance(value, str))
    series = islice(cycle(theme.series), _THEME_COLOURS)
    words |= {f"series{number}": colour for number, colour in enumerate(series, 1)}
    words["heading_font"] = theme.heading_font or theme.font
    return {key: escape(text) for key, text in words.items()}


def _own_package(theme: Theme) -> bytes:
    """Kimcore's template as a Word file, in the fonts and colours of the theme."""
    styles = Template(_resource("styles.xml")).substitute(_words(theme))
    buffer = io.BytesIO()
    parts = {"word/document.xml": f"<w:document {NAMESPACES}><w:body><w:sectPr/></w:body></w:document>"}
    parts["word/styles.xml"] = styles
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{TYPES}.{kind}+xml"/>'
        for name, kind in (("word/document.xml", "document.main"), ("word/styles.xml", "styles"))
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    parts["[Content_Types].xml"] = f'<Types xmlns="{PACKAGE}/content-types">{default}{types}</Types>'
    with zipfile.ZipFile(buffer, "w") as package:
        for name, xml in parts.items():
            package.writestr(name, xml)
        package.writestr(
            "_rels/.rels", relations_xml([Relation("rId1", f"{RELATIONS}/officeDocument", "word/document.xml")])
        )
        package.writestr(
            "word/_rels/document.xml.rels", relations_xml([Relation("rId1", f"{RELATIONS}/styles", "styles.xml")])
        )
    return buffer.getvalue()


def _open(data: bytes) -> Any:
    from docx import Document  # noqa: PLC0415 - only who writes a document pays for it

    try:
        return Document(io.BytesIO(data))
    except Exception as error:  # python-docx raises what its parsers raise
        raise RenderError("Die Vorlage des Themes ist keine Word-Datei (.docx).") from error


def _bytes(element: Any) -> bytes:
    from lxml import etree  # noqa: PLC0415 - see above

    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True))


# --------------------------------------------------------------------------------- foreign template


def _page(docx: Any) -> Page:
    section = docx.sections[0]
    sides = {name: getattr(section, f"{name}_margin") for name in ("top", "right", "bottom", "left")}
    sides |= {"header": section.header_distance, "footer": section.footer_distance}
    margins = {name: _MARGINS[name] if value is None else int(value) // _TWIPS for name, value in sides.items()}
    width, height = section.page_width, section.page_height
    short, long = sorted((int(width) // _TWIPS, int(height) // _TWIPS)) if width and height else _A4
    page = Page(short, long, margins)
    if page.room < _LEAST_WIDTH:
        raise RenderError("Die Seitenränder der Vorlage lassen dem Text keinen Platz.")
    return page


def _theme_part(docx: Any) -> bytes:
    """A template's fonts and colours, to which its styles may refer; nothing where they need other parts."""
    parts = [relation.target_part for relation in docx.part.rels.values() if relation.reltype.endswith("/theme")]
    return next((part.blob for part in parts if not part.rels), b"")


def _name(style: Any) -> str:
    """The name of a style in small letters; in a template it may have none."""
    name = style.find(f"{_W}name")
    return "" if name is None else str(name.get(f"{_W}val")).lower()


def _adopt(styles: Any, own: Any) -> None:
    """Add what of our styles a template does not have, by the name of the style; German as its language."""
    there = {_name(style): style.get(f"{_W}styleId") for style in styles.iter(f"{_W}style")}
    renamed = {style.get(f"{_W}styleId"): there.get(_name(style)) for style in own.iter(f"{_W}style")}
    for style in own.iter(f"{_W}style"):
        if _name(style) not in there:
            copy = deepcopy(style)
            for tag in ("basedOn", "next"):
                for element in copy.iter(f"{_W}{tag}"):
                    value = element.get(f"{_W}val")
                    element.set(f"{_W}val", renamed.get(value) or value)
            styles.append(copy)
    if styles.find(f"{_W}docDefaults//{_W}lang") is None:
        normal = next(style for style in styles.iter(f"{_W}style") if _name(style) == "normal")
        normal.get_or_add_rPr().append(deepcopy(next(own.iter(f"{_W}lang"))))
    for language in styles.iter(f"{_W}lang"):
        language.set(f"{_W}val", "de-DE")


def _ids(styles: Any, own: Any) -> dict[str, str]:
    there = {_name(style): str(style.get(f"{_W}styleId")) for style in styles.iter(f"{_W}style")}
    return {str(style.get(f"{_W}styleId")): there[_name(style)] for style in own.iter(f"{_W}style")}


def _numbering(docx: Any, ids: dict[str, str], *, foreign: bool) -> tuple[str, str, Numbering]:
    """Our kinds of numbering behind those of a template."""
    kinds, nums, first, offset = "", "", 0, 0
    if foreign and (part := _numbering_part(docx)) is not None:
        own = [int(element.get(f"{_W}abstractNumId")) for element in part.iter(f"{_W}abstractNum")]
        used = [int(element.get(f"{_W}numId")) for element in part.iter(f"{_W}num")]
        first, offset = max(own, default=-1) + 1, max(used, default=0)
        kinds = "".join(_fragment(element) for element in part.iter(f"{_W}abstractNum"))
        nums = "".join(_fragment(element) for element in part.iter(f"{_W}num"))
    headings = tuple(ids[style] for style in _HEADING_STYLES)
    return kinds + abstract_xml(first, headings), nums, Numbering(first, offset)


def _numbering_part(docx: Any) -> Any:
    try:
        return docx.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return None


def _fragment(element: Any) -> str:
    text = _bytes(element).decode().partition("?>")[2]
    return re.sub(r'\sxmlns:(?!w=)\w+="[^"]*"', "", text).strip()


def _number_headings(styles: Any, ids: dict[str, str], numbering: Numbering) -> None:
    """Let heading and list styles count by our numbering."""
    wanted = {ids[style]: (level, HEADINGS) for level, style in enumerate(_HEADING_STYLES)}
    wanted |= {ids["ListBullet"]: (0, APPENDIX + 1), ids["ListNumber"]: (0, NUMBERS)}
    for style in styles.iter(f"{_W}style"):
        if style.get(f"{_W}styleId") in wanted:
            level, kind = wanted[style.get(f"{_W}styleId")]
            props = style.get_or_add_pPr().get_or_add_numPr()
            props.get_or_add_ilvl().val = level
            props.get_or_add_numId().val = numbering.id(kind)


def _set_tabs(styles: Any, ids: dict[str, str], page: Page) -> None:
    """Let the page numbers of lists stand at the margin of this page; lines at its edges bring their own tabs."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER  # noqa: PLC0415 - see above
    from docx.shared import Twips  # noqa: PLC0415 - see above

    lists, edges = ({ids[name] for name in names} for names in (_LISTS, _EDGES))
    for style in styles:
        if style.style_id in lists | edges:
            stops = style.paragraph_format.tab_stops
            stops.clear_all()
            if style.style_id in lists:
                stops.add_tab_stop(Twips(page.room), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

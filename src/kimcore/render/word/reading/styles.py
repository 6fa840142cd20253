"""What a style says about a paragraph or a run, whatever program named it and however it is derived."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any

import attrs

from kimcore.render.word.reading.parts import W, is_on, value

__all__ = ["CharacterStyle", "Kind", "ParagraphStyle", "Styles"]

_LEVELLED = re.compile(r"(heading|list bullet|list number|list continue) ?([1-9])?")
_PLAIN = {
    "", "normal", "body text", "text body", "list paragraph", "no spacing", "normal (web)", "kim break", "kim image",
    "kim cell", "kim head", "kim strong", "kim remark", "list", "default paragraph font", "hyperlink", "internet link",
    "followedhyperlink", "visited internet link", "index link", "footnote reference", "footnote text", "strong",
    "footnote characters", "footnote anchor", "emphasis", "table contents", "table heading", "table",
}  # fmt: skip
"""Styles that say nothing beyond what is read anyway."""


class Kind(Enum):
    """What a paragraph is by its style."""

    TEXT = "text"
    HEADING = "heading"
    LIST = "list"
    MORE = "list continue"
    QUOTE = "quote"
    SMALL = "small"
    CAPTION = "caption"
    NOTICE = "notice"


_NAMED = {
    "quote": Kind.QUOTE, "intense quote": Kind.QUOTE, "kim quote": Kind.QUOTE, "quotations": Kind.QUOTE,
    "block text": Kind.QUOTE, "kim small": Kind.SMALL, "caption": Kind.CAPTION, "kim notice": Kind.NOTICE,
    "kim notice title": Kind.NOTICE, "kim alert": Kind.NOTICE, "kim alert title": Kind.NOTICE,
}  # fmt: skip
_LEVELLED_KINDS = {
    "heading": Kind.HEADING, "list bullet": Kind.LIST, "list number": Kind.LIST, "list continue": Kind.MORE
}  # fmt: skip


@attrs.frozen(kw_only=True)
class ParagraphStyle:
    """A paragraph style.

    Attributes:
        kind: what it makes of a paragraph.
        level: of a heading from 1, of a list from 0.
        number: the list it counts by (``numId``), or empty.
        number_level: its level in that list.
        bold: whether its text is bold.
        foreign: its name where Markdown has nothing like it.
    """

    kind: Kind = Kind.TEXT
    level: int = 0
    number: str = ""
    number_level: int = 0
    bold: bool = False
    foreign: str = ""


@attrs.frozen(kw_only=True)
class CharacterStyle:
    """A character style.

    Attributes:
        bold, italic, code: how text in it looks.
        link: whether it is that of links.
        foreign: its name where Markdown has nothing like it.
    """

    bold: bool = False
    italic: bool = False
    code: bool = False
    link: bool = False
    foreign: str = ""


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Any) -> None:
        self._elements: Mapping[str, Any] = MappingProxyType(
            {str(style.get(f"{W}styleId")): style for style in root if style.tag == f"{W}style"}
        )
        self._default = next(
            (name for name, style in self._elements.items()
             if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}), "",
        )  # fmt: skip
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, CharacterStyle] = {}

    def paragraph(self, name: str) -> ParagraphStyle:
        """The paragraph style of an id; the default one for an id that is empty or unknown."""
        name = name if name in self._elements else self._default
        if name not in self._paragraphs:
            self._paragraphs[name] = self._read_paragraph(list(self._chain(name)))
        return self._paragraphs[name]

    def character(self, name: str) -> CharacterStyle:
        """The character style of an id."""
        if name not in self._characters:
            chain = list(self._chain(name))
            looks = [style.find(f"{W}rPr") for style in chain]
            names = [value(style, "name").lower() for style in chain]
            code = "kim code" in names
            self._characters[name] = CharacterStyle(
                bold=_inherited(looks, "b"),
                italic=_inherited(looks, "i"),
                code=code,
                link="hyperlink" in names,
                foreign="" if code or not names or names[0] in _PLAIN else value(chain[0], "name"),
            )
        return self._characters[name]

    def _chain(self, name: str) -> Iterator[Any]:
        """A style and those it is based on."""
        seen = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            yield self._elements[name]
            name = value(self._elements[name], "basedOn")

    @staticmethod
    def _read_paragraph(chain: list[Any]) -> ParagraphStyle:
        names = [value(style, "name").lower() for style in chain]
        kind, level = next((found for name in names if (found := _kind(name))), (Kind.TEXT, 0))
        numbers = [found for style in chain if (found := style.find(f"{W}pPr/{W}numPr")) is not None]
        number_level = next((text for found in numbers if (text := value(found, "ilvl"))), "0")
        own = names[0] if names else ""
        return ParagraphStyle(
            kind=kind,
            level=level,
            number=next((text for found in numbers if (text := value(found, "numId"))), ""),
            number_level=int(number_level) if number_level.isdecimal() else 0,
            bold=_inherited([style.find(f"{W}rPr") for style in chain], "b"),
            foreign=value(chain[0], "name") if own not in _PLAIN and _kind(own) is None else "",
        )


def _kind(name: str) -> tuple[Kind, int] | None:
    if name in _NAMED:
        return _NAMED[name], 0
    found = _LEVELLED.fullmatch(name)
    if found is None or (found[1] == "heading" and not found[2]):
        return None
    return _LEVELLED_KINDS[found[1]], int(found[2] or 1) - (found[1] != "heading")


def _inherited(looks: list[Any], name: str) -> bool:
    return next((found for look in looks if (found := is_on(look, name)) is not None), False)

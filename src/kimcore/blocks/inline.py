"""What stands in a paragraph: runs of text, footnotes and references, or plain text."""

from typing import TypeAlias

import attrs

__all__ = ["Footnote", "Inline", "Prose", "Reference", "Run", "plain"]


@attrs.frozen
class Run:
    """A piece of text in one look.

    Attributes:
        text: what is read; a line break is a new line of the same paragraph.
        bold, italic, code: how it looks; ``code`` is set in a fixed-width font.
        link: a web or mail address (``https://…``, ``mailto:…``), or ``#id`` for a place in the same document.
    """

    text: str
    bold: bool = attrs.field(default=False, kw_only=True)
    italic: bool = attrs.field(default=False, kw_only=True)
    code: bool = attrs.field(default=False, kw_only=True)
    link: str = attrs.field(default="", kw_only=True)


@attrs.frozen
class Footnote:
    """A note at the foot of the page, numbered where it stands."""

    runs: tuple[Run, ...]


@attrs.frozen
class Reference:
    """A cross-reference by the id of a section, table or figure; it reads ``Abschnitt 5.3``, ``Tabelle 4``."""

    target: str


Inline: TypeAlias = Run | Footnote | Reference

Prose: TypeAlias = str | tuple[Inline, ...]
"""Plain text, or text with looks, links, footnotes and references."""


def plain(prose: Prose) -> str:
    """The words alone, for formats without looks; footnotes follow in brackets, references are left out."""
    if isinstance(prose, str):
        return prose
    return "".join(_words(item) for item in prose)


def _words(item: Inline) -> str:
    if isinstance(item, Run):
        return item.text
    return f" ({plain(item.runs)})" if isinstance(item, Footnote) else ""

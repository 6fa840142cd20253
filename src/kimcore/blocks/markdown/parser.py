"""CommonMark with tables and footnotes, as markdown-it-py reads it."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["MAX_NESTING", "clean", "parse"]

MAX_NESTING = 50
"""How many blocks may stand within each other; what is deeper is not read."""

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
    + "]"
)

_NOTE = re.compile(r"\[\^([^\s\]]{1,99})\]")


def clean(text: str) -> str:
    """The text with what no document can hold replaced by ``�``, and with plain line ends."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def parse(text: str) -> list["Token"]:
    """The tokens of a clean text; footnotes stand where they are defined."""
    return _parser().parse(text)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only where texts are read
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - same

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.inline.ruler.at("footnote_ref", _footnote)  # that of the plugin knows no footnote without a text
    parser.inline.ruler.before("emphasis", "star_in_word", _star_in_word)
    # Addresses are checked where the tokens are read, so that there is something to say about them.
    parser.normalizeLink = parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    parser.validateLink = bool  # type: ignore[method-assign, assignment]
    return parser


def _footnote(state: "StateInline", silent: bool) -> bool:
    found = _NOTE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def _star_in_word(state: "StateInline", silent: bool) -> bool:
    """``Bürger*innen und Migrant*innen`` is no italics: a single star within a word is a star."""
    at = state.pos
    around = state.src[max(at - 1, 0) : at + 2]
    if state.src[at] != "*" or not around.replace("*", "a", 1).isalnum() or len(around) != len("r*i"):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True

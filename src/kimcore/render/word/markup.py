"""WordprocessingML as text: paragraphs, runs, fields. The one way in which text becomes a run."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import repeat

import attrs

from kimcore.render.typography import are_plain, german
from kimcore.render.xmltext import escape

__all__ = [
    "NAMESPACES",
    "PACKAGE",
    "RELATIONS",
    "TYPES",
    "Props",
    "bookmark",
    "field",
    "field_ends",
    "run",
    "simple_field",
    "strands",
]

_MAIN = "http://schemas.openxmlformats.org"
PACKAGE = f"{_MAIN}/package/2006"
RELATIONS = f"{_MAIN}/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{_MAIN}/wordprocessingml/2006/main" xmlns:r="{_MAIN}/officeDocument/2006/relationships" '
    f'xmlns:wp="{_MAIN}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_MAIN}/drawingml/2006/main" '
    f'xmlns:pic="{_MAIN}/drawingml/2006/picture" xmlns:c="{_MAIN}/drawingml/2006/chart" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_SHORT = 40
_SPLIT = re.compile(r"([\n\t])")
_RIGHT_TO_LEFT = re.compile("([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc ]*"
                            "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?)")  # fmt: skip


@attrs.frozen(cache_hash=True)
class Props:
    """What is set on a paragraph itself, besides its style; all lengths in twentieths of a point."""

    style: str = ""
    keep_next: bool = False
    let_go: bool = False  # not kept, whatever its style says
    new_page: bool = False
    number: tuple[int, int] | None = None  # numId and level
    tabs: tuple[tuple[str, int], ...] = ()  # each with its kind; ``clear`` takes one of the style away
    indent: tuple[int, int] | None = None  # left and hanging
    before: int | None = None
    right: bool = False

    @cached_property
    def xml(self) -> str:
        """The element ``w:pPr``, or nothing."""
        tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in self.tabs)
        parts = [
            f'<w:pStyle w:val="{self.style}"/>' if self.style else "",
            "<w:keepNext/>" if self.keep_next else '<w:keepNext w:val="0"/>' if self.let_go else "",
            "<w:pageBreakBefore/>" if self.new_page else "",
            f'<w:numPr><w:ilvl w:val="{self.number[1]}"/><w:numId w:val="{self.number[0]}"/></w:numPr>'
            if self.number
            else "",
            f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
            f'<w:spacing w:before="{self.before}"/>' if self.before is not None else "",
            f'<w:ind w:left="{self.indent[0]}" w:hanging="{self.indent[1]}"/>' if self.indent else "",
            '<w:jc w:val="right"/>' if self.right else "",
        ]
        inner = "".join(parts)
        return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def run(words: str, look: str = "", *, set_type: bool = True) -> str:
    """A run, or several where the direction of writing changes; nothing for an empty text.

    Args:
        words: the text; with ``set_type`` set by the rules of German typography.
        look: the inside of ``w:rPr``, in the order of the schema.
        set_type: False for code and for what must stand as it is.

    Raises:
        RenderError: a control character.
    """
    if len(words) <= _SHORT:
        return _short_run(words, look, set_type)
    return _set_run(words, look, set_type=set_type)


@lru_cache(maxsize=4096)
def _short_run(words: str, look: str, set_type: bool) -> str:
    """Labels and names come again and again."""
    return _set_run(words, look, set_type=set_type)


def _set_run(words: str, look: str, *, set_type: bool) -> str:
    if words and set_type and are_plain((words,)):
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>" if look else f"<w:r><w:t>{words}</w:t></w:r>"
    pieces = _RIGHT_TO_LEFT.split(german(words) if set_type else words)
    return "".join(_run(piece, f"{look}<w:rtl/>" if number % 2 else look) for number, piece in enumerate(pieces))


def strands(texts: Sequence[str], look: str = "") -> tuple[Iterable[str], ...]:
    """A run for each of many texts, looked at all at once, as strands that give the runs when they are zipped.

    Raises:
        RenderError: a control character.
    """
    if not (all(texts) and are_plain(texts)):
        return ([run(text, look) for text in texts],)
    return repeat(f"<w:r><w:rPr>{look}</w:rPr><w:t>" if look else "<w:r><w:t>"), texts, repeat("</w:t></w:r>")


def _run(words: str, look: str) -> str:
    inner = "".join(map(_piece, _SPLIT.split(words.replace("\r\n", "\n"))))
    props = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{props}{inner}</w:r>" if inner else ""


def _piece(words: str) -> str:
    if not words:
        return ""
    if words == "\n":
        return "<w:br/>"
    if words == "\t":
        return "<w:tab/>"
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def simple_field(instruction: str, shown: str, look: str = "") -> str:
    """A field with the result it shows until an office program computes it anew, in one element.

    LibreOffice prints the instruction of any other field in the first paragraph of a content control.
    """
    return f'<w:fldSimple w:instr=" {escape(instruction)} ">{_run(shown, look)}</w:fldSimple>'


def field(instruction: str, shown: str, look: str = "") -> str:
    """A field in runs of their own, as tables of contents need them."""
    begin, end = field_ends(instruction, look)
    return f"{begin}{_run(shown, look)}{end}"


def field_ends(instruction: str, look: str = "") -> tuple[str, str]:
    """What stands before and after the result of a field that may span paragraphs."""
    props = f"<w:rPr>{look}</w:rPr>" if look else ""
    begin, middle, end = (
        f'<w:r>{props}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f'<w:r>{props}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return f"{begin}{code}{middle}", end


def bookmark(number: int, name: str, inner: str) -> str:
    """A named place around some runs."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'

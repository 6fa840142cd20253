"""WordprocessingML as text: paragraphs, runs, fields. The one way in which text becomes a run."""

import re
from functools import lru_cache

import attrs

from kimcore.render.word.typography import german
from kimcore.render.xmltext import escape

__all__ = ["NAMESPACES", "PACKAGE", "RELATIONS", "TYPES", "Props", "bookmark", "field", "run", "simple_field", "text"]

_MAIN = "http://schemas.openxmlformats.org"
PACKAGE = f"{_MAIN}/package/2006"
RELATIONS = f"{_MAIN}/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{_MAIN}/wordprocessingml/2006/main" xmlns:r="{_MAIN}/officeDocument/2006/relationships" '
    f'xmlns:wp="{_MAIN}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_MAIN}/drawingml/2006/main" '
    f'xmlns:pic="{_MAIN}/drawingml/2006/picture" xmlns:c="{_MAIN}/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
_SPLIT = re.compile(r"([\n\t])")
_RIGHT_TO_LEFT = re.compile("([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc ]*"
                            "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?)")  # fmt: skip


@attrs.frozen
class Props:
    """What is set on a paragraph itself, besides its style; all lengths in twentieths of a point."""

    style: str = ""
    keep_next: bool = False
    new_page: bool = False
    number: tuple[int, int] | None = None  # numId and level
    tab: int = 0
    indent: tuple[int, int] | None = None  # left and hanging
    before: int | None = None
    right: bool = False
    heading: int = 0  # an outline level of its own, where the style has none

    def xml(self) -> str:
        """The element ``w:pPr``, or nothing."""
        return _props(self)


@lru_cache(maxsize=1024)
def _props(props: Props) -> str:
    parts = [
        f'<w:pStyle w:val="{props.style}"/>' if props.style else "",
        "<w:keepNext/>" if props.keep_next else "",
        "<w:pageBreakBefore/>" if props.new_page else "",
        f'<w:numPr><w:ilvl w:val="{props.number[1]}"/><w:numId w:val="{props.number[0]}"/></w:numPr>'
        if props.number
        else "",
        f'<w:tabs><w:tab w:val="left" w:pos="{props.tab}"/></w:tabs>' if props.tab else "",
        f'<w:spacing w:before="{props.before}"/>' if props.before is not None else "",
        f'<w:ind w:left="{props.indent[0]}" w:hanging="{props.indent[1]}"/>' if props.indent else "",
        '<w:jc w:val="right"/>' if props.right else "",
    ]
    inner = "".join(parts)
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def text(words: str) -> str:
    """The inside of a run: text, line breaks and tabs as elements.

    Raises:
        RenderError: a control character.
    """
    if "\n" not in words and "\t" not in words:
        return _piece(words)
    return "".join(map(_piece, _SPLIT.split(words.replace("\r\n", "\n"))))


def _piece(words: str) -> str:
    if not words:
        return ""
    if words == "\n":
        return "<w:br/>"
    if words == "\t":
        return "<w:tab/>"
    space = ' xml:space="preserve"' if words[0] == " " or words[-1] == " " or "  " in words else ""
    return f"<w:t{space}>{escape(words)}</w:t>"


def run(words: str, look: str = "", *, set_type: bool = True) -> str:
    """A run, or several where the direction of writing changes.

    Args:
        words: the text; with ``set_type`` set by the rules of German typography.
        look: the inside of ``w:rPr``, in the order of the schema.
        set_type: False for code and for what must stand as it is.
    """
    words = german(words) if set_type else words
    if words.isascii() or not _RIGHT_TO_LEFT.search(words):
        return _run(words, look)
    pieces = _RIGHT_TO_LEFT.split(words)
    return "".join(_run(piece, f"{look}<w:rtl/>" if number % 2 else look) for number, piece in enumerate(pieces))


def _run(words: str, look: str) -> str:
    inner = text(words)
    props = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{props}{inner}</w:r>" if inner else ""


def simple_field(instruction: str, shown: str, look: str = "") -> str:
    """A field with the result it shows until an office program computes it anew, in one element.

    LibreOffice prints the instruction of any other field in the first paragraph of a content control.
    """
    return f'<w:fldSimple w:instr=" {escape(instruction)} ">{_run(shown, look)}</w:fldSimple>'


def field(instruction: str, shown: str, look: str = "") -> str:
    """A field that may span runs and paragraphs, such as a table of contents."""
    props = f"<w:rPr>{look}</w:rPr>" if look else ""
    begin, middle, end = (
        f'<w:r>{props}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f'<w:r>{props}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{begin}{code}{middle}{_run(shown, look)}{end}"


def bookmark(number: int, name: str, inner: str) -> str:
    """A named place around some runs."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'

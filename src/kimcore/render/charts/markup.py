"""Chart XML as text: elements, fonts, lines and fills.

openpyxl's chart classes leave out what these charts need (``sourceLinked`` of a label's format, without which
LibreOffice ignores it; the namespace of the embedded workbook's id), so the XML is written straight away.
"""

from typing import TypeAlias

from kimcore.render.theme import Theme
from kimcore.render.xmltext import escape

__all__ = ["NO_FILL", "Scalar", "element", "fill", "line", "no_line", "shape", "text_style"]

Scalar: TypeAlias = str | int | float | bool

_EMU_PER_POINT = 12_700


def element(tag: str, *children: str, **attributes: Scalar) -> str:
    """An XML element; ``children`` are XML, attributes are escaped."""
    inner = "".join(children)
    own = "".join(f' {name}="{_scalar(value)}"' for name, value in attributes.items())
    return f"<{tag}{own}>{inner}</{tag}>" if inner else f"<{tag}{own}/>"


def _scalar(value: Scalar) -> str:
    return str(int(value)) if isinstance(value, bool) else escape(str(value))


def _colour(colour: str) -> str:
    return element("a:srgbClr", val=colour)


NO_FILL = element("a:noFill")
"""Nothing is painted."""


def fill(colour: str, pattern: str = "") -> str:
    """A ground in one colour, or a pattern of it on white."""
    if not pattern:
        return element("a:solidFill", _colour(colour))
    front, back = element("a:fgClr", _colour(colour)), element("a:bgClr", _colour("FFFFFF"))
    return element("a:pattFill", front, back, prst=pattern)


def line(colour: str, points: float, dash: str = "", *, sharp: bool = False) -> str:
    """A line of this weight; ``sharp`` at its corners."""
    dashed = element("a:prstDash", val=dash) if dash else ""
    return element(
        "a:ln",
        element("a:solidFill", _colour(colour)),
        dashed,
        element("a:miter", lim=800_000) if sharp else element("a:round"),
        w=round(points * _EMU_PER_POINT),
    )


def no_line() -> str:
    """No line around a shape."""
    return element("a:ln", NO_FILL)


def shape(*parts: str) -> str:
    """What something drawn looks like: its fill and its line."""
    return element("c:spPr", *parts)


def text_style(theme: Theme, size: float, *, colour: str = "", level: bool = False, wrap: bool = True) -> str:
    """The font of a text; ``level`` forbids to turn it, ``wrap`` allows to break it into lines."""
    body: dict[str, Scalar] = {"rot": 0, "vert": "horz"} if level else {}
    body |= {} if wrap else {"wrap": "none"}
    font = element(
        "a:defRPr",
        fill(colour or theme.text),
        element("a:latin", typeface=theme.font),
        element("a:cs", typeface=theme.font),
        lang="de-DE",
        sz=round(size * 100),
        b=False,
    )
    paragraph = element("a:p", element("a:pPr", font), element("a:endParaRPr", lang="de-DE"))
    return element("a:bodyPr", **body) + element("a:lstStyle") + paragraph

"""What cells look like: a table of looks, turned into Excel's numbered styles as they are needed."""

from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from kimcore.render.excel.formats import GENERAL
from kimcore.render.metrics import BASE
from kimcore.render.theme import Theme

if TYPE_CHECKING:
    from openpyxl import Workbook as Skeleton
    from openpyxl.styles import Border, Font

__all__ = ["SIZES", "Ink", "Look", "Style", "Styles", "base_font"]


class Look(Enum):
    """What a cell is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    MARKS = "marks"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    SMALL = "small"
    NOTICE_TITLE = "notice title"
    NOTICE = "notice"
    LABEL = "label"
    VALUE = "value"
    NOTE = "note"
    FIGURE_LABEL = "figure label"
    FIGURE = "figure"
    FIGURE_NOTE = "figure note"
    CAPTION = "caption"
    HEAD = "head"
    BODY = "body"
    GROUP = "group"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    REMARK = "remark"
    SIGN = "sign"
    SIGN_NOTE = "sign note"


class Ink(Enum):
    """What is special about a value within its look; a word or a frame always says it, too."""

    PLAIN = "plain"
    MUTED = "muted"  # a text where a number is expected
    OPEN = "open"  # an input is unknown
    LINK = "link"
    INPUT = "input"  # may be changed by the reader


@attrs.frozen
class _Design:
    """Size, weight and colours of a look; colours are names of fields of the theme, rules of a side and a weight."""

    size: float = BASE
    bold: bool = False
    colour: str = "text"
    ground: str = ""
    top: tuple[str, str] | None = None
    bottom: tuple[str, str] | None = None
    left: tuple[str, str] | None = None


_THIN = ("thin", "rule")
_HAIR = ("hair", "rule")
_INPUT_RULE = ("dashed", "muted")
_DESIGNS = {
    Look.TITLE: _Design(size=16, bold=True, colour="accent"),
    Look.SUBTITLE: _Design(size=9, colour="muted", bottom=("medium", "accent")),
    Look.MARKS: _Design(size=11, bold=True, colour="alert"),
    Look.HEADING: _Design(size=12, bold=True, colour="accent"),
    Look.SUBHEADING: _Design(size=10.5, bold=True, colour="text"),
    Look.PARAGRAPH: _Design(),
    Look.SMALL: _Design(size=9, colour="muted"),
    Look.NOTICE_TITLE: _Design(size=10.5, bold=True, colour="accent", ground="band_ground", left=("thick", "accent")),
    Look.NOTICE: _Design(ground="band_ground", left=("thick", "accent")),
    Look.LABEL: _Design(colour="muted", bottom=_HAIR),
    Look.VALUE: _Design(bottom=_HAIR),
    Look.NOTE: _Design(size=9, colour="muted", bottom=_HAIR),
    Look.FIGURE_NOTE: _Design(size=9, colour="muted", bottom=_THIN),
    Look.FIGURE_LABEL: _Design(bottom=_THIN),
    Look.FIGURE: _Design(size=14, bold=True, colour="accent", bottom=_THIN),
    Look.CAPTION: _Design(size=10.5, bold=True, colour="accent"),
    Look.HEAD: _Design(size=9, bold=True, colour="head_text", ground="head_ground"),
    Look.BODY: _Design(bottom=_THIN),
    Look.GROUP: _Design(bold=True, ground="band_ground", bottom=_THIN),
    Look.SUBTOTAL: _Design(bold=True, ground="band_ground", bottom=_THIN),
    Look.TOTAL: _Design(bold=True, ground="band_ground", top=("thin", "accent"), bottom=("medium", "accent")),
    Look.REMARK: _Design(size=9, colour="muted", bottom=_THIN),
    Look.SIGN: _Design(bottom=("thin", "text")),
    Look.SIGN_NOTE: _Design(size=9, colour="muted"),
}
_HEADINGS = frozenset({Look.TITLE, Look.HEADING, Look.SUBHEADING})
SIZES = {look: design.size for look, design in _DESIGNS.items()}
"""The size of the text of every look, in points."""
BOLD = frozenset(look for look, design in _DESIGNS.items() if design.bold)
"""The looks in bold type."""
_INKS = {Ink.MUTED: "muted", Ink.OPEN: "alert", Ink.LINK: "accent"}


@attrs.frozen
class Style:
    """One way to write a cell.

    Attributes:
        look, ink: what it is.
        code: the number format.
        align: ``left``, ``right`` or ``center``.
        wrap: whether the text breaks into lines.
        indent: steps away from the edge it is aligned to.
        middle: whether it stands in the middle of its row.
        quoted: a text that Excel would take for a formula when somebody edits the cell.
        unlocked: whether it may be changed on a protected sheet.
    """

    look: Look
    ink: Ink = Ink.PLAIN
    code: str = GENERAL
    align: str = "left"
    wrap: bool = False
    indent: int = 0
    middle: bool = False
    quoted: bool = False
    unlocked: bool = False


def base_font(theme: Theme) -> "Font":
    """The font of everything that says nothing else."""
    return _font_class()(name=theme.font, family=2, sz=BASE, color=f"FF{theme.text}")


def _font_class() -> "type[Font]":
    """A Font that writes its elements in the order of the schema, which openpyxl's does not."""
    from openpyxl.styles import Font  # noqa: PLC0415 - only who writes a workbook pays for it

    class OrderedFont(Font):
        """See above."""

        __nested__ = Font.__nested__  # a derived class does not inherit it
        __elements__ = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
                        "name", "family", "charset", "scheme")  # fmt: skip

    return OrderedFont


class Styles:
    """The numbered styles of one workbook."""

    def __init__(self, skeleton: "Skeleton", theme: Theme) -> None:
        self._skeleton = skeleton
        self._theme = theme
        self._font = _font_class()
        self._numbers: dict[Style, int] = {}

    def number(self, style: Style) -> int:
        """Excel's number of a style."""
        number = self._numbers.get(style)
        if number is None:
            number = self._numbers[style] = self._register(style)
        return number

    def _register(self, style: Style) -> int:
        from openpyxl.cell.cell import Cell  # noqa: PLC0415 - see above
        from openpyxl.styles import Alignment, PatternFill, Protection  # noqa: PLC0415

        cell: Any = Cell(self._skeleton.worksheets[0], row=1, column=1)
        design = _DESIGNS[style.look]
        cell.font = self._font_of(style, design)
        cell.border = self._border(style, design)
        if ground := "input_ground" if style.ink is Ink.INPUT else design.ground:
            cell.fill = PatternFill("solid", fgColor=self._colour(ground))
        cell.number_format = style.code
        cell.alignment = Alignment(
            horizontal=style.align, vertical=_vertical(style), wrap_text=style.wrap or None, indent=style.indent
        )
        if style.unlocked:
            cell.protection = Protection(locked=False)
        cell.quotePrefix = style.quoted
        return int(cell.style_id)

    def _colour(self, name: str) -> str:
        return f"FF{getattr(self._theme, name)}"

    def _font_of(self, style: Style, design: _Design) -> "Font":
        return self._font(
            name=(style.look in _HEADINGS and self._theme.heading_font) or self._theme.font,
            family=2,
            sz=design.size,
            b=design.bold or style.ink is Ink.OPEN or None,
            u="single" if style.ink is Ink.LINK else None,
            color=self._colour(_INKS.get(style.ink, design.colour)),
        )

    def _border(self, style: Style, design: _Design) -> "Border":
        from openpyxl.styles import Border, Side  # noqa: PLC0415 - see above

        def side(rule: tuple[str, str] | None) -> Side:
            return Side(style=rule[0], color=self._colour(rule[1])) if rule else Side()  # type: ignore[arg-type]

        bottom = _INPUT_RULE if style.ink is Ink.INPUT else design.bottom
        return Border(left=side(design.left), right=side(None), top=side(design.top), bottom=side(bottom))


def _vertical(style: Style) -> str:
    if style.middle or style.look in {
        Look.TITLE,
        Look.MARKS,
        Look.NOTICE_TITLE,
        Look.HEAD,
        Look.HEADING,
        Look.SUBHEADING,
    }:
        return "center"
    return "bottom" if style.look in {Look.CAPTION, Look.SIGN} else "top"

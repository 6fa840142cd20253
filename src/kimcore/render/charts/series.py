"""Series: what they refer to, the values that are stored with them, and how they differ without colour."""

from collections.abc import Sequence
from decimal import Decimal

import attrs

from kimcore.render.charts.markup import NO_FILL, element, fill, line, no_line, shape
from kimcore.render.excel.plan import letters
from kimcore.render.theme import Theme
from kimcore.render.xmltext import escape

__all__ = ["Source", "bar_look", "invisible", "line_look", "named", "numeric", "text_reference"]

_PATTERNS = ("", "wdUpDiag", "lgGrid", "wdDnDiag", "lgCheck", "dkHorz", "dkVert")
_DASHES = ("", "dash", "sysDot", "lgDashDot", "sysDash", "lgDash", "lgDashDotDot")
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "star", "plus")
_STROKES = frozenset({"x", "star", "plus"})
_HEAD = 4
_MARKER_SIZE = 7


@attrs.frozen
class Source:
    """Where the data of a chart stand.

    Attributes:
        sheet: the title of the sheet, as a formula writes it.
        head: the row of the table's head.
        count: how many rows follow it.
    """

    sheet: str
    count: int
    head: int = _HEAD

    def title(self, column: int) -> str:
        """The cell above a column."""
        return f"{self.sheet}!${letters(column)}${self.head}"

    def column(self, column: int) -> str:
        """The cells of a column."""
        letter = letters(column)
        return f"{self.sheet}!${letter}${self.head + 1}:${letter}${self.head + self.count}"


# ------------------------------------------------------------------------------------------------ data


def text_reference(tag: str, reference: str, texts: Sequence[str]) -> str:
    """A reference to texts, with the texts."""
    points = (element("c:pt", f"<c:v>{escape(text)}</c:v>", idx=place) for place, text in enumerate(texts))
    cache = element("c:strCache", element("c:ptCount", val=len(texts)), *points)
    return element(tag, element("c:strRef", f"<c:f>{escape(reference)}</c:f>", cache))


def numeric(reference: str, values: Sequence[Decimal | int | None], code: str) -> str:
    """A reference to numbers, with the numbers and their format; a gap has no number."""
    points = (
        element("c:pt", f"<c:v>{value:f}</c:v>", idx=place)
        for place, value in enumerate(map(_decimal, values))
        if value is not None
    )
    head = f"<c:formatCode>{escape(code)}</c:formatCode>" + element("c:ptCount", val=len(values))
    cache = element("c:numCache", head, *points)
    return element("c:val", element("c:numRef", f"<c:f>{escape(reference)}</c:f>", cache))


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def named(place: int, source: Source, column: int, title: str) -> str:
    """The beginning of a series: its number and its name."""
    number = element("c:idx", val=place) + element("c:order", val=place)
    return number + text_reference("c:tx", source.title(column), (title,))


# ----------------------------------------------------------------------------------------------- looks


def bar_look(theme: Theme, place: int) -> str:
    """A bar: colour and pattern of its series, the outline in full colour."""
    colour = theme.series[place % len(theme.series)]
    return shape(fill(colour, _PATTERNS[place % len(_PATTERNS)]), line(colour, 0.75))


def line_look(theme: Theme, place: int) -> str:
    """A line: colour, dashes and markers of its series; every other marker is hollow."""
    colour = theme.series[place % len(theme.series)]
    symbol = _MARKERS[place % len(_MARKERS)]
    inside = NO_FILL if symbol in _STROKES else fill("FFFFFF" if place % 2 else colour)
    marker = element(
        "c:marker",
        element("c:symbol", val=symbol),
        element("c:size", val=_MARKER_SIZE),
        shape(inside, line(colour, 1.25)),
    )
    return shape(line(colour, 2.25, _DASHES[place % len(_DASHES)])) + marker


def invisible() -> str:
    """A bar nobody sees."""
    return shape(NO_FILL, no_line())

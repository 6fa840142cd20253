"""What all drawings are made of: texts, shapes, legends, and the patterns that tell series apart without colour."""

from collections.abc import Iterator

import attrs

from kimcore.blocks import Chart, ChartKind
from kimcore.render import Metrics
from kimcore_html.markup import tag, words

__all__ = [
    "SIZE",
    "WIDTH",
    "Drawing",
    "dashes",
    "legend_html",
    "marker",
    "number",
    "patterns_html",
    "plated",
    "text",
    "width_of",
    "wrapped",
]

WIDTH = 720
"""Of every drawing; it is scaled to the page."""

SIZE = 13
"""Of texts in drawings."""

_METRICS = Metrics("Arial")
_WIDER = 1.08  # the page may have another font
_TILE = 8
_OVERLAYS = (
    "",
    "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4",
    "M0,4 h8",
    "M-2,6 l4,4 M0,0 l8,8 M6,-2 l4,4",
    "M4,0 v8",
    "M0,4 h8 M4,0 v8",
    "M0,0 l8,8 M0,8 l8,-8",
)
_DASHES = ("", "9 5", "3 4", "12 4 3 4", "6 3", "15 5")
_SHAPES = (
    "M-4.5,0 a4.5,4.5 0 1 0 9,0 a4.5,4.5 0 1 0 -9,0",
    "M-4,-4 h8 v8 h-8 z",
    "M0,-5.5 l5.5,5.5 l-5.5,5.5 l-5.5,-5.5 z",
    "M0,-5 l5,9 h-10 z",
    "M0,5 l5,-9 h-10 z",
)


@attrs.define
class Drawing:
    """Parts of a drawing and how high it is."""

    parts: list[str] = attrs.field(factory=list)
    height: float = 0


def number(value: float) -> str:
    """A coordinate."""
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, content: str, *, anchor: str = "start", class_: str | None = None) -> str:
    """A line of text; ``y`` is its base line."""
    side = None if anchor == "start" else anchor
    return tag("text", words(content), x=number(x), y=number(y), text_anchor=side, class_=class_)


def plated(x: float, y: float, content: str) -> str:
    """A number in the middle of what is drawn, on a ground of its own."""
    wide = width_of(content) + 6
    plate = tag("rect", x=number(x - wide / 2), y=number(y - SIZE), width=number(wide), height=SIZE + 4, class_="plate")
    return plate + text(x, y, content, anchor="middle", class_="inside")


def width_of(content: str) -> float:
    """How wide a text is."""
    return _METRICS.width(content, SIZE) * _WIDER


def wrapped(content: str, room: float, most: int = 3) -> list[str]:
    """The lines of a text, at most so many; a word that is too long is cut."""
    lines = [""]
    for word in content.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return [_cut(line, room) for line in lines]


def _cut(line: str, room: float) -> str:
    if width_of(line) <= room:
        return line
    while line and width_of(f"{line}…") > room:
        line = line[:-1]
    return f"{line}…"


def marker(place: int, x: float, y: float) -> str:
    """The mark of a point; every series has its own."""
    shape = _SHAPES[place % len(_SHAPES)]
    return tag("path", d=shape, transform=f"translate({number(x)} {number(y)})", class_=f"c{place}")


def dashes(place: int) -> str | None:
    """How the line of a series is broken."""
    return _DASHES[place % len(_DASHES)] or None


def legend_html(chart: Chart) -> str:
    """What the series are called, where there are several."""
    if len(chart.series) == 1:
        return ""
    items = (tag("li", _swatch(chart, place), words(series.title)) for place, series in enumerate(chart.series))
    return tag("ul", *items, class_="legend")


def _swatch(chart: Chart, place: int) -> str:
    if chart.kind is ChartKind.LINES:
        line = tag("path", d="M0,7 h30", class_=f"k{place}", stroke_dasharray=dashes(place))
        return tag("svg", line, marker(place, 15, 7), width=30, height=14, aria_hidden="true")
    box = tag("rect", width=22, height=14, fill=f"url(#muster-{place})")
    return tag("svg", box, width=22, height=14, aria_hidden="true")


def patterns_html(count: int) -> str:
    """The patterns of so many series; they stand once in a page."""
    return tag("svg", tag("defs", *_patterns(count)), class_="patterns", width=0, height=0, aria_hidden="true")


def _patterns(count: int) -> Iterator[str]:
    for place in range(count):
        ground = tag("rect", width=_TILE, height=_TILE, class_=f"c{place}")
        overlay = _OVERLAYS[place % len(_OVERLAYS)]
        lines = tag("path", d=overlay, class_="overlay") if overlay else ""
        yield tag(
            "pattern", ground, lines, id=f"muster-{place}", width=_TILE, height=_TILE, patternUnits="userSpaceOnUse"
        )

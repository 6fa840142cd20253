"""Axes: light grid lines, no clutter, and the sides on which they stand."""

from kimcore.render.charts.markup import NO_FILL, element, fill, line, no_line, shape, text_style
from kimcore.render.charts.scales import Months, Unit
from kimcore.render.charts.size import Rows
from kimcore.render.theme import Theme
from kimcore.render.xmltext import escape

__all__ = ["CATEGORIES", "NUMBERS", "SMALL", "category_axis", "date_axis", "number_axis"]

CATEGORIES, NUMBERS = 1001, 1002
"""The ids of the two axes of a chart."""

SMALL = 9.0
"""The size of the text of axes and legend, in points."""


def _axis(tag: str, theme: Theme, number: int, across: int, *, place: str, size: float = SMALL, **parts: str) -> str:
    """What both axes have, in the order of the schema."""
    return element(
        tag,
        element("c:axId", val=number),
        parts.get("scale", element("c:scaling", element("c:orientation", val="minMax"))),
        element("c:delete", val=False),
        element("c:axPos", val=place),
        parts.get("grid", ""),
        parts.get("title", ""),
        element("c:numFmt", formatCode=parts.get("code", "General"), sourceLinked=False),
        element("c:majorTickMark", val="none"),
        element("c:minorTickMark", val="none"),
        element("c:tickLblPos", val=parts.get("labels", "nextTo")),
        parts["look"],
        element("c:txPr", text_style(theme, size, level=tag == "c:valAx")),
        element("c:crossAx", val=across),
        parts["rest"],
    )


def category_axis(theme: Theme, rows: Rows | None = None) -> str:
    """The axis of the categories; lying bars are read from the top down."""
    order = "maxMin" if rows else "minMax"
    return _axis(
        "c:catAx",
        theme,
        CATEGORIES,
        NUMBERS,
        place="l" if rows else "b",
        size=rows.size if rows else SMALL,
        scale=element("c:scaling", element("c:orientation", val=order)),
        labels="low",
        look=shape(line(theme.muted, 0.75)),
        rest=element("c:crosses", val="autoZero")
        + element("c:auto", val=False)
        + element("c:lblAlgn", val="ctr")
        + element("c:lblOffset", val=100)
        + element("c:tickLblSkip", val=1)
        + element("c:noMultiLvlLbl", val=True),
    )


def number_axis(theme: Theme, unit: Unit, *, horizontal: bool, from_zero: bool) -> str:
    """The axis of the numbers, with the unit where the labels do not say it."""
    ends = element("c:min", val=0) if from_zero else ""
    return _axis(
        "c:valAx",
        theme,
        NUMBERS,
        CATEGORIES,
        place="b" if horizontal else "l",
        scale=element("c:scaling", element("c:orientation", val="minMax"), ends),
        grid=_grid(theme.band_ground),
        title=_title(theme, unit.title, horizontal=horizontal) if unit.title else "",
        code=unit.axis,
        look=shape(no_line()),
        rest=_crossing(horizontal=horizontal),
    )


def date_axis(theme: Theme, months: Months) -> str:
    """The axis of the months below a Zeitschiene."""
    ends = element("c:max", val=months.high) + element("c:min", val=months.low)
    return _axis(
        "c:valAx",
        theme,
        NUMBERS,
        CATEGORIES,
        place="b",
        scale=element("c:scaling", element("c:orientation", val="minMax"), ends),
        grid=_grid(theme.rule),
        code=months.code,
        look=shape(no_line()),
        rest=_crossing(horizontal=True) + element("c:majorUnit", val=months.step),
    )


def _crossing(*, horizontal: bool) -> str:
    """Categories from the top down would take the numbers along; they stay at the bottom."""
    return element("c:crosses", val="max" if horizontal else "autoZero") + element("c:crossBetween", val="between")


def _grid(colour: str) -> str:
    return element("c:majorGridlines", shape(line(colour, 0.75)))


def _title(theme: Theme, text: str, *, horizontal: bool) -> str:
    """A unit beside its axis."""
    font = element(
        "a:rPr",
        fill(theme.muted),
        element("a:latin", typeface=theme.font),
        lang="de-DE",
        sz=round(SMALL * 100),
        b=False,
    )
    turn = element("a:bodyPr", rot=0 if horizontal else -5_400_000, vert="horz")
    run = element("a:r", font, f"<a:t>{escape(text)}</a:t>")
    rich = element("c:rich", turn, element("a:lstStyle"), element("a:p", run))
    return element("c:title", element("c:tx", rich), element("c:overlay", val=False), shape(NO_FILL))

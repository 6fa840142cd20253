"""Labels: numbers beside bars and points, where there is room for them."""

from decimal import Decimal

from kimcore.blocks import Chart, ChartKind
from kimcore.render.charts.data import number, numbers
from kimcore.render.charts.markup import NO_FILL, element, fill, no_line, shape, text_style
from kimcore.render.charts.scales import Unit
from kimcore.render.theme import Theme
from kimcore.values import format_number

__all__ = ["NO_LABELS", "label_list", "labels_of"]

SIZE = 8.0
"""The size of a label, in points."""

_SHOWN = ("c:showLegendKey", "c:showVal", "c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize")
_CHARACTER = 4.6  # points of a digit
_ACROSS = 400.0  # points of a plot area
_DOWN = 190.0
_MOST_LYING = 40
_APART = Decimal("0.07")  # of the highest value: two labels do not touch


def _show(*, value: bool) -> str:
    return "".join(element(name, val=value and name == "c:showVal") for name in _SHOWN)


NO_LABELS = element("c:dLbls", _show(value=False))
"""A series without labels."""


def labels_of(chart: Chart, place: int, theme: Theme, unit: Unit) -> str:
    """The labels of a series; empty where they would crowd the chart."""
    if chart.kind is ChartKind.LINES:
        return _line_labels(chart, place, theme, unit)
    if not _room(chart, unit):
        return ""
    if chart.kind is ChartKind.GROUPED:
        return label_list(theme, unit.label, "outEnd")
    return label_list(theme, unit.label, "ctr", hidden=_small(chart, place, unit), boxed=True)


def label_list(
    theme: Theme, code: str, position: str, *, hidden: tuple[int, ...] = (), boxed: bool = False, colour: str = ""
) -> str:
    """The labels of a series in one format; ``hidden`` are the points without one."""
    none = (element("c:dLbl", element("c:idx", val=place), element("c:delete", val=True)) for place in hidden)
    return element(
        "c:dLbls",
        *none,
        element("c:numFmt", formatCode=code, sourceLinked=False),
        shape(fill("FFFFFF") if boxed else NO_FILL, no_line()),
        element("c:txPr", text_style(theme, SIZE, colour=colour, wrap=False)),
        element("c:dLblPos", val=position),
        _show(value=True),
    )


def _width(chart: Chart, unit: Unit) -> float:
    """The width of the widest label."""
    most = max(map(abs, numbers(chart)), default=Decimal(0)) / unit.divisor
    places = 1 if unit.label.endswith(".0,,") else 0 if unit.divisor > 1 or most == int(most) else 2
    text = format_number(int(most)) + ("," + "0" * places if places else "") + (" €" if "€" in unit.label else "")
    return len(text) * _CHARACTER + 6


def _room(chart: Chart, unit: Unit) -> bool:
    """Whether every bar has room for its label."""
    bars = len(chart.categories) * (len(chart.series) if chart.kind is ChartKind.GROUPED else 1)
    return bars <= _MOST_LYING if chart.horizontal else bars * _width(chart, unit) <= _ACROSS


def _small(chart: Chart, place: int, unit: Unit) -> tuple[int, ...]:
    """The parts of stacked bars that are smaller than their label."""
    sums = [
        sum((number(series.values[index]) or Decimal(0) for series in chart.series), Decimal(0))
        for index in range(len(chart.categories))
    ]
    least = _width(chart, unit) / (_ACROSS * 0.7) if chart.horizontal else 2 * SIZE / _DOWN
    limit = max(map(abs, sums), default=Decimal(0)) * Decimal(str(least))
    values = map(number, chart.series[place].values)
    return tuple(index for index, value in enumerate(values) if abs(value or Decimal(0)) < limit)


def _line_labels(chart: Chart, place: int, theme: Theme, unit: Unit) -> str:
    """One line is labelled point by point, several at their ends, where these do not touch."""
    values = list(map(number, chart.series[place].values))
    if len(chart.series) == 1 and len(values) * _width(chart, unit) <= _ACROSS:
        return label_list(theme, unit.label, "t")
    if values[-1] is None or not _free(chart, place):
        return ""
    return label_list(theme, unit.label, "r", hidden=tuple(range(len(values) - 1)))


def _free(chart: Chart, place: int) -> bool:
    """Whether the last point of a line is far enough from those of the other lines."""
    ends = [number(series.values[-1]) for series in chart.series]
    own, limit = ends.pop(place) or Decimal(0), max(map(abs, numbers(chart))) * _APART
    return all(other is None or abs(other - own) >= limit for other in ends)

"""Bars and lines: the plot area of a Chart."""

from decimal import Decimal

from kimcore.blocks import Chart, ChartKind
from kimcore.render.charts.axes import CATEGORIES, NUMBERS, category_axis, number_axis
from kimcore.render.charts.data import number, numbers
from kimcore.render.charts.labels import NO_LABELS, labels_of
from kimcore.render.charts.markup import element
from kimcore.render.charts.scales import Unit, unit_of
from kimcore.render.charts.series import Source, bar_look, line_look, named, numeric, text_reference
from kimcore.render.charts.size import rows_of
from kimcore.render.theme import Theme

__all__ = ["plot"]

_GAPS = {ChartKind.GROUPED: 60, ChartKind.STACKED: 55}


def plot(chart: Chart, theme: Theme, source: Source) -> str:
    """The drawing of a chart, with its axes."""
    values = numbers(chart)
    unit = unit_of(chart.values, values)
    series = "".join(_series(chart, theme, source, unit, place) for place in range(len(chart.series)))
    rows = rows_of(chart)
    drawing = _lines(series) if chart.kind is ChartKind.LINES else _bars(chart, series)
    return (
        drawing
        + category_axis(theme, rows)
        + number_axis(theme, unit, horizontal=rows is not None, from_zero=min(values, default=Decimal(0)) >= 0)
    )


def _bars(chart: Chart, series: str) -> str:
    stacked = chart.kind is ChartKind.STACKED
    return element(
        "c:barChart",
        element("c:barDir", val="bar" if chart.horizontal else "col"),
        element("c:grouping", val="stacked" if stacked else "clustered"),
        element("c:varyColors", val=False),
        series,
        element("c:gapWidth", val=_GAPS[chart.kind]),
        element("c:overlap", val=100 if stacked else -8),
        *_axis_ids(),
    )


def _lines(series: str) -> str:
    return element(
        "c:lineChart",
        element("c:grouping", val="standard"),
        element("c:varyColors", val=False),
        series,
        element("c:marker", val=True),
        *_axis_ids(),
    )


def _axis_ids() -> tuple[str, str]:
    return element("c:axId", val=CATEGORIES), element("c:axId", val=NUMBERS)


def _series(chart: Chart, theme: Theme, source: Source, unit: Unit, place: int) -> str:
    series, column = chart.series[place], place + 2
    values = list(map(number, series.values))
    lines = chart.kind is ChartKind.LINES
    return element(
        "c:ser",
        named(place, source, column, series.title),
        line_look(theme, place) if lines else bar_look(theme, place) + element("c:invertIfNegative", val=False),
        labels_of(chart, place, theme, unit) or NO_LABELS,
        text_reference("c:cat", source.column(1), chart.categories),
        numeric(source.column(column), values, unit.cell),
        element("c:smooth", val=False) if lines else "",
    )

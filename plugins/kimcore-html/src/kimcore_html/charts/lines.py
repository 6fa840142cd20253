"""Lines over time: a line for each series, broken where a value is missing."""

from collections.abc import Iterator

from kimcore.blocks import Chart
from kimcore.render.charts.data import number as drawn_number
from kimcore.render.charts.data import numbers
from kimcore_html.charts.bars import frame_parts
from kimcore_html.charts.drawing import SIZE, WIDTH, Drawing, dashes, marker, number, text, width_of
from kimcore_html.charts.scale import Scale, Unit, scale_of, unit_of
from kimcore_html.markup import tag, words

__all__ = ["lines_svg"]

_TOP, _HIGH, _BELOW = 26, 250, 58


def lines_svg(chart: Chart) -> Drawing:
    """A chart of lines."""
    values = numbers(chart)
    unit = unit_of(chart.values, values)
    scale = scale_of(values, _TOP + _HIGH, _TOP)
    left = max(width_of(unit.short(tick)) for tick in scale.ticks) + 12
    drawing = Drawing([*frame_parts(chart, unit, scale, left)], scale.start + _BELOW)
    slot = (WIDTH - left) / len(chart.categories)
    across = [left + (index + 0.5) * slot for index in range(len(chart.categories))]
    for place in range(len(chart.series)):
        drawing.parts += _line(chart, place, unit, scale, across)
    drawing.parts += _last_values(chart, unit, scale, across)
    return drawing


def _line(chart: Chart, place: int, unit: Unit, scale: Scale, across: list[float]) -> Iterator[str]:
    values = [drawn_number(value) for value in chart.series[place].values]
    path, pen = "", "M"
    for x, value in zip(across, values, strict=True):
        if value is not None:
            path += f"{pen}{number(x)},{number(scale.at(value))} "
        pen = "L" if value is not None else "M"
    if path:
        yield tag("path", d=path.strip(), class_=f"line k{place}", stroke_dasharray=dashes(place))
    for category, x, value in zip(chart.categories, across, values, strict=True):
        if value is not None:
            title = f"{category}, {chart.series[place].title}: {unit.full(value)}"
            yield tag("g", tag("title", words(title)), marker(place, x, scale.at(value)))


def _last_values(chart: Chart, unit: Unit, scale: Scale, across: list[float]) -> Iterator[str]:
    """The last value of each line, beside its point; where two are close, one below the other."""
    found = []
    for series in chart.series:
        points = [
            (x, value) for x, value in zip(across, map(drawn_number, series.values), strict=True) if value is not None
        ]
        found += points[-1:]
    below = 0.0
    for x, value in sorted(found, key=lambda point: -point[1]):
        below = max(scale.at(value) + SIZE / 3, below + SIZE)
        yield text(x + 10, below, unit.short(value), class_="value")

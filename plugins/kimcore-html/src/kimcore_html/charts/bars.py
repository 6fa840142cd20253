"""Bars side by side or on top of each other, standing or lying."""

from collections.abc import Iterator
from decimal import Decimal

import attrs

from kimcore.blocks import Chart, ChartKind
from kimcore.render.charts.data import number as drawn_number
from kimcore.render.charts.data import numbers
from kimcore_html.charts.drawing import SIZE, WIDTH, Drawing, number, plated, text, width_of, wrapped
from kimcore_html.charts.scale import Scale, Unit, scale_of, unit_of
from kimcore_html.markup import tag, words

__all__ = ["bars_svg", "frame_parts"]

_LINE = SIZE + 3
_TOP, _HIGH = 26, 250
_MOST_LABEL = 250
_THICK, _GAP = 24, 16  # of lying bars, and between their categories
_WIDEST = 64
_MOST_LABELS = 40


@attrs.frozen
class _Bar:
    """A bar from one number to another, its place across the axis, and what stands at its end and inside."""

    series: int
    title: str
    place: float
    thick: float
    low: Decimal
    high: Decimal
    end: str = ""
    inside: str = ""


def bars_svg(chart: Chart) -> Drawing:
    """A chart of bars."""
    unit = unit_of(chart.values, numbers(chart))
    return _lying(chart, unit) if chart.horizontal else _standing(chart, unit)


# ------------------------------------------------------------------------------------------------ bars


def _bars(chart: Chart, unit: Unit, starts: list[float], room: float) -> Iterator[_Bar]:
    """The bars of all categories, each category at its start and within its room."""
    for index, start in enumerate(starts):
        if chart.kind is ChartKind.STACKED:
            yield from _pile(chart, unit, index, start, room)
        else:
            yield from _side_by_side(chart, unit, index, start, room)


def _side_by_side(chart: Chart, unit: Unit, index: int, start: float, room: float) -> Iterator[_Bar]:
    thick = room / len(chart.series)
    for place, series in enumerate(chart.series):
        value = drawn_number(series.values[index])
        if value is not None:
            title = f"{chart.categories[index]}, {series.title}: {unit.full(value)}"
            yield _Bar(place, title, start + place * thick, thick, Decimal(0), value, end=unit.short(value))


def _pile(chart: Chart, unit: Unit, index: int, start: float, room: float) -> Iterator[_Bar]:
    """Bars on top of each other, those below zero hanging; the last one shows the sum."""
    tops = [Decimal(0), Decimal(0)]
    values = [(place, drawn_number(series.values[index])) for place, series in enumerate(chart.series)]
    filled = [(place, value) for place, value in values if value]
    for place, value in filled:
        title = f"{chart.categories[index]}, {chart.series[place].title}: {unit.full(value)}"
        below = value < 0
        low, tops[below] = tops[below], tops[below] + value
        last = len(filled) > 1 and place == filled[-1][0]
        end = unit.short(sum((value for _, value in filled), Decimal(0))) if last and not tops[1] else ""
        yield _Bar(place, title, start, room, low, tops[below], end=end, inside=unit.short(value))


def _extent(chart: Chart) -> list[Decimal]:
    """The numbers that the axis must hold."""
    if chart.kind is not ChartKind.STACKED:
        return numbers(chart)
    found = []
    for index in range(len(chart.categories)):
        column = [drawn_number(series.values[index]) or Decimal(0) for series in chart.series]
        found += [sum(filter(side, column), Decimal(0)) for side in (Decimal(0).__lt__, Decimal(0).__gt__)]
    return found


def _rectangle(bar: _Bar, x: float, y: float, wide: float, high: float) -> str:
    return tag("rect", tag("title", words(bar.title)), x=number(x), y=number(y), width=number(max(wide, 0.5)),
               height=number(max(high, 0.5)), fill=f"url(#muster-{bar.series})", class_=f"k{bar.series}")  # fmt: skip


# -------------------------------------------------------------------------------------------- standing


def frame_parts(chart: Chart, unit: Unit, scale: Scale, left: float) -> Iterator[str]:
    """The lines across a standing chart, what they mean, and the unit."""
    if unit.sign:
        yield text(0, SIZE, unit.sign, class_="axis")
    for tick in scale.ticks:
        y = scale.at(tick)
        yield tag("path", d=f"M{number(left)},{number(y)} H{WIDTH}", class_="grid" if tick else "zero")
        yield text(left - 8, y + SIZE / 3, unit.short(tick), anchor="end", class_="axis")
    slot = (WIDTH - left) / len(chart.categories)
    bottom = scale.start + _LINE + 4
    for index, category in enumerate(chart.categories):
        for line, content in enumerate(wrapped(category, slot - 6)):
            yield text(left + (index + 0.5) * slot, bottom + line * _LINE, content, anchor="middle")


def _standing(chart: Chart, unit: Unit) -> Drawing:
    scale = scale_of(_extent(chart), _TOP + _HIGH, _TOP)
    left = max(width_of(unit.short(tick)) for tick in scale.ticks) + 12
    slot = (WIDTH - left) / len(chart.categories)
    room = min(0.72 * slot, _WIDEST * (1 if chart.kind is ChartKind.STACKED else len(chart.series)))
    starts = [left + (index + 0.5) * slot - room / 2 for index in range(len(chart.categories))]
    bars = [*_bars(chart, unit, starts, room)]
    drawing = Drawing([*frame_parts(chart, unit, scale, left)], scale.start + 3 * _LINE + 10)
    fitting = len(bars) <= _MOST_LABELS and all(width_of(bar.end) <= bar.thick + 8 for bar in bars)
    for bar in bars:
        top, bottom = sorted((scale.at(bar.low), scale.at(bar.high)))
        drawing.parts.append(_rectangle(bar, bar.place, top, bar.thick, bottom - top))
        middle = bar.place + bar.thick / 2
        if bar.inside and bottom - top > _LINE and width_of(bar.inside) < bar.thick:
            drawing.parts.append(plated(middle, (top + bottom) / 2 + SIZE / 3, bar.inside))
        if bar.end and fitting:
            y = bottom + _LINE - 2 if bar.high < 0 else top - 5
            drawing.parts.append(text(middle, y, bar.end, anchor="middle", class_="value"))
    return drawing


# ----------------------------------------------------------------------------------------------- lying


def _lying(chart: Chart, unit: Unit) -> Drawing:
    labels = [wrapped(category, _MOST_LABEL) for category in chart.categories]
    left = max(width_of(line) for lines in labels for line in lines) + 12
    room = _THICK * (1 if chart.kind is ChartKind.STACKED else len(chart.series))
    highs = [max(room, len(lines) * _LINE) + _GAP for lines in labels]
    starts = [sum(highs[:index]) + (high - room) / 2 for index, high in enumerate(highs)]
    bottom = float(sum(highs))
    extent = _extent(chart)
    end = max(width_of(unit.short(value)) for value in (*extent, Decimal(0))) + 10
    scale = scale_of(extent, left, WIDTH - end)
    drawing = Drawing([*_lying_frame(unit, scale, bottom)], bottom + _LINE + 8)
    for lines, start in zip(labels, starts, strict=True):
        first = start + room / 2 - (len(lines) - 1) * _LINE / 2 + SIZE / 3
        drawing.parts += (
            text(left - 10, first + line * _LINE, content, anchor="end") for line, content in enumerate(lines)
        )
    for bar in _bars(chart, unit, starts, room):
        drawing.parts += _lying_bar(bar, scale)
    return drawing


def _lying_frame(unit: Unit, scale: Scale, bottom: float) -> Iterator[str]:
    for tick in scale.ticks:
        x = scale.at(tick)
        yield tag("path", d=f"M{number(x)},0 V{number(bottom)}", class_="grid" if tick else "zero")
        shown = unit.full(tick) if tick == scale.ticks[-1] else unit.short(tick)
        yield text(x, bottom + _LINE, shown, anchor="middle", class_="axis")


def _lying_bar(bar: _Bar, scale: Scale) -> Iterator[str]:
    left, right = sorted((scale.at(bar.low), scale.at(bar.high)))
    yield _rectangle(bar, left, bar.place + 1, right - left, bar.thick - 2)
    y = bar.place + bar.thick / 2 + SIZE / 3
    if bar.inside and width_of(bar.inside) + 8 < right - left:
        yield plated((left + right) / 2, y, bar.inside)
    if bar.end:
        below = bar.high < 0
        yield text(left - 5 if below else right + 5, y, bar.end, anchor="end" if below else "start", class_="value")

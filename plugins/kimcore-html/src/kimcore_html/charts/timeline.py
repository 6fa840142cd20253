"""Zeitschienen: bars of measures and marks of milestones along the months or years."""

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from kimcore.blocks import Span, Timeline
from kimcore.values import format_date
from kimcore_html.charts.drawing import SIZE, WIDTH, Drawing, number, text, wrapped
from kimcore_html.markup import tag, words

__all__ = ["timeline_svg"]

_LABEL, _MARGIN = 262, 26  # to the left and right of the axis
_LINE = SIZE + 3
_HEAD, _PAD = 26, 8
_BAR = 14
_MOST = 11  # labels along the axis
_YEAR = 12
_LATEST = date(2999, 12, 31)  # whoever writes 31.12.9999 means: for good
_MONTHS = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_DIAMOND = "M0,-8 l8,8 l-8,8 l-8,-8 z"


@attrs.frozen
class _Calendar:
    """Days along the axis, from the first of a month to the first of another."""

    first: int
    last: int
    step: int

    def at(self, day: date) -> float:
        low, high = _start(self.first).toordinal(), _start(self.last).toordinal()
        return _LABEL + (WIDTH - _LABEL - _MARGIN) * (min(day, _LATEST).toordinal() - low) / (high - low)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Where a label stands, and what it says."""
        for month in range(self.first, self.last + 1, self.step):
            day = _start(month)
            yield self.at(day), str(day.year) if self.step % _YEAR == 0 else f"{_MONTHS[day.month - 1]} {day:%y}"


def _start(month: int) -> date:
    return date(month // _YEAR, month % _YEAR + 1, 1)


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _calendar(chart: Timeline) -> _Calendar:
    """The months of a Zeitschiene, as many of them labelled as there is room for."""
    days = [min(day, _LATEST) for day in chart.days()]
    begin, end = _month(min(days)), _month(max(days)) + 1
    steps = (1, 2, 3, 6, *(_YEAR * 2**power for power in range(8)))
    step = next(step for step in steps if (end - begin) / step <= _MOST)
    first = begin // step * step
    return _Calendar(first, first + -(-(end - first) // step) * step, step)


def timeline_svg(chart: Timeline) -> Drawing:
    """A Zeitschiene, top down in the order given."""
    calendar = _calendar(chart)
    drawing = Drawing(height=_HEAD)
    rows: list[str] = []
    for index, span in enumerate(chart.spans):
        lines = wrapped(span.title, _LABEL - 34, 2)
        high = (len(lines) + 1) * _LINE + _PAD
        if index % 2 == 0:
            drawing.parts.append(tag("rect", y=number(drawing.height), width=WIDTH, height=number(high), class_="band"))
        rows += _row(span, lines, calendar, drawing.height, high)
        drawing.height += high
    drawing.parts += _frame(calendar, drawing.height)
    drawing.parts += rows
    return drawing


def _frame(calendar: _Calendar, bottom: float) -> Iterator[str]:
    for x, label in calendar.ticks():
        yield tag("path", d=f"M{number(x)},{_HEAD - 6} V{number(bottom)}", class_="grid")
        yield text(x, SIZE, label, anchor="middle", class_="axis")


def _row(span: Span, lines: list[str], calendar: _Calendar, top: float, high: float) -> Iterator[str]:
    """The title of a span, its days below it, and its bar or mark."""
    dates = format_date(span.start) + (f" – {format_date(span.end)}" if span.end else "")
    for place, line in enumerate(lines, 1):
        yield text(6, top + place * _LINE, line)
    yield text(6, top + (len(lines) + 1) * _LINE, dates, class_="axis")
    middle, title = top + high / 2, tag("title", words(f"{span.title}: {dates}"))
    start = calendar.at(span.start)
    if span.end is None:
        yield tag("path", title, d=_DIAMOND, transform=f"translate({number(start)} {number(middle)})", class_="mark")
        return
    end = calendar.at(span.end + timedelta(days=1)) if span.end < _LATEST else calendar.at(span.end)
    yield tag("rect", title, x=number(start), y=number(middle - _BAR / 2), width=number(max(end - start, 2)),
              height=_BAR, rx=3, class_="c0")  # fmt: skip

"""Zeitschienen: the plot area of a Timeline, bars that begin where an unseen bar ends."""

from collections.abc import Iterator

from kimcore.blocks import CellKind, Timeline
from kimcore.render.charts.axes import CATEGORIES, NUMBERS, category_axis, date_axis
from kimcore.render.charts.data import MILESTONE, MILESTONE_TITLE, SPAN, SPAN_TITLE, START, START_TITLE
from kimcore.render.charts.labels import NO_LABELS, label_list
from kimcore.render.charts.markup import element, fill, line, shape
from kimcore.render.charts.scales import months
from kimcore.render.charts.series import Source, invisible, named, numeric, text_reference
from kimcore.render.charts.size import span_rows
from kimcore.render.excel.formats import code, serial
from kimcore.render.theme import Theme
from kimcore.values import NBSP

__all__ = ["timeline_plot"]

_DATE_WIDTH = 50.0  # of a label beside a bar, in points
_MARK = 5.0  # the width of a milestone, which lasts a day


def timeline_plot(chart: Timeline, theme: Theme, source: Source) -> str:
    """The drawing of a Zeitschiene: the day a bar begins stands before it."""
    rows = span_rows(chart)
    bars = element(
        "c:barChart",
        element("c:barDir", val="bar"),
        element("c:grouping", val="stacked"),
        element("c:varyColors", val=False),
        *_series(chart, theme, source),
        element("c:gapWidth", val=70),
        element("c:overlap", val=100),
        element("c:axId", val=CATEGORIES),
        element("c:axId", val=NUMBERS),
    )
    return (
        bars
        + category_axis(theme, rows)
        + date_axis(theme, months(chart, _DATE_WIDTH / rows.plot_points, rows.plot_points))
    )


def _series(chart: Timeline, theme: Theme, source: Source) -> Iterator[str]:
    """The days before a bar, the bars, and the marks of milestones."""
    days = code(CellKind.DATE)
    starts = [serial(span.start) for span in chart.spans]
    spans = [span.days or None for span in chart.spans]
    marks = [None if span.end else 1 for span in chart.spans]
    labels = label_list(theme, f'{days}"{NBSP * 2}"', "inEnd", boxed=True, colour=theme.muted)
    bar, mark = theme.series[0], theme.alert
    whole = code(CellKind.NUMBER)
    drawn = (
        (START, START_TITLE, starts, days, invisible(), labels),
        (SPAN, SPAN_TITLE, spans, whole, shape(fill(bar), line(bar, 0.75)), NO_LABELS),
        (MILESTONE, MILESTONE_TITLE, marks, whole, shape(fill(mark), line(mark, _MARK, sharp=True)), NO_LABELS),
    )
    titles = [span.title for span in chart.spans]
    for place, (column, title, values, format_, look, shown) in enumerate(drawn):
        yield element(
            "c:ser",
            named(place, source, column, title),
            look,
            element("c:invertIfNegative", val=False),
            shown,
            text_reference("c:cat", source.column(1), titles),
            numeric(source.column(column), values, format_),
        )

"""How high a chart is, and where the plot of lying bars stands, so that their names have room.

Office programs give long names half of the chart, each another half; so the plot's place is set.
"""

from collections.abc import Sequence

import attrs

from kimcore.blocks import CellKind, Chart, ChartKind, Timeline
from kimcore.render.charts.markup import element
from kimcore.render.metrics import Metrics

__all__ = ["Rows", "height_mm", "rows_of", "span_rows"]

_WIDTH = 160.0  # the text of a page in portrait, in millimetres
_POINTS = 72 / 25.4
_METRICS = Metrics("Arial")
_SIZE, _SMALL, _LINE = 9.0, 8.0, 0.43
_NAMES_MOST, _NAMES_LEAST, _NAMES_GAP, _RIGHT = 0.46, 0.12, 4.0, 0.03
_DENSE = 15  # more rows are lower and their names smaller
_TOP, _AXIS, _UNIT, _LEGEND = 2.0, 8.0, 4.0, 8.0
_WITH_UNIT = {CellKind.MONEY, CellKind.KILO, CellKind.VZAE}
_ROW, _BAR, _SPAN, _DENSE_SPAN = 4.5, 4.5, 6.5, 5.5
_FLATTEST, _HIGHEST = 65.0, 95.0
_PAGE = 220.0  # what a page holds besides the caption


@attrs.frozen
class Rows:
    """The rows of lying bars.

    Attributes:
        count, pitch: how many, and how high each is in millimetres.
        names: the share of the width that their names take.
        size: of their names, in points.
        below: the height of axis, unit and legend in millimetres.
    """

    count: int
    pitch: float
    names: float
    size: float
    below: float

    @property
    def height(self) -> float:
        """The height of the chart in millimetres."""
        return _TOP + self.count * self.pitch + self.below

    @property
    def plot_points(self) -> float:
        """The width of the plot in points, on a page in portrait."""
        return _WIDTH * _POINTS * (1 - self.names - _RIGHT)

    @property
    def layout(self) -> str:
        """The place of the plot within the chart."""
        modes = [element(f"c:{name}", val="edge") for name in ("xMode", "yMode")]
        ends = {
            "x": self.names,
            "y": _TOP / self.height,
            "w": 1 - self.names - _RIGHT,
            "h": self.count * self.pitch / self.height,
        }
        sizes = [element(f"c:{name}", val=round(share, 4)) for name, share in ends.items()]
        manual = element("c:manualLayout", element("c:layoutTarget", val="inner"), *modes, *sizes)
        return element("c:layout", manual)


def rows_of(chart: Chart | Timeline) -> Rows | None:
    """The rows of a chart with lying bars; None for any other."""
    if isinstance(chart, Timeline):
        return span_rows(chart)
    if not chart.horizontal or chart.kind is ChartKind.LINES:
        return None
    bars = len(chart.series) if chart.kind is ChartKind.GROUPED else 1
    below = _AXIS + _UNIT * (chart.values in _WITH_UNIT) + _LEGEND * (len(chart.series) > 1)
    return _rows(chart.categories, _ROW + _BAR * bars, below)


def span_rows(chart: Timeline) -> Rows:
    """The rows of a Zeitschiene."""
    return _rows(
        [span.title for span in chart.spans], _DENSE_SPAN if len(chart.spans) > _DENSE else _SPAN, _AXIS + _LEGEND
    )


def _rows(names: Sequence[str], pitch: float, below: float) -> Rows:
    size = _SMALL if len(names) > _DENSE else _SIZE
    width = max((_METRICS.width(name, size) for name in names), default=0.0) * 1.04 / _POINTS + _NAMES_GAP
    share = min(max(width / _WIDTH, _NAMES_LEAST), _NAMES_MOST)
    room = (share * _WIDTH - _NAMES_GAP) * _POINTS
    lines = max((_METRICS.lines(name, room, size) for name in names), default=1)
    pitch = min(max(pitch, lines * size * _LINE + 1.5), (_PAGE - _TOP - below) / len(names))
    return Rows(len(names), pitch, share, size, below)


def height_mm(chart: Chart | Timeline, width_mm: float) -> float:
    """The height that suits a chart of this width; one with rows grows with them, up to a page."""
    if rows := rows_of(chart):
        return rows.height
    several = isinstance(chart, Chart) and len(chart.series) > 1
    return min(max(width_mm * 0.45, _FLATTEST), _HIGHEST) + (_LEGEND if several else 0.0)

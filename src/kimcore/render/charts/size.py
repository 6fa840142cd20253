"""How high a chart is, in millimetres."""

from kimcore.blocks import Chart, ChartKind, Timeline

__all__ = ["height_mm"]

_AXIS, _LEGEND = 14.0, 8.0
_ROW, _BAR, _SPAN = 5.0, 4.5, 6.5
_FLATTEST, _HIGHEST = 65.0, 95.0


def height_mm(chart: Chart | Timeline, width_mm: float) -> float:
    """The height that suits a chart of this width; one with rows grows with them."""
    if isinstance(chart, Timeline):
        return _AXIS + _LEGEND + _SPAN * max(len(chart.spans), 3)
    legend = _LEGEND if len(chart.series) > 1 else 0.0
    if chart.horizontal and chart.kind is not ChartKind.LINES:
        bars = len(chart.series) if chart.kind is ChartKind.GROUPED else 1
        return _AXIS + legend + max(len(chart.categories), 2) * (_ROW + _BAR * bars)
    return min(max(width_mm * 0.45, _FLATTEST), _HIGHEST) + legend

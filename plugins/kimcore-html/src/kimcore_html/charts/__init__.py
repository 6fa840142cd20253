"""Charts as inline SVG: with title and description, told apart without colour, readable in light and in dark."""

from kimcore.blocks import Chart, ChartKind, Timeline
from kimcore.render import alt_text
from kimcore_html.charts.bars import bars_svg
from kimcore_html.charts.drawing import WIDTH, Drawing, legend_html, patterns_html
from kimcore_html.charts.lines import lines_svg
from kimcore_html.charts.timeline import timeline_svg
from kimcore_html.markup import tag, words

__all__ = ["chart_html", "patterns_html"]


def chart_html(chart: Chart | Timeline, place: str) -> str:
    """The drawing in a region of its own, which scrolls on a narrow screen, and its legend."""
    drawing = _drawing(chart)
    title, description = f"{place}_name", f"{place}_beschreibung"
    svg = tag(
        "svg",
        tag("title", words(chart.caption or "Diagramm"), id=title),
        tag("desc", words(alt_text(chart)), id=description),
        *drawing.parts,
        viewBox=f"0 0 {WIDTH} {drawing.height:.0f}",
        role="img",
        aria_labelledby=title,
        aria_describedby=description,
    )
    region = tag("div", svg, class_="scroll", role="group", aria_labelledby=f"{place}_titel", tabindex=0)
    return (legend_html(chart) if isinstance(chart, Chart) else "") + region


def _drawing(chart: Chart | Timeline) -> Drawing:
    if isinstance(chart, Timeline):
        return timeline_svg(chart)
    return lines_svg(chart) if chart.kind is ChartKind.LINES else bars_svg(chart)

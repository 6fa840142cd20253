"""Native charts: a Chart or Timeline as the part that Excel and Word draw and staff can edit."""

from kimcore.render.charts.alt import alt_text
from kimcore.render.charts.size import height_mm
from kimcore.render.charts.space import chart_xml
from kimcore.render.charts.workbook import chart_workbook

__all__ = ["alt_text", "chart_workbook", "chart_xml", "height_mm"]

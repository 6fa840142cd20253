"""The workbook behind a chart of a document: what office programs open when somebody edits the chart."""

import io

import attrs

from kimcore.blocks import Chart, Orientation, Properties, Sheet, Timeline, Workbook
from kimcore.render.charts.data import data_table
from kimcore.render.charts.space import DATA_SHEET
from kimcore.render.theme import DEFAULT_THEME

__all__ = ["chart_workbook"]


def chart_workbook(chart: Chart | Timeline, title: str, properties: Properties) -> bytes:
    """The data of a chart as a workbook of one sheet, written like any other.

    Args:
        chart: the chart.
        title: the title of the document it stands in.
        properties: those of the document; its marks and its provenance stay there, so that the data begin in row 5.

    Raises:
        RenderError: the data hold what Excel cannot.
    """
    from kimcore.render.excel import ExcelRenderer  # noqa: PLC0415 - which draws charts itself

    sheet = Sheet(
        id="daten", title=DATA_SHEET, blocks=(data_table(chart, live=False),), orientation=Orientation.PORTRAIT
    )
    bare = attrs.evolve(properties, marks=(), custom=())
    target = io.BytesIO()
    ExcelRenderer().render(
        Workbook(id="diagramm", title=title, sheets=(sheet,), properties=bare), DEFAULT_THEME, target
    )
    return target.getvalue()

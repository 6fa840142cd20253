"""The chart part: what is drawn, the legend, the font of everything, the workbook behind it."""

from kimcore.blocks import Chart, Timeline
from kimcore.render.charts.axes import SMALL
from kimcore.render.charts.markup import NO_FILL, element, fill, no_line, shape, text_style
from kimcore.render.charts.plots import plot
from kimcore.render.charts.series import Source
from kimcore.render.charts.size import rows_of
from kimcore.render.charts.timeline import timeline_plot
from kimcore.render.theme import Theme
from kimcore.render.xmltext import escape

__all__ = ["DATA_SHEET", "chart_xml"]

DATA_SHEET = "Daten"
"""The sheet of the embedded workbook."""

_HEAD_ROW = 4
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def chart_xml(
    chart: Chart | Timeline,
    theme: Theme,
    *,
    sheet: str = DATA_SHEET,
    head: int = _HEAD_ROW,
    external: str | None = None,
) -> bytes:
    """The part ``c:chartSpace``.

    Args:
        chart: what is drawn.
        theme: font and colours.
        sheet: the sheet that holds its data, as a formula writes it.
        head: the row of the head of its data; the first column of the table is A.
        external: the id of the relation to the embedded workbook, in a document that is none itself.

    Raises:
        RenderError: a text holds a control character.
        AmountError: a value cannot be computed.
    """
    rows = rows_of(chart)
    if isinstance(chart, Timeline):
        drawing, several = timeline_plot(chart, theme, Source(sheet, len(chart.spans), head)), True
    else:
        drawing = plot(chart, theme, Source(sheet, len(chart.categories), head))
        several = len(chart.series) > 1
    shown = element(
        "c:chart",
        element("c:autoTitleDeleted", val=True),
        element("c:plotArea", rows.layout if rows else element("c:layout"), drawing, shape(NO_FILL, no_line())),
        _legend(theme) if several else "",
        element("c:plotVisOnly", val=True),
        element("c:dispBlanksAs", val="gap"),
    )
    workbook = (
        f'<c:externalData r:id="{escape(external)}">{element("c:autoUpdate", val=False)}</c:externalData>'
        if external
        else ""
    )
    space = element(
        "c:chartSpace",
        element("c:date1904", val=False),
        element("c:lang", val="de-DE"),
        element("c:roundedCorners", val=False),
        shown,
        shape(fill("FFFFFF"), no_line()),
        element("c:txPr", text_style(theme, SMALL)),
        workbook,
        **{"xmlns:c": f"{_DRAWING}/chart", "xmlns:a": f"{_DRAWING}/main", "xmlns:r": _RELATIONS},
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{space}'.encode()


def _legend(theme: Theme) -> str:
    return element(
        "c:legend",
        element("c:legendPos", val="b"),
        element("c:overlay", val=False),
        element("c:txPr", text_style(theme, SMALL)),
    )

"""Charts on sheets: the rows that hold their place, and the parts of the package that draw them.

Their values stand in tables on a sheet of their own, the last one.
"""

from collections.abc import Iterable, Iterator
from math import ceil

from kimcore.blocks import Chart, Timeline
from kimcore.render.charts.data import data_id
from kimcore.render.excel.columns import paper
from kimcore.render.excel.plan import Drawing, SheetPlan, TablePlan
from kimcore.render.metrics import Metrics
from kimcore.render.package import Relation, relations_xml
from kimcore.render.theme import Theme
from kimcore.render.xmltext import escape

__all__ = [
    "DRAWING_ELEMENT",
    "DRAWING_ROW",
    "drawing_parts",
    "drawing_relations",
    "drawing_types",
    "place",
    "rows_below",
]

DRAWING_ROW = 20.0
"""The height of each of the empty rows below a chart, in points."""

_WIDEST = 640.0
_PAGE_SHARE = 0.85  # a chart with its caption fits on a page
_POINTS = 72 / 25.4
_EMU = 12_700
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006"
_ID = "rIdDrawing"
DRAWING_ELEMENT = f'<drawing xmlns:r="{_RELATIONS}" r:id="{_ID}"/>'
"""What a sheet with charts says of them."""


def place(chart: Chart | Timeline, sheet: SheetPlan, row: int, metrics: Metrics) -> Drawing:
    """Settle the size of a chart: as wide as the paragraphs of its sheet, no higher than a page."""
    from kimcore.render.charts.size import height_mm  # noqa: PLC0415 - which measures with this renderer's metrics

    _, page = paper(sheet.sheet.orientation)
    width = min(sum(sheet.widths[: sheet.span]) * metrics.unit, _WIDEST)
    height = min(height_mm(chart, width / _POINTS) * _POINTS, page * _PAGE_SHARE)
    return Drawing(chart, row, round(width, 2), round(height, 2))


def rows_below(drawing: Drawing) -> int:
    """How many empty rows hold the place of a chart."""
    return ceil(drawing.height / DRAWING_ROW)


# ----------------------------------------------------------------------------------------------- parts


def _numbered(sheets: Iterable[SheetPlan]) -> Iterator[tuple[SheetPlan, list[tuple[int, Drawing]]]]:
    """The sheets with charts; the charts of a workbook are counted through."""
    count = 0
    for sheet in sheets:
        if sheet.drawings:
            yield sheet, list(enumerate(sheet.drawings, count + 1))
            count += len(sheet.drawings)


def drawing_relations(sheet: SheetPlan) -> list[Relation]:
    """What a sheet refers to because of its charts."""
    target = f"../drawings/drawing{sheet.number}.xml"
    return [Relation(_ID, f"{_RELATIONS}/drawing", target)] if sheet.drawings else []


def drawing_types(sheets: Iterable[SheetPlan]) -> dict[str, str]:
    """The content types of the parts that draw charts."""
    types = {}
    for sheet, drawings in _numbered(sheets):
        types[f"xl/drawings/drawing{sheet.number}.xml"] = _DRAWING_TYPE
        types |= {f"xl/charts/chart{number}.xml": _CHART_TYPE for number, _ in drawings}
    return types


def drawing_parts(sheets: list[SheetPlan], theme: Theme) -> Iterator[tuple[str, bytes]]:
    """The parts that draw charts.

    Raises:
        AmountError: a value cannot be computed; the cell that holds it has been refused before.
    """
    from kimcore.render.charts import chart_xml  # noqa: PLC0415 - which writes numbers as this renderer does

    tables = {table.table.id: table for sheet in sheets for table in sheet.tables}
    for sheet, drawings in _numbered(sheets):
        frames = "".join(_frame(number, drawing) for number, drawing in drawings)
        xml = (
            f'<xdr:wsDr xmlns:xdr="{_MAIN}/spreadsheetDrawing" xmlns:a="{_MAIN}/main" xmlns:r="{_RELATIONS}"'
            f' xmlns:c="{_MAIN}/chart">{frames}</xdr:wsDr>'
        )
        yield f"xl/drawings/drawing{sheet.number}.xml", _part(xml)
        relations = (
            Relation(f"rId{number}", f"{_RELATIONS}/chart", f"../charts/chart{number}.xml") for number, _ in drawings
        )
        yield f"xl/drawings/_rels/drawing{sheet.number}.xml.rels", relations_xml(relations)
        for number, drawing in drawings:
            data: TablePlan = tables[data_id(drawing.chart)]
            xml_ = chart_xml(drawing.chart, theme, sheet=data.sheet.quoted, head=data.head_row)
            yield f"xl/charts/chart{number}.xml", xml_


def _part(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def _frame(number: int, drawing: Drawing) -> str:
    """One chart, anchored to the first of its rows, with its alternative text."""
    from kimcore.render.charts import alt_text  # noqa: PLC0415 - as above

    size = f'cx="{round(drawing.width * _EMU)}" cy="{round(drawing.height * _EMU)}"'
    return (
        "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{drawing.row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        f'<xdr:ext {size}/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{number + 1}" name="Diagramm {number}" descr="{escape(alt_text(drawing.chart))}"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{_MAIN}/chart"><c:chart r:id="rId{number}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>"
    )

"""Tables that grow: rows below a table, where nothing stands, take its look, its formulas and its rules."""

from collections.abc import Iterator

from openpyxl.worksheet.cell_range import CellRange

from kimcore_vorlagen.excel.workbook import Area, Form

__all__ = ["grow", "room"]

_LAST_ROW = 1_048_576
_FROM = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}from"
_PRINT_AREA = "_xlnm.Print_Area"


def room(form: Form, area: Area) -> int:
    """How many rows a table may have: its own, and those below it down to whatever stands there.

    Only a table of Excel grows, and only without a row of totals.
    """
    if not area.table:
        return area.rows
    return min(_in_the_way(form, area), default=_LAST_ROW + 1) - area.first_row


def _in_the_way(form: Form, area: Area) -> Iterator[int]:
    """The rows below a table in which something stands: a cell, a named one, a drawing."""
    yield from form.sheet(area.part).used_below(area.last_row, area.columns)
    for _, name in form.names():
        if name.part == area.part and name.first_row > area.last_row and {*name.columns} & {*area.columns}:
            yield name.first_row
    for drawing in form.package.related(area.part, "drawing+xml"):
        for start in form.root(drawing).iter(_FROM):
            row = int(start.findtext("{*}row")) + 1
            if row > area.last_row:
                yield row


def grow(form: Form, area: Area, rows: int) -> None:
    """Give a table so many rows; there must be room for them."""
    last = area.first_row + rows - 1
    sheet = form.sheet(area.part)
    for row in range(area.last_row + 1, last + 1):
        sheet.repeat(area.last_row, row, area.columns)
    sheet.stretch(lambda text: _longer(text, area, last))
    table = form.changed[area.table] = form.root(area.table)
    for item in (table, *table.iter("{*}autoFilter")):
        item.set("ref", _until(item.get("ref"), last))
    for item, name in form.names():
        if item.get("name") == _PRINT_AREA and name.part == area.part and area.last_row <= name.last_row < last:
            item.text = _until(item.text, last)
            form.changed[form.package.main] = form.book


def _longer(text: str, area: Area, last: int) -> str:
    """A range of columns of a table that ends with it, ended where the table ends now."""
    found = CellRange(text)
    inside = {found.min_col, found.max_col} <= {*area.columns} and found.min_row >= area.first_row
    return _until(text, last) if inside and found.max_row == area.last_row else text


def _until(text: str, row: int) -> str:
    """A reference, down to another row."""
    first, _, end = text.rpartition(":")
    return f"{first or text}:{end.rstrip('0123456789')}{row}"

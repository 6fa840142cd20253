"""Small workbooks for the tests of the renderer, and the parts of what it made of them."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from kimcore.blocks import Block, CellKind, Column, Orientation, Properties, Row, RowRole, Sheet, Table, Workbook
from kimcore.findings import Finding
from kimcore.render.excel import ExcelRenderer
from kimcore.render.theme import DEFAULT_THEME, Theme

PROPERTIES = Properties(
    subject="Beträge für den Antrag", issuer="Kreis Musterland", stand=date(2026, 3, 31), state="Entwurf"
)


def columns(*kinds: CellKind, width: int = 48) -> tuple[Column, ...]:
    """Columns of these kinds, titled by their letters."""
    return tuple(
        Column(id=f"c{number}", title=f"Spalte {'ABCDEFGHIJKLMNOP'[number]}", kind=kind, width=width)
        for number, kind in enumerate(kinds)
    )


def table(*rows: Any, kinds: tuple[CellKind, ...] = (), id: str = "tabelle", **fields: Any) -> Table:  # noqa: A002
    """A table of these rows; its columns hold texts unless their kinds are given."""
    first = rows[0].cells if rows and isinstance(rows[0], Row) else rows[0] if rows else ()
    made = columns(*(kinds or (CellKind.TEXT,) * len(first)))
    return Table(**{"id": id, "columns": made, "rows": rows, **fields})


def sheet(*blocks: Block, id: str = "blatt", title: str = "Blatt", **fields: Any) -> Sheet:  # noqa: A002
    """A sheet in portrait of these blocks."""
    return Sheet(**{"id": id, "title": title, "blocks": blocks, "orientation": Orientation.PORTRAIT, **fields})


def book(*parts: Sheet | Block, names: tuple[tuple[str, str], ...] = (), **properties: Any) -> Workbook:
    """A workbook of sheets, or of one sheet of blocks."""
    sheets = tuple(part for part in parts if isinstance(part, Sheet)) or (sheet(*parts),)
    return Workbook(
        id="mappe", title="Mappe", sheets=sheets, names=names, properties=attrs.evolve(PROPERTIES, **properties)
    )


def render(content: Workbook, theme: Theme = DEFAULT_THEME) -> bytes:
    """The file."""
    target = io.BytesIO()
    ExcelRenderer().render(content, theme, target)
    return target.getvalue()


def findings(content: Workbook) -> list[Finding]:
    """What the renderer finds in it beforehand."""
    return list(ExcelRenderer().check(content))


def part(data: bytes, name: str) -> str:
    """A part of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def worksheet(data: bytes, number: int = 1) -> str:
    """The XML of a sheet."""
    return part(data, f"xl/worksheets/sheet{number}.xml")


def xml_cell(data: bytes, address: str, number: int = 1) -> str:
    """The XML of a cell."""
    found = re.search(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', worksheet(data, number))
    return found[0] if found else ""


def formula(data: bytes, address: str, number: int = 1) -> str:
    """The formula of a cell, or an empty text."""
    found = re.search(r"<f>(.*?)</f>", xml_cell(data, address, number))
    return found[1] if found else ""


def stored(data: bytes, address: str, number: int = 1) -> str:
    """The value of a cell as it stands in the file."""
    found = re.search(r"<v>(.*?)</v>", xml_cell(data, address, number))
    return found[1] if found else ""


def opened(data: bytes, *, values: bool = True) -> Any:
    """The workbook as openpyxl reads it: its values, or its formulas."""
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), data_only=values)


def calamine(data: bytes, name: str = "Blatt") -> list[list[Any]]:
    """The rows of a sheet as python-calamine reads them."""
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def saved(data: bytes, folder: Path, name: str = "mappe.xlsx") -> Path:
    """The file on disk."""
    path = folder / name
    path.write_bytes(data)
    return path


def row_of(data: bytes, text: str, number: int = 1) -> int:
    """The row of the first cell with this text."""
    cells = opened(data).worksheets[number - 1].iter_rows()
    return next(cell.row for row in cells for cell in row if cell.value == text)


def total_row(*cells: Any) -> Row:
    """A row of totals."""
    return Row(cells, RowRole.TOTAL)

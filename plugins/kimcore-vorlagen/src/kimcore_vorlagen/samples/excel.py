"""A form for Excel to begin with."""

import io
from collections.abc import Sequence
from copy import copy
from functools import cache

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from kimcore.render import DEFAULT_THEME
from kimcore.render.excel.styles import base_font

__all__ = ["form"]

_ROWS = 5  # the table grows
_MONEY, _SHARE, _DAY = '[$-407]#,##0.00\\ "€"', "[$-407]0.0##", "[$-407]dd.mm.yyyy"
_CELLS = (
    ("Kommune", "kim_kommune_name", "General"),
    ("Anschrift", "kim_kommune_address", "General"),
    ("Förderprogramm", "kim_foerderprogramm", "General"),
    ("Jahr", "kim_jahr", "0"),
    ("Stand", "kim_stand", _DAY),
    ("Kennzeichen", "kim_kennzeichen", "General"),
    ("Gesamtkosten", "kim_plan_gesamtkosten", _MONEY),
    ("Förderung", "kim_plan_foerderung", _MONEY),
    ("Eigenanteil", "kim_plan_eigenanteil", _MONEY),
)
_ON_THE_LEFT = ("0", "General")
_HEADINGS = (("Nr.", "0"), ("Bezeichnung", "General"), ("VZÄ", _SHARE), ("Kosten", _MONEY), ("Förderung", _MONEY))


@cache
def form() -> bytes:
    """Named cells on one sheet, a table on another."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "kimcore"
    font = base_font(DEFAULT_THEME)
    book._fonts = IndexedList([font])  # type: ignore[attr-defined]  # noqa: SLF001 - its own breaks the schema
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]  # noqa: SLF001 - same
    _facts(book, font)
    _posts(book.create_sheet("Stellen"), font)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _facts(book: Workbook, font: Font) -> None:
    sheet = book.create_sheet("Angaben")
    sheet["A1"] = "Angaben zum Programm"
    for row, (label, name, code) in enumerate(_CELLS, 3):
        sheet.cell(row, 1, label)
        sheet.cell(row, 2).number_format = code
        sheet.cell(row, 2).alignment = Alignment(horizontal="left")
        book.defined_names[name] = DefinedName(name, attr_text=f"'Angaben'!$B${row}")
    _designed(sheet, font, (24, 64))


def _posts(sheet: Worksheet, font: Font) -> None:
    sheet["A1"] = "Stellen mit Kosten und Förderung"
    for column, (heading, code) in enumerate(_HEADINGS, 1):
        sheet.cell(3, column, heading)
        for row in range(3, 4 + _ROWS):
            cell = sheet.cell(row, column)
            cell.number_format = code
            cell.alignment = Alignment(horizontal="left" if code in _ON_THE_LEFT else "right")
            cell.border = Border(bottom=Side("thin", color=DEFAULT_THEME.rule))
    table = Table(displayName="kim_plan_stellen", ref=f"A3:E{3 + _ROWS}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    sheet.print_title_rows = "3:3"
    sheet.freeze_panes = "A4"
    _designed(sheet, font, (6, 56, 10, 18, 18))
    for cell in sheet[3]:
        cell.font = _like(font, 10, DEFAULT_THEME.head_text)
        cell.fill = PatternFill("solid", start_color=DEFAULT_THEME.head_ground)


def _designed(sheet: Worksheet, font: Font, widths: Sequence[int]) -> None:
    """Fonts, widths, and a page that everything fits on."""
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = font
    sheet["A1"].font = _like(font, 14, DEFAULT_THEME.accent)
    sheet.oddFooter.right.text = "Seite &P von &N"  # type: ignore[union-attr]
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _like(font: Font, size: int, colour: str) -> Font:
    """The font, bold, in another size and colour."""
    bold = copy(font)
    bold.b, bold.sz, bold.color = True, size, Color(rgb=f"FF{colour}")
    return bold

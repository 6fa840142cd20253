"""What is small and intricate in a workbook, made by openpyxl: views, print set-up, protection, names, styles."""

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from kimcore.blocks import Workbook
from kimcore.render.excel.drawings import DRAWING_ELEMENT
from kimcore.render.excel.pages import page_breaks
from kimcore.render.excel.plan import Line, SheetPlan, TablePlan, letters
from kimcore.render.excel.styles import Styles, base_font
from kimcore.render.metrics import Metrics
from kimcore.render.theme import Theme
from kimcore.values import format_date

if TYPE_CHECKING:
    from openpyxl import Workbook as Skeleton

__all__ = ["build", "frames", "parts", "stylesheet"]

_CALCULATION = 191029  # the engine of current versions, so that opening a workbook does not ask to save it
_A4 = 9
_FREEZE_BELOW = 190.0  # what is frozen may take a third of a small screen, not more
_LONG_SHEET = 40
_LITTLE = 60.0
_ROW = 13.5
_HEADER_LIMIT = 255
_SHEET_DATA = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_MARGINS = {"left": 0.71, "right": 0.71, "top": 0.87, "bottom": 0.79, "header": 0.39, "footer": 0.39}


def build(workbook: Workbook, sheets: list[SheetPlan], theme: Theme) -> tuple["Skeleton", Styles]:
    """Make a workbook without cells, and the numbered styles its cells will use."""
    from openpyxl import Workbook as Skeleton  # noqa: PLC0415 - only who writes a workbook pays for it
    from openpyxl.utils.indexed_list import IndexedList  # noqa: PLC0415
    from openpyxl.workbook.properties import CalcProperties  # noqa: PLC0415

    skeleton: Any = Skeleton()
    skeleton.remove(skeleton.active)
    font = base_font(theme)
    skeleton._fonts = IndexedList([font])  # noqa: SLF001 - its own first font breaks the schema
    skeleton._named_styles["Normal"].font = font  # noqa: SLF001
    skeleton.calculation = CalcProperties(calcId=_CALCULATION, fullCalcOnLoad=False)
    for sheet in sheets:
        worksheet = skeleton.create_sheet(sheet.title)
        _view(worksheet, sheet)
        _print(worksheet, sheet, page_breaks(sheet, Metrics(theme.font)))
        _header(worksheet, workbook, theme)
        _protect(worksheet)
        for number, width in enumerate(sheet.widths, 1):
            worksheet.column_dimensions[letters(number)].width = width
    return skeleton, Styles(skeleton, theme)


def name_cell(skeleton: "Skeleton", name: str, reference: str) -> None:
    """Give a cell a name."""
    from openpyxl.workbook.defined_name import DefinedName  # noqa: PLC0415 - see above

    skeleton.defined_names[name] = DefinedName(name, attr_text=reference)


def parts(skeleton: "Skeleton") -> dict[str, bytes]:
    """Every part of the workbook as openpyxl writes it."""
    buffer = io.BytesIO()
    skeleton.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def frames(xml: bytes, sheet: SheetPlan) -> tuple[bytes, bytes, bytes]:
    """A sheet's part in three: what comes before the rows, before the links and after the links."""
    area = f"A1:{letters(sheet.last_column)}{sheet.last_row}"
    xml = _DIMENSION.sub(f'<dimension ref="{area}"/>'.encode(), xml)
    before, after = _SHEET_DATA.split(xml, maxsplit=1)
    middle, end = after.split(b"<pageMargins", maxsplit=1)
    drawing = DRAWING_ELEMENT if sheet.drawings else ""
    ignored = (
        f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>{drawing}</worksheet>'
    )
    return before, middle, b"<pageMargins" + end.replace(b"</worksheet>", ignored.encode())


def stylesheet(skeleton: "Skeleton") -> bytes:
    """The part ``xl/styles.xml``, once every style is numbered."""
    from openpyxl.styles.stylesheet import write_stylesheet  # noqa: PLC0415 - see above
    from openpyxl.xml.functions import tostring  # noqa: PLC0415

    return bytes(tostring(write_stylesheet(skeleton)))


# ---------------------------------------------------------------------------------------------- sheets


def _view(worksheet: Any, sheet: SheetPlan) -> None:
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_format.defaultRowHeight = _ROW
    table = sheet.table_with_filter()
    if table is not None:
        worksheet.auto_filter.ref = table.filtered
    first = table is not None and table is sheet.tables[0]
    if table is not None and first and _height_above(sheet, table) <= _FREEZE_BELOW:
        worksheet.freeze_panes = f"A{table.first_row}"
    elif sheet.last_row > _LONG_SHEET:
        worksheet.freeze_panes = f"A{_title_rows(sheet) + 1}"


def _height_above(sheet: SheetPlan, table: TablePlan) -> float:
    """The height of everything down to the head of a table, which must be the first of its sheet."""
    lines = [part for part in sheet.parts if isinstance(part, Line) and part.row <= table.head_row]
    return sum(line.height for line in lines)


def _title_rows(sheet: SheetPlan) -> int:
    """How many rows from the top belong to the title: those before the first block."""
    return sheet.blocks[1][0] if len(sheet.blocks) > 1 else len(sheet.parts)


def _print(worksheet: Any, sheet: SheetPlan, breaks: list[int]) -> None:
    from openpyxl.worksheet.pagebreak import Break  # noqa: PLC0415 - see above

    setup = worksheet.page_setup
    setup.paperSize, setup.orientation = _A4, sheet.sheet.orientation.value
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    for side, inches in _MARGINS.items():
        setattr(worksheet.page_margins, side, inches)
    worksheet.print_area = f"A1:{letters(sheet.last_column)}{sheet.last_row}"
    worksheet.row_breaks.brk = [Break(id=row, max=16383, man=True) for row in breaks]
    table = sheet.tables[-1] if sheet.tables else None
    if table is not None and _closes(sheet, table):
        worksheet.print_title_rows = f"{table.head_row}:{table.head_row}"


def _closes(sheet: SheetPlan, table: TablePlan) -> bool:
    """Whether little follows a table, so that its head may stand on every page after it."""
    after = sheet.parts[sheet.parts.index(table) + 1 :]
    return sum(part.height for part in after if isinstance(part, Line)) <= _LITTLE


def _protect(worksheet: Any) -> None:
    """Protect the formulas; without a password, and with all that a reader does to read."""
    protection = worksheet.protection
    protection.sheet = True
    for allowed in ("autoFilter", "sort", "formatColumns", "formatRows", "selectLockedCells", "selectUnlockedCells"):
        setattr(protection, allowed, False)


def _header(worksheet: Any, workbook: Workbook, theme: Theme) -> None:
    """Say on every page whose paper it is, what it is worth, how old it is and which page."""
    properties = workbook.properties
    muted, alert = f'&"{theme.font},Regular"&8&K{theme.muted}', f'&"{theme.font},Bold"&9&K{theme.alert}'
    marks = _escaped(" · ".join(properties.marks))
    right = f"&R{alert}{marks}" if marks else ""
    issuer = theme.letterhead or properties.issuer
    worksheet.HeaderFooter.oddHeader = _running(f"&L{muted}", f"{issuer} · {workbook.title}", right)
    state = f"{_escaped(f'Stand {format_date(properties.stand)} · {properties.state}')}&R{muted}Seite &P von &N"
    above = " · ".join(part for part in (properties.reference, theme.imprint) if part)
    worksheet.HeaderFooter.oddFooter = _running(f"&L{muted}", above, f"\n{state}" if above else state)


def _running(start: str, text: str, rest: str) -> Any:
    """A line on every page; its text is shortened, visibly, where Excel's limit for such lines asks for it."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem  # noqa: PLC0415 - see above

    room = _HEADER_LIMIT - len(start) - len(rest)
    head = text
    while len(_escaped(head)) > room - (head != text):
        head = head[:-1]
    line = f"{start}{_escaped(head)}{'…' if head != text else ''}{rest}"

    class Running(HeaderFooterItem):
        """The line as it is; openpyxl would escape its line break."""

        def __bool__(self) -> bool:
            return True

        def __str__(self) -> str:
            return line

    return Running()


def _escaped(text: str) -> str:
    return text.replace("&", "&&")

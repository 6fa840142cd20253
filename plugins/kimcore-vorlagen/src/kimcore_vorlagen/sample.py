"""Templates to begin with: a letter for Word and a form for Excel, which show what templates can do.

They are what the two exporters fill where nobody names a template.
"""

import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from kimcore.blocks import Column, Document, Field, Fields, Paragraph, Properties, Section, Table
from kimcore_vorlagen.package import Package, package_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["SAMPLES", "sample", "sample_package"]

_STAND = date(2003, 2, 1)
_STAND_TEXT = "01.02.2003"
_ROWS = 60
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
_HEADINGS = (("Nr.", "0"), ("Bezeichnung", "General"), ("VZÄ", _SHARE), ("Kosten", _MONEY), ("Förderung", _MONEY))
_WIDTHS = (24, 56, 10, 18, 18)


def sample(kind: str) -> bytes:
    """A template to begin with.

    Args:
        kind: ``docx`` or ``xlsx``.
    """
    return SAMPLES[kind]()


def sample_package(kind: str) -> Package:
    """The same as a template that has been read."""
    return package_of(sample(kind), f"muster.{kind}", kind)


# ----------------------------------------------------------------------------------------------- Word


@cache
def _word() -> bytes:
    """Written by kimcore itself, so that it is accessible and looks like its documents."""
    from kimcore.render.theme import DEFAULT_THEME  # noqa: PLC0415 - only a sample needs it
    from kimcore.render.word import WordRenderer  # noqa: PLC0415 - same

    properties = Properties(subject="{{ title }}", issuer="{{ kommune.name }}", stand=_STAND, state="{{ kennzeichen }}")
    document = Document(id="muster", title="{{ title }}", blocks=tuple(_sections()), properties=properties)
    target = io.BytesIO()
    WordRenderer().render(document, DEFAULT_THEME, target)
    package = package_of(target.getvalue(), "muster.docx", "docx")
    parts = {name: data.replace(_STAND_TEXT.encode(), b"{{ stand }}") for name, data in package.parts.items()}
    made = io.BytesIO()
    package.write(made, parts)
    return made.getvalue()


def _sections() -> Iterator[Section]:
    facts = (("Kommune", "kommune.name"), ("Anschrift", "kommune.address"), ("Förderprogramm", "foerderprogramm"))
    sums = (
        ("Gesamtkosten", "plan.gesamtkosten"),
        ("Förderung", "plan.foerderung"),
        ("Eigenanteil", "plan.eigenanteil"),
    )
    yield Section(id="kopf", title="Das Programm {{ jahr }}", blocks=(_fields("kopf-angaben", facts),))
    yield Section(
        id="zahlen",
        title="Kosten und Förderung",
        blocks=(
            _fields("summen", sums),
            Paragraph(text="Förderung: {{ plan.foerderung | erklaert }}."),
            _table("stellen", "Stellen des Jahres {{ jahr }}", "plan.stellen", _POSTS),
        ),
    )
    yield Section(
        id="massnahmen",
        title="Maßnahmen",
        blocks=(
            Paragraph(text="{%p for eintrag in measures %}"),
            Paragraph(
                text='{{ eintrag.title }}: {{ eintrag.zielgruppen | join(", ") | default("ohne Angabe", true) }}'
            ),
            Paragraph(text="{%p endfor %}"),
        ),
    )


_POSTS = (("Stelle", "title"), ("VZÄ", "vzae"), ("Kosten", "kosten"), ("Förderung", "foerderung"))


def _fields(name: str, facts: tuple[tuple[str, str], ...]) -> Fields:
    return Fields(id=name, fields=tuple(Field(label=label, value=f"{{{{ {path} }}}}") for label, path in facts))


def _table(name: str, caption: str, rows: str, columns: tuple[tuple[str, str], ...]) -> Table:
    """A table whose row is repeated for every entry of a list."""
    blank = ("",) * (len(columns) - 1)
    entry = tuple(f"{{{{ eintrag.{path} }}}}" for _, path in columns)
    return Table(
        id=name,
        caption=caption,
        columns=tuple(Column(id=path, title=title) for title, path in columns),
        rows=((f"{{%tr for eintrag in {rows} %}}", *blank), entry, ("{%tr endfor %}", *blank)),
    )


# ---------------------------------------------------------------------------------------------- Excel


@cache
def _excel() -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - only a sample needs it
    from openpyxl.workbook.defined_name import DefinedName  # noqa: PLC0415 - same

    book = Workbook()
    book.remove(book.worksheets[0])
    first, second = book.create_sheet("Angaben"), book.create_sheet("Stellen")
    first.append(["Angaben zum Programm"])
    for row, (label, name, code) in enumerate(_CELLS, 3):
        first.cell(row, 1, label)
        first.cell(row, 2).number_format = code
        book.defined_names[name] = DefinedName(name, attr_text=f"'Angaben'!$B${row}")
    share = first.cell(len(_CELLS) + 4, 2, "=IF(B9=0,0,B10/B9*100)")
    share.number_format = '[$-407]0.0\\ "%"'
    first.cell(share.row, 1, "Anteil der Förderung")
    second.append(["Stellen mit Kosten und Förderung"])
    for column, (heading, code) in enumerate(_HEADINGS, 1):
        second.cell(3, column, heading)
        for row in range(4, 4 + _ROWS):
            second.cell(row, column).number_format = code
    _tabulated(second, f"A3:E{3 + _ROWS}")
    for sheet in (first, second):
        _designed(sheet)
    book.properties.creator = "kimcore"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _tabulated(sheet: "Worksheet", reference: str) -> None:
    from openpyxl.worksheet.table import Table as ExcelTable  # noqa: PLC0415 - same
    from openpyxl.worksheet.table import TableStyleInfo  # noqa: PLC0415 - same

    table = ExcelTable(displayName="kim_plan_stellen", ref=reference)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    sheet.print_title_rows = "3:3"
    sheet.freeze_panes = "A4"


def _designed(sheet: "Worksheet") -> None:
    """Fonts, widths, and a page that everything fits on."""
    from openpyxl.styles import Font  # noqa: PLC0415 - same
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - same
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 - same

    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(name="Arial", size=10)
    sheet["A1"].font = Font(name="Arial", size=14, bold=True)
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


SAMPLES = {"docx": _word, "xlsx": _excel}
"""What makes each."""

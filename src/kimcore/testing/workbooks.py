"""kimcore's own rules of Excel files, each a function from a workbook to the faults it finds, in German.

openpyxl reads the file twice: formulas with formats, and stored values.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from lxml import etree
from openpyxl import load_workbook

from kimcore.render.theme import CONTRAST, contrast
from kimcore.testing.accessibility import untold
from kimcore.testing.contents import ENGLISH
from kimcore.testing.formulas import Unknown, compute
from kimcore.testing.programs import FORMULA
from kimcore.testing.wordtext import find

__all__ = ["RULES", "ExcelFile"]

_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_TOLERANCE = 0.005
_GERMAN = "[$-407]"
_SAYS_NOTHING = frozenset({"Sheet", "Tabelle", "Blatt"})
_ERRORS = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "Err:")
_FEW = 2


class ExcelFile:
    """A workbook as openpyxl reads it."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))
        self._values = load_workbook(io.BytesIO(data), data_only=True)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name for name in package.namelist() if _DRAWING.fullmatch(name)]
            self.drawings = [etree.fromstring(package.read(name)) for name in names]

    @cached_property
    def stored(self) -> dict[tuple[str, int, int], Any]:
        """The stored value of every filled cell, by sheet, row and column."""
        return {
            (sheet.title, cell.row, cell.column): cell.value
            for sheet in self._values.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }

    def cells(self) -> Iterator[tuple[str, Any]]:
        """Every filled cell with its place."""
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                yield from ((place(sheet, cell), cell) for cell in row if cell.value is not None)

    def number(self, sheet: Any, cell: Any) -> bool:
        """Whether a cell shows a number."""
        value = self.stored.get((sheet.title, cell.row, cell.column))
        return isinstance(value, int | float) and not isinstance(value, bool)


def place(sheet: Any, cell: Any) -> str:
    """``Blatt!A1``."""
    return f"{sheet.title}!{cell.coordinate}"


def title_and_language(excel: ExcelFile) -> Iterator[str]:
    """The workbook has a title and says that it is German."""
    about = excel.book.properties
    if not (about.title or "").strip():
        yield "Arbeitsmappe: ohne Titel"
    if about.language != "de-DE":
        yield f"Arbeitsmappe: Sprache ist {about.language or 'nicht gesetzt'} statt de-DE"


def sheet_names(excel: ExcelFile) -> Iterator[str]:
    """A sheet says by its name what it holds."""
    for sheet in excel.book.worksheets:
        if sheet.title.rstrip("0123456789 ") in _SAYS_NOTHING:
            yield f"Blatt „{sheet.title}“: der Name sagt nicht, was darauf steht"


def numbers_have_heads(excel: ExcelFile) -> Iterator[str]:
    """A column of numbers has a heading: a text above its first number."""
    for sheet in excel.book.worksheets:
        for column in sheet.iter_cols():
            numbers: list[Any] = [cell for cell in column if excel.number(sheet, cell)]
            if len(numbers) < _FEW:
                continue
            above = [cell for cell in column[: column.index(numbers[0])] if isinstance(cell.value, str)]
            beside = [cell for cell in sheet[numbers[0].row][: numbers[0].column - 1] if isinstance(cell.value, str)]
            alone = sum(excel.number(sheet, cell) for cell in sheet[numbers[0].row]) < _FEW
            if not above and not (beside and alone):
                yield f"{place(sheet, numbers[0])}: eine Spalte mit Zahlen ohne Kopfzeile"


def merged_cells(excel: ExcelFile) -> Iterator[str]:
    """Only a text may span columns; data stand in cells of their own."""
    for sheet in excel.book.worksheets:
        for merged in sheet.merged_cells.ranges:
            if merged.max_row > merged.min_row or excel.number(sheet, merged.start_cell):
                yield f"{sheet.title}!{merged.coord}: verbundene Zellen"


def alternative_texts(excel: ExcelFile) -> Iterator[str]:
    """Every picture and chart says what it shows, or that it is decoration."""
    for drawing in excel.drawings:
        for shape in find(drawing, ".//xdr:cNvPr"):
            yield from untold(shape)


def contrasts(excel: ExcelFile) -> Iterator[str]:
    """Every text stands out against its ground by 4.5:1."""
    for where, cell in excel.cells():
        ink, ground = _colour(cell.font.color), _colour(cell.fill.fgColor if cell.fill.fill_type == "solid" else None)
        found = contrast(ink or "000000", ground or "FFFFFF")
        if found < CONTRAST:
            yield f"{where}: {ink or '000000'} auf {ground or 'FFFFFF'} hat nur {found:.1f} : 1".replace(".", ",")


def _colour(colour: Any) -> str | None:
    """Six hexadecimal digits; None where nothing is said or a theme says it."""
    return colour.rgb[-6:] if colour is not None and colour.type == "rgb" else None


def german_formats(excel: ExcelFile) -> Iterator[str]:
    """A format with thousands, decimals or days is German on every machine."""
    for where, cell in excel.cells():
        code = cell.number_format
        bare = code.partition(";")[0]
        local = any(sign in bare for sign in (",", ".", "y", "m", "$"))
        if excel.number(cell.parent, cell) or cell.is_date:
            if local and not code.startswith(_GERMAN):
                yield f"{where}: das Zahlenformat {code} ist nicht auf jedem Rechner deutsch"
            elif code == "General" and isinstance(cell.value, float):
                yield f"{where}: eine Zahl mit Komma ohne Zahlenformat"


def english_texts(excel: ExcelFile) -> Iterator[str]:
    """No text holds a number as English writes it."""
    for where, cell in excel.cells():
        if cell.data_type == "s" and (found := ENGLISH.search(str(cell.value))):
            yield f"{where}: „{found[0]}“ ist eine englische Zahl"


def formulas(excel: ExcelFile) -> Iterator[str]:
    """A formula is no text of the program, carries its value, and comes to it."""
    for where, cell in excel.cells():
        if cell.data_type != "f":
            continue
        formula = str(getattr(cell.value, "text", cell.value))
        if FORMULA.partition("(")[0][1:] in formula:
            yield f"{where}: ein Text ist zur Formel geworden"
            continue
        stored = excel.stored.get((cell.parent.title, cell.row, cell.column))
        if stored is None:
            yield f"{where}: die Formel trägt keinen Wert"
            continue
        try:
            fresh = compute(formula, cell.parent.title, excel.stored)
        except (Unknown, ZeroDivisionError):
            continue
        if not isinstance(stored, int | float) or abs(float(fresh) - stored) > _TOLERANCE:
            yield f"{where}: gespeichert ist {stored}, die Formel ergibt {float(fresh):.2f}"


def error_values(excel: ExcelFile) -> Iterator[str]:
    """No cell shows an error."""
    for (sheet, row, column), value in excel.stored.items():
        if isinstance(value, str) and value.startswith(_ERRORS):
            yield f"{sheet}, Zeile {row}, Spalte {column}: {value}"


RULES: dict[Callable[[ExcelFile], Iterator[str]], str] = {
    title_and_language: "Titel und Sprache in den Eigenschaften setzen: dc:title, dc:language = de-DE.",
    sheet_names: "Das Blatt nach seinem Inhalt benennen.",
    numbers_have_heads: "Die Spalten in einer Zeile darüber benennen.",
    merged_cells: "Jeden Wert in eine eigene Zelle schreiben.",
    alternative_texts: "Sagen, was zu sehen ist (descr).",
    contrasts: "Hellere oder dunklere Farben wählen: mindestens 4,5 : 1.",
    german_formats: "Zahlenformate mit [$-407] beginnen lassen.",
    english_texts: "Die Zahl selbst schreiben, mit einem Zahlenformat.",
    formulas: "Texte als Zeichenkette schreiben, zu jeder Formel ihren Wert.",
    error_values: "Die Formel oder ihre Bezüge berichtigen.",
}
"""All rules, each with what to do where it finds something."""

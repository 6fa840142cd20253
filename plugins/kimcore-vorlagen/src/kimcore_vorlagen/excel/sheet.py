"""One sheet of a form: cells are given values, everything else in its XML stays as it is."""

from collections.abc import Callable, Iterator
from typing import Any

from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from kimcore_vorlagen.excel.contents import Content
from kimcore_vorlagen.excel.styles import Styles
from kimcore_vorlagen.excel.texts import Texts

__all__ = ["MAIN", "Sheet"]

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SQREF = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
_USUAL_WIDTH = 8.43
_OF_OLD_VALUE = ("t", "cm", "vm")


class Sheet:
    """A sheet that is being filled.

    Args:
        root: of its part.
    """

    def __init__(self, root: Any) -> None:
        self.root = root
        self.changed = False
        self._data = root.find(f"{MAIN}sheetData")
        self._rows: dict[int, Any] = {}
        self._cells: dict[tuple[int, int], Any] = {}
        row_number = 0
        for row in self._data.iter(f"{MAIN}row"):
            row_number = int(row.get("r", row_number + 1))
            self._rows[row_number] = row
            column = 0
            for cell in row.iter(f"{MAIN}c"):
                column = _column(cell.get("r")) if cell.get("r") else column + 1
                self._cells[row_number, column] = cell

    def has_formula(self, row: int, column: int) -> bool:
        """Whether the form computes this cell."""
        cell = self._cells.get((row, column))
        return cell is not None and cell.find(f"{MAIN}f") is not None

    def text(self, row: int, column: int, texts: Texts) -> str:
        """What a cell says, where it says a text."""
        cell = self._cells.get((row, column))
        if cell is None:
            return ""
        value = cell.findtext(f"{MAIN}v") or ""
        inline = "".join(piece.text or "" for piece in cell.iter(f"{MAIN}t"))
        return texts[int(value)] if cell.get("t") == "s" and value else inline or value

    def style(self, row: int, column: int) -> int:
        """The number of a cell's style."""
        cell = self._cells.get((row, column))
        return int((self._column_says(column, "style") if cell is None else cell.get("s")) or 0)

    def width(self, column: int) -> float:
        """How many characters wide a column is."""
        usual = next((item.get("defaultColWidth") for item in self.root.iter(f"{MAIN}sheetFormatPr")), None)
        return float(self._column_says(column, "width") or usual or _USUAL_WIDTH)

    def merged(self) -> Iterator[str]:
        """The ranges of merged cells."""
        return (str(item.get("ref")) for item in self.root.iter(f"{MAIN}mergeCell"))

    def put(self, row: int, column: int, content: Content, styles: Styles, texts: Texts) -> None:
        """Give a cell a value; its look stays, only what has no number format gets a German one."""
        self.changed = True
        cell = self._cell(row, column)
        for name in _OF_OLD_VALUE:
            cell.attrib.pop(name, None)
        for child in list(cell):
            cell.remove(child)
        style = int(cell.get("s", 0))
        number = content.number_in(styles.format_of(style))
        if number is not None:
            cell.append(self._element("v", number))
            if styles.is_general(style) and content.format:
                cell.set("s", str(styles.formatted(style, content.format)))
        elif content.text:
            cell.set("t", "s")
            cell.append(self._element("v", str(texts.number(content.text))))

    def used_below(self, row: int, columns: range) -> Iterator[int]:
        """The rows below a row in which these columns have a cell, be it an empty one."""
        yield from (line for line, column in self._cells if line > row and column in columns)
        for area in map(CellRange, self.merged()):
            if area.max_row > row and area.min_col < columns.stop and area.max_col >= columns.start:
                yield max(area.min_row, row + 1)

    def repeat(self, row: int, new: int, columns: range) -> None:
        """Give a row the look and the formulas that another has in these columns."""
        if row in self._rows and new not in self._rows:
            self._row(new).attrib.update({**self._rows[row].attrib, "r": str(new)})
        for column in columns:
            old = self._cells.get((row, column))
            if old is not None:
                cell = self._cell(new, column)
                cell.set("s", old.get("s", "0"))
                cell.extend(self._formula(old, _place(row, column), _place(new, column)))

    def _formula(self, cell: Any, place: str, new: str) -> Iterator[Any]:
        """The formula of a cell as it is in another place."""
        formula = cell.find(f"{MAIN}f")
        if formula is None:
            return
        if not formula.text:  # it is stored where the first cell with it stands
            formulas = ((_place(*other), holder.find(f"{MAIN}f")) for other, holder in self._cells.items())
            shared = ((other, found) for other, found in formulas if found is not None and found.text)
            place, formula = next(pair for pair in shared if pair[1].get("si") == formula.get("si"))
        copy = self._element("f", Translator(f"={formula.text}", place).translate_formula(new)[1:])
        if formula.get("t") == "array":
            copy.attrib.update({"t": "array", "ref": new})
        yield copy

    def stretch(self, longer: Callable[[str], str]) -> None:
        """Change the ranges of the sheet's rules: lists to choose from, formats that depend on values."""
        for rule in self.root.iter(f"{MAIN}dataValidation", f"{MAIN}conditionalFormatting"):
            rule.set("sqref", " ".join(map(longer, rule.get("sqref", "").split())))
        for place in self.root.iter(_SQREF):
            place.text = " ".join(map(longer, (place.text or "").split()))
        for size in self.root.findall(f"{MAIN}dimension"):
            self.root.remove(size)

    def drop_values(self) -> bool:
        """Drop the stored values of formulas, which are those of the empty form; False where there are none."""
        formulas = [cell for cell in self._data.iter(f"{MAIN}c") if cell.find(f"{MAIN}f") is not None]
        for cell in formulas:
            cell.attrib.pop("t", None)
            for value in cell.findall(f"{MAIN}v"):
                cell.remove(value)
        self.changed = self.changed or bool(formulas)
        return bool(formulas)

    def _element(self, tag: str, text: str | None = None) -> Any:
        element = self.root.makeelement(f"{MAIN}{tag}")
        element.text = text
        return element

    def _cell(self, row: int, column: int) -> Any:
        if (row, column) not in self._cells:
            self._cells[row, column] = self._new_cell(row, column)
        return self._cells[row, column]

    def _new_cell(self, row: int, column: int) -> Any:
        """A cell in its place among the others, with the look of its row or column."""
        line = self._row(row)
        cell = self._element("c")
        cell.set("r", _place(row, column))
        style = line.get("s") if line.get("customFormat") in {"1", "true"} else self._column_says(column, "style")
        if style:
            cell.set("s", style)
        line.attrib.pop("spans", None)
        before = [self._cells[row, other] for other in range(1, column) if (row, other) in self._cells]
        line.insert(line.index(before[-1]) + 1 if before else 0, cell)
        return cell

    def _row(self, number: int) -> Any:
        if number not in self._rows:
            line = self._element("row")
            line.set("r", str(number))
            before = [other for other in self._rows if other < number]
            self._data.insert(self._data.index(self._rows[max(before)]) + 1 if before else 0, line)
            self._rows[number] = line
        return self._rows[number]

    def _column_says(self, column: int, name: str) -> str | None:
        """What the form says of a column."""
        for item in self.root.iter(f"{MAIN}col"):
            if int(item.get("min")) <= column <= int(item.get("max")):
                found: str | None = item.get(name)
                return found
        return None


def _column(reference: str) -> int:
    return column_index_from_string(reference.rstrip("0123456789"))


def _place(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"

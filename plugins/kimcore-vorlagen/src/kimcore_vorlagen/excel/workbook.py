"""A form as a workbook: its sheets, the places that are to be filled, and the parts that change."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, BinaryIO

import attrs
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string

from kimcore_vorlagen.excel.names import PREFIX
from kimcore_vorlagen.excel.sheet import MAIN, Sheet
from kimcore_vorlagen.excel.styles import Styles
from kimcore_vorlagen.excel.texts import Texts
from kimcore_vorlagen.findings import TemplateProblem
from kimcore_vorlagen.package import Package, parse, serialised

__all__ = ["Area", "Form"]

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!,]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.IGNORECASE
)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_STYLES, _TEXTS = "spreadsheetml.styles+xml", "spreadsheetml.sharedStrings+xml"
_BEFORE_CALC = {
    f"{MAIN}{name}"
    for name in (
        "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
        "externalReferences", "definedNames",
    )
}  # fmt: skip
_TRUE = {"1", "true"}


@attrs.frozen(kw_only=True)
class Area:
    """A named place of a form: a cell, or a table with headings.

    Attributes:
        name: as it stands in the form, with its prefix.
        sheet: the title of its sheet.
        part: the part of its sheet.
        first_row, first_column, last_row, last_column: the cells; of a table, those below the headings.
        headings: those of a table, from left to right; empty for cells.
        table: the part of a table of Excel without a row of totals; empty for others.
    """

    name: str
    sheet: str
    part: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int
    headings: tuple[str, ...] = ()
    table: str = ""

    @property
    def columns(self) -> range:
        """The numbers of its columns."""
        return range(self.first_column, self.last_column + 1)

    @property
    def cell(self) -> str:
        """The first cell, as Excel writes it."""
        return f"{get_column_letter(self.first_column)}{self.first_row}"

    @property
    def reference(self) -> str:
        """The whole area."""
        return f"{self.cell}:{get_column_letter(self.last_column)}{self.last_row}"

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.last_row - self.first_row + 1

    def problem(self, kind: str, message: str, hint: str = "", *, cell: str = "") -> TemplateProblem:
        """What is wrong at this place."""
        return TemplateProblem(kind, "", message, hint, sheet=self.sheet, cell=cell or self.cell)


class Form:
    """A form that is being filled.

    Args:
        package: the template.

    Attributes:
        package: the template.
        styles: its number formats.
        texts: its shared strings.
        changed: other parts that have been changed, by name.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changed: dict[str, Any] = {}
        self.book = parse(package.parts[package.main])
        self._sheets: dict[str, Sheet] = {}
        styles, texts = (next(package.of_type(ending), None) for ending in (_STYLES, _TEXTS))
        self.styles = Styles(None if styles is None else parse(package.parts[styles]))
        self.texts = Texts(None if texts is None else package.parts[texts])

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The part of each sheet by its title."""
        parts = self.package.relations(self.package.main)
        there = {str(item.get("name")): parts.get(item.get(_RELATION), "") for item in self.book.iter(f"{MAIN}sheet")}
        return {
            title: part for title, part in there.items() if self.package.types.get(part, "").endswith("worksheet+xml")
        }

    @property
    def since_1904(self) -> bool:
        """Whether the workbook counts days from 1904, as those of old Macs do."""
        found = self.book.find(f"{MAIN}workbookPr")
        return found is not None and found.get("date1904") in _TRUE

    def sheet(self, part: str) -> Sheet:
        """A sheet to read or to fill."""
        if part not in self._sheets:
            self._sheets[part] = Sheet(parse(self.package.parts[part]))
        return self._sheets[part]

    def root(self, part: str) -> Any:
        """Another part, as it has been changed so far."""
        return self.changed.get(part) if part in self.changed else parse(self.package.parts[part])

    # -------------------------------------------------------------------------------------------- places

    def areas(self) -> Iterator[Area | TemplateProblem]:
        """Every place named ``kim_…``, and names that lead to none."""
        for item in self.book.iter(f"{MAIN}definedName"):
            name = str(item.get("name"))
            if name.lower().startswith(PREFIX):
                yield self._named(name, (item.text or "").strip())
        for title, part in self.sheets.items():
            for table in self.package.related(part, "spreadsheetml.table+xml"):
                yield from self._table(title, part, table)

    def names(self) -> Iterator[tuple[Any, Area]]:
        """Every name that refers to a place, whatever it is for."""
        for item in self.book.iter(f"{MAIN}definedName"):
            area = self._named(str(item.get("name")), (item.text or "").strip())
            if isinstance(area, Area):
                yield item, area

    def _named(self, name: str, text: str) -> Area | TemplateProblem:
        found = _REFERENCE.fullmatch(text)
        title = "" if found is None else (found[1] or "").replace("''", "'") or found[2]
        if found is None or title not in self.sheets:
            message = f"Der Name „{name}“ bezieht sich auf „{text}“, nicht auf eine Zelle."
            return TemplateProblem("cell", "", message, "Formeln › Namens-Manager: den Bezug berichtigen.")
        first, last = (found[3], found[4]), (found[5] or found[3], found[6] or found[4])
        return Area(
            name=name, sheet=title, part=self.sheets[title],
            first_column=column_index_from_string(first[0].upper()), first_row=int(first[1]),
            last_column=column_index_from_string(last[0].upper()), last_row=int(last[1]),
        )  # fmt: skip

    def _table(self, title: str, part: str, table_part: str) -> Iterator[Area | TemplateProblem]:
        table = self.root(table_part)
        name = str(table.get("displayName"))
        if not name.lower().startswith(PREFIX):
            return
        quoted = title.replace("'", "''")
        area = self._named(name, f"'{quoted}'!{table.get('ref')}")
        headings = tuple(
            _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(column.get("name")))
            for column in table.iter(f"{MAIN}tableColumn")
        )
        totals = int(table.get("totalsRowCount", 0))
        if isinstance(area, Area):
            area = attrs.evolve(
                area,
                headings=headings,
                first_row=area.first_row + int(table.get("headerRowCount", 1)),
                last_row=area.last_row - totals,
                table="" if totals else table_part,
            )
        yield area

    def with_headings(self, area: Area) -> Area:
        """A named range as a table: its first row has the headings."""
        sheet = self.sheet(area.part)
        headings = tuple(sheet.text(area.first_row, column, self.texts) for column in area.columns)
        return attrs.evolve(area, headings=headings, first_row=area.first_row + 1)

    # ------------------------------------------------------------------------------------------- writing

    def write(self, target: BinaryIO) -> None:
        """Write the form; parts in which nothing was to be changed are the same, byte for byte."""
        computed = [self.sheet(part) for part in self.sheets.values() if _FORMULA.search(self.package.parts[part])]
        recalculated = [sheet.drop_values() for sheet in computed]
        changed = {part: serialised(sheet.root) for part, sheet in self._sheets.items() if sheet.changed}
        if any(recalculated):
            self.changed[self.package.main] = self._computed_when_opened()
        changed |= {part: serialised(root) for part, root in self.changed.items()}
        if self.styles.changed:
            changed[next(self.package.of_type(_STYLES))] = serialised(self.styles.root)
        if self.texts.changed:
            part = next(self.package.of_type(_TEXTS), None)
            changed |= self._with_texts() if part is None else {part: serialised(self.texts.root)}
        self.package.write(target, changed)

    def _computed_when_opened(self) -> Any:
        """The workbook, told to compute its formulas: their stored values were those of the empty form."""
        calc = self.book.find(f"{MAIN}calcPr")
        if calc is None:
            calc = self.book.makeelement(f"{MAIN}calcPr")
            before = [item for item in self.book if item.tag in _BEFORE_CALC]
            self.book.insert(self.book.index(before[-1]) + 1, calc)
        calc.set("fullCalcOnLoad", "1")
        return self.book

    def _with_texts(self) -> dict[str, bytes]:
        """A part for shared strings, for a form that had no text at all."""
        folder, _, name = self.package.main.rpartition("/")
        types, rels = parse(self.package.parts["[Content_Types].xml"]), f"{folder}/_rels/{name}.rels"
        relations = parse(self.package.parts[rels])
        kind = f"application/vnd.openxmlformats-officedocument.{_TEXTS}"
        _add(types, "Override", PartName=f"/{folder}/sharedStrings.xml", ContentType=kind)
        _add(
            relations, "Relationship", Id="rIdKimcoreTexts", Type=f"{_OFFICE}/sharedStrings", Target="sharedStrings.xml"
        )
        return {
            "[Content_Types].xml": serialised(types),
            rels: serialised(relations),
            f"{folder}/sharedStrings.xml": serialised(self.texts.root),
        }


def _add(parent: Any, tag: str, **attributes: str) -> None:
    """Add an element in the namespace of its parent."""
    parent.append(parent.makeelement(f"{parent.tag.partition('}')[0]}}}{tag}", attributes))

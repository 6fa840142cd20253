"""The first walk over the tables: how wide, how long, where each figure lives, and what cannot be written."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from kimcore.amounts import Amount
from kimcore.blocks import Cell, Link, RowRole, Sheet, Table, Workbook
from kimcore.errors import AmountError
from kimcore.render.charts.data import data_sheets
from kimcore.render.excel.figures import Figures, stored
from kimcore.render.excel.heights import spans
from kimcore.render.excel.plan import ColumnStats, SheetPlan, Spot, TablePlan, runs
from kimcore.render.excel.problems import Problem
from kimcore.render.excel.titles import sheet_titles
from kimcore.render.metrics import measure, measure_all
from kimcore.render.xmltext import control_message
from kimcore.values import digits

__all__ = ["MOST_COLUMNS", "MOST_ROWS", "MOST_TEXT", "OPEN", "Survey"]

MOST_TEXT = 32_767
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
OPEN = "offen"
"""What a cell says when an input of its figure is unknown."""

_CLOSING = {RowRole.SUBTOTAL, RowRole.TOTAL, RowRole.REMARK}
_SPANNING = {RowRole.GROUP, RowRole.REMARK}


class Survey:
    """Walks every table of a workbook once.

    Attributes:
        sheets: the plan of every sheet; not laid out yet.
        figures: the homes of the keyed Amounts.
        problems: what cannot be written.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.figures = Figures()
        self.problems: list[Problem] = []
        sheets = (*workbook.sheets, *data_sheets(workbook))
        titles = sheet_titles(sheet.title for sheet in sheets)
        self.sheets = [
            self._sheet(sheet, title, number)
            for number, (sheet, title) in enumerate(zip(sheets, titles, strict=True), 1)
        ]

    def _sheet(self, sheet: Sheet, title: str, number: int) -> SheetPlan:
        plan = SheetPlan(sheet=sheet, title=title, number=number)
        for block in sheet.blocks:
            if isinstance(block, Table):
                plan.tables.append(self._table(plan, block))
        return plan

    def _table(self, sheet: SheetPlan, table: Table) -> TablePlan:
        plan = TablePlan(sheet=sheet, table=table, columns=[ColumnStats() for _ in table.columns])
        if not 0 < len(table.columns) <= MOST_COLUMNS:
            message = f"Die Tabelle hat {len(table.columns)} Spalten."
            path = f"{sheet.sheet.id}/{table.id}"
            self.problems.append(
                Problem("KIM-XLS-005", message, f"Erlaubt sind 1 bis {MOST_COLUMNS}.", path, Spot(sheet, path, 1, 1))
            )
            return plan
        for index, role, rows in runs(table):
            self._run(plan, index, role, rows)
        return plan

    def _run(self, plan: TablePlan, index: int, role: RowRole, rows: list[tuple[Cell, ...]]) -> None:
        plan.count = index + len(rows)
        plan.closing = plan.closing + len(rows) if role in _CLOSING else 0
        width = len(plan.columns)
        if role is not RowRole.BODY:
            rows = [self._special(plan, role, cells) for cells in rows]
        for number, cells in enumerate(rows):
            if len(cells) != width:
                self._wrong_length(plan, index + number, len(cells))
                return
        for column, values in enumerate(zip(*rows, strict=True), 1):
            self._values(plan, column, index, values)

    def _wrong_length(self, plan: TablePlan, index: int, found: int) -> None:
        message = f"Die Zeile hat {found} Zellen, die Tabelle {len(plan.columns)} Spalten."
        self._add(plan.spot(index, 1), "KIM-XLS-005", message, "Leere Zellen sind None.")

    def _special(self, plan: TablePlan, role: RowRole, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Note texts that run over empty cells to their right, and hide them from the width of their column."""
        seen = list(cells)
        for column, until in spans(cells):
            text = cells[column - 1]
            if type(text) is str and len(text) <= MOST_TEXT and control_message(text) is None:
                seen[column - 1] = None
                key = (column, until)
                if role not in _SPANNING and len(text) > len(plan.labels.get(key, "")):
                    plan.labels[key] = text
        return tuple(seen)

    # ---------------------------------------------------------------------------------------- values

    def _values(self, plan: TablePlan, column: int, index: int, values: Sequence[Cell]) -> None:
        """Take note of values of one column, kind by kind."""
        kinds = dict.fromkeys(map(type, values))
        for kind in kinds:
            take = _TAKE.get(kind, Survey._stranger)
            if take is None:
                continue
            if len(kinds) == 1:
                take(self, plan, column, index, values, range(len(values)))
            else:
                rows = [row for row, value in enumerate(values) if type(value) is kind]
                take(self, plan, column, index, [values[row] for row in rows], rows)

    def _texts(self, plan: TablePlan, column: int, index: int, texts: Sequence[str], rows: Sequence[int]) -> None:
        stats = plan.columns[column - 1]
        whole = "".join(texts)
        lines = texts if "\n" not in whole else [line for text in texts for line in text.split("\n")]
        stats.text(max(texts, key=len), max(measure_all(lines)))
        if whole.isprintable() and len(stats.longest) <= MOST_TEXT:
            return
        stats.multiline = stats.multiline or "\n" in whole
        for row, text in zip(rows, texts, strict=True):
            self.text(text, plan.spot(index + row, column))

    def text(self, text: str, spot: Spot) -> None:
        """Report a text that no cell can hold."""
        if len(text) > MOST_TEXT:
            message = f"Der Text hat {len(text)} Zeichen, eine Zelle fasst {MOST_TEXT}."
            self._add(spot, "KIM-XLS-001", message, "Den Text kürzen oder aufteilen.")
        if message_ := control_message(text):
            self._add(spot, "KIM-XLS-002", f"{message_}.", "Das Zeichen löschen; oft kam es beim Kopieren mit.")

    def _links(self, plan: TablePlan, column: int, index: int, links: Sequence[Link], rows: Sequence[int]) -> None:
        plan.linked = True
        self._texts(plan, column, index, [link.text for link in links], rows)

    def _numbers(
        self, plan: TablePlan, column: int, index: int, numbers: Sequence[Decimal | int], rows: Sequence[int]
    ) -> None:
        try:
            low, high = Decimal(min(numbers)), Decimal(max(numbers))
        except InvalidOperation:
            low = high = Decimal("NaN")
        if low.is_finite() and high.is_finite():
            kind = plan.table.columns[column - 1].kind
            places = max(map(digits, numbers)) if kind.value in {"number", "percent", "text", "vzae"} else 0
            plan.columns[column - 1].number(low, high, places)
            return
        for row, number in zip(rows, numbers, strict=True):
            if not Decimal(number).is_finite():
                self._add(
                    plan.spot(index + row, column),
                    "KIM-XLS-003",
                    f"„{number}“ ist keine endliche Zahl.",
                    "Den Wert prüfen.",
                )

    def _dates(self, plan: TablePlan, column: int, index: int, days: Sequence[date], rows: Sequence[int]) -> None:
        del index, days, rows
        plan.columns[column - 1].dates = True

    def _amounts(
        self, plan: TablePlan, column: int, index: int, amounts: Sequence[Amount], rows: Sequence[int]
    ) -> None:
        stats = plan.columns[column - 1]
        defines = plan.table.defines and not plan.table.columns[column - 1].quotes
        for row, amount in zip(rows, amounts, strict=True):
            home = defines and self.figures.settle(amount, plan.spot(index + row, column))
            plan.computed = plan.computed or not home or amount.op != "given"
            if not amount.known:
                stats.text(OPEN, measure(OPEN))
                continue
            try:
                number = stored(amount)
            except AmountError:
                continue  # reported with its formula
            stats.number(number, number, digits(amount.decimal))

    def _stranger(self, plan: TablePlan, column: int, index: int, values: Sequence[Any], rows: Sequence[int]) -> None:
        for row, value in zip(rows, values, strict=True):
            message = f"Ein Wert der Art {type(value).__name__} lässt sich nicht schreiben."
            self._add(
                plan.spot(index + row, column), "KIM-XLS-003", message, "Text, Decimal, int, date, Amount oder Link."
            )

    def _add(self, spot: Spot, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, hint, spot.path, spot))


_Take: TypeAlias = Callable[[Survey, TablePlan, int, int, Sequence[Any], Sequence[int]], None]
_TAKE: dict[type, _Take | None] = {
    str: Survey._texts,  # noqa: SLF001 - its own methods
    Link: Survey._links,  # noqa: SLF001
    Decimal: Survey._numbers,  # noqa: SLF001
    int: Survey._numbers,  # noqa: SLF001
    date: Survey._dates,  # noqa: SLF001
    Amount: Survey._amounts,  # noqa: SLF001
    type(None): None,
}

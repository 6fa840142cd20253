"""How wide the columns of a sheet are: for its tables, its fields and the paper at once."""

from collections.abc import Iterator
from decimal import Decimal

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import CellKind, Field, Fields, KeyFigures, Orientation
from kimcore.errors import AmountError
from kimcore.render.excel.figures import stored
from kimcore.render.excel.formats import digits, natural, shown
from kimcore.render.excel.heights import INDENT, LINE
from kimcore.render.excel.metrics import BASE, MAX_HEIGHT, Metrics
from kimcore.render.excel.plan import ColumnStats, SheetPlan, TablePlan
from kimcore.render.excel.styles import SIZES, Look

__all__ = ["RIGHT", "fit_columns", "number_text", "paper"]

RIGHT = frozenset({CellKind.MONEY, CellKind.KILO, CellKind.NUMBER, CellKind.VZAE, CellKind.PERCENT, CellKind.YEAR})
"""The kinds of values that stand on the right."""

_PAPER = {Orientation.PORTRAIT: (483.0, 720.0), Orientation.LANDSCAPE: (728.0, 473.0)}  # A4 within its margins
_SMALLEST_PRINT = 0.7  # of full size; narrower text columns before smaller print
_NARROW, _TEXT_LEAST, _LABEL_MOST, _VALUE_LEAST, _REST_LEAST = 5.0, 14.0, 44.0, 18.0, 12.0
_GROWTH = 2.5
_WIDEST = 120.0
_HEAD_LINES = 2.2  # a head breaks into two or three lines before it widens its column
_ARROW = 13.0  # the button of an autofilter
_READABLE = 690.0  # a paragraph is no wider


@attrs.define
class _Need:
    """The width a column wants and the least it can live with, in points of text."""

    wanted: float = 0.0
    least: float = 0.0

    def at_least(self, wanted: float, least: float | None = None) -> None:
        """Widen the column for one more thing that stands in it."""
        self.wanted = max(self.wanted, wanted)
        self.least = max(self.least, wanted if least is None else least)


def paper(orientation: Orientation) -> tuple[float, float]:
    """The width and the height of the page within its margins, in points."""
    return _PAPER[orientation]


def fit_columns(sheet: SheetPlan, metrics: Metrics) -> None:
    """Set the widths of a sheet's columns, how far paragraphs run, and where the values of fields stand."""
    needs: list[_Need] = []
    for table in sheet.tables:
        _table_needs(table, needs, metrics)
    for table in sheet.tables:
        _label_needs(table, needs, metrics)
    page, _ = paper(sheet.sheet.orientation)
    _shrink(needs, page, metrics)
    widths = [metrics.columns(max(need.wanted, _NARROW * metrics.unit)) for need in needs]
    _place_fields(sheet, widths, metrics)
    rest = page / metrics.unit - sum(widths)
    if rest > _REST_LEAST or not widths:
        widths.append(int(rest * 8) / 8)
    sheet.widths = widths
    sheet.span = _readable(widths, metrics)


def _readable(widths: list[float], metrics: Metrics) -> int:
    """How many columns a paragraph runs over: as wide as the eye can follow."""
    span, total = 1, widths[0] * metrics.unit
    for width in widths[1:]:
        total += width * metrics.unit
        if total > _READABLE:
            break
        span += 1
    return span


# --------------------------------------------------------------------------------------------- tables


def _table_needs(table: TablePlan, needs: list[_Need], metrics: Metrics) -> None:
    while len(needs) < len(table.columns):
        needs.append(_Need())
    for number, (need, stats) in enumerate(zip(needs, table.columns, strict=False)):
        column = table.table.columns[number]
        need.at_least(_numbers(stats, column.kind, metrics) + INDENT)
        pad = INDENT + (_ARROW if table.table.filter else 0.0)
        size = SIZES[Look.HEAD]
        word = metrics.word(column.title, size, bold=True)
        need.at_least(max(word, metrics.width(column.title, size, bold=True) / _HEAD_LINES) + pad, word + pad)
        if stats.longest:
            wanted = _texts(stats, column.width, metrics)
            need.at_least(wanted + INDENT, min(wanted, _TEXT_LEAST * metrics.unit) + INDENT)


def _numbers(stats: ColumnStats, kind: CellKind, metrics: Metrics) -> float:
    """The room for the widest number of a column, in bold as in a total."""
    ends = [end for end in (stats.low, stats.high) if end is not None]
    texts = [shown(natural(kind, end), end, stats.places) for end in ends]
    texts += ["30.09.2025"] if stats.dates else []
    return max((metrics.width(text, bold=True) for text in texts), default=0.0)


def _texts(stats: ColumnStats, most: int, metrics: Metrics) -> float:
    """The room for the texts of a column: up to its own limit, wider only where a row would grow too high."""
    width = float(most)
    lines_most = int(MAX_HEIGHT / (BASE * LINE)) - 2
    while width < min(most * _GROWTH, _WIDEST) and metrics.lines(stats.longest, width * metrics.unit) > lines_most:
        width *= 1.2
    return min(metrics.points(stats.widest), width * metrics.unit)


def _label_needs(table: TablePlan, needs: list[_Need], metrics: Metrics) -> None:
    """Make room for the labels of total rows, which run over the empty cells beside them."""
    for (column, until), text in table.labels.items():
        wanted = min(metrics.width(text, SIZES[Look.TOTAL], bold=True), _LABEL_MOST * metrics.unit) + INDENT
        have = sum(need.wanted for need in needs[column - 1 : until])
        if wanted > have:
            widest = max(needs[column - 1 : until], key=lambda need: need.wanted)
            widest.at_least(widest.wanted + wanted - have)


def _shrink(needs: list[_Need], page: float, metrics: Metrics) -> None:
    """Narrow the columns of texts until the print is no smaller than can be read."""
    total = sum(need.wanted for need in needs) + len(needs) * (metrics.unit - metrics.room(1))
    spare = sum(need.wanted - need.least for need in needs)
    over = total - page / _SMALLEST_PRINT
    if over > 0 and spare > 0:
        share = min(over / spare, 1.0)
        for need in needs:
            need.wanted -= (need.wanted - need.least) * share


# --------------------------------------------------------------------------------------------- fields


def _fields(sheet: SheetPlan) -> Iterator[tuple[Field, Look]]:
    for block in sheet.sheet.blocks:
        if isinstance(block, Fields):
            yield from ((field, Look.VALUE) for field in block.fields)
        elif isinstance(block, KeyFigures):
            yield from ((field, Look.FIGURE) for field in block.figures)


def _place_fields(sheet: SheetPlan, widths: list[float], metrics: Metrics) -> None:
    """Choose the column in which fields show their values: the first with room for the labels before it."""
    fields = list(_fields(sheet))
    if not fields:
        return
    labels = max(metrics.width(field.label, SIZES[Look.LABEL]) for field, _ in fields)
    wanted = min(metrics.columns(labels + INDENT), _LABEL_MOST)
    if not widths:
        widths.append(wanted)
    column = 1
    while column < len(widths) and sum(widths[:column]) < wanted:
        column += 1
    missing = wanted - sum(widths[:column])
    if missing > 0:
        widths[column - 1] += missing
    if column == len(widths):
        widths.append(_VALUE_LEAST)
    sheet.value_column = column + 1
    values = max(_value_width(field, look, metrics) for field, look in fields)
    widths[column] = max(widths[column], metrics.columns(values) if values else 0.0)


def _value_width(field: Field, look: Look, metrics: Metrics) -> float:
    """The room for a value that is a number or a date; texts run over the columns beside."""
    if field.value is None or isinstance(field.value, str) or not (text := number_text(field)):
        return 0.0
    return metrics.width(text, SIZES[look], bold=look is Look.FIGURE)


def number_text(field: Field) -> str:
    """What the number, date or Amount of a field looks like; empty where it has none to show."""
    value = field.value
    kind = natural(field.kind, value)
    if isinstance(value, Amount):
        try:
            number = stored(value) if value.known else None
        except AmountError:
            return ""
        return "offen" if number is None else shown(kind, number, digits(value.decimal))
    if isinstance(value, Decimal | int):
        return shown(kind, Decimal(value), digits(value)) if Decimal(value).is_finite() else ""
    return shown(kind, Decimal(0), 0) if kind is CellKind.DATE else ""

"""How wide the columns of a sheet are: for its tables, its fields and the paper at once."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import CellKind, Field, Fields, KeyFigures, Orientation
from kimcore.errors import AmountError
from kimcore.render.excel.figures import stored
from kimcore.render.excel.formats import natural, shown
from kimcore.render.excel.heights import INDENT, LINE
from kimcore.render.excel.plan import ColumnStats, SheetPlan, TablePlan
from kimcore.render.excel.styles import SIZES, Look
from kimcore.render.metrics import BASE, MAX_HEIGHT, Metrics
from kimcore.values import digits

__all__ = ["RIGHT", "fit_columns", "number_text", "paper"]

RIGHT = frozenset({CellKind.MONEY, CellKind.KILO, CellKind.NUMBER, CellKind.VZAE, CellKind.PERCENT, CellKind.YEAR})
"""The kinds of values that stand on the right."""

_PAPER = {Orientation.PORTRAIT: (483.0, 720.0), Orientation.LANDSCAPE: (728.0, 473.0)}  # A4 within its margins
_SMALLEST_PRINT = 0.7  # of full size; narrower text columns before smaller print
_NARROW, _TEXT_LEAST, _LABEL_MOST, _TOTAL_MOST, _VALUE_LEAST, _REST_LEAST = 5.0, 14.0, 44.0, 60.0, 18.0, 12.0
_EXCEL_MOST = 255.0
_GROWTH = 2.5
_MARGIN = 1.02  # for texts that should stay on one line
_TOLERANCE = 1.15  # rather a little wider than a single word on a second line
_WIDEST = 120.0
_HEAD_LINES = 2.2  # a head breaks into two or three lines before it widens its column
_ARROW = 13.0  # the button of an autofilter
_READABLE = 740.0  # a paragraph is no wider
_SHORT = 10.0
_SHARED = 26.0
_LINK_WIDTH = 60  # LibreOffice does not break a link into lines


@attrs.frozen
class _Need:
    """The width a column wants and the least it can live with, in points of text."""

    wanted: float = 0.0
    least: float = 0.0
    texts: bool = False

    def also(self, wanted: float, least: float) -> "_Need":
        """The need with one more thing in the column."""
        return attrs.evolve(self, wanted=max(self.wanted, wanted), least=max(self.least, least))


def paper(orientation: Orientation) -> tuple[float, float]:
    """The width and the height of the page within its margins, in points."""
    return _PAPER[orientation]


def fit_columns(sheet: SheetPlan, metrics: Metrics) -> None:
    """Set the widths of a sheet's columns, how far paragraphs run, and where the values of fields stand."""
    needs = _shared([_table_needs(table, metrics) for table in sheet.tables], metrics)
    for table in sheet.tables:
        _label_needs(table, needs, metrics)
    page, _ = paper(sheet.sheet.orientation)
    widths = [metrics.columns(max(width, _NARROW * metrics.unit)) for width in _shrunk(needs, page, metrics)]
    _place_fields(sheet, widths, metrics)
    rest = int(page / metrics.unit - sum(widths))
    if rest > _REST_LEAST or not widths:
        widths.append(rest)
    sheet.widths = [min(width, _EXCEL_MOST) for width in widths]
    sheet.span = _readable(sheet.widths, metrics)


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


def _table_needs(table: TablePlan, metrics: Metrics) -> list[_Need]:
    """What each column of one table needs."""
    needs = []
    pad, size = INDENT + (_ARROW if table.table.filter else 0.0), SIZES[Look.HEAD]
    for column, stats in zip(table.table.columns, table.columns, strict=True):
        word, whole = metrics.word(column.title, size, bold=True), metrics.width(column.title, size, bold=True)
        numbers = _numbers(stats, column.kind, metrics) + INDENT
        need = _Need(texts=column.kind not in RIGHT).also(max(word, whole / _HEAD_LINES) + pad, word + pad)
        need = need.also(numbers, numbers).also(column.least * metrics.unit, column.least * metrics.unit)
        if stats.longest:
            most = max(column.width, _LINK_WIDTH) if column.kind is CellKind.LINK else column.width
            wanted = _room_for(stats, most, metrics) + INDENT
            least = wanted if column.kind is CellKind.LINK else _room_for(stats, _TEXT_LEAST, metrics) + INDENT
            need = need.also(wanted, least)
        needs.append(need)
    return needs


def _shared(tables: list[list[_Need]], metrics: Metrics) -> list[_Need]:
    """What the columns of a sheet need for all its tables.

    Where one table numbers its rows and another has long texts in the same column, the texts break into lines
    earlier, so that the numbers do not stand lost in a wide column.
    """
    shared = []
    for needs in zip_longest(*tables):
        own = [need for need in needs if need is not None]
        wanted, least = max(need.wanted for need in own), max(need.least for need in own)
        if any(need.texts and need.wanted < _SHORT * metrics.unit for need in own):
            wanted = max(least, min(wanted, _SHARED * metrics.unit))
        shared.append(_Need(wanted, least))
    return shared


def _numbers(stats: ColumnStats, kind: CellKind, metrics: Metrics) -> float:
    """The room for the widest number of a column, in bold as in a total."""
    ends = [end for end in (stats.low, stats.high) if end is not None]
    texts = [shown(natural(kind, end), end, stats.places) for end in ends]
    texts += ["30.09.2025"] if stats.dates else []
    return max((metrics.width(text, bold=True) for text in texts), default=0.0)


def _room_for(stats: ColumnStats, most: float, metrics: Metrics) -> float:
    """The room for the texts of a column: so many characters, more only where a row would grow too high."""
    width, lines = most, int(MAX_HEIGHT / (BASE * LINE)) - 2
    while width < min(most * _GROWTH, _WIDEST) and metrics.lines(stats.longest, width * metrics.unit) > lines:
        width *= 1.2
    widest = metrics.points(stats.widest) * _MARGIN
    return widest if widest <= width * metrics.unit * _TOLERANCE else width * metrics.unit


def _label_needs(table: TablePlan, needs: list[_Need], metrics: Metrics) -> None:
    """Make room for the labels of total rows, which run over the empty cells beside them."""
    for (column, until), text in table.labels.items():
        wanted = min(metrics.width(text, SIZES[Look.TOTAL], bold=True), _TOTAL_MOST * metrics.unit) + INDENT
        missing = wanted - sum(need.wanted for need in needs[column - 1 : until])
        if missing > 0:
            widest = max(range(column - 1, until), key=lambda number: needs[number].wanted)
            needs[widest] = needs[widest].also(needs[widest].wanted + missing, 0.0)


def _shrunk(needs: list[_Need], page: float, metrics: Metrics) -> list[float]:
    """The room of every column; those of texts narrowed until the print is no smaller than can be read."""
    total = sum(need.wanted for need in needs) + len(needs) * (metrics.unit - metrics.room(1))
    spare = sum(need.wanted - need.least for need in needs)
    over = total - page / _SMALLEST_PRINT
    share = min(over / spare, 1.0) if over > 0 and spare > 0 else 0.0
    return [need.wanted - (need.wanted - need.least) * share for need in needs]


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
    wanted = metrics.columns(labels + INDENT)
    wanted = wanted if wanted <= _LABEL_MOST * _TOLERANCE else _LABEL_MOST
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

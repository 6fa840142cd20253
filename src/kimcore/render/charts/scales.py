"""Scales: in which unit the numbers of an axis are read, and the months along a Zeitschiene."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import attrs

from kimcore.blocks import CellKind, Timeline
from kimcore.render.excel.formats import code
from kimcore.values import digits

__all__ = ["Months", "Unit", "months", "unit_of"]

_GERMAN = "[$-407]"
_THOUSANDS, _MILLIONS = 100_000, 10_000_000
_LARGE_SHARE = 10  # percent
_PLACES = 2
_EPOCH = date(1899, 12, 30).toordinal()
_YEAR = 12
_LATEST = date(2999, 12, 31)  # whoever writes 31.12.9999 means: for good
_YEAR_WIDTH, _MONTH_WIDTH = 28.0, 40.0


@attrs.frozen
class Unit:
    """How the numbers of a chart are written.

    Attributes:
        cell: the format of the numbers themselves.
        axis, label: formats along the axis and beside bars.
        title: the unit, where the formats do not say it.
        divisor: by what the formats divide.
    """

    cell: str
    axis: str
    label: str
    title: str = ""
    divisor: int = 1


def unit_of(kind: CellKind, values: Sequence[Decimal]) -> Unit:
    """The unit that suits these values: large amounts of money in thousands or millions of euro."""
    most = max(map(abs, values), default=Decimal(0))
    places = min(max(map(digits, values), default=0), _PLACES)
    cell = code(kind, places)
    match kind:
        case CellKind.MONEY if most >= _MILLIONS:
            return Unit(cell, f"{_GERMAN}#,##0.0,,", f"{_GERMAN}#,##0.0,,", "Mio. €", 1_000_000)
        case CellKind.MONEY if most >= _THOUSANDS:
            return Unit(cell, f"{_GERMAN}#,##0,", f"{_GERMAN}#,##0,", "Tsd. €", 1_000)
        case CellKind.MONEY:
            return Unit(cell, f'{_GERMAN}#,##0\\ "€"', cell if places else f'{_GERMAN}#,##0\\ "€"')
        case CellKind.KILO:
            return Unit(cell, f"{_GERMAN}#,##0", f"{_GERMAN}#,##0", "TEUR")
        case CellKind.VZAE:
            return Unit(cell, f"{_GERMAN}0.0", cell, "VZÄ")
        case CellKind.PERCENT:
            return Unit(cell, code(kind, 0 if most >= _LARGE_SHARE else places), cell)
        case _:
            return Unit(cell, f"{_GERMAN}#,##0.0" if most < _PLACES else f"{_GERMAN}#,##0", cell)


# -------------------------------------------------------------------------------------------- calendar


@attrs.frozen
class Months:
    """The axis of a Zeitschiene, in Excel's numbers of days.

    Attributes:
        low, high: its ends.
        step: days from one label to the next.
        code: how a label is written.
    """

    low: int
    high: int
    step: float
    code: str


def months(chart: Timeline, room: float, width: float) -> Months:
    """Months or years along an axis.

    Args:
        chart: what must fit.
        room: the share of the axis that stays free before the first bar.
        width: of the axis, in points.
    """
    days = [min(day, _LATEST) for day in chart.days()]
    first, last = min(days), max(days) + timedelta(days=1)
    start = first - timedelta(days=round((last - first).days * room / (1 - room)))
    span = next(span for span in _spans() if _count(start, last, span) * _label(span) <= width)
    begin = _index(start) // span * span
    count = _count(start, last, span)
    whole = (_first(begin + count * span) - _first(begin)).days
    step = int(whole / count * 10_000) / 10_000  # never beyond the end, which would lose its label
    # months differ in length, labels do not: the first that puts every label within its own month
    shift = next(shift for shift in range(32) if _fitting(begin, span, count, step, shift))
    low = _first(begin).toordinal() - _EPOCH + shift
    return Months(low, low + whole, step, f"{_GERMAN}{'yyyy' if span % _YEAR == 0 else 'mmm yy'}")


def _spans() -> Sequence[int]:
    """Numbers of months between two labels."""
    return (1, 2, 3, 6, *(_YEAR * 2**power for power in range(12)))


def _label(span: int) -> float:
    """The room that a year or a month takes along the axis."""
    return _YEAR_WIDTH if span % _YEAR == 0 else _MONTH_WIDTH


def _index(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _first(index: int) -> date:
    """The first day of a month."""
    return date(index // _YEAR, index % _YEAR + 1, 1)


def _count(start: date, last: date, span: int) -> int:
    """How many steps lead from one day past another."""
    begin = _index(start) // span * span
    return -(-(_index(last - timedelta(days=1)) + 1 - begin) // span)


def _fitting(begin: int, span: int, count: int, step: float, shift: int) -> bool:
    start = _first(begin).toordinal() + shift
    return all(
        _index(date.fromordinal(int(start + place * step))) == begin + place * span for place in range(count + 1)
    )

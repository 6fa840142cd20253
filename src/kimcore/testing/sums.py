"""Whether the sums of a table are those of its parts, to the cent."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind, Row, RowRole, Table

__all__ = ["wrong_sums"]

_ADDED = frozenset({CellKind.MONEY, CellKind.KILO, CellKind.NUMBER, CellKind.VZAE})
_SUMS = frozenset({RowRole.SUBTOTAL, RowRole.TOTAL})


def wrong_sums(table: Table) -> Iterator[tuple[int, int, Fraction, Fraction]]:
    """Sums that no way of adding up the rows above them gives.

    A total is the sum of the rows above it, of the rows of its group, or of the subtotals above it; a sum that is
    computed otherwise (a difference, a mean) reconciles where everything it is computed from stands in the table.

    Yields:
        Row and column from 0, what stands there, and the sum of the rows above that comes nearest.
    """
    rows = list(table.normalised())
    for column, about in enumerate(table.columns):
        if about.kind not in _ADDED:
            continue
        cells = [row.cells[column] for row in rows]
        for number, row in enumerate(rows):
            value = _value(cells[number])
            if row.role not in _SUMS or value is None or _computed(cells[number], rows):
                continue
            sums = [*_sums(rows[:number], cells[:number])]
            if sums and value not in sums:
                yield number, column, value, min(sums, key=lambda entry, value=value: abs(entry - value))  # type: ignore[misc]


def _sums(rows: Sequence[Row], cells: Sequence[Cell]) -> Iterator[Fraction]:
    """What the rows above a sum come to: those of its group, all of them, the subtotals, both since the last total."""
    roles = [row.role for row in rows]
    starts = [index + 1 for index, role in enumerate(roles) if role is not RowRole.BODY and role is not RowRole.REMARK]
    for start in dict.fromkeys((0, *starts[::-1])):
        for kinds in ({RowRole.BODY}, {RowRole.SUBTOTAL}, {RowRole.TOTAL}, {RowRole.BODY, RowRole.SUBTOTAL}):
            parts = [cell for role, cell in zip(roles[start:], cells[start:], strict=True) if role in kinds]
            values = [_value(cell) for cell in parts]
            if not any(map(_open, parts)) and any(value is not None for value in values):
                yield sum((value for value in values if value is not None), Fraction(0))


def _open(cell: Cell) -> bool:
    """Whether a part of a sum is a word (``gemeinsam``) or not known yet: then nobody can add up."""
    return not cell.known if isinstance(cell, Amount) else isinstance(cell, str) and cell not in {"", "–"}


def _computed(cell: Cell, rows: Sequence[Row]) -> bool:
    """Whether an Amount refers to other cells of the table by their keys and is exactly what they come to."""
    if not isinstance(cell, Amount):
        return False
    keys = {other.key for row in rows for other in row.cells if isinstance(other, Amount) and other is not cell}
    return bool(cell.args) and all(leaf.key in keys for arg in cell.args for leaf in _added(arg))


def _added(amount: Amount) -> Iterator[Amount]:
    """What is added or subtracted, down to figures with a cell of their own and to anything else."""
    if amount.key is None and amount.op in {"rounded", "total", "+", "-"}:
        for arg in amount.args:
            yield from _added(arg)
    else:
        yield amount


def _value(cell: Cell) -> Fraction | None:
    """The number in a cell; None for texts, empty cells and what is still open."""
    if isinstance(cell, Amount):
        return cell.value if cell.known else None
    return Fraction(cell) if isinstance(cell, Decimal | int) and not isinstance(cell, bool) else None

"""Amounts in cells: where each has its home, and the formula every other cell shows.

A keyed Amount lives in the first cell of a defining table that holds it. Within a formula a figure is taken from
the same row, else from its home, else written out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial

import attrs

from kimcore.amounts import Amount
from kimcore.errors import AmountError
from kimcore.render.excel.plan import Home, SheetPlan, Spot, letters
from kimcore.render.excel.problems import Problem, ProblemFound
from kimcore.values import round_half_up

__all__ = ["Figure", "FigureKind", "Figures", "stored"]

_FORMULA_LENGTH = 8192
_FORMULA_ARGUMENTS = 255
_FORMULA_DEPTH = 64
_EXACT_DIGITS = 12
_REFERENCE = re.compile(r"((?:'(?:[^']|'')+'!)?)(\$?)([A-Z]{1,3})(\$?)(\d+)")


class FigureKind(Enum):
    """What is written for an Amount."""

    OPEN = "open"  # an input is unknown: a word, no number
    INPUT = "input"  # a number that may be changed
    CONSTANT = "constant"
    FORMULA = "formula"


@attrs.frozen
class Figure:
    """What a cell gets for an Amount; ``value`` is what the formula comes to."""

    kind: FigureKind
    value: Decimal = Decimal(0)
    formula: str = ""


def stored(amount: Amount) -> Decimal:
    """The value that is stored for an Amount: to the cent where it is rounded, else all its digits."""
    if amount.op == "rounded":
        return amount.decimal
    exact = round_half_up(amount.value, _EXACT_DIGITS)
    return exact.normalize() if exact == amount.value else Decimal(repr(float(amount.value)))


class Figures:
    """Every keyed Amount of a workbook, with the cell it lives in."""

    def __init__(self) -> None:
        self.homes: dict[str, Home] = {}

    def settle(self, amount: Amount, spot: Spot) -> bool:
        """Let a keyed Amount live in this cell, unless it lives elsewhere already; True where it does."""
        if amount.key is None or amount.key in self.homes:
            return False
        self.homes[amount.key] = Home(spot, amount)
        return True

    def reference(self, key: str) -> str | None:
        """The absolute reference to the home of a figure, or None."""
        home = self.homes.get(key)
        return None if home is None else f"{home.spot.sheet.quoted}!{_absolute(home.spot)}"

    def figure(self, amount: Amount, spot: Spot, row: Mapping[str, int], *, moves: bool) -> Figure:
        """What a cell shows for an Amount.

        Args:
            amount: the Amount.
            spot: the cell.
            row: the columns of the keyed Amounts in the same row.
            moves: whether readers may sort the row; sums over other rows are absolute then.

        Raises:
            ProblemFound: two values for one figure, a circle, a division by zero, a formula too long.
        """
        if not amount.known:
            return Figure(FigureKind.OPEN)
        value = self._value(amount, spot)
        home = self.homes.get(amount.key or "")
        if home is not None and not _same(home.spot, spot):
            _agree(amount, home, spot)
            return Figure(FigureKind.FORMULA, value, _refer(home.spot, spot.sheet))
        if amount.op in {"given", "number"}:
            return Figure(FigureKind.INPUT if home is not None and amount.op == "given" else FigureKind.CONSTANT, value)
        formula = amount.formula(_Resolver(self, spot, row), partial(_joined, relative=not moves))
        if limit := _over_limit(formula):
            raise ProblemFound(
                Problem(
                    "KIM-XLS-008",
                    f"Die Formel hat {limit}.",
                    "Zwischensummen in eigene Zellen stellen.",
                    spot.path,
                    spot,
                )
            )
        return Figure(FigureKind.FORMULA, value, formula)

    def _value(self, amount: Amount, spot: Spot) -> Decimal:
        try:
            return stored(amount)
        except AmountError as error:
            hint = f"Die Angabe prüfen: {error.path}." if error.path else "Die Angaben prüfen."
            raise ProblemFound(Problem("KIM-XLS-009", f"{error}.", hint, spot.path, spot)) from error

    def circles(self) -> Iterator[Problem]:
        """Every figure that depends on itself; walked without recursion, for long chains."""
        done: set[str] = set()
        for start in self.homes:
            open_keys: dict[str, Iterator[str]] = {} if start in done else {start: self._needs(start)}
            while open_keys:
                key = next(reversed(open_keys))
                following = next(open_keys[key], None)
                if following is None:
                    done.add(key)
                    del open_keys[key]
                elif following in open_keys:
                    yield self._circle(key, following)
                elif following not in done:
                    open_keys[following] = self._needs(following)

    def _needs(self, key: str) -> Iterator[str]:
        """The figures with a home that the formula of a figure refers to."""
        stack = list(self.homes[key].amount.args)
        while stack:
            node = stack.pop()
            if node.key in self.homes:
                yield node.key or ""
            else:
                stack.extend(node.args)

    def _circle(self, key: str, following: str) -> Problem:
        spot = self.homes[key].spot
        message = f"Der Betrag „{key}“ bezieht sich im Kreis auf „{following}“."
        return Problem("KIM-XLS-007", message, "Jeder Betrag braucht einen eigenen Schlüssel.", spot.path, spot)


class _Resolver:
    """Finds the cells that a formula refers to."""

    def __init__(self, figures: Figures, spot: Spot, row: Mapping[str, int]) -> None:
        self._figures = figures
        self._spot = spot
        self._row = row

    def __call__(self, node: Amount) -> str | None:
        if node.key is None:
            return None
        home = self._figures.homes.get(node.key)
        if home is not None:
            _agree(node, home, self._spot)
        column = self._row.get(node.key)
        if column is not None and column != self._spot.column:
            return f"{letters(column)}{self._spot.excel_row}"
        return None if home is None else _refer(home.spot, self._spot.sheet)


def _agree(amount: Amount, home: Home, spot: Spot) -> None:
    """A figure has one value, wherever it stands."""
    if amount is not home.amount and amount.value != _value(home.amount):
        message = f"Der Betrag „{amount.key}“ ist hier {amount.shown()}, in {home.spot} aber {home.amount.shown()}."
        raise ProblemFound(Problem("KIM-XLS-006", message, "Zwei Beträge brauchen zwei Schlüssel.", spot.path, spot))


def _value(amount: Amount) -> Fraction | None:
    try:
        return amount.value
    except AmountError:
        return None


def _same(one: Spot, other: Spot) -> bool:
    return one.table is other.table and one.table is not None and (one.row, one.column) == (other.row, other.column)


def _absolute(spot: Spot) -> str:
    return f"${letters(spot.column)}${spot.excel_row}"


def _refer(spot: Spot, sheet: SheetPlan) -> str:
    return _absolute(spot) if spot.sheet is sheet else f"{spot.sheet.quoted}!{_absolute(spot)}"


def _over_limit(formula: str) -> str:
    """Which of Excel's limits a formula breaks, in words, or an empty text."""
    if len(formula) > _FORMULA_LENGTH:
        return f"{len(formula)} Zeichen, erlaubt sind {_FORMULA_LENGTH}"
    if formula.count(",") < _FORMULA_ARGUMENTS and formula.count("(") <= _FORMULA_DEPTH:
        return ""
    arguments, deepest = [1], 0
    for char in re.sub(r"'(?:[^']|'')*'", "", formula):
        if char == "(":
            arguments.append(1)
            deepest = max(deepest, len(arguments) - 1)
        elif char == ")":
            arguments.pop()
        elif char == ",":
            arguments[-1] += 1
            if arguments[-1] > _FORMULA_ARGUMENTS:
                return f"mehr als {_FORMULA_ARGUMENTS} Argumente"
    return f"{deepest} Ebenen, erlaubt sind {_FORMULA_DEPTH}" if deepest > _FORMULA_DEPTH else ""


# ---------------------------------------------------------------------------------------------- ranges


@attrs.frozen
class _Cells:
    """A reference, or several neighbouring ones: sheet, marks of absoluteness, corners."""

    sheet: str
    marks: tuple[str, str]
    first: tuple[str, int]
    last: tuple[str, int]

    @classmethod
    def read(cls, found: re.Match[str], *, relative: bool) -> "_Cells":
        """One reference."""
        corner = (found[3], int(found[5]))
        marks = ("", "") if relative and not found[1] else (found[2], found[4])
        return cls(found[1], marks, corner, corner)

    def __str__(self) -> str:
        column, row = self.marks
        first = f"{self.sheet}{column}{self.first[0]}{row}{self.first[1]}"
        return first if self.first == self.last else f"{first}:{column}{self.last[0]}{row}{self.last[1]}"


def _joined(parts: Sequence[str], *, relative: bool) -> Sequence[str]:
    """Join neighbouring references of a sum to ranges, downwards and to the right.

    Within the sheet the ranges are written without ``$``, as people write them, unless the row may be sorted.
    """
    texts: list[str] = []
    current: _Cells | None = None
    for part in parts:
        found = _REFERENCE.fullmatch(part)
        cells = _Cells.read(found, relative=relative) if found else None
        longer = _extended(current, cells) if current and cells else None
        if longer is None:
            texts += [str(current)] if current else []
            texts += [] if cells else [part]
        current = longer or cells
    return [*texts, str(current)] if current else texts


def _extended(range_: _Cells, cell: _Cells) -> _Cells | None:
    """The range with its neighbour below or to the right, or None if the cell is no neighbour."""
    if (range_.sheet, range_.marks) != (cell.sheet, cell.marks):
        return None
    (first_column, first_row), (column, row) = range_.first, range_.last
    below = first_column == column == cell.first[0] and cell.first[1] == row + 1
    right = first_row == row == cell.first[1] and _number(cell.first[0]) == _number(column) + 1
    return attrs.evolve(range_, last=cell.first) if below or right else None


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number

"""Excel formulas computed anew: the four operations, powers, SUM, ROUND, MIN and MAX over the stored values."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.utils.cell import range_boundaries

from kimcore.values import round_half_up

__all__ = ["Unknown", "compute"]

Numbers = list[Fraction]


class Unknown(Exception):
    """The formula holds something that is not computed here."""


def compute(formula: str, sheet: str, stored: Mapping[tuple[str, int, int], Any]) -> Fraction:
    """The value of a formula.

    Args:
        formula: with its leading ``=``.
        sheet: the title of its sheet.
        stored: the value of every cell by sheet, row and column.

    Raises:
        Unknown: it holds more than the operations and functions above.
        ZeroDivisionError: it divides by zero.
    """
    tokens = [token for token in Tokenizer(formula).items if token.type != "WHITE-SPACE"]
    return _Parser(tokens, sheet, stored).whole()


_FUNCTIONS: dict[str, Callable[[list[Numbers]], Fraction]] = {
    "SUM(": lambda args: sum((number for numbers in args for number in numbers), Fraction(0)),
    "MIN(": lambda args: min((number for numbers in args for number in numbers), default=Fraction(0)),
    "MAX(": lambda args: max((number for numbers in args for number in numbers), default=Fraction(0)),
    "ROUND(": lambda args: Fraction(round_half_up(_one(args[0]), int(_one(args[1])))),
}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


class _Parser:
    """A descent by the strength of operators; a minus before an operand binds strongest, as in Excel."""

    def __init__(self, tokens: list[Any], sheet: str, stored: Mapping[tuple[str, int, int], Any]) -> None:
        self._tokens, self._sheet, self._stored = tokens, sheet, stored

    def whole(self) -> Fraction:
        value = _one(self._expression(1))
        if self._tokens:
            raise Unknown(self._tokens[0].value)
        return value

    def _expression(self, strength: int) -> Numbers:
        left = self._operand()
        while self._tokens and _STRENGTH.get(self._tokens[0].value, 0) >= strength:
            operator = self._tokens.pop(0).value
            right = self._expression(_STRENGTH[operator] + 1)
            left = [_operation(operator, _one(left), _one(right))]
        return left

    def _operand(self) -> Numbers:
        token = self._tokens.pop(0)
        match token.type, token.subtype:
            case "OPERATOR-PREFIX", _:
                value = _one(self._operand())
                return [-value if token.value == "-" else value]
            case "OPERAND", "NUMBER":
                return [Fraction(token.value)]
            case "OPERAND", "RANGE":
                return list(self._cells(token.value))
            case "PAREN", "OPEN":
                value = _one(self._expression(1))
                self._tokens.pop(0)
                return [value]
            case "FUNC", "OPEN" if token.value in _FUNCTIONS:
                return [_FUNCTIONS[token.value](self._arguments())]
            case _:
                raise Unknown(token.value)

    def _arguments(self) -> list[Numbers]:
        arguments = [self._expression(1)]
        while (token := self._tokens.pop(0)).type == "SEP":
            arguments.append(self._expression(1))
        if (token.type, token.subtype) != ("FUNC", "CLOSE"):
            raise Unknown(token.value)
        return arguments

    def _cells(self, reference: str) -> Iterator[Fraction]:
        """The numbers of a cell or range; an empty cell counts as nothing."""
        before, _, cells = reference.rpartition("!")
        sheet = before.strip("'").replace("''", "'") or self._sheet
        try:
            left, top, right, bottom = (int(side) for side in range_boundaries(cells) if side)
        except ValueError:
            raise Unknown(reference) from None  # a defined name
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                value = self._stored.get((sheet, row, column))
                if isinstance(value, int | float):
                    yield Fraction(repr(value))


def _one(numbers: Numbers) -> Fraction:
    """The number of an operand; an empty cell is 0."""
    if len(numbers) > 1:
        raise Unknown("ein Bereich als Zahl")
    return numbers[0] if numbers else Fraction(0)


def _operation(operator: str, left: Fraction, right: Fraction) -> Fraction:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case _:
            return left ** int(right)

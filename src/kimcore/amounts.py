"""Amount: an expression that knows its value, its German explanation and its Excel formula.

An Amount is an immutable tree over exact fractions. Inputs are leaves with a key (a path in the program or the
name of a rate); every Amount that stands in a cell or a sentence of its own is ``rounded`` there and ``named``,
so that other Amounts refer to it. Value, explanation and formula come from the same tree and cannot disagree.

>>> from kimcore.amounts import given
>>> rate = given("57000", key="satz.koordination", unit="€")
>>> amount = (rate * given("0.5", key="vzae", unit="VZÄ") * given(9, key="monate", unit="Monate") / 12).rounded()
>>> amount.explain().replace("\u00a0", " ")
'57.000,00 € × 0,5 VZÄ × 9/12 Monate = 21.375,00 €'
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias, Union

import attrs

from kimcore.errors import AmountError
from kimcore.values import NBSP, Source, exact, format_euro, format_number, format_vzae, round_half_up

__all__ = ["Amount", "Operand", "figure", "given", "maximum", "minimum", "total", "unknown"]

Operand: TypeAlias = Union["Amount", int, Decimal, Fraction]
Resolve: TypeAlias = Callable[["Amount"], str | None]
Ranges: TypeAlias = Callable[[Sequence[str]], Sequence[str]]

_LEVEL = {"+": 1, "-": 1, "total": 1, "*": 2, "/": 2, "**": 3}
_ATOM = 9
_SHORT_SUM = 4
_SUM_ARGUMENTS = 255
_POWERS = {2: "²", 3: "³"}


@attrs.frozen(kw_only=True)
class Amount:
    """An expression over exact numbers.

    Attributes:
        op: ``given`` (an input), ``number`` (a constant), ``+ - * / **``, ``min``, ``max``, ``total``, ``rounded``.
        args: the operands.
        number: the value of an input or a constant; None for an input nobody knows.
        digits: the digits of ``rounded`` after the point; the exponent of ``**``.
        key: what other Amounts and the renderer know this figure by, or None.
        label: its German name, for explanations and the list of assumptions.
        unit: ``€``, ``VZÄ``, ``Monate``, … as it is printed behind the number.
        source: where an input comes from.
    """

    op: str
    args: tuple["Amount", ...] = ()
    number: Fraction | None = None
    digits: int = 2
    key: str | None = None
    label: str = ""
    unit: str = ""
    source: Source | None = None

    # ------------------------------------------------------------------------------------------ building

    def named(self, key: str, label: str = "") -> "Amount":
        """Give the figure a key of its own: where it stands in a cell, others refer to that cell."""
        return attrs.evolve(self, key=key, label=label or self.label)

    def rounded(self, digits: int = 2) -> "Amount":
        """Round half up, away from zero."""
        return Amount(op="rounded", args=(self,), digits=digits, unit=self.unit)

    def __add__(self, other: Operand) -> "Amount":
        return _operation("+", self, other)

    def __radd__(self, other: Operand) -> "Amount":
        return _operation("+", other, self)

    def __sub__(self, other: Operand) -> "Amount":
        return _operation("-", self, other)

    def __rsub__(self, other: Operand) -> "Amount":
        return _operation("-", other, self)

    def __mul__(self, other: Operand) -> "Amount":
        return _operation("*", self, other)

    def __rmul__(self, other: Operand) -> "Amount":
        return _operation("*", other, self)

    def __truediv__(self, other: Operand) -> "Amount":
        return _operation("/", self, other)

    def __rtruediv__(self, other: Operand) -> "Amount":
        return _operation("/", other, self)

    def __pow__(self, exponent: int) -> "Amount":
        if type(exponent) is not int or exponent < 0:
            raise TypeError("Ein Exponent ist eine ganze Zahl ab 0")
        return Amount(op="**", args=(self,), digits=exponent)

    # --------------------------------------------------------------------------------------------- value

    @cached_property
    def missing(self) -> tuple["Amount", ...]:
        """The inputs nobody knows, in order, each once."""
        if self.op in {"given", "number"}:
            return () if self.number is not None else (self,)
        found = {leaf.key: leaf for arg in self.args for leaf in arg.missing}
        return tuple(found.values())

    @property
    def known(self) -> bool:
        """True where every input is known."""
        return not self.missing

    @cached_property
    def value(self) -> Fraction:
        """The exact value.

        Raises:
            AmountError: an input is unknown, or a divisor is zero; ``path`` is the key of that input.
        """
        if self.missing:
            leaf = self.missing[0]
            raise AmountError(f"{leaf.label or leaf.key} ist nicht bekannt", path=leaf.key or "")
        if self.number is not None:
            return self.number
        return self._compute([arg.value for arg in self.args])

    def _compute(self, values: Sequence[Fraction]) -> Fraction:
        match self.op:
            case "+" | "total":
                return sum(values, Fraction(0))
            case "-":
                return values[0] - values[1]
            case "*":
                return values[0] * values[1]
            case "/":
                if values[1] == 0:
                    raise AmountError(self._zero_division(), path=next(self.args[1].keys(), ""))
                return values[0] / values[1]
            case "**":
                return values[0] ** self.digits
            case "min":
                return min(values)
            case "max":
                return max(values)
            case _:
                return Fraction(round_half_up(values[0], self.digits))

    def _zero_division(self) -> str:
        return f"Division durch null: {self.args[1].label or self.args[1].text() or 'Teiler'}"

    @property
    def decimal(self) -> Decimal:
        """The value rounded half up to ``digits`` places (cents, unless ``rounded`` says otherwise).

        Raises:
            AmountError: as ``value``.
        """
        return round_half_up(self.value, self.digits if self.op == "rounded" else 2)

    # ---------------------------------------------------------------------------------------- inspection

    def walk(self) -> Iterator["Amount"]:
        """This node and everything below it, parents first."""
        yield self
        for arg in self.args:
            yield from arg.walk()

    def keys(self) -> Iterator[str]:
        """The keys of the inputs and named figures in this tree."""
        return (node.key for node in self.walk() if node.key is not None)

    def inputs(self) -> tuple["Amount", ...]:
        """The inputs of this tree, each once, in order."""
        return tuple({node.key: node for node in self.walk() if node.op == "given"}.values())

    # --------------------------------------------------------------------------------------- explanation

    def explain(self) -> str:
        """``57.000,00 € × 0,5 VZÄ × 9/12 Monate = 21.375,00 €``, operands in full; unknown ones read ``offen``."""
        text, result = self.text(), self.shown()
        return text if text == result else f"{text} = {result}"

    def shown(self) -> str:
        """The value as it is printed: with its unit, ``offen`` while an input is unknown."""
        if not self.known:
            return "offen"
        if self.unit == "€":
            return format_euro(round_half_up(self.value))
        number = round_half_up(self.value, 6)
        text = format_vzae(number) if self.unit == "VZÄ" else format_number(number)
        return f"{text}{NBSP}{self.unit}" if self.unit else text

    def text(self) -> str:
        """The expression in German notation, without its result."""
        return _Notation().expression(self, top=True)

    # ------------------------------------------------------------------------------------------- formula

    def formula(self, resolve: Resolve = lambda _: None, ranges: Ranges = tuple) -> str:
        """The Excel formula of this tree, without the leading ``=``.

        Args:
            resolve: gives the cell reference of a figure that stands in a cell, or None.
            ranges: joins neighbouring references of a sum to ranges.

        Raises:
            AmountError: an input without a cell is unknown.
        """
        return _formula(self, resolve, ranges, top=True)


def given(
    value: int | str | Decimal | Fraction | None,
    *,
    key: str,
    label: str = "",
    unit: str = "",
    source: Source | None = None,
) -> Amount:
    """Make an input: a value with the key it is known by.

    Args:
        value: an exact number (a text is read as a decimal number); None if nobody knows it.
        key: a path in the program or the name of a rate.
        label: its German name.
        unit: what is printed behind the number.
        source: where it comes from.

    Raises:
        TypeError: the value is a float.
    """
    number = Fraction(value) if isinstance(value, str) else None if value is None else exact(value)
    return Amount(op="given", number=number, key=key, label=label, unit=unit, source=source)


def figure(value: Operand, *, key: str, label: str = "", unit: str = "") -> Amount:
    """Make a counted figure: like an input it has a key, but nobody fills it in."""
    return attrs.evolve(_operand(value), key=key, label=label, unit=unit)


def unknown(*, key: str, label: str, unit: str = "€") -> Amount:
    """Make an input that nobody knows; every Amount made from it is ``offen``."""
    return given(None, key=key, label=label, unit=unit)


def total(parts: Iterable[Operand]) -> Amount:
    """The sum of parts (0 € without any)."""
    return _list("total", parts)


def minimum(first: Operand, *others: Operand) -> Amount:
    """The smallest of the operands."""
    return _list("min", (first, *others))


def maximum(first: Operand, *others: Operand) -> Amount:
    """The largest of the operands."""
    return _list("max", (first, *others))


def _operand(value: Operand) -> Amount:
    return value if isinstance(value, Amount) else Amount(op="number", number=exact(value))


def _list(op: str, parts: Iterable[Operand]) -> Amount:
    args = tuple(_operand(part) for part in parts)
    units = {arg.unit for arg in args if arg.unit}
    return Amount(op=op, args=args, unit=units.pop() if len(units) == 1 else "" if args else "€")


def _operation(op: str, left: Operand, right: Operand) -> Amount:
    first, second = _operand(left), _operand(right)
    return Amount(op=op, args=(first, second), unit=_unit(op, first, second))


def _unit(op: str, first: Amount, second: Amount) -> str:
    """The unit of a result: euro stays euro; a share or a multiple of a unit keeps it."""
    units = [unit for unit in (first.unit, second.unit) if unit]
    if "€" in units and not (op == "/" and first.unit == second.unit):
        return "€"
    return units[0] if len(set(units)) == 1 and op != "/" else first.unit if op == "/" and not second.unit else ""


# --------------------------------------------------------------------------------------------- notation


class _Notation:
    """Writes an expression the way a German budget paper does."""

    def expression(self, node: Amount, *, top: bool = False) -> str:
        if not top and node.key is not None and node.op not in {"given", "number", "*", "/"}:
            return node.shown()
        match node.op:
            case "given" | "number":
                return node.shown()
            case "rounded":
                return self.expression(node.args[0], top=top)
            case "*" | "/":
                return self.product(node)
            case "-":
                return f"{self.expression(node.args[0])} − {self.wrapped(node.args[1])}"
            case "**":
                power = _POWERS.get(node.digits, f"^{node.digits}")
                return f"{self.wrapped(node.args[0], level=_ATOM)}{power}"
            case "min" | "max":
                word = "kleinere" if node.op == "min" else "größere"
                return f"der {word} Betrag aus {' und '.join(self.expression(arg) for arg in node.args)}"
            case _:
                return self.sum(node)

    def sum(self, node: Amount) -> str:
        if not node.args:
            return format_euro(Decimal(0))
        if len(node.args) > _SHORT_SUM:
            return f"Summe aus {len(node.args)} Beträgen"
        return " + ".join(self.expression(arg) for arg in node.args)

    def wrapped(self, node: Amount, level: int = 2) -> str:
        text = self.expression(node)
        return f"({text})" if _LEVEL.get(_core(node).op, _ATOM) < level and text != node.shown() else text

    def product(self, node: Amount) -> str:
        factors: list[tuple[Amount, list[Amount]]] = []
        _flatten(node, factors)
        return " × ".join(self.factor(factor, divisors) for factor, divisors in factors)

    def factor(self, node: Amount, divisors: Sequence[Amount]) -> str:
        text = self.wrapped(node)
        if not divisors:
            return text
        below = "/".join(self.wrapped(divisor, level=_ATOM) for divisor in divisors)
        if node.op == "given" and node.unit and node.unit != "€" and node.known:
            return f"{text.removesuffix(NBSP + node.unit)}/{below}{NBSP}{node.unit}"
        return f"{text} / {below}" if NBSP in text or " " in text else f"{text}/{below}"


def _core(node: Amount) -> Amount:
    """What is left of a figure without its roundings."""
    return _core(node.args[0]) if node.op == "rounded" else node


def _flatten(node: Amount, factors: list[tuple[Amount, list[Amount]]]) -> None:
    """Turn a chain of products and quotients into factors, each with what it is divided by."""
    if node.op == "*":
        _flatten(node.args[0], factors)
        _flatten(node.args[1], factors)
    elif node.op == "/":
        _flatten(node.args[0], factors)
        factors[-1][1].append(node.args[1])
    else:
        factors.append((node, []))


# ---------------------------------------------------------------------------------------------- formula


def _formula(node: Amount, resolve: Resolve, ranges: Ranges, *, top: bool = False) -> str:
    if not top and (cell := resolve(node)) is not None:
        return cell

    def inner(arg: Amount, level: int = 0) -> str:
        text = _formula(arg, resolve, ranges)
        plain = resolve(arg) is not None
        return text if plain or _LEVEL.get(arg.op, _ATOM) >= level or arg.op == "total" else f"({text})"

    match node.op:
        case "given" | "number":
            return _constant(node)
        case "rounded":
            return f"ROUND({inner(node.args[0])},{node.digits})"
        case "**":
            return f"{inner(node.args[0], _ATOM)}^{node.digits}"
        case "min" | "max":
            return f"{node.op.upper()}({','.join(inner(arg) for arg in node.args)})"
        case "total":
            return _sum([inner(arg) for arg in node.args], ranges)
        case op:
            level = _LEVEL[op]
            return f"{inner(node.args[0], level)}{op}{inner(node.args[1], level + (op in '-/'))}"


def _sum(parts: Sequence[str], ranges: Ranges) -> str:
    """``SUM`` over ranges, nested where Excel's limit of 255 arguments would be passed."""
    arguments = list(ranges(parts))
    while len(arguments) > _SUM_ARGUMENTS:
        groups = [arguments[i : i + _SUM_ARGUMENTS] for i in range(0, len(arguments), _SUM_ARGUMENTS)]
        arguments = [f"SUM({','.join(group)})" for group in groups]
    return f"SUM({','.join(arguments)})" if arguments else "0"


def _constant(node: Amount) -> str:
    number: Fraction = node.value
    digits = round_half_up(number, 12)
    text = f"{digits.normalize():f}" if Fraction(digits) == number else f"{number.numerator}/{number.denominator}"
    return text if number >= 0 and "/" not in text else f"({text})"

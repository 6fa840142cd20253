"""Scales: round numbers along an axis, and the unit in which they are read."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

import attrs

from kimcore.blocks import CellKind
from kimcore.values import NBSP, format_number

__all__ = ["Scale", "Unit", "scale_of", "unit_of"]

_STEPS = 5
_MILLIONS, _THOUSANDS = 10_000_000, 100_000
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_SIGNS = {CellKind.MONEY: "€", CellKind.KILO: "TEUR", CellKind.VZAE: "VZÄ", CellKind.PERCENT: "%"}


@attrs.frozen
class Unit:
    """How the numbers of a chart are read.

    Attributes:
        sign: the unit: ``Tsd. €``; may be empty.
        divisor: by what the numbers are divided.
        places: the smallest step that is written.
    """

    sign: str
    divisor: int = 1
    places: Decimal = _HUNDREDTH

    def short(self, value: Decimal) -> str:
        """A number without its unit, as it stands at a bar or along the axis."""
        return format_number((value / self.divisor).quantize(self.places, ROUND_HALF_UP))

    def full(self, value: Decimal) -> str:
        """A number with its unit."""
        return f"{self.short(value)}{NBSP}{self.sign}".rstrip()


def unit_of(kind: CellKind, values: Iterable[Decimal]) -> Unit:
    """The unit that suits these values: large amounts of money in thousands or millions of euro."""
    most = max(map(abs, values), default=Decimal(0))
    if kind is CellKind.MONEY and most >= _MILLIONS:
        return Unit(f"Mio.{NBSP}€", 1_000_000, _TENTH)
    if kind is CellKind.MONEY and most >= _THOUSANDS:
        return Unit(f"Tsd.{NBSP}€", 1_000, Decimal(1))
    return Unit(_SIGNS.get(kind, ""))


@attrs.frozen
class Scale:
    """An axis of numbers that is drawn from one point to another."""

    ticks: tuple[Decimal, ...]
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        """Where a number stands."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + (self.end - self.start) * float((value - low) / (high - low))


def scale_of(values: Sequence[Decimal], start: float, end: float) -> Scale:
    """An axis with zero and all these values."""
    low, high = min((*values, Decimal(0))), max((*values, Decimal(0)))
    high = high if high > low else low + 1
    raw = (high - low) / _STEPS
    base = Decimal(1).scaleb(raw.adjusted())
    step = next(base * factor for factor in (1, 2, 5, 10) if base * factor >= raw)
    ticks = [(low / step).to_integral_value(ROUND_FLOOR) * step]
    while ticks[-1] < high:
        ticks.append(ticks[-1] + step)
    return Scale(tuple(ticks), start, end)

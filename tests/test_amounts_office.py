"""Amounts against LibreOffice: the formula of an Amount comes to its value, to the cent."""

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from kimcore.amounts import Amount, figure, given, maximum, minimum, total
from tests import office

COUNT = 3000
HALVES = 1000


class Chance:
    """Random expressions as funding makes them; the same ones in every run."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - reproducible on purpose
        self.number = 0

    def money(self, most: int = 12_000_000) -> Amount:
        """An amount up to 120,000 €."""
        self.number += 1
        return given(Decimal(self.random.randrange(most)).scaleb(-2), key=f"k{self.number}", unit="€")

    def share(self) -> Amount:
        """VZÄ with three digits."""
        self.number += 1
        return given(Decimal(self.random.randrange(1, 3_000)).scaleb(-3), key=f"k{self.number}", unit="VZÄ")

    def months(self) -> Amount:
        """Whole months of a year."""
        return figure(self.random.randrange(1, 13), key=f"m{self.random.random()}", unit="Monate")

    def rate(self) -> Amount:
        """Rate × VZÄ × months / 12, whole or in days."""
        if self.random.random() < 0.3:
            return (self.money() * self.share() * self.random.randrange(1, 360) / 360).rounded()
        return (self.money() * self.share() * self.months() / 12).rounded()

    def percentage(self) -> Amount:
        """A share of an amount in percent, one of them with a power."""
        percent = Decimal(self.random.randrange(1, 10_000)).scaleb(-2)
        if self.random.random() < 0.5:
            return (self.money() * percent / 100).rounded()
        growth = 1 + Decimal(self.random.randrange(1, 40)).scaleb(-3)
        return (self.money() * growth * growth + self.money(1000) * (self.share() + 1) ** 2 * 3 / 12).rounded()

    def ceiling(self) -> Amount:
        """The smaller of ceiling and cost, the larger of a difference and nothing."""
        gap = maximum(self.money() - self.rate(), 0)
        return (minimum(self.rate(), self.money(), self.percentage()) + gap).rounded()

    def halves(self) -> Amount:
        """Amounts that lie exactly between two cents, both above and below zero."""
        cents = self.random.randrange(-(10**7), 10**7)
        return (figure(Decimal(2 * cents + 1), key=f"h{self.random.random()}") / 200 * 1).rounded()

    def quotient(self) -> Amount:
        """Quotients of differences, in percent with two places or with four."""
        return ((self.money() - self.money()) / (self.money() + 1) * 100).rounded(self.random.choice((2, 4)))

    def sum(self) -> Amount:
        """A sum of rounded parts, or of parts that are rounded only afterwards."""
        makers: list[Callable[[], Amount]] = [self.rate, self.percentage, self.ceiling]
        parts = [self.random.choice(makers)() for _ in range(self.random.randrange(1, 8))]
        if self.random.random() < 0.5:
            return total(parts)
        return (total(part / 3 for part in parts) - self.money(100)).rounded()

    def expression(self) -> Amount:
        """Any of them."""
        makers = (self.rate, self.percentage, self.ceiling, self.halves, self.quotient, self.sum)
        return self.random.choice(makers)()


def bare_workbook(path: Path, amounts: list[Amount]) -> None:
    """One formula a row, without any value."""
    from openpyxl import Workbook

    book = Workbook()
    for row, amount in enumerate(amounts, 1):
        book.active.cell(row, 1, f"={amount.formula()}")
    book.save(path)


@pytest.mark.office
@pytest.mark.parametrize("seed", [2021, 2025])
def test_every_formula_comes_to_the_value_of_its_amount(tmp_path, seed):
    """Thousands of rates, percentages, powers, ceilings, quotients and totals: 0 of them differ."""
    chance = Chance(seed)
    amounts = [chance.expression() for _ in range(COUNT)]
    path = tmp_path / "betraege.xlsx"
    bare_workbook(path, amounts)
    computed = office.recalculated(path)
    apart = [
        (amount.formula(), amount.decimal, computed["Sheet", f"A{row}"])
        for row, amount in enumerate(amounts, 1)
        if Decimal(repr(computed["Sheet", f"A{row}"])) != amount.decimal
        and abs(Decimal(repr(computed["Sheet", f"A{row}"])) - amount.decimal) > Decimal("1e-6")
    ]
    assert apart == []


@pytest.mark.office
def test_a_float_would_not_do(tmp_path):
    """The same figures by floating point differ in some cents, so that exactness is not for nothing."""
    chance = Chance(7)
    amounts = [chance.halves() for _ in range(HALVES)]
    path = tmp_path / "betraege.xlsx"
    bare_workbook(path, amounts)
    computed = office.recalculated(path)
    values = [computed["Sheet", f"A{row}"] for row in range(1, HALVES + 1)]
    by_float = [round(float(amount.args[0].value), 2) for amount in amounts]
    assert sum(abs(one - other) > 0.004 for one, other in zip(values, by_float, strict=True)) > HALVES / 10
    assert [Decimal(repr(value)) for value in values] == [amount.decimal for amount in amounts]

"""Stellen whose rate is a sum per year for all of them together, and what the sheet Stellen says of it."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore.funding import plan_year
from kimcore.model import YearAmount
from kimcore.richtlinien import Basis, Rates
from kimcore.testing.dumps import row, tables
from tests.conftest import make_program, make_stelle


@pytest.fixture
def yearly(rules):
    """KIM NRW, its 57,000 € of 2025 taken as one ceiling for all coordination together."""
    rates = [attrs.evolve(rule, basis=Basis.EUR_JE_JAHR) if rule.id == "koordination" else rule for rule in rules.rates]
    return attrs.evolve(rules, rates=tuple(rates))


def stellen(*costs):
    """Half posts that cost so much in 2025; the first exists for six months only."""
    for number, cost in enumerate(costs, start=1):
        more = {"costs": (YearAmount(year=2025, amount=Decimal(cost)),)} if cost else {}
        end = date(2025, 6, 30) if number == 1 else None
        yield make_stelle(id=f"k{number}", title=f"Stelle {number}", vzae=Decimal("0.5"), end=end, **more)


@pytest.mark.parametrize(
    ("costs", "funding"),
    [
        (("40000.00", "30000.00", "5000.00"), [40000, 17000, 0]),
        (("20000.00", "20000.00"), [20000, 20000]),
        ((None, "30000.00"), [57000, 0]),
    ],
)
def test_they_share_it_in_their_order(yearly, costs, funding):
    """Each takes at most its cost of what those before it leave; one without a stated cost takes all."""
    plan = plan_year(make_program(stellen=tuple(stellen(*costs))), Rates(yearly), 2025)
    assert [entry.funding.decimal for entry in plan.stellen] == funding


def test_the_sheet_claims_no_share_of_time(kim, monkeypatch, yearly):
    """No quantity is multiplied: the columns of time are empty, and a note says how the ceiling comes about."""
    monkeypatch.setitem(kim._rules, "kim-nrw", yearly)
    content = kim.compose(make_program(stellen=tuple(stellen("40000.00", "30000.00"))), "finanzierungsplan", year=2025)
    second = row(tables(content)["stellen-2025"], "Stelle 2")
    assert second[2:8] == ["0,5", "–", "–", "–", "57.000,00 €", "17.000,00 €"]
    table = next(b for sheet in content.sheets for b in sheet.blocks if getattr(b, "id", "") == "stellen-2025")
    assert any(note.startswith("Ein Satz je Jahr gilt für alle Stellen einer Art zusammen") for note in table.notes)

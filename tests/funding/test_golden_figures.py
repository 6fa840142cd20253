"""The golden figures of real municipalities that concern planning, each with its source."""

from datetime import date
from decimal import Decimal

import pytest

from kimcore.amounts import given, total
from kimcore.funding import plan_year
from kimcore.model import (
    Ausgabe,
    RecurringAmount,
    Stelle,
    SuppliedRate,
    Traeger,
    TraegerKind,
    Weiterleitung,
    YearAmount,
)
from kimcore.richtlinien import Rates
from tests.conftest import SOURCE, make_program, make_stelle


def funding(rules, year, *stellen, **fields):
    """The funding of some Stellen in a year."""
    program = make_program(stellen=stellen, **fields)
    plan = plan_year(program, Rates(rules, program.rates), year)
    return {group.id: group.funding.decimal for group in plan.groups}


def case_management(vzae, **fields):
    """Stellen of Baustein 2."""
    return make_stelle(
        id="cm", title="Case Management", baustein="baustein-2", kind="case-management", vzae=Decimal(vzae), **fields
    )


def assistance():
    """Half a post of Verwaltungsassistenz."""
    return make_stelle(id="va", title="Verwaltungsassistenz", kind="verwaltungsassistenz", vzae=Decimal("0.5"))


def test_kreis_unna_2023(rules):
    """Kreis Unna, Baustein 2, 2023: 18 Stellen are 1,026,000.00 € (Bescheid of 15 February 2023)."""
    assert funding(rules, 2023, case_management(18))["baustein-2"] == Decimal("1026000.00")


def test_kreis_coesfeld_2023(rules):
    """Kreis Coesfeld 2023: 222,000.00 € personnel of Baustein 1 and 684,000.00 € of Baustein 2 (SV-10-0898)."""
    result = funding(rules, 2023, make_stelle(vzae=Decimal("3.5")), assistance(), case_management(12))
    assert result["baustein-1"] == Decimal("222000.00")
    assert result["baustein-2"] == Decimal("684000.00")


def test_a_kreis_2021(rules):
    """A Kreis, Baustein 1, personnel 2021: 3.5 + 0.5 at the rates of 2021 are 215,000.00 €."""
    assert funding(rules, 2021, make_stelle(vzae=Decimal("3.5")), assistance())["baustein-1"] == Decimal("215000.00")


def test_nottuln_2022(rules):
    """Nottuln / Kreis Coesfeld, Baustein 2, 2022: 6 × 55,000 are 330,000.00 € (Vorlage 181/2022)."""
    assert funding(rules, 2022, case_management(6))["baustein-2"] == Decimal("330000.00")


def test_kreis_unna_pooled_2021(rules):
    """Kreis Unna 2021, Mittelkreis: agreed 1.0 + 1.0 + 0.5 are 2.5 Stellen, 137,500.00 € (Kamen 141/2021, sum ours)."""
    stellen = [
        make_stelle(id=f"cm-{vzae[0]}-{index}", baustein="baustein-2", kind="case-management", vzae=Decimal(vzae))
        for index, vzae in enumerate(("1.0", "1.0", "0.5"))
    ]
    assert funding(rules, 2021, *stellen)["baustein-2"] == Decimal("137500.00")


def test_koeln_part_year_personnel(rules):
    """Stadt Köln 2021, personnel from 1 May: 320,450.00 × 8/12 are 213,633.33 € (Ratsbeschluss, printed)."""
    recurring = RecurringAmount(
        annual_amount=Decimal(320450), start=date(2021, 5, 1), end=date(2023, 3, 31), increase=Decimal(2)
    )
    program = make_program(ausgaben=(Ausgabe(id="personal", title="Personal", kind="personal", recurring=recurring),))
    costs = [plan_year(program, Rates(rules), year).ausgaben[0].cost for year in (2021, 2022, 2023)]
    assert [cost.decimal for cost in costs] == [Decimal("213633.33"), Decimal("326859.00"), Decimal("83349.05")]
    whole = total([given("518400", key="2021"), given("1084959", key="2022"), costs[2]]).rounded()
    assert whole.decimal == Decimal("1686708.05"), "Gesamtprojektvolumen, printed; only half-up gives .05"


@pytest.mark.parametrize(
    ("vzae", "start", "year", "cost"),
    [("10", date(2021, 9, 1), 2021, "226666.67"), ("10", None, 2022, "680000.00"), ("14", None, 2023, "952000.00")],
)
def test_koeln_transfers(rules, vzae, start, year, cost):
    """Stadt Köln passes 68,000 € a post on to carriers: 226,666.67, 680,000.00 and 952,000.00 € (printed)."""
    carrier = Traeger(id="traeger", name="freie Träger", kind=TraegerKind.FREIE_WOHLFAHRTSPFLEGE)
    forwarded = Weiterleitung(id="w", traeger="traeger", stellen=("cm",), amount_per_vzae=Decimal(68000))
    program = make_program(
        stellen=(case_management(vzae, start=start, employer="traeger"),),
        traeger=(carrier,),
        weiterleitungen=(forwarded,),
    )
    assert plan_year(program, Rates(rules), year).stellen[0].cost.decimal == Decimal(cost)


def test_koeln_carriers_above_the_rate(rules):
    """Stadt Köln 2023: 14 × (68,000 − 55,000) are 182,000.00 €, what the house adds for carriers (printed)."""
    carrier = Traeger(id="traeger", name="freie Träger", kind=TraegerKind.FREIE_WOHLFAHRTSPFLEGE)
    forwarded = Weiterleitung(id="w", traeger="traeger", stellen=("cm",), amount_per_vzae=Decimal(68000))
    planned = SuppliedRate(
        rate="case-management",
        amount=Decimal(55000),
        valid_from=date(2023, 1, 1),
        valid_to=date(2023, 12, 31),
        source=SOURCE,
    )
    program = make_program(
        stellen=(case_management(14, employer="traeger"),),
        traeger=(carrier,),
        weiterleitungen=(forwarded,),
        rates=(planned,),
    )
    plan = plan_year(program, Rates(rules, program.rates), 2023)
    assert plan.employers[0].gap.decimal == Decimal("182000.00")


@pytest.mark.parametrize(("actual", "expected"), [(None, "90000.00"), ("90000", "90000.00"), ("80000", "87500.00")])
def test_heinsberg_forwarding(rules, actual, expected):
    """Kreis Heinsberg from December 2022: 1.5 VZÄ are min(actual, 82,500) + 7,500, at most 90,000.00 € a carrier."""
    costs = () if actual is None else (YearAmount(year=2023, amount=Decimal(actual)),)
    carrier = Traeger(id="traeger", name="Träger", kind=TraegerKind.FREIE_WOHLFAHRTSPFLEGE)
    forwarded = Weiterleitung(
        id="w", traeger="traeger", stellen=("cm",), amount_per_vzae=Decimal(55000), supplement_per_vzae=Decimal(5000)
    )
    program = make_program(
        stellen=(case_management("1.5", employer="traeger", costs=costs),),
        traeger=(carrier,),
        weiterleitungen=(forwarded,),
    )
    posten = plan_year(program, Rates(rules), 2023).stellen[0]
    assert posten.cost.decimal == Decimal(expected)
    assert posten.eligible.decimal == Decimal(expected) - 7500, "the voluntary supplement is not eligible"


def test_stelle_is_frozen():
    """A Stelle cannot be changed once it is made."""
    with pytest.raises(AttributeError):
        Stelle(id="a", title="A", baustein="baustein-1", kind="koordination", vzae=Decimal(1)).vzae = Decimal(2)


def test_a_supplement_is_not_funded(rules):
    """Under a ceiling the programme pays at most what is eligible: the house's voluntary supplement is its own."""
    passed_on = Weiterleitung(
        id="w", traeger="t", stellen=("k1",), amount_per_vzae=Decimal(50000), supplement_per_vzae=Decimal(5000),
        source=SOURCE,
    )  # fmt: skip
    town = Traeger(id="t", name="Stadt", kind=TraegerKind.KREISANGEHOERIG)
    program = make_program(stellen=(make_stelle(employer="t"),), traeger=(town,), weiterleitungen=(passed_on,))
    (posten,) = plan_year(program, Rates(rules), 2025).stellen
    assert [amount.decimal for amount in (posten.cost, posten.eligible, posten.funding, posten.gap)] == [
        55000, 50000, 50000, 5000,
    ]  # fmt: skip

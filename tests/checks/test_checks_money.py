"""Money of others, supplied rates, planned amounts."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore.checks.expenses import (
    AmountTwice,
    BegunMonths,
    CostTwice,
    ExpenseWithoutAmount,
    RecurringEndsBeforeStart,
    StellenOfExpense,
    YearTwice,
)
from kimcore.checks.others_money import DoubleFunding, Festbetrag, MoneyWithoutBaustein, PublicThirdParty
from kimcore.checks.supplied_rates import (
    AbovePublishedCeiling,
    OverlappingRates,
    OverridesPublished,
    RateEndsBeforeStart,
)
from kimcore.findings import Severity
from kimcore.model import Baustein, CoFunding, Drittmittel, Finanzierungsart, FinanzierungsartKind, Funder
from kimcore.values import Source

SOURCE = Source(title="Bescheid des Hauses")


def drittmittel(funder, **more):
    """Third-party money."""
    return Drittmittel(**{"id": "d-1", "title": "Spende", "funder": funder, "amounts": (), **more})


# ------------------------------------------------------------------------------------------- others' money


@pytest.mark.parametrize("funder", list(Funder))
def test_a_stelle_that_others_fund_as_well(make, run, funder):
    """EU, Bund, Land, another Kommune or a private funder for the same Stelle: double funding, with its citation."""
    stelle = make.stelle(cofunding=(CoFunding(funder=funder, title="Förderung X"),))
    (finding,) = run(DoubleFunding, make.program(stellen=(make.stelle(), stelle)))
    assert (finding.path, finding.severity) == ("stellen[1].cofunding[0]", Severity.FEHLER)
    assert finding.citation == "§ 9 Abs. 4 Mustergesetz"
    assert finding.message == (
        f"Stelle „Koordination“ wird auch durch „Förderung X“ ({funder.label}) gefördert. Das schließt das "
        "Förderprogramm aus."
    )


def test_public_third_party_money(make, run):
    """Public money is a warnung, private money is not."""
    program = make.program(drittmittel=(drittmittel(Funder.PRIVAT), drittmittel(Funder.BUND)))
    (finding,) = run(PublicThirdParty, program)
    assert (finding.path, finding.severity) == ("drittmittel[1]", Severity.WARNUNG)
    assert finding.message.startswith("Drittmittel „Spende“ sind öffentliche Mittel (Bund).")
    assert finding.citation == "§ 9 Abs. 4 Mustergesetz"


def test_a_programme_that_allows_double_funding(make, run, rules):
    """Where the rule set names no ban, neither check has anything to say."""
    free = attrs.evolve(rules, double_funding=None)
    program = make.program(
        stellen=(make.stelle(cofunding=(CoFunding(funder=Funder.EU, title="X"),)),),
        drittmittel=(drittmittel(Funder.EU),),
    )
    assert run(DoubleFunding, program, rules=free) == []
    assert run(PublicThirdParty, program, rules=free) == []


def test_money_for_a_baustein_that_is_not_carried_out(make, run):
    """Stellen, expenses, third-party money and fixed amounts of such a Baustein are each a warnung."""
    program = make.program(
        bausteine=(Baustein(id="baustein-2", participates=False), Baustein(id="baustein-1")),
        stellen=(make.stelle(), make.case_management()),
        ausgaben=(make.ausgabe(), make.ausgabe(baustein="baustein-2")),
        drittmittel=(drittmittel(Funder.PRIVAT, baustein="baustein-2"),),
        foerderbetraege=(make.foerderbetrag(1, baustein="baustein-2"),),
    )
    findings = run(MoneyWithoutBaustein, program)
    assert [finding.path for finding in findings] == [
        "stellen[1].baustein",
        "ausgaben[1].baustein",
        "drittmittel[0].baustein",
        "foerderbetraege[0].baustein",
    ]
    assert findings[0].message == (
        "Stelle „Case Management“ gehört zu baustein-2, der nach eigener Angabe nicht durchgeführt wird."
    )
    assert all(finding.severity is Severity.WARNUNG for finding in findings)


def test_another_kind_of_financing(make, run):
    """The figures are fixed amounts only; any other kind of financing is a fehler that says so."""
    kinds = {
        kind: run(Festbetrag, make.program(finanzierungsart=Finanzierungsart(kind=kind, source=SOURCE)))
        for kind in FinanzierungsartKind
    }
    assert kinds.pop(FinanzierungsartKind.FESTBETRAG) == []
    assert [finding.message for findings in kinds.values() for finding in findings] == [
        f"Die Finanzierungsart ist „{kind.label}“; kimcore rechnet nur Festbeträge je Stelle." for kind in kinds
    ]
    assert run(Festbetrag, make.program()) == []


# ------------------------------------------------------------------------------------------ supplied rates


def test_supplied_rates_without_fault(make, run):
    """A rate for the unknown year 2026, the published amount itself, and years that follow one another are fine."""
    program = make.program(
        rates=(
            make.rate("60000.00"),
            make.rate("61000.00", "2026-01-01", "2026-12-31"),
            make.rate("22000.00", "2026-01-01", "2026-12-31", rate="assistenz"),
            make.rate("1.00", rate="fremd"),
        )
    )
    for check in (RateEndsBeforeStart, OverlappingRates, AbovePublishedCeiling, OverridesPublished):
        assert run(check, program) == []


def test_a_rate_that_ends_before_it_begins(make, run):
    """An end before the start is a fehler of its own and of nothing else."""
    program = make.program(rates=(make.rate("99000.00", "2025-02-01", "2025-01-31"), make.rate("60000.00")))
    (finding,) = run(RateEndsBeforeStart, program)
    assert finding.path == "rates[0].valid_to"
    assert finding.message == "Der eigene Satz „koordination“ gilt bis 31.01.2025, aber erst ab 01.02.2025."
    for check in (OverlappingRates, AbovePublishedCeiling, OverridesPublished):
        assert run(check, program) == []


def test_two_own_rates_for_one_day(make, run):
    """Own rates of one name may not share a day; the one that begins later is found, wherever it stands."""
    program = make.program(
        rates=(
            make.rate("60000.00", "2025-06-30", "2025-12-31"),
            make.rate("60000.00", "2024-01-01", "2025-06-30"),
            make.rate("60000.00", "2025-02-01", "2025-02-28"),
            make.rate("60000.00", "2026-01-01", "2026-12-31"),
        )
    )
    findings = run(OverlappingRates, program)
    assert [finding.path for finding in findings] == ["rates[2]", "rates[0]"]
    assert findings[1].message == (
        "Der eigene Satz „koordination“ ab 30.06.2025 überschneidet sich mit dem ab 01.01.2024, der bis 30.06.2025 "
        "gilt."
    )


def test_an_own_rate_above_the_published_ceiling(make, run):
    """More than the published Höchstbetrag of the same days is a warnung and not also a hinweis."""
    program = make.program(rates=(make.rate("60000.01"),))
    (finding,) = run(AbovePublishedCeiling, program)
    assert (finding.path, finding.severity, finding.citation) == ("rates[0].amount", Severity.WARNUNG, "Bescheid")
    assert finding.message == (
        "Der eigene Satz „Koordination“ (60.000,01 €) liegt über dem veröffentlichten Höchstbetrag von 60.000,00 € ab "
        "01.01.2025."
    )
    assert finding.hint == "Prüfen, ob „Zuwendungsbescheid“ den höheren Betrag wirklich nennt."
    assert run(OverridesPublished, program) == []


def test_an_own_rate_that_replaces_a_published_one(make, run):
    """Another amount is a hinweis for each published value it replaces; above a fixed amount there is no ceiling."""
    program = make.program(
        rates=(
            make.rate("50000.00", "2024-07-01", "2026-12-31"),
            make.rate("25000.00", rate="assistenz"),
        )
    )
    findings = run(OverridesPublished, program)
    assert [(finding.path, finding.severity) for finding in findings] == [
        ("rates[0]", Severity.HINWEIS),
        ("rates[0]", Severity.HINWEIS),
        ("rates[1]", Severity.HINWEIS),
    ]
    assert findings[0].message == (
        "Der eigene Satz „Koordination“ (50.000,00 €) ersetzt den veröffentlichten von 54.000,00 € ab 01.01.2024."
    )
    assert run(AbovePublishedCeiling, program) == []


# ---------------------------------------------------------------------------------------- planned amounts


def test_amounts_without_fault(make, run):
    """One amount per year, or a recurring one over whole months, is fine."""
    program = make.program(
        stellen=(make.stelle(costs=make.amounts(y2024="1.00", y2025="1.00")),),
        ausgaben=(make.ausgabe(recurring=make.recurring("2024-03-01", "2025-02-28")),),
        measures=(make.measure(costs=make.amounts(y2025="1.00")),),
    )
    for check in (YearTwice, BegunMonths, RecurringEndsBeforeStart, ExpenseWithoutAmount, StellenOfExpense, CostTwice):
        assert run(check, program) == []


def test_a_year_twice_in_one_list(make, run):
    """In every kind of list a doubled year is found at its second place, with both amounts."""
    twice = (*make.amounts(y2025="1000.00"), *make.amounts(y2025="234.50"))
    program = make.program(
        stellen=(make.stelle(costs=twice),),
        ausgaben=(make.ausgabe(amounts=twice),),
        drittmittel=(drittmittel(Funder.PRIVAT, amounts=twice),),
        measures=(make.measure(costs=twice),),
    )
    findings = run(YearTwice, program)
    assert [finding.path for finding in findings] == [
        "stellen[0].costs[1].year",
        "ausgaben[0].amounts[1].year",
        "drittmittel[0].amounts[1].year",
        "measures[0].costs[1].year",
    ]
    assert findings[1].message == "Ausgabe „Material“: Das Jahr 2025 steht zweimal da, mit 1.000,00 € und 234,50 €."


@pytest.mark.parametrize(
    ("start", "end"), [("2025-01-02", "2025-12-31"), ("2025-01-01", "2025-12-30"), ("2024-02-01", "2024-02-28")]
)
def test_a_recurring_amount_over_begun_months(make, run, start, end):
    """What a begun month is worth nobody knows: only whole calendar months are shared out."""
    program = make.program(ausgaben=(make.ausgabe(recurring=make.recurring(start, end)),))
    (finding,) = run(BegunMonths, program)
    assert finding.path == "ausgaben[0].recurring"
    assert "nicht über ganze Kalendermonate" in finding.message


def test_a_recurring_amount_that_ends_before_it_begins(make, run):
    """An end before the start is a fehler of its own."""
    program = make.program(ausgaben=(make.ausgabe(recurring=make.recurring("2025-03-01", "2025-01-31")),))
    (finding,) = run(RecurringEndsBeforeStart, program)
    assert finding.path == "ausgaben[0].recurring.end"
    assert finding.message == (
        "Ausgabe „Material“: Der wiederkehrende Betrag endet am 31.01.2025, bevor er am 01.03.2025 beginnt."
    )
    assert run(BegunMonths, program) == []


def test_an_expense_without_an_amount(make, run):
    """An expense that plans nothing is a warnung: it would stand in no plan."""
    program = make.program(ausgaben=(make.ausgabe(amounts=make.amounts(y2025="1.00")), make.ausgabe()))
    (finding,) = run(ExpenseWithoutAmount, program)
    assert (finding.path, finding.severity) == ("ausgaben[1]", Severity.WARNUNG)
    assert finding.message == "Ausgabe „Material“ hat keinen Betrag und fehlt deshalb in jedem Finanzierungsplan."


def test_stellen_of_an_expense_that_is_no_personnel(make, run):
    """Only a personnel sum may name Stellen; elsewhere their costs would vanish."""
    program = make.program(
        stellen=(make.stelle(),),
        ausgaben=(
            make.ausgabe(kind="personal", stellen=("koordination-1",)),
            make.ausgabe(kind="fremd", stellen=("koordination-1",)),
            make.ausgabe(stellen=("koordination-1",)),
        ),
    )
    (finding,) = run(StellenOfExpense, program)
    assert finding.path == "ausgaben[2].stellen"
    assert finding.message == "Ausgabe „Material“ nennt Stellen, ist aber keine Personalausgabe („Sachkosten“)."
    assert finding.hint == "stellen weglassen oder kind ändern (Personalausgaben: personal)."


def test_a_programme_without_personnel_sums(make, run, rules):
    """Where the rule set has no personnel expenses, the hint says so."""
    program = make.program(ausgaben=(make.ausgabe(stellen=("koordination-1",)),))
    (finding,) = run(StellenOfExpense, program, rules=attrs.evolve(rules, ausgabearten=rules.ausgabearten[1:]))
    assert finding.hint.endswith("(Personalausgaben: keine).")


def test_a_cost_in_a_sum_and_at_its_stelle(make, run):
    """A Stelle whose cost stands with it and in a personnel sum of the same year would count twice."""
    stelle = make.stelle(costs=make.amounts(y2024="70000.00", y2025="72000.00"))
    personal = make.ausgabe(id="personal", title="Personal", kind="personal", stellen=("koordination-1", "fremd"))
    fine = attrs.evolve(personal, amounts=make.amounts(y2023="60000.00"))
    twice = attrs.evolve(personal, recurring=make.recurring("2024-01-01", "2025-12-31"))
    (finding,) = run(CostTwice, make.program(stellen=(stelle,), ausgaben=(fine, twice)))
    assert (finding.path, finding.object_id) == ("ausgaben[1].stellen[0]", "personal")
    assert finding.message == (
        "Stelle „Koordination“: Die Kosten stehen für 2024 und 2025 bei der Stelle selbst und noch einmal in Ausgabe "
        "„Personal“; sie zählen doppelt."
    )


@pytest.mark.parametrize(("end", "found"), [(date(2024, 12, 31), False), (date(2025, 1, 31), True)])
def test_a_cost_in_a_sum_and_in_a_weiterleitung(make, run, end, found):
    """A forwarded Stelle is paid by the Weiterleitung, so no personnel sum of a year in which it exists may hold it."""
    stelle = make.case_management(start=date(2024, 1, 1), end=end)
    for plan in (
        {"amounts": make.amounts(y2025="90000.00")},
        {"recurring": make.recurring("2025-01-01", "2026-12-31")},
    ):
        ausgabe = make.ausgabe(kind="personal", stellen=("cm-1",), **plan)
        program = make.program(stellen=(stelle,), ausgaben=(ausgabe,), weiterleitungen=(make.weiterleitung(),))
        findings = run(CostTwice, program)
        assert ["in einer Weiterleitung" in finding.message for finding in findings] == ([True] if found else [])


def test_fixed_amounts_side_by_side(make, run):
    """One per Baustein and year, or one for all of them: every other mixture would replace the funding twice."""
    one, two = make.foerderbetrag(1, baustein="baustein-1"), make.foerderbetrag(2, baustein="baustein-2")
    overall = make.foerderbetrag(3, year=2024)
    assert run(AmountTwice, make.program(foerderbetraege=(one, two, overall))) == []
    again = make.foerderbetrag(4, baustein="baustein-1")
    whole, whole_again = make.foerderbetrag(5), make.foerderbetrag(6)
    findings = run(AmountTwice, make.program(foerderbetraege=(one, again, whole, whole_again)))
    assert {finding.path: finding.message for finding in findings} == {
        "foerderbetraege[0]": "2025 gibt es einen festen Förderbetrag für alle Bausteine und einen für baustein-1.",
        "foerderbetraege[1]": "Für baustein-1 gibt es 2025 mehrere feste Förderbeträge.",
        "foerderbetraege[3]": "Für alle Bausteine zusammen gibt es 2025 mehrere feste Förderbeträge.",
    }
    assert Decimal(100000) == one.amount

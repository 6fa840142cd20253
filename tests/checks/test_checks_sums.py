"""Weiterleitung, ceilings and sums of the year that is checked."""

from datetime import date
from decimal import Decimal

import pytest

from kimcore.checks.forwarding import EmployerOfForwarded, ForwardedAboveCost, ForwardedMoreThanFunded, ForwardedTwice
from kimcore.checks.sums import CostAboveCeiling, FundingAboveCost, FundingAboveEligible
from kimcore.findings import Severity
from kimcore.model import Drittmittel, Funder, Traeger, TraegerKind

CARRIER = {"employer": "caritas", "start": date(2025, 1, 1), "end": date(2025, 12, 31)}


def test_one_weiterleitung_per_stelle(make, run):
    """A Stelle in two Weiterleitungen is found in the second one."""
    first, second = make.weiterleitung(), make.weiterleitung(id="wl-2", stellen=("cm-2", "cm-1"))
    program = make.program(stellen=(make.case_management(),), weiterleitungen=(first, second))
    (finding,) = run(ForwardedTwice, program)
    assert (finding.path, finding.object_id) == ("weiterleitungen[1].stellen[1]", "wl-2")
    assert finding.message == "Die Stelle „cm-1“ steht in den Weiterleitungen „wl-1“ und „wl-2“."
    assert run(ForwardedTwice, make.program(weiterleitungen=(first,))) == []


@pytest.mark.parametrize(
    ("employer", "severity", "words"),
    [
        ("caritas", None, ""),
        ("diakonie", Severity.FEHLER, "Das Geld geht an „caritas“, angestellt ist bei „diakonie“."),
        (None, Severity.WARNUNG, "nennt aber keinen Anstellungsträger und gilt deshalb als Stelle der Kommune."),
    ],
)
def test_the_carrier_employs_whom_it_is_paid_for(make, run, employer, severity, words):
    """Another employer than the carrier is a fehler, none at all a warnung."""
    program = make.program(
        stellen=(make.case_management(employer=employer),),
        weiterleitungen=(make.weiterleitung(stellen=("fehlt", "cm-1")),),
    )
    findings = run(EmployerOfForwarded, program)
    assert [finding.severity for finding in findings] == ([severity] if severity else [])
    assert all(finding.message.endswith(words) for finding in findings)
    assert all(finding.path == "weiterleitungen[0].stellen[1]" for finding in findings)


@pytest.mark.parametrize(
    ("actual", "excess"),
    [("95000.00", None), ("90000.00", None), ("89999.99", "0,01 €"), ("82000.00", "7.500,00 €"), (None, None)],
)
def test_a_supplement_above_the_actual_cost(make, run, actual, excess):
    """Kreis Heinsberg, 1.5 VZÄ: min(actual, 82,500) + 7,500; more than the actual cost is a finding, not a cut."""
    stelle = make.case_management(vzae=Decimal("1.5"), costs=make.amounts(y2025=actual) if actual else (), **CARRIER)
    passed_on = make.weiterleitung(supplement_per_vzae=Decimal("5000.00"))
    program = make.program(stellen=(make.stelle(), stelle), weiterleitungen=(passed_on,))
    findings = run(ForwardedAboveCost, program)
    assert len(findings) == (1 if excess else 0)
    for finding in findings:
        assert (finding.path, finding.severity) == ("stellen[1].costs", Severity.WARNUNG)
        assert finding.message.endswith(f"also {excess} mehr.")
        assert "kostet den Träger 2025" in finding.message


def test_a_weiterleitung_of_unknown_size(make, run):
    """While nobody knows what a vacancy takes away, nothing can be compared."""
    stelle = make.case_management(costs=make.amounts(y2025="1.00"), employer="caritas", start=date(2025, 1, 15))
    program = make.program(stellen=(stelle,), weiterleitungen=(make.weiterleitung(),))
    assert run(ForwardedAboveCost, program) == []
    assert run(ForwardedMoreThanFunded, program) == []


def test_carriers_above_the_state_rate(make, run):
    """Stadt Köln 2023: 14 × 68,000 passed on, 14 × 55,000 funded; the house pays the printed 182,000.00."""
    stelle = make.case_management(vzae=Decimal(14), **CARRIER)
    program = make.program(
        stellen=(make.stelle(), stelle),
        weiterleitungen=(make.weiterleitung(id="leer", stellen=()), make.weiterleitung(amount_per_vzae=Decimal(68000))),
        traeger=(Traeger(id="caritas", name="Caritasverband", kind=TraegerKind.FREIE_WOHLFAHRTSPFLEGE),),
    )
    (finding,) = run(ForwardedMoreThanFunded, program)
    assert (finding.path, finding.severity) == ("weiterleitungen[1]", Severity.HINWEIS)
    assert finding.message == (
        "Weiterleitung „wl-1“: 2025 gehen 952.000,00 € an „Caritasverband“, gefördert werden 770.000,00 €. Die "
        "Differenz von 182.000,00 € trägt die Kommune."
    )
    assert run(ForwardedMoreThanFunded, program, year=2026) == []


def test_an_expense_above_its_ceiling(make, run):
    """What is planned beyond the Höchstbetrag stays with the house: a warnung with the rest and the rate's source."""
    program = make.program(
        ausgaben=(
            make.ausgabe(id="eins", amounts=make.amounts(y2025="8000.00")),
            make.ausgabe(id="zwei", amounts=make.amounts(y2025="3500.00", y2026="99000.00")),
            make.ausgabe(id="drei", kind="sonstige", amounts=make.amounts(y2025="99000.00")),
        )
    )
    (finding,) = run(CostAboveCeiling, program)
    assert (finding.path, finding.severity, finding.citation) == ("ausgaben[1]", Severity.WARNUNG, "Bescheid")
    assert finding.message == (
        "Ausgabe „Material“: Für 2025 sind 3.500,00 € geplant, gefördert werden höchstens 2.000,00 €. Den Rest von "
        "1.500,00 € trägt die Kommune."
    )
    assert run(CostAboveCeiling, program, year=2026) == []


def test_a_fixed_amount_leaves_no_ceiling(make, run):
    """Where a fixed Förderbetrag replaces the funding, the ceiling says nothing."""
    program = make.program(
        ausgaben=(make.ausgabe(amounts=make.amounts(y2025="99000.00")),), foerderbetraege=(make.foerderbetrag(1),)
    )
    assert run(CostAboveCeiling, program) == []


@pytest.mark.parametrize(("year", "way"), [(2024, "Pauschale"), (2025, "Förderung")])
def test_a_stelle_funded_above_its_cost(make, run, year, way):
    """A fixed amount above the stated cost is a hinweis; a ceiling never is, it pays at most the cost."""
    cheap = make.amounts(y2024="40000.00", y2025="40000.00")
    stellen = (make.stelle(costs=cheap), make.case_management(costs=cheap), make.case_management())
    program = make.program(stellen=stellen)
    (finding,) = run(FundingAboveCost, program, year=year)
    assert (finding.path, finding.severity) == ("stellen[1]", Severity.HINWEIS)
    over = {2024: "9.500,00 €", 2025: "15.000,00 €"}[year]
    assert finding.message.startswith(f"Stelle „Case Management“: Die {way} {year} von ")
    assert finding.message.endswith(f"liegt um {over} über den Kosten von 40.000,00 €.")


def test_more_money_than_expenses(make, run):
    """A negative own share is a warnung; as long as any cost is unknown nobody can say."""
    stelle = make.stelle(costs=make.amounts(y2025="58000.00"))
    gift = Drittmittel(id="d-1", title="Spende", funder=Funder.PRIVAT, amounts=make.amounts(y2025="0.01"))
    program = make.program(stellen=(stelle,), drittmittel=(gift,))
    (finding,) = run(FundingAboveEligible, program)
    assert (finding.path, finding.severity) == ("", Severity.WARNUNG)
    assert finding.message == (
        "2025 übersteigen Förderung und Mittel anderer die zuwendungsfähigen Ausgaben um 0,01 €; der Eigenanteil wäre "
        "negativ."
    )
    assert run(FundingAboveEligible, make.program(stellen=(stelle,))) == []
    assert run(FundingAboveEligible, make.program(stellen=(stelle, make.case_management()), drittmittel=(gift,))) == []


def test_a_broken_recurring_amount_stops_no_sum(make, run):
    """An expense whose span ends before it begins is another check's subject; the sums of the year still come."""
    broken = make.ausgabe(recurring=make.recurring("2025-03-01", "2025-01-31"))
    program = make.program(ausgaben=(broken,), stellen=(make.stelle(),))
    for check in (CostAboveCeiling, FundingAboveCost, FundingAboveEligible, ForwardedAboveCost):
        assert run(check, program) == []


def test_a_recurring_amount_counts_in_its_own_years_only(make, run):
    """An amount stated for a year in which the recurring one does not run stands for itself."""
    ausgabe = make.ausgabe(amounts=make.amounts(y2025="1000.00"), recurring=make.recurring("2023-01-01", "2024-12-31"))
    assert run(CostAboveCeiling, make.program(ausgaben=(ausgabe,))) == []

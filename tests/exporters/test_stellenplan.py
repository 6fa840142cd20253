"""The Stellenplan: filled and vacant, by Stelle and employer, never by person."""

from datetime import date
from decimal import Decimal

import pytest

from kimcore import ExportRefused
from kimcore.model import Occupancy
from kimcore.testing.dumps import row, tables
from tests.conftest import make_program, make_stelle


def test_rhein_kreis_neuss_2024(kim):
    """Rhein-Kreis Neuss 2024: 3.0 of 3.5 and 0.5 of 0.5 are 85.71 % and 100 % (50/4294/XVII/2024)."""
    filled = (Occupancy(start=date(2024, 1, 1), vzae=Decimal("3.0")),)
    stellen = (
        make_stelle(vzae=Decimal("3.5"), occupancy=filled),
        make_stelle(id="va", title="Verwaltungsassistenz", kind="verwaltungsassistenz", vzae=Decimal("0.5")),
    )
    rows = tables(kim.compose(make_program(stellen=stellen), "stellenplan", year=2024))["nach-stellenart"]
    assert row(rows, "Koordinierungsstelle")[1:] == ["3,5", "3,0", "0,5", "85,71 %"]
    assert row(rows, "Verwaltungsassistenz")[4] == "100 %"


def test_months(kim):
    """A Stelle filled from 16 June counts half of June, and is vacant for the rest."""
    stelle = make_stelle(occupancy=(Occupancy(start=date(2025, 6, 16), vzae=Decimal(1)),))
    content = tables(kim.compose(make_program(stellen=(stelle,)), "stellenplan", year=2025))
    filled, vacant = row(content["besetzt-monate"], "Koordination"), row(content["vakant-monate"], "Koordination")
    assert filled[2:9] == ["0,0"] * 5 + ["0,5", "1,0"]
    assert vacant[2:9] == ["1,0"] * 5 + ["0,5", "0,0"]
    assert (filled[-1], vacant[-1]) == ("0,54", "0,46")


def test_two_stellen_of_one_id(kim):
    """Of two Stellen with one id neither takes the other's figures: the workbook is refused, as a draft, too."""
    stellen = (make_stelle(), make_stelle(title="Zweite", vzae=Decimal("0.5")))
    with pytest.raises(ExportRefused) as refused:
        kim.render(make_program(stellen=stellen), "stellenplan", year=2025, draft=True)
    assert any("k1" in finding.message for finding in refused.value.findings)


def test_no_person_is_named(kim, sample):
    """No contact of the program turns up in its Stellenplan."""
    program = sample("kreis-musterland")
    text = str(tables(kim.compose(program, "stellenplan", year=2025)))
    for contact in program.contacts:
        for value in (contact.name, contact.phone, contact.email):
            assert value is None or value not in text


def test_months_outside_its_period_count_nothing(kim):
    """A Stelle that begins in July has no VZÄ before, neither filled nor vacant."""
    content = tables(
        kim.compose(make_program(stellen=(make_stelle(start=date(2025, 7, 1)),)), "stellenplan", year=2025)
    )
    assert row(content["besetzt-monate"], "Koordination")[2] == "0,0"
    assert row(content["vakant-monate"], "Koordination")[2] == "0,0"


def test_a_year_without_stellen(kim):
    """A year without Stellen is a finding."""
    findings = kim.check(make_program(), exporter="stellenplan", year=2025)
    assert "KIM-STP-001" in {finding.code for finding in findings}


def test_a_single_employer_needs_no_sum_of_its_own(kim, sample):
    """Where the house employs everybody, nothing says the sum of all Stellen a second time."""
    content = tables(kim.compose(sample("musterstadt"), "stellenplan", year=2025))
    assert "nach-traeger" not in content
    assert [cells[0] for cells in content["besetzt-monate"]].count("Summe") == 0
    several = tables(kim.compose(sample("kreis-musterland"), "stellenplan", year=2025))
    assert len(several["nach-traeger"]) == [cells[0] for cells in several["besetzt-monate"]].count("Summe") == 7

"""The Förderantrag, as content."""

import attrs
import pytest

from kimcore import ExportRefused
from kimcore.blocks import Fields, Heading, Notice, Paragraph
from kimcore.findings import Severity
from kimcore.testing.dumps import row, shown, tables


def texts(content):
    """Everything that is read on the sheets besides tables."""
    found = []
    for sheet in content.sheets:
        for block in sheet.blocks:
            if isinstance(block, Heading | Paragraph):
                found.append(block.text)
            elif isinstance(block, Notice):
                found += [block.title, block.text]
            elif isinstance(block, Fields):
                found += [f"{field.label}: {shown(field.value)}" for field in block.fields]
    return "\n".join(found)


def test_it_says_what_it_is_not(kim, sample):
    """The first sheet says that the workbook is not the official form and names the Grundmuster it follows."""
    content = kim.compose(sample("musterstadt"), "foerderantrag", year=2025)
    cover = content.sheets[0]
    notice = next(block for block in cover.blocks if isinstance(block, Notice))
    assert "Sie ist nicht das amtliche Formular und ersetzt es nicht." in notice.text
    assert "Grundmuster" in notice.text


def test_sections_of_variant_a(kim, sample):
    """The sheet Antrag has the sections of the Grundmuster in their order."""
    content = kim.compose(sample("musterstadt"), "foerderantrag", year=2025)
    headings = [block.text for block in content.sheets[1].blocks if isinstance(block, Heading) and block.level == 1]
    assert headings[:6] == [
        "1 Antragsteller",
        "2 Maßnahme",
        "3 Gesamtkosten",
        "4 Finanzierungsplan",
        "5 Beantragte Förderung",
        "6 Begründung",
    ]


def test_sections_of_variant_b(kim, sample):
    """Variant B has the Finanzierungsplan as section 3 and no section Gesamtkosten."""
    content = kim.compose(sample("musterstadt"), "foerderantrag", year=2025, variant="b")
    headings = [block.text for block in content.sheets[1].blocks if isinstance(block, Heading) and block.level == 1]
    assert headings[2:5] == ["3 Finanzierungsplan", "4 Beantragte Förderung", "5 Begründung"]


def test_only_what_is_applied_for(kim, sample):
    """In 2023 only Baustein 1 is applied for: the Pauschalen of Coesfeld are not in its application."""
    content = tables(kim.compose(sample("coesfeld"), "foerderantrag", year=2023))
    assert row(content["beantragte-foerderung"], "Summe 2023")[2] == "222.000,00 €"
    assert not [cells for cells in content["beantragte-foerderung"] if cells[0].startswith("Baustein 2")]


def test_from_2025_two_bausteine(kim, sample):
    """From the round of 2025 Bausteine 1 and 2 are applied for together."""
    content = tables(kim.compose(sample("musterstadt"), "foerderantrag", year=2025))
    titles = [cells[0].split(":")[0] for cells in content["beantragte-foerderung"]]
    assert titles == ["Baustein 1", "Baustein 2", "Summe 2025"]


@pytest.mark.parametrize("name", ["musterstadt", "kreis-musterland"])
def test_shares_add_up(kim, sample, name):
    """The rows of the Finanzierungsplan hold: 4.4 = 4.2 − 4.3 and 4.7 = 4.4 − 4.5 − 4.6."""
    content = kim.compose(sample(name), "foerderantrag", year=2025)
    table = next(block for block in content.sheets[2].blocks if getattr(block, "id", "") == "zeilen")
    amounts = [cells.cells[2].decimal for cells in table.normalised()]
    assert amounts[3] == amounts[1] - amounts[2]
    assert amounts[6] == amounts[3] - amounts[4] - amounts[5]
    assert amounts[6] > 0


def test_real_partial_programs_are_refused_with_findings(kim, sample, tmp_path):
    """Coesfeld lacks costs and texts: the export is refused, each lack named, nothing written."""
    with pytest.raises(ExportRefused) as caught:
        kim.export(sample("coesfeld"), "foerderantrag", tmp_path / "c.xlsx", year=2023)
    codes = {finding.code for finding in caught.value.findings if finding.severity is Severity.FEHLER}
    assert {"KIM-ANT-004", "KIM-ANT-007", "KIM-ANT-008"} <= codes
    assert not list(tmp_path.iterdir())


def test_a_draft_is_made_in_spite_of_findings(kim, sample):
    """With draft the workbook is made, marked ENTWURF, and says what is still open."""
    content = kim.compose(sample("coesfeld"), "foerderantrag", year=2023, draft=True)
    assert "ENTWURF" in content.properties.marks
    assert "[noch offen: Text „notwendigkeit“ in der Programmdatei]" in texts(content)


def test_a_released_vorgang_carries_no_draft_mark(kim, sample):
    """A released application of an invented program says Musterdaten, not ENTWURF."""
    content = kim.compose(sample("musterstadt"), "foerderantrag", year=2025)
    assert content.properties.marks == ("Musterdaten",)


def test_a_year_that_is_not_applied_for(kim, sample):
    """Where no Baustein is applied for, the finding says so."""
    findings = kim.check(sample("hamm"), exporter="foerderantrag", year=2019)
    assert "KIM-ANT-001" in {finding.code for finding in findings}


def test_what_hamm_lacks(kim, sample):
    """A partial program loads without Fehler; for the application everything missing is named."""
    program = sample("hamm")
    assert not [finding for finding in kim.check(program) if finding.severity is Severity.FEHLER]
    messages = {finding.message for finding in kim.check(program, exporter="foerderantrag", year=2025)}
    assert "Für 2025 sind weder Stellen noch Ausgaben geplant." in messages
    assert "Der Text „Notwendigkeit der Maßnahme“ fehlt." in messages


def test_two_vorgaenge_for_one_year_are_a_finding(kim, sample):
    """Two applications for one year leave open whose state the document carries."""
    program = sample("musterstadt")
    first = next(vorgang for vorgang in program.vorgaenge if vorgang.kind.value == "antrag")
    program = attrs.evolve(program, vorgaenge=(*program.vorgaenge, attrs.evolve(first, id="zweiter-antrag")))
    findings = kim.check(program, exporter="foerderantrag", year=2025)
    assert any("passen mehrere Vorgänge" in finding.message for finding in findings)


def test_the_applicant_is_named_by_function(kim, sample):
    """Section 1 names who gives information by function, with the contact data the authority may see."""
    content = kim.compose(sample("musterstadt"), "foerderantrag", year=2025)
    assert "Auskunft erteilt: " in texts(content)
    public = kim.compose(sample("musterstadt"), "foerderantrag", year=2025, profile="oeffentlich")
    assert "Telefon" not in texts(public)
    assert "example.org" not in texts(public)


@pytest.mark.parametrize("exporter", ["foerderantrag", "finanzierungsplan", "stellenplan"])
@pytest.mark.parametrize("name", ["musterstadt", "kreis-musterland"])
def test_no_profile_changes_a_figure(kim, sample, exporter, name):
    """Whoever reads it: every figure is the same in all three profiles."""
    figures = [
        _amounts(kim.compose(sample(name), exporter, year=2025, profile=profile))
        for profile in ("intern", "behoerde", "oeffentlich")
    ]
    assert figures[0] == figures[1] == figures[2]


def _amounts(content):
    return {
        cell.key: cell.decimal if cell.known else None
        for sheet in content.sheets
        for block in sheet.blocks
        if hasattr(block, "normalised")
        for cells in block.normalised()
        for cell in cells.cells
        if hasattr(cell, "known")
    }

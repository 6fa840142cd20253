"""The Finanzierungsplan of real and invented programs, as content."""

import pytest

from kimcore import ExportRefused
from kimcore.blocks import Chart
from kimcore.findings import Severity
from kimcore.render.charts import alt_text
from kimcore.testing.dumps import row, tables
from kimcore.values import format_euro


def test_unna_2023(kim, sample):
    """Kreis Unna 2023: 1,026,000.00 € for Baustein 2; costs nobody stated stay open."""
    content = tables(kim.compose(sample("unna"), "finanzierungsplan", year=2023))
    baustein = row(content["nach-baustein"], "Baustein 2")
    assert baustein[1:4] == ["Pauschale", "offen", "1.026.000,00 €"]
    assert row(content["zeilen"], "4.5")[2] == "1.026.000,00 €"
    assert row(content["zeilen"], "4.7")[2] == "offen"


def test_coesfeld_2023(kim, sample):
    """Kreis Coesfeld 2023: 222,000.00 € personnel of Baustein 1, 684,000.00 € of Baustein 2."""
    content = tables(kim.compose(sample("coesfeld"), "finanzierungsplan", year=2023))
    assert row(content["nach-baustein"], "Baustein 1")[3] == "222.000,00 €"
    assert row(content["nach-baustein"], "Baustein 2")[3] == "684.000,00 €"
    assert row(content["stellen-2023"], "Summe Personal Baustein 1")[9] == "222.000,00 €"


@pytest.mark.parametrize(
    ("year", "cost", "funding", "own"),
    [
        (2021, "518.400,00 €", "463.500,00 €", "54.900,00 €"),
        (2022, "1.084.959,00 €", "843.100,00 €", "241.859,00 €"),
        (2023, "1.373.575,00 €", "1.118.100,00 €", "255.475,00 €"),
    ],
)
def test_koeln_sums(kim, sample, year, cost, funding, own):
    """Stadt Köln: cost, income and own share of each year are the printed figures (KÖLN-1, KÖLN-2)."""
    rows = tables(kim.compose(sample("koeln"), "finanzierungsplan", year=year))["zeilen"]
    assert [row(rows, number)[2] for number in ("4.1", "4.5", "4.7")] == [cost, funding, own]


def test_koeln_parts(kim, sample):
    """Stadt Köln 2021: 213,633.33 personnel, 226,666.67 forwarded, 78,100.00 other (printed)."""
    content = tables(kim.compose(sample("koeln"), "finanzierungsplan", year=2021))
    amounts = {cell for rows in content.values() for cells in rows for cell in cells}
    assert {"213.633,33 €", "226.666,67 €", "78.100,00 €"} <= amounts


def test_koeln_employers(kim, sample):
    """Stadt Köln 2023: what is not covered is 73,475.00 in the house and 182,000.00 at the carriers (printed)."""
    rows = tables(kim.compose(sample("koeln"), "finanzierungsplan", year=2023))["nach-traeger"]
    assert [cells[-1] for cells in rows] == ["73.475,00 €", "182.000,00 €"]


def test_several_years_add_up(kim, sample):
    """Several years stand side by side, and their sum is the sum of the years."""
    content = kim.compose(sample("koeln"), "finanzierungsplan", years=[2022, 2023])
    rows = tables(content)["zeilen"]
    assert row(rows, "4.1")[2:] == ["1.084.959,00 €", "1.373.575,00 €", "2.458.534,00 €"]
    assert dict(content.names)["Summe_Foerderung"] == "summe.alle.foerderung"
    assert row(tables(content)["nach-baustein"], "Summe aller Jahre")[3] == "1.961.200,00 €"


def test_variant_b_and_thousand_euro(kim, sample):
    """Variant B numbers the rows from 3.1; TEUR stand beside euro with three digits."""
    rows = tables(kim.compose(sample("koeln"), "finanzierungsplan", year=2021, variant="b", unit="teur"))["zeilen"]
    assert row(rows, "3.1")[2:] == ["518.400,00 €", "518,400"]
    assert row(rows, "3.7")[2] == "54.900,00 €"


def test_the_first_sheet_draws_who_pays(kim, sample):
    """The chart on the first sheet draws the costs of each year, or of each Baustein, part by part."""
    (chart,) = _charts(kim.compose(sample("koeln"), "finanzierungsplan", years=[2022, 2023]))
    assert alt_text(chart).replace("\u00a0", " ") == (
        "Gestapeltes Balkendiagramm mit 2 Reihen über 2 Jahre (2022 bis 2023). Förderung: 843.100,00 € (2022), "
        "1.118.100,00 € (2023). Deckungslücke: 241.859,00 € (2022), 255.475,00 € (2023)."
    )
    (chart,) = _charts(kim.compose(sample("musterstadt"), "finanzierungsplan", year=2025))
    assert [name[:11] for name in chart.categories] == ["Baustein 1:", "Baustein 2:", "Baustein 3:"]
    assert [series.title for series in chart.series] == ["Förderung", "Leistungen Dritter", "Deckungslücke"]
    costs = tables(kim.compose(sample("musterstadt"), "finanzierungsplan", year=2025))["nach-baustein"]
    drawn = format_euro(sum(series.values[0].decimal for series in chart.series))
    assert row(costs, "Baustein 1")[2] == drawn.replace("\u00a0", " ") == "255.400,00 €"


def test_what_is_only_known_in_part_is_not_drawn(kim, sample):
    """Costs that nobody stated, or only together, give no chart."""
    for name, year in (("unna", 2023), ("koeln", 2023), ("musterstadt", 2026)):
        assert _charts(kim.compose(sample(name), "finanzierungsplan", year=year)) == []


def _charts(content):
    return [block for block in content.sheets[0].blocks if isinstance(block, Chart)]


def test_a_year_without_plans_is_refused(kim, sample, tmp_path):
    """A year in which nothing is planned is refused with a German sentence."""
    with pytest.raises(ExportRefused, match="Finanzierungsplan 2030 wurde nicht erstellt") as caught:
        kim.export(sample("unna"), "finanzierungsplan", tmp_path / "u.xlsx", year=2030)
    assert "Für 2030 sind weder Stellen noch Ausgaben geplant." in [
        finding.message for finding in caught.value.findings
    ]
    assert not (tmp_path / "u.xlsx").exists()


def test_an_unknown_rate_is_refused_and_explained(kim, sample):
    """Baustein 2 in 2024 has no known rate: the finding says so and how to supply it."""
    import attrs

    program = sample("unna")
    stelle = attrs.evolve(program.stellen[0], start=None, end=None)
    program = attrs.evolve(program, stellen=(stelle,))
    findings = kim.check(program, exporter="finanzierungsplan", year=2024)
    finding = next(finding for finding in findings if finding.code == "KIM-FPL-002")
    assert finding.severity is Severity.FEHLER
    assert "ist für 01.01.2024 bis 31.12.2024 unbekannt" in finding.message
    assert "unter rates ergänzen: rate: case-management" in finding.hint


def test_costs_that_nobody_stated_are_noted(kim, sample):
    """A missing cost is a Hinweis for the Finanzierungsplan and stops nothing."""
    findings = kim.check(sample("unna"), exporter="finanzierungsplan", year=2023)
    assert [finding.path for finding in findings if finding.code == "KIM-FPL-003"] == ["stellen[0].costs"]
    assert not [finding for finding in findings if finding.severity is Severity.FEHLER]

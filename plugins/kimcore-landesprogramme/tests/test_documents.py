"""The workbooks of both programmes: their own words, their own sources, and nothing of North Rhine-Westphalia."""

import io
import json
import re

import jsonschema
import openpyxl
import pytest
import yaml

import kimcore_landesprogramme
from kimcore.cli.app import run
from kimcore.richtlinien.loader import load_rules

VWV, BIR = "vwv-integrationsbeauftragte", "bir-bayern"
NRW = re.compile(
    r"NRW|Nordrhein|\bKIM\b|Baustein|Arnsberg|Bezirksregierung|Onlineverfahren|Grundmuster|Pauschale|§ 44 LHO"
)
YEARS = {VWV: (2026,), BIR: (2024, 2025, 2026)}

both = pytest.mark.parametrize("name", [VWV, BIR])
workbooks = pytest.mark.parametrize("exporter", ["foerderantrag", "finanzierungsplan", "stellenplan"])


@pytest.fixture
def said(kim, program):
    """Every text of a workbook, read by openpyxl, and its properties."""

    def read(name, exporter):
        more = {} if exporter == "stellenplan" else {"years": YEARS[name]}
        book = openpyxl.load_workbook(io.BytesIO(kim.render(program(name), exporter, year=YEARS[name][0], **more)))
        texts = [
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        names = [name for name in book.defined_names if name.startswith("Summe")]
        return "\n".join([*texts, *names, book.properties.keywords, book.properties.title])

    return read


@both
@workbooks
def test_nothing_of_north_rhine_westphalia_is_left(said, name, exporter):
    """No word of KIM NRW, its Bausteine, its authority or its form stands in a workbook of another Land."""
    text = said(name, exporter)
    assert NRW.findall(text) == []
    assert "erfunden" in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (VWV, ["VwV Integrationsbeauftragte Baden-Württemberg (VwV IB)", "Regierungspräsidium Stuttgart, Referat 15.2",
               "zum Übertragen in das Antragsformular des Landes", "Beantragt werden: VwV IB.",
               "Förderung nach Bereich", "VwV IB: Integrationsbeauftragte – auf Antrag", "Summe Personal VwV IB",
               "Kommunen ab 20.000 Einwohnern", "30.000 (am 31.12.2024)", "Melderegister (erfunden)",
               "Belegt ist nur, dass ein geringerer Umfang anteilig gefördert wird", "Summe_VwV_IB",
               "20.000,00 € × 0,5 VZÄ × 12/12 Monate = 10.000,00 €"]),
        (BIR, ["Regierung von Mittelfranken, Sachgebiet 15", "BIR vom 26.09.2023, gültig vom 01.01.2024 bis 31.12.2026",
               "Beantragt werden: Teil 2, Teil 5.", "Teil 2: Flüchtlings- und Integrationsberatung – auf Antrag",
               "Änderungen gemeldet am 11.03.2024", "Festbetrag „bis zu“ 69.000 € je Beratungskraft.",
               "Ein Satz je Jahr gilt für alle Stellen einer Art zusammen", "Summe_Teil_5", "teilweise belegt",
               "Angabe der Kommune"]),
    ],
)  # fmt: skip
def test_the_application_speaks_its_own_language(said, name, words):
    """Title, authority, parts, rates and sources of the application are those of the rule set."""
    text = said(name, "foerderantrag").replace("\u00a0", " ")
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(("name", "figures"), [(VWV, ["20.000,00", "57.550,00"]), (BIR, ["661.200,00", "53.800,00"])])
def test_the_figures_on_the_first_sheet(kim, program, name, figures):
    """What is applied for and what is left for the municipality."""
    content = kim.compose(program(name), "foerderantrag", year=YEARS[name][0], years=YEARS[name])
    fields = {field.label: field.value for block in content.sheets[0].blocks for field in getattr(block, "figures", ())}
    shown = [fields[label].shown().removesuffix("\u00a0€") for label in ("Beantragte Förderung", "Eigenanteil")]
    assert shown == figures


@both
@pytest.mark.parametrize("exporter", ["foerderantrag", "finanzierungsplan"])
def test_the_examples_are_complete(kim, program, name, exporter):
    """No finding at all: neither in the program nor for the document."""
    assert kim.check(program(name), exporter=exporter, year=YEARS[name][0]) == ()


# ---------------------------------------------------------------------------------------- the command line


@pytest.fixture
def kimcore(capsys, monkeypatch):
    """Call the command with this package as the only plugin: code and output."""
    monkeypatch.setenv("KIMCORE_PLUGINS", "landesprogramme")

    def call(*args):
        code = run([str(arg) for arg in args])
        return code, capsys.readouterr().out

    return call


def test_rates_shows_each_band(kimcore, example):
    """On a day each band is listed with its amount; for a program only its own band is."""
    code, out = kimcore("rates", "--on", "2026-06-01", "--format", "json")
    items = [item for item in json.loads(out) if item["foerderprogramm"] == VWV]
    assert code == 0
    assert [(item["band"], item["amount"]) for item in items] == [
        ("Kommunen ab 20.000 Einwohnern", "20000.00"),
        ("Kommunen ab 10.000 und unter 20.000 Einwohnern", "10000.00"),
        ("Kommunen unter 10.000 Einwohnern", None),
    ]
    _, out = kimcore("rates", "--on", "2026-06-01", "--program", example(VWV), "--format", "json")
    (item,) = json.loads(out)
    assert item["amount"] == "20000.00"
    assert "Kommunen ab 20.000 Einwohnern" in kimcore("rates")[1]


@both
def test_new_starts_a_program(kimcore, kim, tmp_path, name):
    """A starter file loads and checks, and so it does with all its examples: they name what the rule set has."""
    path = tmp_path / "neu.yaml"
    assert kimcore("new", path, "--foerderprogramm", name)[0] == 0
    assert kimcore("check", path)[0] == 0
    text = re.sub(r"^#(?= {2,}\S|\S)", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    started = kim.load(path)
    assert started.stellen[0].kind in {rule.id for rule in kim.rules(name).stellenarten}
    assert [finding for finding in kim.check(started) if finding.severity.value == "fehler"] == []
    assert set(NRW.findall(text)) <= {"Baustein"}  # the key of the program file


@both
def test_the_schema_describes_the_examples(kimcore, example, name):
    """``kimcore schema`` accepts the example of each rule set, as an editor would."""
    schema = json.loads(kimcore("schema")[1])
    raw = yaml.safe_load(example(name).read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(raw, default=str)), schema)
    raw["kommune"]["kind"] = "bundesland"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(json.dumps(raw, default=str)), schema)


# ------------------------------------------------------------------------------------------- the rule sets


def test_the_package_brings_two_rule_sets():
    """Each loads without a problem under the name of its file; the package holds nothing else."""
    resources = kimcore_landesprogramme.kimcore_richtlinien()
    assert sorted(load_rules(entry).id for entry in resources) == [BIR, VWV]


@both
def test_every_amount_has_its_source(kim, name):
    """Every known amount, cap, share and window says where it stands; what is announced or unknown says why."""
    rules = kim.rules(name)
    for value in (value for rate in rules.rates for value in rate.values):
        assert value.reference is not None if value.amount is not None else value.note
        assert value.reference is None or value.reference.url
    assert all(entry.reference.url for entry in rules.rounds)
    assert rules.authority_source is not None
    assert rules.unknown

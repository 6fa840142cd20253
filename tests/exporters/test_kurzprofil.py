"""The Kurzprofil: one page with the headings of its public profile."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore import ExportRefused
from kimcore.blocks import Fields, Notice
from kimcore.exporters.kurzprofil import KurzprofilExporter
from kimcore.findings import Severity
from kimcore.model import Contact, Cooperation
from tests.conftest import make_program

HEADINGS = [
    "Titel",
    "Kommunen",
    "Stichworte",
    "Hauptverantwortlich",
    "Sonstige Beteiligte",
    "Kurzprofil",
    "Anlass",
    "Ziel",
    "Umsetzung",
    "Finanzierung",
    "Rechtsform",
    "Zusammenarbeit seit",
    "Kontakt",
]


def profile(document):
    """The labels with what stands there."""
    fields = next(block.fields for block in document.blocks if isinstance(block, Fields))
    return {field.label: str(field.value).replace("\u00a0", " ") for field in fields}


def test_hochsauerlandkreis(kim, sample):
    """The profile of the Hochsauerlandkreis on interkommunales.nrw, what is empty there or not ours is marked."""
    document = kim.compose(sample("hochsauerlandkreis"), "kurzprofil")
    found = profile(document)
    assert list(found) == HEADINGS
    assert found["Kommunen"] == (
        "Hochsauerlandkreis, Arnsberg, Sundern (Sauerland), Meschede, Schmallenberg, Bestwig, Hallenberg, Medebach"
    )
    assert found["Stichworte"] == "Soziales, Verwaltung"
    assert found["Kurzprofil"] == (
        "Regierungsbezirk: Arnsberg\n"
        "Einwohner: 261.356 (30.06.2022, IT.NRW, nach dem Kurzprofil auf interkommunales.nrw)\n"
        "Fläche: 1.960,16 km² (Kurzprofil auf interkommunales.nrw)"
    )
    assert [label for label, value in found.items() if value == "[keine Angabe]"] == [
        *("Sonstige Beteiligte", "Anlass", "Ziel", "Finanzierung", "Rechtsform"),
    ]
    assert found["Zusammenarbeit seit"] == "2020"
    assert found["Kontakt"].endswith("Steinstraße 27, 59872 Meschede")
    assert (document.cover, document.contents) == (None, False)
    assert document.properties.marks == ("ENTWURF",)


def test_what_is_empty_is_noted(kim, sample):
    """Empty headings are one hinweis, the missing Vorgang a warnung; neither refuses the document."""
    findings = kim.check(sample("hochsauerlandkreis"), exporter="kurzprofil")
    found = {finding.code: finding for finding in findings}
    assert found["KIM-KUP-002"].message == (
        "Im Kurzprofil bleibt leer: Anlass, Ziel, Finanzierung, Sonstige Beteiligte, Rechtsform."
    )
    assert found["KIM-KUP-002"].severity is Severity.HINWEIS
    assert found["KIM-KUP-003"].severity is Severity.WARNUNG


def test_kreis_musterland(kim, sample):
    """A released profile of invented data: no draft, no person, the office with the address of the unit above it."""
    program = sample("kreis-musterland")
    document = kim.compose(program, "kurzprofil", year=2025)
    found = profile(document)
    assert document.properties.marks == ("Musterdaten",)
    assert found["Kontakt"] == (
        "Leitung des Sachgebiets Kommunales Integrationsmanagement\nSachgebiet Kommunales Integrationsmanagement\n"
        "Kreisweg 12, 59998 Musterbrück"
    )
    assert "[keine Angabe]" not in found.values()
    assert not {"KIM-KUP-002", "KIM-KUP-003"} & {f.code for f in kim.check(program, exporter="kurzprofil", year=2025)}


def test_without_a_cooperation(kim, sample):
    """Without a cooperation there is no profile: a fehler says so, a draft marks it, and nobody is refused a page."""
    program = sample("musterstadt")
    finding = next(f for f in kim.check(program, exporter="kurzprofil") if f.code == "KIM-KUP-001")
    assert finding.severity is Severity.FEHLER
    assert "nennt keine interkommunale Zusammenarbeit" in finding.message
    assert any(isinstance(block, Notice) for block in kim.compose(program, "kurzprofil").blocks)
    with pytest.raises(ExportRefused):
        kim.render(program, "kurzprofil")
    concerned = [name for name in ("musterstadt", "kreis-musterland") if KurzprofilExporter().concerns(sample(name))]
    assert concerned == ["kreis-musterland"]


def test_a_bare_cooperation(kim):
    """Nothing but a title: every other heading is printed and marked as empty, an unknown contact among them."""
    document = kim.compose(make_program(cooperation=Cooperation(title="Gemeinsam", contact="weg")), "kurzprofil")
    found = profile(document)
    assert list(found) == HEADINGS
    assert found.pop("Titel") == "Gemeinsam"
    assert (
        found.pop("Kurzprofil") == "Regierungsbezirk: [keine Angabe]\nEinwohner: [keine Angabe]\nFläche: [keine Angabe]"
    )
    assert set(found.values()) == {"[keine Angabe]"}


def test_of_several_days_the_latest_counts(kim, sample):
    """Of two figures of one kind the profile prints the newer one, wherever it stands in the file."""
    program = sample("hochsauerlandkreis")
    old = attrs.evolve(program.kommune.statistics[0], date=date(2011, 5, 9), value=Decimal(270000))
    kommune = attrs.evolve(program.kommune, statistics=(*program.kommune.statistics, old))
    found = profile(kim.compose(attrs.evolve(program, kommune=kommune), "kurzprofil"))
    assert "Einwohner: 261.356 (30.06.2022" in found["Kurzprofil"]


def test_a_contact_without_an_office(kim):
    """A contact without unit and address is a function alone."""
    program = make_program(
        cooperation=Cooperation(title="Gemeinsam", contact="k"), contacts=(Contact(id="k", function="Koordination"),)
    )
    assert profile(kim.compose(program, "kurzprofil"))["Kontakt"] == "Koordination"

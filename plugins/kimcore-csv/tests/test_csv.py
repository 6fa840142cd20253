"""Tables as CSV: what stands in the archive, and what a German spreadsheet makes of it."""

import csv
import io
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from importlib.resources import files

import openpyxl
import pytest

import kimcore_csv
from kimcore import ExportRefused, Kimcore
from kimcore.amounts import given, unknown
from kimcore.blocks import (
    CellKind,
    Column,
    Document,
    Heading,
    Link,
    Listing,
    ListItem,
    Paragraph,
    Properties,
    Quote,
    Row,
    RowRole,
    Section,
    Sheet,
    Table,
    Workbook,
)
from kimcore.render import DEFAULT_THEME
from kimcore_csv import CsvRenderer

PROPERTIES = Properties(
    subject="Ein Test", issuer="Stadt Musterstadt", stand=date(2025, 3, 31), state="Entwurf",
    marks=("ENTWURF", "Musterdaten"), reference="50-31/2025", custom=(("kimcore.year", "2025"),),
)  # fmt: skip


def table(*rows, kind=CellKind.TEXT, title="Wert", **fields):
    """A table with one column; each value is a row."""
    cells = tuple(row if isinstance(row, Row) else (row,) for row in rows)
    return Table(**{"id": "t", "columns": (Column(id="w", title=title, kind=kind),), "rows": cells, **fields})


def written(*blocks, title="Ein Blatt"):
    """The files that a document of these blocks becomes, by name, as text with its BOM."""
    target = io.BytesIO()
    content = Document(id="test", title=title, blocks=blocks, properties=PROPERTIES)
    CsvRenderer().render(content, DEFAULT_THEME, target)
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def values(*rows, **fields):
    """What stands below the head of a table."""
    text = written(table(*rows, **fields))["ein-blatt.csv"].removeprefix("\ufeff")
    return [line[0] if line else "" for line in csv.reader(io.StringIO(text, newline=""), delimiter=";")][1:]


@pytest.fixture(scope="module")
def kim():
    """A session with this plugin and no other."""
    return Kimcore(plugins=(kimcore_csv,), strict=True)


@pytest.fixture(scope="module")
def program(kim):
    """An invented city."""
    return kim.load(str(files("kimcore") / "data" / "programs" / "musterstadt.yaml"))


def test_the_form_of_a_file():
    """UTF-8 with BOM, semicolons, CR LF; a text with one of them stands in quotation marks."""
    columns = (Column(id="a", title="Träger"), Column(id="b", title="Förderung", kind=CellKind.MONEY))
    rows = (("Amt; Team „A“", Decimal("57000.5")), Row(("Summe", Decimal(-1)), RowRole.TOTAL))
    made = written(Table(id="t", columns=columns, rows=rows, caption="Träger & Ämter"))
    assert made["traeger-aemter.csv"] == ('\ufeffTräger;Förderung (€)\r\n"Amt; Team „A“";57000,50\r\nSumme;-1,00\r\n')


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (Decimal("1960.16"), CellKind.NUMBER, "1960,16"),
        (57000, CellKind.MONEY, "57000,00"),
        (2025, CellKind.YEAR, "2025"),
        (Decimal("0.385"), CellKind.VZAE, "0,385"),
        (date(2026, 3, 31), CellKind.DATE, "31.03.2026"),
        (given("21375.004", key="k", unit="€"), CellKind.MONEY, "21375,00"),
        (given(1, key="k") / 3, CellKind.NUMBER, "0,333333"),
        (given(12, key="k", unit="VZÄ") / 8 * 4, CellKind.VZAE, "6"),
        (unknown(key="k", label="Satz"), CellKind.MONEY, "offen"),
        (None, CellKind.MONEY, ""),
        (Link("Seite", "https://example.org"), CellKind.LINK, "Seite (https://example.org)"),
        (Link("", "https://example.org"), CellKind.LINK, "https://example.org"),
        (Link("Blatt", "#blatt"), CellKind.LINK, "Blatt"),
    ],
)
def test_values(value, kind, shown):
    """Figures have a decimal comma and nothing else, days are German, what is unknown says so."""
    assert values(value, kind=kind) == [shown]


@pytest.mark.parametrize("text", ["=1+1", "+49 123", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1"])
def test_a_text_is_no_formula(text):
    """What a spreadsheet could take for a formula begins with an apostrophe, also in the head and behind blanks."""
    assert values(text) == [f"'{text}"]
    assert written(table("x", title=text))["ein-blatt.csv"].lstrip('\ufeff"').startswith(f"'{text}")
    assert values("a=b", Decimal(-1)) == ["a=b", "-1"]


def test_names_of_files():
    """A table is called after its caption or the heading above it, wherever it stands; no name comes twice."""
    inner = Section(id="a", title="Größe", prose=(table(1),), blocks=(Heading(text="Weiteres"), table(1), table(1)))
    listing = Listing(items=(ListItem(blocks=(Paragraph(text="x"), table(1, caption="Angaben"))),))
    made = written(inner, Quote(blocks=(table(1, caption="…"),)), listing, table(1), title="Ein " + 50 * "langer ")
    assert [*made] == [
        "groesse.csv", "weiteres.csv", "weiteres-2.csv", "tabelle.csv", "angaben-2.csv",
        "ein-langer-langer-langer-langer-langer-langer-langer-langer.csv", "angaben.csv",
    ]  # fmt: skip


def test_what_the_tables_belong_to():
    """One file more says title, state, provenance and the notes that stand below the tables."""
    lines = written(table(1, notes=("Ohne Gewähr.",)))["angaben.csv"].removeprefix("\ufeff").split("\r\n")
    assert lines[:4] == ["Angabe;Wert", "Titel;Ein Blatt", "Gegenstand;Ein Test", "Herausgeber;Stadt Musterstadt"]
    assert {"Stand;31.03.2025", "Kennzeichnung;ENTWURF · Musterdaten", "kimcore.year;2025"} < {*lines}
    assert lines[-2:] == ["Anmerkung zu ein-blatt.csv;Ohne Gewähr.", ""]


def test_rows_are_walked_not_held():
    """A long table goes through row by row: 200,000 rows that exist only while they are written."""

    class Long:
        def __len__(self):
            return 200_000

        def __iter__(self):
            return ((number,) for number in range(len(self)))

    made = written(table(rows=Long()))["ein-blatt.csv"]
    assert made.endswith("199998\r\n199999\r\n")
    assert made.count("\n") == 200_001


def test_every_document_as_csv(kim, program, tmp_path):
    """The Förderantrag and the KIM-Konzept become archives as soon as the plugin is there, the same bytes each time."""
    assert all("csv" in kim.formats(name) for name in kim.registry.exporters)
    kim.export(program, "foerderantrag", tmp_path / "f.zip", year=2025)
    assert (tmp_path / "f.zip").read_bytes() == kim.render(program, "foerderantrag", format="csv", year=2025)
    with zipfile.ZipFile(tmp_path / "f.zip") as archive:
        names, rows = archive.namelist(), archive.read("foerderung-nach-baustein.csv").decode()
    assert {"finanzierungsplan.csv", "ausgaben-2025.csv", "angaben.csv"} < {*names}
    assert rows.endswith("\r\n2025;Baustein 2: Case Management;316583,33;0,00;316583,33\r\nSumme 2025;;;;488808,33\r\n")
    kim.export(program, "kim-konzept", tmp_path / "k.zip", year=2025)
    assert "meilensteine.csv" in zipfile.ZipFile(tmp_path / "k.zip").namelist()


def test_a_document_without_tables_is_refused(kim, program):
    """An archive without a table would help nobody."""
    assert not [*CsvRenderer().check(Workbook(
        id="w", title="W", properties=PROPERTIES, sheets=(Sheet(id="s", title="S", blocks=(table(1),)),)
    ))]  # fmt: skip
    with pytest.raises(ExportRefused) as refused:
        kim.render(program, "kurzprofil", format="csv", year=2025, draft=True)
    (finding,) = (finding for finding in refused.value.findings if finding.code == "KIM-CSV-001")
    assert "hat keine Tabelle; als CSV gibt es nichts auszugeben" in finding.message


@pytest.mark.office
def test_a_german_spreadsheet_reads_it(tmp_path):
    """LibreOffice, set to German, reads numbers as numbers, days as days, and computes nothing."""
    rows = (("=1+1", Decimal("57000.5"), date(2026, 3, 31)), ("+49 123", Decimal(-1), date(2026, 4, 1)))
    kinds = (CellKind.TEXT, CellKind.MONEY, CellKind.DATE)
    columns = tuple(Column(id=kind.value, title=kind.value, kind=kind) for kind in kinds)
    path = tmp_path / "t.csv"
    path.write_text(written(Table(id="t", columns=columns, rows=rows))["ein-blatt.csv"], encoding="utf-8", newline="")
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless", "--convert-to"]
    options = ["xlsx", "--infilter=CSV:59,34,76,1,,1031,false,true", "--outdir", str(tmp_path), str(path)]
    subprocess.run([*command, *options], check=True, capture_output=True, timeout=240)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["'=1+1", 57000.5, sheet["C2"].value], ["'+49 123", -1, sheet["C3"].value]
    ]  # fmt: skip
    assert [cell.value.date() for cell in sheet["C"][1:]] == [date(2026, 3, 31), date(2026, 4, 1)]

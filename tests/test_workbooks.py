"""Finished workbooks, judged by programs that did not write them."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.again import SURROUNDINGS, made_again
from tests.conftest import PROGRAMS
from tests.office import audit_findings, compare_recalculation, faults, pdf_text, recalculated, sdk_findings

REAL = [
    ("unna", "finanzierungsplan", 2023, False),
    ("koeln", "finanzierungsplan", 2021, False),
    ("koeln", "finanzierungsplan", 2023, False),
    ("coesfeld", "finanzierungsplan", 2023, False),
    ("coesfeld", "foerderantrag", 2023, True),
    ("hamm", "foerderantrag", 2025, True),
    ("musterstadt", "foerderantrag", 2025, False),
    ("musterstadt", "finanzierungsplan", 2025, False),
    ("musterstadt", "stellenplan", 2025, False),
    ("kreis-musterland", "foerderantrag", 2025, False),
    ("kreis-musterland", "finanzierungsplan", 2025, False),
    ("kreis-musterland", "stellenplan", 2025, False),
]


@pytest.fixture(scope="session")
def workbooks(kim, sample, tmp_path_factory):
    """Every document of the list, written once."""
    folder = tmp_path_factory.mktemp("workbooks")
    made = {}
    for name, exporter, year, draft in REAL:
        path = folder / f"{name}-{exporter}-{year}.xlsx"
        kim.export(sample(name), exporter, path, year=year, draft=draft)
        made[name, exporter, year] = path
    return made


def named(path, name):
    """The stored value and the formula a defined name points to."""
    values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    sheet, cell = next(values.defined_names[name].destinations)
    return values[sheet][cell].value, formulas[sheet][cell].value, (sheet, cell.replace("$", ""))


def by_calamine(path, place):
    """The same cell as python-calamine reads it."""
    sheet, cell = place
    column, row = openpyxl.utils.cell.coordinate_from_string(cell)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return rows[row - 1][openpyxl.utils.column_index_from_string(column) - 1]


@pytest.mark.parametrize(
    ("case", "name", "amount"),
    [
        (("unna", "finanzierungsplan", 2023), "Summe_Baustein_2", 1026000.00),
        (("coesfeld", "finanzierungsplan", 2023), "Summe_Baustein_1", 222000.00),
        (("coesfeld", "finanzierungsplan", 2023), "Summe_Baustein_2", 684000.00),
        (("coesfeld", "foerderantrag", 2023), "Summe_Foerderung", 222000.00),
        (("koeln", "finanzierungsplan", 2021), "Eigenanteil", 54900.00),
        (("koeln", "finanzierungsplan", 2023), "Eigenanteil", 255475.00),
        (("koeln", "finanzierungsplan", 2023), "Summe_Foerderung", 1118100.00),
    ],
)
def test_golden_names(workbooks, case, name, amount):
    """Defined names point to formulas that carry their golden value, whoever reads them."""
    value, formula, place = named(workbooks[case], name)
    assert value == amount
    assert str(formula).startswith("=")
    assert by_calamine(workbooks[case], place) == amount


@pytest.mark.office
def test_golden_name_after_recalculation(workbooks):
    """LibreOffice computes 1,026,000.00 for Kreis Unna anew from the formulas alone."""
    path = workbooks["unna", "finanzierungsplan", 2023]
    _, _, place = named(path, "Summe_Baustein_2")
    assert recalculated(path)[place] == 1026000


@pytest.mark.office
@pytest.mark.parametrize("case", [entry[:3] for entry in REAL], ids=str)
def test_every_formula_recalculates(workbooks, case):
    """Every formula recalculated equals its stored value to the cent."""
    assert compare_recalculation(workbooks[case]) == []


@pytest.mark.office
@pytest.mark.parametrize("case", [entry[:3] for entry in REAL], ids=str)
def test_printed_pages_show_no_faults(workbooks, case):
    """No error value and no column too narrow for its numbers on any printed page."""
    assert faults(pdf_text(workbooks[case])) == []


@pytest.mark.sdk
@pytest.mark.parametrize("case", [entry[:3] for entry in REAL], ids=str)
def test_open_xml_sdk_finds_nothing(workbooks, case):
    """The Open XML SDK validator finds nothing."""
    assert sdk_findings(workbooks[case]) == []


@pytest.mark.parametrize("case", [entry[:3] for entry in REAL], ids=str)
def test_openxml_audit_finds_nothing(workbooks, case):
    """openxml-audit finds no error and no warning."""
    assert audit_findings(workbooks[case]) == []


def test_no_text_is_a_formula(workbooks):
    """In every workbook only cells with a formula element hold formulas: texts are shared strings."""
    for path in workbooks.values():
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    assert b't="inlineStr"' not in package.read(name)


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_same_data_same_bytes(workbooks, tmp_path, surroundings):
    """Day, hash seed, time zone, locale and user change no byte of a workbook."""
    again = made_again("musterstadt", "foerderantrag", tmp_path / "wieder.xlsx", **surroundings)
    assert again == workbooks["musterstadt", "foerderantrag", 2025].read_bytes()


def test_provenance_names_no_user_and_no_path(workbooks):
    """The package carries exporter, year, profile and hashes, and neither user nor path."""
    path = workbooks["musterstadt", "foerderantrag", 2025]
    with zipfile.ZipFile(path) as package:
        custom = package.read("docProps/custom.xml").decode()
        everything = b"".join(package.read(name) for name in package.namelist())
    assert "kimcore.exporter" in custom
    assert "foerderantrag" in custom
    assert str(Path.home()).encode() not in everything
    assert str(PROGRAMS).encode() not in everything

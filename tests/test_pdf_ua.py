"""The judges of PDF/UA: what they always find is known, each with its smallest file, and they still find the rest."""

import pytest

from tests import wordfiles as w
from tests.known_pdf_faults import KNOWN, new_pdf_faults
from tests.office import pdf_ua, tagged_pdf, tagged_pdfs

pytestmark = pytest.mark.office
SMALLEST = {fault.smallest.__name__.strip("_"): fault.smallest for fault in KNOWN}
HEAD, ROWS = w.heading("Ziele"), (("Jahr", "Betrag"), ("2025", "3"))
BROKEN = {
    "table without header row": (HEAD + w.table(*ROWS, head=False), {("outloud", "TBL-001"), ("pdfua", "UA-15-003")}),
    "heading jumps": (HEAD + w.heading("Tief", 3), {("page", "PDFUA1-HEADING-NESTING-001")}),
    "picture without alternative text": (
        HEAD + w.para(w.picture(None)), {("page", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"), ("pdfua", "UA-13-004")},
    ),
    "empty paragraph besides an empty cell": (
        HEAD + w.table(("Jahr", "Betrag"), ("2025", "")) + w.para() + w.para("x"), {("outloud", "TAG-020")},
    ),
    "picture besides a chart": (
        HEAD + w.para(w.chart("Balken")) + w.para(w.picture(None)), {("outloud", "FIG-001"), ("pdfua", "UA-13-004")},
    ),
    "border of a paragraph": (
        HEAD + w.para("x", look='<w:pBdr><w:left w:val="single" w:sz="24" w:space="4" w:color="A61B1B"/></w:pBdr>'),
        {("page", "PDFUA1-CONTENT-TAGGING-001")},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The smallest and the broken files, converted in one go."""
    folder = tmp_path_factory.mktemp("pdf")
    made = {name: write(folder / f"{name}.docx") for name, write in SMALLEST.items()}
    parts = {"image1.png": w.png(), "chart1.xml": w.bars()}
    made |= {name: w.word_file(folder / f"{name}.docx", body, parts=parts) for name, (body, _) in BROKEN.items()}
    tagged_pdfs(list(made.values()))
    return made


@pytest.mark.parametrize("fault", KNOWN, ids=lambda fault: f"{fault.rule}-{fault.smallest.__name__}")
def test_known_fault_is_still_shown(files, fault):
    """Each known fault is found in the smallest file that shows it; one that is mended leaves the list."""
    found = {(finding.checker, finding.rule) for finding in pdf_ua(files[fault.smallest.__name__.strip("_")])}
    assert (fault.checker, fault.rule) in found


@pytest.mark.parametrize("name", SMALLEST)
def test_smallest_file_shows_nothing_else(files, name):
    """The smallest files have no fault besides the known ones."""
    assert new_pdf_faults(files[name]) == []


@pytest.mark.parametrize(("name", "expected"), [(name, rules) for name, (_, rules) in BROKEN.items()], ids=list(BROKEN))
def test_new_fault_is_found(files, name, expected):
    """A fault of the document itself is found by its rule and is not taken for a known one."""
    found = {(finding.checker, finding.rule) for finding in new_pdf_faults(files[name])}
    assert expected <= found


def test_excuse_needs_its_cause(files):
    """A missing alternative text is excused for a chart, not for a picture."""
    rules = {finding.rule for finding in new_pdf_faults(files["picture without alternative text"])}
    assert {"FIG-001", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001", "UA-13-004"} <= rules
    assert new_pdf_faults(files["chart"]) == []


def test_document_is_converted_once(files):
    """The PDF of the same content is not made again."""
    made = tagged_pdf(files["link"])
    before = made.stat().st_mtime_ns
    assert tagged_pdf(files["link"]).stat().st_mtime_ns == before

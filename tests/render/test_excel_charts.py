"""Charts on the sheets of a workbook: where they stand, what they draw, where their values are."""

import io
import zipfile

import attrs
import pytest
from tests import office
from tests.render.books import (
    book,
    findings,
    formula,
    opened,
    part,
    render,
    row_of,
    saved,
    sheet,
    stored,
    table,
    worksheet,
)
from tests.render.charts import ALL, LINES, STACKED, TIMELINE, chart, found, references, timeline, tree

from kimcore.amounts import given, total
from kimcore.blocks import CellKind, ChartKind, Heading, Link, Notice, Paragraph, Series
from kimcore.errors import RenderError
from kimcore.render.charts import alt_text

NOTES = ("Quelle: eigene Erhebung",)
TEXT = Paragraph(text="Davor")
KINDS = (CellKind.TEXT, CellKind.MONEY)


@pytest.fixture(scope="module")
def mixed():
    """A workbook with charts of every kind between texts and tables, on two sheets."""
    contents = [attrs.evolve(content, id=f"bild-{name}", notes=NOTES) for name, content in ALL.items()]
    first = sheet(TEXT, contents[0], table(("x", 1), kinds=KINDS), *contents[1:3], id="eins", title="Zahl'n")
    return render(book(first, sheet(Heading(text="Plan"), *contents[3:], id="zwei", title="Zwei")))


def _drawing(data: bytes, number: int = 1):
    return tree(part(data, f"xl/drawings/drawing{number}.xml").encode())


def test_charts_stand_in_rows_of_their_own(mixed):
    """A chart is as high as the empty rows that hold its place: it covers nothing, its caption stands above it."""
    rows = {row.r: row for row in _rows(mixed)}
    anchors = found(_drawing(mixed), "//xdr:oneCellAnchor")
    assert len(anchors) == 3
    for anchor in anchors:
        row = int(found(anchor, "xdr:from/xdr:row")[0].text) + 1
        left = int(found(anchor, "xdr:ext/@cy")[0]) / 12_700
        assert rows[row - 1].filled
        while left > 0:
            assert not rows[row].filled
            left, row = left - rows[row].height, row + 1
        assert rows[row].filled


@attrs.frozen
class _Row:
    r: int
    height: float
    filled: bool


def _rows(data: bytes) -> list[_Row]:
    cells = opened(data).worksheets[0]
    return [
        _Row(number, cells.row_dimensions[number].height, any(cell.value is not None for cell in row))
        for number, row in enumerate(cells.iter_rows(), 1)
    ]


def test_charts_carry_their_alternative_text(mixed):
    """The alternative text stands on the frame of each chart."""
    described = found(_drawing(mixed, 2), "//xdr:cNvPr/@descr")
    assert described == [alt_text(content) for content in list(ALL.values())[3:]]
    assert found(_drawing(mixed, 2), "//xdr:cNvPr/@name") == ["Diagramm 4", "Diagramm 5"]


def test_another_library_finds_the_charts(mixed):
    """openpyxl reads the charts of each sheet, on the last one there is none."""
    sheets = opened(mixed).worksheets
    assert [(cells.title, len(cells._charts)) for cells in sheets] == [("Zahl'n", 3), ("Zwei", 2), ("Diagrammdaten", 0)]
    assert [type(drawing).__name__ for drawing in sheets[0]._charts] == ["LineChart", "BarChart", "BarChart"]


def test_charts_refer_to_the_cells_that_hold_their_values(mixed):
    """What is stored in a chart stands in the cells it refers to."""
    cells = opened(mixed)["Diagrammdaten"]
    for number in range(1, 6):
        for reference, values in references(tree(part(mixed, f"xl/charts/chart{number}.xml").encode())).items():
            title, place = reference.split("!")
            assert title == "'Diagrammdaten'"
            block = cells[place] if ":" in place else ((cells[place],),)
            assert [cell.value is None for (cell,) in block] == [value is None for value in values]
            texts = [(cell.value, value) for (cell,), value in zip(block, values, strict=True) if cell.data_type == "s"]
            assert all(text == value for text, value in texts)


def test_below_a_chart_stand_its_notes_and_the_way_to_its_values(mixed):
    """Notes are text below the chart, and a link leads to the table with its values."""
    place = f"A{row_of(mixed, 'Quelle: eigene Erhebung') + 1}"
    cell = opened(mixed).worksheets[0][place]
    assert cell.value == "Werte des Diagramms: letztes Blatt"
    assert opened(mixed)["Diagrammdaten"][cell.hyperlink.location.split("!")[1]].value == "Jahr"


def test_values_refer_to_the_cells_that_compute_them():
    """An Amount is computed in its own cell; the data of a chart refer to it and store its value."""
    one, two = (given(number, key=f"k{number}", label="k", unit="€") for number in (7, 8))
    both = total((one, two)).rounded().named("summe", "Summe")
    content = attrs.evolve(
        STACKED, categories=("A", "B"), series=(Series(title="Kosten", values=(one, both)),), kind=ChartKind.GROUPED
    )
    data = render(book(content, table(("eins", one), ("zwei", two), ("Summe", both), kinds=KINDS)))
    row = row_of(data, "A", 2)
    home = row_of(data, "eins")
    assert (formula(data, f"B{row}", 2), stored(data, f"B{row}", 2)) == (f"'Blatt'!$B${home}", "7")
    assert (formula(data, f"B{row + 1}", 2), stored(data, f"B{row + 1}", 2)) == (f"'Blatt'!$B${home + 2}", "15")
    assert ["7.00", "15.00"] in references(tree(part(data, "xl/charts/chart1.xml").encode())).values()


def test_a_link_leads_to_a_chart():
    """A chart can be referred to by its id, with or without a caption."""
    data = render(book(table((Link("zum Bild", "#bild"),)), attrs.evolve(LINES, caption="")))
    place = opened(data).worksheets[0][f"A{row_of(data, 'zum Bild')}"].hyperlink.location
    row = int(found(_drawing(data), "//xdr:from/xdr:row")[0].text) + 1
    assert place == f"'Blatt'!A{row}"


def test_links_into_the_web_and_charts_share_a_sheet():
    """A sheet with a web address and a chart keeps both relations."""
    data = render(book(table((Link("kim", "https://example.org/"),), kinds=(CellKind.LINK,)), LINES))
    relations = part(data, "xl/worksheets/_rels/sheet1.xml.rels")
    assert 'Target="https://example.org/"' in relations
    assert 'Target="../drawings/drawing1.xml"' in relations


def test_pages_break_before_a_chart_not_within_it():
    """A chart that does not fit the rest of a page moves to the next one with its heading."""
    high = timeline(*((span.start, None) for span in TIMELINE.spans * 10))
    rows = table(*(("x", number) for number in range(20)), kinds=KINDS)
    data = render(book(rows, Heading(text="Plan"), high))
    assert _breaks(data) == [row_of(data, "Plan") - 2]
    assert _breaks(render(book(TIMELINE, rows))) == []


def test_after_a_long_table_a_chart_begins_a_page():
    """Where rows are too many to be measured, every chart below them begins a page."""
    rows = table(*(("x", number) for number in range(500)), kinds=KINDS)
    data = render(book(LINES, rows, TEXT, attrs.evolve(TIMELINE, caption="Plan")))
    assert _breaks(data) == [row_of(data, "Plan") - 2]


def _breaks(data: bytes) -> list[int]:
    return [entry.id for entry in opened(data).worksheets[0].row_breaks.brk]


def test_a_chart_is_never_higher_than_a_page():
    """A Zeitschiene of 60 rows is drawn smaller rather than cut."""
    many = timeline(*((TIMELINE.spans[0].start, None) for _ in range(60)))
    height = int(found(_drawing(render(book(many))), "//xdr:ext/@cy")[0]) / 12_700
    assert height == pytest.approx(612)


def test_what_a_chart_cannot_draw_is_found_before():
    """Doubled ids and values that cannot be computed are findings, and refused with the cell that holds them."""
    doubled = findings(book(LINES, attrs.evolve(TIMELINE, id="bild")))
    assert "Die Kennung „bild“ kommt 2-mal vor." in [finding.message for finding in doubled]
    broken = given(1, key="a") / given(0, key="b")
    content = chart(ChartKind.LINES, ("A", broken), categories=("x",))
    assert [finding.code for finding in findings(book(content))] == ["KIM-XLS-009"]
    with pytest.raises(RenderError, match="Blatt „Diagrammdaten“, Zelle B"):
        render(book(content))
    with pytest.raises(RenderError, match=r"Steuerzeichen U\+0007"):
        render(book(attrs.evolve(LINES, caption="a\a")))


def test_a_workbook_of_charts_is_reproducible_and_others_stay_as_they_are(mixed):
    """The same blocks give the same bytes; without a chart there is no trace of one."""
    assert render(book(LINES)) == render(book(LINES))
    with zipfile.ZipFile(io.BytesIO(render(book(Notice(title="a", text="b"))))) as archive:
        assert not [name for name in archive.namelist() if "chart" in name or "drawing" in name]
    assert "<drawing" not in worksheet(mixed, 3)


@pytest.mark.sdk
def test_the_open_xml_sdk_finds_nothing(mixed, tmp_path):
    """The Open XML SDK validator reports no error."""
    assert office.sdk_findings(saved(mixed, tmp_path)) == []


def test_openxml_audit_finds_nothing(mixed, tmp_path):
    """openxml-audit reports neither errors nor warnings."""
    assert office.audit_findings(saved(mixed, tmp_path)) == []


@pytest.mark.office
def test_libreoffice_draws_the_charts(mixed, tmp_path):
    """LibreOffice draws every chart, with German numbers and without an error value."""
    text = " ".join(office.pdf_text(saved(mixed, tmp_path)).split())
    assert office.faults(text) == []
    for words in ("Tsd. €", "1.204", "3,385", "Neuanträge", "Dauer (Tage)", "31.03.2024", "Diagrammdaten"):
        assert words in text


@pytest.mark.office
def test_charts_survive_libreoffice(mixed, tmp_path):
    """LibreOffice writes the workbook anew with the same number of charts."""
    from openpyxl import load_workbook

    made = office.convert(saved(mixed, tmp_path), "xlsx", tmp_path / "made")
    assert [len(cells._charts) for cells in load_workbook(made).worksheets] == [3, 2, 0]

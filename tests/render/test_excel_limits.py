"""Limits: what Excel cannot hold is found before, refused after, and never cut in silence."""

import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from tests.render.books import PROPERTIES, book, columns, findings, opened, render, sheet, table

from kimcore.amounts import given
from kimcore.blocks import CellKind, Column, Paragraph, Row, RowRole, Table, Workbook
from kimcore.errors import RenderError
from kimcore.findings import Severity
from kimcore.render.base import Renderer
from kimcore.render.excel import ExcelRenderer
from kimcore.render.excel.problems import CODES
from kimcore.render.theme import DEFAULT_THEME

K = CellKind


def test_the_renderer_keeps_the_contract():
    """Format, suffix and what it accepts are said on the class."""
    assert issubclass(ExcelRenderer, Renderer)
    assert (ExcelRenderer.format, ExcelRenderer.suffix, ExcelRenderer.accepts) == ("xlsx", ".xlsx", (Workbook,))


def test_importing_the_renderer_is_light():
    """openpyxl is imported when a workbook is written, not before."""
    import subprocess
    import sys

    script = (
        "import sys, kimcore.render.excel, kimcore.render.package\n"
        "print([name for name in ('openpyxl', 'lxml', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_good_workbook_has_no_findings():
    """Nothing is said against what can be written."""
    assert findings(book(table(("a", Decimal(1)), kinds=(K.TEXT, K.MONEY)))) == []


def test_every_code_has_a_sentence():
    """The codes are numbered without a gap, and each says in German what is wrong."""
    assert list(CODES) == [f"KIM-XLS-{number:03}" for number in range(1, len(CODES) + 1)]
    assert all(sentence.endswith(".") for sentence in CODES.values())


# ------------------------------------------------------------------------------------------- texts


def test_a_text_of_40000_characters_is_a_finding_with_its_path():
    """One more than a cell holds is refused; what it holds is written whole."""
    content = book(table(("kurz", "a"), ("x" * 40_000, "b")))
    found = [finding for finding in findings(content) if finding.severity is Severity.FEHLER]
    assert [(finding.code, finding.path) for finding in found] == [
        ("KIM-XLS-001", "blatt/tabelle Zeile 2, Spalte Spalte A")
    ]
    assert found[0].message == "Der Text hat 40000 Zeichen, eine Zelle fasst 32767."
    with pytest.raises(RenderError, match="Blatt „Blatt“, Zelle A6: Der Text hat 40000 Zeichen"):
        render(content)


def test_the_longest_text_is_written_whole():
    """32,767 characters come back, every one; that Excel cannot show them in one row is a warning."""
    text = "Maßnahme " * 3640 + "endlich"
    content = book(table((text, "b")))
    (finding,) = findings(content)
    assert (finding.code, finding.severity) == ("KIM-XLS-012", Severity.WARNUNG)
    assert finding.path == "blatt/tabelle Spalte Spalte A"
    assert opened(render(content))["Blatt"]["A5"].value == text
    assert len(text) == 32_767


def test_a_paragraph_has_no_limit():
    """A text of 100,000 characters outside of tables is split over rows."""
    text = "Ein Satz über Integration. " * 4000
    content = book(Paragraph(text=text))
    assert findings(content) == []
    rows = [cell.value for (cell,) in opened(render(content))["Blatt"]["A4:A99"] if cell.value]
    assert "".join("".join(rows).split()) == "".join(text.split())


def test_a_total_row_is_looked_at_too():
    """A label that runs over empty cells is no hiding place."""
    content = book(table(Row(("x" * 33_000, None), RowRole.GROUP), ("a", "b")))
    assert "KIM-XLS-001" in {finding.code for finding in findings(content)}


def test_every_problem_is_reported_at_once():
    """A table with three bad cells gives three findings, in order."""
    content = book(table(("a\x01",), ("gut",), ("b\x02",), (1.5,)))
    assert [finding.path.split(",")[0] for finding in findings(content)] == [
        "blatt/tabelle Zeile 1", "blatt/tabelle Zeile 3", "blatt/tabelle Zeile 4",
    ]  # fmt: skip


# -------------------------------------------------------------------------------------------- sizes


class Endless:
    """A view of very many rows."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[tuple[str]]:
        return iter([("x",)] * self.count)


def test_more_rows_than_a_sheet_has_are_found():
    """A table that would end below row 1,048,576 is named; nothing is written."""
    content = book(Table(id="t", columns=columns(K.TEXT), rows=Endless(1_048_576)))
    (finding,) = findings(content)
    assert (finding.code, finding.path) == ("KIM-XLS-004", "blatt/t")
    assert finding.message == "Das Blatt „Blatt“ hätte 1048580 Zeilen, Excel kennt 1048576."
    target = io.BytesIO()
    with pytest.raises(RenderError, match="hätte 1048580 Zeilen"):
        ExcelRenderer().render(content, DEFAULT_THEME, target)
    assert target.getvalue() == b""


def test_a_sheet_of_paragraphs_may_be_too_long(monkeypatch):
    """The limit counts every row, not only those of tables."""
    monkeypatch.setattr("kimcore.render.excel.checks.MOST_ROWS", 3)
    (finding,) = findings(book(Paragraph(text="x")))
    assert (finding.code, finding.path) == ("KIM-XLS-004", "blatt")


@pytest.mark.parametrize("count", [0, 16_385])
def test_a_table_has_one_to_16384_columns(count):
    """None or too many are refused."""
    made = tuple(Column(id=f"c{n}", title="x") for n in range(count))
    content = book(Table(id="t", columns=made, rows=()))
    (finding,) = findings(content)
    assert (finding.code, finding.path) == ("KIM-XLS-005", "blatt/t")
    with pytest.raises(RenderError, match=f"Die Tabelle hat {count} Spalten"):
        render(content)


@pytest.mark.parametrize("row", [("a",), ("a", "b", "c"), Row(("a",), RowRole.TOTAL)])
def test_a_row_has_as_many_cells_as_the_table_has_columns(row):
    """A row of another length is named by its number; no cell is lost on the way."""
    content = book(Table(id="t", columns=columns(K.TEXT, K.TEXT), rows=(("a", "b"), row)))
    (finding,) = findings(content)
    assert (finding.code, finding.path) == ("KIM-XLS-005", "blatt/t Zeile 2, Spalte Spalte A")
    with pytest.raises(RenderError, match="Zellen, die Tabelle 2 Spalten"):
        render(content)


def test_a_row_too_long_is_named_even_with_amounts():
    """A value beyond the last column has no title; it is counted."""
    cost = given(1, key="k", unit="€")
    content = book(Table(id="t", columns=columns(K.MONEY), rows=((cost * 2,), Row((cost, cost / 0), RowRole.TOTAL))))
    assert [finding.code for finding in findings(content)] == ["KIM-XLS-005", "KIM-XLS-009"]
    assert findings(content)[1].path == "blatt/t Zeile 2, Spalte 2"


def test_rows_that_change_between_two_walks_are_refused():
    """A view that gives more or fewer rows the second time is not written wrongly."""

    class Fickle(Endless):
        walks = 0

        def __iter__(self) -> Iterator[tuple[str]]:
            self.walks += 1
            return iter([("x",)] * (self.count + self.walks * self.step))

    for step in (1, -1):
        rows = Fickle(5)
        rows.step = step
        with pytest.raises(RenderError, match="beim zweiten Durchlauf sind es nicht mehr"):
            render(book(Table(id="t", columns=columns(K.TEXT), rows=rows)))


# ------------------------------------------------------------------------------------------ structure


def test_ids_are_unique():
    """A doubled id of a sheet or a table is found; a sheet and a table may share one."""
    one, two = sheet(table(("a",), id="gleich"), id="a"), sheet(table(("b",), id="gleich"), id="b", title="B")
    assert [finding.message for finding in findings(book(one, two))] == ["Die Kennung „gleich“ kommt 2-mal vor."]
    assert findings(book(sheet(table(("a",), id="x"), id="x"))) == []
    same = book(sheet(Paragraph(text="a"), id="s"), sheet(Paragraph(text="b"), id="s", title="B"))
    assert [finding.code for finding in findings(same)] == ["KIM-XLS-013"]


def test_one_filter_per_sheet():
    """Excel filters one table of a sheet."""
    content = book(table(("a",), id="a", filter=True), table(("b",), id="b", filter=True))
    (finding,) = findings(content)
    assert finding.message == "Das Blatt „Blatt“ hat zwei Tabellen mit Filter."
    with pytest.raises(RenderError, match="^blatt: Das Blatt"):
        render(content)


def test_a_workbook_has_a_sheet():
    """Excel does not open one without."""
    content = Workbook(id="leer", title="Leer", sheets=(), properties=PROPERTIES)
    assert [finding.code for finding in findings(content)] == ["KIM-XLS-013"]
    with pytest.raises(RenderError, match="hat kein Blatt"):
        render(content)


# ------------------------------------------------------------------------------- checking, then writing


def test_checking_first_changes_nothing():
    """A renderer that checked the content writes the same bytes as one that did not, in any theme."""
    content, other = book(table(("a", "b"))), book(table(("c",)))
    renderer, target = ExcelRenderer(), io.BytesIO()
    assert list(renderer.check(other)) == []
    renderer.render(content, DEFAULT_THEME, target)
    assert target.getvalue() == render(content)
    checked = io.BytesIO()
    assert list(renderer.check(content)) == []
    renderer.render(content, DEFAULT_THEME, checked)
    assert checked.getvalue() == render(content)


def test_values_that_change_between_two_walks_are_refused():
    """A view that gives NaN only the second time does not bring it into the file."""

    class Fickle(Endless):
        walks = 0

        def __iter__(self) -> Iterator[tuple[Decimal]]:
            self.walks += 1
            return iter([(Decimal(1),), (Decimal("NaN" if self.walks > 1 else 2),)])

    with pytest.raises(RenderError, match="Zelle A6: „NaN“"):
        render(book(Table(id="t", columns=columns(K.MONEY), rows=Fickle(2))))


def test_an_unknown_block_is_refused_by_name():
    """A block that the renderer does not know is named, not left out."""
    with pytest.raises(RenderError, match="Einen Block der Art int stellt die Excel-Ausgabe nicht dar"):
        render(book(sheet(7)))


def test_a_renderer_without_limits_finds_nothing():
    """The base class lets everything pass; a format says for itself what it cannot hold."""

    class Plain(Renderer):
        format, suffix, accepts = "txt", ".txt", (Workbook,)

        def render(self, content, theme, target) -> None:
            target.write(content.title.encode())

    assert tuple(Plain().check(book(Paragraph(text="x" * 99_999)))) == ()

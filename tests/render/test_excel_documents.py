"""Whole workbooks before their judges: validators, LibreOffice, a second library, another day."""

import io
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests import office
from tests.render.books import book, calamine, findings, part, render, saved, sheet, table
from tests.render.test_excel_cells import HOSTILE

from kimcore.amounts import Amount, given, total, unknown
from kimcore.blocks import (
    CellKind,
    Column,
    Field,
    Fields,
    Heading,
    KeyFigures,
    Link,
    Notice,
    Orientation,
    Paragraph,
    Row,
    RowRole,
    Signatures,
    Table,
    Workbook,
)
from kimcore.render.excel import ExcelRenderer
from kimcore.render.theme import DEFAULT_THEME

K = CellKind
SENTENCE = "Die Sprachmittlung begleitet Zugewanderte bei Behördengängen im ganzen Kreisgebiet. "
STELLEN = (("Nord", "1", 12), ("Süd", "1", 12), ("Ost", "0.5", 9), ("West", "0.75", 12), ("Hafen", "0.385", 7))


def euro(value: object, key: str) -> Amount:
    """An input in euro."""
    return given(value, key=key, label=key, unit="€")


def plan() -> tuple[Table, Table, Amount, Amount]:
    """The rates, the Stellen with formulas and a total, the total and what the house pays."""
    rate = euro(57000, "rate.cm")
    rows, parts = [], []
    for name, vzae, months in STELLEN:
        share = given(vzae, key=f"{name}.vzae", unit="VZÄ")
        time = given(months, key=f"{name}.monate", unit="Monate")
        cost = euro(Decimal("68120.55") * months / 12, f"{name}.kosten").rounded().named(f"{name}.plan")
        funding = (rate * share * time / 12).rounded().named(f"{name}.foerderung")
        gap = (cost - funding).named(f"{name}.luecke")
        rows.append((f"Case Management {name}", "Kreis Musterland", share, time, cost, funding, gap))
        parts.append((funding, gap))
    sums = [total(column).named(key) for column, key in zip(zip(*parts, strict=True), ("summe", "luecke"), strict=True)]
    columns = tuple(
        Column(id=f"c{number}", title=title, kind=kind)
        for number, (title, kind) in enumerate(
            (("Stelle", K.TEXT), ("Träger", K.TEXT), ("VZÄ", K.VZAE), ("Monate", K.NUMBER), ("Kosten", K.MONEY),
             ("Förderung", K.MONEY), ("Deckungslücke", K.MONEY))
        )
    )  # fmt: skip
    body = (
        Row(("Kreis Musterland", *(None,) * 6), RowRole.GROUP),
        *rows[:3],
        Row((SENTENCE * 4, *(None,) * 6), RowRole.REMARK),
        *rows[3:],
        Row(("Summe Baustein 2", *(None,) * 4, *sums), RowRole.TOTAL),
    )
    stellen = Table(id="stellen", columns=columns, rows=body, caption="Stellen", notes=("Kaufmännisch gerundet.",))
    rates = table(("Case Management", rate), kinds=(K.TEXT, K.MONEY), id="saetze", caption="Fördersätze")
    return rates, stellen, sums[0], sums[1]


def sample() -> Workbook:
    """A workbook with everything: cover, formulas over two sheets, 48 measures with long texts, hostile texts."""
    rates, stellen, funding, gap = plan()
    share = (funding / (funding + gap) * 100).rounded(2)
    cover = sheet(
        Notice(title="Was dieses Papier ist", text=SENTENCE * 3),
        KeyFigures(
            id="kennzahlen",
            figures=(
                Field(label="Beantragte Förderung", value=funding, kind=K.MONEY, note="Summe der Bausteine"),
                Field(label="Deckungslücke", value=gap, kind=K.MONEY),
                Field(label="Anteil der Förderung", value=share, kind=K.PERCENT),
                Field(label="Noch offen", value=unknown(key="offen", label="Kosten"), kind=K.MONEY),
            ),
        ),
        Heading(text="Antragsteller"),
        Fields(
            id="angaben",
            fields=(
                Field(label="Kommune", value="Kreis Musterland"),
                Field(label="AGS", value="05998000"),
                Field(label="Anschrift", value="Musterweg 1\n59999 Musterstadt"),
                Field(label="Beginn", value=date(2026, 1, 1), kind=K.DATE),
                Field(label="Begründung", value=SENTENCE * 6),
                Field(label="Stellen", value=Link("zum Blatt", "#stellen-blatt")),
            ),
        ),
        Paragraph(text=SENTENCE * 60, small=True),
        Signatures(functions=("Kämmerei", "Dezernat")),
        id="deckblatt",
        title="Förderantrag 2026: Kommunales Integrationsmanagement",
    )
    measures = tuple(
        (f"M{n:02}", f"Maßnahme {n}", SENTENCE * (n % 9 + 1), date(2026, 1 + n % 12, 1), Decimal(n * 1234) / 100,
         Decimal(n), Link("Seite", f"https://www.example.org/maßnahme/{n}"))
        for n in range(1, 49)
    )  # fmt: skip
    kinds = (K.TEXT, K.TEXT, K.TEXT, K.DATE, K.MONEY, K.NUMBER, K.LINK)
    hostile = tuple((text, Decimal(-n), Decimal(n) / 3) for n, text in enumerate(HOSTILE))
    hostile = tuple((text, amount, share.quantize(Decimal("0.01"))) for text, amount, share in hostile)
    return book(
        cover,
        sheet(stellen, id="stellen-blatt", title="Stellen/Baustein 2", orientation=Orientation.LANDSCAPE),
        sheet(table(*measures, kinds=kinds, id="m", filter=True), id="massnahmen", title="Maßnahmenplan"),
        sheet(table(*hostile, kinds=(K.TEXT, K.MONEY, K.PERCENT), id="h"), id="feindlich", title="Feindliche Texte"),
        sheet(rates, id="annahmen", title="Annahmen & Quellen"),
        names=(("Summe_Baustein_2", "summe"),),
        marks=("ENTWURF", "Musterdaten"),
        reference="Az. 36.1-KIM · Az. der Bewilligungsbehörde 15.02",
        custom=(("kimcore.program", "ab12"),),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """The sample workbook on disk."""
    assert findings(sample()) == []
    return saved(render(sample()), tmp_path_factory.mktemp("excel"))


@pytest.fixture(scope="module")
def printed(path) -> str:
    """What LibreOffice prints of it."""
    return office.pdf_text(path)


# -------------------------------------------------------------------------------------------- judges


@pytest.mark.sdk
def test_the_open_xml_sdk_finds_nothing(path):
    """The validator of the format's own authors has no error."""
    assert office.sdk_findings(path) == []


def test_openxml_audit_finds_nothing(path):
    """No error and no warning."""
    assert office.audit_findings(path) == []


def test_openxml_audit_can_find_something(tmp_path):
    """openpyxl's own default font is one of the things it finds, so that its silence means something."""
    from openpyxl import Workbook as Book
    from openpyxl.styles import Font

    book_ = Book()
    book_.active["A1"].font = Font(bold=True)
    book_.save(tmp_path / "a.xlsx")
    assert office.audit_findings(tmp_path / "a.xlsx")


@pytest.mark.office
def test_libreoffice_computes_every_formula_to_the_stored_value(path):
    """With the stored values removed, each formula comes to the same cent."""
    assert office.compare_recalculation(path) == []


@pytest.mark.office
def test_a_wrong_stored_value_would_be_noticed(path, tmp_path):
    """One planted wrong value is found, so that the comparison can fail."""
    import zipfile

    wrong = tmp_path / "falsch.xlsx"
    planted = 0
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(wrong, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            planted += data.count(b"</f><v>21375</v>")
            new.writestr(name, data.replace(b"</f><v>21375</v>", b"</f><v>21375.01</v>"))
    assert planted == 1
    (found,) = office.compare_recalculation(wrong)
    assert "gespeichert 21375.01, berechnet 21375" in found


@pytest.mark.office
def test_the_printed_pages_show_no_errors(printed):
    """No error value, no ###; marks, reference, Stand, state and page numbers are on the pages."""
    assert office.faults(printed) == []
    assert office.faults("1 ### 2 Err:507 #REF!") == ["###", "Err:5", "#REF!"]
    pages = printed.split("\f")[:-1]
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        assert "ENTWURF · Musterdaten" in page
        assert "Az. 36.1-KIM" in page
        assert "Stand 31.03.2026 · Entwurf" in page
        assert f"Seite {number} von {len(pages)}" in page


@pytest.mark.office
def test_german_formats_show_in_print(printed):
    """Thousands have points, decimals commas, percentages their sign, days their order."""
    for shown in ("57.000,00 €", "0,385", "01.01.2026", "-15,00 €", "21.375,00 €", " offen"):
        assert shown in printed
    assert "33,33 %" not in printed  # 1/3 is 0,33 %: nothing was multiplied
    assert "0,33 %" in printed


def test_a_second_library_reads_the_same_figures(path):
    """python-calamine sees text, numbers and the values of formulas."""
    rows = calamine(path.read_bytes(), "Stellen-Baustein 2")
    assert rows[-2][0] == "Summe Baustein 2"
    funding = [row[5] for row in rows if row[0].startswith("Case Management")]
    assert funding == [57000.0, 57000.0, 21375.0, 42750.0, 12801.25]
    assert rows[-2][5] == sum(funding) == 190926.25
    assert rows[-2][6] == pytest.approx(sum(row[6] for row in rows if row[0].startswith("Case Management")))


def test_no_cell_of_data_is_merged(path):
    """Merged ranges hold one text and stand outside of tables, except remarks, groups and labels."""
    from openpyxl import load_workbook

    for worksheet in load_workbook(path).worksheets:
        for item in worksheet.merged_cells.ranges:
            cells = [cell.value for row in worksheet[str(item)] for cell in row]
            assert item.min_row == item.max_row
            assert isinstance(cells[0], str)
            assert not any(cells[1:])


# -------------------------------------------------------------------------------------- same bytes

_SCRIPT = """
import hashlib, io, sys
sys.path.insert(0, {root!r})
from tests.render.test_excel_documents import sample, render
print(hashlib.sha256(render(sample())).hexdigest())
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C", "USER": "eb", "HOME": "/tmp"},  # noqa: S108
    ],
)
def test_bytes_depend_on_nothing_but_the_content(path, environment):
    """Another process with another hash seed, time zone, locale and user writes the same file."""
    import hashlib

    script = _SCRIPT.format(root=str(office.ROOT))
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(path.read_bytes()).hexdigest()


def test_bytes_do_not_depend_on_the_clock(path, monkeypatch):
    """On another day the file is the same, although openpyxl looks at the clock."""
    import datetime as dt

    class Later(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2031, 12, 24, tzinfo=tz)

    monkeypatch.setattr("openpyxl.packaging.core.datetime.datetime", Later)
    assert render(sample()) == path.read_bytes()


def test_a_pipe_receives_the_same_bytes(path):
    """A target that cannot seek gets the same file."""

    class Pipe:
        def __init__(self) -> None:
            self.data = bytearray()

        def write(self, data: bytes) -> int:
            self.data += data
            return len(data)

    pipe = Pipe()
    ExcelRenderer().render(sample(), DEFAULT_THEME, pipe)
    assert bytes(pipe.data) == path.read_bytes()


def test_the_file_names_no_one(path):
    """Neither the library that helped nor the user nor a path is in any part."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).lower()
    for trace in (b"openpyxl", str(office.ROOT).encode().lower(), os.environ.get("USER", "openpyxl").encode() + b"</"):
        assert trace not in everything


def test_a_large_table_takes_little_memory():
    """20,000 rows need less than 8 MiB beyond the rows themselves."""
    import tracemalloc

    rows = [(f"Maßnahme Nummer {n}", Decimal(n), date(2026, 1, 1)) for n in range(20_000)]
    content = book(table(*rows, kinds=(K.TEXT, K.MONEY, K.DATE)))
    render(book(table(*rows[:3], kinds=(K.TEXT, K.MONEY, K.DATE))))

    class Sink(io.RawIOBase):
        def write(self, data) -> int:
            return len(data)

    tracemalloc.start()
    try:
        ExcelRenderer().render(content, DEFAULT_THEME, Sink())
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


def test_parts_stand_in_a_fixed_order(path):
    """Content types first, then properties, the workbook, its sheets, what they share."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    assert names[:7] == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml",
        "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
    ]  # fmt: skip
    assert names[-3:] == ["xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/theme1.xml"]
    assert "xl/worksheets/_rels/sheet3.xml.rels" in names


def test_nothing_asks_to_be_computed_on_opening(path):
    """The values are there, so that opening and closing does not ask to save."""
    assert 'fullCalcOnLoad="0"' in part(path.read_bytes(), "xl/workbook.xml")

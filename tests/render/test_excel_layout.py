"""Layout: what stands where, how wide, how high, on how many pages."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from tests.render.books import book, columns, opened, part, render, row_of, sheet, table, total_row, worksheet

from kimcore.amounts import given, unknown
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
)
from kimcore.render.excel.titles import sheet_titles
from kimcore.render.metrics import Metrics, measure, measure_all
from kimcore.render.theme import DEFAULT_THEME, Theme

K = CellKind
SENTENCE = "Die Sprachmittlung begleitet Zugewanderte bei Behördengängen im ganzen Kreisgebiet. "
ARIAL = Metrics("Arial")


def first(data: bytes):
    """The first sheet."""
    return opened(data).worksheets[0]


def heights(data: bytes) -> dict[int, float]:
    """The height of every row."""
    return {row: dimension.height for row, dimension in first(data).row_dimensions.items() if dimension.height}


def widths(data: bytes) -> list[float]:
    """The widths of the columns, in Excel's unit."""
    found = re.findall(r'<col width="([\d.]+)"', worksheet(data))
    return [float(width) for width in found]


# ------------------------------------------------------------------------------------------- titles


def test_every_sheet_says_what_it_is():
    """Title, whose paper it is, its Stand and state, and its marks stand on top; the first sheet names the document."""
    sheets = [sheet(Paragraph(text="x"), id=title, title=title) for title in ("Deckblatt", "Stellen")]
    data = render(book(*sheets, marks=("ENTWURF", "Musterdaten")))
    assert first(data)["A1"].value == "Mappe"
    assert first(data)["A2"].value == "Kreis Musterland · Stand 31.03.2026 · Entwurf"
    cells = [opened(data)["Stellen"][address] for address in ("A1", "A2", "A3")]
    assert cells[0].value == "Stellen"
    assert cells[1].value == "Mappe · Kreis Musterland · Stand 31.03.2026 · Entwurf"
    assert cells[2].value == "ENTWURF · Musterdaten"
    assert cells[2].font.bold
    assert cells[2].font.color.rgb == "FFA61B1B"


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        (["Plan"], ["Plan"]),
        (["Plan", "plan", "Plan"], ["Plan", "plan (2)", "Plan (3)"]),
        (["Stellen/Ausgaben: 2026 [EUR]?"], ["Stellen-Ausgaben-2026-EUR"]),
        (["Finanzierungsplan nach Bausteinen und Jahren"], ["Finanzierungsplan nach…"]),
        (
            ["Finanzierungsplanungsunterlagenmappe"] * 2,
            ["Finanzierungsplanungsunterlage…", "Finanzierungsplanungsunter… (2)"],
        ),
        (["", "'", "  "], ["Blatt", "Blatt (2)", "Blatt (3)"]),
        (["History", "Verlauf"], ["History (2)", "Verlauf (2)"]),
    ],
)
def test_titles_of_sheets_are_made_to_fit(given_, made):
    """At most 31 characters, nothing forbidden, none twice whatever the case; shortened ones show it."""
    assert sheet_titles(given_) == made
    assert all(len(title) <= 31 for title in made)


def test_the_full_title_stands_on_the_sheet():
    """Only the tab is shortened."""
    title = "Finanzierungsplan nach Bausteinen und Jahren"
    data = render(book(sheet(Paragraph(text="x")), sheet(Paragraph(text="x"), id="plan", title=title)))
    assert opened(data)["Finanzierungsplan nach…"]["A1"].value == title


# ---------------------------------------------------------------------------------- texts and blocks


def test_a_paragraph_runs_over_the_columns_and_is_as_high_as_its_lines():
    """A merged cell does not find its height, so it is computed: more text, higher row."""
    short, long = render(book(Paragraph(text=SENTENCE))), render(book(Paragraph(text=SENTENCE * 10)))
    assert heights(short)[4] < 20
    assert 90 < heights(long)[4] < 170
    assert first(long)["A4"].alignment.wrap_text


def test_paragraphs_are_merged_only_across_empty_columns():
    """Merged ranges are one row high and hold one text; no cell of a table is among them."""
    rows = [(f"Zeile {n}", Decimal(n), Decimal(n)) for n in range(3)]
    data = render(book(Paragraph(text=SENTENCE * 3), table(*rows, kinds=(K.TEXT, K.MONEY, K.MONEY))))
    ranges = [str(item) for item in first(data).merged_cells.ranges]
    assert {re.sub(r"[A-Z]+", "", item).split(":")[0] for item in ranges} == {"1", "2", "4"}
    for item in ranges:
        cells = [cell for row in first(data)[item] for cell in row]
        assert [cell.value is not None for cell in cells] == [True] + [False] * (len(cells) - 1)


def test_a_long_text_is_split_and_nothing_is_lost():
    """No row is higher than Excel lets it be; the pieces end with sentences and together are the text."""
    text = (SENTENCE * 30 + "\n") * 4
    data = render(book(Paragraph(text=text.strip())))
    pieces = [first(data).cell(row, 1).value for row in range(4, first(data).max_row + 1)]
    assert len(pieces) > 1
    assert " ".join(" ".join(pieces).split()) == " ".join(text.split())
    assert all(piece.endswith(".") for piece in pieces)
    assert max(heights(data).values()) <= 409.5


def test_a_text_without_a_sentence_is_split_at_a_line():
    """One endless word and one endless line are cut where a line is full."""
    for text in ("x" * 20_000, "wort " * 4_000):
        data = render(book(Paragraph(text=text.strip())))
        pieces = [first(data).cell(row, 1).value for row in range(4, first(data).max_row + 1)]
        assert "".join("".join(pieces).split()) == "".join(text.split())
        assert max(heights(data).values()) <= 409.5


def test_headings_and_notices_have_their_looks():
    """A heading is bold in the accent colour; a notice stands on a ground of its own with a thick rule."""
    data = render(
        book(Heading(text="Eins"), Heading(text="Zwei", level=2), Notice(title="Hinweis", text="Bitte beachten."))
    )
    one, two, title = first(data)["A4"], first(data)["A5"], first(data)["A6"]
    assert (one.value, one.font.b, one.font.sz) == ("Eins", True, 12)
    assert (two.value, two.font.sz) == ("Zwei", 10.5)
    assert title.border.left.style == "thick"
    assert title.fill.fgColor.rgb == "FFE8EDF3"
    assert first(data)["A7"].value == "Bitte beachten."


def test_fields_stand_label_beside_value():
    """Labels in the first column, values in the next, a note beside the value where there is room."""
    fields = (
        Field(label="Kommune", value="Kreis Musterland"),
        Field(label="Betrag", value=Decimal(57000), kind=K.MONEY, note="laut Bescheid"),
        Field(label="Beginn", value=date(2026, 1, 1), kind=K.DATE),
        Field(label="Leer", value=None),
    )
    data = render(book(Fields(id="f", fields=fields)))
    assert [first(data).cell(row, 1).value for row in range(4, 8)] == ["Kommune", "Betrag", "Beginn", "Leer"]
    assert (first(data)["B5"].value, first(data)["C5"].value) == (57000, "laut Bescheid")
    assert first(data)["B7"].value is None


def test_a_long_value_wraps_and_a_note_stands_below():
    """A text that is longer than the page is wide is merged and wrapped; its note has a row of its own."""
    fields = (
        Field(label="Begründung", value=SENTENCE * 4, note="aus dem Konzept"),
        Field(label="Anschrift", value="Weg 1\n59000 Musterstadt"),
        Field(label="Ganz lang", value=SENTENCE * 120),
    )
    data = render(book(Fields(id="f", fields=fields)))
    assert str(next(item for item in first(data).merged_cells.ranges if item.min_row == 4)) == "B4:C4"
    assert first(data)["B5"].value == "aus dem Konzept"
    assert heights(data)[6] > 28
    pieces = [first(data).cell(row, 2).value for row in range(7, first(data).max_row + 1)]
    assert len(pieces) > 1
    assert "".join("".join(pieces).split()) == "".join((SENTENCE * 120).split())


def test_a_long_label_wraps():
    """A label that is wider than its column breaks into lines, and its row is as high."""
    label = "Beantragte oder bewilligte andere öffentliche Förderung einschließlich der Mittel der Stiftungen"
    data = render(book(Fields(id="f", fields=(Field(label=label, value="keine"),))))
    assert first(data)["A4"].alignment.wrap_text
    assert heights(data)[4] > 28
    beside = render(book(Fields(id="f", fields=(Field(label=label, value="x"),)), table(("1", "a"), ("2", "b"))))
    assert any(item.min_row == 4 and item.min_col == 1 for item in first(beside).merged_cells.ranges)


def test_values_stand_where_the_labels_end():
    """With a narrow first column of a table the labels run over it, and values stand further right."""
    rows = [("1", "Koordinierung im Kreis", Decimal(57000)), ("2", "Case Management", Decimal(58000))]
    fields = Fields(id="f", fields=(Field(label="Zuwendungsfähige Ausgaben", value=Decimal(1), kind=K.MONEY),))
    data = render(book(fields, table(*rows, kinds=(K.TEXT, K.TEXT, K.MONEY))))
    assert first(data)["A4"].value == "Zuwendungsfähige Ausgaben"
    assert first(data)["B4"].value is None
    assert first(data)["C4"].value == 1


def test_key_figures_are_large():
    """The figure is large and bold, an open one says so."""
    figures = (
        Field(label="Förderung", value=Decimal(1026000), kind=K.MONEY, note=SENTENCE * 2),
        Field(label="Lücke", value=unknown(key="k", label="Kosten"), kind=K.MONEY),
        Field(label="Träger", value="Kreis"),
    )
    data = render(book(KeyFigures(id="k", figures=figures)))
    assert (first(data)["B4"].value, first(data)["B4"].font.sz, first(data)["B4"].font.b) == (1026000, 14, True)
    assert first(data)["B5"].value == "offen"
    assert first(data)["B6"].alignment.horizontal == "left"


def test_signatures_are_lines_to_sign_on():
    """A line with room above it, the function and what to write below it."""
    data = render(book(Paragraph(text="Geprüft."), Signatures(functions=("Kämmerei", "Dezernat"))))
    row = row_of(data, "Kämmerei: Datum, Unterschrift")
    assert heights(data)[row - 1] >= 40
    assert first(data).cell(row - 1, 1).border.bottom.style == "thin"
    assert row_of(data, "Dezernat: Datum, Unterschrift") == row + 2


# -------------------------------------------------------------------------------------------- tables


def test_rows_look_like_what_they_are():
    """Groups and totals are bold on a ground, remarks small, the head light on dark."""
    rows = (
        Row(("Kreis", None), RowRole.GROUP),
        ("Stelle", Decimal(1)),
        Row(("Anmerkung", None), RowRole.REMARK),
        Row(("Zwischensumme", Decimal(1)), RowRole.SUBTOTAL),
        Row(("Summe", Decimal(1)), RowRole.TOTAL),
    )
    data = render(book(table(*rows, kinds=(K.TEXT, K.MONEY))))
    cells = {cell.value: cell for (cell,) in first(data)["A4:A9"]}
    assert cells["Spalte A"].fill.fgColor.rgb == "FF1F3A5F"
    assert cells["Spalte A"].font.color.rgb == "FFFFFFFF"
    assert [cells[name].font.b or False for name in ("Kreis", "Stelle", "Anmerkung", "Zwischensumme", "Summe")] == [
        True, False, False, True, True,
    ]  # fmt: skip
    assert cells["Anmerkung"].font.sz == 9
    assert cells["Summe"].border.bottom.style == "medium"
    assert first(data)["B9"].font.b


def test_a_body_row_may_be_a_row_of_its_own():
    """A Row with the role BODY and a tuple are the same."""
    kinds = (K.TEXT, K.MONEY)
    assert render(book(table(("a", Decimal(1)), kinds=kinds))) == render(
        book(table(Row(("a", Decimal(1))), kinds=kinds))
    )


def test_a_long_remark_runs_over_the_table_and_wraps():
    """A remark is merged with the empty cells beside it; the cells of the body stay single."""
    rows = (("Stelle Nord", Decimal(57000)), Row((SENTENCE * 3, None), RowRole.REMARK), ("Stelle Süd", Decimal(1)))
    data = render(book(table(*rows, kinds=(K.TEXT, K.MONEY))))
    assert "A6:B6" in [str(item) for item in first(data).merged_cells.ranges]
    assert heights(data)[6] > heights(data)[5]


def test_the_label_of_a_total_finds_room():
    """A long label of a total runs over empty cells, for which the columns are made wide enough."""
    label = "Summe der zuwendungsfähigen Gesamtausgaben"
    plain = render(book(table(("1", "x", Decimal(1)), kinds=(K.TEXT, K.TEXT, K.MONEY))))
    data = render(
        book(table(("1", "x", Decimal(1)), total_row(label, None, Decimal(1)), kinds=(K.TEXT, K.TEXT, K.MONEY)))
    )
    assert sum(widths(data)[:2]) > sum(widths(plain)[:2])
    assert not [item for item in first(data).merged_cells.ranges if item.min_row == 6]
    assert ARIAL.width(label, bold=True) < sum(widths(data)[:2]) * ARIAL.unit


def test_text_of_a_column_wraps_at_its_width():
    """A column grows to its width, then its texts break and their rows grow; short ones stay low."""
    data = render(book(table(("kurz", "x"), (SENTENCE * 2, "y"), ("kurz", "z"), kinds=(K.TEXT, K.TEXT))))
    assert 45 < widths(data)[0] < 60
    assert heights(data)[6] > 2 * heights(data)[5]
    assert heights(data)[5] == heights(data)[7]


def test_a_very_long_text_widens_its_column():
    """Where a row would grow too high the column grows beyond its width, and the row stays whole."""
    data = render(book(table((SENTENCE * 40, "x"))))
    assert widths(data)[0] > 60
    assert heights(data)[5] <= 409.5


def test_a_column_to_write_in_by_hand():
    """A column without content is as wide as it is asked to be at least."""
    made = (Column(id="n", title="Nr."), Column(id="u", title="Unterschrift", least=30))
    number, signature = widths(render(book(Table(id="t", columns=made, rows=(("1", None),)))))[:2]
    assert number < 10
    assert 28 < signature < 34


def test_no_column_is_wider_than_excel_allows():
    """Whatever an exporter asks for, a column ends at 255 characters."""
    made = (Column(id="a", title="A", kind=K.LINK, width=2000), Column(id="b", title="B"))
    link = Link("wort " * 300, "https://example.org")
    assert widths(render(book(Table(id="t", columns=made, rows=((link, "x"),)))))[0] == 255


def test_numbers_have_room():
    """A column holds its widest number, in bold, in its format."""
    data = render(
        book(table((Decimal("123456789.12"), Decimal(1)), (Decimal(-1), Decimal(1)), kinds=(K.MONEY, K.VZAE)))
    )
    assert (widths(data)[0] * ARIAL.unit - 4) > ARIAL.width("123.456.789,12 €", bold=True)
    assert widths(data)[1] < 14


@pytest.mark.parametrize("kind", [K.KILO, K.PERCENT, K.NUMBER, K.YEAR, K.DATE])
def test_every_kind_of_number_has_room(kind):
    """No kind is forgotten when widths are taken."""
    value = date(2026, 1, 1) if kind is K.DATE else Decimal(1234567)
    data = render(book(table((value, "x"), kinds=(kind, K.TEXT))))
    assert widths(data)[0] * ARIAL.unit > ARIAL.width("1234567", bold=True)


def test_row_numbers_of_one_table_stay_near_those_of_another():
    """Where a column numbers the rows of one table, the texts of another break earlier."""
    texts = table(
        ("Baustein 1: Strategisches Management und Koordination", Decimal(1)), kinds=(K.TEXT, K.MONEY), id="b"
    )
    numbered = table(("4.1", Decimal(1)), kinds=(K.TEXT, K.MONEY), id="a")
    assert widths(render(book(texts)))[0] > 45
    assert widths(render(book(numbered, texts)))[0] < 30


def test_wide_tables_are_narrowed_before_they_are_printed_small():
    """Texts give way so that the print is no smaller than can be read; numbers do not."""
    rows = [(SENTENCE,) * 6 + (Decimal("123456.78"),)] * 3
    made = (*columns(*(K.TEXT,) * 6, width=60), Column(id="m", title="Betrag", kind=K.MONEY))
    data = render(book(Table(id="t", columns=made, rows=tuple(rows))))
    assert sum(widths(data)) * ARIAL.unit < 483 / 0.7 * 1.05
    assert widths(data)[6] * ARIAL.unit > ARIAL.width("123.456,78 €", bold=True)


def test_links_are_not_narrowed():
    """LibreOffice does not break links into lines, so their column keeps its width."""
    link = Link("Bezirksregierung Arnsberg, Programmseite KIM", "https://example.org")
    made = (Column(id="l", title="Quelle", kind=K.LINK, width=10), *columns(*(K.TEXT,) * 6, width=60))
    data = render(book(Table(id="t", columns=made, rows=((link, *(SENTENCE,) * 6),))))
    assert widths(data)[0] * ARIAL.unit > ARIAL.width(link.text)


def test_an_empty_table_has_a_head():
    """A table without rows shows its head and, with a filter, a valid range."""
    data = render(book(Table(id="t", columns=columns(K.TEXT, K.MONEY), rows=(), filter=True)))
    assert first(data)["A4"].value == "Spalte A"
    assert first(data).auto_filter.ref == "A4:B5"


def test_notes_and_captions_belong_to_their_table():
    """The caption stands above the head, notes below the last row."""
    data = render(book(table(("a",), caption="Fördersätze", notes=("Quelle: Richtlinie.", "Stand 2026."))))
    assert [first(data).cell(row, 1).value for row in range(4, 9)] == [
        "Fördersätze", "Spalte A", "a", "Quelle: Richtlinie.", "Stand 2026.",
    ]  # fmt: skip


# ------------------------------------------------------------------------------ views, filter, print


def test_a_long_table_is_filtered_and_its_head_stays():
    """The filter covers head and body without the total; panes freeze below the head; cells may be sorted."""
    rows = [(f"M{n}", Decimal(n)) for n in range(60)]
    data = render(book(table(*rows, total_row("Summe", Decimal(1)), kinds=(K.TEXT, K.MONEY), filter=True)))
    worksheet_ = first(data)
    assert worksheet_.auto_filter.ref == "A4:B64"
    assert worksheet_.freeze_panes == "A5"
    assert not worksheet_["A5"].protection.locked
    assert worksheet_["B65"].protection.locked


def test_a_table_with_formulas_keeps_them_locked():
    """Where a table computes, nothing but its inputs may be changed."""
    cost = given(5, key="k", unit="€")
    data = render(book(table(("a", cost, (cost * 2).named("d")), kinds=(K.TEXT, K.MONEY, K.MONEY), filter=True)))
    assert [first(data)[address].protection.locked for address in ("A5", "B5", "C5")] == [True, False, True]


def test_panes_never_take_the_screen():
    """Where much stands above the table, only the title freezes; a short sheet freezes nothing."""
    rows = [(f"M{n}",) for n in range(60)]
    assert first(render(book(Paragraph(text=SENTENCE * 20), table(*rows, filter=True)))).freeze_panes == "A3"
    assert (
        first(render(book(Paragraph(text=SENTENCE * 20), table(*rows, filter=True), marks=("ENTWURF",)))).freeze_panes
        == "A4"
    )
    assert first(render(book(Paragraph(text="x")))).freeze_panes is None
    two = (table(("a",), id="klein"), table(*rows, filter=True))
    assert first(render(book(*two))).freeze_panes == "A3"


def test_the_page_is_a4_and_says_who_what_when_and_which():
    """A4, as wide as the page, with issuer and title, marks, reference, Stand, state and page x of y."""
    data = render(
        book(
            sheet(table(("a",)), orientation=Orientation.LANDSCAPE),
            marks=("ENTWURF",),
            reference="Az. 1 & 2",
        )
    )
    worksheet_ = first(data)
    assert (worksheet_.page_setup.paperSize, worksheet_.page_setup.orientation) == (9, "landscape")
    assert (worksheet_.page_setup.fitToWidth, worksheet_.page_setup.fitToHeight) == (1, 0)
    assert worksheet_.sheet_properties.pageSetUpPr.fitToPage
    assert not worksheet_.print_options.horizontalCentered
    assert not worksheet_.sheet_view.showGridLines
    xml = worksheet(data)
    header = html.unescape(re.search(r"<oddHeader>(.*?)</oddHeader>", xml, re.DOTALL)[1])
    footer = html.unescape(re.search(r"<oddFooter>(.*?)</oddFooter>", xml, re.DOTALL)[1])
    assert header == ('&L&"Arial,Regular"&8&K595959Kreis Musterland · Mappe&R&"Arial,Bold"&9&KA61B1BENTWURF')
    assert footer == (
        '&L&"Arial,Regular"&8&K595959Az. 1 && 2\nStand 31.03.2026 · Entwurf&R&"Arial,Regular"&8&K595959Seite &P von &N'
    )


def test_a_theme_dresses_workbooks_as_well():
    """Letterhead and imprint stand on every page, titles and headings take the font of headings, text does not."""
    theme = Theme(name="amt", letterhead="Amt für Integration", imprint="Musterplatz 1", heading_font="Georgia")
    data = render(book(Heading(text="Kapitel"), Paragraph(text="Text")), theme)
    xml = html.unescape(worksheet(data))
    assert "&K595959Amt für Integration · Mappe" in xml
    assert "&K595959Musterplatz 1\nStand" in xml
    fonts = {cell.value: cell.font.name for row in first(data).iter_rows() for cell in row if cell.value}
    assert (fonts["Mappe"], fonts["Kapitel"], fonts["Text"]) == ("Georgia", "Georgia", "Arial")


def test_running_titles_are_shortened_visibly():
    """Excel's limit of 255 characters for a header is kept, with an ellipsis; ampersands count twice."""
    data = render(book(Paragraph(text="x"), issuer="Kreis & Stadt " * 40, marks=("ENTWURF",)))
    header = html.unescape(re.search(r"<oddHeader>(.*?)</oddHeader>", worksheet(data))[1])
    assert 250 <= len(header) <= 255
    assert "…&R" in header
    assert "&&…" not in header.replace("&& ", "")


def test_the_head_of_the_last_table_is_repeated():
    """Its row stands on every page after it, unless much else follows the table."""
    rows = [(f"M{n}",) for n in range(90)]
    assert first(render(book(table(*rows)))).print_title_rows == "$4:$4"
    assert first(render(book(table(*rows), Paragraph(text=SENTENCE * 30)))).print_title_rows is None


def test_the_printed_area_is_what_is_written():
    """Print area, dimension and the range without warnings about numbers as text cover the same cells."""
    data = render(book(table(*[("05124000", Decimal(1))] * 7, kinds=(K.TEXT, K.MONEY))))
    area = first(data).print_area
    assert area.endswith("!$A$1:$C$11")
    assert '<dimension ref="A1:C11"/>' in worksheet(data)
    assert '<ignoredError sqref="A1:C11" numberStoredAsText="1"/>' in worksheet(data)


def test_formulas_are_protected_and_readers_may_read():
    """Protection without password; filtering, sorting and sizing rows and columns stay allowed."""
    protection = first(render(book(table(("a",))))).protection
    assert protection.sheet
    assert protection.password is None
    allowed = ("autoFilter", "sort", "formatColumns", "formatRows", "selectLockedCells", "selectUnlockedCells")
    assert not any(getattr(protection, name) for name in allowed)


# --------------------------------------------------------------------------------------------- pages


def breaks(data: bytes) -> list[int]:
    """The rows after which a page ends early."""
    return [item.id for item in first(data).row_breaks.brk]


def test_a_heading_stays_with_its_table():
    """A table that does not fit begins on a new page, with its heading."""
    filler = tuple(Paragraph(text=SENTENCE * 8) for _ in range(5))
    small = table(*[(f"Z{n}", Decimal(n)) for n in range(8)], kinds=(K.TEXT, K.MONEY))
    data = render(book(*filler, Heading(text="Tabelle"), small))
    row = row_of(data, "Tabelle")
    assert breaks(data) == [row - 2]


def test_what_fits_is_not_torn_apart():
    """A sheet of one page has no breaks."""
    assert breaks(render(book(Heading(text="H"), Paragraph(text=SENTENCE), table(("a",))))) == []
    assert breaks(render(book(Paragraph(text="x"), Heading(text="Zum Schluss")))) == []


def test_a_single_row_needs_no_break():
    """A paragraph that does not fit moves to the next page by itself."""
    assert breaks(render(book(*(Paragraph(text=SENTENCE * 9) for _ in range(20))))) == []


def test_notes_stay_with_the_end_of_their_table():
    """A page never holds nothing but the notes of a table: its last two rows go with them."""
    note = ("Eine Anmerkung",)
    for count in range(30, 40):
        rows = [(f"Z{n}", Decimal(n)) for n in range(count)]
        data = render(book(table(*rows, kinds=(K.TEXT, K.MONEY), notes=note)))
        ends = breaks(data)
        assert ends in ([], [row_of(data, f"Z{count - 3}")])
        assert bool(ends) == (count in {35, 36, 37}), count


def test_signatures_stay_with_what_is_signed():
    """The paragraph before the lines to sign on goes with them to the next page."""
    filler = tuple(Paragraph(text=SENTENCE * 8) for _ in range(5))
    signed = (
        Heading(text="Freigabe"),
        Paragraph(text="Geprüft."),
        Signatures(functions=("Kämmerei", "Dezernat", "Amt")),
    )
    data = render(book(*filler, *signed))
    assert breaks(data) == [row_of(data, "Freigabe") - 2]


def test_long_tables_flow_over_the_pages():
    """A table longer than a page begins where it stands; very long ones are not measured at all."""
    rows = [(f"Z{n}",) for n in range(120)]
    assert breaks(render(book(Paragraph(text=SENTENCE), table(*rows), Paragraph(text="Ende")))) == []
    assert breaks(render(book(table(*rows * 4), table(("a",), id="b")))) == []


# ------------------------------------------------------------------------------- theme and metrics


def test_a_theme_changes_fonts_and_colours():
    """The corporate design of a house is followed everywhere."""
    theme = Theme(name="haus", font="Verdana", accent="006633")
    data = render(book(table(("a",))), theme)
    assert (first(data)["A1"].font.name, first(data)["A1"].font.color.rgb) == ("Verdana", "FF006633")
    assert "Arial" not in part(data, "xl/styles.xml")


@pytest.mark.parametrize("ground", ["FFFFFF", DEFAULT_THEME.band_ground, DEFAULT_THEME.input_ground])
@pytest.mark.parametrize("ink", ["text", "muted", "alert", "accent"])
def test_every_colour_can_be_read(ink, ground):
    """Text has a contrast of at least 4.5:1 on every ground it stands on."""
    assert contrast(getattr(DEFAULT_THEME, ink), ground) >= 4.5
    assert contrast(DEFAULT_THEME.head_text, DEFAULT_THEME.head_ground) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [part_ / 12.92 if part_ <= 0.04045 else ((part_ + 0.055) / 1.055) ** 2.4 for part_ in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_widths_are_those_of_the_font():
    """Wide letters are wider than narrow ones, other fonts scale, an unknown font is taken as wide."""
    assert ARIAL.width("WWW") > 3 * ARIAL.width("iii")
    assert Metrics("Calibri").width("Text") < ARIAL.width("Text") < Metrics("Hausschrift").width("Text")
    assert ARIAL.width("漢字") == pytest.approx(20)
    assert ARIAL.width("ﷺ–") > ARIAL.width("–")
    assert measure_all(["ab", "", "Ö"]) == [measure("ab"), 0, measure("Ö")]
    assert measure_all(["„a“", "漢"]) == [measure("„a“"), measure("漢")]
    assert measure("x" * 5000) == 5000 * measure("x")


def test_lines_break_at_blanks_and_endless_words_anywhere():
    """A blank may hang over the edge; a line break breaks; a word wider than the column is cut."""
    room = ARIAL.width("aaaa")
    assert ARIAL.lines("aaaa aaaa aaaa", room) == 3
    assert ARIAL.lines("a a a a", room) == 2
    assert ARIAL.lines("a\n\na", room) == 3
    assert ARIAL.lines("aaaaaaaaa", room) == 3
    assert ARIAL.lines("", room) == 1
    assert ARIAL.lines("a\n", room) == 2
    assert ARIAL.lines("WWWW", 1.0) == 4

"""Cells: every kind of value in its German format, and no text ever a formula."""

import io
from datetime import date, datetime
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.render.books import (
    book,
    calamine,
    findings,
    opened,
    part,
    render,
    row_of,
    sheet,
    stored,
    table,
    worksheet,
    xml_cell,
)

from kimcore.blocks import CellKind, Field, Fields, Link, Paragraph, Row, RowRole
from kimcore.errors import RenderError
from kimcore.render.excel.formats import code, serial
from kimcore.render.excel.strings import SharedStrings
from kimcore.values import digits

K = CellKind
HEAD = 5  # title, subtitle, a gap: the head of the first table stands in row 4, its body from row 5


def one(value: object, kind: CellKind, data: bytes | None = None):
    """The only cell of a table of one cell, as openpyxl reads it."""
    return opened(data or render(book(table((value,), kinds=(kind,)))))["Blatt"][f"A{HEAD}"]


# ------------------------------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("kind", "value", "number_format"),
    [
        (K.MONEY, Decimal("57000.50"), '[$-407]#,##0.00\\ "€"'),
        (K.MONEY, Decimal(-12345678), '[$-407]#,##0.00\\ "€"'),
        (K.KILO, Decimal("57.0005"), "[$-407]#,##0.000"),
        (K.VZAE, Decimal("0.385"), "[$-407]0.0??"),
        (K.VZAE, Decimal("0.5"), "[$-407]0.0##"),
        (K.YEAR, 2026, "0"),
        (K.NUMBER, 261356, "[$-407]#,##0"),
        (K.NUMBER, Decimal("1960.16"), "[$-407]#,##0.00"),
        (K.NUMBER, Decimal("12.500"), "[$-407]#,##0.0"),
        (K.NUMBER, Decimal("1E+3"), "[$-407]#,##0"),
        (K.NUMBER, Decimal("1E-8"), "[$-407]#,##0.000000"),
        (K.PERCENT, Decimal(33), '[$-407]0\\ "%"'),
        (K.PERCENT, Decimal("85.71"), '[$-407]0.00\\ "%"'),
        (K.TEXT, Decimal("7.25"), "[$-407]#,##0.00"),
        (K.TEXT, 7, "[$-407]#,##0"),
    ],
)
def test_a_number_is_written_exactly_in_the_german_format_of_its_column(kind, value, number_format):
    """The cell holds the number itself; 33 % is 33, and no format leaves a comma behind a whole number."""
    cell = one(value, kind)
    assert Decimal(repr(cell.value)) == value
    assert cell.number_format == f"{number_format}_W"  # a W's room to the edge
    assert cell.alignment.horizontal == "right" or kind is K.TEXT


def test_vzae_stand_comma_below_comma():
    """Where one VZÄ of a column has more than one place the others leave room for it; else nothing is left free."""
    made = opened(render(book(table((Decimal("0.75"), 1), (1, 1), kinds=(K.VZAE, K.VZAE)))))["Blatt"]
    formats = [[made.cell(HEAD + row, column).number_format for column in (1, 2)] for row in (0, 1)]
    assert formats == [["[$-407]0.0??_W", "[$-407]0.0##_W"]] * 2


def test_a_day_is_a_day():
    """Dates are Excel's dates in the German format, in columns of any kind."""
    for kind in (K.DATE, K.TEXT, K.MONEY):
        cell = one(date(2026, 3, 31), kind)
        assert cell.value == datetime(2026, 3, 31)  # noqa: DTZ001 - that is what openpyxl gives
        assert cell.number_format == "[$-407]dd.mm.yyyy"


@pytest.mark.parametrize("day", [date(1850, 7, 4), date(1900, 2, 28)])
def test_a_day_that_excel_counts_wrong_is_a_text(day):
    """Before March 1900 Excel's calendar is wrong, so the day is written out."""
    assert one(day, K.DATE).value == f"{day:%d.%m.%Y}"
    assert serial(date(1900, 3, 1)) == 61


def test_a_text_where_a_number_is_expected_stands_muted_on_the_right():
    """„keine Angabe“ in a column of money is a text, on the right, in the colour of notes."""
    cell = one("keine Angabe", K.MONEY)
    assert (cell.value, cell.alignment.horizontal, cell.font.color.rgb) == ("keine Angabe", "right", "FF595959")


def test_an_empty_cell_is_empty():
    """None and an empty text leave a cell with its rule and without a value."""
    data = render(book(table((None, "", "x"))))
    assert xml_cell(data, "A5").endswith("/>")
    assert xml_cell(data, "B5").endswith("/>")
    assert calamine(data)[HEAD - 1] == ["", "", "x"]


@pytest.mark.parametrize(
    "value",
    [1.5, True, Decimal("NaN"), Decimal("-Infinity"), Decimal("sNaN"), datetime(2026, 1, 1), b"x"],  # noqa: DTZ001
)
def test_what_no_cell_holds_is_refused_with_its_place(value):
    """A float, a truth value, NaN, infinity: a finding with the path, and an error that names sheet and cell."""
    content = book(table((Decimal(1), "a"), (value, "b"), kinds=(K.NUMBER, K.TEXT)))
    (finding,) = findings(content)
    assert finding.code == "KIM-XLS-003"
    assert finding.path == "blatt/tabelle Zeile 2, Spalte Spalte A"
    with pytest.raises(RenderError, match="Blatt „Blatt“, Zelle A6: "):
        render(content)


@pytest.mark.parametrize("value", [1.5, Decimal("NaN"), True])
def test_a_field_refuses_what_a_table_refuses(value):
    """The same holds outside of tables."""
    content = book(Fields(id="angaben", fields=(Field(label="Wert", value=value, kind=K.MONEY),)))
    (finding,) = findings(content)
    assert (finding.code, finding.path) == ("KIM-XLS-003", "blatt/angaben")
    with pytest.raises(RenderError, match="Zelle B4"):
        render(content)


def test_columns_of_one_kind_and_mixed_ones_say_the_same():
    """The fast way for columns of one kind writes what the careful way writes."""
    rows = [(f"Zeile {n}", Decimal(n) / 4, n, date(2026, 1, 1 + n), Decimal(n)) for n in range(1, 20)]
    kinds = (K.TEXT, K.MONEY, K.YEAR, K.DATE, K.PERCENT)
    fast = calamine(render(book(table(*rows, kinds=kinds))))[HEAD - 1 :]
    mixed = calamine(render(book(table((None,) * 5, *rows, kinds=kinds))))[HEAD:]
    assert fast == mixed == [[text, float(m), float(y), d, float(p)] for text, m, y, d, p in rows]


# ------------------------------------------------------------------------------------------- texts

HOSTILE = (
    '=WEBSERVICE("http://x")',
    "+49 2999 0",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "  vorn und hinten  ",
    "Zeile 1\nZeile 2",
    "<b>fett</b> & mehr",
    "_x0041_ bleibt",
    "]]>",
    "05124000",
    "NO",
    "😀 中文 ﷽",
    "a\u00a0b",
    "'Apostroph",
    "'",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("fill", [0, 3], ids=["allein", "unter anderen"])
def test_a_hostile_text_is_a_text(text, fill):
    """Whatever it looks like, both libraries read back the very text, and no cell holds a formula."""
    rows = [(text,)] + [(f"Zeile {n}",) for n in range(fill)]
    data = render(book(table(*rows)))
    cell = opened(data, values=False)["Blatt"][f"A{HEAD}"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert "<f>" not in worksheet(data)
    assert calamine(data)[HEAD - 1][0] == text


@pytest.mark.parametrize("text", HOSTILE[:5])
def test_a_text_like_a_formula_stays_a_text_when_it_is_edited(text):
    """Its style says so (quotePrefix); that of an ordinary text does not."""
    data = render(book(table((text,), ("harmlos",))))
    assert opened(data)["Blatt"]["A5"].quotePrefix
    assert not opened(data)["Blatt"]["A6"].quotePrefix


def test_hostile_texts_are_texts_everywhere():
    """A paragraph, a label, a head, a caption and a sheet's title are written by the same function."""
    text = "=1+1"
    content = book(
        sheet(
            Paragraph(text=text),
            Fields(id="f", fields=(Field(label=text, value=text, note=text),)),
            table((text,), caption=text, notes=(text,)),
            title=text,
        )
    )
    data = render(attrs.evolve(content, title=text))
    book_ = opened(data, values=False)
    cells = [cell for row in book_[text].iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 8
    assert {cell.data_type for cell in cells} == {"s"}
    assert "<f>" not in worksheet(data)


def test_line_breaks_of_windows_are_line_breaks():
    """A carriage return with its line feed is one line break; alone it is a control character."""
    assert one("a\r\nb", K.TEXT).value == "a\nb"
    (finding,) = findings(book(table(("a\rb",))))
    assert (finding.code, finding.message) == ("KIM-XLS-002", "Steuerzeichen U+000D an Stelle 2 des Textes.")


@pytest.mark.parametrize(
    ("text", "name"), [("a\x07", "U+0007"), ("\ud800", "U+D800"), ("x\ufffe", "U+FFFE"), ("\x9f", "U+009F")]
)
def test_a_control_character_is_refused_with_its_place(text, name):
    """Control characters and halves of surrogate pairs never reach the file."""
    content = book(table(("gut",), ("auch gut",), (text,)))
    (finding,) = findings(content)
    assert finding.code == "KIM-XLS-002"
    assert name in finding.message
    assert finding.path == "blatt/tabelle Zeile 3, Spalte Spalte A"
    with pytest.raises(RenderError, match=rf"Blatt „Blatt“, Zelle A7: .*{name.replace('+', '.')}"):
        render(content)


@pytest.mark.parametrize(
    "content",
    [
        book(Paragraph(text="a\x01")),
        book(sheet(title="a\x01")),
        book(issuer="a\x01"),
        book(custom=(("name", "a\x01"),)),
        book(table((Link("a\x01", "https://example.org"),))),
        book(table(Row(("a\x01", None), RowRole.TOTAL))),
    ],
)
def test_control_characters_are_found_wherever_text_stands(content):
    """In paragraphs, titles, properties, links and total rows."""
    assert {finding.code for finding in findings(content)} == {"KIM-XLS-002"}
    with pytest.raises(RenderError, match=r"U\+0001"):
        render(content)


@for_all(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")), max_size=8)
)
def test_any_text_comes_back(texts):
    """What is written is read back by another library, whatever the text."""
    rows = [(text, "x") for text in texts]
    read = opened(render(book(table(*rows, kinds=(K.TEXT, K.TEXT)))))["Blatt"]
    assert [read.cell(HEAD + n, 1).value or "" for n in range(len(texts))] == texts


# --------------------------------------------------------------------------------- shared strings


def strings_xml(strings: SharedStrings) -> str:
    """The part the strings become."""
    target = io.BytesIO()
    strings.write(target)
    return target.getvalue().decode()


def test_frequent_texts_are_stored_once():
    """A text gets the same number each time, within a batch and across batches."""
    with SharedStrings() as strings:
        assert strings.numbers(["a", "b", "a"]) == [0, 1, 0]
        assert strings.numbers(["c", "b", "d"]) == [2, 1, 3]
        assert strings.number("a") == 0
        assert strings.numbers([]) == []
        assert 'count="7" uniqueCount="4"' in strings_xml(strings)


def test_memory_is_bounded(monkeypatch):
    """Only the first few thousand short texts are remembered; the others are written again."""
    monkeypatch.setattr("kimcore.render.excel.strings._REMEMBERED", 2)
    with SharedStrings() as strings:
        assert strings.numbers(["a", "b", "c"]) == [0, 1, 2]
        assert strings.numbers(["a", "c", "c"]) == [0, 3, 4]
    monkeypatch.setattr("kimcore.render.excel.strings._REMEMBERED_LENGTH", 3)
    with SharedStrings() as strings:
        assert [strings.number("lang"), strings.number("lang")] == [0, 1]


def test_a_text_with_a_control_character_stops_at_the_last_gate():
    """Even if nothing had looked before, the shared strings refuse it."""
    with SharedStrings() as strings, pytest.raises(RenderError, match=r"U\+0000"):
        strings.numbers(["gut", "a\x00"])


def test_blanks_at_the_edges_are_marked_as_kept():
    """Only texts that need it say that their blanks are kept."""
    xml = part(render(book(table((" a",), ("b",)))), "xl/sharedStrings.xml")
    assert '<si><t xml:space="preserve"> a</t></si>' in xml
    assert "<si><t>b</t></si>" in xml


# ------------------------------------------------------------------------------------------- links


def test_web_addresses_become_links():
    """The address is a relation of the sheet, in ASCII; the text is what is read."""
    data = render(
        book(table((Link("Projekt", "https://www.köln.de/maßnahme?a=1&b=ü#x y".replace(" y", "y")),), ("a",)))
    )
    cell = opened(data)["Blatt"]["A5"]
    assert cell.value == "Projekt"
    assert cell.hyperlink.target == "https://www.xn--kln-sna.de/ma%C3%9Fnahme?a=1&b=%C3%BC#xy"
    assert cell.font.underline == "single"


def test_links_within_the_workbook_lead_to_sheets_and_tables():
    """``#id`` leads to the top of a sheet or to the head of a table; without a text the address is read."""
    data = render(
        book(
            sheet(table((Link("Sätze", "#saetze"),), (Link("", "#zweites"),)), id="erstes", title="Erstes"),
            sheet(table(("a",), id="saetze", caption="Sätze"), id="zweites", title="Zweites's"),
        )
    )
    first = opened(data)["Erstes"]
    assert first["A5"].hyperlink.location == "'Zweites''s'!A5"
    assert first["A6"].hyperlink.location == "'Zweites''s'!A1"
    assert first["A6"].value == "#zweites"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///C:/x",
        "#fehlt",
        "https://",
        "https://a b",
        "https://[x",
        "x" * 9,
        "https://x.de/" + "a" * 3000,
    ],
)
def test_a_link_to_nowhere_is_found(url):
    """Other schemes, missing places and broken addresses are findings with their place, and errors."""
    content = book(table(("a", Link("Text", url))))
    (finding,) = findings(content)
    assert (finding.code, finding.path) == ("KIM-XLS-011", "blatt/tabelle Zeile 1, Spalte Spalte B")
    assert "führt nirgendwohin" in finding.message
    with pytest.raises(RenderError, match="Zelle B5: Der Verweis"):
        render(content)


def test_more_links_than_a_sheet_holds_are_found(monkeypatch):
    """Excel drops links beyond 65,530 without a word; kimcore does not write them."""
    monkeypatch.setattr("kimcore.render.excel.links._MOST_LINKS", 2)
    rows = [(Link(str(n), f"https://example.org/{n}"),) for n in range(3)]
    (finding,) = findings(book(table(*rows)))
    assert (finding.code, finding.message) == ("KIM-XLS-011", "Das Blatt hat mehr als 2 Verweise ins Netz.")


def test_links_stand_in_fields_too():
    """A field may lead somewhere."""
    data = render(book(Fields(id="f", fields=(Field(label="Seite", value=Link("KIM", "mailto:kim@example.org")),))))
    assert opened(data)["Blatt"]["B4"].hyperlink.target == "mailto:kim@example.org"


# ----------------------------------------------------------------------------------------- formats


@pytest.mark.parametrize(
    ("number", "places"), [(Decimal("1.50"), 1), (Decimal(10), 0), (7, 0), (Decimal("1E-9"), 6), (Decimal("1E+2"), 0)]
)
def test_digits_are_those_a_number_has(number, places):
    """Trailing zeros do not count, and more than six are not shown."""
    assert digits(number) == places


def test_texts_have_no_number_format():
    """A text is General, so that editing it changes nothing else."""
    assert code(K.TEXT) == "General"


def test_numbers_keep_all_their_digits():
    """No exponent, no rounding: what is stored is what was given."""
    data = render(book(table((Decimal(1026000), None), (Decimal("213633.33"), None), kinds=(K.MONEY, K.TEXT))))
    assert [stored(data, "A5"), stored(data, "A6")] == ["1026000", "213633.33"]
    assert row_of(data, "Spalte A") == 4

"""Blocks in Word: what python-docx and lxml read of each kind."""

from datetime import date
from decimal import Decimal
from zlib import crc32

import attrs
import pytest
from tests.render.books import columns, table
from tests.render.documents import PIXEL, W, body, bookmarks, document, lines, marked, opened, parts, render, shown

from kimcore.amounts import given, unknown
from kimcore.blocks import (
    CellKind,
    Chart,
    ChartKind,
    Column,
    Cover,
    Field,
    Fields,
    Heading,
    Image,
    KeyFigures,
    Link,
    Listing,
    ListItem,
    Notice,
    Orientation,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    RowRole,
    Section,
    Series,
    Signatures,
    Span,
    Table,
    Timeline,
    Tone,
)
from kimcore.errors import RenderError
from kimcore.render.texts import cell_text
from kimcore.render.theme import DEFAULT_THEME

KINDS = (CellKind.TEXT, CellKind.MONEY, CellKind.VZAE, CellKind.DATE)


def items(*texts):
    """List items of one paragraph each."""
    return tuple(ListItem(blocks=(Paragraph(text=text),)) for text in texts)


def rows_of(opening):
    """Every table row."""
    return list(opening.element.body.iter(f"{W}tr"))


def kept(opening):
    """Which rows of the first table stay with the one after it."""
    return [row.find(f".//{W}keepNext") is not None for row in opening.element.body.iter(f"{W}tr")]


def rows(opening):
    """The cells of the first table, row by row, as they are printed."""
    found = opening.element.body.find(f"{W}tbl")
    return [[shown(cell) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")]


def widths(opening):
    """How wide the columns of the first table are."""
    return [int(column.get(f"{W}w")) for column in opening.element.body.iter(f"{W}gridCol")]


# ------------------------------------------------------------------------------------------------ cells


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (Decimal(57000), CellKind.MONEY, "57.000,00 €"),
        (Decimal("57.5"), CellKind.KILO, "57,500"),
        (Decimal(57), CellKind.KILO, "57,000"),
        (Decimal("0.5"), CellKind.VZAE, "0,5"),
        (Decimal("85.71"), CellKind.PERCENT, "85,71 %"),
        (1960, CellKind.NUMBER, "1.960"),
        (2025, CellKind.YEAR, "2025"),
        (date(2025, 2, 1), CellKind.DATE, "01.02.2025"),
        ("offen", CellKind.MONEY, "offen"),
        (None, CellKind.MONEY, ""),
        (Link("Hamm", "https://hamm.de"), CellKind.TEXT, "Hamm"),
        (Link("", "https://hamm.de"), CellKind.LINK, "https://hamm.de"),
        (given("57000", key="a", unit="€").rounded(), CellKind.MONEY, "57.000,00 €"),
        (given("57.5", key="a", unit="€"), CellKind.KILO, "57,500"),
        (unknown(key="satz", label="Satz"), CellKind.MONEY, "offen"),
    ],
)
def test_values_are_printed_in_german(value, kind, printed):
    """Every kind of value has one German form; an unknown Amount is offen."""
    assert cell_text(value, kind).replace("\u00a0", " ") == printed


def test_a_table_repeats_its_head_and_keeps_its_rows():
    """The first row is a header row that repeats; no row breaks; figures stand on the right, words on the left."""
    opening = opened(table(("Stelle", Decimal(57000), Decimal("0.5"), date(2025, 2, 1)), kinds=KINDS, caption="Werte"))
    assert rows(opening) == [
        ["Spalte A", "Spalte B", "Spalte C", "Spalte D"], ["Stelle", "57.000,00 €", "0,5", "01.02.2025"],
    ]  # fmt: skip
    head, row = opening.element.body.iter(f"{W}tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(entry.find(f"{W}trPr/{W}cantSplit") is not None for entry in (head, row))
    aligned = [cell.find(f"{W}p/{W}pPr/{W}jc") is not None for cell in row.iter(f"{W}tc")]
    assert aligned == [False, True, True, False]


def test_roles_of_rows():
    """Group rows and remarks run over the whole row; a total stays with the row before it."""
    made = table(
        Row(("Baustein 1", None), RowRole.GROUP), ("a", Decimal(1)), ("", None), Row(("gerundet", ""), RowRole.REMARK),
        Row(("Summe", Decimal(1)), RowRole.TOTAL), kinds=KINDS[:2], notes=("Stand 2025",),
    )  # fmt: skip
    opening = opened(made)
    assert rows(opening)[1:] == [["Baustein 1"], ["a", "1,00 €"], ["", ""], ["gerundet"], ["Summe", "1,00 €"]]
    assert kept(opening) == [False, True, True, True, True, True]
    assert lines(made)[-1] == "Kim Small: Stand 2025"


def test_no_row_stands_alone():
    """A low table stays on one page; of a high one the first and the last two rows stay together, and a total."""
    short, long = ([(str(number),) for number in range(count)] for count in (5, 20))
    assert kept(opened(table(*short)))[1:] == [True] * 4 + [False]
    assert [place for place, stays in enumerate(kept(opened(table(*long)))[1:]) if stays] == [0, 18]
    high = [("Zeile\n" * 9,)] * 5
    assert kept(opened(table(*high)))[1:] == [True, False, False, True, False]
    total = Row(("Summe",), RowRole.TOTAL)
    assert [place for place, stays in enumerate(kept(opened(table(*long, total)))[1:]) if stays] == [0, 19]
    group = Row(("Gruppe",), RowRole.GROUP)
    assert [place for place, stays in enumerate(kept(opened(table(*long[:9], group, *long)))[1:]) if stays] == [
        0,
        9,
        28,
    ]


def test_links_in_cells():
    """A cell may lead to a web address or to a place in the document."""
    cells = ((Link("Hamm", "https://hamm.de"),), (Link("oben", "#a"),), (Link("weg", "#nirgends"),))
    made = body(Section(id="a", title="A"), table(*cells))
    assert "#nirgends" not in made
    assert 'w:anchor="kim_a"' in made
    assert '<w:rStyle w:val="Hyperlink"/>' in made


def test_links_stand_beside_texts():
    """A column may hold links and texts."""
    made = opened(table((Link("Hamm", "https://hamm.de"),), ("offen",), ("",)))
    assert [[shown(cell._tc) for cell in row.cells] for row in made.tables[0].rows[1:]] == [["Hamm"], ["offen"], [""]]


def test_huge_tables_are_written_whole():
    """Of a table too large to keep its texts every row is written, in order."""
    rows = tuple((number, *("x",) * 15) for number in range(6_300))
    xml = body(Table(id="t", columns=columns(*[CellKind.TEXT] * 16), rows=rows))
    first = [row.partition("<w:t>")[2].partition("<")[0] for row in xml.split("<w:tr>")[2:]]
    assert [text.replace(".", "") for text in first] == [str(number) for number in range(6_300)]
    assert xml.count(">x</w:t>") == 15 * 6_300


def test_columns_are_as_wide_as_their_words():
    """The widths fill the line; figures are never broken, long texts get the room that is left."""
    long = "Ein langer Text, der mehr Platz braucht als alle anderen Spalten zusammen. " * 3
    opening = opened(table((long, Decimal(1234567), "kurz"), kinds=(CellKind.TEXT, CellKind.MONEY, CellKind.TEXT)))
    found = widths(opening)
    assert sum(found) == 9297
    assert found[0] > found[1] > found[2]
    assert found[1] > 1234


def test_a_column_of_codes_stays_narrow():
    """Room that no text needs goes past a first column of numbers or codes, and evenly to the others."""
    titles = [Column(id=title, title=title) for title in ("Nr.", "Ziel", "Stand")]
    for count in (2, 3):
        made = Table(id="t", columns=tuple(titles[:count]), rows=(("Z1", "Teilhabe", "offen")[:count],))
        first, *others = widths(opened(made))
        assert first < 600
        assert max(others) - min(others) < 400


def test_a_column_to_write_in_by_hand():
    """A column without content is as wide as it is asked to be at least, before texts share what is left."""
    long = "Die Sprachmittlung begleitet Zugewanderte bei Behördengängen im ganzen Kreisgebiet. " * 4
    made = (Column(id="n", title="Thema"), Column(id="u", title="Unterschrift", least=30))
    text, signature = widths(opened(Table(id="t", columns=made, rows=((long, None),))))
    assert text > signature > 30 * 5 * 20  # 30 digits of 9 points, each half as wide as high


def test_short_texts_keep_their_line():
    """Between long texts a short one is not broken."""
    long = "Ein langer Text, der mehr Platz braucht als alle anderen Spalten zusammen. " * 3
    found = widths(opened(table((long, "ohne Angabe", long))))
    assert found[1] == widths(opened(table((long, "ohne\u00a0Angabe", long))))[1]


def test_vzae_stand_comma_below_comma():
    """The VZÄ of a column have as many digits after the comma, its total and its Amounts among them."""
    values = (Decimal("0.75"), 2, given("0.5", key="v", unit="VZÄ"), "–", unknown(key="x", label="x"), None)
    total = Row((Decimal("3.25"),), RowRole.TOTAL)
    made = rows(opened(table(*((value,) for value in values), total, kinds=(CellKind.VZAE,))))
    assert [row[0] for row in made[1:]] == ["0,75", "2,00", "0,50", "–", "offen", "", "3,25"]
    assert rows(opened(table((1,), (Decimal("2.00"),), kinds=(CellKind.VZAE,))))[1:] == [["1,0"], ["2,0"]]
    assert rows(opened(Table(id="t", columns=columns(CellKind.VZAE), rows=()))) == [["Spalte A"]]


def test_wide_tables_get_smaller_type():
    """A table that would not fit is set smaller, and never runs off the page."""
    kinds = (CellKind.MONEY,) * 12
    made = body(table(*(tuple(Decimal(123456) for _ in kinds),) * 2, kinds=kinds))
    assert '<w:sz w:val="13"/>' in made
    assert '<w:tblW w:w="9297" w:type="dxa"/>' in made


@pytest.mark.parametrize("count", [0, 64])
def test_tables_word_cannot_hold(count):
    """Word holds one to sixty-three columns."""
    broken = Table(id="t", columns=tuple(Column(id=str(n), title=str(n)) for n in range(count)), rows=())
    with pytest.raises(RenderError, match="Word fasst 1 bis 63 Spalten"):
        render(document(broken))


def test_rows_of_another_length_are_refused():
    """A row needs a cell for every column."""
    with pytest.raises(RenderError, match="hat 1 statt 2 Zellen"):
        render(
            document(Table(id="t", columns=columns(CellKind.TEXT, CellKind.TEXT), rows=(Row(("x",), RowRole.TOTAL),)))
        )


# ------------------------------------------------------------------------------------- lists and boxes


def test_lists():
    """Bullets nest, numbered lists count from their own start, further paragraphs of an item are indented."""
    inner = ListItem(blocks=(Paragraph(text="Außen"), Listing(items=items("Innen")), Paragraph(text="Weiter")))
    made = opened(Listing(items=(inner,)), Listing(items=items("Drei"), start=3), Listing(items=items("Eins"), start=1))
    levels = [
        (entry.style.name, *(element.val for element in entry._p.pPr.iterfind(f"{W}numPr/*")))
        for entry in made.paragraphs[1:]
    ]
    assert levels == [
        ("List Bullet", 0, 3), ("List Bullet", 1, 3), ("List Continue",), ("List Number", 0, 6), ("List Number", 0, 7),
    ]  # fmt: skip
    numbering = parts(render(document(Listing(items=items("Drei"), start=3))))["word/numbering.xml"]
    assert '<w:startOverride w:val="3"/>' in numbering


def test_a_list_may_hold_other_blocks():
    """A table within a list item follows the item."""
    made = lines(Listing(items=(ListItem(blocks=(Paragraph(text="a"), table(("x",), caption="Darin"))),)))
    assert made[1:] == ["List Bullet: a", "Caption: Tabelle 1: Darin"]


def test_quotes_boxes_fields_and_signatures():
    """Each has a style of its own; empty values are printed as a dash, long labels stand above their value."""
    made = lines(
        Quote(blocks=(Paragraph(text="Es gelingt."), Listing(items=items("x"))), source="Leitung"),
        Quote(blocks=(Paragraph(text="Von allen."),)),
        Notice(title="Gut zu wissen", text="So ist es.", tone=Tone.INFO),
        Fields(
            id="f",
            fields=(
                Field(label="Träger", value="Stadt", note="seit 2021"),
                Field(label="Rechtsform", value=""),
                Field(label="Eine sehr lange Bezeichnung, die nicht neben den Wert passt", value="Wert"),
            ),
        ),
        Paragraph(text="klein", small=True),
        Signatures(functions=("Kämmerei",)),
    )
    assert made[1:] == [
        "Kim Quote: Es gelingt.", "List Bullet: x", "Kim Small: – Leitung", "Kim Quote: Von allen.",
        "Kim Notice Title: Gut zu wissen",
        "Kim Notice: So ist es.", "Kim Field: Träger\tStadt (seit 2021)", "Kim Field: Rechtsform\t–",
        "Kim Field: Eine sehr lange Bezeichnung, die nicht neben den Wert passt\nWert", "Kim Small: klein",
        "Kim Sign: \t\nKämmerei: Datum, Unterschrift",
    ]  # fmt: skip


def test_signatures_stay_together():
    """No line to sign on stands alone on a page, nor without what is signed."""
    made = opened("Für das Konzept:", Signatures(functions=("Leitung", "Kämmerei")))
    assert [line.paragraph_format.keep_with_next for line in made.paragraphs[1:]] == [True, True, None]


def test_fields_may_lead_somewhere():
    """The value of a label may be a web or mail address, or hold some."""
    fields = (
        Field(label="Web", value=Link("kim.nrw", "https://kim.nrw")),
        Field(label="E-Mail", value=Link("", "mailto:kim@example.org"), note="Team"),
        Field(label="Ort", value="Hamm"),
        Field(label="Kontakt", value="Amt · amt@example.org, https://www.example.org/kim."),
    )
    opening = opened(Fields(id="f", fields=fields))
    assert [[link.address for link in entry.hyperlinks] for entry in opening.paragraphs[1:]] == [
        ["https://kim.nrw"], ["mailto:kim@example.org"], [], ["mailto:amt@example.org", "https://www.example.org/kim"],
    ]  # fmt: skip
    assert opening.paragraphs[2].text == "E-Mail\tmailto:kim@example.org (Team)"


def test_key_figures_are_a_table_with_a_head():
    """What the figures are stands in the head row, the figures large below, notes last."""
    figures = (
        Field(label="Stellen", value=12),
        Field(label="Förderung", value=Decimal(5), kind=CellKind.MONEY, note="geplant"),
    )  # fmt: skip
    assert rows(opened(KeyFigures(id="k", figures=figures))) == [
        ["Stellen", "Förderung"],
        ["12", "5,00 €"],
        ["", "geplant"],
    ]
    assert rows(opened(KeyFigures(id="k", figures=figures[:1]))) == [["Stellen"], ["12"]]
    assert len(opened(KeyFigures(id="k", figures=figures[:1] * 5)).tables) == 2


def test_unknown_blocks_are_refused():
    """A plugin's own kind of block is refused by its name."""
    with pytest.raises(RenderError, match="Block der Art int"):
        render(document(5))


# -------------------------------------------------------------------------------------------- drawings


def test_pictures_keep_their_proportions():
    """A picture is as wide as wanted, at most as the text, with an alternative text; equal ones are stored once."""
    image = Image(id="a", data=PIXEL, alt="Zwei <Punkte>", width=100)
    opening = opened(image, attrs.evolve(image, id="b", width=900))
    first, second = opening.inline_shapes
    assert (first.width.mm, first.height.mm) == (100, 50)
    assert second.width.mm == pytest.approx(164, abs=0.1)
    assert first._inline.docPr.get("descr") == "Zwei <Punkte>"
    assert len({part.partname for part in opening.part.package.iter_parts() if "media" in part.partname}) == 1


def tall_picture():
    """A PNG ten times as high as wide."""
    head = b"IHDR" + (1).to_bytes(4) + (10).to_bytes(4) + PIXEL[24:29]
    return PIXEL[:12] + head + crc32(head).to_bytes(4) + PIXEL[33:]


def test_high_pictures_fit_the_page():
    """A picture higher than the page is made smaller, and so is a logo."""
    shape = opened(Image(id="a", data=tall_picture(), alt="Hoch")).inline_shapes[0]
    assert (shape.width.mm, shape.height.mm) == (19, 190)
    theme = attrs.evolve(DEFAULT_THEME, logo=tall_picture(), logo_alt="Logo")
    assert opened(theme=theme, cover=Cover()).inline_shapes[0].height.mm == pytest.approx(50, abs=0.1)


def test_figures_fit_their_page():
    """Pictures and charts leave room for their captions, on a page that lies, too."""
    spans = tuple(Span(title=f"Schritt {number}", start=date(2025, 1, 1)) for number in range(40))
    figures = (Image(id="a", data=tall_picture(), alt="Hoch"), Timeline(id="z", caption="Zeitschiene", spans=spans))
    for lies, highest in ((Orientation.PORTRAIT, [190, 216]), (Orientation.LANDSCAPE, [129, 129])):
        shapes = opened(Section(id="w", title="Weit", orientation=lies, blocks=figures)).inline_shapes
        assert [round(shape.height.mm) for shape in shapes] == highest


def test_pictures_are_set_upright():
    """A picture that lies is turned, keeps its own size, and takes the room beside it that it then needs."""
    xml = body(Image(id="a", data=PIXEL, alt="Gedreht", width=50, turn=1, mirrored=True))
    assert '<a:xfrm rot="5400000" flipH="1">' in xml
    assert '<wp:extent cx="3600000" cy="1800000"/>' in xml
    assert '<wp:effectExtent l="0" t="900000" r="0" b="900000"/>' in xml


def test_charts_bring_their_data():
    """A chart is a native one with an alternative text and a workbook that holds its data."""
    chart = Chart(
        id="c", kind=ChartKind.GROUPED, caption="Anträge", categories=("2022", "2023"),
        series=(Series(title="Anträge", values=(1, 2)),), notes=("Quelle: Rheine",),
    )  # fmt: skip
    made = parts(render(document(chart)))
    assert "<c:externalData" in made["word/charts/chart1.xml"]
    assert "../embeddings/daten1.xlsx" in made["word/charts/_rels/chart1.xml.rels"]
    assert lines(chart)[1:] == ["Kim Image: ", "Caption: Abbildung 1: Anträge", "Kim Small: Quelle: Rheine"]


# ----------------------------------------------------------------------------------------------- pages


def test_wide_sections_lie():
    """A landscape section begins and ends its pages; its table is as wide as the paper lies."""
    wide = Section(id="w", title="Weit", orientation=Orientation.LANDSCAPE, blocks=(table(("x",), caption="T"),))
    opening = opened(Section(id="a", title="A", blocks=(Paragraph(text="a"),)), wide, Section(id="b", title="B"))
    assert [section.orientation for section in opening.sections] == [0, 1, 0]
    assert [section.page_width.mm > section.page_height.mm for section in opening.sections] == [False, True, False]
    assert [section.different_first_page_header_footer for section in opening.sections] == [True, False, False]
    assert sum(int(column.get(f"{W}w")) for column in opening.element.body.iter(f"{W}gridCol")) == 14229


def test_text_after_a_wide_section_stands_upright():
    """What follows a landscape section within the same chapter is on upright pages again."""
    wide = Section(id="w", title="Weit", orientation=Orientation.LANDSCAPE)
    opening = opened(Section(id="a", title="A", blocks=(wide, Paragraph(text="danach"))))
    assert [section.orientation for section in opening.sections] == [0, 1, 0]


def test_sections_end_in_the_last_paragraph():
    """The end of a section of pages needs no paragraph of its own, unless a table or a text control comes last."""
    wide = Section(id="w", title="Weit", orientation=Orientation.LANDSCAPE, blocks=(Paragraph(text="x"),))
    assert len(lines("Text", wide)) == 4
    assert lines(table(("x",)), wide)[1] == "Kim Break: "
    plain = body(Paragraph(text="a"), wide)
    assert "<w:p><w:pPr><w:sectPr>" in plain.replace('<w:pStyle w:val="Normal"/>', "")


def test_every_page_says_what_it_is():
    """Header and footer carry issuer, title, marks, both Aktenzeichen, Stand, state and the page."""
    properties = marked("ENTWURF", "Musterdaten", reference="Az. 50-12")
    section = opened("Text", properties=properties).sections[0]
    assert section.header.paragraphs[0].text == "Kreis Musterland · Konzept\tENTWURF · Musterdaten"
    assert section.first_page_header.paragraphs[0].text == "Kreis Musterland\tENTWURF · Musterdaten"
    footer = shown(section.footer._element)
    assert footer == "Az. 50-12\nStand 31.03.2026 · Freigegeben\tSeite 1 von 1"
    assert shown(section.first_page_footer._element) == footer


def test_drafts_carry_a_watermark():
    """ENTWURF stands across every page of a draft, and nowhere else."""
    draft, released = (
        parts(render(document("Text", properties=marked(*marks)))) for marks in (("ENTWURF",), ("Musterdaten",))
    )
    headers = [xml for name, xml in draft.items() if name.startswith("word/header")]
    assert len(headers) == 2
    assert all('descr="ENTWURF"' in xml for xml in headers)
    assert not any("<wps:wsp>" in xml for xml in released.values())


def test_page_breaks():
    """What follows a page break begins a page, a table with its caption or a small paragraph before it."""
    assert '<w:pStyle w:val="Normal"/><w:pageBreakBefore/>' in body("a", PageBreak(), "b")
    assert lines("a", PageBreak(), table(("x",)))[-1] == "Kim Break: "
    assert "<w:pageBreakBefore/>" in body(Section(id="a", title="A", new_page=True))


def test_editable_texts_lie_between_bookmarks():
    """A text that is read back lies in a tagged control, between a bookmark on its heading and one after it."""
    text = Section(id="a", title="A", chapter="kurz-text", prose=(Paragraph(text="Mein Text"),))
    xml = body(text, Section(id="b", title="B"))
    assert '<w:tag w:val="kim_text_kurz_text"/>' in xml
    assert bookmarks(xml) == ["kim_text_kurz_text", "kim_a", "kim_ende_kurz_text", "kim_b"]
    assert lines(text)[-1] == "Kim Break: "
    assert "w:sdt" not in body(attrs.evolve(text, chapter=""))
    wide = Section(id="w", title="W", orientation=Orientation.LANDSCAPE)
    assert lines(text, wide)[3] == "Kim Break: "


def test_no_page_stays_empty():
    """Two landscape sections share their pages, and neither one at the end nor a last page break adds a page."""
    one, two = (Section(id=name, title=name, orientation=Orientation.LANDSCAPE) for name in "ab")
    assert [section.orientation for section in opened("Text", one, two).sections] == [0, 1]
    assert lines("Text", "", PageBreak()) == ["Title: Konzept", "Normal: Text"]
    assert not rows_of(opened(KeyFigures(id="k", figures=())))
    assert lines(Fields(id="f", fields=())) == ["Title: Konzept"]


def test_text_keeps_its_distance_from_a_table():
    """A paragraph right after a table is set off, a heading brings its own space."""
    xml = body(table(("x",)), Paragraph(text="Danach"), table(("x",)), Heading(text="Kapitel"))
    assert xml.count('<w:spacing w:before="200"/>') == 1


def test_text_keeps_its_distance_from_lists_and_fields():
    """What follows the close lines of fields or of a list is as far from them as from a paragraph."""
    fields = Fields(id="f", fields=(Field(label="Status", value="laufend"),))
    inner = ListItem(blocks=(Paragraph(text="Außen"), Listing(items=items("Innen"))))
    made = body(fields, "Gehört auch zu: Wohnen.", Listing(items=(inner, *items("Ende"))), fields, "Weiter.", "Weiter.")
    assert made.count('<w:spacing w:before="120"/>') == 3
    chapter = Section(
        id="k", title="K", chapter="k", prose=(Listing(items=items("Ende")),), blocks=(Paragraph(text="x"),)
    )
    assert body(chapter).count('<w:spacing w:before="120"/>') == 1


def test_boxes_stand_apart():
    """Two boxes in a row stay two: between them is a line without ground, and none where something else is."""
    box = Notice(title="Text fehlt", text="Hier.")
    chapter = Section(id="k", title="K", chapter="k", prose=(box,), blocks=(box,))
    assert [line.partition(":")[0] for line in lines(chapter)[2:]] == [
        *("Kim Alert Title", "Kim Alert", "Kim Break", "Kim Alert Title", "Kim Alert"),
    ]
    assert not any(line.startswith("Kim Break") for line in lines(box, "x", box, table(("x",)), box))


def test_language_and_properties():
    """The document is German, has a title and a subject, and hyphenates."""
    opening = opened("Text")
    assert (opening.core_properties.title, opening.core_properties.language) == ("Konzept", "de-DE")
    assert opening.core_properties.subject == "Konzept zum Antrag"
    made = parts(render(document("Text")))
    assert 'w:lang w:val="de-DE"' in made["word/styles.xml"]
    assert "<w:autoHyphenation/>" in made["word/settings.xml"]


def test_same_content_same_bytes():
    """Two renderings of a document are the same bytes, and long ones are written piece by piece."""
    content = document(Heading(text="A"), *(["Text"] * 1000))
    assert render(content) == render(content)
    assert render(content, attrs.evolve(DEFAULT_THEME, accent="000000")) != render(content)

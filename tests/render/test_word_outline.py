"""Numbers of sections, tables and figures, and the table of contents."""

from datetime import date

from tests.render.books import table
from tests.render.documents import PIXEL, W, body, bookmarks, document, instructions, lines, marked, opened

from kimcore.blocks import CellKind, Cover, Field, Heading, Image, Notice, Section
from kimcore.render.outline import outline_of


def outline(*blocks):
    """Every heading with its number."""
    return [f"{entry.number} {entry.title}".strip() for entry in outline_of(document(*blocks)).sections]


def chapter(title, *blocks, **fields):
    """A section; its id follows from the title."""
    return Section(**{"id": title.lower(), "title": title, "blocks": blocks, **fields})


def test_sections_are_numbered_by_their_nesting():
    """Numbers follow from the nesting, headings within a text count on, appendices are lettered."""
    text = (Heading(text="Im Text"), Heading(text="Tiefer", level=2))
    blocks = (
        Section(id="a", title="Anfang", chapter="a", prose=text, blocks=(chapter("Danach"),)),
        chapter("Ohne", chapter("Auch ohne"), numbered=False),
        chapter("Zwei"),
        chapter("Quellen", chapter("Sätze"), appendix=True),
        chapter("Noch eines", appendix=True),
    )
    assert outline(*blocks) == [
        "1 Anfang", "1.1 Im Text", "1.1.1 Tiefer", "1.2 Danach", "Ohne", "Auch ohne", "2 Zwei", "Anhang A Quellen",
        "A.1 Sätze", "Anhang B Noch eines",
    ]  # fmt: skip


def test_many_appendices():
    """The twenty-seventh appendix is AA, as Word counts."""
    assert outline(*(chapter(f"T{number}", appendix=True) for number in range(28)))[25:] == [
        "Anhang Z T25", "Anhang AA T26", "Anhang BB T27",
    ]  # fmt: skip


def test_word_counts_the_same():
    """Headings carry styles with multilevel numbering, appendices the appendix list, others none."""
    made = lines(chapter("Eins", chapter("Darin")), chapter("Quellen", appendix=True))
    assert made[1:] == ["Heading 1: Eins", "Heading 2: Darin", "Heading 1: Quellen"]
    xml = body(chapter("Eins"), chapter("Quellen", appendix=True), chapter("Ohne", numbered=False))
    assert [number in xml for number in ('<w:numId w:val="2"/>', '<w:numId w:val="5"/>')] == [True, True]


def test_headings_end_at_the_sixth_level():
    """Deeper sections look like the sixth level."""
    nested = chapter("G")
    for title in "FEDCBA":
        nested = chapter(title, nested)
    assert lines(nested)[-1] == "Heading 6: G"


def test_bookmarks_are_short_and_unique():
    """A bookmark's name has at most forty characters, and no two are the same."""
    long = "ein-sehr-langer-name-fuer-ein-kapitel-der-nicht-passt"
    names = bookmarks(body(chapter("A", id=long), chapter("B", id=long + "-2"), Heading(text="C"), Heading(text="D")))
    assert len(set(names)) == len(names) == 4
    assert max(map(len, names)) <= 40
    assert names[2:] == ["kim_kapitel", "kim_kapitel_2"]


def test_captions_count_tables_and_figures():
    """Tables and figures have counts of their own, no caption none; tables in a row stay apart."""
    image = Image(id="bild", data=PIXEL, alt="Zwei Punkte", caption="Ein Bild", credit="Foto: Stadt")
    made = lines(table(("x",), caption="Erste"), table(("y",), id="z"), image, table(("z",), id="d", caption="Zweite"))
    assert made[1:] == [
        "Caption: Tabelle 1: Erste", "Kim Break: ", "Kim Image: ", "Caption: Abbildung 1: Ein Bild",
        "Kim Small: Foto: Stadt", "Caption: Tabelle 2: Zweite",
    ]  # fmt: skip


def test_the_table_of_contents_has_its_entries():
    """The contents list number, title and link down to the third level, then tables and figures; no page, no leader."""
    blocks = (chapter("Eins", chapter("Darin", chapter("Tief", chapter("Zu tief"))), table(("x",), caption="Werte")),)
    xml = body(*blocks, contents=True)
    made = lines(*blocks, contents=True)
    assert made[1:6] == [
        "TOC Heading: Inhalt",
        "toc 1: 1\tEins",
        "toc 2: 1.1\tDarin",
        "toc 3: 1.1.1\tTief",
        "TOC Heading: Tabellen",
    ]
    assert made[6] == "table of figures: Tabelle 1: Werte"
    assert instructions(xml)[:2] == ['TOC \\o "1-3" \\h \\z \\u', 'TOC \\h \\z \\c "Tabelle"']
    assert 'w:anchor="kim_darin"' in xml
    assert "PAGEREF" not in xml
    assert "Zu tief" not in xml.partition("</w:sdt>")[0]


def test_counted_pages_stand_in_the_contents():
    """Where pages are known, an entry ends with a leader and its page, in a field that Word can renew."""
    pages = (("kim_eins", 7),)
    made = lines(chapter("Eins"), contents=True, pages=pages)
    assert made[2] == "toc 1: 1\tEins\t7"
    assert "PAGEREF kim_eins \\h" in instructions(body(chapter("Eins"), contents=True, pages=pages))


def listed(*blocks, style, **fields):
    """The lines of a list in front of the text."""
    made = opened(*blocks, contents=True, **fields).element.body.iter(f"{W}p")
    return [line for line in made if line.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None]


def test_lists_that_fit_a_page_stay_together():
    """The lists of tables and figures stand on one page where one holds them; longer ones flow."""
    for count, kept in ((40, 41), (42, 0)):
        captioned = [table(("x",), id=f"t{number}", caption="Werte") for number in range(count)]
        images = [Image(id=f"b{number}", data=PIXEL, alt="Bild", caption="Bild") for number in range(2)]
        found = listed(*captioned, *images, style="TableofFigures")
        assert sum(line.find(f"{W}pPr/{W}keepNext") is not None for line in found) == kept
        assert found[-1].find(f"{W}pPr/{W}keepNext") is None


def test_entries_with_and_without_a_number():
    """Behind "Anhang A" the title begins further right; where no number stands, nothing but the page follows."""
    sections = (
        chapter("Vorwort", numbered=False), chapter("Eins"), chapter("Zahlen", chapter("Mehr"), appendix=True)
    )  # fmt: skip
    places = [
        (line.find(f"{W}pPr/{W}tabs/{W}tab"), line.find(f"{W}pPr/{W}ind")) for line in listed(*sections, style="TOC1")
    ]
    found = [tuple(None if part is None else dict(part.attrib) for part in pair) for pair in places]
    assert found == [
        (None, {f"{W}left": "0", f"{W}hanging": "0"}), (None, None), ({f"{W}val": "left", f"{W}pos": "1247"}, None),
    ]  # fmt: skip


def test_contents_without_headings():
    """A document without headings has no table of contents."""
    assert lines("Text", contents=True) == ["Title: Konzept", "Normal: Text"]


def test_nobody_is_asked_to_update_fields():
    """The settings never let Word ask whether fields are to be updated."""
    from tests.render.documents import parts, render

    assert "updateFields" not in parts(render(document("Text")))["word/settings.xml"]


def test_cover():
    """The cover names issuer, title and what kind of paper it is; the text begins on the next page."""
    head = (Field(label="Stand", value=date(2025, 1, 15), kind=CellKind.DATE),)
    cover = Cover(subtitle="zum Antrag", fields=head, notice=Notice(title="Musterdaten", text="Alles ist erfunden."))
    made = lines("Text", cover=cover, properties=marked("ENTWURF"))
    assert made == [
        "Kim Issuer: Kreis Musterland", "Title: Konzept", "Subtitle: zum Antrag", "Kim Marks: ENTWURF",
        "Kim Field: Stand\t15.01.2025",
        "Kim Alert Title: Musterdaten", "Kim Alert: Alles ist erfunden.", "Normal: Text",
    ]  # fmt: skip
    xml = body("Text", cover=Cover())
    assert xml.count("<w:pageBreakBefore/>") == 1

"""Markdown to blocks: what a text says."""

from decimal import Decimal

import pytest

from kimcore.blocks import (
    CellKind,
    Footnote,
    Heading,
    Link,
    Listing,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Row,
    RowRole,
    Run,
    plain,
)
from kimcore.blocks.markdown import normal_prose, read_markdown, write_markdown
from tests.markdown.strategies import IMAGES


def blocks(text, **options):
    """The blocks of a text that has no problems."""
    reading = read_markdown(text, images=IMAGES, **options)
    assert reading.problems == ()
    return reading.blocks


def prose(text):
    """What the only paragraph of a text says."""
    (block,) = blocks(text)
    return block.text


def item(*texts):
    """An item of a list, of texts and of lists."""
    return ListItem(blocks=tuple(Paragraph(text=text) if isinstance(text, str) else text for text in texts))


def test_looks_nest():
    """Bold, italic, code and links within each other; a blank between two looks has what both have."""
    assert prose("a **b *c* d** [e *f*](https://x.de) `g`") == (
        Run("a "),
        Run("b ", bold=True),
        Run("c", bold=True, italic=True),
        Run(" d", bold=True),
        Run(" "),
        Run("e ", link="https://x.de"),
        Run("f", italic=True, link="https://x.de"),
        Run(" "),
        Run("g", code=True),
    )


def test_a_text_without_looks_is_plain():
    """Line ends are blanks, two blanks are one, a hard line break is a new line of the paragraph."""
    assert prose("Ein\nSatz  mit\u2028Blanks  \nund\\\nZeilen &amp; mehr ") == "Ein Satz mit Blanks\nund\nZeilen & mehr"


@pytest.mark.parametrize("text", ["Bürger*innen und Migrant*innen", "Bürger_innen und Migrant_innen", "5 * 3 * 2"])
def test_a_gender_star_is_a_star(text):
    """A single star within a word is no italics, unlike in CommonMark, and comes back without a backslash."""
    assert prose(text) == text
    assert write_markdown((Paragraph(text="Bürger*innen, Bürger_innen"),)) == "Bürger*innen, Bürger_innen\n"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[x](http://www.hamm.de:8080/a?b=c#d)", "http://www.hamm.de:8080/a?b=c#d"),
        ("[x](https://müller.de/ä)", "https://xn--mller-kva.de/%C3%A4"),
        ("[x](mailto:info@example.org)", "mailto:info@example.org"),
        ("[x](#ziele)", "#ziele"),
    ],
)
def test_links_lead_to_the_web_or_to_a_place(text, link):
    """Addresses of web and mail, in the form that packages hold, and places in the document."""
    assert prose(text) == (Run("x", link=link),)


def test_what_a_link_is_around():
    """A gender star is none of its business; a footnote cannot be in it, as no link can be in a link."""
    assert prose("[Bürger*innen](#ziele)") == (Run("Bürger*innen", link="#ziele"),)
    note = Footnote((Run("x"),))
    assert prose("[a[^1]](#ziele)\n\n[^1]: x") == (Run("[a"), note, Run("](#ziele)"))


def test_addresses_in_angle_brackets_and_links_without_text_show_their_address():
    """There is always something to read."""
    assert prose("<https://x.de>") == prose("[](https://x.de)") == (Run("https://x.de", link="https://x.de"),)
    assert prose("<a@example.org>") == (Run("a@example.org", link="mailto:a@example.org"),)


def test_references_name_what_they_lead_to():
    """A link to a place without a text is a cross-reference; the tables of a text may be called by their number."""
    assert prose("Siehe [](#ziele).") == (Run("Siehe "), Reference("ziele"), Run("."))
    assert blocks("[](#tabelle-1)", numbering="lage")[0].text == (Reference("lage-tabelle-1"),)


def test_footnotes_stand_where_they_are_called():
    """Their paragraphs become lines; one that is called twice stands twice."""
    note = Footnote((Run("Kurz und "), Run("fett", bold=True), Run("\nund mehr")))
    text = "a[^x] b[^x]\n\n[^x]: Kurz und **fett**\n\n    und mehr\n"
    assert prose(text) == (Run("a"), note, Run(" b"), note)


def test_lists_nest_and_begin_at_a_number():
    """Bullets and numbers, several paragraphs, empty items left out."""
    assert blocks("- eins\n- zwei\n\n  mehr\n\n  3. drei\n  4. vier\n-\n\nEnde\n\n1) x") == (
        Listing(items=(item("eins"), item("zwei", "mehr", Listing(items=(item("drei"), item("vier")), start=3)))),
        Paragraph(text="Ende"),
        Listing(items=(item("x"),), start=1),
    )


def test_quotes_name_their_source():
    """The last paragraph after a dash is who said it, unless there is nothing else."""
    assert blocks("> Gut so.\n>\n> - ja\n>\n> — Die Landrätin\n") == (
        Quote(blocks=(Paragraph(text="Gut so."), Listing(items=(item("ja"),))), source="Die Landrätin"),
    )
    assert blocks("> — Die Landrätin") == (Quote(blocks=(Paragraph(text="— Die Landrätin"),)),)


def test_the_smallest_level_of_headings_is_one():
    """A text may begin with whatever # it likes."""
    assert blocks("### A\n#### B\nText\n### C") == (
        Heading(text="A", level=1),
        Heading(text="B", level=2),
        Paragraph(text="Text"),
        Heading(text="C", level=1),
    )


def test_tables_have_typed_columns():
    """Columns aligned to the right become numbers; rows in bold are totals; the line below is the caption."""
    (table,) = blocks(
        "| Was | Jahr | Geld | Teil | VZÄ | Nr. | Link |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |\n"
        "| a \\| b | 2025 | 1.234,50 € | 12,5 % | 1,0 | 7 | [x](https://x.de) |\n| | | | | 0,385 | -1.000 | |\n"
        "| **Summe** | | **9,00 €** | | | **7a** | |\n\nTabelle 3: Was  es\nkostet\n",
        numbering="finanzen",
    )
    assert (table.id, table.caption) == ("finanzen-tabelle-1", "Was es kostet")
    kinds = [
        CellKind.TEXT,
        CellKind.YEAR,
        CellKind.MONEY,
        CellKind.PERCENT,
        CellKind.VZAE,
        CellKind.TEXT,
        CellKind.TEXT,
    ]
    assert [column.kind for column in table.columns] == kinds
    assert [column.title for column in table.columns][:3] == ["Was", "Jahr", "Geld"]
    assert list(table.normalised()) == [
        Row(("a | b", 2025, Decimal("1234.50"), Decimal("12.5"), 1, "7", Link("x", "https://x.de"))),
        Row((None, None, None, None, Decimal("0.385"), "-1.000", None)),
        Row(("Summe", None, Decimal(9), None, None, "7a", None), RowRole.TOTAL),
    ]


@pytest.mark.parametrize("cell", ["1234", "01", "1,50", "1.2.3", "1e3", "-", ".", "12,5 Stellen"])
def test_numbers_that_would_look_otherwise_stay_text(cell):
    """A postcode must not become 59.065 nor 1,50 become 1,5."""
    (table,) = blocks(f"| x |\n| ---: |\n| {cell} |\n")
    assert (table.columns[0].kind, *table.rows) == (CellKind.TEXT, (cell,))


@pytest.mark.parametrize(("below", "caption"), [("Tabelle: X", "X"), ("\n: X", "X"), ("\nTabelle:", ""), ("\nX", "")])
def test_a_caption_may_stand_directly_below(below, caption):
    """With or without an empty line; without a text it is none."""
    assert blocks(f"| a | b |\n|---|---|\n| c | d |\n{below}")[0].caption == caption


def test_pictures_stand_in_their_own_paragraph():
    """By file name, in whatever folder; alternative text and caption of the text win over those of the program."""
    first, second, third = blocks(
        '![Ein *voller*\nSaal](bilder/fachtag.jpg "Fachtag 2025")\n![](a%20b.png)\n![](fachtag.jpg)'
    )
    assert (first.id, first.file, first.alt, first.caption) == (
        "fachtag",
        "fachtag.jpg",
        "Ein voller Saal",
        "Fachtag 2025",
    )
    assert (second.id, second.alt, third.id, third.alt, third.caption) == (
        "plan",
        "",
        "fachtag-2",
        "Saal",
        "Der Fachtag",
    )


def test_numbering_reaches_the_tables_only():
    """Tables are counted through the text."""
    table = "| a |\n|---|\n\n"
    assert [block.id for block in blocks(table * 2)] == ["tabelle-1", "tabelle-2"]


def test_normal_prose_is_what_a_reader_sees():
    """Borders between runs of one look and blanks at the ends do not count; empty notes are none."""
    bold = Run("a ", bold=True), Run("", code=True), Run("b", bold=True), Run(" ", bold=True), Footnote((Run(" "),))
    assert normal_prose(bold) == (Run("a b", bold=True),)
    assert normal_prose((Run(" a"), Run(" b \n c"))) == normal_prose("a b\nc") == "a b\nc"
    assert normal_prose(()) == normal_prose(" ") == ""
    assert plain(normal_prose((Run("x", code=True), Run(" "), Reference("a")))) == "x "

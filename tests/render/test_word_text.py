"""Runs: the one way in which text gets into a Word document."""

from itertools import product

import pytest
from tests.render.books import table
from tests.render.documents import body, document, instructions, lines, opened, parts, render

from kimcore.blocks import Footnote, Paragraph, Reference, Run, Section
from kimcore.errors import RenderError
from kimcore.render.typography import are_plain, german
from kimcore.render.word.prose import Inlines
from kimcore.render.word.relations import Relations


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("§ 9 und §§ 3", "§\u00a09 und §§\u00a03"),
        ("57.000 € und 12 %", "57.000\u00a0€ und 12\u00a0%"),
        ('Er sagt "ja" - oder nein', "Er sagt „ja“\u00a0– oder nein"),
        ("und so weiter...", "und so weiter…"),
        ("z.B. und z. B. der e. V.", "z.\u00a0B. und z.\u00a0B. der e.\u00a0V."),
        ("am 1. Mai, Nr. 4", "am 1.\u00a0Mai, Nr.\u00a04"),
        ("geht's", "geht’s"),
        ("S. 5 ff. und Art. 3", "S.\u00a05\u00a0ff. und Art.\u00a03"),
        ("Bausteine 1 und 2, 3 bis 4,5 und 1 bis 500", "Bausteine\u00a01 und\u00a02, 3 bis 4,5 und\u00a01 bis 500"),
        ("1-3 und 0,5 VZÄ", "1-3 und 0,5\u00a0VZÄ"),
        ("Baustein 3, EG 12, Klassen 8 bis 10.", "Baustein\u00a03, EG\u00a012, Klassen\u00a08 bis\u00a010."),
        ("Seite 120, Satz 1.000 und Hamm 12", "Seite 120, Satz 1.000 und Hamm 12"),
        ("KIM NRW (MBl. NRW. 2020) in ganz NRW", "KIM\u00a0NRW (MBl.\u00a0NRW. 2020) in ganz NRW"),
        ("Verband B und Verband Bochum", "Verband\u00a0B und Verband Bochum"),
        ("§ 44 LHO und § 25b AufenthG", "§\u00a044\u00a0LHO und §\u00a025b\u00a0AufenthG"),
        ("nichts zu tun", "nichts zu tun"),
    ],
)
def test_german_typography(typed, printed):
    """Quotes, dashes and no-break spaces are set as in German print, once: set text stays as it is."""
    assert german(typed) == printed
    assert german(printed) == printed


def test_what_is_called_plain_needs_no_setting():
    """The quick look at a text, which saves most of them the rules, overlooks nothing that a rule would change."""
    words = """... - "ja" geht's § Nr. Baustein Verband KIM MBl. NRW z. B. u.a. und ff. Mai € VZÄ … 1 12 3. 0,5 2020 4)
        A, Bo TIntG"""
    texts = map(" ".join, product(words.split(), repeat=3))
    assert [text for text in texts if are_plain((text,)) and german(text) != text] == []


def test_looks_and_breaks():
    """Bold, italic and code are runs; a line break stays in the paragraph; code keeps its quotes."""
    text = (Run("fett", bold=True), Run(" und "), Run("kursiv", italic=True), Run("\n"), Run('x = "1"', code=True))
    runs = opened(Paragraph(text=text)).paragraphs[-1].runs
    assert [(item.text, item.bold, item.italic) for item in runs] == [
        ("fett", True, None), (" und ", None, None), ("kursiv", None, True), ("\n", None, None),
        ('x = "1"', None, None),
    ]  # fmt: skip
    assert runs[-1].style.name == "Kim Code"


@pytest.mark.parametrize(
    ("runs", "printed"),
    [
        (("Das ", '"', "*Wort", '" - ', "*fett", " - gilt"), "Das „Wort“\u00a0– fett\u00a0– gilt"),
        (('5" und ', '*"ja"'), '5" und „ja“'),
        (('"a ', '`- "b"`', ' c"'), '„a `- "b"` c“'),
        (('\ue00e"a ', '*b"'), '\ue00e"a b"'),
    ],
)
def test_typography_does_not_stop_at_looks(runs, printed):
    """A quotation or a dash may stand between runs of different looks; code and a single inch mark stay."""
    prose = tuple(Run(words.lstrip("*"), bold=words.startswith("*"), code=words.startswith("`")) for words in runs)
    assert opened(Paragraph(text=prose)).paragraphs[-1].text == printed


def test_tabs_are_elements():
    """A tab in a text is a tab in the document."""
    assert lines("a\tb")[-1] == "Normal: a\tb"


@pytest.mark.parametrize("text", ["schlecht\x0b", "\ud800", "\x00"])
def test_control_characters_are_refused(text):
    """What XML cannot hold is refused with its place."""
    with pytest.raises(RenderError, match=r"Steuerzeichen U\+"):
        render(document(text))


def test_markup_in_texts_is_text():
    """Angle brackets, ampersands and a formula are words like others."""
    assert lines("=1+1 <w:p> & Söhne")[-1] == "Normal: =1+1 <w:p> & Söhne"


def test_right_to_left_text_is_marked():
    """Arabic and Hebrew words are runs of their own, written from right to left; emoji stay whole."""
    runs = opened("Willkommen, أهلا وسهلا, שלום 🙂").paragraphs[-1].runs
    assert [(item.text, bool(item.font.rtl)) for item in runs] == [
        ("Willkommen, ", False), ("أهلا وسهلا", True), (", ", False), ("שלום", True), (" 🙂", False),
    ]  # fmt: skip


def test_links():
    """A web address is a relation of the part, a place in the document an anchor; an unknown place is plain text."""
    text = (Run("Hamm", link="https://www.hamm.de"), Run("oben", link="#a"), Run("weg", link="#nirgends"))
    opening = opened(Section(id="a", title="Anfang"), Paragraph(text=text))
    assert [link.url for link in opening.paragraphs[-1].hyperlinks] == ["https://www.hamm.de", ""]
    assert opening.paragraphs[-1].hyperlinks[1].fragment == "kim_a"
    assert opening.paragraphs[-1].text == "Hammobenweg"


def test_footnotes_are_real():
    """A footnote is a part of the document with its own links, numbered where it stands."""
    note = Footnote((Run("Siehe "), Run("kim.nrw", link="https://kim.nrw")))
    made = parts(render(document(Paragraph(text=(Run("Das gilt"), note, Run("."), Footnote((Run("Zwei"),)))))))
    assert '<w:footnoteReference w:id="1"/>' in made["word/document.xml"]
    assert '<w:footnote w:id="2">' in made["word/footnotes.xml"]
    assert "https://kim.nrw" in made["word/_rels/footnotes.xml.rels"]
    assert "https://kim.nrw" not in made["word/_rels/document.xml.rels"]


def test_a_footnote_within_a_footnote_stands_in_brackets():
    """Footnotes have no footnotes; the words are kept."""
    assert " (innen)</w:t>" in Inlines({}, {}, Relations()).xml((Footnote((Run("innen"),)),))


def test_references_name_what_they_lead_to():
    """A reference reads Abschnitt, Anhang or the title, with a field that follows when chapters move."""
    named = (part for name in ("eins", "anhang", "ohne") for part in (Reference(name), Run(", ")))
    text = (*named, Reference("t"))
    blocks = (
        Paragraph(text=(*text, Reference("x"))),
        Section(id="eins", title="Erstens", blocks=(table(("x",), id="t", caption="Werte"),)),
        Section(id="ohne", title="Ohne Nummer", numbered=False),
        Section(id="anhang", title="Quellen", appendix=True),
    )
    assert lines(*blocks)[1] == "Normal: Abschnitt 1, Anhang A, „Ohne Nummer“, Tabelle 1[Verweis auf „x“]"
    assert instructions(body(*blocks))[:3] == ["REF kim_eins \\r \\h", "REF kim_anhang \\r \\h", "REF kim_ohne \\h"]


def test_unknown_inline_content_is_refused():
    """A plugin's own kind of text is refused by its name."""
    with pytest.raises(RenderError, match="Text der Art int"):
        render(document(Paragraph(text=(5,))))

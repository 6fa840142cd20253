"""kimcore's own rules of accessibility: a good document passes, and each rule catches its fault."""

import pytest

from kimcore.testing.accessibility import RULES, accessibility
from kimcore.testing.wordtext import WordFile
from tests import wordfiles as w

HEAD = w.heading("Einleitung", mark="kim_einleitung")
MONEY = '<w:jc w:val="right"/>'
GOOD = "".join((
    HEAD,
    w.para("Siehe ", w.link("die Seite", "rel:web"), ", ", w.field("REF kim_einleitung \\h", "Einleitung"), "."),
    w.caption("Tabelle", "Mittel"),
    w.table(("Jahr", "Betrag"), ("2025", w.para("1,00 €", look=MONEY)), ("2026", w.para("22,00 €", look=MONEY))),
    w.heading("Personal", 2),
    w.para(w.picture("Ein blaues Quadrat")),
    w.caption("Abbildung", "Quadrat"),
    w.para("Ein Satz mit Anmerkung", w.footnote_mark(), "."),
))  # fmt: skip
PICTURE = {"image1.png": w.png()}
PARTS = {**PICTURE, "footnotes.xml": w.footnotes("Eine Anmerkung.")}


def faults(tmp_path, body=HEAD, **given):
    """What the rules find against a file with this body."""
    given = {"parts": PARTS, "links": {"web": "https://www.example.org/"}, **given}
    return accessibility(w.word_file(tmp_path / "datei.docx", body, **given))


def test_good_document_passes(tmp_path):
    """A document with headings, links, a table, a picture, captions and a footnote has no fault."""
    assert faults(tmp_path, GOOD) == []


def styled_table(look, first="", band=""):
    """Styles: a table whose first row and bands have a ground, and the table."""
    style = (
        f'<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow">{first}'
        f'</w:tblStylePr><w:tblStylePr w:type="band2Horz">{band}</w:tblStylePr></w:style>'
    )
    table = w.table(("Jahr",), ("2025",), style="T").replace("<w:tblW", f"{look}<w:tblW")
    return {"body": HEAD + w.caption("Tabelle", "Mittel") + table, "styles": style, "parts": {}}


def shade(fill, colour=""):
    """A ground for cells, and a colour for their text."""
    colour = f'<w:rPr><w:color w:val="{colour}"/></w:rPr>' if colour else ""
    return f'{colour}<w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>'


ALL_LOOKS, NO_LOOKS = '<w:tblLook w:val="0460"/>', '<w:tblLook w:firstRow="0" w:noHBand="1"/>'
WHITE, GREY = '<w:color w:val="FFFFFF"/>', '<w:color w:val="999999"/>'


def style(kind, id_, colour="", base=""):
    """A style with a colour, or based on another."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    look = f'<w:rPr><w:color w:val="{colour}"/></w:rPr>' if colour else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{id_}"/>{based}{look}</w:style>'


PALE = style("paragraph", "Pale", "AAAAAA") + style("paragraph", "Paler", base="Pale")
FAINT = style("character", "Faint", "BBBBBB")
FIGURE_CAPTION = w.caption("Abbildung", "Quadrat")
TWO_COLUMNS = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
LOST = "Verweis: die Textmarke kim_weg gibt es nicht"
TAB, THIN = "<w:r><w:tab/></w:r>", '<w:spacing w:line="20" w:lineRule="exact"/>'
CAPTION = w.caption("Tabelle", "Mittel")
TWO = (("Jahr", "Betrag"), ("2025", "viel"))
NOTE = {"footnotes.xml": w.footnotes("Eine Anmerkung.")}

BROKEN = {
    "no title": ({"title": " "}, "Dokument: ohne Titel"),
    "file name as title": ({"title": "datei.docx"}, "Dokument: der Titel „datei.docx“ ist ein Dateiname"),
    "English": ({"language": "en-US"}, "Dokument: Sprache in Vorlage ist en-US statt de-DE"),
    "no language": ({"language": ""}, "Dokument: Sprache in Eigenschaften ist nicht gesetzt statt de-DE"),
    "no hyphenation": ({"settings": ""}, "Dokument: ohne Silbentrennung (w:autoHyphenation)"),
    "question": ({"settings": '<w:autoHyphenation/><w:updateFields w:val="true"/>'}, "fragt beim Öffnen"),
    "starts deep": ({"body": w.heading("Tief", 2)}, "Überschrift „Tief“: Ebene 2 nach Ebene 0"),
    "jump": ({"body": HEAD + w.heading("Tief", 3)}, "Überschrift „Tief“: Ebene 3 nach Ebene 1"),
    "empty heading": ({"body": w.heading("")}, "Überschrift: leer (Ebene 1)"),
    "bold heading": ({"body": w.para(w.run("Ziele", "<w:b/>"))}, "Absatz „Ziele“: fett statt Überschrift"),
    "no header row": ({"body": CAPTION + w.table(*TWO, head=False)}, "Tabelle „JahrBetrag“: ohne Kopfzeile"),
    "empty header cell": ({"body": CAPTION + w.table(("", "Betrag"), TWO[1])}, "leere Zelle in der Kopfzeile"),
    "no rows": ({"body": CAPTION + w.table()}, "Tabelle ohne Zeilen: ohne Kopfzeile"),
    "merged down": (
        {"body": CAPTION + w.table(*TWO, (w.cell("", "<w:vMerge/>"), "x"))},
        "Tabelle „JahrBetrag“, Zeile 3: verbundene Zellen",
    ),
    "merged across": (
        {"body": CAPTION + w.table(("a", "b", "c"), (w.cell("x", '<w:gridSpan w:val="2"/>'), "y"))},
        "Zeile 2: eine Zelle über mehrere Spalten",
    ),
    "merged head": (
        {"body": CAPTION + w.table((w.cell("x", '<w:gridSpan w:val="2"/>'),), ("x", "y"))},
        "Zeile 1: eine Kopfzelle über mehrere Spalten",
    ),
    "short row": (
        {"body": CAPTION + w.table(*TWO, ("x",)).replace("<w:tblGrid/>", TWO_COLUMNS)},
        "Zeile 3: 1 statt 2 Spalten",
    ),
    "too wide": (
        {"body": CAPTION + w.table(*TWO).replace("<w:tblGrid/>", '<w:tblGrid><w:gridCol w:w="12000"/></w:tblGrid>')},
        "12000 Twips breit, der Text nur 9638",
    ),
    "numbers left": (
        {"body": CAPTION + w.table(("Betrag", "Jahr"), ("1,00 €", "2025"), ("1.022,00 €", "2026"), ("–", "2027"))},
        "die Zahlen „1,00 €, 1.022,00 €, –“ stehen nicht rechtsbündig",
    ),
    "no alt": ({"body": w.para(w.picture(None)) + FIGURE_CAPTION}, "„Abbildung 1“: ohne Alternativtext"),
    "file name as alt": (
        {"body": w.para(w.picture("fachtag.jpg")) + FIGURE_CAPTION},
        "der Alternativtext „fachtag.jpg“ sagt nicht, was zu sehen ist",
    ),
    "chart without alt": (
        {"body": w.para(w.chart(None)) + FIGURE_CAPTION, "parts": {**NOTE, "chart1.xml": w.bars()}},
        "Abbildung „Abbildung 1“: ohne Alternativtext",
    ),
    "number as alt": ({"body": w.para(w.picture("Bild 1")) + FIGURE_CAPTION}, "sagt nicht, was zu sehen ist"),
    "table without caption": ({"body": w.table(*TWO)}, "Tabelle „JahrBetrag2025viel“: ohne Beschriftung"),
    "figure without caption": ({"body": w.para(w.picture("Ein Quadrat"))}, "„Abbildung 1“: ohne Beschriftung"),
    "typed caption": (
        {"body": w.para("Tabelle 1: Mittel", style="Caption")},
        "Beschriftung „Tabelle 1: Mittel“: ohne Nummernfeld (SEQ)",
    ),
    "text box": ({"body": w.para("<w:r><w:pict><w:txbxContent/></w:pict></w:r>")}, "Schwebend: „txbxContent“"),
    "lost reference": ({"body": w.para(w.field("REF kim_weg \\h", "x"))}, LOST),
    "lost page": (
        {"body": w.para("<w:r><w:instrText>PAGEREF kim_weg \\h</w:instrText></w:r>")},
        LOST,
    ),
    "lost anchor": ({"body": w.para(w.link("Ziele", "kim_weg"))}, LOST),
    "lost field link": (
        {"body": w.para('<w:r><w:instrText>HYPERLINK \\l "kim_weg"</w:instrText></w:r>')},
        LOST,
    ),
    "long mark": ({"body": w.heading("x", mark="k" * 41)}, f"Textmarke {'k' * 41}: kein Name, den Word nimmt"),
    "mark with a hyphen": ({"body": w.heading("x", mark="kim-a")}, "Textmarke kim-a: kein Name, den Word nimmt"),
    "same mark": ({"body": HEAD + w.para(w.bookmark("kim_einleitung", "", 2))}, "kim_einleitung: 2-mal vergeben"),
    "same id": ({"body": HEAD + w.para(w.bookmark("kim_b", ""))}, "die Nummer 1 ist 2-mal vergeben"),
    "open mark": ({"body": w.para('<w:bookmarkStart w:id="7" w:name="a"/>')}, "Nummer 7 ohne Anfang oder Ende"),
    "link here": ({"body": w.para(w.link("hier", "kim_a"))}, "Link „hier“: sagt nicht, wohin er führt"),
    "empty link": ({"body": w.para(w.link("", "kim_a"))}, "Link „“: sagt nicht, wohin er führt"),
    "bare address": ({"body": w.para(w.link("https://a.de/b?c=1", "kim_a"))}, "sagt nicht, wohin er führt"),
    "link without style": (
        {"body": w.para(w.link("Ziele", "a").replace('<w:rStyle w:val="Hyperlink"/>', ""))},
        "Link „Ziele“: ohne die Zeichenvorlage Hyperlink",
    ),
    "raised figure": (
        {"body": w.para("Text", w.run("1", '<w:vertAlign w:val="superscript"/>'))},
        "Fußnote: die hochgestellte Zahl 1 ist keine",
    ),
    "raised letter": ({"body": w.para("Viele Menschen¹ kommen.")}, "Fußnote: „n¹“ ist keine"),
    "note without text": ({"body": w.para("x", w.footnote_mark()), "parts": {}}, "Fußnote 1: ohne Text"),
    "note without place": ({"parts": NOTE}, "Fußnote 1: ohne Stelle im Text"),
    "empty note": (
        {"body": w.para("x", w.footnote_mark()), "parts": {"footnotes.xml": w.footnotes(" ")}},
        "Fußnote 1: ohne Zeichen oder ohne Text",
    ),
    "empty paragraph": ({"body": HEAD + w.para() + w.para("x")}, "Leerer Absatz nach „Einleitung“"),
    "page break": (
        {"body": HEAD + w.para('<w:r><w:br w:type="page"/></w:r>') + w.para("x")},
        "Leerer Absatz nach „Einleitung“",
    ),
    "empty line in a cell": (
        {"body": CAPTION + w.table(("Jahr",), (w.para("2025") + w.para(),))},
        "Leerer Absatz in der Zelle „2025“",
    ),
    "dashes": ({"body": w.para("– Sprache") + w.para("– Arbeit")}, "Absatz „– Arbeit“: eine Liste von Hand"),
    "counted": ({"body": w.para("1. Sprache") + w.para("2. Arbeit")}, "Absatz „2. Arbeit“: eine Liste von Hand"),
    "bullets": ({"body": w.para("• Sprache")}, "Absatz „• Sprache“: eine Liste von Hand"),
    "tabs": ({"body": w.para("Träger", TAB, "Stadt")}, "mit Tabulatoren oder Leerzeichen ausgerichtet"),
    "blanks": ({"body": w.para("Träger      Stadt")}, "mit Tabulatoren oder Leerzeichen ausgerichtet"),
    "grey run": ({"body": w.para(w.run("blass", GREY))}, "Text „blass“: 999999 auf FFFFFF hat nur 2,8 : 1"),
    "grey style": ({"body": w.para("blass", style="Paler"), "styles": PALE}, "AAAAAA auf FFFFFF hat nur 2,3 : 1"),
    "grey character style": (
        {"body": w.para(w.run("blass", '<w:rStyle w:val="Faint"/>')), "styles": FAINT},
        "BBBBBB auf FFFFFF hat nur 1,9 : 1",
    ),
    "dark ground": (
        {"body": w.para(w.run("dunkel", '<w:color w:val="000000"/>'), look='<w:shd w:val="clear" w:fill="1F3A5F"/>')},
        "Text „dunkel“: 000000 auf 1F3A5F hat nur 1,8 : 1",
    ),
    "white in a white cell": (
        {"body": CAPTION + w.table(("Jahr",), (w.para(w.run("weiß", WHITE)),))},
        "Text „weiß“: FFFFFF auf FFFFFF hat nur 1,0 : 1",
    ),
    "table style's head": (styled_table(ALL_LOOKS, shade("1F3A5F", "333333")), "333333 auf 1F3A5F hat nur 1,1 : 1"),
    "table style's band": (styled_table(ALL_LOOKS, band=shade("EEEEEE", "999999")), "999999 auf EEEEEE"),
}  # fmt: skip


@pytest.mark.parametrize(("given", "fault"), BROKEN.values(), ids=list(BROKEN))
def test_rule_catches_its_fault(tmp_path, given, fault):
    """A file with one fault is reported in words that name it."""
    found = faults(tmp_path, **{"parts": PICTURE, **given})
    assert [text for text in found if fault in text], found


DECORATION = w.picture(None).replace(
    'name="Abbildung 1"/>',
    'name="Abbildung 1"><a:extLst><a:ext><adec:decorative val="1" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst></wp:docPr>',
)
RIGHT = {
    "white on a dark head": styled_table(ALL_LOOKS, shade("1F3A5F", "FFFFFF"), shade("E8EDF3")),
    "formats that do not look": styled_table(NO_LOOKS, shade("1F3A5F", "333333"), shade("000000")),
    "automatic colour": {"body": w.para("Text", look='<w:shd w:val="clear" w:fill="000000"/>')},
    "a heading within a table": {
        "body": CAPTION + w.table(*TWO, (w.cell("Baustein 1", '<w:gridSpan w:val="2"/>'),)),
    },
    "a title instead of a caption": {
        "body": w.table(*TWO).replace("<w:tblPr>", '<w:tblPr><w:tblCaption w:val="Kontakt"/>'),
    },
    "bold words at the head of a sentence": {"body": w.para(w.run("Ziel:", "<w:b/>"), " mehr Sprache.")},
    "square metres and dates": {"body": w.para("42 m² seit dem") + w.para("1. März 2025")},
    "empty cell": {"body": CAPTION + w.table(*TWO, ("2026", ""))},
    "last paragraph after a table": {"body": CAPTION + w.table(*TWO) + w.para()},
    "a dash before a name": {"body": w.para("– Rat der Stadt")},
    "a label and its value": {
        "body": w.para("Träger", TAB, "Stadt", look='<w:tabs><w:tab w:val="left" w:pos="1600"/></w:tabs>')
    },
    "a mark in a line of no height": {"body": HEAD + w.para(w.bookmark("kim_ende", "", 2), look=THIN) + w.para("x")},
    "no style": {"body": "<w:p><w:r><w:t>Ein Satz.</w:t></w:r></w:p>"},
    "decoration": {"body": w.para(DECORATION) + FIGURE_CAPTION, "parts": PICTURE},
    "raised letters": {"body": w.para("Die 1", w.run("te", '<w:vertAlign w:val="superscript"/>'), " Sitzung.")},
    "two paragraphs in a cell": {"body": CAPTION + w.table(("Jahr",), (w.para("2025") + w.para("2026"),))},
    "end of a section": {"body": HEAD + w.para(look="<w:sectPr/>") + w.para("x")},
    "text in a content control": {"body": f"<w:sdt><w:sdtContent>{HEAD}</w:sdtContent></w:sdt>{w.heading('Ziele', 2)}"},
}


@pytest.mark.parametrize("given", RIGHT.values(), ids=list(RIGHT))
def test_rule_lets_what_is_right_pass(tmp_path, given):
    """What looks like a fault and is none is not reported."""
    assert faults(tmp_path, **{"parts": {}, **given}) == []


def test_every_rule_is_tried(tmp_path):
    """No rule is without a broken file that it alone, or it too, catches."""
    silent = set(RULES)
    for given, _ in BROKEN.values():
        word = WordFile(w.word_file(tmp_path / "datei.docx", **{"body": HEAD, "parts": PICTURE, **given}))
        silent -= {rule for rule in silent if list(rule(word))}
    assert {rule.__name__ for rule in silent} == set()

"""What stands in a Word text and cannot stand in Markdown is listed; comments and tracked changes are seen."""

import io

import attrs
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from kimcore.blocks import Column, Listing, ListItem, PageBreak, Paragraph, Quote, Reference, Section, Table
from kimcore.render.word.reading import Role, Shown
from tests.reading.word import IMAGES, Edit, come_home, document, edited, element, losses, png

TEXT = "Ein Text.[^1]\n\n![](fest.png)\n\n| A | B |\n| --- | --- |\n| a | b |\n\nSchluss.\n\n[^1]: Eine Note.\n"
RUN = "<w:r>{}</w:r>"
DRAWN = '<wp:inline><wp:docPr descr="Neues"/><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></wp:inline>'


def formatted(**looks: object):
    """A change that gives a new run a look."""

    def change(edit: Edit) -> None:
        font = edit.paragraph("Schluss").add_run("bunt").font
        for name, value in looks.items():
            setattr(font, name, value)

    return change


@pytest.mark.parametrize(
    ("looks", "what"),
    [
        ({"underline": True}, {"Unterstreichung"}),
        ({"strike": True}, {"durchgestrichener Text"}),
        ({"all_caps": True}, {"Großbuchstaben"}),
        ({"superscript": True}, {"hoch- oder tiefgestellter Text"}),
        ({"highlight_color": 7}, {"Hervorhebungsfarbe"}),
        ({"name": "Courier"}, {"Schriftart"}),
        ({"size": Pt(20)}, {"Schriftgröße"}),
        ({"bold": True, "italic": False, "underline": False}, set()),
    ],
)
def test_looks_of_words(looks, what):
    """Every look beyond bold and italic is listed by its German name."""
    assert losses(TEXT, formatted(**looks)) == what


def test_places_and_counts():
    """Each kind is listed once per chapter, with how often and with the words where it is first."""

    def change(edit: Edit) -> None:
        for words in ("rot", "grün und lang genug, dass es abgeschnitten wird", "blau"):
            edit.paragraph("Schluss").add_run(words + " ").font.color.rgb = RGBColor(255, 0, 0)
        edit.paragraph("Ein Text").add_run("ein langer Text, der hier nach vierzig Zeichen endet").font.underline = True

    (text,) = edited(document(TEXT), change)
    assert [(loss.what, loss.sample) for loss in text.losses] == [
        ("Unterstreichung", "ein langer Text, der hier nach vierzig …"), ("Schriftfarbe (3-mal)", "rot"),
    ]  # fmt: skip


def shaded(edit: Edit) -> None:
    """A paragraph and a run with a ground of their own, a frame, centred, on a new page."""
    props = edit.paragraph("Schluss").add_run("x")._r.get_or_add_rPr()
    props.append(element('<w:shd w:val="clear" w:fill="FFFF00"/>'))
    made = edit.after("Schluss", "Gesetzt", "Normal")
    made.alignment, made.paragraph_format.page_break_before = 1, True
    for xml in ('<w:pBdr><w:top w:val="single"/></w:pBdr>', '<w:shd w:val="clear" w:fill="FFFF00"/>'):
        made._p.pPr.append(element(xml))


def styled(edit: Edit) -> None:
    """Styles of the municipality's own."""
    edit.docx.styles.add_style("Merksatz", 1)
    edit.docx.styles.add_style("Begriff", 2)
    edit.after("Schluss", "Merke: ", "Merksatz").add_run("Wort", "Begriff")


def broken(edit: Edit) -> None:
    """Breaks of page and column within a paragraph."""
    edit.paragraph("Schluss")._p.append(element(RUN.format('<w:br w:type="page"/><w:br w:type="column"/><w:t>x</w:t>')))


def drawn(edit: Edit) -> None:
    """A text box with its fallback, a chart, a shape and a picture that lies elsewhere."""
    box = "<mc:Choice><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></mc:Choice>"
    fallback = box.replace("Choice", "Fallback")
    paragraph = edit.paragraph("Schluss")._p
    for xml in (f"<mc:AlternateContent>{box}{fallback}</mc:AlternateContent>",
                f"<w:drawing>{DRAWN.format('<a:chart/>')}</w:drawing>", "<w:pict/>",
                f"<w:drawing>{DRAWN.format('<pic:pic><a:blip/></pic:pic>')}</w:drawing>"):  # fmt: skip
        paragraph.append(element(RUN.format(xml)))


def signs(edit: Edit) -> None:
    """A formula, a symbol, an endnote, fields, an unknown element, a footnote without a text."""
    paragraph = edit.paragraph("Schluss")._p
    for xml in ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", RUN.format('<w:sym w:font="Wingdings" w:char="F04A"/>'),
                RUN.format('<w:endnoteReference w:id="2"/>'), RUN.format("<w:ruby><w:t>ruby</w:t></w:ruby>"),
                RUN.format('<w:footnoteReference w:id="99"/>'),
                '<w:fldSimple w:instr=" DATE "><w:r><w:t>heute</w:t></w:r></w:fldSimple>',
                '<w:fldSimple w:instr=" REF _Ref1 \\h "><w:r><w:t>dort</w:t></w:r></w:fldSimple>'):  # fmt: skip
        paragraph.append(element(xml))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (shaded, {"Hintergrundfarbe (2-mal)", "Ausrichtung", "Seitenumbruch", "Rahmen"}),
        (styled, {"Formatvorlage „Merksatz“", "Formatvorlage „Begriff“"}),
        (broken, {"Seitenumbruch", "Spaltenumbruch"}),
        (drawn, {"Textfeld", "Diagramm", "Zeichnung oder eingebettetes Objekt",
                 "neues Bild; es ist unter pictures einzutragen"}),
        (signs, {"Formel", "Sonderzeichen einer Symbolschrift", "Endnote", "Feld", "Querverweis auf eine andere Stelle",
                 "unbekannter Inhalt", "Fußnote ohne Text"}),
    ],
)  # fmt: skip
def test_what_a_text_can_hold_besides(change, what):
    """Shades, breaks, drawings, formulas, fields and styles are listed."""
    assert losses(TEXT, change) == what


def test_hidden_text_is_left_out():
    """What nobody sees in Word is not brought to light."""
    assert come_home(TEXT, formatted(hidden=True)) == TEXT
    assert losses(TEXT, formatted(hidden=True)) == {"verborgener Text"}


def test_tables_in_all_their_forms():
    """Merged, nested, formatted and many-paragraphed cells are flattened, and listed."""

    def change(edit: Edit) -> None:
        table = edit.table
        row = table.add_row()
        row.cells[0].merge(row.cells[1])
        row.cells[0].text = "quer"
        cell = table.rows[1].cells[0]
        cell.paragraphs[0].add_run("fett").bold = True
        cell.add_paragraph("noch einer", style="List Bullet")
        cell.paragraphs[0]._p.append(element(f"<w:r><w:drawing>{DRAWN.format('<a:blip/>')}</w:drawing></w:r>"))
        inner = table.rows[1].cells[1].add_table(1, 1)
        inner.rows[0].cells[0].text = "innen"
        table.rows[1].cells[1].paragraphs[0].text = ""
        table.rows[1]._tr.append(
            element("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>mehr</w:t></w:r></w:p></w:tc>")
        )

    (text,) = edited(document(TEXT), change)
    (table,) = (line for line in text.lines if line.role is Role.TABLE)
    assert table.key[1:] == (
        ("A", "B", ""),
        ((False, ("afett noch einer", "innen", "mehr")), (False, ("quer", "", ""))),
    )
    assert {loss.what for loss in text.losses} == {
        "verbundene Tabellenzellen (2-mal)", "Fett oder kursiv in einer Tabellenzelle",
        "Absätze in einer Tabellenzelle", "Aufzählung in einer Tabellenzelle", "Tabelle in einer Tabelle",
        "Bild in einer Tabelle",
    }  # fmt: skip


def test_headings_and_captions_are_plain():
    """Looks, footnotes and references in a heading, and a heading above its chapter, are listed; the words stay."""

    def change(edit: Edit) -> None:
        note = edit.paragraph("Ein Text")._p.find(f".//{qn('w:footnoteReference')}").getparent()
        made = edit.after("Schluss", "Neu ", "Heading 1")
        made.add_run("schräg").italic = True
        made._p.append(note)
        made._p.append(element('<w:fldSimple w:instr=" REF kim_ende \\h "><w:r><w:t>Ohne</w:t></w:r></w:fldSimple>'))
        edit.paragraph("Abbildung").add_run(" mit Link").italic = True

    (text,) = edited(document(TEXT), change)
    assert text.lines[-1].role is Role.HEADING
    assert (text.lines[-1].words, text.lines[-1].level) == ("Neu schräg", 1)
    assert next(line.key[2] for line in text.lines if line.role is Role.IMAGE) == "Das Fest mit Link"
    assert {loss.what for loss in text.losses} == {
        "Überschrift auf der Ebene des Kapitels oder darüber; sie wird eine darunter", "Fußnote in einer Überschrift",
        "Querverweis in einer Überschrift", "Fett oder kursiv in einer Überschrift",
        "Fett oder kursiv in einer Beschriftung",
    }  # fmt: skip


def test_pictures():
    """A new picture is listed; one of the program comes home with its texts; its credit belongs to the program."""
    assert losses(TEXT, lambda edit: edit.paragraph("Schluss").add_run().add_picture(io.BytesIO(png(7, 7)))) == {
        "neues Bild; es ist unter pictures einzutragen"
    }

    def change(edit: Edit) -> None:
        edit.paragraph("Foto").runs[0].text = "Foto: Land"
        edit.paragraph("Abbildung").add_run(" im Park")
        next(edit.body.iter(qn("wp:docPr"))).set("descr", "Viele Leute")

    assert losses(TEXT, change) == {"geänderter Bildnachweis; er steht unter pictures"}
    assert '![Viele Leute](fest.png "Das Fest im Park")' in come_home(TEXT, change)
    assert IMAGES["fest.png"].alt == "Ein Fest"


def test_captions_stand_where_they_belong():
    """A caption above a table is the table's, also below a picture; without either it is a paragraph."""

    def change(edit: Edit) -> None:
        edit.after("Foto", "Tabelle 1: Zahlen", "Caption")
        edit.remove("Foto")
        edit.after("Schluss", "Abbildung 9: fehlt", "Caption")

    assert come_home(TEXT, change) == TEXT.replace("| a | b |\n", "| a | b |\n\nTabelle: Zahlen\n").replace(
        "Schluss.", "Schluss.\n\nAbbildung 9: fehlt"
    )


def test_small_paragraphs():
    """A small paragraph below a quote names who said it; anywhere else it is a text."""

    def change(edit: Edit) -> None:
        edit.after("Zitat", "– Jemand", "Kim Small")
        edit.after("Schluss", "klein", "Kim Small")

    assert come_home("> Zitat.\n\nSchluss.\n", change) == "> Zitat.\n>\n> — Jemand\n\nSchluss.\n\nklein\n"


@pytest.mark.parametrize(
    ("xml", "tracked", "commented"),
    [
        ('<w:ins w:id="1"><w:r><w:t>neu</w:t></w:r></w:ins>', True, False),
        ('<w:del w:id="1"><w:r><w:delText>alt</w:delText></w:r></w:del>', True, False),
        ('<w:moveFrom w:id="1"><w:r><w:t>weg</w:t></w:r></w:moveFrom>', True, False),
        ('<w:r><w:rPr><w:rPrChange w:id="1"><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>', True, False),
        ('<w:commentRangeStart w:id="1"/>', False, True),
        ('<w:r><w:commentReference w:id="1"/></w:r>', False, True),
    ],
)
def test_changes_and_comments_are_seen(xml, tracked, commented):
    """Tracked changes and comments are seen in the chapter where they are, and in no other."""
    first, second = edited(document("Eins.", "Zwei."), lambda edit: edit.paragraph("Zwei")._p.append(element(xml)))
    assert (first.tracked, first.commented) == (False, False)
    assert (second.tracked, second.commented) == (tracked, commented)


def test_changes_in_footnotes_are_seen():
    """A tracked change in the text of a footnote counts for the chapter."""

    def change(edit: Edit) -> None:
        part = next(rel.target_part for rel in edit.docx.part.rels.values() if rel.reltype.endswith("/footnotes"))
        part._blob = part.blob.replace(b"<w:t>Eine Note", b"<w:ins/><w:t>Eine Note")

    assert edited(document(TEXT), change)[0].tracked


def test_what_footnotes_can_hold():
    """Paragraphs of a footnote become its lines; a picture and a reference in it are listed."""
    more = (
        b"<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:blip/></a:graphicData></a:graphic></wp:inline>"
        b'</w:drawing></w:r><w:fldSimple w:instr="REF kim_ende"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
        b"<w:p><w:r><w:t>Zweitens.</w:t></w:r></w:p></w:footnote>"
    )

    def change(edit: Edit) -> None:
        part = next(rel.target_part for rel in edit.docx.part.rels.values() if rel.reltype.endswith("/footnotes"))
        head, _, tail = part.blob.partition(b"Eine Note")
        part._blob = head + b"Eine Note" + tail.replace(b"</w:p></w:footnote>", more, 1)

    def empty(edit: Edit) -> None:
        part = next(rel.target_part for rel in edit.docx.part.rels.values() if rel.reltype.endswith("/footnotes"))
        part._blob = part.blob.replace(b"<w:tab/>", b"").replace(b"Eine Note.", b"")

    assert come_home(TEXT, empty) == TEXT.replace("[^1]", "", 1).partition("\n\n[^1]")[0] + "\n"
    assert losses(TEXT, change) == {"Bild in einer Fußnote", "Querverweis in einer Fußnote"}
    assert come_home(TEXT, change).endswith("Schluss.\n\n[^2]: Eine Note.\\\n    Zweitens.\n")


def test_fields_and_tables_that_are_broken():
    """Fields without begin or end, a table without rows and a bare paragraph lose no words."""

    def change(edit: Edit) -> None:
        field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        paragraph = edit.paragraph("Schluss")._p
        for xml in (field.format("separate"), field.format("end"), "<w:r><w:t> eins</w:t></w:r>", field.format("begin"),
                    "<w:r><w:instrText>QUOTE</w:instrText><w:t>nicht</w:t></w:r>", field.format("separate"),
                    "<w:r><w:t> zwei</w:t></w:r>"):  # fmt: skip
            paragraph.append(element(xml))
        edit.insert("Schluss", "<w:p><w:r><w:t>ohne alles</w:t></w:r></w:p>")
        edit.insert("Schluss", "<w:tbl><w:tblPr/></w:tbl>")

    assert come_home(TEXT, change) == TEXT.replace("Schluss.", "Schluss. eins zwei\n\nohne alles")


def test_references_to_appendices_and_tables():
    """A reference is a reference whatever it prints; an appendix and a table bring their own words."""
    text = "| A |\n| --- |\n| a |\n\nTabelle: T\n\nSiehe [](#tabelle-1), [](#anhang) und Abschnitt [](#kapitel-1).\n"
    content = document(text)
    appendix = Section(id="anhang", title="Anhang", appendix=True)
    content = attrs.evolve(content, blocks=(*content.blocks, appendix))
    (found,) = edited(content, lambda edit: None)
    assert found.lines == found.chapter.lines
    assert [item.target for item in found.lines[-1].items if isinstance(item, Reference)] == [
        "kapitel-1-tabelle-1", "anhang", "kapitel-1",
    ]  # fmt: skip


def test_blocks_that_markdown_does_not_have():
    """A list in a quote stands below it, and who said it with it; what is no text shows no line."""
    listing = Listing(items=(ListItem(blocks=(Paragraph(text="a"), Table(id="q", columns=(Column(id="s", title="S"),),
                                                                         rows=()))),))  # fmt: skip
    blocks = (Quote(blocks=(Paragraph(text="Z"), listing, listing), source="Wer"), PageBreak(), Paragraph(text="Ende"))
    content = document(prose=(blocks,))
    found = content.blocks[0]
    lines = Shown({}).lines(found.prose)
    assert [line.role.value for line in lines] == ["quote", "bullet", "table", "bullet", "table", "text", "text"]
    assert lines[-2].words == "– Wer"
    assert edited(content, lambda edit: None)[0].lines == lines

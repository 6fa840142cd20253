"""What somebody changes in Word comes home as Markdown, and all around it stays to the letter."""

import pytest
from docx.oxml.ns import qn

from kimcore.render.word.reading import Role, Unwritable, new_markdown
from tests.reading.word import Edit, come_home, document, edited, element

TEXT = """\
<!-- Entwurf der Runde vom März -->
Ein *erster* Absatz, wie ihn jemand getippt hat, mit "Anführung" und z. B. einer Fußnote,[^quelle]
über zwei Zeilen.

* ein Punkt
* noch einer

## Zwischenüberschrift
Der zweite Absatz - er bleibt. Siehe [](#ende).

1) erstens
2) zweitens

> Ein Wort.
>
> — Wer es sagte

| Jahr | Zahl |
|------|-----:|
| 2023 |    5 |
| **Summe** | **5** |

Tabelle: Zahlen

[^quelle]: Statistik der Stadt.

Schluss.
"""


def replace(words: str, old: str, new: str):
    """A change of one word in the paragraph that begins with these words."""

    def change(edit: Edit) -> None:
        run = next(run for run in edit.paragraph(words).runs if old in run.text)
        run.text = run.text.replace(old, new)

    return change


def test_nothing_edited_changes_nothing():
    """A file that python-docx has written anew gives the old text, to the letter."""
    assert come_home(TEXT, lambda edit: None) == TEXT


def test_a_changed_word():
    """One paragraph is written anew, in the signs and the width of the old text; every other line stays."""
    new = come_home(TEXT, replace("Der zweite", "bleibt", "geht - z.\u00a0B. „heute“"))
    assert new == TEXT.replace("Der zweite Absatz - er bleibt.", '\nDer zweite Absatz - er geht - z. B. "heute".')


def test_signs_of_a_quotation_with_a_bold_word():
    """A quotation that begins in one run and ends in another keeps the straight quotes of the old text."""

    def bold(edit: Edit) -> None:
        edit.after("Schluss", "Sie sagt „").add_run("sehr").bold = True
        edit.paragraph("Sie sagt").add_run(" gut“ dazu.")

    assert come_home(TEXT, bold) == f'{TEXT}\nSie sagt "**sehr** gut" dazu.\n'


def test_a_new_paragraph_and_a_deleted_one():
    """What is new stands where it was written; what is gone is gone, and nothing else."""
    assert come_home(TEXT, lambda edit: edit.after("Schluss", "Neu: 5\u00a0%.")) == f"{TEXT}\nNeu: 5 %.\n"
    gone = come_home(TEXT, lambda edit: edit.remove("Schluss"))
    assert gone == TEXT.removesuffix("\nSchluss.\n")


def test_a_new_item_and_a_bold_word():
    """A list grows by an item and is written anew as one list; a word made bold gets its stars."""
    assert come_home(TEXT, lambda edit: edit.after("ein Punkt", "mittendrin")) == TEXT.replace(
        "* ein Punkt\n* noch einer", "- ein Punkt\n- mittendrin\n- noch einer"
    )

    def bold(edit: Edit) -> None:
        edit.after("Schluss", "Das ist ").add_run("wichtig").bold = True

    assert come_home(TEXT, bold) == f"{TEXT}\nDas ist **wichtig**\n"


def test_a_new_heading_keeps_the_level_of_the_old_ones():
    """A heading gets as many # as those of its level in the text."""
    new = come_home("### Alt\n\nText.\n", lambda edit: edit.after("Text", "Neu", "Heading 2"))
    assert new == "### Alt\n\nText.\n\n### Neu\n"
    assert come_home("Text.\n", lambda edit: edit.after("Text", "Neu", "Heading 2")) == "Text.\n\n## Neu\n"


def test_a_new_row():
    """A table that grows is written anew with its alignment, its row of sums and its caption."""

    def grow(edit: Edit) -> None:
        table = edit.table
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = "2024", "7"
        table._tbl.remove(row._tr)
        table.rows[1]._tr.addnext(row._tr)

    assert come_home(TEXT, grow) == TEXT.replace(
        "| Jahr | Zahl |\n|------|-----:|\n| 2023 |    5 |\n| **Summe** | **5** |",
        "| Jahr | Zahl |\n| --- | ---: |\n| 2023 | 5 |\n| 2024 | 7 |\n| **Summe** | **5** |",
    )


def test_footnotes_keep_their_marks():
    """A footnote that stays keeps its mark, a new one gets a free number, one that is gone takes its text along."""
    kept = come_home(TEXT, replace("Ein erster", "getippt", "geschrieben"))
    assert "geschrieben hat" in kept
    assert kept.count("[^quelle]") == TEXT.count("[^quelle]")

    def move(edit: Edit) -> None:
        note = edit.paragraph("Ein erster")._p.find(f".//{qn('w:footnoteReference')}").getparent()
        edit.paragraph("Schluss")._p.append(note)

    assert come_home(TEXT, move).endswith("[^quelle]: Statistik der Stadt.\n\nSchluss.[^quelle]\n")
    gone = come_home(TEXT, lambda edit: edit.remove("Ein erster"))
    assert "quelle" not in gone
    assert gone.startswith("<!-- Entwurf der Runde vom März -->\n\n* ein Punkt")


def test_a_footnote_that_is_edited():
    """The text of a footnote is changed where it stands in Word; the old one is not left behind."""
    old = "Eins.[^1]\n\nZwei.[^2]\n\n[^1]: Quelle\n    und mehr.\n[^2]: Andere.\n"

    def change(edit: Edit) -> None:
        part = next(rel.target_part for rel in edit.docx.part.rels.values() if rel.reltype.endswith("/footnotes"))
        part._blob = part.blob.replace(b"Quelle und mehr", "Neue\u00a0Quelle: „x“".encode())

    new = come_home(old, change)
    assert new == "Eins.[^3]\n\nZwei.[^2]\n\n[^2]: Andere.\n\n[^3]: Neue Quelle: „x“.\n".replace(
        "Neue Q", "Neue\u00a0Q"
    )


@pytest.mark.parametrize(("style", "role"), [("List Paragraph", Role.NUMBER), ("List Bullet", Role.BULLET)])
def test_lists_that_staff_make(style: str, role: Role) -> None:
    """A list counts as one whatever style carries it; a count that goes on after a paragraph goes on in Markdown."""

    def change(edit: Edit) -> None:
        if style not in edit.docx.styles:
            edit.docx.styles.add_style(style, 1)
        number = edit.paragraph("erstens")._p.pPr.numPr
        made = edit.after("Schluss", "drittens", style)
        if role is Role.NUMBER:
            made._p.get_or_add_pPr().append(element(
                f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number.numId.val}"/></w:numPr>'
            ))  # fmt: skip

    new = come_home(TEXT, change)
    assert new == f"{TEXT}\n{'3. drittens' if role is Role.NUMBER else '- drittens'}\n"


def test_further_paragraphs_of_an_item():
    """An indented paragraph below an item belongs to it; one without an indent ends the list."""

    def indented(edit: Edit) -> None:
        made = edit.after("noch einer", "gehört dazu", "Normal")
        made.paragraph_format.left_indent = 397 * 635

    assert "- noch einer\n\n  gehört dazu\n" in come_home(TEXT, indented)
    flush = come_home(TEXT, lambda edit: edit.after("noch einer", "gehört nicht dazu", "Normal"))
    assert flush == TEXT.replace("* noch einer\n", "* noch einer\n\ngehört nicht dazu\n")


def test_a_quote_grows():
    """A paragraph in the style of a quote joins the quote above it."""
    new = come_home("> Ein Wort.\n\nText.\n", lambda edit: edit.after("Ein Wort", "Noch eins."))
    assert new == "> Ein Wort.\n>\n> Noch eins.\n\nText.\n"


def test_an_emptied_chapter_and_a_filled_one():
    """Without paragraphs the text is empty; text in an empty chapter is wrapped at the usual width."""
    assert come_home("Nur das.\n", lambda edit: edit.remove("Nur das")) == ""
    text = edited(document(""), lambda edit: edit.after("Text fehlt", "Wort " * 40, "Normal"))[0]
    new = new_markdown("", [line for line in text.lines if line.role is Role.TEXT], text.chapter.shown, {})
    assert max(map(len, new.splitlines())) <= 110
    assert new.split() == ["Wort"] * 40


def test_line_breaks_code_and_links():
    """A line break, a link that Word made as a field, a reference and fixed type come home."""

    def change(edit: Edit) -> None:
        made = edit.after("Schluss", "eins\nzwei ")
        run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        code = '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://example.org/x" </w:instrText></w:r>'
        for xml in (run.format("begin"), code, run.format("separate"), "<w:r><w:t>dort</w:t></w:r>", run.format("end"),
                    '<w:r><w:rPr><w:rStyle w:val="KimCode"/></w:rPr><w:t>a*b</w:t></w:r>'):  # fmt: skip
            made._p.append(element(xml))

    assert come_home(TEXT, change) == f"{TEXT}\neins\\\nzwei [dort](https://example.org/x)`a*b`\n"


def test_what_markdown_cannot_say_is_refused():
    """A picture without a name in the program cannot be written; nothing is made up for it."""
    text = edited(document("![](plan.png)\n\nText."), lambda edit: edit.after("Text", "Neu"))[0]
    with pytest.raises(Unwritable):
        new_markdown("Text.", text.lines, text.chapter.shown, {})


def test_footnotes_with_several_paragraphs():
    """A definition ends where the indent does, or the text; a mark that is defined twice counts once."""
    old = "Eins.[^1]\n\n[^1]: Quelle\n\n    und mehr.\n\nZwei.[^b]\n\n[^leer]:\n[^b]: Letzte\nZeile"
    assert come_home(old, replace("Zwei", "Zwei", "Drei")) == old.replace("Zwei", "Drei")

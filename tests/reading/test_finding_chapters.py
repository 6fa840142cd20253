"""Chapters are found by their bookmarks, else by their headings; files that are none are refused in German."""

import io
import zipfile
from itertools import pairwise

import pytest
from docx.oxml.ns import qn

from kimcore.blocks import Heading, Paragraph, Section
from kimcore.errors import FileError
from kimcore.render.word.reading import parts as package
from kimcore.render.word.reading import read_chapters
from tests.reading.word import Edit, document, edited, element, rendered

TEXTS = ("Eins.", "## Innen\n\nZwei.", "Drei.")


def without_marks(*names: str):
    """A change that removes bookmarks."""

    def change(edit: Edit) -> None:
        for mark in list(edit.body.iter(qn("w:bookmarkStart"))):
            if any(mark.get(qn("w:name")).startswith(name) for name in names):
                mark.getparent().remove(mark)

    return change


def words(text) -> list[str]:
    """The lines of a chapter."""
    return [line.words for line in text.lines]


def test_by_bookmarks():
    """With its bookmarks a chapter is found wherever it stands and whatever its heading says."""

    def change(edit: Edit) -> None:
        heading = edit.paragraph("Das „Kapitel“ 2")
        heading.runs[0].text = "Ganz anders"

    found = edited(document(*TEXTS), change)
    assert [words(text) for text in found] == [["Eins."], ["Innen", "Zwei."], ["Drei."]]
    assert [text.heading for text in found] == ["Das „Kapitel“ 1", "Ganz anders", "Das „Kapitel“ 3"]
    assert not any(text.by_heading for text in found)


@pytest.mark.parametrize(
    "gone", [("kim_ende_",), ("kim_text_",), ("kim_text_", "kim_ende_"), ("kim_text_", "kim_kapitel")]
)
def test_without_bookmarks(gone):
    """Where a bookmark is gone the heading helps, and the reading says so."""
    first, second, third = edited(document("", *TEXTS), without_marks(*gone))[1:]
    assert [words(text) for text in (first, second, third)] == [["Eins."], ["Innen", "Zwei."], ["Drei."]]
    assert all(text.by_heading for text in (first, second, third))


def test_a_chapter_that_is_gone():
    """A chapter without bookmarks and heading is not found; the others are."""

    def change(edit: Edit) -> None:
        without_marks("kim_text_kapitel_2", "kim_kapitel_2", "kim_ende_kapitel_2")(edit)
        edit.remove("Das „Kapitel“ 2")

    first, second, third = edited(document(*TEXTS), change)
    assert (first.found, second.found, third.found) == (True, False, True)
    assert second.lines == ()


def test_all_bookmarks_are_gone():
    """The last chapter then ends with the document."""
    *_, last = edited(document(*TEXTS), without_marks("kim_"))
    assert words(last) == ["Drei.", "Ohne Zahl"]


def test_a_bookmark_between_paragraphs():
    """Word may put a bookmark between two paragraphs; it counts for the one that follows."""

    def change(edit: Edit) -> None:
        mark = next(m for m in edit.body.iter(qn("w:bookmarkStart")) if m.get(qn("w:name")) == "kim_text_kapitel_2")
        mark.getparent().addprevious(mark)

    assert words(edited(document(*TEXTS), change)[1]) == ["Innen", "Zwei."]


def test_a_bookmark_behind_the_text():
    """LibreOffice drops the empty paragraph of an end and puts its bookmark behind the last words of the text."""

    def change(edit: Edit) -> None:
        mark = next(m for m in edit.body.iter(qn("w:bookmarkStart")) if m.get(qn("w:name")) == "kim_ende_kapitel_1")
        empty = mark.getparent()
        edit.paragraph("Eins")._p.append(mark)
        empty.getparent().remove(empty)

    assert words(edited(document(*TEXTS), change)[0]) == ["Eins."]


def test_headings_outside_of_chapters_are_counted():
    """Headings among the blocks of a document, as exporters may set them, lead no chapter astray."""
    content = document("Eins.")
    inner = Section(id="innen", title="Innen", chapter="innen", prose=(Paragraph(text="Tief."),))
    around = Section(id="aussen", title="Außen", blocks=(Heading(text="Lose"), inner))
    content = type(content)(id="x", title="X", blocks=(Heading(text="Vorweg"), *content.blocks, around),
                            properties=content.properties)  # fmt: skip
    assert [words(text) for text in read_chapters(io.BytesIO(rendered(content)), content)] == [["Eins."], ["Tief."]]


# ---------------------------------------------------------------------------------------------- packages


def packed(change) -> io.BytesIO:
    """A Word file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(rendered(document(*TEXTS)))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return buffer


def deep(parts: dict[str, bytes]) -> None:
    """Ten thousand controls within each other."""
    name = "word/document.xml"
    parts[name] = parts[name].replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 10_000 + b"</w:sdt>" * 10_000)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda parts: parts.pop("word/document.xml"), "ist kein Word-Dokument (.docx): der Text fehlt"),
        (lambda parts: parts.update({"word/document.xml": b"<oops"}), "ist kein Office-Dokument"),
        (lambda parts: parts.update({"word/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "beschädigt"),
        (deep, "zu tief verschachtelt"),
    ],
)
def test_broken_and_hostile_files(change, message):
    """A file that is no Word file, broken, or made to exhaust, is refused with a German sentence."""
    with pytest.raises(FileError) as error:
        read_chapters(packed(change), document(*TEXTS))
    assert message in str(error.value)


def test_a_file_without_end(monkeypatch):
    """A file that unpacks to more than the limit is refused."""
    monkeypatch.setattr(package, "WORD_LIMIT", 1000)
    with pytest.raises(FileError, match="größer als 1000 Bytes"):
        read_chapters(packed(lambda parts: None), document(*TEXTS))


def test_a_file_with_hardly_anything_in_it():
    """Without styles, lists, footnotes and relations what is left is read."""

    def strip(parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if name not in {"word/document.xml", "[Content_Types].xml", "_rels/.rels"}]:
            del parts[name]

    found = read_chapters(packed(strip), document(*TEXTS))
    assert [words(text) for text in found] == [["Eins."], ["Innen", "Zwei."], ["Drei."]]

    def empty(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = (
            b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
        )

    assert not any(text.found for text in read_chapters(packed(empty), document(*TEXTS)))


# ------------------------------------------------------------------------------------- lists and styles


def numbered(edit: Edit, *places: tuple[str, str, int]) -> None:
    """Paragraphs with words, the id of a list and a level, below the first text."""
    for words_, number, level in reversed(places):
        made = edit.after("Eins", words_, "Normal")
        props = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        made._p.get_or_add_pPr().append(element(props))


def test_lists_of_other_programs():
    """Linked list styles, forms of their own, starts, levels without a form and unknown lists are understood."""
    kinds = (
        '<w:abstractNum w:abstractNumId="90"><w:styleLink w:val="Liste"/><w:lvl w:ilvl="0"><w:start w:val="4"/>'
        '<w:numFmt w:val="upperLetter"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>',
        '<w:abstractNum w:abstractNumId="91"><w:numStyleLink w:val="Liste"/></w:abstractNum>',
        '<w:num w:numId="90"><w:abstractNumId w:val="91"/></w:num>',
        '<w:num w:numId="91"><w:abstractNumId w:val="91"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="x"/></w:lvl></w:lvlOverride></w:num>',
        '<w:num w:numId="92"><w:abstractNumId w:val="77"/></w:num>',
    )

    def change(edit: Edit) -> None:
        root = edit.docx.part.numbering_part.element
        for xml in kinds:
            root.append(element(xml))
        numbered(edit, ("vier", "90", 0), ("fünf", "90", 0), ("ohne", "90", 1), ("sechs", "91", 0), ("frei", "92", 0),
                 ("unbekannt", "93", 0))  # fmt: skip

    lines = edited(document("Eins."), change)[0].lines[1:]
    assert [(line.role.value, line.start) for line in lines] == [
        ("number", 4), ("number", None), ("text", None), ("number", 6), ("text", None), ("text", None)
    ]  # fmt: skip


def test_styles_of_other_programs():
    """Styles are known by what they are based on; a circle of styles ends; bold and lists come from styles."""

    def change(edit: Edit) -> None:
        styles = edit.docx.styles
        for name, base in (("Eigene", "Heading 2"), ("Spruch", "Kim Quote"), ("Kreis", None), ("Punkte", None)):
            made = styles.add_style(name, 1)
            if base is not None:
                made.base_style = styles[base]
        styles["Kreis"].base_style = styles["Kreis"]
        props = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
        styles["Punkte"].element.get_or_add_pPr().append(element(props))
        strong = styles.add_style("Strong", 2)
        strong.font.bold = True
        edit.after("Eins", "fett", "Normal").runs[0].style = strong
        for name in ("Eigene", "Spruch", "Kreis", "Punkte"):
            edit.after("Eins", name, name)

    lines = edited(document("Eins."), change)[0].lines[1:]
    assert [(line.role.value, line.level) for line in lines] == [
        ("bullet", 1), ("text", 0), ("quote", 0), ("heading", 1), ("text", 0)
    ]  # fmt: skip
    assert lines[-1].items[0].bold


def test_a_list_that_is_switched_off():
    """A paragraph in a list's style whose number is switched off belongs to the item above, where it is indented."""

    def change(edit: Edit) -> None:
        made = edit.after("Punkt", "ohne Punkt", "List Bullet")
        made._p.get_or_add_pPr().append(element('<w:numPr><w:numId w:val="0"/></w:numPr>'))
        made._p.pPr.append(element('<w:ind w:start="400"/>'))
        edit.after("ohne Punkt", "weiter", "List Continue")
        edit.after("weiter", "links", "List Bullet 2" if "List Bullet 2" in edit.docx.styles else "Normal")

    lines = edited(document("- Punkt"), change)[0].lines
    assert [line.role.value for line in lines] == ["bullet", "more", "more", "text"]


def test_lists_break_where_their_kind_changes():
    """Numbers after bullets begin a list; levels come back as they were."""
    text = "1. a\n   - b\n\n     c\n2. d\n\n- e\n\n1. f\n"
    lines = edited(document(text), lambda edit: None)[0].lines
    assert [(line.words, line.level, line.start) for line in lines] == [
        ("a", 0, 1), ("b", 1, None), ("c", 1, None), ("d", 0, None), ("e", 0, None), ("f", 0, 1)
    ]  # fmt: skip
    assert all(one != two for one, two in pairwise(lines))


def test_a_list_that_goes_on_from_another_chapter():
    """A count that began in the chapter before begins here with the number that Word shows."""

    def change(edit: Edit) -> None:
        number = edit.paragraph("b")._p.pPr.numPr.numId.val
        props = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        made = edit.after("Das „Kapitel“ 2", "c", "Normal")
        made._p.get_or_add_pPr().append(element(props))

    lines = edited(document("1. a\n2. b\n", "Zwei."), change)[1].lines
    assert [(line.words, line.start) for line in lines] == [("c", 3), ("Zwei.", None)]

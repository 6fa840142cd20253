"""Markdown that a document cannot show: each problem with its line, and the text stays whole wherever it can."""

import pytest

from kimcore.blocks import Image, Listing, Paragraph, Run, plain
from kimcore.blocks.markdown import read_markdown
from kimcore.findings import Severity
from tests.markdown.strategies import IMAGES

F, W, H = Severity.FEHLER, Severity.WARNUNG, Severity.HINWEIS
TABLE = "| a | b |\n| --- | --- |\n"


def read(text):
    """Read a text that may show the pictures."""
    return read_markdown(text, images=IMAGES)


def words(reading):
    """Everything there is to read, block by block."""
    return [plain(block.text) if isinstance(block, Paragraph) else type(block).__name__ for block in reading.blocks]


@pytest.mark.parametrize(
    ("text", "line", "severity", "message", "left"),
    [
        ("a\n\n<div>\nb\n</div>\n\nc", 3, F, "HTML wird nicht gedruckt.", ["a", "c"]),
        ("a\nb <b>c</b>", 2, F, "HTML („<b>“) wird nicht gedruckt.", ["a b c"]),
        ("a<br>b", 1, F, "HTML („<br>“) wird nicht gedruckt.", ["a\nb"]),
        ("[x](javascript:alert)", 1, F, "„javascript:alert“ kann Schaden anrichten", ["x"]),
        ("a\n[x](JAVA&#83;CRIPT:y)", 2, F, "kann Schaden anrichten und entfällt; sein Text bleibt", ["a x"]),
        ("[x](data:text/html,y)", 1, F, "kann Schaden anrichten", ["x"]),
        ("[x](file:///etc/passwd)", 1, F, "kann Schaden anrichten", ["x"]),
        ("a\\\n[x](gopher://y)", 2, W, "„gopher://y“ ist keine Web-Adresse; der Verweis entfällt", ["a\nx"]),
        ("[x](anlage.pdf)", 1, W, "„anlage.pdf“ ist keine Web-Adresse", ["x"]),
        ("[x](https://user@x.de)", 1, W, "ist keine Web-Adresse", ["x"]),
        (f"[x](https://x.de/{'y' * 2000})", 1, W, "yyy…“ ist keine Web-Adresse", ["x"]),
        ("# A\n\n### B", 3, W, "Die Überschrift „B“ überspringt eine Ebene; sie rückt auf.", ["Heading", "Heading"]),
        ("### A\n# B", 1, W, "Die Überschrift „A“ überspringt eine Ebene", ["Heading", "Heading"]),
        ("# [x](https://x.de)", 1, W, "Eine Überschrift kann keinen Verweis enthalten", ["Heading"]),
        ("# **x**", 1, H, "Eine Überschrift hat eine Schrift für sich", ["Heading"]),
        ("#", 1, H, "Die Überschrift hat keinen Text und entfällt.", []),
        ("x\n\n---\n\ny", 3, H, "Eine Trennlinie wird nicht gedruckt.", ["x", "y"]),
        ("```\nx\n```", 1, H, "Ein Block zwischen ``` wird ein Absatz in fester Schrift.", ["x"]),
        ("```\n```", 1, H, "Ein Block zwischen ``` wird", []),
        ("a\n\n    x", 3, H, "Weil er um vier Zeichen eingerückt ist, wird der Text ein Absatz", ["a", "x"]),
        ("![x](fehlt.jpg)", 1, F, "Das Bild „fehlt.jpg“ gibt es im Programm nicht; es entfällt.", []),
        ("a ![](fachtag.jpg) b", 1, W, "Das Bild steht mitten im Text und folgt hinter dem Absatz.", ["a b", "Image"]),
        (
            "# ![](fachtag.jpg) b",
            1,
            F,
            "Eine Überschrift kann keine Fußnote, keinen Querverweis und kein Bild",
            ["Heading"],
        ),
        ("a\n\nb[^1]", 3, F, "Die Fußnote [^1] hat keinen Text und entfällt.", ["a", "b"]),
        ("a[^1]\n\n[^1]:\n", 3, F, "Die Fußnote [^1] hat keinen Text und entfällt.", ["a"]),
        ("a\n\n[^1]: b", 3, W, "Auf die Fußnote [^1] verweist nichts; sie entfällt.", ["a"]),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", 5, F, "Die Fußnote [^1] gibt es schon; dieser Text entfällt.", ["a (b)"]),
        ("a[^1]\n\n[^1]: b[^1]", 3, F, "Eine Fußnote kann keine Fußnote enthalten.", ["a (b)"]),
        ("a[^1]\n\n[^1]: b [](#c)", 3, F, "Eine Fußnote kann keinen Querverweis enthalten.", ["a (b)"]),
        ("a[^1]\n\n[^1]: b ![](fachtag.jpg)", 3, F, "Eine Fußnote kann kein Bild enthalten.", ["a (b)"]),
        (
            "a[^1]\n\n[^1]: b\n    - c\n\n    ```\n    d\n    ```",
            3,
            W,
            "[^1] enthält mehr als Absätze",
            ["a (b\nc\nd)"],
        ),
        ("- a\n\n  # B", 3, W, "Eine Überschrift kann nicht in einer Aufzählung stehen", ["Listing"]),
        ("> # B", 1, W, "Eine Überschrift kann nicht in einem Zitat stehen; sie wird ein fetter Absatz.", ["Quote"]),
        (f"> {TABLE.replace(chr(10), chr(10) + '> ')}", 1, W, "Eine Tabelle kann nicht in einem Zitat", ["Table"]),
        (
            "- a\n\n  ![](fachtag.jpg)\n\nb",
            3,
            W,
            "Ein Bild kann nicht in einer Aufzählung stehen und",
            ["Listing", "Image", "b"],
        ),
        ("> > a", 1, W, "Ein Zitat kann nicht in einem Zitat stehen; sein Text bleibt.", ["Quote"]),
        ("- > a", 1, W, "Ein Zitat kann nicht in einer Aufzählung stehen", ["Listing"]),
        (f"{TABLE}| c | d | e |", 3, F, "Die Tabellenzeile hat 3 Zellen, der Kopf nur 2; was zu viel ist", ["Table"]),
        (f"{TABLE}c | d | e", 3, F, "Die Tabellenzeile hat 3 Zellen", ["Table"]),
        (f"{TABLE}| c | d |\nText", 4, W, "Die Zeile unter der Tabelle gilt als Tabellenzeile", ["Table"]),
        (f"{TABLE}Text\n| c | d |", 3, W, "Die Zeile unter der Tabelle gilt als Tabellenzeile", ["Table"]),
        (f"{TABLE}| x **y** |", 3, H, "Eine Tabellenzelle hat eine Schrift für sich", ["Table"]),
        (f"{TABLE}| ![](fachtag.jpg) |", 3, F, "Eine Tabellenzelle kann keine Fußnote", ["Table"]),
        (f"{TABLE}\nTabelle: [x](https://x.de)", 4, W, "Eine Tabellenunterschrift kann keinen Verweis", ["Table"]),
        ("Text\n| a | b |\n|---|\n| c | d |", 2, W, "Die senkrechten Striche machen hier keine Tabelle.", None),
        ("a | b\n---|---|---", 2, W, "Die senkrechten Striche machen hier keine Tabelle.", ["a | b ---|---|---"]),
        (f"{TABLE}\n| c | d |", 4, W, "Die senkrechten Striche machen hier keine Tabelle.", ["Table", "| c | d |"]),
        ("a | b\n---", 1, W, "Die senkrechten Striche machen hier keine Tabelle.", ["Heading"]),
    ],
)
def test_what_cannot_be_shown_is_a_problem(text, line, severity, message, left):
    """Each with its line, its severity and a hint; what can stay stays."""
    reading = read(text)
    found = next((problem for problem in reading.problems if message in problem.message), None)
    assert found, reading.problems
    assert (found.line, found.severity) == (line, severity)
    assert found.hint
    assert left is None or words(reading) == left


def test_comments_are_no_problem():
    """They are notes of the author and are not printed."""
    assert read("<!-- noch prüfen -->\n\na <!-- b -->").blocks == (Paragraph(text="a"),)
    assert read("<!-- noch prüfen -->\n\na <!-- b -->").problems == ()


def test_problems_come_top_down_and_once():
    """However often a footnote is called, what is wrong with it is said once."""
    reading = read("a[^2]\n\n[^1]: x\n\nb[^2] <i>\n\n[^2]: <u>y")
    assert [problem.line for problem in reading.problems] == [3, 5, 7]


def test_code_keeps_its_lines():
    """Blanks and line ends of a block of code stay, tabs become blanks."""
    assert read("```\nif x:\n\ty  \n```").blocks == (Paragraph(text=(Run("if x:\n    y", code=True),)),)


def test_lists_are_no_deeper_than_word_holds():
    """What is deeper stands on the ninth level, in the same order."""
    reading = read("\n".join(f"{'  ' * depth}- {depth + 1}" for depth in range(12)))
    assert "mehr als 9 Ebenen" in reading.problems[0].message
    levels = 0
    (block,) = reading.blocks
    while isinstance(block, Listing):
        levels += 1
        last, block = block, block.items[0].blocks[-1]
    assert (levels, [plain(item.blocks[0].text) for item in last.items]) == (9, ["9", "10", "11", "12"])


def test_deep_lists_without_texts_lose_no_items():
    """An item that holds only a list disappears with its level."""
    (block,) = read("- " * 12 + "a").blocks
    for _ in range(8):
        block = block.items[0].blocks[0]
    assert [item.blocks for item in block.items] == [(Paragraph(text="a"),)]


@pytest.mark.parametrize("mark", ["> ", "- ", ">", "[^1]: "])
def test_bottomless_nesting_is_bounded(mark):
    """What stands in more than fifty levels is a problem and no crash."""
    reading = read(mark * 10_000 + "a")
    assert any("Mehr als 50 Ebenen stehen ineinander" in problem.message for problem in reading.problems)


@pytest.mark.parametrize(
    "text", ["[" * 900, "![" * 500, "[^a" * 500, "**a _b " * 500, "<a " * 500, "`" * 3000, "[](" * 500]
)
def test_hostile_text_is_read_like_any_other(text):
    """What no parser should be asked for takes no more than its length, and stays text."""
    reading = read(text)
    assert len(reading.blocks) <= 1


@pytest.mark.parametrize("text", ["Wort für Wort " * 14_286, "م" * 200_000, "👩‍👧 " * 50_000])
def test_long_paragraphs_of_any_writing_are_one_paragraph(text):
    """200,000 characters, right-to-left text and emoji come through to the letter."""
    assert read(text).blocks == (Paragraph(text=text.strip()),)


def test_control_characters_become_visible():
    """They cannot come from a file; a program built in Python can hold them."""
    assert read("a\0b\x07c\ud800d\ufffe").blocks == (Paragraph(text="a�b�c�d�"),)


def test_pictures_in_cells_are_left_out():
    """A picture is no text, and a table holds texts."""
    (table,) = read(f"{TABLE}| ![](fachtag.jpg) x | y |").blocks
    assert list(table.rows) == [("x", "y")]
    assert not any(isinstance(block, Image) for block in read(f"{TABLE}| ![](fachtag.jpg) |").blocks)

"""What the pages of a document must not show, read from its tagged PDF: the words by PyMuPDF, the tags by pikepdf."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from kimcore.testing.wordtext import WordFile, find, value, words
from tests.office import tagged_pdf

EDGE = 14  # points: 5 mm, less than any printer's margin
_ERRORS = re.compile(
    r"Error: Reference|Fehler: |Fehler!|Error!|\bPAGEREF\b|\bHYPERLINK\b|\bSEQ [A-Z]|\\\*|\bNone\b|\bNaN\b|Decimal\("
)
_TYPOGRAPHY = {
    "gerade Anführungszeichen": r"[\"']",
    "Bindestrich statt Gedankenstrich": r"\s-\s",
    "drei Punkte statt Auslassungszeichen": r"\.\.\.",
    "trennbares Leerzeichen vor der Einheit": r"\d (?:€|%|TEUR|VZÄ)",
    "trennbares Leerzeichen vor der Zahl": r"(?:§|\bNr\.|\bAbs\.|\bArt\.) \d",
    "Abkürzung ohne geschütztes Leerzeichen": r"\b(?:z\. ?B|d\. ?h|u\. ?a|i\. ?d)\.",
    "Leerzeichen vor dem Satzzeichen": r"\w\s[,;:!?.](?:\s|$)",
}
_HEADING = re.compile(r"h[1-6]")


class Word(NamedTuple):
    """A word on a page, with the place of its box in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """A page and what is read on it."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]


class Leaf(NamedTuple):
    """A piece of content in the order in which it is read: the page it stands on and the tags it stands in."""

    page: int
    tags: tuple[str, ...]
    block: int


@cache
def pages(pdf: Path) -> tuple[Page, ...]:
    """The pages with their words, those that stand beyond the paper included."""
    import pymupdf

    everywhere = pymupdf.INFINITE_RECT()
    with pymupdf.open(pdf) as document:
        return tuple(
            Page(
                number,
                page.rect.width,
                page.rect.height,
                tuple(Word(text, *box) for *box, text, _, _, _ in page.get_text("words", clip=everywhere)),
            )
            for number, page in enumerate(document, 1)
        )


def page_faults(path: Path) -> list[str]:
    """What is wrong with the pages of a Word file as LibreOffice prints them."""
    pdf = tagged_pdf(path)
    return [*off_the_page(pdf), *error_texts(pdf), *empty_pages(pdf), *torn_apart(pdf)]


def off_the_page(pdf: Path) -> Iterator[str]:
    """Words over the edge of the page or nearer to it than any printer prints.

    What lies wholly beyond the paper LibreOffice leaves out; tests/accessibility.py looks at the width of tables.
    """
    for page in pages(pdf):
        for word in page.words:
            if min(word.left, word.top, page.width - word.right, page.height - word.bottom) < EDGE:
                yield f"Seite {page.number}: „{word.text}“ steht am Rand oder darüber hinaus"


def error_texts(pdf: Path) -> Iterator[str]:
    """Fields that could not be computed, and words of the program instead of words for the reader."""
    for page in pages(pdf):
        text = " ".join(word.text for word in page.words)
        yield from (f"Seite {page.number}: „{found}“" for found in _ERRORS.findall(text))


def empty_pages(pdf: Path) -> Iterator[str]:
    """Pages with nothing but header and footer: no content that belongs to the text."""
    filled = {leaf.page for leaf in leaves(pdf) if "figure" in leaf.tags} | set(_with_text(pdf))
    yield from (f"Seite {page.number}: leer" for page in pages(pdf) if page.number not in filled)


def _with_text(pdf: Path) -> Iterator[int]:
    """The pages on which tagged text is painted; headers and footers are artifacts without a tag."""
    import pikepdf

    with pikepdf.open(pdf) as document:
        for number, page in enumerate(document.pages, 1):
            tagged = [False]
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in {"BDC", "BMC"}:
                    tagged.append(tagged[-1] or "/MCID" in str(operands[-1]))
                elif str(operator) == "EMC":
                    tagged.pop()
                elif str(operator) in {"Tj", "TJ"} and tagged[-1]:
                    yield number
                    break


def torn_apart(pdf: Path) -> Iterator[str]:
    """What begins at the foot of a page and goes on overleaf: a heading or a caption."""
    text = [leaf for leaf in leaves(pdf) if "note" not in leaf.tags]
    for leaf, after in pairwise(text):
        if leaf.page == after.page:
            continue
        if any(_HEADING.fullmatch(tag) for tag in leaf.tags) and leaf.block != after.block:
            yield f"Seite {leaf.page}: eine Überschrift steht allein am Ende der Seite"
        if "caption" in leaf.tags and "table" in after.tags:
            yield f"Seite {leaf.page}: die Beschriftung einer Tabelle steht allein am Ende der Seite"
        if "figure" in leaf.tags and "caption" in after.tags:
            yield f"Seite {leaf.page}: die Beschriftung einer Abbildung steht erst auf der nächsten Seite"


@cache
def leaves(pdf: Path) -> tuple[Leaf, ...]:
    """The content of the tag tree in reading order."""
    import pikepdf

    with pikepdf.open(pdf) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        return tuple(_leaves(document.Root.StructTreeRoot, numbers, (), None))


def _leaves(node: Any, numbers: dict[Any, int], tags: tuple[str, ...], page: Any) -> Iterator[Leaf]:
    import pikepdf

    page = node.get("/Pg", page)
    tags = (*tags, str(node.get("/S", "")).strip("/").lower())
    kids = node.get("/K", [])
    if "/K" not in node and tags[-1] == "figure":
        yield Leaf(numbers[page.objgen], tags, node.objgen[0])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield Leaf(numbers[page.objgen], tags, node.objgen[0])
        elif kid.get("/Type") == "/MCR":
            yield Leaf(numbers[kid.get("/Pg", page).objgen], tags, node.objgen[0])
        elif kid.get("/Type") != "/OBJR":
            yield from _leaves(kid, numbers, tags, page)


def typography(path: Path) -> list[str]:
    """What a German typesetter would not let pass in the texts of a Word file; code is left alone."""
    found = []
    for paragraph in find(WordFile(path).body, ".//w:p"):
        runs = find(paragraph, ".//w:r")
        text = "".join("x" if value(run, "w:rPr/w:rStyle") == "KimCode" else words(run) for run in runs)
        for fault, pattern in _TYPOGRAPHY.items():
            found += [
                f"{fault}: „{text[max(at.start() - 20, 0) : at.end() + 20]}“" for at in re.finditer(pattern, text)
            ]
    return found

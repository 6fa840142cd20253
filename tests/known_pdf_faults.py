"""The one list of what PDF/UA checkers find although the Word file is right, each with the smallest file that shows it.

Everything else that they find is a fault of the document. A fault is excused only in a document that holds its cause.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests import wordfiles as w
from tests.office import PdfFinding, pdf_ua
from tests.wordtext import WordFile, find, words


def _link(path: Path) -> Path:
    body = w.heading("Ziele", mark="kim_ziele") + w.para("Siehe die ", w.link("Ziele", "kim_ziele"))
    return w.word_file(path, body)


def _footnote(path: Path) -> Path:
    body = w.heading("Ziele") + w.para("Ein Satz", w.footnote_mark())
    return w.word_file(path, body, parts={"footnotes.xml": w.footnotes("Eine Anmerkung zu diesem Satz.")})


def _chart(path: Path) -> Path:
    body = w.heading("Ziele") + w.para(w.chart("Zwei Balken"))
    return w.word_file(path, body, parts={"chart1.xml": w.bars()})


def _heading(path: Path) -> Path:
    return w.word_file(path, w.heading("Ziele") + w.para("Ein Satz."))


def _empty_cell(path: Path) -> Path:
    return w.word_file(path, w.heading("Ziele") + w.table(("Jahr", "Betrag"), ("2025", "")))


class KnownFault(NamedTuple):
    """A fault that is not the document's.

    Attributes:
        checker, rule: who finds it, by which rule.
        cause: what stands in the XML of a document that shows it, as a pattern.
        smallest: writes the smallest file that shows it.
        why: whose fault it is, and where else the matter is looked at.
    """

    checker: str
    rule: str
    cause: str
    smallest: Callable[[Path], Path]
    why: str


_EMPTY_PARAGRAPHS = re.compile(r"(\d+) empty /P element")
_LINKS, _NOTES, _CHARTS, _ANY = r"<w:hyperlink |\bREF |PAGEREF ", "<w:footnoteReference ", "<c:chart ", "<w:body"
_TABS = "LibreOffice 7.4 writes /Tabs (S), a string, on pages with links instead of the name /S"
_PRINT = "LibreOffice 7.4 sets no flags at links, so they lack Print"
_NOTE_LINK = "LibreOffice 7.4 links from a footnote's text back to its mark, outside of a Link tag"
_NOTE_ID = "LibreOffice 7.4 writes a Note tag without /ID"
_NOTE_TWICE = "LibreOffice 7.4 puts the paragraphs of a note into its Note tag; outloud takes them for a second copy"
_ALT = "LibreOffice 7.4 loses the alternative text of a native chart; tests/accessibility.py asks for it in the docx"
_EMPTY = "An empty cell is no fault, LibreOffice writes its paragraph as an empty P; no more of them than empty cells"
_BREAKS = "pdfua 0.1.3 stops at the first tag with several children; outloud and tests/accessibility.py ask instead"

KNOWN = (
    KnownFault("page", "PDFUA1-PAGE-TABS-001", _LINKS, _link, _TABS),
    KnownFault("outloud", "LNK-005", _LINKS, _link, _TABS),
    KnownFault("outloud", "LNK-004", _LINKS, _link, _PRINT),
    KnownFault("page", "PDFUA1-PAGE-TABS-001", _NOTES, _footnote, _TABS),
    KnownFault("outloud", "LNK-005", _NOTES, _footnote, _TABS),
    KnownFault("outloud", "LNK-004", _NOTES, _footnote, _PRINT),
    KnownFault("page", "PDFUA1-LINK-LINK-TAG-001", _NOTES, _footnote, _NOTE_LINK),
    KnownFault("outloud", "LNK-001", _NOTES, _footnote, _NOTE_LINK),
    KnownFault("page", "PDFUA1-NOTE-ID-001", _NOTES, _footnote, _NOTE_ID),
    KnownFault("outloud", "NOTE-001", _NOTES, _footnote, _NOTE_ID),
    KnownFault("outloud", "NOTE-003", _NOTES, _footnote, _NOTE_TWICE),
    KnownFault("page", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001", _CHARTS, _chart, _ALT),
    KnownFault("outloud", "FIG-001", _CHARTS, _chart, _ALT),
    KnownFault("pdfua", "UA-13-004", _CHARTS, _chart, _ALT),
    KnownFault("outloud", "TAG-020", r"</w:tcPr><w:p>", _empty_cell, _EMPTY),
    KnownFault("pdfua", "UA-14-001, abgebrochen", _ANY, _heading, _BREAKS),
)
"""By checker and rule."""


def new_pdf_faults(path: Path) -> list[PdfFinding]:
    """What the judges find in the document as PDF/UA and what is not known."""
    return list(without_known(path, pdf_ua(path)))


def without_known(path: Path, findings: Iterable[PdfFinding]) -> Iterator[PdfFinding]:
    """The findings that no known fault excuses in this document."""
    with zipfile.ZipFile(path) as package:
        text = package.read("word/document.xml").decode()
    excused = {(fault.checker, fault.rule) for fault in KNOWN if re.search(fault.cause, text)}
    for found in findings:
        paragraphs = _EMPTY_PARAGRAPHS.search(found.detail)
        too_many = paragraphs is not None and int(paragraphs[1]) > empty_cells(path)
        if (found.checker, found.rule) not in excused or too_many:
            yield found


def empty_cells(path: Path) -> int:
    """How many cells of the document's tables hold nothing."""
    return sum(not words(cell).strip() for cell in find(WordFile(path).body, ".//w:tc[not(.//w:drawing)]"))

"""The one list of what PDF/UA checkers find although the Word file is right, each with the smallest file that shows it.

Everything else that they find is a fault of the document. A fault is excused only in a document that holds its
cause, and where checkers count, only as often as it does.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests import wordfiles as w
from tests.office import PdfFinding, pdf_ua


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


def _mark(path: Path) -> Path:
    hair = '<w:pStyle w:val="KimBreak"/><w:spacing w:line="20" w:lineRule="exact"/>'
    mark = w.bookmark("kim_ende_ziele", "")
    return w.word_file(path, f"{w.heading('Ziele')}{w.para('Ein Satz.')}<w:p><w:pPr>{hair}</w:pPr>{mark}</w:p>")


def _ampersand(path: Path) -> Path:
    return w.word_file(path, w.heading("Ziele") + w.para("Ein Satz."), title="Teilhabe &amp; Integration")


def _wrapped_reference(path: Path) -> Path:
    """The reference just does not fit the line and moves to the next one."""
    text = w.para("Wort " * 17 + " und ", w.field("REF kim_ziele \\h", "Abbildung\u00a03"), " und weiter im Text.")
    return w.word_file(path, w.heading("Ziele", mark="kim_ziele") + text)


def _link_in_a_sentence(path: Path) -> Path:
    body = w.heading("Ziele", mark="kim_ziele") + w.para("Siehe ", w.link("Ziele", "kim_ziele"), " im Text.")
    return w.word_file(path, body)


def _same_lines(path: Path) -> Path:
    """Three pages that end with the same label and value."""
    pages = [
        w.heading("Ziele")
        + w.para("Träger Stadt", style="KimField")
        + w.para("Status laufend", after, style="KimField")
        for after in ('<w:r><w:br w:type="page"/></w:r>', '<w:r><w:br w:type="page"/></w:r>', "")
    ]
    return w.word_file(path, "".join(pages))


class KnownFault(NamedTuple):
    """A fault that is not the document's.

    Attributes:
        checker, rule: who finds it, by which rule.
        cause: what stands in the XML of a document that shows it, as a pattern.
        smallest: writes the smallest file that shows it.
        why: whose fault it is, and where else the matter is looked at.
        each: True where the checker finds it once for each cause, and no more often.
    """

    checker: str
    rule: str
    cause: str
    smallest: Callable[[Path], Path]
    why: str
    each: bool = False


_LINKS, _NOTES, _CHARTS, _ANY = r"<w:hyperlink |\bREF |PAGEREF ", "<w:footnoteReference ", "<c:chart ", "<w:body"
_CELLS = "<w:p>(?:<w:pPr>(?:(?!</w:pPr>).)*</w:pPr>)?(?:<w:r><w:rPr></w:rPr><w:t[^>]*></w:t></w:r>)?</w:p></w:tc>"
_MARKS = '<w:p><w:pPr><w:pStyle w:val="KimBreak"/>(?:(?!<w:sectPr|</w:pPr>).)*</w:pPr>(?:<w:bookmark[^>]*>)*</w:p>'
_ANY_NUMBER = 10**9
_TITLE = "<dc:title>[^<]*&"
_TABS = "LibreOffice 7.4 writes /Tabs (S), a string, on pages with links instead of the name /S"
_PRINT = "LibreOffice 7.4 sets no flags at links, so they lack Print"
_NOTE_LINK = "LibreOffice 7.4 links from a footnote's text back to its mark, outside of a Link tag"
_NOTE_ID = "LibreOffice 7.4 writes a Note tag without /ID"
_UNSEEN = "a line of no height marks the end of a text that is read back, or keeps two tables apart"
_NOTE_TWICE = "LibreOffice 7.4 puts the paragraphs of a note into its Note tag; outloud takes them for a second copy"
_ALT = "LibreOffice 7.4 loses the alternative text of a native chart; tests/accessibility.py asks for it in the docx"
_EMPTY = "an empty cell is no fault; LibreOffice writes its paragraph as an empty P"
_TWICE = "LibreOffice 7.4 escapes the title in the XMP metadata twice"
_WRAPPED = "LibreOffice 7.4 leaves an empty Link behind where a reference moves to the next line"
_ORDER = "outloud takes the words of a paragraph before and after a link for one piece, read before the link"
_ALIKE = "outloud takes equal labels with equal values at the edge of three pages for running lines"
_FIELDS = r'(?:<w:pStyle w:val="KimField"/>.*?){3}'
_BREAKS = "pdfua 0.1.3 stops at the first tag with several children; outloud and tests/accessibility.py ask instead"

KNOWN = (
    KnownFault("page", "PDFUA1-PAGE-TABS-001", _LINKS, _link, _TABS),
    KnownFault("outloud", "LNK-005", _LINKS, _link, _TABS),
    KnownFault("outloud", "LNK-004", _LINKS, _link, _PRINT),
    KnownFault("page", "PDFUA1-PAGE-TABS-001", _NOTES, _footnote, _TABS),
    KnownFault("outloud", "LNK-005", _NOTES, _footnote, _TABS),
    KnownFault("outloud", "LNK-004", _NOTES, _footnote, _PRINT),
    KnownFault("page", "PDFUA1-LINK-LINK-TAG-001", _NOTES, _footnote, _NOTE_LINK),
    KnownFault("outloud", "LNK-001", _NOTES, _footnote, _NOTE_LINK, each=True),
    KnownFault("page", "PDFUA1-NOTE-ID-001", _NOTES, _footnote, _NOTE_ID),
    KnownFault("outloud", "NOTE-001", _NOTES, _footnote, _NOTE_ID, each=True),
    KnownFault("outloud", "NOTE-003", _NOTES, _footnote, _NOTE_TWICE, each=True),
    KnownFault("page", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001", _CHARTS, _chart, _ALT),
    KnownFault("outloud", "FIG-001", _CHARTS, _chart, _ALT, each=True),
    KnownFault("pdfua", "UA-13-004", _CHARTS, _chart, _ALT, each=True),
    KnownFault("outloud", "TAG-020", _CELLS, _empty_cell, _EMPTY, each=True),
    KnownFault("outloud", "TAG-020", _MARKS, _mark, _UNSEEN, each=True),
    KnownFault("outloud", "LNK-003", r"\bREF ", _wrapped_reference, _WRAPPED, each=True),
    KnownFault("outloud", "ORD-001", _LINKS, _link_in_a_sentence, _ORDER),
    KnownFault("outloud", "PAG-001", _FIELDS, _same_lines, _ALIKE),
    KnownFault("outloud", "DOC-015", _TITLE, _ampersand, _TWICE),
    KnownFault("pdfua", "UA-14-001, abgebrochen", _ANY, _heading, _BREAKS),
)
"""By checker and rule."""


def new_pdf_faults(path: Path) -> list[PdfFinding]:
    """What the judges find in the document as PDF/UA and what is not known."""
    findings = pdf_ua(path)
    often = Counter[tuple[str, str]]()
    for found in findings:
        often[found.checker, found.rule] += found.count
    with zipfile.ZipFile(path) as package:
        text = "".join(package.read(part).decode() for part in ("word/document.xml", "docProps/core.xml"))
    excused = Counter[tuple[str, str]]()
    for fault in KNOWN:
        causes = len(re.findall(fault.cause, text))
        excused[fault.checker, fault.rule] += causes if fault.each else causes * _ANY_NUMBER
    return [found for found in findings if often[found[:2]] > excused[found[:2]]]

"""kimcore's own rules of accessible Word files: each a function from a file to the faults it finds, in German."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from kimcore.render.theme import CONTRAST
from kimcore.testing.wordtext import Element, W, WordFile, contrast, find, switched_on, value, words

__all__ = ["RULES", "accessibility", "untold"]

BOOKMARK_LENGTH = 40
HAIR = 40
"""The height of a line that takes no room, in twentieths of a point."""
_FILE_NAME = re.compile(r"\.(png|jpe?g|gif|svg|emf|tiff?|bmp)\s*$", re.IGNORECASE)
_UNTOLD = re.compile(r"(bild|grafik|picture|image|diagramm|chart|abbildung)?\s*\d*", re.IGNORECASE)
_BULLET = re.compile(r"[•·▪●○*]\s+\S|[a-z0-9]{1,2}\)\s+\S")
_DASH = re.compile(r"[-–—]\s+\S")
_COUNTED = re.compile(r"(\d{1,2})\.\s")
_BOOKMARK = re.compile(r"[A-Za-z_]\w*")
_TARGET = re.compile(r'\b(?:REF|PAGEREF)\s+"?([^\s"\\]+)|HYPERLINK\s+\\l\s+"([^"]+)"')
_SAYS_NOTHING = re.compile(r"(hier|link|mehr|klick.*|https?://\S*|)\s*", re.IGNORECASE)
_LISTS_OF_PAGES = ("TOC", "TableofFigures")
_FAKE_NOTE = re.compile(r"\w[¹⁴-⁹⁰]|[a-zäöüß]{3,}[²³]")


def accessibility(file: Path | BinaryIO) -> list[str]:
    """Everything that the rules find against a Word file."""
    word = WordFile(file)
    return [fault for rule in RULES for fault in rule(word)]


def _short(text: str) -> str:
    return f"„{text[:40]}…“" if len(text) > 40 else f"„{text}“"


def _paragraphs(word: WordFile) -> Iterator[Element]:
    """The paragraphs of the text outside of tables, those in content controls included."""
    yield from find(word.body, "w:p | .//w:sdtContent/w:p[not(ancestor::w:tbl)]")


def _everywhere(word: WordFile, expression: str) -> Iterator[Element]:
    for part in word.parts.values():
        yield from find(part, expression)


# ----------------------------------------------------------------------------------------- the document


def title_and_language(word: WordFile) -> Iterator[str]:
    """The document has a title of its own and says that it is German."""
    title = "".join(node.text or "" for node in find(word.core, "dc:title")).strip()
    if not title:
        yield "Dokument: ohne Titel"
    elif title.lower() in {word.file_name.lower(), word.file_name.lower().removesuffix(".docx")}:
        yield f"Dokument: der Titel {_short(title)} ist ein Dateiname"
    languages = {
        "Eigenschaften": "".join(node.text or "" for node in find(word.core, "dc:language")),
        "Vorlage": value(word.defaults, "w:rPrDefault/w:rPr/w:lang") or "",
    }
    for place, language in languages.items():
        if language != "de-DE":
            yield f"Dokument: Sprache in {place} ist {language or 'nicht gesetzt'} statt de-DE"


def settings(word: WordFile) -> Iterator[str]:
    """Long German words are hyphenated, and nobody is asked to update fields."""
    if not switched_on(word.settings, "w:autoHyphenation"):
        yield "Dokument: ohne Silbentrennung (w:autoHyphenation)"
    if switched_on(word.settings, "w:updateFields"):
        yield "Dokument: fragt beim Öffnen nach der Aktualisierung der Felder (w:updateFields)"


def headings(word: WordFile) -> Iterator[str]:
    """Headings begin with level 1, leave no level out and are not empty."""
    before = 0
    for paragraph in _paragraphs(word):
        level = word.level(paragraph)
        if level is None:
            continue
        text = words(paragraph).strip()
        if not text:
            yield f"Überschrift: leer (Ebene {level})"
        if level > before + 1:
            yield f"Überschrift {_short(text)}: Ebene {level} nach Ebene {before}"
        before = level


def false_headings(word: WordFile) -> Iterator[str]:
    """No paragraph of bold words plays a heading."""
    for paragraph in _paragraphs(word):
        runs = [run for run in find(paragraph, ".//w:r[w:t]") if words(run).strip()]
        text = words(paragraph).strip()
        bold = bool(runs) and all(switched_on(run, "w:rPr/w:b") for run in runs)
        if bold and len(text) < 80 and text[-1] not in ".:;!?" and word.level(paragraph) is None:
            yield f"Absatz {_short(text)}: fett statt Überschrift"


# ----------------------------------------------------------------------------------------------- tables


def header_rows(word: WordFile) -> Iterator[str]:
    """The first row of each table is marked as its header, with a text in every cell."""
    for table in find(word.body, ".//w:tbl"):
        rows = find(table, "w:tr")
        name = _short(words(rows[0])) if rows else "ohne Zeilen"
        if not rows or not switched_on(rows[0], "w:trPr/w:tblHeader"):
            yield f"Tabelle {name}: ohne Kopfzeile"
        elif not all(words(cell).strip() for cell in find(rows[0], "w:tc")):
            yield f"Tabelle {name}: leere Zelle in der Kopfzeile"


def merged_cells(word: WordFile) -> Iterator[str]:
    """Cells are not merged; only a heading or remark within a table spans its whole row."""
    for table in find(word.body, ".//w:tbl"):
        width = len(find(table, "w:tblGrid/w:gridCol"))
        for number, row in enumerate(find(table, "w:tr"), 1):
            place = f"Tabelle {_short(words(find(table, 'w:tr')[0]))}, Zeile {number}"
            cells = find(row, "w:tc")
            spans = [int(value(cell, "w:tcPr/w:gridSpan") or 1) for cell in cells]
            if find(row, "w:tc/w:tcPr/w:vMerge | w:tc/w:tcPr/w:hMerge"):
                yield f"{place}: verbundene Zellen"
            if max(spans) > 1 and len(cells) > 1:
                yield f"{place}: eine Zelle über mehrere Spalten"
            if max(spans) > 1 and switched_on(row, "w:trPr/w:tblHeader"):
                yield f"{place}: eine Kopfzelle über mehrere Spalten"
            if width and sum(spans) != width:
                yield f"{place}: {sum(spans)} statt {width} Spalten"


def tables_fit(word: WordFile) -> Iterator[str]:
    """No table is wider than the text of its page."""
    for table in find(word.body, ".//w:tbl[not(ancestor::w:tbl)]"):
        wide = sum(int(value(column, attribute="w") or 0) for column in find(table, "w:tblGrid/w:gridCol"))
        indent = int(value(table, "w:tblPr/w:tblInd", attribute="w") or 0)
        for section in find(table, "(following::w:sectPr)[1]"):
            page = int(value(section, "w:pgSz", attribute="w") or 0)
            text = page - sum(int(value(section, "w:pgMar", attribute=side) or 0) for side in ("left", "right"))
            if wide + indent > text + 20:
                yield f"Tabelle {_short(words(table))}: {wide + indent} Twips breit, der Text nur {text}"


def aligned_numbers(word: WordFile) -> Iterator[str]:
    """Numbers below each other end at the same place: a column of numbers is aligned right."""
    for table in find(word.body, ".//w:tbl"):
        rows = [find(row, "w:tc") for row in find(table, "w:tr[not(w:trPr/w:tblHeader)]")]
        for column in zip(*(row for row in rows if len(row) > 1), strict=False):
            texts = [words(cell).strip() for cell in column]
            if sum(map(_is_number, texts)) < 2 or not all(_is_number(text) or text in {"", "–"} for text in texts):
                continue
            sides = {value(word.of_paragraph(find(cell, "w:p")[0], "w:pPr/w:jc")) for cell in column}
            if not sides <= {"right", "end"}:
                yield f"Tabelle {_short(words(table))}: die Zahlen {_short(', '.join(texts))} stehen nicht rechtsbündig"


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-–−+]?\d{1,3}(\.?\d{3})*(,\d+)?(\s?(€|%|TEUR|VZÄ))?", text)) and not re.fullmatch(
        r"(19|20|21)\d\d|0\d+", text
    )


# ---------------------------------------------------------------------------------------------- figures


def alternative_texts(word: WordFile) -> Iterator[str]:
    """Every picture and chart says what it shows, or that it is decoration."""
    for properties in _everywhere(word, ".//wp:docPr"):
        yield from untold(properties)


def untold(shape: Element) -> Iterator[str]:
    """What is wrong with the alternative text of a figure; one that is decoration needs none."""
    told, name = (shape.get("descr") or "").strip(), shape.get("name") or ""
    if find(shape, ".//adec:decorative[@val='1']"):
        return
    if not told:
        yield f"Abbildung {_short(name)}: ohne Alternativtext"
    elif _FILE_NAME.search(told) or _UNTOLD.fullmatch(told) or told == name:
        yield f"Abbildung {_short(name)}: der Alternativtext {_short(told)} sagt nicht, was zu sehen ist"


def captions(word: WordFile) -> Iterator[str]:
    """Tables and figures stand next to a numbered caption; a table may have a title instead, a logo has none."""
    blocks = word.blocks()
    for place, block in enumerate(blocks):
        style = word.style_of(block) if block.tag == f"{{{W}}}p" else ""
        if style == "Caption" and not _numbered(block):
            yield f"Beschriftung {_short(words(block))}: ohne Nummernfeld (SEQ)"
        around = [other for other in blocks[max(place - 1, 0) : place + 2] if other.tag == f"{{{W}}}p"]
        captioned = any(word.style_of(other) == "Caption" and _numbered(other) for other in around)
        if block.tag == f"{{{W}}}tbl" and not captioned and not value(block, "w:tblPr/w:tblCaption"):
            yield f"Tabelle {_short(words(block))}: ohne Beschriftung"
        figures = find(block, "self::w:p//wp:docPr[not(.//adec:decorative)]") if style != "KimLogo" else ()
        if figures and not captioned:
            yield f"Abbildung {_short(figures[0].get('name') or '')}: ohne Beschriftung"


def _numbered(paragraph: Element) -> bool:
    return any(instruction.strip().startswith("SEQ ") for instruction in _instructions(paragraph))


def _instructions(element: Element) -> Iterator[str]:
    for paragraph in find(element, "descendant-or-self::w:p"):
        yield from (value(simple, attribute="instr") or "" for simple in find(paragraph, ".//w:fldSimple"))
        text = "".join(
            "\0" if node.tag == f"{{{W}}}fldChar" else node.text or ""
            for node in find(paragraph, ".//w:instrText | .//w:fldChar")
        )
        yield from filter(None, text.split("\0"))


def floating(word: WordFile) -> Iterator[str]:
    """Nothing floats over the text, where nobody knows when it is read."""
    for box in find(word.body, ".//wp:anchor | .//w:txbxContent | .//w:framePr"):
        yield f"Schwebend: {_short(words(box) or box.tag.rpartition('}')[2])}"


# --------------------------------------------------------------------------------------- links and marks


def targets(word: WordFile) -> Iterator[str]:
    """Every reference leads to a bookmark that is there."""
    there = {value(mark, attribute="name") for mark in _everywhere(word, ".//w:bookmarkStart")}
    asked = [value(link, attribute="anchor") or "" for link in _everywhere(word, ".//w:hyperlink[@w:anchor]")]
    for part in word.parts.values():
        asked += [one or two for text in _instructions(part) for one, two in _TARGET.findall(text)]
    for name in sorted({name for name in asked if name not in there}):
        yield f"Verweis: die Textmarke {name} gibt es nicht"


def bookmarks(word: WordFile) -> Iterator[str]:
    """Bookmarks have an end, an id and a name of their own, and names that Word takes."""
    starts = list(_everywhere(word, ".//w:bookmarkStart"))
    names = Counter(value(mark, attribute="name") or "" for mark in starts)
    ids = Counter(value(mark, attribute="id") for mark in starts)
    ends = Counter(value(mark, attribute="id") for mark in _everywhere(word, ".//w:bookmarkEnd"))
    for name, count in names.items():
        if count > 1:
            yield f"Textmarke {name}: {count}-mal vergeben"
        if len(name) > BOOKMARK_LENGTH or not _BOOKMARK.fullmatch(name):
            yield f"Textmarke {name}: kein Name, den Word nimmt"
    yield from (f"Textmarke: die Nummer {id_} ist {count}-mal vergeben" for id_, count in ids.items() if count > 1)
    yield from (f"Textmarke: Nummer {id_} ohne Anfang oder Ende" for id_ in ids.keys() ^ ends.keys())


def links(word: WordFile) -> Iterator[str]:
    """A link says in words where it leads, and looks like a link to the programs that read it."""
    for link in _everywhere(word, ".//w:hyperlink"):
        text = words(link).strip()
        if _SAYS_NOTHING.fullmatch(text):
            yield f"Link {_short(text)}: sagt nicht, wohin er führt"
        elif find(link, "w:r[w:t][not(w:rPr/w:rStyle[@w:val='Hyperlink'])]"):
            yield f"Link {_short(text)}: ohne die Zeichenvorlage Hyperlink"


def notes(word: WordFile) -> Iterator[str]:
    """Footnotes are footnotes: with a text, a mark and a place, not raised figures."""
    part = word.parts.get("word/footnotes.xml")
    texts = (
        {} if part is None else {value(note, attribute="id"): note for note in find(part, "w:footnote[not(@w:type)]")}
    )
    marks = [value(mark, attribute="id") for mark in find(word.body, ".//w:footnoteReference")]
    yield from (f"Fußnote {id_}: ohne Text" for id_ in marks if id_ not in texts)
    yield from (f"Fußnote {id_}: ohne Stelle im Text" for id_ in texts if id_ not in marks)
    for id_, note in texts.items():
        if not find(note, ".//w:footnoteRef") or not words(note).strip():
            yield f"Fußnote {id_}: ohne Zeichen oder ohne Text"
    for run in find(word.body, ".//w:r[w:rPr/w:vertAlign[@w:val='superscript']][w:t]"):
        if words(run).strip().isdigit():
            yield f"Fußnote: die hochgestellte Zahl {words(run)} ist keine"
    for paragraph in find(word.body, ".//w:p"):
        yield from (f"Fußnote: {_short(text)} ist keine" for text in _FAKE_NOTE.findall(words(paragraph)))


# -------------------------------------------------------------------------------------------- paragraphs


def empty_paragraphs(word: WordFile) -> Iterator[str]:
    """No empty paragraph stands for space, and a page break stands in no paragraph of its own."""
    blocks = word.blocks()
    for place, paragraph in enumerate(blocks):
        if paragraph.tag != f"{{{W}}}p" or _filled(paragraph) or _invisible(word, paragraph):
            continue
        last = place == len(blocks) - 1 and place > 0 and blocks[place - 1].tag == f"{{{W}}}tbl"
        if not last:
            before = words(blocks[place - 1]) if place else ""
            yield f"Leerer Absatz nach {_short(before)}"
    for cell in find(word.body, ".//w:tc[count(w:p) > 1]"):
        if not all(_filled(paragraph) for paragraph in find(cell, "w:p")):
            yield f"Leerer Absatz in der Zelle {_short(words(cell))}"


def _filled(paragraph: Element) -> bool:
    return bool(words(paragraph).strip() or find(paragraph, ".//w:drawing | .//w:pict | .//w:fldChar | .//w:fldSimple"))


def _invisible(word: WordFile, paragraph: Element) -> bool:
    """Whether a paragraph only carries the end of a section or a mark, in a line that takes no room."""
    line = word.of_paragraph(paragraph, "w:pPr/w:spacing")
    thin = value(line, attribute="lineRule") == "exact" and int(value(line, attribute="line") or 0) <= HAIR
    return bool(find(paragraph, "w:pPr/w:sectPr")) or (thin and not find(paragraph, "w:r"))


def false_lists(word: WordFile) -> Iterator[str]:
    """Lists are lists, not paragraphs that begin with a dash or count themselves."""
    before = 0
    for paragraph in (*_paragraphs(word), *find(word.body, ".//w:tc/w:p")):
        text, style = words(paragraph).strip(), word.style_of(paragraph)
        if word.in_list(paragraph) or word.level(paragraph) or style.startswith(_LISTS_OF_PAGES):
            before = 0
            continue
        counted = _COUNTED.match(text)
        number = int(counted[1]) if counted else int(bool(_DASH.match(text))) * (before + 1)
        if _BULLET.match(text) or (number > 1 and number == before + 1):
            yield f"Absatz {_short(text)}: eine Liste von Hand"
        before = number


def false_columns(word: WordFile) -> Iterator[str]:
    """Text is not set below each other with tabs or rows of blanks; a label may have one tab before its value."""
    for paragraph in find(word.body, ".//w:p"):
        if word.style_of(paragraph).startswith(_LISTS_OF_PAGES):
            continue
        text = "".join(node.text or "" for node in find(paragraph, ".//w:t"))
        tabs = len(find(paragraph, ".//w:r/w:tab"))
        stop = word.of_paragraph(paragraph, "w:pPr/w:tabs/w:tab")
        if tabs > (stop is not None) or "   " in text.strip() or "\t" in text:
            yield f"Absatz {_short(words(paragraph))}: mit Tabulatoren oder Leerzeichen ausgerichtet"


def contrasts(word: WordFile) -> Iterator[str]:
    """Every text stands out against its ground by 4.5:1."""
    seen: dict[tuple[str, str], str] = {}
    for run in _everywhere(word, ".//w:r[w:t or w:footnoteRef or w:footnoteReference]"):
        seen.setdefault((word.colour(run), word.ground(run)), words(run))
    for (colour, ground), text in seen.items():
        if contrast(colour, ground) < CONTRAST:
            yield f"Text {_short(text)}: {colour} auf {ground} hat nur {contrast(colour, ground):.1f} : 1".replace(
                ".", ","
            )


RULES: dict[Callable[[WordFile], Iterator[str]], str] = {
    title_and_language: "Titel und Sprache (de-DE) in Eigenschaften und Vorlage setzen.",
    settings: "Silbentrennung ein- und Feldaktualisierung ausschalten.",
    headings: "Überschriften lückenlos ab Ebene 1 schachteln.",
    false_headings: "Eine Formatvorlage für Überschriften verwenden.",
    header_rows: "Die erste Zeile als Kopfzeile kennzeichnen (w:tblHeader) und jede Zelle benennen.",
    merged_cells: "Jeden Wert in eine eigene Zelle schreiben.",
    tables_fit: "Spalten schmaler machen oder die Seite quer legen.",
    aligned_numbers: "Spalten mit Zahlen rechtsbündig setzen.",
    alternative_texts: "Sagen, was zu sehen ist (descr).",
    captions: "Eine Beschriftung mit SEQ-Feld daneben setzen.",
    floating: "Abbildungen und Rahmen mit dem Text fließen lassen.",
    targets: "Das Ziel des Verweises anlegen oder den Verweis weglassen.",
    bookmarks: "Jeder Textmarke einen eigenen Namen und ihr Ende geben.",
    links: "Worte verwenden, die das Ziel nennen.",
    notes: "Fußnoten als Fußnoten anlegen.",
    empty_paragraphs: "Abstände mit Formatvorlagen setzen.",
    false_lists: "Eine Liste anlegen.",
    false_columns: "Eine Tabelle oder einen Einzug verwenden.",
    contrasts: "Hellere oder dunklere Farben wählen: mindestens 4,5 : 1.",
}
"""All rules in the order in which they are asked, each with what to do where it finds something."""

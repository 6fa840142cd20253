"""What a finished file must be, by its format: readable, valid, accessible, German; nothing in it that must not be."""

import csv
import html.parser
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from kimcore.testing.contents import ENGLISH
from kimcore.testing.programs import FORMULA
from kimcore.testing.promises import Report

__all__ = ["READABLE", "check_file", "check_leaks", "check_planted", "parts_of"]


def check_file(data: bytes, suffix: str, where: str, report: Report, *, validated: bool = False) -> None:
    """Open the file with a library that did not write it, and ask every rule of its format."""
    judge = _JUDGES.get(suffix)
    if judge is None:
        return
    try:
        for fault, hint in judge(data):
            report.add(fault, where, hint)
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a broken file
        what = f"Die Datei lässt sich nicht öffnen: {type(error).__name__}: {error}"
        report.add(what, where, "Vollständig schreiben, die Archive schließen.")
        return
    if validated and suffix in {".xlsx", ".docx"}:
        from kimcore.testing.validators import validate

        for fault in validate(data, suffix):
            report.add(
                f"Ein Validator beanstandet: {fault}", where, "Teile und Beziehungen nach ISO/IEC 29500 schreiben."
            )


def check_leaks(data: bytes, secrets: Mapping[str, str], where: str, report: Report) -> None:
    """No personal value stands in any part of the file, nor in the name of a part."""
    for name, content in parts_of(data):
        for secret, path in secrets.items():
            if secret.encode() in content or secret.encode("utf-16-le") in content or secret in name:
                what = f"Ein personenbezogener Wert steht im öffentlichen Dokument: {path}"
                spot = f"{where}, {name}" if name else where
                report.add(what, spot, "Nur verwenden, was program in diesem Aufruf zeigt; Bilder mit strip_metadata.")


def check_planted(data: bytes, suffix: str, where: str, report: Report) -> None:
    """A text that begins with = is no formula, and one with < no markup."""
    for name, content in parts_of(data) if suffix in {".zip", ".csv", ".html"} else ():
        kind = name.rpartition(".")[2].lower() if name else suffix[1:]
        text = content.decode("utf-8-sig", "replace")
        if kind == "csv" and any(cell.startswith(FORMULA[:4]) for row in _rows(text) for cell in row):
            report.add(
                "Ein Text ist in der CSV-Datei eine Formel",
                f"{where}, {name}".rstrip(", "),
                "Zellen, die mit = + - @ beginnen, ein ' voranstellen.",
            )
        if kind == "html" and "<kimprobe>" in text:
            report.add("Ein Text ist zum HTML-Element geworden", where, "Texte mit html.escape schreiben.")


def _rows(text: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ",")


def parts_of(data: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """Every part of a file that can be read, those of archives within it too; a file that is no archive is one part."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for inside in package.namelist():
            with suppress(zipfile.BadZipFile, zlib.error):  # who opens the file says that it is broken
                yield from parts_of(package.read(inside), f"{name}/{inside}".lstrip("/"))


# ----------------------------------------------------------------------------------------------- judges


def _excel(data: bytes) -> Iterator[tuple[str, str]]:
    from kimcore.testing.workbooks import RULES, ExcelFile

    excel = ExcelFile(data)
    yield from ((fault, hint) for rule, hint in RULES.items() for fault in rule(excel))


def _word(data: bytes) -> Iterator[tuple[str, str]]:
    import docx

    from kimcore.testing.accessibility import RULES
    from kimcore.testing.wordtext import WordFile, find, words

    docx.Document(io.BytesIO(data))
    word = WordFile(io.BytesIO(data))
    yield from ((fault, hint) for rule, hint in RULES.items() for fault in rule(word))
    for paragraph in find(word.body, ".//w:p"):
        if found := ENGLISH.search(words(paragraph)):
            yield f"„{found[0]}“ ist eine englische Zahl", "format_euro und format_number aus kimcore.values verwenden."


class _Page(html.parser.HTMLParser):
    """What a page says of itself: language, title, headings, pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.lasttag == "title":
            self.title += data


def _html(data: bytes) -> Iterator[tuple[str, str]]:
    page = _Page()
    page.feed(data.decode("utf-8"))
    first: dict[str, Any] = {}
    for tag, given in page.tags:
        first.setdefault(tag, given)
    if first.get("html", {}).get("lang") not in {"de", "de-DE"}:
        yield "Die Seite sagt nicht, dass sie deutsch ist", '<html lang="de"> schreiben.'
    if not page.title.strip():
        yield "Die Seite hat keinen Titel", "<title> füllen."
    before = 0
    for tag, given in page.tags:
        if tag == "img" and given.get("alt") is None:
            yield (
                f"Ein Bild hat keinen Alternativtext: {str(given.get('src'))[:40]}",
                "alt angeben; leer nur bei Zierde.",
            )
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            if int(tag[1]) > before + 1:
                yield (
                    f"Eine Überschrift springt von Ebene {before} auf Ebene {tag[1]}",
                    "Überschriften lückenlos schachteln.",
                )
            before = int(tag[1])
    if "table" in first and "th" not in first:
        yield "Eine Tabelle hat keine Kopfzeile", "<th scope=col> verwenden."


def _csv(data: bytes) -> Iterator[tuple[str, str]]:
    widths = {len(row) for row in _rows(data.decode("utf-8-sig"))}
    if len(widths) > 1:
        yield f"Die Zeilen haben verschieden viele Felder: {sorted(widths)}", "Fehlende Felder leer schreiben."


def _zip(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if (broken := archive.testzip()) is not None:
            yield f"Die Datei {broken} im Archiv ist beschädigt", "Das Archiv schließen, bevor es gelesen wird."
        for name in archive.namelist():
            judge = _JUDGES.get(f".{name.rpartition('.')[2].lower()}")
            if judge:
                yield from ((f"{name}: {fault}", hint) for fault, hint in judge(archive.read(name)))


_JUDGES: dict[str, Callable[[bytes], Iterator[tuple[str, str]]]] = {
    ".xlsx": _excel,
    ".docx": _word,
    ".html": _html,
    ".csv": _csv,
    ".zip": _zip,
}
READABLE = frozenset(_JUDGES)
"""The suffixes of files whose content can be read here."""

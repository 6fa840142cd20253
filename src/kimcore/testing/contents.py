"""What composed content must be, whatever format it is written in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import (
    Block,
    CellKind,
    Chart,
    Content,
    Heading,
    Image,
    Paragraph,
    Row,
    Section,
    Table,
    Timeline,
    Workbook,
    plain,
)  # fmt: skip
from kimcore.context import Context
from kimcore.testing.promises import Report
from kimcore.testing.sums import wrong_sums
from kimcore.values import format_number, round_half_up

__all__ = ["ENGLISH", "check_content", "texts_of"]

ENGLISH = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d{2}(?![\d.])|[€$]\s?\d|\d\.\d{2}\s?€")
"""``57,000.00``, ``€57000``, ``57000.00 €``: numbers as English writes them."""

_NUMBER = re.compile(r"[-–−+]?\d{1,3}(\.?\d{3})*(,\d+)?\s?(€|%|TEUR|VZÄ)?")
_MONEY = frozenset({CellKind.MONEY, CellKind.KILO})
_FILE_NAME = re.compile(r"\.(png|jpe?g|gif|svg|tiff?|bmp)\s*$", re.IGNORECASE)


def check_content(content: Content, context: Context, where: str, report: Report) -> None:
    """Titles, headings, tables, figures, numbers, sums, and what every page says."""
    if not content.title.strip():
        report.add("Das Dokument hat keinen Titel", where, "title angeben.")
    for mark in context.marks:
        if mark not in content.properties.marks:
            report.add(f"Die Kennzeichnung „{mark}“ fehlt", where, "properties(program, context, subject) verwenden.")
    if content.properties.stand != context.stand:
        report.add("Der Stand ist nicht der des Programms", where, "context.stand verwenden.")
    seen: set[str] = set()
    for title, blocks in _rooms(content):
        _check_room(title, list(blocks), f"{where}, „{title}“", report, seen)
    for text in texts_of(content):
        if found := ENGLISH.search(text):
            report.add(
                f"„{found[0]}“ ist eine englische Zahl",
                where,
                "format_euro und format_number aus kimcore.values verwenden.",
            )


def _rooms(content: Content) -> Iterator[tuple[str, Iterable[Any]]]:
    """Each sheet or section with its blocks, those of a section's text by themselves."""
    if isinstance(content, Workbook):
        yield from ((sheet.title, sheet.blocks) for sheet in content.sheets)
        return
    waiting: list[Any] = [Section(id="", title=content.title, blocks=content.blocks)]
    while waiting:
        section = waiting.pop(0)
        yield section.title, section.prose
        yield section.title, (part for part in section.blocks if not isinstance(part, Section))
        waiting += [part for part in section.blocks if isinstance(part, Section)]


def _check_room(title: str, blocks: list[Block], where: str, report: Report, seen: set[str]) -> None:
    if not title.strip():
        report.add("Ein Blatt oder Abschnitt hat keinen Titel", where, "title angeben.")
    level = 0
    for block in blocks:
        name = str(getattr(block, "id", ""))
        if name and name in seen:
            report.add(
                f"Die Kennung „{name}“ gibt es doppelt", where, "Jede Tabelle und Abbildung braucht ihre eigene."
            )
        seen.add(name)
        match block:
            case Heading():
                _check_heading(block, level, where, report)
                level = block.level
            case Paragraph() if not plain(block.text).strip():
                report.add("Ein leerer Absatz hält Abstand", where, "Weglassen: Abstände setzt das Format.")
            case Table():
                _check_table(block, where, report)
            case Image() if (block.caption or block.credit) and not block.alt.strip():
                report.add(f"Das Bild „{block.id}“ hat keinen Alternativtext", where, "alt: was zu sehen ist.")
            case Image() if _FILE_NAME.search(block.alt):
                report.add(f"Der Alternativtext „{block.alt}“ ist ein Dateiname", where, "alt: was zu sehen ist.")
            case Chart() | Timeline() if not block.caption.strip():
                report.add(
                    f"Das Diagramm „{block.id}“ hat keine Beschriftung", where, "caption: was es zeigt, mit Einheit."
                )


def _check_heading(heading: Heading, before: int, where: str, report: Report) -> None:
    if not heading.text.strip():
        report.add("Eine Überschrift ist leer", where, "Weglassen oder füllen.")
    if heading.level > before + 1:
        what = f"Die Überschrift „{heading.text}“ springt von Ebene {before} auf Ebene {heading.level}"
        report.add(what, where, f"level={before + 1} setzen.")


def _check_table(table: Table, where: str, report: Report) -> None:
    place = f"{where}, Tabelle „{table.id}“"
    if not table.columns or not all(column.title.strip() for column in table.columns):
        report.add("Eine Tabelle hat keine vollständige Kopfzeile", place, "Jeder Spalte einen title geben.")
    for number, row in enumerate(table.normalised(), 1):
        if len(row.cells) != len(table.columns):
            what = f"Zeile {number} hat {len(row.cells)} statt {len(table.columns)} Zellen"
            report.add(what, place, "Fehlende Werte mit None auffüllen.")
            return
        _check_row(table, row, f"{place}, Zeile {number}", report)
    for index, column, there, sum_ in wrong_sums(table):
        one, other = (format_number(round_half_up(number)) for number in (there, sum_))
        what = f"{one} ist nicht die Summe der Zeilen darüber ({other})"
        spot = f"{place}, Zeile {index + 1}, Spalte „{table.columns[column].title}“"
        report.add(what, spot, "Mit kimcore.amounts.total aus denselben gerundeten Beträgen bilden.")


def _check_row(table: Table, row: Row, place: str, report: Report) -> None:
    for column, cell in zip(table.columns, row.cells, strict=True):
        spot = f"{place}, Spalte „{column.title}“"
        if isinstance(cell, float):
            report.add(f"{cell!r} ist ein float", spot, "Decimal oder Amount verwenden.")
        if column.kind in _MONEY and isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()):
            report.add(
                f"„{cell}“ ist ein Text statt eines Betrags",
                spot,
                "Decimal oder Amount liefern; die Spalte setzt das Format.",
            )


def texts_of(value: Any) -> Iterator[str]:
    """Every text in some content, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Amount):
        return  # printed by kimcore
    elif isinstance(value, Table):
        yield from (value.caption, *value.notes, *(column.title for column in value.columns))
        for row in value.normalised():
            yield from texts_of(row.cells)
    elif isinstance(value, Mapping):
        yield from texts_of(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for entry in value:
            yield from texts_of(entry)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from texts_of(getattr(value, field.name))

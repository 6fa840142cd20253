"""Every table of a document as CSV, all of them in one zip: UTF-8 with BOM, semicolons, decimal comma.

That is what a German Excel reads with a double click. A text never becomes a formula there.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO, ClassVar

from kimcore import Amount, Finding, Renderer, Severity, Theme, hookimpl
from kimcore.blocks import (
    Cell,
    CellKind,
    Column,
    Content,
    Document,
    Heading,
    Link,
    Listing,
    Part,
    Quote,
    Section,
    Table,
    Workbook,
)
from kimcore.render import ArchiveWriter
from kimcore.values import format_date, round_half_up, suggest_identifier

__all__ = ["CsvRenderer", "tables_of"]

kimcore_api = 1

_ABOUT = "angaben"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what a formula begins with
_UNITS = {CellKind.MONEY: "€", CellKind.KILO: "TEUR", CellKind.PERCENT: "%"}
_DIGITS = 6
_LONGEST = 60  # of a file's name: a path of Windows holds 260 characters


@hookimpl
def kimcore_renderers() -> Iterable[type[Renderer]]:
    """CSV."""
    return (CsvRenderer,)


class CsvRenderer(Renderer):
    """Writes the tables of a Document or Workbook."""

    format: ClassVar[str] = "csv"
    suffix: ClassVar[str] = ".zip"
    accepts: ClassVar[tuple[type, ...]] = (Document, Workbook)

    def check(self, content: Any) -> Iterator[Finding]:
        """A document without a table would be an archive without a table."""
        if not any(tables_of(content)):
            message = f"„{content.title}“ hat keine Tabelle; als CSV gibt es nichts auszugeben."
            yield Finding(
                code="KIM-CSV-001",
                severity=Severity.FEHLER,
                path=content.id,
                message=message,
                hint="Ein anderes Format wählen.",
            )

    def render(self, content: Any, theme: Theme, target: BinaryIO) -> None:
        """Write one file for each table, and one that says what they belong to."""
        names: set[str] = {_ABOUT}
        notes: list[tuple[Cell, ...]] = []
        with ArchiveWriter(target) as archive:
            for title, table in tables_of(content):
                name = _name(title, names)
                _write(archive, name, table)
                notes += [(f"Anmerkung zu {name}.csv", note) for note in table.notes]
            _write(archive, _ABOUT, _about(content, notes))


def tables_of(content: Content) -> Iterator[tuple[str, Table]]:
    """Every table with its title: its caption, or the heading, sheet or section it stands below."""
    if isinstance(content, Document):
        yield from _tables(content.blocks, content.title)
    else:
        for sheet in content.sheets:
            yield from _tables(sheet.blocks, sheet.title)


def _tables(parts: Iterable[Part], title: str) -> Iterator[tuple[str, Table]]:
    for part in parts:
        match part:
            case Heading():
                title = part.text
            case Section():
                yield from _tables((*part.prose, *part.blocks), part.title)
            case Quote():
                yield from _tables(part.blocks, title)
            case Listing():
                for item in part.items:
                    yield from _tables(item.blocks, title)
            case Table():
                yield part.caption or title, part


def _name(title: str, names: set[str]) -> str:
    """A name for a file, without umlauts and blanks, that none has yet."""
    base = suggest_identifier(title, _LONGEST) or "tabelle"
    name, count = base, 1
    while name in names:
        count += 1
        name = f"{base}-{count}"
    names.add(name)
    return name


def _about(content: Content, notes: list[tuple[Cell, ...]]) -> Table:
    """What the tables belong to: title, state, provenance, and the notes below them."""
    properties = content.properties
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Titel", content.title),
        ("Gegenstand", properties.subject),
        ("Herausgeber", properties.issuer),
        ("Stand", properties.stand),
        ("Zustand", properties.state),
        ("Kennzeichnung", " · ".join(properties.marks)),
        ("Aktenzeichen", properties.reference),
        *properties.custom,
        *notes,
    )
    columns = (Column(id="angabe", title="Angabe"), Column(id="wert", title="Wert"))
    return Table(id=_ABOUT, columns=columns, rows=rows)


# ------------------------------------------------------------------------------------------------ CSV


def _write(archive: ArchiveWriter, name: str, table: Table) -> None:
    """Write a table row by row."""
    kinds = [column.kind for column in table.columns]
    with archive.open(f"{name}.csv") as part, io.TextIOWrapper(part, "utf-8-sig", newline="") as text:
        writer = csv.writer(text, delimiter=";")
        writer.writerow(map(_head, table.columns))
        for row in table.normalised():
            writer.writerow(map(_cell, row.cells, kinds))


def _head(column: Column) -> str:
    """The title of a column, with its unit: the figures below it have none."""
    unit = _UNITS.get(column.kind, "")
    return _text(column.title if unit in column.title else f"{column.title} ({unit})")


def _cell(value: Cell, kind: CellKind) -> str:
    """A value as a German Excel reads it: figures without unit and without points between thousands."""
    match value:
        case None:
            return ""
        case str():
            return _text(value)
        case Link():
            return _text(value.text if value.url.startswith("#") or value.url == value.text else _address(value))
        case date():
            return format_date(value)
        case Amount():
            return _amount(value, kind)
    return _number(Decimal(value), kind)


def _address(link: Link) -> str:
    return f"{link.text} ({link.url})" if link.text else link.url


def _amount(amount: Amount, kind: CellKind) -> str:
    if not amount.known:
        return amount.shown()
    exact = amount.op == "rounded" or amount.unit == "€"
    return _number(amount.decimal if exact else round_half_up(amount.value, _DIGITS).normalize(), kind)


def _number(number: Decimal, kind: CellKind) -> str:
    text = f"{number:.2f}" if kind is CellKind.MONEY else f"{number:f}"
    return text.replace(".", ",")


def _text(text: str) -> str:
    """A text that a spreadsheet leaves alone: an apostrophe stands before what would be a formula."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text

"""Documents with every kind of block, made of any program: what a renderer is tried with."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from kimcore.amounts import Amount, given, total
from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Cover,
    Document,
    Field,
    Fields,
    Footnote,
    Heading,
    Image,
    KeyFigures,
    Link,
    Listing,
    ListItem,
    Notice,
    Orientation,
    PageBreak,
    Paragraph,
    Quote,
    Reference,
    Row,
    RowRole,
    Run,
    Section,
    Series,
    Sheet,
    Signatures,
    Span,
    Table,
    Timeline,
    Tone,
    Workbook,
)  # fmt: skip
from kimcore.context import Context
from kimcore.exporters.base import Exporter
from kimcore.exporters.common import properties
from kimcore.model import Program
from kimcore.values import strip_metadata

__all__ = ["SampleDocument", "SampleWorkbook"]

_LINK = Link("Seite des Programms", "https://www.example.org/")
_COLUMNS = (
    Column(id="titel", title="Maßnahme"),
    Column(id="betrag", title="Betrag", kind=CellKind.MONEY),
    Column(id="umfang", title="Umfang", kind=CellKind.VZAE),
    Column(id="anteil", title="Anteil", kind=CellKind.PERCENT),
    Column(id="zahl", title="Personen", kind=CellKind.NUMBER),
    Column(id="tausend", title="TEUR", kind=CellKind.KILO),
    Column(id="beginn", title="Beginn", kind=CellKind.DATE),
    Column(id="jahr", title="Jahr", kind=CellKind.YEAR),
    Column(id="seite", title="Seite", kind=CellKind.LINK),
)


class SampleDocument(Exporter):
    """A text document with every kind of block."""

    name = "probe-dokument"
    title = "Probedokument"

    def document(self, program: Program, options: object, context: Context) -> Document:
        """Cover, contents, prose, lists, boxes, figures, tables, charts, a landscape section, an appendix."""
        return Document(
            id=self.name,
            title=program.title,
            properties=properties(program, context, "Jede Art von Inhalt"),
            contents=True,
            cover=_cover(program, context),
            blocks=(
                Paragraph(text="Vorbemerkung vor dem ersten Abschnitt."),
                Section(id="text", title="Text", prose=tuple(_prose(program)), blocks=tuple(_boxes(program))),
                Section(
                    id="zahlen",
                    title="Zahlen",
                    blocks=(
                        Section(id="tabelle", title="Tabelle", blocks=(_table(program, context),)),
                        *_figures(program),
                    ),
                ),
                Section(id="quer", title="Quer", orientation=Orientation.LANDSCAPE, blocks=(_dates(program, context),)),
                Section(id="ohne", title="Ohne Nummer", numbered=False, blocks=(Paragraph(text="Beschlossen."),)),
                Section(id="anhang", title="Anhang", appendix=True, new_page=True, blocks=(Paragraph(text="Ende."),)),
            ),
        )


class SampleWorkbook(Exporter):
    """A workbook with every kind of block that sheets hold."""

    name = "probe-mappe"
    title = "Probemappe"

    def workbook(self, program: Program, options: object, context: Context) -> Workbook:
        """Boxes, figures, tables and charts on two sheets."""
        charts = (figure for figure in _figures(program) if not isinstance(figure, Image | Timeline))
        boxes = (box for box in _boxes(program) if not isinstance(box, Quote | Listing | PageBreak))
        return Workbook(
            id=self.name,
            title=program.title,
            properties=properties(program, context, "Jede Art von Inhalt"),
            sheets=(
                Sheet(id="uebersicht", title="Übersicht", blocks=(*boxes, *charts)),
                Sheet(id="betraege", title="Beträge", blocks=(Heading(text="Beträge"), _table(program, context))),
            ),
            names=(("Summe", "probe.summe"),),
        )


def _cover(program: Program, context: Context) -> Cover:
    fields = (
        Field(label="Kommune", value=program.kommune.name),
        Field(label="Stand", value=program.stand, kind=CellKind.DATE),
    )
    notice = Notice(title="Probe", text="Hier steht jede Art von Inhalt.")
    return Cover(subtitle=f"Probe {context.year}", fields=fields, notice=notice)


def _items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem(blocks=(Paragraph(text=text),)) for text in texts)


def _prose(program: Program) -> Iterator[Block]:
    yield Paragraph(
        text=(
            Run("Die Beträge stehen in "),
            Reference("betraege-tabelle"),
            Run(". "),
            Run(program.kommune.name, bold=True),
            Run(" und ", italic=True),
            Run("die Seite des Programms", link="https://www.example.org/"),
            Footnote((Run("Eine Anmerkung, "), Run("mit Verweis", link="https://www.example.org/"))),
            Run(", siehe "),
            Reference("tabelle"),
            Run(" und "),
            Run("den Anlass", link="#anlass"),
            Run(". Der Schlüssel ist "),
            Run("kim_text", code=True),
            Run(".\nEine neue Zeile."),
        )
    )
    yield Heading(text="Anlass", level=1, id="anlass")
    below = ListItem(blocks=(Paragraph(text="Bildung"), Listing(items=_items("Schule"))))
    yield Listing(items=(*_items("Sprache", "Arbeit"), below))
    yield Listing(items=_items("Zuerst", "Dann"), start=1)


def _boxes(program: Program) -> Iterator[Block]:
    contacts = (" ".join(filter(None, (entry.name, entry.phone, entry.email))) for entry in program.contacts)
    yield Notice(title="Hinweis", text="Alles ist erfunden.", tone=Tone.INFO)
    yield Quote(blocks=(Paragraph(text="Integration beginnt vor Ort."),), source="Rat der Kommune")
    figures = (
        Field(label="Summe", value=_sum(program), kind=CellKind.MONEY, note="in Euro"),
        Field(label="Umfang", value=Decimal("4.5"), kind=CellKind.VZAE),
    )
    yield KeyFigures(id="kennzahlen", figures=figures)
    fields = (
        Field(label="Kontakt", value=", ".join(filter(None, contacts)) or None),
        Field(label="Stand", value=program.stand, kind=CellKind.DATE, note="Tag der Angaben"),
    )
    yield Fields(id="angaben", fields=fields)
    yield Paragraph(text="Klein gesetzt.", small=True)
    yield Signatures(functions=("Leitung",))
    yield PageBreak()


def _parts(program: Program) -> list[Amount]:
    """Amounts with thousands and cents, as many as there are measures, but at least two."""
    titles = [entry.title for entry in program.measures[:4]] + ["Erste Zeile", "Zweite Zeile"]
    return [
        given(Decimal("1234.5") * number, key=f"probe.{number}", label=title, unit="€")
        for number, title in enumerate(titles, 1)
    ]


def _sum(program: Program) -> Amount:
    return total(_parts(program)).rounded().named("probe.summe", "Summe")


def _table(program: Program, context: Context) -> Table:
    rows: list[tuple[Cell, ...] | Row] = [Row(("Baustein 1", *[None] * 8), RowRole.GROUP)]
    for number, part in enumerate(_parts(program), 1):
        figures = (Decimal("0.25") * number, Decimal("12.5"), 1111 * number, part / 1000)
        rows.append((part.label, part, *figures, program.stand, context.year, _LINK))
    rows.append(Row(("Die Beträge sind erfunden.", *[None] * 8), RowRole.REMARK))
    rows.append(Row(("Summe", _sum(program), *[None] * 7), RowRole.TOTAL))
    return Table(
        id="betraege-tabelle", columns=_COLUMNS, rows=tuple(rows), caption="Beträge", notes=("Alles erfunden.",)
    )


def _dates(program: Program, context: Context) -> Table:
    columns = (_COLUMNS[0], _COLUMNS[6], _COLUMNS[7])
    rows = tuple((part.label, program.stand, context.year) for part in _parts(program))
    return Table(id="tage-tabelle", columns=columns, rows=rows, caption="Tage", filter=True)


def _figures(program: Program) -> Iterator[Block]:
    categories = tuple(str(program.stand.year - back) for back in (2, 1, 0))
    for kind in ChartKind:
        series = (Series(title="Frauen", values=(120, 130, 150)), Series(title="Männer", values=(100, None, 170)))
        yield Chart(
            id=f"diagramm-{kind.value}", kind=kind, caption="Personen nach Jahren", categories=categories, series=series
        )
    later = program.stand + timedelta(days=90)
    spans = (Span(title="Aufbau", start=program.stand, end=later), Span(title="Auftakt", start=later))
    yield Timeline(id="zeitschiene", caption="Zeitschiene", spans=spans)
    for picture in program.pictures:
        data = strip_metadata(picture.data)
        yield Image(
            id=picture.id,
            data=data,
            alt=picture.alt or "Eine Aufnahme",
            caption="Ein Bild",
            credit=picture.credit,
            width=40,
        )

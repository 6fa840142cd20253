"""A document that holds every kind of block, in long and in short, for tests of whatever writes documents."""

from datetime import date
from decimal import Decimal

from tests.wordfiles import png

from kimcore.blocks import (
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
    Properties,
    Quote,
    Reference,
    Row,
    RowRole,
    Run,
    Section,
    Series,
    Signatures,
    Span,
    Table,
    Timeline,
    Tone,
)

PROPERTIES = Properties(
    subject="Konzept für das Kommunale Integrationsmanagement",
    issuer="Stadt Musterstadt",
    stand=date(2025, 3, 31),
    state="Entwurf",
    marks=("ENTWURF", "Musterdaten"),
    reference="36.02-12/2025",
    keywords=("KIM", "Integration"),
)
SENTENCE = (
    "Die Stadt Musterstadt richtet das Kommunale Integrationsmanagement ein und verbindet darin die Stellen, die mit "
    "der Integration neu zugewanderter Menschen befasst sind, von der Ausländerbehörde bis zum Jobcenter. "
)


def text(*inlines: str | Run | Footnote | Reference) -> Paragraph:
    """A paragraph of runs."""
    return Paragraph(text=tuple(Run(item) if isinstance(item, str) else item for item in inlines))


def items(*texts: str) -> tuple[ListItem, ...]:
    """Items of a list, each a paragraph."""
    return tuple(ListItem(blocks=(Paragraph(text=text),)) for text in texts)


COLUMNS = (
    Column(id="traeger", title="Träger"),
    Column(id="vzae", title="VZÄ", kind=CellKind.VZAE),
    Column(id="betrag", title="Betrag", kind=CellKind.MONEY),
    Column(id="anteil", title="Anteil", kind=CellKind.PERCENT),
    Column(id="beginn", title="Beginn", kind=CellKind.DATE),
    Column(id="jahr", title="Jahr", kind=CellKind.YEAR),
    Column(id="zahl", title="Personen", kind=CellKind.NUMBER),
    Column(id="seite", title="Seite", kind=CellKind.LINK),
)
PAGE = Link("Seite des Trägers", "https://www.example.org/")


def row(number: int) -> tuple:
    """A row of every kind of cell."""
    return (
        f"Träger {number} mit einem längeren Namen", Decimal("0.5") + number, Decimal("57000.5") * number, Decimal(33),
        date(2025, 1, 1 + number % 28), 2025, Decimal(number * 37), PAGE,
    )  # fmt: skip


ROLES = Table(
    id="stellen",
    columns=COLUMNS,
    caption="Stellen nach Trägern",
    rows=(
        Row(("Baustein 1", *[None] * 7), RowRole.GROUP),
        row(1),
        row(2),
        Row(("Die Stelle ist noch nicht besetzt.", *[None] * 7), RowRole.REMARK),
        ("AWO", None, "offen", None, None, 2026, None, None),
        Row(("Zwischensumme", Decimal(3), Decimal("171001.5"), *[None] * 5), RowRole.SUBTOTAL),
        Row(("Summe", Decimal(3), Decimal("171001.5"), *[None] * 5), RowRole.TOTAL),
    ),
    notes=("Beträge in Euro.", "Stand der Planung."),
)
LONG = Table(
    id="lang",
    columns=COLUMNS[:4],
    caption="Viele Träger",
    rows=tuple(row(number)[:4] for number in range(1, 120)),
)
LONG_ACROSS = Table(
    id="matrix-tabelle",
    columns=COLUMNS,
    caption="Quer gelegt, über mehrere Seiten",
    rows=tuple(row(number) for number in range(1, 60)),
)
CHARTS = tuple(
    Chart(
        id=f"diagramm-{kind.value}",
        kind=kind,
        caption=f"Zugewanderte nach Jahren ({kind.value}), Personen",
        categories=("2022", "2023", "2024"),
        series=(Series(title="Frauen", values=(120, 130, 150)), Series(title="Männer", values=(100, None, 170))),
        notes=("Quelle: Melderegister.",),
    )
    for kind in ChartKind
)
PLAN = Timeline(
    id="zeitschiene",
    caption="Zeitschiene 2025",
    spans=(
        Span(title="Aufbau der Steuerungsgruppe", start=date(2025, 1, 1), end=date(2025, 6, 30)),
        Span(title="Auftaktveranstaltung", start=date(2025, 7, 1)),
    ),
)
FIELDS = Fields(
    id="steckbrief",
    fields=(
        Field(label="Träger", value="Stadt Musterstadt"),
        Field(label="Kosten", value=Decimal(57000), kind=CellKind.MONEY, note="Höchstbetrag"),
        Field(label="Beginn", value=date(2025, 1, 1), kind=CellKind.DATE),
        Field(label="Ansprechstelle", value=None),
    ),
)
FIGURES = KeyFigures(
    id="zahlen",
    figures=(
        Field(label="Stellen", value=Decimal("4.5"), kind=CellKind.VZAE),
        Field(label="Mittel", value=Decimal(256500), kind=CellKind.MONEY, note="je Jahr"),
    ),
)
SOURCE = Footnote((Run("Melderegister, "), Run("Stand 31.12.2024", link="https://www.example.org/"), Run(".")))
SUBLIST = ListItem(blocks=(Paragraph(text="Bildung"), Listing(items=items("Schule"))))
PROSE = (
    text("Die Stellen zeigt ", Reference("stellen"), ". ", SENTENCE),
    Heading(text="Anlass", level=1, id="anlass"),
    text(
        "Im Jahr 2024 kamen ",
        Run("1.240 Menschen", bold=True),
        ", davon ",
        Run("viele", italic=True),
        " aus der Ukraine",
        SOURCE,
        "; siehe ",
        Reference("struktur"),
        " und ",
        Run("die Seite des Landes", link="https://www.example.org/a"),
        " oder ",
        Run("den Anlass", link="#anlass"),
        ". Der Schlüssel ist ",
        Run("kim_text", code=True),
        ".\nNeue Zeile.",
    ),
    Listing(items=(*items("Sprache", "Arbeit"), SUBLIST)),
    Listing(items=items("Erstens", "Zweitens"), start=1),
    Quote(blocks=(Paragraph(text="Integration beginnt vor Ort."),), source="Rat der Stadt, 12. März 2024"),
)
PICTURE = Image(
    id="fachtag", data=png(), alt="Ein blaues Quadrat", caption="Fachtag", credit="Foto: Stadt Musterstadt", width=60
)
COVER = Cover(
    subtitle="Kommunales Integrationsmanagement 2025",
    fields=(
        Field(label="Aktenzeichen", value="36.02-12/2025"),
        Field(label="Stand", value=date(2025, 3, 31), kind=CellKind.DATE),
    ),
    notice=Notice(title="Entwurf", text="Noch nicht beschlossen."),
)
STRUCTURE = Section(
    id="struktur",
    title="Struktur",
    blocks=(
        Notice(title="Hinweis", text="Die Stellen sind vorläufig.\nEine zweite Zeile.", tone=Tone.INFO),
        Paragraph(text="Klein gesetzt.", small=True),
        Section(id="stellen-abschnitt", title="Stellen", blocks=(ROLES,)),
        Section(id="bilder", title="Bilder", blocks=(PICTURE, *CHARTS, PLAN)),
        Section(id="lang-abschnitt", title="Träger", blocks=(LONG, PageBreak(), Paragraph(text=SENTENCE))),
    ),
)
WIDE = Table(id="breit", columns=COLUMNS, caption="Quer gelegt", rows=(row(3), row(4)))
DECISION = (Paragraph(text="Der Rat stimmt zu."), Signatures(functions=("Oberbürgermeister", "Leitung des KI")))

EVERYTHING = Document(
    id="alles",
    title="Konzept der Stadt Musterstadt",
    properties=PROPERTIES,
    contents=True,
    cover=COVER,
    blocks=(
        Paragraph(text="Vorbemerkung vor dem ersten Abschnitt."),
        Section(id="einleitung", title="Einleitung", chapter="einleitung", prose=PROSE, blocks=(FIGURES, FIELDS)),
        STRUCTURE,
        Section(id="quer", title="Übersicht", orientation=Orientation.LANDSCAPE, blocks=(WIDE,)),
        Section(id="ohne-nummer", title="Beschluss", numbered=False, blocks=DECISION),
        Section(
            id="annahmen",
            title="Annahmen und Quellen",
            appendix=True,
            new_page=True,
            blocks=(Paragraph(text=SENTENCE),),
        ),
        Section(id="matrix", title="Matrix", appendix=True, orientation=Orientation.LANDSCAPE, blocks=(LONG_ACROSS,)),
    ),
)
"""Cover, contents, texts of every look, lists, boxes, figures, tables, charts, landscape sections, appendices."""

PLAIN = Document(
    id="kurz",
    title="Kurzprofil: Teilhabe & Integration",
    properties=Properties(
        subject="Kurzprofil", issuer="Kreis Musterland", stand=date(2025, 3, 31), state="Freigegeben"
    ),
    blocks=(Section(id="anlass", title="Anlass", numbered=False, blocks=(Paragraph(text=SENTENCE * 3), FIELDS)),),
)
"""Without cover and contents, released: no watermark, no chart to excuse anything."""

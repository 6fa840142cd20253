"""What the tests share: documents to render, a session with this plugin alone, a browser, the validators."""

import os
import shutil
import struct
import zlib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import lxml.html
import pytest

import kimcore_html
from kimcore import Kimcore
from kimcore.amounts import given, unknown
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
from kimcore.render import DEFAULT_THEME

TOOLS = Path(__file__).parents[3] / ".tools" / "node_modules"
CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def need(found, what):
    """Where a tool is missing, a test that asks it is skipped; in CI it fails."""
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{what} fehlt auf dieser Maschine")


# -------------------------------------------------------------------------------------------- content

PROPERTIES = Properties(
    subject="Ein Dokument mit allem",
    issuer="Stadt Musterstadt",
    stand=date(2025, 3, 31),
    state="Entwurf",
    marks=("ENTWURF", "Musterdaten"),
    reference="50-31/2025",
    keywords=("KIM", "Test"),
    custom=(("kimcore.year", "2025"), ("kimcore.program", "abc")),
)


def png(width=40, height=20):
    """A small red picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = zlib.compress(b"".join(b"\0" + b"\xa6\x1b\x1b" * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def make(*blocks, **fields):
    """A document of these blocks."""
    return Document(**{"id": "test", "title": "Ein Test", "blocks": blocks, "properties": PROPERTIES, **fields})


COLUMNS = (
    Column(id="was", title="Maßnahme"),
    Column(id="euro", title="Kosten", kind=CellKind.MONEY),
    Column(id="tag", title="Beginn", kind=CellKind.DATE),
    Column(id="seite", title="Seite", kind=CellKind.LINK),
)
ROWS = (
    Row(("Gruppe A", None, None, None), RowRole.GROUP),
    ("Sprachpaten", Decimal(1200), date(2025, 2, 1), Link("Seite", "https://example.org/a?b=1&c=2")),
    Row(("Seit vielen Jahren.", None, None, None), RowRole.REMARK),
    ("Ämterlotsen", Decimal("57000.50"), date(2024, 12, 31), Link("Text", "#text")),
    ("Zweite Runde", unknown(key="k", label="Satz"), None, Link("", "javascript:alert(1)")),
    Row(("Summe", given("58200.50", key="s", unit="€"), None, None), RowRole.SUBTOTAL),
    Row(("Gruppe B", None, None, None), RowRole.GROUP),
    ("Kurse", Decimal(-3), date(2025, 3, 1), None),
    Row(("Gesamt", Decimal("58197.50"), None, None), RowRole.TOTAL),
)
YEARS = ("2022", "2023", "2024")


def bars(kind=ChartKind.GROUPED, **fields):
    """A chart with two series, one of them with a gap."""
    series = (
        Series(title="Förderung", values=(Decimal(120_000), Decimal(150_000), None)),
        Series(title="Eigenanteil", values=(Decimal(60_000), Decimal(-20_000), Decimal(80_000))),
    )
    given_fields = {"id": f"bild-{kind.value}", "caption": "Kosten", "categories": YEARS, "series": series}
    return Chart(**{**given_fields, "kind": kind, "values": CellKind.MONEY, **fields})


SPANS = (
    Span(title="Aufbau der Koordinierung", start=date(2024, 1, 1), end=date(2024, 12, 31)),
    Span(title="Fachtag", start=date(2024, 6, 1)),
)


def everything():
    """A document with every kind of block."""
    inlines = (
        Run('Sie sagt "ja'),
        Run('", und ', bold=True),
        Run("mehr", italic=True),
        Run("x = 1", code=True),
        Run(" im Netz", link="https://example.org"),
        Run(" oder hier", link="#tabelle"),
        Footnote((Run("Eine Note mit "), Run("Link", link="mailto:kim@example.org"))),
        Reference("tabelle"),
        Reference("text"),
        Reference("anhang"),
        Reference("ohne"),
        Reference("bild"),
        Reference("fehlt"),
    )
    item = ListItem(
        blocks=(Paragraph(text="Punkt"), Listing(items=(ListItem(blocks=(Paragraph(text="Unterpunkt"),)),)))
    )
    text = Section(
        id="text",
        title="Text & Form",
        prose=(Heading(text="Im Text", id="im-text"), Paragraph(text=inlines)),
        blocks=(
            Paragraph(text="Klein\nund zweizeilig", small=True),
            Paragraph(text=""),
            Listing(items=(item,)),
            Listing(items=(item,), start=3),
            Quote(blocks=(Paragraph(text="Gesagt."),), source="Rat"),
            Quote(blocks=(Paragraph(text="Ohne Quelle."),)),
            PageBreak(),
            Section(
                id="boxen",
                title="Kästen",
                blocks=(
                    Notice(title="Achtung", text="Offen."),
                    Notice(title="Hinweis", text="Gut.", tone=Tone.INFO),
                    Fields(
                        id="f",
                        fields=(
                            Field(label="Kontakt", value="KI\nkim@example.org", note="werktags"),
                            Field(label="Kontakt", value=Link("Seite", "https://example.org")),
                            Field(label="Betrag", value=Decimal(57000), kind=CellKind.MONEY),
                            Field(label="Leer", value=None),
                        ),
                    ),
                    KeyFigures(
                        id="k",
                        figures=(
                            Field(label="Förderung", value=Decimal("1.5"), kind=CellKind.MONEY, note="je"),
                            Field(label="Stellen", value=Decimal(2), kind=CellKind.VZAE),
                        ),
                    ),
                    Signatures(functions=("Leitung des KI",)),
                ),
            ),
        ),
    )
    table = Table(
        id="tabelle", columns=COLUMNS, rows=ROWS, caption="Maßnahmen", notes=("Ohne Gewähr.", ""), filter=True
    )
    figures = Section(
        id="ohne",
        title="Ohne Nummer",
        numbered=False,
        new_page=True,
        orientation=Orientation.LANDSCAPE,
        blocks=(
            table,
            Table(id="leer", columns=COLUMNS, rows=()),
            Image(id="bild", data=png(), alt="Ein Fest", caption="Das Fest", credit="Foto: Stadt", width=40),
            Image(id="stumm", data=png(), alt="Rot", turn=1, mirrored=True),
            *(bars(kind) for kind in ChartKind),
            bars(id="liegt", horizontal=True, notes=("Quelle: erfunden.",)),
            bars(ChartKind.STACKED, id="stapel", horizontal=True, caption=""),
            Timeline(id="zeit", caption="Zeitschiene", spans=SPANS),
        ),
    )
    return make(
        text,
        figures,
        Section(id="anhang", title="Quellen", appendix=True),
        title="Alles",
        cover=Cover(
            subtitle="Zum Lesen", fields=(Field(label="Stand", value="heute"),), notice=Notice(title="N", text="n")
        ),
        contents=True,
    )


def html_of(content, theme=DEFAULT_THEME):
    """The page of a content, as text."""
    target = BytesIO()
    kimcore_html.HtmlRenderer().render(content, theme, target)
    return target.getvalue().decode()


@pytest.fixture(scope="session")
def made():
    """What tests compose: documents, everything, bars, pictures; and the HTML of a content."""
    return SimpleNamespace(
        document=make, everything=everything, bars=bars, picture=png, html=html_of, columns=COLUMNS, rows=ROWS
    )


@pytest.fixture(scope="session")
def tool():
    """The path of a file that npm installed in .tools; a missing one is an error in CI."""

    def find(*parts):
        path = TOOLS.joinpath(*parts)
        need(path.exists(), parts[0])
        return path

    return find


@pytest.fixture(scope="session")
def java():
    """The program java; without it a test that asks it is skipped, in CI it fails."""
    program = shutil.which("java")
    need(program, "Java")
    return program


@pytest.fixture
def page():
    """Render content and read it with another library."""
    return lambda content, theme=DEFAULT_THEME: lxml.html.document_fromstring(html_of(content, theme))


@pytest.fixture(scope="session")
def kim():
    """A session with this plugin and no other."""
    return Kimcore(plugins=(kimcore_html,), strict=True)


@pytest.fixture(scope="session")
def program(kim):
    """An invented city."""
    return kim.load(str(files("kimcore") / "data" / "programs" / "musterstadt.yaml"))


@pytest.fixture(scope="session")
def pages(kim, program, tmp_path_factory):
    """Files with pages: a document with everything, and documents of an invented city."""
    folder = tmp_path_factory.mktemp("seiten")
    (folder / "alles.html").write_text(html_of(everything()), encoding="utf-8")
    for name in ("kim-konzept", "foerderantrag", "integrationskonzept"):
        kim.export(program, name, folder / f"{name}.html", year=2025, draft=True)
    return {path.stem: path for path in sorted(folder.iterdir())}


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    need(program, "Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*CHROMIUM])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Open a page; every request it makes, and every word on the console, is noted on it."""
    contexts = []

    def open_(path, **options):
        context = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        )
        contexts.append(context)
        found = context.new_page()
        found.requests, found.said = [], []
        found.on("request", lambda request: found.requests.append(request.url))
        found.on("console", lambda message: found.said.append(message.text))
        found.on("pageerror", lambda error: found.said.append(str(error)))
        found.goto(path.as_uri())
        return found

    yield open_
    for context in contexts:
        context.close()

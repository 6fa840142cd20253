"""A workbook of 50,000 measures × 12 styled columns: kimcore against raw openpyxl and XlsxWriter.

All three write the same texts, sums, shares and days from the same attrs objects in one styled sheet with a head, an
autofilter and frozen panes. kimcore does more on the way: it measures columns and row heights, checks every text and
writes title, headers, print set-up and provenance; that is in its time. openpyxl runs in write-only mode with prepared
styles, XlsxWriter with constant_memory: each as fast as it goes. All import before the clock starts.

Run: python benchmarks/bench_workbook.py [ROUNDS]
"""

import gc
import json
import random
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs

from kimcore.blocks import CellKind, Column, Properties, Sheet, Table, Workbook
from kimcore.render.theme import DEFAULT_THEME

ROWS = 50_000
FEW_ROWS = 5_000
WORDS = """
    Sprachmittlung Ehrenamt Begegnung Quartier Fortbildung Elterncafé Beratung Zugewanderte Übergang Schule Beruf
    Netzwerk Migration Integration Teilhabe Stadtteil Förderung Wohlfahrtspflege Ausländerbehörde Einbürgerung
    interkulturelle Öffnung der Verwaltung Case-Management für neu zugewanderte Familien im ländlichen Raum
""".split()  # noqa: SIM905 - reads as the text it makes
MONEY, VZAE, DATE, PERCENT, YEAR = (
    '[$-407]#,##0.00\\ "€"', "[$-407]0.0##", "[$-407]dd.mm.yyyy", '[$-407]0.00\\ "%"', "0",
)  # fmt: skip


@attrs.frozen
class Measure:
    """A measure with twelve fields to show."""

    id: str
    title: str
    employer: str
    goal: str
    place: str
    cost: Decimal
    funding: Decimal
    vzae: Decimal
    start: date
    end: date
    share: Decimal
    year: int


COLUMNS = (
    ("id", "Nr.", CellKind.TEXT, "General", 10),
    ("title", "Maßnahme", CellKind.TEXT, "General", 60),
    ("employer", "Träger", CellKind.TEXT, "General", 40),
    ("goal", "Ziel", CellKind.TEXT, "General", 60),
    ("place", "Ort", CellKind.TEXT, "General", 24),
    ("cost", "Kosten", CellKind.MONEY, MONEY, 16),
    ("funding", "Förderung", CellKind.MONEY, MONEY, 16),
    ("vzae", "VZÄ", CellKind.VZAE, VZAE, 8),
    ("start", "Beginn", CellKind.DATE, DATE, 12),
    ("end", "Ende", CellKind.DATE, DATE, 12),
    ("share", "Eigenanteil", CellKind.PERCENT, PERCENT, 12),
    ("year", "Jahr", CellKind.YEAR, YEAR, 8),
)
cells = attrgetter(*(column[0] for column in COLUMNS))


def make(count: int) -> list[Measure]:
    """Measures as a state's collection would hold them; titles and goals are all different."""
    chance = random.Random(2026)  # noqa: S311 - sample data

    def words(number: int) -> str:
        return " ".join(chance.choices(WORDS, k=number))

    return [
        Measure(
            id=f"m-{number:05}",
            title=f"{words(4)} {number}",
            employer=chance.choice(("Caritasverband", "AWO Kreisverband", "Diakonisches Werk", "DRK")) + " " + words(1),
            goal=f"{words(5)} {chance.randrange(10_000)}",
            place=chance.choice(WORDS).capitalize(),
            cost=Decimal(chance.randrange(10**8)).scaleb(-2),
            funding=Decimal(chance.randrange(10**7)).scaleb(-2),
            vzae=Decimal(chance.randrange(1, 3000)).scaleb(-3),
            start=date(2025, 1, 1) + timedelta(number % 700),
            end=date(2027, 1, 1) + timedelta(number % 300),
            share=Decimal(chance.randrange(10_000)).scaleb(-2),
            year=2025 + number % 3,
        )
        for number in range(count)
    ]


@attrs.frozen
class Rows:
    """A view of the measures as rows, made as they are asked for."""

    measures: list[Measure]

    def __len__(self) -> int:
        return len(self.measures)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return map(cells, self.measures)


def with_kimcore(measures: list[Measure], path: Path) -> None:
    """Compose the sheet, check it and render it, as an export does."""
    from kimcore.render.excel import ExcelRenderer

    columns = tuple(Column(id=id_, title=title, kind=kind, width=60) for id_, title, kind, _, _ in COLUMNS)
    table = Table(id="massnahmen", columns=columns, rows=Rows(measures), filter=True)
    properties = Properties(
        subject="Maßnahmen", issuer="Musterland", stand=date(2026, 3, 31), state="Entwurf", marks=("ENTWURF",)
    )
    sheet = Sheet(id="massnahmen", title="Maßnahmen", blocks=(table,))
    workbook = Workbook(id="massnahmen", title="Maßnahmen", sheets=(sheet,), properties=properties)
    renderer = ExcelRenderer()
    assert not list(renderer.check(workbook))  # noqa: S101 - part of what is measured
    with path.open("wb") as target:
        renderer.render(workbook, DEFAULT_THEME, target)


def with_openpyxl(measures: list[Measure], path: Path) -> None:
    """Write-only mode of openpyxl, each cell with a prepared style."""
    from openpyxl import Workbook as Book
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    book = Book(write_only=True)
    sheet: Any = book.create_sheet("Maßnahmen")
    rule = Border(bottom=Side("thin", color="FFB8C4D0"))
    styles = []
    for number, (_, _, _, code, width) in enumerate(COLUMNS):
        sample: Any = WriteOnlyCell(sheet)
        sample.font, sample.border, sample.number_format = Font(name="Arial", size=10), rule, code
        sample.alignment = Alignment(vertical="top", wrap_text=code == "General")
        styles.append(sample._style)  # noqa: SLF001 - the fastest way
        sheet.column_dimensions["ABCDEFGHIJKL"[number]].width = width
    sheet.freeze_panes = "A2"
    head = [WriteOnlyCell(sheet, title) for _, title, _, _, _ in COLUMNS]
    for cell in head:
        cell.font, cell.fill = Font(name="Arial", bold=True, color="FFFFFFFF"), PatternFill("solid", "FF1F3A5F")
    sheet.append(head)
    for measure in measures:
        row = []
        for value, style in zip(cells(measure), styles, strict=True):
            cell = WriteOnlyCell(sheet, value)
            cell._style = style  # noqa: SLF001 - same
            row.append(cell)
        sheet.append(row)
    sheet.auto_filter.ref = f"A1:L{len(measures) + 1}"
    book.save(path)


def with_xlsxwriter(measures: list[Measure], path: Path) -> None:
    """The constant_memory mode of XlsxWriter, by its typed methods, which are its fastest."""
    from xlsxwriter import Workbook as Book

    book = Book(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Maßnahmen")
    base = {"font_name": "Arial", "font_size": 10, "bottom": 1, "bottom_color": "#B8C4D0", "valign": "top"}
    formats = []
    for number, (_, _, _, code, width) in enumerate(COLUMNS):
        sheet.set_column(number, number, width)
        formats.append(book.add_format({**base, "num_format": code, "text_wrap": code == "General"}))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(measures), len(COLUMNS) - 1)
    head = book.add_format({"font_name": "Arial", "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3A5F"})
    sheet.write_row(0, 0, [title for _, title, _, _, _ in COLUMNS], head)
    writers = {
        str: sheet.write_string, Decimal: sheet.write_number, int: sheet.write_number, date: sheet.write_datetime,
    }  # fmt: skip
    for row, measure in enumerate(measures, 1):
        for column, value in enumerate(cells(measure)):
            writers[type(value)](row, column, value, formats[column])
    book.close()


WAYS: dict[str, Callable[[list[Measure], Path], None]] = {
    "kimcore": with_kimcore,
    "openpyxl (write-only)": with_openpyxl,
    "XlsxWriter (constant_memory)": with_xlsxwriter,
}


def timed(write: Callable[[list[Measure], Path], None], measures: list[Measure], path: Path) -> float:
    """Seconds for one workbook."""
    gc.collect()
    start = time.perf_counter()
    write(measures, path)
    return time.perf_counter() - start


def memory_of(name: str) -> tuple[float, float]:
    """Peak memory over the models in MiB: of Python's own blocks, and of the process; each in a process of its own."""
    peaks = []
    for kind in ("blocks", "process"):
        command = [sys.executable, __file__, "--memory", kind, name]
        peaks.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    return peaks[0], peaks[1]


def measure_memory(kind: str, name: str) -> float:
    """What writing needs over the models, in MiB; a first small workbook has loaded the libraries."""
    write, measures = WAYS[name], make(ROWS)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.xlsx"
        write(measures[:10], path)
        gc.collect()
        if kind == "blocks":
            tracemalloc.start()
            write(measures, path)
            return tracemalloc.get_traced_memory()[1] / 2**20
        peak()
        before = peak()
        write(measures, path)
        return peak() - before


def peak() -> float:
    """The peak of the process in MiB since it was asked last; Linux only, 0 elsewhere."""
    status, reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    reset.write_text("5")
    return int(line.split()[1]) / 2**10


def main(rounds: int) -> None:
    """Measure and print."""
    measures, few = make(ROWS), make(FEW_ROWS)
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    small: dict[str, list[float]] = {name: [] for name in WAYS}
    sizes: dict[str, int] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.xlsx"
        for write in WAYS.values():
            write(few[:10], path)
        for _ in range(rounds):
            for name, write in WAYS.items():
                small[name].append(timed(write, few, path))
                times[name].append(timed(write, measures, path))
                sizes[name] = path.stat().st_size
    own = statistics.median(times["kimcore"])
    print(f"{ROWS:,} rows × {len(COLUMNS)} columns, medians of {rounds}\n")
    print(
        "| | 50,000 rows | kimcore is | 5,000 rows | t(50,000) / t(5,000) | memory, Python | memory, process | file |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for name in WAYS:
        many, fewer = statistics.median(times[name]), statistics.median(small[name])
        blocks, process = memory_of(name)
        print(
            f"| {name} | {many:.2f} s | {own / many:.2f} × | {fewer:.3f} s | {many / fewer:.1f} "
            f"| +{blocks:.1f} MiB | +{process:.1f} MiB | {sizes[name] / 2**20:.1f} MiB |"
        )


if __name__ == "__main__":
    if "--memory" in sys.argv:
        print(json.dumps(measure_memory(*sys.argv[2:4])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

"""5,000 Steckbriefe and a table of 5,000 rows as Word documents: kimcore against docxtpl and python-docx.

A Steckbrief is a heading, eight labels with their values and two paragraphs; the long table has a header row and
eight columns. All write the same texts from the same attrs objects, with headings and a table style. kimcore does
more on the way: it sets German typography, bookmarks every heading, measures columns, and adds header, footer and
provenance; that is in its time. docxtpl renders a template with one Steckbrief (one row) in a loop, escaped as
kimcore does. python-docx is used in the two ways of its documentation: ``table.add_row().cells``, and
``table.rows[i].cells[j]`` in a table of known size, where each access makes a list of all rows, so that the time
grows with their square; that way is measured at smaller sizes only, and what it would take at 5,000 is not guessed.
All import before the clock starts.

Run: python benchmarks/bench_word.py [ROUNDS]
"""

import gc
import io
import json
import random
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs

from kimcore.blocks import CellKind, Column, Document, Field, Fields, Paragraph, Properties, Section, Table
from kimcore.render.theme import DEFAULT_THEME
from kimcore.values import format_date, format_euro, format_percent, format_vzae

MANY, FEW = 5_000, 500
GROWING = (500, 1_000, 2_000)
"""The sizes for what grows with the square of the rows."""
GOALS = {"kimcore": "", "docxtpl": "≥ 10 ×", "python-docx": "≥ 100 ×", "python-docx, rows[i].cells": "≥ 100 ×"}
WORDS = """
    Sprachmittlung Ehrenamt Begegnung Quartier Fortbildung Elterncafé Beratung Zugewanderte Übergang Schule Beruf
    Netzwerk Migration Integration Teilhabe Stadtteil Förderung Wohlfahrtspflege Ausländerbehörde Einbürgerung
    interkulturelle Öffnung der Verwaltung Case-Management für neu zugewanderte Familien im ländlichen Raum
""".split()  # noqa: SIM905 - reads as the text it makes
LABELS = {
    "employer": "Träger", "group": "Zielgruppe", "place": "Ort", "cost": "Kosten", "vzae": "VZÄ", "start": "Beginn",
    "end": "Ende", "share": "Eigenanteil",
}  # fmt: skip
VALUES = attrgetter(*LABELS)
KINDS = {
    "cost": (CellKind.MONEY, format_euro), "vzae": (CellKind.VZAE, format_vzae), "start": (CellKind.DATE, format_date),
    "end": (CellKind.DATE, format_date), "share": (CellKind.PERCENT, format_percent),
}  # fmt: skip


@attrs.frozen
class Measure:
    """A measure with its eight fields and its two paragraphs."""

    id: str
    title: str
    employer: str
    group: str
    place: str
    cost: Decimal
    vzae: Decimal
    start: date
    end: date
    share: Decimal
    aim: str
    text: str

    def texts(self) -> list[str]:
        """The eight fields as a reader sees them, for those who cannot write them in German themselves."""
        return [KINDS[name][1](value) if name in KINDS else value for name, value in self.fields()]

    def fields(self) -> Iterator[tuple[str, Any]]:
        """The eight fields by name."""
        return zip(LABELS, VALUES(self), strict=True)


def make(count: int) -> list[Measure]:
    """Measures as a district holds them; titles and texts are all different."""
    chance = random.Random(2026)  # noqa: S311 - sample data

    def words(number: int) -> str:
        return " ".join(chance.choices(WORDS, k=number))

    return [
        Measure(
            id=f"m-{number}",
            title=f"{words(4)} {number}",
            employer=chance.choice(("Caritasverband", "AWO Kreisverband", "Diakonisches Werk", "DRK")) + " " + words(1),
            group=words(3),
            place=chance.choice(WORDS).capitalize(),
            cost=Decimal(chance.randrange(10**8)).scaleb(-2),
            vzae=Decimal(chance.randrange(1, 3000)).scaleb(-3),
            start=date(2025, 1, 1) + timedelta(number % 700),
            end=date(2027, 1, 1) + timedelta(number % 300),
            share=Decimal(chance.randrange(10_000)).scaleb(-2),
            aim=f"{words(30)}.",
            text=f"{words(60)}.",
        )
        for number in range(count)
    ]


# ---------------------------------------------------------------------------------------------- kimcore


def render(path: Path, blocks: Iterable[Any]) -> None:
    """Check the document and render it, as an export does."""
    from kimcore.render.word import WordRenderer

    properties = Properties(subject="Maßnahmen", issuer="Musterland", stand=date(2026, 3, 31), state="Freigegeben")
    document = Document(id="massnahmen", title="Maßnahmen", blocks=tuple(blocks), properties=properties)
    renderer = WordRenderer()
    assert not list(renderer.check(document))  # noqa: S101 - part of what is measured
    with path.open("wb") as target:
        renderer.render(document, DEFAULT_THEME, target)


def steckbrief(measure: Measure) -> Section:
    """One Steckbrief of blocks."""
    fields = tuple(
        Field(label=LABELS[name], value=value, kind=KINDS[name][0] if name in KINDS else CellKind.TEXT)
        for name, value in measure.fields()
    )
    blocks = (Fields(id=f"f-{measure.id}", fields=fields), Paragraph(text=measure.aim), Paragraph(text=measure.text))
    return Section(id=measure.id, title=measure.title, blocks=blocks)


def kimcore_steckbriefe(measures: list[Measure], path: Path) -> None:
    """A section for each measure."""
    render(path, map(steckbrief, measures))


@attrs.frozen
class Rows:
    """A view of the measures as rows, made as they are asked for."""

    measures: list[Measure]

    def __len__(self) -> int:
        return len(self.measures)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return map(VALUES, self.measures)


def kimcore_table(measures: list[Measure], path: Path) -> None:
    """One table."""
    columns = tuple(
        Column(id=name, title=label, kind=KINDS[name][0] if name in KINDS else CellKind.TEXT)
        for name, label in LABELS.items()
    )
    table = Table(id="massnahmen", columns=columns, rows=Rows(measures), caption="Maßnahmen")
    render(path, (Section(id="liste", title="Liste", blocks=(table,)),))


# ---------------------------------------------------------------------------------------------- docxtpl


@cache
def template(kind: str) -> bytes:
    """The template of docxtpl, built with python-docx: one Steckbrief, or one row, in a loop."""
    import docx

    document = docx.Document()
    if kind == "Steckbriefe":
        document.add_paragraph("{%p for m in measures %}")
        document.add_heading("{{ m.title }}", 1)
        table = document.add_table(len(LABELS), 2, "Table Grid")
        for number, label in enumerate(LABELS.values()):
            table.cell(number, 0).text, table.cell(number, 1).text = label, f"{{{{ m.texts[{number}] }}}}"
        document.add_paragraph("{{ m.aim }}")
        document.add_paragraph("{{ m.text }}")
        document.add_paragraph("{%p endfor %}")
    else:
        table = document.add_table(4, len(LABELS), "Table Grid")
        for number, label in enumerate(LABELS.values()):
            table.cell(0, number).text, table.cell(2, number).text = label, f"{{{{ m.texts[{number}] }}}}"
        table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for m in measures %}", "{%tr endfor %}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docxtpl_document(kind: str, measures: list[Measure], path: Path) -> None:
    """Render the template."""
    from docxtpl import DocxTemplate

    values = [
        {"title": measure.title, "texts": measure.texts(), "aim": measure.aim, "text": measure.text}
        for measure in measures
    ]
    document = DocxTemplate(io.BytesIO(template(kind)))
    document.render({"measures": values}, autoescape=True)
    document.save(path)


# ------------------------------------------------------------------------------------------ python-docx


def python_docx_steckbriefe(measures: list[Measure], path: Path) -> None:
    """A heading, a table of eight rows and two paragraphs for each measure."""
    import docx

    document = docx.Document()
    for measure in measures:
        document.add_heading(measure.title, 1)
        table = document.add_table(len(LABELS), 2, "Table Grid")
        for row, label, text in zip(table.rows, LABELS.values(), measure.texts(), strict=True):
            cells = row.cells
            cells[0].text, cells[1].text = label, text
        document.add_paragraph(measure.aim)
        document.add_paragraph(measure.text)
    document.save(str(path))


def python_docx_table(measures: list[Measure], path: Path) -> None:
    """One table, a row added for each measure."""
    import docx

    document = docx.Document()
    table = document.add_table(1, len(LABELS), "Table Grid")
    fill(table.rows[0].cells, LABELS.values())
    for measure in measures:
        fill(table.add_row().cells, measure.texts())
    document.save(str(path))


def python_docx_rows(measures: list[Measure], path: Path) -> None:
    """One table of known size, each cell found by its row and its place."""
    import docx

    document = docx.Document()
    table = document.add_table(len(measures) + 1, len(LABELS), "Table Grid")
    fill(table.rows[0].cells, LABELS.values())
    for number, measure in enumerate(measures, 1):
        for place, text in enumerate(measure.texts()):
            table.rows[number].cells[place].text = text
    document.save(str(path))


def fill(cells: Iterable[Any], texts: Iterable[str]) -> None:
    """Put a text into each cell."""
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text


Way = Callable[[list[Measure], Path], None]
WAYS: dict[str, dict[str, Way]] = {
    "Steckbriefe": {
        "kimcore": kimcore_steckbriefe,
        "docxtpl": partial(docxtpl_document, "Steckbriefe"),
        "python-docx": python_docx_steckbriefe,
    },
    "rows × 8 columns": {
        "kimcore": kimcore_table,
        "docxtpl": partial(docxtpl_document, "rows"),
        "python-docx": python_docx_table,
        "python-docx, rows[i].cells": python_docx_rows,
    },
}


# -------------------------------------------------------------------------------------------- measuring


def timed(write: Way, measures: list[Measure], path: Path) -> float:
    """Seconds for one document."""
    gc.collect()
    start = time.perf_counter()
    write(measures, path)
    return time.perf_counter() - start


def memory_of(kind: str, name: str) -> tuple[str, str]:
    """Peak memory over the models in MiB: of Python's own blocks, and of the process; each in a process of its own."""
    peaks = []
    for what in ("blocks", "process"):
        command = [sys.executable, __file__, "--memory", what, kind, name]
        peaks.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    return f"+{peaks[0]:.1f} MiB", f"+{peaks[1]:.1f} MiB"


def measure_memory(what: str, kind: str, name: str) -> float:
    """What writing needs over the models, in MiB; a first small document has loaded the libraries."""
    write, measures = WAYS[kind][name], make(MANY)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.docx"
        write(measures[:10], path)
        gc.collect()
        if what == "blocks":
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


def compare(kind: str, measures: list[Measure], rounds: int, path: Path) -> None:
    """Everyone at both sizes; python-docx, which takes half a minute, once at the larger one."""
    ways = {name: write for name, write in WAYS[kind].items() if write is not python_docx_rows}
    times: dict[tuple[str, int], list[float]] = {(name, size): [] for name in ways for size in (FEW, MANY)}
    sizes: dict[tuple[str, int], int] = {}
    for number in range(rounds):
        for (name, size), taken in times.items():
            if not number or size == FEW or not name.startswith("python-docx"):
                taken.append(timed(ways[name], measures[:size], path))
                sizes[name, size] = path.stat().st_size
    medians = {key: statistics.median(taken) for key, taken in times.items()}
    print(
        f"| {kind} | {MANY:,} | kimcore is faster by | goal | {FEW:,} | t({MANY:,}) / t({FEW:,}) | memory, Python ",
        end="",
    )
    print("| memory, process | file |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name in ways:
        many, fewer = medians[name, MANY], medians[name, FEW]
        blocks, process = ("", "") if name == "python-docx" else memory_of(kind, name)
        print(
            f"| {name} | {many:.2f} s | {many / medians['kimcore', MANY]:.1f} × | {GOALS[name]} | {fewer:.3f} s "
            f"| {many / fewer:.1f} | {blocks} | {process} | {sizes[name, MANY] / 2**20:.1f} MiB |"
        )


def growth(kind: str, measures: list[Measure], path: Path) -> None:
    """Side by side with kimcore what grows with the square of the rows."""
    name = "python-docx, rows[i].cells"
    if name not in WAYS[kind]:
        return
    print(f"\n| {kind} | kimcore | {name} | kimcore is faster by | goal |\n|---:|---:|---:|---:|---:|")
    for size in GROWING:
        own, theirs = (timed(WAYS[kind][way], measures[:size], path) for way in ("kimcore", name))
        print(f"| {size:,} | {own:.3f} s | {theirs:.2f} s | {theirs / own:.0f} × | {GOALS[name]} |", flush=True)


def main(rounds: int) -> None:
    """Measure and print."""
    measures = make(MANY)
    print(f"Medians of {rounds}; python-docx at {MANY:,}, and the last table, once.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.docx"
        for kind, ways in WAYS.items():
            for write in ways.values():
                write(measures[:10], path)
            print()
            compare(kind, measures, rounds, path)
            growth(kind, measures, path)


if __name__ == "__main__":
    if "--memory" in sys.argv:
        print(json.dumps(measure_memory(*sys.argv[2:5])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

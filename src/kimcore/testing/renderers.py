"""The conformance suite of a renderer."""

import html
import re
from collections.abc import Iterable, Iterator
from types import ModuleType

from kimcore.amounts import Amount
from kimcore.blocks import Cell, CellKind, Content, Document, Section, Sheet, Table, Workbook
from kimcore.render.base import Renderer
from kimcore.testing.again import SecondProcess
from kimcore.testing.declarations import check_loading
from kimcore.testing.documents import READABLE, parts_of
from kimcore.testing.promises import Report
from kimcore.testing.samples import SampleDocument, SampleWorkbook
from kimcore.testing.sessions import session_with
from kimcore.testing.trials import COMPLETE, Trial, named_programs
from kimcore.values import format_euro, format_number

__all__ = ["check_renderer", "try_renderers"]

_SAMPLES = {Document: SampleDocument, Workbook: SampleWorkbook}
_BLANKS = re.compile(r"[\s\u00a0\u00ad\u2011]+")


def check_renderer(renderer: type[Renderer], *, plugins: Iterable[ModuleType] = ()) -> None:
    """Try a renderer with documents that hold every kind of block, here and in a second process.

    Args:
        renderer: the class.
        plugins: modules loaded besides: the renderer's own plugin.

    Raises:
        ConformanceError: something does not keep what kimcore promises; the text lists every broken promise.
    """
    report = Report()
    subject = f"Der Renderer {getattr(renderer, 'format', renderer.__qualname__)}"
    modules = tuple(plugins)
    check_loading(session_with(modules, renderers=(renderer,)), report)
    report.close(subject)  # what does not load cannot be tried
    try_renderers((renderer,), modules, report)
    report.close(subject)


def try_renderers(renderers: Iterable[type[Renderer]], plugins: tuple[ModuleType, ...], report: Report) -> None:
    """Let renderers write every kind of block of the complete and the minimal program."""
    renderers = tuple(renderers)
    samples = (SampleDocument, SampleWorkbook)
    kim = session_with(plugins, samples, renderers)
    trial = Trial(
        kim, SecondProcess(plugins=plugins, exporters=samples, renderers=renderers), report, named_programs(())
    )
    for renderer in renderers:
        for kind, sample in _SAMPLES.items():
            if kind not in renderer.accepts:
                continue
            trial.exporter(sample, (renderer.format,))
            if renderer.suffix in READABLE:
                program = trial.programs[COMPLETE]
                data = kim.render(program, sample.name, format=renderer.format, draft=True)
                _check_nothing_lost(kim.compose(program, sample.name, draft=True), data, renderer, report)
    trial.finish()


def _check_nothing_lost(content: Content, data: bytes, renderer: type[Renderer], report: Report) -> None:
    """Every text and every amount of a table is read in the file."""
    where = f"Format {renderer.format}"
    text = _BLANKS.sub(" ", html.unescape(" ".join(part.decode("utf-8-sig", "replace") for _, part in parts_of(data))))
    for table in _tables(content):
        for column, cell in (
            (column, cell) for row in table.normalised() for column, cell in zip(table.columns, row.cells, strict=True)
        ):
            if not any(form in text for form in _forms(column.kind, cell, renderer.suffix)):
                what = f"In der Tabelle „{table.id}“ fehlt „{cell.shown() if isinstance(cell, Amount) else cell}“"
                report.add(what, where, "Jede Zelle schreiben, Zahlen deutsch: 1.234,50.")


def _forms(kind: CellKind, cell: Cell, suffix: str) -> Iterator[str]:
    """How a cell may read; a workbook holds numbers, everything else German ones."""
    if isinstance(cell, str):
        yield _BLANKS.sub(" ", cell)
    elif isinstance(cell, Amount) and kind is CellKind.MONEY and suffix != ".xlsx":
        number = format_euro(cell.decimal)[:-2]
        yield from (number, number.replace(".", ""), format_number(cell.decimal).replace(".", ""))
    else:
        yield ""


def _tables(content: Content) -> Iterator[Table]:
    waiting: list[object] = list(content.sheets if isinstance(content, Workbook) else content.blocks)
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Table):
            yield part
        elif isinstance(part, Sheet | Section):
            waiting[:0] = part.blocks

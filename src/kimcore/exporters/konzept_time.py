"""The Zeitschiene of a Konzept: milestones and funded years, as a chart and as a table."""

from collections.abc import Iterator, Sequence
from datetime import date

from kimcore.blocks import Block, CellKind, Column, Span, Table, Timeline
from kimcore.exporters.chapters import lacking, one_line, referring
from kimcore.model import Milestone, Program
from kimcore.values import format_date

__all__ = ["timetable"]


def timetable(program: Program, years: Sequence[int], stand: date) -> Iterator[Block]:
    """The chart and the table of milestones, in the order of their days; ``stand`` is the day of the document."""
    milestones = sorted(program.milestones, key=lambda entry: entry.date)
    if not milestones:
        yield lacking("Hierher gehören die Meilensteine mit ihrem Datum.", "milestones")
        return
    yield referring("{zeitplan} zeigt die Meilensteine im Überblick, {meilensteine} nennt sie im Einzelnen.")
    yield Timeline(id="zeitplan", caption="Zeitschiene", spans=tuple(_spans(program, milestones, years)))
    yield _table(program, milestones, stand)


def _spans(program: Program, milestones: Sequence[Milestone], years: Sequence[int]) -> Iterator[Span]:
    """The funded years and the measures that milestones belong to as bars, the milestones between them by day."""
    bars = [Span(title=f"Förderjahr {year}", start=date(year, 1, 1), end=date(year, 12, 31)) for year in years]
    concerned = {entry.measure for entry in milestones}
    bars += [
        Span(title=measure.title, start=measure.start, end=measure.end)
        for measure in program.measures
        if measure.id in concerned and measure.start and measure.end
    ]
    yield from bars
    yield from (Span(title=entry.title, start=entry.date) for entry in milestones)


def _table(program: Program, milestones: Sequence[Milestone], stand: date) -> Table:
    measures = {entry.id: entry.title for entry in program.measures}
    columns = (
        Column(id="datum", title="Datum", kind=CellKind.DATE),
        Column(id="meilenstein", title="Meilenstein", width=48),
        Column(id="massnahme", title="Maßnahme", width=34),
        Column(id="stand", title="Stand", width=20),
    )
    rows = tuple(
        (
            entry.date,
            f"{entry.title}\n{one_line(entry.description)}".strip(),
            measures.get(entry.measure or "", "–"),
            _state(entry, stand),
        )
        for entry in milestones
    )
    return Table(id="meilensteine", columns=columns, rows=rows, caption="Meilensteine")


def _state(milestone: Milestone, stand: date) -> str:
    """Whether it was reached when the document was written, with the day where that is another."""
    if milestone.reached is None or milestone.reached > stand:
        return "geplant"
    return "erreicht" if milestone.reached == milestone.date else f"erreicht am {format_date(milestone.reached)}"

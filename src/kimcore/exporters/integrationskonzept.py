"""The Integrationskonzept: goals, Handlungsfelder and measures for the council and the public."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

import attrs

from kimcore.blocks import Block, CellKind, Column, Document, Field, Link, Orientation, Paragraph, Section, Table
from kimcore.context import Context
from kimcore.exporters.assumptions import sources_table
from kimcore.exporters.base import Exporter
from kimcore.exporters.chapters import Texts, lacking, one_line, referring
from kimcore.exporters.common import properties
from kimcore.exporters.figures import indicator_figures, statistic_figures
from kimcore.exporters.integration_lacks import CODES, PREFACE, TEXTS, integration_lacks
from kimcore.exporters.measures import Strategy, age_groups, feld_id, measure_sections
from kimcore.exporters.papers import cover, paper_title, release
from kimcore.findings import Finding
from kimcore.model import HandlungsfeldKind, Profile, Program, VorgangKind

__all__ = ["IntegrationskonzeptExporter"]

_WIDE, _WIDEST = 8, 20
"""From how many goals on the matrix lies across, and from how many on it fits no page."""


class IntegrationskonzeptExporter(Exporter):
    """Where the municipality stands, what it wants and what it does for it, measure by measure."""

    name = "integrationskonzept"
    title = "Integrationskonzept"
    profile = Profile.OEFFENTLICH
    vorgang = VorgangKind.INTEGRATIONSKONZEPT
    codes = MappingProxyType(CODES)

    def check(self, program: Program, options: object, context: Context) -> Iterable[Finding]:
        """What the Konzept lacks: texts, goals, Handlungsfelder, measures, figures."""
        return integration_lacks(program, context)

    def document(self, program: Program, options: object, context: Context) -> Document:
        """Cover, five chapters, the measures, two appendices."""
        strategy, texts = Strategy.of(program), Texts(program)
        more: dict[str, Iterable[Block | Section]] = {
            "ausgangslage": _figures_elsewhere(program),
            "handlungsstrategie": _strategy(strategy),
        }
        title = paper_title(context, "Integrationskonzept")
        preface = (texts.section(PREFACE, numbered=False),) if program.text(PREFACE.id).strip() else ()
        return Document(
            id=self.name,
            title=title,
            cover=cover(program, context, "Ziele, Handlungsfelder und Maßnahmen", _facts(strategy)),
            contents=True,
            blocks=(
                *preface,
                *(texts.section(chapter, *more.get(chapter.id, ())) for chapter in TEXTS),
                Section(id="massnahmen", title="Maßnahmen", blocks=tuple(_measures(strategy, texts))),
                *release(context, title),
                *_by_age(strategy),
                _figures(program),
            ),
            properties=properties(program, context, f"Integrationskonzept: {program.title}"),
        )


def _facts(strategy: Strategy) -> Iterator[Field]:
    program = strategy.program
    counts = (
        (len(program.goals), "Ziel", "Ziele"),
        (len(program.handlungsfelder), "Handlungsfeld", "Handlungsfelder"),
        (len(program.measures), "Maßnahme", "Maßnahmen"),
    )
    text = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    if text:
        yield Field(label="Umfang", value=text)


def _figures_elsewhere(program: Program) -> Iterator[Block]:
    if program.kommune.statistics or program.indicators:
        yield referring("Zahlen, Daten und Fakten stehen mit ihren Quellen in {zahlen}.")


# ---------------------------------------------------------------------------------------------- strategy


def _strategy(strategy: Strategy) -> Iterator[Section]:
    program = strategy.program
    goals: Block = lacking("Hierher gehören die Ziele.", "goals")
    if program.goals:
        goals = _goals(strategy)
    yield Section(id="ziele", title="Ziele", blocks=(goals,))
    felder: tuple[Block, ...] = (lacking("Hierher gehören die Handlungsfelder.", "handlungsfelder"),)
    if program.handlungsfelder:
        text = "Jeder Titel in {felder-tabelle} führt zu dem Handlungsfeld und seinen Maßnahmen."
        intro = referring(text if program.measures else "{felder-tabelle} nennt die Handlungsfelder.")
        felder = (*_phases(program), intro, _felder(strategy))
    yield Section(id="handlungsfelder", title="Handlungsfelder", blocks=felder)
    if any(strategy.goals_of(feld) for feld in program.handlungsfelder) and len(program.goals) <= _WIDEST:
        yield _matrix(strategy)


def _goals(strategy: Strategy) -> Table:
    goals = strategy.program.goals
    columns = [Column(id="kuerzel", title="Nr.", width=5), Column(id="ziel", title="Ziel", width=40)]
    rows: list[tuple[str, ...]] = [(strategy.codes[goal.id], goal.title) for goal in goals]
    if any(goal.description for goal in goals):
        columns.append(Column(id="beschreibung", title="Beschreibung", width=70))
        rows = [(*row, one_line(goal.description) or "–") for row, goal in zip(rows, goals, strict=True)]
    return Table(id="ziele-tabelle", columns=tuple(columns), rows=tuple(rows), caption="Strategische Ziele")


def _phases(program: Program) -> Iterator[Paragraph]:
    if all(feld.kind is HandlungsfeldKind.ARBEITSPHASE for feld in program.handlungsfelder):
        yield Paragraph(text="Die Handlungsfelder sind hier Phasen der Arbeit.")


def _felder(strategy: Strategy) -> Table:
    """Where no measure is stated the titles lead nowhere, and there is nothing to count."""
    columns = (
        Column(id="handlungsfeld", title="Handlungsfeld", width=36),
        Column(id="beschreibung", title="Worum es geht", width=70),
        Column(id="massnahmen", title="Maßnahmen", kind=CellKind.NUMBER),
    )
    felder = strategy.program.handlungsfelder
    if not strategy.program.measures:
        plain = tuple((feld.title, one_line(feld.description) or "–") for feld in felder)
        return Table(id="felder-tabelle", columns=columns[:2], rows=plain, caption="Handlungsfelder")
    rows = tuple(
        (
            Link(feld.title, f"#{feld_id(feld.id)}"),
            one_line(feld.description) or "–",
            len(strategy.described.get(feld.id, ())) + len(strategy.mentioned.get(feld.id, ())),
        )
        for feld in felder
    )
    notes = ("Maßnahmen: wie viele zu dem Handlungsfeld gehören. Eine Maßnahme kann zu mehreren gehören.",)
    return Table(id="felder-tabelle", columns=columns, rows=rows, caption="Handlungsfelder", notes=notes)


def _matrix(strategy: Strategy) -> Section:
    """Which Handlungsfeld serves which goal: the goal's code in the cell, nothing by colour alone."""
    codes = list(strategy.codes.values())
    columns = (
        Column(id="handlungsfeld", title="Handlungsfeld", width=40),
        *(Column(id=f"ziel-{code.lower()}", title=code, width=5) for code in codes),
    )
    rows = []
    for feld in strategy.program.handlungsfelder:
        served = set(strategy.goals_of(feld))
        rows.append((feld.title, *(code if code in served else "–" for code in codes)))
    table = Table(
        id="matrix",
        columns=columns,
        rows=tuple(rows),
        caption="Handlungsfelder und die Ziele, denen sie dienen",
        notes=("Steht das Kürzel eines Ziels in der Zeile, dient das Handlungsfeld diesem Ziel.",),
    )
    intro = referring("Die Kürzel der Ziele erklärt {ziele-tabelle}.")
    orientation = Orientation.LANDSCAPE if len(codes) > _WIDE else Orientation.PORTRAIT
    return Section(
        id="ziele-und-felder", title="Ziele und Handlungsfelder", blocks=(intro, table), orientation=orientation
    )


# ---------------------------------------------------------------------------------------------- measures


def _measures(strategy: Strategy, texts: Texts) -> Iterator[Block | Section]:
    if not strategy.program.measures:
        yield lacking("Hierher gehören die Maßnahmen, jede mit ihrem Steckbrief.", "measures")
        return
    yield referring(
        "Jede Maßnahme ist einmal beschrieben, unter dem ersten ihrer Handlungsfelder; bei den anderen steht ein "
        "Verweis. Nach Altersgruppen geordnet sind die Maßnahmen in {altersgruppen}."
    )
    yield from measure_sections(strategy, texts)


# --------------------------------------------------------------------------------------------- appendices


def _by_age(strategy: Strategy) -> tuple[Section, ...]:
    tables = tuple(age_groups(strategy))
    if not tables:
        return ()
    text = "Eine Maßnahme steht bei jeder Altersgruppe, für die sie gedacht ist. Der Titel führt zu ihrem Steckbrief."
    blocks = (Paragraph(text=text), *tables)
    title = "Maßnahmen nach Altersgruppen"
    return (Section(id="altersgruppen", title=title, blocks=blocks, appendix=True, new_page=True),)


def _figures(program: Program) -> Section:
    """The figures paper: statistics, indicators, and the sources of the program."""
    figures = (*statistic_figures(program), *indicator_figures(program.indicators))
    blocks = figures or (lacking("Hierher gehören Zahlen zur Bevölkerung.", "kommune.statistics"),)
    if program.sources:
        blocks = (*blocks, attrs.evolve(sources_table(program), caption="Quellen der Angaben"))
    return Section(id="zahlen", title="Zahlen, Daten, Fakten", blocks=blocks, appendix=True, new_page=True)

"""Measures of an Integrationskonzept: each described once, under its first Handlungsfeld, and referred to elsewhere."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import attrs

from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Field,
    Fields,
    Inline,
    Link,
    Paragraph,
    Reference,
    Row,
    Run,
    Section,
    Table,
)
from kimcore.exporters.chapters import Texts
from kimcore.exporters.figures import last_reading
from kimcore.model import Handlungsfeld, Indicator, Measure, MeasureStatus, Program
from kimcore.values import NBSP, format_date

__all__ = ["Strategy", "age_groups", "feld_id", "measure_id", "measure_sections"]

WITHOUT = "ohne-handlungsfeld"
_AGES = ("Kinder", "Jugendliche", "junge Erwachsene", "Erwachsene", "Ältere")
_UMLAUTS = str.maketrans("äöü", "aou")
_NO_AGE = "Ohne Angabe einer Altersgruppe"


@attrs.frozen
class Strategy:
    """How goals, Handlungsfelder and measures hang together; every look-up is a dictionary.

    Attributes:
        program: the program.
        codes: ``Z1``, ``Z2``, … for each goal.
        felder: the Handlungsfelder by id.
        first: the Handlungsfeld under which each measure is described, an empty text where it has none.
        described: the measures described under each Handlungsfeld.
        mentioned: the measures that are described elsewhere and belong to it, too.
    """

    program: Program
    codes: dict[str, str]
    felder: dict[str, Handlungsfeld]
    first: dict[str, str]
    described: dict[str, list[Measure]]
    mentioned: dict[str, list[Measure]]

    @classmethod
    def of(cls, program: Program) -> "Strategy":
        """Sort the measures of a program under their Handlungsfelder, in the order of the program."""
        felder = {feld.id: feld for feld in program.handlungsfelder}
        described: dict[str, list[Measure]] = defaultdict(list)
        mentioned: dict[str, list[Measure]] = defaultdict(list)
        first: dict[str, str] = {}
        for measure in program.measures:
            known = [feld for feld in dict.fromkeys(measure.handlungsfelder) if feld in felder]
            first[measure.id] = known[0] if known else ""
            described[first[measure.id]].append(measure)
            for feld in known[1:]:
                mentioned[feld].append(measure)
        codes = {goal.id: f"Z{number}" for number, goal in enumerate(program.goals, start=1)}
        return cls(program, codes, felder, first, described, mentioned)

    def goals_of(self, feld: Handlungsfeld) -> list[str]:
        """The codes of the goals a Handlungsfeld serves, in their order."""
        wanted = set(feld.goals)
        return [code for goal, code in self.codes.items() if goal in wanted]


def feld_id(feld: str) -> str:
    """The id of a Handlungsfeld's section."""
    return f"feld-{feld}"


def measure_id(measure: str) -> str:
    """The id of a measure's Steckbrief."""
    return f"massnahme-{measure}"


# ---------------------------------------------------------------------------------------- Handlungsfelder


def measure_sections(strategy: Strategy, texts: Texts) -> Iterator[Section]:
    """A section for each Handlungsfeld with the Steckbriefe of its measures, and one for measures without any."""
    writer = _Steckbriefe(strategy, texts)
    for feld in strategy.program.handlungsfelder:
        blocks = (*_about(strategy, texts, feld), *map(writer.section, strategy.described.get(feld.id, ())))
        yield Section(id=feld_id(feld.id), title=feld.title, blocks=blocks)
    rest = strategy.described.get("", ())
    if rest:
        title = "Maßnahmen ohne Handlungsfeld" if strategy.felder else "Alle Maßnahmen"
        yield Section(id=WITHOUT, title=title, blocks=tuple(map(writer.section, rest)))


def _about(strategy: Strategy, texts: Texts, feld: Handlungsfeld) -> Iterator[Block]:
    """What the Handlungsfeld is for, the goals it serves, and the measures that are described elsewhere."""
    yield from texts.blocks(feld.description, feld_id(feld.id))
    codes = strategy.goals_of(feld)
    if codes:
        titles = {strategy.codes[goal.id]: goal.title for goal in strategy.program.goals}
        goals = "; ".join(f"{code}{NBSP}{titles[code]}" for code in codes)
        yield Paragraph(text=(Run("Ziele: ", bold=True), Run(f"{goals}.")))
    others = strategy.mentioned.get(feld.id, ())
    if others:
        parts: list[Inline] = [Run("Außerdem tragen bei: ", bold=True)]
        for measure in others:
            parts += [Run(f"{measure.title} ("), Reference(measure_id(measure.id)), Run("), ")]
        parts[-1] = Run(").")
        yield Paragraph(text=tuple(parts))
    elif not strategy.described.get(feld.id):
        yield Paragraph(text="Zu diesem Handlungsfeld ist noch keine Maßnahme angegeben.")


# ------------------------------------------------------------------------------------------- Steckbriefe


class _Steckbriefe:
    """Writes the Steckbrief of one measure after the other."""

    def __init__(self, strategy: Strategy, texts: Texts) -> None:
        self.strategy = strategy
        self.texts = texts
        self.traeger = {entry.id: entry.name for entry in strategy.program.traeger}
        self.indicators: dict[str, Indicator] = {entry.id: entry for entry in strategy.program.indicators}

    def section(self, measure: Measure) -> Section:
        """What the measure is, then its facts, then where else it belongs."""
        blocks: list[Block] = list(self.texts.blocks(measure.description, measure_id(measure.id)))
        fields = tuple(self._fields(measure))
        if fields:
            blocks.append(Fields(id=f"steckbrief-{measure.id}", fields=fields))
        elsewhere = [feld for feld in dict.fromkeys(measure.handlungsfelder) if feld in self.strategy.felder][1:]
        if elsewhere:
            blocks.append(Paragraph(text=tuple(self._elsewhere(elsewhere))))
        if not blocks:
            blocks.append(Paragraph(text="Zu dieser Maßnahme liegen noch keine Angaben vor."))
        return Section(id=measure_id(measure.id), title=measure.title, blocks=tuple(blocks))

    def _fields(self, measure: Measure) -> Iterator[Field]:
        indicators = (self.indicators[entry] for entry in measure.indicators if entry in self.indicators)
        pairs = (
            ("Träger", ", ".join(self.traeger.get(entry, entry) for entry in measure.traeger)),
            ("Zielgruppe", ", ".join(measure.zielgruppen)),
            ("Altersgruppe", ", ".join(measure.age_groups)),
            ("Zeitraum", span(measure)),
        )
        yield from (Field(label=label, value=value) for label, value in pairs if value)
        if measure.status is not None:
            yield Field(label="Status", value=measure.status.label, note=measure.status_reason or "")
        for cost in measure.costs:
            yield Field(label=f"Kosten {cost.year}", value=cost.amount, kind=CellKind.MONEY)
        readings = "\n".join(map(last_reading, indicators))
        if readings:
            yield Field(label="Indikatoren", value=readings)

    def _elsewhere(self, felder: Sequence[str]) -> Iterator[Inline]:
        yield Run("Gehört auch zu: ", bold=True)
        for number, feld in enumerate(felder):
            yield Run(f"{', ' if number else ''}{self.strategy.felder[feld].title} (")
            yield Reference(feld_id(feld))
            yield Run(")")
        yield Run(".")


def span(measure: Measure) -> str:
    """``01.04.2022 bis 31.12.2026``, ``seit`` (of what runs) or ``ab`` its first day, or nothing."""
    if measure.start and measure.end:
        return f"{format_date(measure.start)} bis {format_date(measure.end)}"
    if measure.start:
        return f"{'seit' if measure.status is MeasureStatus.LAUFEND else 'ab'} {format_date(measure.start)}"
    return f"bis {format_date(measure.end)}" if measure.end else ""


# -------------------------------------------------------------------------------------------- age groups


@attrs.frozen
class _AgeRows:
    """The measures of one age group as rows, made when they are walked."""

    measures: Sequence[Measure]
    strategy: Strategy

    def __len__(self) -> int:
        return len(self.measures)

    def __iter__(self) -> Iterator[tuple[Cell, ...] | Row]:
        for measure in self.measures:
            feld = self.strategy.felder.get(self.strategy.first[measure.id])
            status = measure.status.label if measure.status else "–"
            yield (
                Link(measure.title, f"#{measure_id(measure.id)}"),
                feld.title if feld else "–",
                status,
                span(measure) or "–",
            )


def age_groups(strategy: Strategy) -> Iterator[Block]:
    """For each age group a table of its measures, by title, each a link to its Steckbrief."""
    groups: dict[str, list[Measure]] = defaultdict(list)
    for measure in strategy.program.measures:
        for age in dict.fromkeys(measure.age_groups) or {_NO_AGE: None}:
            groups[age].append(measure)
    columns = (
        Column(id="massnahme", title="Maßnahme", width=50),
        Column(id="handlungsfeld", title="Handlungsfeld", width=36),
        Column(id="status", title="Status", width=16),
        Column(id="zeitraum", title="Zeitraum", width=26),
    )
    for number, age in enumerate(sorted(groups, key=_by_age), start=1):
        rows = _AgeRows(sorted(groups[age], key=lambda measure: _alphabetical(measure.title)), strategy)
        caption = age if age == _NO_AGE else f"Altersgruppe {age}"
        yield Table(id=f"altersgruppe-{number}", columns=columns, rows=rows, caption=caption)


def _alphabetical(text: str) -> str:
    """As German dictionaries sort: ä like a, ß like ss."""
    return text.casefold().translate(_UMLAUTS)


def _by_age(age: str) -> tuple[int, str]:
    """From the youngest to the oldest, then other words by the alphabet, what says nothing last."""
    if age in _AGES:
        return _AGES.index(age), ""
    return (len(_AGES) + 1, "") if age == _NO_AGE else (len(_AGES), _alphabetical(age))

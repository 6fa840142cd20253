"""The KIM-Konzept: what the municipality hands in with its application, chapter by chapter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import MappingProxyType

from kimcore.blocks import Block, Column, Document, Field, Link, Table
from kimcore.context import Context
from kimcore.exporters.assumptions import assumptions_section
from kimcore.exporters.base import Exporter
from kimcore.exporters.chapters import Texts, lacking, one_line, referring
from kimcore.exporters.common import named_bausteine, or_open, properties, years_text
from kimcore.exporters.figures import indicator_figures, statistic_figures
from kimcore.exporters.konzept_conditions import conditions_section
from kimcore.exporters.konzept_finances import finances
from kimcore.exporters.konzept_lacks import CODES, TEXTS, konzept_lacks
from kimcore.exporters.konzept_structure import network, structure
from kimcore.exporters.konzept_time import timetable
from kimcore.exporters.options import PlanOptions, plan_years
from kimcore.exporters.papers import cover, paper_title, release
from kimcore.findings import Finding
from kimcore.model import LegalBasis, Program, VorgangKind
from kimcore.values import format_date

__all__ = ["KimKonzeptExporter"]


class KimKonzeptExporter(Exporter):
    """The Konzept for carrying out KIM, in the chapters of the Land's Handlungskonzept and of real Konzepte."""

    name = "kim-konzept"
    title = "KIM-Konzept"
    Options = PlanOptions
    vorgang = VorgangKind.KONZEPT
    codes = MappingProxyType(CODES)

    def check(self, program: Program, options: PlanOptions, context: Context) -> Iterable[Finding]:
        """What the Konzept lacks: texts, figures, Gremien, conditions, amounts."""
        return konzept_lacks(program, context, plan_years(options, context))

    def document(self, program: Program, options: PlanOptions, context: Context) -> Document:
        """Cover, eleven chapters, signatures, two appendices."""
        years = plan_years(options, context)
        plans = [context.plan_for(year) for year in years]
        texts = Texts(program)
        chapters = {
            "ausgangslage": statistic_figures(program),
            "rahmen": _legal_frame(program, context, years),
            "ziele": _goals(program),
            "struktur": structure(texts, context),
            "netzwerk": network(program, context),
            "zeitschiene": timetable(program, years, context.stand),
            "monitoring": indicator_figures(program.indicators),
            "finanzierung": finances(program, context, plans, options.variant, options.unit),
        }
        title = paper_title(context, f"KIM-Konzept {context.year}")
        to = "zum Förderjahr" if len(years) == 1 else "zu den Förderjahren"
        return Document(
            id=self.name,
            title=title,
            cover=cover(program, context, f"Konzept {to} {years_text(years)}", _facts(context)),
            contents=True,
            blocks=(
                *(texts.section(chapter, *chapters.get(chapter.id, ())) for chapter in TEXTS),
                *release(context, title),
                assumptions_section(program, context, plans),
                conditions_section(program, context),
            ),
            properties=properties(program, context, f"KIM-Konzept {years_text(years)}: {program.title}"),
        )


def _facts(context: Context) -> Iterator[Field]:
    yield Field(label="Förderprogramm", value=context.rules.title)
    yield Field(label="Bewilligungsbehörde", value=or_open(context.rules.authority))


# ------------------------------------------------------------------------------------------------- frame


def _legal_frame(program: Program, context: Context, years: Sequence[int]) -> Iterator[Block]:
    rounds = " ".join(_rounds(context, years))
    yield referring(
        f"{{rechtsgrundlagen}} nennt die Rechtsgrundlagen mit ihren Fundstellen. {rounds} Welche Sätze und Annahmen "
        "gelten und wie sicher sie belegt sind, steht in {annahmen}."
    )
    columns = (
        Column(id="titel", title="Rechtsgrundlage", width=44),
        Column(id="fundstelle", title="Fundstelle", width=44),
        Column(id="geltung", title="In Kraft seit", width=14),
    )
    rows = tuple(
        (
            Link(entry.title, entry.url) if entry.url else entry.title,
            entry.reference or "–",
            _day(entry.valid_from),
        )
        for entry in _in_force(program, context)
    )
    yield Table(id="rechtsgrundlagen", columns=columns, rows=rows, caption="Rechtsgrundlagen")


def _in_force(program: Program, context: Context) -> list[LegalBasis]:
    """What the program names, and what the rule set names, of its Richtlinien only the one of the year."""
    versions = [entry.id for entry in context.rules.versions if entry.date.year <= context.year]
    others = {entry.id for entry in context.rules.versions} - set(versions[-1:])
    named = (*program.legal_bases, *(entry for entry in context.rules.legal_bases if entry.id not in others))
    begun = (entry for entry in named if entry.valid_from is None or entry.valid_from.year <= context.year)
    return list({entry.title: entry for entry in begun}.values())


def _rounds(context: Context, years: Sequence[int]) -> Iterator[str]:
    """What the programme funds on application in each year, and when that is to be made."""
    for year in years:
        numbers = [rule.number for rule in context.rules.applied_for(year)]
        windows = [entry for entry in context.rules.rounds_for(year) if entry.opens and entry.closes]
        if numbers:
            yield f"Auf Antrag gefördert {'werden' if len(numbers) > 1 else 'wird'} {year} {named_bausteine(numbers)}."
        for entry in windows:
            yield f"Der Antragszeitraum reicht vom {_day(entry.opens)} bis zum {_day(entry.closes)}."


def _day(day: date | None) -> str:
    return format_date(day) if day else "–"


# ------------------------------------------------------------------------------------------------- goals


_GOAL_COLUMNS = (
    Column(id="kuerzel", title="Nr.", width=4),
    Column(id="ziel", title="Ziel", width=32),
    Column(id="beschreibung", title="Worum es geht", width=40),
    Column(id="handlungsfelder", title="Handlungsfelder", width=60),
)


def _goals(program: Program) -> Iterator[Block]:
    if not program.goals:
        yield lacking("Hierher gehören die Ziele des Programms.", "goals")
        return
    felder: dict[str, list[str]] = defaultdict(list)
    for feld in program.handlungsfelder:
        for goal in feld.goals:
            felder[goal].append(feld.title)
    text = "ordnet den Zielen die Handlungsfelder zu, in denen sie verfolgt werden" if felder else "nennt die Ziele"
    yield referring(f"{{ziele-handlungsfelder}} {text}.")
    rows = [
        (f"Z{number}", goal.title, one_line(goal.description), "; ".join(felder.get(goal.id, ())))
        for number, goal in enumerate(program.goals, start=1)
    ]
    shown = [index for index, cells in enumerate(zip(*rows, strict=True)) if any(cells)]
    yield Table(
        id="ziele-handlungsfelder",
        columns=tuple(_GOAL_COLUMNS[index] for index in shown),
        rows=tuple(tuple(row[index] or "–" for index in shown) for row in rows),
        caption="Ziele und ihre Handlungsfelder" if felder else "Ziele",
    )

"""Annahmen und Quellen: every rate with its source, every rule chosen, what is unknown; for workbooks and documents."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

import attrs

from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Heading,
    Link,
    Orientation,
    Paragraph,
    Section,
    Sheet,
    Table,
)
from kimcore.context import Context
from kimcore.exporters.common import TOGETHER, without_empty_columns, years_text
from kimcore.funding import AusgabenPosten, StellenPosten, YearPlan
from kimcore.model import Program
from kimcore.richtlinien import RateUse
from kimcore.values import Source, format_date, format_number

__all__ = ["assumptions_section", "assumptions_sheets", "sources_table", "unique_rates"]

_ABOUT = (
    "Jede Förderung in diesem Konzept geht auf einen Fördersatz und die hier genannten Annahmen zurück. „Bestätigt“ "
    "ist ein Satz, wenn er bei der zuständigen Stelle vollständig nachzulesen ist, „teilweise belegt“, wenn nur ein "
    "Teil der Quelle oder eine Kopie vorliegt, „erschlossen“, wenn er aus anderen Angaben folgt."
)
_NO_RATE = (
    "Ein Fördersatz wird in diesem Konzept nicht verwendet. Die Annahmen gelten, sobald Stellen oder Ausgaben "
    "eingetragen sind."
)


def unique_rates(plans: Iterable[YearPlan]) -> tuple[RateUse, ...]:
    """Every rate the plans use, each value once."""
    return tuple({use.amount.key: use for plan in plans for use in plan.rates}.values())


def assumptions_sheets(program: Program, context: Context, plans: Sequence[YearPlan]) -> tuple[Sheet, Sheet]:
    """Annahmen und Quellen: every rate with its source, every rule chosen, what is unknown; and every calculation."""
    blocks: list[Block] = []
    for title, table in _parts(program, context, plans):
        blocks.append(Heading(text=title))
        if table.id == _RATES:
            text = "Jeder Satz steht hier einmal; alle Berechnungen der Mappe beziehen sich auf diese Zellen."
            blocks.append(Paragraph(text=text if table.rows else "Es wird kein Satz verwendet."))
        blocks += [table] if table.rows else []
    calculations = _calculations_table(plans)
    calculated = calculations if calculations.rows else Paragraph(text="Es gibt nichts zu berechnen.")
    return (
        Sheet(id="annahmen", title="Annahmen und Quellen", blocks=tuple(blocks)),
        Sheet(id="rechnung", title="Rechenwege", blocks=(calculated,)),
    )


def assumptions_section(program: Program, context: Context, plans: Sequence[YearPlan]) -> Section:
    """The same tables as an appendix; what only those who fill in the file must know stays in the workbooks."""
    blocks: list[Block] = [Paragraph(text=_ABOUT if unique_rates(plans) else _NO_RATE)]
    for title, table in _parts(program, context, plans):
        if table.rows and table.id != _UNKNOWN:
            blocks.append(attrs.evolve(table, caption=title))
    return Section(
        id="annahmen",
        title="Annahmen und Quellen",
        blocks=tuple(blocks),
        appendix=True,
        new_page=True,
        orientation=Orientation.LANDSCAPE,
    )


def _parts(program: Program, context: Context, plans: Sequence[YearPlan]) -> Iterator[tuple[str, Table]]:
    """The tables, each with its title."""
    yield "Fördersätze", _rates_table(unique_rates(plans))
    yield "Annahmen", _assumptions_table(program, context, plans)
    if program.sources:
        yield "Quellen der Angaben", sources_table(program)
    if context.rules.unknown:
        yield "Was öffentliche Quellen nicht sagen", _unknown_table(context)


_RATES, _UNKNOWN = "saetze", "unbekannt"
_SUBJECT, _STATEMENT, _ORIGIN = 30, 54, 36  # one grid for all tables of the sheet
_PLACE = Column(id="fundstelle", title="Fundstelle", kind=CellKind.LINK, width=30)


def _rates_table(rates: Sequence[RateUse]) -> Table:
    columns = (
        Column(id="satz", title="Satz", width=_SUBJECT),
        Column(id="bezug", title="Bezugsgröße", width=_STATEMENT),
        Column(id="quelle", title="Quelle", width=_ORIGIN),
        _PLACE,
        Column(id="sicherheit", title="Sicherheit", width=20),
        Column(id="betrag", title="Betrag", kind=CellKind.MONEY),
    )
    rows = tuple(_rate_row(use) for use in rates)
    return without_empty_columns(Table(id=_RATES, columns=columns, rows=rows))


def _rate_row(use: RateUse) -> tuple[Cell, ...]:
    source = use.source.title if use.source else "keine öffentliche Quelle"
    kind = "Höchstbetrag" if use.rule.ceiling else "fester Betrag"
    band = f", {use.band}" if use.band else ""
    basis = f"{kind}, {use.rule.basis.label}{band}. {use.note}".rstrip()
    certainty = use.confidence.german if use.confidence else use.state.label
    certainty = "Angabe der Kommune" if use.supplied else certainty
    return use.rule.title, basis, source, _place(use.source), certainty, use.amount


def _place(source: Source | None) -> Cell:
    """The site of a source as a link: short, so that paper shows all of it."""
    if source is None or not source.url:
        return ""
    return Link(urlsplit(source.url).netloc.removeprefix("www.") or source.url, source.url)


def _assumptions_table(program: Program, context: Context, plans: Sequence[YearPlan]) -> Table:
    columns = (
        Column(id="thema", title="Thema", width=_SUBJECT),
        Column(id="annahme", title="Annahme", width=_STATEMENT),
        Column(id="quelle", title="Quelle", width=_ORIGIN),
    )
    return Table(id="festlegungen", columns=columns, rows=tuple(_assumptions(program, context, plans)))


def _assumptions(program: Program, context: Context, plans: Sequence[YearPlan]) -> Iterator[tuple[Cell, ...]]:
    yield "Volle Monate", context.rules.full_months, "erschlossen"
    yield from _size(program, plans)
    needed = any(entry.time.needs_rule for plan in plans for entry in plan.stellen)
    if program.vacancy is not None:
        text = program.vacancy.rule.label[0].upper() + program.vacancy.rule.label[1:] + "."
        yield "Vakanzen und angefangene Monate", text, program.vacancy.source.title
    elif needed:
        yield "Vakanzen und angefangene Monate", "Offen: Die Programmdatei nennt keine Regel (vacancy).", "keine"
    if program.finanzierungsart is not None:
        yield "Finanzierungsart", program.finanzierungsart.kind.label, program.finanzierungsart.source.title
    else:
        yield "Finanzierungsart", "Offen: Gerechnet wird mit festen Beträgen je Stelle.", "keine"
    yield (
        "Zuwendungsfähige Ausgaben",
        "Die vollen geplanten Kosten geförderter Stellen und Ausgaben gelten als grundsätzlich zuwendungsfähig; "
        "der Fördersatz begrenzt die beantragte Förderung.",
        "Auslegung von kimcore",
    )
    for rule in context.rules.bausteine:
        for span in rule.regimes:
            years = [plan.year for plan in plans if span.first_year <= plan.year <= (span.last_year or plan.year)]
            if years:
                statement = f"{years_text(years)}: {span.regime.label}"
                yield f"Verfahren {rule.name}", statement, span.reference.title
    for entry in program.foerderbetraege:
        if any(plan.year == entry.year for plan in plans):
            yield f"Förderung {entry.year}", "Als feste Summe angegeben, nicht berechnet.", entry.source.title


def _size(program: Program, plans: Sequence[YearPlan]) -> Iterator[tuple[Cell, ...]]:
    """The number of inhabitants, where a rate depends on it."""
    size = program.kommune.inhabitants
    if size is not None and any(use.band for use in unique_rates(plans)):
        day = f"am {format_date(size.date)}" if size.date else "ohne Stichtag"
        statement = f"{format_number(size.value)} ({day}). Danach richtet sich der Satz; es zählt die jüngste Angabe."
        yield "Einwohnerzahl", statement, size.source.title


def _calculations_table(plans: Sequence[YearPlan]) -> Table:
    columns = (
        Column(id="posten", title="Posten", width=40),
        Column(id="jahr", title="Jahr", kind=CellKind.YEAR),
        Column(id="rechenweg", title="Rechenweg", width=84),
        Column(id="betrag", title="Förderung", kind=CellKind.MONEY),
    )
    return Table(id="rechenwege", columns=columns, rows=tuple(_calculations(plans)), defines=False)


def _calculations(plans: Sequence[YearPlan]) -> Iterator[tuple[Cell, ...]]:
    for plan in plans:
        for stelle in plan.stellen:
            yield stelle.stelle.title, plan.year, _steps(stelle), stelle.funding or TOGETHER
        for ausgabe in plan.ausgaben:
            if not ausgabe.art.personnel:
                yield ausgabe.ausgabe.title, plan.year, _steps(ausgabe), ausgabe.funding or TOGETHER


def _steps(posten: StellenPosten | AusgabenPosten) -> str:
    """How the limit comes about, and whether the eligible cost is below it."""
    if posten.limit is None:
        return "Das Förderprogramm zahlt dafür nichts; die Ausgabe trägt das Haus."
    text = posten.limit.explain()
    cost = posten.eligible
    below = cost is not None and cost.known and posten.limit.known and cost.value < posten.limit.value
    if posten.rate is not None and posten.rate.rule.ceiling and below and cost is not None:
        return f"{text}; höchstens die Kosten von {cost.shown()}"
    if posten.rate is not None and posten.rate.rule.ceiling and cost is not None and not cost.known:
        return f"{text} (Höchstbetrag; Kosten nicht angegeben)"
    return text


def sources_table(program: Program) -> Table:
    """The sources of the program's own data."""
    columns = (
        Column(id="datum", title="Datum", width=_SUBJECT),
        Column(id="quelle", title="Quelle", width=_STATEMENT),
        Column(id="sicherheit", title="Sicherheit", width=_ORIGIN),
        _PLACE,
    )
    rows = tuple(
        (
            format_date(source.date) if source.date else "ohne Datum",
            source.title,
            source.confidence.german,
            _place(source),
        )
        for source in program.sources
    )
    return without_empty_columns(Table(id="quellen", columns=columns, rows=rows))


def _unknown_table(context: Context) -> Table:
    columns = (
        Column(id="offen", title="Nicht bekannt", width=_SUBJECT),
        Column(id="hinweis", title="Was zu tun ist", width=_STATEMENT),
    )
    return Table(id=_UNKNOWN, columns=columns, rows=tuple((fact.title, fact.hint) for fact in context.rules.unknown))

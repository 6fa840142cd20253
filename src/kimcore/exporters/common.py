"""What all documents share: properties, notices, the list of assumptions, texts in paragraphs."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

import attrs

from kimcore.amounts import Amount
from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Heading,
    Link,
    Notice,
    Paragraph,
    Properties,
    Sheet,
    Table,
)
from kimcore.context import Context
from kimcore.funding import AusgabenPosten, StellenPosten, YearPlan
from kimcore.model import Program, Vorgang
from kimcore.richtlinien import RateUse
from kimcore.values import Source, format_date

__all__ = [
    "TOGETHER",
    "assumptions_sheets",
    "named",
    "notices",
    "or_open",
    "paragraphs",
    "properties",
    "unique_rates",
    "without_empty_columns",
    "years_text",
]

TOGETHER = "gemeinsam"
"""Stands where a figure is only known for several Bausteine together."""

_INFERRED_MONTHS = (
    "Volle Kalendermonate zählen als Zwölftel des Jahressatzes. Das ist aus veröffentlichten Beispielen erschlossen; "
    "keine zugängliche Quelle sagt es ausdrücklich."
)


def properties(program: Program, context: Context, subject: str) -> Properties:
    """What every page says: issuer, Stand, state, Aktenzeichen, and the marks of drafts and sample data."""
    return Properties(
        subject=subject,
        issuer=program.kommune.name,
        stand=context.stand,
        state="Entwurf" if "ENTWURF" in context.marks else context.state.label[0].upper() + context.state.label[1:],
        marks=context.marks,
        reference=_reference(context.vorgang),
        keywords=("KIM", context.rules.title, program.kommune.name, str(context.year)),
    )


def _reference(vorgang: Vorgang | None) -> str:
    if vorgang is None:
        return ""
    signs = (("Az.", vorgang.aktenzeichen), ("Az. der Bewilligungsbehörde", vorgang.aktenzeichen_behoerde))
    return " · ".join(f"{name} {sign}" for name, sign in signs if sign)


def notices(context: Context) -> Iterator[Block]:
    """What must not be overlooked on the first sheet: sample data. A draft is marked on every page."""
    if context.program.fictional:
        yield Notice(
            title="Musterdaten",
            text="Die Kommune und alle Angaben sind erfunden. Sie zeigen nur, wie das Dokument aussieht.",
        )


def paragraphs(markdown: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a Markdown text, as plain text; a list without blank lines is one paragraph."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for documents with prose

    found: list[str] = []
    marks: list[str] = []  # of the list items that are open, each for its first line
    listed = tight = False
    for token in MarkdownIt("commonmark").parse(markdown):
        match token.type:
            case "list_item_open":
                marks.append(f"{token.info}{token.markup} " if token.info else "– ")
            case "list_item_close":
                marks.pop()
            case "bullet_list_close" | "ordered_list_close":
                listed = bool(marks)
            case "paragraph_open" | "heading_open":
                tight = token.hidden
            case "inline":
                text = (marks[-1] if marks else "") + _plain(token.children or ())
                found.append(f"{found.pop()}\n{text}" if listed and tight else text)
                listed, marks[-1:] = tight, [""] * len(marks[-1:])
            case "code_block" | "fence" | "html_block":
                found.append(token.content.strip())
    return tuple(Paragraph(text=text) for text in found)


def _plain(tokens: Sequence[object]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(getattr(token, "type", ""), getattr(token, "content", "")) for token in tokens)


def years_text(years: Sequence[int]) -> str:
    """``2025``, ``2025 und 2026``, ``2024 bis 2026``; years apart are all named."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:  # noqa: PLR2004 - two are named
        return f"{years[0]} bis {years[-1]}"
    return ", ".join(map(str, years[:-1])) + " und " * (len(years) > 1) + str(years[-1])


def or_open(text: str | None, what: str = "noch offen") -> str:
    """The text, or a mark that it is missing."""
    return text or f"[{what}]"


# ------------------------------------------------------------------------------------------- assumptions


def unique_rates(plans: Iterable[YearPlan]) -> tuple[RateUse, ...]:
    """Every rate the plans use, each value once."""
    return tuple({use.amount.key: use for plan in plans for use in plan.rates}.values())


def assumptions_sheets(program: Program, context: Context, plans: Sequence[YearPlan]) -> tuple[Sheet, Sheet]:
    """Annahmen und Quellen: every rate with its source, every rule chosen, what is unknown; and every calculation."""
    blocks: list[Block] = [Heading(text="Fördersätze")]
    if rates := unique_rates(plans):
        text = "Jeder Satz steht hier einmal; alle Berechnungen der Mappe beziehen sich auf diese Zellen."
        blocks += [Paragraph(text=text), _rates_table(rates)]
    else:
        blocks.append(Paragraph(text="Es wird kein Satz verwendet."))
    blocks += [Heading(text="Annahmen"), _assumptions_table(program, context, plans)]
    if program.sources:
        blocks += [Heading(text="Quellen der Angaben"), _sources_table(program)]
    if context.rules.unknown:
        blocks += [Heading(text="Was öffentliche Quellen nicht sagen"), _unknown_table(context)]
    table = _calculations_table(plans)
    calculated = table if table.rows else Paragraph(text="Es gibt nichts zu berechnen.")
    calculations = Sheet(id="rechnung", title="Rechenwege", blocks=(calculated,))
    return Sheet(id="annahmen", title="Annahmen und Quellen", blocks=tuple(blocks)), calculations


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
    return without_empty_columns(Table(id="saetze", columns=columns, rows=rows))


def _rate_row(use: RateUse) -> tuple[Cell, ...]:
    source = use.source.title if use.source else "keine öffentliche Quelle"
    kind = "Höchstbetrag" if use.rule.ceiling else "fester Betrag"
    basis = f"{kind}, {use.rule.basis.label}. {use.note}".rstrip()
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
    yield "Volle Monate", _INFERRED_MONTHS, "erschlossen"
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
                yield f"Verfahren Baustein {rule.number}", statement, span.reference.title
    for entry in program.foerderbetraege:
        if any(plan.year == entry.year for plan in plans):
            yield f"Förderung {entry.year}", "Als feste Summe angegeben, nicht berechnet.", entry.source.title


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


def _sources_table(program: Program) -> Table:
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
    return Table(id="unbekannt", columns=columns, rows=tuple((fact.title, fact.hint) for fact in context.rules.unknown))


def named(amount: Amount | None) -> Cell:
    """An Amount, or the word for what is only known together."""
    return TOGETHER if amount is None else amount


def without_empty_columns(table: Table) -> Table:
    """The table without the columns in which no row says anything."""
    rows = tuple(table.normalised())
    shown = [index for index in range(len(table.columns)) if any(row.cells[index] not in {None, ""} for row in rows)]
    return attrs.evolve(
        table,
        columns=tuple(table.columns[index] for index in shown),
        rows=tuple(attrs.evolve(row, cells=tuple(row.cells[index] for index in shown)) for row in rows),
    )

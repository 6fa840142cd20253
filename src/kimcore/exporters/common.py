"""What all documents share: properties, notices, the list of assumptions, texts in paragraphs."""

from collections.abc import Iterable, Iterator, Sequence

from kimcore.amounts import Amount
from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Heading,
    Link,
    Listing,
    Notice,
    Paragraph,
    Properties,
    Quote,
    Sheet,
    Table,
    plain,
)
from kimcore.blocks.markdown import cell_text, read_markdown
from kimcore.context import Context
from kimcore.funding import AusgabenPosten, StellenPosten, YearPlan
from kimcore.model import Program, Vorgang
from kimcore.richtlinien import RateUse
from kimcore.values import format_date

__all__ = ["TOGETHER", "assumptions_sheets", "notices", "or_open", "paragraphs", "properties", "unique_rates"]

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
    """A Markdown text as plain paragraphs, for sheets: nothing is lost but its looks."""
    return tuple(_plain(read_markdown(markdown).blocks))


def _plain(blocks: Iterable[Block], mark: str = "") -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield Paragraph(text=mark + plain(block.text))
            case Listing():
                for number, item in enumerate(block.items, block.start or 0):
                    yield from _plain(item.blocks, "– " if block.start is None else f"{number}. ")
            case Quote():
                source = (Paragraph(text=f"– {block.source}"),) if block.source else ()
                yield from _plain((*block.blocks, *source))
            case Table():
                yield from (Paragraph(text=block.caption),) if block.caption else ()
                yield Paragraph(text=" | ".join(column.title for column in block.columns))
                kinds = [column.kind for column in block.columns]
                yield from (Paragraph(text=" | ".join(map(cell_text, row.cells, kinds))) for row in block.normalised())


def or_open(text: str | None, what: str = "noch offen") -> str:
    """The text, or a mark that it is missing."""
    return text or f"[{what}]"


# ------------------------------------------------------------------------------------------- assumptions


def unique_rates(plans: Iterable[YearPlan]) -> tuple[RateUse, ...]:
    """Every rate the plans use, each value once."""
    return tuple({use.amount.key: use for plan in plans for use in plan.rates}.values())


def assumptions_sheets(program: Program, context: Context, plans: Sequence[YearPlan]) -> tuple[Sheet, Sheet]:
    """Annahmen und Quellen: every rate with its source, every rule chosen, what is unknown; and every calculation."""
    blocks: list[Block] = [
        Heading(text="Fördersätze"),
        Paragraph(text="Jeder Satz steht hier einmal; alle Berechnungen der Mappe beziehen sich auf diese Zellen."),
        _rates_table(unique_rates(plans)),
        Heading(text="Annahmen"),
        _assumptions_table(program, context, plans),
    ]
    if program.sources:
        blocks += [Heading(text="Quellen der Angaben"), _sources_table(program)]
    if context.rules.unknown:
        blocks += [Heading(text="Was öffentliche Quellen nicht sagen"), _unknown_table(context)]
    calculations = Sheet(id="rechnung", title="Rechenwege", blocks=(_calculations_table(plans),))
    return Sheet(id="annahmen", title="Annahmen und Quellen", blocks=tuple(blocks)), calculations


_SUBJECT, _STATEMENT, _ORIGIN = 30, 60, 44  # one grid for all tables of the sheet


def _rates_table(rates: Sequence[RateUse]) -> Table:
    columns = (
        Column(id="satz", title="Satz", width=_SUBJECT),
        Column(id="bezug", title="Bezugsgröße", width=_STATEMENT),
        Column(id="quelle", title="Quelle", width=_ORIGIN),
        Column(id="sicherheit", title="Sicherheit", width=20),
        Column(id="betrag", title="Betrag", kind=CellKind.MONEY),
    )
    return Table(id="saetze", columns=columns, rows=tuple(_rate_row(use) for use in rates))


def _rate_row(use: RateUse) -> tuple[Cell, ...]:
    source: Cell = "keine öffentliche Quelle"
    if use.source is not None:
        source = Link(use.source.title, use.source.url) if use.source.url else use.source.title
    kind = "Höchstbetrag" if use.rule.ceiling else "fester Betrag"
    basis = f"{kind}, {use.rule.basis.label}. {use.note}".rstrip()
    certainty = use.confidence.german if use.confidence else use.state.label
    return use.rule.title, basis, source, "Angabe der Kommune" if use.supplied else certainty, use.amount


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
            if span.first_year <= context.year and (span.last_year is None or context.year <= span.last_year):
                yield f"Verfahren Baustein {rule.number}", f"{context.year}: {span.regime.label}", span.reference.title
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
    """How the limit comes about, and whether the cost is below it."""
    if posten.limit is None:
        return "Das Förderprogramm zahlt dafür nichts; die Ausgabe trägt das Haus."
    text = posten.limit.explain()
    cost = posten.cost
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
    )
    rows = tuple(
        (
            format_date(source.date) if source.date else "ohne Datum",
            Link(source.title, source.url) if source.url else source.title,
            source.confidence.german,
        )
        for source in program.sources
    )
    return Table(id="quellen", columns=columns, rows=rows)


def _unknown_table(context: Context) -> Table:
    columns = (
        Column(id="offen", title="Nicht bekannt", width=_SUBJECT),
        Column(id="hinweis", title="Was zu tun ist", width=_STATEMENT),
    )
    return Table(id="unbekannt", columns=columns, rows=tuple((fact.title, fact.hint) for fact in context.rules.unknown))


def named(amount: Amount | None) -> Cell:
    """An Amount, or the word for what is only known together."""
    return TOGETHER if amount is None else amount

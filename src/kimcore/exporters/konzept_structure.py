"""Chapters 5 and 6 of a KIM-Konzept: the organisation, the Stellen of each Baustein, the Gremien, the network."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Field,
    Fields,
    Heading,
    Listing,
    ListItem,
    Paragraph,
    Row,
    RowRole,
    Section,
    Table,
)
from kimcore.context import Context
from kimcore.exporters.chapters import Chapter, Texts, lacking, one_line, referring
from kimcore.funding import GroupPlan, StellenPosten
from kimcore.model import Gremium, OrganisationalUnit, Program, TraegerKind
from kimcore.richtlinien import Regime
from kimcore.richtlinien.rules import BausteinRule
from kimcore.values import NBSP, format_vzae

__all__ = ["ANBINDUNG", "baustein_chapter", "network", "structure"]

_ROW = 150
"""The longest row of members, in characters."""
_DEEPEST = 9
"""How deep lists go in Word."""
_Below: TypeAlias = Mapping[str | None, Sequence[OrganisationalUnit]]

ANBINDUNG = Chapter(
    id="anbindung",
    title="Anbindung im Kommunalen Integrationszentrum",
    wanted="Wo die Koordination angesiedelt ist, wem sie berichtet und wer die Fachaufsicht hat.",
)


def baustein_chapter(rule: BausteinRule, year: int) -> Chapter:
    """The chapter of a Baustein."""
    return Chapter(
        id=rule.id,
        title=rule.headline(year),
        wanted="Welche Aufgaben der Baustein hat und wie die Kommune ihn umsetzt.",
    )


def structure(texts: Texts, context: Context) -> Iterator[Section]:
    """The sections of chapter 5."""
    yield texts.section(ANBINDUNG, *_organisation(texts.program, context))
    for group in context.plan.groups:
        if group.baustein is not None:
            yield _baustein(texts, group, group.baustein)
    yield Section(id="gremien", title="Gremien", blocks=tuple(_gremien(texts.program)))


# -------------------------------------------------------------------------------------------- organisation


def _organisation(program: Program, context: Context) -> Iterator[Block]:
    """The units as a list of lists, each with the VZÄ that belong to it."""
    known = {unit.id for unit in program.units}
    below: dict[str | None, list[OrganisationalUnit]] = defaultdict(list)
    for unit in program.units:
        below[unit.parent if unit.parent in known else None].append(unit)
    if None in below:  # units in a circle have no top; a check reports them
        yield Paragraph(text="Beteiligt sind folgende Organisationseinheiten:")
        yield _branch(below[None], below, _posts(context.plan.stellen))


def _branch(units: Iterable[OrganisationalUnit], below: _Below, posts: Mapping[str, str], level: int = 1) -> Listing:
    """Units with those below them; from the deepest level of a list on all that follow stand side by side."""
    deepest = level == _DEEPEST
    items = []
    for unit in _all_of(units, below) if deepest else units:
        inner = () if deepest else below.get(unit.id, ())
        more = (_branch(inner, below, posts, level + 1),) if inner else ()
        items.append(ListItem(blocks=(Paragraph(text=f"{unit.name}{posts.get(unit.id, '')}"), *more)))
    return Listing(items=tuple(items))


def _all_of(units: Iterable[OrganisationalUnit], below: _Below) -> Iterator[OrganisationalUnit]:
    """Units, each followed by all below it."""
    waiting = [*units][::-1]
    while waiting:
        yield (unit := waiting.pop())
        waiting += below.get(unit.id, ())[::-1]


def _posts(stellen: Sequence[StellenPosten]) -> dict[str, str]:
    """``: Koordinierungsstelle 2,5 VZÄ, Verwaltungsassistenz 0,5 VZÄ`` for each unit."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for entry in stellen:
        if entry.stelle.unit is not None:
            sums[entry.stelle.unit][entry.art.title] += entry.stelle.vzae
    return {
        unit: ": " + ", ".join(f"{art} {_vzae(vzae)}" for art, vzae in arten.items()) for unit, arten in sums.items()
    }


def _vzae(vzae: Decimal) -> str:
    return f"{format_vzae(vzae)}{NBSP}VZÄ"


def _sum(stellen: Sequence[StellenPosten]) -> Decimal:
    return sum((entry.stelle.vzae for entry in stellen), Decimal(0))


# ------------------------------------------------------------------------------------------------ Bausteine


def _baustein(texts: Texts, group: GroupPlan, rule: BausteinRule) -> Section:
    """The text of a Baustein, or its description, then its Stellen."""
    chapter, program = baustein_chapter(rule, group.year), texts.program
    stated = next((entry.description for entry in program.bausteine if entry.id == rule.id), None)
    blocks = tuple(_stellen(program, group, rule))
    if program.text(rule.id).strip() or not stated:
        return texts.section(chapter, *blocks)
    described = texts.blocks(stated, chapter.id)
    return Section(id=chapter.id, title=chapter.title, chapter=chapter.id, blocks=(*described, *blocks))


_REGIMES = {
    Regime.ANTRAG: " Die Förderung wird beantragt.",
    Regime.PAUSCHALE: " Die Mittel kommen als fachbezogene Pauschale ohne Antrag.",
}


def _stellen(program: Program, group: GroupPlan, rule: BausteinRule) -> Iterator[Block]:
    regime = _REGIMES.get(group.regime or Regime.UNKNOWN, "")
    if not group.stellen:
        yield Paragraph(text=f"Für {group.year} sind in diesem Baustein keine Stellen eingetragen.")
        return
    employers = _employers(program, group.stellen)
    posts, many = _vzae(_sum(group.stellen)), len(employers) > 1
    if many:
        text = f"Wie sich die {posts} des Jahres {group.year} auf Kommunen und Träger verteilen, zeigt "
        yield referring(f"{text}{{verteilung-{rule.id}}}; {{stellen-{rule.id}}} nennt jede Stelle.{regime}")
        yield _distribution(employers, group, rule)
    else:
        yield referring(f"{{stellen-{rule.id}}} nennt die Stellen des Jahres {group.year}, zusammen {posts}.{regime}")
    yield _stellen_table(employers, group, rule)


def _employers(program: Program, stellen: Sequence[StellenPosten]) -> dict[tuple[str, str], list[StellenPosten]]:
    """The Stellen by the name and the kind of who employs them, the house first."""
    found: dict[tuple[str, str], list[StellenPosten]] = defaultdict(list)
    for entry in sorted(stellen, key=lambda entry: entry.employer is not None):
        employer = entry.employer
        key = (employer.name, employer.kind.label) if employer else (program.kommune.name, TraegerKind.KOMMUNE.label)
        found[key].append(entry)
    return dict(found)


def _distribution(
    employers: Mapping[tuple[str, str], Sequence[StellenPosten]], group: GroupPlan, rule: BausteinRule
) -> Table:
    columns = (
        Column(id="traeger", title="Kommune oder Träger", width=44),
        Column(id="art", title="Art", width=30),
        Column(id="stellen", title="Stellen", kind=CellKind.NUMBER),
        Column(id="vzae", title="VZÄ", kind=CellKind.VZAE),
    )
    rows = [Row((name, kind, len(stellen), _sum(stellen))) for (name, kind), stellen in employers.items()]
    rows.append(Row(("Summe", "", len(group.stellen), _sum(group.stellen)), RowRole.TOTAL))
    caption = f"Verteilung der Stellen im {rule.name} nach Kommune und Träger, {group.year}"
    return Table(id=f"verteilung-{rule.id}", columns=columns, rows=tuple(rows), caption=caption)


def _stellen_table(
    employers: Mapping[tuple[str, str], Sequence[StellenPosten]], group: GroupPlan, rule: BausteinRule
) -> Table:
    """Every Stelle, by employer where there are several, without columns that say nothing."""
    columns = (
        Column(id="stelle", title="Stelle", width=44),
        Column(id="art", title="Stellenart", width=26),
        Column(id="ort", title="Dienstort", width=30),
        Column(id="eingruppierung", title="Eingruppierung", width=16),
        Column(id="vzae", title="VZÄ", kind=CellKind.VZAE),
    )
    lines = [_stelle_row(entry) for entry in group.stellen]
    shown = [index for index, column in enumerate(columns) if _says(column.id, [line[index] for line in lines])]
    rows: list[Row] = []
    for (name, _), stellen in employers.items():
        if len(employers) > 1:
            rows.append(Row((name, *(None,) * (len(shown) - 1)), RowRole.GROUP))
        rows += [Row(tuple(_stelle_row(entry)[index] for index in shown)) for entry in stellen]
    rows.append(Row(("Summe", *("",) * (len(shown) - 2), _sum(group.stellen)), RowRole.TOTAL))
    caption = f"Stellen im {rule.name}, {group.year}"
    kept = tuple(columns[index] for index in shown)
    return Table(id=f"stellen-{rule.id}", columns=kept, rows=tuple(rows), caption=caption)


def _says(column: str, cells: Sequence[Cell]) -> bool:
    """Whether a column says anything: it is not empty, and the kind is not the same for all."""
    return len(set(cells)) > 1 if column == "art" else any(cells)


def _stelle_row(entry: StellenPosten) -> tuple[Cell, ...]:
    stelle = entry.stelle
    return stelle.title, entry.art.title, stelle.place or "", stelle.eingruppierung or "", stelle.vzae


# -------------------------------------------------------------------------------------------------- Gremien


def _gremien(program: Program) -> Iterator[Block]:
    if not program.gremien:
        yield lacking("Hierher gehören die Gremien mit Mitgliedern und Rhythmus.", "gremien")
    for gremium in program.gremien:
        yield Heading(text=gremium.name)
        fields = tuple(_gremium_fields(gremium))
        yield (
            Fields(id=f"gremium-{gremium.id}", fields=fields)
            if fields
            else lacking("Hierher gehören Mitglieder, Rhythmus und Aufgaben.", "gremien")
        )


def _gremium_fields(gremium: Gremium) -> Iterator[Field]:
    pairs = (
        ("Aufgaben", one_line(gremium.tasks)),
        ("Vorsitz", gremium.chair),
        ("Rhythmus", gremium.rhythm),
        ("Mitglieder", _members(gremium.members)),
    )
    for label, value in pairs:
        if value:
            yield Field(label=label, value=value)


def _members(members: Sequence[str]) -> str:
    """Short names in a row, long ones each on a line."""
    row = ", ".join(members)
    return "\n".join(members) if len(row) > _ROW or any("," in member for member in members) else row


# -------------------------------------------------------------------------------------------------- network


def network(program: Program, context: Context) -> Iterator[Block]:
    """The carriers with what they do, and the public occasions."""
    if program.traeger:
        yield referring("{traeger} nennt die Träger, die Stellen oder Maßnahmen übernommen haben.")
        yield _carriers(program, context)
    if program.events:
        yield referring("Öffentliche Anlässe zum Austausch stehen in {veranstaltungen}.")
        yield _events(program)


def _carriers(program: Program, context: Context) -> Table:
    columns = (
        Column(id="traeger", title="Träger", width=44),
        Column(id="art", title="Art", width=26),
        Column(id="stellen", title="Stellen (VZÄ)", kind=CellKind.VZAE),
        Column(id="massnahmen", title="Maßnahmen", kind=CellKind.NUMBER),
    )
    posts: dict[str, Decimal] = defaultdict(Decimal)
    for entry in context.plan.stellen:
        posts[entry.employer.id if entry.employer else ""] += entry.stelle.vzae
    measures = Counter(traeger for measure in program.measures for traeger in set(measure.traeger))
    rows = tuple(
        (
            entry.name,
            entry.kind.label,
            posts.get("" if entry.name == program.kommune.name else entry.id, "–"),
            measures[entry.id] or "–",
        )
        for entry in program.traeger
    )
    notes = (
        f"Stellen: was der Träger {context.year} an geförderten Stellen anstellt. "
        "Maßnahmen: an wie vielen er als Träger beteiligt ist.",
    )
    return Table(id="traeger", columns=columns, rows=rows, caption="Träger und ihre Beteiligung", notes=notes)


def _events(program: Program) -> Table:
    columns = (
        Column(id="datum", title="Datum", kind=CellKind.DATE),
        Column(id="veranstaltung", title="Veranstaltung", width=50),
        Column(id="ort", title="Ort", width=30),
        Column(id="teilnehmende", title="Teilnehmende", kind=CellKind.NUMBER),
    )
    events = sorted(program.events, key=lambda entry: entry.date)
    rows = tuple((entry.date, entry.title, entry.place or "–", entry.participants or "–") for entry in events)
    return Table(id="veranstaltungen", columns=columns, rows=rows, caption="Fachtage und Veranstaltungen")

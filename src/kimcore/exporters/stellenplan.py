"""The Stellenplan: every Stelle and employer by month, filled and vacant; never by person."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from kimcore.amounts import Amount, figure, total
from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Field,
    Heading,
    KeyFigures,
    Orientation,
    Paragraph,
    Row,
    RowRole,
    Sheet,
    Table,
    Workbook,
)
from kimcore.context import Context
from kimcore.exporters.base import Exporter
from kimcore.exporters.common import notices, properties
from kimcore.exporters.lacks import nothing_planned
from kimcore.exporters.parts import baustein_title
from kimcore.findings import Finding
from kimcore.funding import StellenPosten, YearPlan
from kimcore.funding.occupancy import vzae_days
from kimcore.model import Profile, Program, VorgangKind
from kimcore.values import Period, days_in_month, round_half_up

__all__ = ["StellenplanExporter"]

_MONTHS = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_FILLED, _VACANT = "besetzt", "vakant"
_NOTE = (
    "VZÄ im Mittel der Kalendertage des Monats, auf zwei Stellen gerundet. Eine Stelle ohne Angabe zur Besetzung gilt "
    "als durchgehend besetzt."
)
_NOTHING = Paragraph(text="Keine Stellen geplant.")


class StellenplanExporter(Exporter):
    """Filled and vacant posts of a year by Stelle and by employer."""

    name = "stellenplan"
    title = "Stellenplan"
    profile = Profile.INTERN
    vorgang = VorgangKind.STELLENPLAN
    codes = MappingProxyType({"KIM-STP-001": "Für das Jahr ist etwas geplant"})

    def check(self, program: Program, options: object, context: Context) -> Iterable[Finding]:
        """What the plan lacks: Stellen."""
        yield from nothing_planned([context.plan], code="KIM-STP-001")

    def workbook(self, program: Program, options: object, context: Context) -> Workbook:
        """Overview, filled by month, vacant by month."""
        plan = context.plan
        return Workbook(
            id=self.name,
            title=f"Stellenplan {context.year}",
            properties=properties(program, context, f"Stellenplan {context.year}: {program.title}"),
            sheets=(
                _overview(program, context, plan),
                _months_sheet(program, plan, _FILLED, "Besetzung"),
                _months_sheet(program, plan, _VACANT, "Vakanzen"),
            ),
        )


# ---------------------------------------------------------------------------------------------- figures


def _mean(entry: StellenPosten, month: int, *, filled: bool) -> Fraction:
    """The VZÄ a Stelle has (or has filled) in a month, in the mean of its calendar days, to two digits."""
    days = days_in_month(entry.year, month)
    span = Period(date(entry.year, month, 1), date(entry.year, month, days)).overlap(entry.period)
    if span is None:
        return Fraction(0)
    there = vzae_days(entry.stelle, span) if filled else Fraction(entry.stelle.vzae) * span.days
    return Fraction(round_half_up(there / days))


def _month(entry: StellenPosten, month: int, what: str) -> Amount:
    """The filled or vacant VZÄ of a Stelle in a month, as a figure with a cell of its own."""
    number = _mean(entry, month, filled=True)
    if what == _VACANT:
        number = _mean(entry, month, filled=False) - number
    return figure(number, key=f"{what}.{entry.stelle.id}.{month}", unit="VZÄ")


def _filled(entry: StellenPosten) -> Amount:
    """The filled VZÄ of a Stelle in the mean of the twelve months."""
    months = total(_month(entry, month, _FILLED) for month in range(1, 13))
    return (months / 12).rounded().named(f"{_FILLED}.{entry.stelle.id}.jahr", entry.stelle.title)


def _planned(entry: StellenPosten) -> Amount:
    """The VZÄ of a Stelle in the mean of the twelve months."""
    months = sum((_mean(entry, month, filled=False) for month in range(1, 13)), Fraction(0))
    return figure(Fraction(round_half_up(months / 12)), key=f"plan.{entry.stelle.id}", unit="VZÄ")


def _year(entry: StellenPosten, what: str) -> Amount:
    """The filled VZÄ of a Stelle in the mean of the year; what is left of the planned ones is vacant."""
    if what == _FILLED:
        return _filled(entry)
    return (_planned(entry) - _filled(entry)).rounded().named(f"{_VACANT}.{entry.stelle.id}.jahr", entry.stelle.title)


# ----------------------------------------------------------------------------------------------- sheets


def _overview(program: Program, context: Context, plan: YearPlan) -> Sheet:
    everything = _figures(plan.stellen, "alle")
    blocks: list[Block] = [
        *notices(context),
        KeyFigures(
            id="kennzahlen",
            figures=(
                Field(label="VZÄ im Jahresmittel", value=everything[0], kind=CellKind.VZAE),
                Field(label="davon besetzt", value=everything[1], kind=CellKind.VZAE),
                Field(label="vakant", value=everything[2], kind=CellKind.VZAE),
                Field(label="Besetzungsquote", value=everything[3], kind=CellKind.PERCENT),
            ),
        ),
    ]
    if plan.stellen:
        blocks += [Heading(text=f"Nach {plan.words.singular} und Stellenart"), _by_kind(plan)]
        if len(plan.employers) > 1:
            blocks += [Heading(text="Nach Anstellungsträger"), _by_employer(program, plan)]
        blocks.append(Paragraph(text=_NOTE, small=True))
    else:
        blocks.append(_NOTHING)
    return Sheet(id="uebersicht", title="Übersicht", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE)


_FIGURES = (
    Column(id="plan", title="VZÄ im Jahresmittel", kind=CellKind.VZAE, width=14),
    Column(id="besetzt", title="davon besetzt", kind=CellKind.VZAE, width=14),
    Column(id="vakant", title="vakant", kind=CellKind.VZAE, width=14),
    Column(id="quote", title="Besetzungsquote", kind=CellKind.PERCENT, width=18),
)


def _figures(stellen: Sequence[StellenPosten], key: str) -> tuple[Amount, Amount, Amount, Cell]:
    """Planned, filled and vacant VZÄ of some Stellen, and how much of them is filled."""
    plan = total(_planned(entry) for entry in stellen).rounded().named(f"summe.{key}.plan", "VZÄ")
    filled = total(_year(entry, _FILLED) for entry in stellen).rounded().named(f"summe.{key}.besetzt", "besetzt")
    vacant = total(_year(entry, _VACANT) for entry in stellen).rounded().named(f"summe.{key}.vakant", "vakant")
    quote: Cell = "–"
    if plan.value:
        quote = (filled / plan * 100).rounded().named(f"summe.{key}.quote", "Besetzungsquote")
    return plan, filled, vacant, quote


def _by_kind(plan: YearPlan) -> Table:
    columns = (Column(id="art", title=f"{plan.words.singular} und Stellenart", width=44), *_FIGURES)
    rows: list[Row] = []
    for group in plan.groups:
        if not group.stellen:
            continue
        rows.append(Row((baustein_title(group), *(None,) * 4), RowRole.GROUP))
        for art in dict.fromkeys(entry.art for entry in group.stellen):
            stellen = [entry for entry in group.stellen if entry.art == art]
            rows.append(Row((art.title, *_figures(stellen, f"{group.id}.{art.id}"))))
    rows.append(Row(("Alle Stellen", *_figures(plan.stellen, "alle")), RowRole.TOTAL))
    return Table(id="nach-stellenart", columns=columns, rows=tuple(rows))


def _by_employer(program: Program, plan: YearPlan) -> Table:
    columns = (Column(id="traeger", title="Anstellungsträger", width=44), *_FIGURES)
    rows = [
        Row(
            (
                entry.employer.name if entry.employer else program.kommune.name,
                *_figures(entry.stellen, f"traeger.{entry.employer.id if entry.employer else 'haus'}"),
            )
        )
        for entry in plan.employers
    ]
    return Table(id="nach-traeger", columns=columns, rows=tuple(rows))


def _months_sheet(program: Program, plan: YearPlan, what: str, title: str) -> Sheet:
    columns = (
        Column(id="stelle", title="Stelle", width=34),
        Column(id="vzae", title="VZÄ", kind=CellKind.VZAE),
        *(Column(id=f"monat-{index}", title=name, kind=CellKind.VZAE) for index, name in enumerate(_MONTHS, start=1)),
        Column(id="jahr", title="Jahresmittel", kind=CellKind.VZAE),
    )
    rows = tuple(_month_rows(program, plan, what))
    table = Table(id=f"{what}-monate", columns=columns, rows=rows, notes=(_NOTE,))
    blocks = (table if plan.stellen else _NOTHING,)
    return Sheet(id=what, title=title, blocks=blocks, orientation=Orientation.LANDSCAPE)


def _month_rows(program: Program, plan: YearPlan, what: str) -> Iterator[Row]:
    for employer in plan.employers:
        name = employer.employer.name if employer.employer else program.kommune.name
        key = employer.employer.id if employer.employer else "haus"
        yield Row((name, *(None,) * 14), RowRole.GROUP)
        for entry in employer.stellen:
            months = (_month(entry, month, what) for month in range(1, 13))
            yield Row((entry.stelle.title, entry.stelle.vzae, *months, _year(entry, what)))
        if len(plan.employers) > 1:  # the sum of a single employer is that of all Stellen
            yield Row(("Summe", sum_vzae(employer.stellen), *_sums(employer.stellen, what, key)), RowRole.SUBTOTAL)
    yield Row(("Alle Stellen", sum_vzae(plan.stellen), *_sums(plan.stellen, what, "alle")), RowRole.TOTAL)


def _sums(stellen: Sequence[StellenPosten], what: str, key: str) -> Iterator[Amount]:
    for month in range(1, 13):
        amount = total(_month(entry, month, what) for entry in stellen)
        yield amount.rounded().named(f"summe.{key}.{what}.{month}", "Summe")
    yield total(_year(entry, what) for entry in stellen).rounded().named(f"summe.{key}.{what}.mittel", "Summe")


def sum_vzae(stellen: Sequence[StellenPosten]) -> Decimal:
    """The VZÄ of some Stellen together."""
    return sum((entry.stelle.vzae for entry in stellen), Decimal(0))

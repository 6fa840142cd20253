"""The Stellenplan: every Stelle and employer by month, filled and vacant; never by person."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import attrs

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
        years = {id(entry): _year(entry) for entry in plan.stellen}
        return Workbook(
            id=self.name,
            title=f"Stellenplan {context.year}",
            properties=properties(program, context, f"Stellenplan {context.year}: {program.title}"),
            sheets=(
                _overview(program, context, plan, years),
                _months_sheet(program, plan, years, _FILLED, "Besetzung"),
                _months_sheet(program, plan, years, _VACANT, "Vakanzen"),
            ),
        )


# ---------------------------------------------------------------------------------------------- figures


@attrs.frozen
class _Year:
    """The year of a Stelle: per month and in the mean of the year the VZÄ it has, those filled, those vacant."""

    months: Mapping[str, Sequence[Amount]]
    planned: Amount
    mean: Mapping[str, Amount]


_Years = Mapping[int, _Year]
"""The years of Stellen by the identity of their entry: of two Stellen with one id neither hides the other."""


def _year(entry: StellenPosten) -> _Year:
    """The figures of a Stelle; each has a cell of its own."""
    stelle = entry.stelle
    there = [_mean(entry, month, filled=False) for month in range(1, 13)]
    filled = [_mean(entry, month, filled=True) for month in range(1, 13)]
    vacant = [whole - part for whole, part in zip(there, filled, strict=True)]
    months = {
        what: [figure(number, key=f"{what}.{stelle.id}.{month}", unit="VZÄ") for month, number in enumerate(numbers, 1)]
        for what, numbers in ((_FILLED, filled), (_VACANT, vacant))
    }
    planned = figure(Fraction(round_half_up(sum(there, Fraction(0)) / 12)), key=f"plan.{stelle.id}", unit="VZÄ")
    mean = (total(months[_FILLED]) / 12).rounded().named(f"{_FILLED}.{stelle.id}.jahr", stelle.title)
    rest = (planned - mean).rounded().named(f"{_VACANT}.{stelle.id}.jahr", stelle.title)
    return _Year(months, planned, {_FILLED: mean, _VACANT: rest})


def _mean(entry: StellenPosten, month: int, *, filled: bool) -> Fraction:
    """The VZÄ a Stelle has (or has filled) in a month, in the mean of its calendar days, to two digits."""
    days = days_in_month(entry.year, month)
    span = Period(date(entry.year, month, 1), date(entry.year, month, days)).overlap(entry.period)
    if span is None:
        return Fraction(0)
    there = vzae_days(entry.stelle, span) if filled else Fraction(entry.stelle.vzae) * span.days
    return Fraction(round_half_up(there / days))


# ----------------------------------------------------------------------------------------------- sheets


def _overview(program: Program, context: Context, plan: YearPlan, years: _Years) -> Sheet:
    everything = _figures(years.values(), "alle")
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
        blocks += [Heading(text=f"Nach {plan.words.singular} und Stellenart"), _by_kind(plan, years)]
        if len(plan.employers) > 1:
            blocks += [Heading(text="Nach Anstellungsträger"), _by_employer(program, plan, years)]
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


def _figures(years: Collection[_Year], key: str) -> tuple[Amount, Amount, Amount, Cell]:
    """Planned, filled and vacant VZÄ of some Stellen, and how much of them is filled."""
    plan = total(year.planned for year in years).rounded().named(f"summe.{key}.plan", "VZÄ")
    filled = total(year.mean[_FILLED] for year in years).rounded().named(f"summe.{key}.besetzt", "besetzt")
    vacant = total(year.mean[_VACANT] for year in years).rounded().named(f"summe.{key}.vakant", "vakant")
    quote: Cell = "–"
    if plan.value:
        quote = (filled / plan * 100).rounded().named(f"summe.{key}.quote", "Besetzungsquote")
    return plan, filled, vacant, quote


def _by_kind(plan: YearPlan, years: _Years) -> Table:
    columns = (Column(id="art", title=f"{plan.words.singular} und Stellenart", width=44), *_FIGURES)
    rows: list[Row] = []
    for group in plan.groups:
        if not group.stellen:
            continue
        rows.append(Row((baustein_title(group), *(None,) * 4), RowRole.GROUP))
        for art in dict.fromkeys(entry.art for entry in group.stellen):
            stellen = [years[id(entry)] for entry in group.stellen if entry.art == art]
            rows.append(Row((art.title, *_figures(stellen, f"{group.id}.{art.id}"))))
    rows.append(Row(("Alle Stellen", *_figures(years.values(), "alle")), RowRole.TOTAL))
    return Table(id="nach-stellenart", columns=columns, rows=tuple(rows))


def _by_employer(program: Program, plan: YearPlan, years: _Years) -> Table:
    columns = (Column(id="traeger", title="Anstellungsträger", width=44), *_FIGURES)
    rows = [
        Row((name, *_figures([years[id(entry)] for entry in stellen], f"traeger.{key}")))
        for key, name, stellen in _employers(program, plan)
    ]
    return Table(id="nach-traeger", columns=columns, rows=tuple(rows))


def _employers(program: Program, plan: YearPlan) -> Iterator[tuple[str, str, Sequence[StellenPosten]]]:
    """Who employs: key, name and Stellen."""
    for entry in plan.employers:
        who = entry.employer
        key, name = (who.id, who.name) if who else ("haus", program.kommune.name)
        yield key, name, entry.stellen


def _months_sheet(program: Program, plan: YearPlan, years: _Years, what: str, title: str) -> Sheet:
    columns = (
        Column(id="stelle", title="Stelle", width=34),
        Column(id="vzae", title="VZÄ", kind=CellKind.VZAE),
        *(Column(id=f"monat-{index}", title=name, kind=CellKind.VZAE) for index, name in enumerate(_MONTHS, start=1)),
        Column(id="jahr", title="Jahresmittel", kind=CellKind.VZAE),
    )
    rows = tuple(_month_rows(program, plan, years, what))
    table = Table(id=f"{what}-monate", columns=columns, rows=rows, notes=(_NOTE,))
    blocks = (table if plan.stellen else _NOTHING,)
    return Sheet(id=what, title=title, blocks=blocks, orientation=Orientation.LANDSCAPE)


def _month_rows(program: Program, plan: YearPlan, years: _Years, what: str) -> Iterator[Row]:
    for key, name, stellen in _employers(program, plan):
        yield Row((name, *(None,) * 14), RowRole.GROUP)
        own = [years[id(entry)] for entry in stellen]
        for entry, year in zip(stellen, own, strict=True):
            yield Row((entry.stelle.title, entry.stelle.vzae, *year.months[what], year.mean[what]))
        if len(plan.employers) > 1:  # the sum of a single employer is that of all Stellen
            yield Row(("Summe", sum_vzae(stellen), *_sums(own, what, key)), RowRole.SUBTOTAL)
    yield Row(("Alle Stellen", sum_vzae(plan.stellen), *_sums(years.values(), what, "alle")), RowRole.TOTAL)


def _sums(years: Collection[_Year], what: str, key: str) -> Iterator[Amount]:
    for month in range(12):
        amount = total(year.months[what][month] for year in years)
        yield amount.rounded().named(f"summe.{key}.{what}.{month + 1}", "Summe")
    yield total(year.mean[what] for year in years).rounded().named(f"summe.{key}.{what}.mittel", "Summe")


def sum_vzae(stellen: Sequence[StellenPosten]) -> Decimal:
    """The VZÄ of some Stellen together."""
    return sum((entry.stelle.vzae for entry in stellen), Decimal(0))

"""Figures on the population and on the work: statistics by Kommune, indicators with their series."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kimcore.blocks import Block, Cell, CellKind, Chart, ChartKind, Column, Link, Series, Table
from kimcore.exporters.chapters import referring
from kimcore.model import Indicator, Kommune, KommuneKind, Program, Statistic
from kimcore.values import format_date, format_number, round_half_up

__all__ = ["indicator_figures", "last_reading", "latest_statistics", "statistic_figures"]

_EINWOHNER = "einwohner"
_WHOLE = frozenset({KommuneKind.KREIS, KommuneKind.STAEDTEREGION})
_YEARS = 6
_LINES = 4
_TWO = 2

# ------------------------------------------------------------------------------------------- statistics


def statistic_figures(program: Program) -> Iterator[Block]:
    """The statistics: by Kommune with a chart where several state some, then what only the one at the top states."""
    parts = [kommune for kommune in program.kommunen if kommune.statistics]
    kinds = dict.fromkeys(entry.kind for kommune in parts for entry in kommune.statistics)
    rest = [entry for entry in program.kommune.statistics if entry.kind not in kinds]
    if parts:
        chart = _shares([program.kommune, *parts], kinds)
        more = "; die Anteile vergleicht {anteile-kommunen}" if chart else ""
        others = " Weitere Zahlen nennt {kennzahlen}." if rest else ""
        yield referring(f"{{kennzahlen-kommunen}} stellt die Kommunen nebeneinander{more}.{others}")
        yield _comparison(program.kommune, parts, kinds)
        yield from (chart,) if chart else ()
    elif rest:
        yield referring("Die wichtigsten Zahlen stehen mit Stichtag und Quelle in {kennzahlen}.")
    if rest:
        yield _own(rest, f"{'Weitere Kennzahlen' if parts else 'Kennzahlen'} ({program.kommune.name})")


def _own(statistics: Sequence[Statistic], caption: str) -> Table:
    columns = (
        Column(id="merkmal", title="Merkmal", width=40),
        Column(id="wert", title="Wert", kind=CellKind.NUMBER),
        Column(id="einheit", title="Einheit", width=12),
        Column(id="stichtag", title="Stichtag", width=14),
        Column(id="quelle", title="Quelle", width=40),
    )
    rows = tuple(_statistic_row(entry) for entry in statistics)
    notes = ("Rund: So nennt die Quelle den Wert.",) if any(entry.approximate for entry in statistics) else ()
    return Table(id="kennzahlen", columns=columns, rows=rows, caption=caption, notes=notes)


def _statistic_row(entry: Statistic) -> tuple[Cell, ...]:
    title = f"{entry.title} (rund)" if entry.approximate else entry.title
    source = Link(entry.source.title, entry.source.url) if entry.source.url else entry.source.title
    return title, entry.value, entry.unit, format_date(entry.date) if entry.date else "ohne Angabe", source


def _comparison(top: Kommune, parts: Sequence[Kommune], kinds: Iterable[str]) -> Table:
    kommunen = [top, *parts]
    latest = [*map(latest_statistics, kommunen)]
    entries = [figures[kind] for kind in kinds for figures in latest if kind in figures]
    series: dict[tuple[str, str], Statistic] = {}
    for entry in entries:
        series.setdefault((entry.kind, entry.unit), entry)  # km² and ha do not stand in one column
    usual = dict(reversed(series))  # the first unit of a kind
    columns = (
        Column(id="kommune", title="Kommune", width=30),
        *(
            Column(
                id=kind if usual[kind] == unit else f"{kind}-{unit}",
                title=_titled(entry),
                kind=CellKind.NUMBER,
                width=14,
            )
            for (kind, unit), entry in series.items()
        ),
    )
    rows = tuple(
        (kommune.name, *(_value(figures.get(kind), unit) for kind, unit in series))
        for kommune, figures in zip(kommunen, latest, strict=True)
    )
    notes = [_days_and_sources(entries)]
    if top.kind in _WHOLE:
        notes.append(f"Die Zeile „{top.name}“ gilt für das ganze Gebiet, auch für Kommunen, die hier nicht stehen.")
    return Table(
        id="kennzahlen-kommunen", columns=columns, rows=rows, caption="Kennzahlen nach Kommune", notes=tuple(notes)
    )


def _value(entry: Statistic | None, unit: str) -> Cell:
    return entry.value if entry is not None and entry.unit == unit else "–"


def _titled(entry: Statistic) -> str:
    return entry.title if entry.unit in {"", "Personen"} else f"{entry.title} ({entry.unit})"


def latest_statistics(kommune: Kommune) -> dict[str, Statistic]:
    """The newest statistic of each kind."""
    return {entry.kind: entry for entry in sorted(kommune.statistics, key=lambda entry: entry.date or date.min)}


def _days_and_sources(entries: Sequence[Statistic]) -> str:
    days = sorted({entry.date for entry in entries if entry.date})
    sources = "; ".join(dict.fromkeys(entry.source.title for entry in entries))
    stand = " und ".join(format_date(day) for day in days) or "ohne Angabe"
    rounded = " Einzelne Werte nennt die Quelle nur gerundet." if any(entry.approximate for entry in entries) else ""
    return f"Stichtag: {stand}. Quelle: {sources}.{rounded}"


def _shares(kommunen: Sequence[Kommune], kinds: Iterable[str]) -> Chart | None:
    """Groups as shares of the inhabitants of each Kommune, where all figures are of one day."""
    latest = [latest_statistics(kommune) for kommune in kommunen]
    series = []
    for kind in kinds:
        pairs = [(figures.get(kind), figures.get(_EINWOHNER)) for figures in latest]
        values = tuple(_share(part, whole) for part, whole in pairs)
        if kind != _EINWOHNER and None not in values:
            title = next(part.title for part, _ in pairs if part)
            series.append(Series(title=title, values=values))
    if not series:
        return None
    return Chart(
        id="anteile-kommunen",
        kind=ChartKind.GROUPED,
        caption="Anteile an allen Einwohnerinnen und Einwohnern nach Kommune, in Prozent",
        categories=tuple(kommune.name for kommune in kommunen),
        series=tuple(series),
        values=CellKind.PERCENT,
        horizontal=True,
        notes=("Eigene Berechnung aus den Kennzahlen nach Kommune, auf eine Stelle gerundet.",),
    )


def _share(part: Statistic | None, whole: Statistic | None) -> Decimal | None:
    if part is None or whole is None or not whole.value or (part.unit, part.date) != (whole.unit, whole.date):
        return None
    return round_half_up(Fraction(part.value) / Fraction(whole.value) * 100, 1)


# ------------------------------------------------------------------------------------------- indicators


def indicator_figures(indicators: Sequence[Indicator]) -> Iterator[Block]:
    """A table of all indicators with their series, then a line chart for each unit that several of them share."""
    if not indicators:
        return
    charts = tuple(_charts(indicators))
    names = [f"{{{chart.id}}}" for chart in charts]
    where = f"{names[0]} bis {names[-1]}" if len(names) > _TWO else " und ".join(names)
    show = "zeigt" if len(names) == 1 else "zeigen"
    more = f" Den Verlauf von Indikatoren mit gleicher Einheit {show} {where}." if names else ""
    yield referring(f"{{indikatoren}} nennt die Indikatoren mit ihren Werten und Zielen.{more}")
    yield _series_table(indicators)
    yield from charts


def last_reading(indicator: Indicator) -> str:
    """``Einbürgerungen: 516 Personen je Jahr (31.12.2024)``."""
    if not indicator.readings:
        return f"{indicator.title}: noch kein Wert"
    reading = max(indicator.readings, key=lambda entry: entry.date)
    value = f"{format_number(reading.value)} {indicator.unit}".rstrip()
    return f"{indicator.title}: {value} ({format_date(reading.date)})"


def _by_year(indicator: Indicator) -> dict[int, Decimal]:
    """The last value of each year."""
    return {entry.date.year: entry.value for entry in sorted(indicator.readings, key=lambda entry: entry.date)}


def _series_table(indicators: Sequence[Indicator]) -> Table:
    years = sorted({entry.date.year for indicator in indicators for entry in indicator.readings})[-_YEARS:]
    columns = (
        Column(id="indikator", title="Indikator", width=40),
        Column(id="einheit", title="Einheit", width=16),
        *(Column(id=f"jahr-{year}", title=str(year), kind=CellKind.NUMBER) for year in years),
        Column(id="ziel", title="Ziel", kind=CellKind.NUMBER),
    )
    return Table(
        id="indikatoren",
        columns=columns,
        rows=tuple(_series_row(indicator, years) for indicator in indicators),
        caption="Indikatoren und ihre Entwicklung",
        notes=tuple(_series_notes(indicators)),
    )


def _series_row(indicator: Indicator, years: Sequence[int]) -> tuple[Cell, ...]:
    values = _by_year(indicator)
    numbers = [*map(values.get, years), indicator.target]
    return indicator.title, indicator.unit, *("–" if number is None else number for number in numbers)


def _series_notes(indicators: Sequence[Indicator]) -> Iterator[str]:
    days = {(entry.date.month, entry.date.day) for indicator in indicators for entry in indicator.readings}
    if len(days) == 1:
        yield "Stichtag ist in jedem Jahr der {1:02d}.{0:02d}. Ein Strich: kein Wert.".format(*days.pop())
    elif days:
        yield "Gezeigt ist der letzte Wert jedes Jahres. Ein Strich: kein Wert."
    sources = dict.fromkeys(entry.source.title for entry in indicators if entry.source)
    if sources:
        yield f"Quelle: {'; '.join(sources)}."


def _charts(indicators: Iterable[Indicator]) -> Iterator[Chart]:
    """Indicators of one unit in one chart, at most four lines each."""
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        if len(_by_year(indicator)) >= _TWO:
            groups[indicator.unit].append(indicator)
    number = 0
    for unit, members in groups.items():
        for start in range(0, len(members), _LINES):
            group = members[start : start + _LINES]
            if len(group) >= _TWO:
                number += 1
                yield _chart(f"entwicklung-{number}", unit, group)


def _chart(chart_id: str, unit: str, indicators: Sequence[Indicator]) -> Chart:
    series = [_by_year(indicator) for indicator in indicators]
    years = sorted({year for values in series for year in values})
    return Chart(
        id=chart_id,
        kind=ChartKind.LINES,
        caption=f"Entwicklung der Indikatoren ({unit or 'ohne Einheit'})",
        categories=tuple(str(year) for year in years),
        series=tuple(
            Series(title=indicator.title, values=tuple(values.get(year) for year in years))
            for indicator, values in zip(indicators, series, strict=True)
        ),
    )

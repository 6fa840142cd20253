"""Alternative texts: what a chart shows, in a few German sentences made from its data."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from kimcore.blocks import CellKind, Chart, ChartKind, Series, Span, Timeline
from kimcore.render.charts.data import are_years, number
from kimcore.values import format_date, format_euro, format_number, format_percent, format_vzae

__all__ = ["alt_text"]

_LONGEST = 500
_REST = 55  # room for the sentence that says how much is left out
_FEW, _LISTED = 4, 100
_CUT = " in den Daten des Diagramms."
_ROWS, _ENTRIES = ("weitere Reihe", "weitere Reihen"), ("weiterer Eintrag", "weitere Einträge")
_WRITTEN: dict[CellKind, Callable[[Decimal], str]] = {
    CellKind.MONEY: format_euro,
    CellKind.VZAE: lambda value: f"{format_vzae(value)} VZÄ",
    CellKind.PERCENT: format_percent,
    CellKind.KILO: lambda value: f"{format_number(value)} TEUR",
}


def alt_text(chart: Chart | Timeline) -> str:
    """Say what a chart shows: its kind, what runs along it, and the values of its series; at most 500 characters."""
    if isinstance(chart, Timeline):
        return _fitted(_span_of(chart), [_span(span) for span in chart.spans], _ENTRIES)
    texts = [
        _fitted(_kind_of(chart), [_series(chart, series, few) for series in chart.series], _ROWS)
        for few in (_FEW, 1, 0)
    ]
    return next((text for text in texts if not text.endswith(_CUT)), texts[-1])


def _fitted(first: str, sentences: Sequence[str], words: tuple[str, str]) -> str:
    """As many sentences as fit, and how many do not."""
    text = first if len(first) <= _LONGEST - _REST else f"{first[: _LONGEST - _REST - 1]}…"
    for place, sentence in enumerate(sentences):
        left = len(sentences) - place
        if len(text) + 1 + len(sentence) > _LONGEST - (_REST if left > 1 else 0):
            return f"{text} {_counted(left, *words)}{_CUT}"
        text += f" {sentence}"
    return text


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


# ---------------------------------------------------------------------------------------------- charts


def _kind_of(chart: Chart) -> str:
    bars = "Balkendiagramm" if chart.horizontal else "Säulendiagramm"
    kind = {ChartKind.LINES: "Liniendiagramm", ChartKind.GROUPED: bars, ChartKind.STACKED: f"Gestapeltes {bars}"}
    rows = _counted(len(chart.series), "Reihe", "Reihen")
    names, count = chart.categories, len(chart.categories)
    if are_years(names) and count > 1:
        return f"{kind[chart.kind]} mit {rows} über {count} Jahre ({names[0]} bis {names[-1]})."
    listed = ", ".join(names) if sum(map(len, names)) <= _LISTED else f"{names[0]} bis {names[-1]}"
    return f"{kind[chart.kind]} mit {rows} und {_counted(count, 'Kategorie', 'Kategorien')} ({listed})."


def _series(chart: Chart, series: Series, few: int) -> str:
    """All values of a series where they are few, else the highest and the lowest, or the highest alone."""
    write = _WRITTEN.get(chart.values, format_number)
    found = [
        (value, name)
        for name, value in zip(chart.categories, map(number, series.values), strict=True)
        if value is not None
    ]
    if not found:
        return f"{series.title}: keine Werte."
    high, low = max(found, key=_value), min(found, key=_value)
    highest = f"höchster Wert {write(high[0])} ({high[1]})"
    if chart.kind is ChartKind.LINES and len(found) > 1:
        return f"{series.title}: von {write(found[0][0])} auf {write(found[-1][0])}, {highest}."
    if len(found) <= few:
        return f"{series.title}: {', '.join(f'{write(value)} ({name})' for value, name in found)}."
    if not few:
        return f"{series.title}: {highest}."
    return f"{series.title}: {highest}, niedrigster Wert {write(low[0])} ({low[1]})."


def _value(pair: tuple[Decimal, str]) -> Decimal:
    return pair[0]


# ----------------------------------------------------------------------------------------- Zeitschienen


def _span_of(chart: Timeline) -> str:
    marks = sum(span.end is None for span in chart.spans)
    parts = (
        (len(chart.spans) - marks, "Maßnahme", "Maßnahmen"),
        (marks, "Meilenstein", "Meilensteinen"),
    )
    counted = " und ".join(_counted(*part) for part in parts if part[0])
    first, last = min(chart.days()), max(chart.days())
    return f"Zeitschiene vom {format_date(first)} bis {format_date(last)} mit {counted}."


def _span(span: Span) -> str:
    if span.end is None:
        return f"Meilenstein {span.title}: {format_date(span.start)}."
    return f"{span.title}: {format_date(span.start)} bis {format_date(span.end)}."

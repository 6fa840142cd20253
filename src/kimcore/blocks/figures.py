"""Figures: pictures and charts. Both are numbered as Abbildung and carry a caption."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeAlias

import attrs

from kimcore.amounts import Amount
from kimcore.blocks.cells import CellKind

__all__ = ["Chart", "ChartKind", "Image", "Series", "Span", "Timeline", "Value"]

Value: TypeAlias = Decimal | int | Amount | None
"""A point of a series; None is a gap."""


@attrs.frozen(kw_only=True)
class Image:
    """A picture in a document, with its alternative text.

    Attributes:
        id: part of the exporter's contract, unique in the content.
        data: a PNG or JPEG file.
        alt: what it shows, for those who do not see it; empty only where it says nothing.
        caption: the line below it.
        credit: who made it (``Foto: Stadt Musterstadt``).
        width: in millimetres; never wider than the text.
        file: the name by which a Markdown text calls it.
        turn: quarter turns clockwise that set it upright.
        mirrored: whether it is mirrored, left to right, before it is turned.
    """

    id: str
    data: bytes = attrs.field(repr=False)
    alt: str
    caption: str = ""
    credit: str = ""
    width: int = 160
    file: str = ""
    turn: int = 0
    mirrored: bool = False


class ChartKind(Enum):
    """How the series of a chart are drawn."""

    GROUPED = "grouped"  # bars side by side
    STACKED = "stacked"  # bars on top of each other
    LINES = "lines"  # a time series


@attrs.frozen(kw_only=True)
class Series:
    """A row of values, one for each category of its chart."""

    title: str
    values: tuple[Value, ...]


def _fitting(chart: Any, _: Any, series: tuple[Series, ...]) -> None:
    if not chart.categories or not series:
        raise ValueError(f"Diagramm „{chart.id}“: Es braucht mindestens eine Kategorie und eine Reihe")
    if any(len(entry.values) != len(chart.categories) for entry in series):
        raise ValueError(f"Diagramm „{chart.id}“: Jede Reihe braucht einen Wert je Kategorie")


@attrs.frozen(kw_only=True)
class Chart:
    """A chart that readers can edit; its alternative text is made from its data.

    Attributes:
        id: part of the exporter's contract, unique in the content.
        kind: bars or lines.
        caption: what it shows, with the unit.
        categories: what stands along the axis: years, Bausteine.
        series: the values.
        values: how values are written.
        horizontal: bars lie, for long names of categories.
        notes: lines below it: its source.
    """

    id: str
    kind: ChartKind
    caption: str
    categories: tuple[str, ...]
    series: tuple[Series, ...] = attrs.field(validator=_fitting)
    values: CellKind = CellKind.NUMBER
    horizontal: bool = False
    notes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Span:
    """A bar of a Zeitschiene, or, without an end, a milestone."""

    title: str
    start: date
    end: date | None = None

    @property
    def days(self) -> int:
        """How many days it lasts, both counted; 0 for a milestone."""
        return 0 if self.end is None else (self.end - self.start).days + 1


def _filled(chart: Any, _: Any, spans: tuple[Span, ...]) -> None:
    if not spans:
        raise ValueError(f"Zeitschiene „{chart.id}“: Es braucht mindestens einen Eintrag")


@attrs.frozen(kw_only=True)
class Timeline:
    """A Zeitschiene (Gantt chart): bars of measures and marks of milestones, top down in the order given."""

    id: str
    caption: str
    spans: tuple[Span, ...] = attrs.field(validator=_filled)
    notes: tuple[str, ...] = ()

    def days(self) -> Iterator[date]:
        """Every day on which something begins or ends."""
        for span in self.spans:
            yield span.start
            if span.end:
                yield span.end

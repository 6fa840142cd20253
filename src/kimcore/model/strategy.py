"""What is to be reached and how: goals, Handlungsfelder, measures, indicators, milestones, events."""

import attrs

from kimcore.model.fields import Choice, about
from kimcore.model.finance import YearAmount
from kimcore.values import Count, Date, Identifier, Markdown, Number, Source, Text

__all__ = [
    "Event",
    "Goal",
    "Handlungsfeld",
    "HandlungsfeldKind",
    "Indicator",
    "Measure",
    "MeasureStatus",
    "Milestone",
    "Reading",
]


@attrs.frozen(kw_only=True)
class Goal:
    """A strategic goal."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    description: Markdown | None = attrs.field(default=None, metadata=about("Beschreibung"))


class HandlungsfeldKind(Choice):
    """Municipalities use the word for a field of policy or for a phase of the work."""

    POLITIKFELD = "politikfeld", "Politikfeld"
    ARBEITSPHASE = "arbeitsphase", "Arbeitsphase"


@attrs.frozen(kw_only=True)
class Handlungsfeld:
    """A field of action that serves goals and holds measures."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    kind: HandlungsfeldKind = attrs.field(default=HandlungsfeldKind.POLITIKFELD, metadata=about("Art"))
    goals: tuple[Identifier, ...] = attrs.field(default=(), metadata=about("Ziele", refers="goals"))
    description: Markdown | None = attrs.field(default=None, metadata=about("Beschreibung"))


class MeasureStatus(Choice):
    """How far a measure is."""

    GEPLANT = "geplant", "geplant"
    LAUFEND = "laufend", "laufend"
    ABGESCHLOSSEN = "abgeschlossen", "abgeschlossen"
    AUSGESETZT = "ausgesetzt", "ausgesetzt"
    VERWORFEN = "verworfen", "verworfen"


@attrs.frozen(kw_only=True)
class Measure:
    """A measure or project; it belongs to one or more Handlungsfelder, through them to goals."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    handlungsfelder: tuple[Identifier, ...] = attrs.field(
        default=(), metadata=about("Handlungsfelder", "Eines oder mehrere.", refers="handlungsfelder")
    )
    description: Markdown | None = attrs.field(default=None, metadata=about("Beschreibung"))
    traeger: tuple[Identifier, ...] = attrs.field(default=(), metadata=about("Träger", refers="traeger"))
    zielgruppen: tuple[Text, ...] = attrs.field(default=(), metadata=about("Zielgruppen"))
    age_groups: tuple[Text, ...] = attrs.field(
        default=(), metadata=about("Altersgruppen", "Zum Beispiel Kinder, Jugendliche, Erwachsene, Ältere.")
    )
    start: Date | None = attrs.field(default=None, metadata=about("Beginn"))
    end: Date | None = attrs.field(default=None, metadata=about("Ende"))
    status: MeasureStatus | None = attrs.field(default=None, metadata=about("Status"))
    status_reason: Text | None = attrs.field(default=None, metadata=about("Begründung des Status"))
    costs: tuple[YearAmount, ...] = attrs.field(default=(), metadata=about("Kosten je Jahr"))
    indicators: tuple[Identifier, ...] = attrs.field(default=(), metadata=about("Indikatoren", refers="indicators"))


@attrs.frozen(kw_only=True)
class Reading:
    """A value of an indicator on a day (the last day of the year for yearly figures)."""

    date: Date = attrs.field(metadata=about("Stichtag"))
    value: Number = attrs.field(metadata=about("Wert"))
    source: Source | None = attrs.field(default=None, metadata=about("Quelle"))


@attrs.frozen(kw_only=True)
class Indicator:
    """A figure that is followed over time. There is no official catalogue of KIM indicators."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    unit: Text = attrs.field(default="", metadata=about("Einheit"))
    target: Number | None = attrs.field(default=None, metadata=about("Zielwert"))
    readings: tuple[Reading, ...] = attrs.field(default=(), metadata=about("Messwerte"))
    source: Source | None = attrs.field(default=None, metadata=about("Quelle"))


@attrs.frozen(kw_only=True)
class Milestone:
    """A step on the way, with its day."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    date: Date = attrs.field(metadata=about("Datum"))
    measure: Identifier | None = attrs.field(default=None, metadata=about("Maßnahme", refers="measures"))
    reached: Date | None = attrs.field(default=None, metadata=about("Erreicht am"))
    description: Markdown | None = attrs.field(default=None, metadata=about("Beschreibung"))


@attrs.frozen(kw_only=True)
class Event:
    """A conference, a meeting, a public occasion."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    date: Date = attrs.field(metadata=about("Datum"))
    place: Text | None = attrs.field(default=None, metadata=about("Ort"))
    participants: Count | None = attrs.field(default=None, metadata=about("Teilnehmende", unit="Personen"))
    programme: tuple[Text, ...] = attrs.field(
        default=(), metadata=about("Programm", "Programmpunkte in ihrer Folge; Funktionen, keine Namen.")
    )
    description: Markdown | None = attrs.field(default=None, metadata=about("Beschreibung"))
    source: Source | None = attrs.field(default=None, metadata=about("Quelle"))

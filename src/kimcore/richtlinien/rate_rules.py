"""A rate in a rule set: its dated values, for whom each holds, where it stands and how sure we are of it."""

from datetime import date
from decimal import Decimal

import attrs

from kimcore.model import Choice, about
from kimcore.values import Confidence, Count, Date, Euro, Flag, Identifier, Text, Url, format_number

__all__ = ["Basis", "RateRule", "RateState", "RateValue", "Reference"]


@attrs.frozen(kw_only=True)
class Reference:
    """Where a rule stands and how sure we are of it."""

    title: Text = attrs.field(metadata=about("Fundstelle"))
    url: Url | None = attrs.field(default=None, metadata=about("Web-Adresse"))
    confidence: Confidence = attrs.field(metadata=about("Sicherheit"))
    note: Text = attrs.field(default="", metadata=about("Anmerkung"))


class Basis(Choice):
    """What a rate is paid for."""

    EUR_JE_VZAE_JAHR = "eur_je_vzae_jahr", "€ je VZÄ und Jahr"
    EUR_JE_HALBE_STELLE_JAHR = "eur_je_halbe_stelle_jahr", "€ je halbe Stelle und Jahr"
    EUR_JE_ARBEITSPLATZ = "eur_je_arbeitsplatz", "€ je Arbeitsplatz einer Vollzeitstelle"
    EUR_JE_JAHR = "eur_je_jahr", "€ je Jahr"


class RateState(Choice):
    """What is known of a rate on a day."""

    NOT_YET = "noch_nicht", "noch nicht gültig"
    KNOWN = "bekannt", "bekannt"
    ANNOUNCED = "angekuendigt", "angekündigt, Höhe offen"
    UNKNOWN = "unbekannt", "unbekannt"
    ENDED = "beendet", "nicht mehr gültig"


@attrs.frozen(kw_only=True)
class RateValue:
    """A rate over a span of days, for municipalities of some size or for all.

    Without an amount it is unknown or announced, never guessed.
    """

    valid_from: Date = attrs.field(metadata=about("Gültig ab"))
    valid_to: Date | None = attrs.field(default=None, metadata=about("Gültig bis", "Ohne Angabe: offen."))
    state: RateState = attrs.field(metadata=about("Zustand"))
    amount: Euro | None = attrs.field(default=None, metadata=about("Betrag", unit="€"))
    reference: Reference | None = attrs.field(default=None, metadata=about("Beleg"))
    note: Text = attrs.field(default="", metadata=about("Anmerkung"))
    inhabitants_from: Count | None = attrs.field(default=None, metadata=about("Für Kommunen ab", unit="Einwohner"))
    inhabitants_below: Count | None = attrs.field(default=None, metadata=about("Für Kommunen unter", unit="Einwohner"))

    def covers(self, day: date) -> bool:
        """Whether the value speaks of this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def fits(self, inhabitants: Decimal | None) -> bool:
        """Whether the value speaks of a municipality of this size; one of unknown size fits no band."""
        if inhabitants is None:
            return not self.band
        return (self.inhabitants_from or 0) <= inhabitants < (self.inhabitants_below or inhabitants + 1)

    @property
    def band(self) -> str:
        """``Kommunen ab 10.000 und unter 20.000 Einwohnern``, or nothing where it holds for all."""
        bounds = (("ab", self.inhabitants_from), ("unter", self.inhabitants_below))
        text = " und ".join(f"{word} {format_number(bound)}" for word, bound in bounds if bound is not None)
        return text and f"Kommunen {text} Einwohnern"


@attrs.frozen(kw_only=True)
class RateRule:
    """A rate with its dated values, in order of time for each size of a municipality."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Bezeichnung"))
    basis: Basis = attrs.field(metadata=about("Bezugsgröße"))
    ceiling: Flag = attrs.field(metadata=about("Höchstbetrag", "true, wenn es „bis zu“ heißt."))
    values: tuple[RateValue, ...] = attrs.field(metadata=about("Werte"))

    @property
    def by_inhabitants(self) -> bool:
        """Whether it depends on the size of the municipality."""
        return any(value.band for value in self.values)

    def values_for(self, inhabitants: Decimal | None) -> tuple[RateValue, ...]:
        """The values for a municipality of this size, in order of time; none where the size is needed and unknown."""
        return tuple(value for value in self.values if value.fits(inhabitants))

    def at(self, day: date, inhabitants: Decimal | None = None) -> RateValue:
        """The value on a day; before the first it is not yet, after the last it has ended."""
        values = self.values_for(inhabitants)
        for value in values:
            if value.covers(day):
                return value
        if not values:
            note = "Er hängt von der Einwohnerzahl ab, und die ist nicht angegeben."
            return RateValue(valid_from=day, valid_to=day, state=RateState.UNKNOWN, note=note)
        state = RateState.NOT_YET if day < values[0].valid_from else RateState.ENDED
        return RateValue(valid_from=day, valid_to=day, state=state)

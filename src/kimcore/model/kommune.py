"""The municipality: its keys, its address and its statistics."""

from datetime import date

import attrs

from kimcore.model.fields import Choice, about
from kimcore.values import Ags, Date, Flag, Identifier, Number, Source, Text, Url

__all__ = ["Address", "Kommune", "KommuneKind", "Statistic"]


class KommuneKind(Choice):
    """What a municipality is in the order of its Land's Kreise and Gemeinden."""

    KREIS = "kreis", "Kreis"
    KREISFREIE_STADT = "kreisfreie_stadt", "kreisfreie Stadt"
    STAEDTEREGION = "staedteregion", "Städteregion"
    REGIONSANGEHOERIG = "regionsangehoerig", "regionsangehörige Stadt"
    KREISANGEHOERIG = "kreisangehoerig", "kreisangehörige Kommune"
    GEMEINDEVERBAND = "gemeindeverband", "Gemeindeverband ohne eigenen AGS"


@attrs.frozen(kw_only=True)
class Address:
    """The postal address of an office."""

    street: Text = attrs.field(metadata=about("Straße und Hausnummer"))
    postal_code: Text = attrs.field(metadata=about("Postleitzahl"))
    city: Text = attrs.field(metadata=about("Ort"))


@attrs.frozen(kw_only=True)
class Statistic:
    """A figure on the population or the area, with its day and its source."""

    kind: Identifier = attrs.field(
        metadata=about("Merkmal", "Kennung des Merkmals, zum Beispiel einwohner, auslaender, migrationshintergrund.")
    )
    title: Text = attrs.field(metadata=about("Bezeichnung", "So steht das Merkmal in Tabellen."))
    value: Number = attrs.field(metadata=about("Wert"))
    unit: Text = attrs.field(default="", metadata=about("Einheit", "Zum Beispiel Personen, % oder km²."))
    date: Date | None = attrs.field(default=None, metadata=about("Stichtag"))
    approximate: Flag = attrs.field(default=False, metadata=about("Gerundet", "true, wenn die Quelle „rund“ sagt."))
    source: Source = attrs.field(metadata=about("Quelle"))


@attrs.frozen(kw_only=True)
class Kommune:
    """A municipality: the one that runs the program, or one that takes part in it."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    name: Text = attrs.field(metadata=about("Name", "Amtlicher Name, zum Beispiel Kreis Unna."))
    ags: Ags | None = attrs.field(
        default=None,
        metadata=about("AGS", "Amtlicher Gemeindeschlüssel, acht Ziffern mit führender Null; Kreise enden auf 000."),
    )
    kind: KommuneKind = attrs.field(metadata=about("Art"))
    regierungsbezirk: Text | None = attrs.field(default=None, metadata=about("Regierungsbezirk"))
    address: Address | None = attrs.field(default=None, metadata=about("Anschrift"))
    website: Url | None = attrs.field(default=None, metadata=about("Internetseite"))
    statistics: tuple[Statistic, ...] = attrs.field(default=(), metadata=about("Statistik"))

    @property
    def inhabitants(self) -> Statistic | None:
        """The latest figure on its inhabitants (``kind: einwohner``), or None; one without a day counts as oldest."""
        found = (entry for entry in self.statistics if entry.kind == "einwohner")
        return max(found, key=lambda entry: entry.date or date.min, default=None)

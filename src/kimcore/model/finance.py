"""What costs and what pays: Stellen, occupancy, expenses, forwarded and third-party money, supplied rates."""

from decimal import Decimal

import attrs

from kimcore.model.fields import Choice, Privacy, about
from kimcore.values import Date, Euro, Flag, Identifier, Markdown, Percent, Source, Text, Vzae, Year

__all__ = [
    "Ausgabe",
    "Baustein",
    "CoFunding",
    "Drittmittel",
    "Finanzierungsart",
    "FinanzierungsartKind",
    "Foerderbetrag",
    "Funder",
    "Kontierung",
    "Occupancy",
    "RecurringAmount",
    "Stelle",
    "SuppliedRate",
    "Vacancy",
    "VacancyRule",
    "Weiterleitung",
    "YearAmount",
]


@attrs.frozen(kw_only=True)
class YearAmount:
    """An amount of one calendar year."""

    year: Year = attrs.field(metadata=about("Jahr"))
    amount: Euro = attrs.field(metadata=about("Betrag", unit="€"))


@attrs.frozen(kw_only=True)
class RecurringAmount:
    """A yearly amount over whole calendar months, raised by a percentage every 1 January after the first year."""

    annual_amount: Euro = attrs.field(metadata=about("Jahresbetrag", unit="€ je Jahr"))
    start: Date = attrs.field(metadata=about("Beginn"))
    end: Date = attrs.field(metadata=about("Ende"))
    increase: Percent = attrs.field(
        default=Decimal(0),
        metadata=about("Steigerung", "Jährliche Steigerung ab dem zweiten Kalenderjahr.", unit="% je Jahr"),
    )


@attrs.frozen(kw_only=True)
class Kontierung:
    """Where an amount is booked; codes are text."""

    produkt: Text | None = attrs.field(default=None, metadata=about("Produkt", privacy=Privacy.INTERNAL))
    sachkonto: Text | None = attrs.field(default=None, metadata=about("Sachkonto", privacy=Privacy.INTERNAL))
    kostenstelle: Text | None = attrs.field(default=None, metadata=about("Kostenstelle", privacy=Privacy.INTERNAL))


@attrs.frozen(kw_only=True)
class Baustein:
    """What the municipality says about a Baustein of its Förderprogramm."""

    id: Identifier = attrs.field(metadata=about("Kennung", "Wie im Förderprogramm.", refers="richtlinie.bausteine"))
    participates: Flag = attrs.field(default=True, metadata=about("Wird durchgeführt"))
    description: Markdown | None = attrs.field(default=None, metadata=about("Beschreibung"))


class Funder(Choice):
    """Whose money it is."""

    EU = "eu", "Europäische Union"
    BUND = "bund", "Bund"
    LAND = "land", "Land"
    KOMMUNE = "kommune", "andere Kommune"
    PRIVAT = "privat", "Dritte ohne öffentliche Förderung"


@attrs.frozen(kw_only=True)
class CoFunding:
    """Money of others for the same Stelle: double funding, which § 9 (4) TIntG rules out."""

    funder: Funder = attrs.field(metadata=about("Geldgeber"))
    title: Text = attrs.field(metadata=about("Bezeichnung"))


@attrs.frozen(kw_only=True)
class Occupancy:
    """A span in which a Stelle is filled, with the VZÄ that are filled; no person is named."""

    start: Date = attrs.field(metadata=about("Beginn"))
    end: Date | None = attrs.field(default=None, metadata=about("Ende", "Ohne Angabe: bis auf Weiteres."))
    vzae: Vzae = attrs.field(metadata=about("Besetzte VZÄ", unit="VZÄ"))


@attrs.frozen(kw_only=True)
class Stelle:
    """A funded post, or several like posts that a source gives as one figure."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Bezeichnung"))
    baustein: Identifier = attrs.field(metadata=about("Baustein", refers="richtlinie.bausteine"))
    kind: Identifier = attrs.field(
        metadata=about(
            "Stellenart",
            "Wie im Förderprogramm, zum Beispiel koordination.",
            refers="richtlinie.stellenarten",
        )
    )
    vzae: Vzae = attrs.field(metadata=about("VZÄ", "Umfang in Vollzeitäquivalenten.", unit="VZÄ"))
    start: Date | None = attrs.field(default=None, metadata=about("Beginn", "Ohne Angabe: von Anfang an."))
    end: Date | None = attrs.field(default=None, metadata=about("Ende", "Ohne Angabe: auf Dauer."))
    occupancy: tuple[Occupancy, ...] = attrs.field(
        default=(),
        metadata=about("Besetzung", "Ohne Angabe gilt die Stelle als durchgehend besetzt."),
    )
    unit: Identifier | None = attrs.field(default=None, metadata=about("Organisationseinheit", refers="units"))
    place: Text | None = attrs.field(default=None, metadata=about("Dienstort"))
    employer: Identifier | None = attrs.field(
        default=None,
        metadata=about("Anstellungsträger", "Ohne Angabe: die Kommune selbst.", refers="traeger"),
    )
    eingruppierung: Text | None = attrs.field(default=None, metadata=about("Eingruppierung", privacy=Privacy.OFFICIAL))
    costs: tuple[YearAmount, ...] = attrs.field(
        default=(),
        metadata=about("Geplante Kosten je Jahr", "Arbeitgeberbrutto.", unit="€"),
    )
    cofunding: tuple[CoFunding, ...] = attrs.field(default=(), metadata=about("Weitere Förderung derselben Stelle"))
    account: Kontierung | None = attrs.field(default=None, metadata=about("Kontierung", privacy=Privacy.INTERNAL))
    source: Source | None = attrs.field(default=None, metadata=about("Quelle"))


@attrs.frozen(kw_only=True)
class Weiterleitung:
    """Money passed on to the carrier that employs funded staff."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    traeger: Identifier = attrs.field(metadata=about("Träger", refers="traeger"))
    stellen: tuple[Identifier, ...] = attrs.field(metadata=about("Stellen", refers="stellen"))
    amount_per_vzae: Euro = attrs.field(
        metadata=about("Höchstbetrag je VZÄ", "Höchstens die tatsächlichen Kosten.", unit="€ je VZÄ und Jahr")
    )
    supplement_per_vzae: Euro | None = attrs.field(
        default=None, metadata=about("Freiwilliger Zuschlag je VZÄ", unit="€ je VZÄ und Jahr")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Quelle"))


@attrs.frozen(kw_only=True)
class Ausgabe:
    """A planned expense: material costs, or personnel costs that are known only as a sum for several Stellen."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Bezeichnung"))
    kind: Identifier = attrs.field(
        metadata=about("Ausgabeart", "Wie im Förderprogramm.", refers="richtlinie.ausgabearten")
    )
    baustein: Identifier | None = attrs.field(
        default=None,
        metadata=about("Baustein", "Ohne Angabe: bausteinübergreifend.", refers="richtlinie.bausteine"),
    )
    amounts: tuple[YearAmount, ...] = attrs.field(default=(), metadata=about("Betrag je Jahr", unit="€"))
    recurring: RecurringAmount | None = attrs.field(default=None, metadata=about("Wiederkehrender Betrag"))
    vzae: Vzae | None = attrs.field(
        default=None,
        metadata=about("VZÄ", "Für Pauschalen je Arbeitsplatz: für wie viele Vollzeitstellen.", unit="VZÄ"),
    )
    stellen: tuple[Identifier, ...] = attrs.field(
        default=(),
        metadata=about(
            "Stellen", "Bei Personalausgaben: deren Kosten in dieser Summe enthalten sind.", refers="stellen"
        ),
    )
    eligible: Flag = attrs.field(default=True, metadata=about("Grundsätzlich zuwendungsfähig"))
    account: Kontierung | None = attrs.field(default=None, metadata=about("Kontierung", privacy=Privacy.INTERNAL))
    source: Source | None = attrs.field(default=None, metadata=about("Quelle"))


@attrs.frozen(kw_only=True)
class Drittmittel:
    """Money of others for the program as a whole or a Baustein (not for a single Stelle)."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Bezeichnung"))
    funder: Funder = attrs.field(metadata=about("Geldgeber"))
    baustein: Identifier | None = attrs.field(default=None, metadata=about("Baustein", refers="richtlinie.bausteine"))
    amounts: tuple[YearAmount, ...] = attrs.field(metadata=about("Betrag je Jahr", unit="€"))
    source: Source | None = attrs.field(default=None, metadata=about("Quelle"))


@attrs.frozen(kw_only=True)
class Foerderbetrag:
    """Funding of a year that a Bescheid or a budget decision fixes as a sum; it replaces the computed funding."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    year: Year = attrs.field(metadata=about("Jahr"))
    baustein: Identifier | None = attrs.field(
        default=None,
        metadata=about("Baustein", "Ohne Angabe: alle Bausteine zusammen.", refers="richtlinie.bausteine"),
    )
    amount: Euro = attrs.field(metadata=about("Betrag", unit="€"))
    source: Source = attrs.field(metadata=about("Quelle"))


@attrs.frozen(kw_only=True)
class SuppliedRate:
    """A rate that the municipality supplies or overrides, with its own source."""

    rate: Identifier = attrs.field(
        metadata=about("Satz", "Name des Satzes im Förderprogramm.", refers="richtlinie.rates")
    )
    amount: Euro = attrs.field(
        metadata=about("Betrag", "In der Einheit, die das Förderprogramm für den Satz nennt.", unit="€")
    )
    valid_from: Date = attrs.field(metadata=about("Gültig ab"))
    valid_to: Date = attrs.field(metadata=about("Gültig bis"))
    source: Source = attrs.field(metadata=about("Quelle"))


class VacancyRule(Choice):
    """What a vacancy or a begun month takes away from the funding. The KIM rules on this are unknown."""

    VOLLE_MONATE = "volle_monate", "nur voll besetzte Kalendermonate zählen"
    BEGONNENE_MONATE = "begonnene_monate", "angefangene Kalendermonate zählen voll"
    TAGE_30_360 = "tage_30_360", "taggenau, Monat zu 30 und Jahr zu 360 Tagen"
    TAGE_KALENDER = "tage_kalender", "taggenau nach Kalendertagen"
    KEINE_KUERZUNG = "keine_kuerzung", "keine Kürzung"


@attrs.frozen(kw_only=True)
class Vacancy:
    """The rule the municipality applies to vacancies and begun months, with the paper it stands in."""

    rule: VacancyRule = attrs.field(metadata=about("Regel"))
    source: Source = attrs.field(metadata=about("Quelle"))


class FinanzierungsartKind(Choice):
    """The kinds of financing that VV zu § 44 LHO knows."""

    FESTBETRAG = "festbetrag", "Festbetragsfinanzierung"
    ANTEIL = "anteil", "Anteilfinanzierung"
    FEHLBEDARF = "fehlbedarf", "Fehlbedarfsfinanzierung"
    VOLL = "voll", "Vollfinanzierung"


@attrs.frozen(kw_only=True)
class Finanzierungsart:
    """The kind of financing, with the paper that names it; unknown for KIM."""

    kind: FinanzierungsartKind = attrs.field(metadata=about("Finanzierungsart"))
    source: Source = attrs.field(metadata=about("Quelle"))

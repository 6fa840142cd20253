"""The root of the models: what a municipality says about its program."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from kimcore.model.condition import ConditionStatement
from kimcore.model.fields import about
from kimcore.model.finance import (
    Ausgabe,
    Baustein,
    Drittmittel,
    Finanzierungsart,
    Foerderbetrag,
    Stelle,
    SuppliedRate,
    Vacancy,
    Weiterleitung,
)
from kimcore.model.kommune import Kommune
from kimcore.model.organisation import Contact, Cooperation, Gremium, OrganisationalUnit, Traeger
from kimcore.model.picture import Picture
from kimcore.model.service import LegalBasis, ServiceDescription
from kimcore.model.strategy import Event, Goal, Handlungsfeld, Indicator, Measure, Milestone
from kimcore.model.vorgang import Vorgang
from kimcore.values import Count, Date, Flag, Identifier, Markdown, Source, Text

__all__ = ["SCHEMA_VERSION", "ChapterText", "Program"]

SCHEMA_VERSION = 1
Section = TypeVar("Section")


@attrs.frozen(kw_only=True)
class ChapterText:
    """The prose of one chapter of a document, in Markdown."""

    chapter: Identifier = attrs.field(metadata=about("Kapitel", "Kennung des Kapitels, zum Beispiel notwendigkeit."))
    text: Markdown = attrs.field(metadata=about("Text"))


def _frozen_mapping(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(value))


@attrs.frozen(kw_only=True)
class Program:
    """A municipality's program: the root of a program file.

    A partial program is normal input; the checks say what is missing for which document. The program knows no
    files, no formats and no clock. Its Förderprogramm is a rule set named by ``foerderprogramm``.
    """

    schema_version: Count = attrs.field(
        default=SCHEMA_VERSION,
        metadata=about("Version des Dateiformats", "Immer 1; kimcore setzt sie herauf."),
    )
    foerderprogramm: Identifier = attrs.field(
        metadata=about("Förderprogramm", "Name des Regelwerks, zum Beispiel kim-nrw.")
    )
    title: Text = attrs.field(metadata=about("Titel"))
    fictional: Flag = attrs.field(
        default=False, metadata=about("Erfunden", "true bei Musterdaten; jedes Dokument sagt es dann.")
    )
    stand: Date = attrs.field(metadata=about("Stand", "Der Tag, den die Angaben wiedergeben."))
    sources: tuple[Source, ...] = attrs.field(default=(), metadata=about("Quellen der Angaben"))
    kommune: Kommune = attrs.field(metadata=about("Kommune"))
    kommunen: tuple[Kommune, ...] = attrs.field(default=(), metadata=about("Beteiligte Kommunen"))
    cooperation: Cooperation | None = attrs.field(default=None, metadata=about("Interkommunale Zusammenarbeit"))
    units: tuple[OrganisationalUnit, ...] = attrs.field(default=(), metadata=about("Organisationseinheiten"))
    contacts: tuple[Contact, ...] = attrs.field(default=(), metadata=about("Kontakte"))
    traeger: tuple[Traeger, ...] = attrs.field(default=(), metadata=about("Träger"))
    gremien: tuple[Gremium, ...] = attrs.field(default=(), metadata=about("Gremien"))
    goals: tuple[Goal, ...] = attrs.field(default=(), metadata=about("Ziele"))
    handlungsfelder: tuple[Handlungsfeld, ...] = attrs.field(default=(), metadata=about("Handlungsfelder"))
    measures: tuple[Measure, ...] = attrs.field(default=(), metadata=about("Maßnahmen"))
    indicators: tuple[Indicator, ...] = attrs.field(default=(), metadata=about("Indikatoren"))
    milestones: tuple[Milestone, ...] = attrs.field(default=(), metadata=about("Meilensteine"))
    events: tuple[Event, ...] = attrs.field(default=(), metadata=about("Veranstaltungen"))
    bausteine: tuple[Baustein, ...] = attrs.field(default=(), metadata=about("Bausteine"))
    stellen: tuple[Stelle, ...] = attrs.field(default=(), metadata=about("Stellen"))
    weiterleitungen: tuple[Weiterleitung, ...] = attrs.field(default=(), metadata=about("Weiterleitungen"))
    ausgaben: tuple[Ausgabe, ...] = attrs.field(default=(), metadata=about("Geplante Ausgaben"))
    drittmittel: tuple[Drittmittel, ...] = attrs.field(default=(), metadata=about("Drittmittel"))
    foerderbetraege: tuple[Foerderbetrag, ...] = attrs.field(
        default=(), metadata=about("Feste Förderbeträge", "Ersetzen die berechnete Förderung.")
    )
    rates: tuple[SuppliedRate, ...] = attrs.field(
        default=(), metadata=about("Eigene Sätze", "Was das Förderprogramm nicht kennt, mit eigener Quelle.")
    )
    vacancy: Vacancy | None = attrs.field(default=None, metadata=about("Regel für Vakanzen und angefangene Monate"))
    finanzierungsart: Finanzierungsart | None = attrs.field(default=None, metadata=about("Finanzierungsart"))
    conditions: tuple[ConditionStatement, ...] = attrs.field(
        default=(), metadata=about("Bedingungen der Förderung", "Was die Kommune zu jeder Bedingung erklärt.")
    )
    legal_bases: tuple[LegalBasis, ...] = attrs.field(default=(), metadata=about("Rechtsgrundlagen"))
    services: tuple[ServiceDescription, ...] = attrs.field(default=(), metadata=about("Leistungsbeschreibungen"))
    texts: tuple[ChapterText, ...] = attrs.field(default=(), metadata=about("Texte"))
    pictures: tuple[Picture, ...] = attrs.field(
        default=(), metadata=about("Bilder", "Texte zeigen sie mit `![Was es zeigt](fachtag.jpg)`.")
    )
    vorgaenge: tuple[Vorgang, ...] = attrs.field(default=(), metadata=about("Vorgänge"))
    extensions: Mapping[str, Any] = attrs.field(
        factory=dict,
        converter=_frozen_mapping,
        hash=False,
        metadata={**about("Erweiterungen", "Eigene Daten von Plugins, je Plugin ein Abschnitt."), "raw": True},
    )

    def text(self, chapter: str) -> str:
        """The Markdown of a chapter, or an empty text."""
        return next((entry.text for entry in self.texts if entry.chapter == chapter), "")

    def extension(self, name: str, kind: type[Section]) -> Section | None:
        """A plugin's own data, or None where there are none or where the plugin was missing when they were read."""
        found = self.extensions.get(name)
        return found if isinstance(found, kind) else None

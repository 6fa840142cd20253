"""What a rule set is made of: Bausteine, kinds of Stellen and Ausgaben, dated rates, rounds, recipients.

Everything here is data of a Förderprogramm, read from YAML; nothing of any programme is wired into the code.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

import attrs

from kimcore.errors import RichtlinieError
from kimcore.findings import Severity
from kimcore.model import Choice, KommuneKind, LegalBasis, about
from kimcore.richtlinien.rate_rules import Basis, RateRule, RateState, RateValue, Reference
from kimcore.values import Ags, Count, Date, Flag, Identifier, Text, Vzae, Year

__all__ = [
    "AusgabeartRule",
    "Basis",
    "BausteinRule",
    "BausteinWords",
    "ConditionRule",
    "RateRule",
    "RateState",
    "RateValue",
    "Recipient",
    "Reference",
    "Regierungsbezirk",
    "Regime",
    "RegimeSpan",
    "Round",
    "RuleSet",
    "StellenartRule",
    "TitleSpan",
    "UnknownFact",
    "Version",
    "VzaeCap",
]


class Regime(Choice):
    """How the money of a Baustein comes."""

    ANTRAG = "antrag", "auf Antrag"
    PAUSCHALE = "pauschale", "fachbezogene Pauschale ohne Antrag"
    UNKNOWN = "unbekannt", "unbekannt"


@attrs.frozen(kw_only=True)
class RegimeSpan:
    """The regime of a Baustein over a span of years, both included."""

    first_year: Year = attrs.field(metadata=about("Erstes Jahr"))
    last_year: Year | None = attrs.field(default=None, metadata=about("Letztes Jahr"))
    regime: Regime = attrs.field(metadata=about("Verfahren"))
    reference: Reference = attrs.field(metadata=about("Beleg"))


@attrs.frozen(kw_only=True)
class TitleSpan:
    """The title of a Baustein from a day on."""

    valid_from: Date = attrs.field(metadata=about("Gültig ab"))
    title: Text = attrs.field(metadata=about("Titel"))


@attrs.frozen(kw_only=True)
class VzaeCap:
    """How many VZÄ of a Baustein are funded together, at most, over a span of years, both included."""

    first_year: Year = attrs.field(metadata=about("Erstes Jahr"))
    last_year: Year | None = attrs.field(default=None, metadata=about("Letztes Jahr"))
    vzae: Vzae = attrs.field(metadata=about("Höchstens geförderte VZÄ", unit="VZÄ"))
    severity: Severity = attrs.field(metadata=about("Gewicht einer Überschreitung"))
    reference: Reference = attrs.field(metadata=about("Beleg"))


@attrs.frozen(kw_only=True)
class BausteinWords:
    """What a programme calls its Bausteine: a masculine noun (``Teil``) and what is said of several together."""

    singular: Text = attrs.field(default="Baustein", metadata=about("Einzahl", "Männlich, zum Beispiel Teil."))
    plural: Text = attrs.field(default="Bausteine", metadata=about("Mehrzahl"))
    across: Text = attrs.field(default="Bausteinübergreifend", metadata=about("Für mehrere zusammen"))


@attrs.frozen(kw_only=True)
class BausteinRule:
    """A Baustein of the programme: a part of it with Stellen, rates and a way to its money of its own."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    number: Count = attrs.field(metadata=about("Nummer"))
    label: Text = attrs.field(default="", metadata=about("Kurzname", "Ohne Angabe: Baustein und Nummer."))
    titles: tuple[TitleSpan, ...] = attrs.field(metadata=about("Titel je Fassung"))
    regimes: tuple[RegimeSpan, ...] = attrs.field(metadata=about("Verfahren je Jahr"))
    min_share: Vzae | None = attrs.field(default=None, metadata=about("Kleinster Stellenanteil", unit="VZÄ"))
    min_share_severity: Severity | None = attrs.field(default=None, metadata=about("Gewicht eines kleineren Anteils"))
    min_share_reference: Reference | None = attrs.field(default=None, metadata=about("Beleg für den kleinsten Anteil"))
    min_share_hint: Text = attrs.field(default="", metadata=about("Was bei einem kleineren Anteil zu tun ist"))
    caps: tuple[VzaeCap, ...] = attrs.field(default=(), metadata=about("Obergrenze der VZÄ je Jahr"))
    recipients: tuple[KommuneKind, ...] = attrs.field(
        default=(), metadata=about("Wer beantragen kann", "Arten von Kommunen; ohne Angabe ungeprüft.")
    )
    recipients_reference: Reference | None = attrs.field(default=None, metadata=about("Beleg für die Empfänger"))

    @property
    def name(self) -> str:
        """``Baustein 2``, or what the rule set calls it."""
        return self.label or f"Baustein {self.number}"

    def headline(self, year: int) -> str:
        """``Baustein 2: Case Management``."""
        return f"{self.name}: {self.title(year)}"

    def cap(self, year: int) -> VzaeCap | None:
        """How many VZÄ are funded in a year at most, or None where nothing says it."""
        spans = (span for span in self.caps if span.first_year <= year)
        return next((span for span in spans if span.last_year is None or year <= span.last_year), None)

    def title(self, year: int) -> str:
        """The title in force at the end of a year; the first one before that."""
        day = date(year, 12, 31)
        return [span.title for span in self.titles if span.valid_from <= day or span is self.titles[0]][-1]

    def regime(self, year: int) -> Regime:
        """How the money comes in a year."""
        for span in self.regimes:
            if span.first_year <= year and (span.last_year is None or year <= span.last_year):
                return span.regime
        return Regime.UNKNOWN


@attrs.frozen(kw_only=True)
class StellenartRule:
    """A kind of Stelle: its Baustein and its rate. ``share`` is the only share the rate is known for."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Bezeichnung"))
    baustein: Identifier = attrs.field(metadata=about("Baustein"))
    rate: Identifier = attrs.field(metadata=about("Satz"))
    share: Vzae | None = attrs.field(default=None, metadata=about("Einziger Anteil mit bekanntem Satz", unit="VZÄ"))


@attrs.frozen(kw_only=True)
class AusgabeartRule:
    """A kind of expense. Without a rate it is paid by the house; ``personnel`` ones are costs of Stellen."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Bezeichnung"))
    personnel: Flag = attrs.field(default=False, metadata=about("Personalausgabe"))
    rate: Identifier | None = attrs.field(default=None, metadata=about("Satz"))


@attrs.frozen(kw_only=True)
class ConditionRule:
    """A condition of the funding, and by what data of a program it can be recognised.

    ``evidence`` names what the data must show: a Gremium or an Organisationseinheit of this kind, and, where
    ``stellenarten`` are named, that all Stellen of these kinds belong to that unit or to one below it. Where
    ``sufficient`` is False the municipality must still say itself that the condition is met.
    """

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Bedingung"))
    baustein: Identifier | None = attrs.field(
        default=None, metadata=about("Nur mit Baustein", "Entfällt, wenn in ihm keine Stelle geplant ist.")
    )
    gremium: Text | None = attrs.field(default=None, metadata=about("Art des Gremiums, das sie belegt"))
    unit: Text | None = attrs.field(default=None, metadata=about("Art der Organisationseinheit, die sie belegt"))
    stellenarten: tuple[Identifier, ...] = attrs.field(
        default=(), metadata=about("Stellenarten, die zu dieser Einheit gehören müssen")
    )
    sufficient: Flag = attrs.field(
        default=False, metadata=about("Beleg genügt", "true, wenn die Daten sie ganz belegen können.")
    )
    reference: Reference = attrs.field(metadata=about("Beleg"))


@attrs.frozen(kw_only=True)
class Round:
    """A round of applications with its window. Without ``closes`` the window is unknown.

    Where ``closes`` only holds as a rule, ``latest`` is the last day on which an application may still be accepted.
    """

    id: Identifier = attrs.field(metadata=about("Kennung"))
    years: tuple[Year, ...] = attrs.field(metadata=about("Förderjahre"))
    bausteine: tuple[Identifier, ...] = attrs.field(metadata=about("Bausteine"))
    opens: Date | None = attrs.field(default=None, metadata=about("Beginn der Antragsfrist"))
    closes: Date | None = attrs.field(default=None, metadata=about("Ende der Antragsfrist"))
    latest: Date | None = attrs.field(
        default=None, metadata=about("Letzter Tag", "Wenn die Antragsfrist nur in der Regel gilt.")
    )
    changes_close: Date | None = attrs.field(
        default=None, metadata=about("Ende der Frist für Änderungen", "Im ersten der Förderjahre.")
    )
    conditions: tuple[Identifier, ...] = attrs.field(default=(), metadata=about("Bedingungen"))
    reference: Reference = attrs.field(metadata=about("Beleg"))

    def admits(self, day: date) -> bool:
        """Whether an application on this day lies in the window, as far as the window is known."""
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)


@attrs.frozen(kw_only=True)
class Recipient:
    """A municipality that the programme funds."""

    ags: Ags = attrs.field(metadata=about("AGS"))
    name: Text = attrs.field(metadata=about("Name"))
    kind: KommuneKind = attrs.field(metadata=about("Art"))
    regierungsbezirk: Text = attrs.field(metadata=about("Regierungsbezirk"))


@attrs.frozen(kw_only=True)
class Regierungsbezirk:
    """A Regierungsbezirk and the digits with which every AGS in it begins."""

    prefix: Text = attrs.field(metadata=about("Anfang des AGS", "Land und Regierungsbezirk, drei Ziffern."))
    name: Text = attrs.field(metadata=about("Name"))


@attrs.frozen(kw_only=True)
class UnknownFact:
    """Something the programme surely regulates and no public source tells us."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Was offen ist"))
    hint: Text = attrs.field(metadata=about("Wie die Kommune es ergänzt"))


@attrs.frozen(kw_only=True)
class Version:
    """A version of the Richtlinie, with the days on which it holds as far as they are known."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    date: Date = attrs.field(metadata=about("Datum"))
    valid_from: Date | None = attrs.field(default=None, metadata=about("Gültig ab"))
    valid_to: Date | None = attrs.field(default=None, metadata=about("Gültig bis"))
    reference: Reference = attrs.field(metadata=about("Fundstelle"))


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Rule = TypeVar("_Rule", bound=_HasId)


@attrs.frozen(kw_only=True)
class RuleSet:
    """The rules of a Förderprogramm."""

    schema_version: Count = attrs.field(default=1, metadata=about("Version des Formats"))
    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    subject: Text = attrs.field(
        default="", metadata=about("Gegenstand", "So beginnt der Titel einer neuen Programmdatei.")
    )
    keywords: tuple[Text, ...] = attrs.field(default=(), metadata=about("Schlagworte der Dokumente"))
    words: BausteinWords = attrs.field(factory=BausteinWords, metadata=about("Wie seine Bausteine heißen"))
    land: Text = attrs.field(metadata=about("Land"))
    stand: Date = attrs.field(metadata=about("Stand der Recherche"))
    authority: Text = attrs.field(default="", metadata=about("Bewilligungsbehörde"))
    authority_source: Reference | None = attrs.field(default=None, metadata=about("Beleg für die Bewilligungsbehörde"))
    form: Text = attrs.field(default="", metadata=about("Grundmuster des Antrags"))
    form_source: Reference | None = attrs.field(default=None, metadata=about("Beleg für das Grundmuster"))
    procedure: Text = attrs.field(
        default="Formular der Bewilligungsbehörde",
        metadata=about("Womit beantragt wird", "Sächlich, zum Beispiel Onlineverfahren."),
    )
    full_months: Text = attrs.field(
        default="Volle Kalendermonate zählen als Zwölftel des Jahressatzes. Keine zugängliche Quelle sagt es.",
        metadata=about("Was für volle Monate angenommen ist"),
    )
    accessibility: Reference | None = attrs.field(default=None, metadata=about("Vorschrift zur Barrierefreiheit"))
    versions: tuple[Version, ...] = attrs.field(default=(), metadata=about("Fassungen"))
    bausteine: tuple[BausteinRule, ...] = attrs.field(metadata=about("Bausteine"))
    stellenarten: tuple[StellenartRule, ...] = attrs.field(metadata=about("Stellenarten"))
    ausgabearten: tuple[AusgabeartRule, ...] = attrs.field(default=(), metadata=about("Ausgabearten"))
    rates: tuple[RateRule, ...] = attrs.field(metadata=about("Sätze"))
    conditions: tuple[ConditionRule, ...] = attrs.field(default=(), metadata=about("Bedingungen"))
    rounds: tuple[Round, ...] = attrs.field(default=(), metadata=about("Antragsrunden"))
    legal_bases: tuple[LegalBasis, ...] = attrs.field(default=(), metadata=about("Rechtsgrundlagen"))
    double_funding: Reference | None = attrs.field(default=None, metadata=about("Verbot der Doppelförderung"))
    regierungsbezirke: tuple[Regierungsbezirk, ...] = attrs.field(default=(), metadata=about("Regierungsbezirke"))
    recipients: tuple[Recipient, ...] = attrs.field(default=(), metadata=about("Empfänger"))
    recipients_source: Reference | None = attrs.field(default=None, metadata=about("Beleg für die Empfänger"))
    unknown: tuple[UnknownFact, ...] = attrs.field(default=(), metadata=about("Nicht bekannt"))
    without_checks: tuple[Text, ...] = attrs.field(
        default=(), metadata=about("Ausgenommene Prüfungen", "Codes, die hier nicht gelten.")
    )

    def baustein(self, baustein_id: str) -> BausteinRule:
        """The Baustein of this id, else RichtlinieError."""
        return self._find(self.bausteine, baustein_id, "den Baustein")

    def stellenart(self, kind: str) -> StellenartRule:
        """The kind of Stelle of this id, else RichtlinieError."""
        return self._find(self.stellenarten, kind, "die Stellenart")

    def ausgabeart(self, kind: str) -> AusgabeartRule:
        """The kind of expense of this id, else RichtlinieError."""
        return self._find(self.ausgabearten, kind, "die Ausgabeart")

    def rate(self, rate_id: str) -> RateRule:
        """The rate of this id, else RichtlinieError."""
        return self._find(self.rates, rate_id, "den Satz")

    @property
    def has_pauschalen(self) -> bool:
        """Whether money of some Baustein comes, in some year, without an application."""
        return any(span.regime is Regime.PAUSCHALE for rule in self.bausteine for span in rule.regimes)

    def version(self, day: date) -> Version | None:
        """The latest version whose known days hold this one, or None."""
        known = [entry for entry in self.versions if (entry.valid_from or entry.date) <= day]
        return next((entry for entry in reversed(known) if entry.valid_to is None or day <= entry.valid_to), None)

    def applied_for(self, year: int) -> tuple[BausteinRule, ...]:
        """The Bausteine that are applied for in a year."""
        return tuple(rule for rule in self.bausteine if rule.regime(year) is Regime.ANTRAG)

    def rounds_for(self, year: int) -> tuple[Round, ...]:
        """The rounds that fund a year."""
        return tuple(entry for entry in self.rounds if year in entry.years)

    def conditions_for(self, year: int) -> tuple[ConditionRule, ...]:
        """The conditions of the rounds that fund a year, as far as they are known."""
        wanted = {condition for entry in self.rounds_for(year) for condition in entry.conditions}
        return tuple(rule for rule in self.conditions if rule.id in wanted)

    def regierungsbezirk(self, ags: str) -> str | None:
        """The Regierungsbezirk an AGS lies in, or None where the rule set does not say."""
        return next((entry.name for entry in self.regierungsbezirke if ags.startswith(entry.prefix)), None)

    def recipient(self, ags: str) -> Recipient | None:
        """The recipient with this AGS, or None."""
        return next((entry for entry in self.recipients if entry.ags == ags), None)

    def ids(self, collection: str) -> frozenset[str]:
        """The ids of one collection (``stellenarten``), for references from a program."""
        return frozenset(rule.id for rule in getattr(self, collection))

    def _find(self, rules: Iterable[_Rule], wanted: str, what: str) -> _Rule:
        for rule in rules:
            if rule.id == wanted:
                return rule
        known = ", ".join(sorted(rule.id for rule in rules))
        raise RichtlinieError(f"Das Förderprogramm {self.id} kennt {what} „{wanted}“ nicht. Es gibt: {known}.")

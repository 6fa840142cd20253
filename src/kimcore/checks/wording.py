"""Words that all checks share: how they call an object, cite a rule and soften what is only concluded."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import attrs

from kimcore.findings import Severity
from kimcore.model import Privacy
from kimcore.model.fields import privacy_of
from kimcore.richtlinien.rules import Reference
from kimcore.values import Confidence

__all__ = ["called", "cite", "joined", "sure"]

_NOUNS = {
    "Ausgabe": "Ausgabe",
    "Baustein": "Baustein",
    "ChapterText": "Kapitel",
    "ConditionStatement": "Erklärung zur Bedingung",
    "Contact": "Kontakt",
    "Cooperation": "Zusammenarbeit",
    "Drittmittel": "Drittmittel",
    "Event": "Veranstaltung",
    "Foerderbetrag": "Förderbetrag",
    "Goal": "Ziel",
    "Gremium": "Gremium",
    "Handlungsfeld": "Handlungsfeld",
    "Indicator": "Indikator",
    "Kommune": "Kommune",
    "LegalBasis": "Rechtsgrundlage",
    "Measure": "Maßnahme",
    "Milestone": "Meilenstein",
    "OrganisationalUnit": "Organisationseinheit",
    "Picture": "Bild",
    "Program": "Programm",
    "ServiceDescription": "Leistungsbeschreibung",
    "Source": "Quelle",
    "Statistic": "Statistik",
    "Stelle": "Stelle",
    "SuppliedRate": "Eigener Satz",
    "Traeger": "Träger",
    "Vorgang": "Vorgang",
    "Weiterleitung": "Weiterleitung",
}
_NAMES = ("title", "name", "function", "chapter", "condition", "id", "rate")
_LONGEST = 60


def called(item: Any) -> str:
    """``Maßnahme „Sprachpaten“``: what the object is and what people know it by; never a personal value."""
    cls: type = type(item)
    name = next((text for key in _naming(cls) if (text := getattr(item, key))), "")
    shown = "".join(char if char.isprintable() else "�" for char in str(name))
    if len(shown) > _LONGEST:
        shown = shown[: _LONGEST - 1] + "…"
    noun = _NOUNS.get(cls.__name__, "Eintrag")
    return f"{noun} „{shown}“" if shown else noun


@cache
def _naming(cls: type) -> tuple[str, ...]:
    """The fields a class is called by: those that no profile hides."""
    public = {field.name for field in attrs.fields(cls) if privacy_of(field) is Privacy.PUBLIC}
    return tuple(name for name in _NAMES if name in public)


def joined(words: Sequence[str]) -> str:
    """``a, b und c``."""
    return f"{', '.join(words[:-1])} und {words[-1]}" if len(words) > 1 else "".join(words)


def cite(reference: Reference | None) -> str | None:
    """A rule as a finding cites it: its title, and how sure it is unless it was read in full."""
    if reference is None:
        return None
    sure_of_it = reference.confidence is Confidence.CONFIRMED
    return reference.title if sure_of_it else f"{reference.title} – {reference.confidence.german}"


def sure(severity: Severity, reference: Reference | None) -> Severity:
    """A ``fehler`` only where a source says so: what kimcore has merely concluded is a ``warnung``."""
    inferred = reference is not None and reference.confidence is Confidence.INFERRED
    return Severity.WARNUNG if inferred and severity is Severity.FEHLER else severity

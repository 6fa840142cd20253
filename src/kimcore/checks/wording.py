"""Words that all checks share: how they call an object, cite a rule and soften what is only concluded."""

from collections.abc import Sequence
from typing import Any

from kimcore.findings import Severity
from kimcore.richtlinien.rules import Reference
from kimcore.values import Confidence

__all__ = ["called", "cite", "joined", "sure", "times"]

_NOUNS = {
    "Ausgabe": "Ausgabe",
    "Baustein": "Baustein",
    "ChapterText": "Kapitel",
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
_NAMES = ("title", "name", "function", "chapter", "id", "rate")
_LONGEST = 60


def called(item: Any) -> str:
    """``Maßnahme „Sprachpaten“``: what the object is and what people know it by; never a personal value."""
    name = next((text for key in _NAMES if (text := getattr(item, key, None))), "")
    shown = "".join(char if char.isprintable() else "�" for char in str(name))
    if len(shown) > _LONGEST:
        shown = shown[: _LONGEST - 1] + "…"
    noun = _NOUNS.get(type(item).__name__, "Eintrag")
    return f"{noun} „{shown}“" if shown else noun


def joined(words: Sequence[str]) -> str:
    """``a, b und c``."""
    return f"{', '.join(words[:-1])} und {words[-1]}" if len(words) > 1 else "".join(words)


def times(count: int) -> str:
    """``zweimal``, ``3-mal``."""
    return "zweimal" if count == 2 else f"{count}-mal"  # noqa: PLR2004 - the word for two


def cite(reference: Reference | None) -> str | None:
    """A rule as a finding cites it: its title, and how sure it is unless it was read in full."""
    if reference is None or reference.confidence is Confidence.CONFIRMED:
        return reference and reference.title
    return f"{reference.title} ({reference.confidence.german})"


def sure(severity: Severity, reference: Reference | None) -> Severity:
    """A ``fehler`` only where a source says so: what kimcore has merely concluded is a ``warnung``."""
    inferred = reference is not None and reference.confidence is Confidence.INFERRED
    return Severity.WARNUNG if inferred and severity is Severity.FEHLER else severity

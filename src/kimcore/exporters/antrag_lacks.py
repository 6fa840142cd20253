"""What an application lacks: the findings KIM-ANT."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from kimcore.context import Context
from kimcore.exporters.lacks import amounts_lacking, costs_lacking, nothing_planned
from kimcore.findings import Finding, Severity
from kimcore.funding import COMMON, YearPlan
from kimcore.model import Program

__all__ = ["CODES", "antrag_lacks"]

CODES = MappingProxyType(
    {
        "KIM-ANT-001": "In der Runde des Jahres wird ein Baustein beantragt",
        "KIM-ANT-002": "Für das Jahr ist etwas geplant",
        "KIM-ANT-003": "Die Förderung jeder Stelle und Ausgabe lässt sich berechnen",
        "KIM-ANT-004": "Die Kosten jeder Stelle sind angegeben",
        "KIM-ANT-005": "Personalsummen enthalten nur Stellen, die beantragt werden",
        "KIM-ANT-006": "Anschrift, AGS und Auskunft des Antragstellers sind angegeben",
        "KIM-ANT-007": "Die Texte der Begründung sind geschrieben (Finanzauswirkungen: warnung)",
        "KIM-ANT-008": "Die Finanzierungsart ist angegeben",
        "KIM-ANT-009": "Es gibt einen Vorgang für den Antrag (warnung)",
    }
)

_TEXTS = {
    "notwendigkeit": ("Notwendigkeit der Maßnahme", Severity.FEHLER),
    "foerderbedarf": ("Notwendigkeit der Förderung und Finanzierung", Severity.FEHLER),
    "finanzauswirkungen": ("Finanz- und haushaltswirtschaftliche Auswirkungen", Severity.WARNUNG),
}


def antrag_lacks(program: Program, context: Context, plans: Sequence[YearPlan]) -> Iterator[Finding]:
    """Everything that must still be known or written before the application can be handed in."""
    yield from _round(context, plans)
    yield from nothing_planned(plans, code="KIM-ANT-002")
    yield from amounts_lacking(program, plans, code="KIM-ANT-003")
    yield from costs_lacking(program, plans, code="KIM-ANT-004", severity=Severity.FEHLER)
    yield from _shared_costs(program, plans)
    yield from _applicant(program)
    yield from _texts(program)
    yield from _vorgang(program, context)


def _lack(code: str, path: str, message: str, hint: str, severity: Severity = Severity.FEHLER) -> Finding:
    return Finding(code=code, severity=severity, path=path, message=message, hint=hint)


def _round(context: Context, plans: Sequence[YearPlan]) -> Iterator[Finding]:
    """A year in which no Baustein is applied for."""
    for plan in plans:
        if not any(group.baustein for group in plan.groups):
            yield _lack(
                "KIM-ANT-001",
                "vorgaenge",
                f"Für {plan.year} wird nach {context.rules.title} kein Baustein beantragt.",
                "Ein anderes Jahr wählen oder die Bausteine des Vorgangs prüfen.",
            )


def _shared_costs(program: Program, plans: Sequence[YearPlan]) -> Iterator[Finding]:
    """A personnel sum over Stellen of which some are not applied for."""
    for plan in plans:
        applied = {entry.stelle.id for entry in plan.stellen}
        common = [entry for group in plan.groups if group.id == COMMON for entry in group.ausgaben]
        for entry in common:
            if set(entry.ausgabe.stellen) - applied:
                yield _lack(
                    "KIM-ANT-005",
                    f"ausgaben[{program.ausgaben.index(entry.ausgabe)}].stellen",
                    f"„{entry.ausgabe.title}“ enthält Kosten von Stellen, die {plan.year} nicht beantragt werden.",
                    "Die Kosten je Stelle angeben (stellen[…].costs) oder die Summe je Baustein teilen.",
                )


def _applicant(program: Program) -> Iterator[Finding]:
    """Who applies: section 1 of the Grundmuster."""
    kommune = program.kommune
    if kommune.address is None:
        hint = "Unter kommune.address Straße, Postleitzahl und Ort angeben."
        yield _lack("KIM-ANT-006", "kommune.address", "Die Anschrift des Antragstellers fehlt.", hint)
    if kommune.ags is None:
        hint = "Unter kommune.ags die acht Ziffern angeben."
        yield _lack("KIM-ANT-006", "kommune.ags", "Die Gemeindekennziffer (AGS) fehlt.", hint)
    if not program.contacts:
        hint = "Unter contacts mindestens eine Funktion angeben."
        yield _lack("KIM-ANT-006", "contacts", "Wer Auskunft erteilt, fehlt.", hint)


def _texts(program: Program) -> Iterator[Finding]:
    """The reasons: section 6 of the Grundmuster."""
    for chapter, (title, severity) in _TEXTS.items():
        if not program.text(chapter).strip():
            hint = f"Unter texts ein Kapitel ergänzen: chapter: {chapter}, text: …"
            yield _lack("KIM-ANT-007", "texts", f"Der Text „{title}“ fehlt.", hint, severity)


def _vorgang(program: Program, context: Context) -> Iterator[Finding]:
    """The kind of financing, and the Vorgang whose state the document carries."""
    if program.finanzierungsart is None:
        yield _lack(
            "KIM-ANT-008",
            "finanzierungsart",
            "Die Finanzierungsart ist offen; keine öffentliche Quelle nennt sie.",
            "Unter finanzierungsart kind und source angeben, zum Beispiel nach dem letzten Zuwendungsbescheid.",
        )
    if context.vorgang is None:
        yield _lack(
            "KIM-ANT-009",
            "vorgaenge",
            f"Für den Antrag {context.year} gibt es keinen Vorgang; das Dokument trägt den Vermerk ENTWURF.",
            "Unter vorgaenge einen Eintrag mit kind: antrag, Jahren, Aktenzeichen und Stand ergänzen.",
            Severity.WARNUNG,
        )

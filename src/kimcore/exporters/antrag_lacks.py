"""What an application lacks: the findings KIM-ANT."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

import attrs

from kimcore.context import Context
from kimcore.exporters.lacks import amounts_lacking, costs_lacking, lack, nothing_planned, vorgang_lacking
from kimcore.findings import Finding, Severity
from kimcore.funding import COMMON, YearPlan
from kimcore.model import KommuneKind, Program, VorgangKind

__all__ = ["CODES", "antrag_lacks"]

CODES = MappingProxyType(
    {
        "KIM-ANT-001": "In der Runde des Jahres wird ein Baustein beantragt",
        "KIM-ANT-002": "Für das Jahr ist etwas geplant",
        "KIM-ANT-003": "Die Förderung jeder Stelle und Ausgabe lässt sich berechnen",
        "KIM-ANT-004": "Die Kosten jeder Stelle sind angegeben",
        "KIM-ANT-005": "Personalsummen und feste Förderbeträge enthalten nur, was beantragt wird",
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
    yield from _nothing(context, plans)
    yield from amounts_lacking(program, plans, code="KIM-ANT-003")
    yield from costs_lacking(program, plans, code="KIM-ANT-004", severity=Severity.FEHLER)
    yield from _shared_costs(program, plans)
    yield from _shared_funding(program, context, plans)
    yield from _applicant(program)
    yield from _texts(program)
    yield from _vorgang(program, context)


def _round(context: Context, plans: Sequence[YearPlan]) -> Iterator[Finding]:
    """A year in which no Baustein is applied for."""
    for plan in plans:
        if not any(group.baustein for group in plan.groups):
            yield lack(
                "KIM-ANT-001",
                "vorgaenge",
                f"Für {plan.year} wird nach {context.rules.title} kein {context.rules.words.singular} beantragt.",
                f"Ein anderes Jahr wählen oder die {context.rules.words.plural} des Vorgangs prüfen.",
            )


def _nothing(context: Context, plans: Sequence[YearPlan]) -> Iterator[Finding]:
    """Nothing to apply for, whatever else the year plans."""
    for plan in plans:
        for finding in nothing_planned([plan], code="KIM-ANT-002"):
            message = f"Für keinen {plan.words.singular}, der für {plan.year} beantragt wird, ist etwas geplant."
            whole = all(group.empty for group in context.plan_for(plan.year).groups)
            yield finding if whole else attrs.evolve(finding, message=message)


def _shared_costs(program: Program, plans: Sequence[YearPlan]) -> Iterator[Finding]:
    """A personnel sum over Stellen of which some are not applied for."""
    for plan in plans:
        applied = {entry.stelle.id for entry in plan.stellen}
        common = [entry for group in plan.groups if group.id == COMMON for entry in group.ausgaben]
        for entry in common:
            if set(entry.ausgabe.stellen) - applied:
                yield lack(
                    "KIM-ANT-005",
                    f"ausgaben[{program.ausgaben.index(entry.ausgabe)}].stellen",
                    f"„{entry.ausgabe.title}“ enthält Kosten von Stellen, die {plan.year} nicht beantragt werden.",
                    "Die Kosten je Stelle angeben (stellen[…].costs) oder die Summe je Baustein teilen.",
                )


def _shared_funding(program: Program, context: Context, plans: Sequence[YearPlan]) -> Iterator[Finding]:
    """A fixed Förderbetrag for all Bausteine, of which some are not applied for."""
    for plan in plans:
        applied = {group.id for group in plan.groups}
        others = [group for group in context.plan_for(plan.year).groups if group.id not in applied and not group.empty]
        for entry in (entry for group in plan.groups if group.id == COMMON and others for entry in group.fixed):
            numbers = " und ".join(group.baustein.name for group in others if group.baustein)
            yield lack(
                "KIM-ANT-005",
                f"foerderbetraege[{program.foerderbetraege.index(entry)}]",
                f"Der Förderbetrag {plan.year} gilt auch für {numbers}; das gehört nicht in den Antrag.",
                "Den Betrag je Baustein angeben (baustein: …).",
            )


def _applicant(program: Program) -> Iterator[Finding]:
    """Who applies: section 1 of the Grundmuster."""
    kommune = program.kommune
    if kommune.address is None:
        hint = "Unter kommune.address Straße, Postleitzahl und Ort angeben."
        yield lack("KIM-ANT-006", "kommune.address", "Die Anschrift des Antragstellers fehlt.", hint)
    if kommune.ags is None and kommune.kind is not KommuneKind.GEMEINDEVERBAND:
        hint = "Unter kommune.ags die acht Ziffern angeben."
        yield lack("KIM-ANT-006", "kommune.ags", "Die Gemeindekennziffer (AGS) fehlt.", hint)
    if not program.contacts:
        hint = "Unter contacts mindestens eine Funktion angeben."
        yield lack("KIM-ANT-006", "contacts", "Wer Auskunft erteilt, fehlt.", hint)


def _texts(program: Program) -> Iterator[Finding]:
    """The reasons: section 6 of the Grundmuster."""
    for chapter, (title, severity) in _TEXTS.items():
        if not program.text(chapter).strip():
            hint = f"Unter texts ein Kapitel ergänzen: chapter: {chapter}, text: …"
            yield lack("KIM-ANT-007", "texts", f"Der Text „{title}“ fehlt.", hint, severity)


def _vorgang(program: Program, context: Context) -> Iterator[Finding]:
    """The kind of financing, and the Vorgang whose state the document carries."""
    if program.finanzierungsart is None:
        yield lack(
            "KIM-ANT-008",
            "finanzierungsart",
            "Die Finanzierungsart ist offen; das Regelwerk nennt sie nicht.",
            "Unter finanzierungsart kind und source angeben, zum Beispiel nach dem letzten Zuwendungsbescheid.",
        )
    yield from vorgang_lacking(context, VorgangKind.ANTRAG, code="KIM-ANT-009")

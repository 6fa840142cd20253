"""The chapters of an Integrationskonzept, and what it lacks: the findings KIM-INT."""

from collections.abc import Iterator

from kimcore.context import Context
from kimcore.exporters.chapters import Chapter, texts_lacking
from kimcore.exporters.lacks import lack, vorgang_lacking
from kimcore.findings import Finding, Severity
from kimcore.model import Program, VorgangKind

__all__ = ["CODES", "PREFACE", "TEXTS", "integration_lacks"]

CODES = {
    "KIM-INT-001": "Jedes Kapitel hat einen Text (fehler bei Ausgangslage und Handlungsstrategie; sonst warnung)",
    "KIM-INT-002": "Ziele sind angegeben",
    "KIM-INT-003": "Handlungsfelder sind angegeben",
    "KIM-INT-004": "Maßnahmen sind angegeben",
    "KIM-INT-005": "Steckbriefe nennen Beschreibung, Träger, Zielgruppe, Altersgruppe und Status (hinweis)",
    "KIM-INT-006": "Zahlen zur Bevölkerung sind angegeben (warnung)",
    "KIM-INT-007": "Es gibt einen Vorgang für das Integrationskonzept (warnung)",
}

PREFACE = Chapter(id="vorwort", title="Vorwort", wanted="Ein Geleitwort; das Kapitel darf fehlen.")

TEXTS = (
    Chapter(
        id="ausgangslage",
        title="Ausgangslage",
        wanted="Zuwanderung und Lage vor Ort, vorhandene Angebote, Bedarf.",
        required=True,
    ),
    Chapter(
        id="herausforderungen",
        title="Herausforderungen und Chancen",
        wanted="Was die Integration erschwert und worauf sie bauen kann.",
    ),
    Chapter(id="erfolge", title="Erfolge", wanted="Was seit dem letzten Konzept erreicht ist, und was nicht."),
    Chapter(
        id="handlungsstrategie",
        title="Handlungsstrategie",
        wanted="Nach welchen Grundsätzen die Kommune ihre Ziele verfolgt.",
        required=True,
    ),
    Chapter(
        id="weiterentwicklung",
        title="Weiterentwicklung",
        wanted="Wann und wie das Konzept fortgeschrieben wird und welche Fragen offen sind.",
    ),
)
"""The chapters before the measures, in their order."""

_LISTS = (
    ("KIM-INT-002", "goals", "Ziele"),
    ("KIM-INT-003", "handlungsfelder", "Handlungsfelder"),
    ("KIM-INT-004", "measures", "Maßnahmen"),
)
_FIELDS = (
    ("description", "die Beschreibung"),
    ("traeger", "der Träger"),
    ("zielgruppen", "die Zielgruppe"),
    ("age_groups", "die Altersgruppe"),
    ("status", "der Status"),
)
_SHOWN = 5


def integration_lacks(program: Program, context: Context) -> Iterator[Finding]:
    """Everything that must still be known or written before the Konzept can go to the council."""
    yield from texts_lacking(program, TEXTS, code="KIM-INT-001")
    for code, key, what in _LISTS:
        if not getattr(program, key):
            yield lack(code, key, f"{what} fehlen.", f"Unter {key} mindestens einen Eintrag ergänzen.")
    yield from _incomplete(program)
    if not program.kommune.statistics:
        yield lack(
            "KIM-INT-006",
            "kommune.statistics",
            "Zahlen zur Bevölkerung fehlen.",
            "Unter kommune.statistics Einwohner, Ausländer, Migrationshintergrund und Geflüchtete mit Quelle angeben.",
            Severity.WARNUNG,
        )
    yield from vorgang_lacking(context, VorgangKind.INTEGRATIONSKONZEPT, code="KIM-INT-007")


def _incomplete(program: Program) -> Iterator[Finding]:
    """For each field of a Steckbrief the measures without it, all in one finding."""
    for key, what in _FIELDS:
        without = [measure.id for measure in program.measures if not getattr(measure, key)]
        if without:
            more = f" und {len(without) - _SHOWN} weiteren" if len(without) > _SHOWN else ""
            count = "einer Maßnahme" if len(without) == 1 else f"{len(without)} Maßnahmen"
            yield lack(
                "KIM-INT-005",
                "measures",
                f"Bei {count} fehlt {what}: {', '.join(without[:_SHOWN])}{more}.",
                f"Unter measures {key} ergänzen; im Steckbrief fehlt die Zeile sonst.",
                Severity.HINWEIS,
            )

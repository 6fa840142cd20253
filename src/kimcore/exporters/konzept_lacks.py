"""The chapters of a KIM-Konzept, and what it lacks: the findings KIM-KON."""

from collections.abc import Iterator, Sequence

from kimcore.conditions import ConditionState, conditions_of
from kimcore.context import Context, fitting_vorgaenge
from kimcore.exporters.chapters import Chapter, texts_lacking
from kimcore.exporters.konzept_structure import ANBINDUNG, baustein_chapter
from kimcore.exporters.lacks import amounts_lacking, costs_lacking, lack, nothing_planned, vorgang_lacking
from kimcore.findings import Finding, Severity
from kimcore.model import Program, VorgangKind

__all__ = ["CODES", "TEXTS", "konzept_lacks"]

CODES = {
    "KIM-KON-001": "Jedes Kapitel hat einen Text (fehler bei Einleitung, Ausgangslage, Ziele, Struktur; sonst warnung)",
    "KIM-KON-002": "Zahlen zur Bevölkerung sind angegeben (warnung)",
    "KIM-KON-003": "Ziele sind angegeben",
    "KIM-KON-004": "Gremien sind mit Mitgliedern und Rhythmus angegeben (warnung)",
    "KIM-KON-005": "Die Bedingungen der Antragsrunde sind erfüllt (offen: warnung)",
    "KIM-KON-006": "Für das Jahr ist etwas geplant",
    "KIM-KON-007": "Die Förderung jeder Stelle und Ausgabe lässt sich berechnen",
    "KIM-KON-008": "Die Kosten jeder Stelle sind angegeben (warnung)",
    "KIM-KON-009": "Meilensteine und Indikatoren sind angegeben (warnung)",
    "KIM-KON-010": "Es gibt einen Vorgang für das Konzept (warnung)",
}

TEXTS = (
    Chapter(
        id="einleitung",
        title="Einleitung",
        wanted="Anlass und Zweck des Konzepts, wer es erarbeitet und beraten hat.",
        required=True,
    ),
    Chapter(
        id="ausgangslage",
        title="Ausgangslage",
        wanted="Zuwanderung und Lage vor Ort, vorhandene Angebote, Bedarf.",
        required=True,
    ),
    Chapter(
        id="rahmen",
        title="Rechtlicher und fördertechnischer Rahmen",
        wanted="Rechtsgrundlagen, Beschlüsse und Vereinbarungen, auf denen das Programm beruht.",
    ),
    Chapter(
        id="ziele",
        title="Ziele und Zielgruppen",
        wanted="Was erreicht werden soll und wen das Case Management zuerst begleitet.",
        required=True,
    ),
    Chapter(
        id="struktur",
        title="Struktur",
        wanted="Wie Lenkung, Koordination und Case Management zusammenwirken, wie die Bausteine voneinander abhängen.",
        required=True,
    ),
    Chapter(
        id="netzwerk",
        title="Netzwerk",
        wanted="Welche Ämter, Träger und Vereine beteiligt sind und wie die Zusammenarbeit vereinbart ist.",
    ),
    Chapter(
        id="methoden",
        title="Methoden",
        wanted="Wie im Case Management gearbeitet wird, Fallrekonstruktion, Arbeits- und Projektgruppen.",
    ),
    Chapter(id="zeitschiene", title="Zeitschiene", wanted="Was wann geschieht."),
    Chapter(
        id="monitoring",
        title="Monitoring und Evaluation",
        wanted="Woran der Erfolg gemessen wird, wer berichtet und was aus den Ergebnissen folgt.",
    ),
    Chapter(
        id="gelingensbedingungen",
        title="Gelingensbedingungen und Nachhaltigkeit",
        wanted="Wovon der Erfolg abhängt und wie Ergebnisse auf Dauer gesichert werden.",
    ),
    Chapter(
        id="finanzierung",
        title="Finanzierung",
        wanted="Was das Programm kostet, wer es bezahlt und was die Kommune selbst trägt.",
    ),
)
"""The chapters in their order."""


def konzept_lacks(program: Program, context: Context, years: Sequence[int]) -> Iterator[Finding]:
    """Everything that must still be known or written before the Konzept can be handed in."""
    yield from _texts(program, context)
    yield from _figures(program)
    yield from _gremien(program)
    yield from _conditions(program, context)
    plans = [context.plan_for(year) for year in years]
    yield from nothing_planned(plans, code="KIM-KON-006")
    yield from amounts_lacking(program, plans, code="KIM-KON-007")
    yield from costs_lacking(program, plans, code="KIM-KON-008", severity=Severity.WARNUNG)
    yield from vorgang_lacking(context, VorgangKind.KONZEPT, code="KIM-KON-010")


def _texts(program: Program, context: Context) -> Iterator[Finding]:
    described = {entry.id for entry in program.bausteine if entry.description}
    bausteine = [baustein_chapter(rule, context.year) for rule in context.rules.bausteine if rule.id not in described]
    yield from texts_lacking(program, (*TEXTS, ANBINDUNG, *bausteine), code="KIM-KON-001")


def _figures(program: Program) -> Iterator[Finding]:
    if not program.kommune.statistics:
        yield lack(
            "KIM-KON-002",
            "kommune.statistics",
            "Zahlen zur Bevölkerung fehlen.",
            "Unter kommune.statistics Einwohner, Ausländer, Migrationshintergrund und Geflüchtete mit Quelle angeben.",
            Severity.WARNUNG,
        )
    if not program.goals:
        yield lack("KIM-KON-003", "goals", "Ziele fehlen.", "Unter goals die Ziele des Programms angeben.")
    for key, what in (("milestones", "Meilensteine"), ("indicators", "Indikatoren")):
        if not getattr(program, key):
            hint = f"Unter {key} mindestens einen Eintrag ergänzen."
            yield lack("KIM-KON-009", key, f"{what} fehlen.", hint, Severity.WARNUNG)


def _gremien(program: Program) -> Iterator[Finding]:
    if not program.gremien:
        hint = "Unter gremien die Lenkungsgruppe und die Arbeitsgruppen angeben."
        yield lack("KIM-KON-004", "gremien", "Gremien fehlen.", hint, Severity.WARNUNG)
    for index, gremium in enumerate(program.gremien):
        missing = [
            name
            for name, value in (("Mitglieder (members)", gremium.members), ("Rhythmus (rhythm)", gremium.rhythm))
            if not value
        ]
        if missing:
            yield lack(
                "KIM-KON-004",
                f"gremien[{index}]",
                f"Zum Gremium „{gremium.name}“ fehlt: {', '.join(missing)}.",
                "Ergänzen; Mitglieder als Stellen und Funktionen, nicht mit Namen.",
                Severity.WARNUNG,
            )


def _conditions(program: Program, context: Context) -> Iterator[Finding]:
    """Conditions that are open or not met; where there is an application the check KIM-BED-001 says it."""
    if fitting_vorgaenge(program, VorgangKind.ANTRAG, context.year):
        return
    for condition in conditions_of(program, context.rules, context.year):
        if condition.state in {ConditionState.OPEN, ConditionState.UNMET}:
            yield lack(
                "KIM-KON-005",
                "conditions",
                f"Eine Bedingung der Runde {context.year} ist {condition.state.label}: {condition.rule.title}",
                f"Unter conditions angeben, wie sie erfüllt ist: condition: {condition.rule.id}, fulfilled: true, "
                "statement: …",
                Severity.FEHLER if condition.state is ConditionState.UNMET else Severity.WARNUNG,
            )

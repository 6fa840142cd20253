"""Money of others for the same purpose, and amounts for a Baustein that is not carried out."""

from collections.abc import Iterable, Iterator
from typing import Any

from kimcore.checks.base import Check
from kimcore.checks.wording import called, cite
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import FinanzierungsartKind, Funder, Program
from kimcore.plain import PathParts

__all__ = ["CHECKS", "DoubleFunding", "Festbetrag", "MoneyWithoutBaustein", "PublicThirdParty"]

_RULE = "Regelwerk: Verbot der Doppelförderung"


class DoubleFunding(Check):
    """A Stelle that somebody else pays for as well, where the programme rules that out."""

    code = "KIM-FIN-001"
    title = "Keine Stelle wird zugleich von anderen gefördert."
    citation = _RULE

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every further funding of a Stelle."""
        rule = context.rules.double_funding
        for index, stelle in enumerate(program.stellen if rule is not None else ()):
            for number, entry in enumerate(stelle.cofunding):
                yield self.finding(
                    ("stellen", index, "cofunding", number),
                    f"{called(stelle)} wird auch durch „{entry.title}“ ({entry.funder.label}) gefördert. Das schließt "
                    "das Förderprogramm aus.",
                    "Die Stelle aus diesem Programm nehmen oder die andere Förderung beenden.",
                    citation=cite(rule),
                    object_id=stelle.id,
                )


class PublicThirdParty(Check):
    """Public money for the program as a whole may still be meant for something that the programme funds."""

    code = "KIM-FIN-002"
    title = "Bei öffentlichen Drittmitteln ist eine Doppelförderung auszuschließen."
    severity = Severity.WARNUNG
    citation = _RULE

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """All third-party money from public funders."""
        rule = context.rules.double_funding
        for index, entry in enumerate(program.drittmittel if rule is not None else ()):
            if entry.funder is not Funder.PRIVAT:
                yield self.finding(
                    ("drittmittel", index),
                    f"{called(entry)} sind öffentliche Mittel ({entry.funder.label}). Was sie bezahlen, darf das "
                    "Förderprogramm nicht noch einmal bezahlen.",
                    "Im Antrag darlegen, wofür sie bestimmt sind; die Abgrenzung mit der Bewilligungsbehörde klären.",
                    citation=cite(rule),
                    object_id=entry.id,
                )


class MoneyWithoutBaustein(Check):
    """Something is planned for a Baustein that the municipality says it does not carry out."""

    code = "KIM-FIN-003"
    title = "Für einen Baustein, der nicht durchgeführt wird, ist nichts geplant."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """All that is planned for such a Baustein."""
        idle = {entry.id for entry in program.bausteine if not entry.participates}
        for parts, item in _planned(program):
            if item.baustein in idle:
                yield self.finding(
                    (*parts, "baustein"),
                    f"{called(item)} gehört zu {item.baustein}, der nach eigener Angabe nicht durchgeführt wird.",
                    f"Bei {item.baustein} participates weglassen oder den Eintrag streichen.",
                    object_id=item.id,
                )


def _planned(program: Program) -> Iterator[tuple[PathParts, Any]]:
    """Everything that can belong to a Baustein."""
    for name in ("stellen", "ausgaben", "drittmittel", "foerderbetraege"):
        yield from (((name, index), item) for index, item in enumerate(getattr(program, name)))


class Festbetrag(Check):
    """kimcore's figures are fixed amounts per Stelle; under another kind of financing they would be wrong."""

    code = "KIM-FIN-004"
    title = "Die Finanzierungsart ist eine Festbetragsfinanzierung; anders rechnet kimcore nicht."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """The kind of financing, if it is another one."""
        art = program.finanzierungsart
        if art is not None and art.kind is not FinanzierungsartKind.FESTBETRAG:
            yield self.finding(
                ("finanzierungsart", "kind"),
                f"Die Finanzierungsart ist „{art.kind.label}“; kimcore rechnet nur Festbeträge je Stelle.",
                "Mit dem Zuwendungsbescheid vergleichen; stimmt die Angabe, gelten die Beträge von kimcore nicht.",
            )


CHECKS = (DoubleFunding, PublicThirdParty, MoneyWithoutBaustein, Festbetrag)

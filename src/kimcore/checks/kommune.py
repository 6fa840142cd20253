"""The municipality: its AGS, its kind, its Regierungsbezirk, and whether the programme funds it."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from kimcore.checks.base import Check
from kimcore.checks.wording import called, cite, sure
from kimcore.context import Context
from kimcore.errors import ValueProblem
from kimcore.findings import Finding, Severity
from kimcore.model import Kommune, KommuneKind, Program
from kimcore.plain import PathParts
from kimcore.richtlinien import RuleSet
from kimcore.richtlinien.rules import Recipient
from kimcore.values import parse_ags

__all__ = [
    "CHECKS",
    "AgsAgainstKind",
    "DoubledAgs",
    "FictionalAgs",
    "KindOfRecipient",
    "LandOfProgramme",
    "MissingAgs",
    "RecipientOfProgramme",
    "RegierungsbezirkOfAgs",
]

_KEY = "Aufbau des AGS: Land (2 Stellen), Regierungsbezirk (1), Kreis (2), Gemeinde (3)"
_RECIPIENTS = "Regelwerk: Tabelle der Empfänger"
_WHOLE = frozenset({KommuneKind.KREIS, KommuneKind.KREISFREIE_STADT, KommuneKind.STAEDTEREGION})
_NO_NAMES = frozenset({"stadt", "kreis", "kreisfreie", "gemeinde", "städteregion", "landeshauptstadt", "bundesstadt"})
_LAND = 2


def _kommunen(program: Program) -> Iterator[tuple[PathParts, Kommune]]:
    """The municipality that runs the program, then those that take part."""
    yield ("kommune",), program.kommune
    yield from ((("kommunen", index), entry) for index, entry in enumerate(program.kommunen))


def _keys(program: Program) -> Iterator[tuple[PathParts, Kommune, str]]:
    """The municipalities with a well-formed AGS, each with it; the first check reports the others."""
    for parts, kommune in _kommunen(program):
        if kommune.ags is not None and _problem(kommune.ags) is None:
            yield (*parts, "ags"), kommune, kommune.ags


def _problem(ags: str) -> ValueProblem | None:
    try:
        parse_ags(ags)
    except ValueProblem as problem:
        return problem
    return None


class AgsAgainstKind(Check):
    """Kreise, kreisfreie Städte and the Städteregion end in 000, the Gemeinden within them do not."""

    code = "KIM-KOM-001"
    title = (
        "Der AGS hat acht Ziffern; bei Kreisen, kreisfreien Städten und der Städteregion endet er auf 000, bei "
        "kreis- und regionsangehörigen Kommunen nicht."
    )
    citation = _KEY

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every AGS that cannot belong to a municipality of its kind."""
        for parts, kommune in _kommunen(program):
            if kommune.ags is not None and (problem := _problem(kommune.ags)):
                message = f"{called(kommune)}: {problem.message}."
                yield self.finding((*parts, "ags"), message, problem.hint, object_id=kommune.id)
        for parts, kommune, ags in _keys(program):
            if ags.endswith("000") is not (kommune.kind in _WHOLE):
                message = f"{called(kommune)}: Der AGS {ags} passt nicht zur Art „{kommune.kind.label}“."
                yield self.finding(parts, message, _kind_hint(ags), object_id=kommune.id)


def _kind_hint(ags: str) -> str:
    if ags.endswith("000"):
        return "Auf 000 enden Kreise, kreisfreie Städte und die Städteregion: kind oder AGS berichtigen."
    return f"AGS oder kind prüfen; der Kreis, in dem der AGS {ags} liegt, hat den AGS {ags[:5]}000."


class LandOfProgramme(Check):
    """A municipality outside the Land whose programme it is."""

    code = "KIM-KOM-002"
    title = "Der AGS liegt in dem Land des Förderprogramms."
    citation = _KEY

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every AGS of another Land; invented municipalities are free."""
        laender = {entry.ags[:_LAND] for entry in context.rules.recipients}
        laender |= {entry.prefix[:_LAND] for entry in context.rules.regierungsbezirke}
        for parts, kommune, ags in () if program.fictional or not laender else _keys(program):
            if ags[:_LAND] not in laender:
                yield self.finding(
                    parts,
                    f"{called(kommune)}: Der AGS {ags} liegt nicht in {context.rules.land}; dort beginnt er mit "
                    f"{' oder '.join(sorted(laender))}.",
                    "AGS prüfen.",
                    citation=cite(context.rules.recipients_source),
                    object_id=kommune.id,
                )


class RegierungsbezirkOfAgs(Check):
    """The third digit of the AGS names the Regierungsbezirk."""

    code = "KIM-KOM-003"
    title = "Der Regierungsbezirk ist der, in dem der AGS liegt."
    citation = _KEY

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Regierungsbezirk that is another than the AGS says, and every AGS that lies in none."""
        for parts, kommune, ags in () if program.fictional else _keys(program):
            if not _in_land(context.rules, ags):
                continue
            expected = context.rules.regierungsbezirk(ags)
            if expected is None:
                there = ", ".join(f"{entry.prefix} {entry.name}" for entry in context.rules.regierungsbezirke)
                yield self.finding(
                    parts,
                    f"{called(kommune)}: Der AGS {ags} liegt in keinem Regierungsbezirk.",
                    f"AGS prüfen. Es gibt: {there}.",
                    object_id=kommune.id,
                )
            elif kommune.regierungsbezirk is not None and _bezirk(kommune.regierungsbezirk) != expected.casefold():
                yield self.finding(
                    (*parts[:-1], "regierungsbezirk"),
                    f"{called(kommune)} liegt nach dem AGS {ags} im Regierungsbezirk {expected}, angegeben ist "
                    f"{kommune.regierungsbezirk}.",
                    f"{expected} eintragen oder den AGS prüfen.",
                    object_id=kommune.id,
                )


def _in_land(rules: RuleSet, ags: str) -> bool:
    return any(ags[:_LAND] == entry.prefix[:_LAND] for entry in rules.regierungsbezirke)


def _bezirk(name: str) -> str:
    return name.casefold().removeprefix("regierungsbezirk").strip()


class RecipientOfProgramme(Check):
    """The municipality that runs the program is one that the programme funds, under this name and of this kind."""

    code = "KIM-KOM-004"
    title = "Die Kommune steht mit AGS, Art und Name unter den Empfängern des Förderprogramms."
    citation = _RECIPIENTS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """What of the municipality differs from the table; invented ones are free."""
        rules, kommune = context.rules, program.kommune
        if program.fictional or kommune.ags is None or _problem(kommune.ags) or not rules.recipients:
            return
        recipient = rules.recipient(kommune.ags)
        problems = _stranger(kommune, rules) if recipient is None else _differences(kommune, recipient, rules)
        for name, severity, message, hint in problems:
            citation = cite(rules.recipients_source)
            yield self.finding(
                ("kommune", name), message, hint, severity=severity, citation=citation, object_id=kommune.id
            )


_Problem: TypeAlias = tuple[str, Severity, str, str]


def _stranger(kommune: Kommune, rules: RuleSet) -> Iterator[_Problem]:
    """A Kreis that is missing in the table has a wrong AGS; a Gemeinde may be funded for a part of the programme."""
    message = f"{called(kommune)} (AGS {kommune.ags}) steht nicht unter den {len(rules.recipients)} Empfängern."
    if kommune.kind in _WHOLE:
        yield "ags", Severity.FEHLER, message, "AGS prüfen."
    else:
        yield "ags", Severity.WARNUNG, message, "Mit dem Land klären, welche Bausteine sie selbst beantragen kann."


def _differences(kommune: Kommune, recipient: Recipient, rules: RuleSet) -> Iterator[_Problem]:
    if recipient.kind is not kommune.kind:
        message = f"{called(kommune)}: Zum AGS {kommune.ags} gehört die Art „{recipient.kind.label}“."
        yield "kind", Severity.FEHLER, message, f"kind: {recipient.kind.value} eintragen oder den AGS prüfen."
    if not _same_name(kommune.name, recipient, rules.recipients):
        message = f"{called(kommune)}: Der AGS {kommune.ags} gehört zu {recipient.name}."
        other = next((entry for entry in rules.recipients if _words(entry.name) == _words(kommune.name)), None)
        hint = f"{other.name} hat den AGS {other.ags}." if other else "Name oder AGS prüfen."
        yield "ags", Severity.FEHLER, message, hint


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - _NO_NAMES


def _same_name(name: str, recipient: Recipient, recipients: Iterable[Recipient]) -> bool:
    """Whether a name can mean the recipient: it shares a word with it and is not exactly another one's."""
    words = _words(name)
    if words == _words(recipient.name):
        return True
    return bool(words & _words(recipient.name)) and all(words != _words(other.name) for other in recipients)


class KindOfRecipient(Check):
    """Some Bausteine are only for some kinds of municipalities."""

    code = "KIM-KOM-008"
    title = "Ein Baustein mit Stellen steht dieser Art von Kommune offen."
    citation = "Regelwerk: Empfänger des Bausteins"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Baustein with Stellen that the municipality cannot apply for."""
        kommune, planned = program.kommune, {stelle.baustein for stelle in program.stellen}
        for rule in context.rules.bausteine:
            if rule.id in planned and rule.recipients and kommune.kind not in rule.recipients:
                yield self.finding(
                    ("kommune", "kind"),
                    f"{called(kommune)}: {rule.name} können nur beantragen: "
                    f"{', '.join(kind.label for kind in rule.recipients)}.",
                    f"kind prüfen oder die Stellen von {rule.name} streichen.",
                    severity=sure(self.severity, rule.recipients_reference),
                    citation=cite(rule.recipients_reference),
                    object_id=kommune.id,
                )


class FictionalAgs(Check):
    """Invented data under the key of a real municipality could be taken for its own."""

    code = "KIM-KOM-005"
    title = "Ein erfundenes Programm trägt keinen AGS eines wirklichen Empfängers."
    severity = Severity.WARNUNG
    citation = _RECIPIENTS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every AGS of an invented program that belongs to a recipient."""
        for parts, kommune, ags in _keys(program) if program.fictional else ():
            recipient = context.rules.recipient(ags)
            if recipient is not None:
                yield self.finding(
                    parts,
                    f"{called(kommune)} ist erfunden, der AGS {ags} aber der von {recipient.name}.",
                    f"Einen AGS nehmen, den es nicht gibt, zum Beispiel {ags[:_LAND]}999000; sind die Daten echt, "
                    "fictional weglassen.",
                    object_id=kommune.id,
                )


class MissingAgs(Check):
    """Without the AGS neither kind nor Regierungsbezirk nor recipient can be checked."""

    code = "KIM-KOM-006"
    title = "Die Kommune hat einen AGS."
    severity = Severity.HINWEIS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """The municipality that runs the program, if its AGS is missing."""
        if program.kommune.ags is None and program.kommune.kind is not KommuneKind.GEMEINDEVERBAND:
            yield self.finding(
                ("kommune",),
                f"{called(program.kommune)} hat noch keinen AGS.",
                "Unter ags den achtstelligen Amtlichen Gemeindeschlüssel eintragen.",
                object_id=program.kommune.id,
            )


class DoubledAgs(Check):
    """Two municipalities cannot have one key."""

    code = "KIM-KOM-007"
    title = "Keine zwei Kommunen haben denselben AGS."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every municipality whose AGS another one before it already has."""
        first: dict[str, Kommune] = {}
        for parts, kommune, ags in _keys(program):
            other = first.setdefault(ags, kommune)
            if other is not kommune:
                yield self.finding(
                    parts,
                    f"{called(other)} und {called(kommune)} haben denselben AGS {ags}.",
                    "AGS prüfen; wer zweimal eingetragen ist, einmal streichen.",
                    object_id=kommune.id,
                )


CHECKS = (
    AgsAgainstKind,
    LandOfProgramme,
    RegierungsbezirkOfAgs,
    RecipientOfProgramme,
    KindOfRecipient,
    FictionalAgs,
    MissingAgs,
    DoubledAgs,
)

"""Vorgänge: who made and who checked them, how far they are, what they apply for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kimcore.checks.base import Check
from kimcore.checks.wording import called, cite, sure
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import Program, State, Vorgang, VorgangKind
from kimcore.richtlinien import Regime
from kimcore.richtlinien.rules import BausteinRule, Reference

__all__ = [
    "CHECKS",
    "CheckedByNobody",
    "NotAppliedFor",
    "SameAuthorAndChecker",
    "StateAgainstSubmission",
    "TwoOfOneYear",
    "WithoutYear",
]

_SENT = frozenset({State.EINGEREICHT, State.BESCHIEDEN})
_FOUR_EYES = "Vier-Augen-Prinzip"


class SameAuthorAndChecker(Check):
    """Whoever checks is someone else than the author."""

    code = "KIM-VOR-001"
    title = "Ein geprüfter Vorgang ist von jemand anderem geprüft als erstellt."
    citation = _FOUR_EYES

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Vorgang beyond the draft with one and the same author and checker."""
        for index, vorgang in enumerate(program.vorgaenge):
            if vorgang.state is State.ENTWURF or not vorgang.author or not vorgang.checker:
                continue
            if _same(vorgang.author, vorgang.checker):
                yield self.finding(
                    ("vorgaenge", index, "checker"),
                    f"{called(vorgang)} ist „{vorgang.state.label}“, aber von derselben Person oder Funktion erstellt "
                    "und geprüft.",
                    "Von jemand anderem prüfen lassen und unter checker eintragen; bis dahin state: entwurf.",
                    object_id=vorgang.id,
                )


def _same(first: str, second: str) -> bool:
    return first.casefold().split() == second.casefold().split()


class CheckedByNobody(Check):
    """What is released names who checked it; without the author nobody can tell that it was someone else."""

    code = "KIM-VOR-002"
    title = "Ein freigegebener Vorgang nennt, wer ihn erstellt (sonst Warnung) und wer ihn geprüft hat."
    citation = _FOUR_EYES

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every released Vorgang without checker or author, and every checked one without checker."""
        for index, vorgang in enumerate(program.vorgaenge):
            if vorgang.state is State.ENTWURF:
                continue
            released = vorgang.state.released
            if not (vorgang.checker or "").strip():
                severity = Severity.FEHLER if released else Severity.WARNUNG
                yield self._missing(index, vorgang, "wer ihn geprüft hat", "checker", severity)
            if released and not (vorgang.author or "").strip():
                yield self._missing(index, vorgang, "wer ihn erstellt hat", "author", Severity.WARNUNG)

    def _missing(self, index: int, vorgang: Vorgang, what: str, key: str, severity: Severity) -> Finding:
        return self.finding(
            ("vorgaenge", index),
            f"{called(vorgang)} ist „{vorgang.state.label}“, aber es fehlt, {what}.",
            f"Unter {key} die Funktion eintragen.",
            severity=severity,
            object_id=vorgang.id,
        )


class StateAgainstSubmission(Check):
    """The state and the day of submission say the same."""

    code = "KIM-VOR-003"
    title = "Ein eingereichter Vorgang hat ein Einreichungsdatum und umgekehrt."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Vorgang that was handed in on no day, or has a day without having been handed in."""
        for index, vorgang in enumerate(program.vorgaenge):
            sent = vorgang.state in _SENT
            if sent and vorgang.submitted is None:
                message = f"{called(vorgang)} ist „{vorgang.state.label}“, aber ohne Einreichungsdatum."
                yield self.finding(
                    ("vorgaenge", index), message, "Unter submitted den Tag eintragen.", object_id=vorgang.id
                )
            elif not sent and vorgang.submitted is not None:
                message = f"{called(vorgang)} hat ein Einreichungsdatum, ist aber „{vorgang.state.label}“."
                hint = "Ist er eingereicht, state: eingereicht eintragen; sonst submitted weglassen."
                yield self.finding(("vorgaenge", index, "state"), message, hint, object_id=vorgang.id)


class TwoOfOneYear(Check):
    """Two Vorgänge of one kind, year and Baustein: nobody could tell which one a document belongs to."""

    code = "KIM-VOR-004"
    title = "Je Art, Jahr und Baustein gibt es nur einen Vorgang (Mittelabrufe ausgenommen)."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Vorgang that shares kind, year and Baustein with one before it."""
        earlier: dict[tuple[VorgangKind, int], list[Vorgang]] = defaultdict(list)
        for index, vorgang in enumerate(program.vorgaenge):
            if vorgang.kind is VorgangKind.MITTELABRUF:
                continue
            for year in dict.fromkeys(vorgang.years):
                other = next((entry for entry in earlier[vorgang.kind, year] if _meet(entry, vorgang)), None)
                earlier[vorgang.kind, year].append(vorgang)
                if other is not None:
                    yield self.finding(
                        ("vorgaenge", index),
                        f"Für {year} gibt es zwei Vorgänge „{vorgang.kind.label}“ mit gleichen Bausteinen: „{other.id}“"
                        f" und „{vorgang.id}“.",
                        "Den überholten streichen oder Jahre und Bausteine trennen.",
                        object_id=vorgang.id,
                    )


def _meet(first: Vorgang, second: Vorgang) -> bool:
    """Whether both speak of a Baustein; without any a Vorgang speaks of all."""
    return not first.bausteine or not second.bausteine or bool(set(first.bausteine) & set(second.bausteine))


class NotAppliedFor(Check):
    """A Baustein that is paid as a Pauschale cannot be applied for."""

    code = "KIM-VOR-005"
    title = "Ein Antrag nennt keinen Baustein, der als Pauschale ohne Antrag kommt (nur erschlossen: Warnung)."
    citation = "Regelwerk: Verfahren je Baustein und Jahr"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Baustein of an application that is not applied for in one of its years."""
        rules = {rule.id: rule for rule in context.rules.bausteine}
        for index, vorgang in enumerate(program.vorgaenge):
            for number, baustein in enumerate(vorgang.bausteine if vorgang.kind is VorgangKind.ANTRAG else ()):
                for year, reference in _pauschal(rules.get(baustein), vorgang.years):
                    yield self.finding(
                        ("vorgaenge", index, "bausteine", number),
                        f"{called(vorgang)}: {baustein} kommt {year} als Pauschale und wird nicht beantragt.",
                        f"{baustein} aus dem Antrag nehmen.",
                        severity=sure(self.severity, reference),
                        citation=cite(reference),
                        object_id=vorgang.id,
                    )


def _pauschal(rule: BausteinRule | None, years: Iterable[int]) -> Iterator[tuple[int, Reference]]:
    """The years in which a Baustein is paid as a Pauschale, with the source of that."""
    for year in years if rule else ():
        for span in rule.regimes if rule else ():
            here = span.first_year <= year and (span.last_year is None or year <= span.last_year)
            if here and span.regime is Regime.PAUSCHALE:
                yield year, span.reference


class WithoutYear(Check):
    """A Vorgang that speaks of no year fits no document."""

    code = "KIM-VOR-006"
    title = "Jeder Vorgang nennt ein Jahr."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Vorgang without a year."""
        for index, vorgang in enumerate(program.vorgaenge):
            if not vorgang.years:
                yield self.finding(
                    ("vorgaenge", index),
                    f"{called(vorgang)} nennt kein Jahr; kein Dokument gehört zu ihm.",
                    "Unter years die Jahre nennen.",
                    object_id=vorgang.id,
                )


CHECKS = (
    SameAuthorAndChecker,
    CheckedByNobody,
    StateAgainstSubmission,
    TwoOfOneYear,
    NotAppliedFor,
    WithoutYear,
)

"""Deadlines: whether an application was handed in within the window of its round."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kimcore.checks.base import Check
from kimcore.checks.wording import called, cite, sure
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import Program, State, Vorgang, VorgangKind
from kimcore.richtlinien import RuleSet
from kimcore.richtlinien.rules import Round
from kimcore.values import format_date

__all__ = ["CHECKS", "BeyondVersion", "ChangedInWindow", "NotSubmitted", "SubmittedInWindow", "UnknownWindow"]

_ROUNDS = "Regelwerk: Antragsrunden"


def _applications(program: Program, rules: RuleSet) -> Iterator[tuple[int, Vorgang, int, Sequence[Round]]]:
    """Every application with each of its years and the rounds it may belong to."""
    for index, vorgang in enumerate(program.vorgaenge):
        if vorgang.kind is VorgangKind.ANTRAG:
            wanted = set(vorgang.bausteine)
            for year in vorgang.years:
                rounds = [entry for entry in rules.rounds_for(year) if not wanted or wanted & set(entry.bausteine)]
                yield index, vorgang, year, rounds


def _known(rounds: Sequence[Round]) -> bool:
    """Whether the window of every round is known, at least in part."""
    return bool(rounds) and all(entry.opens or entry.closes for entry in rounds)


class SubmittedInWindow(Check):
    """An application outside the window of its round: too late is a fehler, too early a warnung."""

    code = "KIM-FRI-001"
    title = (
        "Jeder Antrag ist im Antragszeitraum seiner Runde eingereicht (zu früh, oder wo er nur in der Regel gilt: "
        "Warnung)."
    )
    citation = _ROUNDS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every application that no round of its year admits."""
        for index, vorgang, year, rounds in _applications(program, context.rules):
            day = vorgang.submitted
            if day is None or not _known(rounds) or any(entry.admits(day) for entry in rounds):
                continue
            later = [entry for entry in rounds if entry.opens is not None and day < entry.opens]
            found = min(later, key=_opens) if later else max(rounds, key=_closes)
            lenient = found.latest is not None and day <= found.latest
            when = f"beginnt erst am {_day(found.opens)}" if later else f"endete am {_day(found.closes)}"
            when = f"endete in der Regel am {_day(found.closes)}" if lenient else when
            yield self.finding(
                ("vorgaenge", index, "submitted"),
                f"{called(vorgang)} ist am {format_date(day)} eingereicht; der Antragszeitraum für {year} {when}.",
                "Das Datum prüfen; sonst mit der Bewilligungsbehörde klären, ob sie den Antrag annimmt.",
                severity=Severity.WARNUNG if later or lenient else sure(self.severity, found.reference),
                citation=cite(found.reference),
                object_id=vorgang.id,
            )


def _opens(entry: Round) -> date:
    return entry.opens or date.max


def _closes(entry: Round) -> date:
    return entry.closes or date.min


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


class UnknownWindow(Check):
    """A round whose window no public source names."""

    code = "KIM-FRI-002"
    title = "Der Antragszeitraum jedes Antrags ist bekannt."
    severity = Severity.HINWEIS
    citation = _ROUNDS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every year of an application for which a window is unknown."""
        for index, vorgang, year, rounds in _applications(program, context.rules):
            if not _known(rounds):
                yield self.finding(
                    ("vorgaenge", index),
                    f"{called(vorgang)}: Der Antragszeitraum für {year} ist nicht bekannt; die Frist bleibt ungeprüft.",
                    "Die Frist beim Land nachsehen.",
                    citation=cite(next((entry.reference for entry in rounds), None)),
                    object_id=vorgang.id,
                )


class NotSubmitted(Check):
    """An application that is still in the house when its window has ended."""

    code = "KIM-FRI-003"
    title = "Ein Antrag ist eingereicht, bevor sein Antragszeitraum endet (nur mit einem Stichtag)."
    severity = Severity.WARNUNG
    citation = _ROUNDS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every application that is late on the day that is asked about."""
        day = context.on
        for index, vorgang, year, rounds in _applications(program, context.rules) if day else ():
            sent = vorgang.submitted is not None or vorgang.state in {State.EINGEREICHT, State.BESCHIEDEN}
            if (
                day is None
                or sent
                or not _known(rounds)
                or not all(entry.closes and entry.closes < day for entry in rounds)
            ):
                continue
            last = max(rounds, key=_closes)
            yield self.finding(
                ("vorgaenge", index),
                f"{called(vorgang)} ist am {format_date(day)} noch nicht eingereicht; der Antragszeitraum für {year} "
                f"endete am {_day(last.closes)}.",
                "Ist er eingereicht, unter submitted den Tag eintragen.",
                citation=cite(last.reference),
                object_id=vorgang.id,
            )


class ChangedInWindow(Check):
    """Changes to an application that were reported after the programme's day for them."""

    code = "KIM-FRI-004"
    title = (
        "Änderungen an einem Antrag sind bis zu dem Tag gemeldet, den das Förderprogramm nennt (in einem späteren "
        "Jahr: Hinweis)."
    )
    citation = _ROUNDS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every application whose changes came too late, or in a year for which no day is known."""
        for index, vorgang, year, rounds in _applications(program, context.rules):
            day = vorgang.changed
            if day is None or year != min(vorgang.years):
                continue
            for entry in rounds:
                if entry.years[0] == year and entry.changes_close is not None and entry.changes_close < day:
                    yield self._late(index, vorgang, day, entry, entry.changes_close)

    def _late(self, index: int, vorgang: Vorgang, day: date, entry: Round, closes: date) -> Finding:
        known = day.year == closes.year
        unknown = f"Ob das {day.year} noch ging, nennt keine Quelle; die Frist bleibt ungeprüft."
        return self.finding(
            ("vorgaenge", index, "changed"),
            f"{called(vorgang)}: Änderungen sind am {format_date(day)} gemeldet. "
            + (f"Das ging bis {format_date(closes)}." if known else unknown),
            "Mit der Bewilligungsbehörde klären, ob sie die Änderungen berücksichtigt.",
            severity=sure(self.severity, entry.reference) if known else Severity.HINWEIS,
            citation=cite(entry.reference),
            object_id=vorgang.id,
        )


class BeyondVersion(Check):
    """An application for years in which its version of the Richtlinie no longer holds."""

    code = "KIM-FRI-005"
    title = "Alle Jahre eines Antrags liegen in der Geltung einer Fassung der Richtlinie, soweit sie bekannt ist."
    citation = "Regelwerk: Fassungen"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every application that reaches beyond the version of its first year."""
        for index, vorgang in enumerate(program.vorgaenge):
            if vorgang.kind is not VorgangKind.ANTRAG or not vorgang.years:
                continue
            version = context.rules.version(date(min(vorgang.years), 1, 1))
            if version is None or version.valid_to is None or max(vorgang.years) <= version.valid_to.year:
                continue
            yield self.finding(
                ("vorgaenge", index, "years"),
                f"{called(vorgang)} reicht bis {max(vorgang.years)}; „{version.title}“ gilt nur bis "
                f"{format_date(version.valid_to)}.",
                "Die Jahre danach gesondert beantragen, wenn es eine neue Fassung gibt.",
                severity=sure(self.severity, version.reference),
                citation=cite(version.reference),
                object_id=vorgang.id,
            )


CHECKS = (SubmittedInWindow, UnknownWindow, NotSubmitted, ChangedInWindow, BeyondVersion)

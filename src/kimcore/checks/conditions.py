"""The conditions of a round: whether an application meets them, and whether statements and data agree."""

from collections.abc import Iterable

from kimcore.checks.base import Check
from kimcore.checks.wording import called, cite, sure
from kimcore.conditions import Condition, ConditionState, conditions_of
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import ConditionStatement, Program, Vorgang, VorgangKind

__all__ = ["CHECKS", "ConditionOfAntrag", "StatedAgainstData", "StatedTwice"]

_CONDITIONS = "Regelwerk: Bedingungen der Antragsrunden"


class ConditionOfAntrag(Check):
    """An application is funded only where the conditions of its round are met."""

    code = "KIM-BED-001"
    title = "Zu jedem Antrag sind die Bedingungen seiner Runde erfüllt (offen oder noch nicht freigegeben: Warnung)."
    citation = _CONDITIONS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every condition of an application that is open or not met."""
        for index, vorgang in enumerate(program.vorgaenge):
            for year in dict.fromkeys(vorgang.years if vorgang.kind is VorgangKind.ANTRAG else ()):
                for condition in conditions_of(program, context.rules, year):
                    if condition.state in {ConditionState.OPEN, ConditionState.UNMET}:
                        yield self._lacking(index, vorgang, year, condition)

    def _lacking(self, index: int, vorgang: Vorgang, year: int, condition: Condition) -> Finding:
        rule = condition.rule
        grave = condition.state is ConditionState.UNMET and vorgang.state.released
        return self.finding(
            ("vorgaenge", index),
            f"{called(vorgang)}: Eine Bedingung der Runde {year} ist {condition.state.label}: {rule.title}",
            f"Unter conditions angeben, wie sie erfüllt ist: condition: {rule.id}, fulfilled: true, statement: …",
            severity=sure(Severity.FEHLER, rule.reference) if grave else Severity.WARNUNG,
            citation=cite(rule.reference),
            object_id=vorgang.id,
        )


class StatedAgainstData(Check):
    """What a municipality states to a condition and what its file shows should say the same."""

    code = "KIM-BED-002"
    title = "Was zu einer Bedingung erklärt ist, widerspricht den Angaben der Datei nicht."
    severity = Severity.WARNUNG
    citation = _CONDITIONS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every condition that is stated as met although the data of the year speak against it."""
        indexes = {id(entry): index for index, entry in enumerate(program.conditions)}
        for condition in conditions_of(program, context.rules, context.year):
            statement = condition.statement
            if statement is not None and statement.fulfilled and condition.against:
                yield self.finding(
                    ("conditions", indexes[id(statement)]),
                    f"„{condition.rule.title}“ ist als erfüllt angegeben, aber {condition.against}.",
                    "Die Angabe prüfen oder die Datei ergänzen.",
                    citation=cite(condition.rule.reference),
                )


class StatedTwice(Check):
    """Only the first of two statements to a condition would be printed."""

    code = "KIM-BED-003"
    title = "Zu jeder Bedingung gibt es nur eine Erklärung."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every statement to a condition that has one already."""
        first: dict[str, ConditionStatement] = {}
        for index, entry in enumerate(program.conditions):
            if first.setdefault(entry.condition, entry) is not entry:
                yield self.finding(
                    ("conditions", index, "condition"),
                    f"Zur Bedingung „{entry.condition}“ gibt es mehrere Erklärungen; gedruckt würde nur die erste.",
                    "Zu einer Erklärung zusammenfassen.",
                )


CHECKS = (ConditionOfAntrag, StatedAgainstData, StatedTwice)

"""What is wrong with the data of an event, whatever document is asked for."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kimcore import Check, Context, Finding, Program, Severity
from kimcore_veranstaltung.model import SECTION, Details, Question, Section

__all__ = ["CHECKS"]


def _details(program: Program) -> Iterator[tuple[int, Details]]:
    section = program.extensions.get(SECTION)
    yield from enumerate(section.events if isinstance(section, Section) else ())


class _EventCheck(Check):
    def at(self, details: Details, path: tuple[str | int, ...], message: str, hint: str) -> Finding:
        """A finding below the entry of an event."""
        return self.finding(("extensions", SECTION, "events", *path), message, hint, object_id=details.event)


class DescribedTwice(_EventCheck):
    """Two entries for one event: nobody could tell which one holds."""

    code = "VER-001"
    title = "Jede Veranstaltung wird nur einmal näher beschrieben."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every entry for an event that an entry before it already describes."""
        seen: Counter[str] = Counter()
        for index, details in _details(program):
            seen[details.event] += 1
            if seen[details.event] > 1:
                message = f"Zur Veranstaltung „{details.event}“ gibt es zwei Einträge; nur der erste käme vor."
                yield self.at(details, (index, "event"), message, "Die Einträge zusammenführen.")


class ProgrammeOutOfOrder(_EventCheck):
    """A programme in which something begins before what stands above it has ended."""

    code = "VER-002"
    title = "Die Programmpunkte folgen aufeinander und liegen zwischen Beginn und Ende der Veranstaltung."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every point that begins too early or ends too late."""
        for index, details in _details(program):
            earliest, before = details.begins or "", "dem Beginn der Veranstaltung"
            for place, point in enumerate(details.programme):
                path = (index, "programme", place)
                name = f"Programmpunkt „{point.title}“"
                if point.begins < earliest:
                    message = f"{name} beginnt um {point.begins} Uhr und damit vor {before} ({earliest} Uhr)."
                    yield self.at(details, path, message, "Uhrzeiten oder Reihenfolge prüfen.")
                end = point.ends or point.begins
                if end < point.begins or (details.ends and end > details.ends):
                    last = point.begins if end < point.begins else details.ends
                    message = f"{name} endet um {end} Uhr, passt also nicht zu {last} Uhr."
                    yield self.at(details, path, message, "Beginn und Ende prüfen.")
                earliest, before = max(earliest, end), "dem Ende des vorigen"


class CountsTooHigh(_EventCheck):
    """More answers than sheets, more sheets than people: somewhere a number is mistyped."""

    code = "VER-003"
    title = "Es gibt nicht mehr Antworten als Bögen und nicht mehr Bögen als Teilnehmende."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every number that is higher than the one it is part of."""
        participants = {event.id: event.participants for event in program.events}
        for index, details in _details(program):
            returned, came = details.returned, participants.get(details.event)
            if returned is None:
                continue
            if came is not None and returned > came:
                message = f"{returned} Bögen sind zurück, aber nur {came} Personen haben teilgenommen."
                yield self.at(details, (index, "returned"), message, "returned und participants prüfen.")
            for place, question in enumerate(details.questions):
                if (most := _answers(question)) > returned:
                    message = f"Zur Frage „{question.title}“ gibt es {most} Antworten, aber nur {returned} Bögen."
                    hint = "Anzahlen prüfen, oder bei Mehrfachnennung multiple: true angeben."
                    yield self.at(details, (index, "questions", place), message, hint)


def _answers(question: Question) -> int:
    """How many sheets the answers need at least."""
    counts = [answer.count or 0 for answer in question.answers] or [0]
    return max(counts) if question.multiple else sum(counts)


class EmbargoBeforeRelease(_EventCheck):
    """A Sperrfrist that has passed when the release goes out keeps nobody from printing it."""

    code = "VER-004"
    title = "Die Sperrfrist endet nicht vor dem Tag der Pressemitteilung und nennt mit einer Uhrzeit auch den Tag."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every Sperrfrist without effect."""
        for index, details in _details(program):
            press = details.press
            if press is None:
                continue
            path = (index, "press", "embargo")
            if press.embargo and press.date and press.embargo < press.date:
                message = "Die Sperrfrist endet vor dem Tag der Pressemitteilung."
                yield self.at(details, path, message, "embargo oder date prüfen.")
            if press.embargo_time and press.embargo is None:
                message = "Die Sperrfrist hat eine Uhrzeit, aber keinen Tag, und wird nicht gedruckt."
                yield self.at(details, path, message, "Unter embargo den Tag angeben.")


class QuestionTwice(_EventCheck):
    """Two questions with one id would share their cells."""

    code = "VER-005"
    title = "Jede Frage einer Veranstaltung hat eine eigene Kennung."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every question whose id one before it already has."""
        for index, details in _details(program):
            seen: set[str] = set()
            for place, question in enumerate(details.questions):
                if question.id in seen:
                    message = f"Die Kennung „{question.id}“ haben zwei Fragen."
                    path = (index, "questions", place, "id")
                    yield self.at(details, path, message, "Einer von beiden eine eigene Kennung geben.")
                seen.add(question.id)


CHECKS = (DescribedTwice, ProgrammeOutOfOrder, CountsTooHigh, EmbargoBeforeRelease, QuestionTwice)

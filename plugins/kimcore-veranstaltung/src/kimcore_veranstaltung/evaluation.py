"""The evaluation of the Rückmeldebögen: every question with counts, shares and a chart."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from kimcore import Amount, Context, Finding, Program, Severity
from kimcore.amounts import figure, total
from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Field,
    Fields,
    Heading,
    KeyFigures,
    Orientation,
    Row,
    RowRole,
    Series,
    Sheet,
    Table,
    Workbook,
)
from kimcore.exporters import notices, paragraphs, properties
from kimcore_veranstaltung.model import Question
from kimcore_veranstaltung.occasion import (
    NO_EVENT,
    EventExporter,
    EventOptions,
    Occasion,
    chosen,
    facts,
    no_event,
)

__all__ = ["EvaluationExporter"]


class EvaluationExporter(EventExporter):
    """How many came, how many answered, and what."""

    name = "veranstaltung-auswertung"
    subject = "questions"
    title = "Auswertung der Rückmeldungen"
    codes = MappingProxyType(
        {
            **NO_EVENT,
            "VER-131": "Es gibt Fragen mit Antworten",
            "VER-132": "Zu jeder Antwort ist bekannt, wie oft sie angekreuzt wurde (warnung)",
            "VER-133": "Teilnehmende und Rücklauf sind bekannt (hinweis)",
        }
    )

    def lacks(self, occasion: Occasion, program: Program) -> Iterable[Finding]:
        """What there would be nothing to evaluate without."""
        details, lack = occasion.details, occasion.lack
        if not any(question.answers for question in details.questions):
            hint = "Unter questions die Fragen des Bogens mit ihren Antworten eintragen."
            yield lack("VER-131", "questions", "Es gibt keine Fragen mit Antworten.", hint)
        for index, question in enumerate(details.questions):
            if any(answer.count is None for answer in question.answers):
                message = f"Zur Frage „{question.title}“ fehlen Anzahlen; ihre Anteile bleiben offen."
                hint = "Unter count eintragen, wie oft jede Antwort angekreuzt wurde, auch 0."
                yield lack("VER-132", f"questions[{index}].answers", message, hint, Severity.WARNUNG)
        if occasion.event.participants is None or details.returned is None:
            hint = "participants steht unter events, returned bei den Angaben des Plugins."
            message = "Die Rücklaufquote bleibt offen: Teilnehmende oder Rücklauf fehlen."
            yield lack("VER-133", "returned", message, hint, Severity.HINWEIS)

    def workbook(self, program: Program, options: EventOptions, context: Context) -> Workbook:
        """The overview, then the questions one by one."""
        occasion = chosen(program, options, context)
        title = f"Auswertung: {occasion.event.title}" if occasion else self.title
        overview = tuple(_overview(context, occasion)) if occasion else (no_event(),)
        questions = tuple(_questions(occasion)) if occasion else ()
        sheets = [Sheet(id="uebersicht", title="Übersicht", blocks=overview, orientation=Orientation.PORTRAIT)]
        if questions:
            sheets.append(Sheet(id="fragen", title="Fragen", blocks=questions, orientation=Orientation.PORTRAIT))
        subject = f"{self.title}: {program.title}"
        every_page = properties(program, context, subject, occasion.details.state if occasion else None)
        return Workbook(id=self.name, title=title, sheets=tuple(sheets), properties=every_page)


def _overview(context: Context, occasion: Occasion) -> Iterator[Block]:
    yield from notices(context)
    yield KeyFigures(id="kennzahlen", figures=tuple(_figures(occasion)))
    yield Fields(id="eckdaten", fields=tuple(facts(occasion)))
    if occasion.details.remarks:
        yield Heading(text="Anmerkungen")
        yield from paragraphs(occasion.details.remarks)


def _figures(occasion: Occasion) -> Iterator[Field]:
    """Who came, who answered, and how much that is of them."""
    came, answered = occasion.event.participants, occasion.details.returned
    participants: Cell = "offen" if came is None else figure(came, key="teilnehmende", label="Teilnehmende")
    returned: Cell = "offen" if answered is None else figure(answered, key="ruecklauf", label="Rücklauf")
    quote: Cell = "offen"
    if isinstance(participants, Amount) and isinstance(returned, Amount) and came:
        quote = _share(returned, participants, "ruecklauf.quote", "Rücklaufquote")
    yield Field(label="Teilnehmende", value=participants, kind=CellKind.NUMBER)
    yield Field(label="Bögen zurück", value=returned, kind=CellKind.NUMBER)
    yield Field(label="Rücklaufquote", value=quote, kind=CellKind.PERCENT)


def _share(part: Amount, whole: Amount, key: str, label: str) -> Amount:
    return (part / whole * 100).rounded().named(key, label)


def _questions(occasion: Occasion) -> Iterator[Block]:
    for question in occasion.details.questions:
        if question.answers:
            yield Heading(text=question.title)
            yield from _question(question, occasion.details.returned)


def _question(question: Question, returned: int | None) -> Iterator[Block]:
    """The answers with counts and shares, and the shares as bars where all are known."""
    counts = [
        None if answer.count is None else figure(answer.count, key=f"{question.id}.{index}", label=answer.title)
        for index, answer in enumerate(question.answers)
    ]
    known = [count for count in counts if count is not None]
    whole = total(known).rounded(0).named(f"{question.id}.summe", "Antworten")
    basis = figure(returned or 0, key="ruecklauf", label="Rücklauf") if question.multiple else whole
    shares = [
        _share(count, basis, f"{question.id}.{index}.anteil", "Anteil")
        for index, count in enumerate(counts)
        if count is not None and len(known) == len(counts) and basis.value
    ]
    cells: list[Cell] = list(shares) or ["offen"] * len(counts)
    answers = [answer.title for answer in question.answers]
    rows = [Row((title, count, share)) for title, count, share in zip(answers, counts, cells, strict=True)]
    columns = (
        Column(id="antwort", title="Antwort", width=44),
        Column(id="anzahl", title="Anzahl", kind=CellKind.NUMBER, width=12),
        Column(id="anteil", title="Anteil", kind=CellKind.PERCENT, width=12),
    )
    rows.append(Row(("Antworten", whole, None), RowRole.TOTAL))
    of = "zurückgegebenen Bögen; mehrere Antworten waren möglich" if question.multiple else "Antworten auf diese Frage"
    note = f"Anteile an den {of}, gerundet."
    yield Table(id=f"frage-{question.id}", columns=columns, rows=tuple(rows), notes=(note,))
    if shares:
        yield Chart(
            id=f"diagramm-{question.id}",
            kind=ChartKind.GROUPED,
            caption=f"{question.title} (Anteile in %)",
            categories=tuple(answers),
            series=(Series(title="Anteil", values=tuple(shares)),),
            values=CellKind.PERCENT,
            horizontal=True,
        )

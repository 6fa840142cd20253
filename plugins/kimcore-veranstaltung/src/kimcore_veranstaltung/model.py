"""What a program file says about an event besides kimcore's own ``events``: ``extensions: {veranstaltung: …}``."""

import attrs

from kimcore.model import Address, Privacy, State, about
from kimcore.values import Clock, Count, Date, Flag, Identifier, Markdown, Text

__all__ = ["SECTION", "Answer", "Details", "Point", "PressRelease", "Question", "Section"]

SECTION = "veranstaltung"
"""The name of the section in ``extensions``."""


@attrs.frozen(kw_only=True)
class Point:
    """A point of the programme with its time."""

    begins: Clock = attrs.field(metadata=about("Beginn"))
    ends: Clock | None = attrs.field(default=None, metadata=about("Ende"))
    title: Text = attrs.field(metadata=about("Programmpunkt"))
    by: Text | None = attrs.field(default=None, metadata=about("Mit", "Funktionen und Stellen, keine Namen."))
    room: Text | None = attrs.field(default=None, metadata=about("Raum"))


@attrs.frozen(kw_only=True)
class Answer:
    """An answer that could be ticked, and how many did."""

    title: Text = attrs.field(metadata=about("Antwort"))
    count: Count | None = attrs.field(default=None, metadata=about("Anzahl", "Wie oft sie angekreuzt wurde."))


@attrs.frozen(kw_only=True)
class Question:
    """A question of the Rückmeldebogen."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Frage"))
    answers: tuple[Answer, ...] = attrs.field(default=(), metadata=about("Antworten", "In ihrer Folge auf dem Bogen."))
    multiple: Flag = attrs.field(
        default=False,
        metadata=about("Mehrfachnennung", "true: Anteile beziehen sich auf die Bögen statt auf die Antworten."),
    )


@attrs.frozen(kw_only=True)
class PressRelease:
    """The press release. Its pictures are shown in its text, as in every other: ``![Was es zeigt](fachtag.jpg)``."""

    state: State = attrs.field(default=State.ENTWURF, metadata=about("Stand des Verfahrens"))
    date: Date | None = attrs.field(default=None, metadata=about("Datum", "Der Tag der Pressemitteilung."))
    title: Text | None = attrs.field(default=None, metadata=about("Überschrift"))
    subtitle: Text | None = attrs.field(default=None, metadata=about("Unterzeile"))
    text: Markdown | None = attrs.field(default=None, metadata=about("Text"))
    background: Markdown | None = attrs.field(
        default=None, metadata=about("Hintergrund", "Was am Ende jeder Mitteilung über das Programm steht.")
    )
    embargo: Date | None = attrs.field(
        default=None, metadata=about("Sperrfrist", "Vor diesem Tag darf nichts veröffentlicht werden.")
    )
    embargo_time: Clock | None = attrs.field(default=None, metadata=about("Uhrzeit der Sperrfrist"))
    contact: Identifier | None = attrs.field(default=None, metadata=about("Kontakt", refers="contacts"))
    reach: Text | None = attrs.field(
        default=None,
        metadata=about("Erreichbar unter", "Nummer und Postfach der Stelle, keine persönlichen."),
    )


@attrs.frozen(kw_only=True)
class Details:
    """All about one event; title, day, place and number of participants stand in kimcore's ``events``."""

    event: Identifier = attrs.field(metadata=about("Veranstaltung", refers="events"))
    state: State = attrs.field(default=State.ENTWURF, metadata=about("Stand des Verfahrens"))
    begins: Clock | None = attrs.field(default=None, metadata=about("Beginn"))
    ends: Clock | None = attrs.field(default=None, metadata=about("Ende"))
    address: Address | None = attrs.field(default=None, metadata=about("Anschrift"))
    organisers: tuple[Text, ...] = attrs.field(default=(), metadata=about("Veranstaltet von"))
    target_groups: tuple[Text, ...] = attrs.field(default=(), metadata=about("Zielgruppen"))
    programme: tuple[Point, ...] = attrs.field(
        default=(), metadata=about("Programm mit Uhrzeiten", "Ohne Angabe: die Programmpunkte unter events.")
    )
    invitation: Markdown | None = attrs.field(default=None, metadata=about("Einladungstext"))
    registration: Markdown | None = attrs.field(default=None, metadata=about("Anmeldung", "Wie man sich anmeldet."))
    register_by: Date | None = attrs.field(default=None, metadata=about("Anmeldung bis"))
    directions: Markdown | None = attrs.field(default=None, metadata=about("Anreise und Barrierefreiheit"))
    contact: Identifier | None = attrs.field(default=None, metadata=about("Kontakt", refers="contacts"))
    expected: Count | None = attrs.field(default=None, metadata=about("Erwartete Teilnehmende", unit="Personen"))
    privacy_notice: Markdown | None = attrs.field(
        default=None, metadata=about("Datenschutzhinweis", "Steht auf der Anwesenheitsliste.")
    )
    returned: Count | None = attrs.field(default=None, metadata=about("Rücklauf", unit="Bögen"))
    questions: tuple[Question, ...] = attrs.field(default=(), metadata=about("Fragen"))
    remarks: Markdown | None = attrs.field(
        default=None,
        metadata=about("Anmerkungen", "Zusammengefasst und ohne Namen.", privacy=Privacy.OFFICIAL),
    )
    press: PressRelease | None = attrs.field(default=None, metadata=about("Pressemitteilung"))


@attrs.frozen(kw_only=True)
class Section:
    """The section ``veranstaltung`` of a program file."""

    events: tuple[Details, ...] = attrs.field(default=(), metadata=about("Veranstaltungen"))

"""An event with all that is known of it, and what its four documents share."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import ClassVar

import attrs

from kimcore import Context, Exporter, Finding, Program, Severity
from kimcore.blocks import Field, Notice
from kimcore.exporters import contact_line, place
from kimcore.model import Contact, Event, about
from kimcore.values import Identifier
from kimcore_veranstaltung.model import SECTION, Details, Section
from kimcore_veranstaltung.times import long_date, span

__all__ = ["NO_EVENT", "EventExporter", "EventOptions", "Occasion", "chosen", "facts", "no_event", "reach"]

NO_EVENT = {"VER-101": "Es gibt die Veranstaltung, die gemeint ist"}
"""What every document asks first."""


@attrs.frozen(kw_only=True)
class EventOptions:
    """Which event a document is about."""

    event: Identifier | None = attrs.field(
        default=None, metadata=about("Veranstaltung", "Ihre Kennung. Ohne Angabe: die letzte des Jahres.")
    )


@attrs.frozen(kw_only=True)
class Occasion:
    """An event of the program with what the plugin's section says about it.

    Attributes:
        event: kimcore's own entry.
        details: the section's entry, an empty one where it has none.
        path: where the details stand or would stand.
        described: whether the section has an entry for it.
    """

    event: Event
    details: Details
    path: str
    described: bool

    def lack(self, code: str, field: str, message: str, hint: str, severity: Severity = Severity.FEHLER) -> Finding:
        """What a document about this event lacks."""
        message = f"Veranstaltung „{self.event.title}“: {message}"
        path = f"{self.path}.{field}" if field else self.path
        return Finding(code=code, severity=severity, path=path, message=message, hint=hint, object_id=self.event.id)


def occasions(program: Program) -> Iterator[Occasion]:
    """Every event, in the order of the program."""
    section = program.extensions.get(SECTION)
    entries = section.events if isinstance(section, Section) else ()
    described = {entry.event: (index, entry) for index, entry in reversed(list(enumerate(entries)))}
    for event in program.events:
        index, details = described.get(event.id, (None, Details(event=event.id)))
        within = "" if index is None else f".events[{index}]"
        path = f"extensions.{SECTION}{within}"
        yield Occasion(event=event, details=details, path=path, described=index is not None)


def chosen(program: Program, options: EventOptions, context: Context) -> Occasion | None:
    """The event that is asked for; without being asked the last one of the year."""
    if options.event:
        return next((entry for entry in occasions(program) if entry.event.id == options.event), None)
    fitting = (entry for entry in occasions(program) if entry.event.date.year == context.year)
    return max(fitting, key=lambda entry: entry.event.date, default=None)


class EventExporter(Exporter):
    """A document about one event.

    Attributes:
        subject: the field of the details that the document is made from.
    """

    Options = EventOptions
    subject: ClassVar[str]

    def concerns(self, program: Program) -> bool:
        """Where all documents are made, only those whose subject some event has."""
        return any(getattr(entry.details, self.subject) for entry in occasions(program) if entry.described)

    def check(self, program: Program, options: EventOptions, context: Context) -> Iterable[Finding]:
        """That there is an event, then what the document lacks about it."""
        occasion = chosen(program, options, context)
        if occasion is None:
            there = ", ".join(event.id for event in program.events)
            yield Finding(
                code="VER-101",
                severity=Severity.FEHLER,
                path="events",
                message=f"Eine Veranstaltung „{options.event}“ gibt es nicht."
                if options.event
                else f"Im Jahr {context.year} gibt es keine Veranstaltung.",
                hint=f"Mit event eine der Veranstaltungen wählen: {there}." if there else "Sie unter events eintragen.",
            )
            return
        yield from self.lacks(occasion, program)

    @abstractmethod
    def lacks(self, occasion: Occasion, program: Program) -> Iterable[Finding]:
        """What this document lacks about the event."""


def no_event() -> Notice:
    """Stands in a draft without an event."""
    return Notice(title="Angaben fehlen", text="Es gibt keine Veranstaltung. Einzutragen unter events.")


def facts(occasion: Occasion) -> Iterator[Field]:
    """When, where and by whom."""
    event, details = occasion.event, occasion.details
    when = ", ".join(part for part in (long_date(event.date), span(details.begins, details.ends)) if part)
    yield Field(label="Wann", value=when)
    where = (event.place, place(details.address) if details.address else "")
    if any(where):
        yield Field(label="Wo", value="\n".join(part for part in where if part))
    if details.organisers:
        yield Field(label="Veranstaltet von", value="\n".join(details.organisers))


def reach(program: Program, contact_id: str | None, *more: str | None) -> str:
    """Whom to ask: the function, its unit, and how to reach it as far as the profile may see it."""
    contact: Contact | None = next((entry for entry in program.contacts if entry.id == contact_id), None)
    unit = next((entry for entry in program.units if contact and entry.id == contact.unit), None)
    address = unit.address if unit else None
    lines = (contact and contact_line(contact), unit and unit.name, address and place(address), *more)
    return "\n".join(line for line in lines if line)

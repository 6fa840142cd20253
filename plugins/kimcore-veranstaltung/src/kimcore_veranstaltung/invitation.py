"""The invitation with the programme of the day."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from kimcore import Context, Finding, Profile, Program, Severity
from kimcore.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Field,
    Fields,
    Listing,
    ListItem,
    Paragraph,
    Part,
    Section,
    Table,
)
from kimcore.exporters import Texts, missing, notices, properties, without_empty_columns
from kimcore_veranstaltung.occasion import (
    NO_EVENT,
    EventExporter,
    EventOptions,
    Occasion,
    chosen,
    facts,
    no_event,
    reach,
)
from kimcore_veranstaltung.times import long_date

__all__ = ["InvitationExporter"]


class InvitationExporter(EventExporter):
    """Who is invited to what, when and where, how to register, and what the day brings."""

    name = "veranstaltung-einladung"
    subject = "invitation"
    title = "Einladung mit Programm"
    profile = Profile.OEFFENTLICH
    codes = MappingProxyType(
        {
            **NO_EVENT,
            "VER-111": "Die Einladung hat einen Text",
            "VER-112": "Beginn und Ort stehen fest (warnung)",
            "VER-113": "Es gibt ein Programm (warnung)",
            "VER-114": "Wie und bis wann man sich anmeldet, steht da (hinweis)",
        }
    )

    def lacks(self, occasion: Occasion, program: Program) -> Iterable[Finding]:
        """What nobody could come without."""
        event, details, lack = occasion.event, occasion.details, occasion.lack
        if not details.invitation:
            yield lack("VER-111", "invitation", "Der Einladungstext fehlt.", "Unter invitation eintragen.")
        if not details.begins or not event.place:
            what = "Beginn" if event.place else "Ort" if details.begins else "Beginn und Ort"
            hint = "begins steht bei den Angaben des Plugins, place unter events."
            yield lack("VER-112", "", f"Es fehlt: {what}.", hint, Severity.WARNUNG)
        if not details.programme and not event.programme:
            hint = "Unter programme die Programmpunkte mit ihren Uhrzeiten eintragen."
            yield lack("VER-113", "programme", "Es gibt noch kein Programm.", hint, Severity.WARNUNG)
        if not details.registration or not details.register_by:
            hint = "Unter registration und register_by eintragen."
            message = "Wie oder bis wann man sich anmeldet, steht nicht da."
            yield lack("VER-114", "registration", message, hint, Severity.HINWEIS)

    def document(self, program: Program, options: EventOptions, context: Context) -> Document:
        """The invitation on the first page, the programme on the second."""
        occasion = chosen(program, options, context)
        title = occasion.event.title if occasion else self.title
        subject = f"Einladung: {title}" if occasion else title
        every_page = properties(program, context, subject, occasion.details.state if occasion else None)
        blocks = tuple(_parts(program, context, occasion)) if occasion else (no_event(),)
        return Document(id=self.name, title=title, blocks=blocks, properties=every_page)


def _parts(program: Program, context: Context, occasion: Occasion) -> Iterator[Part]:
    yield from notices(context)
    yield Fields(id="eckdaten", fields=tuple(_fields(occasion)))
    texts, details = Texts(program), occasion.details
    blocks = texts.blocks(details.invitation, "einladung")
    lacking = missing("Text fehlt", "Hierher gehört der Einladungstext. Einzutragen unter invitation.")
    yield _section("einladung", "Einladung", *(blocks or (lacking,)))
    registration = (*_until(occasion), *texts.blocks(details.registration, "anmeldung"), *_contact(program, occasion))
    if registration:
        yield _section("anmeldung", "Anmeldung", *registration)
    if details.directions:
        yield _section("anreise", "Anreise und Barrierefreiheit", *texts.blocks(details.directions, "anreise"))
    if programme := _programme(occasion):
        yield Section(id="programm", title="Programm", blocks=programme, numbered=False, new_page=True)


def _section(id_: str, title: str, *blocks: Block) -> Section:
    return Section(id=id_, title=title, blocks=blocks, numbered=False)


def _fields(occasion: Occasion) -> Iterator[Field]:
    yield from facts(occasion)
    if occasion.details.target_groups:
        yield Field(label="Eingeladen sind", value=", ".join(occasion.details.target_groups))


def _until(occasion: Occasion) -> Iterator[Block]:
    if occasion.details.register_by:
        yield Paragraph(text=f"Bitte melden Sie sich bis {long_date(occasion.details.register_by)}, an.")


def _contact(program: Program, occasion: Occasion) -> Iterator[Block]:
    if contact := reach(program, occasion.details.contact):
        yield Fields(id="rueckfragen", fields=(Field(label="Rückfragen", value=contact),))


def _programme(occasion: Occasion) -> tuple[Block, ...]:
    """The programme with its times; without them the points in their order."""
    event, details = occasion.event, occasion.details
    if not details.programme:
        items = tuple(ListItem(blocks=(Paragraph(text=point),)) for point in event.programme)
        return (Listing(items=items, start=1),) if items else ()
    columns = (
        Column(id="zeit", title="Uhrzeit", least=12),
        Column(id="punkt", title="Programmpunkt", width=48),
        Column(id="mit", title="Mit", width=36),
        Column(id="raum", title="Raum", width=20),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"{point.begins}–{point.ends}" if point.ends else point.begins, point.title, point.by, point.room)
        for point in details.programme
    )
    table = Table(id="programmpunkte", columns=columns, rows=rows)
    return (Paragraph(text=long_date(event.date)), without_empty_columns(table))

"""The page: the modules of a Leistungsbeschreibung in the order in which service portals show them."""

from collections.abc import Iterable, Iterator

from kimcore import Program
from kimcore.blocks import (
    Block,
    CellKind,
    Column,
    Field,
    Fields,
    Link,
    Listing,
    ListItem,
    Paragraph,
    Part,
    Run,
    Section,
    Table,
)
from kimcore.exporters import Texts, missing, place, without_empty_columns
from kimcore.model import LegalBasis, WebLink
from kimcore.values import format_clock, format_date
from kimcore_serviceportal.model import Weekday
from kimcore_serviceportal.service import Service

__all__ = ["empty_modules", "page"]

_TEXTS = (
    ("description", "Beschreibung"),
    ("requirements", "Voraussetzungen"),
    ("documents", "Erforderliche Unterlagen"),
    ("costs", "Kosten"),
    ("procedure", "Verfahrensablauf"),
    ("duration", "Bearbeitungsdauer"),
    ("deadlines", "Fristen"),
)
_ASKED = (
    ("teaser", "Teaser"),
    *_TEXTS[1:],
    ("languages", "Sprachen"),
    ("hours", "Öffnungszeiten"),
    ("contacts", "Kontakte"),
    ("keywords", "Suchbegriffe"),
)


def _value(service: Service, name: str) -> object:
    """What a module says, wherever it is kept."""
    return next(getattr(part, name) for part in (service.own, service.details) if hasattr(part, name))


def empty_modules(service: Service) -> list[str]:
    """The titles of the modules that say nothing."""
    empty = [title for name, title in _ASKED if not _value(service, name)]
    return [title for title in empty if not (title == "Kosten" and service.details.free)]


def page(program: Program, service: Service) -> Iterator[Part]:
    """Every module that says something; what the page cannot do without is marked where it is missing."""
    texts, name = Texts(program), service.own.id
    if service.details.teaser:
        yield Paragraph(text=service.details.teaser)
    if fields := tuple(_glance(service)):
        yield Fields(id=f"{name}-eckdaten", fields=fields)
    for module, title in _TEXTS:
        if blocks := _text(texts, service, module):
            yield _section(name, module, title, *blocks)
    yield from _links(name, "forms", "Formulare", service.details.forms)
    if service.legal_bases:
        items = tuple(_item(*_basis(basis)) for basis in service.legal_bases)
        yield _section(name, "legal-bases", "Rechtsgrundlagen", Listing(items=items))
    if service.details.appeal:
        yield _section(name, "appeal", "Rechtsbehelf", *_text(texts, service, "appeal"))
    more = (*_text(texts, service, "more"), *_listing(service.own.links))
    if more:
        yield _section(name, "more", "Weitere Informationen", *more)
    yield _section(name, "office", "Zuständige Stelle", *_office(service))
    if service.contacts:
        yield _section(name, "contacts", "Kontakt", _contacts(service))
    if service.own.keywords:
        yield _section(name, "keywords", "Suchbegriffe", Paragraph(text=", ".join(service.own.keywords)))


def _section(service: str, module: str, title: str, *blocks: Block) -> Section:
    return Section(id=f"{service}-{module}", title=title, blocks=blocks, numbered=False)


def _text(texts: Texts, service: Service, module: str) -> tuple[Block, ...]:
    text = _value(service, module)
    if not text and module == "costs" and service.details.free:
        return (Paragraph(text="Es entstehen keine Kosten."),)
    if not text and module == "description":
        return (missing("Text fehlt", "Hierher gehört die Beschreibung. Einzutragen unter services, description."),)
    return texts.blocks(str(text or ""), f"{service.own.id}-{module}")


def _glance(service: Service) -> Iterator[Field]:
    """What a reader wants to know first, and when somebody has last looked at it."""
    details = service.details
    if details.target_groups:
        yield Field(label="Für wen", value=", ".join(details.target_groups))
    if details.languages:
        yield Field(label="Sprachen", value=", ".join(language.name for language in details.languages))
    if details.online:
        yield Field(label="Online", value=Link("Zum Online-Dienst", details.online), kind=CellKind.LINK)
    if details.key:
        yield Field(label="Leistungsschlüssel", value=details.key)
    if details.approved:
        by = f" durch {details.approved_by}" if details.approved_by else ""
        yield Field(label="Fachlich freigegeben", value=f"{format_date(details.approved)}{by}")


def _item(*runs: Run) -> ListItem:
    return ListItem(blocks=(Paragraph(text=runs),))


def _listing(links: Iterable[WebLink]) -> tuple[Block, ...]:
    items = tuple(_item(Run(link.title, link=link.url)) for link in links)
    return (Listing(items=items),) if items else ()


def _links(service: str, module: str, title: str, links: Iterable[WebLink]) -> Iterator[Section]:
    if blocks := _listing(links):
        yield _section(service, module, title, *blocks)


def _basis(basis: LegalBasis) -> Iterator[Run]:
    """A law with its Fundstelle and the day it came into force."""
    yield Run(basis.title, link=basis.url or "")
    if basis.reference:
        yield Run(f", {basis.reference}")
    if basis.valid_from:
        yield Run(f", in Kraft seit {format_date(basis.valid_from)}")


def _office(service: Service) -> Iterator[Block]:
    unit, details = service.unit, service.details
    if unit is None:
        yield missing("Angaben fehlen", "Hierher gehört die zuständige Stelle. Einzutragen unter services, unit.")
        return
    address = place(service.address) if service.address else ""
    known = (("Stelle", unit.name), ("Anschrift", address), ("Telefon", details.phone), ("E-Mail", details.email))
    fields = tuple(Field(label=label, value=value) for label, value in known if value)
    yield Fields(id=f"{service.own.id}-stelle", fields=fields)
    if details.hours:
        columns = (Column(id="tage", title="Tage", least=20), Column(id="zeit", title="Geöffnet", least=18))
        rows = tuple((_days(entry.days), f"{entry.opens} bis {format_clock(entry.closes)}") for entry in details.hours)
        yield Table(id=f"{service.own.id}-oeffnungszeiten", caption="Öffnungszeiten", columns=columns, rows=rows)


def _days(days: Iterable[Weekday]) -> str:
    """``Montag bis Mittwoch, Freitag``."""
    week = list(Weekday)
    runs: list[list[int]] = []
    for number in sorted({week.index(day) for day in days}):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run([week[number].label for number in run]) for run in runs)


def _run(names: list[str]) -> str:
    several = len(names) > 2  # noqa: PLR2004 - two days are both named
    return f"{names[0]} bis {names[-1]}" if several else ", ".join(names)


def _contacts(service: Service) -> Block:
    """The functions; persons, numbers and rooms only where the profile shows them."""
    columns = (
        Column(id="funktion", title="Funktion", width=44),
        Column(id="person", title="Name", width=28),
        Column(id="raum", title="Raum", width=14),
        Column(id="telefon", title="Telefon", width=22),
        Column(id="email", title="E-Mail", width=36),
    )
    rows = tuple(
        (
            contact.function,
            " ".join(part for part in (contact.salutation, contact.name) if part),
            contact.room,
            contact.phone,
            contact.email,
        )
        for contact in service.contacts
    )
    table = without_empty_columns(Table(id=f"{service.own.id}-kontakte", columns=columns, rows=rows))
    if len(table.columns) > 1:
        return table
    return Listing(items=tuple(_item(Run(contact.function)) for contact in service.contacts))

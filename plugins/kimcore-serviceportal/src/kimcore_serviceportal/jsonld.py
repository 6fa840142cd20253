"""The services as JSON-LD in terms of schema.org, fit to stand in a page: ``<script type="application/ld+json">``."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, TypeAlias

from kimcore import Context, Program
from kimcore.exporters import one_line
from kimcore.model import Address, Contact, Kommune, LegalBasis
from kimcore_serviceportal.model import OpeningHours
from kimcore_serviceportal.service import Service

__all__ = ["graph", "write_jsonld"]

Node: TypeAlias = dict[str, Any]

_SAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}
"""Within a page nothing may end the script element."""


def write_jsonld(program: Program, context: Context, found: Iterable[Service], target: BinaryIO) -> None:
    """Write the graph in UTF-8; the same data give the same bytes."""
    text = json.dumps(graph(program, context, found), ensure_ascii=False, indent=2)
    target.write(f"{text.translate(_SAFE)}\n".encode())


def graph(program: Program, context: Context, found: Iterable[Service]) -> Node:
    """The services with all that belongs to them."""
    return {"@context": "https://schema.org", "@graph": [_service(program, context, entry) for entry in found]}


def _node(type_: str, **fields: Any) -> Node:
    """A node without the fields that say nothing."""
    return {"@type": type_, **{name: value for name, value in fields.items() if value not in (None, "", [], {})}}


def _service(program: Program, context: Context, service: Service) -> Node:
    own, details, kommune = service.own, service.details, program.kommune
    text = "\n".join(part for part in (details.teaser, one_line(own.description)) if part)
    return _node(
        "GovernmentService",
        name=own.title,
        description=text,
        disambiguatingDescription="Musterdaten: alle Angaben sind erfunden." if program.fictional else "",
        identifier=_identifier("Leistungsschlüssel", details.key),
        areaServed=_node("AdministrativeArea", name=kommune.name, identifier=_identifier("AGS", kommune.ags)),
        audience=_audience(service),
        provider=_provider(kommune),
        serviceOperator=_operator(service, kommune),
        availableChannel=[channel for channel in (_office(service), _online(service)) if channel],
        offers=_offer(service),
        mainEntityOfPage=_page(context, service),
    )


def _identifier(name: str, value: str | None) -> Node | None:
    return _node("PropertyValue", propertyID=name, value=value) if value else None


def _audience(service: Service) -> Node | None:
    """For whom it is and what they must fulfil."""
    groups, requirements = ", ".join(service.details.target_groups), one_line(service.own.requirements)
    return _node("Audience", audienceType=groups, description=requirements) if groups or requirements else None


def _provider(kommune: Kommune) -> Node:
    address = _address(kommune.address)
    return _node("GovernmentOrganization", name=kommune.name, url=kommune.website, address=address)


def _operator(service: Service, kommune: Kommune) -> Node | None:
    if service.unit is None:
        return None
    return _node(
        "GovernmentOrganization",
        name=service.unit.name,
        parentOrganization=_node("GovernmentOrganization", name=kommune.name),
        address=_address(service.address),
        telephone=service.details.phone,
        email=service.details.email,
        contactPoint=[_contact(contact) for contact in service.contacts],
    )


def _contact(contact: Contact) -> Node:
    """A function; the person only where the profile shows it."""
    person = " ".join(part for part in (contact.salutation, contact.name) if part)
    return _node(
        "ContactPoint", contactType=contact.function, name=person, telephone=contact.phone, email=contact.email
    )


def _address(address: Address | None) -> Node | None:
    if address is None:
        return None
    return _node(
        "PostalAddress",
        streetAddress=address.street,
        postalCode=address.postal_code,
        addressLocality=address.city,
        addressCountry="DE",
    )


def _office(service: Service) -> Node | None:
    """Going there: where, when, in which languages."""
    if service.unit is None or service.address is None:
        return None
    place = _node(
        "Place",
        name=service.unit.name,
        address=_address(service.address),
        openingHoursSpecification=[_hours(entry) for entry in service.details.hours],
    )
    return _channel(service, "Vor Ort", serviceLocation=place)


def _online(service: Service) -> Node | None:
    url = service.details.online
    return _channel(service, "Online", serviceUrl=url) if url else None


def _channel(service: Service, name: str, **fields: Any) -> Node:
    languages = [_node("Language", name=entry.name, alternateName=entry.code) for entry in service.details.languages]
    return _node("ServiceChannel", name=name, **fields, availableLanguage=languages)


def _hours(entry: OpeningHours) -> Node:
    days = [f"https://schema.org/{day.name.capitalize()}" for day in entry.days]
    return _node("OpeningHoursSpecification", dayOfWeek=days, opens=entry.opens, closes=entry.closes)


def _offer(service: Service) -> Node | None:
    costs, free = one_line(service.details.costs), service.details.free
    if not costs and not free:
        return None
    price: Mapping[str, str] = {"price": "0", "priceCurrency": "EUR"} if free else {}
    return _node("Offer", **price, description=costs)


def _page(context: Context, service: Service) -> Node:
    """The page about the service: how far it is, what it is found by, which laws it cites."""
    released = service.details.state.released and not context.draft
    return _node(
        "WebPage",
        name=service.own.title,
        inLanguage="de",
        dateModified=context.stand.isoformat(),
        creativeWorkStatus="Published" if released else "Draft",
        keywords=list(service.own.keywords),
        citation=[_law(basis) for basis in service.legal_bases],
        relatedLink=[link.url for link in service.own.links],
    )


def _law(basis: LegalBasis) -> Node:
    since = f"{basis.valid_from.isoformat()}/.." if basis.valid_from else ""
    return _node(
        "Legislation", name=basis.title, legislationIdentifier=basis.reference, temporalCoverage=since, url=basis.url
    )

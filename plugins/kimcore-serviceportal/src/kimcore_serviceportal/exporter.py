"""The exporter: what a Leistungsbeschreibung lacks, its page, its JSON-LD."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import BinaryIO

import attrs

from kimcore import Context, Exporter, Finding, Profile, Program, Severity
from kimcore.blocks import Document, Notice, Part, Properties, Section
from kimcore.exporters import notices, properties
from kimcore.model import State
from kimcore_serviceportal.jsonld import write_jsonld
from kimcore_serviceportal.page import empty_modules, page
from kimcore_serviceportal.service import Service, ServiceOptions, services

__all__ = ["ServiceExporter"]


class ServiceExporter(Exporter):
    """A page with the modules of a Leistungsbeschreibung; as ``.jsonld`` the same for search engines and portals."""

    name = "leistungsbeschreibung"
    title = "Leistungsbeschreibung"
    Options = ServiceOptions
    profile = Profile.OEFFENTLICH
    formats = ("jsonld",)
    codes = MappingProxyType(
        {
            "SVP-101": "Es gibt die Leistung, die gemeint ist",
            "SVP-102": "Die Leistung ist beschrieben",
            "SVP-103": "Es gibt eine zuständige Stelle, und sie ist zu erreichen",
            "SVP-104": "Die Leistung nennt ihre Rechtsgrundlagen (warnung)",
            "SVP-105": "Kein Modul bleibt leer (hinweis)",
        }
    )

    def concerns(self, program: Program) -> bool:
        """Only a program with services has a page about them."""
        return bool(program.services)

    def check(self, program: Program, options: ServiceOptions, context: Context) -> Iterable[Finding]:
        """What nobody would find or understand the service without."""
        found = services(program, options, context)
        if not found:
            there = ", ".join(entry.id for entry in program.services)
            yield Finding(
                code="SVP-101",
                severity=Severity.FEHLER,
                path="services",
                message=f"Eine Leistung „{options.service}“ gibt es nicht." if there else "Es gibt keine Leistung.",
                hint=f"Mit service eine der Leistungen wählen: {there}." if there else "Sie unter services eintragen.",
            )
        for service in found:
            yield from _lacks(service)

    def document(self, program: Program, options: ServiceOptions, context: Context) -> Document:
        """The page of one service, or a page with all of them."""
        found = services(program, options, context)
        title = found[0].own.title if len(found) == 1 else f"Leistungen: {program.kommune.name}"
        parts = page(program, found[0]) if len(found) == 1 else _pages(program, found)
        blocks = (*notices(context), *parts)
        return Document(id=self.name, title=title, blocks=blocks, properties=_about(program, context, title, found))

    def write(self, program: Program, options: ServiceOptions, context: Context, target: BinaryIO) -> None:
        """The services as a graph of schema.org."""
        write_jsonld(program, context, services(program, options, context), target)


def _pages(program: Program, found: Iterable[Service]) -> Iterator[Part]:
    """Every service on a page of its own."""
    if not found:
        yield Notice(title="Angaben fehlen", text="Es gibt keine Leistung. Einzutragen unter services.")
    for index, entry in enumerate(found):
        blocks = tuple(page(program, entry))
        yield Section(id=entry.own.id, title=entry.own.title, blocks=blocks, numbered=False, new_page=index > 0)


def _about(program: Program, context: Context, title: str, found: Iterable[Service]) -> Properties:
    """What every page says; it is a draft until every service on it is released."""
    state = State.FREIGEGEBEN if all(entry.details.state.released for entry in found) else State.ENTWURF
    base = properties(program, context, f"Leistungsbeschreibung: {title}", state)
    words = tuple(dict.fromkeys(word for entry in found for word in entry.own.keywords))
    return attrs.evolve(base, keywords=words or base.keywords)


def _lacks(service: Service) -> Iterator[Finding]:
    def lack(code: str, message: str, hint: str, severity: Severity = Severity.FEHLER) -> Finding:
        message = f"Leistung „{service.own.title}“: {message}"
        return Finding(
            code=code, severity=severity, path=service.path, message=message, hint=hint, object_id=service.own.id
        )

    if not service.own.description:
        yield lack("SVP-102", "Die Beschreibung fehlt.", "Unter services mit description ergänzen.")
    if service.unit is None:
        yield lack("SVP-103", "Die zuständige Stelle fehlt.", "Unter services mit unit eine der units nennen.")
    elif not service.reachable:
        yield lack(
            "SVP-103",
            "Die zuständige Stelle ist nicht zu erreichen: Anschrift, Telefon, Postfach und Online-Dienst fehlen.",
            "Der Stelle unter units eine address geben oder phone, email oder online ergänzen.",
        )
    if not service.legal_bases:
        hint = "Unter services mit legal_bases Einträge aus legal_bases nennen."
        yield lack("SVP-104", "Es steht keine Rechtsgrundlage da.", hint, Severity.WARNUNG)
    if empty := empty_modules(service):
        hint = "Ergänzen, was bekannt ist; ein leeres Modul fehlt auf der Seite."
        yield lack("SVP-105", f"Leer bleibt: {', '.join(empty)}.", hint, Severity.HINWEIS)

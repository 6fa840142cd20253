"""A service with all that is known of it: its modules, the office in charge, the contacts its reader may see."""

from collections.abc import Iterator

import attrs

from kimcore import Context, Profile, Program
from kimcore.model import Address, Contact, LegalBasis, OrganisationalUnit, ServiceDescription, about
from kimcore.values import Identifier
from kimcore_serviceportal.model import SECTION, Details, Section

__all__ = ["Service", "ServiceOptions", "services"]


@attrs.frozen(kw_only=True)
class ServiceOptions:
    """Which service a document is about."""

    service: Identifier | None = attrs.field(
        default=None, metadata=about("Leistung", "Ihre Kennung. Ohne Angabe: alle Leistungen.")
    )


@attrs.frozen(kw_only=True)
class Service:
    """A Leistungsbeschreibung.

    Attributes:
        own: kimcore's own entry.
        details: the section's entry, an empty one where it has none.
        unit: the zuständige Stelle.
        address: its own, or that of the nearest unit above.
        contacts: those the profile may see.
        legal_bases: the laws it rests on.
        path: where kimcore's entry stands.
    """

    own: ServiceDescription
    details: Details
    unit: OrganisationalUnit | None
    address: Address | None
    contacts: tuple[Contact, ...]
    legal_bases: tuple[LegalBasis, ...]
    path: str

    @property
    def reachable(self) -> bool:
        """Whether anybody could find or call the office."""
        return bool(self.address or self.details.phone or self.details.email or self.details.online)


def services(program: Program, options: ServiceOptions, context: Context) -> tuple[Service, ...]:
    """The service that is asked for, or all of them."""
    section = program.extensions.get(SECTION)
    entries = section.services if isinstance(section, Section) else ()
    described = {entry.service: entry for entry in reversed(entries)}
    return tuple(
        _service(program, own, described.get(own.id, Details(service=own.id)), context.profile, index)
        for index, own in enumerate(program.services)
        if options.service in {None, own.id}
    )


def _service(program: Program, own: ServiceDescription, details: Details, profile: Profile, index: int) -> Service:
    hidden = details.internal_contacts if profile is Profile.OEFFENTLICH else ()
    above = list(_units(program, own.unit))
    return Service(
        own=own,
        details=details,
        unit=above[0] if above else None,
        address=next((unit.address for unit in above if unit.address), None),
        contacts=tuple(entry for entry in program.contacts if entry.id in own.contacts and entry.id not in hidden),
        legal_bases=tuple(entry for entry in program.legal_bases if entry.id in own.legal_bases),
        path=f"services[{index}]",
    )


def _units(program: Program, unit: str | None) -> Iterator[OrganisationalUnit]:
    """A unit and those above it, each once."""
    units = {entry.id: entry for entry in program.units}
    while (found := units.pop(unit or "", None)) is not None:
        yield found
        unit = found.parent

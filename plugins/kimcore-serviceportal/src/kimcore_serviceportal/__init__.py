"""The Leistungsbeschreibung of a service portal: as a page in every format there is, and as JSON-LD."""

from collections.abc import Iterable, Mapping

from kimcore import Check, Exporter, hookimpl

kimcore_api = 1


@hookimpl
def kimcore_exporters() -> Iterable[type[Exporter]]:
    """The page and its JSON-LD are one document in several formats."""
    from kimcore_serviceportal.exporter import ServiceExporter  # noqa: PLC0415 - a plugin is light to import

    return (ServiceExporter,)


@hookimpl
def kimcore_checks() -> Iterable[type[Check]]:
    """What is wrong with the data of a service, whatever document is asked for."""
    from kimcore_serviceportal.checks import CHECKS  # noqa: PLC0415 - a plugin is light to import

    return CHECKS


@hookimpl
def kimcore_extensions() -> Mapping[str, type]:
    """The section ``serviceportal`` of a program file."""
    from kimcore_serviceportal.model import SECTION, Section  # noqa: PLC0415 - a plugin is light to import

    return {SECTION: Section}

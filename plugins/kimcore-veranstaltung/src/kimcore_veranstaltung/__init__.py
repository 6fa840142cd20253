"""A Fachtag from invitation to press release: four documents, their checks, and the data they need."""

from collections.abc import Iterable, Mapping

from kimcore import Check, Exporter, hookimpl

kimcore_api = 1


@hookimpl
def kimcore_exporters() -> Iterable[type[Exporter]]:
    """Invitation, attendance list, evaluation, press release."""
    from kimcore_veranstaltung.attendance import AttendanceExporter  # noqa: PLC0415 - a plugin is light to import
    from kimcore_veranstaltung.evaluation import EvaluationExporter  # noqa: PLC0415
    from kimcore_veranstaltung.invitation import InvitationExporter  # noqa: PLC0415
    from kimcore_veranstaltung.press import PressExporter  # noqa: PLC0415

    return (AttendanceExporter, EvaluationExporter, InvitationExporter, PressExporter)


@hookimpl
def kimcore_checks() -> Iterable[type[Check]]:
    """What is wrong with the data of an event, whatever document is asked for."""
    from kimcore_veranstaltung.checks import CHECKS  # noqa: PLC0415 - a plugin is light to import

    return CHECKS


@hookimpl
def kimcore_extensions() -> Mapping[str, type]:
    """The section ``veranstaltung`` of a program file."""
    from kimcore_veranstaltung.model import SECTION, Section  # noqa: PLC0415 - a plugin is light to import

    return {SECTION: Section}

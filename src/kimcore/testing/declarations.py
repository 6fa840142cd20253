"""What an exporter says about itself: name, title, profile, options, codes, formats."""

import re
from collections.abc import Iterable
from typing import Any

import attrs

from kimcore.convert import structure, unstructure
from kimcore.convert.types import fields_of
from kimcore.exporters.base import Exporter
from kimcore.findings import Finding
from kimcore.model import Profile
from kimcore.testing.promises import Report

__all__ = ["check_declarations", "check_findings", "check_options"]

_NAME = re.compile(r"[a-z][a-z0-9-]*")
CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+")
"""``KIM-FIN-001``: capitals and figures in groups."""


def check_declarations(exporter: type[Exporter], report: Report) -> None:
    """Name, title, profile, kinds of content and codes."""
    where = f"Klasse {exporter.__qualname__}"
    name, title = getattr(exporter, "name", None), getattr(exporter, "title", None)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        report.add(
            f"Der Name {name!r} ist keiner", where, 'Kleinbuchstaben, Ziffern und Bindestriche: name = "stellenplan".'
        )
    if not isinstance(title, str) or not title.strip():
        report.add("Ein deutscher Titel fehlt", where, 'Zum Beispiel title = "Stellenplan".')
    if not isinstance(exporter.profile, Profile):
        report.add(f"Das Profil {exporter.profile!r} ist keines", where, "Eines von kimcore.Profile angeben.")
    writes = exporter.write is not Exporter.write
    if not exporter.composes() and not writes:
        report.add("Es gibt kein Dokument", where, "document, workbook oder write überschreiben.")
    if writes and not exporter.formats:
        report.add("write ohne Format", where, 'Das Format nennen, das write schreibt: formats = ("xlsx",).')
    for code, asked in exporter.codes.items():
        if not CODE.fullmatch(code) or not str(asked).strip():
            report.add(
                f"Der Code {code!r} ist nicht erklärt",
                where,
                'Zum Beispiel {"KIM-STP-001": "Für das Jahr ist etwas geplant"}.',
            )


def check_options(options: Any, where: str, report: Report) -> None:
    """Each option has a German label and a default that a user could have given."""
    if not attrs.has(options):
        report.add("Options ist keine attrs-Klasse", where, "@attrs.frozen(kw_only=True) davorsetzen.")
        return
    for field in fields_of(options):
        if not field.metadata.get("label"):
            report.add(
                f"Die Option {field.name} hat keine deutsche Bezeichnung",
                where,
                'metadata=about("Bezeichnung") angeben.',
            )
        if field.default is attrs.NOTHING:
            report.add(
                f"Die Option {field.name} hat keine Vorgabe",
                where,
                "Jede Option braucht eine; ohne --set muss es gehen.",
            )
            return
    made = options()
    read, findings = structure(options, unstructure(made))
    for finding in findings:
        report.add(
            f"Die Vorgabe der Option {finding.path} gilt nicht: {finding.message}",
            where,
            finding.hint or "Eine gültige wählen.",
        )
    if not findings and read != made:
        report.add("Die Vorgaben der Optionen ändern sich beim Lesen", where, "Typ der Option und Vorgabe angleichen.")


def check_findings(findings: Iterable[Any], codes: Iterable[str], where: str, report: Report) -> None:
    """Findings are findings, with a declared code and a message."""
    known = set(codes)
    for finding in findings:
        if not isinstance(finding, Finding):
            report.add(f"Die Prüfung liefert {type(finding).__name__} statt Finding", where, "kimcore.Finding liefern.")
        elif finding.code not in known:
            report.add(
                f"Der Code {finding.code} ist nicht angemeldet", where, "In codes nennen, mit dem, was er fragt."
            )
        elif not finding.message.strip():
            report.add(f"Der Befund {finding.code} sagt nichts", where, "message: was fehlt, wo, warum.")

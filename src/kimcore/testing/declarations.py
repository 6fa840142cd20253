"""What a plugin says about itself: what kimcore found when it was loaded, options, codes."""

from collections.abc import Iterable
from typing import Any

import attrs

from kimcore.convert import structure
from kimcore.convert.types import fields_of
from kimcore.exporters.base import Exporter
from kimcore.findings import Finding
from kimcore.session import Kimcore
from kimcore.testing.promises import Report

__all__ = ["check_declarations", "check_findings", "check_loading"]


def check_loading(kim: Kimcore, report: Report) -> None:
    """Every plugin takes part with all that it brings."""
    for info in kim.registry.plugins:
        for reason in info.reasons:
            report.add(reason, f"Plugin {info.name}", "Siehe docs/hooks.md.")


def check_declarations(exporter: type[Exporter], report: Report) -> None:
    """Each code says what it asks, and each option has a default that a user could have given."""
    where = f"Klasse {exporter.__qualname__}"
    for code, asked in exporter.codes.items():
        if not str(asked).strip():
            hint = 'Sagen, was gefragt wird: codes = {"MST-STP-001": "Für das Jahr ist etwas geplant"}.'
            report.add(f"Der Code {code} ist nicht erklärt", where, hint)
    needed = [field.name for field in fields_of(exporter.Options) if field.default is attrs.NOTHING]
    for name in needed:
        report.add(f"Die Option {name} hat keine Vorgabe", where, "Ohne --set muss es gehen: default angeben.")
    if needed:
        return
    made = exporter.Options()
    read, findings = structure(
        exporter.Options, {field.name: getattr(made, field.name) for field in fields_of(exporter.Options)}
    )
    for finding in findings:
        what = f"Die Vorgabe der Option {finding.path} gilt nicht: {finding.message}"
        report.add(what, where, finding.hint or "Eine Vorgabe wählen, die --set annimmt.")
    if not findings and read != made:
        report.add("Die Vorgaben der Optionen ändern sich beim Lesen", where, "Typ und Vorgabe angleichen.")


def check_findings(findings: Iterable[Any], codes: Iterable[str], where: str, report: Report) -> None:
    """Findings have a declared code and a message."""
    known = set(codes)
    for finding in findings:
        if not isinstance(finding, Finding):
            report.add(f"Die Prüfung liefert {type(finding).__name__} statt Finding", where, "kimcore.Finding liefern.")
        elif finding.code not in known:
            report.add(f"Der Code {finding.code} ist nicht angemeldet", where, "In codes nennen, was er fragt.")
        elif not finding.message.strip():
            report.add(f"Der Befund {finding.code} sagt nichts", where, "message: was fehlt, wo, warum.")

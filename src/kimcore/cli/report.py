"""Findings for people and for programs: where, what, what to do, and the rule behind it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from kimcore.cli.terminal import block
from kimcore.findings import Finding, Place, Severity

__all__ = ["finding_as_json", "show_findings", "summary"]

_WORDS = {
    Severity.FEHLER: ("Fehler", "Fehler", "red"),
    Severity.WARNUNG: ("Warnung", "Warnungen", "yellow"),
    Severity.HINWEIS: ("Hinweis", "Hinweise", "cyan"),
}


def show_findings(findings: Iterable[Finding], file: str, write: Callable[[str], None]) -> None:
    """Write each finding as a block: its place first, so that an editor can jump to it.

    Args:
        findings: in the order they are to be read.
        file: the program file; stands in for the place of a finding that has none.
        write: writes one block.
    """
    for finding in findings:
        write(_block(finding, file) + "\n")


def _block(finding: Finding, file: str) -> str:
    singular, _, colour = _WORDS[finding.severity]
    where = str(finding.place or file)
    head = f"{click.style(where, bold=True)}: " if where else ""
    head += f"{click.style(singular, fg=colour, bold=True)} {finding.code}"
    lines = [head, block(finding.message, first="  ")]
    path = f"{finding.path} ({finding.object_id})" if finding.object_id else finding.path
    for label, text in (("Feld", path), ("Abhilfe", finding.hint), ("Grundlage", finding.citation or "")):
        if text:
            lines.append(block(text, first=f"  {label + ':':<11}"))
    return "\n".join(lines)


def summary(findings: Sequence[Finding]) -> str:
    """``2 Fehler, 1 Warnung``, or that there is nothing to say."""
    counts = Counter(finding.severity for finding in findings)
    parts = [
        f"{counts[severity]} {singular if counts[severity] == 1 else plural}"
        for severity, (singular, plural, _) in _WORDS.items()
        if counts[severity]
    ]
    return ", ".join(parts) or "nichts zu beanstanden"


def finding_as_json(finding: Finding, file: str) -> dict[str, Any]:
    """A finding as ``kimcore check --format json`` gives it; every key is always there, null where there is nothing."""
    place = finding.place or Place(file=file)
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
        "path": finding.path,
        "object_id": finding.object_id,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "citation": finding.citation,
    }

"""Program files on the command line: the lines of what is wrong with one."""

from collections.abc import Iterable
from pathlib import Path

from kimcore.errors import FileError, UsageError
from kimcore.files.places import place_findings
from kimcore.files.reading import LIMITS, decode, format_of, read_bytes
from kimcore.findings import Finding, Place, Severity

__all__ = ["UNREADABLE", "located", "unreadable"]

UNREADABLE = "KIM-DAT-000"


def located(findings: Iterable[Finding], path: str) -> tuple[Finding, ...]:
    """The findings with their lines and columns in the file, the gravest first, then as they stand there.

    The file is read once for all of them; nothing is read where there are none.
    """
    found = tuple(findings)
    if not found:
        return ()
    form = format_of(Path(path))
    placed = place_findings(found, decode(read_bytes(path, LIMITS[form]), path), form, path)
    return tuple(sorted(placed, key=lambda finding: finding.severity.rank))


def unreadable(error: FileError | UsageError, path: str) -> Finding:
    """A file that could not be read, as a finding, so that a report on many files holds it, too."""
    place = Place(file=path)
    return Finding(code=UNREADABLE, severity=Severity.FEHLER, path="", message=str(error), place=place)

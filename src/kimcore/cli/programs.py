"""Program files on the command line: loading one, and the lines of what is wrong with it."""

from collections.abc import Iterable
from pathlib import Path

from kimcore.errors import FileError, UsageError
from kimcore.files.places import place_findings
from kimcore.files.reading import LIMITS, decode, format_of, read_bytes
from kimcore.findings import Finding, Place, Severity
from kimcore.model import Program
from kimcore.session import Kimcore

__all__ = ["UNREADABLE", "load_program", "located", "unreadable"]

UNREADABLE = "KIM-DAT-000"


def load_program(kim: Kimcore, path: str) -> Program:
    """Load a program.

    Raises:
        FileError: the file cannot be read.
        ProgramFileError: it is not a valid program.
        UsageError: its suffix is that of no program file.
    """
    if Path(path).is_dir():
        raise FileError(f"{path} ist ein Ordner. Die Programmdatei darin angeben.")
    return kim.load(path)


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

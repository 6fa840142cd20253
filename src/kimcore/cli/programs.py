"""Program files on the command line: loading one, and the lines of what is wrong with it."""

from collections.abc import Iterable
from pathlib import Path

from kimcore.errors import FileError, ProgramFileError, UsageError
from kimcore.files.places import place_findings
from kimcore.files.reading import LIMITS, decode, format_of, read_bytes
from kimcore.findings import Finding, Place, Severity
from kimcore.model import Program
from kimcore.session import Kimcore

__all__ = ["UNREADABLE", "load_program", "located", "unreadable"]

UNREADABLE = "KIM-DAT-000"
_DANGLING = "KIM-REF-001"


def load_program(kim: Kimcore, path: str) -> Program:
    """Load a program whose Förderprogramm is known.

    Raises:
        FileError: the file cannot be read.
        ProgramFileError: it is not a valid program, or of a Förderprogramm that nobody knows.
        UsageError: its suffix is that of no program file.
    """
    if Path(path).is_dir():
        raise FileError(f"{path} ist ein Ordner. Die Programmdatei darin angeben.")
    program = kim.load(path)
    try:
        kim.rules(program.foerderprogramm)
    except UsageError as error:
        finding = Finding(code=_DANGLING, severity=Severity.FEHLER, path="foerderprogramm", message=str(error))
        raise ProgramFileError(f"{path}: {error}", located([finding], path)) from None
    return program


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

"""What can be wrong with a file before anyone knows what it is about."""

from collections.abc import Sequence
from typing import Any

from kimcore.errors import KimError
from kimcore.findings import Finding, Place, Severity
from kimcore.plain.lines import Lines
from kimcore.plain.paths import PathParts, path_text

__all__ = ["DUPLICATE", "LIMIT", "MAX_DEPTH", "SYNTAX", "PlainError", "Report"]

SYNTAX = "KIM-DAT-001"
DUPLICATE = "KIM-DAT-002"
LIMIT = "KIM-DAT-009"

MAX_DEPTH = 100
"""How deep sections and lists may nest; a program needs six levels."""


class PlainError(KimError, ValueError):
    """A text is no YAML or JSON that kimcore reads.

    Attributes:
        findings: every problem with line and column.
        data: what could be read in spite of them (keys stand twice, say), or None.
    """

    def __init__(self, findings: Sequence[Finding], data: Any = None) -> None:
        super().__init__(" ".join(str(finding) for finding in findings))
        self.findings = tuple(findings)
        self.data = data


class Report:
    """Collects the problems of one text.

    Args:
        text: the text.
        file: the name of its file, for the places.
    """

    def __init__(self, text: str, file: str) -> None:
        self.findings: list[Finding] = []
        self._text = text
        self._file = file
        self._lines: Lines | None = None

    def line(self, offset: int) -> int:
        """The line of an offset."""
        return self._at(offset)[0]

    def add(self, code: str, offset: int, message: str, hint: str, path: PathParts = ()) -> None:
        """Note a problem at an offset of the text."""
        line, column = self._at(offset)
        place = Place(file=self._file, line=line, column=column)
        self.findings.append(
            Finding(code=code, severity=Severity.FEHLER, path=path_text(path), message=message, hint=hint, place=place)
        )

    def duplicate(self, offset: int, first: int, path: PathParts) -> None:
        """Note a key that stands twice in one section."""
        self.add(
            DUPLICATE,
            offset,
            f"Der Schlüssel „{path[-1]}“ steht in diesem Abschnitt schon in Zeile {self.line(first)}.",
            "Eine der beiden Angaben löschen.",
            path,
        )

    def fail(self, code: str, offset: int, message: str, hint: str) -> PlainError:
        """Note a problem that ends the reading, and return the error to raise."""
        self.add(code, offset, message, hint)
        return PlainError(self.findings)

    def _at(self, offset: int) -> tuple[int, int]:
        if self._lines is None:
            self._lines = Lines(self._text)
        return self._lines.at(offset)

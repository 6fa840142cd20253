"""Files that lie beside a program file or a theme and belong to it."""

from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from typing import Any

import attrs

from kimcore.errors import FileError, ValueProblem
from kimcore.findings import Finding, Severity
from kimcore.plain import PathParts, path_text
from kimcore.values import shown

__all__ = ["Beside"]

_CODE = "KIM-DAT-008"


@attrs.frozen
class Beside:
    """A kind of file beside another.

    Attributes:
        noun: what messages call it: ``Textdatei``.
        suffixes: what its names end with.
        expected: what a name must be.
        example: such a name.
        home: what messages call the file beside which it lies.
        plural: the noun for several, where there may be no such file.
        instead: where the content may then stand.
    """

    noun: str
    suffixes: tuple[str, ...]
    expected: str
    example: str
    home: str = "der Programmdatei"
    plural: str = ""
    instead: str = ""

    def path(self, name: Any, folder: Path | None) -> Path:
        """The path of a file.

        Raises:
            ValueProblem: the name is none of a file of this kind within the folder.
        """
        if folder is None:
            raise self.problem(f"{self.plural} liest kimcore nur neben einer Programmdatei", self.instead)
        if not isinstance(name, str) or not self._is_beside(name.split("/")):
            raise self.problem(
                f"{shown(name)} ist keine {self.noun} neben {self.home}", f"Zum Beispiel {self.example}."
            )
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise self.problem(f"{shown(name)} führt aus dem Ordner {self.home} hinaus", "Die Datei dort ablegen.")
        return path

    def _is_beside(self, parts: list[str]) -> bool:
        """Whether a name is relative and stays inside its folder on every system."""
        usable: Iterable[bool] = (bool(part.strip(". ")) and PureWindowsPath(part).name == part for part in parts)
        return all(usable) and "\0" not in parts[-1] and parts[-1].lower().endswith(self.suffixes)

    def problem(self, message: str, hint: str) -> ValueProblem:
        """What is wrong with a name."""
        return ValueProblem(message, expected=self.expected, hint=hint)

    @staticmethod
    def finding(path: PathParts, problem: ValueProblem | FileError) -> Finding:
        """A file that cannot be had."""
        message, hint = str(problem), ""
        if isinstance(problem, ValueProblem):
            message, hint = f"{problem.message}; erwartet: {problem.expected}.", problem.hint
        return Finding(code=_CODE, severity=Severity.FEHLER, path=path_text(path), message=message, hint=hint)

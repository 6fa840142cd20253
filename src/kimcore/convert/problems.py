"""What can be wrong with data once it is known what they should be."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from kimcore.convert.types import label_of
from kimcore.errors import ValueProblem
from kimcore.plain import PathParts
from kimcore.values import shown

__all__ = [
    "CODES",
    "MISSING",
    "STRUCTURE",
    "UNKNOWN",
    "VALUE",
    "Problem",
    "Problems",
    "find_choice",
    "meant",
]

UNKNOWN = "KIM-DAT-003"
MISSING = "KIM-DAT-004"
VALUE = "KIM-DAT-005"
STRUCTURE = "KIM-DAT-006"

CODES: Mapping[str, str] = {
    "KIM-DAT-000": "Die Datei selbst ist nicht zu lesen (nur bei kimcore check)",
    "KIM-DAT-001": "Die Datei ist kein YAML oder JSON, das kimcore liest",
    "KIM-DAT-002": "Ein Schlüssel steht doppelt",
    UNKNOWN: "Ein Schlüssel ist unbekannt",
    MISSING: "Eine Pflichtangabe fehlt",
    VALUE: "Ein Wert ist keine gültige Angabe",
    STRUCTURE: "Abschnitt, Liste und Einzelwert sind verwechselt",
    "KIM-DAT-007": "Das Dateiformat ist nicht lesbar",
    "KIM-DAT-008": "Eine Textdatei oder ein Bild fehlt oder ist nicht lesbar",
    "KIM-DAT-009": "Die Datei sprengt eine Grenze",
}
"""The codes of everything that can be wrong with a file, with their German titles."""

_LONGEST_WORD = 60


class Problem(ValueProblem):
    """A value that cannot be read, with the code of its finding."""

    def __init__(self, message: str, *, expected: str, hint: str = "", code: str = VALUE) -> None:
        super().__init__(message, expected=expected, hint=hint)
        self.code = code


class Problems(ValueError):
    """Several problems inside one value, each with its path in it."""

    def __init__(self, found: Iterable[tuple[PathParts, ValueProblem]]) -> None:
        super().__init__()
        self.found = tuple(found)


def meant(word: str, words: Iterable[str]) -> str:
    """``Meinten Sie „status“?``, or an empty text where nothing is like it."""
    if len(word) > _LONGEST_WORD:
        return ""
    close = difflib.get_close_matches(word, list(words), n=1)
    return f"Meinten Sie „{close[0]}“?" if close else ""


def find_choice(raw: Any, choices: Mapping[str, Any]) -> Any:
    """The choice a word names.

    Raises:
        Problem: it names none; the hint is the nearest one.
    """
    if isinstance(raw, str) and raw in choices:
        return choices[raw]
    if not isinstance(raw, str) and any(raw is choice for choice in choices.values()):
        return raw
    by_label = {label_of(choice).casefold(): word for word, choice in choices.items()}
    written = str(raw) if isinstance(raw, str) else ""
    exact = by_label.get(written.casefold())
    named = [f"{word} ({label_of(choice)})" if label_of(choice) else word for word, choice in choices.items()]
    raise Problem(
        f"{shown(raw)} steht nicht zur Wahl",
        expected=f"eines von {', '.join(named)}",
        hint=f"Meinten Sie „{exact}“?" if exact else meant(written.lower(), choices),
    )

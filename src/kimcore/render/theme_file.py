"""Themes as files: a YAML file with the fields of a theme, or a Word file whose styles documents take."""

from itertools import chain
from pathlib import Path
from typing import Any

from kimcore.convert import structure
from kimcore.errors import FileError, UsageError, ValueProblem
from kimcore.files.beside import Beside
from kimcore.files.reading import decode, read_bytes
from kimcore.plain import PlainError, read_yaml
from kimcore.render.theme import Theme
from kimcore.values import suggest_identifier

__all__ = ["SUFFIXES", "load_theme"]

SUFFIXES = (".yaml", ".yml", ".docx")
"""What a theme's file ends with."""

_LIMIT = 20 * 1024**2
_HOME = "der Theme-Datei"
_FILES = {
    "logo": Beside(
        noun="Bilddatei", suffixes=(".png", ".jpg", ".jpeg"), home=_HOME,
        expected=f"eine Bilddatei (.png, .jpg) im Ordner {_HOME}", example="wappen.png",
    ),
    "template": Beside(
        noun="Word-Vorlage", suffixes=(".docx",), home=_HOME,
        expected=f"eine Word-Datei (.docx) im Ordner {_HOME}", example="vorlage.docx",
    ),
}  # fmt: skip
"""What may lie beside a theme, by its field."""


def load_theme(path: str | Path) -> Theme:
    """Read a theme.

    Args:
        path: a YAML file with the fields of ``Theme``, ``logo`` and ``template`` as names of files beside it; or a
            Word file, whose styles, page size and margins documents take.

    Raises:
        FileError: a file cannot be read.
        UsageError: the YAML file is no theme, or hard to read.
    """
    path = Path(path)
    if path.suffix.lower() == ".docx":
        return Theme(name=_name(path), title=path.name, template=read_bytes(path, _LIMIT))
    try:
        data = read_yaml(decode(read_bytes(path, _LIMIT), str(path)))
    except PlainError as error:
        raise UsageError(f"{path} ist kein YAML. {error}") from error
    if not isinstance(data, dict):
        raise UsageError(f"{path} ist kein Theme: erwartet werden Felder wie name und accent.")
    data |= {key: _beside(path, key, data[key]) for key in _FILES if key in data}
    theme, findings = structure(Theme, {"name": _name(path), **data})
    if theme is None:
        said = ((f"{finding.path}:" if finding.path else "", finding.message, finding.hint) for finding in findings)
        raise UsageError(" ".join(filter(None, (f"{path} ist kein Theme.", *chain.from_iterable(said)))))
    return theme


def _name(path: Path) -> str:
    return suggest_identifier(path.stem) or "theme"


def _beside(path: Path, key: str, name: Any) -> bytes:
    try:
        return read_bytes(_FILES[key].path(name, path.parent), _LIMIT)
    except ValueProblem as problem:
        raise FileError(f"{path}, {key}: {problem}; erwartet: {problem.expected}. {problem.hint}") from problem

"""Themes as files: a YAML file with the fields of a theme, or a Word file whose styles documents take."""

from pathlib import Path
from typing import Any

from kimcore.convert import structure
from kimcore.errors import FileError, UsageError
from kimcore.files.reading import decode, read_bytes
from kimcore.plain import PlainError, read_yaml
from kimcore.render.theme import Theme
from kimcore.values import suggest_identifier

__all__ = ["SUFFIXES", "load_theme"]

SUFFIXES = (".yaml", ".yml", ".docx")
"""What a theme's file ends with."""

_LIMIT = 20 * 1024**2
_FILES = ("logo", "template")


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
        problems = " ".join(f"{finding.path}: {finding.message} {finding.hint}" for finding in findings)
        raise UsageError(f"{path} ist kein Theme. {problems}")
    return theme


def _name(path: Path) -> str:
    return suggest_identifier(path.stem) or "theme"


def _beside(path: Path, key: str, name: Any) -> bytes:
    if not isinstance(name, str) or not name or Path(name).is_absolute():
        raise FileError(f"{path}, {key}: Der Name einer Datei neben dem Theme wird erwartet, nicht {name!r}.")
    return read_bytes(path.parent / name, _LIMIT)

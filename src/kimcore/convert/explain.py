"""What cattrs collected, as findings: each with its path, what was found, what was expected and a hint."""

from collections.abc import Iterator
from typing import Any

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from kimcore.convert.problems import MISSING, UNKNOWN, VALUE, Problem, Problems, meant
from kimcore.convert.types import fields_of
from kimcore.errors import ValueProblem
from kimcore.findings import Finding, Severity
from kimcore.plain import PathParts, path_text
from kimcore.values import shown

__all__ = ["explain", "object_id"]


def explain(error: BaseException, data: Any, at: PathParts = ()) -> Iterator[Finding]:
    """Every problem in an error of the detailed way.

    Args:
        error: what was raised.
        data: the plain data it was raised for.
        at: the path of these data in the file.
    """
    for path, problem, label in _leaves(error, (), "", data):
        said = f"{problem.message}; erwartet: {problem.expected}." if problem.expected else f"{problem.message}."
        yield Finding(
            code=problem.code if isinstance(problem, Problem) else VALUE,
            severity=Severity.FEHLER,
            path=path_text((*at, *path)),
            message=f"{label}: {said}" if label else said,
            hint=problem.hint,
            object_id=object_id(data, path),
        )


def object_id(data: Any, path: PathParts) -> str | None:
    """The id of the nearest object around a value, as the file gives it."""
    found = None
    for part in (*path, None):
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            found = str(data["id"])
        data = _inside(data, part)
    return found


def _inside(data: Any, part: str | int | None) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    return data[part] if isinstance(data, list | tuple) and isinstance(part, int) and part < len(data) else None


def _leaves(
    error: BaseException, path: PathParts, label: str, data: Any, cls: type | None = None
) -> Iterator[tuple[PathParts, ValueProblem, str]]:
    """The problems in a tree of errors, each with its path and the German name of its field."""
    if isinstance(error, BaseValidationError):
        cls = error.cl if isinstance(error, ClassValidationError) else None
        for inner in error.exceptions:
            part, name = _step(inner, cls)
            below = path if part is None else (*path, part)
            yield from _leaves(inner, below, name or label, data, cls)
    elif isinstance(error, Problems):
        yield from (((*path, *inside), problem, label) for inside, problem in error.found)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in (key for key in _at(data, path) if key in error.extra_fields):
            yield (*path, key), _unknown(key, error.cl), ""
    elif isinstance(error, KeyError):
        yield path[:-1], _missing(str(path[-1]), label), ""
    elif isinstance(error, ValueProblem):
        yield path, error, label
    else:
        reason = str(error).removesuffix(".")
        yield path, Problem(f"Die Angaben passen nicht zusammen: {reason}", expected=""), label


def _step(error: BaseException, cls: type | None) -> tuple[str | int | None, str]:
    """Which key or index an error belongs to, and the German name of the field."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return note.name, _label(cls, note.name)
        if isinstance(note, IterableValidationNote):
            return note.index, ""
    return None, ""


def _label(cls: type | None, name: str) -> str:
    fields: tuple[attrs.Attribute[Any], ...] = fields_of(cls) if cls else ()
    return next((str(field.metadata.get("label", "")) for field in fields if field.name == name), "")


def _at(data: Any, path: PathParts) -> Any:
    for part in path:
        data = data[part]
    return data


def _unknown(key: str, cls: type) -> Problem:
    names = [field.name for field in fields_of(cls)]
    close = meant(key, names)
    return Problem(
        f"{shown(key)} ist hier kein bekannter Schlüssel",
        expected="" if close else f"einer von {', '.join(names)}",
        hint=close or "Den Schlüssel löschen oder umbenennen.",
        code=UNKNOWN,
    )


def _missing(name: str, label: str) -> Problem:
    meaning = f" ({label})" if label else ""
    return Problem(f"Die Pflichtangabe „{name}“{meaning} fehlt", expected="", hint=f"„{name}:“ ergänzen.", code=MISSING)

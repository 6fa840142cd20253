"""Program files of older formats: small functions lift them, one version at a time."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from kimcore.errors import ValueProblem
from kimcore.findings import Finding, Severity
from kimcore.model import SCHEMA_VERSION
from kimcore.values import parse_count

__all__ = ["MIGRATIONS", "Migration", "migrate"]

Migration: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Mapping[int, Migration] = {}
"""For each older version the function that makes the next one of it: plain data to plain data."""

_CODE = "KIM-DAT-007"


def migrate(
    data: dict[str, Any], *, migrations: Mapping[int, Migration] = MIGRATIONS, current: int = SCHEMA_VERSION
) -> tuple[dict[str, Any] | None, tuple[Finding, ...]]:
    """Lift the data of a program file to the current version.

    Args:
        data: its plain data; a file without ``schema_version`` is taken for a current one.
        migrations: for each older version the function that makes the next one of it.
        current: the version of the models.

    Returns:
        The data and no findings, or None where the version is newer, unknown or no number.
    """
    try:
        version = parse_count(data.get("schema_version", current))
    except ValueProblem as problem:
        return None, (_finding(f"{problem.message}; erwartet: {problem.expected}.", f"{current} schreiben."),)
    if version > current:
        message = f"Das Dateiformat {version} ist neuer als diese Version von kimcore, die bis {current} liest."
        return None, (_finding(message, "kimcore aktualisieren."),)
    while version < current:
        if version not in migrations:
            return None, (_finding(f"Das Dateiformat {version} kennt kimcore nicht.", f"{current} schreiben."),)
        data = migrations[version](data)
        version += 1
    return {**data, "schema_version": current}, ()


def _finding(message: str, hint: str) -> Finding:
    return Finding(code=_CODE, severity=Severity.FEHLER, path="schema_version", message=message, hint=hint)

"""Data that kimcore has no model for: what a plugin keeps in a program file, whether the plugin is there or not."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from kimcore.convert.problems import Problem, Problems
from kimcore.errors import UsageError, ValueProblem
from kimcore.plain import MAX_DEPTH, PathParts, Plain, Stream
from kimcore.values import parse_text, shown

__all__ = ["settle", "spread", "unmarked"]

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,39})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,39})\.[0-9]{1,80}")
_LONGEST_KEY = 200
_MOST_DIGITS = 40


def settle(raw: Any) -> Any:
    """Raw data with every value as what it looks like: dicts, lists, texts, int, Decimal, bool and None.

    Unquoted ``12``, ``1.5`` and ``true`` of YAML become numbers and a yes; ``0512`` and whatever was quoted stay text.

    Raises:
        Problems: control characters, overlong keys and numbers.
    """
    found: list[tuple[PathParts, ValueProblem]] = []
    settled = _settle(raw, (), found)
    if found:
        raise Problems(found)
    return settled


def _settle(raw: Any, path: PathParts, found: list[tuple[PathParts, ValueProblem]]) -> Any:
    if isinstance(raw, dict | tuple):
        pairs = raw.items() if isinstance(raw, dict) else raw
        section = {_key(key, path, found): _settle(value, (*path, key), found) for key, value in pairs}
        if len(section) != len(raw):
            found.append((path, Problem("Ein Schlüssel steht doppelt", expected="jeder Schlüssel einmal")))
        return section
    if isinstance(raw, list | Stream):
        return [_settle(entry, (*path, index), found) for index, entry in enumerate(raw)]
    try:
        return _scalar(raw)
    except ValueProblem as problem:
        found.append((path, problem))
        return None


def _key(key: str, path: PathParts, found: list[tuple[PathParts, ValueProblem]]) -> str:
    try:
        if len(key) > _LONGEST_KEY:
            raise Problem(f"Der Schlüssel {shown(key)} ist zu lang", expected=f"höchstens {_LONGEST_KEY} Zeichen")
        return parse_text(str(key))
    except ValueProblem as problem:
        found.append((path, problem))
        return key


def _scalar(raw: Any) -> Any:
    if type(raw) is Plain:
        return _looks_like(str(raw))
    if isinstance(raw, str):
        return parse_text(raw)
    if isinstance(raw, Decimal):
        if not raw.is_finite() or len(raw.as_tuple().digits) > _MOST_DIGITS or abs(raw.adjusted()) > _MOST_DIGITS:
            raise Problem(f"{shown(raw)} ist zu groß oder zu genau", expected=f"höchstens {_MOST_DIGITS} Stellen")
        return raw
    if raw is None or isinstance(raw, bool):
        return raw
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, int) and abs(raw) < 10**_MOST_DIGITS:
        return raw
    raise Problem(f"{shown(raw)} kann nicht in einer Datei stehen", expected="Text, Zahl oder Wahrheitswert")


def _looks_like(text: str) -> Any:
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else parse_text(text)


def unmarked(raw: Any) -> Any:
    """Raw data with every scalar as it was written, for a class that knows what its fields hold."""
    if isinstance(raw, dict):
        return {key: unmarked(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [unmarked(entry) for entry in raw]
    return str(raw) if type(raw) is Plain else raw


def spread(value: Any, depth: int = 0) -> Any:
    """What a script put where kimcore has no model, as plain data.

    Raises:
        UsageError: it cannot stand in a file.
    """
    if depth > MAX_DEPTH:
        raise UsageError(f"Daten stehen in mehr als {MAX_DEPTH} Ebenen ineinander.")
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise UsageError("Schlüssel in einer Datei sind Texte.")
        return {key: spread(entry, depth + 1) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [spread(entry, depth + 1) for entry in value]
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int | Decimal | date):
        return value
    raise UsageError(
        f"„{type(value).__name__}“ kann nicht in einer Datei stehen: Text, Zahl, Datum oder Liste angeben."
    )

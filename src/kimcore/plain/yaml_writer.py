"""Plain data as YAML that people like to edit: blocks, German letters, quotes only where a reader might err."""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from kimcore.errors import UsageError
from kimcore.plain.json_writer import number_text
from kimcore.values import shown

__all__ = ["write_yaml"]

# What some reader of YAML 1.1 or 1.2 takes for a number, a date, a yes or no, or nothing.
_AMBIGUOUS = re.compile(
    r"[-+.]?[0-9][0-9a-fA-F_.:,eEoOxXtTzZ +-]*|[-+]?\.(inf|nan)|null|true|false|yes|no|on|off|y|n", re.IGNORECASE
)
_BARE = re.compile(r"[\w(„»§/](?:(?!: | #)[^\t])*(?<![: ])")
_LINE = re.compile(r"(?![ \t])[^\t]*[^\s]|")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_yaml(data: Any) -> str:
    """Plain data as YAML, with a blank line before each chapter of the top level.

    Raises:
        UsageError: something in it is no plain data, or a text holds half a character.
    """
    lines: list[str] = []
    for line in _lines(data, ""):
        # Bare values never end with a colon, so this is the key of a section or a list.
        if lines and line.endswith(":") and not line.startswith((" ", "-")):
            lines.append("")
        lines.append(line)
    return "\n".join(lines) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    """A value in lines, the first one without its place in what surrounds it."""
    if isinstance(value, dict) and value:
        for key, entry in value.items():
            yield from _entry(f"{indent}{_text(key)}:", entry, indent, "" if isinstance(entry, list) else "  ")
    elif isinstance(value, list) and value:
        for entry in value:
            if isinstance(entry, dict) and entry:
                first, *rest = _lines(entry, f"{indent}  ")
                yield f"{indent}- {first[len(indent) + 2 :]}"
                yield from rest
            else:
                yield from _entry(f"{indent}-", entry, indent, "  ")
    else:
        yield f"{indent}{_scalar(value)}"


def _entry(head: str, value: Any, indent: str, deeper: str) -> Iterator[str]:
    """What follows a key or a dash."""
    if isinstance(value, dict | list) and value:
        yield head
        yield from _lines(value, indent + deeper)
    elif isinstance(value, str) and _is_block(value):
        yield f"{head} {'|' if value.endswith(chr(10)) else '|-'}"
        for line in value.removesuffix("\n").split("\n"):
            yield f"{indent}  {line}" if line else ""
    else:
        yield f"{head} {_scalar(value)}"


def _is_block(text: str) -> bool:
    """Whether a text of several lines can stand as it is, below its key."""
    lines = text.removesuffix("\n").split("\n")
    plain = text.replace("\n", "").replace("\u00a0", "").isprintable()
    return plain and len(lines) > 1 and bool(lines[0] and lines[-1]) and all(map(_LINE.fullmatch, lines))


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return number_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return "null"
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    raise UsageError(f"„{type(value).__name__}“ kann nicht in einer Datei stehen.")


def _text(text: str) -> str:
    if text.replace("\u00a0", "").isprintable():
        if _BARE.fullmatch(text) and not _AMBIGUOUS.fullmatch(text):
            return text
        return "'" + text.replace("'", "''") + "'"
    if _SURROGATE.search(text):
        raise UsageError(f"{shown(text)} enthält ein halbes Zeichen und kann nicht geschrieben werden.")
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))

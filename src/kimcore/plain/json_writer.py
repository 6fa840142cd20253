"""Plain data as JSON: numbers exactly as they are, German letters as they are, and a canonical form for hashes."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from kimcore.errors import UsageError

__all__ = ["canonical_bytes", "number_text", "write_json"]

_QUOTED = json.JSONEncoder(ensure_ascii=False).encode
_MOST_DIGITS = 60


def write_json(data: Any) -> str:
    """Plain data as indented JSON, with a line break at the end.

    Raises:
        UsageError: something in it is no plain data.
    """
    return f"{_value(data, '')}\n"


def canonical_bytes(data: Any) -> bytes:
    """Plain data in the one form that equal data share: sorted, without blanks, ``57000`` for 57000.00.

    Raises:
        UsageError: something in it is no plain data.
    """
    return _canonical(data).encode("utf-8", "surrogatepass")


def number_text(number: Decimal | int) -> str:
    """A number with the digits it has and without an exponent.

    Raises:
        UsageError: it is not finite or has more digits than any figure of a program.
    """
    if isinstance(number, Decimal) and (not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS):
        raise UsageError(f"„{number}“ ist keine Zahl, die eine Datei aufnehmen kann.")
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _QUOTED(str(value))
    if isinstance(value, int | Decimal):
        return number_text(value)
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    raise UsageError(f"„{type(value).__name__}“ kann nicht in einer Datei stehen.")


def _value(value: Any, indent: str) -> str:
    inner = f"{indent}  "
    if isinstance(value, dict) and value:
        pairs = (f"{inner}{_QUOTED(key)}: {_value(entry, inner)}" for key, entry in value.items())
        return "{\n" + ",\n".join(pairs) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"{inner}{_value(entry, inner)}" for entry in value) + f"\n{indent}]"
    return "{}" if value == {} else "[]" if value == [] else _scalar(value)


def _canonical(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_QUOTED(key)}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_canonical, value)) + "]"
    text = _scalar(value)
    if isinstance(value, Decimal):
        text = (text.rstrip("0").rstrip(".") if "." in text else text) if value else "0"
    return text

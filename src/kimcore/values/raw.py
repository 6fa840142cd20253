"""What a file gives before it is understood: how messages show it, how parsers look at it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

__all__ = ["LIMIT", "scalar_text", "shown"]

LIMIT = 10**15
"""Whole numbers stay below this: what a workbook stores exactly."""

_LINE = 60


def shown(raw: Any) -> str:
    """A value as a message shows it, at the beginning of a sentence: short, on one line, printable."""
    if raw is None:
        return "Ein leerer Wert"
    if isinstance(raw, Mapping):
        return "Ein Abschnitt"
    if isinstance(raw, list | tuple):
        return "Eine Liste"
    text = scalar_text(raw)
    if not text and not isinstance(raw, str):
        text = raw.isoformat() if isinstance(raw, date) else type(raw).__name__
    text = text if len(text) <= _LINE else text[: _LINE - 1] + "…"
    return f"„{''.join(sign if sign.isprintable() else f'<U+{ord(sign):04X}>' for sign in text)}“"


def scalar_text(raw: Any) -> str:
    """The text of a text, a number, a yes or no; empty for all else and for numbers nobody writes."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int):
        return str(raw) if abs(raw) < LIMIT else ""
    return str(raw) if isinstance(raw, Decimal | float) else ""

"""Paths into plain data: ``measures[12].title`` and the parts it is made of."""

import json
import re
from collections.abc import Iterable
from typing import TypeAlias

__all__ = ["PathParts", "path_parts", "path_text"]

PathParts: TypeAlias = tuple[str | int, ...]

_NAME = re.compile(r"[^\W\d][\w-]*")
_PART = re.compile(r'\[(?P<index>\d+)\]|\[(?P<key>"(?:[^"\\]|\\.)*")\]|\.?(?P<name>[^.\[\]]+)|(?P<rest>.+)', re.DOTALL)


def path_text(parts: Iterable[str | int]) -> str:
    """``("measures", 12, "title")`` becomes ``measures[12].title``; odd keys are quoted: ``extensions["a.b"]``."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _NAME.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f"[{json.dumps(part)}]"
    return text


def path_parts(text: str) -> PathParts:
    """The parts of a path, as ``path_text`` wrote it; anything else gives what can be read of it."""
    parts: list[str | int] = []
    for found in _PART.finditer(text):
        index, key, name, rest = found.group("index", "key", "name", "rest")
        if rest is not None:
            break
        parts.append(int(index) if index else json.loads(key, strict=False) if key else name)
    return tuple(parts)

"""Titles of sheets and names of cells, as Excel allows them."""

import re
from collections.abc import Iterable

__all__ = ["sheet_titles", "valid_name"]

_LONGEST = 31
_FORBIDDEN = re.compile(r"\s*[:\\/?*\[\]]\s*")
_RESERVED = {"history", "verlauf"}
_NAME = re.compile(r"[^\W\d][\w.]{0,254}")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[RrCcZzSs]\d*([CcSs]\d*)?")


def sheet_titles(titles: Iterable[str]) -> list[str]:
    """Make titles that Excel takes: at most 31 characters, none of its seven forbidden ones, each only once."""
    made: list[str] = []
    taken = set(_RESERVED)
    for title in titles:
        plain = " ".join(_FORBIDDEN.sub("-", title).split()).strip("'- ") or "Blatt"
        unique, number = _short(plain, _LONGEST), 1
        while unique.casefold() in taken:
            number += 1
            ending = f" ({number})"
            unique = _short(plain, _LONGEST - len(ending)) + ending
        taken.add(unique.casefold())
        made.append(unique)
    return made


def _short(title: str, longest: int) -> str:
    """Shorten a title, visibly and at the end of a word where one is near."""
    if len(title) <= longest:
        return title
    head = title[: longest - 1]
    word = head.rsplit(" ", 1)[0]
    return f"{(word if len(word) > longest // 2 else head).rstrip(' -,;')}…"


def valid_name(name: str) -> bool:
    """True for a name that Excel allows for a cell: a letter first, no blanks, nothing that reads like a reference."""
    return _NAME.fullmatch(name) is not None and _CELL_LIKE.fullmatch(name) is None

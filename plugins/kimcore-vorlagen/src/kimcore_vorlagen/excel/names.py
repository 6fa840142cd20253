"""Names of cells and tables: ``kim_kommune_address_city`` is ``kommune.address.city`` of the vocabulary."""

import difflib
import re
from collections.abc import Iterator

import attrs

from kimcore_vorlagen.views import MISSING, View, read
from kimcore_vorlagen.vocabulary import ROOT, Entry, entries, flat_names

__all__ = ["PREFIX", "Path", "column_entry", "resolve", "suggestion", "value_at"]

PREFIX = "kim_"
_ENTRY = re.compile(r"([a-z0-9][a-z0-9_]*?)_(?=[a-z])")
_BLANKS = re.compile(r"\s+")


@attrs.frozen
class Path:
    """Where a name leads.

    Attributes:
        steps: keys, and ids or numbers (from 1) of entries of lists.
        entry: the field at its end.
        single: True where the end is an entry of a list.
    """

    steps: tuple[str, ...]
    entry: Entry


def resolve(name: str, shape: type = ROOT) -> Path | None:
    """What a name without its prefix says, or None; underscores separate fields and belong to some of them."""
    for key, entry in sorted(entries(shape).items(), key=lambda pair: -len(pair[0])):
        if name == key:
            return Path((key,), entry)
        if entry.shape is None or not name.startswith(f"{key}_"):
            continue
        for steps, rest in _inside(name.removeprefix(f"{key}_"), many=entry.many):
            found = resolve(rest, entry.shape)
            if found is not None:
                return Path((key, *steps, *found.steps), found.entry)
    return None


def _inside(rest: str, *, many: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    """The ways to go on: into an object at once, into a list by an id or a number."""
    if not many:
        yield (), rest
        return
    parts = rest.split("_")
    for count in range(1, len(parts)):
        yield ("_".join(parts[:count]),), "_".join(parts[count:])


def value_at(root: View, path: Path) -> object:
    """The value a name leads to; ``MISSING`` where the program has no such entry."""
    value: object = root
    for step in path.steps:
        found = read(value, step)
        value = read(value, int(step) - 1) if found is MISSING and step.isdecimal() else found
    return value


def suggestion(name: str) -> str:
    """The name that is most like an unknown one, or an empty text."""
    known = [f"{PREFIX}{path.replace('.', '_')}" for path in flat_names()]
    return next(iter(difflib.get_close_matches(name, known, n=1)), "")


def column_entry(heading: str, shape: type) -> tuple[Entry | None, str]:
    """The field a heading names, by label or key; else None and the label most like it, or an empty text."""
    wanted = _plain(heading)
    there = {_plain(word): entry for entry in entries(shape).values() for word in (entry.key, entry.label)}
    if wanted in there:
        return there[wanted], ""
    close = difflib.get_close_matches(wanted, there, n=1, cutoff=0.7)
    return None, there[close[0]].label if close else ""


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip().casefold()

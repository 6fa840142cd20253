"""Which number a paragraph of a list carries, counted as Word counts."""

from typing import Any

import attrs

from kimcore.render.word.reading.parts import W, value

__all__ = ["Counted", "Counter"]

_UNNUMBERED = {"bullet"}


@attrs.frozen
class Counted:
    """A paragraph of a list.

    Attributes:
        level: from 0.
        number: what is counted here, or None for a bullet.
        begins: whether the count starts anew here.
    """

    level: int
    number: int | None
    begins: bool = False


@attrs.frozen
class _Level:
    form: str
    start: int


class Counter:
    """Counts the paragraphs of all lists, in the order of the document.

    Lists that share a kind (``w:abstractNum``) go on counting after each other; a list (``w:num``) that overrides the
    start begins anew where it is used first.
    """

    def __init__(self, root: Any) -> None:
        kinds = [element for element in root if element.tag == f"{W}abstractNum"]
        linked = {value(kind, "styleLink"): kind for kind in kinds if value(kind, "styleLink")}
        self._kinds = {
            str(kind.get(f"{W}abstractNumId")): linked.get(value(kind, "numStyleLink"), kind) for kind in kinds
        }
        self._lists = {str(element.get(f"{W}numId")): element for element in root if element.tag == f"{W}num"}
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def count(self, name: str, level: int) -> Counted | None:
        """The next paragraph of a list; None where there is no such list or it shows nothing.

        Args:
            name: its ``numId``.
            level: its level, from 0.
        """
        found = self._level(name, level)
        if found is None or found.form == "none":
            return None
        override = self._override(name, level)
        restarts = override is not None and (name, level) not in self._used
        self._used.add((name, level))
        counts = self._counts.setdefault(value(self._lists[name], "abstractNumId"), {})
        begins = restarts or level not in counts
        start = override if restarts and override is not None else found.start
        counts[level] = start if begins else counts[level] + 1
        for deeper in [entry for entry in counts if entry > level]:
            del counts[deeper]
        return Counted(level, None if found.form in _UNNUMBERED else counts[level], begins)

    def _override(self, name: str, level: int) -> int | None:
        for element in self._lists[name].iter(f"{W}lvlOverride"):
            if element.get(f"{W}ilvl") == str(level) and (start := value(element, "startOverride")).isdecimal():
                return int(start)
        return None

    def _level(self, name: str, level: int) -> _Level | None:
        if name not in self._lists:
            return None
        kind = self._kinds.get(value(self._lists[name], "abstractNumId"))
        places = [*self._lists[name].iter(f"{W}lvl"), *(() if kind is None else kind.iter(f"{W}lvl"))]
        for element in places:
            if element.get(f"{W}ilvl") == str(level):
                start = value(element, "start")
                return _Level(value(element, "numFmt") or "decimal", int(start) if start.isdecimal() else 1)
        return None

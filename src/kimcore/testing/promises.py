"""What the conformance suite says: broken promises, each a German line that says what, where and what to do."""

from collections.abc import Iterable, Iterator

import attrs

__all__ = ["Broken", "ConformanceError", "Report"]

_FEW = 3


@attrs.frozen
class Broken:
    """A promise that was broken: what, where and what to do."""

    what: str
    where: str
    hint: str

    def __str__(self) -> str:
        return f"{self.what} ({self.where}). {self.hint}"


class ConformanceError(AssertionError):
    """Something of a plugin does not keep what kimcore promises of it.

    Attributes:
        broken: every broken promise.
    """

    def __init__(self, subject: str, broken: Iterable[Broken]) -> None:
        self.broken = tuple(broken)
        count = "hält eine Zusage nicht" if len(self.broken) == 1 else f"hält {len(self.broken)} Zusagen nicht"
        super().__init__("\n".join((f"{subject} {count}:", *(f"- {line}" for line in _lines(self.broken)))))


def _lines(broken: Iterable[Broken]) -> Iterator[str]:
    """A line for each; of many that ask for the same, the first few."""
    by_hint: dict[str, list[Broken]] = {}
    for entry in broken:
        by_hint.setdefault(entry.hint, []).append(entry)
    for entries in by_hint.values():
        yield from map(str, entries[:_FEW])
        if len(entries) > _FEW:
            yield f"… und {len(entries) - _FEW} weitere dieser Art"


class Report:
    """Collects broken promises; the same one in several documents counts once."""

    def __init__(self) -> None:
        self._broken: dict[tuple[str, str], Broken] = {}

    def add(self, what: str, where: str, hint: str) -> None:
        """Note a broken promise; the place where it was first seen stands for all."""
        self._broken.setdefault((what, hint), Broken(what, where, hint))

    def close(self, subject: str) -> None:
        """Say all that was found.

        Raises:
            ConformanceError: something was.
        """
        if self._broken:
            raise ConformanceError(subject, self._broken.values())

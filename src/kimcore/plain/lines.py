"""Where an offset of a text stands: line and column, as an editor counts them."""

import re
from bisect import bisect_right

__all__ = ["Lines"]

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """The lines of a text. A tab, an umlaut and an emoji are one column each."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

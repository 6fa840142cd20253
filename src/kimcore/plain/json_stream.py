"""JSON read piece by piece, for the fast way into the models.

A program of 50,000 measures never lies in memory twice, nor does its text: each entry of a list is read, made a model
and forgotten. Whatever is not plainly right ends the stream with some exception; ``read_json`` then says what is wrong.
"""

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from decimal import Decimal
from types import GeneratorType
from typing import Any, NoReturn

__all__ = ["Stream", "stream_json"]

Stream = GeneratorType
"""What a streamed section or list is: a generator, to be walked to its end before the next value is asked for."""

_MOST_DECIMALS = 5_000
_PIECE = 2**16
_MARGIN = 2**10
_BLANKS = re.compile(r"[ \t\n\r]*")
_comma = re.compile(r"[ \t\n\r]*,[ \t\n\r]*").match


class _Decimals(dict[str, Decimal]):
    """Decimals by their text: amounts come again and again. Emptied when it gets large."""

    __slots__ = ()

    def __missing__(self, text: str) -> Decimal:
        if len(self) >= _MOST_DECIMALS:
            self.clear()
        number = self[text] = Decimal(text)
        return number


def _no_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


# Inner sections come as tuples of pairs: cheaper than dicts, and doubled keys can still be seen.
_DECODER = json.JSONDecoder(parse_float=_Decimals().__getitem__, parse_constant=_no_constant, object_pairs_hook=tuple)
_scan: Callable[[str, int], tuple[Any, int]] = _DECODER.scan_once  # type: ignore[attr-defined]  # raw_decode's core


def stream_json(data: bytes) -> Iterator[tuple[str, Any]]:
    """The pairs of the section that a JSON text in UTF-8 is, in order.

    Lists come as generators over their entries, sections in anything as tuples of pairs.

    Raises:
        Exception: the text is not plainly right; of any kind.
    """
    window = _Window(data)
    seen: set[str] = set()
    window.after("{")
    while window.sign != "}":
        if window.sign != '"' or (key := window.value()) in seen:
            raise ValueError(window.at)
        seen.add(key)
        window.after(":")
        if window.sign == "[":
            entries = window.entries()
            yield key, entries
            for _ in entries:  # it was not walked to its end
                raise ValueError(key)
        else:
            yield key, window.value()
        window.next("}")
    window.after("}")
    window.finish()


class _Window:
    """The part of a text that is being read, from ``at`` on; it moves when a value does not end well within it.

    Behind every value that was taken the window holds a margin, which blanks and signs may use up.
    """

    __slots__ = ("_data", "_decode", "_read", "_safe", "at", "text")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._read = 0
        self._decode = getincrementaldecoder("utf-8-sig")().decode
        self.text = ""
        self.at = 0
        self._move()

    def _move(self) -> None:
        """Forget what was read and add at least as much as there is, so that long values are not tried too often."""
        if self._read >= len(self._data):
            raise ValueError(self.at)
        kept = self.text[self.at :]
        piece = self._data[self._read : self._read + max(_PIECE, len(kept))]
        self._read += len(piece)
        last = self._read >= len(self._data)
        self.text = kept + self._decode(piece, last)
        self.at = 0
        self._safe = len(self.text) - (0 if last else _MARGIN)

    @property
    def sign(self) -> str:
        """What comes next."""
        return self.text[self.at]

    def value(self) -> Any:
        """The value that comes next."""
        while True:
            try:
                value, end = _scan(self.text, self.at)
            except (ValueError, StopIteration):
                end = len(self.text) + 1
            if end <= self._safe:
                self.at = end
                return value
            self._move()

    def entries(self) -> Iterator[Any]:
        """The entries of the list that comes next."""
        self.after("[")
        between = ""
        while self.text[self.at] != "]":
            yield self.value()
            # What stands between two sections, up to the bracket of the second, mostly stands between the next two.
            start = self.at
            if between and self.text.startswith(between, start):
                self.at = start + len(between) - 1
            else:
                self.next("]")
                between = f"{self.text[start : self.at]}{{"
        self.at += 1

    def next(self, closing: str) -> None:
        """Go on to what follows a value: the next one behind its comma, or the closing bracket."""
        found = _comma(self.text, self.at)
        self.at = found.end() if found else self._blanks(self.at)
        if (self.sign == closing) == bool(found):
            raise ValueError(self.at)

    def after(self, sign: str) -> None:
        """Go behind a sign, which must come next, and the blanks on both sides of it."""
        at = self._blanks(self.at)
        if self.text[at] != sign:
            raise ValueError(at)
        self.at = self._blanks(at + 1)

    def finish(self) -> None:
        """Make sure that nothing is left."""
        if self.at != len(self.text) or self._read < len(self._data):
            raise ValueError(self.at)

    def _blanks(self, at: int) -> int:
        found = _BLANKS.match(self.text, at)
        return found.end() if found else at

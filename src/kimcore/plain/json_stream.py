"""JSON read piece by piece, for the fast way into the models.

A program of 50,000 measures never lies in memory twice: each entry of a list is read, made a model and forgotten.
Whatever is not plainly right ends the stream with some exception; ``read_json`` then says what is wrong.
"""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from types import GeneratorType
from typing import Any, NoReturn

__all__ = ["Stream", "stream_json"]

Stream = GeneratorType
"""What a streamed section or list is: a generator, to be walked to its end before the next value is asked for."""

_MOST_DECIMALS = 5_000
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


def stream_json(text: str) -> Iterator[tuple[str, Any]]:
    """The pairs of the section that a JSON text is, in order.

    Lists come as generators over their entries, sections in anything as tuples of pairs.

    Raises:
        Exception: the text is not plainly right; of any kind.
    """
    end = [0]
    seen: set[str] = set()
    at = _after(text, 0, "{")
    while text[at] != "}":
        if text[at] != '"':
            raise ValueError(at)
        key, at = _scan(text, at)
        at = _after(text, at, ":")
        if key in seen:
            raise ValueError(key)
        seen.add(key)
        if text[at] == "[":
            end[0] = -1
            yield key, _entries(text, at, end)
            at = end[0]
            if at < 0:
                raise ValueError(key)
        else:
            value, at = _scan(text, at)
            yield key, value
        at = _next(text, at, "}")
    if _after(text, at, "}") != len(text):
        raise ValueError(at)


def _entries(text: str, at: int, end: list[int]) -> Iterator[Any]:
    """The entries of a list; ``end`` tells where it stops, once it has been walked."""
    scan = _scan
    at = _after(text, at, "[")
    between = ""
    while text[at] != "]":
        value, at = scan(text, at)
        yield value
        # What stands between two sections, up to the bracket of the second, mostly stands between the next two, too.
        if between and text.startswith(between, at):
            at += len(between) - 1
        else:
            start = at
            at = _next(text, at, "]")
            between = f"{text[start:at]}{{"
    end[0] = at + 1


def _next(text: str, at: int, closing: str) -> int:
    """What follows a value: the next one behind its comma, or the closing bracket."""
    found = _comma(text, at)
    at = found.end() if found else _blanks(text, at)
    if (text[at] == closing) == bool(found):
        raise ValueError(at)
    return at


def _blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _after(text: str, at: int, sign: str) -> int:
    """The next thing behind a sign, which must come next."""
    if text[at] != sign:
        at = _blanks(text, at)
    if text[at] != sign:
        raise ValueError(at)
    return _blanks(text, at + 1)

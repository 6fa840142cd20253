"""How wide a text runs and into how many lines it breaks, without asking a font file.

Merged cells and rows with wrapped text do not find their own height, and no two office programs agree on it; so
the renderer computes widths and heights, on the safe side. Widths are those of Arial (Helvetica's published
metrics), scaled for other fonts. Lengths are points; the width of a column is Excel's: digits of the base font.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from math import ceil
from zlib import adler32

import attrs

__all__ = ["BASE", "MAX_HEIGHT", "WIDEST", "Metrics", "count_lines", "measure", "measure_all"]

BASE = 10.0
"""The size of body text in points."""
MAX_HEIGHT = 400.0
"""The highest a row may grow: Excel's limit is 409.5 points."""

WIDEST = 250
"""The width of the widest character in the units of ``measure``: an em."""

_UNIT = WIDEST  # so that widths fit into bytes
_GROUPS = {
    55: "ijl", 48: "'", 70: " !,./:;I[\\]ft·\u00a0‘’‚ìíîïÌÍÎÏ", 83: "()-r`{}„“”°¸¨", 65: "|¦", 89: '"', 97: "*",
    117: "^", 125: "Jcksvxyzýÿç", 139: "0123456789#$?_Labdeghnopquäöüàáâãåèéêëñòóôõùúûþð€§–£¥¢«»ßµø†",
    146: "+<=>~×÷−±¬", 153: "FTZ", 167: "&ABEKPSVXYÄÀÁÂÃÅÈÉÊËŠÝÞ", 180: "CDHNRUwÜÙÚÛÇÑÐ", 194: "GOQÖÒÓÔÕØ", 208: "Mm",
    222: "%æ", 236: "W", 250: "@—…ÆŒœ™©®‰",
}  # fmt: skip
_WIDTHS = {char: width for width, chars in _GROUPS.items() for char in chars}
_LATIN = bytes(_WIDTHS.get(chr(code), 150) for code in range(256))
_EURO = "0"  # as wide, and in latin-1
_SHORT = 65_520 // _UNIT
_BOLD = 1.08
_PADDING = 4.0
_SCREEN = 0.953
_FONTS = {  # width compared to Arial, width of a digit in em
    "arial": (1.0, 0.556), "helvetica": (1.0, 0.556), "liberation sans": (1.0, 0.556), "tahoma": (1.0, 0.546),
    "calibri": (0.92, 0.507), "carlito": (0.92, 0.507), "segoe ui": (1.02, 0.539), "verdana": (1.17, 0.636),
    "times new roman": (0.93, 0.5), "cambria": (0.98, 0.554), "aptos": (1.0, 0.561),
}  # fmt: skip
_UNKNOWN_FONT = (1.2, 0.5)


def _char(char: str) -> int:
    if char in _WIDTHS:
        return _WIDTHS[char]
    return _UNIT if unicodedata.east_asian_width(char) in "WF" else 180


def _units(text: str) -> bytes:
    """The width of every character in 1/250 em."""
    try:
        return text.replace("€", _EURO).encode("latin-1").translate(_LATIN)
    except UnicodeEncodeError:
        return bytes(map(_char, text))


def measure(text: str) -> int:
    """The width of a text on one line in 1/250 em, in a font like Arial."""
    return _sum(_units(text))


def measure_all(texts: Sequence[str]) -> list[int]:
    """The widths of many texts."""
    units = _units_of(texts)
    if len(max(texts, key=len, default="")) < _SHORT:
        return [(adler & 0xFFFF) - 1 for adler in map(adler32, units)]
    return [*map(_sum, units)]


def count_lines(texts: Sequence[str], limit: float) -> list[int]:
    """How many lines each of many texts takes in a column so wide, in the units of ``measure``."""
    return [
        1 if _sum(units) <= limit and "\n" not in text else len(_line_starts(text, units, limit))
        for text, units in zip(texts, _units_of(texts), strict=True)
    ]


def _units_of(texts: Sequence[str]) -> Iterable[bytes]:
    """The widths of the characters of many texts, translated all at once."""
    try:
        units = "".join(texts).replace("€", _EURO).encode("latin-1").translate(_LATIN)
    except UnicodeEncodeError:
        return map(_units, texts)
    ends = [*accumulate(map(len, texts))]
    return map(units.__getitem__, map(slice, [0, *ends], ends))


def _sum(units: bytes) -> int:
    """The sum of bytes. The lower half of their Adler-32 is 1 more, five times as fast, while it is below 65,521."""
    return (adler32(units) & 0xFFFF) - 1 if len(units) < _SHORT else sum(units)


@attrs.frozen
class Metrics:
    """Measures texts in one font."""

    font: str

    @cached_property
    def _scale(self) -> float:
        return _FONTS.get(self.font.lower(), _UNKNOWN_FONT)[0] / _UNIT

    @cached_property
    def unit(self) -> float:
        """One unit of column width in points: a digit of the base font, less what a screen makes of it.

        Excel counts columns in whole pixels of a digit. On a screen that takes 5 % from a column and 2 % from a text.
        """
        return _FONTS.get(self.font.lower(), _UNKNOWN_FONT)[1] * BASE * _SCREEN

    def width(self, text: str, size: float = BASE, *, bold: bool = False) -> float:
        """The width of a text on one line."""
        return self.points(measure(text), size, bold=bold)

    def points(self, units: int, size: float = BASE, *, bold: bool = False) -> float:
        """The width in this font of what ``measure`` gave."""
        return units * self._scale * size * (_BOLD if bold else 1)

    def word(self, text: str, size: float = BASE, *, bold: bool = False) -> float:
        """The width of the longest word, which should not be broken."""
        return max((self.width(word, size, bold=bold) for word in text.split()), default=0.0)

    def columns(self, points: float) -> float:
        """The column width that gives a text this room."""
        return ceil((points + _PADDING) / self.unit * 8) / 8

    def room(self, columns: float) -> float:
        """The room a column of this width gives to its text."""
        return columns * self.unit - _PADDING

    def lines(self, text: str, room: float, size: float = BASE, *, bold: bool = False) -> int:
        """How many lines a text takes that wraps at this room."""
        return len(self.breaks(text, room, size, bold=bold))

    def breaks(self, text: str, room: float, size: float = BASE, *, bold: bool = False) -> list[int]:
        """Where the lines of a wrapped text begin; the first at 0."""
        return _line_starts(text, _units(text), room / self.points(1, size, bold=bold))

    def chunks(self, text: str, room: float, most: int, size: float = BASE) -> list[str]:
        """Cut a text into pieces of at most so many lines each, at the end of a line of its own or of a sentence."""
        pieces = []
        while len(starts := self.breaks(text, room, size)) > most:
            head = text[: starts[most]]
            cut = max(head.rfind(mark) + len(mark) for mark in ("\n", ". ", "! ", "? "))
            cut = cut if cut > len(head) // 2 else len(head)
            pieces.append(text[:cut].rstrip())
            text = text[cut:].lstrip()
        return [*pieces, text]


def _line_starts(text: str, units: bytes, limit: float) -> list[int]:
    """Where the lines begin that are at most so wide, in the units of ``measure``."""
    hard, length = "\n" in text, len(text)
    left, start, starts = _sum(units), 0, [0]
    per_unit = length / max(left, 1)
    while start < length and (hard or left > limit):
        stop = _stop(units, start, limit, per_unit)
        newline = text.find("\n", start, stop + 1) if hard else -1
        if newline >= 0:
            following = newline + 1
        elif stop >= length:
            break
        else:
            blank = text.rfind(" ", start, stop + 1)
            following = blank + 1 if blank > start else max(stop, start + 1)
            if following >= length:
                break
        left -= _sum(units[start:following])
        start = following
        starts.append(start)
    return starts


def _stop(units: bytes, start: int, limit: float, per_unit: float) -> int:
    """How far a line reaches; first guessed, which is faster than adding up every character."""
    length = len(units)
    stop = min(length, start + int(limit * per_unit))
    width = _sum(units[start:stop])
    while width <= limit and stop < length:
        width += units[stop]
        stop += 1
    while width > limit:
        stop -= 1
        width -= units[stop]
    return stop

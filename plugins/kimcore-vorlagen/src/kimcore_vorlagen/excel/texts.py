"""The shared strings of a form: those that are there keep their numbers, new ones follow."""

import re
from typing import Any

from kimcore_vorlagen.package import parse

__all__ = ["Texts"]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Texts:
    """The texts of a workbook.

    Args:
        data: the part with shared strings, or None where the workbook has none.
    """

    def __init__(self, data: bytes | None) -> None:
        self.root: Any = parse(data or f'<sst xmlns="{_MAIN}"/>'.encode())
        self.changed = False
        self._there = [_plain(item) for item in self.root.findall(f"{{{_MAIN}}}si")]
        self._new: dict[str, int] = {}

    def __getitem__(self, number: int) -> str:
        """The text of a number."""
        return self._there[number] if number < len(self._there) else ""

    def number(self, text: str) -> int:
        """The number of a text; it is never a formula, and never read as an escape."""
        if text not in self._new:
            item = self.root.makeelement(f"{{{_MAIN}}}si")
            inner = item.makeelement(f"{{{_MAIN}}}t")
            inner.text = _LOOKALIKE.sub("_x005F_", text)
            inner.set(_SPACE, "preserve")
            item.append(inner)
            self.root.append(item)
            self._new[text] = len(self._there)
            self._there.append(text)
            self.changed = True
            self.root.attrib.pop("count", None)
            self.root.attrib.pop("uniqueCount", None)
        return self._new[text]


def _plain(item: Any) -> str:
    """The text of an item, its formats and readings left out."""
    pieces = item.findall(f"{{{_MAIN}}}t") + item.findall(f"{{{_MAIN}}}r/{{{_MAIN}}}t")
    return "".join(piece.text or "" for piece in pieces)

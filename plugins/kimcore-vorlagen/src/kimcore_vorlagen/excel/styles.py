"""The number formats of a form; a cell without one gets a German one, in a style like its own."""

import copy
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS

__all__ = ["Styles"]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FIRST_OWN = 164


class Styles:
    """The styles of a workbook.

    Args:
        root: of the part with styles; None where the workbook has none.
    """

    def __init__(self, root: Any) -> None:
        self.root = root
        self.changed = False
        self._styles: Any = () if root is None else next(root.iter(f"{_MAIN}cellXfs"))
        formats = () if root is None else root.iter(f"{_MAIN}numFmt")
        self._codes = {int(item.get("numFmtId")): str(item.get("formatCode")) for item in formats}
        self._made: dict[tuple[int, str], int] = {}

    def format_of(self, style: int) -> str:
        """The number format of a style."""
        number = int(self._styles[style].get("numFmtId", 0)) if style < len(self._styles) else 0
        return self._codes.get(number) or str(BUILTIN_FORMATS.get(number, "General"))

    def is_general(self, style: int) -> bool:
        """Whether a style has no number format."""
        return style < len(self._styles) and self.format_of(style) == "General"

    def formatted(self, style: int, code: str) -> int:
        """The number of a style like this one with a number format."""
        if (style, code) not in self._made:
            new = copy.deepcopy(self._styles[style])
            new.set("numFmtId", str(self._format(code)))
            new.set("applyNumberFormat", "1")
            self._styles.append(new)
            self._styles.set("count", str(len(self._styles)))
            self.changed = True
            self._made[style, code] = len(self._styles) - 1
        return self._made[style, code]

    def _format(self, code: str) -> int:
        """The number of a number format, added where it is not there."""
        known = next((number for number, there in self._codes.items() if there == code), None)
        if known is not None:
            return known
        formats = self.root.find(f"{_MAIN}numFmts")
        if formats is None:
            formats = self.root.makeelement(f"{_MAIN}numFmts")
            self.root.insert(0, formats)
        number = max(_FIRST_OWN - 1, *self._codes) + 1 if self._codes else _FIRST_OWN
        formats.append(formats.makeelement(f"{_MAIN}numFmt", {"numFmtId": str(number), "formatCode": code}))
        formats.set("count", str(len(formats)))
        self._codes[number] = code
        return number

"""What goes into a cell: a number with its German format, or a text; never a formula."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from kimcore.blocks import CellKind
from kimcore.render.excel.formats import code, serial
from kimcore.values import NBSP, digits
from kimcore_vorlagen.values import Euro, Flag, Open, Percent, Vzae, german
from kimcore_vorlagen.views import Rows, View

__all__ = ["LONGEST", "Content", "content_of"]

LONGEST = 32_767
"""How many characters a cell holds."""

_TEXT_FORMAT = "@"
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DAY = re.compile("[dmyjt]", re.IGNORECASE)
_DAYS_1904 = 1462


@attrs.frozen(kw_only=True)
class Content:
    """The content of a cell; without number and text it is empty.

    Attributes:
        number: its number.
        format: the German format it gets in a cell that has none.
        text: its text, also where the cell is formatted as text, or no date can be shown.
        day: True for a date.
        percent: True for a percentage, 33 for 33 %.
    """

    number: Decimal | int | None = None
    format: str = ""
    text: str = ""
    day: bool = False
    percent: bool = False

    def number_in(self, format_code: str) -> str | None:
        """The number as it is stored in a cell of this format, or None where its text is."""
        plain = _QUOTED.sub("", format_code)
        if self.number is None or format_code == _TEXT_FORMAT:
            return None
        if self.day and format_code != "General" and not _DAY.search(plain):
            return None
        number = self.number / 100 if self.percent and "%" in plain else self.number
        return f"{Decimal(number):f}"

    def width_in(self, format_code: str) -> int:
        """How many characters an amount or a day has in a cell of this format; 0 for what is sure to be seen."""
        if self.number_in(format_code) is None:
            return 0
        shown = self.format if format_code == "General" else format_code
        if self.day:
            return len(self.text) if "yyyy" in shown else 0
        return len(self.text.removesuffix("" if "€" in shown else f"{NBSP}€")) if ".00" in shown else 0


def content_of(value: Any, *, since_1904: bool = False) -> Content:
    """A value of the vocabulary as the content of a cell."""
    text = german(value)
    if value is None or isinstance(value, Open) or text == "":
        return Content()
    if isinstance(value, date):
        day = serial(value)
        number = None if day is None else day - _DAYS_1904 * since_1904
        return Content(number=number, format=code(CellKind.DATE), text=text, day=True)
    if isinstance(value, Flag | View | Rows) or not isinstance(value, Decimal | int):
        return Content(text=text)
    kind = next((kind for of, kind in _KINDS if isinstance(value, of)), CellKind.NUMBER)
    kind = CellKind.YEAR if type(value) is int else kind
    plain = Decimal(value) if isinstance(value, Decimal) else int(value)
    return Content(number=plain, format=code(kind, digits(plain)), text=text, percent=kind is CellKind.PERCENT)


_KINDS = ((Euro, CellKind.MONEY), (Vzae, CellKind.VZAE), (Percent, CellKind.PERCENT))

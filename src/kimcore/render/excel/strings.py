"""The shared strings of a workbook: numbered as they come, spooled to a file, added after the sheets.

The one way of text into cells. A text is never a formula, and a control character never reaches the XML.
"""

import re
from collections.abc import Sequence
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Self

from kimcore.render.xmltext import escape

__all__ = ["SharedStrings"]

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REMEMBERED = 4096  # a full dictionary costs 24 MiB at 50,000 rows
_REMEMBERED_LENGTH = 80
_IN_MEMORY = 1 << 20
_COPY = 1 << 17
_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MARK = "\x1f"


class SharedStrings:
    """Gives every text of a workbook a number."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._count = 0
        self._uses = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spool.close()

    def number(self, text: str) -> int:
        """The number of one text.

        Raises:
            RenderError: it holds a control character.
        """
        return self.numbers((text,))[0]

    def numbers(self, texts: Sequence[str]) -> list[int]:
        """The numbers of many texts; frequent ones are stored once.

        Raises:
            RenderError: one holds a control character.
        """
        self._uses += len(texts)
        found = list(map(self._known.get, texts))
        if found.count(None) == len(texts) == len(set(texts)):
            return self._add(texts)
        numbers: list[int] = []
        new: list[str] = []
        for text, known in zip(texts, found, strict=True):
            number = self._known.get(text) if known is None else known
            if number is None:
                number = self._count + len(new)
                new.append(text)
                self._remember(text, number)
            numbers.append(number)
        self._add(new, remember=False)
        return numbers

    def _add(self, texts: Sequence[str], *, remember: bool = True) -> list[int]:
        """Store texts that are not known; the first few thousand short ones are remembered."""
        if texts:
            self._spool.write(_items(texts).encode())
        first = self._count
        self._count += len(texts)
        numbers = list(range(first, self._count))
        if remember and len(self._known) < _REMEMBERED:
            for text, number in zip(texts, numbers, strict=True):
                self._remember(text, number)
        return numbers

    def _remember(self, text: str, number: int) -> None:
        if len(self._known) < _REMEMBERED and len(text) <= _REMEMBERED_LENGTH:
            self._known[text] = number

    def write(self, part: IO[bytes]) -> None:
        """Write the part ``xl/sharedStrings.xml``."""
        head = f'<sst xmlns="{_NAMESPACE}" count="{self._uses}" uniqueCount="{self._count}">'
        part.write(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{head}'.encode())
        self._spool.seek(0)
        while piece := self._spool.read(_COPY):
            part.write(piece)
        part.write(b"</sst>")


def _items(texts: Sequence[str]) -> str:
    """The XML of many texts; plain ones are escaped all at once."""
    whole = "".join(texts)
    if (whole.isprintable() or not _SPECIAL.search(whole)) and "_x" not in whole:
        joined = _escaped(texts)
        if "<t> " not in joined and " </t>" not in joined:
            return joined
    return "".join(map(_item, texts))


def _escaped(texts: Sequence[str]) -> str:
    """The XML of texts without control characters, made in one go."""
    plain = _MARK.join(texts).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<si><t>{plain.replace(_MARK, '</t></si><si><t>')}</t></si>"


def _item(text: str) -> str:
    """The XML of one text; outer blanks and line breaks are kept, and ``_x0041_`` stays what it is."""
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "\t" in text else ""
    return f"<si><t{keep}>{escape(_ESCAPE_LOOKALIKE.sub('_x005F_', text))}</t></si>"

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
        known, count = self._known, self._count
        room = _REMEMBERED - len(known)
        new: list[str] = []
        numbers: list[int] = []
        for text in texts:
            number = known.get(text)
            if number is None:
                number = count
                count += 1
                new.append(text)
                if room > 0 and len(text) <= _REMEMBERED_LENGTH:
                    known[text] = number
                    room -= 1
            numbers.append(number)
        if new:
            self._spool.write(_items(new).encode())
        self._count = count
        self._uses += len(numbers)
        return numbers

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
        joined = escape_marked(texts)
        if "<t> " not in joined and " </t>" not in joined:
            return joined
    return "".join(map(_item, texts))


def escape_marked(texts: Sequence[str]) -> str:
    """The XML of texts without control characters, made in one go."""
    plain = _MARK.join(texts).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<si><t>{plain.replace(_MARK, '</t></si><si><t>')}</t></si>"


def _item(text: str) -> str:
    """The XML of one text; outer blanks and line breaks are kept, and ``_x0041_`` stays what it is."""
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "\t" in text else ""
    return f"<si><t{keep}>{escape(_ESCAPE_LOOKALIKE.sub('_x005F_', text))}</t></si>"

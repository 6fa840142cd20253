"""The place of a text in YAML, and how it is written there."""

import json
import re
from typing import Any

import attrs
import yaml

from kimcore.plain import write_yaml

__all__ = ["Edit", "yaml_edit"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEADER = re.compile(r"[|>](?P<marks>[+1-9-]{0,2})(?![^ \t])")
_STEP = 2


@attrs.frozen
class Edit:
    """What stands from ``start`` to ``end`` of a file is replaced by a text."""

    start: int
    end: int
    text: str


def yaml_edit(text: str, index: int | None, chapter: str, new: str) -> Edit | None:
    """The edit that gives a chapter a new text; None where there is no way to do it.

    Args:
        text: the file.
        index: the place of the chapter among the texts; None appends it.
        chapter: its id.
        new: the new text.
    """
    file = _File(text)
    return file.append(chapter, new) if index is None else file.replace(index, new)


class _File:
    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._root: Any = yaml.compose(text, Loader=_LOADER)
        self._key, self._texts = _entry(self._root, "texts")

    def replace(self, index: int, new: str) -> Edit | None:
        """Replace a text."""
        item = self._texts.value[index]
        key, value = _entry(item, "text")
        start, end = value.start_mark.index, value.end_mark.index
        if start < key.end_mark.index:
            return None  # an alias: the text stands elsewhere
        if item.flow_style or self._texts.flow_style or self._root.flow_style:
            return Edit(start, end, json.dumps(new, ensure_ascii=False))
        if value.style in {"|", ">"}:
            return self._replace_block(start, end, key.start_mark.column, new)
        if "\n" not in new:
            return Edit(start, end, _one_line(new))
        after = self._line_end(end)
        comment = self._text[end:after]
        column = key.start_mark.column
        return Edit(start, after, self._block(new, _header(new, ""), comment, column + _STEP))

    def _replace_block(self, start: int, end: int, column: int, new: str) -> Edit | None:
        """Replace the lines of a block; its header stays, but a folded block becomes a literal one."""
        first = self._line_end(start)
        head = _HEADER.match(self._text[start:first])
        if head is None:
            return None
        comment = self._text[start + head.end() : first]
        behind = start + len(self._text[start:end].rstrip())
        lines = [line for line in self._text[first:behind].splitlines() if line.strip()]
        if not new.strip():
            return Edit(start, max(first, behind), _one_line("") + comment)
        digit = "".join(mark for mark in head["marks"] if mark.isdigit())
        indent = column + _STEP
        if lines:
            indent = column + int(digit) if digit else len(lines[0]) - len(lines[0].lstrip(" "))
        header = f"|{head['marks']}" if lines else _header(new, digit)
        if new.startswith(" ") and not digit:
            header += str(indent - column)
        return Edit(start, max(first, behind), self._block(new, header, comment, indent))

    def _block(self, new: str, header: str, comment: str, indent: int) -> str:
        """A literal block, without the line break at its end."""
        lines = (f"{' ' * indent}{line}" if line else "" for line in new.rstrip("\n").split("\n"))
        return self._newline.join([f"{header}{comment}", *lines])

    def append(self, chapter: str, new: str) -> Edit | None:
        """Append a chapter to the texts."""
        if self._texts is None:
            end = len(self._text)
            gap = "" if self._text.endswith("\n") else self._newline
            entry = self._new_entry(chapter, new, _STEP)
            return Edit(end, end, f"{gap}{self._newline}texts:{entry}{self._newline}")
        if not self._texts.value or isinstance(self._texts, yaml.ScalarNode):  # ``[]``, nothing, ``null``
            start, end = self._key.end_mark.index + 1, self._texts.end_mark.index
            behind = self._line_end(end)
            return Edit(start, behind, self._text[end:behind] + self._new_entry(chapter, new, _STEP))
        if self._texts.flow_style or self._texts.value[-1].flow_style:
            return None
        last = self._texts.value[-1]
        column = last.start_mark.column - _STEP
        value = max((value for _, value in last.value), key=lambda node: node.end_mark.index)
        start, end = value.start_mark.index, value.end_mark.index
        end = self._line_end(start + len(self._text[start:end].rstrip()))
        return Edit(end, end, self._new_entry(chapter, new, column))

    def _new_entry(self, chapter: str, new: str, column: int) -> str:
        pad = self._newline + " " * column
        text = self._block(new, _header(new, ""), "", column + 2 * _STEP) if "\n" in new else _one_line(new)
        return f"{pad}- chapter: {chapter}{pad}  text: {text}"

    def _line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its line break."""
        found = self._text.find("\n", offset)
        end = len(self._text) if found < 0 else found
        return end - 1 if self._text[offset:end].endswith("\r") else end


def _entry(node: Any, name: str) -> tuple[Any, Any]:
    """The key and the value of an entry of a section, or nothing twice."""
    return next(((key, value) for key, value in node.value if key.value == name), (None, None))


def _header(new: str, digit: str) -> str:
    """The header of a new block."""
    return f"|{digit}" if new.endswith("\n") else f"|{digit}-"


def _one_line(text: str) -> str:
    return write_yaml([text]).removeprefix("- ").removesuffix("\n")

"""The place of a text in JSON, and how it is written there."""

import json
import re
from typing import Any

from kimcore.files.splicing_yaml import Edit
from kimcore.plain import find_nodes, json_nodes

__all__ = ["json_edit"]

_BLANKS = re.compile(r"[ \t\r\n]*")


def json_edit(text: str, index: int | None, chapter: str, new: str) -> Edit | None:
    """The edit that gives a chapter a new text, as ``yaml_edit``: only that one string is written anew."""
    if index is None:
        return _append(text, _dumped({"chapter": chapter, "text": new}, text))
    path = ("texts", index, "text")
    start = find_nodes(json_nodes(text), [path])[path].offset
    return Edit(start, _end(text, start), _dumped(new, text))


def _append(text: str, entry: str) -> Edit:
    nodes = find_nodes(json_nodes(text), [(), ("texts",)])
    root, texts = nodes[()], nodes["texts",]
    if texts.path != ("texts",):
        start = root.offset + 1
        return Edit(start, start, f'{_blanks(text, start)}"texts": [{entry}],')
    end = _end(text, texts.offset)
    if json.loads(text[texts.offset : end], strict=False):
        last = len(text[: end - 1].rstrip())
        return Edit(last, last, f",{_blanks(text, texts.offset + 1)}{entry}")
    return Edit(texts.offset, end, f"[{entry}]")


def _blanks(text: str, offset: int) -> str:
    found = _BLANKS.match(text, offset)
    return found[0] if found else ""


def _end(text: str, start: int) -> int:
    return json.JSONDecoder(strict=False).raw_decode(text, start)[1]


def _dumped(value: Any, text: str) -> str:
    return json.dumps(value, ensure_ascii=text.isascii())

"""The paragraphs of a Word template as lines of text, each with its place; tags that Word has torn apart are mended."""

import re
from collections.abc import Iterator
from typing import Any

import attrs

from kimcore_vorlagen.package import Package, parse

__all__ = ["Line", "lines", "mended", "stories"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TYPED = {ord(quote): "'" for quote in "‚‘’"} | {ord(quote): '"' for quote in "„“”"} | {ord("\u00a0"): " "}
_RAW = re.compile(r"\{\{(?:p|r|tr|tc)\s")
_PREFIX = re.compile(r"\{%-?(?:p|r|tr|tc)\s")
_CELLS = re.compile(r"\{%\s*(?:colspan|cellbg)\s(.*?)%\}")
_MERGES = re.compile(r"\{%\s*(?:hm|vm)\s*%\}")
_EXCERPT = 60
_STORIES = (
    ("header+xml", "Kopfzeile"),
    ("footer+xml", "Fußzeile"),
    ("footnotes+xml", "Fußnoten"),
    ("endnotes+xml", "Endnoten"),
)


@attrs.frozen
class Line:
    """A paragraph.

    Attributes:
        text: what it says, in one line, as Jinja reads it.
        raw: what it says, as docxtpl reads it.
        where: its place, for people.
        cell: the table cell it stands in, or None.
    """

    text: str
    raw: str
    where: str
    cell: Any = None


def stories(package: Package) -> Iterator[tuple[str, str]]:
    """The parts that hold text, each with its German name."""
    yield package.main, "Text"
    for ending, name in _STORIES:
        for part in package.of_type(ending):
            yield part, name


def lines(root: Any, name: str) -> Iterator[Line]:
    """The paragraphs of a part as Jinja reads them: without what only docxtpl knows.

    Alternative texts and field codes that hold a tag are lines of their own.
    """
    for number, paragraph in enumerate(root.iter(f"{_W}p"), 1):
        for text in ("".join(piece.text or "" for piece in _texts(paragraph)), *_others(paragraph)):
            where = f"{name}, {_table(paragraph) or f'Absatz {number}'}"
            yield Line(_as_jinja(text), text, _quoted(where, text), next(paragraph.iterancestors(f"{_W}tc"), None))


def _texts(paragraph: Any) -> Iterator[Any]:
    """The text elements of a paragraph, not those of a text box inside it."""
    for text in paragraph.iter(f"{_W}t"):
        if next(text.iterancestors(f"{_W}p")) is paragraph:
            yield text


def _others(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter():
        found = [value for value in element.attrib.values() if _TAG.search(value)]
        found += [element.text or ""] * (element.tag == f"{_W}instrText" and bool(_TAG.search(element.text or "")))
        if found and next(element.iterancestors(f"{_W}p"), paragraph) is paragraph:
            yield from found


def _table(paragraph: Any) -> str:
    """``Tabelle 1, Zeile 2``, or nothing."""
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    if row is None:
        return ""
    table = next(row.iterancestors(f"{_W}tbl"))
    number = sum(1 for _ in table.itersiblings(f"{_W}tbl", preceding=True)) + 1
    return f"Tabelle {number}, Zeile {list(table.iter(f'{_W}tr')).index(row) + 1}"


def _quoted(where: str, text: str) -> str:
    text = " ".join(text.split())
    return f"{where} „{text[:_EXCERPT]}{'…' * (len(text) > _EXCERPT)}“" if text else where


def _as_jinja(text: str) -> str:
    text = _PREFIX.sub("{% ", " ".join(text.splitlines()))
    return _MERGES.sub("", _CELLS.sub(r"{{ \1 }}", text))


def mended(data: bytes) -> Any:
    """A part whose tags each lie in one run, with plain quotes, as docxtpl needs them; its root element."""
    root = parse(data)
    for paragraph in root.iter(f"{_W}p"):
        texts = list(_texts(paragraph))
        whole = "".join(text.text or "" for text in texts)
        if "{" in whole:
            _mend(texts, whole)
    return root


def _mend(texts: list[Any], whole: str) -> None:
    """Give each tag to the run it begins in."""
    starts, place = [], 0
    for text in texts:
        starts.append(place)
        place += len(text.text or "")
    new = [list(text.text or "") for text in texts]
    for found in _TAG.finditer(whole):
        tag = _RAW.sub("{{ ", found[0].translate(_TYPED))
        for index, start in enumerate(starts):
            first, last = max(found.start() - start, 0), min(found.end() - start, len(new[index]))
            begins = 0 <= found.start() - start < len(new[index])
            if first < last:
                new[index][first:last] = [tag if begins else "", *[""] * (last - first - 1)]
    for text, pieces in zip(texts, new, strict=True):
        text.text = "".join(pieces)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

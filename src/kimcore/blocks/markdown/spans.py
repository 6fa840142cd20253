"""Runs, footnotes and references to lines of Markdown."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kimcore.blocks.inline import Footnote, Inline, Prose, Reference, Run
from kimcore.blocks.markdown.escaping import (
    as_code,
    as_target,
    as_text,
    at_line_start,
    is_punctuation,
    is_wordlike,
    may_start_line,
)
from kimcore.blocks.markdown.prose import normal_items

__all__ = ["one_line", "wrapped"]

Number = Callable[[Footnote], int]

_BLANK = "\0"  # where a line may be wrapped; no text holds it
_DELIMITERS = {"bold": "**", "italic": "_"}
_URL = re.compile(r"(https?|mailto):[^\s<>]*")
_MAIL = re.compile(r"[\w.+-]+@[A-Za-z0-9-]{1,60}(\.[A-Za-z0-9-]{1,60})+", re.ASCII)


class _Kind:
    TEXT, MARK, OPEN, CLOSE = range(4)


class _Atom(NamedTuple):
    """A piece of a paragraph: text, something fixed, or a delimiter of emphasis."""

    kind: int
    text: str
    linked: bool = False


def one_line(prose: Prose, number: Number) -> str:
    """A heading or a cell."""
    return _written(prose, number).replace(_BLANK, " ")


def wrapped(prose: Prose, number: Number, width: int) -> list[str]:
    """A paragraph in lines of at most so many characters, where words allow it."""
    lines: list[str] = []
    for part in _written(prose, number).split("\n"):
        lines += _filled(at_line_start(part).split(_BLANK), width)
    return lines


def _filled(words: Sequence[str], width: int) -> Iterator[str]:
    line = words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) > width and may_start_line(word):
            yield line
            line = word
        else:
            line = f"{line} {word}"
    yield line


def _written(prose: Prose, number: Number) -> str:
    atoms = list(_atoms(normal_items((Run(prose),) if isinstance(prose, str) else prose), number))
    pieces: list[str] = []
    for place, atom in enumerate(atoms):
        pieces.append(_escaped(atoms, place, pieces[-1] if pieces else "") if atom.kind == _Kind.TEXT else atom.text)
    return "".join(pieces)


def _atoms(items: Sequence[Inline], number: Number) -> Iterator[_Atom]:
    for _, group in groupby(items, type):
        alike = list(group)
        yield from _nested([item for item in alike if isinstance(item, Run)], frozenset())
        yield from (_Atom(_Kind.MARK, f"[](#{item.target})") for item in alike if isinstance(item, Reference))
        yield from (_Atom(_Kind.MARK, f"[^{number(item)}]") for item in alike if isinstance(item, Footnote))


def _nested(runs: Sequence[Run], done: frozenset[str]) -> Iterator[_Atom]:
    """Runs with looks within each other: what reaches farthest is outermost."""
    place = 0
    while place < len(runs):
        look, count = max(
            ((look, _reach(runs, place, look)) for look in ("bold", "italic", "link") if look not in done),
            key=lambda found: found[1],
            default=("", 0),
        )
        if not count:
            run = runs[place]
            yield _Atom(_Kind.MARK, as_code(run.text)) if run.code else _Atom(_Kind.TEXT, run.text, "link" in done)
            place += 1
            continue
        yield from _around(runs[place : place + count], look, done | {look})
        place += count


def _reach(runs: Sequence[Run], start: int, look: str) -> int:
    """How many runs from a place on look like the first."""
    value = getattr(runs[start], look)
    end = start
    while value and end < len(runs) and getattr(runs[end], look) == value:
        end += 1
    return end - start


def _around(runs: Sequence[Run], look: str, done: frozenset[str]) -> Iterator[_Atom]:
    if look in _DELIMITERS:
        yield _Atom(_Kind.OPEN, _DELIMITERS[look])
        yield from _nested(runs, done)
        yield _Atom(_Kind.CLOSE, _DELIMITERS[look])
        return
    first = runs[0]
    alone = len(runs) == 1 and first == Run(first.text, bold="bold" in done, italic="italic" in done, link=first.link)
    if alone and _says_its_address(first):
        yield _Atom(_Kind.MARK, f"<{first.text}>")
        return
    yield _Atom(_Kind.MARK, "[")
    yield from _nested(runs, done)
    yield _Atom(_Kind.MARK, f"]({as_target(first.link)})")


def _says_its_address(run: Run) -> bool:
    if run.link == run.text:
        return _URL.fullmatch(run.text) is not None
    return run.link == f"mailto:{run.text}" and _MAIL.fullmatch(run.text) is not None


def _escaped(atoms: Sequence[_Atom], place: int, after: str) -> str:
    """The text of an atom as Markdown.

    A letter beside a delimiter that would not count there is written as a number: to CommonMark that is punctuation.
    """
    _, text, linked = atoms[place]
    before = atoms[place + 1].text if place + 1 < len(atoms) else ""
    first = _hinders(atoms, place, -1, text[0], _Kind.CLOSE)
    last = _hinders(atoms, place, 1, text[-1], _Kind.OPEN) and not (first and len(text) == 1)
    core = text[first : len(text) - last]
    written = as_text(core, after="" if first else after, before="&" if last else before, linked=linked)
    head = f"&#{ord(text[0])};" if first else ""
    tail = f"&#{ord(text[-1])};" if last else ""
    return head + _breakable(written) + tail


def _hinders(atoms: Sequence[_Atom], place: int, step: int, char: str, kind: int) -> bool:
    """Whether the delimiter beside a text would be none because of the character next to it."""
    beside, inner = place + step, place + 2 * step
    if not 0 <= beside < len(atoms) or atoms[beside].kind != kind or not is_wordlike(char):
        return False
    if atoms[beside].text == _DELIMITERS["italic"] or atoms[inner].kind != _Kind.TEXT:
        return True
    return is_punctuation(atoms[inner].text[0 if step > 0 else -1])


def _breakable(text: str) -> str:
    return re.sub(r"(?<=\S) (?=\S)|^ | $", _BLANK, text).replace("\n", "\\\n")

"""The normal form of a paragraph: two texts that look the same are the same.

White space is one blank, stands at neither end, and looks like both of its neighbours; runs of one look are one run;
what has no look at all is a plain text.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from kimcore.blocks.inline import Footnote, Inline, Prose, Run

__all__ = ["flat", "normal_items", "normal_prose"]

_UNUSUAL = re.compile(r"\s{2,}|[^\S ]")
_BLANKS = re.compile(r"[ \t\r\f\v\x1c-\x1f\x85\u2028\u2029]+")


def normal_prose(prose: Prose) -> Prose:
    """A paragraph in its normal form; an empty text where there is nothing to read."""
    items = normal_items((Run(prose),) if isinstance(prose, str) else prose)
    first, *more = items or (Run(""),)
    return first.text if not more and isinstance(first, Run) and first == Run(first.text) else items


def normal_items(items: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same as runs, footnotes and references."""
    return tuple(_merged(_spaced(_pieces(items))))


def flat(text: str) -> str:
    """A text on one line."""
    return str(normal_prose(text.replace("\n", " ")))


def _pieces(items: Iterable[Inline]) -> Iterator[Inline]:
    """What there is to read and the white space around it apart."""
    for item in items:
        if isinstance(item, Run) and not item.code:
            yield from (_like(item, text) for text in _parts(item.text) if text)
        elif isinstance(item, Footnote):
            if runs := tuple(run for run in normal_items(item.runs) if isinstance(run, Run)):
                yield Footnote(runs)
        elif not isinstance(item, Run) or item.text:
            yield item


def _parts(text: str) -> tuple[str, str, str]:
    """The white space before a text, the text with its own in order, the white space behind it."""
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return text[:start], _UNUSUAL.sub(lambda found: _space(found[0]), text[start:end]), text[end:]


def _space(text: str) -> str:
    return "\n" * text.count("\n") or _BLANKS.sub(" ", text)


def _spaced(pieces: Iterable[Inline]) -> Iterator[Inline]:
    before: Inline | None = None
    space = ""
    for piece in pieces:
        if isinstance(piece, Run) and not piece.code and piece.text.isspace():
            space += piece.text
            continue
        if space and before is not None:
            yield _between(before, space, piece)
        space, before = "", piece
        yield piece


def _between(before: Inline, space: str, after: Inline) -> Run:
    text = _space(space)
    if not isinstance(before, Run) or not isinstance(after, Run):
        return Run(text)
    link = before.link if before.link == after.link else ""
    return Run(text, bold=before.bold and after.bold, italic=before.italic and after.italic, link=link)


def _merged(items: Iterable[Inline]) -> Iterator[Inline]:
    for alike, group in groupby(items, lambda item: _like(item, "") if isinstance(item, Run) else None):
        if alike is None:
            yield from group
        else:
            yield _like(alike, "".join(run.text for run in group if isinstance(run, Run)))


def _like(run: Run, text: str) -> Run:
    return Run(text, bold=run.bold, italic=run.italic, code=run.code, link=run.link)

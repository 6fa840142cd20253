"""For plugins that extend a document: a chapter or a sheet more, in its place; numbers and contents follow."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from kimcore.blocks.content import Document, Part, Section, Sheet, Workbook
from kimcore.errors import UsageError

__all__ = ["sections", "with_section", "with_sheet"]


def sections(document: Document) -> Iterator[Section]:
    """Every section at any depth, in the order of reading."""
    return _sections(document.blocks)


def with_section(document: Document, section: Section, *, after: str) -> Document:
    """The document with one section more, right behind another one and on its level.

    Args:
        document: stays as it is.
        section: the new one; its id must be new as well.
        after: the id of the section it follows, at any depth.

    Raises:
        UsageError: there is no section ``after``, or one of the new one's id already; the text lists those there are.
    """
    _refuse_wrong_place("Abschnitt", [entry.id for entry in sections(document)], section.id, after)
    return attrs.evolve(document, blocks=_placed(document.blocks, section, after))


def with_sheet(workbook: Workbook, sheet: Sheet, *, after: str) -> Workbook:
    """The workbook with one sheet more, right behind another one.

    Args:
        workbook: stays as it is.
        sheet: the new one; its id must be new as well.
        after: the id of the sheet it follows.

    Raises:
        UsageError: there is no sheet ``after``, or one of the new one's id already; the text lists those there are.
    """
    ids = [entry.id for entry in workbook.sheets]
    _refuse_wrong_place("Blatt", ids, sheet.id, after)
    place = ids.index(after) + 1
    return attrs.evolve(workbook, sheets=(*workbook.sheets[:place], sheet, *workbook.sheets[place:]))


def _sections(parts: Iterable[Part]) -> Iterator[Section]:
    for part in parts:
        if isinstance(part, Section):
            yield part
            yield from _sections(part.blocks)


def _placed(parts: Iterable[Part], section: Section, after: str) -> tuple[Part, ...]:
    placed: list[Part] = []
    for part in parts:
        if isinstance(part, Section):
            placed.append(attrs.evolve(part, blocks=_placed(part.blocks, section, after)))
            placed += [section] if part.id == after else []
        else:
            placed.append(part)
    return tuple(placed)


def _refuse_wrong_place(what: str, ids: Sequence[str], new: str, after: str) -> None:
    there = f"Es gibt: {', '.join(ids)}."
    if after not in ids:
        raise UsageError(f"{what} „{after}“ gibt es nicht. {there}")
    if new in ids:
        raise UsageError(f"{what} „{new}“ gibt es schon. Dem neuen eine eigene Kennung geben. {there}")

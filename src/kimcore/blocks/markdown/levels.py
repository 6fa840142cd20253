"""Levels of headings without gaps, and lists no deeper than Word holds."""

from collections.abc import Iterable, Iterator

import attrs

from kimcore.blocks.content import Block, Listing, ListItem

__all__ = ["LIST_LEVELS", "Levels", "flattened"]

LIST_LEVELS = 9
"""How deep lists may stand within each other."""


class Levels:
    """Where headings stand below each other: the smallest level of a text is 1, and no level is skipped."""

    def __init__(self, written: Iterable[int] = ()) -> None:
        self._above = min(written, default=1) - 1
        self._open: list[int] = []

    def place(self, written: int) -> tuple[int, bool]:
        """The level of the next heading, and whether it skipped one."""
        while self._open and self._open[-1] >= written:
            self._open.pop()
        above = self._open[-1] if self._open else self._above
        self._open.append(written)
        return len(self._open), written > above + 1


def flattened(listing: Listing, level: int = 1) -> Listing:
    """The list with what is deeper than Word holds on its last level."""
    items = (_flat_items(item) if level == LIST_LEVELS else (_item(item, level),) for item in listing.items)
    return attrs.evolve(listing, items=tuple(entry for group in items for entry in group))


def _item(item: ListItem, level: int) -> ListItem:
    return ListItem(
        blocks=tuple(flattened(block, level + 1) if isinstance(block, Listing) else block for block in item.blocks)
    )


def _flat_items(item: ListItem) -> Iterator[ListItem]:
    """An item without lists in it, followed by their items."""
    own: tuple[Block, ...] = tuple(block for block in item.blocks if not isinstance(block, Listing))
    if own:
        yield ListItem(blocks=own)
    for block in item.blocks:
        if isinstance(block, Listing):
            for entry in block.items:
                yield from _flat_items(entry)

"""Blocks to Markdown."""

import re
from collections.abc import Iterator, Sequence

import attrs

from kimcore.blocks.cells import Cell, CellKind, Link, RowRole
from kimcore.blocks.content import Block, Heading, Listing, ListItem, Paragraph, Quote, Table
from kimcore.blocks.figures import Image
from kimcore.blocks.inline import Footnote, Run
from kimcore.blocks.markdown.escaping import as_target, as_text
from kimcore.blocks.markdown.prose import flat
from kimcore.blocks.markdown.spans import one_line, wrapped
from kimcore.blocks.markdown.tables import FORMATS, cell_text
from kimcore.values import NBSP

__all__ = ["WIDTH", "write_markdown"]

WIDTH = 110
"""Where lines are wrapped."""

_NARROWEST = 40
_DEEPEST = 6
_LARGEST = 999_999_999  # the number of a list item


def write_markdown(blocks: Sequence[Block], *, heading: int = 2, width: int = WIDTH) -> str:
    """Write blocks as Markdown in a form that ``read_markdown`` reads as the same blocks.

    Args:
        blocks: headings, paragraphs, lists, quotes, tables and pictures.
        heading: how many # a heading of level 1 gets; fewer where deeper ones would get more than six.
        width: where lines are wrapped.

    Raises:
        TypeError: Markdown has no such block.
    """
    deepest = max((block.level for block in blocks if isinstance(block, Heading)), default=1)
    writer = _Writer(max(0, min(heading, _DEEPEST + 1 - deepest) - 1))
    lines = [*writer.blocks(blocks, width), *writer.notes(width)]
    return "\n".join(lines) + "\n" if lines else ""


@attrs.define
class _Writer:
    """Writes one text.

    Attributes:
        deeper: how many # a heading gets besides those of its level.
        footnotes: those written so far, with their numbers.
    """

    deeper: int
    footnotes: dict[Footnote, int] = attrs.field(factory=dict)

    def number(self, note: Footnote) -> int:
        """The number of a footnote; two of one text have the same."""
        return self.footnotes.setdefault(note, len(self.footnotes) + 1)

    def blocks(self, blocks: Sequence[Block], width: int, *, tight: bool = False) -> Iterator[str]:
        """Lines with an empty one between two blocks; a ``tight`` list follows the text of its item without one."""
        marks = 0  # two lists one after the other need different marks
        for place, block in enumerate(blocks):
            before = blocks[place - 1] if place else None
            marks = marks + 1 if _same_kind(before, block) else 0
            if before is not None and not (tight and _joins(before, block)):
                yield ""
            yield from self._block(block, width, odd=marks % 2 == 1)

    def notes(self, width: int) -> Iterator[str]:
        """The texts of the footnotes."""
        for note, number in self.footnotes.items():
            yield ""
            yield from _indented(wrapped(note.runs, self.number, width - 4), f"[^{number}]: ", " " * 4)

    def _block(self, block: Block, width: int, *, odd: bool) -> Iterator[str]:
        match block:
            case Heading():
                text = re.sub(r"(#+)$", r"\\\1", one_line(block.text, self.number))
                yield f"{'#' * min(block.level + self.deeper, _DEEPEST)} {text}"
            case Paragraph():
                yield from self._paragraph(block, width)
            case Listing():
                yield from self._list(block, width, odd=odd)
            case Quote():
                source = (Paragraph(text=f"— {block.source}"),) if block.source else ()
                yield from _indented(self.blocks((*block.blocks, *source), _within(width, 2)), "> ", "> ")
            case Table():
                yield from self._table(block, width)
            case Image():
                caption = re.sub(r'([\\"&])', r"\\\1", block.caption)
                title = f' "{caption}"' if caption else ""
                yield f"![{as_text(flat(block.alt), linked=True)}]({as_target(block.file)}{title})"
            case _:
                raise TypeError(f"{type(block).__name__} lässt sich nicht als Markdown schreiben")

    def _paragraph(self, block: Paragraph, width: int) -> Iterator[str]:
        first = block.text[0] if isinstance(block.text, tuple) and len(block.text) == 1 else None
        if isinstance(first, Run) and first.code and "\n" in first.text:
            marks = "`" * max(3, *(len(run) + 1 for run in re.findall("`*", first.text)))
            yield from (marks, *first.text.split("\n"), marks)
        else:
            yield from wrapped(block.text, self.number, width)

    def _list(self, block: Listing, width: int, *, odd: bool) -> Iterator[str]:
        loose = any(not _is_tight(item) for item in block.items)
        for place, item in enumerate(block.items):
            if place and loose:
                yield ""
            mark = "*" if odd else "-"
            if block.start is not None:
                mark = f"{min(block.start + place, _LARGEST)}{')' if odd else '.'}"
            indent = len(mark) + 1
            yield from _indented(
                self.blocks(item.blocks, _within(width, indent), tight=not loose), f"{mark} ", " " * indent
            )

    def _table(self, table: Table, width: int) -> Iterator[str]:
        yield self._row([_cell(column.title) for column in table.columns])
        rules = ["---" if column.kind not in FORMATS else "---:" for column in table.columns]
        yield self._line(rules)
        for row in table.normalised():
            kinds = [column.kind for column in table.columns]
            cells = [_cell(cell, kind) for cell, kind in zip(row.cells, kinds, strict=True)]
            yield self._row([_bold(items) for items in cells] if row.role is RowRole.TOTAL else cells)
        if table.caption:
            yield ""
            yield from wrapped(f"Tabelle: {table.caption}", self.number, width)

    def _row(self, cells: Sequence[tuple[Run, ...]]) -> str:
        return self._line([one_line(cell, self.number).replace("|", "\\|") for cell in cells])

    @staticmethod
    def _line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |"


def _indented(lines: Iterator[str] | Sequence[str], first: str, rest: str) -> Iterator[str]:
    for place, line in enumerate(lines):
        yield (f"{rest if place else first}{line}" if line else rest.rstrip())


def _within(width: int, indent: int) -> int:
    return max(width - indent, _NARROWEST)


def _same_kind(before: Block | None, block: Block) -> bool:
    if not isinstance(before, Listing) or not isinstance(block, Listing):
        return False
    return (before.start is None) == (block.start is None)


def _is_tight(item: ListItem) -> bool:
    """Whether an item is a paragraph, perhaps with lists below it."""
    first, *rest = item.blocks
    return isinstance(first, Paragraph | Listing) and all(isinstance(block, Listing) for block in rest)


def _joins(before: Block, block: Block) -> bool:
    """Whether a list may follow the text of its item without an empty line."""
    return isinstance(before, Paragraph) and isinstance(block, Listing) and block.start in {None, 1}


def _cell(cell: Cell, kind: CellKind = CellKind.TEXT) -> tuple[Run, ...]:
    text = cell_text(cell, kind).replace(NBSP, " ") if kind in FORMATS else cell_text(cell)
    return (Run(text, link=cell.url if isinstance(cell, Link) else ""),)


def _bold(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(attrs.evolve(run, bold=True) for run in runs)

"""A text as lines: one for each paragraph, table and picture, as Word shows them.

Blocks and Word files are both turned into lines and compared there: what looks the same is the same. Lists and quotes,
which Word knows only paragraph by paragraph, are put together again by ``assembled``.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

import attrs
from markdown_it.common.normalize_url import normalizeLink

from kimcore.blocks import (
    Block,
    Cell,
    Footnote,
    Heading,
    Image,
    Inline,
    Link,
    Listing,
    ListItem,
    Notice,
    Paragraph,
    Prose,
    Quote,
    Reference,
    RowRole,
    Run,
    Table,
    plain,
)
from kimcore.blocks.markdown.levels import Levels
from kimcore.blocks.markdown.prose import flat, normal_items
from kimcore.render.outline import DEEPEST, Entry
from kimcore.render.texts import cell_text
from kimcore.render.typography import german
from kimcore.render.word.numbering import LEVELS
from kimcore.render.word.prose import set_runs

__all__ = [
    "LISTED",
    "QUOTED",
    "Line",
    "Role",
    "Shown",
    "assembled",
    "image_key",
    "levelled",
    "prose_of",
    "set_prose",
    "table_key",
    "type_set",
]


_BARE_HOST = re.compile(r"https?://[^/?#]+")


class Role(Enum):
    """What a line is."""

    TEXT = "text"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"
    MORE = "more"  # a further paragraph of a list's item
    QUOTE = "quote"
    SOURCE = "source"
    NOTICE = "notice"
    TABLE = "table"
    IMAGE = "image"


LISTED = frozenset({Role.BULLET, Role.NUMBER, Role.MORE})
QUOTED = frozenset({Role.QUOTE, Role.SOURCE})


@attrs.frozen(kw_only=True)
class Line:
    """A paragraph, table or picture.

    Attributes:
        role: what it is.
        items: what it says, set as Word shows it.
        level: of a heading from 1, of a list from 0.
        start: the number that a numbered list begins with, on its first line.
        key: what a table or picture shows.
        block: the table or picture.
    """

    role: Role
    items: tuple[Inline, ...] = ()
    level: int = 0
    start: int | None = None
    key: Any = None
    block: Table | Image | None = attrs.field(default=None, eq=False)

    @property
    def words(self) -> str:
        """What it says, without looks."""
        return plain(self.items)


# ------------------------------------------------------------------------------------------- as it is set


def as_set(text: str) -> str:
    """A text as the document shows it, however often it is set."""
    before = ""
    while before != text:
        before, text = text, german(text)
    return text


def type_set(text: str) -> str:
    """A heading, caption or cell as the document shows it: set, on one line."""
    return as_set(flat(text))


def set_prose(items: Iterable[Inline]) -> tuple[Inline, ...]:
    """Runs, footnotes and references in their normal form and set as the document shows them."""
    before: tuple[Inline, ...] = ()
    now = normal_items(items)
    while before != now:
        before, now = now, tuple(set_runs(now))
    return tuple(map(_set_item, now))


def _set_item(item: Inline) -> Inline:
    match item:
        case Run():
            return attrs.evolve(item, text=item.text if item.code else as_set(item.text), link=_address(item.link))
        case Footnote():
            return Footnote(tuple(run for run in set_prose(item.runs) if isinstance(run, Run)))
    return item


@lru_cache(maxsize=1024)
def _address(link: str) -> str:
    """A link in one form, whatever an office program made of it: escaped, and with a slash behind a bare host."""
    link = normalizeLink(link)
    return f"{link}/" if _BARE_HOST.fullmatch(link) else link


@attrs.frozen
class Shown:
    """Turns the blocks of a text into lines.

    Attributes:
        targets: what references lead to, by id.
        level: how deep the section stands in which the text does.
    """

    targets: Mapping[str, Entry]
    level: int = 1

    def lines(self, blocks: Iterable[Block]) -> tuple[Line, ...]:
        """The lines that Word shows."""
        return levelled(line for block in blocks for line in self._block(block))

    def by_block(self, blocks: Sequence[Block]) -> tuple[tuple[Line, ...], ...]:
        """The same lines, block by block."""
        counts = [len(tuple(self._block(block))) for block in blocks]
        lines = iter(self.lines(blocks))
        return tuple(tuple(islice(lines, count)) for count in counts)

    def _block(self, block: Block) -> Iterator[Line]:
        match block:
            case Heading():
                level = min(self.level + block.level, DEEPEST) - self.level
                yield Line(role=Role.HEADING, items=_plain(block.text), level=level)
            case Paragraph():
                yield Line(role=Role.TEXT, items=self.items(block.text))
            case Listing():
                yield from self._listing(block, 0)
            case Quote():
                yield from self._quote(block)
            case Notice():
                yield from (Line(role=Role.NOTICE, items=self.items(text)) for text in (block.title, block.text))
            case Table():
                yield Line(role=Role.TABLE, key=table_key(block), block=block)
            case Image():
                yield Line(role=Role.IMAGE, key=image_key(block), block=block)

    def items(self, prose: Prose) -> tuple[Inline, ...]:
        """What a paragraph says."""
        return set_prose(map(self._reachable, (Run(prose),) if isinstance(prose, str) else prose))

    def _reachable(self, item: Inline) -> Inline:
        """The item as the document shows it: links are not in fixed type, and some lead nowhere."""
        match item:
            case Reference() if item.target not in self.targets:
                return Run(f"[Verweis auf „{item.target}“]")
            case Run() if item.link:
                lost = item.link.startswith("#") and item.link[1:] not in self.targets
                return Run(item.text, bold=item.bold, italic=item.italic, link="" if lost else item.link)
            case Footnote():
                return Footnote(tuple(run for entry in item.runs if isinstance(run := self._reachable(entry), Run)))
        return item

    def _listing(self, listing: Listing, level: int) -> Iterator[Line]:
        level = min(level, LEVELS - 1)
        start = None if listing.start is None else listing.start or 1
        for item in listing.items:
            role = Role.BULLET if listing.start is None else Role.NUMBER
            for block in item.blocks:
                if isinstance(block, Paragraph):
                    begins = start if role is Role.NUMBER else None
                    yield Line(role=role, items=self.items(block.text), level=level, start=begins)
                    start = None if role is Role.NUMBER else start
                    role = Role.MORE
                else:
                    yield from self._listing(block, level + 1) if isinstance(block, Listing) else self._block(block)

    def _quote(self, quote: Quote) -> Iterator[Line]:
        last = Role.TEXT
        for block in quote.blocks:
            said = (
                (Line(role=Role.QUOTE, items=self.items(block.text)),)
                if isinstance(block, Paragraph)
                else self._block(block)
            )
            for line in said:
                last = line.role
                yield line
        if quote.source and last is Role.QUOTE:
            yield Line(role=Role.SOURCE, items=_plain(quote.source))
        elif quote.source:
            yield Line(role=Role.TEXT, items=_plain(f"– {quote.source}"))


def _plain(text: str) -> tuple[Inline, ...]:
    return (Run(found),) if (found := type_set(text)) else ()


def levelled(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with the levels of headings as a text has them: from 1, none skipped."""
    found = tuple(lines)
    levels = Levels()
    return tuple(
        attrs.evolve(line, level=levels.place(line.level)[0]) if line.role is Role.HEADING else line for line in found
    )


def table_key(table: Table) -> Any:
    """What a table shows."""
    kinds = [column.kind for column in table.columns]
    rows = tuple(
        (row.role is RowRole.TOTAL, tuple(_cell(cell, kind) for cell, kind in zip(row.cells, kinds, strict=True)))
        for row in table.normalised()
    )
    return type_set(table.caption), tuple(type_set(column.title) for column in table.columns), rows


def _cell(cell: Cell, kind: Any) -> Link | str:
    if isinstance(cell, Link):
        return Link(type_set(cell.text or cell.url), _address(cell.url))
    return type_set(cell_text(cell, kind))


def image_key(image: Image) -> Any:
    """What a picture shows, with its texts."""
    return hashlib.sha256(image.data).digest(), flat(image.alt), type_set(image.caption)


# ----------------------------------------------------------------------------------------- back to blocks


def assembled(lines: Iterable[Line]) -> tuple[Block, ...]:
    """The blocks that show these lines."""
    blocks: list[Block] = []
    gathered: list[Line] = []
    for line in (*lines, None):
        family = None if line is None else _family(line)
        if gathered and (line is None or family is not _family(gathered[0]) or _ended(gathered[-1], line)):
            blocks += _lists(gathered) if gathered[0].role in LISTED else (_quote(gathered),)
            gathered = []
        if line is not None and family is not None:
            gathered.append(line)
        elif line is not None:
            blocks.append(_single(line))
    return tuple(blocks)


_Family: TypeAlias = frozenset[Role]


def _family(line: Line) -> _Family | None:
    return LISTED if line.role in LISTED else QUOTED if line.role in QUOTED else None


def _ended(last: Line, line: Line) -> bool:
    return last.role is Role.SOURCE and line.role is Role.QUOTE


def prose_of(items: tuple[Inline, ...]) -> Prose:
    """A plain text where there is no look at all."""
    return items[0].text if len(items) == 1 and items[0] == Run(plain(items)) else items


def _single(line: Line) -> Block:
    if line.block is not None:
        return line.block
    if line.role is Role.HEADING:
        return Heading(text=line.words, level=line.level)
    return Paragraph(text=prose_of(line.items))


def _quote(lines: list[Line]) -> Quote:
    source = lines[-1].words if lines[-1].role is Role.SOURCE else ""
    quoted = lines[:-1] if source else lines
    return Quote(blocks=tuple(Paragraph(text=prose_of(line.items)) for line in quoted), source=source)


@attrs.define
class _List:
    """A list that is being put together."""

    start: int | None
    items: list[list["Block | _List"]] = attrs.field(factory=list)

    def frozen(self) -> Listing:
        items = (
            ListItem(blocks=tuple(block.frozen() if isinstance(block, _List) else block for block in item))
            for item in self.items
        )
        return Listing(items=tuple(items), start=self.start)


def _lists(lines: list[Line]) -> Iterator[Block]:
    top: list[Block | _List] = []
    open_: list[_List] = []
    for line in lines:
        del open_[line.level + 1 :]
        paragraph = Paragraph(text=prose_of(line.items))
        if line.role is Role.MORE and open_:
            open_[-1].items[-1].append(paragraph)
            continue
        if len(open_) == line.level + 1 and not _goes_on(open_[-1], line):
            del open_[-1]
        while len(open_) <= line.level:
            inner = _List(line.start or 1 if line.role is Role.NUMBER and len(open_) == line.level else None)
            if not open_:
                top.append(inner)
            else:
                open_[-1].items = open_[-1].items or [[]]  # an item that only holds a list
                open_[-1].items[-1].append(inner)
            open_.append(inner)
        open_[-1].items.append([paragraph])
    for block in top:
        yield block.frozen() if isinstance(block, _List) else block


def _goes_on(listing: _List, line: Line) -> bool:
    """Whether a line is the next item of a list."""
    return (listing.start is not None) == (line.role is Role.NUMBER) and line.start is None

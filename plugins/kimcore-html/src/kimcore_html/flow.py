"""One shape for all content: a workbook is a document whose sections are its sheets; every place in it has a name."""

from collections.abc import Iterable, Iterator

import attrs

from kimcore.blocks import (
    Block,
    Chart,
    Content,
    Cover,
    Document,
    Image,
    Listing,
    Part,
    Quote,
    Section,
    Table,
    Timeline,
)
from kimcore.render import Outline, caption_of, outline_of
from kimcore.render.outline import Entry

__all__ = ["Places", "as_document", "blocks_of", "other_place"]


def as_document(content: Content) -> Document:
    """The content as a document."""
    if isinstance(content, Document):
        return content
    return Document(
        id=content.id,
        title=content.title,
        properties=content.properties,
        cover=Cover(subtitle=content.properties.subject.removeprefix(f"{content.title}: ")),
        contents=True,
        blocks=tuple(
            Section(id=sheet.id, title=sheet.title, blocks=sheet.blocks, numbered=False, orientation=sheet.orientation)
            for sheet in content.sheets
        ),
    )


def blocks_of(parts: Iterable[Part]) -> Iterator[Block]:
    """Every block, on all levels."""
    for part in parts:
        match part:
            case Section():
                yield from blocks_of((*part.prose, *part.blocks))
            case Quote():
                yield part
                yield from blocks_of(part.blocks)
            case Listing():
                yield part
                for item in part.items:
                    yield from blocks_of(item.blocks)
            case _:
                yield part


@attrs.frozen
class Places:
    """What links and references lead to.

    Attributes:
        outline: headings, tables and figures with their numbers.
        entries: the same by id.
        others: the names of the places of tables and figures without a caption, by id.
    """

    outline: Outline
    entries: dict[str, Entry]
    others: dict[str, str]

    @classmethod
    def of(cls, document: Document) -> "Places":
        """Walk through a document."""
        outline = outline_of(document)
        figures = (block for block in blocks_of(document.blocks) if isinstance(block, Table | Image | Chart | Timeline))
        others = enumerate(block.id for block in figures if caption_of(block) is None)
        named = {id_: other_place(number) for number, id_ in reversed([*others])}
        return cls(outline, outline.by_id(), named)

    def find(self, id_: str) -> str | None:
        """The name of a place in the page, or None."""
        entry = self.entries.get(id_)
        return entry.bookmark if entry else self.others.get(id_)


def other_place(number: int) -> str:
    """The name of the place of a table or figure without a caption, the first of them 0."""
    return f"ort_{number}"

"""Footnotes of a Markdown text: what their marks stand for, and which marks are free."""

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from kimcore.blocks import Block, Footnote, Listing, ListItem, Paragraph, Quote, Run
from kimcore.blocks.markdown import read_markdown, write_markdown
from kimcore.render.word.reading.lines import Shown

__all__ = ["Definition", "Notes", "definitions"]

_DEFINITION = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_TOKEN = "\ue00f{}\ue00f"  # noqa: S105 - stands for a mark while a block is written
_TOKENS = re.compile("\ue00f([0-9]+)\ue00f")


@attrs.frozen
class Definition:
    """Where the text of a footnote stands.

    Attributes:
        label: its mark.
        first: its first line, from 0.
        behind: the line behind its last.
        note: what it says, as the document shows it; None where that is nothing.
    """

    label: str
    first: int
    behind: int
    note: Footnote | None


def definitions(lines: Sequence[str], shown: Shown) -> tuple[Definition, ...]:
    """The footnotes that a text defines at its top level."""
    found = []
    number = 0
    while number < len(lines):
        match = _DEFINITION.match(lines[number])
        first, number = number, number + 1
        if match:
            number = _behind(lines, number)
            found.append(Definition(match[1], first, number, _note(match[1], lines[first:number], shown)))
    return tuple(found)


def _behind(lines: Sequence[str], number: int) -> int:
    """The line behind a definition: its lines go on until an empty one that nothing indented follows."""
    while number < len(lines):
        if lines[number].strip():
            if _DEFINITION.match(lines[number]):
                break
        elif not any(line.startswith(("    ", "\t")) for line in lines[number + 1 : number + 2]):
            break
        number += 1
    return number


def _note(label: str, lines: Sequence[str], shown: Shown) -> Footnote | None:
    blocks = read_markdown(f"x[^{label}]\n\n" + "\n".join(lines)).blocks
    items = [item for line in shown.lines(blocks) for item in line.items]
    return next((item for item in items if isinstance(item, Footnote)), None)


class Notes:
    """Gives the footnotes of new blocks their marks.

    Args:
        known: the footnotes of the old text.
        source: the lines of the old text.
        kept: those of its blocks that stay.
        heading: how many # a heading of level 1 gets.
        width: where lines are wrapped.
    """

    def __init__(
        self, known: Iterable[Definition], source: Iterable[str], kept: Iterable[str], *, heading: int, width: int
    ) -> None:
        self._form = {"heading": heading, "width": width}
        self._known = tuple(known)
        self._labels = {entry.note: entry.label for entry in reversed(self._known) if entry.note is not None}
        self._before = _marks(source)
        self._used = _marks(kept)
        self._taken = {entry.label for entry in self._known} | self._used
        self.added: dict[Footnote, str] = {}

    def write(self, blocks: Iterable[Block]) -> str:
        """Write blocks as Markdown, with the marks of this text and without the texts of the footnotes."""
        found: list[Footnote] = []
        text = write_markdown([_marked(block, found) for block in blocks], **self._form)
        return _TOKENS.sub(lambda token: f"[^{self._label(found[int(token[1])])}]", text)

    def _label(self, note: Footnote) -> str:
        label = self._labels.get(note)
        if label is None:
            label = next(str(number) for number in range(1, len(self._taken) + 2) if str(number) not in self._taken)
            self._labels[note] = self.added[note] = label
            self._taken.add(label)
        self._used.add(label)
        return label

    @property
    def dropped(self) -> tuple[Definition, ...]:
        """The definitions that nothing refers to any more."""
        return tuple(entry for entry in self._known if entry.label in self._before - self._used)

    def written(self) -> Iterator[str]:
        """The definitions that are new."""
        for note, label in self.added.items():
            text = write_markdown([Paragraph(text=note.runs)], **self._form).rstrip("\n")
            first, *rest = text.split("\n")
            yield "\n".join([f"[^{label}]: {first}", *(f"    {line}" for line in rest)])


def _marks(lines: Iterable[str]) -> set[str]:
    """The marks that lines refer to."""
    return {label for line in lines for label in _MARK.findall(_DEFINITION.sub("", line))}


def _marked(block: Block, found: list[Footnote]) -> Block:
    """The block with a token for every footnote."""
    match block:
        case Paragraph(text=tuple() as items):
            return Paragraph(text=tuple(_token(item, found) if isinstance(item, Footnote) else item for item in items))
        case Quote():
            return attrs.evolve(block, blocks=tuple(_marked(inner, found) for inner in block.blocks))
        case Listing():
            return attrs.evolve(block, items=tuple(
                ListItem(blocks=tuple(_marked(inner, found) for inner in item.blocks)) for item in block.items
            ))  # fmt: skip
    return block


def _token(note: Footnote, found: list[Footnote]) -> Run:
    found.append(note)
    return Run(_TOKEN.format(len(found) - 1))

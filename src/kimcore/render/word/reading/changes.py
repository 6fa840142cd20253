"""From the lines of a Word file to a new Markdown text: what nobody touched stays to the letter."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import attrs

from kimcore.blocks import Image, Inline, Run, Table, plain
from kimcore.blocks.markdown import read_markdown, write_markdown
from kimcore.blocks.markdown.writing import WIDTH
from kimcore.render.word.reading.lines import LISTED, QUOTED, Line, Shown, assembled, set_prose
from kimcore.render.word.reading.notes import Notes, definitions
from kimcore.values import NBSP

__all__ = ["Unwritable", "new_markdown"]

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_USUAL_HEADING = 2
_SHORT = 60
_TYPED = ((("„", "“"), '"'), (("…",), "..."), ((f"{NBSP}–",), " -"), (("’",), "'"), ((NBSP,), " "))
"""Signs as they are set, and what typists write instead."""


class Unwritable(ValueError):
    """Markdown cannot say what the document shows."""


def new_markdown(
    old: str, lines: Sequence[Line], shown: Shown, images: Mapping[str, Image], *, numbering: str = ""
) -> str:
    """The Markdown that shows these lines.

    Args:
        old: the Markdown today.
        lines: what the document shows.
        shown: turns blocks into lines as they are shown in this chapter.
        images: the pictures a text may show, by file name.
        numbering: what the ids of the text's tables begin with.

    Raises:
        Unwritable: what Markdown says would look otherwise.
    """
    old = old.replace("\r\n", "\n")
    change = _Change(old, tuple(lines), shown, images, numbering)
    for text in change.attempts():
        if change.says(text) == change.lines:
            return text
    raise Unwritable


@attrs.frozen
class _Unit:
    """A block of the old text: its source, from one line to the one behind its last, and what it shows."""

    first: int
    behind: int
    lines: tuple[Line, ...]


@attrs.frozen
class _Change:
    """A text that is to be changed."""

    old: str
    lines: tuple[Line, ...]
    shown: Shown
    images: Mapping[str, Image]
    numbering: str

    def says(self, text: str) -> tuple[Line, ...]:
        """What a Markdown text shows."""
        return self.shown.lines(read_markdown(text, images=self.images, numbering=self.numbering).blocks)

    def attempts(self) -> Iterator[str]:
        """New texts, the one nearest to the old first."""
        yield self.old
        if not self.lines:
            yield ""
        for lines in dict.fromkeys((_typed(self.lines, self.old), self.lines)):
            yield self._spliced(lines)
        yield self._ended(write_markdown(assembled(self.lines), heading=self._heading, width=self._width))

    @property
    def _heading(self) -> int:
        found = [len(match[1]) for line in self.old.split("\n") if (match := _HEADING.match(line))]
        return min(found, default=_USUAL_HEADING)

    @property
    def _width(self) -> int:
        """Where the old text wraps its lines, as far as it shows that."""
        longest = max((len(line) for line in self.old.split("\n") if not line.startswith("|")), default=0)
        return longest if longest > _SHORT else WIDTH

    def _ended(self, text: str) -> str:
        """The text with the line ends at its end that the old one has."""
        ends = self.old[len(self.old.rstrip("\n")) :] if self.old.strip() else "\n"
        return text.rstrip("\n") + ends

    # ------------------------------------------------------------------------------------------ splicing

    def _units(self) -> list[_Unit]:
        reading = read_markdown(self.old, images=self.images, numbering=self.numbering)
        source = self.old.split("\n")
        units = []
        shown = self.shown.by_block(reading.blocks)
        for lines, (first, behind) in zip(shown, reading.places, strict=True):
            while behind > first and not source[behind - 1].strip():
                behind -= 1  # noqa: PLW2901 - empty lines belong to no block
            units.append(_Unit(first, behind, lines))
        return units

    def _spliced(self, lines: Sequence[Line]) -> str:
        """The old text with new blocks in the place of those that are gone."""
        units, source = self._units(), self.old.split("\n")
        kept = _kept(units, self.lines)
        stays = [line for place in kept for line in source[units[place].first : units[place].behind]]
        notes = Notes(definitions(source, self.shown), source, stays, heading=self._heading, width=self._width)
        chunks = self._chunks(units, kept, lines, notes)
        gone = {line for entry in notes.dropped for line in range(entry.first, entry.behind)}
        gone |= {
            line for place, unit in enumerate(units) if place not in kept for line in range(unit.first, unit.behind)
        }
        text = _joined(source, gone, chunks)
        return self._ended("\n\n".join([text.rstrip("\n"), *notes.written()]))

    def _chunks(
        self, units: Sequence[_Unit], kept: Mapping[int, int], lines: Sequence[Line], notes: Notes
    ) -> dict[int, str]:
        """New Markdown by the line of the old text before which it belongs."""
        chunks: dict[int, str] = {}
        done = 0
        before = 0
        for place, start in [*kept.items(), (len(units), len(lines))]:
            if done < start:
                at = units[before].first if before < len(units) else self._behind(units)
                chunks[at] = notes.write(assembled(lines[done:start])).rstrip("\n")
            if place < len(units):
                done, before = start + len(units[place].lines), place + 1
        return chunks

    @staticmethod
    def _behind(units: Sequence[_Unit]) -> int:
        return units[-1].behind if units else 0


def _kept(units: Sequence[_Unit], lines: Sequence[Line]) -> dict[int, int]:
    """The blocks of the old text that stay, each with the place of its first line among the new ones."""
    old = [line for unit in units for line in unit.lines]
    partner: dict[int, int] = {}
    for match in SequenceMatcher(None, old, lines, autojunk=False).get_matching_blocks():
        partner |= {match.a + step: match.b + step for step in range(match.size)}
    kept: dict[int, int] = {}
    first = 0
    for place, unit in enumerate(units):
        places = [partner.get(first + step) for step in range(len(unit.lines))]
        if places and places[0] is not None and places == list(range(places[0], places[0] + len(places))):
            kept[place] = places[0]
        first += len(unit.lines)
    while grown := _grown(units, kept, lines):
        del kept[grown.pop()]
    return kept


def _grown(units: Sequence[_Unit], kept: Mapping[int, int], lines: Sequence[Line]) -> set[int]:
    """Lists and quotes to which new lines have been added before or behind: they are written anew as a whole."""
    covered = {start + step for place, start in kept.items() for step in range(len(units[place].lines))}
    grown = set()
    for place, start in kept.items():
        end = start + len(units[place].lines)
        for inner, outer in ((start, start - 1), (end - 1, end)):
            if 0 <= outer < len(lines) and outer not in covered and _same_family(lines[inner], lines[outer]):
                grown.add(place)
    return grown


def _same_family(one: Line, other: Line) -> bool:
    return any(one.role in family and other.role in family for family in (LISTED, QUOTED))


def _joined(source: Sequence[str], gone: set[int], chunks: Mapping[int, str]) -> str:
    """The lines that stay, and what is new between them, with an empty line around each."""
    written: list[str] = []
    loose = False  # something new or gone before this line: what follows stands behind exactly one empty line
    for number, line in enumerate((*source, None)):
        if number in chunks:
            written = [*_trimmed(written), *([""] if any(written) else []), *chunks[number].split("\n")]
        loose = loose or number in chunks or number in gone
        if line is None or number in gone or (loose and not line.strip()):
            continue
        if loose and any(written):
            written = [*_trimmed(written), ""]
        written.append(line)
        loose = False
    return "\n".join(written)


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


# ------------------------------------------------------------------------------------------- typography


def _typed(lines: Iterable[Line], old: str) -> tuple[Line, ...]:
    """The lines with signs as the old text types them, where the document sets them the same way."""
    return tuple(
        attrs.evolve(
            line,
            items=_typed_items(line.items, old),
            block=_typed_table(line.block, old) if isinstance(line.block, Table) else line.block,
        )
        for line in lines
    )


def _typed_items(items: tuple[Inline, ...], old: str) -> tuple[Inline, ...]:
    """The items of a paragraph, looked at together: a quotation may begin in one and end in another."""
    shown = set_prose(items)
    for signs, typed in _TYPED:
        if typed in old and not any(sign in old for sign in signs):
            written = tuple(_written(item, signs, typed) for item in items)
            items = written if set_prose(written) == shown else items
    return items


def _written(item: Inline, signs: tuple[str, ...], typed: str) -> Inline:
    if not isinstance(item, Run) or item.code:
        return item
    text = item.text
    for sign in signs:
        text = text.replace(sign, typed)
    return attrs.evolve(item, text=text)


def _typed_table(table: Table, old: str) -> Table:
    rows = tuple(
        attrs.evolve(row, cells=tuple(_typed_text(cell, old) if isinstance(cell, str) else cell for cell in row.cells))
        for row in table.normalised()
    )
    columns = tuple(attrs.evolve(column, title=_typed_text(column.title, old)) for column in table.columns)
    return attrs.evolve(table, columns=columns, rows=rows, caption=_typed_text(table.caption, old))


def _typed_text(text: str, old: str) -> str:
    return plain(_typed_items((Run(text),), old))

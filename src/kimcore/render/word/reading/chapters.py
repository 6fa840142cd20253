"""The text chapters of a Word file: where each begins and ends, and what stands there."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from kimcore.blocks import Document, Heading, Image, Part, Section, plain
from kimcore.render.archive import File
from kimcore.render.outline import Entry, Outline, outline_of
from kimcore.render.word.body import text_bookmark
from kimcore.render.word.reading.lines import Line, Shown, levelled, type_set
from kimcore.render.word.reading.losses import Loss, Losses
from kimcore.render.word.reading.parts import Parts, W, children
from kimcore.render.word.reading.phrases import Phrases
from kimcore.render.word.reading.story import Counts, Reader, style_of
from kimcore.render.word.reading.styles import Kind as StyleKind
from kimcore.render.word.reading.styles import Styles

__all__ = ["Chapter", "ChapterText", "chapters_of", "read_chapters"]

_TRACKED = {
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange",
        "trPrChange", "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
}  # fmt: skip
_CONTENT = {f"{W}{name}" for name in ("t", "drawing", "pict", "object", "fldChar", "footnoteReference")}
_COMMENTS = {f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")}


@attrs.frozen(kw_only=True)
class Chapter:
    """A chapter with an editable text, as a document has it.

    Attributes:
        name: of the text in the program.
        section: the section.
        entry: its heading in the outline.
        stops: bookmarks of headings, tables and figures outside of its text.
        shown: turns blocks into lines as they are shown here.
    """

    name: str
    section: Section
    entry: Entry
    stops: frozenset[str]
    shown: Shown

    @property
    def lines(self) -> tuple[Line, ...]:
        """The text as the document shows it."""
        return self.shown.lines(self.section.prose)


@attrs.frozen(kw_only=True)
class ChapterText:
    """What a Word file holds of a chapter.

    Attributes:
        chapter: the chapter.
        lines: its text; empty where it was not found.
        found: whether it was.
        by_heading: whether a bookmark was gone, so that the heading's words had to do.
        heading: the heading as it stands in the file.
        losses: what Markdown cannot carry.
        tracked: whether changes are tracked in it.
        commented: whether there are comments.
    """

    chapter: Chapter
    lines: tuple[Line, ...] = ()
    found: bool = True
    by_heading: bool = False
    heading: str = ""
    losses: tuple[Loss, ...] = ()
    tracked: bool = False
    commented: bool = False


def chapters_of(document: Document) -> tuple[Chapter, ...]:
    """The chapters of a document whose texts are read back."""
    outline = outline_of(document)
    targets = outline.by_id()
    sections = iter(_sections(document.blocks, iter(outline.sections)))
    return tuple(
        Chapter(
            name=section.chapter,
            section=section,
            entry=entry,
            stops=_stops(outline, section),
            shown=Shown(targets, entry.level),
        )
        for section, entry in sections
        if section.chapter and section.prose
    )


def _sections(parts: Iterable[Part], entries: Iterator[Entry]) -> Iterator[tuple[Section, Entry]]:
    """Every section with its entry in the outline; headings within texts have entries, too."""
    for part in parts:
        if isinstance(part, Section):
            yield part, next(entries)
            yield from _sections((*part.prose, *part.blocks), entries)
        elif isinstance(part, Heading):
            next(entries)


def _stops(outline: Outline, section: Section) -> frozenset[str]:
    own = {getattr(block, "id", "") for block in section.prose} | {section.id}
    entries = (*outline.sections, *outline.tables, *outline.figures)
    return frozenset(entry.bookmark for entry in entries if entry.id and entry.id not in own)


def read_chapters(file: File, document: Document) -> tuple[ChapterText, ...]:
    """Read the text chapters of a Word file.

    Args:
        file: the file, as somebody saved it.
        document: the same document, made anew from today's data.

    Raises:
        FileError: the file is no Word file, broken, or over the limit.
    """
    with Parts(file) as parts, parts.guarded():
        reading = _Reading(parts, document)
        return tuple(reading.chapter(chapter) for chapter in chapters_of(document))


@attrs.frozen
class _Place:
    """A paragraph or table of the body, with the bookmarks that begin in it, and those that begin behind its text."""

    element: Any
    marks: frozenset[str]
    last: frozenset[str]


class _Reading:
    """A Word file that is being read."""

    def __init__(self, parts: Parts, document: Document) -> None:
        outline = outline_of(document)
        entries = (*outline.sections, *outline.tables, *outline.figures)
        places = {entry.bookmark: entry for entry in entries if entry.id}
        self._styles = Styles(parts.styles)
        self._notes = parts.footnotes
        foot = Phrases(self._styles, parts.footnote_links, places, parts.digest)
        self._phrases = Phrases(self._styles, parts.links, places, parts.digest, parts.footnotes, foot)
        self._places = tuple(_places(parts.body))
        self._counts = Counts(
            self._styles,
            parts.numbering,
            (paragraph for place in self._places for paragraph in place.element.iter(f"{W}p")),
        )
        self._pictures = {hashlib.sha256(image.data).digest(): image for image in _images(document.blocks)}

    def chapter(self, chapter: Chapter) -> ChapterText:
        """Find and read a chapter."""
        start, by_heading = self._start(chapter)
        if start is None:
            return ChapterText(chapter=chapter, found=False)
        end = self._end(chapter, start + 1)
        by_heading = by_heading or end is None
        if end is None:
            end = self._next_stop(chapter, start + 1)
        elements = [place.element for place in self._places[start + 1 : end]]
        tags = self._tags([self._places[start].element, *elements])
        losses = Losses()
        reader = Reader(self._styles, self._counts, self._phrases, self._pictures, chapter.entry.level)
        lines = levelled(reader.lines(elements, losses))
        return ChapterText(
            chapter=chapter,
            lines=lines,
            by_heading=by_heading,
            heading=self._words(self._places[start].element),
            losses=tuple(losses.all()),
            tracked=bool(tags & _TRACKED),
            commented=bool(tags & _COMMENTS),
        )

    def _start(self, chapter: Chapter) -> tuple[int | None, bool]:
        """Where the heading stands, and whether it was found by its words."""
        for name in (text_bookmark(chapter.name), chapter.entry.bookmark):
            if (found := self._marked(name, 0)) is not None:
                return found, name == chapter.entry.bookmark
        title = type_set(chapter.section.title)
        for number, place in enumerate(self._places):
            if self._is_heading(place.element) and self._words(place.element) == title:
                return number, True
        return None, True

    def _end(self, chapter: Chapter, first: int) -> int | None:
        """Where the text ends; LibreOffice moves the bookmark of an empty paragraph behind the text above it."""
        name = text_bookmark(chapter.name, end=True)
        found = self._marked(name, first - 1)
        return found if found is None else found + (name in self._places[found].last)

    def _marked(self, name: str, first: int) -> int | None:
        return next((number for number in range(first, len(self._places)) if name in self._places[number].marks), None)

    def _next_stop(self, chapter: Chapter, first: int) -> int:
        """Where what follows the text begins, as far as its bookmarks are there."""
        for number in range(first, len(self._places)):
            if self._places[number].marks & chapter.stops:
                return number
        return len(self._places)

    def _is_heading(self, element: Any) -> bool:
        return element.tag == f"{W}p" and style_of(self._styles, element).kind is StyleKind.HEADING

    def _words(self, element: Any) -> str:
        return type_set(plain(self._phrases.read(element, Losses())[0]))

    def _tags(self, elements: Sequence[Any]) -> set[str]:
        """Every kind of element in a text, its footnotes among them."""
        found = [child for element in elements for child in element.iter()]
        notes = [self._notes.get(child.get(f"{W}id", "")) for child in found if child.tag == f"{W}footnoteReference"]
        return {child.tag for child in found} | {
            child.tag for note in notes if note is not None for child in note.iter()
        }


def _places(body: Any) -> Iterator[_Place]:
    waiting: set[str] = set()
    for element in children(body):
        if element.tag in {f"{W}p", f"{W}tbl"}:
            names = {str(mark.get(f"{W}name")) for mark in element.iter(f"{W}bookmarkStart")}
            yield _Place(element, frozenset(names | waiting), _last(element))
            waiting = set()
        elif element.tag == f"{W}bookmarkStart":
            waiting.add(str(element.get(f"{W}name")))


def _last(element: Any) -> frozenset[str]:
    """The bookmarks that begin behind the text of a paragraph."""
    found: set[str] = set()
    text = False
    for child in element.iter():
        if child.tag in _CONTENT:
            text, found = True, set()
        elif child.tag == f"{W}bookmarkStart" and text:
            found.add(str(child.get(f"{W}name")))
    return frozenset(found)


def _images(parts: Iterable[Any]) -> Iterator[Image]:
    for part in parts:
        match part:
            case Section():
                yield from _images((*part.prose, *part.blocks))
            case Image():
                yield part

"""Markdown to blocks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from kimcore.blocks.content import Block, Heading, Listing, ListItem, Paragraph, Quote, Table
from kimcore.blocks.figures import Image
from kimcore.blocks.inline import Prose, Run, plain
from kimcore.blocks.markdown.levels import LIST_LEVELS, Levels, flattened
from kimcore.blocks.markdown.parser import MAX_NESTING, clean, parse
from kimcore.blocks.markdown.phrases import Note, Phrases
from kimcore.blocks.markdown.problems import MarkdownProblem, Problems
from kimcore.blocks.markdown.prose import normal_prose
from kimcore.blocks.markdown.tables import CAPTION, looks_like_table, read_table

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["ATTRIBUTION", "MarkdownReading", "read_markdown"]

ATTRIBUTION = re.compile(r"[—–]\s+(?=\S)")
"""What the last paragraph of a quote begins with when it names who said it."""

_CONTAINERS = {"blockquote_open", "list_item_open", "footnote_reference_open"}


@attrs.frozen(kw_only=True)
class MarkdownReading:
    """What a Markdown text says, and what of it a document cannot show.

    Attributes:
        blocks: Heading, Paragraph, Listing, Quote, Table and Image.
        problems: top down.
        places: for each block the lines it is written in: the first, from 0, and the one behind the last.
    """

    blocks: tuple[Block, ...]
    problems: tuple[MarkdownProblem, ...] = ()
    places: tuple[tuple[int, int], ...] = ()


def read_markdown(
    text: str, *, images: Mapping[str, Image] = MappingProxyType({}), numbering: str = ""
) -> MarkdownReading:
    """Read a text in CommonMark with tables and footnotes; docs/writing-texts.md says what becomes of it.

    Lists and quotes hold paragraphs and lists only, so that a text comes back from Word as it went there: tables and
    pictures in them follow behind, with a problem.

    Args:
        text: any text at all.
        images: the pictures it may show, by file name.
        numbering: what the ids of its tables begin with: ``ziele`` gives ``ziele-tabelle-1``.
    """
    text = clean(text)
    body, notes, problems = _split(parse(text))
    reader = _Reader(text.split("\n"), images, notes, problems, f"{numbering}-" if numbering else "")
    blocks = reader.read(body)
    for label, note in notes.items():
        if not note.used:
            hint = f"[^{label}] in den Text setzen oder die Fußnote löschen."
            problems.warn(note.line, f"Auf die Fußnote [^{label}] verweist nichts; sie entfällt.", hint)
    return MarkdownReading(blocks=blocks, problems=problems.sorted(), places=tuple(reader.places))


def _split(tokens: "Iterable[Token]") -> "tuple[list[Token], dict[str, Note], Problems]":
    """The text and its footnotes apart."""
    problems = Problems()
    body: list[Token] = []
    notes: dict[str, Note] = {}
    targets = [body]
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        if token.level >= MAX_NESTING - 1 and token.type in _CONTAINERS:
            message = f"Mehr als {MAX_NESTING} Ebenen stehen ineinander; was tiefer liegt, entfällt."
            problems.error(line, message, "Aufzählungen und Zitate entschachteln.")
        if token.type == "footnote_reference_open":
            found: list[Token] = []
            targets.append(found)
            label = token.meta["label"]
            if label in notes:
                message = f"Die Fußnote [^{label}] gibt es schon; dieser Text entfällt."
                problems.error(line, message, "Eine andere Marke wählen.")
            notes.setdefault(label, Note(line, found))
        elif token.type == "footnote_reference_close":
            targets.pop()
        else:
            targets[-1].append(token)
    return body, notes, problems


@attrs.frozen
class _Inside:
    """What a block stands in: how many lists, and whether a quote."""

    lists: int = 0
    quote: bool = False

    def __bool__(self) -> bool:
        return bool(self.lists or self.quote)

    @property
    def place(self) -> str:
        return "einer Aufzählung" if self.lists else "einem Zitat"


class _Reader:
    """Reads the blocks of one text."""

    def __init__(
        self,
        lines: Sequence[str],
        images: Mapping[str, Image],
        notes: Mapping[str, Note],
        problems: Problems,
        prefix: str,
    ) -> None:
        self._lines = lines
        self._phrases = Phrases(images, notes, problems, prefix)
        self._problems = problems
        self._prefix = prefix
        self._tables = 0
        self._shown: dict[str, int] = {}  # how often each picture
        self._levels = Levels()
        self.places: list[tuple[int, int]] = []
        self._captioned = False
        self._behind: list[Block] = []  # what may not stand in a list or a quote

    def read(self, tokens: "Sequence[Token]") -> tuple[Block, ...]:
        """The blocks of the text."""
        self._levels = Levels(int(token.tag[1]) for token in tokens if token.type == "heading_open" and not token.level)
        return tuple(self._blocks(iter(tokens), "", _Inside()))

    def _blocks(self, tokens: "Iterator[Token]", end: str, inside: _Inside) -> list[Block]:
        found: list[Block] = []
        for token in tokens:
            if token.type == end:
                break
            self._block(token, tokens, inside, found)
            if not inside:
                found += self._behind
                self._behind = []
                self._note_place(token, len(found))
        return found

    def _block(self, token: "Token", tokens: "Iterator[Token]", inside: _Inside, found: list[Block]) -> None:
        line = token.map[0] + 1 if token.map else 1
        match token.type:
            case "paragraph_open":
                self._paragraph(next(tokens), line, inside, found)
            case "heading_open":
                self._heading(token, next(tokens), line, inside, found)
            case "bullet_list_open" | "ordered_list_open":
                found += self._list(token, tokens, line, inside)
            case "blockquote_open":
                found += self._quote(tokens, line, inside)
            case "table_open":
                self._place(self._table(token, tokens), line, inside, found)
            case "fence" | "code_block":
                found += self._code(token, line)
            case "html_block" | "hr":
                self._unprinted(token, line)

    def _note_place(self, token: "Token", count: int) -> None:
        """Note the lines of what a token has added; a caption belongs to the table above it."""
        first, behind = token.map or (0, 0)
        if self._captioned:
            self.places[-1] = (self.places[-1][0], behind)
        self.places += [(first, behind)] * (count - len(self.places))
        self._captioned = False

    def _place(self, block: Table | Image, line: int, inside: _Inside, found: list[Block]) -> None:
        """Put a table or a picture where it stands, or behind the list or quote around it."""
        if isinstance(block, Image):
            self._shown[block.file] = times = self._shown.get(block.file, 0) + 1
            block = block if times == 1 else attrs.evolve(block, id=f"{block.id}-{times}")
        if not inside:
            found.append(block)
            return
        noun = "Eine Tabelle" if isinstance(block, Table) else "Ein Bild"
        self._behind.append(block)
        self._problems.warn(
            line, f"{noun} kann nicht in {inside.place} stehen und folgt dahinter.", "Davor oder dahinter setzen."
        )

    def _paragraph(self, token: "Token", line: int, inside: _Inside, found: list[Block]) -> None:
        for offset, written in enumerate(token.content.split("\n")):
            if looks_like_table(written):
                self._no_table(line + offset)
                break
        items, images = self._phrases.read(token.children, line)
        prose = normal_prose(items)
        above = found[-1] if found and not inside else None
        caption = CAPTION.match(plain(prose)) if isinstance(above, Table) and not above.caption else None
        if isinstance(above, Table) and caption:
            text = self._phrases.flattened(items, (), line, "Eine Tabellenunterschrift")
            found[-1] = attrs.evolve(above, caption=text[caption.end() :])
            self._captioned = True
        elif prose and _readable(prose):
            found.append(Paragraph(text=prose))
            if images:
                message = "Das Bild steht mitten im Text und folgt hinter dem Absatz."
                self._problems.warn(line, message, "Dem Bild einen eigenen Absatz geben.")
        for image in images:
            self._place(image, line, inside, found)

    def _no_table(self, line: int) -> None:
        message = "Die senkrechten Striche machen hier keine Tabelle."
        hint = (
            "Unter dem Tabellenkopf steht eine Zeile | --- | --- | mit ebenso vielen Spalten, darüber eine Leerzeile."
        )
        self._problems.warn(line, message, hint)

    def _heading(self, token: "Token", text: "Token", line: int, inside: _Inside, found: list[Block]) -> None:
        words = self._phrases.words(text.children, line, "Eine Überschrift")
        if token.markup in {"-", "="} and "|" in text.content:
            self._no_table(line)
        if not words:
            self._problems.note(line, "Die Überschrift hat keinen Text und entfällt.", "Löschen oder ergänzen.")
        elif inside:
            message = f"Eine Überschrift kann nicht in {inside.place} stehen; sie wird ein fetter Absatz."
            self._problems.warn(line, message, "Davor setzen.")
            found.append(Paragraph(text=(Run(words, bold=True),)))
        else:
            level, jumped = self._levels.place(int(token.tag[1]))
            if jumped:
                message = f"Die Überschrift „{words}“ überspringt eine Ebene; sie rückt auf."
                self._problems.warn(line, message, "Jede Ebene um höchstens ein # tiefer setzen.")
            found.append(Heading(text=words, level=level))

    def _list(self, token: "Token", tokens: "Iterator[Token]", line: int, inside: _Inside) -> list[Block]:
        if inside.lists == LIST_LEVELS:
            message = f"Die Aufzählung hat mehr als {LIST_LEVELS} Ebenen; tiefere stehen auf der letzten."
            self._problems.warn(line, message, "Den Text anders gliedern.")
        items: list[ListItem] = []
        below = attrs.evolve(inside, lists=inside.lists + 1)
        while next(tokens).type == "list_item_open":
            if blocks := self._blocks(tokens, "list_item_close", below):
                items.append(ListItem(blocks=tuple(blocks)))
        ordered = token.type == "ordered_list_open"
        listing = Listing(items=tuple(items), start=int(token.attrs.get("start", 1)) if ordered else None)
        return [listing if inside.lists else flattened(listing)] if items else []

    def _quote(self, tokens: "Iterator[Token]", line: int, inside: _Inside) -> Sequence[Block]:
        blocks = self._blocks(tokens, "blockquote_close", attrs.evolve(inside, quote=True))
        if inside:
            message = f"Ein Zitat kann nicht in {inside.place} stehen; sein Text bleibt."
            self._problems.warn(line, message, "Davor oder dahinter setzen.")
            return blocks
        last = blocks[-1] if len(blocks) > 1 else None
        text = last.text if isinstance(last, Paragraph) and isinstance(last.text, str) else ""
        if (found := ATTRIBUTION.match(text)) and "\n" not in text:
            return [Quote(blocks=tuple(blocks[:-1]), source=text[found.end() :])]
        return [Quote(blocks=tuple(blocks))] if blocks else []

    def _table(self, opening: "Token", tokens: "Iterator[Token]") -> Table:
        found = [opening]
        while found[-1].type != "table_close":
            found.append(next(tokens))
        self._tables += 1
        name = f"{self._prefix}tabelle-{self._tables}"
        return read_table(found, self._lines, self._phrases, self._problems, name)

    def _code(self, token: "Token", line: int) -> list[Block]:
        if token.type == "fence":
            what, hint = "Ein Block zwischen ``` wird", "Für Fließtext die Zeilen mit ``` löschen."
        else:
            what, hint = "Weil er um vier Zeichen eingerückt ist, wird der Text", "Die Einrückung löschen."
        self._problems.note(line, f"{what} ein Absatz in fester Schrift.", hint)
        content = "\n".join(written.rstrip() for written in token.content.expandtabs(4).split("\n")).strip("\n")
        return [Paragraph(text=(Run(content, code=True),))] if content else []

    def _unprinted(self, token: "Token", line: int) -> None:
        if token.type == "hr":
            self._problems.note(line, "Eine Trennlinie wird nicht gedruckt.", "Überschriften gliedern den Text.")
        elif not token.content.lstrip().startswith("<!--"):
            self._problems.error(line, "HTML wird nicht gedruckt.", "Als Markdown schreiben.")


def _readable(prose: Prose) -> bool:
    """Whether there is anything but blanks in fixed-width type."""
    return isinstance(prose, str) or any(not isinstance(item, Run) or item.text.strip() for item in prose)

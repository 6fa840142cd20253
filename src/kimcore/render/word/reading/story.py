"""Paragraphs, tables and pictures of a Word file as lines."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from kimcore.blocks import (
    Cell,
    CellKind,
    Column,
    Footnote,
    Image,
    Inline,
    Link,
    Reference,
    Row,
    RowRole,
    Run,
    Table,
    plain,
)
from kimcore.blocks.markdown.prose import flat
from kimcore.render.word.numbering import LEVELS
from kimcore.render.word.reading.lines import LISTED, Line, Role, image_key, set_prose, table_key
from kimcore.render.word.reading.losses import Losses, paragraph_losses
from kimcore.render.word.reading.numbering import Counted, Counter
from kimcore.render.word.reading.parts import W, children, value
from kimcore.render.word.reading.phrases import Phrases, Picture
from kimcore.render.word.reading.styles import Kind, ParagraphStyle, Styles

__all__ = ["Counts", "Reader", "style_of"]

# In a text that begins with a caption, LibreOffice turns the field with the number into its words.
_LABEL = re.compile(r"(Tabelle|Abbildung)\s*(?:SEQ \w+ \\\* ARABIC)?\s*[0-9.]*\s*[:.]?\s*")
_DASH = re.compile(r"[–—-]\s*")
_STEP = 397
_RIGHT = {"right", "end"}
_ROLES = {Kind.HEADING: Role.HEADING, Kind.QUOTE: Role.QUOTE, Kind.NOTICE: Role.NOTICE}


def style_of(styles: Styles, paragraph: Any) -> ParagraphStyle:
    """The style of a paragraph."""
    return styles.paragraph(value(paragraph.find(f"{W}pPr"), "pStyle"))


class Counts:
    """The numbers of all lists of a document, by paragraph; headings count for themselves and are left out."""

    def __init__(self, styles: Styles, numbering: Any, paragraphs: Iterable[Any]) -> None:
        counter = Counter(numbering)
        self._found: dict[int, Counted] = {}
        for paragraph in paragraphs:
            style = style_of(styles, paragraph)
            name, level = _listed(paragraph, style)
            if style.kind is not Kind.HEADING and name and (counted := counter.count(name, level)) is not None:
                self._found[id(paragraph)] = counted

    def of(self, paragraph: Any) -> Counted | None:
        """What a paragraph counts, or None outside of lists."""
        return self._found.get(id(paragraph))


def _listed(paragraph: Any, style: ParagraphStyle) -> tuple[str, int]:
    """The list of a paragraph and its level in it; no list where the paragraph switches that of its style off."""
    own = paragraph.find(f"{W}pPr/{W}numPr")
    name, level = value(own, "numId") or style.number, value(own, "ilvl")
    at = int(level) if level.isdecimal() else style.number_level or (style.level if style.kind is Kind.LIST else 0)
    return ("" if name == "0" else name), min(at, LEVELS - 1)


@attrs.frozen
class Reader:
    """Reads the lines of a text.

    Attributes:
        styles: the styles of the document.
        counts: the numbers of its lists.
        phrases: reads its paragraphs.
        pictures: the program's pictures by the digest of their files.
        level: how deep the section stands in which the text does.
    """

    styles: Styles
    counts: Counts
    phrases: Phrases
    pictures: Mapping[bytes, Image]
    level: int

    def lines(self, elements: Sequence[Any], losses: Losses) -> tuple[Line, ...]:
        """The lines of paragraphs and tables that follow each other."""
        reading = _Story(self, losses)
        for place, element in enumerate(elements):
            if element.tag == f"{W}tbl":
                reading.table(element)
            else:
                follower = elements[place + 1] if place + 1 < len(elements) else None
                reading.paragraph(element, before_table=follower is not None and follower.tag == f"{W}tbl")
        return tuple(reading.found)


class _Story:
    """A text that is being read."""

    def __init__(self, reader: Reader, losses: Losses) -> None:
        self.found: list[Line] = []
        self._reader = reader
        self._losses = losses
        self._caption: tuple[Inline, ...] = ()  # of the table that comes next
        self._tables = 0

    # ----------------------------------------------------------------------------------------- paragraphs

    def paragraph(self, element: Any, *, before_table: bool) -> None:
        """Add a paragraph and the pictures in it."""
        style = style_of(self._reader.styles, element)
        items, pictures = self._reader.phrases.read(element, self._losses)
        items = set_prose(items)
        words = plain(items)
        if items and (words.strip() or any(isinstance(item, Reference) for item in items)):
            paragraph_losses(element.find(f"{W}pPr"), style, words, self._losses)
            self._text(element, style, items, before_table=before_table)
        for picture in pictures:
            self._picture(picture)

    def _text(self, element: Any, style: ParagraphStyle, items: tuple[Inline, ...], *, before_table: bool) -> None:
        if style.kind is Kind.CAPTION and self._takes_caption(items, before_table=before_table):
            return
        if style.kind is Kind.SMALL and self._takes_note(items):
            return
        counted = self._reader.counts.of(element)
        if style.kind is Kind.HEADING:
            self._heading(style, items)
        elif counted is not None:
            self._listed(counted, items)
        elif self._continues(element, style):
            self.found.append(Line(role=Role.MORE, items=items, level=self._more_level(element)))
        else:
            self.found.append(Line(role=_ROLES.get(style.kind, Role.TEXT), items=items))

    def _heading(self, style: ParagraphStyle, items: tuple[Inline, ...]) -> None:
        level = style.level - self._reader.level
        words = flat(_words(items, "Überschrift", self._losses))
        if level < 1:
            self._losses.add("Überschrift auf der Ebene des Kapitels oder darüber; sie wird eine darunter", words)
        self.found.append(Line(role=Role.HEADING, items=(Run(words),), level=max(level, 1)))

    def _listed(self, counted: Counted, items: tuple[Inline, ...]) -> None:
        role = Role.BULLET if counted.number is None else Role.NUMBER
        begins = counted.begins or not self._open(role, counted.level)
        start = counted.number if begins else None
        self.found.append(Line(role=role, items=items, level=counted.level, start=start))

    def _open(self, role: Role, level: int) -> bool:
        """Whether a list of this kind goes on at this level."""
        for line in reversed(self.found):
            if line.role not in LISTED or line.level < level:
                break
            if line.level == level and line.role is not Role.MORE:
                return line.role is role
        return False

    def _continues(self, element: Any, style: ParagraphStyle) -> bool:
        """Whether a paragraph without a number belongs to the item of a list above it."""
        if not self.found or self.found[-1].role not in LISTED:
            return False
        return style.kind is Kind.MORE or (style.kind in {Kind.TEXT, Kind.LIST} and _indent(element) >= _STEP)

    def _more_level(self, element: Any) -> int:
        """The level of the item that a paragraph belongs to, by its indent, at most that of the line above."""
        indent = _indent(element)
        return min(self.found[-1].level, max(round(indent / _STEP) - 1, 0) if indent else self.found[-1].level)

    def _takes_note(self, items: tuple[Inline, ...]) -> bool:
        """Whether a small paragraph says who is quoted, or who made the picture above."""
        last = self.found[-1] if self.found else None
        words = plain(items)
        if last is not None and last.role is Role.QUOTE and (dash := _DASH.match(words)):
            self.found.append(Line(role=Role.SOURCE, items=(Run(flat(words[dash.end() :])),)))
            return True
        if last is None or not isinstance(last.block, Image) or not last.block.credit:
            return False
        if words != plain(set_prose((Run(last.block.credit),))):
            self._losses.add("geänderter Bildnachweis; er steht unter pictures", words)
        return True

    # ------------------------------------------------------------------------------- captions and pictures

    def _takes_caption(self, items: tuple[Inline, ...], *, before_table: bool) -> bool:
        label = _LABEL.match(plain(items))
        last = self.found[-1].block if self.found else None
        picture = last if isinstance(last, Image) else None
        if before_table and not (picture and label and label[1] == "Abbildung"):
            self._caption = items
            return True
        if picture is None:
            return False
        self.found[-1] = _image_line(attrs.evolve(picture, caption=self._unlabelled(items)))
        return True

    def _unlabelled(self, items: tuple[Inline, ...]) -> str:
        words = flat(_words(items, "Beschriftung", self._losses))
        label = _LABEL.match(words)
        return words[label.end() :] if label else words

    def _picture(self, picture: Picture) -> None:
        known = self._reader.pictures.get(picture.digest)
        if known is None:
            hint = "neues Bild; es ist unter pictures einzutragen"
            self._losses.add(hint, picture.alt, text=True)
            return
        self.found.append(_image_line(attrs.evolve(known, alt=flat(picture.alt) or known.alt, caption="")))

    # --------------------------------------------------------------------------------------------- tables

    def table(self, element: Any) -> None:
        """Add a table."""
        rows = [self._row(row) for row in children(element) if row.tag == f"{W}tr"]
        caption, self._caption = self._caption, ()
        if not rows:
            return
        self._tables += 1
        head = rows[0]
        width = max(len(row.texts) for row in rows)
        titles = [flat(self._one(cell)) for cell in head.padded(width)]
        columns = tuple(
            Column(id=f"spalte-{place}", title=title, kind=CellKind.NUMBER if right else CellKind.TEXT)
            for place, (title, right) in enumerate(zip(titles, head.right(width), strict=True), 1)
        )
        table = Table(
            id=f"tabelle-{self._tables}",
            columns=columns,
            rows=tuple(self._typed(row, width) for row in rows[1:]),
            caption=self._unlabelled(caption) if caption else "",
        )
        self.found.append(Line(role=Role.TABLE, key=table_key(table), block=table))

    def _row(self, element: Any) -> "_Row":
        row = _Row()
        for cell in children(element):
            if cell.tag != f"{W}tc":
                continue
            props = cell.find(f"{W}tcPr")
            span = value(props, "gridSpan")
            merged = props is not None and props.find(f"{W}vMerge") is not None
            if merged or span not in {"", "1"}:
                self._losses.add("verbundene Tabellenzellen", "".join(text.text or "" for text in cell.iter(f"{W}t")))
            self._cell(cell, row)
            for _ in range(min(int(span), 63) - 1 if span.isdecimal() else 0):
                row.texts.append(())
                row.aligned.append(False)
        return row

    def _cell(self, cell: Any, row: "_Row") -> None:
        found: list[Inline] = []
        right = False
        for element in cell.iter(f"{W}tbl"):
            self._losses.add("Tabelle in einer Tabelle", "".join(text.text or "" for text in element.iter(f"{W}t")))
        for paragraph in cell.iter(f"{W}p"):
            style = style_of(self._reader.styles, paragraph)
            items, pictures = self._reader.phrases.read(paragraph, self._losses, in_table=True)
            if found and items:
                self._losses.add("Absätze in einer Tabellenzelle", plain(items))
                found.append(Run(" "))
            strong = style.bold
            found += [attrs.evolve(item, bold=True) if strong and isinstance(item, Run) else item for item in items]
            right = right or value(paragraph.find(f"{W}pPr"), "jc") in _RIGHT
            if pictures:
                self._losses.add("Bild in einer Tabelle", text=True)
            if self._reader.counts.of(paragraph):
                self._losses.add("Aufzählung in einer Tabellenzelle", plain(items))
        row.texts.append(set_prose(found))
        row.aligned.append(right)

    def _typed(self, row: "_Row", width: int) -> tuple[Cell, ...] | Row:
        total = row.bold
        cells = tuple(self._one_cell(cell, total=total) for cell in row.padded(width))
        return Row(cells, RowRole.TOTAL) if total else cells

    def _one_cell(self, items: tuple[Inline, ...], *, total: bool) -> Cell:
        first = items[0] if len(items) == 1 else None
        if isinstance(first, Run) and first.link and not (first.italic or first.code or first.bold != total):
            return Link(flat(first.text), first.link)
        return flat(self._one(items, bold=total)) or None

    def _one(self, items: tuple[Inline, ...], *, bold: bool = True) -> str:
        return _words(items, "Tabellenzelle", self._losses, bold=bold)


@attrs.define
class _Row:
    """A row that was read: what its cells say, and which stand on the right."""

    texts: list[tuple[Inline, ...]] = attrs.field(factory=list)
    aligned: list[bool] = attrs.field(factory=list)

    def padded(self, width: int) -> list[tuple[Inline, ...]]:
        return [*self.texts, *(() for _ in range(width - len(self.texts)))]

    def right(self, width: int) -> list[bool]:
        return [*self.aligned, *(False for _ in range(width - len(self.aligned)))]

    @property
    def bold(self) -> bool:
        """Whether everything in it is bold."""
        runs = [item for cell in self.texts for item in cell]
        return bool(runs) and all(isinstance(run, Run) and (run.bold or not run.text.strip()) for run in runs)


def _image_line(image: Image) -> Line:
    return Line(role=Role.IMAGE, key=image_key(image), block=image)


def _indent(paragraph: Any) -> int:
    indent = paragraph.find(f"{W}pPr/{W}ind")
    text = "" if indent is None else indent.get(f"{W}left") or indent.get(f"{W}start") or ""
    return int(text) if text.isdecimal() else 0


def _words(items: tuple[Inline, ...], place: str, losses: Losses, *, bold: bool = False) -> str:
    """Plain text, where Markdown holds nothing else."""
    words = plain(tuple(item for item in items if isinstance(item, Run)))
    for item in items:
        if isinstance(item, Footnote | Reference):
            what = "Fußnote" if isinstance(item, Footnote) else "Querverweis"
            losses.add(f"{what} in einer {place}", words, text=True)
        elif isinstance(item, Run) and (item.link or item.italic or item.code or (item.bold and not bold)):
            losses.add(f"{'Link' if item.link else 'Fett oder kursiv'} in einer {place}", words)
    return words

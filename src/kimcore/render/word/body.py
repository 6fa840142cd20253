"""The body of a document: its sections and blocks, one after the other."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, repeat, zip_longest
from typing import Any

import attrs

from kimcore.blocks import (
    Block,
    Chart,
    Document,
    Field,
    Fields,
    Heading,
    Image,
    KeyFigures,
    Link,
    Listing,
    ListItem,
    Notice,
    Orientation,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Run,
    Section,
    Signatures,
    Table,
    Timeline,
    Tone,
)
from kimcore.errors import RenderError
from kimcore.render.metrics import Metrics
from kimcore.render.outline import Entry, Kind, Outline, caption_of
from kimcore.render.texts import cell_text
from kimcore.render.typography import are_plain
from kimcore.render.word.figures import Figures
from kimcore.render.word.markup import Props, run, simple_field
from kimcore.render.word.numbering import APPENDIX, BULLETS, LEVELS, UNNUMBERED, Numbering
from kimcore.render.word.pages import Pages
from kimcore.render.word.prose import Inlines
from kimcore.render.word.story import AFTER_FIGURE, Story
from kimcore.render.word.tables import Tables
from kimcore.render.xmltext import escape

__all__ = ["Body", "text_bookmark"]

_STEP = 397
_POINT = 20
_LABEL_SIZE = 10.5
_LABEL = 1701  # the column of labels by the style of fields
_MOST_LABEL = 3800
_ADDRESS = re.compile(r"(https?://[^\s()<>]*[^\s()<>.,;]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_GAP = 260
_ABOVE_TABLE, _BELOW_FIGURE = 240, 60  # the room above captions
_ABREAST = 4  # key figures that fit side by side
_BLOCK = (  # a control for blocks; without it LibreOffice prints the instructions of fields in its first paragraph
    '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj>'
)
_LEADING = frozenset({(Paragraph, Fields), (Paragraph, Listing), (Paragraph, Signatures), (Fields, Paragraph)})
_TOGETHER = 12  # so many labels with their values stay on one page
_TONES = {Tone.ALERT: "KimAlert", Tone.INFO: "KimNotice"}


def _url(address: str) -> str:
    return address if "://" in address else f"mailto:{address}"


@lru_cache(maxsize=256)
def _form(
    labels: tuple[str, ...], font: str, style: str, look: str, *, leads: bool
) -> tuple[Props, tuple[str, ...], tuple[str, ...]]:
    """What fields of the same labels have in common: the look of the first, and what stands before each value.

    That is given twice: before a run, and with the run that it opens. The style sets labels on up to 30 mm; wider ones
    widen the column, and what is too wide has a line of its own.
    """
    widths = [Metrics(font).width(label, _LABEL_SIZE) * _POINT for label in labels]
    column = round(min(max(*widths, _LABEL - _GAP) + _GAP, _MOST_LABEL))
    look_of = (
        Props(style)
        if column == _LABEL
        else Props(style, tabs=(("clear", _LABEL), ("left", column)), indent=(column, column))
    )
    kept = attrs.evolve(look_of, let_go=len(labels) > _TOGETHER)
    looks = [kept] * (len(labels) - 1) + [attrs.evolve(look_of, let_go=not leads)]
    begins = ["", *(f"</w:p><w:p>{props.xml}" for props in looks[1:])]
    gaps = (run("\t" if width < column - _POINT else "\n") for width in widths)
    heads = tuple(f"{begin}{run(label, look)}{gap}" for begin, label, gap in zip(begins, labels, gaps, strict=True))
    return looks[0], heads, tuple(f"{head.removesuffix('</w:r>')}<w:t>" for head in heads)


def _field_text(entry: Field) -> str:
    value = entry.value
    text = (value if type(value) is str else cell_text(value, entry.kind)) or "–"
    return f"{text} ({entry.note})" if entry.note else text


def text_bookmark(chapter: str, *, end: bool = False) -> str:
    """The name of the bookmark at the begin or end of an editable text."""
    return f"kim_{'ende' if end else 'text'}_{chapter.replace('-', '_')}"


@attrs.define
class Body:
    """Writes sections and blocks into a story."""

    document: Document
    story: Story
    inlines: Inlines
    tables: Tables
    figures: Figures
    pages: Pages
    numbering: Numbering
    styles: dict[str, str]
    outline: Outline
    _lies: Orientation = Orientation.PORTRAIT
    _wanted: Orientation = Orientation.PORTRAIT
    _controls: int = 0
    _leads: bool = False
    _coming: dict[Kind, Iterator[Entry]] = attrs.field(factory=dict)
    _writers: dict[type, Callable[[Any], None]] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        outline = self.outline
        self._writers = {
            Heading: lambda _: self.heading(),
            Paragraph: self.paragraph,
            Listing: self.listing,
            Quote: self.quote,
            Notice: self.notice,
            Fields: self.fields,
            KeyFigures: self.key_figures,
            Signatures: self.signatures,
            Table: self.table,
            Image: self.image,
            Chart: self.chart,
            Timeline: self.chart,
            PageBreak: lambda _: self.story.new_page(),
        }
        self._coming = {
            Kind.SECTION: iter(outline.sections), Kind.TABLE: iter(outline.tables), Kind.FIGURE: iter(outline.figures)
        }  # fmt: skip

    @property
    def room(self) -> int:
        """The width of the text here."""
        return self.pages.room(self._lies)

    @property
    def frame(self) -> tuple[int, int]:
        """The width and the height of the text on a page here."""
        return self.room, self.pages.height(self.room)

    def write(self) -> str:
        """Write everything; returns the last section of pages."""
        self.parts(self.document.blocks)
        self.story.close()
        return self.pages.section(self._lies)

    def parts(self, parts: Iterable[Part]) -> None:
        """Add sections and blocks; what leads to a list, to fields or from them stays on one page."""
        row = [*parts]
        for part, coming in zip_longest(row, row[1:]):
            if isinstance(part, Section):
                self.section(part)
            else:
                self._leads = (type(part), type(coming)) in _LEADING
                self.block(part)

    def section(self, section: Section) -> None:
        """Add a section: heading, editable text, blocks."""
        around = self._wanted
        if section.orientation is Orientation.LANDSCAPE:
            self._wanted = section.orientation
        if section.new_page:
            self.story.new_page()
        self.heading(mark=text_bookmark(section.chapter) if section.chapter and section.prose else "")
        if section.chapter and section.prose:
            self._editable(section)
        else:
            self.parts(section.prose)
        self.parts(section.blocks)
        self._wanted = around

    def _turn(self) -> None:
        """Begin pages that lie as wanted, where the last ones do not."""
        self.story.end_section(self.pages.section(self._lies))
        self._lies = self._wanted

    def _editable(self, section: Section) -> None:
        """A text that is read back: in a content control, a bookmark on the heading and one after it."""
        self._controls += 1
        name = text_bookmark(section.chapter)
        self.story.raw(
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(f"Text: {section.title}")}"/><w:tag w:val="{name}"/>'
            f'<w:id w:val="{self._controls}"/>{_BLOCK}</w:sdtPr><w:sdtContent>'
        )
        self.parts(section.prose)
        self.story.raw("</w:sdtContent></w:sdt>")
        self.story.mark_next(text_bookmark(section.chapter, end=True))

    # ---------------------------------------------------------------------------------------- blocks

    def block(self, block: Block) -> None:
        """Add a block.

        Raises:
            RenderError: the block is of no kind that Word can show.
        """
        if self._wanted is not self._lies:
            self._turn()
        write = self._writers.get(type(block))
        if write is None:
            raise RenderError(f"Einen Block der Art {type(block).__name__} stellt die Word-Ausgabe nicht dar.")
        write(block)

    def paragraph(self, block: Paragraph) -> None:
        """Add a paragraph."""
        if content := self.inlines.xml(block.text):
            style = self.styles["KimSmall" if block.small else "Normal"]
            self.story.paragraph(content, Props(style, keep_next=True) if self._leads else style)

    def key_figures(self, block: KeyFigures) -> None:
        """Add key figures."""
        for first in range(0, len(block.figures), _ABREAST):
            self.story.settle()
            self.tables.figures(block.figures[first : first + _ABREAST], self.room)

    def image(self, block: Image) -> None:
        """Add a picture, who made it below."""
        self.figure(block, self.figures.image(block, self.frame), (block.credit,))

    def chart(self, block: Chart | Timeline) -> None:
        """Add a chart."""
        self.figure(block, self.figures.chart(block, self.frame), block.notes)

    def heading(self, mark: str = "") -> None:
        """Add the next heading of the outline.

        Args:
            mark: the name of a bookmark besides its own.
        """
        if self._wanted is not self._lies:
            self._turn()
        entry = next(self._coming[Kind.SECTION])
        number = (self.numbering.id(APPENDIX), entry.level - 1) if entry.appendix else None
        if not entry.number:
            number = (self.numbering.id(UNNUMBERED), entry.level - 1)
        content = self.story.marked(entry.bookmark, run(entry.title))
        content = self.story.marked(mark, content) if mark else content
        style = self.styles[f"Heading{entry.level}"]
        self.story.paragraph(content, Props(style, number=number) if number else style)

    def listing(self, listing: Listing, level: int = 0) -> None:
        """Add a list, and the lists within it."""
        level = min(level, LEVELS - 1)
        ordered = listing.start is not None
        number = self.numbering.new_list(level, listing.start or 1) if ordered else self.numbering.id(BULLETS)
        style = self.styles["ListNumber" if ordered else "ListBullet"]
        for item in listing.items:
            self._item(item, Props(style, number=(number, level), indent=(_STEP * (level + 1), _STEP)), level)
        if not level:
            self.story.set_off()

    def _item(self, item: ListItem, props: Props, level: int) -> None:
        first = True
        for block in item.blocks:
            if isinstance(block, Paragraph):
                follow = Props(self.styles["ListContinue"], indent=(_STEP * (level + 1), 0))
                self.story.paragraph(self.inlines.xml(block.text), props if first else follow)
                first = False
            elif isinstance(block, Listing):
                self.listing(block, level + 1)
            else:
                self.block(block)

    def quote(self, quote: Quote) -> None:
        """Add what somebody else has said."""
        for block in quote.blocks:
            if isinstance(block, Paragraph):
                self.story.paragraph(self.inlines.xml(block.text), self.styles["KimQuote"])
            else:
                self.block(block)
        if quote.source:
            self.story.paragraph(run(f"– {quote.source}"), Props(self.styles["KimSmall"], indent=(567, 0)))

    def notice(self, notice: Notice) -> None:
        """Add a box."""
        style = _TONES[notice.tone]
        self.story.box(run(notice.title), run(notice.text), (self.styles[f"{style}Title"], self.styles[style]))

    def fields(self, block: Fields) -> None:
        """Add labels with their values, the values in line."""
        if not block.fields:
            return
        entries = block.fields
        look = f'<w:color w:val="{self.tables.theme.muted}"/>'
        labels = tuple([entry.label for entry in entries])
        props, heads, opened = _form(labels, self.tables.font, self.styles["KimField"], look, leads=self._leads)
        texts = [_field_text(entry) for entry in entries]
        kinds = [type(entry.value) for entry in entries]
        words = [text for entry, kind, text in zip(entries, kinds, texts, strict=True) if kind is str or entry.note]
        joined = "\n".join(words)
        if "@" in joined or "://" in joined or Link in kinds:
            parts: tuple[Iterable[str], ...] = heads, map(self._field, entries)
        elif are_plain(words):
            parts = opened, texts, repeat("</w:t></w:r>")
        else:
            parts = heads, map(run, texts)
        self.story.paragraph("".join(chain.from_iterable(zip(*parts, strict=False))), props)
        self.story.set_off()

    def _field(self, entry: Field) -> str:
        """A value with its links; an address in a text leads where it says."""
        if isinstance(entry.value, Link):
            link = Run(entry.value.text or entry.value.url, link=entry.value.url)
            return self.inlines.xml((link, Run(f" ({entry.note})" if entry.note else "")))
        pieces = _ADDRESS.split(_field_text(entry))
        addresses = (
            Run(piece.partition("://")[2] or piece, link=_url(piece)) if number % 2 else Run(piece)
            for number, piece in enumerate(pieces)
        )
        return self.inlines.xml(tuple(addresses))

    def signatures(self, block: Signatures) -> None:
        """Add a line to sign on for every function, all on one page."""
        for function in block.functions:
            props = Props(self.styles["KimSign"], keep_next=function != block.functions[-1])
            self.story.paragraph(run(f"\t\n{function}: Datum, Unterschrift"), props)

    def table(self, table: Table) -> None:
        """Add a table: caption, rows, notes."""
        if caption_of(table):
            self.caption(keep_next=True)
        self.story.settle()
        self.tables.table(table, self.room)
        self.notes(table.notes)

    def figure(self, block: Image | Chart | Timeline, drawing: str, notes: Iterable[str]) -> None:
        """Add a picture or a chart, its caption and its notes below it."""
        numbered = caption_of(block) is not None
        self.story.paragraph(drawing, self.styles["KimImage" if numbered else "Normal"])
        if numbered:
            self.caption()
        self.story.set_off(AFTER_FIGURE)
        self.notes(notes)

    def caption(self, *, keep_next: bool = False) -> None:
        """Add the next caption of the outline: ``Tabelle 3: …``."""
        kind = Kind.TABLE if keep_next else Kind.FIGURE
        entry = next(self._coming[kind])
        label = run(f"{kind.value}\u00a0") + simple_field(f"SEQ {kind.value} \\* ARABIC", entry.number)
        content = self.story.marked(entry.bookmark, label) + run(f": {entry.title}")
        self.story.paragraph(
            content,
            Props(self.styles["Caption"], keep_next=keep_next, before=_ABOVE_TABLE if keep_next else _BELOW_FIGURE),
        )

    def notes(self, notes: Iterable[str]) -> None:
        """Add small lines below a table or figure."""
        for note in filter(None, notes):
            self.story.paragraph(run(note), self.styles["KimSmall"])

"""The text of a page: its sections and blocks, one after the other."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, groupby
from typing import Any

import attrs

from kimcore import RenderError
from kimcore.blocks import (
    Block,
    Chart,
    Field,
    Fields,
    Heading,
    Image,
    KeyFigures,
    Link,
    Listing,
    Notice,
    Orientation,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Section,
    Signatures,
    Table,
    Timeline,
)
from kimcore.render import caption_of, cell_text, data_table
from kimcore.render.outline import Entry, Kind
from kimcore.values import NBSP
from kimcore_html.charts import chart_html
from kimcore_html.flow import other_place
from kimcore_html.inline import Inlines
from kimcore_html.markup import escape, start, tag, words
from kimcore_html.pictures import picture_html
from kimcore_html.tables import table_html

__all__ = ["Body", "field_list", "notice_html"]

_LOWEST = 6


def field_list(fields: Iterable[Field], inlines: Inlines) -> str:
    """Labels and values, one below the other; a label stands once for all the values that follow it."""
    groups = ((label, [_value(entry, inlines) for entry in group]) for label, group in groupby(fields, _label))
    return tag("dl", *(tag("div", tag("dt", words(label)), *values) for label, values in groups), class_="fields")


def _label(entry: Field) -> str:
    return entry.label


def _value(entry: Field, inlines: Inlines) -> str:
    value = entry.value
    text = inlines.cell(value) if isinstance(value, Link) else inlines.linked(cell_text(value, entry.kind) or "–")
    note = f" ({words(entry.note)})" if entry.note else ""
    return tag("dd", text, note)


def notice_html(notice: Notice) -> str:
    """A box."""
    title = tag("p", tag("strong", words(notice.title)))
    return tag("div", title, tag("p", words(notice.text)), class_=f"notice {notice.tone.value}", role="note")


@attrs.define
class Body:
    """Writes sections and blocks.

    Attributes:
        inlines: writes what stands in paragraphs.
    """

    inlines: Inlines
    _heading: str = "titel"
    _others: Iterator[int] = attrs.field(factory=count)
    _coming: dict[Kind, Iterator[Entry]] = attrs.field(init=False)
    _writers: dict[type, Callable[[Any], Iterable[str]]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        outline = self.inlines.places.outline
        self._coming = {
            Kind.SECTION: iter(outline.sections), Kind.TABLE: iter(outline.tables), Kind.FIGURE: iter(outline.figures)
        }  # fmt: skip
        self._writers = {
            Heading: lambda _: self.heading(),
            Paragraph: self.paragraph,
            Listing: self.listing,
            Quote: self.quote,
            Notice: lambda block: [notice_html(block)],
            Fields: lambda block: [field_list(block.fields, self.inlines)],
            KeyFigures: self.key_figures,
            Signatures: self.signatures,
            Table: self.table,
            Image: self.image,
            Chart: self.chart,
            Timeline: self.chart,
            PageBreak: lambda _: [tag("div", class_="page-break")],
            Section: self.section,
        }

    def parts(self, parts: Iterable[Part]) -> Iterator[str]:
        """Sections and blocks.

        Raises:
            RenderError: a block is of no kind that the page can show.
        """
        for part in parts:
            write = self._writers.get(type(part))
            if write is None:
                raise RenderError(f"Einen Block der Art {type(part).__name__} stellt die HTML-Ausgabe nicht dar.")
            yield from write(part)

    def section(self, section: Section) -> Iterator[str]:
        """A section: its heading, its text, what follows."""
        landscape = section.orientation is Orientation.LANDSCAPE
        names = " ".join(name for name, wanted in (("landscape", landscape), ("new-page", section.new_page)) if wanted)
        yield start("section", class_=names or None)
        yield from self.heading()
        yield from self.parts((*section.prose, *section.blocks))
        yield "</section>"

    # ------------------------------------------------------------------------------------------ texts

    def heading(self) -> Iterator[str]:
        """The next heading of the outline; the title of the page is above all of them."""
        entry = next(self._coming[Kind.SECTION])
        self._heading = entry.bookmark
        number = tag("span", escape(entry.number), class_="number") + " " if entry.number else ""
        yield tag(f"h{min(entry.level + 1, _LOWEST)}", number, words(entry.title), id=entry.bookmark)

    def paragraph(self, block: Paragraph) -> Iterator[str]:
        """A paragraph."""
        if inner := self.inlines.prose(block.text):
            yield tag("p", inner, class_="small" if block.small else None)

    def listing(self, listing: Listing) -> Iterator[str]:
        """A list, and the lists within it."""
        ordered = listing.start is not None
        start = listing.start if ordered and listing.start != 1 else None
        items = (tag("li", *self.parts(item.blocks)) for item in listing.items)
        yield tag("ol" if ordered else "ul", *items, start=start)

    def quote(self, quote: Quote) -> Iterator[str]:
        """What somebody else has said."""
        said = tag("blockquote", *self.parts(quote.blocks))
        yield tag("figure", said, tag("figcaption", "– ", words(quote.source))) if quote.source else said

    def key_figures(self, block: KeyFigures) -> Iterator[str]:
        """Key figures, large."""
        figures = (
            tag("div", tag("dt", words(entry.label)), tag("dd", words(cell_text(entry.value, entry.kind))),
                tag("dd", words(entry.note), class_="small") if entry.note else "")
            for entry in block.figures
        )  # fmt: skip
        yield tag("dl", *figures, class_="figures")

    def signatures(self, block: Signatures) -> Iterator[str]:
        """A line to sign on for every function."""
        lines = (tag("p", words(f"{name}: Datum, Unterschrift"), class_="signature") for name in block.functions)
        yield tag("div", *lines, class_="signatures")

    # ---------------------------------------------------------------------------------------- figures

    def table(self, table: Table) -> Iterator[str]:
        """A table with its caption above and its notes below."""
        place, caption = self._caption(table)
        yield start("figure", class_="table", id=place)
        label = self._heading
        if caption:
            label = f"{place}_titel"
            yield tag("figcaption", caption, id=label)
        if table.filter:
            yield tag("div", class_="filter", hidden=True)
        yield from table_html(table, self.inlines, label)
        yield from self._notes(table.notes)
        yield "</figure>"

    def image(self, image: Image) -> Iterator[str]:
        """A picture with its caption and who made it."""
        place, caption = self._caption(image)
        credit = tag("span", words(image.credit), class_="credit") if image.credit else ""
        below = " ".join(filter(None, (caption, credit)))
        yield tag("figure", picture_html(image), tag("figcaption", below) if below else "", id=place)

    def chart(self, chart: Chart | Timeline) -> Iterator[str]:
        """A chart, its caption above it and its data below."""
        place, caption = self._caption(chart)
        label = f"{place}_titel"
        yield start("figure", class_="chart", id=place)
        yield tag("figcaption", caption or words("Diagramm"), id=label)
        yield chart_html(chart, place)
        yield f"<details><summary>Daten als Tabelle</summary>{''.join(self._data(chart, label))}</details>"
        yield from self._notes(chart.notes)
        yield "</figure>"

    def _data(self, chart: Chart | Timeline, label: str) -> Iterator[str]:
        table = data_table(chart, live=False)
        if isinstance(chart, Timeline):
            table = attrs.evolve(table, notes=())
        return table_html(table, self.inlines, label)

    def _caption(self, block: Block) -> tuple[str, str]:
        """The name of the place of a table or figure, and its caption: ``Tabelle 3: …``."""
        found = caption_of(block)
        if found is None:
            return other_place(next(self._others)), ""
        entry = next(self._coming[found[0]])
        number = tag("span", f"{entry.kind.value}{NBSP}{entry.number}:", class_="number")
        return entry.bookmark, f"{number} {words(entry.title)}"

    def _notes(self, notes: Iterable[str]) -> Iterator[str]:
        for note in filter(None, notes):
            yield tag("p", words(note), class_="small")

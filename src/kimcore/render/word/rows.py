"""The rows of a table as XML: some hundred at a time, column by column."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import attrs

from kimcore.blocks import Cell, Column, Link, Row, RowRole, Rows
from kimcore.render.theme import Theme
from kimcore.render.word.cells import RIGHT, cell_text
from kimcore.render.word.markup import Props, run, runs
from kimcore.render.word.prose import Inlines
from kimcore.render.word.widths import Grid

__all__ = ["USUAL_SIZE", "RowWriter", "cell_xml", "row_xml"]

USUAL_SIZE = 18
"""The size of text in tables, in half points."""

_AT_ONCE = 500
_SHORT = 10
_STYLES = {
    RowRole.BODY: "KimCell", RowRole.GROUP: "KimStrong", RowRole.SUBTOTAL: "KimStrong", RowRole.TOTAL: "KimStrong",
    RowRole.REMARK: "KimRemark",
}  # fmt: skip
_WHOLE = (RowRole.GROUP, RowRole.REMARK)
_PLAIN = (RowRole.BODY, RowRole.REMARK)
_KEPT = (RowRole.SUBTOTAL, RowRole.TOTAL, RowRole.REMARK)
_END = Row(())


def cell_xml(width: int, content: str, props: Props, *, ground: str = "", span: int = 1, bottom: bool = False) -> str:
    """A cell with one paragraph.

    Args:
        width: in twentieths of a point.
        content: its runs.
        props: what is set on the paragraph.
        ground: the colour behind it.
        span: over how many columns it runs.
        bottom: the text stands at the bottom.
    """
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    align = '<w:vAlign w:val="bottom"/>' if bottom else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}{align}</w:tcPr>'
        f"<w:p>{props.xml}{content}</w:p></w:tc>"
    )


def row_xml(cells: Iterable[str], *, head: bool = False) -> str:
    """A row that does not break over pages; a head row repeats on every page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


@attrs.define
class RowWriter:
    """Writes the rows of one table."""

    columns: tuple[Column, ...]
    grid: Grid
    styles: dict[str, str]
    theme: Theme
    inlines: Inlines
    _templates: dict[tuple[RowRole, bool], str] = attrs.field(factory=dict)

    def rows(self, rows: Rows, *, noted: bool) -> Iterator[str]:
        """Every row, several at a time. A short table stays on one page; of a long one no row stands alone.

        Args:
            rows: of as many cells as there are columns.
            noted: whether notes follow, with which the last row stays.
        """
        waiting: list[tuple[Row, bool]] = []
        entries = (row if isinstance(row, Row) else Row(row) for row in rows)
        last = len(rows) - 1
        for place, (row, following) in enumerate(pairwise(chain(entries, (_END,)))):
            near_an_end = last < _SHORT or place == 0 or place == last - 1
            stays = noted if place == last else near_an_end or following.role in _KEPT or row.role is RowRole.GROUP
            waiting.append((row, stays))
            if len(waiting) == _AT_ONCE or row.role in _WHOLE:
                yield self._written(waiting)
                waiting.clear()
        yield self._written(waiting)

    @property
    def look(self) -> str:
        """The size of the text where it is not the usual one."""
        size = self.grid.size
        return "" if size == USUAL_SIZE else f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'

    def _written(self, waiting: Sequence[tuple[Row, bool]]) -> str:
        """Rows one below the other, only the last of which may run over all columns."""
        if not waiting:
            return ""
        last, stays = waiting[-1]
        if last.role in _WHOLE:
            return self._written(waiting[:-1]) + self._whole(last, stays=stays)
        cells = zip(*(row.cells for row, _ in waiting), strict=True)
        columns = [self._column(column, values) for column, values in zip(self.columns, cells, strict=True)]
        return "".join(
            self._template(row.role, stays=stays) % texts
            for (row, stays), texts in zip(waiting, zip(*columns, strict=True), strict=True)
        )

    def _column(self, column: Column, values: Sequence[Cell]) -> list[str]:
        """The runs of the cells of a column."""
        if any(isinstance(value, Link) for value in values):
            return [self._cell(value, column) for value in values]
        kind = column.kind
        return runs([value if type(value) is str else cell_text(value, kind) for value in values], self.look)

    def _cell(self, value: Cell, column: Column) -> str:
        if not isinstance(value, Link):
            return run(cell_text(value, column.kind), self.look)
        style = f'<w:rStyle w:val="{self.styles["Hyperlink"]}"/>'
        return self.inlines.link(value.url, run(value.text or value.url, style + self.look))

    def _whole(self, row: Row, *, stays: bool) -> str:
        cells = zip(row.cells, self.columns, strict=True)
        text = " ".join(cell_text(cell, column.kind) for cell, column in cells if cell)
        props = Props(self.styles[_STYLES[row.role]], keep_next=stays)
        ground = self.theme.band_ground if row.role is RowRole.GROUP else ""
        width, content = sum(self.grid.widths), run(text, self.look)
        return row_xml([cell_xml(width, content, props, ground=ground, span=len(self.columns))])

    def _template(self, role: RowRole, *, stays: bool) -> str:
        """A row with a place for the runs of every cell."""
        found = self._templates.get((role, stays))
        if found is None:
            style = self.styles[_STYLES[role]]
            ground = "" if role in _PLAIN else self.theme.band_ground
            found = self._templates[role, stays] = row_xml(
                cell_xml(width, "%s", Props(style, keep_next=stays, right=column.kind in RIGHT), ground=ground)
                for column, width in zip(self.columns, self.grid.widths, strict=True)
            )
        return found

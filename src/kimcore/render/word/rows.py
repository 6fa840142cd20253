"""The rows of a table as XML: some hundred at a time, column by column."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise, repeat

import attrs

from kimcore.blocks import Cell, Column, Link, RowRole
from kimcore.render.texts import RIGHT
from kimcore.render.theme import Theme
from kimcore.render.word.markup import Props, run, strands
from kimcore.render.word.pieces import Piece
from kimcore.render.word.prose import Inlines
from kimcore.render.word.widths import Grid

__all__ = ["USUAL_SIZE", "RowWriter", "cell_xml", "row_xml"]

USUAL_SIZE = 18
"""The size of text in tables, in half points."""

_STYLES = {
    RowRole.BODY: "KimCell", RowRole.GROUP: "KimStrong", RowRole.SUBTOTAL: "KimStrong", RowRole.TOTAL: "KimStrong",
    RowRole.REMARK: "KimRemark",
}  # fmt: skip
_WHOLE = (RowRole.GROUP, RowRole.REMARK)
_PLAIN = (RowRole.BODY, RowRole.REMARK)
_KEPT = (RowRole.SUBTOTAL, RowRole.TOTAL, RowRole.REMARK)
_END = Piece(RowRole.BODY, (), ())
_PLACE = "\0"


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
    _frames: dict[tuple[RowRole, bool], list[str]] = attrs.field(factory=dict)

    def rows(self, pieces: Iterable[Piece], count: int, *, whole: bool, noted: bool) -> Iterator[str]:
        """Every row, several at a time; where the table may break no row stands alone.

        Args:
            pieces: the rows.
            count: how many they are.
            whole: whether all of them stay on one page.
            noted: whether notes follow, with which the last row stays.
        """
        place, last = 0, count - 1
        for piece, following in pairwise(chain(pieces, (_END,))):
            roles = chain(repeat(piece.role, len(piece.texts[0]) - 1), (following.role,))
            staying = (
                noted if row == last else whole or row in (0, last - 1) or role in _KEPT or piece.role is RowRole.GROUP
                for row, role in enumerate(roles, place)
            )
            start = 0
            for stays, rows in groupby(staying):
                end = start + len([*rows])
                yield self._written(piece, slice(start, end), stays=stays)
                start = end
            place += start

    @property
    def look(self) -> str:
        """The size of the text where it is not the usual one."""
        size = self.grid.size
        return "" if size == USUAL_SIZE else f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'

    def _written(self, piece: Piece, some: slice, *, stays: bool) -> str:
        """Some rows of a piece, one below the other."""
        texts = [column[some] for column in piece.texts]
        if piece.role in _WHOLE:
            rows = (" ".join(filter(None, row)) for row in zip(*texts, strict=True))
            return "".join(self._whole(piece.role, text, stays=stays) for text in rows)
        cells = [self._strands(values[some], column) for values, column in zip(piece.values, texts, strict=True)]
        *frame, end = self._frame(piece.role, stays=stays)
        woven = chain.from_iterable((repeat(before), *cell) for before, cell in zip(frame, cells, strict=True))
        return "".join(chain.from_iterable(zip(*woven, repeat(end), strict=False)))

    def _strands(self, values: Sequence[Cell], texts: list[str]) -> tuple[Iterable[str], ...]:
        """The runs of the cells of a column."""
        if Link in {*map(type, values)}:
            return ([*map(self._cell, values, texts)],)
        return strands(texts, self.look)

    def _cell(self, value: Cell, text: str) -> str:
        if not isinstance(value, Link):
            return run(text, self.look)
        style = f'<w:rStyle w:val="{self.styles["Hyperlink"]}"/>'
        return self.inlines.link(value.url, run(text, style + self.look))

    def _whole(self, role: RowRole, text: str, *, stays: bool) -> str:
        props = Props(self.styles[_STYLES[role]], keep_next=stays)
        ground = self.theme.band_ground if role is RowRole.GROUP else ""
        width, content = sum(self.grid.widths), run(text, self.look)
        return row_xml([cell_xml(width, content, props, ground=ground, span=len(self.columns))])

    def _frame(self, role: RowRole, *, stays: bool) -> list[str]:
        """What stands before, between and after the cells of a row."""
        found = self._frames.get((role, stays))
        if found is None:
            style = self.styles[_STYLES[role]]
            ground = "" if role in _PLAIN else self.theme.band_ground
            xml = row_xml(
                cell_xml(width, _PLACE, Props(style, keep_next=stays, right=column.kind in RIGHT), ground=ground)
                for column, width in zip(self.columns, self.grid.widths, strict=True)
            )
            found = self._frames[role, stays] = xml.split(_PLACE)
        return found

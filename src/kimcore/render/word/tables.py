"""Tables: header rows that repeat, rows that do not break, figures on the right; streamed row by row."""

from functools import partial
from itertools import chain

import attrs

from kimcore.blocks import Cell, Column, KeyFigures, Link, Row, RowRole, Table
from kimcore.errors import RenderError
from kimcore.render.theme import Theme
from kimcore.render.word.cells import RIGHT, cell_text
from kimcore.render.word.markup import Props, run
from kimcore.render.word.prose import Inlines
from kimcore.render.word.story import Story
from kimcore.render.word.widths import Grid, grid_of
from kimcore.render.xmltext import escape

__all__ = ["Tables"]

_STYLES = {
    RowRole.BODY: "KimCell", RowRole.GROUP: "KimStrong", RowRole.SUBTOTAL: "KimStrong", RowRole.TOTAL: "KimStrong",
    RowRole.REMARK: "KimRemark",
}  # fmt: skip
_WHOLE = frozenset({RowRole.GROUP, RowRole.REMARK})
_BANDS = frozenset({RowRole.GROUP, RowRole.SUBTOTAL, RowRole.TOTAL})
_KEPT = frozenset({RowRole.SUBTOTAL, RowRole.TOTAL, RowRole.REMARK})
_USUAL_SIZE = 18
_MOST_COLUMNS = 63


@attrs.define
class Tables:
    """Writes the tables of a story."""

    story: Story
    inlines: Inlines
    styles: dict[str, str]
    theme: Theme

    def table(self, table: Table, room: int) -> None:
        """Add a table without its caption and notes."""
        if not 0 < len(table.columns) <= _MOST_COLUMNS:
            raise RenderError(
                f"Tabelle „{table.id}“: Word fasst 1 bis {_MOST_COLUMNS} Spalten, nicht {len(table.columns)}."
            )
        grid = grid_of(table, room, self.theme.font)
        summary = table.caption or ", ".join(column.title for column in table.columns)
        self.story.raw(self._begin("KimTable", grid, summary) + self._head(table.columns, grid))
        before: Row | None = None
        kept = bool(table.notes)
        for row in chain((entry if isinstance(entry, Row) else Row(entry) for entry in table.rows), (None,)):
            if before is not None:
                stays = row.role in _KEPT or before.role is RowRole.GROUP if row is not None else kept
                self.story.raw(self._row(table.columns, grid, before, stays=stays))
            before = row
        self.story.raw("</w:tbl>")

    def figures(self, block: KeyFigures, room: int) -> None:
        """Add key figures: what they are in the head row, the figures large below it."""
        count = len(block.figures)
        grid = Grid((room // count,) * (count - 1) + (room - room // count * (count - 1),), _USUAL_SIZE)
        rows = [
            ("KimFigureLabel", [field.label for field in block.figures]),
            ("KimFigure", [cell_text(field.value, field.kind) for field in block.figures]),
        ]
        if any(field.note for field in block.figures):
            rows.append(("KimRemark", [field.note for field in block.figures]))
        self.story.raw(self._begin("KimFigures", grid, ", ".join(rows[0][1])))
        for number, (style, texts) in enumerate(rows):
            head = "<w:tblHeader/>" if not number else ""
            cells = "".join(
                self._cell(width, run(text), Props(self.styles[style], keep_next=number < len(rows) - 1))
                for width, text in zip(grid.widths, texts, strict=True)
            )
            self.story.raw(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
        self.story.raw("</w:tbl>")

    # --------------------------------------------------------------------------------------- parts

    def _begin(self, style: str, grid: Grid, summary: str) -> str:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles[style]}"/><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
            f'w:noVBand="1"/><w:tblCaption w:val="{escape(summary)}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        )

    def _head(self, columns: tuple[Column, ...], grid: Grid) -> str:
        cells = "".join(
            self._cell(
                width,
                run(column.title, _size(grid)),
                Props(self.styles["KimHead"], right=column.kind in RIGHT),
                ground=self.theme.head_ground,
                bottom=True,
            )
            for column, width in zip(columns, grid.widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _row(self, columns: tuple[Column, ...], grid: Grid, row: Row, *, stays: bool) -> str:
        ground = self.theme.band_ground if row.role in _BANDS else ""
        style, look = self.styles[_STYLES[row.role]], _size(grid)
        if row.role in _WHOLE:
            text = " ".join(
                cell_text(cell, column.kind) for cell, column in zip(row.cells, columns, strict=True) if cell
            )
            span = partial(self._cell, sum(grid.widths), run(text, look), Props(style, keep_next=stays), ground=ground)
            return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{span(span=len(columns))}</w:tr>"
        cells = "".join(
            self._cell(
                width,
                self._value(cell, column, look),
                Props(style, keep_next=stays, right=column.kind in RIGHT),
                ground=ground,
            )
            for cell, column, width in zip(row.cells, columns, grid.widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _value(self, cell: Cell, column: Column, look: str) -> str:
        if cell is None or cell == "":
            return ""
        if isinstance(cell, Link):
            style = f'<w:rStyle w:val="{self.styles["Hyperlink"]}"/>'
            return self.inlines.link(cell.url, run(cell.text or cell.url, style + look))
        return run(cell_text(cell, column.kind), look)

    @staticmethod
    def _cell(width: int, content: str, props: Props, *, ground: str = "", span: int = 1, bottom: bool = False) -> str:
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
        align = '<w:vAlign w:val="bottom"/>' if bottom else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}{align}</w:tcPr>'
            f"<w:p>{props.xml()}{content}</w:p></w:tc>"
        )


def _size(grid: Grid) -> str:
    return "" if grid.size == _USUAL_SIZE else f'<w:sz w:val="{grid.size}"/><w:szCs w:val="{grid.size}"/>'

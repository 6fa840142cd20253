"""Tables: header rows that repeat, rows that do not break, figures on the right."""

from collections.abc import Sequence

import attrs

from kimcore.blocks import Field, Table
from kimcore.errors import RenderError
from kimcore.render.texts import RIGHT, cell_text
from kimcore.render.theme import Theme
from kimcore.render.word.markup import Props, run
from kimcore.render.word.pieces import pieces_of
from kimcore.render.word.prose import Inlines
from kimcore.render.word.rows import USUAL_SIZE, RowWriter, cell_xml, row_xml
from kimcore.render.word.story import Story
from kimcore.render.word.widths import Grid, grid_of, is_short
from kimcore.render.xmltext import escape

__all__ = ["MOST_COLUMNS", "Tables"]

MOST_COLUMNS = 63
"""How many columns a table of Word holds."""


@attrs.define
class Tables:
    """Writes the tables of a story.

    Attributes:
        font: what is measured with; how wide a template's is nobody knows, so room is left for a wide one.
    """

    story: Story
    inlines: Inlines
    styles: dict[str, str]
    theme: Theme
    font: str = attrs.field(init=False)

    @font.default
    def _font(self) -> str:
        return self.theme.font if self.theme.template is None else ""

    def table(self, table: Table, room: int) -> None:
        """Add a table without its caption and notes."""
        if not 0 < len(table.columns) <= MOST_COLUMNS:
            raise RenderError(
                f"Tabelle „{table.id}“: Word fasst 1 bis {MOST_COLUMNS} Spalten, nicht {len(table.columns)}."
            )
        pieces = pieces_of(table)
        grid = grid_of(table.columns, pieces, room, self.font)
        writer = RowWriter(table.columns, grid, self.styles, self.theme, self.inlines)
        summary = table.caption or ", ".join(column.title for column in table.columns)
        self.story.raw(self._begin("KimTable", writer.grid, summary) + self._head(writer))
        count = len(table.rows)
        whole = is_short(grid, pieces, count, self.font)
        for rows in writer.rows(pieces, count, whole=whole, noted=bool(table.notes)):
            self.story.raw(rows)
        self.story.raw("</w:tbl>")

    def figures(self, figures: Sequence[Field], room: int) -> None:
        """Add key figures: what they are in the head row, the figures large below it."""
        count = len(figures)
        grid = Grid((room // count,) * (count - 1) + (room - room // count * (count - 1),), USUAL_SIZE)
        rows = [
            ("KimFigureLabel", [field.label for field in figures]),
            ("KimFigure", [cell_text(field.value, field.kind) for field in figures]),
        ]
        if any(field.note for field in figures):
            rows.append(("KimRemark", [field.note for field in figures]))
        self.story.raw(self._begin("KimFigures", grid, ", ".join(rows[0][1])))
        for number, (style, texts) in enumerate(rows):
            props = Props(self.styles[style], keep_next=number < len(rows) - 1)
            cells = (cell_xml(width, run(text), props) for width, text in zip(grid.widths, texts, strict=True))
            self.story.raw(row_xml(cells, head=not number))
        self.story.raw("</w:tbl>")

    def _begin(self, style: str, grid: Grid, summary: str) -> str:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid.widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles[style]}"/><w:tblW w:w="{sum(grid.widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
            f'w:noVBand="1"/><w:tblCaption w:val="{escape(summary)}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        )

    def _head(self, writer: RowWriter) -> str:
        ground, style = self.theme.head_ground, self.styles["KimHead"]
        cells = (
            cell_xml(
                width,
                run(column.title, writer.look),
                Props(style, right=column.kind in RIGHT),
                ground=ground,
                bottom=True,
            )
            for column, width in zip(writer.columns, writer.grid.widths, strict=True)
        )
        return row_xml(cells, head=True)

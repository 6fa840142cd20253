"""Reads composed content the way a person reads a page: figures as they are printed."""

from kimcore.amounts import Amount
from kimcore.blocks import Link, Table, Workbook


def tables(workbook: Workbook) -> dict[str, list[list[str]]]:
    """Every table of a workbook: id to rows of printed cells."""
    return {
        block.id: [[shown(cell) for cell in row.cells] for row in block.normalised()]
        for sheet in workbook.sheets
        for block in sheet.blocks
        if isinstance(block, Table)
    }


def shown(cell: object) -> str:
    """A cell as it is printed, with ordinary blanks."""
    if isinstance(cell, Amount):
        return cell.shown().replace("\u00a0", " ")
    if isinstance(cell, Link):
        return cell.text
    return "" if cell is None else str(cell)


def row(rows: list[list[str]], title: str) -> list[str]:
    """The first row that begins with a title."""
    return next(cells for cells in rows if any(cell.startswith(title) for cell in cells[:2]))

"""Tables: cells to typed values, where the document then shows them exactly as they were written."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import attrs

from kimcore.blocks.cells import Cell, CellKind, Column, Link, Row, RowRole
from kimcore.blocks.content import Table
from kimcore.blocks.inline import Inline, Run
from kimcore.blocks.markdown.phrases import Phrases
from kimcore.blocks.markdown.problems import Problems
from kimcore.blocks.markdown.prose import normal_items
from kimcore.values import NBSP, format_euro, format_number, format_percent, format_vzae

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["CAPTION", "FORMATS", "cell_text", "looks_like_table", "read_table"]

CAPTION = re.compile(r"(?:Tabelle(?: [0-9]+)?)?:\s+(?=\S)")
"""What the paragraph below a table begins with when it is its caption."""

FORMATS: dict[CellKind, Callable[[Decimal], str]] = {
    CellKind.YEAR: str,
    CellKind.NUMBER: format_number,
    CellKind.MONEY: format_euro,
    CellKind.PERCENT: format_percent,
    CellKind.VZAE: format_vzae,
}
"""The kinds of numbers that a Markdown table can hold, and how it writes them."""

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NUMBER = re.compile(r"(-?[0-9.]{1,30}(?:,[0-9]{1,9})?)(?: [€%])?")
_FRAME = re.compile(r"[\s>]*\|.*\|\s*")
_RULE = re.compile(r"[\s>|:-]*-[\s|:-]*\|[\s|:-]*|[\s>]*\|[\s|:-]*-[\s|:-]*")
_PIPE = re.compile(r"(?<!\\)\|")

_Cells: TypeAlias = list["Token"]


@attrs.frozen
class _Line:
    """A row as it was read: the line it stands in, its cells, whether everything in it is bold."""

    line: int
    cells: tuple[Cell, ...]
    bold: bool


def read_table(
    tokens: "Sequence[Token]", lines: Sequence[str], phrases: Phrases, problems: Problems, name: str
) -> Table:
    """The table that the tokens from ``table_open`` to ``table_close`` make.

    Args:
        tokens: what the parser found.
        lines: the lines of the whole text.
        phrases: reads the cells.
        problems: where to say what is wrong.
        name: the id of the table.
    """
    (head_line, head), *body = _rows(tokens)
    titles = [phrases.words(cell.children, head_line, "Ein Tabellenkopf") for cell in head]
    right = ["right" in str(token.attrs.get("style", "")) for token in tokens if token.type == "th_open"]
    rows: list[_Line] = []
    caption = ""
    for place, (line, cells) in enumerate(body):
        source = lines[line - 1]
        if len(titles) > 1 and not _PIPE.search(source):
            text = phrases.words(cells[0].children, line, "Eine Bildunterschrift")
            if place == len(body) - 1 and (found := CAPTION.match(text)):
                caption = text[found.end() :]
                continue
            message = "Die Zeile unter der Tabelle gilt als Tabellenzeile, hat aber keine Spalten."
            problems.warn(line, message, "Eine Leerzeile zwischen Tabelle und Text setzen.")
        elif (count := _count(source)) > len(titles):
            message = f"Die Tabellenzeile hat {count} Zellen, der Kopf nur {len(titles)}; was zu viel ist, entfällt."
            problems.error(line, message, "Zellen zusammenfassen; ein Strich im Text ist \\| zu schreiben.")
        rows.append(_read_row(cells, line, phrases))
    kinds = [_kind(row.cells[place] for row in rows) if right[place] else CellKind.TEXT for place in range(len(titles))]
    columns = tuple(
        Column(id=f"spalte-{place}", title=title, kind=kind)
        for place, (title, kind) in enumerate(zip(titles, kinds, strict=True), 1)
    )
    return Table(id=name, columns=columns, rows=tuple(_typed(row, kinds) for row in rows), caption=caption)


def _rows(tokens: "Sequence[Token]") -> list[tuple[int, _Cells]]:
    rows: list[tuple[int, _Cells]] = []
    for token in tokens:
        if token.type == "tr_open" and token.map:
            rows.append((token.map[0] + 1, []))
        elif token.type == "inline":
            rows[-1][1].append(token)
    return rows


def _count(source: str) -> int:
    """How many cells a line of the text has."""
    inner = source.strip(" \t>")
    return len(_PIPE.findall(inner.removeprefix("|"))) + (not inner.endswith("|"))


def _read_row(cells: _Cells, line: int, phrases: Phrases) -> _Line:
    read = [phrases.read(token.children, line) for token in cells]
    runs = [item for items, _ in read for item in normal_items(items)]
    bold = bool(runs) and all(isinstance(run, Run) and run.bold for run in runs)
    return _Line(line, tuple(_cell(items, images, line, phrases, bold) for items, images in read), bold)


def _cell(items: tuple[Inline, ...], images: Sequence[object], line: int, phrases: Phrases, bold: bool) -> Cell:
    normal = normal_items(_upright(items) if bold else items)
    first = normal[0] if len(normal) == 1 and not images else None
    if isinstance(first, Run) and first == Run(first.text, link=first.link) and first.link:
        return Link(" ".join(first.text.split("\n")), first.link)
    return phrases.flattened(normal, images, line, "Eine Tabellenzelle") or None  # type: ignore[arg-type]  # images


def _upright(items: tuple[Inline, ...]) -> Iterator[Inline]:
    yield from (attrs.evolve(item, bold=False) if isinstance(item, Run) else item for item in items)


def _kind(cells: Iterator[Cell]) -> CellKind:
    """The kind of numbers of a column that was aligned to the right."""
    texts = [cell for cell in cells if cell is not None]
    kinds = (kind for kind in FORMATS if all(_number(kind, cell) is not None for cell in texts))
    return next(kinds, CellKind.TEXT) if texts else CellKind.TEXT


def _number(kind: CellKind, cell: Cell) -> Decimal | None:
    """The number that a text is, if the document would show that very text."""
    text = cell.replace(NBSP, " ") if isinstance(cell, str) else ""
    found = _NUMBER.fullmatch(text)
    if not found or (kind is CellKind.YEAR and not _YEAR.fullmatch(text)):
        return None
    digits = found[1].replace(".", "").replace(",", ".")
    number = Decimal(digits) if digits.strip("-") else None
    return number if number is not None and FORMATS[kind](number).replace(NBSP, " ") == text else None


def _typed(row: _Line, kinds: Sequence[CellKind]) -> tuple[Cell, ...] | Row:
    cells = tuple(
        cell if kind is CellKind.TEXT else _number(kind, cell) for cell, kind in zip(row.cells, kinds, strict=True)
    )
    return Row(cells, RowRole.TOTAL) if row.bold else cells


def cell_text(cell: Cell, kind: CellKind = CellKind.TEXT) -> str:
    """A cell as a text shows it."""
    if isinstance(cell, Link):
        return cell.text
    if isinstance(cell, Decimal) and kind in FORMATS:
        return FORMATS[kind](cell)
    return "" if cell is None else str(cell)


def looks_like_table(line: str) -> bool:
    """Whether a line of a paragraph was meant as one of a table."""
    return bool(_FRAME.fullmatch(line) or _RULE.fullmatch(line))

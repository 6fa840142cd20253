"""Writing to the terminal: tables, wrapped blocks, JSON; plain text wherever nobody looks at colours."""

import json
import os
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from kimcore.cli.results import results

__all__ = ["block", "emit", "emit_json", "emit_table", "is_terminal", "note", "width", "working"]

_WIDEST = 100
_USUAL = 80


def is_terminal() -> bool:
    """Whether standard output goes to a terminal."""
    return results().isatty()


def width() -> int:
    """Columns to write in: those of the terminal, at most 100; 80 where there is none."""
    columns = os.environ.get("COLUMNS", "")
    try:
        wide = int(columns) if columns.isdecimal() else os.get_terminal_size(results().fileno()).columns
    except (OSError, ValueError):
        wide = 0
    return min(wide or _USUAL, _WIDEST)


def emit(text: str = "") -> None:
    """Write a line to standard output; styles are dropped where it is no terminal."""
    click.echo(text, file=results())


def note(text: str = "") -> None:
    """Write a line for people to standard error, so that standard output holds the result alone."""
    click.echo(text, err=True)


def emit_json(items: Any) -> None:
    """Write JSON and nothing else; other characters than ASCII only where the stream can take them."""
    encoding = (results().encoding or "").lower().replace("-", "")
    emit(json.dumps(items, ensure_ascii=encoding != "utf8", indent=2, default=str))


def block(text: str, *, first: str = "", rest: str | None = None) -> str:
    """Wrap a text; long words such as addresses and paths stay whole so that they can be copied."""
    indent = " " * len(first) if rest is None else rest
    lines = text.splitlines() or [""]
    wrapped = [
        textwrap.fill(
            line,
            width=width(),
            initial_indent=first if index == 0 else indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for index, line in enumerate(lines)
    ]
    return "\n".join(wrapped)


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show what is being done, with a spinner, while someone waits at a terminal; otherwise stay quiet."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it

    with Console(stderr=True).status(text):
        yield


def emit_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table: drawn by rich on a terminal, else in aligned columns that hold every character."""
    lines = [tuple(row) for row in rows]
    if is_terminal():
        _draw(heads, lines)
        return
    widths = [max(len(line[index]) for line in (tuple(heads), *lines)) for index in range(len(heads))]
    for line in (tuple(heads), tuple("-" * size for size in widths), *lines):
        emit("  ".join(cell.ljust(size) for cell, size in zip(line, widths, strict=True)).rstrip())


def _draw(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only a terminal needs it
    from rich.console import Console  # noqa: PLC0415 - same
    from rich.table import Table  # noqa: PLC0415 - same
    from rich.text import Text  # noqa: PLC0415 - same

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for index, head in enumerate(heads):
        # names of files are copied and titles are read: they stay in one piece while the last column gives way
        kept = index < len(heads) - 1
        table.add_column(head, overflow="fold", no_wrap=kept, style=None if index else "bold cyan")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(file=results()).print(table)

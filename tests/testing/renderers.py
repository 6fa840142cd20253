"""Small renderers: a page of tables that is right, and others that break one promise each."""

import csv
import html
import io
import zipfile

from kimcore.amounts import Amount
from kimcore.blocks import Document, Link, Section, Sheet, Table, Workbook
from kimcore.render.base import Renderer
from kimcore.values import format_euro


class Page(Renderer):
    """A page with every table."""

    format = "seite"
    suffix = ".html"
    accepts = (Document, Workbook)
    start = '<!doctype html><html lang="de"><title>{title}</title><h1>{title}</h1>'
    head = "th"

    def render(self, content, theme, target):
        """Write title and tables."""
        rows = "".join(self.row(row) for table in tables(content) for row in self.rows(table))
        target.write(f"{self.start.format(title=self.text(content.title))}<table>{rows}</table></html>".encode())

    def rows(self, table):
        """The rows of a table with its heading."""
        yield f"<tr><{self.head}>{f'</{self.head}><{self.head}>'.join(column.title for column in table.columns)}"
        for row in table.normalised():
            yield "".join(f"<td>{self.text(self.shown(cell))}</td>" for cell in row.cells)

    def row(self, cells):
        """A row."""
        return f"<tr>{cells}</tr>"

    def shown(self, cell):
        """A cell as it is printed."""
        if isinstance(cell, Amount):
            return format_euro(cell.decimal)
        return cell.text if isinstance(cell, Link) else "" if cell is None else str(cell)

    def text(self, text):
        """A text."""
        return html.escape(text)


class Raw(Page):
    """Takes texts for markup."""

    def text(self, text):
        return text


class Foreign(Page):
    """Says nothing of itself, jumps and has a picture that says nothing."""

    start = '<html><h2>{title}</h2><h4>x</h4><img src="a.png">'
    head = "td"


class EnglishPage(Page):
    """Writes numbers as English does."""

    def shown(self, cell):
        return f"{cell.decimal:,.2f}" if isinstance(cell, Amount) else super().shown(cell)


class Lossy(Page):
    """Loses the last row."""

    def rows(self, table):
        return list(super().rows(table))[:-1]


class Comma(Page):
    """Writes tables as CSV into an archive, without a thought for formulas, the last line too short."""

    format = "kommas"
    suffix = ".zip"

    def render(self, content, theme, target):
        with zipfile.ZipFile(target, "w") as archive:
            for table in tables(content):
                buffer = io.StringIO()
                writer = csv.writer(buffer, delimiter=";")
                writer.writerow([column.title for column in table.columns])
                writer.writerows([self.shown(cell) for cell in row.cells] for row in table.normalised())
                writer.writerow([content.title])
                archive.writestr(zipfile.ZipInfo(f"{table.id}.csv"), buffer.getvalue())


class Torn(Comma):
    """Writes an archive and breaks a byte of it."""

    format = "kaputt"

    def render(self, content, theme, target):
        super().render(content, theme, buffer := io.BytesIO())
        data = bytearray(buffer.getvalue())
        data[60] ^= 1
        target.write(data)


class Text(Page):
    """Writes a format that nobody looks into."""

    format = "text"
    suffix = ".txt"


def tables(content):
    """Every table."""
    waiting = list(content.sheets if isinstance(content, Workbook) else content.blocks)
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Table):
            yield part
        elif isinstance(part, Sheet | Section):
            waiting[:0] = part.blocks

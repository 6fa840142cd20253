"""The renderer: one page, piece by piece."""

from collections.abc import Iterator
from typing import Any, BinaryIO, ClassVar

from kimcore import Finding, Renderer, Theme
from kimcore.blocks import Chart, Document, Timeline, Workbook
from kimcore.render import problems_of
from kimcore_html.blocks import Body
from kimcore_html.charts import patterns_html
from kimcore_html.flow import Places, as_document, blocks_of
from kimcore_html.inline import Inlines
from kimcore_html.markup import start, tag
from kimcore_html.page import foot_html, head_html, header_html, navigation_html, style

__all__ = ["PageRenderer"]

_MOST_COLUMNS = 1000  # what HTML lets a cell run over
_MANY = 200  # sections; a browser lays them out when they come into view
_SAME_ID = "KIM-DOC-001"


class PageRenderer(Renderer):
    """Writes a Document or a Workbook as .html."""

    format: ClassVar[str] = "html"
    suffix: ClassVar[str] = ".html"
    accepts: ClassVar[tuple[type, ...]] = (Document, Workbook)

    def check(self, content: Any) -> Iterator[Finding]:
        """What is wrong with the content; a table of a workbook may have the id of its sheet."""
        document = as_document(content)
        for finding in problems_of(document, Places.of(document).outline, most_columns=_MOST_COLUMNS):
            if isinstance(content, Document) or finding.code != _SAME_ID:
                yield finding

    def render(self, content: Any, theme: Theme, target: BinaryIO) -> None:
        """Write the page.

        Raises:
            RenderError: a text holds a control character, or a block is of no known kind.
        """
        target.writelines(piece.encode() for piece in _page(as_document(content), theme))


def _page(document: Document, theme: Theme) -> Iterator[str]:
    inlines = Inlines(Places.of(document))
    charts = [block for block in blocks_of(document.blocks) if isinstance(block, Chart | Timeline)]
    series = max((len(block.series) if isinstance(block, Chart) else 1 for block in charts), default=0)
    yield from head_html(document, style(theme, document, series))
    yield "<body>\n" + tag("a", "Zum Text springen", href="#text", class_="skip") + "\n"
    yield patterns_html(series) if charts else ""
    yield tag("header", *header_html(document, theme, inlines)) + "\n"
    entries = inlines.places.outline.sections
    yield f'<div class="inner page{"" if entries else " single"}">\n'
    yield navigation_html(entries) + "\n" if entries else ""
    yield start("main", id="text", tabindex=-1, class_="long" if len(entries) > _MANY else None) + "\n"
    yield from Body(inlines).parts(document.blocks)
    yield from foot_html(document, [*inlines.notes()])

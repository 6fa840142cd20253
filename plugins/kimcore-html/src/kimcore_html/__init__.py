"""Documents as one self-contained HTML page: accessible, printable, readable without network and without script."""

from collections.abc import Iterable
from typing import ClassVar

from kimcore import Renderer, hookimpl
from kimcore.blocks import Document, Workbook
from kimcore.render import LateRenderer

__all__ = ["HtmlRenderer"]

kimcore_api = 1


class HtmlRenderer(LateRenderer):
    """Writes a Document or a Workbook as .html."""

    format: ClassVar[str] = "html"
    suffix: ClassVar[str] = ".html"
    accepts: ClassVar[tuple[type, ...]] = (Document, Workbook)
    implementation: ClassVar[str] = "kimcore_html.renderer:PageRenderer"


@hookimpl
def kimcore_renderers() -> Iterable[type[Renderer]]:
    """HTML."""
    return (HtmlRenderer,)

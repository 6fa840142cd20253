"""The Excel renderer. What it takes is imported with the first workbook that is made: a check needs none of it."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from kimcore.blocks import Workbook
from kimcore.findings import Finding
from kimcore.render.base import Renderer
from kimcore.render.theme import Theme

if TYPE_CHECKING:
    from kimcore.render.excel.renderer import WorkbookRenderer

__all__ = ["ExcelRenderer"]


class ExcelRenderer(Renderer):
    """Writes a Workbook as .xlsx; see :mod:`kimcore.render.excel.renderer`."""

    format: ClassVar[str] = "xlsx"
    suffix: ClassVar[str] = ".xlsx"
    accepts: ClassVar[tuple[type, ...]] = (Workbook,)

    @cached_property
    def _renderer(self) -> "WorkbookRenderer":
        from kimcore.render.excel.renderer import WorkbookRenderer  # noqa: PLC0415 - the point of this class

        return WorkbookRenderer()

    def check(self, content: Any) -> Iterable[Finding]:
        """What of this workbook Excel cannot hold."""
        return self._renderer.check(content)

    def render(self, content: Any, theme: Theme, target: BinaryIO) -> None:
        """Write the workbook.

        Raises:
            RenderError: the workbook holds what Excel cannot; the text names sheet and cell.
        """
        self._renderer.render(content, theme, target)

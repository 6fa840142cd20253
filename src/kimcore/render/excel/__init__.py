"""The Excel renderer; see :mod:`kimcore.render.excel.renderer`."""

from typing import ClassVar

from kimcore.blocks import Workbook
from kimcore.render.base import LateRenderer

__all__ = ["ExcelRenderer"]


class ExcelRenderer(LateRenderer):
    """Writes a Workbook as .xlsx."""

    format: ClassVar[str] = "xlsx"
    suffix: ClassVar[str] = ".xlsx"
    accepts: ClassVar[tuple[type, ...]] = (Workbook,)
    implementation: ClassVar[str] = "kimcore.render.excel.renderer:WorkbookRenderer"

"""The Excel renderer; see :mod:`kimcore.render.excel.renderer`."""

from kimcore.render.excel.renderer import ExcelRenderer

__all__ = ["ExcelRenderer"]

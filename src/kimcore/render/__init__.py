"""How a format is written: skeleton by a library, mass by stream. Named here is what renderers of plugins share."""

from typing import TYPE_CHECKING

from kimcore.late import late

if TYPE_CHECKING:
    from kimcore.render.archive import Archive, ArchiveWriter
    from kimcore.render.base import LateRenderer, Renderer
    from kimcore.render.charts import alt_text
    from kimcore.render.charts.data import data_table
    from kimcore.render.checks import problems_of
    from kimcore.render.metrics import Metrics
    from kimcore.render.outline import Outline, caption_of, outline_of
    from kimcore.render.texts import cell_text
    from kimcore.render.theme import CONTRAST, DEFAULT_THEME, Theme, contrast
    from kimcore.render.xmltext import CONTROL, escape

__all__ = [
    "CONTRAST",
    "CONTROL",
    "DEFAULT_THEME",
    "Archive",
    "ArchiveWriter",
    "LateRenderer",
    "Metrics",
    "Outline",
    "Renderer",
    "Theme",
    "alt_text",
    "caption_of",
    "cell_text",
    "contrast",
    "data_table",
    "escape",
    "outline_of",
    "problems_of",
]

__getattr__ = late(
    __name__,
    {
        "Archive": "archive",
        "ArchiveWriter": "archive",
        "CONTRAST": "theme",
        "CONTROL": "xmltext",
        "DEFAULT_THEME": "theme",
        "LateRenderer": "base",
        "Metrics": "metrics",
        "Outline": "outline",
        "Renderer": "base",
        "Theme": "theme",
        "alt_text": "charts",
        "caption_of": "outline",
        "cell_text": "texts",
        "contrast": "theme",
        "data_table": "charts.data",
        "escape": "xmltext",
        "outline_of": "outline",
        "problems_of": "checks",
    },
)

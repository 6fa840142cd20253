"""The Word renderer: skeleton by python-docx, text by stream; see :mod:`kimcore.render.word.renderer`."""

from typing import ClassVar

from kimcore.blocks import Document
from kimcore.render.base import LateRenderer

__all__ = ["WordRenderer"]


class WordRenderer(LateRenderer):
    """Writes a Document as .docx."""

    format: ClassVar[str] = "docx"
    suffix: ClassVar[str] = ".docx"
    accepts: ClassVar[tuple[type, ...]] = (Document,)
    implementation: ClassVar[str] = "kimcore.render.word.renderer:DocumentRenderer"

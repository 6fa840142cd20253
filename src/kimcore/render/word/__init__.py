"""Word: skeleton by python-docx, text by stream."""

from kimcore.render.word.renderer import WordRenderer

__all__ = ["WordRenderer"]

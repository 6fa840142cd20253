"""Reads the texts of a Word file back: what staff have written there, as Markdown."""

from kimcore.render.word.reading.changes import Unwritable, new_markdown
from kimcore.render.word.reading.chapters import Chapter, ChapterText, chapters_of, read_chapters
from kimcore.render.word.reading.lines import Line, Role, Shown, assembled
from kimcore.render.word.reading.losses import Loss

__all__ = [
    "Chapter",
    "ChapterText",
    "Line",
    "Loss",
    "Role",
    "Shown",
    "Unwritable",
    "assembled",
    "chapters_of",
    "new_markdown",
    "read_chapters",
]

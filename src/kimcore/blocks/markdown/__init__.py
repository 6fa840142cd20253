"""Markdown to blocks and back: CommonMark with tables and footnotes, written in one normal form."""

from kimcore.blocks.markdown.problems import MarkdownProblem
from kimcore.blocks.markdown.prose import normal_prose
from kimcore.blocks.markdown.reading import MarkdownReading, read_markdown
from kimcore.blocks.markdown.tables import cell_text
from kimcore.blocks.markdown.writing import write_markdown

__all__ = ["MarkdownProblem", "MarkdownReading", "cell_text", "normal_prose", "read_markdown", "write_markdown"]

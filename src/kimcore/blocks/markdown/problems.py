"""What is wrong with a Markdown text, collected while it is read."""

import attrs

from kimcore.findings import Severity

__all__ = ["MarkdownProblem", "Problems"]


@attrs.frozen
class MarkdownProblem:
    """Something a document cannot show as it is written.

    Attributes:
        line: the line of the text, the first is 1.
        message: what is wrong, in German.
        hint: what to do about it.
        severity: ``fehler`` where words are lost, ``warnung`` where they look otherwise than written.
    """

    line: int
    message: str
    hint: str
    severity: Severity


class Problems:
    """The problems of one text, each once."""

    def __init__(self) -> None:
        self._found: dict[MarkdownProblem, None] = {}

    def error(self, line: int, message: str, hint: str) -> None:
        """Words or pictures that the document will not have."""
        self._found[MarkdownProblem(line, message, hint, Severity.FEHLER)] = None

    def warn(self, line: int, message: str, hint: str) -> None:
        """What looks otherwise than it was written."""
        self._found[MarkdownProblem(line, message, hint, Severity.WARNUNG)] = None

    def note(self, line: int, message: str, hint: str) -> None:
        """What may well be meant."""
        self._found[MarkdownProblem(line, message, hint, Severity.HINWEIS)] = None

    def sorted(self) -> tuple[MarkdownProblem, ...]:
        """All of them, top down."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))

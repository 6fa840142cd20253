"""What a renderer is: it writes content in one format and knows nothing of the domain."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from kimcore.errors import UsageError
from kimcore.findings import Finding
from kimcore.render.theme import Theme

__all__ = ["LateRenderer", "Renderer"]


class Renderer(ABC):
    """Writes blocks in one format.

    Attributes:
        format: what a caller asks for (``xlsx``).
        suffix: the ending of its files (``.xlsx``).
        accepts: the kinds of content it can write.
    """

    format: ClassVar[str]
    suffix: ClassVar[str]
    accepts: ClassVar[tuple[type, ...]]

    def check(self, content: Any) -> Iterable[Finding]:
        """What of this content the format cannot hold: a text too long for a cell, too many rows."""
        del content
        return ()

    def pages(self, content: Any, theme: Theme) -> Any:
        """The content with page numbers in its table of contents, counted by an office program.

        Raises:
            UsageError: the format has no pages.
        """
        del content, theme
        raise UsageError(f"Seitenzahlen gibt es nur in Textdokumenten, nicht im Format „{self.format}“.")

    def again(self, content: Any, document: Path) -> Any:
        """The content as that document was made from it: with the page numbers it shows."""
        del document
        return content

    @abstractmethod
    def render(self, content: Any, theme: Theme, target: BinaryIO) -> None:
        """Write the content.

        Raises:
            RenderError: the content holds something the format cannot take.
        """


class LateRenderer(Renderer):
    """A renderer whose modules are imported with the first document that is made: a check needs none of them.

    Attributes:
        implementation: the module and class of the renderer itself, ``package.module:Class``.
    """

    implementation: ClassVar[str]

    @cached_property
    def _renderer(self) -> Renderer:
        module, _, name = self.implementation.partition(":")
        made: Renderer = getattr(import_module(module), name)()
        return made

    def check(self, content: Any) -> Iterable[Finding]:
        """What of this content the format cannot hold."""
        return self._renderer.check(content)

    def pages(self, content: Any, theme: Theme) -> Any:
        """The content with page numbers in its table of contents."""
        return self._renderer.pages(content, theme)

    def again(self, content: Any, document: Path) -> Any:
        """The content as that document was made from it."""
        return self._renderer.again(content, document)

    def render(self, content: Any, theme: Theme, target: BinaryIO) -> None:
        """Write the content.

        Raises:
            RenderError: the content holds something the format cannot take.
        """
        self._renderer.render(content, theme, target)

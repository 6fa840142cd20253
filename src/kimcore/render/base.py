"""What a renderer is: it writes content in one format and knows nothing of the domain."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, BinaryIO, ClassVar

from kimcore.findings import Finding
from kimcore.render.theme import Theme

__all__ = ["Renderer"]


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

    @abstractmethod
    def render(self, content: Any, theme: Theme, target: BinaryIO) -> None:
        """Write the content.

        Raises:
            RenderError: the content holds something the format cannot take.
        """

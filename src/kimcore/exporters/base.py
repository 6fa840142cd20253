"""What an exporter is: it says what a document contains, in neutral blocks, and knows no format."""

from abc import ABC
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO, ClassVar

import attrs

from kimcore.blocks import Document, Workbook
from kimcore.context import Context
from kimcore.errors import PluginError
from kimcore.findings import Finding
from kimcore.model import Profile, Program, VorgangKind

__all__ = ["Exporter", "NoOptions"]


@attrs.frozen(kw_only=True)
class NoOptions:
    """For exporters without options."""


class Exporter(ABC):
    """Makes one document.

    At least one of ``document``, ``workbook`` and ``write`` is overridden; which formats there are follows from
    the renderers that accept what it composes.

    Attributes:
        name: what a caller asks for: ``[a-z][a-z0-9-]*``.
        title: its German name.
        Options: an attrs class; its fields become ``--set`` options and keyword arguments.
        profile: whom the document is made for unless a caller says otherwise.
        vorgang: the kind of Vorgang whose state, Stand and Aktenzeichen it carries.
        formats: the formats of an exporter that writes bytes itself.
        codes: the findings of its own check, each code with what is asked, in German.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    Options: ClassVar[type] = NoOptions
    profile: ClassVar[Profile] = Profile.BEHOERDE
    vorgang: ClassVar[VorgangKind | None] = None
    formats: ClassVar[tuple[str, ...]] = ()
    codes: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def concerns(self, program: Program) -> bool:
        """Whether the document has a subject in this program; without one it is left out where all are made."""
        return True

    def check(self, program: Program, options: Any, context: Context) -> Iterable[Finding]:
        """What this document lacks; without an override nothing."""
        return ()

    def document(self, program: Program, options: Any, context: Context) -> Document:
        """Compose the document as a text that flows over pages."""
        raise PluginError(f"{self.name} kann nicht als Textdokument ausgegeben werden.")

    def workbook(self, program: Program, options: Any, context: Context) -> Workbook:
        """Compose the document as sheets."""
        raise PluginError(f"{self.name} kann nicht als Arbeitsmappe ausgegeben werden.")

    def write(self, program: Program, options: Any, context: Context, target: BinaryIO) -> None:
        """Write the document's bytes; only for what blocks cannot say, such as an official form to fill in."""
        raise PluginError(f"{self.name} schreibt keine Datei ohne Blöcke.")

    def files(self, options: Any) -> Mapping[str, bytes]:
        """What the document is made of besides the program, by name: its provenance names each with its SHA-256."""
        return {}

    @classmethod
    def composes(cls) -> tuple[type, ...]:
        """The kinds of content the exporter composes."""
        pairs = ((Document, "document"), (Workbook, "workbook"))
        return tuple(kind for kind, name in pairs if getattr(cls, name) is not getattr(Exporter, name))

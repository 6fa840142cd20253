"""The parts of a Word file that reading needs, whoever saved it last."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Self

from kimcore.errors import FileError
from kimcore.render.archive import Archive, File

__all__ = ["MC", "WORD_LIMIT", "A", "M", "Parts", "R", "W", "children", "is_on", "value"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

WORD_LIMIT = 256 << 20
"""How many bytes a Word file may unpack to when it is read back: 256 MiB."""

_MAIN = "word/document.xml"
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "dir", "bdo")}
_ABOUT_WRAPPERS = {f"{W}{name}" for name in ("sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr")}
_OFF = {"0", "false", "off", "none"}


def value(element: Any, name: str) -> str:
    """What the child of this name says in ``w:val``; empty without one."""
    child = element.find(f"{W}{name}") if element is not None else None
    return "" if child is None else str(child.get(f"{W}val", ""))


def is_on(element: Any, name: str) -> bool | None:
    """Whether a property is set, unset, or (None) not mentioned."""
    child = element.find(f"{W}{name}") if element is not None else None
    return None if child is None else child.get(f"{W}val", "true") not in _OFF


def children(element: Any) -> Iterator[Any]:
    """The children of an element, with wrappers that show nothing taken off."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from children(child)
        elif child.tag not in _ABOUT_WRAPPERS:
            yield child


class Parts:
    """A Word file that is open for reading.

    Raises:
        FileError: it cannot be read, is no Word file, or unpacks to more than ``WORD_LIMIT`` bytes.
    """

    def __init__(self, file: File) -> None:
        self._archive = Archive(file, WORD_LIMIT)
        if _MAIN not in self._archive.names:
            with self._archive:
                raise FileError(f"{self.file} ist kein Word-Dokument (.docx): der Text fehlt")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._archive.__exit__(None, None, None)

    @property
    def file(self) -> str:
        """Its name, for messages."""
        return self._archive.file

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn nesting without end into a FileError."""
        try:
            yield
        except RecursionError:
            raise FileError(f"{self.file} wird nicht gelesen: der Text ist zu tief verschachtelt") from None

    def _optional(self, name: str) -> Any:
        """The root of a part, or an empty list where there is none."""
        return self._archive.xml(name) if name in self._archive.names else []

    @cached_property
    def body(self) -> Any:
        """The element ``w:body``, or an empty list."""
        found = self._archive.xml(_MAIN).find(f"{W}body")
        return [] if found is None else found

    @cached_property
    def styles(self) -> Any:
        """The styles."""
        return self._optional("word/styles.xml")

    @cached_property
    def numbering(self) -> Any:
        """The kinds of lists."""
        return self._optional("word/numbering.xml")

    @cached_property
    def footnotes(self) -> dict[str, Any]:
        """The footnotes by their id."""
        return {str(note.get(f"{W}id")): note for note in self._optional("word/footnotes.xml")}

    @cached_property
    def links(self) -> dict[str, str]:
        """What the body refers to, by the id of the relation."""
        return self._relations("document")

    @cached_property
    def footnote_links(self) -> dict[str, str]:
        """What the footnotes refer to."""
        return self._relations("footnotes")

    def _relations(self, part: str) -> dict[str, str]:
        root = self._optional(f"word/_rels/{part}.xml.rels")
        return {str(item.get("Id")): str(item.get("Target", "")) for item in root}

    def digest(self, relation: str) -> bytes:
        """The SHA-256 digest of a picture of the body; empty where it lies elsewhere."""
        target = self.links.get(relation, "")
        name = target[1:] if target.startswith("/") else str(PurePosixPath("word") / target)
        return self._archive.digest(name) if name in self._archive.names else b""

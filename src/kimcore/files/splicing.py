"""Texts of chapters into a program file, in which nothing else changes: no comment, no order, no other byte."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from kimcore.errors import FileError, ProgramFileError
from kimcore.files.atomic import atomic_write
from kimcore.files.program import load, loads
from kimcore.files.reading import LIMITS, decode, format_of, read_bytes
from kimcore.files.reasons import plain_path
from kimcore.files.splicing_json import json_edit
from kimcore.files.splicing_yaml import yaml_edit
from kimcore.files.texts import MAX_BYTES
from kimcore.model import ChapterText, Program
from kimcore.plain import read_json, read_yaml
from kimcore.values import parse_markdown

__all__ = ["NewText", "splice_texts"]

_BOM = b"\xef\xbb\xbf"


@attrs.frozen
class NewText:
    """A new text.

    Attributes:
        chapter: the chapter it belongs to.
        old: what the file says now; empty where it has no such chapter.
        new: what it shall say.
    """

    chapter: str
    old: str
    new: str


def splice_texts(
    path: str | Path, texts: Sequence[NewText], *, extensions: Mapping[str, type] | None = None
) -> tuple[Path, ...]:
    """Write new texts of chapters into a program file, or into the Markdown files beside it that hold them.

    Before anything is written it is made sure that the file then says exactly the new texts and is otherwise the same.

    Args:
        path: the program file.
        texts: the new texts, one for each chapter.
        extensions: as in ``load``.

    Returns:
        The files that were written.

    Raises:
        FileError: a file cannot be read or written, has changed meanwhile, or holds a text in a way that cannot be
            changed without changing more.
        ProgramFileError: the file is not a valid program.
        UsageError: its suffix is that of no program file.
    """
    splice = _Splice(plain_path(path), extensions)
    for text in texts:
        splice.put(text)
    splice.make_sure(texts)
    for file, data in splice.files.items():
        with atomic_write(file, overwrite=True) as target:
            target.write(data)
    return tuple(splice.files)


class _Splice:
    """A program file that is being changed, and the text files beside it."""

    def __init__(self, path: Path, extensions: Mapping[str, type] | None) -> None:
        self._path = path
        self._form = format_of(path)
        self._extensions = extensions
        self._program = load(path, extensions=extensions)
        self._data = read_bytes(path, LIMITS[self._form])
        self._text = decode(self._data, str(path))
        self._beside: dict[str, Path] = {}  # the Markdown files by chapter
        self.files: dict[Path, bytes] = {}

    def _note(self, path: Path, text: str, before: bytes) -> None:
        """Note what a file shall hold, with its byte order mark where it has one."""
        self.files[path] = (_BOM if before.startswith(_BOM) else b"") + text.encode()

    def put(self, text: NewText) -> None:
        """Put a text in its place."""
        if self._program.text(text.chapter) != text.old:
            raise FileError(f"{self._path} hat sich seit dem Lesen geändert. Noch einmal lesen.")
        entries = self._entries()
        index = next((place for place, entry in enumerate(entries) if entry.get("chapter") == text.chapter), None)
        if index is not None and "file" in entries[index]:
            file = entries[index]["file"]
            if any(entry.get("file") == file and entry.get("chapter") != text.chapter for entry in entries):
                raise self._refusal(text.chapter)  # another chapter would change with it
            self._put_beside(self._path.parent / file, text)
            return
        edit = (json_edit if self._form == "json" else yaml_edit)(self._text, index, text.chapter, text.new)
        if edit is None:
            raise self._refusal(text.chapter)
        self._text = f"{self._text[: edit.start]}{edit.text}{self._text[edit.end :]}"
        self._note(self._path, self._text, self._data)

    def _entries(self) -> list[dict[str, Any]]:
        data = read_json(self._text) if self._form == "json" else read_yaml(self._text)
        return data.get("texts") or []

    def _put_beside(self, path: Path, text: NewText) -> None:
        data = read_bytes(path, MAX_BYTES)
        self._beside[text.chapter] = path
        self._note(path, text.new.replace("\n", "\r\n") if b"\r\n" in data else text.new, data)

    def make_sure(self, texts: Sequence[NewText]) -> None:
        """Refuse to write what would not say exactly the new texts.

        Raises:
            FileError: the files would say something else.
        """
        new = {text.chapter: text.new for text in texts}
        try:
            program = loads(
                self._text, self._form, name=str(self._path), folder=self._path.parent, extensions=self._extensions
            )
            same = program == _with_texts(
                self._program, {name: text for name, text in new.items() if name not in self._beside}
            )
            same = same and all(
                parse_markdown(decode(self.files[path], name)) == new[name] for name, path in self._beside.items()
            )
        except (FileError, ProgramFileError):
            same = False
        if not same:
            raise self._refusal(*new)

    def _refusal(self, *chapters: str) -> FileError:
        names = ", ".join(f"„{chapter}“" for chapter in chapters)
        return FileError(
            f"{self._path}: Der Text zu {names} lässt sich hier nicht eintragen, ohne dass sich anderes ändert. "
            "Ihn von Hand übernehmen; was sich geändert hat, zeigt der Vergleich."
        )


def _with_texts(program: Program, new: Mapping[str, str]) -> Program:
    """The program with its new texts; only the first text of a chapter counts."""
    left = dict(new)
    texts = [
        attrs.evolve(entry, text=left.pop(entry.chapter)) if entry.chapter in left else entry for entry in program.texts
    ]
    texts += [ChapterText(chapter=chapter, text=text) for chapter, text in left.items()]
    return attrs.evolve(program, texts=tuple(texts))

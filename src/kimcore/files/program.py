"""Program files to programs. Every problem is reported at once, each with file, line, column and path."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from kimcore.convert import MAX_FINDINGS, structure, structure_fast, unmarked
from kimcore.errors import FileError, ProgramFileError, UsageError
from kimcore.files.collector import collector_paused
from kimcore.files.pictures import insert_pictures
from kimcore.files.places import place_findings
from kimcore.files.reading import LIMITS, decode, empty, format_of, read_bytes
from kimcore.files.reasons import plain_path
from kimcore.files.texts import insert_texts
from kimcore.files.versions import migrate
from kimcore.findings import Finding
from kimcore.model import SCHEMA_VERSION, Program
from kimcore.plain import PlainError, read_json, read_yaml, stream_json

__all__ = ["load", "loads"]

_RAW = "extensions"


def load(path: str | Path, *, max_bytes: int | None = None, extensions: Mapping[str, type] | None = None) -> Program:
    """Read a program file.

    Args:
        path: a ``.yaml``, ``.yml`` or ``.json`` file.
        max_bytes: how large it may be; without it 64 MB of YAML, 512 MB of JSON.
        extensions: for each plugin the attrs class of its section in ``extensions``; other sections stay raw.

    Raises:
        FileError: it cannot be read, is a folder, empty, over the limit or not UTF-8.
        ProgramFileError: it is not a valid program; ``findings`` holds every problem with line and column.
        UsageError: its suffix is that of no program file.
    """
    path = plain_path(path)
    if _is_folder(path):
        raise FileError(f"{path} ist ein Ordner. Die Programmdatei darin angeben.")
    form = format_of(path)
    data = read_bytes(path, LIMITS[form] if max_bytes is None else max_bytes)
    return _Reading(str(path), form, path.parent, extensions or {}).program(data)


def loads(
    data: str | bytes,
    format: str,  # noqa: A002 - the word of the contract
    *,
    name: str = "Eingabe",
    folder: Path | None = None,
    extensions: Mapping[str, type] | None = None,
) -> Program:
    """Read a program from text.

    Args:
        data: the text, or its UTF-8 bytes.
        format: ``yaml`` or ``json``.
        name: what messages call it.
        folder: where the files lie that it names; without one they cannot be read.
        extensions: as in ``load``.

    Raises:
        FileError: it is empty or not UTF-8.
        ProgramFileError: it is not a valid program.
        UsageError: there is no such format.
    """
    if format not in LIMITS:
        raise UsageError(f"Das Format „{format}“ gibt es nicht. Es gibt: {', '.join(LIMITS)}.")
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return _Reading(name, format, folder, extensions or {}).program(raw)


@attrs.frozen
class _Reading:
    """One program that is being read: what its file is called, its format, where it lies, who knows its sections."""

    name: str
    form: str
    folder: Path | None
    extensions: Mapping[str, type]

    def program(self, data: bytes) -> Program:
        with collector_paused():
            program = self._quick(data) if self.form == "json" else None
            return program if program is not None else self._thorough(decode(data, self.name))

    def _quick(self, data: bytes) -> Program | None:
        """The program of JSON that is right and current, read entry by entry; None for anything else."""
        program = structure_fast(Program, stream_json(data))
        if program is None or program.schema_version != SCHEMA_VERSION:
            return None
        sections, findings = self._sections(program.extensions)
        return None if findings else _with_sections(program, sections, program.extensions)

    def _thorough(self, text: str) -> Program:
        data, findings = self._plain(text)
        program = None
        if data is None and not findings:
            raise empty(self.name)
        if data is not None:
            program, more = self._build(data)
            findings = (*findings, *more)
        if program is None or findings:
            raise _invalid(self.name, place_findings(findings[:MAX_FINDINGS], text, self.form, self.name))
        return program

    def _plain(self, text: str) -> tuple[Any, tuple[Finding, ...]]:
        try:
            if self.form == "json":
                return read_json(text, file=self.name), ()
            return read_yaml(text, file=self.name, marked=frozenset({_RAW})), ()
        except PlainError as error:
            return error.data, error.findings

    def _build(self, data: Any) -> tuple[Program | None, tuple[Finding, ...]]:
        if not isinstance(data, dict):
            return structure(Program, data)
        current, findings = migrate(data)
        if current is None:
            return None, findings
        current, no_texts = insert_texts(current, self.folder)
        current, no_pictures = insert_pictures(current, self.folder)
        raw = current.get(_RAW)
        raw = raw if isinstance(raw, dict) else {}
        sections, wrong = self._sections(raw)
        if sections:
            current = {**current, _RAW: {name: raw[name] for name in raw if name not in sections}}
        program, findings = structure(Program, current)
        if program is not None and sections:
            program = _with_sections(program, sections, raw)
        return program, (*no_texts, *no_pictures, *wrong, *findings)

    def _sections(self, raw: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
        """The sections of plugins that are there, each as an object of its class or None, and what is wrong."""
        sections: dict[str, Any] = {}
        findings: list[Finding] = []
        for name in [name for name in raw if name in self.extensions]:
            try:
                sections[name], wrong = structure(self.extensions[name], unmarked(raw[name]), at=(_RAW, name))
            except BaseException as error:
                error.add_note(name)  # whoever knows the plugins says whose it is
                raise
            findings += wrong
        return sections, tuple(findings)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, say: whoever reads the file tells
        return False


def _with_sections(program: Program, sections: Mapping[str, Any], order: Iterable[str]) -> Program:
    """The program with the objects of plugins in the place of their raw sections, in the order of the file."""
    known = {**program.extensions, **sections}
    return attrs.evolve(program, extensions={name: known[name] for name in order})


def _invalid(name: str, findings: tuple[Finding, ...]) -> ProgramFileError:
    count = "einen Fehler" if len(findings) == 1 else f"{len(findings)} Fehler"
    first = findings[0]
    where = f"Zeile {first.place.line}" if first.place and first.place.line else first.path
    return ProgramFileError(f"{name} enthält {count}, den ersten in {where}: {first.message}", findings)

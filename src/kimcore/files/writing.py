"""Programs to program files."""

from pathlib import Path
from typing import Any

from kimcore.convert import structure, unstructure
from kimcore.errors import ProgramFileError, UsageError
from kimcore.files.atomic import atomic_write
from kimcore.files.reading import LIMITS, format_of
from kimcore.files.reasons import plain_path
from kimcore.findings import Finding
from kimcore.model import SCHEMA_VERSION, Program
from kimcore.plain import write_json, write_yaml

__all__ = ["as_read", "dump", "dumps"]


def dump(program: Program, path: str | Path, *, overwrite: bool = False) -> None:
    """Write a program file, which appears whole or not at all; its suffix names the format.

    Raises:
        FileError: it cannot be written, or exists and ``overwrite`` is not set.
        ProgramFileError: a script put something in the program that no file can hold.
        UsageError: the suffix is that of no program file.
    """
    path = plain_path(path)
    text = dumps(program, format_of(path))
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(text.encode())


def dumps(program: Program, format: str) -> str:  # noqa: A002 - the word of the contract
    """A program as the text of a program file; read again it is the same program.

    Args:
        program: the program.
        format: ``yaml`` or ``json``.

    Raises:
        ProgramFileError: a script put something in the program that no file can hold: a float, a control character.
        UsageError: there is no such format, or a script put something other than data in ``extensions``.
    """
    if format not in LIMITS:
        raise UsageError(f"Das Format „{format}“ gibt es nicht. Es gibt: {', '.join(LIMITS)}.")
    plain = _plain(program)
    _, findings = structure(Program, plain)
    if findings:
        message = f"Das Programm lässt sich nicht schreiben. {findings[0].path}: {findings[0].message}"
        raise ProgramFileError(message, findings)
    return write_yaml(plain) if format == "yaml" else write_json(plain)


def as_read(program: Program) -> tuple[Program | None, tuple[Finding, ...]]:
    """A program as it would be after writing and reading, and what of it no file can hold."""
    return structure(Program, _plain(program))


def _plain(program: Program) -> dict[str, Any]:
    """A program as plain data of the current format."""
    plain: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **unstructure(program)}
    plain["schema_version"] = SCHEMA_VERSION
    return plain

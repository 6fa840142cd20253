"""Whose fault it is: what breaks over a program that no file can hold is said of the program."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import attrs

from kimcore.errors import KimError, PluginError, ProgramFileError, UsageError
from kimcore.files.writing import as_read
from kimcore.findings import Finding, Severity
from kimcore.model import Program
from kimcore.model.fields import fields_of
from kimcore.plain import PathParts, path_text
from kimcore.plugins.calls import calling
from kimcore.plugins.registry import Registry
from kimcore.values import shown

__all__ = ["blaming", "reading_sections", "unknown_programme"]


@contextmanager
def blaming(program: Program) -> Iterator[None]:
    """Say of a program built in Python which of its values broke what was made of it.

    Only what has failed is looked at: a float, a text instead of a date or None instead of a list costs nobody time.

    Raises:
        ProgramFileError: the program holds something that a file would not hold, or not so.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, KimError) and not isinstance(error, PluginError):
            raise
        read, findings = as_read(program)
        found = findings or tuple(_of_another_kind(program, read, ()))
        if not found:
            raise
        message = f"Mit diesem Programm lässt sich nicht rechnen. {found[0].path}: {found[0].message}"
        raise ProgramFileError(message, found) from error


@contextmanager
def reading_sections(registry: Registry) -> Iterator[None]:
    """Say which plugin it was whose class ended the reading of a program; what it finds wrong is a finding.

    Raises:
        PluginError: a class of a plugin raised SystemExit or the like.
    """
    try:
        yield
    except (Exception, KeyboardInterrupt):
        raise
    except BaseException as error:
        name = error.__notes__[-1]
        with calling(registry.owner("kimcore_extensions", name), f"kimcore_extensions, {name}"):
            raise


def _of_another_kind(there: Any, read: Any, parts: PathParts) -> Iterator[Finding]:
    """Every value that is not what a file would give: ``"1"`` instead of ``Decimal("1")``, a generator."""
    if attrs.has(type(there)) and type(there) is type(read):
        for field in fields_of(type(there)):
            yield from _of_another_kind(getattr(there, field.name), getattr(read, field.name), (*parts, field.name))
    elif isinstance(there, tuple | list) and isinstance(read, tuple):
        for index, (entry, other) in enumerate(zip(there, read, strict=True)):
            yield from _of_another_kind(entry, other, (*parts, index))
    elif there != read:
        yield Finding(
            code="KIM-DAT-005",
            severity=Severity.FEHLER,
            path=path_text(parts),
            message=f"{shown(there)} ist hier {type(there).__name__}, gebraucht wird {type(read).__name__}.",
        )


def unknown_programme(error: UsageError) -> Finding:
    """A Förderprogramm that is not there, as a finding: wrong data rather than wrong use."""
    return Finding(code="KIM-REF-001", severity=Severity.FEHLER, path="foerderprogramm", message=str(error))

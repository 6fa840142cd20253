"""The errors kimcore raises: one root, each kind also the fitting built-in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kimcore.findings import Finding

__all__ = [
    "AmountError",
    "ExportRefused",
    "FileError",
    "KimError",
    "PluginError",
    "ProgramChanged",
    "ProgramFileError",
    "ReadRefused",
    "RenderError",
    "RichtlinieError",
    "UnknownRate",
    "UsageError",
    "ValueProblem",
]


class KimError(Exception):
    """The root of every error that kimcore raises on purpose; its text is a German sentence."""


class ValueProblem(KimError, ValueError):
    """A single value cannot be read.

    Attributes:
        message: what is wrong, a German sentence without the place.
        expected: what would be right, for example ``"ein Datum wie 2025-02-01"``.
        hint: what to write instead, or an empty text.
    """

    def __init__(self, message: str, *, expected: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.hint = hint


class AmountError(KimError, ArithmeticError):
    """An Amount has no value: an input is unknown or a divisor is zero.

    Attributes:
        path: the key of the input that is to blame, a path in the program where it is one.
    """

    def __init__(self, message: str, *, path: str) -> None:
        super().__init__(message)
        self.path = path


class UsageError(KimError, ValueError):
    """kimcore was called with something it does not have: an exporter, a format, an option, a year."""


class FileError(KimError, OSError):
    """A file cannot be read or written; the text names the file, the reason and what to do."""


class ProgramFileError(KimError, ValueError):
    """A program file was read and is not valid.

    Attributes:
        findings: every problem, each with path and, where it has one, line and column.
    """

    def __init__(self, message: str, findings: Sequence["Finding"]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class RichtlinieError(KimError, LookupError):
    """A rule set does not exist, is broken, or does not know what was asked for."""


class UnknownRate(RichtlinieError):
    """No public source gives this rate for this date; the text says how the program file supplies it.

    Attributes:
        rate: the name of the rate.
        hint: how to supply it.
    """

    def __init__(self, message: str, *, rate: str, hint: str) -> None:
        super().__init__(message)
        self.rate = rate
        self.hint = hint


class ExportRefused(KimError, RuntimeError):
    """A document was not made because of findings of severity ``fehler``.

    Attributes:
        findings: all findings, the refused ones among them.
    """

    def __init__(self, message: str, findings: Sequence["Finding"]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class ReadRefused(KimError, RuntimeError):
    """The texts of a document were not taken over because of findings of severity ``fehler``.

    Attributes:
        findings: all findings, the refused ones among them.
    """

    def __init__(self, message: str, findings: Sequence["Finding"]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class RenderError(KimError, ValueError):
    """Content cannot be written in a format: a control character, a text too long, a circular figure."""


class PluginError(KimError, RuntimeError):
    """A plugin cannot be loaded or broke its contract; the text names it."""


class ProgramChanged(PluginError):
    """A plugin changed the program it was only given to read; it is put right, and nothing was made of it."""

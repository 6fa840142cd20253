"""What an error means for the caller: one message on standard error, one exit code."""

import os
import traceback

import click

from kimcore.cli.german import german_quotes
from kimcore.cli.terminal import block, note

__all__ = ["FILE", "FINDINGS", "OK", "USAGE", "code_of", "report", "say"]

OK = 0
FINDINGS = 1
"""Findings of severity fehler, or a document that does not match."""
USAGE = 2
"""Wrong use."""
FILE = 3
"""A file that cannot be read or written."""
_INTERRUPTED = 130

_UNREADABLE = {"KIM-DAT-001", "KIM-DAT-002", "KIM-DAT-007", "KIM-DAT-008", "KIM-DAT-009"}
"""Findings about the file itself rather than what it says: no YAML or JSON, keys twice, a newer format, a text file
that is missing, a limit exceeded."""


def report(error: BaseException) -> int:
    """Tell the user what went wrong, in German, and return the exit code."""
    if os.environ.get("KIMCORE_DEBUG") == "1":
        traceback.print_exception(error)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        note("Abgebrochen.")
        return _INTERRUPTED
    if isinstance(error, click.ClickException):
        return _wrong_use(error)
    message, code = _explain(error)
    _show_details(error)
    say(message)
    return code


def _show_details(error: BaseException) -> None:
    """Show every problem of a program file before the sentence that sums them up."""
    from kimcore.errors import ProgramFileError  # noqa: PLC0415 - help and wrong use need none of them

    if isinstance(error, ProgramFileError):
        from kimcore.cli.report import show_findings  # noqa: PLC0415 - same

        show_findings(error.findings, "", note)


def say(message: str) -> None:
    """Write an error message to standard error."""
    note(click.style("Fehler: ", fg="red", bold=True) + block(message, first=" " * 8)[8:])


def code_of(error: BaseException) -> int:
    """The exit code of an error."""
    return _explain(error)[1]


def _wrong_use(error: click.ClickException) -> int:
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        note(error.format_message())
        return USAGE
    say(german_quotes(error.format_message()))
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        note(ctx.get_usage())
    note(f"Hilfe:  {ctx.command_path if ctx else 'kimcore'} --help")
    return FILE if isinstance(error, click.FileError) else USAGE


def _explain(error: BaseException) -> tuple[str, int]:
    from kimcore import errors  # noqa: PLC0415 - help and wrong use need none of them

    if isinstance(error, errors.UsageError):
        return str(error), USAGE
    if isinstance(error, errors.ProgramFileError):
        unreadable = any(finding.code in _UNREADABLE for finding in error.findings)
        return str(error), FILE if unreadable else FINDINGS
    if isinstance(error, errors.FileError | errors.PluginError):
        return str(error), FILE
    if isinstance(error, errors.KimError):
        return str(error), FINDINGS
    if isinstance(error, OSError):
        from kimcore.files.reasons import refusal  # noqa: PLC0415 - same

        return f"{error.filename or 'Die Ausgabe'}: {refusal(error)}", FILE
    return (
        f"kimcore ist auf etwas gestoßen, womit es nicht gerechnet hat ({type(error).__name__}: {error}). "
        "Bitte melden Sie das, am besten mit dem Befehl und der Programmdatei. "
        "Einzelheiten zeigt derselbe Befehl mit KIMCORE_DEBUG=1.",
        FILE,
    )

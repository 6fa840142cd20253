"""What an error means for the caller: one message on standard error, one exit code."""

import errno
import os
import traceback

import click

from kimcore.cli.german import german_quotes
from kimcore.cli.terminal import block, note

__all__ = ["FILE", "FINDINGS", "OK", "USAGE", "code_of", "os_reason", "report"]

OK = 0
FINDINGS = 1
"""Findings of severity fehler, or a document that does not match."""
USAGE = 2
"""Wrong use."""
FILE = 3
"""A file that cannot be read or written."""
_INTERRUPTED = 130

_REASONS = {
    errno.ENOENT: "Die Datei oder ihr Ordner fehlt.",
    errno.EACCES: "Die Rechte reichen nicht.",
    errno.EPERM: "Die Rechte reichen nicht.",
    errno.ENOSPC: "Auf dem Datenträger ist kein Platz mehr.",
    errno.EDQUOT: "Das Kontingent auf dem Datenträger ist erschöpft.",
    errno.EFBIG: "Die Datei wird größer, als hier erlaubt ist.",
    errno.EROFS: "Der Datenträger ist schreibgeschützt.",
    errno.EEXIST: "Eine Datei dieses Namens steht im Weg.",
    errno.EISDIR: "Das ist ein Ordner.",
    errno.ENOTDIR: "Ein Teil des Pfades ist kein Ordner.",
    errno.EBUSY: "Die Datei wird gerade benutzt.",
    errno.ENAMETOOLONG: "Der Name ist zu lang.",
    errno.EMFILE: "Zu viele Dateien sind geöffnet.",
    errno.EIO: "Der Datenträger meldet einen Fehler.",
}


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
    say(message)
    return code


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
    from kimcore.plain.problems import DUPLICATE, LIMIT, SYNTAX  # noqa: PLC0415 - same

    if isinstance(error, errors.UsageError):
        return str(error), USAGE
    if isinstance(error, errors.ProgramFileError):
        unreadable = any(finding.code in {SYNTAX, DUPLICATE, LIMIT} for finding in error.findings)
        return str(error), FILE if unreadable else FINDINGS
    if isinstance(error, errors.FileError | errors.PluginError):
        return str(error), FILE
    if isinstance(error, errors.KimError):
        return str(error), FINDINGS
    if isinstance(error, OSError):
        return f"{error.filename or 'Datei'}: {os_reason(error)}", FILE
    return (
        f"kimcore ist auf etwas gestoßen, womit es nicht gerechnet hat ({type(error).__name__}: {error}). "
        "Bitte melden Sie das, am besten mit dem Befehl und der Programmdatei. "
        "Einzelheiten zeigt derselbe Befehl mit KIMCORE_DEBUG=1.",
        FILE,
    )


def os_reason(error: OSError) -> str:
    """Why the operating system refused, in German where the reason is a known one."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)

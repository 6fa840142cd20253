"""The root of the command line: global options, and the one place where errors become exit codes."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from kimcore.cli.failures import OK, report
from kimcore.cli.german import speak_german
from kimcore.cli.lazy import LazyGroup
from kimcore.cli.params import examples
from kimcore.cli.settings import settings_of

__all__ = ["app", "main", "run"]


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the ``kimcore`` command and leave with its exit code.

    0 is fine; 1 means findings of severity fehler or a document that does not match; 2 wrong use; 3 a file that
    cannot be read or written (also what nobody expected); 130 an interruption from the keyboard.
    """
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the ``kimcore`` command and return its exit code."""
    speak_german()
    try:
        code = app.main(args=args, prog_name="kimcore", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - no traceback reaches a user
        return report(error)
    return code if isinstance(code, int) else OK


def _nothing(result: object, **_: object) -> None:
    """Drop what a command returns: only ``ctx.exit`` sets the exit code."""
    del result


@click.group(
    cls=LazyGroup,
    result_callback=_nothing,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[OPTIONEN]",
    subcommand_metavar="BEFEHL [ANGABEN]…",
    help="Aus einer Programmdatei die Dokumente des Förderjahres: prüfen, rechnen, ausgeben.",
    epilog=examples(
        "kimcore demo",
        "kimcore new hamm.yaml --kommune Hamm",
        "kimcore check hamm.yaml --for foerderantrag",
        "kimcore export foerderantrag hamm.yaml --year 2026 -o antrag-2026.xlsx",
    )
    + "\n\n\b\nMehr zu einem Befehl: kimcore BEFEHL --help",
)
@click.option(
    "--plugins-dir", metavar="ORDNER", is_eager=True, help="Ordner mit Plugins aus einer Datei, zusätzlich geladen."
)
@click.option(
    "--no-plugins", "plugins", flag_value=False, default=True, is_eager=True, help="Installierte Plugins weglassen."
)
@click.version_option(package_name="kimcore", message="%(prog)s, Version %(version)s", help="Die Version zeigen.")
@click.pass_context
def app(ctx: click.Context, plugins_dir: str | None, *, plugins: bool) -> None:
    """Take the global options."""
    del plugins_dir, plugins  # settings_of reads them, also while the help is made
    settings_of(ctx)
    if os.environ.get("NO_COLOR"):
        ctx.color = False

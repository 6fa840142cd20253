"""A group of commands that are imported when they run, so that help and wrong use answer at once."""

import copy
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import Any, cast

import click

from kimcore.cli.results import results_only
from kimcore.cli.settings import settings_of
from kimcore.cli.terminal import block, note

__all__ = ["COMMANDS", "LazyGroup"]

COMMANDS = {
    "demo": "Alle Dokumente der mitgelieferten erfundenen Programme erzeugen.",
    "new": "Eine kommentierte Programmdatei zum Ausfüllen anlegen.",
    "check": "Programmdateien prüfen.",
    "export": "Ein Dokument oder alle Dokumente erzeugen.",
    "verify": "Prüfen, ob ein Dokument noch sagt, was die Daten sagen.",
    "read": "Texte zurücklesen, die in Word bearbeitet wurden.",
    "convert": "Eine Programmdatei zwischen YAML und JSON umwandeln.",
    "exporters": "Die Dokumente auflisten, die es gibt.",
    "rates": "Die Fördersätze mit Quelle und Sicherheit zeigen.",
    "plugins": "Die Plugins auflisten.",
    "plugin": "Ein eigenes Plugin anlegen.",
    "schema": "Das JSON-Schema der Programmdatei ausgeben.",
}
"""kimcore's own commands in the order of the help; each is ``command`` in the module of its name."""

_SIGPIPE = 141


class LazyGroup(click.Group):
    """The ``kimcore`` command itself: its own commands by name, those of plugins behind them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List kimcore's own commands in the order of use, then those of plugins."""
        return [*COMMANDS, *settings_of(ctx).plugin_commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command; while one of kimcore's own runs, nothing but its result is printed."""
        if cmd_name in COMMANDS:
            own = copy.copy(import_module(f"kimcore.cli.{cmd_name}").command)
            own.callback = results_only()(own.callback)
            return cast("click.Command", own)
        command = settings_of(ctx).plugin_commands.get(cmd_name)
        return None if command is None else _in_german(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is answered with the closest name there is."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            import difflib  # noqa: PLC0415 - only on the way out

            names = self.list_commands(ctx)
            close = difflib.get_close_matches(name, names, n=1)
            hint = f"Meinten Sie „{close[0]}“?" if close else f"Es gibt: {', '.join(names)}."
            ctx.fail(f"Den Befehl „{name}“ gibt es nicht. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them; plugins that failed at it are mentioned beside the help."""
        own = list(COMMANDS.items())
        settings = settings_of(ctx)
        brought = [
            (name, f"{command.get_short_help_str(limit=80)} ({settings.owner(name).name})".lstrip())
            for name, command in settings.plugin_commands.items()
            if not command.hidden
        ]
        for title, rows in (("Befehle", own), ("Befehle von Plugins", brought)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
        _tell_troubles(ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has closed the pipe (``| head``) ends it without a word.

        An error of a plugin's command names the plugin; plugins that do not take part are mentioned at the end.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # what is still in the buffer must not fail again when the interpreter closes the stream
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(_SIGPIPE) from None
        except (click.ClickException, click.Abort, click.exceptions.Exit, OSError):
            raise  # click's own ways out, and files that cannot be read or written
        except Exception:
            with _calling(ctx):
                raise
        finally:
            _tell_troubles(ctx)


def _calling(ctx: click.Context) -> AbstractContextManager[None]:
    """Whom to blame for what a command raised."""
    name = str(ctx.invoked_subcommand)
    if name in COMMANDS:
        return nullcontext()
    from kimcore.plugins.calls import calling  # noqa: PLC0415 - only on the way out

    return calling(settings_of(ctx).owner(name), f"kimcore_commands, {name}")


def _tell_troubles(ctx: click.Context) -> None:
    names = settings_of(ctx).troubles
    if names and ctx.invoked_subcommand != "plugins":
        text = f"Nicht oder nicht mit allem dabei: Plugin {', '.join(names)}. Die Gründe zeigt: kimcore plugins"
        note(block(text, first="Hinweis: "))


def _in_german(command: click.Command) -> click.Command:
    """A plugin's command with German placeholders in its usage line; the plugin's own object stays as it is."""
    own = copy.copy(command)
    if own.options_metavar == "[OPTIONS]":
        own.options_metavar = "[OPTIONEN]"
    if isinstance(own, click.Group) and own.subcommand_metavar == "COMMAND [ARGS]...":
        own.subcommand_metavar = "BEFEHL [ANGABEN]…"
    return own

"""``kimcore schema``: the JSON Schema of a program file, with the sections of the plugins."""

import click

from kimcore import files
from kimcore.cli.params import examples
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import emit_json

__all__ = ["command"]


@click.command(
    name="schema",
    options_metavar="[OPTIONEN]",
    help="Das JSON-Schema der Programmdatei, mit den Abschnitten der Plugins. Editoren ergänzen und prüfen damit.",
    epilog=examples("kimcore schema > kimcore.schema.json"),
)
@click.pass_obj
def command(settings: Settings) -> None:
    """Print the schema."""
    emit_json(files.program_schema(settings.kim.registry.extensions))

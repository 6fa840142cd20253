"""``kimcore convert``: a program file from YAML to JSON and back."""

from pathlib import Path

import click

from kimcore.cli.documents import refuse_existing
from kimcore.cli.params import examples, force_option
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import emit

__all__ = ["command"]


@click.command(
    name="convert",
    options_metavar="[OPTIONEN]",
    help=(
        "Eine Programmdatei umwandeln; die Endungen sagen, wovon und wohin (.yaml, .yml, .json). Kommentare und die "
        "Reihenfolge der Angaben gehen dabei verloren."
    ),
    epilog=examples(
        "kimcore convert musterstadt.yaml musterstadt.json", "kimcore convert musterstadt.json neu.yaml --force"
    ),
)
@click.argument("source", metavar="VON")
@click.argument("target", metavar="NACH")
@force_option
@click.pass_context
def command(ctx: click.Context, source: str, target: str, *, force: bool) -> None:
    """Load the one file and write the other."""
    kim = ctx.ensure_object(Settings).kim
    old, new = Path(source), Path(target)
    if old.exists() and new.exists() and old.samefile(new):
        raise click.UsageError("VON und NACH sind dieselbe Datei.", ctx)
    if not force:
        refuse_existing(new)
    kim.save(kim.load(old), new, overwrite=force)
    emit(target)

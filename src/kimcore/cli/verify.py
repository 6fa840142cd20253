"""``kimcore verify``: does the document say what the data say?"""

import click

from kimcore.cli.failures import FINDINGS
from kimcore.cli.params import examples, theme_of, theme_option
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import block, emit
from kimcore.session import VerifyStatus

__all__ = ["command"]


@click.command(
    name="verify",
    options_metavar="[OPTIONEN]",
    help=(
        "Das Dokument aus der Programmdatei neu erzeugen und vergleichen. Es gibt vier Antworten: unverändert; die "
        "Daten haben sich geändert; das Dokument wurde bearbeitet; eine andere Version hat es gemacht. Nur bei der "
        "ersten ist der Rückgabewert 0."
    ),
    epilog=examples("kimcore verify antrag-2025.xlsx musterstadt.yaml"),
)
@click.argument("document", metavar="DOKUMENT")
@click.argument("file", metavar="DATEI")
@theme_option
@click.pass_context
def command(ctx: click.Context, document: str, file: str, theme: str | None) -> None:
    """Print one of the four answers and what differs."""
    kim = ctx.ensure_object(Settings).kim
    answer = kim.verify(document, kim.load(file), theme=theme_of(theme))
    same = answer.status is VerifyStatus.UNCHANGED
    emit(click.style(answer.status.label, fg="green" if same else "yellow", bold=True))
    if answer.detail:
        emit(block(answer.detail, first="  "))
    if answer.parts:
        emit("  Abweichende Teile:")
        for part in answer.parts:
            emit(f"    {part}")
    if not same:
        ctx.exit(FINDINGS)

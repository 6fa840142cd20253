"""``kimcore read``: texts that staff have edited in Word, back into the program file."""

import click

from kimcore.cli.failures import FINDINGS
from kimcore.cli.params import examples
from kimcore.cli.programs import located
from kimcore.cli.report import show_findings
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import emit
from kimcore.session import Reading, TextChange

__all__ = ["command"]

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command(
    name="read",
    options_metavar="[OPTIONEN]",
    help=(
        "Texte zurücklesen: zeigen, was an den Textkapiteln eines Word-Dokuments von kimcore geändert wurde, und es "
        "mit --write in die Programmdatei übernehmen.\n\nGelesen werden die Kapitel, deren Text aus der Programmdatei "
        "kommt (texts); Tabellen und Zahlen kommen aus den Daten und werden dort geändert. Kapitel, die niemand "
        "geändert hat, bleiben Zeichen für Zeichen, ebenso alles andere in der Programmdatei. Kommentare und "
        "nachverfolgte Änderungen sind vorher in Word zu erledigen; ein Kapitel mit ihnen bleibt, wie es ist. Was "
        "Markdown nicht aufnehmen kann, steht in einer Liste.\n\nDer Rückgabewert ist 1, wenn in einem Kapitel vorher "
        "etwas in Ordnung zu bringen ist."
    ),
    epilog=examples("kimcore read konzept.docx musterstadt.yaml", "kimcore read konzept.docx musterstadt.yaml --write"),
)
@click.argument("document", metavar="DOKUMENT")
@click.argument("file", metavar="DATEI")
@click.option("--write", is_flag=True, help="Die geänderten Texte in die Programmdatei schreiben.")
@click.pass_context
def command(ctx: click.Context, document: str, file: str, *, write: bool) -> None:
    """Print what changed and what stands in the way; write it where that is wanted."""
    kim = ctx.ensure_object(Settings).kim
    reading = kim.read(document, kim.load(file))
    for change in reading.changes:
        _show(change)
    show_findings(located(reading.findings, file), file, emit)
    emit(_summary(reading))
    if write and reading.changes:
        for path in kim.write_back(reading, file):
            emit(f"Geschrieben: {path}")
    elif reading.changes:
        emit("In die Programmdatei übernimmt sie derselbe Befehl mit --write.")
    if reading.refused:
        emit("Nicht alle Kapitel ließen sich lesen: Zuerst ist im Dokument in Ordnung zu bringen, was oben steht.")
        ctx.exit(FINDINGS)


def _show(change: TextChange) -> None:
    """A chapter and what changed in it, line by line."""
    emit(click.style(f"Kapitel „{change.title}“ ({change.chapter})", bold=True))
    for line in change.diff.splitlines():
        emit(click.style(line, fg=_COLOURS.get(line[:1])))
    emit()


def _summary(reading: Reading) -> str:
    count = len(reading.changes)
    if not count:
        return "Kein Text wurde geändert."
    return "Ein Kapitel wurde geändert." if count == 1 else f"{count} Kapitel wurden geändert."

"""``kimcore demo``: every document of the invented programs that come with kimcore."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from kimcore.cli.documents import Outcome, Request, export_each, make_folder, refuse_existing
from kimcore.cli.params import examples, force_option
from kimcore.cli.report import summary
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import emit, emit_table
from kimcore.files.atomic import atomic_write
from kimcore.model import Program

__all__ = ["command"]


@click.command(
    name="demo",
    options_metavar="[OPTIONEN]",
    help=(
        "Alle Dokumente der mitgelieferten erfundenen Programme in einen Ordner schreiben, die Programmdateien "
        "daneben. Ohne ORDNER heißt er kimcore-demo."
    ),
    epilog=examples("kimcore demo", "kimcore demo beispiele --force"),
)
@click.argument("folder", metavar="[ORDNER]", default="kimcore-demo")
@force_option
@click.pass_context
def command(ctx: click.Context, folder: str, *, force: bool) -> None:
    """Make everything and print what was made."""
    kim = ctx.ensure_object(Settings).kim
    target = Path(folder)
    make_folder(target)
    sources = [_unpack(resource, target, force=force) for resource in _programs()]
    outcomes: list[Outcome] = []
    rows: list[tuple[str, str, str]] = []
    for source in sources:
        rows.append((source.name, "Programmdatei", "zum Ansehen und Ändern"))
        program = kim.load(source)
        for outcome in export_each(kim, program, target, Request(force=force, year=_year(program))):
            outcomes.append(outcome)
            rows.append(_row(outcome))
    emit(f"In {target.resolve()}:\n")
    emit_table(("Datei", "Dokument", "Prüfung"), rows)
    emit(f"\nZum Beispiel: kimcore check {sources[0]} --for foerderantrag")
    ctx.exit(max(outcome.code for outcome in outcomes))


def _programs() -> list[Traversable]:
    """The bundled program files, by name."""
    folder = files("kimcore") / "data" / "programs"
    return sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)


def _year(program: Program) -> int | None:
    """The last year that a Vorgang speaks of: its documents are released, not drafts."""
    return max((year for vorgang in program.vorgaenge for year in vorgang.years), default=None)


def _unpack(resource: Traversable, folder: Path, *, force: bool) -> Path:
    path = folder / resource.name
    if not force:
        refuse_existing(path)
    with atomic_write(path, overwrite=force) as target:
        target.write(resource.read_bytes())
    return path


def _row(outcome: Outcome) -> tuple[str, str, str]:
    if outcome.path is None:
        return "nicht erstellt", outcome.title, str(outcome.error)
    return outcome.path.name, outcome.title, summary(outcome.findings)

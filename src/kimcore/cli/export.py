"""``kimcore export``: one document, or all of them into a folder."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import attrs
import click

from kimcore.cli.clock import today
from kimcore.cli.documents import Outcome, Request, export_each, export_one, exporters_in, file_name, make_folder
from kimcore.cli.failures import say
from kimcore.cli.params import (
    examples,
    force_option,
    on_option,
    options_for,
    profile_option,
    set_option,
    theme_of,
    theme_option,
    year_option,
)
from kimcore.cli.programs import located
from kimcore.cli.report import show_findings, summary
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import emit, note
from kimcore.errors import ExportRefused
from kimcore.findings import Finding
from kimcore.render.theme import DEFAULT_THEME
from kimcore.session import Kimcore
from kimcore.session.job import pick

__all__ = ["command"]

ALL = "all"


@click.command(
    name="export",
    options_metavar="[OPTIONEN]",
    help=(
        "Ein Dokument erzeugen. NAME ist eines aus „kimcore exporters“ oder all für alle. Der Pfad der fertigen Datei "
        "steht auf der Standardausgabe, Warnungen auf der Fehlerausgabe. Mit Fehlern in den Daten entsteht das "
        "Dokument nur als Entwurf (--draft). Die Datei erscheint ganz oder gar nicht."
    ),
    epilog=examples(
        "kimcore export foerderantrag musterstadt.yaml",
        "kimcore export finanzierungsplan musterstadt.yaml --year 2025 -o plan.xlsx",
        "kimcore export finanzierungsplan musterstadt.yaml --set unit=teur",
        "kimcore export all musterstadt.yaml -o dokumente",
    ),
)
@click.argument("name", metavar="NAME")
@click.argument("file", metavar="DATEI")
@click.option(
    "-o", "--output", "out", metavar="ZIEL", help="Datei oder Ordner; ohne Angabe NAME-KOMMUNE-JAHR im Arbeitsordner."
)
@year_option
@click.option("--format", "wanted", metavar="FORMAT", help="xlsx, docx, …; ohne Angabe nach der Endung von ZIEL.")
@profile_option
@set_option
@theme_option
@click.option("--pages", is_flag=True, help="Mit Seitenzahlen im Inhaltsverzeichnis; LibreOffice zählt sie.")
@click.option("--draft", is_flag=True, help="Trotz Fehlern erzeugen, als ENTWURF gekennzeichnet.")
@force_option
@on_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    file: str,
    out: str | None,
    year: int | None,
    wanted: str | None,
    profile: str | None,
    settings: Sequence[str],
    theme: str | None,
    *,
    pages: bool,
    draft: bool,
    force: bool,
    on: date | None,
) -> None:
    """Make one document or all."""
    kim = ctx.ensure_object(Settings).kim
    request = Request(
        year=year, format=wanted, profile=profile, draft=draft, force=force, theme=theme_of(theme) or DEFAULT_THEME,
        pages=pages, on=on or today(),
    )  # fmt: skip
    if name == ALL:
        if out is None:
            raise click.UsageError("„all“ braucht einen Ordner: -o ORDNER.", ctx)
        if settings:
            raise click.UsageError("--set geht nur mit einem einzelnen Dokument.", ctx)
        ctx.exit(_all(kim, file, Path(out), request))
    exporter = pick(kim.registry.exporters, name, "Das Dokument")
    request = attrs.evolve(request, options=options_for(exporter, settings))
    _one(kim, name, file, out, request)


def _one(kim: Kimcore, name: str, file: str, out: str | None, request: Request) -> None:
    program = kim.load(file)
    path = Path(out) if out else Path()
    if out is None or path.is_dir():
        path /= file_name(kim, program, name, request)
    try:
        findings = export_one(kim, program, name, path, request)
    except ExportRefused as refused:
        _to_stderr(file, refused.findings)
        raise
    _to_stderr(file, findings)
    emit(str(path))


def _all(kim: Kimcore, file: str, folder: Path, request: Request) -> int:
    if not exporters_in(kim, request.format):
        raise click.UsageError(f"Im Format „{request.format}“ gibt es kein Dokument.")
    program = kim.load(file)
    make_folder(folder)
    outcomes = list(_announced(export_each(kim, program, folder, request)))
    _to_stderr(file, dict.fromkeys(finding for outcome in outcomes for finding in outcome.findings))
    return max(outcome.code for outcome in outcomes)


def _announced(outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    """Say of each document what became of it, as soon as it is known."""
    for outcome in outcomes:
        if outcome.error is None:
            emit(str(outcome.path))
        else:
            say(f"{outcome.title}: {outcome.error}")
        yield outcome


def _to_stderr(file: str, findings: Iterable[Finding]) -> None:
    found = located(findings, file)
    if found:
        show_findings(found, file, note)
        note(f"{file}: {summary(found)}")

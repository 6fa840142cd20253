"""``kimcore check``: what is wrong with program files, with line and column."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs
import click

from kimcore.cli.clock import today
from kimcore.cli.failures import FINDINGS, OK, code_of
from kimcore.cli.params import (
    examples,
    format_option,
    on_option,
    options_for,
    profile_option,
    set_option,
    year_option,
)
from kimcore.cli.programs import located, unreadable
from kimcore.cli.report import finding_as_json, show_findings, summary
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import emit, emit_json
from kimcore.errors import FileError, KimError, ProgramFileError, UsageError
from kimcore.findings import Finding, Severity
from kimcore.session import Kimcore
from kimcore.session.job import pick

__all__ = ["command"]


@click.command(
    name="check",
    options_metavar="[OPTIONEN]",
    help=(
        "Programmdateien prüfen. Jede Beanstandung nennt Datei, Zeile und Spalte, das Feld, was zu tun ist und die "
        "Grundlage. Mit --for kommt hinzu, was diesem Dokument noch fehlt. Der Rückgabewert ist 1, wenn es Fehler "
        "gibt, und 3, wenn eine Datei nicht zu lesen ist.\n\n--format json gibt eine Liste aus: file, line, column, "
        "sheet, cell, path, object_id, code, severity (fehler, warnung, hinweis), message, hint, citation; was fehlt, "
        "ist null."
    ),
    epilog=examples(
        "kimcore check musterstadt.yaml",
        "kimcore check musterstadt.yaml --for foerderantrag --year 2025",
        "kimcore check musterstadt.yaml kreis-musterland.yaml --format json",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="DATEI…")
@click.option("--for", "exporter", metavar="NAME", help="Auch prüfen, was diesem Dokument fehlt.")
@year_option
@profile_option
@set_option
@on_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: Sequence[str],
    exporter: str | None,
    year: int | None,
    profile: str | None,
    settings: Sequence[str],
    on: date | None,
    output: str,
) -> None:
    """Check files; one that cannot be read does not stop the others."""
    kim = ctx.ensure_object(Settings).kim
    if settings and exporter is None:
        raise click.UsageError("--set gehört zu einem Dokument: --for NAME angeben.", ctx)
    wanted: dict[str, Any] = {"exporter": exporter, "year": year, "profile": profile, "on": on or today()}
    if exporter is not None:
        wanted |= options_for(pick(kim.registry.exporters, exporter, "Das Dokument"), settings)
    results = [_check(kim, path, wanted) for path in paths]
    if output == "json":
        emit_json([finding_as_json(finding, result.path) for result in results for finding in result.findings])
    else:
        _show(results)
    ctx.exit(max(result.code for result in results))


@attrs.frozen(kw_only=True)
class _Result:
    path: str
    findings: tuple[Finding, ...]
    error: KimError | None = None

    @property
    def code(self) -> int:
        if self.error is not None:
            return code_of(self.error)
        return FINDINGS if any(finding.severity is Severity.FEHLER for finding in self.findings) else OK


def _check(kim: Kimcore, path: str, wanted: Mapping[str, Any]) -> _Result:
    try:
        program = kim.load(path)
    except ProgramFileError as error:
        return _Result(path=path, findings=error.findings, error=error)
    except (FileError, UsageError) as error:
        return _Result(path=path, findings=(unreadable(error, path),), error=error)
    return _Result(path=path, findings=located(kim.check(program, **wanted), path))


def _show(results: Sequence[_Result]) -> None:
    for result in results:
        show_findings(result.findings, result.path, emit)
    for result in results:
        emit(f"{result.path}: {summary(result.findings)}")

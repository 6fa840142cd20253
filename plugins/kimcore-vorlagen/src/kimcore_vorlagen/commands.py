"""``kimcore template``: check a template, list what it can name, write one to begin with."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kimcore.cli import examples, force_option, format_option, profile_option, year_option

if TYPE_CHECKING:
    from kimcore import Finding, Kimcore
    from kimcore_vorlagen.exporters import _Template
    from kimcore_vorlagen.vocabulary import Entry

__all__ = ["template"]


@click.group(
    name="template",
    help="Eigene Word- und Excel-Vorlagen: prüfen, Felder nachschlagen, mit einem Muster beginnen.",
    epilog=examples(
        "kimcore template new brief.docx",
        "kimcore template fields plan.stellen",
        "kimcore template check brief.docx musterstadt.yaml",
        "kimcore export vorlage-word musterstadt.yaml --set vorlage=brief.docx -o brief-2026.docx",
    ),
)
def template() -> None:
    """Group the commands on templates."""


@template.command(
    options_metavar="[OPTIONEN]",
    short_help="Eine Vorlage prüfen, mit oder ohne Programm.",
    help=(
        "Eine Vorlage prüfen: Felder, die es nicht gibt, mit ihrer Stelle und „Meinten Sie …?“, Anweisungen, die nicht "
        "zu lesen sind, Zellen, die sich nicht füllen lassen. Mit PROGRAMM auch, was beim Füllen damit geschieht. Der "
        "Rückgabewert ist 1, wenn es Fehler gibt, und 3, wenn eine Datei nicht zu lesen ist."
    ),
    epilog=examples("kimcore template check antrag.xlsx", "kimcore template check antrag.xlsx musterstadt.yaml"),
)
@click.argument("vorlage")
@click.argument("programm", required=False)
@year_option
@profile_option
@click.option("--vorgang", metavar="KENNUNG", help="Der Vorgang, dessen Stand das Dokument trägt.")
@format_option
@click.pass_context
def check(ctx: click.Context, /, vorlage: str, programm: str | None, output: str, **wanted: Any) -> None:
    """Check a template by itself, or with a program."""
    from kimcore.cli import emit, emit_json, finding_as_json, show_findings, summary  # noqa: PLC0415 - help needs none of it
    from kimcore.findings import sort_findings  # noqa: PLC0415 - same

    exporter = _exporter(vorlage)
    found = (
        _by_itself(exporter, vorlage) if programm is None else _with(ctx.obj.kim, programm, exporter, vorlage, wanted)
    )
    findings = sort_findings(found)
    if output == "json":
        emit_json([finding_as_json(finding, vorlage) for finding in findings])
    else:
        show_findings(findings, vorlage, emit)
        emit(f"{vorlage}: {summary(findings)}")
    ctx.exit(_code(findings))


def _code(findings: "Sequence[Finding]") -> int:
    """3 for a template that cannot be read, 1 for other errors in it."""
    from kimcore import Severity  # noqa: PLC0415 - same
    from kimcore.cli import FILE, FINDINGS, OK  # noqa: PLC0415 - same
    from kimcore_vorlagen.findings import UNREADABLE  # noqa: PLC0415 - same

    if any(finding.code == UNREADABLE for finding in findings):
        return FILE
    return FINDINGS if any(finding.severity is Severity.FEHLER for finding in findings) else OK


def _exporter(vorlage: str) -> "type[_Template]":
    from kimcore_vorlagen.exporters import ExcelTemplate, WordTemplate  # noqa: PLC0415 - same

    return ExcelTemplate if Path(vorlage).suffix.lower().startswith(".xl") else WordTemplate


def _by_itself(exporter: "type[_Template]", vorlage: str) -> "Iterator[Finding]":
    from kimcore_vorlagen.findings import TemplateProblem  # noqa: PLC0415 - same
    from kimcore_vorlagen.package import read_package  # noqa: PLC0415 - same

    try:
        package = read_package(vorlage, exporter.kind)
        yield from (problem.finding(vorlage) for problem in exporter.check_template(package, None))
    except TemplateProblem as problem:
        yield problem.finding(vorlage)


def _with(
    kim: "Kimcore", programm: str, exporter: "type[_Template]", vorlage: str, wanted: dict[str, Any]
) -> "Iterator[Finding]":
    """What is said of the template; what is wrong with the program is the business of ``kimcore check``."""
    program = kim.load(programm)
    found = kim.check(program, exporter=exporter.name, vorlage=vorlage, **wanted)
    return (finding for finding in found if finding.code in exporter.codes)


@template.command(
    options_metavar="[OPTIONEN]",
    short_help="Die Felder auflisten, die Vorlagen nennen können.",
    help=(
        "Die Felder auflisten, die Vorlagen nennen können, mit ihren deutschen Bezeichnungen. FELD grenzt ein, zum "
        "Beispiel kommune oder plan.stellen. In Excel heißt die Zelle zu kommune.name kim_kommune_name."
    ),
    epilog=examples(
        "kimcore template fields", "kimcore template fields kommune", "kimcore template fields plan.stellen"
    ),
)
@click.argument("feld", required=False)
@format_option
def fields(feld: str | None, output: str) -> None:
    """List the vocabulary, one object at a time."""
    from kimcore.cli import emit, emit_json, emit_table  # noqa: PLC0415 - same
    from kimcore_vorlagen.word.filters import FILTER_TEXTS  # noqa: PLC0415 - same

    rows = [(path, entry.label, entry.german_kind, entry.explanation) for path, entry in _listed(feld)]
    if output == "json":
        names = ("field", "label", "kind", "explanation")
        emit_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    emit_table(("Feld", "Bezeichnung", "Art", "Bedeutung"), rows)
    if feld is None:
        emit()
        emit_table(("Filter (nur Word)", "Wirkung"), FILTER_TEXTS.items())


def _listed(feld: str | None) -> "Iterator[tuple[str, Entry]]":
    """The fields right below a field; lists and sections are asked for by their names."""
    from kimcore_vorlagen.vocabulary import ROOT, entries  # noqa: PLC0415 - same
    from kimcore_vorlagen.word.language import nearest  # noqa: PLC0415 - same

    shape: type = ROOT
    for step in feld.split(".") if feld else ():
        entry = entries(shape).get(step)
        if entry is None:
            raise click.UsageError(f"Das Feld „{feld}“ gibt es nicht. {nearest(step, entries(shape))}".rstrip())
        if entry.shape is None:
            yield feld or "", entry
            return
        shape = entry.shape
    prefix = f"{feld}." if feld else ""
    yield from ((f"{prefix}{key}", entry) for key, entry in entries(shape).items())


@template.command(
    options_metavar="[OPTIONEN]",
    short_help="Ein Muster schreiben, das sich umarbeiten lässt.",
    help="Ein Muster schreiben, das sich in Word (.docx) oder Excel (.xlsx) zur eigenen Vorlage umarbeiten lässt.",
    epilog=examples("kimcore template new brief.docx", "kimcore template new antrag.xlsx"),
)
@click.argument("ziel")
@force_option
def new(ziel: str, *, force: bool) -> None:
    """Write a template to begin with."""
    from kimcore.cli import emit  # noqa: PLC0415 - same
    from kimcore.files import atomic_write  # noqa: PLC0415 - same
    from kimcore_vorlagen.samples import KINDS, sample  # noqa: PLC0415 - same

    kind = Path(ziel).suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise click.UsageError("Das Muster endet auf .docx (Word) oder .xlsx (Excel).")
    with atomic_write(Path(ziel), overwrite=force) as target:
        target.write(sample(kind))
    emit(ziel)

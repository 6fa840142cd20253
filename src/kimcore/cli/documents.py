"""Making several documents of one program: names of the files, one outcome each, nothing lost when one fails."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from kimcore.cli.failures import OK, code_of
from kimcore.cli.terminal import working
from kimcore.context import year_of
from kimcore.errors import ExportRefused, FileError, KimError
from kimcore.files.reasons import refusal
from kimcore.findings import Finding
from kimcore.model import Program
from kimcore.render.theme import DEFAULT_THEME, Theme
from kimcore.session import Kimcore
from kimcore.session.job import default_format

__all__ = [
    "Outcome",
    "Request",
    "export_each",
    "export_one",
    "exporters_in",
    "file_name",
    "make_folder",
    "refuse_existing",
]


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for, whichever document it is.

    Attributes:
        year: the year, or None for the last one that the program plans.
        format: ``xlsx``, …, or None for the document's own.
        profile: whom it is for, or None for the document's own.
        draft: make it in spite of findings.
        force: replace existing files.
        theme: the corporate design, or its name.
        pages: with page numbers in the table of contents.
        on: the day deadlines are checked against, or None.
        options: options of the exporter.
    """

    year: int | None = None
    format: str | None = None
    profile: str | None = None
    draft: bool = False
    force: bool = False
    theme: str | Path | Theme = DEFAULT_THEME
    pages: bool = False
    on: date | None = None
    options: Mapping[str, Any] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Outcome:
    """What became of one document.

    Attributes:
        exporter: its name.
        title: its German name.
        path: the file that was written, or None.
        findings: what the checks said.
        error: why it was not written, or None.
    """

    exporter: str
    title: str
    path: Path | None = None
    findings: tuple[Finding, ...] = ()
    error: KimError | None = None

    @property
    def code(self) -> int:
        """The exit code this document alone would give."""
        return OK if self.error is None else code_of(self.error)


def file_name(kim: Kimcore, program: Program, exporter: str, request: Request) -> str:
    """The name of a file that nobody named: ``foerderantrag-kreis-musterland-2025.xlsx``.

    All parts are identifiers, so it has neither umlauts nor blanks.
    """
    year = year_of(program) if request.year is None else request.year
    wanted = request.format or default_format(kim.registry.exporters[exporter])
    renderer = kim.registry.renderers.get(wanted)
    suffix = renderer.suffix if renderer else f".{wanted}"
    return f"{exporter}-{program.kommune.id}-{year}{suffix}"


def exporters_in(kim: Kimcore, wanted: str | None) -> tuple[str, ...]:
    """The names of the documents that exist in a format; all of them where none is named."""
    return tuple(name for name in kim.registry.exporters if wanted is None or wanted in kim.formats(name))


def export_each(kim: Kimcore, program: Program, folder: Path, request: Request) -> Iterator[Outcome]:
    """Make every document that exists in the wanted format and concerns the program; no failure stops the others."""
    for name in exporters_in(kim, request.format):
        path = folder / file_name(kim, program, name, request)
        paged = attrs.evolve(request, pages=request.pages and path.suffix == ".docx")
        if outcome := _export(kim, program, name, path, paged):
            yield outcome


def _export(kim: Kimcore, program: Program, name: str, path: Path, request: Request) -> Outcome | None:
    """Make a document; None where the program has no subject for it."""
    title = kim.registry.exporters[name].title
    try:
        if not kim.concerns(name, program):
            return None
        findings = export_one(kim, program, name, path, request)
    except ExportRefused as refused:
        return Outcome(exporter=name, title=title, findings=refused.findings, error=refused)
    except KimError as error:
        return Outcome(exporter=name, title=title, error=error)
    return Outcome(exporter=name, title=title, path=path, findings=findings)


def export_one(kim: Kimcore, program: Program, name: str, path: Path, request: Request) -> tuple[Finding, ...]:
    """Make one document and return what the checks said.

    Raises:
        KimError: as :meth:`kimcore.Kimcore.export` does.
    """
    if not request.force:
        refuse_existing(path)
    with working(f"{kim.registry.exporters[name].title} für {program.kommune.name}"):
        result = kim.export(
            program, name, path, format=request.format, year=request.year, profile=request.profile,
            draft=request.draft, overwrite=request.force, on=request.on, theme=request.theme, pages=request.pages,
            **request.options,
        )  # fmt: skip
    return result.findings


def refuse_existing(path: Path) -> None:
    """Say at once that a file is in the way, before anything is computed.

    Raises:
        FileError: there is a file of that name.
    """
    if path.exists():
        raise FileError(f"„{path}“ gibt es schon. Einen anderen Namen wählen oder mit --force ersetzen.")


def make_folder(path: Path) -> None:
    """Create a folder with its parents, where it is not there yet.

    Raises:
        FileError: it cannot be created.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise FileError(f"Der Ordner „{path}“ lässt sich nicht anlegen. Eine Datei heißt schon so.") from None
    except OSError as error:
        raise FileError(f"Der Ordner „{path}“ lässt sich nicht anlegen. {refusal(error)}") from error

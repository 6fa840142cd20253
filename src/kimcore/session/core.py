"""Kimcore: the object users hold. It loads, checks, composes, renders, exports, locates and verifies."""

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

import attrs

from kimcore import files
from kimcore.blocks import Content
from kimcore.errors import ExportRefused, UsageError
from kimcore.exporters.base import Exporter
from kimcore.files.atomic import atomic_write
from kimcore.findings import Finding, Place, sort_findings
from kimcore.model import Profile, Program
from kimcore.model.privacy import reduce
from kimcore.plugins.calls import calling
from kimcore.plugins.info import PluginInfo
from kimcore.plugins.registry import Registry, build_registry
from kimcore.render.theme import Theme
from kimcore.render.theme_file import load_theme
from kimcore.richtlinien import RuleSet
from kimcore.session.blame import blaming, reading_sections, unknown_programme
from kimcore.session.job import (
    Job,
    context_for,
    format_of_file,
    formats_of,
    make_job,
    pick,
    profile_of,
    run_checks,
    watch_for,
    year_for,
)
from kimcore.session.options import options_schema
from kimcore.session.provenance import Stamp, Verification, VerifyStatus
from kimcore.session.rulesets import looked_through, read_rules
from kimcore.session.texts import Reading, read_back, write_back
from kimcore.session.writing import refuse, stamp_of, write_document

__all__ = ["ExportResult", "Kimcore"]


@attrs.frozen(kw_only=True)
class ExportResult:
    """A document that was written.

    Attributes:
        path: where it lies.
        exporter: what made it.
        format: ``xlsx``, ``docx``, …
        findings: everything the checks said, the gravest first.
        sha256: the hash of the file.
    """

    path: Path
    exporter: str
    format: str
    findings: tuple[Finding, ...]
    sha256: str


class Kimcore:
    """A session: it owns the plugins and holds no other state; one may serve many threads.

    Args:
        plugins: False leaves installed plugins out; modules (or objects with hooks) are loaded in their place.
        plugins_dir: a folder of one-file plugins, loaded besides.
        strict: raise PluginError for a broken plugin instead of listing it.
    """

    def __init__(
        self, *, plugins: bool | Iterable[Any] = True, plugins_dir: str | Path | None = None, strict: bool = False
    ) -> None:
        self._build = partial(build_registry, plugins=plugins, plugins_dir=plugins_dir, strict=strict)
        self._lock = RLock()
        self._rules: dict[str, RuleSet] = {}
        self._registry: Registry | None = None

    @property
    def is_loaded(self) -> bool:
        """Whether the plugins have been loaded yet."""
        return self._registry is not None

    @property
    def registry(self) -> Registry:
        """Everything kimcore and its plugins bring; loaded when first needed."""
        with self._lock:
            if self._registry is None:
                self._registry = self._build()
            return self._registry

    def plugins(self) -> tuple[PluginInfo, ...]:
        """Every plugin, with what is wrong with it; rule sets, else read when a program needs them, are read for this.

        Raises:
            PluginError: in a strict session, for the first plugin that fails.
        """
        return looked_through(self.registry, self.rules)

    def rules(self, foerderprogramm: str) -> RuleSet:
        """The rule set of a Förderprogramm.

        Raises:
            UsageError: there is none of that name.
            RichtlinieError: it is broken.
        """
        with self._lock:
            if foerderprogramm not in self._rules:
                self._rules[foerderprogramm] = read_rules(self.registry, foerderprogramm)
            return self._rules[foerderprogramm]

    # --------------------------------------------------------------------------------------------- files

    def load(self, path: str | Path, *, max_bytes: int | None = None) -> Program:
        """Read a program file (``.yaml``, ``.yml``, ``.json``).

        Raises:
            FileError: the file cannot be read.
            ProgramFileError: it is not a valid program; ``findings`` holds every problem with line and column.
        """
        with reading_sections(self.registry):
            return files.load(path, max_bytes=max_bytes, extensions=self.registry.extensions)

    def loads(self, data: str | bytes, format: str, *, name: str = "Eingabe") -> Program:  # noqa: A002
        """Read a program from text or UTF-8 bytes, such as a web tool gets; files that it names are not read.

        Raises:
            FileError: it is empty or not UTF-8.
            ProgramFileError: it is not a valid program; messages call it ``name``.
            UsageError: the format is neither ``yaml`` nor ``json``.
        """
        with reading_sections(self.registry):
            return files.loads(data, format, name=name, extensions=self.registry.extensions)

    def save(self, program: Program, path: str | Path, *, overwrite: bool = True) -> None:
        """Write a program file; its format follows from the suffix. The file appears whole or not at all."""
        files.dump(program, path, overwrite=overwrite)

    def locate(self, finding: Finding, path: str | Path) -> Place:
        """Find the line and column of a finding in its file."""
        return files.locate(finding, path)

    # -------------------------------------------------------------------------------------------- checks

    def check(
        self,
        program: Program,
        *,
        exporter: str | None = None,
        year: int | None = None,
        profile: str | Profile | None = None,
        on: date | None = None,
        **options: Any,
    ) -> tuple[Finding, ...]:
        """What is wrong with a program; with an exporter also what that document lacks.

        Args:
            program: the program.
            exporter: the name of a document.
            year: the year it is for; without one the last year that the program plans.
            profile: whom it is for; without one the exporter's, or ``intern``.
            on: the day deadlines are checked against where the program names no submission.
            options: options of the exporter.

        Raises:
            ProgramFileError: a script put something in the program that no file can hold.
            UsageError: there is no such exporter, year, profile or option.
        """
        try:
            rules = self._rules_of(program)
        except ExportRefused as refused:
            return refused.findings
        with blaming(program):
            if exporter is not None:
                job = self._job(program, exporter, year=year, profile=profile, draft=False, on=on, options=options)
                return job.findings()
            reader = profile_of(profile, Profile.INTERN)
            context = context_for(program, rules, year=year_for(program, year), profile=reader, on=on)
            watch = watch_for(self.registry, context, program)
            return sort_findings(run_checks(self.registry, program, context, watch))

    # ----------------------------------------------------------------------------------------- documents

    def concerns(self, exporter: str, program: Program) -> bool:
        """Whether a document has a subject in a program.

        Raises:
            UsageError: there is no such exporter.
            PluginError: it fails to say so.
        """
        cls: type[Exporter] = pick(self.registry.exporters, exporter, "Das Dokument")
        with calling(self.registry.owner("kimcore_exporters", exporter), f"kimcore_exporters, {exporter}.concerns"):
            return bool(cls().concerns(reduce(program, cls.profile)))

    def options_schema(self, exporter: str) -> dict[str, Any]:
        """The JSON Schema (2020-12) of a document's options, with German titles, defaults and choices.

        Raises:
            UsageError: there is no such exporter.
        """
        return options_schema(pick(self.registry.exporters, exporter, "Das Dokument"))

    def formats(self, exporter: str) -> tuple[str, ...]:
        """The formats a document can be written in."""
        return formats_of(self.registry, pick(self.registry.exporters, exporter, "Das Dokument"))

    def compose(
        self, program: Program, exporter: str, *, year: int | None = None, profile: str | Profile | None = None,
        draft: bool = False, **options: Any,
    ) -> Content:  # fmt: skip
        """Compose a document's content, before any format and whatever the checks say."""
        with blaming(program):
            return self._job(program, exporter, year=year, profile=profile, draft=draft, options=options).compose()[0]

    def render(
        self, program: Program, exporter: str, *, format: str | None = None, year: int | None = None,  # noqa: A002
        profile: str | Profile | None = None, draft: bool = False, theme: str | Path | Theme = "sachlich",
        pages: bool = False, **options: Any,
    ) -> bytes:  # fmt: skip
        """Make a document as bytes, for a web tool; the arguments are those of ``export``.

        Raises:
            ExportRefused: the checks found ``fehler`` and ``draft`` is not set.
        """
        buffer = io.BytesIO()
        with blaming(program):
            job = self._job(program, exporter, year=year, format=format, profile=profile, draft=draft, options=options)
            write_document(job, self._theme(theme), buffer, self._accepted(job), pages=pages)
        return buffer.getvalue()

    def export(
        self, program: Program, exporter: str, path: str | Path, *, format: str | None = None,  # noqa: A002
        year: int | None = None, profile: str | Profile | None = None, draft: bool = False, overwrite: bool = True,
        on: date | None = None, theme: str | Path | Theme = "sachlich", pages: bool = False, **options: Any,
    ) -> ExportResult:  # fmt: skip
        """Make a document as a file, which appears whole or not at all.

        Args:
            program: the program.
            exporter: the name of the document.
            path: where to write it; its ending asks for the format unless ``format`` does.
            format: ``xlsx``, …
            year: the year the document is for; without one the last year that the program plans.
            profile: ``intern``, ``behoerde`` or ``oeffentlich``; without one the exporter's.
            draft: make it in spite of findings, marked ENTWURF.
            overwrite: False refuses to replace an existing file.
            on: the day deadlines are checked against where the program names no submission.
            theme: the corporate design: a name, a file (YAML, or a Word file whose styles are taken), or a Theme.
            pages: with page numbers in the table of contents of a Word document, which LibreOffice counts.
            options: options of the exporter.

        Raises:
            ExportRefused: the checks found ``fehler`` and ``draft`` is not set; the Förderprogramm is not there.
            FileError: the file cannot be written.
            RenderError: the document holds what its format cannot, or pages are wanted and LibreOffice is missing.
            ProgramFileError: a script put something in the program that no file can hold.
            UsageError: there is no such exporter, format, year, profile, theme or option.
        """
        path = Path(path)
        with blaming(program):
            maker = pick(self.registry.exporters, exporter, "Das Dokument")
            wanted = format or format_of_file(self.registry, maker, path)
            job = self._job(
                program, exporter, year=year, format=wanted, profile=profile, draft=draft, on=on, options=options
            )
            findings, design = self._accepted(job), self._theme(theme)
            with atomic_write(path, overwrite=overwrite) as target:
                findings = write_document(job, design, target, findings, pages=pages)
        with path.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        return ExportResult(path=path, exporter=job.exporter.name, format=job.format, findings=findings, sha256=digest)

    def verify(
        self, document: str | Path, program: Program, *, theme: str | Path | Theme | None = None
    ) -> Verification:
        """Make the document anew and say whether it says what the data say.

        Args:
            document: a file that kimcore made.
            program: the data.
            theme: the corporate design, where no plugin brings it; without it the one of that name.

        Raises:
            ExportRefused: the Förderprogramm is not there.
            FileError: the document cannot be read or was not made by kimcore.
            RenderError: a file that it is made of, such as a template, cannot be read.
            UsageError: the exporter, the format or the theme that made it is not there.
        """
        from kimcore.render.package import read_parts  # noqa: PLC0415 - parses XML, only needed here

        stamp = Stamp.of(document)
        job = self._job_of(stamp, program)
        design = self._theme(stamp.theme if theme is None else theme)
        now = stamp_of(job, design)
        if (now.version, now.plugins) != (stamp.version, stamp.plugins):
            return Verification(
                status=VerifyStatus.OTHER_VERSION,
                detail=f"Damals kimcore {stamp.version}, jetzt {now.version}.",
            )
        if now.program != stamp.program:
            return Verification(status=VerifyStatus.DATA_CHANGED, detail="Die Programmdatei ist eine andere.")
        if now.rates != stamp.rates:
            return Verification(status=VerifyStatus.DATA_CHANGED, detail="Die Fördersätze sind andere.")
        if others := now.other_files(stamp):
            return Verification(status=VerifyStatus.DATA_CHANGED, detail=f"Nicht mehr die Datei von damals: {others}.")
        buffer = io.BytesIO()
        write_document(job, design, buffer, (), like=Path(document))
        buffer.seek(0)
        fresh, there = read_parts(buffer), read_parts(document)
        parts = sorted(name for name in {*fresh, *there} if fresh.get(name) != there.get(name))
        status = VerifyStatus.EDITED if parts else VerifyStatus.UNCHANGED
        return Verification(status=status, parts=tuple(parts))

    def read(self, document: str | Path, program: Program) -> Reading:
        """Read the texts that staff have edited in a Word document; nothing is written.

        Args:
            document: a Word document that kimcore made of this program and somebody has edited since.
            program: the program.

        Raises:
            ExportRefused: the Förderprogramm is not there.
            FileError: the document cannot be read, was not made by kimcore, or belongs to another Kommune.
            UsageError: the exporter or the format that made it is not there.
        """
        stamp = Stamp.of(document)
        return read_back(document, stamp, self._job_of(stamp, program), program)

    def write_back(self, reading: Reading, path: str | Path) -> tuple[Path, ...]:
        """Write the texts that were read into the program file; nothing else in it changes.

        Args:
            reading: what ``read`` gave.
            path: the program file.

        Returns:
            The files that were written: the program file, and Markdown files beside it that hold a text.

        Raises:
            FileError: a file cannot be read or written, or has changed meanwhile.
            ReadRefused: every chapter that may have changed has findings of severity ``fehler``; else those chapters
                are left out.
        """
        return write_back(reading, path, self.registry.extensions)

    # ------------------------------------------------------------------------------------------ in-house

    def _job_of(self, stamp: Stamp, program: Program) -> Job:
        """The job that makes a document anew."""
        return self._job(
            program, stamp.exporter, year=stamp.year, format=stamp.format, profile=stamp.profile, draft=stamp.draft,
            options=json.loads(stamp.options),
        )  # fmt: skip

    def _job(
        self, program: Program, exporter: str, *, year: int | None, profile: str | Profile | None, draft: bool,
        options: Mapping[str, Any], format: str | None = None, on: date | None = None,  # noqa: A002
    ) -> Job:  # fmt: skip
        return make_job(
            self.registry, program, self._rules_of(program), exporter,
            year=year, format=format, profile=profile, draft=draft, on=on, options=options,
        )  # fmt: skip

    def _rules_of(self, program: Program) -> RuleSet:
        """The rules of a program; without them nothing can be checked, and nothing made even as a draft."""
        try:
            return self.rules(program.foerderprogramm)
        except UsageError as error:
            raise ExportRefused(str(error), (unknown_programme(error),)) from None

    def _accepted(self, job: Job) -> tuple[Finding, ...]:
        findings = job.findings()
        refuse(job, findings)
        return findings

    def _theme(self, theme: str | Path | Theme) -> Theme:
        if isinstance(theme, Theme):
            return theme
        if isinstance(theme, Path):
            return load_theme(theme)
        found: Theme = pick(self.registry.themes, theme, "Das Theme")
        return found

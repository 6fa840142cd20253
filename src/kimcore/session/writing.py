"""Writing a document: composed, stamped, rendered; what its format cannot hold is refused before that."""

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from kimcore.blocks import Content
from kimcore.checks.privacy import PersonalDataInText
from kimcore.convert import unstructure
from kimcore.errors import ExportRefused, FileError, PluginError, RenderError
from kimcore.exporters.common import properties
from kimcore.findings import Finding, Severity, sort_findings
from kimcore.plugins.calls import calling, findings_of
from kimcore.plugins.info import versions
from kimcore.render.theme import Theme
from kimcore.session.job import Job
from kimcore.session.provenance import Stamp, files_hashes, kommune_of, program_hash, rates_hash

__all__ = ["refuse", "stamp_of", "write_document"]

_OFFICE_FORMATS = frozenset({"xlsx", "docx"})


def stamp_of(job: Job, theme: Theme) -> Stamp:
    """What a document says about its making."""
    with job.calling("files"):
        files = files_hashes(job.exporter().files(job.options))
    return Stamp(
        kommune=kommune_of(job.program),
        exporter=job.exporter.name,
        options=json.dumps(unstructure(job.options), sort_keys=True, ensure_ascii=False, default=str),
        year=job.context.year,
        profile=job.context.profile.value,
        theme=theme.name,
        format=job.format,
        draft=job.context.draft,
        program=program_hash(job.program),
        rates=rates_hash(job.context),
        version=job.registry.own_version,
        plugins=versions(job.registry.plugins),
        files=files,
    )


def write_document(
    job: Job, theme: Theme, target: BinaryIO, findings: Sequence[Finding], *, pages: bool = False,
    like: Path | None = None,
) -> tuple[Finding, ...]:  # fmt: skip
    """Compose, stamp and render; what the format cannot hold is refused before anything is written."""
    if job.renderer is None:
        return _write_bytes(job, theme, target, findings)
    content, problems = job.compose()
    render = partial(_render, job, theme, target, pages=pages, like=like)
    try:
        limits = render(content)
    except (ExportRefused, PluginError, RenderError) as error:
        if job.registry.strict or not job.registry.extenders:
            raise
        target.seek(0)
        target.truncate()
        limits = render(job.composed())  # what an extension put in is not what blocks hold: without it, then
        problems = (*problems, job.unwritable(error))
    return sort_findings((*findings, *problems, *limits))


@contextmanager
def _named(job: Job) -> Iterator[None]:
    """Name the plugin whose document holds what cannot be written."""
    try:
        yield
    except RenderError as error:
        if job.owner.own:
            raise
        raise RenderError(f"{job.owner}: kimcore_exporters, {job.exporter.name}: {error}") from error


def _render(
    job: Job, theme: Theme, target: BinaryIO, content: Content, *, pages: bool, like: Path | None
) -> tuple[Finding, ...]:
    renderer: Any = job.renderer
    with calling(job.registry.owner("kimcore_renderers", job.format), f"kimcore_renderers, {job.format}"):
        custom = stamp_of(job, theme).properties()
        content = attrs.evolve(content, properties=attrs.evolve(content.properties, custom=custom))
        limits = tuple(findings_of(renderer.check(content)))
        refuse(job, limits, always=True)
        if pages:
            content = renderer.pages(content, theme)
        elif like is not None:
            content = renderer.again(content, like)
        with _named(job):
            renderer.render(content, theme, target)
    return limits


def _write_bytes(job: Job, theme: Theme, target: BinaryIO, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Let the exporter write; an Office package is then scrubbed and stamped like any other."""
    from kimcore.render.package import finish  # noqa: PLC0415 - parses XML, only needed here

    buffer = io.BytesIO()
    with job.calling("write"):
        job.exporter().write(job.context.program, job.options, job.context, buffer)
        if job.format in _OFFICE_FORMATS:
            about = properties(job.context.program, job.context, job.exporter.title)
            about = attrs.evolve(about, custom=stamp_of(job, theme).properties())
            buffer.seek(0)
            try:
                finish(buffer, target, about, title=job.exporter.title)
            except FileError as error:
                raise ValueError(str(error)) from error  # not the user's file: what the exporter wrote
            return tuple(findings)
    target.write(buffer.getvalue())
    return tuple(findings)


def refuse(job: Job, findings: Sequence[Finding], *, always: bool = False) -> None:
    """Refuse a document with ``fehler``.

    A draft is made in spite of them, but not beyond what a format can hold, and never with what its profile hides.
    """
    errors = [finding for finding in findings if finding.severity is Severity.FEHLER]
    if job.context.draft and not always:
        errors = [finding for finding in errors if finding.code == PersonalDataInText.code]
    if errors:
        count = "1 Fehler steht" if len(errors) == 1 else f"{len(errors)} Fehler stehen"
        raise ExportRefused(
            f"{job.exporter.title} {job.context.year} wurde nicht erstellt: {count} dem entgegen.", findings
        )

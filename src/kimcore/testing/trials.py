"""What is tried with an exporter: every program, format and profile, with what must come of it."""

import inspect
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import attrs

from kimcore.convert.types import choices_of, fields_of, kind_of
from kimcore.errors import ExportRefused, PluginError, ProgramChanged, RenderError
from kimcore.exporters.base import Exporter
from kimcore.findings import Severity
from kimcore.model import Profile, Program
from kimcore.model.privacy import reduce
from kimcore.plugins.watch import Watch
from kimcore.session import Kimcore
from kimcore.session.job import Job
from kimcore.testing.again import SecondProcess
from kimcore.testing.contents import check_content
from kimcore.testing.declarations import check_declarations, check_findings
from kimcore.testing.documents import check_file, check_leaks, check_planted
from kimcore.testing.programs import complete_program, minimal_program, partial_programs, planted_program
from kimcore.testing.promises import Report
from kimcore.testing.sessions import Task

__all__ = ["COMPLETE", "MINIMAL", "Trial", "named_programs"]

Result = TypeVar("Result")
COMPLETE, MINIMAL = "vollständiges Programm", "minimales Programm"


def named_programs(programs: Iterable[Program]) -> dict[str, Program]:
    """The complete and the minimal program, and those of the caller, by their German names."""
    others = {f"Programm „{program.title}“": program for program in programs}
    return {COMPLETE: complete_program(), MINIMAL: minimal_program(), **others}


class Trial:
    """Tries exporters in one session; what they made is compared with a second process at the end.

    Args:
        kim: the session.
        process: how another process gets the same session.
        report: where faults go.
        programs: what documents are made of.
    """

    def __init__(self, kim: Kimcore, process: SecondProcess, report: Report, programs: dict[str, Program]) -> None:
        self.kim, self.report, self.programs = kim, report, programs
        self._process = process
        self._made: dict[Task, Sequence[bytes]] = {}
        self._watched: Program | None = None

    def exporter(
        self, exporter: type[Exporter], formats: Iterable[str] = (), options: Mapping[str, Any] | None = None
    ) -> None:
        """Try an exporter in these formats, or in all that there are."""
        check_declarations(exporter, self.report)
        formats = tuple(formats) or self.kim.formats(exporter.name)
        task = partial(Task, exporter=exporter.name, format=formats[0], options=options or {})
        for title, program in self.programs.items():
            first = task(title=title, program=program)
            self._concerns(first)
            for format in formats:  # noqa: A001 - the word of the contract
                self._document(attrs.evolve(first, format=format), judged=format == formats[0])
            if title != MINIMAL:
                self._planted(first, formats)
                self._parts(first)
        self._options(task(title=COMPLETE, program=self.programs[COMPLETE]))

    def own_exporters(self, programs: Mapping[str, Program]) -> None:
        """Judge what kimcore's own exporters compose of these programs in a session with the plugin."""
        for name in self.kim.registry.exporters:
            if self.kim.registry.owner("kimcore_exporters", name).own:
                for title, program in programs.items():
                    self._content(Task(exporter=name, format=self.kim.formats(name)[0], title=title, program=program))

    def finish(self) -> None:
        """Make everything again in another process."""
        if self._made:
            self._process.compare(self._made, self.report)

    # ---------------------------------------------------------------------------------------------- steps

    def _document(self, task: Task, *, judged: bool) -> None:
        """Make a document twice, look at its content and at the file."""
        if judged:
            self._content(task)
        first, second = (self._attempt(task.where, lambda: task.make(self.kim), task) for _ in range(2))
        if first is None or second is None:
            return
        self._made[task] = (first, second)
        validated = task.title == COMPLETE  # once: validators are dear
        check_file(first, self._suffix(task.format), task.where, self.report, validated=validated)

    def _content(self, task: Task) -> Job | None:
        """Let the exporter check the program, compose its content and judge both; bytes have no content."""
        job = self._attempt(task.where, lambda: task.job(self.kim), task)
        if job is None:
            return None
        found = self._attempt(task.where, lambda: _asked(job), task)
        check_findings(found or (), job.exporter.codes, task.where, self.report)
        composed = self._attempt(task.where, job.compose, task) if job.exporter.composes() else None
        if composed is not None:
            content, problems = composed
            check_content(content, job.context, task.where, self.report)
            for problem in problems:
                self.report.add(problem.message, task.where, "Die Erweiterung berichtigen.")
        return job

    def _concerns(self, task: Task) -> None:
        """Whether the exporter can say if a program concerns it."""
        exporter = self.kim.registry.exporters[task.exporter]
        concerns = self._attempt(task.where, lambda: exporter().concerns(reduce(task.program, exporter.profile)), task)
        if not isinstance(concerns, bool | None):
            self.report.add("concerns antwortet nicht mit True oder False", task.where, "Einen Wahrheitswert liefern.")

    def _planted(self, task: Task, formats: Iterable[str]) -> None:
        """Texts that look like formulas, and personal values, first for the own house and then for the public."""
        program, secrets = planted_program(task.program)
        planted = attrs.evolve(task, program=program, title=f"{task.title} mit Sondertexten")
        for reader in (Profile.INTERN, Profile.OEFFENTLICH):
            for format in formats:  # noqa: A001 - the word of the contract
                document = attrs.evolve(planted, format=format, profile=reader)
                data = self._attempt(document.where, lambda document=document: document.make(self.kim), document)  # type: ignore[misc]
                if data is None:
                    continue
                suffix = self._suffix(format)
                if reader is Profile.OEFFENTLICH:
                    check_leaks(data, secrets, document.where, self.report)
                else:
                    check_planted(data, suffix, document.where, self.report)
                    check_file(data, suffix, document.where, self.report)

    def _parts(self, task: Task) -> None:
        """Programs that lack one part after the other."""
        for title, program in partial_programs(task.program):
            less = attrs.evolve(task, program=program, title=f"{task.title} {title}")
            job = self._content(less)
            if job is not None and not job.exporter.composes():
                self._attempt(less.where, lambda less=less: less.make(self.kim), less)  # type: ignore[misc]

    def _options(self, task: Task) -> None:
        """Each value of an option that has a closed list of them."""
        for field in fields_of(self.kim.registry.exporters[task.exporter].Options):
            kind = kind_of(field.type)
            flags = (False, True) if kind and kind.name == "flag" else ()
            for value in (*flags, *(choices_of(field.type) or {}).values()):
                title = f"{task.title}, --set {field.name}={getattr(value, 'value', value)}"
                self._content(attrs.evolve(task, title=title, options={**task.options, field.name: value}))

    # ------------------------------------------------------------------------------------------ in-house

    def _suffix(self, format: str) -> str:  # noqa: A002 - the word of the contract
        renderer = self.kim.registry.renderers.get(format)
        return renderer.suffix if renderer else f".{format}"

    def _attempt(self, where: str, make: Callable[[], Result], task: Task) -> Result | None:
        """Do something that must neither fail nor change the program; None where it failed or was refused."""
        if self._watched is not task.program:
            self._watched, self._watch = task.program, Watch((task.program,))
        try:
            return make()
        except ExportRefused:
            return None  # findings: what is wanted
        except ProgramChanged:
            self._changed(where)
        except Exception as error:  # noqa: BLE001 - a plugin may raise anything
            if isinstance(error, RenderError) and self._is_told(task):
                return None
            source = inspect.getmodule(self.kim.registry.exporters[task.exporter])
            what, place = _told(error, str(getattr(source, "__file__", "")))
            hint = "Fehlende Angaben abfragen und in check als Finding melden."
            self.report.add(what, f"{where}{place}", hint)
        finally:
            if self._watch.changes():
                self._changed(where)
        return None

    def _is_told(self, task: Task) -> bool:
        """Whether the exporter's check has named what makes the document impossible."""
        return any(finding.severity is Severity.FEHLER for finding in _asked(task.job(self.kim)))

    def _changed(self, where: str) -> None:
        hint = "Modelle sind unveränderlich: mit attrs.evolve ein neues Objekt bilden."
        self.report.add("verändert das Programm", where, hint)


def _asked(job: Job) -> list[Any]:
    """What the exporter's own check finds."""
    with job.calling("check"):
        return list(job.exporter().check(job.context.program, job.options, job.context))


def _told(error: Exception, file: str) -> tuple[str, str]:
    """What was raised, and the last line of the exporter's own file that led there."""
    cause = error.__cause__ if isinstance(error, PluginError) and isinstance(error.__cause__, Exception) else error
    lines = [frame for frame in traceback.extract_tb(cause.__traceback__) if frame.filename == file]
    place = f", Zeile {lines[-1].lineno}" if lines else ""
    return f"wirft {type(cause).__name__}: {cause}", place

"""One document to be made: everything that has been decided before anything is composed."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from kimcore.blocks import Content, Document, Workbook
from kimcore.context import Context, fitting_vorgaenge, year_of
from kimcore.errors import ExportRefused, KimError, PluginError, ProgramChanged, UsageError, ValueProblem
from kimcore.exporters.base import Exporter
from kimcore.findings import Finding, Severity, sort_findings
from kimcore.model import Profile, Program, Vorgang
from kimcore.model.privacy import reduce
from kimcore.plugins.calls import calling, findings_of
from kimcore.plugins.info import PluginInfo
from kimcore.plugins.registry import Registry
from kimcore.plugins.watch import Watch
from kimcore.render.base import Renderer
from kimcore.richtlinien import Rates, RuleSet
from kimcore.session.options import read_options
from kimcore.values import parse_date, parse_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

__all__ = ["CODES", "Job", "context_for", "pick", "profile_of", "run_checks", "year_for"]

Asked = TypeVar("Asked")

CODES = {
    "KIM-VOR-900": "Zu einem Dokument passt höchstens ein Vorgang",
    "KIM-PLG-001": "Ein Plugin, das ein Dokument erweitert, scheitert nicht (warnung)",
    "KIM-PLG-002": "Die Prüfung eines Plugins scheitert nicht (warnung)",
}
"""The findings of the session itself."""

_DEFAULT_FORMATS = {Workbook: "xlsx", Document: "docx"}


def pick(items: Mapping[str, Any], name: str, what: str) -> Any:
    """Look a name up; the error lists what there is.

    Raises:
        UsageError: there is nothing of that name.
    """
    if isinstance(name, str) and name in items:
        return items[name]
    import difflib  # noqa: PLC0415 - only on the way out

    close = difflib.get_close_matches(str(name), items, n=1)
    hint = f"Meinten Sie „{close[0]}“?" if close else f"Es gibt: {', '.join(items) or 'keine'}."
    raise UsageError(f"{what} „{name}“ gibt es nicht. {hint}")


def context_for(
    program: Program,
    rules: RuleSet,
    *,
    year: int,
    profile: Profile,
    on: date | None = None,
    **more: Any,
) -> Context:
    """The context of a program for a year."""
    return Context(
        program=reduce(program, profile),
        year=year,
        profile=profile,
        rates=Rates.of(rules, program),
        on=None if on is None else _asked("on", parse_date, on),
        **more,
    )


def year_for(program: Program, year: int | None) -> int:
    """The year that is asked for; without one the last year that a program plans.

    Raises:
        UsageError: it is no year of a program.
    """
    return year_of(program) if year is None else _asked("year", parse_year, year)


def _asked(name: str, parse: "Callable[[Any], Asked]", raw: Any) -> "Asked":
    """What a caller asks for, read as in a program file."""
    try:
        return parse(raw)
    except ValueProblem as problem:
        raise UsageError(f"{name}: {problem.message}; erwartet: {problem.expected}. {problem.hint}") from None


def watch_for(registry: Registry, context: Context, *more: Program | Vorgang | None) -> Watch | None:
    """What plugins may read and must not change; None where nobody but kimcore takes part."""
    if all(info.own for info in registry.plugins if info.loaded):
        return None
    return Watch((context.program, context.vorgang, context.rules, *more))


def run_checks(registry: Registry, program: Program, context: Context, watch: Watch | None) -> list[Finding]:
    """Run every check that applies to the Förderprogramm; one of a plugin that fails is reported and skipped."""
    findings: list[Finding] = []
    for code, check in registry.checks.items():
        if code in context.rules.without_checks:
            continue
        info = registry.owner("kimcore_checks", code)
        try:
            with calling(info, f"kimcore_checks, {code}", watch):
                findings += findings_of(check().run(program, context))
        except PluginError as error:
            if info.own or registry.strict or isinstance(error, ProgramChanged):
                raise
            findings.append(_skipped("KIM-PLG-002", f"Die Prüfung eines Plugins fehlt: {error}"))
    return findings


@attrs.frozen(kw_only=True)
class Job:
    """A document to be made of a program."""

    registry: Registry
    exporter: type[Exporter]
    options: Any
    program: Program
    context: Context
    renderer: Renderer | None
    format: str

    @property
    def owner(self) -> PluginInfo:
        """The plugin the exporter comes from."""
        return self.registry.owner("kimcore_exporters", self.exporter.name)

    def calling(self, method: str) -> "AbstractContextManager[None]":
        """Wrap a call of a method of the exporter."""
        return calling(self.owner, f"kimcore_exporters, {self.exporter.name}.{method}", self.watch)

    @cached_property
    def watch(self) -> Watch | None:
        """What plugins must not change while the document is made."""
        return watch_for(self.registry, self.context, self.program)

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the program, and what this document lacks."""
        findings = run_checks(self.registry, self.program, self.context, self.watch)
        findings += self._vorgang_findings()
        with self.calling("check"):
            findings += findings_of(self.exporter().check(self.context.program, self.options, self.context))
        return sort_findings(findings)

    def _vorgang_findings(self) -> list[Finding]:
        fitting = fitting_vorgaenge(self.program, self.exporter.vorgang, self.context.year)
        if len(fitting) < 2:  # noqa: PLR2004 - two are too many
            return []
        names = " und ".join(f"„{vorgang.id}“" for vorgang in fitting)
        message = f"Zu {self.exporter.title} {self.context.year} passen mehrere Vorgänge: {names}."
        hint = "Jahre oder Art der Vorgänge so angeben, dass einer passt."
        return [Finding(code="KIM-VOR-900", severity=Severity.FEHLER, path="vorgaenge", message=message, hint=hint)]

    def compose(self) -> tuple[Content, tuple[Finding, ...]]:
        """Compose the content and let plugins extend it; what failed of their extensions comes as findings.

        Raises:
            UsageError: the exporter writes its bytes itself.
            PluginError: the exporter failed, or, in a strict session, an extension.
        """
        return self._extended(self.composed())

    def composed(self) -> Content:
        """Compose the content as the exporter alone has it; raises as ``compose`` does."""
        for kind, method in ((Workbook, "workbook"), (Document, "document")):
            if kind in self.exporter.composes() and (self.renderer is None or kind in self.renderer.accepts):
                with self.calling(method):
                    content = getattr(self.exporter(), method)(self.context.program, self.options, self.context)
                    _must_be(kind, content)
                return cast("Content", content)
        raise UsageError(f"{self.exporter.name} wird nicht aus Blöcken gemacht.")

    def _extended(self, content: Content) -> tuple[Content, tuple[Finding, ...]]:
        """Let one extension after the other change the content; one that fails is reported and skipped."""
        problems = []
        for info, extend in self.registry.extenders:
            try:
                with calling(info, "kimcore_extend", self.watch):
                    changed = extend(
                        content=content, exporter=self.exporter.name, program=self.context.program, context=self.context
                    )
                    if changed is not None:
                        _must_be(type(content), changed)
            except PluginError as error:
                if self.registry.strict or isinstance(error, ProgramChanged):
                    raise
                problems.append(_skipped("KIM-PLG-001", f"Die Erweiterung eines Plugins fehlt im Dokument: {error}"))
            else:
                content = content if changed is None else changed
        return content, tuple(problems)

    def unwritable(self, error: KimError) -> Finding:
        """Content of an extension that no renderer can write, as a finding; the document was made without."""
        names = ", ".join(str(info) for info, _ in self.registry.extenders)
        limits = error.findings if isinstance(error, ExportRefused) else ()
        said = "; ".join(f"{one.path}: {one.message}" for one in limits if one.severity is Severity.FEHLER) or error
        return _skipped("KIM-PLG-001", f"Die Erweiterungen von {names} fehlen im Dokument. Mit ihnen: {said}")


def _must_be(kind: type, content: Any) -> None:
    if not isinstance(content, kind):
        raise TypeError(f"{type(content).__name__} statt {kind.__name__}")


def _skipped(code: str, message: str) -> Finding:
    hint = "Das Plugin aktualisieren oder abschalten."
    return Finding(code=code, severity=Severity.WARNUNG, path="", message=message, hint=hint)


def make_job(
    registry: Registry,
    program: Program,
    rules: RuleSet,
    name: str,
    *,
    year: int | None,
    format: str | None,  # noqa: A002 - the word of the contract
    profile: str | Profile | None,
    draft: bool,
    on: date | None,
    options: Mapping[str, Any],
) -> Job:
    """Decide everything that a document needs.

    Raises:
        UsageError: there is no such exporter, format, profile or option.
    """
    exporter: type[Exporter] = pick(registry.exporters, name, "Das Dokument")
    reader = profile_of(profile, exporter.profile)
    year = year_for(program, year)
    vorgaenge = fitting_vorgaenge(program, exporter.vorgang, year)
    vorgang = reduce(vorgaenge[0], reader) if len(vorgaenge) == 1 else None
    context = context_for(program, rules, year=year, profile=reader, on=on, vorgang=vorgang, draft=draft)
    wanted = format or default_format(exporter)
    with calling(registry.owner("kimcore_exporters", name), f"kimcore_exporters, {name}.Options"):
        read = read_options(exporter, options)
    return Job(
        registry=registry,
        exporter=exporter,
        options=read,
        program=program,
        context=context,
        renderer=_renderer(registry, exporter, wanted),
        format=wanted,
    )


def default_format(exporter: type[Exporter]) -> str:
    """The format of an exporter where nobody names one: what it composes comes before what it writes itself."""
    return next(iter((*(_DEFAULT_FORMATS[kind] for kind in exporter.composes()), *exporter.formats)))


def formats_of(registry: Registry, exporter: type[Exporter]) -> tuple[str, ...]:
    """Every format an exporter can be written in."""
    kinds = set(exporter.composes())
    rendered = [name for name, renderer in registry.renderers.items() if kinds & set(renderer.accepts)]
    return tuple(dict.fromkeys((*exporter.formats, *rendered)))


def format_of_file(registry: Registry, exporter: type[Exporter], path: Path) -> str | None:
    """The format that the ending of a file's name asks for; None where it has none.

    Raises:
        UsageError: no format of this exporter ends like that.
    """
    if not path.suffix:
        return None
    formats = formats_of(registry, exporter)
    suffixes = {name: _suffix(registry, exporter, name) for name in formats}
    fitting = [name for name in formats if path.name.lower().endswith(suffixes[name])]
    if not fitting:
        there = ", ".join(suffixes.values()) or "keine"
        raise UsageError(f"{exporter.title} gibt es nicht mit der Endung „{path.suffix}“. Es gibt: {there}.")
    return max(fitting, key=lambda name: len(suffixes[name]))


def _suffix(registry: Registry, exporter: type[Exporter], name: str) -> str:
    return f".{name}" if name in exporter.formats else registry.renderers[name].suffix


def profile_of(profile: str | Profile | None, default: Profile) -> Profile:
    """The profile that is asked for, or the default.

    Raises:
        UsageError: there is none of that name.
    """
    if profile is None or isinstance(profile, Profile):
        return profile or default
    found: Profile = pick({entry.value: entry for entry in Profile}, profile, "Das Profil")
    return found


def _renderer(registry: Registry, exporter: type[Exporter], wanted: str) -> Renderer | None:
    if wanted not in formats_of(registry, exporter):
        there = ", ".join(formats_of(registry, exporter)) or "keines"
        raise UsageError(f"{exporter.title} gibt es nicht im Format „{wanted}“. Es gibt: {there}.")
    renderer = registry.renderers.get(wanted)
    if wanted in exporter.formats or renderer is None:
        return None
    with calling(registry.owner("kimcore_renderers", wanted), f"kimcore_renderers, {wanted}"):
        return renderer()

"""The conformance suite of a whole plugin: everything its hooks bring."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import Any

import attrs
import click

from kimcore.checks.base import Check
from kimcore.convert import structure
from kimcore.convert.types import fields_of
from kimcore.errors import KimError
from kimcore.model import Profile, Program
from kimcore.plugins.registry import PluginInfo, Registry
from kimcore.session import Kimcore
from kimcore.session.job import context_for, year_for
from kimcore.session.provenance import program_hash
from kimcore.testing.again import SecondProcess
from kimcore.testing.declarations import CODE, check_declarations, check_findings, check_options
from kimcore.testing.documents import check_file
from kimcore.testing.programs import complete_program, partial_programs
from kimcore.testing.promises import Report
from kimcore.testing.renderers import check_format, try_renderers
from kimcore.testing.samples import SampleDocument, SampleWorkbook
from kimcore.testing.sessions import session_with
from kimcore.testing.trials import COMPLETE, Trial, named_programs

__all__ = ["check_plugin"]


def check_plugin(module: ModuleType, *, programs: Iterable[Program] = ()) -> None:
    """Try everything a plugin brings: exporters, renderers, checks, themes, rule sets, extensions, commands.

    Args:
        module: the plugin, as its entry point names it.
        programs: programs to try besides the complete and the minimal one, for example with the plugin's own data.

    Raises:
        ConformanceError: something does not keep what kimcore promises; the text lists every broken promise.
    """
    report = Report()
    subject = f"Das Plugin {module.__name__}"
    kim = session_with((module,))
    brought = _Brought(kim.registry, kim.registry.plugins[1])
    if brought.own.reason:
        hint = "Die Hooks so schreiben, wie docs/hooks.md es sagt."
        report.add(f"nimmt nicht ganz teil: {brought.own.reason}", module.__name__, hint)
    exporters, renderers = brought("kimcore_exporters"), brought("kimcore_renderers")
    for exporter in exporters:
        check_declarations(exporter, report)
        check_options(exporter.Options, f"Optionen von {exporter.__qualname__}", report)
    for renderer in renderers:
        check_format(renderer, report)
    report.close(subject)  # what has no valid name cannot be tried
    trial = Trial(kim, SecondProcess(plugins=(module,)), report, named_programs(programs))
    for exporter in exporters:
        trial.exporter(exporter)
    if "kimcore_extend" in brought.own.hooks:
        _extended(trial)
    trial.finish()
    try_renderers(renderers, (module,), report)
    _try_the_rest(brought, trial, module)
    report.close(subject)


def _try_the_rest(brought: "_Brought", trial: Trial, module: ModuleType) -> None:
    """Checks, themes, rule sets, extensions and commands."""
    kim, report = trial.kim, trial.report
    for check in brought("kimcore_checks"):
        _try_check(check, kim, trial.programs, report)
    for theme in brought("kimcore_themes"):
        _try_theme(theme, module, report)
    for resource in brought("kimcore_richtlinien"):
        name = resource.name.rpartition(".")[0]
        _told(partial(kim.rules, name), f"Regelwerk {name}", report)
    for cls in brought("kimcore_extensions"):
        _try_extension(cls, report)
    for command in brought("kimcore_commands"):
        _try_command(command, str(command.name), report)


@attrs.frozen
class _Brought:
    """What one plugin brings of all there is."""

    registry: Registry
    own: PluginInfo

    def __call__(self, hook: str) -> list[Any]:
        """Its part of what a hook gave, by name."""
        there = getattr(self.registry, hook.removeprefix("kimcore_"))
        named = there if isinstance(there, Mapping) else {str(command.name): command for command in there}
        return [item for name, item in named.items() if self.registry.owner(hook, name).name == self.own.name]


def _told(make: Callable[[], Any], where: str, report: Report) -> Any:
    """Do something that may only fail in kimcore's own words, and say what was raised."""
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything
        said = str(error) if isinstance(error, KimError) else f"{type(error).__name__}: {error}"
        report.add(f"scheitert: {said}", where, "Den Fehler beheben.")
        return None


def _extended(trial: Trial) -> None:
    """Every document that the plugin may have extended is as good as before."""
    for name, exporter in trial.kim.registry.exporters.items():
        if trial.kim.registry.owner("kimcore_exporters", name).name == "kimcore":
            trial.content(exporter)


def _try_check(check: type[Check], kim: Kimcore, programs: dict[str, Program], report: Report) -> None:
    """A check has a code and a title, answers for every program, and changes none."""
    where = f"Prüfung {check.code}"
    if not CODE.fullmatch(check.code) or not getattr(check, "title", "").strip():
        report.add("Code oder Titel fehlen", where, 'code = "MST-ABC-001", title = "Was gefragt wird".')
    partial = {f"{COMPLETE} {title}": program for title, program in partial_programs(complete_program())}
    for title, program in {**programs, **partial}.items():
        before = program_hash(program)
        rules = kim.rules(program.foerderprogramm)
        context = context_for(program, rules, year=year_for(program, None), profile=Profile.INTERN)
        found = _told(lambda: list(check().run(program, context)), f"{where}, {title}", report)  # noqa: B023 - called at once
        check_findings(found or (), (check.code,), f"{where}, {title}", report)
        if program_hash(program) != before:
            report.add("verändert das Programm", f"{where}, {title}", "Modelle nur lesen.")


def _try_theme(theme: Any, module: ModuleType, report: Report) -> None:
    """A theme has a title, and documents in it are accessible."""
    where = f"Theme {theme.name}"
    if not theme.title.strip():
        report.add("Ein deutscher Titel fehlt", where, "title angeben.")
    kim = session_with((module,), (SampleDocument, SampleWorkbook))
    for sample, suffix in ((SampleDocument, ".docx"), (SampleWorkbook, ".xlsx")):
        data = _told(
            lambda: kim.render(complete_program(), sample.name, theme=theme, draft=True),  # noqa: B023 - called at once
            where,
            report,
        )
        if data is not None:
            check_file(data, suffix, where, report)


def _try_extension(cls: type, report: Report) -> None:
    """A plugin's own data are described like a model, down to their last object."""
    where = f"Erweiterung {cls.__qualname__}"
    for field in fields_of(cls):
        if not field.metadata.get("label"):
            report.add(
                f"Das Feld {field.name} hat keine deutsche Bezeichnung", where, 'metadata=about("Bezeichnung") angeben.'
            )
    _told(lambda: structure(cls, {}), where, report)


def _try_command(command: click.Command, name: str, report: Report) -> None:
    """A command and its options have a help."""
    where = f"Befehl kimcore {name}"
    if not (command.help or "").strip():
        report.add("Ohne Hilfe", where, 'help="Was der Befehl macht." angeben, auf Deutsch.')
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not (parameter.help or "").strip():
            report.add(f"Die Option {parameter.opts[-1]} ist ohne Hilfe", where, "help angeben, auf Deutsch.")
    if isinstance(command, click.Group):
        for inner, sub in command.commands.items():
            _try_command(sub, f"{name} {inner}", report)

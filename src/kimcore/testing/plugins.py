"""The conformance suite of a whole plugin: everything its hooks bring."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import ModuleType
from typing import Any

import attrs
import click

from kimcore.checks.base import Check
from kimcore.errors import KimError
from kimcore.model import Profile, Program
from kimcore.plugins.registry import Registry
from kimcore.plugins.watch import Watch
from kimcore.session import Kimcore
from kimcore.session.job import context_for, year_for
from kimcore.testing.again import SecondProcess
from kimcore.testing.declarations import check_findings, check_loading
from kimcore.testing.documents import check_file
from kimcore.testing.programs import complete_program, partial_programs
from kimcore.testing.promises import Report
from kimcore.testing.renderers import try_renderers
from kimcore.testing.samples import SampleDocument, SampleWorkbook
from kimcore.testing.sessions import session_with
from kimcore.testing.trials import COMPLETE, MINIMAL, Trial, named_programs

__all__ = ["check_plugin"]


def check_plugin(
    module: ModuleType, *, programs: Iterable[Program] = (), options: Mapping[str, Mapping[str, Any]] | None = None
) -> None:
    """Try everything a plugin brings: exporters, renderers, checks, themes, rule sets, extensions, commands.

    Args:
        module: the plugin, as its entry point names it.
        programs: programs to try besides the complete and the minimal one, for example with the plugin's own data.
        options: options that an exporter cannot do without, by its name.

    Raises:
        ConformanceError: something does not keep what kimcore promises; the text lists every broken promise.
    """
    report = Report()
    subject = f"Das Plugin {module.__name__}"
    kim = session_with((module,))
    check_loading(kim, report)
    report.close(subject)  # what does not load cannot be tried
    brought = _Brought(kim.registry, module.__name__)
    trial = Trial(kim, SecondProcess(plugins=(module,)), report, named_programs(programs))
    for exporter in brought("kimcore_exporters"):
        trial.exporter(exporter, options=(options or {}).get(exporter.name))
    if any(info.name == module.__name__ for info, _ in kim.registry.extenders):
        trial.own_exporters(trial.programs)
    trial.finish()
    try_renderers(brought("kimcore_renderers"), (module,), report)
    _try_the_rest(brought, trial, module)
    report.close(subject)


def _try_the_rest(brought: "_Brought", trial: Trial, module: ModuleType) -> None:
    """Checks, themes, rule sets and commands; what an extension may be, kimcore has seen to."""
    kim, report = trial.kim, trial.report
    for check in brought("kimcore_checks"):
        _try_check(check, kim, trial.programs, report)
    for theme in brought("kimcore_themes"):
        _try_theme(theme, module, report)
    for resource in brought("kimcore_richtlinien"):
        _try_rules(resource.name.rpartition(".")[0], trial)
    for command in brought("kimcore_commands"):
        _try_command(command, str(command.name), report)


@attrs.frozen
class _Brought:
    """What one plugin brings of all there is."""

    registry: Registry
    plugin: str

    def __call__(self, hook: str) -> list[Any]:
        """Its part of what a hook gave."""
        there: Mapping[str, Any] = getattr(self.registry, hook.removeprefix("kimcore_"))
        return [item for name, item in there.items() if self.registry.owner(hook, name).name == self.plugin]


def _told(make: Callable[[], Any], where: str, report: Report) -> Any:
    """Do something that may only fail in kimcore's own words, and say what was raised."""
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything
        said = str(error) if isinstance(error, KimError) else f"{type(error).__name__}: {error}"
        report.add(f"scheitert: {said}", where, "Den Fehler beheben.")
        return None


def _try_rules(name: str, trial: Trial) -> None:
    """A rule set can be read, and kimcore's documents can be made for programs of it."""
    if _told(partial(trial.kim.rules, name), f"Regelwerk {name}", trial.report) is not None:
        minimal = attrs.evolve(trial.programs[MINIMAL], foerderprogramm=name)
        given = {title: program for title, program in trial.programs.items() if program.foerderprogramm == name}
        trial.own_exporters({f"{MINIMAL}, {name}": minimal, **given})


def _try_check(check: type[Check], kim: Kimcore, programs: dict[str, Program], report: Report) -> None:
    """A check answers for every program, and changes none."""
    where = f"Prüfung {check.code}"
    partial = {f"{COMPLETE} {title}": program for title, program in partial_programs(complete_program())}
    for title, program in {**programs, **partial}.items():
        place, watch = f"{where}, {title}", Watch((program,))
        rules = kim.rules(program.foerderprogramm)
        context = context_for(program, rules, year=year_for(program, None), profile=Profile.INTERN)
        found = _told(lambda: list(check().run(program, context)), place, report)  # noqa: B023 - called at once
        check_findings(found or (), (check.code,), place, report)
        if watch.changes():
            report.add("verändert das Programm", place, "Modelle nur lesen.")


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

"""The conformance suite of an exporter."""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from kimcore.exporters.base import Exporter
from kimcore.model import Program
from kimcore.testing.again import SecondProcess
from kimcore.testing.declarations import check_loading
from kimcore.testing.promises import Report
from kimcore.testing.sessions import session_with
from kimcore.testing.trials import Trial, named_programs

__all__ = ["check_exporter"]


def check_exporter(
    exporter: type[Exporter],
    *,
    plugins: Iterable[ModuleType] = (),
    programs: Iterable[Program] = (),
    options: Mapping[str, Any] | None = None,
) -> None:
    """Try an exporter with many programs, in every format and profile, here and in a second process.

    Args:
        exporter: the class.
        plugins: modules loaded besides: the exporter's own plugin, further renderers.
        programs: programs to try besides the complete and the minimal one.
        options: options it cannot do without, such as a template.

    Raises:
        ConformanceError: something does not keep what kimcore promises; the text lists every broken promise.
    """
    report = Report()
    subject = f"Der Exporter {getattr(exporter, 'name', exporter.__qualname__)}"
    modules = tuple(plugins)
    kim = session_with(modules, (exporter,))
    check_loading(kim, report)
    report.close(subject)  # what does not load cannot be tried
    process = SecondProcess(plugins=modules, exporters=(exporter,))
    trial = Trial(kim, process, report, named_programs(programs))
    trial.exporter(exporter, options=options)
    trial.finish()
    report.close(subject)

"""The conformance suite of an exporter."""

from collections.abc import Iterable
from types import ModuleType

from kimcore.exporters.base import Exporter
from kimcore.model import Program
from kimcore.testing.again import SecondProcess
from kimcore.testing.declarations import check_declarations, check_options
from kimcore.testing.promises import Report
from kimcore.testing.sessions import session_with
from kimcore.testing.trials import Trial, named_programs

__all__ = ["check_exporter"]


def check_exporter(
    exporter: type[Exporter], *, plugins: Iterable[ModuleType] = (), programs: Iterable[Program] = ()
) -> None:
    """Try an exporter with many programs, in every format and profile, here and in a second process.

    Args:
        exporter: the class.
        plugins: modules loaded besides: the exporter's own plugin, further renderers.
        programs: programs to try besides the complete and the minimal one.

    Raises:
        ConformanceError: something does not keep what kimcore promises; the text lists every broken promise.
    """
    report = Report()
    subject = f"Der Exporter {getattr(exporter, 'name', exporter.__qualname__)}"
    check_declarations(exporter, report)
    check_options(exporter.Options, f"Optionen von {exporter.__qualname__}", report)
    report.close(subject)  # what has no valid name cannot be tried
    modules = tuple(plugins)
    process = SecondProcess(plugins=modules, exporters=(exporter,))
    trial = Trial(session_with(modules, (exporter,)), process, report, named_programs(programs))
    trial.exporter(exporter)
    trial.finish()
    report.close(subject)

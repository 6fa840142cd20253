"""kimcore's own exporters, renderers, checks, rule sets and themes, through the hooks everybody uses."""

from collections.abc import Iterable
from importlib.resources.abc import Traversable

from kimcore.checks import BUILTIN_CHECKS
from kimcore.checks.base import Check
from kimcore.exporters.base import Exporter
from kimcore.exporters.finanzierungsplan import FinanzierungsplanExporter
from kimcore.exporters.foerderantrag import FoerderantragExporter
from kimcore.exporters.integrationskonzept import IntegrationskonzeptExporter
from kimcore.exporters.kim_konzept import KimKonzeptExporter
from kimcore.exporters.kurzprofil import KurzprofilExporter
from kimcore.exporters.stellenplan import StellenplanExporter
from kimcore.plugins.hookspecs import hookimpl
from kimcore.render.base import Renderer
from kimcore.render.excel import ExcelRenderer
from kimcore.render.theme import BUILTIN_THEMES, Theme
from kimcore.render.word import WordRenderer
from kimcore.richtlinien.loader import builtin_resources

kimcore_api = 1


@hookimpl
def kimcore_exporters() -> Iterable[type[Exporter]]:
    """The documents of the funding year."""
    return (
        FinanzierungsplanExporter,
        FoerderantragExporter,
        IntegrationskonzeptExporter,
        KimKonzeptExporter,
        KurzprofilExporter,
        StellenplanExporter,
    )


@hookimpl
def kimcore_renderers() -> Iterable[type[Renderer]]:
    """Excel and Word."""
    return (ExcelRenderer, WordRenderer)


@hookimpl
def kimcore_checks() -> Iterable[type[Check]]:
    """All numbered checks."""
    return BUILTIN_CHECKS


@hookimpl
def kimcore_richtlinien() -> Iterable[Traversable]:
    """KIM NRW."""
    return builtin_resources()


@hookimpl
def kimcore_themes() -> Iterable[Theme]:
    """The sober default, and a second one."""
    return BUILTIN_THEMES

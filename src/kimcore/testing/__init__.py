"""For authors of plugins: sample programs, readable dumps and the conformance suite. Loaded when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kimcore.testing.dumps import dump
    from kimcore.testing.exporters import check_exporter
    from kimcore.testing.plugins import check_plugin
    from kimcore.testing.programs import complete_program, minimal_program
    from kimcore.testing.promises import ConformanceError
    from kimcore.testing.renderers import check_renderer

_HOME = {
    "ConformanceError": "promises",
    "check_exporter": "exporters",
    "check_plugin": "plugins",
    "check_renderer": "renderers",
    "complete_program": "programs",
    "dump": "dumps",
    "minimal_program": "programs",
}

__all__ = [
    "ConformanceError",
    "check_exporter",
    "check_plugin",
    "check_renderer",
    "complete_program",
    "dump",
    "minimal_program",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first used (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'kimcore.testing' has no attribute {name!r}")
    return getattr(import_module(f"kimcore.testing.{_HOME[name]}"), name)

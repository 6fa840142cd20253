"""For authors of plugins: sample programs, readable dumps and the conformance suite. Loaded when it is first used."""

from typing import TYPE_CHECKING

from kimcore.late import late

if TYPE_CHECKING:
    from kimcore.testing.dumps import dump
    from kimcore.testing.exporters import check_exporter
    from kimcore.testing.plugins import check_plugin
    from kimcore.testing.programs import complete_program, minimal_program
    from kimcore.testing.promises import ConformanceError
    from kimcore.testing.renderers import check_renderer

__all__ = [
    "ConformanceError",
    "check_exporter",
    "check_plugin",
    "check_renderer",
    "complete_program",
    "dump",
    "minimal_program",
]

__getattr__ = late(
    __name__,
    {
        "ConformanceError": "promises",
        "check_exporter": "exporters",
        "check_plugin": "plugins",
        "check_renderer": "renderers",
        "complete_program": "programs",
        "dump": "dumps",
        "minimal_program": "programs",
    },
)

"""The ``kimcore`` command: German messages, exit codes a script can rely on, and nothing loaded before it is used.

Named here is what commands of plugins share with kimcore's own.
"""

from typing import TYPE_CHECKING

from kimcore.cli.app import main
from kimcore.late import late

if TYPE_CHECKING:
    from kimcore.cli.failures import FILE, FINDINGS, OK
    from kimcore.cli.params import examples, force_option, format_option, profile_option, year_option
    from kimcore.cli.report import finding_as_json, show_findings, summary
    from kimcore.cli.settings import Settings
    from kimcore.cli.terminal import emit, emit_json, emit_table

__all__ = [
    "FILE",
    "FINDINGS",
    "OK",
    "Settings",
    "emit",
    "emit_json",
    "emit_table",
    "examples",
    "finding_as_json",
    "force_option",
    "format_option",
    "main",
    "profile_option",
    "show_findings",
    "summary",
    "year_option",
]

__getattr__ = late(
    __name__,
    {
        "FILE": "failures",
        "FINDINGS": "failures",
        "OK": "failures",
        "Settings": "settings",
        "emit": "terminal",
        "emit_json": "terminal",
        "emit_table": "terminal",
        "examples": "params",
        "finding_as_json": "report",
        "force_option": "params",
        "format_option": "params",
        "profile_option": "params",
        "show_findings": "report",
        "summary": "report",
        "year_option": "params",
    },
)

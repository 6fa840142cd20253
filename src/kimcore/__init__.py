"""Typed models, dated funding rules and office documents for Kommunales Integrationsmanagement (KIM).

Everything public is named here and loaded when it is first used.
"""

from typing import TYPE_CHECKING

from kimcore.late import late as _late

if TYPE_CHECKING:
    from kimcore.amounts import Amount
    from kimcore.checks.base import Check
    from kimcore.context import Context
    from kimcore.errors import (
        AmountError,
        ExportRefused,
        FileError,
        KimError,
        PluginError,
        ProgramChanged,
        ProgramFileError,
        ReadRefused,
        RenderError,
        RichtlinieError,
        UnknownRate,
        UsageError,
    )
    from kimcore.exporters.base import Exporter, NoOptions
    from kimcore.findings import Finding, Place, Severity
    from kimcore.model import Profile, Program
    from kimcore.plugins.hookspecs import API_VERSION, hookimpl
    from kimcore.render.base import Renderer
    from kimcore.render.theme import Theme
    from kimcore.session import ExportResult, Kimcore, Reading, TextChange, Verification, VerifyStatus

_HOME = {
    "API_VERSION": "plugins.hookspecs",
    "Amount": "amounts",
    "AmountError": "errors",
    "Check": "checks.base",
    "Context": "context",
    "ExportRefused": "errors",
    "ExportResult": "session",
    "Exporter": "exporters.base",
    "FileError": "errors",
    "Finding": "findings",
    "KimError": "errors",
    "Kimcore": "session",
    "NoOptions": "exporters.base",
    "Place": "findings",
    "PluginError": "errors",
    "Profile": "model",
    "Program": "model",
    "ProgramChanged": "errors",
    "ProgramFileError": "errors",
    "ReadRefused": "errors",
    "Reading": "session",
    "RenderError": "errors",
    "Renderer": "render.base",
    "RichtlinieError": "errors",
    "Severity": "findings",
    "TextChange": "session",
    "Theme": "render.theme",
    "UnknownRate": "errors",
    "UsageError": "errors",
    "Verification": "session",
    "VerifyStatus": "session",
    "hookimpl": "plugins.hookspecs",
}

__all__ = [
    "API_VERSION",
    "Amount",
    "AmountError",
    "Check",
    "Context",
    "ExportRefused",
    "ExportResult",
    "Exporter",
    "FileError",
    "Finding",
    "KimError",
    "Kimcore",
    "NoOptions",
    "Place",
    "PluginError",
    "Profile",
    "Program",
    "ProgramChanged",
    "ProgramFileError",
    "ReadRefused",
    "Reading",
    "RenderError",
    "Renderer",
    "RichtlinieError",
    "Severity",
    "TextChange",
    "Theme",
    "UnknownRate",
    "UsageError",
    "Verification",
    "VerifyStatus",
    "hookimpl",
]


__getattr__ = _late(__name__, _HOME)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)

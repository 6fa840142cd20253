"""Typed models, dated funding rules and office documents for Kommunales Integrationsmanagement (KIM).

Everything public is named here and loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
    "API_VERSION": "kimcore.plugins.hookspecs",
    "Amount": "kimcore.amounts",
    "AmountError": "kimcore.errors",
    "Check": "kimcore.checks.base",
    "Context": "kimcore.context",
    "ExportRefused": "kimcore.errors",
    "ExportResult": "kimcore.session",
    "Exporter": "kimcore.exporters.base",
    "FileError": "kimcore.errors",
    "Finding": "kimcore.findings",
    "KimError": "kimcore.errors",
    "Kimcore": "kimcore.session",
    "NoOptions": "kimcore.exporters.base",
    "Place": "kimcore.findings",
    "PluginError": "kimcore.errors",
    "Profile": "kimcore.model",
    "Program": "kimcore.model",
    "ProgramChanged": "kimcore.errors",
    "ProgramFileError": "kimcore.errors",
    "ReadRefused": "kimcore.errors",
    "Reading": "kimcore.session",
    "RenderError": "kimcore.errors",
    "Renderer": "kimcore.render.base",
    "RichtlinieError": "kimcore.errors",
    "Severity": "kimcore.findings",
    "TextChange": "kimcore.session",
    "Theme": "kimcore.render.theme",
    "UnknownRate": "kimcore.errors",
    "UsageError": "kimcore.errors",
    "Verification": "kimcore.session",
    "VerifyStatus": "kimcore.session",
    "hookimpl": "kimcore.plugins.hookspecs",
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


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first used (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'kimcore' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)

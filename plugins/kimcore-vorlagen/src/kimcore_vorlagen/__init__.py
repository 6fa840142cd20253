"""kimcore-vorlagen: a municipality's own Word and Excel templates, filled with its program."""

from __future__ import annotations  # what annotations name is not loaded for them

from typing import TYPE_CHECKING, Any

import kimcore

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["kimcore_api", "kimcore_commands", "kimcore_exporters"]

kimcore_api = 1


@kimcore.hookimpl
def kimcore_exporters() -> Iterable[type[kimcore.Exporter]]:
    """``vorlage-word`` and ``vorlage-excel``."""
    from kimcore_vorlagen.exporters import ExcelTemplate, WordTemplate  # noqa: PLC0415 - start-up stays light

    return (ExcelTemplate, WordTemplate)


@kimcore.hookimpl
def kimcore_commands() -> Iterable[Any]:
    """``kimcore template``."""
    from kimcore_vorlagen.commands import template  # noqa: PLC0415 - same

    return (template,)

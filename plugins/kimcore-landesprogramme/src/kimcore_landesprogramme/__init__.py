"""Two more Förderprogramme for kimcore, as data: VwV Integrationsbeauftragte (Baden-Württemberg) and BIR (Bavaria)."""

from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable

import kimcore

__all__ = ["kimcore_richtlinien"]

kimcore_api = 1


@kimcore.hookimpl
def kimcore_richtlinien() -> Iterable[Traversable]:
    """Every rule set in the folder ``data``; a file is named after its id."""
    return tuple(entry for entry in (files(__name__) / "data").iterdir() if entry.name.endswith(".yaml"))

"""A plugin whose documents are never twice the same, each for a reason of its own."""

import kimcore
from kimcore.exporters.base import Exporter
from tests.testing.broken import Chance, Clock, HashSeed, Memory, User


@kimcore.hookimpl
def kimcore_exporters() -> tuple[type[Exporter], ...]:
    """Its documents."""
    return (Chance, HashSeed, Clock, User, Memory)

"""What the environment says of plugins; read by the command line and by ``Kimcore(plugins=True)`` alone."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from kimcore.errors import UsageError

__all__ = ["SECONDS", "Environment"]

SECONDS = 5.0
"""How long the import of a plugin, or one of its hooks, may take."""


class Environment(NamedTuple):
    """What the environment says of plugins.

    Attributes:
        selection: ``KIMCORE_PLUGINS``: ``csv,html`` for these alone, ``-csv`` for all but this, empty for none;
            None where it is not set: all.
        strict: ``KIMCORE_STRICT=1``: a broken plugin raises.
        seconds: ``KIMCORE_PLUGIN_TIMEOUT``: how long a plugin may take to load.
    """

    selection: str | None = None
    strict: bool = False
    seconds: float = SECONDS

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> "Environment":
        """From the variables.

        Raises:
            UsageError: the time-out is no number of seconds.
        """
        return cls(
            selection=variables.get("KIMCORE_PLUGINS"),
            strict=variables.get("KIMCORE_STRICT") == "1",
            seconds=_seconds(variables.get("KIMCORE_PLUGIN_TIMEOUT", "")),
        )

    @property
    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names that are wanted, and those that are not."""
        words = [word.strip() for word in (self.selection or "").split(",") if word.strip()]
        return (
            tuple(word for word in words if not word.startswith("-")),
            tuple(word[1:].strip() for word in words if word.startswith("-")),
        )


def _seconds(text: str) -> float:
    """A number of seconds, with a comma or a point; without one the usual."""
    try:
        seconds = float(text.replace(",", ".")) if text else SECONDS
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 3600:  # noqa: PLR2004 - an hour is no time-out any more
        raise UsageError(
            f"KIMCORE_PLUGIN_TIMEOUT: „{text}“ ist keine Zahl von Sekunden. Zum Beispiel: KIMCORE_PLUGIN_TIMEOUT=10"
        )
    return seconds

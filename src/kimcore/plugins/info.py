"""What is said of a plugin: where it comes from, what it takes part in, and why it does not."""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

__all__ = ["OWN", "PluginInfo", "PluginState", "said", "versions"]

OWN = "kimcore"
"""The name under which kimcore's own parts are listed; no plugin may have it."""

_LONGEST = 500


class PluginState(Enum):
    """How far a plugin takes part."""

    LOADED = "geladen"
    LIMITED = "eingeschränkt"  # takes part, but not with all it brings
    REFUSED = "abgelehnt"
    OFF = "abgeschaltet"  # by KIMCORE_PLUGINS


class PluginInfo(NamedTuple):  # not attrs, which costs a sixth of kimcore's help
    """A plugin as ``kimcore plugins`` lists it.

    Attributes:
        name: the name of its entry point or file; ``kimcore`` for what comes with kimcore.
        distribution: the package it was installed with, or the file.
        version: its version, or an empty text.
        hooks: the hooks it implements.
        reasons: why it was refused, or each thing of it that failed, in German.
        off: True where ``KIMCORE_PLUGINS`` leaves it out.
    """

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    off: bool = False

    @property
    def loaded(self) -> bool:
        """True where it takes part."""
        return bool(self.hooks)

    @property
    def own(self) -> bool:
        """True for what comes with kimcore."""
        return self.name == OWN

    @property
    def reason(self) -> str:
        """All reasons in one text; empty where all is well."""
        return "; ".join(self.reasons)

    @property
    def state(self) -> PluginState:
        """How far it takes part."""
        if self.off:
            return PluginState.OFF
        if not self.loaded:
            return PluginState.REFUSED
        return PluginState.LIMITED if self.reasons else PluginState.LOADED

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, f"({self.distribution} {self.version}".strip() + ")") if part)


def said(error: BaseException) -> str:
    """An error as a message shows it: kind and text, on one line, whatever its author made of it."""
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - an error of a plugin may even fail to say what it is
        text = ""
    text = "".join(sign for sign in text if sign.isprintable())
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def versions(infos: Iterable[PluginInfo]) -> str:
    """The versions of all plugins that take part, as one stable line."""
    return ", ".join(f"{info.distribution} {info.version}".strip() for info in infos if info.loaded)

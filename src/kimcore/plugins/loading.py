"""Reads one plugin: its version of the contract, its hooks, their arguments. What is wrong is said in German."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import pluggy

from kimcore.errors import PluginError
from kimcore.plugins.hookspecs import API_VERSION, PROJECT, Hooks

__all__ = ["HOOKS", "Hook", "read_plugin"]

HOOKS: Mapping[str, tuple[str, ...]] = {
    name: tuple(inspect.signature(spec).parameters)[1:]
    for name, spec in vars(Hooks).items()
    if name.startswith("kimcore_")
}
"""Every hook with its arguments."""

Hook = Callable[..., Any]
"""A plugin's implementation of a hook, called with all arguments of the hook by name, whichever of them it takes."""


def read_plugin(load: Callable[[], Any]) -> dict[str, Hook]:
    """Load a plugin and return its implementations by hook.

    Raises:
        PluginError: it is made for another version of the contract, or breaks it.
    """
    module = load()
    _check_version(getattr(module, "kimcore_api", API_VERSION))
    manager = pluggy.PluginManager(PROJECT)
    manager.register(module, PROJECT)
    hooks: dict[str, Hook] = {}
    for caller in manager.get_hookcallers(module) or ():
        for implementation in caller.get_hookimpls():
            if caller.name in hooks:
                raise PluginError(f"{caller.name} ist zweimal da. Eine der beiden Funktionen entfernen")
            hooks[caller.name] = _checked(caller.name, implementation)
    if bare := [name for name in HOOKS if name not in hooks and inspect.isroutine(getattr(module, name, None))]:
        raise PluginError(f"{', '.join(bare)}: Über der Funktion fehlt @kimcore.hookimpl")
    if not hooks:
        raise PluginError("meldet nichts an: keine Funktion mit @kimcore.hookimpl")
    return dict(sorted(hooks.items()))


def _check_version(wanted: Any) -> None:
    if type(wanted) is not int or wanted < 1:
        raise PluginError(
            f"kimcore_api = {wanted!r} ist keine Version der Plugin-Schnittstelle. Eine ganze Zahl ab 1 angeben: "
            f"kimcore_api = {API_VERSION}"
        )
    if wanted > API_VERSION:
        from importlib.metadata import version  # noqa: PLC0415 - only on the way out

        raise PluginError(
            f"ist für die Plugin-Schnittstelle {wanted} gemacht; kimcore {version('kimcore')} hat {API_VERSION}. "
            "kimcore aktualisieren oder eine ältere Version des Plugins installieren"
        )


def _checked(name: str, implementation: pluggy.HookImpl) -> Hook:
    """The implementation of a hook that exists, with arguments it has."""
    if name not in HOOKS:
        from kimcore.convert.problems import meant  # noqa: PLC0415 - only on the way out

        hint = meant(name, HOOKS) or f"Es gibt: {', '.join(HOOKS)}"
        raise PluginError(f"kennt einen Hook, den kimcore nicht hat: {name}. {hint}")
    if implementation.wrapper or implementation.hookwrapper:
        raise PluginError(f"{name}: Einen Hook von kimcore umhüllt niemand. wrapper und hookwrapper weglassen")
    names = implementation.argnames
    if wrong := [argument for argument in names if argument not in HOOKS[name]]:
        there = ", ".join(HOOKS[name]) or "keines"
        raise PluginError(f"{name}: Das Argument {', '.join(wrong)} gibt es nicht. Es gibt: {there}")

    def call(**arguments: Any) -> Any:
        return implementation.function(*(arguments[argument] for argument in names))

    return call

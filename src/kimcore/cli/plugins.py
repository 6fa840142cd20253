"""``kimcore plugins``: what is installed, what it takes part in, and why it was refused."""

from typing import Any

import click

from kimcore.cli.params import examples, format_option
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import block, emit, emit_json
from kimcore.plugins.info import PluginInfo, PluginState
from kimcore.plugins.registry import Registry

__all__ = ["command"]

_COLOURS = dict(zip(PluginState, ("green", "yellow", "red", "white"), strict=True))
_LABELS = {
    "exporters": "Dokumente", "renderers": "Formate", "richtlinien": "Regelwerke", "themes": "Themes",
    "extensions": "Abschnitte", "commands": "Befehle",
}  # fmt: skip


@click.command(
    name="plugins",
    options_metavar="[OPTIONEN]",
    help="Die Plugins: Version, Zustand, was sie mitbringen; bei einem, das nicht mitmacht, der Grund.",
    epilog=examples("kimcore plugins", "kimcore --plugins-dir . plugins", "kimcore plugins --format json"),
)
@format_option
@click.pass_obj
def command(settings: Settings, output: str) -> None:
    """List the plugins."""
    infos = settings.kim.plugins()
    if output == "json":
        emit_json([_item(info, settings.kim.registry) for info in infos])
        return
    for info in infos:
        _show(info, settings.kim.registry)


def _brought(info: PluginInfo, registry: Registry) -> dict[str, list[str]]:
    """What a plugin brings: the names, by kind."""
    names = {
        kind: [name for name in getattr(registry, kind) if registry.owner(f"kimcore_{kind}", name).name == info.name]
        for kind in ("checks", *_LABELS)
    }
    return {kind: found for kind, found in names.items() if found}


def _show(info: PluginInfo, registry: Registry) -> None:
    name = click.style(f"{info.name} {info.version}".strip(), fg="cyan", bold=True)
    emit(f"{name}  {click.style(info.state.value, fg=_COLOURS[info.state], bold=True)}")
    hooks = ", ".join(hook.removeprefix("kimcore_") for hook in info.hooks)
    parts = {} if info.own else _brought(info, registry)
    checks = ((code, registry.checks[code].title) for code in parts.pop("checks", ()))
    brought = ((_LABELS[kind], ", ".join(names)) for kind, names in parts.items())
    reasons = (("Grund", text) for text in info.reasons)
    for label, text in (("Paket", info.distribution), ("Hooks", hooks), *brought, *checks, *reasons):
        if text:
            emit(block(text, first=f"  {label}: "))
    emit()


def _item(info: PluginInfo, registry: Registry) -> dict[str, Any]:
    return {
        "name": info.name,
        "distribution": info.distribution,
        "version": info.version,
        "hooks": list(info.hooks),
        "parts": _brought(info, registry),
        "state": info.state.value,
        "reason": info.reason,
    }

"""``kimcore plugins``: what is installed, what it takes part in, and why it was refused."""

from typing import Any

import click

from kimcore.cli.lazy import COMMANDS
from kimcore.cli.params import examples, format_option
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import block, emit, emit_json
from kimcore.plugins.registry import PluginInfo

__all__ = ["command"]

_COLOURS = {"geladen": "green", "eingeschränkt": "yellow", "abgelehnt": "red"}


@click.command(
    name="plugins",
    options_metavar="[OPTIONEN]",
    help="Die Plugins mit Version, Hooks und Zustand; bei einem Plugin, das nicht mitmacht, der Grund.",
    epilog=examples("kimcore plugins", "kimcore --plugins-dir . plugins", "kimcore plugins --format json"),
)
@format_option
@click.pass_obj
def command(settings: Settings, output: str) -> None:
    """List the plugins."""
    shadowed = sorted(COMMANDS.keys() & settings.plugin_commands.keys())
    items = [_item(info, settings, shadowed) for info in settings.kim.registry.plugins]
    if output == "json":
        emit_json(items)
        return
    for item in items:
        _show(item)


def _show(item: dict[str, Any]) -> None:
    name = f"{item['name']} {item['version']}".strip()
    state = click.style(item["state"], fg=_COLOURS[item["state"]], bold=True)
    emit(f"{click.style(name, fg='cyan', bold=True)}  {state}")
    hooks = ", ".join(hook.removeprefix("kimcore_") for hook in item["hooks"])
    for label, text in (("Paket", item["distribution"]), ("Hooks", hooks), ("Grund", item["reason"])):
        if text:
            emit(block(text, first=f"  {label}: "))
    emit()


def _item(info: PluginInfo, settings: Settings, shadowed: list[str]) -> dict[str, Any]:
    registry = settings.kim.registry
    hidden = [name for name in shadowed if registry.owner("kimcore_commands", name) == info]
    reasons = [info.reason] if info.reason else []
    reasons += [f"Den Befehl „{name}“ bringt kimcore selbst mit; der des Plugins bleibt außen vor" for name in hidden]
    state = "abgelehnt" if not info.loaded else "eingeschränkt" if reasons else "geladen"
    return {
        "name": info.name,
        "distribution": info.distribution,
        "version": info.version,
        "hooks": list(info.hooks),
        "state": state,
        "reason": "; ".join(reasons),
    }

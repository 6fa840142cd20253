"""``kimcore plugins``: what is installed, what it takes part in, and why it was refused."""

from typing import Any

import click

from kimcore.cli.params import examples, format_option
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import block, emit, emit_json
from kimcore.plugins.info import PluginInfo, PluginState

__all__ = ["command"]

_COLOURS = {state.value: colour for state, colour in zip(PluginState, ("green", "yellow", "red", "white"), strict=True)}


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
    items = [_item(info) for info in settings.kim.plugins()]
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


def _item(info: PluginInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "distribution": info.distribution,
        "version": info.version,
        "hooks": list(info.hooks),
        "state": info.state.value,
        "reason": info.reason,
    }

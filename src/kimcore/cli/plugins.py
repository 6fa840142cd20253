"""``kimcore plugins``: what is installed, what it takes part in, and why it was refused."""

from typing import Any

import click

from kimcore.cli.params import examples, format_option
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import block, emit, emit_json
from kimcore.plugins.info import PluginInfo, PluginState

__all__ = ["command"]

_COLOURS = dict(zip(PluginState, ("green", "yellow", "red", "white"), strict=True))


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
    infos = settings.kim.plugins()
    if output == "json":
        emit_json([_item(info) for info in infos])
        return
    for info in infos:
        _show(info)


def _show(info: PluginInfo) -> None:
    name = click.style(f"{info.name} {info.version}".strip(), fg="cyan", bold=True)
    emit(f"{name}  {click.style(info.state.value, fg=_COLOURS[info.state], bold=True)}")
    hooks = ", ".join(hook.removeprefix("kimcore_") for hook in info.hooks)
    for label, text in (("Paket", info.distribution), ("Hooks", hooks), *(("Grund", text) for text in info.reasons)):
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

"""What the global options say, and the session made from them when a command first needs it."""

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import click

from kimcore.cli.results import results_only

if TYPE_CHECKING:
    from kimcore.plugins.info import PluginInfo
    from kimcore.session import Kimcore

__all__ = ["Settings", "settings_of"]


class Settings:
    """The global options. Plugin commands find it as ``ctx.obj`` and the session as ``ctx.obj.kim``.

    Attributes:
        plugins: False leaves installed plugins out.
        plugins_dir: a folder of one-file plugins, or None.
    """

    def __init__(self, *, plugins: bool = True, plugins_dir: str | None = None) -> None:
        self.plugins = plugins
        self.plugins_dir = plugins_dir

    @cached_property
    def kim(self) -> "Kimcore":
        """The session."""
        from kimcore.session import Kimcore  # noqa: PLC0415 - help and wrong use need no session

        strict = os.environ.get("KIMCORE_STRICT") == "1"
        return Kimcore(plugins=self.plugins, plugins_dir=self.plugins_dir, strict=strict)

    @cached_property
    def has_plugins(self) -> bool:
        """Whether there is any plugin besides kimcore's own parts; found without loading one."""
        if self.plugins_dir is not None:
            return True
        if not self.plugins or os.environ.get("KIMCORE_PLUGINS", "all").strip() == "":
            return False
        from importlib.metadata import entry_points  # noqa: PLC0415 - costs a look into every installed package

        return bool(entry_points(group="kimcore"))

    @cached_property
    def plugin_commands(self) -> Mapping[str, click.Command]:
        """The commands that plugins bring, by name."""
        if not self.has_plugins:
            return {}
        with results_only():
            return self.kim.registry.commands

    def owner(self, command: str) -> "PluginInfo":
        """The plugin that brought a command."""
        return self.kim.registry.owner("kimcore_commands", command)


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this run, made from the global options when they are first asked for."""
    root = ctx.find_root()
    if not isinstance(root.obj, Settings):
        root.obj = Settings(plugins=root.params.get("plugins") is not False, plugins_dir=root.params.get("plugins_dir"))
    return root.obj

"""What the global options say, and the session made from them when a command first needs it."""

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import click

from kimcore.cli.results import results_only

if TYPE_CHECKING:
    from kimcore.plugins.info import PluginInfo
    from kimcore.plugins.loader import Commands
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
        from kimcore.plugins.entries import entries  # noqa: PLC0415 - takes a look at installed packages

        return any(entries())

    @cached_property
    def _brought(self) -> "Commands":
        from kimcore.plugins.loader import commands_of  # noqa: PLC0415 - see above

        with results_only():
            return commands_of(plugins=self.plugins, plugins_dir=self.plugins_dir)

    @property
    def plugin_commands(self) -> Mapping[str, click.Command]:
        """The commands that plugins bring, by name."""
        return self._brought.commands if self.has_plugins else {}

    @property
    def troubles(self) -> tuple[str, ...]:
        """The plugins that do not take part, or not with all, as far as they have been loaded in this run."""
        loaded = vars(self).get("kim")
        brought = vars(self).get("_brought")
        infos = loaded.registry.plugins if loaded and loaded.is_loaded else brought.plugins if brought else ()
        return tuple(dict.fromkeys(info.name for info in infos if info.reasons and not info.off))

    def owner(self, command: str) -> "PluginInfo":
        """The plugin that brought a command."""
        return self._brought.owners[command]


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this run, made from the global options when they are first asked for."""
    root = ctx.find_root()
    if not isinstance(root.obj, Settings):
        root.obj = Settings(plugins=root.params.get("plugins") is not False, plugins_dir=root.params.get("plugins_dir"))
    return root.obj

"""What there is: everything that kimcore and its plugins bring, by name."""

from collections.abc import Callable, Iterable, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs

from kimcore.checks.base import Check
from kimcore.exporters.base import Exporter
from kimcore.plugins.info import PluginInfo
from kimcore.plugins.kinds import KINDS
from kimcore.plugins.loader import Loader, load_plugins
from kimcore.render.base import Renderer
from kimcore.render.theme import Theme

__all__ = ["Registry", "build_registry"]


@attrs.frozen(kw_only=True)
class Registry:
    """What there is, by name."""

    plugins: tuple[PluginInfo, ...]
    exporters: Mapping[str, type[Exporter]]
    renderers: Mapping[str, type[Renderer]]
    checks: Mapping[str, type[Check]]
    richtlinien: Mapping[str, Traversable]
    themes: Mapping[str, Theme]
    extensions: Mapping[str, type]
    commands: Mapping[str, Any]
    extenders: tuple[tuple[PluginInfo, Callable[..., Any]], ...]
    owners: Mapping[str, PluginInfo]
    strict: bool = False

    def owner(self, kind: str, name: str) -> PluginInfo:
        """The plugin that brought an exporter, a renderer, a check and so on."""
        return self.owners[f"{kind}:{name}"]

    @property
    def own_version(self) -> str:
        """The version of kimcore."""
        return self.plugins[0].version


def build_registry(
    *, plugins: bool | Iterable[Any] = True, plugins_dir: str | Path | None = None, strict: bool = False
) -> Registry:
    """Load kimcore's own parts and, unless told otherwise, every installed plugin.

    Args:
        plugins: True loads what is installed, as ``KIMCORE_PLUGINS`` selects it and as strictly as ``KIMCORE_STRICT``
            asks for; False leaves installed plugins out; modules (or objects with hooks) are loaded in their place.
        plugins_dir: a folder of one-file plugins, loaded besides.
        strict: raise PluginError instead of listing a broken plugin.

    Raises:
        FileError: the folder of plugins does not exist.
        PluginError: with ``strict``, for the first plugin that fails.
        UsageError: ``KIMCORE_PLUGIN_TIMEOUT`` is no number.
    """
    return _registry(load_plugins(plugins=plugins, plugins_dir=plugins_dir, strict=strict))


def _registry(loader: Loader) -> Registry:
    parts = {hook.removeprefix("kimcore_"): loader.parts(kind) for hook, kind in KINDS.items()}
    parts["extensions"] = {name: cls for name, (_, cls) in parts["extensions"].items()}
    return Registry(
        **parts,
        extenders=loader.extenders(),
        plugins=loader.listed(),
        owners=loader.owners,
        strict=loader.strict,
    )

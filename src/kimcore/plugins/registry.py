"""Loads plugins one by one, refuses broken ones with their reason, and lists what all of them bring."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs

from kimcore.checks.base import Check
from kimcore.errors import PluginError
from kimcore.exporters.base import Exporter
from kimcore.plugins.environment import Environment
from kimcore.plugins.info import OWN, PluginInfo
from kimcore.plugins.limits import limited
from kimcore.plugins.loading import Hook, read_plugin
from kimcore.plugins.parts import KINDS, Kind, Part, examined
from kimcore.plugins.sources import Candidate, candidates
from kimcore.render.base import Renderer
from kimcore.render.theme import Theme

__all__ = ["Registry", "build_registry"]

_EXTEND = "kimcore_extend"


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


@attrs.define(eq=False)
class _Plugin:
    """A plugin that is being loaded."""

    info: PluginInfo
    hooks: Mapping[str, Hook] = attrs.field(factory=dict)
    reasons: list[str] = attrs.field(factory=list)

    def listed(self) -> PluginInfo:
        reasons = tuple(dict.fromkeys(self.reasons))
        return attrs.evolve(self.info, hooks=tuple(self.hooks), reasons=reasons)


class _Loader:
    def __init__(self, *, strict: bool, seconds: float) -> None:
        self.strict = strict
        self.seconds = seconds
        self.plugins: list[_Plugin] = []
        self.owners: dict[str, PluginInfo] = {}

    def add(self, candidate: Candidate) -> None:
        """Load one plugin. Whatever goes wrong becomes its reason."""
        plugin = _Plugin(candidate.info)
        self.plugins.append(plugin)
        if candidate.info.off:
            plugin.reasons.append("durch KIMCORE_PLUGINS abgeschaltet")
        elif candidate.refusal:
            self._blame(plugin, candidate.refusal)
        else:
            self._load(plugin, candidate.load)

    def _load(self, plugin: _Plugin, load: Callable[[], Any]) -> None:
        try:
            plugin.hooks = limited(lambda: read_plugin(load), self._seconds(plugin))
        except PluginError as error:
            self._blame(plugin, str(error), error.__cause__)
        else:
            plugin.info = attrs.evolve(plugin.info, hooks=tuple(plugin.hooks))

    def _seconds(self, plugin: _Plugin) -> float | None:
        return None if plugin.info.own else self.seconds

    def _blame(self, plugin: _Plugin, reason: str, cause: BaseException | None = None) -> None:
        """Note what is wrong with a plugin."""
        if self.strict:
            raise PluginError(f"Plugin {plugin.info}: {reason}") from cause
        plugin.reasons.append(reason)

    def parts(self, kind: Kind) -> dict[str, Any]:
        """The parts of a kind by name. Two of one name are both refused, unless one of them is kimcore's own."""
        found = [(plugin, part) for plugin in self.plugins for part in self._parts_of(plugin, kind)]
        claims: dict[str, list[_Plugin]] = {}
        for plugin, part in found:
            for claim in part.claims:
                claims.setdefault(claim, []).append(plugin)
        refused = {id(part) for plugin, part in found if self._is_doubled(kind, plugin, part, claims)}
        there = sorted((pair for pair in found if id(pair[1]) not in refused), key=lambda pair: pair[1].name)
        self.owners |= {f"{kind.hook}:{part.name}": plugin.info for plugin, part in there}
        return {part.name: part.item for _, part in there}

    def _parts_of(self, plugin: _Plugin, kind: Kind) -> list[Part]:
        hook = plugin.hooks.get(kind.hook)
        if hook is None:
            return []
        try:
            found: list[Part | str] = limited(lambda: examined(kind, hook()), self._seconds(plugin))
        except PluginError as error:
            self._blame(plugin, f"{kind.hook}: {error}", error.__cause__)
            return []
        for problem in (part for part in found if isinstance(part, str)):
            self._blame(plugin, f"{kind.hook}: {problem}")
        return [part for part in found if isinstance(part, Part)]

    def _is_doubled(self, kind: Kind, plugin: _Plugin, part: Part, claims: Mapping[str, list[_Plugin]]) -> bool:
        """Whether a name of this part belongs to another one, too; its plugin is told."""
        for claim in part.claims:
            others = claims[claim]
            if len(others) == 1 or plugin.info.own:
                continue
            both = " und ".join(str(other.info) for other in others)
            own = any(other.info.own for other in others)
            said = "bringt kimcore selbst mit" if own else f"gibt es doppelt, in {both}"
            left = "das des Plugins bleibt" if own else "beide bleiben"
            self._blame(plugin, f"{kind.hook}: „{claim}“ {said}; {left} außen vor")
            return True
        return False

    def extenders(self) -> tuple[tuple[PluginInfo, Hook], ...]:
        """The implementations of ``kimcore_extend``, by plugin name."""
        found = ((plugin.info, plugin.hooks[_EXTEND]) for plugin in self.plugins if _EXTEND in plugin.hooks)
        return tuple(sorted(found, key=lambda pair: pair[0].name))


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
    environment = Environment.read() if plugins is True else None
    modules = () if isinstance(plugins, bool) else plugins
    found = candidates(installed=environment, modules=modules, folder=plugins_dir)
    asked = environment or Environment()
    loader = _Loader(strict=strict or asked.strict, seconds=asked.seconds)
    loader.add(_own())
    for candidate in found:
        loader.add(candidate)
    return _registry(loader)


def _own() -> Candidate:
    info = PluginInfo(name=OWN, distribution=OWN, version=version(OWN))
    return Candidate(info=info, load=lambda: import_module("kimcore.plugins.builtin"))


def _registry(loader: _Loader) -> Registry:
    parts = {hook.removeprefix("kimcore_"): loader.parts(kind) for hook, kind in KINDS.items()}
    parts["extensions"] = {name: cls for name, (_, cls) in parts["extensions"].items()}
    return Registry(
        **parts,
        extenders=loader.extenders(),
        plugins=tuple(plugin.listed() for plugin in loader.plugins),
        owners=loader.owners,
        strict=loader.strict,
    )

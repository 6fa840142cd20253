"""Loads plugins one by one, refuses broken ones with their reason, and asks them for what they bring."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from kimcore.errors import PluginError
from kimcore.plugins.environment import Environment
from kimcore.plugins.info import OWN, PluginInfo
from kimcore.plugins.limits import limited
from kimcore.plugins.loading import Hook, read_plugin
from kimcore.plugins.parts import COMMAND, Kind, Part, examined
from kimcore.plugins.sources import Candidate, candidates

__all__ = ["Commands", "Loader", "commands_of", "load_plugins"]

_EXTEND = "kimcore_extend"


class Loaded:
    """A plugin that is being loaded."""

    def __init__(self, info: PluginInfo) -> None:
        self.info = info
        self.hooks: Mapping[str, Hook] = {}
        self.reasons: list[str] = []

    def listed(self) -> PluginInfo:
        reasons = tuple(dict.fromkeys(self.reasons))
        return self.info._replace(hooks=tuple(self.hooks), reasons=reasons)


class Loader:
    """The plugins that are being loaded, and what they bring."""

    def __init__(self, *, strict: bool, seconds: float) -> None:
        self.strict = strict
        self.seconds = seconds
        self.plugins: list[Loaded] = []
        self.owners: dict[str, PluginInfo] = {}

    def add(self, candidate: Candidate) -> None:
        """Load one plugin. Whatever goes wrong becomes its reason."""
        plugin = Loaded(candidate.info)
        self.plugins.append(plugin)
        if candidate.info.off:
            plugin.reasons.append("durch KIMCORE_PLUGINS abgeschaltet")
        elif candidate.refusal:
            self._blame(plugin, candidate.refusal)
        else:
            self._load(plugin, candidate.load)

    def _load(self, plugin: Loaded, load: Callable[[], Any]) -> None:
        try:
            plugin.hooks = limited(lambda: read_plugin(load), self._seconds(plugin))
        except PluginError as error:
            self._blame(plugin, str(error), error.__cause__)
        else:
            plugin.info = plugin.info._replace(hooks=tuple(plugin.hooks))

    def _seconds(self, plugin: Loaded) -> float | None:
        return None if plugin.info.own else self.seconds

    def _blame(self, plugin: Loaded, reason: str, cause: BaseException | None = None) -> None:
        """Note what is wrong with a plugin."""
        if self.strict:
            raise PluginError(f"Plugin {plugin.info}: {reason}") from cause
        plugin.reasons.append(reason)

    def parts(self, kind: Kind) -> dict[str, Any]:
        """The parts of a kind by name. Two of one name are both refused, unless one of them is kimcore's own."""
        found = [(plugin, part) for plugin in self.plugins for part in self._parts_of(plugin, kind)]
        claims: dict[str, list[Loaded]] = {}
        for plugin, part in found:
            for claim in part.claims:
                claims.setdefault(claim, []).append(plugin)
        refused = {id(part) for plugin, part in found if self._is_doubled(kind, plugin, part, claims)}
        there = sorted((pair for pair in found if id(pair[1]) not in refused), key=lambda pair: pair[1].name)
        self.owners |= {f"{kind.hook}:{part.name}": plugin.info for plugin, part in there}
        return {part.name: part.item for _, part in there}

    def _parts_of(self, plugin: Loaded, kind: Kind) -> list[Part]:
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

    def _is_doubled(self, kind: Kind, plugin: Loaded, part: Part, claims: Mapping[str, list[Loaded]]) -> bool:
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

    def listed(self) -> tuple[PluginInfo, ...]:
        """The plugins with what is known of them by now."""
        return tuple(plugin.listed() for plugin in self.plugins)

    def extenders(self) -> tuple[tuple[PluginInfo, Hook], ...]:
        """The implementations of ``kimcore_extend``, by plugin name."""
        found = ((plugin.info, plugin.hooks[_EXTEND]) for plugin in self.plugins if _EXTEND in plugin.hooks)
        return tuple(sorted(found, key=lambda pair: pair[0].name))


def load_plugins(
    *,
    plugins: bool | Iterable[Any] = True,
    plugins_dir: str | Path | None = None,
    strict: bool = False,
    own: bool = True,
    wanted: Callable[[Candidate], bool] = lambda _: True,
) -> Loader:
    """Load kimcore's own parts and the plugins that are wanted; the other arguments are those of ``build_registry``.

    Raises:
        FileError: the folder of plugins does not exist.
        PluginError: with ``strict``, for the first plugin that fails.
        UsageError: ``KIMCORE_PLUGIN_TIMEOUT`` is no number.
    """
    environment = Environment.read() if plugins is True else None
    modules = () if isinstance(plugins, bool) else plugins
    found = candidates(installed=environment, modules=modules, folder=plugins_dir)
    asked = environment or Environment()
    loader = Loader(strict=strict or asked.strict, seconds=asked.seconds)
    if own:
        loader.add(_own())
    for candidate in filter(wanted, found):
        loader.add(candidate)
    return loader


class Commands(NamedTuple):
    """The commands that plugins bring, by name the plugin of each, and the plugins that were loaded for it."""

    commands: Mapping[str, Any]
    owners: Mapping[str, PluginInfo]
    plugins: tuple[PluginInfo, ...]


def commands_of(*, plugins: bool = True, plugins_dir: str | Path | None = None) -> Commands:
    """The commands that plugins bring, without loading kimcore's own parts or a plugin that has none.

    Raises:
        FileError: the folder of plugins does not exist.
        PluginError: with ``KIMCORE_STRICT``, for the first plugin that fails.
        UsageError: ``KIMCORE_PLUGIN_TIMEOUT`` is no number.
    """
    loader = load_plugins(plugins=plugins, plugins_dir=plugins_dir, own=False, wanted=_may_have_commands)
    commands = loader.parts(COMMAND)
    owners = {name: loader.owners[f"{COMMAND.hook}:{name}"] for name in commands}
    return Commands(commands, owners, loader.listed())


def _may_have_commands(candidate: Candidate) -> bool:
    """Whether the source of a plugin speaks of commands; where it cannot be read, whoever loads it will see."""
    try:
        source = candidate.source()
    except Exception:  # noqa: BLE001 - whatever keeps it from being found keeps it from being loaded, which says why
        return True
    return source is None or COMMAND.hook in source or "import *" in source


def _own() -> Candidate:
    from importlib.metadata import version  # noqa: PLC0415 - kimcore's help needs no version

    info = PluginInfo(name=OWN, distribution=OWN, version=version(OWN))
    return Candidate(info=info, load=lambda: import_module("kimcore.plugins.builtin"))

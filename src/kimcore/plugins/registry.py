"""Loads plugins one by one, refuses broken ones with their reason, and lists what all of them bring."""

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.metadata import EntryPoint, entry_points, version
from importlib.resources.abc import Traversable
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import attrs
import pluggy

from kimcore.checks.base import Check
from kimcore.errors import FileError, PluginError
from kimcore.exporters.base import Exporter
from kimcore.plugins.hookspecs import API_VERSION, PROJECT, Hooks
from kimcore.render.base import Renderer
from kimcore.render.theme import Theme

__all__ = ["PluginInfo", "Registry", "build_registry"]

Item = TypeVar("Item")


@attrs.frozen(kw_only=True)
class PluginInfo:
    """A plugin as ``kimcore plugins`` lists it.

    Attributes:
        name: the name of its entry point or file; ``kimcore`` for what comes with kimcore.
        distribution: the package it was installed with, or the file.
        version: its version, or an empty text.
        hooks: the hooks it implements.
        reason: why it was refused or what of it failed; empty where all is well.
    """

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...] = ()
    reason: str = ""

    @property
    def loaded(self) -> bool:
        """True where it takes part."""
        return bool(self.hooks)

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, f"({self.distribution} {self.version}".strip() + ")") if part)


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
    commands: tuple[Any, ...]
    extenders: tuple[tuple[PluginInfo, Callable[..., Any]], ...]
    owners: Mapping[str, PluginInfo]
    strict: bool = False

    def owner(self, kind: str, name: str) -> PluginInfo:
        """The plugin that brought an exporter, a renderer, a check and so on."""
        return self.owners[f"{kind}:{name}"]


class _Loader:
    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.manager = pluggy.PluginManager(PROJECT)
        self.manager.add_hookspecs(Hooks)
        self.hooks = frozenset(name for name in vars(Hooks) if name.startswith("kimcore_"))
        self.infos: list[PluginInfo] = []
        self.modules: list[tuple[PluginInfo, Any]] = []
        self.owners: dict[str, PluginInfo] = {}

    def add(self, info: PluginInfo, load: Callable[[], Any]) -> None:
        """Load one plugin. Whatever goes wrong becomes its reason."""
        try:
            module = load()
            hooks = self._accept(module)
            self.manager.register(module, info.name)
        except Exception as error:  # noqa: BLE001 - a plugin may raise anything; the others must work
            self._refuse(info, error)
            return
        info = attrs.evolve(info, hooks=hooks)
        self.infos.append(info)
        self.modules.append((info, module))

    def _accept(self, module: Any) -> tuple[str, ...]:
        wanted = getattr(module, "kimcore_api", API_VERSION)
        if not isinstance(wanted, int) or wanted > API_VERSION:
            raise PluginError(f"ist für die Plugin-Schnittstelle {wanted} gemacht; dieses kimcore hat {API_VERSION}")
        named = sorted(name for name in dir(module) if name.startswith("kimcore_") and name != "kimcore_api")
        hooks = tuple(name for name in named if self.manager.parse_hookimpl_opts(module, name) is not None)
        if wrong := [name for name in hooks if name not in self.hooks]:
            known = ", ".join(sorted(self.hooks))
            raise PluginError(f"kennt einen Hook, den kimcore nicht hat: {', '.join(wrong)}. Es gibt: {known}")
        if not hooks:
            raise PluginError("meldet nichts an: keine Funktion mit @kimcore.hookimpl")
        return hooks

    def _refuse(self, info: PluginInfo, error: Exception) -> None:
        reason = str(error) if isinstance(error, PluginError) else f"{type(error).__name__}: {error}"
        if self.strict:
            raise PluginError(f"Plugin {info}: {reason}") from error
        self.infos.append(attrs.evolve(info, hooks=(), reason=reason))

    def _blame(self, info: PluginInfo, reason: str, error: Exception | None = None) -> None:
        """Note a failure of a plugin that otherwise takes part."""
        if self.strict:
            raise PluginError(f"Plugin {info}: {reason}") from error
        self.infos = [attrs.evolve(old, reason=reason) if old.name == info.name else old for old in self.infos]

    def collect(self, hook: str) -> Iterator[tuple[PluginInfo, Any]]:
        """Everything the plugins return for a hook, item by item."""
        for info, module in self.modules:
            if hook not in info.hooks:
                continue
            try:
                result = getattr(module, hook)()
                items = list(result.items()) if isinstance(result, Mapping) else list(result)
            except Exception as error:  # noqa: BLE001 - a plugin may raise anything; the others must work
                self._blame(info, f"{hook}: {type(error).__name__}: {error}", error)
                continue
            for item in items:
                yield info, item

    def named(self, hook: str, name_of: Callable[[Any], str], accept: Callable[[Any], bool]) -> dict[str, Any]:
        """The items of a hook by name; two of one name are both refused and both plugins named."""
        found: dict[str, list[tuple[PluginInfo, Any]]] = {}
        for info, item in self.collect(hook):
            if accept(item):
                found.setdefault(name_of(item), []).append((info, item))
            else:
                self._blame(info, f"{hook} liefert etwas, das kein Teil dieses Hooks ist: {item!r}")
        for name, owners in found.items():
            if len(owners) > 1:
                plugins = " und ".join(str(info) for info, _ in owners)
                for info, _ in owners:
                    self._blame(info, f"{hook}: „{name}“ gibt es doppelt, in {plugins}; beide bleiben außen vor")
        single = {name: owners[0] for name, owners in sorted(found.items()) if len(owners) == 1}
        self.owners.update({f"{hook}:{name}": info for name, (info, _) in single.items()})
        return {name: item for name, (_, item) in single.items()}


def build_registry(
    *, plugins: bool | Iterable[Any] = True, plugins_dir: str | Path | None = None, strict: bool = False
) -> Registry:
    """Load kimcore's own parts and, unless told otherwise, every installed plugin.

    Args:
        plugins: False leaves installed plugins out; modules (or objects with hooks) are loaded in their place.
        plugins_dir: a folder of one-file plugins, loaded besides.
        strict: raise PluginError instead of listing a broken plugin.

    Raises:
        FileError: the folder of plugins does not exist.
        PluginError: with ``strict``, for the first plugin that fails.
    """
    if plugins_dir is not None and not Path(plugins_dir).is_dir():
        raise FileError(f"Den Plugin-Ordner „{plugins_dir}“ gibt es nicht. Den Namen des Ordners prüfen.")
    loader = _Loader(strict=strict)
    own = PluginInfo(name="kimcore", distribution="kimcore", version=_own_version())
    loader.add(own, lambda: importlib.import_module("kimcore.plugins.builtin"))
    for entry in sorted(entry_points(group=PROJECT), key=lambda entry: entry.name) if plugins is True else ():
        loader.add(_info(entry), entry.load)
    for module in () if isinstance(plugins, bool) else plugins:
        loader.add(_given(module), partial(_itself, module))
    for path in sorted(Path(plugins_dir).glob("*.py")) if plugins_dir else ():
        loader.add(PluginInfo(name=path.stem, distribution=path.name, version=""), partial(_from_file, path))
    return _registry(loader)


def _registry(loader: _Loader) -> Registry:
    exporters = loader.named("kimcore_exporters", lambda item: item.name, _is_a(Exporter, "name"))
    renderers = loader.named("kimcore_renderers", lambda item: item.format, _is_a(Renderer, "format"))
    checks = loader.named("kimcore_checks", lambda item: item.code, _is_a(Check, "code"))
    richtlinien = loader.named("kimcore_richtlinien", lambda item: Path(item.name).stem, lambda _: True)
    themes = loader.named("kimcore_themes", lambda item: item.name, lambda item: isinstance(item, Theme))
    extensions = loader.named("kimcore_extensions", lambda item: str(item[0]), lambda item: attrs.has(item[1]))
    commands = loader.named("kimcore_commands", lambda item: str(item.name), lambda item: hasattr(item, "name"))
    extenders = [(info, module.kimcore_extend) for info, module in loader.modules if "kimcore_extend" in info.hooks]
    return Registry(
        exporters=exporters,
        renderers=renderers,
        checks=checks,
        richtlinien=richtlinien,
        themes=themes,
        extensions={name: item[1] for name, item in extensions.items()},
        commands=tuple(commands.values()),
        extenders=tuple(sorted(extenders, key=lambda pair: pair[0].name)),
        plugins=tuple(loader.infos),
        owners=loader.owners,
        strict=loader.strict,
    )


def _is_a(base: type, attribute: str) -> Callable[[Any], bool]:
    return lambda item: isinstance(item, type) and issubclass(item, base) and hasattr(item, attribute)


def _info(entry: EntryPoint) -> PluginInfo:
    dist = entry.dist
    return PluginInfo(
        name=entry.name, distribution=dist.name if dist else entry.value, version=dist.version if dist else ""
    )


def _given(module: Any) -> PluginInfo:
    name = getattr(module, "__name__", type(module).__name__)
    return PluginInfo(name=name, distribution=name, version=str(getattr(module, "__version__", "")))


def _itself(module: Any) -> Any:
    return module


def _own_version() -> str:
    return version("kimcore")


def _from_file(path: Path) -> ModuleType:
    name = f"kimcore_plugin_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"{path.name} ist keine Python-Datei")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def versions(infos: Iterable[PluginInfo]) -> str:
    """The versions of all plugins that take part, as one stable line."""
    return ", ".join(f"{info.distribution} {info.version}".strip() for info in infos if info.loaded)

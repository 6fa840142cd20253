"""Where plugins come from: entry points, files of a folder, modules handed over. Nothing is loaded here yet."""

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from kimcore.errors import FileError, PluginError
from kimcore.plugins.entries import Entry, entries
from kimcore.plugins.environment import Environment
from kimcore.plugins.info import OWN, PluginInfo

__all__ = ["Candidate", "candidates"]


class Candidate(NamedTuple):
    """A plugin that may be loaded.

    Attributes:
        info: what is known of it before.
        load: gives its module.
        refusal: why it must not be loaded, or an empty text.
        source: gives the text of its module without loading it, or None.
    """

    info: PluginInfo
    load: Callable[[], Any]
    refusal: str = ""
    source: Callable[[], str | None] = lambda: None


def candidates(
    *, installed: Environment | None, modules: Iterable[Any], folder: str | Path | None
) -> tuple[Candidate, ...]:
    """Every plugin there is, by name within its source; of two with one name both are refused.

    Args:
        installed: which of the installed plugins; None for none.
        modules: modules, or objects with hooks.
        folder: a folder of one-file plugins.

    Raises:
        FileError: there is no such folder.
    """
    found = [
        *(_installed(installed) if installed else ()),
        *(_given(module) for module in _each_once(modules)),
        *(_files(Path(folder)) if folder is not None else ()),
    ]
    return tuple(one._replace(refusal=one.refusal or _doubled(one, found)) for one in found)


def _doubled(one: Candidate, found: Iterable[Candidate]) -> str:
    """Why the name of a plugin is not its own, or an empty text."""
    if one.info.name == OWN:
        return f"So heißt kimcore selbst. Das Plugin braucht einen anderen Namen als „{OWN}“"
    same = [str(other.info) for other in found if other.info.name == one.info.name and not other.info.off]
    if len(same) < 2 or one.info.off:  # noqa: PLR2004 - two are one too many
        return ""
    return f"Den Namen „{one.info.name}“ gibt es doppelt: {' und '.join(same)}; sie bleiben außen vor"


def _installed(environment: Environment) -> Iterator[Candidate]:
    """The installed plugins, as ``KIMCORE_PLUGINS`` selects them; a name there that nobody has is one that fails."""
    if environment.selection is not None and not environment.selection.strip():
        return
    wanted, unwanted = environment.names
    found = sorted(entries())
    for entry in found:
        off = entry.name in unwanted or bool(wanted and entry.name not in wanted)
        yield Candidate(info=_info(entry)._replace(off=off), load=entry.load, source=partial(_source, entry))
    names = [entry.name for entry in found]
    for name in dict.fromkeys(name for name in (*wanted, *unwanted) if name not in names):
        from kimcore.convert.problems import meant  # noqa: PLC0415 - only on the way out

        hint = meant(name, names) or f"Es gibt: {', '.join(names) or 'keines'}."
        refusal = f"KIMCORE_PLUGINS nennt ein Plugin, das nicht installiert ist. {hint}"
        info = PluginInfo(name=name, distribution="KIMCORE_PLUGINS", version="")
        yield Candidate(info=info, load=str, refusal=refusal)


def _source(entry: Entry) -> str | None:
    """The source of a plugin's module; None where only an import could find it: that of a package it lies in, too."""
    spec = None if "." in entry.module else importlib.util.find_spec(entry.module)
    path = spec.origin if spec else None
    return Path(path).read_text(encoding="utf-8") if path and path.endswith(".py") else None


def _info(entry: Entry) -> PluginInfo:
    return PluginInfo(name=entry.name, distribution=entry.distribution, version=entry.version)


def _each_once(modules: Iterable[Any]) -> list[Any]:
    return list({id(module): module for module in modules}.values())


def _given(module: Any) -> Candidate:
    name = getattr(module, "__name__", type(module).__name__)
    info = PluginInfo(name=name, distribution=name, version=str(getattr(module, "__version__", "")))
    return Candidate(info=info, load=lambda: module)


def _files(folder: Path) -> Iterator[Candidate]:
    """The Python files of a folder; what begins with a point or an underscore is no plugin."""
    if not folder.is_dir():
        raise FileError(f"Den Plugin-Ordner „{folder}“ gibt es nicht. Den Namen des Ordners prüfen.")
    for path in sorted(folder.glob("*.py")):
        if not path.name.startswith((".", "_")):
            info = PluginInfo(name=path.stem, distribution=path.name, version="")
            yield Candidate(info=info, load=partial(_from_file, path))


def _from_file(path: Path) -> ModuleType:
    """Import a file under a name of its own; one that fails leaves nothing behind."""
    name = f"kimcore_plugin_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"{path.name} ist keine Python-Datei")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return module

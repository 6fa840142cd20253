"""What a plugin may bring: the kinds of things, what each is called, and what can be wrong with one."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs

from kimcore.blocks import Document, Workbook
from kimcore.checks.base import Check
from kimcore.errors import PluginError
from kimcore.exporters.base import Exporter
from kimcore.findings import Severity
from kimcore.model import Profile, VorgangKind
from kimcore.plugins.fields import extension_problems, option_problems
from kimcore.plugins.info import said
from kimcore.render.base import Renderer
from kimcore.render.theme import Theme

__all__ = ["KINDS", "OWN_COMMANDS", "Kind", "Part", "examined"]

OWN_COMMANDS = frozenset({
    "batch", "check", "convert", "demo", "export", "exporters", "form", "new", "plugin", "plugins", "rates", "read",
    "schema", "verify",
})  # fmt: skip
"""The commands that kimcore has itself, or will have."""

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+")
_FORMAT = re.compile(r"[a-z0-9]+")
_SUFFIX = re.compile(r"(\.[a-z0-9]+)+")
_MOST = 1000


@attrs.frozen(kw_only=True)
class Part:
    """Something that a plugin brings.

    Attributes:
        name: what it is looked up by.
        item: the class or object itself.
        claims: what it alone may be called; more than the name where a suffix must be unique, too.
    """

    name: str
    item: Any
    claims: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Kind:
    """A kind of things.

    Attributes:
        hook: the hook that brings them.
        problems: what is wrong with one, in German.
        name: what one is called, asked only where nothing is wrong.
        more: what it alone may be called besides.
    """

    hook: str
    problems: Callable[[Any], Iterator[str]]
    name: Callable[[Any], str]
    more: Callable[[Any], tuple[str, ...]] = lambda _: ()


def examined(kind: Kind, result: Any) -> list[Part | str]:
    """What a hook returned: the parts it brings, and a sentence for each one that is none.

    Raises:
        PluginError: the hook returned no collection at all, or one without an end.
    """
    entries = result.items() if isinstance(result, Mapping) else result
    if isinstance(entries, str) or not hasattr(type(entries), "__iter__"):
        raise PluginError(f"liefert {_shown(result)} statt einer Liste")
    parts: list[Part | str] = []
    for item in entries:
        if len(parts) == _MOST:
            raise PluginError(f"liefert mehr als {_MOST} Teile")
        parts.append(_part(kind, item))
    return parts


def _part(kind: Kind, item: Any) -> Part | str:
    try:
        if problem := "; ".join(kind.problems(item)):
            return problem
        name = kind.name(item)
        return Part(name=name, item=item, claims=(name, *kind.more(item)))
    except Exception as error:  # noqa: BLE001 - a class may raise where it is only looked at; the others must work
        return f"{_shown(item)}: {said(error)}"


def _shown(item: Any) -> str:
    """An object as messages show it: its class, or the class that it is; its own repr may be anything."""
    return f"die Klasse {item.__name__}" if isinstance(item, type) else f"ein Objekt der Klasse {type(item).__name__}"


def _wrong(item: Any, base: Any) -> Iterator[str]:
    """What is wrong with a class that is to be of some kind, whatever kind it is."""
    if not (isinstance(item, type) and issubclass(item, base)):
        yield f"liefert {_shown(item)}; erwartet ist eine Klasse, die von kimcore.{base.__name__} erbt"
    elif inspect.isabstract(item):
        yield f"{item.__name__} schreibt nicht aus: {', '.join(sorted(getattr(item, '__abstractmethods__', ())))}"


def _words(item: Any, name: str, form: re.Pattern[str], example: str, title: str | None = "title") -> Iterator[str]:
    """What is wrong with the name and the German title of a class."""
    value = getattr(item, name, None)
    if not isinstance(value, str) or not form.fullmatch(value):
        yield f"{item.__name__}.{name} = {value!r:.60} hat nicht die Form von „{example}“"
    text = getattr(item, title, None) if title else "-"
    if not isinstance(text, str) or not text.strip():
        yield f"{item.__name__}.{title} fehlt: der deutsche Name"


def _exporter(item: Any) -> Iterator[str]:
    if wrong := list(_wrong(item, Exporter)):
        yield from wrong
        return
    yield from _words(item, "name", _NAME, "foerderantrag")
    if item.name == "all":
        yield "„all“ heißt bei „kimcore export“ alle Dokumente; ein einzelnes braucht einen anderen Namen"
    yield from option_problems(item.Options)
    if not isinstance(item.profile, Profile):
        yield f"{item.__name__}.profile ist kein Profile"
    if not isinstance(item.vorgang, VorgangKind | None):
        yield f"{item.__name__}.vorgang ist keine VorgangKind"
    yield from _made(item)


def _made(item: type[Exporter]) -> Iterator[str]:
    """What is wrong with that an exporter makes."""
    writes = item.write is not Exporter.write
    formats = item.formats
    if not isinstance(formats, tuple) or not all(isinstance(one, str) and _FORMAT.fullmatch(one) for one in formats):
        yield f'{item.__name__}.formats ist kein Tupel von Formaten wie ("pdf",)'
    elif writes and not formats:
        yield f"{item.__name__} schreibt mit write, aber formats sagt nicht, welche Formate"
    elif formats and not writes:
        yield f"{item.__name__}.formats gilt nur mit write; die Formate der Blöcke folgen aus den Renderern"
    elif not writes and not item.composes():
        yield f"{item.__name__} macht kein Dokument: weder document noch workbook noch write"


def _renderer(item: Any) -> Iterator[str]:
    if wrong := list(_wrong(item, Renderer)):
        yield from wrong
        return
    yield from _words(item, "format", _FORMAT, "xlsx", title=None)
    yield from _words(item, "suffix", _SUFFIX, ".xlsx", title=None)
    accepts = getattr(item, "accepts", None)
    if not isinstance(accepts, tuple) or not accepts or not set(accepts) <= {Document, Workbook}:
        yield f"{item.__name__}.accepts nennt nicht, was es schreibt: (Document,), (Workbook,) oder beide"


def _check(item: Any) -> Iterator[str]:
    if wrong := list(_wrong(item, Check)):
        yield from wrong
        return
    yield from _words(item, "code", _CODE, "MST-001")
    if not isinstance(item.severity, Severity):
        yield f"{item.__name__}.severity ist keine Severity"
    if not isinstance(item.citation, str | None):
        yield f"{item.__name__}.citation ist weder ein Text noch None"


def _richtlinie(item: Any) -> Iterator[str]:
    if not isinstance(item, Traversable):
        yield f"liefert {_shown(item)}; erwartet ist eine YAML-Datei aus importlib.resources.files"
    elif not item.name.endswith(".yaml") or not _NAME.fullmatch(_stem(item)):
        yield f"„{item.name}“ heißt nicht wie ein Regelwerk, zum Beispiel kim-nrw.yaml"


def _theme(item: Any) -> Iterator[str]:
    if not isinstance(item, Theme):
        yield f"liefert {_shown(item)}; erwartet ist ein kimcore.Theme"
    elif not isinstance(item.name, str) or not _NAME.fullmatch(item.name):
        yield f"Theme.name = {item.name!r:.60} hat nicht die Form von „sachlich“"


def _extension(item: Any) -> Iterator[str]:
    if not isinstance(item, tuple) or len(item) != 2 or not isinstance(item[0], str):  # noqa: PLR2004 - a pair
        yield f"liefert {_shown(item)}; erwartet ist {{„name“: Klasse}}"
        return
    if not _NAME.fullmatch(item[0]):
        yield f"Der Abschnitt {item[0]!r:.60} hat nicht die Form von „musterstadt“"
    yield from extension_problems(item[1])


def _command(item: Any) -> Iterator[str]:
    import click  # noqa: PLC0415 - only plugins with commands need it

    if not isinstance(item, click.Command):
        yield f"liefert {_shown(item)}; erwartet ist ein click.Command"
    elif not isinstance(item.name, str) or not _NAME.fullmatch(item.name):
        yield f"Der Befehl {item.name!r:.60} hat nicht die Form von „vorlage-pruefen“"
    elif item.name in OWN_COMMANDS:
        yield f"Den Befehl „{item.name}“ bringt kimcore selbst mit; der des Plugins bleibt außen vor"
    else:
        item.get_short_help_str()


def _stem(resource: Any) -> str:
    return Path(resource.name).stem


def _suffix(renderer: type[Renderer]) -> tuple[str, ...]:
    return (renderer.suffix,)


KINDS = {
    kind.hook: kind
    for kind in (
        Kind(hook="kimcore_exporters", problems=_exporter, name=lambda item: item.name),
        Kind(
            hook="kimcore_renderers",
            problems=_renderer,
            name=lambda item: item.format,
            more=lambda item: (item.suffix,),
        ),
        Kind(hook="kimcore_checks", problems=_check, name=lambda item: item.code),
        Kind(hook="kimcore_richtlinien", problems=_richtlinie, name=_stem),
        Kind(hook="kimcore_themes", problems=_theme, name=lambda item: item.name),
        Kind(hook="kimcore_extensions", problems=_extension, name=lambda item: item[0]),
        Kind(hook="kimcore_commands", problems=_command, name=lambda item: item.name),
    )
}
"""Every kind of things by its hook; ``kimcore_extend`` brings nothing, it changes."""

"""What a plugin may bring: what a kind of things is, how the result of a hook is looked at, and commands."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from kimcore.errors import PluginError
from kimcore.plugins.info import said

__all__ = ["COMMAND", "NAME", "OWN_COMMANDS", "Kind", "Part", "examined", "shown"]

OWN_COMMANDS = frozenset({
    "batch", "check", "convert", "demo", "export", "exporters", "form", "new", "plugin", "plugins", "rates", "read",
    "schema", "verify",
})  # fmt: skip
"""The commands that kimcore has itself, or will have."""

NAME = re.compile(r"[a-z][a-z0-9-]*")
_MOST = 1000


class Part(NamedTuple):
    """Something that a plugin brings.

    Attributes:
        name: what it is looked up by.
        item: the class or object itself.
        claims: what it alone may be called; more than the name where a suffix must be unique, too.
    """

    name: str
    item: Any
    claims: tuple[str, ...]


class Kind(NamedTuple):
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
        raise PluginError(f"liefert {shown(result)} statt einer Liste")
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
        return f"{shown(item)}: {said(error)}"


def shown(item: Any) -> str:
    """An object as messages show it: its class, or the class that it is; its own repr may be anything."""
    return f"die Klasse {item.__name__}" if isinstance(item, type) else f"ein Objekt der Klasse {type(item).__name__}"


def _command(item: Any) -> Iterator[str]:
    import click  # noqa: PLC0415 - only plugins with commands need it

    if not isinstance(item, click.Command):
        yield f"liefert {shown(item)}; erwartet ist ein click.Command"
    elif not isinstance(item.name, str) or not NAME.fullmatch(item.name):
        yield f"Der Befehl {item.name!r:.60} hat nicht die Form von „vorlage-pruefen“"
    elif item.name in OWN_COMMANDS:
        yield f"Den Befehl „{item.name}“ bringt kimcore selbst mit; der des Plugins bleibt außen vor"
    else:
        item.get_short_help_str()


COMMAND = Kind(hook="kimcore_commands", problems=_command, name=lambda item: item.name)
"""Commands; the one kind that is needed before anything is done."""

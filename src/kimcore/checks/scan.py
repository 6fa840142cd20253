"""Fast walks over the fields of a program that a check is about.

Which fields those are is worked out once per class: objects that can hold none are never entered, so 50,000 measures
take a fraction of a second.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

import attrs

from kimcore.model import Program
from kimcore.model.fields import fields_of, refers_to
from kimcore.plain import PathParts
from kimcore.values import Kind

__all__ = [
    "Found",
    "Odd",
    "Wanted",
    "entries",
    "is_markdown",
    "is_text",
    "kind_of",
    "owner_of",
    "positions",
    "references",
    "texts",
]

Found: TypeAlias = tuple[PathParts, "attrs.Attribute[Any]", Any]
Wanted: TypeAlias = Callable[["attrs.Attribute[Any]"], bool]
Odd: TypeAlias = Callable[[Any], bool]

_TEXTS = frozenset({"text", "markdown", "url"})


def references(root: Any) -> Iterator[Found]:
    """Every field that holds ids of other objects and is not empty: its path, the field, its id or tuple of ids."""
    return _scan(root, (), _is_reference, lambda _: True)


def is_text(field: "attrs.Attribute[Any]") -> bool:
    """Whether a field holds texts, Markdown or web addresses."""
    kind = kind_of(field.type)
    return kind is not None and kind.name in _TEXTS


def is_markdown(field: "attrs.Attribute[Any]") -> bool:
    """Whether a field holds texts in Markdown."""
    kind = kind_of(field.type)
    return kind is not None and kind.name == "markdown"


def texts(root: Any, odd: Odd, fields: Wanted = is_text) -> Iterator[Found]:
    """Every text that is odd: its path, its field and the text.

    Args:
        root: the program.
        odd: what to look for; paths are only made for texts of which this is true.
        fields: the fields to look at, a function that lives as long as the module.
    """
    for parts, field, value in _scan(root, (), fields, odd):
        yield from ((where, field, text) for where, text in entries(parts, value) if odd(text))


def entries(parts: PathParts, value: Any) -> Iterator[tuple[PathParts, Any]]:
    """A value with its path, or the items of a tuple with theirs."""
    if isinstance(value, tuple | list):
        yield from (((*parts, index), entry) for index, entry in enumerate(value))
    else:
        yield parts, value


def kind_of(annotation: Any) -> Kind | None:
    """The kind of value an annotation speaks of (``tuple[Text, ...]``, ``Markdown | None``), or None."""
    for item in getattr(annotation, "__metadata__", ()):
        if isinstance(item, Kind):
            return item
    found = (kind_of(argument) for argument in getattr(annotation, "__args__", ()))
    return next((kind for kind in found if kind is not None), None)


def owner_of(root: Any, parts: PathParts) -> Any:
    """The nearest object above a path that has an id, else the outermost one below the root, else the root."""
    owner, item = root, root
    for part in parts[:-1]:
        item = getattr(item, str(part)) if attrs.has(type(item)) else item[part]
        if attrs.has(type(item)) and (owner is root or hasattr(item, "id")):
            owner = item
    return owner


def positions(items: Iterable[Any]) -> dict[int, int]:
    """The index of each object by its identity: ids may be doubled."""
    return {id(item): index for index, item in enumerate(items)}


# ------------------------------------------------------------------------------------------------ the plan


@attrs.frozen
class _Plan:
    """What to look at in objects of a class: fields of its own, and fields whose objects may hold some."""

    own: tuple[tuple[str, "attrs.Attribute[Any]"], ...]
    nested: tuple[str, ...]


def _is_reference(field: "attrs.Attribute[Any]") -> bool:
    return bool(refers_to(field))


@cache
def _plan(cls: type, wanted: Wanted) -> _Plan:
    fields = fields_of(cls)
    return _Plan(
        own=tuple((field.name, field) for field in fields if wanted(field)),
        nested=tuple(field.name for field in fields if any(_holds(part, wanted) for part in _classes(field.type))),
    )


def _holds(cls: type, wanted: Wanted, above: frozenset[type] = frozenset()) -> bool:
    """Whether objects of a class can hold a wanted field, at any depth; a plugin's class may hold itself."""
    if cls in above or not attrs.has(cls):
        return False
    return any(
        wanted(field) or any(_holds(part, wanted, above | {cls}) for part in _classes(field.type))
        for field in fields_of(cls)
    )


def _classes(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _classes(argument)


def _scan(item: Any, parts: PathParts, wanted: Wanted, odd: Odd) -> Iterator[Found]:
    cls: type = type(item)
    plan = _plan(cls, wanted)
    for name, field in plan.own:
        value = getattr(item, name)
        if value is not None and (any(map(odd, value)) if isinstance(value, tuple | list) else odd(value)):
            yield (*parts, name), field, value
    for name in plan.nested:
        value = getattr(item, name)
        if isinstance(value, tuple | list):
            for index, entry in enumerate(value):
                yield from _scan(entry, (*parts, name, index), wanted, odd)
        elif value is not None:
            yield from _scan(value, (*parts, name), wanted, odd)
    if isinstance(item, Program):
        yield from _extensions(item.extensions, (*parts, "extensions"), wanted, odd)


def _extensions(extensions: Mapping[str, Any], parts: PathParts, wanted: Wanted, odd: Odd) -> Iterator[Found]:
    """Data of plugins; where the plugin is missing they are plain data that nobody can read."""
    for name, value in extensions.items():
        if attrs.has(type(value)):
            yield from _scan(value, (*parts, name), wanted, odd)

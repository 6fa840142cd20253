"""Models to plain data: fields in their order, those at their default left out."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeAlias

import attrs
import cattrs

from kimcore.convert.raw import spread
from kimcore.convert.types import choices_of, entries_of, fields_of, items_of, kind_of, optional_of

__all__ = ["configure_writing"]

Write: TypeAlias = Callable[[Any], Any]


def configure_writing(converter: cattrs.Converter) -> None:
    """Teach a converter to turn models into plain data."""
    register = converter.register_unstructure_hook_factory
    register(lambda _: True, lambda annotation: _writer(annotation, converter))
    register(attrs.has, lambda cls: _section_hook(cls, converter))


def _writer(annotation: Any, converter: cattrs.Converter) -> Write:
    if kind := kind_of(annotation):
        return kind.plain
    if choices_of(annotation) is not None:
        return lambda value: value.value if isinstance(value, Enum) else value
    if inner := optional_of(annotation):
        write = converter.get_unstructure_hook(inner)
        return lambda value: None if value is None else write(value)
    if item := items_of(annotation):
        write = converter.get_unstructure_hook(item)
        return lambda value: [write(entry) for entry in value] if isinstance(value, tuple | list) else value
    if (entry := entries_of(annotation)) and entry is not Any:
        write = converter.get_unstructure_hook(entry)
        return lambda value: {key: write(inner) for key, inner in value.items()}
    return lambda value: _raw(value, converter)


def _raw(value: Any, converter: cattrs.Converter) -> Any:
    """What stands where kimcore has no model; a plugin's model of it may be there."""
    if isinstance(value, Mapping):
        return spread({key: _raw(entry, converter) for key, entry in value.items()})
    return converter.unstructure(value) if attrs.has(type(value)) else spread(value)


def _section_hook(cls: type, converter: cattrs.Converter) -> Write:
    # Filled when the first object is written, so that classes may hold each other.
    writers: list[tuple[str, Any, Write]] = []

    def write(value: Any) -> Any:
        if not isinstance(value, cls):
            return value  # a script put something else there; whoever reads it again says so
        if not writers:
            writers[:] = [(f.name, f.default, converter.get_unstructure_hook(f.type)) for f in fields_of(cls)]
        section = {}
        for name, default, inner in writers:
            item = getattr(value, name)
            if not _is_default(item, default, value):
                section[name] = inner(item)
        return section

    return write


def _is_default(item: Any, default: Any, value: Any) -> bool:
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class in fact
        default = default.factory(value) if default.takes_self else default.factory()
    return default is not attrs.NOTHING and bool(item == default)

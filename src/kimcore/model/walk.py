"""Walks over a program: every object and every field with its path."""

from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any

import attrs

from kimcore.plain import PathParts, path_text

__all__ = ["PathParts", "fields_of", "path_text", "walk_fields", "walk_objects"]


@cache
def fields_of(cls: Hashable) -> tuple["attrs.Attribute[Any]", ...]:
    """The fields of a model, with their annotations resolved."""
    return tuple(attrs.fields(attrs.resolve_types(cast("type[attrs.AttrsInstance]", cls))))


def walk_objects(root: Any, parts: PathParts = ()) -> Iterator[tuple[PathParts, Any]]:
    """Every model object of a program with its path, parents first."""
    yield parts, root
    for field in fields_of(type(root)):
        value = getattr(root, field.name)
        if attrs.has(type(value)):
            yield from walk_objects(value, (*parts, field.name))
        elif type(value) is tuple and value and attrs.has(type(value[0])):
            for index, item in enumerate(value):
                yield from walk_objects(item, (*parts, field.name, index))


def walk_fields(root: Any) -> Iterator[tuple[PathParts, "attrs.Attribute[Any]", Any]]:
    """Every plain value of a program (also the items of tuples) with its path and its field."""
    for parts, item in walk_objects(root):
        for field in fields_of(type(item)):
            value = getattr(item, field.name)
            if type(value) is tuple:
                for index, entry in enumerate(value):
                    if not attrs.has(type(entry)):
                        yield (*parts, field.name, index), field, entry
            elif value is not None and not attrs.has(type(value)):
                yield (*parts, field.name), field, value

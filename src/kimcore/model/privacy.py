"""Who may see what: before anything is composed, a program is reduced to the profile of its reader."""

from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any, TypeVar

import attrs

from kimcore.model.fields import Choice, Privacy, privacy_of
from kimcore.model.walk import PathParts, fields_of, walk_objects

__all__ = ["VISIBLE", "Profile", "hidden_values", "reduce"]

Model = TypeVar("Model", bound=attrs.AttrsInstance)


class Profile(Choice):
    """Whom a document is made for."""

    INTERN = "intern", "für das eigene Haus"
    BEHOERDE = "behoerde", "für die Bewilligungsbehörde"
    OEFFENTLICH = "oeffentlich", "für die Öffentlichkeit"


VISIBLE: dict[Profile, frozenset[Privacy]] = {
    Profile.INTERN: frozenset(Privacy),
    Profile.BEHOERDE: frozenset({Privacy.PUBLIC, Privacy.OFFICIAL, Privacy.PERSONAL}),
    Profile.OEFFENTLICH: frozenset({Privacy.PUBLIC}),
}
"""The classes of fields each profile shows."""


def reduce(item: Model, profile: Profile) -> Model:
    """Return the object with every field that the profile may not see at its default.

    Objects that hold nothing to hide are returned as they are.
    """
    changes: dict[str, Any] = {}
    for field in fields_of(type(item)):
        value = getattr(item, field.name)
        if privacy_of(field) not in VISIBLE[profile]:
            reduced = _default(field)
        elif attrs.has(type(value)):
            reduced = reduce(value, profile)
        elif type(value) is tuple and value and _may_hide(type(value[0])):
            reduced = tuple(reduce(entry, profile) for entry in value)
            reduced = value if all(new is old for new, old in zip(reduced, value, strict=True)) else reduced
        else:
            continue
        if reduced is not value:
            changes[field.name] = reduced
    return attrs.evolve(item, **changes) if changes else item


def hidden_values(program: Any, profile: Profile) -> Iterator[tuple[PathParts, str]]:
    """Every personal text that the profile may not see, with its path: it must not turn up anywhere else."""
    if Privacy.PERSONAL in VISIBLE[profile]:
        return
    for parts, item in walk_objects(program):
        for field in fields_of(type(item)):
            value = getattr(item, field.name)
            if privacy_of(field) is Privacy.PERSONAL and isinstance(value, str) and value:
                yield (*parts, field.name), value


def _default(field: "attrs.Attribute[Any]") -> Any:
    """What stands in a hidden field: a field with a privacy class always has a default."""
    return field.default


@cache
def _may_hide(cls: Hashable) -> bool:
    """Whether objects of this class can hold anything that some profile hides."""
    if not isinstance(cls, type) or not attrs.has(cls):
        return False
    return any(
        privacy_of(field) is not Privacy.PUBLIC or any(_may_hide(part) for part in _classes(field.type))
        for field in fields_of(cls)
    )


def _classes(annotation: Any) -> Iterator[type]:
    """The classes an annotation speaks of: those of ``tuple[Contact, ...]`` or ``Kommune | None``."""
    if isinstance(annotation, type):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _classes(argument)

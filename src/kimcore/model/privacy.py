"""Who may see what: before anything is composed, a program is reduced to the profile of its reader."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

import attrs

from kimcore.model.fields import Choice, Privacy, fields_of, privacy_of

__all__ = ["VISIBLE", "Profile", "reduce"]

Model = TypeVar("Model")


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
        visible = privacy_of(field) in VISIBLE[profile]
        reduced = _reduced(value, profile, raw="raw" in field.metadata) if visible else _default(field)
        if reduced is not value:
            changes[field.name] = reduced
    changed: Any = item  # an attrs object, which a type variable cannot say
    return attrs.evolve(changed, **changes) if changes else item


def _default(field: "attrs.Attribute[Any]") -> Any:
    """What stands in the place of a hidden value: a field that can be hidden has a default."""
    default: Any = field.default
    return default.factory() if isinstance(default, attrs.Factory) else default  # type: ignore[arg-type]  # a class


def _reduced(value: Any, profile: Profile, *, raw: bool = False) -> Any:
    """A value of a visible field with what the profile may not see taken out of it."""
    if attrs.has(type(value)):
        return reduce(value, profile)
    if type(value) is tuple and value and _MAY_HIDE(type(value[0])):
        entries = tuple(reduce(entry, profile) for entry in value)
        return value if all(new is old for new, old in zip(entries, value, strict=True)) else entries
    if isinstance(value, Mapping) and value:
        shown = not raw or profile is not Profile.OEFFENTLICH  # what no plugin describes is not shown to the public
        return {key: _reduced(entry, profile) for key, entry in value.items() if shown or attrs.has(type(entry))}
    return value


def _may_hide(cls: type) -> bool:
    """Whether objects of this class can hold anything that some profile hides."""
    return attrs.has(cls) and any(
        privacy_of(field) is not Privacy.PUBLIC or any(_MAY_HIDE(part) for part in _classes(field.type))
        for field in fields_of(cls)
    )


_MAY_HIDE: Any = cache(_may_hide)  # Any, because mypy holds that a type[Any] cannot be hashed


def _classes(annotation: Any) -> Iterator[type]:
    """The classes an annotation speaks of: those of ``tuple[Contact, ...]`` or ``Kommune | None``."""
    if isinstance(annotation, type):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _classes(argument)

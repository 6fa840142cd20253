"""What a model says about its fields: German label, unit, explanation, privacy class, what it refers to.

The metadata is the one source of the JSON Schema's titles and descriptions, of headings, messages and docs.
"""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, Self

import attrs

__all__ = ["Choice", "Privacy", "about", "explanation_of", "fields_of", "label_of", "privacy_of", "refers_to"]


class Privacy(Enum):
    """Who may see a field; the table of classes and profiles stands in :mod:`kimcore.model.privacy`."""

    PUBLIC = "oeffentlich"
    OFFICIAL = "dienstlich"
    INTERNAL = "intern"
    PERSONAL = "personenbezogen"


class Choice(Enum):
    """A closed list of values, each with the German words that people read."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member of its value and its German words."""
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member


def about(
    label: str, explanation: str = "", *, unit: str = "", privacy: Privacy = Privacy.PUBLIC, refers: str = ""
) -> Mapping[str, Any]:
    """Describe a field.

    Args:
        label: its German name.
        explanation: one or two German sentences for schema and docs.
        unit: the unit of its numbers.
        privacy: who may see it.
        refers: the Program field whose ids it holds (``goals``), or ``bausteine`` and the like of the rule set
            as ``richtlinie.bausteine``.
    """
    return {"label": label, "explanation": explanation, "unit": unit, "privacy": privacy, "refers": refers}


def _resolved(cls: Any) -> tuple["attrs.Attribute[Any]", ...]:
    return tuple(attrs.fields(attrs.resolve_types(cls)))


_FIELDS: Any = cache(_resolved)  # Any, because mypy holds that a type[Any] cannot be hashed


def fields_of(cls: type) -> tuple["attrs.Attribute[Any]", ...]:
    """The fields of a model, with their annotations resolved."""
    fields: tuple[attrs.Attribute[Any], ...] = _FIELDS(cls)
    return fields


def label_of(field: "attrs.Attribute[Any]") -> str:
    """The German name of a field; its key where a plugin gives none."""
    return str(field.metadata.get("label", field.name))


def explanation_of(field: "attrs.Attribute[Any]") -> str:
    """What a field means, with its unit."""
    text = str(field.metadata.get("explanation", ""))
    unit = field.metadata.get("unit", "")
    return f"{text} Einheit: {unit}." if text and unit else f"Einheit: {unit}." if unit else text


def privacy_of(field: "attrs.Attribute[Any]") -> Privacy:
    """Who may see a field."""
    privacy: Privacy = field.metadata.get("privacy", Privacy.PUBLIC)
    return privacy


def refers_to(field: "attrs.Attribute[Any]") -> str:
    """The collection whose ids a field holds, or an empty text."""
    return str(field.metadata.get("refers", ""))

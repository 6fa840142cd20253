"""The JSON Schema of a class, from its annotations and the German words in its field metadata."""

from collections.abc import Mapping
from typing import Any

import attrs

from kimcore.convert.types import choices_of, entries_of, fields_of, items_of, kind_of, label_of, optional_of

__all__ = ["DIALECT", "json_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(cls: type, *, title: str = "", description: str = "") -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a file may say of a class.

    Every class it refers to stands in ``$defs``. The schema is as strict as JSON's types allow; numbers may be texts,
    and what only a parser can tell (a day that exists, an amount in one or two digits) it leaves to the parser.
    """
    classes: dict[str, dict[str, Any]] = {}
    root = _section(cls, classes)
    head = {"$schema": DIALECT, "title": title or cls.__name__}
    if description:
        head["description"] = description
    return {**head, **root, "$defs": dict(sorted(classes.items()))}


def _section(cls: type, classes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    fields = fields_of(cls)
    required = [field.name for field in fields if field.default is attrs.NOTHING]
    section: dict[str, Any] = {
        "type": "object",
        "properties": {field.name: _property(field, classes) for field in fields},
        "additionalProperties": False,
    }
    return {**section, "required": required} if required else section


def _property(field: "attrs.Attribute[Any]", classes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    words = {"title": str(field.metadata.get("label", field.name)), "description": _description(field.metadata)}
    return {**{word: text for word, text in words.items() if text}, **_value(field.type, classes)}


def _description(metadata: Mapping[str, Any]) -> str:
    unit = metadata.get("unit")
    return " ".join(filter(None, [metadata.get("explanation"), f"Einheit: {unit}." if unit else ""]))


def _value(annotation: Any, classes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if kind := kind_of(annotation):
        return dict(kind.schema)
    if choices := choices_of(annotation):
        return {"oneOf": [_choice(word, choice) for word, choice in choices.items()]}
    if inner := optional_of(annotation):
        return {"anyOf": [_value(inner, classes), {"type": "null"}]}
    if item := items_of(annotation):
        return {"type": ["array", "null"], "items": _value(item, classes)}
    if entry := entries_of(annotation):
        return {"type": "object", "additionalProperties": True if entry is Any else _value(entry, classes)}
    if not attrs.has(annotation):
        return {}
    return {"$ref": f"#/$defs/{_defined(annotation, classes)}"}


def _defined(cls: type, classes: dict[str, dict[str, Any]]) -> str:
    """The name under which a class stands in ``$defs``; two classes of one name are told apart by their modules."""
    name = cls.__name__
    if name in classes and classes[name].get("$comment") != _comment(cls):
        name = f"{cls.__module__}.{cls.__qualname__}"
    if name not in classes:
        classes[name] = {"$comment": _comment(cls)}  # classes may refer to themselves
        classes[name].update(_section(cls, classes))
    return name


def _comment(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _choice(word: str, choice: Any) -> dict[str, str]:
    label = label_of(choice)
    return {"const": word, "title": label} if label else {"const": word}

"""The JSON Schema of a class, from its annotations and the German words in its field metadata."""

from collections.abc import Mapping
from typing import Any

import attrs

from kimcore.convert.types import choices_of, entries_of, fields_of, items_of, kind_of, label_of, optional_of

__all__ = ["Definitions", "json_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(cls: type, *, title: str = "", description: str = "") -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a file may say of a class.

    Every class it refers to stands in ``$defs``. The schema is as strict as JSON's types allow; numbers may be texts,
    and what only a parser can tell (a day that exists, 1e3 for an amount) it leaves to the parser.
    """
    definitions = Definitions()
    words = {"title": title or cls.__name__, "description": description}
    root = definitions.section(cls)
    return {"$schema": _DIALECT, **_said(words), **root, "$defs": dict(sorted(definitions.found.items()))}


class Definitions:
    """The schemas of the classes that a schema refers to, as ``$defs`` holds them in ``found``."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, Any]] = {}
        self._names: dict[type, str] = {}

    def reference(self, cls: type) -> dict[str, Any]:
        """A reference to a class, which is defined if it was not yet."""
        if cls not in self._names:
            name = cls.__name__ if cls.__name__ not in self.found else f"{cls.__module__}.{cls.__qualname__}"
            self._names[cls] = name
            self.found[name] = {}  # classes may refer to themselves
            self.found[name].update(self.section(cls))
        return {"$ref": f"#/$defs/{self._names[cls]}"}

    def section(self, cls: type) -> dict[str, Any]:
        """The schema of a class itself."""
        fields = fields_of(cls)
        required = [field.name for field in fields if field.default is attrs.NOTHING]
        section: dict[str, Any] = {
            "type": "object",
            "properties": {field.name: self._property(field) for field in fields},
            "additionalProperties": False,
        }
        return {**section, "required": required} if required else section

    def _property(self, field: "attrs.Attribute[Any]") -> dict[str, Any]:
        metadata = field.metadata
        words = {"title": metadata.get("label", field.name), "description": _description(metadata)}
        return {**_said(words), **self._value(field.type)}

    def _value(self, annotation: Any) -> dict[str, Any]:
        if kind := kind_of(annotation):
            return dict(kind.schema)
        if choices := choices_of(annotation):
            return {"oneOf": [_choice(word, choice) for word, choice in choices.items()]}
        if inner := optional_of(annotation):
            return {"anyOf": [self._value(inner), {"type": "null"}]}
        if item := items_of(annotation):
            return {"type": ["array", "null"], "items": self._value(item)}
        if entry := entries_of(annotation):
            return {"type": "object", "additionalProperties": self._value(entry) if entry is not Any else True}
        return self.reference(annotation) if attrs.has(annotation) else {}


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {word: str(text) for word, text in words.items() if text}


def _description(metadata: Mapping[str, Any]) -> str:
    unit = metadata.get("unit")
    return " ".join(filter(None, [metadata.get("explanation"), f"Einheit: {unit}." if unit else ""]))


def _choice(word: str, choice: Any) -> dict[str, str]:
    return {"const": word, **_said({"title": label_of(choice)})}

"""What is wrong with a class whose fields users fill in: the options of an exporter, data of a plugin's own."""

from collections.abc import Iterator
from typing import Any

import attrs

from kimcore.convert.types import choices_of, entries_of, items_of, kind_of, optional_of
from kimcore.model import Privacy
from kimcore.model.fields import fields_of, privacy_of

__all__ = ["RESERVED", "extension_problems", "option_problems"]

RESERVED = frozenset({
    "draft", "exporter", "format", "on", "overwrite", "pages", "path", "profile", "program", "theme", "year",
})  # fmt: skip
"""What ``Kimcore.export`` takes itself: no option can have such a name."""


def option_problems(cls: Any) -> Iterator[str]:
    """What is wrong with the options of an exporter, in German."""
    if not _is_class(cls):
        yield "Options ist keine attrs-Klasse"
        return
    for field in fields_of(cls):
        yield from _label_problem(f"Die Option „{field.name}“", field)
        if field.name in RESERVED:
            yield f"Die Option „{field.name}“ heißt wie ein Argument von Kimcore.export"
        if not _is_simple(field.type):
            yield f"Die Option „{field.name}“ hat einen Typ, den --set nicht lesen kann: {field.type}"


def extension_problems(cls: Any) -> Iterator[str]:
    """What is wrong with a class for data of a plugin's own, and with the classes inside it, in German."""
    if not _is_class(cls):
        yield f"{getattr(cls, '__name__', cls)!s} ist keine attrs-Klasse"
        return
    waiting = [cls]
    for item in waiting:
        for field in fields_of(item):
            name = f"Das Feld „{item.__name__}.{field.name}“"
            yield from _label_problem(name, field)
            if privacy_of(field) is not Privacy.PUBLIC and _has_no_plain_default(field):
                yield f"{name} ist nicht öffentlich und braucht eine Vorgabe, damit es wegbleiben kann"
            inner = _innermost(field.type)
            if inner is None:
                yield f"{name} hat einen Typ, den eine Programmdatei nicht halten kann: {field.type}"
            elif _is_class(inner) and inner not in waiting:
                waiting.append(inner)


def _label_problem(name: str, field: "attrs.Attribute[Any]") -> Iterator[str]:
    label = field.metadata.get("label")
    if not isinstance(label, str) or not label.strip():
        yield f"{name} hat keine Bezeichnung: metadata=kimcore.model.about(…)"


def _has_no_plain_default(field: "attrs.Attribute[Any]") -> bool:
    return field.default is attrs.NOTHING or getattr(field.default, "takes_self", False)


def _is_class(cls: Any) -> bool:
    return isinstance(cls, type) and attrs.has(cls)


def _is_simple(annotation: Any) -> bool:
    """Whether this is a value, a choice, several of them, or one that may be missing."""
    inner = optional_of(annotation) or annotation
    inner = items_of(inner) or inner
    return kind_of(inner) is not None or choices_of(inner) is not None


def _innermost(annotation: Any) -> Any:
    """What a field holds, inside lists and mappings; None where no file can hold it."""
    for look in (optional_of, items_of, entries_of):
        if (inner := look(annotation)) is not None:
            return _innermost(inner)
    known = annotation is Any or _is_class(annotation) or kind_of(annotation) or choices_of(annotation) is not None
    return annotation if known else None

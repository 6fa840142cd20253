"""What annotations say: the kind of a value, the entries of a list, what may be missing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs

from kimcore.values import Count, Date, Flag, Kind, Number, Text

__all__ = ["choices_of", "default_of", "entries_of", "fields_of", "items_of", "kind_of", "label_of", "optional_of"]

_BARE = {str: Text, int: Count, bool: Flag, Decimal: Number, date: Date}


def kind_of(annotation: Any) -> Kind | None:
    """The kind of ``Euro``, ``Text`` and so on; ``str``, ``int``, ``bool``, ``Decimal`` and ``date`` have one, too."""
    if isinstance(annotation, type):
        annotation = _BARE.get(annotation)
    if get_origin(annotation) is not Annotated:
        return None
    return next((extra for extra in annotation.__metadata__ if isinstance(extra, Kind)), None)


def optional_of(annotation: Any) -> Any:
    """What ``X | None`` holds, or None where it is something else."""
    if get_origin(annotation) not in {Union, UnionType}:
        return None
    rest = [argument for argument in get_args(annotation) if argument is not NoneType]
    return rest[0] if len(rest) == 1 and len(get_args(annotation)) > 1 else None


def items_of(annotation: Any) -> Any:
    """What ``tuple[X, ...]`` holds, or None where it is something else."""
    arguments = get_args(annotation)
    is_list = get_origin(annotation) is tuple and len(arguments) > 1 and arguments[1] is Ellipsis
    return arguments[0] if is_list else None


def entries_of(annotation: Any) -> Any:
    """What ``Mapping[str, X]`` and ``dict[str, X]`` hold, or None where it is something else."""
    if get_origin(annotation) not in {dict, Mapping}:
        return None
    key, value = get_args(annotation)
    return value if key is str else None


def choices_of(annotation: Any) -> dict[str, Any] | None:
    """The words of an Enum or a Literal with what they mean, or None where it is something else."""
    if get_origin(annotation) is Literal:
        return {str(value): value for value in get_args(annotation)}
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return {str(member.value): member for member in annotation}
    return None


def default_of(field: "attrs.Attribute[Any]", item: Any) -> Any:
    """What a field holds where nothing is given; NOTHING where it must be given.

    Args:
        field: the field.
        item: the object it belongs to, for defaults that are made from it.
    """
    default: Any = field.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]  # a class in fact
        return default.factory(item) if default.takes_self else default.factory()
    return default


def label_of(choice: Any) -> str:
    """The German word of a choice, or an empty text."""
    return str(getattr(choice, "label", None) or getattr(choice, "german", ""))


@cache
def fields_of(cls: type) -> tuple["attrs.Attribute[Any]", ...]:
    """The fields of a class that a file may give, with their annotations resolved."""
    return tuple(field for field in attrs.fields(attrs.resolve_types(cls)) if field.init)

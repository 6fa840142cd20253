"""Readers of sections as generated code, one function per class; cattrs generates its hooks in the same manner.

For a class of a year and, if it is known, an amount this is made (the numbers are the places of the fields)::

    def read(raw):
        if type(raw) is not tuple:
            return read(tuple(raw.items())) if type(raw) is dict else walk(raw)
        pairs = raw + END
        key, value = pairs[0]
        at = 1
        item = new(Twin)
        if key == 'year':
            item.year = value if type(value) is int and 2000 <= value <= 2100 else parse_0(value)
            key, value = pairs[at]
            at += 1
        else:
            return read(in_order(raw))
        if key == 'amount':
            item.amount = parse_1(value)
            key, value = pairs[at]
            at += 1
        else:
            item.amount = default_1
        if at <= len(raw):
            return read(in_order(raw))
        item.__class__ = Model
        return item

The pairs are met in the order of the fields, as kimcore and most others write them. What is left over at the end stands
in another order, is unknown or doubled: ``in_order`` puts it in order or refuses it.

The objects are built as a twin, a subclass of the same layout that is not frozen, and get their own class at the end:
Python allows that between classes of the same slots. The ``__init__`` of a frozen class would cost as much as all else.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import attrs

from kimcore.convert.memo import Parse, list_memo
from kimcore.convert.types import fields_of, items_of, kind_of, optional_of
from kimcore.values import parse_euro, parse_flag, parse_identifier, parse_markdown, parse_text, parse_year
from kimcore.values.texts import IDENTIFIER

__all__ = ["is_plain_class", "make_reader"]

_START = """\
def read(raw):
    if type(raw) is not tuple:
        return read(tuple(raw.items())) if type(raw) is dict else walk(raw)
    pairs = raw + END
    key, value = pairs[0]
    at = 1
    item = new(Twin)
"""
_FIELD = """\
    if key == {name!r}:
        item.{name} = {value}
        key, value = pairs[at]
        at += 1
    else:
        {otherwise}
"""
_SORT = "return read(in_order(raw))"
_END = f"""\
    if at <= len(raw):
        {_SORT}
    item.__class__ = Model
    return item
"""

# What a parser returns as it is, seen without calling it. All else is left to the parser, whose rule stays the rule.
_PLAINLY: dict[Parse, str] = {
    parse_text: "type(value) is str and value.isprintable()",
    parse_markdown: "type(value) is str and value.isprintable()",
    parse_identifier: "type(value) is str and identifier(value)",
    parse_year: "type(value) is int and 2000 <= value <= 2100",
    parse_flag: "type(value) is bool",
    parse_euro: "type(value) is Decimal and same_quantum(value, CENT) and not is_signed(value) and value < MOST_EURO",
}


def is_plain_class(cls: type) -> bool:
    """Whether ``__init__`` of an attrs class only sets its slots, so that objects can be built without it."""
    fields = attrs.fields(cls)
    return (
        cls.__mro__ == (cls, object)
        and type(cls) is type
        and set(vars(cls).get("__slots__", ())) == {"__weakref__", *(field.name for field in fields)}
        and not vars(cls).keys() & {"__new__", "__init_subclass__", "__attrs_pre_init__", "__attrs_post_init__"}
        and cls.__init__.__code__.co_filename.startswith("<attrs generated")  # type: ignore[misc]  # of this class
        and all(_is_plain_field(field) for field in fields)
    )


def _is_plain_field(field: "attrs.Attribute[Any]") -> bool:
    of_self = getattr(field.default, "takes_self", False)
    return field.init and field.validator is None and field.converter is None and not of_self


def make_reader(cls: type, parser: Callable[..., Parse], walk: Parse) -> Callable[..., Any]:
    """Generate the function that reads a section as an object of a plain class.

    Args:
        cls: the class, for which ``is_plain_class`` is true.
        parser: gives the function that reads a value of a type; ``listed`` says that the values are those of a list.
        walk: reads whatever is neither a dict nor a tuple of pairs, or refuses it.
    """
    fields = fields_of(cls)
    unfrozen = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    names: dict[str, Any] = {
        "Model": cls,
        "Twin": type(cls.__name__, (cls,), unfrozen),
        "new": object.__new__,
        "walk": walk,
        "END": (("", None),),
        "in_order": partial(_in_order, fields),
        "identifier": IDENTIFIER.fullmatch,
        "no_list": _no_list,
        "Decimal": Decimal,
        "same_quantum": Decimal.same_quantum,
        "is_signed": Decimal.is_signed,
        "CENT": Decimal("0.01"),
        "MOST_EURO": Decimal(10**12),
    }
    body = "".join(_statements(place, field, parser, names) for place, field in enumerate(fields))
    exec(f"{_START}{body}{_END}", names)  # noqa: S102 - made of names of fields only
    reader: Callable[..., Any] = names["read"]
    return reader


def _in_order(fields: "tuple[attrs.Attribute[Any], ...]", raw: tuple[tuple[str, Any], ...]) -> tuple[Any, ...]:
    """The pairs of a section in the order of the fields; none is missing, unknown or doubled."""
    section = dict(raw)
    names = [field.name for field in fields if field.default is attrs.NOTHING or field.name in section]
    if len(names) != len(raw):
        raise ValueError
    return tuple((name, section[name]) for name in names)


def _statements(place: int, field: "attrs.Attribute[Any]", parser: Callable[..., Parse], names: dict[str, Any]) -> str:
    """The lines that set one slot from its value or to its default."""
    value = _expression(place, field.type, parser, names)
    if field.default is attrs.NOTHING:
        return _FIELD.format(name=field.name, value=value, otherwise=_SORT)
    factory = getattr(field.default, "factory", None)
    names[f"default_{place}"] = factory or field.default
    default = f"item.{field.name} = default_{place}{'()' if factory else ''}"
    return _FIELD.format(name=field.name, value=value, otherwise=default)


def _expression(place: int, annotation: Any, parser: Callable[..., Parse], names: dict[str, Any]) -> str:
    """The expression that makes of ``value`` what the slot holds."""
    if inner := optional_of(annotation):
        return f"None if value is None else {_expression(place, inner, parser, names)}"
    if item := items_of(annotation):
        parse = parser(item, listed=True)
        memo = list_memo(parse)
        names[f"parse_{place}"] = memo or parse
        entries = f"parse_{place}(tuple(value))" if memo else f"tuple(map(parse_{place}, value))"
        return f"{entries} if type(value) is list else no_list(value)"
    names[f"parse_{place}"] = parser(annotation)
    kind = kind_of(annotation)
    plainly = _PLAINLY.get(kind.parse) if kind else None
    return f"value if {plainly} else parse_{place}(value)" if plainly else f"parse_{place}(value)"


def _no_list(raw: Any) -> tuple[()]:
    if raw is None:
        return ()
    raise TypeError

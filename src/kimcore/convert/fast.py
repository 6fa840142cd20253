"""The fast way from plain data to models. It only says yes or fails; the detailed way then says what is wrong.

Hooks of a cattrs converter do the work, each a function of one argument (cattrs passes the type as a second one, which
they ignore). Sections may be dicts, or the tuples of pairs and generators of :func:`kimcore.plain.stream_json`.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import attrs
import cattrs

from kimcore.convert.raw import settle
from kimcore.convert.types import choices_of, entries_of, fields_of, items_of, kind_of, optional_of
from kimcore.plain import Stream
from kimcore.values import parse_date, parse_identifier, parse_text

__all__ = ["configure_fast"]

Parse: TypeAlias = Callable[[Any], Any]

_REPEATED = {parse_identifier, parse_text}
_ENTRIES = 5_000
_LONGEST = 60


class _Memo(dict[str, Any]):
    """Values by the text they were read from: days, and ids and words in lists, come again and again.

    It holds texts only, because ``True == 1``, and is emptied when it gets large.
    """

    __slots__ = ("parse",)

    def __init__(self, parse: Parse) -> None:
        super().__init__()
        self.parse = parse

    def __missing__(self, raw: Any) -> Any:
        value = self.parse(raw)
        if type(raw) is str and len(raw) <= _LONGEST:
            if len(self) >= _ENTRIES:
                self.clear()
            self[raw] = value
        return value


def configure_fast(converter: cattrs.Converter) -> None:
    """Teach a converter the fast way."""
    register = converter.register_structure_hook_factory
    register(lambda _: True, lambda annotation: _two(_parser(annotation, converter)))
    register(attrs.has, lambda cls: _section_hook(cls, converter))


def _two(parse: Parse) -> Callable[[Any, Any], Any]:
    return lambda raw, _: parse(raw)


def _parser(annotation: Any, converter: cattrs.Converter, *, listed: bool = False) -> Parse:
    """The function that reads a value of this type.

    Raises:
        TypeError: kimcore reads no such type from a file.
    """
    if kind := kind_of(annotation):
        repeated = kind.parse is parse_date or (listed and kind.parse in _REPEATED)
        return _Memo(kind.parse).__getitem__ if repeated else kind.parse
    if choices := choices_of(annotation):
        return choices.__getitem__
    if inner := optional_of(annotation):
        return _optional(_parser(inner, converter))
    if item := items_of(annotation):
        return _list(_parser(item, converter, listed=True))
    if entry := entries_of(annotation):
        return _mapping(None if entry is Any else _parser(entry, converter))
    if attrs.has(annotation):
        return converter.get_structure_hook(annotation)  # type: ignore[return-value]  # one argument is enough
    if annotation is Any:
        return settle
    raise TypeError(f"{annotation!r} lässt sich nicht aus einer Datei lesen")


def _optional(parse: Parse) -> Parse:
    memo = getattr(parse, "__self__", None)
    if isinstance(memo, _Memo):
        inner = memo.parse
        return _Memo(lambda raw: None if raw is None else inner(raw)).__getitem__
    return lambda raw: None if raw is None else parse(raw)


def _list(parse: Parse) -> Parse:
    def read(raw: Any) -> tuple[Any, ...]:
        if type(raw) is list or type(raw) is Stream:
            return tuple(map(parse, raw))
        if raw is None:
            return ()
        raise TypeError

    return read


def _mapping(parse: Parse | None) -> Parse:
    def read(raw: Any) -> dict[str, Any]:
        if type(raw) is not dict and type(raw) is not tuple:
            raise TypeError
        section: dict[str, Any] = settle(raw) if parse is None else {}
        if parse is not None:
            for key, value in raw.items() if type(raw) is dict else raw:
                section[parse_text(key)] = parse(value)
        if len(section) != len(raw):
            raise ValueError
        return section

    return read


def _section_hook(cls: type, converter: cattrs.Converter) -> Callable[..., Any]:
    # Filled when the first section is read, so that classes may hold each other.
    parsers: dict[str, tuple[str, Parse]] = {}

    def read(raw: Any, _: Any = None) -> Any:
        if not parsers:
            parsers.update({field.name: (str(field.alias), _parser(field.type, converter)) for field in fields_of(cls)})
        kind = type(raw)
        if kind is not tuple and kind is not Stream and kind is not dict:
            raise TypeError
        arguments = {}
        for key, value in raw.items() if kind is dict else raw:
            name, parse = parsers[key]
            arguments[name] = parse(value)
        if kind is tuple and len(arguments) != len(raw):
            raise ValueError
        return cls(**arguments)

    return read

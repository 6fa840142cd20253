"""The fast way from plain data to models. It only says yes or fails; the detailed way then says what is wrong.

Hooks of a cattrs converter do the work, each a function of one argument (cattrs passes the type as a second one, which
they ignore). Sections may be dicts, or the tuples of pairs and generators of :func:`kimcore.plain.stream_json`.
"""

from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import Any

import attrs
import cattrs

from kimcore.convert.generated import is_plain_class, make_reader
from kimcore.convert.memo import Memo, Parse
from kimcore.convert.raw import settle
from kimcore.convert.types import choices_of, entries_of, fields_of, items_of, kind_of, optional_of
from kimcore.plain import Stream
from kimcore.values import parse_date, parse_identifier, parse_text

__all__ = ["configure_fast"]

_REPEATED = {parse_identifier, parse_text}
_FEW = 50


def configure_fast(converter: cattrs.Converter) -> None:
    """Teach a converter the fast way."""
    hooks = _Hooks(converter)
    register = converter.register_structure_hook_factory
    register(lambda _: True, lambda annotation: _two(hooks.parser(annotation)))
    register(attrs.has, hooks.section)


def _two(parse: Parse) -> Callable[[Any, Any], Any]:
    return lambda raw, _: parse(raw)


@attrs.frozen(eq=False)
class _Hooks:
    """The functions of one converter.

    Attributes:
        converter: where they are registered.
        quick: generated readers of classes, None while one is being made: classes may hold each other.
    """

    converter: cattrs.Converter
    quick: dict[type, Parse | None] = attrs.field(factory=dict)

    def section(self, cls: type) -> Callable[..., Any]:
        """The hook of a class, which walks through a section pair by pair."""
        # Filled when the first section is read, so that classes may hold each other.
        parsers: dict[str, tuple[str, Parse]] = {}

        def read(raw: Any, _: Any = None) -> Any:
            if not parsers:
                parsers.update({field.name: (str(field.alias), self.parser(field.type)) for field in fields_of(cls)})
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

    def parser(self, annotation: Any, *, listed: bool = False, quick: bool = False) -> Parse:
        """The function that reads a value of this type.

        Raises:
            TypeError: kimcore reads no such type from a file.
        """
        if kind := kind_of(annotation):
            repeated = kind.parse is parse_date or (listed and kind.parse in _REPEATED)
            return Memo(kind.parse).__getitem__ if repeated else kind.parse
        if choices := choices_of(annotation):
            return choices.__getitem__
        if inner := optional_of(annotation):
            return _optional(self.parser(inner, quick=quick))
        if item := items_of(annotation):
            return _list(self.parser(item, listed=True, quick=quick), partial(self.reader, item))
        if entry := entries_of(annotation):
            return _mapping(None if entry is Any else self.parser(entry, quick=quick))
        if attrs.has(annotation):
            return self.reader(annotation) if quick else self.converter.get_structure_hook(annotation)  # type: ignore[return-value]  # one argument is enough
        if annotation is Any:
            return settle
        raise TypeError(f"{annotation!r} lässt sich nicht aus einer Datei lesen")

    def reader(self, item: Any) -> Parse:
        """The quickest function that reads values of a type in a long list; for sections it takes a while to make."""
        if not attrs.has(item) or not is_plain_class(item):
            return self.parser(item, listed=True)
        if item not in self.quick:
            self.quick[item] = None
            walk = self.converter.get_structure_hook(item)
            self.quick[item] = make_reader(item, partial(self.parser, quick=True), walk)  # type: ignore[arg-type]
        quick = self.quick
        return quick[item] or (lambda raw: quick[item](raw))  # type: ignore[misc]  # noqa: PLW0108 - made by then


def _optional(parse: Parse) -> Parse:
    memo = getattr(parse, "__self__", None)
    if isinstance(memo, Memo):
        inner = memo.parse
        return Memo(lambda raw: None if raw is None else inner(raw)).__getitem__
    return lambda raw: None if raw is None else parse(raw)


def _list(parse: Parse, quicker: Callable[[], Parse]) -> Parse:
    """Read the first entries by one function; if there are more, it pays to make a quicker one, which then stays."""

    def read(raw: Any) -> tuple[Any, ...]:
        nonlocal parse
        if type(raw) is list or type(raw) is Stream:
            entries = iter(raw)
            first = tuple(map(parse, islice(entries, _FEW)))
            if len(first) < _FEW:
                return first
            parse = quicker()
            return first + tuple(map(parse, entries))
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

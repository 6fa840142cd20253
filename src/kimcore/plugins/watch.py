"""Sees whether a plugin has changed what it was only given to read, and puts it right again.

Models are frozen, but ``object.__setattr__`` gets through. What they hold is remembered once and compared, object by
object, after each call into a plugin: for a program of 5,000 measures that takes some 5 ms where its hash takes 200.
The look before takes 40 ms, once for a document; without third-party plugins there is none.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain
from operator import attrgetter, is_
from types import MappingProxyType, NoneType
from typing import Any, NamedTuple

import attrs

__all__ = ["Watch"]

_LEAVES = frozenset({str, int, bool, float, bytes, NoneType, Decimal, Fraction, date})
_Read = Callable[[Any], tuple[Any, ...]]
_GONE = object()


class _Held(NamedTuple):
    """Objects of one class with what each held."""

    read: _Read
    objects: list[Any]
    values: list[tuple[Any, ...]]

    def is_same(self) -> bool:
        """Whether each still holds the very same."""
        try:
            now = list(chain.from_iterable(map(self.read, self.objects)))
        except AttributeError:  # a field was deleted
            return False
        then = list(chain.from_iterable(self.values))
        return len(now) == len(then) and all(map(is_, now, then))


class Watch:
    """What some objects hold, all the way down.

    Args:
        roots: the objects; others are found through fields, lists and mappings.
    """

    def __init__(self, roots: Iterable[Any]) -> None:
        self._held: dict[type, _Held] = {}
        seen: set[int] = set()
        waiting = list(roots)
        for item in waiting:
            if id(item) not in seen:
                seen.add(id(item))
                waiting += (below for below in self._remembered(item) if type(below) not in _LEAVES)

    def _remembered(self, item: Any) -> tuple[Any, ...]:
        cls = type(item)
        if cls is tuple or cls is MappingProxyType:  # these cannot be changed, but what they hold can
            return tuple(item.values()) if cls is MappingProxyType else item
        read: _Read | None = _reader(cls)
        if read is None:
            return ()
        held = self._held.setdefault(cls, _Held(read, [], []))
        values = read(item)
        held.objects.append(item)
        held.values.append(values)
        return values

    def changes(self) -> tuple[str, ...]:
        """What has been changed since, such as ``Measure.title``; all of it is put right."""
        found: dict[str, None] = {}
        for cls, held in self._held.items():
            if not held.is_same():
                for item, values in zip(held.objects, held.values, strict=True):
                    found |= dict.fromkeys(_restored(cls, item, values))
        return tuple(found)


def _reader_of(cls: Any) -> _Read | None:
    """The function that gives all that an object of a class holds; None for a class that holds nothing to watch.

    Lists and mappings come first themselves, so that nothing can wander from one to the next unseen.
    """
    if issubclass(cls, list):
        return lambda item: (item, *item)
    if issubclass(cls, dict):
        return lambda item: (item, *chain.from_iterable(item.items()))
    names = [field.name for field in attrs.fields(cls)] if attrs.has(cls) else []
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda item: (getattr(item, names[0]),)) if names else None


_reader: Any = cache(_reader_of)  # Any, because mypy holds that a type[Any] cannot be hashed


def _restored(cls: Any, item: Any, old: tuple[Any, ...]) -> Iterator[str]:
    """Give an object back what it held; says what was changed."""
    if not issubclass(cls, list | dict):
        for field, was in zip(attrs.fields(cls), old, strict=True):
            if getattr(item, field.name, _GONE) is not was:
                object.__setattr__(item, field.name, was)
                yield f"{cls.__name__}.{field.name}"
    elif not _Held(_reader(cls), [item], [old]).is_same():
        if issubclass(cls, list):
            item[:] = old[1:]
        else:
            item.clear()
            item.update(zip(old[1::2], old[2::2], strict=True))
        yield "eine Liste" if issubclass(cls, list) else "ein Abschnitt"

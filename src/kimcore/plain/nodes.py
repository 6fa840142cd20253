"""Walks over the text of a file: every value with its path and its offset. Only done when there is something to report.

YAML is walked by the parser's events. JSON has a walk of its own: YAML's parsers refuse some of it (escaped surrogate
pairs, tabs, keys of over 1,024 characters).
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs
import yaml

from kimcore.plain.paths import PathParts
from kimcore.plain.yaml_reader import events

__all__ = ["Node", "find_nodes", "json_nodes", "yaml_nodes"]

_PIECE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


class Node(NamedTuple):
    """A value in a text.

    Attributes:
        path: where it stands.
        offset: where it begins.
        key: where its key begins, or None in a list.
        first: where the same key stood before, or None.
        container: whether it is a section or a list.
    """

    path: PathParts
    offset: int
    key: int | None
    first: int | None
    container: bool


@attrs.define
class _Level:
    """A section or list on the way to the value being read."""

    section: bool
    path: PathParts
    part: str | int | None = None
    key: int | None = None
    first: int | None = None
    offsets: dict[str, int] = attrs.field(factory=dict)


class _Trail:
    """Knows the path while a walk goes in and out of sections."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []

    @property
    def at_key(self) -> bool:
        """Whether the next scalar is a key."""
        return bool(self._levels) and self._levels[-1].section and self._levels[-1].part is None

    def name(self, key: str, offset: int) -> None:
        """Take a key."""
        level = self._levels[-1]
        level.part, level.key, level.first = key, offset, level.offsets.get(key)
        level.offsets.setdefault(key, offset)

    def value(self, offset: int) -> Node:
        """Take a scalar."""
        node = self._node(offset, container=False)
        self._done()
        return node

    def open(self, offset: int, *, section: bool) -> Node:
        """Go into a section or a list."""
        node = self._node(offset, container=True)
        self._levels.append(_Level(section=section, path=node.path, part=None if section else 0))
        return node

    def close(self) -> None:
        """Come out of it."""
        del self._levels[-1:]
        self._done()

    def _node(self, offset: int, *, container: bool) -> Node:
        if not self._levels:
            return Node((), offset, None, None, container)
        level = self._levels[-1]
        part = "" if level.part is None else level.part
        return Node((*level.path, part), offset, level.key, level.first, container)

    def _done(self) -> None:
        if self._levels:
            level = self._levels[-1]
            level.part = level.part + 1 if isinstance(level.part, int) else None


def yaml_nodes(text: str) -> Iterator[Node]:
    """Every value of a YAML text; ends where it is no YAML."""
    trail = _Trail()
    try:
        for event in events(text):
            offset: int = event.start_mark.index
            if isinstance(event, yaml.CollectionStartEvent):
                yield trail.open(offset, section=type(event) is yaml.MappingStartEvent)
            elif isinstance(event, yaml.CollectionEndEvent):
                trail.close()
            elif isinstance(event, yaml.ScalarEvent) and trail.at_key:
                trail.name(event.value, offset)
            elif isinstance(event, yaml.NodeEvent):
                yield trail.value(offset)
    except yaml.YAMLError:
        return


def json_nodes(text: str) -> Iterator[Node]:
    """Every value of a JSON text; of a text that is none, what can be made of it."""
    trail = _Trail()
    for found in _PIECE.finditer(text):
        piece, offset = found[0], found.start()
        if piece in "{[":
            yield trail.open(offset, section=piece == "{")
        elif piece in "}]":
            trail.close()
        elif piece not in ",:":
            if not trail.at_key:
                yield trail.value(offset)
            elif (key := _unquoted(piece)) is not None:
                trail.name(key, offset)
            else:
                return


def _unquoted(piece: str) -> str | None:
    if "\\" not in piece:
        return piece[1:-1] if piece.startswith('"') else None
    try:
        return str(json.loads(piece, strict=False))
    except ValueError:
        return None


def find_nodes(nodes: Iterable[Node], paths: Iterable[PathParts]) -> dict[PathParts, Node]:
    """For each path its value in the text, or the nearest thing around it that is there."""
    wanted = set(paths)
    around = {path[:depth] for path in wanted for depth in range(len(path) + 1)}
    there: dict[PathParts, Node] = {}
    missing = set(wanted)
    for node in nodes:
        if node.path in around:
            there.setdefault(node.path, node)
            missing.discard(node.path)
            if not missing:
                break
    found: dict[PathParts, Node] = {}
    for path in wanted:
        nearest = next((path[:depth] for depth in range(len(path), -1, -1) if path[:depth] in there), None)
        if nearest is not None:
            found[path] = there[nearest]
    return found

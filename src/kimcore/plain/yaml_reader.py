"""YAML as plain data: every scalar stays the text that was written, whatever YAML would make of it.

It is built from the events of the parser (libyaml's, where it is there), not by a YAML constructor: so there are no
octal numbers, no ``NO`` that becomes false, no custom objects, and neither nesting nor aliases can exhaust anything.
"""

from collections.abc import Iterator
from typing import Any

import attrs
import yaml

from kimcore.plain.paths import PathParts
from kimcore.plain.problems import LIMIT, MAX_DEPTH, SYNTAX, PlainError, Report
from kimcore.plain.yaml_syntax import not_yaml, refuse_unprintable
from kimcore.values import shown

__all__ = ["Plain", "events", "read_yaml"]

MAX_ALIASED = 100_000
"""How many values aliases may stand for together."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OWN_TAGS = {None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}
_NULLS = {"", "~", "null"}
_NO_KEY: Any = object()
_DROPPED: Any = object()


class Plain(str):
    """A text that stood without quotes, so that a plugin's raw data can still become a number or a yes or no."""

    __slots__ = ()


def read_yaml(text: str, *, file: str = "", marked: frozenset[str] = frozenset(), loader: Any = None) -> Any:
    """Read YAML as plain data: dicts, lists, texts, and None for ``null``, ``~`` and nothing.

    Args:
        text: the YAML, without a byte order mark.
        file: the name of the file, for the places of findings.
        marked: sections of the top level whose unquoted scalars come as ``Plain``.
        loader: another PyYAML loader whose parser is to be used.

    Raises:
        PlainError: the text is no YAML, keys stand twice or are no text, it has several documents, types of its own
            (``!foo``), merge keys, or aliases without end. ``data`` is what could be read in spite of it.
    """
    report = Report(text, file)
    refuse_unprintable(text, report)
    builder = _Builder(report, marked)
    try:
        for event in events(text, loader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise not_yaml(error, text, report) from None
    if report.findings:
        raise PlainError(report.findings, builder.data)
    return builder.data


def events(text: str, loader: Any = None) -> Iterator[Any]:
    """The events of the parser."""
    return yaml.parse(text, Loader=loader or _LOADER)


@attrs.define
class _Frame:
    """A section or list that is being read."""

    container: Any
    anchor: str | None
    offsets: dict[str, int] = attrs.field(factory=dict)
    key: Any = _NO_KEY
    size: int = 1
    height: int = 1


@attrs.frozen
class _Anchored:
    """A value that aliases may stand for, with the number of values in it and how deep they nest."""

    value: Any
    size: int = 1
    height: int = 0


class _Builder:
    """Builds plain data from events, one at a time and without recursion."""

    def __init__(self, report: Report, marked: frozenset[str]) -> None:
        self.data: Any = None
        self._report = report
        self._marked = marked
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._aliased = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Add what an event says."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._report.fail(
                SYNTAX,
                event.start_mark.index,
                "Die Datei enthält mehrere Dokumente.",
                "Die Zeile „---“ löschen oder je Programm eine Datei anlegen.",
            )

    def _scalar(self, event: Any) -> None:
        self._check_tag(event)
        value: str | None = event.value
        if event.implicit[0]:  # neither quotes nor a tag
            if value in _NULLS:
                value = None
            elif self._marked and self._stack and self._stack[0].key in self._marked:
                value = Plain(value)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value)
        frame = self._at_key()
        if frame is None:
            self._put(value, 1, 0)
        else:
            frame.key = self._key(event, value, frame)

    def _key(self, event: Any, value: str | None, frame: _Frame) -> Any:
        """The key that a scalar is, or _DROPPED for one whose value cannot be kept."""
        offset = event.start_mark.index
        if value is None:
            self._note(offset, "Ein Schlüssel ist leer.", "Vor den Doppelpunkt gehört der Name der Angabe.")
            return _DROPPED
        key = str(value)
        if key == "<<" and event.implicit[0]:
            message = "Zusammenführen mit „<<“ wird nicht unterstützt."
            self._note(offset, message, "Die Angaben in jedem Abschnitt ausschreiben.")
            return _DROPPED
        if key in frame.offsets:
            self._report.duplicate(offset, frame.offsets[key], (*self._path(), key))
            return _DROPPED
        frame.offsets[key] = offset
        return key

    def _open(self, event: Any, container: Any) -> None:
        self._check_tag(event)
        if self._at_key() is not None:
            raise self._report.fail(
                SYNTAX,
                event.start_mark.index,
                "Ein Schlüssel ist eine Liste oder ein Abschnitt.",
                "Schlüssel sind Texte; Texte mit geschweiften oder eckigen Klammern in Anführungszeichen setzen.",
            )
        self._check_depth(event, 1)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append(_Frame(container, event.anchor))

    def _close(self) -> None:
        frame = self._stack.pop()
        if frame.anchor:
            self._anchors[frame.anchor] = _Anchored(frame.container, frame.size, frame.height)
        self._put(frame.container, frame.size, frame.height)

    def _alias(self, event: Any) -> None:
        offset = event.start_mark.index
        found = self._anchors.get(event.anchor, _NO_KEY)
        if found is None or found is _NO_KEY:
            message = "zeigt auf sich selbst" if found is None else f"hat kein Ziel „&{event.anchor}“ davor"
            hint = "Die Angabe ausschreiben oder, wenn ein Text gemeint ist, in Anführungszeichen setzen."
            self._note(offset, f"Der Verweis „*{event.anchor}“ {message}.", hint)
            found = _Anchored(_DROPPED)
        self._aliased += found.size
        if self._aliased > MAX_ALIASED:
            message = f"Verweise („*{event.anchor}“) stehen zusammen für mehr als {MAX_ALIASED} Werte."
            raise self._report.fail(LIMIT, offset, message, "Die Angaben ausschreiben.")
        self._check_depth(event, found.height)
        frame = self._at_key()
        if frame is None:
            self._put(found.value, found.size, found.height)
            return
        self._note(offset, "Ein Schlüssel ist ein Verweis.", "Den Schlüssel ausschreiben.")
        frame.key = _DROPPED

    def _at_key(self) -> _Frame | None:
        """The section whose next key is due, or None where a value is."""
        frame = self._stack[-1] if self._stack else None
        return frame if frame and frame.key is _NO_KEY and type(frame.container) is dict else None

    def _put(self, value: Any, size: int, height: int) -> None:
        """Add a finished value to what it stands in."""
        if not self._stack:
            self.data = None if value is _DROPPED else value
            return
        top = self._stack[-1]
        top.size += size
        top.height = max(top.height, height + 1)
        if type(top.container) is list:
            if value is not _DROPPED:
                top.container.append(value)
        else:
            if top.key is not _DROPPED and value is not _DROPPED:
                top.container[top.key] = value
            top.key = _NO_KEY

    def _path(self) -> PathParts:
        """The path of what is being read."""
        parts: list[str | int] = []
        for frame in self._stack:
            part = len(frame.container) if type(frame.container) is list else frame.key
            if part is _NO_KEY or part is _DROPPED:
                break
            parts.append(part)
        return tuple(parts)

    def _check_tag(self, event: Any) -> None:
        if event.tag not in _OWN_TAGS:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            message = f"Eigene Typangaben wie {shown(tag)} werden nicht unterstützt."
            self._note(event.start_mark.index, message, "Die Typangabe löschen; kimcore kennt die Art jedes Werts.")

    def _check_depth(self, event: Any, height: int) -> None:
        if len(self._stack) + height > MAX_DEPTH:
            message = f"Abschnitte und Listen stehen in mehr als {MAX_DEPTH} Ebenen ineinander."
            raise self._report.fail(LIMIT, event.start_mark.index, message, "Die Klammern und Einrückungen prüfen.")

    def _note(self, offset: int, message: str, hint: str) -> None:
        self._report.add(SYNTAX, offset, message, hint, self._path())

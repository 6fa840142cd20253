"""What a template says before it is filled: every name, filter and statement that does not exist, with its line.

A template is read as text, one paragraph to a line, so that a line of Jinja is a paragraph of Word.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
from jinja2 import Environment, TemplateSyntaxError, nodes

from kimcore_vorlagen.vocabulary import OPEN_ENDED, ROOT, Entry, Pair, entries, flat_names
from kimcore_vorlagen.word.filters import FILTER_TEXTS
from kimcore_vorlagen.word.sandbox import LOOP, TESTS, forbidden

__all__ = ["Problem", "nearest", "paths", "problems"]


@attrs.frozen
class Problem:
    """What is wrong with a template, in a German sentence, and what to do.

    Attributes:
        line: of the template, read as text.
        code: ``field`` or ``syntax``.
    """

    line: int
    code: str
    message: str
    hint: str = ""


@attrs.frozen
class _Type:
    """What an expression is: an object or a list of a class, or a value of a kind; without either, anything."""

    shape: type | None = None
    many: bool = False
    kind: str = ""


_ANY = _Type()
_ROOT = _Type(ROOT)
_SAME = {"sort", "selectattr", "rejectattr"}
_OF_ENTRIES = {"summe", "selectattr", "rejectattr"}
_ENTRY = {"first", "last"}
_ENDS = {"for": "endfor", "if": "endif"}
_POSSIBLE = "Möglich sind {{ feld }}, {% for … in … %}, {% if … %}, {% set … %} und Filter."
_LIST = "Welche es gibt, zeigt: kimcore template fields"
_NAMES = {
    "Include": "include",
    "Import": "import",
    "FromImport": "from … import",
    "Extends": "extends",
    "Block": "block",
    "Macro": "macro",
    "CallBlock": "call",
    "Call": "ein Aufruf mit Klammern",
    "FilterBlock": "filter",
    "AssignBlock": "set … endset",
    "With": "with",
    "Pow": "**",
    "Mod": "%",
    "FloorDiv": "//",
    "Slice": "[von:bis]",
    "Dict": "{…: …}",
    "For": "recursive",
}
_TAG = re.compile(r"\{%-?\s*(\w+)")


def nearest(name: str, known: Iterable[str], more: Mapping[str, str] | None = None) -> str:
    """``Meinten Sie „name“?``, or nothing.

    Args:
        name: what stands in the template.
        known: what there is.
        more: keys by their German labels.
    """
    labels = {label.casefold(): key for label, key in (more or {}).items()}
    found = labels.get(name.casefold()) or next(iter(difflib.get_close_matches(name, list(known), n=1)), "")
    return f"Meinten Sie „{found}“?" if found else ""


def problems(source: str) -> Iterator[Problem]:
    """Everything that is wrong with a template, whatever program it is filled with."""
    try:
        tree = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as error:
        yield _unreadable(error, source)
        return
    except RecursionError:
        lines = [len(line) for line in source.split("\n")]
        yield Problem(lines.index(max(lines)) + 1, "syntax", "Die Anweisungen sind zu tief verschachtelt.")
        return
    for line, what in forbidden(tree):
        yield Problem(line, "syntax", f"„{_NAMES.get(what, what)}“ gibt es in Vorlagen nicht.", _POSSIBLE)
    reader = _Reader()
    reader.statements(tree.body, {})
    yield from reader.found


def paths(source: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The fields that stand by themselves, outside of loops and conditions, with their lines."""
    for output in (node for node in Environment(autoescape=True).parse(source).body if isinstance(node, nodes.Output)):
        for node in output.nodes:
            path = _path(node)
            if path:
                yield node.lineno, path


def _path(node: nodes.Node) -> tuple[str, ...]:
    """The names of ``kommune.address.city``, also before a filter that keeps what is empty."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        inner = _path(node.node)
        return (*inner, node.attr) if inner else ()
    if isinstance(node, nodes.Filter) and node.node is not None and node.name != "default":
        return _path(node.node)
    return ()


def _unreadable(error: TemplateSyntaxError, source: str) -> Problem:
    """What Jinja says against a template, in German."""
    message = error.message or ""
    if "Unexpected end of template" in message and (left := _left_open(source)):
        line, name = left
        return Problem(line, "syntax", f"„{{% {name} … %}}“ endet nicht.", f"Danach fehlt {{% {_ENDS[name]} %}}.")
    if found := re.search(r"unknown tag '(\w+)'", message):
        name = found[1]
        hint = f"Davor fehlt {{% {name[3:]} … %}}." if name in _ENDS.values() else _POSSIBLE
        return Problem(error.lineno, "syntax", f"„{{% {name} %}}“ gehört hier nicht hin.", hint)
    return Problem(
        error.lineno, "syntax", "Zwischen den geschweiften Klammern steht etwas, das nicht zu lesen ist.",
        f"{_POSSIBLE} Klammern und Anführungszeichen prüfen.",
    )  # fmt: skip


def _left_open(source: str) -> tuple[int, str] | None:
    """The innermost ``for`` or ``if`` without an end, with its line."""
    left: list[tuple[int, str]] = []
    for found in _TAG.finditer(source):
        name = found[1]
        if name in _ENDS:
            left.append((source.count("\n", 0, found.start()) + 1, name))
        elif name in _ENDS.values() and left:
            left.pop()
    return left[-1] if left else None


class _Reader:
    """Follows a template and knows what each of its names is."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def _report(self, node: nodes.Node, message: str, hint: str) -> _Type:
        self.found.append(Problem(node.lineno, "field", message, hint))
        return _ANY

    # ---------------------------------------------------------------------------------------- statements

    def statements(self, body: Sequence[nodes.Node], names: dict[str, _Type]) -> None:
        """Read statements; what they name is known to those that follow."""
        for node in body:
            match node:
                case nodes.For():
                    entry = attrs.evolve(self.value(node.iter, names), many=False)
                    inner = {**names, "loop": _Type(kind="loop")}
                    self._name(node.target, entry, inner)
                    self._values([node.test] if node.test else [], inner)
                    self.statements(node.body, inner)
                    self.statements(node.else_, names)
                case nodes.If():
                    self.value(node.test, names)
                    for part in (node.body, node.elif_, node.else_):
                        self.statements(part, names)
                case nodes.Assign():
                    self._name(node.target, self.value(node.node, names), names)
                case _:
                    self._values(node.iter_child_nodes(), names)

    @staticmethod
    def _name(target: nodes.Node, what: _Type, names: dict[str, _Type]) -> None:
        if isinstance(target, nodes.Name):
            names[target.name] = what
        else:
            names.update(dict.fromkeys((name.name for name in target.find_all(nodes.Name)), _ANY))

    # --------------------------------------------------------------------------------------- expressions

    def _values(self, parts: Iterable[nodes.Node], names: Mapping[str, _Type]) -> None:
        for part in parts:
            self.value(part, names)

    def value(self, node: nodes.Node, names: Mapping[str, _Type]) -> _Type:
        """What an expression is; reports what in it does not exist."""
        match node:
            case nodes.Name():
                return self._known(node, names)
            case nodes.Getattr():
                return self._field(node, node.attr, self.value(node.node, names))
            case nodes.Getitem(arg=nodes.Const(value=key)):
                return self._field(node, key, self.value(node.node, names))
            case nodes.Filter():
                return self._filter(node, names)
            case nodes.Test(name="defined" | "undefined"):
                return _ANY
            case nodes.Test() if node.name not in TESTS:
                hint = nearest(node.name, TESTS)
                return self._report(node, f"Die Bedingung „is {node.name}“ gibt es nicht.", hint)
            case _:
                self._values(node.iter_child_nodes(), names)
                return _ANY

    def _known(self, node: nodes.Name, names: Mapping[str, _Type]) -> _Type:
        if node.name in names:
            return names[node.name]
        entry = entries(ROOT).get(node.name)
        if entry is not None:
            return _type(entry)
        if node.name == "range":
            return _ANY
        labels = {entry.label: key for key, entry in entries(ROOT).items()}
        hint = nearest(node.name, [*names, *entries(ROOT), *flat_names(depth=2)], labels)
        return self._report(node, f"Das Feld „{node.name}“ gibt es nicht.", hint or _LIST)

    def _field(self, node: nodes.Expr, key: Any, inside: _Type) -> _Type:
        """A field of an object, or an entry of a list."""
        if inside.kind == "loop" and key not in LOOP:
            return self._report(node, f"„loop.{key}“ gibt es nicht.", nearest(str(key), LOOP) or ", ".join(LOOP))
        if inside in {_ANY, _Type(kind="loop")} or inside.kind == OPEN_ENDED:
            return _ANY
        if inside.many:
            return self._entry(node, key, inside)
        if inside.shape is None:
            return self._report(node, f"„{_text(node)}“ gibt es nicht: davor steht ein Wert, kein Abschnitt.", _LIST)
        there = entries(inside.shape)
        if key in there:
            return _type(there[key])
        hint = nearest(str(key), there, {entry.label: entry.key for entry in there.values()})
        return self._report(node, f"Das Feld „{_text(node)}“ gibt es nicht.", hint or f"Es gibt: {', '.join(there)}.")

    def _entry(self, node: nodes.Expr, key: Any, rows: _Type) -> _Type:
        if isinstance(node, nodes.Getattr) and rows.shape is not None and key in entries(rows.shape):
            return self._report(
                node, f"„{_text(node)}“: davor steht eine Liste.",
                f"{{% for eintrag in … %}}{{{{ eintrag.{key} }}}}{{% endfor %}} schreiben.",
            )  # fmt: skip
        return attrs.evolve(rows, many=False)

    def _filter(self, node: nodes.Filter, names: Mapping[str, _Type]) -> _Type:
        inner = _ANY if node.node is None else self.value(node.node, names)
        self._values((*node.args, *(pair.value for pair in node.kwargs)), names)
        if node.name not in FILTER_TEXTS:
            hint = nearest(node.name, FILTER_TEXTS) or f"Es gibt: {', '.join(FILTER_TEXTS)}."
            return self._report(node, f"Den Filter „{node.name}“ gibt es nicht.", hint)
        self._attribute(node, inner)
        if node.name == "felder":
            return _Type(Pair, many=True)
        if node.name in _ENTRY:
            return attrs.evolve(inner, many=False)
        return inner if node.name in _SAME else _ANY

    def _attribute(self, node: nodes.Filter, rows: _Type) -> None:
        """A filter that names a field of the entries of its list."""
        given = [node.args[0]] if node.name in _OF_ENTRIES and node.args else []
        given += [pair.value for pair in node.kwargs if pair.key == "attribute"]
        for what in given:
            if isinstance(what, nodes.Const) and rows.shape is not None:
                inside = attrs.evolve(rows, many=False)
                for name in str(what.value).split("."):
                    inside = self._field(nodes.Getattr(what, name, "load", lineno=node.lineno), name, inside)


def _type(entry: Entry) -> _Type:
    return _Type(entry.shape, entry.many, entry.kind)


def _text(node: nodes.Node) -> str:
    """An expression as it stands in the template, as far as it is a path."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr(node=nodes.Const()):
            return node.attr
        case nodes.Getattr():
            return f"{_text(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=key)):
            return f"{_text(node.node)}[{key!r}]"
        case _:
            return "…"

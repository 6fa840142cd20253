"""References and ids: every id there is only once, and every reference leads somewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import attrs

from kimcore.checks.base import Check
from kimcore.checks.scan import entries, owner_of, references
from kimcore.checks.wording import called, joined
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import Program
from kimcore.model.fields import label_of, refers_to
from kimcore.richtlinien import RuleSet

__all__ = ["CHECKS", "DanglingReference", "DoubledId", "DoubledReference", "UnitsInACircle"]

_RULES = "richtlinie."
_SHOWN_IDS = 12
_COMPARED_IDS = 500
_SUGGESTIONS = 200


class DanglingReference(Check):
    """A reference to something that neither the program nor its rule set has."""

    code = "KIM-REF-001"
    title = "Jeder Verweis nennt eine Kennung, die es gibt."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every id that leads nowhere, with the one that was probably meant."""
        targets = _Targets(program, context.rules)
        for parts, field, value in references(program):
            collection = refers_to(field)
            known = targets.ids(collection)
            if known is None or (value in known if type(value) is str else known.issuperset(value)):
                continue
            owner = owner_of(program, parts)
            for where, wanted in entries(parts, value):
                if wanted not in known:
                    yield self.finding(
                        where,
                        f"{called(owner)}: „{label_of(field)}“ nennt „{wanted}“. {targets.missing(collection)}",
                        targets.hint(collection, wanted),
                        object_id=getattr(owner, "id", None),
                    )


class DoubledId(Check):
    """Two objects of one kind with the same id: nobody could tell which one a reference means."""

    code = "KIM-REF-002"
    title = "Jede Kennung gibt es je Art nur einmal; auch die Kommune selbst zählt zu den Kommunen."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every object whose id another one before it already has."""
        for name in _collections(program):
            items = _items(program, name)
            if len({item.id for _, item in items}) == len(items):
                continue
            first: dict[str, Any] = {}
            for parts, item in items:
                other = first.setdefault(item.id, item)
                if other is not item:
                    yield self.finding(
                        (*parts, "id"),
                        f"Die Kennung „{item.id}“ haben zwei: {called(other)} und {called(item)}.",
                        "Einem von beiden eine eigene Kennung geben und die Verweise darauf anpassen.",
                        object_id=item.id,
                    )


class UnitsInACircle(Check):
    """Organisational units that are, over some corners, above themselves."""

    code = "KIM-REF-003"
    title = "Keine Organisationseinheit ist sich selbst übergeordnet, auch nicht über andere."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """The units of every circle, one finding per circle."""
        parents = {unit.id: unit.parent for unit in program.units}
        seen: set[str] = set()
        for index, unit in enumerate(program.units):
            chain: list[str] = []
            step: str | None = unit.id
            while step in parents and step not in seen:
                seen.add(step)
                chain.append(step)
                step = parents[step]
            if step in chain:
                circle = [*chain[chain.index(step) :], step]
                yield self.finding(
                    ("units", index, "parent"),
                    f"Organisationseinheiten sind im Kreis übergeordnet: {' → '.join(circle)}.",
                    "Bei der obersten Einheit parent weglassen.",
                    object_id=unit.id,
                )


class DoubledReference(Check):
    """The same id twice in one list: it would be counted or printed twice."""

    code = "KIM-REF-004"
    title = "Keine Liste von Verweisen nennt dieselbe Kennung zweimal."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every list with an id that it already holds."""
        for parts, field, value in references(program):
            if type(value) is not tuple or len(set(value)) == len(value):
                continue
            doubled = sorted(entry for entry, count in Counter(value).items() if count > 1)
            owner = owner_of(program, parts)
            names = joined([f"„{entry}“" for entry in doubled])
            yield self.finding(
                parts,
                f"{called(owner)}: „{label_of(field)}“ nennt {names} mehrmals.",
                "Jede Kennung nur einmal nennen.",
                object_id=getattr(owner, "id", None),
            )


# ------------------------------------------------------------------------------------------------ what there is


def _collections(program: Program) -> Iterator[str]:
    """The names of the fields that hold objects with ids."""
    for field in attrs.fields(type(program)):
        value = getattr(program, field.name)
        if type(value) is tuple and value and hasattr(value[0], "id"):
            yield field.name


def _items(program: Program, collection: str) -> Sequence[tuple[tuple[str | int, ...], Any]]:
    """The objects of a collection with their paths; the Kommune itself is one of the Kommunen."""
    own = [(("kommune",), program.kommune)] if collection == "kommunen" else []
    return [*own, *(((collection, index), item) for index, item in enumerate(getattr(program, collection)))]


class _Targets:
    """What references can lead to, and what to suggest where they lead nowhere."""

    def __init__(self, program: Program, rules: RuleSet) -> None:
        self._program = program
        self._rules = rules
        self._ids: dict[str, frozenset[str] | None] = {}
        self._hints: dict[tuple[str, str], str] = {}
        self._lists: dict[str, str] = {}

    def ids(self, collection: str) -> frozenset[str] | None:
        """The ids of a collection; None where there is no such collection (a plugin may name one)."""
        if collection not in self._ids:
            self._ids[collection] = self._find(collection)
        return self._ids[collection]

    def _find(self, collection: str) -> frozenset[str] | None:
        if collection.startswith(_RULES):
            name = collection.removeprefix(_RULES)
            return self._rules.ids(name) if hasattr(self._rules, name) else None
        if not hasattr(self._program, collection):
            return None
        return frozenset(item.id for _, item in _items(self._program, collection))

    def missing(self, collection: str) -> str:
        """Where the id was looked for."""
        if collection.startswith(_RULES):
            return f"Das Förderprogramm {self._rules.id} kennt diese Kennung nicht."
        return f"Unter {collection} gibt es diese Kennung nicht."

    def hint(self, collection: str, wanted: str) -> str:
        """What was probably meant, and what there is; after some hundred different ones only what there is."""
        key = (collection, wanted)
        if key not in self._hints:
            if len(self._hints) >= _SUGGESTIONS:
                return self._there(collection)
            self._hints[key] = self._suggest(collection, wanted)
        return self._hints[key]

    def _suggest(self, collection: str, wanted: str) -> str:
        known = sorted(self.ids(collection) or ())
        if len(known) > _COMPARED_IDS:
            known = [entry for entry in known if entry[:2] == wanted[:2]][:_COMPARED_IDS]
        close = get_close_matches(wanted, known, n=1)
        return f"Meinten Sie „{close[0]}“? {self._there(collection)}" if close else self._there(collection)

    def _there(self, collection: str) -> str:
        if collection not in self._lists:
            known = sorted(self.ids(collection) or ())
            more = f" und {len(known) - _SHOWN_IDS} weitere" if len(known) > _SHOWN_IDS else ""
            listed = f"Es gibt: {', '.join(known[:_SHOWN_IDS])}{more}."
            self._lists[collection] = listed if known else f"Unter {collection} steht noch nichts."
        return self._lists[collection]


CHECKS = (DanglingReference, DoubledId, UnitsInACircle, DoubledReference)

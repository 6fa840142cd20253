"""What templates hold in their hands: views that show the fields of the vocabulary and nothing else of an object.

A view has no attribute that a template could reach: :func:`read` is the only way in, for Word and for Excel.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from kimcore import Context, Program, RenderError
from kimcore.context import fitting_vorgaenge
from kimcore.exporters import antrag_plans
from kimcore.funding import YearPlan
from kimcore.model import VorgangKind
from kimcore_vorlagen.values import Open, german, value_of
from kimcore_vorlagen.vocabulary import PRINTED, ROOT, Entry, Pair, entries, rule_collection

__all__ = ["MISSING", "STEPS", "Rows", "View", "World", "pairs", "read"]

STEPS = 200_000
"""How many entries of lists one document may walk through; the largest program needs a hundredth of it."""

_TITLES = ("title", "name", "function", "label", "id")


class _Missing:
    """There is no such field."""


MISSING = _Missing()


class World:
    """What the views of one document share: its context, and how much may still be done.

    Args:
        context: what the document is made for.
        steps: how many entries of lists may be walked through.
    """

    def __init__(self, context: Context, steps: int = STEPS) -> None:
        self.context = context
        self._steps = steps

    @property
    def program(self) -> Program:
        """The program, reduced to the profile."""
        return self.context.program

    @property
    def year(self) -> int:
        """The year of the document."""
        return self.context.year

    @property
    def root(self) -> "View":
        """Where every name of a template begins."""
        return View(self.context, ROOT, self)

    @cached_property
    def antrag(self) -> YearPlan:
        """The figures of what is applied for in the year."""
        fitting = fitting_vorgaenge(self.program, VorgangKind.ANTRAG, self.year)
        chosen = fitting[0] if len(fitting) == 1 else None
        return antrag_plans(self.context, chosen, (self.year,))[0]

    def find(self, refers: str, wanted: str) -> Any:
        """The object an id refers to, or the id where there is none."""
        rules = rule_collection(refers)
        there = getattr(self.context.rules, rules) if rules else getattr(self.program, refers)
        return next((entry for entry in there if entry.id == wanted), wanted)

    def walk(self, steps: int = 1) -> None:
        """Count what is walked through.

        Raises:
            RenderError: it is more than any document needs.
        """
        self._steps -= steps
        if self._steps < 0:
            raise RenderError("Die Schleifen der Vorlage laufen zu lange. Schleifen in Schleifen vermeiden.")

    def shown(self, value: Any, kind: str, shape: type | None) -> Any:
        """A value as templates see it."""
        if shape is not None and isinstance(value, shape):
            return View(value, shape, self)
        if isinstance(value, tuple | list):
            return Rows(tuple(self.shown(item, kind, shape) for item in value), self)
        return Sections(value, self) if isinstance(value, Mapping) else value_of(kind, value)


class View:
    """An object of the vocabulary; printed it is its title."""

    __slots__ = ("_item", "_shape", "_world")

    def __init__(self, item: Any, shape: type, world: World) -> None:
        self._item = item
        self._shape = shape
        self._world = world

    def __str__(self) -> str:
        if self._shape in PRINTED:
            return PRINTED[self._shape](self._item)
        there = entries(self._shape)
        titles = [german(_get(self, key)) for key in _TITLES if key in there]
        return next(filter(None, titles), "") if titles else " ".join(pair.value for pair in _pairs(self))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, View):
            return self._item is other._item or self._item == other._item
        return isinstance(other, str) and other in {str(self), *_ids(self)}

    def __hash__(self) -> int:
        return hash(str(self))


class Sections:
    """The data of plugins, each a section under the plugin's name."""

    __slots__ = ("_sections", "_world")

    def __init__(self, sections: Mapping[str, Any], world: World) -> None:
        self._sections = sections
        self._world = world

    def __str__(self) -> str:
        return ", ".join(self._sections)


class Rows(Sequence[Any]):
    """A list: walked through, counted, or asked for an entry by its number or its id."""

    __slots__ = ("_items", "_world")

    def __init__(self, items: tuple[Any, ...], world: World) -> None:
        self._items = items
        self._world = world

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: Any) -> Any:
        return self._items[index]

    def __iter__(self) -> Iterator[Any]:
        self._world.walk(len(self._items))
        return iter(self._items)

    def __str__(self) -> str:
        return ", ".join(german(item) for item in self)


def _get(view: View, key: str) -> Any:
    entry: Entry | None = entries(view._shape).get(key)  # noqa: SLF001 - a view hides its object from templates
    if entry is None:
        return MISSING
    world = view._world  # noqa: SLF001 - same
    return world.shown(entry.read(view._item, world), entry.kind, entry.shape)  # noqa: SLF001 - same


def _pairs(view: View) -> Iterator[Pair]:
    for entry in entries(view._shape).values():  # noqa: SLF001 - same
        text = german(_get(view, entry.key))
        if entry.kind != "id" and text:
            yield Pair(entry.label, text)


def pairs(item: Any) -> Rows:
    """The filled fields of an object, each with its German label."""
    if not isinstance(item, View):
        raise RenderError(
            "Der Filter „felder“ steht hinter einem Abschnitt, zum Beispiel {% for feld in kommune | felder %}"
        )
    world = item._world  # noqa: SLF001 - same
    return Rows(tuple(View(pair, Pair, world) for pair in _pairs(item)), world)


def read(item: Any, key: Any) -> Any:
    """A field of an object, or an entry of a list by its id or its number (from 0).

    What is empty has empty fields; ``MISSING`` where there is no such field.
    """
    if item is None or isinstance(item, Open):
        return None
    if isinstance(item, View):
        return _get(item, key) if isinstance(key, str) else MISSING
    if isinstance(item, Rows):
        return _entry(item, key)
    if isinstance(item, Sections):
        section = item._sections.get(key)  # noqa: SLF001 - same
        return View(section, type(section), item._world) if attrs.has(type(section)) else MISSING  # noqa: SLF001 - same
    return MISSING


def _entry(rows: Rows, key: Any) -> Any:
    if isinstance(key, int):
        return rows[key] if -len(rows) <= key < len(rows) else MISSING
    return next((row for row in rows if isinstance(row, View) and key in _ids(row)), MISSING)


def _ids(row: View) -> tuple[str, ...]:
    """What an entry is known by (its id, chapter or kind of statistic), also as names in Excel write it."""
    key = next((entry.key for entry in entries(row._shape).values() if entry.kind == "id"), "")  # noqa: SLF001 - same
    name = german(_get(row, key)) if key else ""
    return (name, name.replace("-", "_")) if name else ()

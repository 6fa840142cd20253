"""What templates can say: every field by its key, with its German label, made from kimcore's models.

A template names fields by the keys of the program file (``kommune.name``), and figures by German words
(``plan.foerderung``). There is one table for Word, Excel, the checks, ``kimcore template fields`` and the README.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

from kimcore import Context, Program
from kimcore.amounts import total
from kimcore.convert.types import entries_of, items_of, kind_of, optional_of
from kimcore.funding import AusgabenPosten, GroupPlan, PlanRow, StellenPosten, YearPlan, plan_rows
from kimcore.model import Address, Ausgabe, Stelle, Vorgang, explanation_of, fields_of, label_of, refers_to
from kimcore.richtlinien import BausteinRule, RateUse, RuleSet

if TYPE_CHECKING:
    from kimcore_vorlagen.views import World

__all__ = ["AMOUNT", "OPEN_ENDED", "PRINTED", "ROOT", "Entry", "Pair", "entries", "flat_names", "rule_collection"]

Read = Callable[[Any, "World"], Any]

AMOUNT = "amount"
OPEN_ENDED = "sections"
"""The kind of what only a program knows: the data of plugins."""
ROOT = Context
"""The class at whose fields a template begins."""


@attrs.frozen(kw_only=True)
class Entry:
    """A field of an object, as a template names it.

    Attributes:
        key: its name in the template.
        label: its German name, the heading of a column.
        kind: ``euro``, ``date``, …; ``amount`` for a computed figure; ``choice``; empty for an object.
        many: True for a list.
        shape: the class of the object, or of the entries of the list; None for a value.
        explanation: one or two German sentences.
        read: gets it from the object.
    """

    key: str
    label: str
    kind: str = ""
    many: bool = False
    shape: type | None = None
    explanation: str = ""
    read: Read

    @property
    def german_kind(self) -> str:
        """What it is, for people."""
        if self.shape is not None:
            return "Liste" if self.many else "Abschnitt"
        word = _KINDS[self.kind]
        return f"Liste: {word}" if self.many else word


PRINTED: Mapping[type, Callable[[Any], str]] = {
    Address: lambda address: f"{address.street}, {address.postal_code} {address.city}"
}
"""How objects without a title are printed where their fields one after the other do not read well."""


@attrs.frozen
class Pair:
    """A label and a value: what the filter ``felder`` makes of an object."""

    label: str
    value: Any


_KINDS = {
    "text": "Text",
    "markdown": "Text",
    "id": "Kennung",
    "ags": "Text",
    "url": "Web-Adresse",
    "euro": "Betrag",
    "amount": "Betrag",
    "figure": "Zahl",
    "vzae": "VZÄ",
    "percent": "Prozent",
    "number": "Zahl",
    "count": "Zahl",
    "year": "Jahr",
    "date": "Datum",
    "flag": "ja/nein",
    "choice": "Auswahl",
    "sections": "Abschnitte",
}


def _field(key: str, label: str, kind: str = "text", read: Read | None = None, **more: Any) -> Entry:
    """A field of a table by hand; without ``read`` it is the attribute of its key."""
    return Entry(key=key, label=label, kind=kind, read=read or _attribute(key), **more)


def _attribute(name: str) -> Read:
    return lambda item, _: getattr(item, name)


def _within(outer: Callable[[Any], Any], inner: Read) -> Read:
    """A field of an object inside the object."""
    return lambda item, world: inner(outer(item), world)


def _list(key: str, label: str, shape: type, read: Read | None = None) -> Entry:
    return _field(key, label, "", read, many=True, shape=shape)


def _amounts(**labels: str) -> Iterator[Entry]:
    """Figures: the German key and ``label=attribute``."""
    for key, text in labels.items():
        label, _, attribute = text.partition("=")
        yield _field(key, label, AMOUNT, _attribute(attribute))


# ------------------------------------------------------------------------------------------ from models


def _from_models(cls: type) -> Iterator[Entry]:
    """The fields of a model; a reference is the object it refers to."""
    for field in fields_of(cls):
        item = items_of(field.type)
        annotation: Any = item or optional_of(field.type) or field.type
        entry = _field(
            field.name, label_of(field), "", explanation=explanation_of(field), many=item is not None,
        )  # fmt: skip
        refers, kind = refers_to(field), kind_of(annotation)
        if refers:
            read = _referring(field.name, refers, many=entry.many)
            yield attrs.evolve(entry, shape=_referred(refers), read=read)
        elif attrs.has(annotation):
            yield attrs.evolve(entry, shape=annotation)
        elif isinstance(annotation, type) and issubclass(annotation, Enum):
            yield attrs.evolve(entry, kind="choice")
        elif kind is not None and kind.name in _KINDS:
            yield attrs.evolve(entry, kind=kind.name)
        elif entries_of(annotation) is not None:
            yield attrs.evolve(entry, kind=OPEN_ENDED)


def rule_collection(refers: str) -> str | None:
    """The collection of the rule set that a reference leads to, or None where it leads to the program."""
    prefix, _, name = refers.partition(".")
    return name if prefix == "richtlinie" else None


def _referred(refers: str) -> type:
    """The class of the objects a reference leads to."""
    rules = rule_collection(refers)
    field = next(entry for entry in fields_of(RuleSet if rules else Program) if entry.name == (rules or refers))
    shape: type = items_of(field.type)
    return shape


def _referring(name: str, refers: str, *, many: bool) -> Read:
    def read(item: Any, world: "World") -> Any:
        ids = getattr(item, name)
        if many:
            return tuple(world.find(refers, entry) for entry in ids)
        return None if ids is None else world.find(refers, ids)

    return read


# ---------------------------------------------------------------------------------------------- figures


def _row_figures() -> Iterator[Entry]:
    """The rows of the Grundmuster by their ids, with its own words."""
    zero = total([])
    for row in plan_rows("", cost=zero, eligible=zero, third=zero, funding=zero, public=zero):
        yield _field(row.id, row.label, AMOUNT, _row_amount(row.number - 1))


def _row_amount(index: int) -> Read:
    return lambda item, _: item.rows[index].amount


def _year_plan() -> Iterator[Entry]:
    yield _field("jahr", "Jahr", "year", lambda item, _: item.year)
    yield from _row_figures()
    yield _field("luecke", "Deckungslücke", AMOUNT, lambda item, _: item.gap)
    yield _list("zeilen", "Zeilen des Finanzierungsplans", PlanRow, lambda item, _: item.rows)
    yield _list("bausteine", "Zahlen je Baustein", GroupPlan, lambda item, _: item.groups)
    yield _list("stellen", "Stellen mit Zahlen", StellenPosten)
    yield _list("ausgaben", "Ausgaben mit Zahlen", AusgabenPosten)
    yield _list("saetze", "Verwendete Fördersätze", RateUse, lambda item, _: item.rates)


def _group() -> Iterator[Entry]:
    yield _field("id", "Kennung", "id")
    yield _field("nummer", "Nummer", "count", lambda item, _: item.baustein and item.baustein.number)
    yield _field(
        "title", "Bezeichnung",
        read=lambda item, _: item.baustein.title(item.year) if item.baustein else "bausteinübergreifend",
    )  # fmt: skip
    yield _field("verfahren", "Verfahren", "choice", lambda item, _: item.regime)
    yield from _amounts(
        kosten_stellen="Personalkosten=cost_stellen",
        kosten_ausgaben="Kosten der Ausgaben=cost_ausgaben",
        kosten="Kosten=cost",
        zuwendungsfaehig="Grundsätzlich zuwendungsfähig=eligible",
        foerderung_stellen="Förderung Personal=funding_stellen",
        foerderung_ausgaben="Förderung Ausgaben=funding_ausgaben",
        foerderung="Förderung=funding",
        dritte="Leistungen Dritter=third",
        oeffentlich="Andere öffentliche Förderung=public",
        eigenanteil="Eigenanteil=own",
        luecke="Deckungslücke=gap",
    )
    yield _list("stellen", "Stellen mit Zahlen", StellenPosten)
    yield _list("ausgaben", "Ausgaben mit Zahlen", AusgabenPosten)


def _posten(model: type, attribute: str) -> Iterator[Entry]:
    """The fields of what is paid for, as in ``stellen`` and ``ausgaben``; figures follow."""
    for entry in entries(model).values():
        yield attrs.evolve(entry, read=_within(attrgetter(attribute), entry.read))


def _stelle() -> Iterator[Entry]:
    yield from _posten(Stelle, "stelle")
    yield _field("verfahren", "Verfahren", "choice", lambda item, _: item.regime)
    yield _field("monate", "Monate", "figure", lambda item, _: item.time.months)
    yield _field("satz", "Fördersatz", AMOUNT, lambda item, _: item.rate.amount)
    yield from _amounts(
        hoechstbetrag="Höchstbetrag=limit",
        kosten="Kosten=cost",
        zuwendungsfaehig="Grundsätzlich zuwendungsfähig=eligible",
        foerderung="Förderung=funding",
        luecke="Deckungslücke=gap",
    )


def _ausgabe() -> Iterator[Entry]:
    yield from (entry for entry in _posten(Ausgabe, "ausgabe") if entry.key != "eligible")
    yield from _amounts(
        kosten="Kosten=cost",
        zuwendungsfaehig="Grundsätzlich zuwendungsfähig=eligible",
        hoechstbetrag="Höchstbetrag=limit",
        foerderung="Förderung=funding",
        luecke="Deckungslücke=gap",
    )


def _root() -> Iterator[Entry]:
    """The program's own fields, and what the document is made for."""
    own = {
        "foerderprogramm": _field("foerderprogramm", "Förderprogramm", "", lambda item, _: item.rules, shape=RuleSet),
        "stand": _field("stand", "Stand", "date"),
    }
    for entry in entries(Program).values():
        yield own.get(entry.key) or attrs.evolve(entry, read=_within(attrgetter("program"), entry.read))
    yield _field("jahr", "Jahr des Dokuments", "year", lambda item, _: item.year)
    yield _field("profil", "Für wen das Dokument ist", "choice", lambda item, _: item.profile)
    yield _field(
        "kennzeichen", "Kennzeichen", read=lambda item, _: " · ".join(item.marks),
        explanation="ENTWURF, Musterdaten; leer bei einem freigegebenen Vorgang.",
    )  # fmt: skip
    yield _field("vorgang", "Vorgang des Dokuments", "", shape=Vorgang, explanation="Der mit --set vorgang=… gewählte.")
    yield _field("plan", "Finanzierungsplan des Jahres", "", shape=YearPlan, explanation="Alle Bausteine.")
    yield _field(
        "antrag", "Zahlen des Antrags", "", lambda _, world: world.antrag, shape=YearPlan,
        explanation="Nur die Bausteine, die im Jahr beantragt werden.",
    )  # fmt: skip


_TABLES: Mapping[type, Callable[[], Iterator[Entry]]] = {
    ROOT: _root,
    YearPlan: _year_plan,
    GroupPlan: _group,
    StellenPosten: _stelle,
    AusgabenPosten: _ausgabe,
    PlanRow: lambda: iter(
        (
            _field("number", "Nummer", "count"),
            _field("title", "Bezeichnung", read=lambda item, _: item.label),
            _field("betrag", "Betrag", AMOUNT, lambda item, _: item.amount),
        )
    ),
    RateUse: lambda: iter(
        (
            _field("title", "Bezeichnung", read=lambda item, _: item.rule.title),
            _field("bezugsgroesse", "Bezugsgröße", "choice", lambda item, _: item.rule.basis),
            _field("betrag", "Betrag", AMOUNT, lambda item, _: item.amount),
            _field("zustand", "Zustand", "choice", lambda item, _: item.state),
            _field("quelle", "Quelle", read=lambda item, _: item.source and item.source.title),
            _field("sicherheit", "Sicherheit", "choice", lambda item, _: item.confidence),
        )
    ),
    BausteinRule: lambda: iter(
        (
            _field("id", "Kennung", "id"),
            _field("number", "Nummer", "count"),
            _field("title", "Bezeichnung", read=lambda item, world: item.title(world.year)),
        )
    ),
    RuleSet: lambda: (
        entry for entry in _from_models(RuleSet) if entry.key in {"id", "title", "land", "authority", "form"}
    ),
    Pair: lambda: iter((_field("label", "Bezeichnung"), _field("value", "Wert"))),
}


@cache
def entries(cls: type) -> Mapping[str, Entry]:
    """What a template can say about an object of this class, by key."""
    return {entry.key: entry for entry in _TABLES.get(cls, lambda: _from_models(cls))()}


def flat_names(cls: type = ROOT, depth: int = 3) -> Iterator[str]:
    """The names of values and lists that lead through no list, for suggestions: ``kommune.name``."""
    for entry in entries(cls).values():
        yield entry.key
        if entry.shape is not None and not entry.many and depth > 1:
            yield from (f"{entry.key}.{name}" for name in flat_names(entry.shape, depth - 1))

"""Programs and models of every sort for property tests with hypothesis, made from the annotations of the models."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "kimcore.testing.strategies braucht hypothesis: pip install kimcore[testing]", name="hypothesis"
    ) from error

from kimcore.convert.types import choices_of, entries_of, fields_of, items_of, kind_of, optional_of
from kimcore.model import SCHEMA_VERSION, Program
from kimcore.testing.pictures import JPEG, PNG, TURNED

__all__ = ["models", "programs", "values"]

_LETTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff", include_characters="\n\t")
_TEXTS = st.one_of(
    st.text(_LETTERS, max_size=12),
    st.sampled_from(
        ["NO", "null", "05124000", "57.000", "a: b", "- x", "# y", "=1+1", "„Träger“ – § 9", "eins\n\nzwei\n"]
    ),
)
_KINDS = {
    "text": _TEXTS,
    "markdown": _TEXTS,
    "id": st.from_regex(r"[a-z][a-z0-9-]{0,29}", fullmatch=True),
    "ags": st.from_regex(r"[0-9]{8}", fullmatch=True),
    "url": st.sampled_from(["https://www.hamm.de/migration?x=1#y", "http://x"]),
    "euro": st.decimals(0, 10**12 - 1, places=2) | st.integers(0, 99_999).map(Decimal),
    "vzae": st.decimals(0, 999, places=3),
    "percent": st.decimals(0, 100, places=3),
    "number": st.decimals(-(10**9), 10**9, places=6) | st.sampled_from([Decimal("261.356"), Decimal("-57.000")]),
    "count": st.integers(0, 10**15 - 1),
    "year": st.integers(2000, 2100),
    "date": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    "clock": st.times().map("{:%H:%M}".format),
    "flag": st.booleans(),
    "picture": st.sampled_from([JPEG, PNG, TURNED]),
}
_RAW = st.recursive(
    st.none() | st.booleans() | _TEXTS | st.integers(-(10**9), 10**9) | st.decimals(-(10**6), 10**6, places=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=5,
)


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a type, as a program holds them."""
    if kind := kind_of(annotation):
        return _KINDS[kind.name]
    if choices := choices_of(annotation):
        return st.sampled_from(list(choices.values()))
    if inner := optional_of(annotation):
        return st.none() | values(inner)
    if item := items_of(annotation):
        return st.lists(values(item), max_size=2).map(tuple)
    if entries_of(annotation):
        return st.dictionaries(_TEXTS, _RAW, max_size=2)
    return models(annotation)


def models(cls: type) -> st.SearchStrategy[Any]:
    """Objects of a model or of a plugin's own class, with some of the fields that may be left out."""
    fields = [field for field in fields_of(cls) if field.name != "schema_version"]
    required = {field.name: values(field.type) for field in fields if field.default is attrs.NOTHING}
    more = {field.name: _later(field.type) for field in fields if field.name not in required}
    return st.fixed_dictionaries(required, optional=more).map(lambda given: cls(**given))


def _later(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a type, made when they are needed: a class may hold objects of its own kind."""
    return st.deferred(lambda: values(annotation))


def programs() -> st.SearchStrategy[Program]:
    """Programs that hold a few of everything."""
    fields = {field.name: field.type for field in fields_of(Program) if field.name != "schema_version"}
    required = {name: values(fields[name]) for name in ("foerderprogramm", "title", "stand", "kommune")}
    optional = sorted(fields.keys() - required.keys())
    chosen = st.lists(st.sampled_from(optional), max_size=6, unique=True)
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries({**required, **{name: values(fields[name]) for name in names}})
    ).map(lambda given: Program(schema_version=SCHEMA_VERSION, **given))

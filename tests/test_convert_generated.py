"""Generated readers of sections: the same objects, the same refusals as the detailed way."""

import gc
import json
import weakref
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kimcore.convert import make_converter, structure_fast
from kimcore.convert.fast import _FEW, _Hooks
from kimcore.convert.generated import _PLAINLY, is_plain_class
from kimcore.errors import KimError
from kimcore.files.collector import collector_paused
from kimcore.model import Measure, Program, YearAmount
from kimcore.plain import PlainError, read_json, stream_json
from kimcore.plain.json_stream import _Decimals
from kimcore.values import Date, Euro, Flag, Identifier, Markdown, Text, Year
from tests.test_convert import Plugin


@attrs.frozen(kw_only=True)
class Node:
    """A plain class with a field of every sort that generated code knows."""

    id: Identifier
    title: Text = ""
    note: Markdown | None = None
    year: Year | None = None
    amount: Euro | None = None
    done: Flag = False
    day: Date | None = None
    words: tuple[Text, ...] = ()
    shares: dict[str, Euro] = attrs.field(factory=dict)
    nodes: "tuple[Node, ...]" = ()
    inner: "Node | None" = None


@attrs.frozen(kw_only=True)
class Tree:
    """A list of sections; long ones are read by generated code."""

    nodes: tuple[Node, ...] = ()


HOOKS = _Hooks(make_converter(detailed=False))
BLANKS = st.sampled_from(["", "", "", " ", "\n", "\t "])
VALUES = {
    "id": st.sampled_from(["a", "b-1", "A", ""]),
    "title": st.sampled_from(["x", '":', ':"', 'a":b', "\x07", "ä\nö", 5]),
    "note": st.sampled_from(["x", None, "a\r\nb", '{"a": 1, "a": 2}']),
    "year": st.sampled_from([2025, 1999, "2025", True, None]),
    "amount": st.sampled_from([1, 1.5, 57000.25, -0.0, -1, 10**12, "1.50", "57.000", None]),
    "done": st.sampled_from([True, False, "true", 1]),
    "day": st.sampled_from(["2025-02-01", "2025-02-30", None]),
    "words": st.sampled_from([["a", "b"], [], None, "ab", [True], [1], [["a"]], ["x" * 100], {"a": 1}]),
    "shares": st.sampled_from([{"a": 1}, {}, [], {"a": -1}]),
    "zzz": st.just(1),
}


@st.composite
def sections(draw, depth=2):
    """A section in JSON, its keys perhaps doubled or unknown, with blanks at odd places."""
    keys = ["id", *draw(st.lists(st.sampled_from([*VALUES, "title", "note"]), max_size=4, unique=draw(st.booleans())))]
    pairs = [(key, json.dumps(draw(VALUES[key]))) for key in keys]
    if depth and draw(st.booleans()):
        pairs.append(("inner", draw(sections(depth - 1))))
    if depth and draw(st.booleans()):
        pairs.append(("nodes", f"[{','.join(draw(st.lists(sections(depth - 1), max_size=2)))}]"))
    return "{" + ",".join(f'"{key}"{draw(BLANKS)}:{draw(BLANKS)}{value}' for key, value in pairs) + "}"


def thoroughly(text):
    """What the detailed way makes of a text, or None."""
    try:
        return make_converter(detailed=True).structure(read_json(text), Tree)
    except (PlainError, KimError, ExceptionGroup):
        return None


@settings(max_examples=300, deadline=None)
@given(st.lists(sections(), min_size=1, max_size=3), st.sampled_from([",", ", ", "\n,\n"]))
@example(['{"id": "a", "id": "a"}'], ",")
@example(['{"id": "a", "inner": {"id": "b", "title": "x", "title": "x"}}'], ",")
@example(['{"id": "a", "title" : "x\\":"}'], ",")
def test_generated_readers_and_the_detailed_way_agree(wrong, comma):
    """In a list long enough for generated code: the same object, or both refuse it."""
    text = '{"nodes": [' + comma.join(['{"id": "a"}'] * _FEW + wrong) + "]}"
    fast = structure_fast(Tree, stream_json(text.encode()))
    assert fast == thoroughly(text)


@pytest.mark.parametrize("text", ['[{"id":"a"}{"id":"a"}]', '[{"id":"a"},]', '[{"id":"a"},{"id":"a"} {"id":"a"}]'])
def test_a_comma_that_is_missing_or_too_much_is_no_json(text):
    """However many sections stood in the right order before."""
    assert structure_fast(Tree, stream_json(f'{{"nodes": {text}}}'.encode())) is None


def test_objects_of_generated_readers_are_as_if_their_class_had_been_called():
    """Equal, with the same hash, frozen, of their own class, open to weak references; from pairs and from dicts."""
    data = {"id": "a", "title": "T", "start": "2025-01-01", "costs": [{"year": 2025, "amount": Decimal("1.50")}]}
    pairs = tuple({**data, "costs": [tuple(data["costs"][0].items())]}.items())
    expected = Measure(
        id="a", title="T", start=date(2025, 1, 1), costs=(YearAmount(year=2025, amount=Decimal("1.50")),)
    )
    for raw in (data, pairs):
        measure = HOOKS.reader(Measure)(raw)
        assert (measure, hash(measure), repr(measure)) == (expected, hash(expected), repr(expected))
        assert type(measure) is Measure
        assert type(measure.costs[0]) is YearAmount
        assert weakref.ref(measure)() is measure
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            measure.title = "U"
        assert attrs.evolve(measure, title="U").title == "U"


def test_a_reader_walks_through_a_stream_and_refuses_what_is_no_section():
    """The root of a file may be of a plain class, too."""
    read = HOOKS.reader(Node)
    assert read(stream_json(b'{"id": "a", "words": ["b"]}')) == Node(id="a", words=("b",))
    assert read({"id": "a", "words": None}) == Node(id="a")
    for raw in (None, "id", ["id"], {}, {"id": "a", "x": 1}, {"id": "a", "": 1}, {"id": "a", "words": "b"}):
        with pytest.raises((TypeError, ValueError, KeyError)):
            read(raw)


def test_only_plain_classes_are_built_without_their_init():
    """A converter, a default from self, a field that sets itself, an open class, a subclass: their __init__ runs."""

    @attrs.frozen
    class Heir(Node):
        """A subclass."""

    @attrs.frozen
    class Own:
        """An __init__ of its own."""

        id: str

        def __init__(self, id):  # noqa: A002 - the name of the field
            self.__attrs_init__(id.upper())

    assert all(map(is_plain_class, (Node, Tree, Measure, YearAmount)))
    assert not any(map(is_plain_class, (Plugin, Program, Heir, Own, attrs.make_class("Open", ["a"]))))
    plugins = HOOKS.parser(tuple[Plugin, ...])([{"name": "n"}] * (_FEW + 1))
    assert plugins == (Plugin(name="n"),) * (_FEW + 1)


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(1990, 2110), st.text(max_size=4), st.sampled_from(["a-b", "a\nb", "\x07"]),
    st.decimals(places=2, allow_nan=False), st.decimals(), st.sampled_from([Decimal("1.50"), Decimal("-0.00")]),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_what_is_plainly_right_is_what_the_parser_gives(value):
    """The conditions in generated code hold only for what the parser returns as it is."""
    names = HOOKS.reader(Node).__globals__
    for parse, condition in _PLAINLY.items():
        if eval(condition, {**names, "value": value}):  # noqa: S307 - our own condition
            assert parse(value) is value


def test_decimals_are_remembered_for_a_while_only():
    """Thousands of different amounts do not pile up."""
    numbers = _Decimals()
    assert numbers["1.50"] is numbers["1.50"]
    for number in range(6000):
        assert numbers[f"{number}.5"] == Decimal(f"{number}.5")
    assert len(numbers) < 5001


def test_objects_that_a_caller_froze_stay_frozen():
    """A load leaves the collector as it was."""
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collector_paused():
            pass
        assert gc.get_freeze_count() >= frozen - 100
        assert gc.isenabled()
    finally:
        gc.unfreeze()
    with collector_paused():
        pass
    assert gc.get_freeze_count() == 0

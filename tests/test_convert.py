"""Plain data to models and back: the fast and the detailed way, findings, raw data, schema, canonical form."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimcore.convert import (
    CODES,
    MAX_FINDINGS,
    Definitions,
    canonical_json,
    json_schema,
    make_converter,
    object_id,
    structure,
    structure_fast,
    unmarked,
    unstructure,
)
from kimcore.convert.memo import Memo
from kimcore.convert.raw import settle
from kimcore.errors import UsageError
from kimcore.findings import Severity
from kimcore.plain import Plain, read_yaml, stream_json, write_json
from kimcore.values import Count, Date, Euro, Flag, Identifier, Markdown, Period, Text, Vzae, parse_text


class Status(Enum):
    """A closed list with German words."""

    OFFEN = "offen"
    FERTIG = "fertig"

    @property
    def label(self):
        """The German word."""
        return {"offen": "noch offen", "fertig": "Fertiggestellt"}[self.value]


def named(label):
    """The metadata of a field with a label."""
    return {"label": label}


@attrs.frozen(kw_only=True)
class Posten:
    """A position with an amount."""

    amount: Euro = attrs.field(metadata={"label": "Betrag", "unit": "€", "explanation": "Je Jahr."})
    day: Date | None = attrs.field(metadata=named("Tag"), default=None)


@attrs.frozen(kw_only=True)
class Plan:
    """A class with a field of every sort."""

    id: Identifier = attrs.field(metadata=named("Kennung"))
    title: Text = attrs.field(metadata=named("Titel"))
    status: Status = attrs.field(metadata=named("Status"), default=Status.OFFEN)
    first: Posten | None = attrs.field(metadata=named("Erster Posten"), default=None)
    posten: tuple[Posten, ...] = attrs.field(metadata=named("Posten"), default=())
    words: tuple[Text, ...] = attrs.field(metadata=named("Wörter"), default=())
    vzae: Vzae | None = attrs.field(metadata=named("VZÄ"), default=None)
    done: Flag = attrs.field(metadata=named("Fertig"), default=False)
    note: Markdown | None = attrs.field(metadata=named("Notiz"), default=None)
    shares: Mapping[str, Vzae] = attrs.field(metadata=named("Anteile"), factory=dict)
    raw: Mapping[str, Any] = attrs.field(metadata=named("Roh"), factory=dict)
    anything: Any = attrs.field(metadata=named("Beliebig"), default=None)
    choice: Literal["a", "b"] | None = attrs.field(default=None)
    children: "tuple[Plan, ...]" = attrs.field(metadata=named("Unterpläne"), default=())


@attrs.frozen
class Plugin:
    """What a plugin might write: bare types, a default from self, a private name, a field it sets itself."""

    name: str
    count: int = 0
    on: bool = True
    size: Decimal = Decimal(1)
    day: date = date(2025, 1, 1)
    _hidden: str = "x"
    double: int = attrs.Factory(lambda self: self.count * 2, takes_self=True)
    computed: int = attrs.field(init=False, default=7)


MINIMAL = {"id": "p", "title": "Plan"}
FULL = {
    "id": "p",
    "title": "Plan",
    "status": "fertig",
    "first": {"amount": "57000"},
    "posten": [{"amount": "1.50", "day": "2025-02-01"}, {"amount": "2"}],
    "words": ["a", "b"],
    "vzae": "0.5",
    "done": "true",
    "note": "eins\n\nzwei",
    "shares": {"a": "0.25"},
    "raw": {"x": [None, {"y": "z"}]},
    "anything": ["w"],
    "choice": "b",
    "children": [{"id": "q", "title": "Kind"}],
}


def findings_of(data, cls=Plan, **options):
    """What is wrong with data; the fast way refuses them, too."""
    item, findings = structure(cls, data, **options)
    assert item is None
    assert structure_fast(cls, data) is None
    return findings


def only(data, cls=Plan, **options):
    """The one thing that is wrong with data."""
    (finding,) = findings_of(data, cls, **options)
    return finding


# ------------------------------------------------------------------------------------------ data to objects


def test_plain_data_become_an_object():
    """Every sort of field, from texts as YAML gives them."""
    plan, findings = structure(Plan, FULL)
    assert findings == ()
    assert plan == Plan(
        id="p",
        title="Plan",
        status=Status.FERTIG,
        first=Posten(amount=Decimal(57000)),
        posten=(Posten(amount=Decimal("1.5"), day=date(2025, 2, 1)), Posten(amount=Decimal(2))),
        words=("a", "b"),
        vzae=Decimal("0.5"),
        done=True,
        note="eins\n\nzwei",
        shares={"a": Decimal("0.25")},
        raw={"x": [None, {"y": "z"}]},
        anything=["w"],
        choice="b",
        children=(Plan(id="q", title="Kind"),),
    )


def test_both_ways_give_the_same_object():
    """The fast way from dicts, the fast way from a stream of JSON, and the detailed way."""
    plan = structure_fast(Plan, FULL)
    assert plan == make_converter(detailed=True).structure(FULL, Plan)
    assert plan == structure_fast(Plan, stream_json(write_json(FULL).encode()))
    assert make_converter(detailed=False).structure("57000", Euro) == Decimal(57000)


def test_what_is_left_out_has_its_default():
    """Also where a key stands without a value."""
    assert structure(Plan, MINIMAL)[0] == Plan(id="p", title="Plan")
    assert structure(Plan, {**MINIMAL, "posten": None, "first": None, "note": None, "choice": None})[0] == Plan(
        id="p", title="Plan"
    )


def test_objects_of_a_script_do_as_well():
    """Options come as Python values: members of an Enum, days, decimals, tuples, objects."""
    plan, findings = structure(
        Plan,
        {
            **MINIMAL,
            "status": Status.FERTIG,
            "first": Posten(amount=Decimal(1)),
            "words": ("a",),
            "vzae": Decimal("0.5"),
            "done": True,
        },
    )
    assert findings == ()
    assert (plan.status, plan.first.amount, plan.words) == (Status.FERTIG, 1, ("a",))


def test_the_classes_of_plugins_may_use_bare_types():
    """str, int, bool, Decimal and date have their parsers; aliases and fields without init are respected."""
    data = {"name": "n", "count": "3", "on": "false", "size": "2.5", "day": "2025-02-01", "_hidden": "y"}
    plugin, findings = structure(Plugin, data)
    assert findings == ()
    assert plugin == Plugin("n", 3, False, Decimal("2.5"), date(2025, 2, 1), "y")
    assert plugin.double == 6
    assert unstructure(plugin) == {
        "name": "n", "count": 3, "on": False, "size": Decimal("2.5"), "day": date(2025, 2, 1), "_hidden": "y"
    }  # fmt: skip
    assert only({"name": "n", "computed": 5}, Plugin).code == "KIM-DAT-003"


def test_a_type_that_no_file_holds_is_an_error_of_the_class():
    """Who annotates a float learns it at once."""

    @attrs.frozen
    class Wrong:
        share: float

    with pytest.raises(TypeError, match=r"float.* lässt sich nicht aus einer Datei lesen"):
        structure(Wrong, {"share": "0.5"})


# -------------------------------------------------------------------------------------------- what is wrong


def test_every_problem_is_found_at_once():
    """Each with its path, what was found and expected, a hint, and the id of the object it belongs to."""
    findings = findings_of(
        {
            "id": "p",
            "titel": "x",
            "status": "fertich",
            "first": {"amount": "57.000", "day": "01.02.2025"},
            "posten": [{"amount": "1"}, {"day": "2025-02-01"}, "zwei", {"amount": "x", "note": "y"}],
            "words": "a",
            "shares": {"a": "0,5"},
            "raw": ["x"],
            "children": [{"id": "kind", "title": None}, {"id": "B", "title": "x"}],
        }
    )
    assert [(finding.code, finding.path, finding.object_id) for finding in findings] == [
        ("KIM-DAT-004", "", "p"),
        ("KIM-DAT-005", "status", "p"),
        ("KIM-DAT-005", "first.amount", "p"),
        ("KIM-DAT-005", "first.day", "p"),
        ("KIM-DAT-004", "posten[1]", "p"),
        ("KIM-DAT-006", "posten[2]", "p"),
        ("KIM-DAT-005", "posten[3].amount", "p"),
        ("KIM-DAT-003", "posten[3].note", "p"),
        ("KIM-DAT-006", "words", "p"),
        ("KIM-DAT-005", "shares.a", "p"),
        ("KIM-DAT-006", "raw", "p"),
        ("KIM-DAT-005", "children[0].title", "kind"),
        ("KIM-DAT-005", "children[1].id", "B"),
        ("KIM-DAT-003", "titel", "p"),
    ]
    assert {finding.severity for finding in findings} == {Severity.FEHLER}
    assert {finding.code for finding in findings} <= CODES.keys()


@pytest.mark.parametrize(
    ("more", "message", "hint"),
    [
        (
            {"titel": "x"},
            "„titel“ ist hier kein bekannter Schlüssel.",
            "Meinten Sie „title“?",
        ),
        (
            {"zzz": "x"},
            "„zzz“ ist hier kein bekannter Schlüssel; erwartet: einer von id, title, status, first, posten,",
            "Den Schlüssel löschen oder umbenennen.",
        ),
        ({"x" * 99: "x"}, f"„{'x' * 59}…“ ist hier kein bekannter", "Den Schlüssel löschen oder umbenennen."),
        (
            {"status": "ofen"},
            "Status: „ofen“ steht nicht zur Wahl; erwartet: eines von offen (noch offen), fertig (Fertiggestellt).",
            "Meinten Sie „offen“?",
        ),
        ({"status": "fertiggestellt"}, "Status: „fertiggestellt“ steht nicht zur Wahl", "Meinten Sie „fertig“?"),
        ({"status": "zzz"}, "Status: „zzz“ steht nicht zur Wahl", ""),
        ({"status": ["offen"]}, "Status: Eine Liste steht nicht zur Wahl", ""),
        ({"choice": "c"}, "„c“ steht nicht zur Wahl; erwartet: eines von a, b.", ""),
        (
            {"first": "x"},
            "Erster Posten: „x“ ist kein Abschnitt; erwartet: ein Abschnitt mit Angaben (amount, day).",
            "Die Angaben eingerückt darunter schreiben, jede mit ihrem Schlüssel.",
        ),
        (
            {"words": {"a": "b"}},
            "Wörter: Ein Abschnitt ist keine Liste; erwartet: eine Liste.",
            "Als Liste schreiben, auch bei einem einzigen Eintrag.",
        ),
        (
            {"posten": [{"amount": "57.000"}]},
            "Betrag: „57.000“ ist keine gültige Angabe; erwartet: ein Betrag in Euro ohne Tausenderpunkte, Währung und"
            " Vorzeichen.",
            "57000 oder 57000.00 schreiben.",
        ),
        ({"words": ["a", None]}, "Wörter: Ein leerer Wert ist kein Text; erwartet: ein Text.", "Einen Text eintragen"),
        ({"posten": [{}]}, "Die Pflichtangabe „amount“ (Betrag) fehlt.", "„amount:“ ergänzen."),
        (
            {"raw": "x"},
            "Roh: „x“ ist kein Abschnitt; erwartet: ein Abschnitt mit Angaben (beliebige Angaben).",
            "Die Angaben eingerückt",
        ),
        ({"raw": {"a": ["\x07"]}}, "Roh: Steuerzeichen U+0007 an Stelle 1 des Textes", "Das Zeichen löschen"),
        ({"shares": {"\x07": "1"}}, "Anteile: Steuerzeichen U+0007 an Stelle 1", "Das Zeichen löschen"),
    ],
)
def test_a_message_says_what_was_found_and_what_was_expected(more, message, hint):
    """With the German name of the field, and a hint that can be followed."""
    finding = only({**MINIMAL, **more})
    assert finding.message.startswith(message)
    assert finding.hint.startswith(hint)
    assert bool(finding.hint) == bool(hint)


@pytest.mark.parametrize("data", [None, [], "x", 5, True])
def test_data_that_are_no_section_are_one_finding(data):
    """A file that holds a list or a word says what a program is."""
    finding = only(data)
    assert (finding.code, finding.path) == ("KIM-DAT-006", "")


def test_a_path_begins_where_the_data_stand():
    """The section of a plugin is reported with its path in the file."""
    assert only({**MINIMAL, "first": {}}, at=("extensions", "a.b")).path == 'extensions["a.b"].first'


def test_conditions_of_a_class_are_findings():
    """What a plugin's validator or a class itself refuses is reported where the section stands."""

    @attrs.frozen
    class Checked:
        inner: Period

    finding = only({"inner": {"start": "2025-02-01", "end": "2025-01-01"}}, Checked)
    assert (finding.code, finding.path) == ("KIM-DAT-005", "inner")
    assert "Zeitraum endet vor seinem Beginn" in finding.message


def test_an_error_of_a_class_keeps_its_words():
    """Also where it carries notes of its own."""

    @attrs.frozen
    class Strict:
        count: int

        def __attrs_post_init__(self):
            error = RuntimeError("nur gerade Zahlen")
            error.add_note("eine Notiz")
            raise error

    assert only({"count": "3"}, Strict).message == "Die Angaben passen nicht zusammen: nur gerade Zahlen."


def test_not_more_than_ten_thousand_problems_are_reported():
    """A file that is wrong everywhere does not fill the memory."""
    assert len(findings_of({**MINIMAL, "words": [None] * (MAX_FINDINGS + 5)})) == MAX_FINDINGS


def test_the_id_of_the_nearest_object_is_given():
    """Ids that are no text, and paths that lead nowhere, give what there is."""
    data = {"id": "a", "x": [{"id": "b", "y": {"z": 1}}, {"id": 5}], "w": "text"}
    assert object_id(data, ("x", 0, "y", "z")) == "b"
    assert object_id(data, ("x", 1, "y")) == "a"
    assert object_id(data, ("x", 7, "y")) == "a"
    assert object_id(data, ("w", 0)) == "a"
    assert object_id([], ("x",)) is None


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["p", "1.50", "offen", "2025-02-01"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FULL, "amount", "day", "zzz"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*FULL, "zzz"]), JUNK, max_size=5))
def test_both_ways_agree(changes):
    """What the fast way takes the detailed way takes; whatever is refused has German findings with a path."""
    data = {**MINIMAL, **changes}
    fast = structure_fast(Plan, data)
    plan, findings = structure(Plan, data)
    if fast is not None:
        assert make_converter(detailed=True).structure(data, Plan) == fast
    assert (plan is None) == bool(findings)
    for finding in findings:
        assert finding.code in CODES
        assert finding.message.endswith(".")


# ---------------------------------------------------------------------------------------- doubles in streams


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "p", "title": "x", "first": {"amount": 1, "amount": 2}}',
        '{"id": "p", "title": "x", "shares": {"a": 1, "a": 2}}',
        '{"id": "p", "title": "x", "raw": {"a": {"b": 1, "b": 2}}}',
        '{"id": "p", "title": "x", "anything": {"b": 1, "b": 2}}',
        '{"id": "p", "title": "x", "posten": {}}',
        '{"id": "p", "title": "x", "words": {"a": 1}}',
        '{"id": "p", "title": "x", "first": []}',
        '{"id": "p", "title": "x", "first": "ab"}',
        '{"id": "p", "title": "x", "shares": []}',
        '{"id": "p", "title": "x", "raw": []}',
        '{"id": "p", "title": ["x"]}',
    ],
)
def test_the_fast_way_through_a_stream_accepts_no_mistake(text):
    """Doubled keys and mistaken brackets are left to the detailed way."""
    assert structure_fast(Plan, stream_json(text.encode())) is None


def test_what_is_read_again_and_again_is_remembered_for_a_while():
    """Short texts only, and never more than some thousand of them."""
    asked = []
    memo = Memo(lambda raw: asked.append(raw) or parse_text(raw))
    assert [memo["a"], memo["a"]] == ["a", "a"]
    assert asked == ["a"]
    assert memo["x" * 100] == memo["x" * 100]
    assert len(memo) == 1
    for number in range(6000):
        memo[f"{number}"]
    assert len(memo) < 5001


# --------------------------------------------------------------------------------------------------- raw data


def test_raw_data_become_what_they_look_like():
    """Unquoted numbers and answers of YAML are numbers and answers; all else is text."""
    data = read_yaml(
        "x: {a: 12, b: '12', c: 012, d: -1.50, e: true, f: NO, g: 1e3, h: 2025-01-01, i: [0, ~], j: +1, k: 1., l: -0}",
        marked=frozenset({"x"}),
    )
    assert settle(data)["x"] == {
        "a": 12, "b": "12", "c": "012", "d": Decimal("-1.5"), "e": True, "f": "NO", "g": "1e3", "h": "2025-01-01",
        "i": [0, None], "j": "+1", "k": "1.", "l": 0,
    }  # fmt: skip
    assert unmarked(data)["x"]["a"] == "12"
    assert type(unmarked(data)["x"]["i"][0]) is str
    assert unmarked([Plain("x"), 5]) == ["x", 5]
    assert settle([Decimal("1.5"), 5, False, date(2025, 1, 1)]) == [Decimal("1.5"), 5, False, "2025-01-01"]


@pytest.mark.parametrize(
    ("raw", "path", "message"),
    [
        ({"a": [1, Decimal("1e50")]}, "raw.a[1]", "„1E+50“ ist zu groß oder zu genau"),
        ({"a": Decimal("NaN")}, "raw.a", "„NaN“ ist zu groß oder zu genau"),
        ({"a": Decimal("1." + "1" * 50)}, "raw.a", "ist zu groß oder zu genau"),
        ({"a": 10**50}, "raw.a", "„int“ kann nicht in einer Datei stehen"),
        ({"a": 1.5}, "raw.a", "„1.5“ kann nicht in einer Datei stehen"),
        ({"a": {"x" * 201: 1}}, "raw.a", "ist zu lang"),
        ({"\x07": 1}, "raw", "Steuerzeichen U+0007"),
    ],
)
def test_raw_data_that_no_file_can_hold_are_findings(raw, path, message):
    """Each with its path inside the section."""
    finding = only({**MINIMAL, "raw": raw})
    assert finding.path == path
    assert message in finding.message


# ------------------------------------------------------------------------------------------- objects to data


def test_objects_become_plain_data_again():
    """Fields in their order, those at their default left out, decimals as people write them."""
    plan = structure_fast(Plan, FULL)
    plain = unstructure(plan)
    assert list(plain) == list(FULL)
    assert plain["first"] == {"amount": Decimal("57000.00")}
    assert str(plain["first"]["amount"]) == "57000.00"
    assert str(plain["vzae"]) == "0.5"
    assert plain["status"] == "fertig"
    assert plain["posten"][0]["day"] == date(2025, 2, 1)
    assert structure_fast(Plan, plain) == plan
    assert unstructure(Plan(id="p", title="Plan")) == MINIMAL


def test_what_a_script_put_where_there_is_no_model_is_written():
    """Tuples, days, members of an Enum and objects of a plugin's class become plain data."""
    raw = {"a": (1, date(2025, 1, 1)), "b": Status.OFFEN, "c": Posten(amount=Decimal(1)), "d": {"e": None}}
    assert unstructure(Plan(**MINIMAL, raw=raw))["raw"] == {
        "a": [1, date(2025, 1, 1)], "b": "offen", "c": {"amount": Decimal(1)}, "d": {"e": None}
    }  # fmt: skip
    assert unstructure(Plan(**MINIMAL, first=None, choice="a", vzae=None))["choice"] == "a"


def endless():
    """A dict that holds itself."""
    data = {}
    data["a"] = data
    return data


@pytest.mark.parametrize("raw", [{"a": 1.5}, {"a": {1: 2}}, {1: 2}, {"a": object()}, {"a": [endless()]}])
def test_what_no_file_can_hold_is_not_written(raw):
    """A float, a number as key, an object and an endless dict are errors of the script."""
    with pytest.raises(UsageError):
        unstructure(Plan(**MINIMAL, raw=raw))


def test_a_wrong_program_is_written_as_it_is():
    """Who builds an object wrongly gets it back for the parsers to refuse."""
    assert unstructure(Plan(id="p", title="Plan", status="egal"))["status"] == "egal"


def test_equal_objects_have_one_canonical_form():
    """Whatever file they came from: 57000 and 57000.00, defaults written out or left out."""
    first = Plan(id="p", title="ä", first=Posten(amount=Decimal(57000)), raw={"b": 1, "a": Decimal("1.0")})
    second = structure_fast(
        Plan, {"raw": {"a": 1, "b": 1}, "first": {"amount": "57000.00"}, "title": "ä", "id": "p", "done": "false"}
    )
    assert first == second
    expected = '{"first":{"amount":57000},"id":"p","raw":{"a":1,"b":1},"title":"ä"}'
    assert canonical_json(first) == canonical_json(second) == expected.encode()


# ------------------------------------------------------------------------------------------------------ schema


def test_the_schema_says_what_a_class_holds():
    """Titles, descriptions with units, closed words with their German meaning, references, no other keys."""
    schema = json_schema(Plan, title="Plan", description="Ein Plan.")
    validator = jsonschema.validators.validator_for(schema)
    assert validator is jsonschema.Draft202012Validator
    validator.check_schema(schema)
    assert (schema["title"], schema["description"]) == ("Plan", "Ein Plan.")
    assert schema["required"] == ["id", "title"]
    assert schema["additionalProperties"] is False
    properties = schema["properties"]
    assert properties["title"] == {"title": "Titel", "type": "string"}
    assert properties["status"]["oneOf"][1] == {"const": "fertig", "title": "Fertiggestellt"}
    assert properties["choice"]["anyOf"] == [{"oneOf": [{"const": "a"}, {"const": "b"}]}, {"type": "null"}]
    assert properties["first"]["anyOf"][0] == {"$ref": "#/$defs/Posten"}
    assert properties["children"]["items"] == {"$ref": "#/$defs/Plan"}
    assert properties["raw"]["additionalProperties"] is True
    assert properties["anything"] == {"title": "Beliebig"}
    assert schema["$defs"]["Posten"]["properties"]["amount"]["description"] == "Je Jahr. Einheit: €."
    assert list(validator(schema).iter_errors({**FULL, "done": True})) == []
    assert len(list(validator(schema).iter_errors({"id": "P", "titel": "x", "posten": [{}]}))) == 4


def test_two_classes_of_one_name_are_told_apart():
    """A plugin may call its class as kimcore calls one."""

    @attrs.frozen
    class Posten:
        other: Count = 0

    definitions = Definitions()
    assert definitions.reference(globals()["Posten"]) == {"$ref": "#/$defs/Posten"}
    assert definitions.reference(Posten)["$ref"].endswith("test_two_classes_of_one_name_are_told_apart.<locals>.Posten")
    assert definitions.reference(Posten) == definitions.reference(Posten)
    assert len(definitions.found) == 2


def test_a_class_without_words_has_a_schema():
    """The name of the class and the keys do."""
    schema = json_schema(Plugin)
    assert schema["title"] == "Plugin"
    assert schema["properties"]["count"]["title"] == "count"
    assert "computed" not in schema["properties"]

    @attrs.frozen
    class Empty:
        note: Annotated[str, "no kind"] | None = None

    assert json_schema(Empty)["properties"]["note"] == {"title": "note", "anyOf": [{}, {"type": "null"}]}

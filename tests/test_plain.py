"""Text to plain data and back: YAML, JSON, their mistakes, and the places of everything."""

import json
from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kimcore.errors import KimError, UsageError
from kimcore.plain import (
    Lines,
    Plain,
    PlainError,
    Stream,
    canonical_bytes,
    find_nodes,
    json_nodes,
    path_parts,
    path_text,
    read_json,
    read_yaml,
    stream_json,
    write_json,
    write_yaml,
    yaml_nodes,
)

LOADERS = [None, yaml.SafeLoader]
BOTH_PARSERS = pytest.mark.parametrize("loader", LOADERS, ids=["libyaml", "python"])

LETTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff", include_characters="\n\t")
TRICKY = st.text(st.sampled_from("ab:#-| \n\t'\"\\{}[],&*!%@`0129.~<>?=§„“€\u00a0\u2028"), max_size=10)
WORDS = st.sampled_from(
    ["null", "NO", "true", "05124000", "1e3", "0x1f", "12:30", "2025-01-01", "<<", "=", "---", "- a", "a:", "+1", ".5"]
)
TEXTS = st.text(LETTERS, max_size=12) | TRICKY | WORDS
PLAIN = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def failure(read, text, **options):
    """The error of a text that cannot be read."""
    with pytest.raises(PlainError) as caught:
        read(text, file="datei", **options)
    assert isinstance(caught.value, KimError)
    return caught.value


def only(read, text, **options):
    """The one finding of a text that cannot be read."""
    (finding,) = failure(read, text, **options).findings
    return finding


# ---------------------------------------------------------------------------------------------------- YAML


@BOTH_PARSERS
def test_every_scalar_stays_the_text_that_was_written(loader):
    """No octal numbers, no Norwegian false, no dates, no floats: what was written is what comes."""
    text = "[05124000, NO, 2025-02-01, 57.000, 1_000, 0x1f, 12:30:45, 1e3, .inf, 'x', \"y\", Null, !!str 5, ! z]"
    assert read_yaml(text, loader=loader) == [
        "05124000", "NO", "2025-02-01", "57.000", "1_000", "0x1f", "12:30:45", "1e3", ".inf", "x", "y", "Null", "5", "z"
    ]  # fmt: skip


@BOTH_PARSERS
def test_nothing_is_null(loader):
    """``null``, ``~`` and an empty value are nothing; in quotes they are texts."""
    assert read_yaml("a: null\nb: ~\nc:\nd: 'null'\ne: ''\nf: !!str ~", loader=loader) == {
        "a": None, "b": None, "c": None, "d": "null", "e": "", "f": "~"
    }  # fmt: skip


@BOTH_PARSERS
def test_an_empty_text_is_nothing(loader):
    """A file of comments holds no data."""
    assert read_yaml("# nur ein Kommentar\n", loader=loader) is None


@BOTH_PARSERS
def test_marked_sections_remember_what_stood_without_quotes(loader):
    """A plugin's raw data can still become numbers; everything else is ordinary text."""
    data = read_yaml("a: 12\nx: {b: 12, c: '12', d: [1.5, ~]}\n", marked=frozenset({"x"}), loader=loader)
    assert type(data["a"]) is str
    assert type(data["x"]["b"]) is Plain
    assert type(data["x"]["c"]) is str
    assert type(data["x"]["d"][0]) is Plain
    assert data["x"]["d"][1] is None
    assert all(type(key) is str for key in data["x"])


@BOTH_PARSERS
def test_aliases_stand_for_their_values(loader):
    """An anchor of a section, a list, a text or a key can be repeated."""
    assert read_yaml("a: &x {b: 1}\nc: *x\nd: &y 2\n&z e: [*y, *z]", loader=loader) == {
        "a": {"b": "1"}, "c": {"b": "1"}, "d": "2", "e": ["2", "e"]
    }  # fmt: skip


SYNTAX_ERRORS = [
    ("a:\n\t- b", 2, 1, "Mit einem Tabulator eingerückt."),
    ("a: |\n\tx", 2, 1, "Mit einem Tabulator eingerückt."),
    ("title: KIM: Unna", 1, 11, "Ein Doppelpunkt steht, wo keiner stehen kann."),
    ("a: 1\nb\nc: 2", 2, 1, "Hinter einem Schlüssel fehlt der Doppelpunkt."),
    ("a: 'x", 1, 4, "Die Anführungszeichen, die hier aufgehen, werden nicht geschlossen."),
    ('a: "x\nb: 1\n', 1, 4, "Die Anführungszeichen, die hier aufgehen, werden nicht geschlossen."),
    ("a:\n  b: 1\n c: 2", 3, 2, "Diese Zeile passt nicht zu den Zeilen davor"),
    ("a: 'it's'", 1, 8, "Diese Zeile passt nicht zu den Zeilen davor"),
    ("- a\nb: c", 2, 1, "Diese Zeile passt nicht zu den Zeilen davor"),
    ("a: [1, 2", 1, 4, "Die Klammer, die hier aufgeht, wird nicht geschlossen."),
    ("a: {b: c", 1, 4, "Die Klammer, die hier aufgeht, wird nicht geschlossen."),
    ("a: [", 1, 5, "Hier fehlt ein Wert oder eine schließende Klammer."),
    ("a: [1, }", 1, 8, "Hier fehlt ein Wert oder eine schließende Klammer."),
    ("a: @x", 1, 4, "Ein Wert darf nicht mit „@“ beginnen."),
    ("a: %x", 1, 4, "Ein Wert darf nicht mit „%“ beginnen."),
    ("a: - b", 1, 4, "Eine Liste beginnt in der Zeile ihres Schlüssels."),
    ("a: >x\n y", 1, 5, "Hinter „|“ und „>“ steht kein Text."),
    ("a: *wichtig*", 1, 4, "Hinter „&“ oder „*“ steht kein Name."),
    ("a: !<", 1, 4, "Hinter „!“ steht keine gültige Typangabe."),
    ("{a: 1}}", 1, 7, "Hier ist das Dokument zu Ende, aber es folgt noch Text."),
    ("%YAML 1.1 x\n---\na: 1", 1, 1, "Eine Zeile beginnt mit „%“."),
    ("a: x\x07", 1, 5, "Steuerzeichen U+0007 in der Datei."),
    ("ä: 😀\r\n\r\nb: @", 3, 4, "Ein Wert darf nicht mit „@“ beginnen."),
    ("a: 1\n---\nb: 2", 2, 1, "Die Datei enthält mehrere Dokumente."),
    ("? [a]\n: b", 1, 3, "Ein Schlüssel ist eine Liste oder ein Abschnitt."),
    ("{{ kommune }}: 1", 1, 1, "Ein Schlüssel ist eine Liste oder ein Abschnitt."),
    ("}", 1, 1, "Die Datei ist hier kein gültiges YAML."),
]


@BOTH_PARSERS
@pytest.mark.parametrize(("text", "line", "column", "message"), SYNTAX_ERRORS)
def test_a_mistake_in_yaml_is_one_german_sentence_with_its_place(loader, text, line, column, message):
    """The common mistakes are named, with the line and column to look at and what to do."""
    error = failure(read_yaml, text, loader=loader)
    (finding,) = error.findings
    assert finding.code == "KIM-DAT-001"
    assert finding.message.startswith(message)
    assert (finding.place.file, finding.place.line, finding.place.column) == ("datei", line, column)
    assert finding.hint.endswith(".")
    assert finding.message in str(error)
    assert error.data is None


@BOTH_PARSERS
def test_a_wrong_escape_is_named(loader):
    """Windows paths in double quotes are the usual reason."""
    finding = only(read_yaml, r'a: "C:\quelle"'.replace("\\\\", "\\"), loader=loader)
    assert finding.message == "Hinter dem Schrägstrich „\\“ steht kein gültiges Kürzel."
    assert finding.place.line == 1


@BOTH_PARSERS
def test_all_doubled_keys_are_found(loader):
    """Each with its path, its place and the line of the first; the first value is kept."""
    error = failure(read_yaml, "a: 1\nb:\n- {c: 2, c: 3}\na: {d: 4}\n", loader=loader)
    assert [(finding.path, str(finding.place)) for finding in error.findings] == [
        ("b[0].c", "datei:3:10"),
        ("a", "datei:4:1"),
    ]
    assert error.findings[1].message == "Der Schlüssel „a“ steht in diesem Abschnitt schon in Zeile 1."
    assert {finding.code for finding in error.findings} == {"KIM-DAT-002"}
    assert error.data == {"a": "1", "b": [{"c": "2"}]}


@BOTH_PARSERS
@pytest.mark.parametrize(
    ("text", "path", "message", "data"),
    [
        ("a: {b: !foo 1}", "a.b", "Eigene Typangaben wie „!foo“ werden nicht unterstützt.", {"a": {"b": "1"}}),
        ("a: [!!int 1]", "a[0]", "Eigene Typangaben wie „!!int“ werden nicht unterstützt.", {"a": ["1"]}),
        ("a: !!set {b}", "a", "Eigene Typangaben wie „!!set“ werden nicht unterstützt.", {"a": {"b": None}}),
        ("a: {<<: {b: 1}, c: 2}", "a", "Zusammenführen mit „<<“ wird nicht unterstützt.", {"a": {"c": "2"}}),
        ("a: {~: {b: 1}}", "a", "Ein Schlüssel ist leer.", {"a": {}}),
        ("a: [*x, 1]", "a[0]", "Der Verweis „*x“ hat kein Ziel „&x“ davor.", {"a": ["1"]}),
        ("a: {b: *x}", "a.b", "Der Verweis „*x“ hat kein Ziel „&x“ davor.", {"a": {}}),
        ("*x", "", "Der Verweis „*x“ hat kein Ziel „&x“ davor.", None),
        ("a: &x {b: *x}", "a.b", "Der Verweis „*x“ zeigt auf sich selbst.", {"a": {}}),
        ("a: &x 1\n*x : 2", "", "Ein Schlüssel ist ein Verweis.", {"a": "1"}),
        ("~: {a: !foo 1}", "", "Ein Schlüssel ist leer.", {}),
    ],
)
def test_what_kimcore_does_not_read_of_yaml_is_named(loader, text, path, message, data):
    """Types of its own, merge keys, empty keys and dangling aliases are findings; the rest is read nevertheless."""
    error = failure(read_yaml, text, loader=loader)
    assert (error.findings[0].path, error.findings[0].message) == (path, message)
    assert error.findings[0].hint
    assert error.data == data


@BOTH_PARSERS
def test_exploding_aliases_are_refused(loader):
    """Nine lines that stand for a billion values end with a sentence, at once."""
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    finding = only(read_yaml, bomb, loader=loader)
    assert finding.code == "KIM-DAT-009"
    assert finding.message == "Verweise („*d“) stehen zusammen für mehr als 100000 Werte."


@BOTH_PARSERS
@pytest.mark.parametrize(
    "text",
    ["[" * 101, "[" * 500, "a: &a " + "[" * 60 + "]" * 60 + "\nb: " + "[" * 50 + "*a" + "]" * 50],
    ids=["brackets", "many brackets", "aliases"],
)
def test_deep_nesting_is_refused(loader, text):
    """A hundred levels are more than any program has; neither brackets nor aliases get further."""
    finding = only(read_yaml, text, loader=loader)
    assert finding.code == "KIM-DAT-009"
    assert finding.message == "Abschnitte und Listen stehen in mehr als 100 Ebenen ineinander."


@BOTH_PARSERS
def test_a_hundred_levels_are_read(loader):
    """The limit is the hundred-and-first."""
    assert write_yaml(read_yaml("[" * 100 + "]" * 100, loader=loader)).count("-") == 99


# ---------------------------------------------------------------------------------------------------- JSON

CONTROL_IN_JSON = "Ein Text enthält einen Zeilenumbruch, einen Tabulator oder ein anderes Steuerzeichen."


def test_json_numbers_are_exact():
    """Amounts keep the digits they were written with; a float never comes between."""
    data = read_json('{"a": 57.000, "b": 0.1, "c": 1e3, "d": 12, "e": true, "f": null, "g": "x"}')
    assert data == {"a": Decimal(57), "b": Decimal("0.1"), "c": 1000, "d": 12, "e": True, "f": None, "g": "x"}
    assert [str(data[key]) for key in "abc"] == ["57.000", "0.1", "1E+3"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"a": 1,}', (1, 9), "Hier wird ein Schlüssel in doppelten Anführungszeichen erwartet."),
        ("{'a': 1}", (1, 2), "Hier wird ein Schlüssel in doppelten Anführungszeichen erwartet."),
        ('{"a" 1}', (1, 6), "Hinter einem Schlüssel fehlt der Doppelpunkt."),
        ('{"a": 1\n"b": 2}', (2, 1), "Hier wird ein Komma oder eine schließende Klammer erwartet."),
        ('{"a": [1, x]}', (1, 11), "Hier wird ein Wert erwartet."),
        ('{"a": "x', (1, 7), "Die Anführungszeichen, die hier aufgehen, werden nicht geschlossen."),
        ('{"a": "x\ny"}', (1, 9), CONTROL_IN_JSON),
        (r'{"a": "\q"}', (1, 8), "Hinter dem Schrägstrich „\\“ steht kein gültiges Kürzel."),
        ('{"a": 1} x', (1, 10), "Hier ist das Dokument zu Ende, aber es folgt noch Text."),
        ('{"NaN": "NaN", "b": NaN}', (1, 21), "„NaN“ ist keine Zahl."),
        ("[1, -Infinity]", (1, 5), "„-Infinity“ ist keine Zahl."),
        (f'{{"1": {"1" * 5000}}}', (1, 7), "Eine Zahl hat 5000 Ziffern."),
        ("[1e99999999999999999999]", (1, 2), "Eine Zahl ist zu groß oder zu klein."),
        ("[" * 101 + "]" * 101, (1, 101), "Abschnitte und Listen stehen in mehr als 100 Ebenen ineinander."),
        ("[" * 100_000, (1, 101), "Abschnitte und Listen stehen in mehr als 100 Ebenen ineinander."),
    ],
)  # fmt: skip
def test_a_mistake_in_json_is_one_german_sentence_with_its_place(text, place, message):
    """No English of the library, no traceback."""
    error = failure(read_json, text)
    (finding,) = error.findings
    assert finding.message == message
    assert (finding.place.line, finding.place.column) == place
    assert finding.hint.endswith(".")
    assert error.data is None


def test_an_unknown_mistake_in_json_has_a_general_sentence(monkeypatch):
    """Whatever a later Python says in English, kimcore says German."""

    def refuse(*_args, **_options):
        raise json.JSONDecodeError("Something new", "[]", 1)

    monkeypatch.setattr(json, "loads", refuse)
    assert only(read_json, "[]").message == "Die Datei ist hier kein gültiges JSON."

    def fail(*_args, **_options):
        raise ValueError

    monkeypatch.setattr(json, "loads", fail)
    assert only(read_json, "[]").message == "Die Datei ist hier kein gültiges JSON."


def test_all_doubled_keys_of_json_are_found():
    """Also where one stands in another; the first value is kept."""
    error = failure(read_json, '{"a": 1,\n"b": [{"c": 1, "c": 2}, {"d": {"e": 1, "e": 2}}], "a": 3}')
    assert [(finding.path, str(finding.place)) for finding in error.findings] == [
        ("b[0].c", "datei:2:16"),
        ("b[1].d.e", "datei:2:40"),
        ("a", "datei:2:51"),
    ]
    assert error.data == {"a": 1, "b": [{"c": 1}, {"d": {"e": 1}}]}


def test_a_mistake_behind_a_doubled_key_is_found_with_it():
    """The syntax error ends the reading, what came before is reported, too."""
    error = failure(read_json, '{"x": {"a": 1, "a": 2}, "b": }')
    assert [finding.code for finding in error.findings] == ["KIM-DAT-002", "KIM-DAT-001"]


# --------------------------------------------------------------------------------------------- JSON, streamed


def unstreamed(data):
    """What a stream gave, as ordinary plain data."""
    if isinstance(data, tuple):
        return {key: unstreamed(value) for key, value in data}
    if isinstance(data, list | Stream):
        return [unstreamed(value) for value in data]
    return data


def streamed(text):
    """A text read as a stream."""
    return {key: unstreamed(value) for key, value in stream_json(text.encode())}


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(TEXTS, PLAIN, max_size=4), st.sampled_from([None, 1]))
def test_a_stream_holds_the_same_data(data, indent):
    """Entry by entry or all at once, compact or indented: the same data."""
    text = json.dumps(data, indent=indent)
    assert streamed(text) == data


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(['"a"', '"b"', ":", ",", "[", "]", "{", "}", " ", "1", "1.5", "null", "\n", "NaN"])))
@example(['{"a":[1,]}'])
@example(['{"a":[1 1]}'])
@example(['{"a":1,}'])
@example(['{"a":1,"a":2}'])
@example(['{"a":[],"a":2}'])
@example(['{"a":[]}x'])
@example(["[]"])
@example(["{}"])
@example(['{"a":NaN}'])
def test_a_stream_accepts_nothing_that_is_no_json(pieces):
    """What the stream reads without an error ``read_json`` reads as the same; all else fails there or here."""
    text = "".join(pieces)
    try:
        data = streamed(text)
    except Exception:  # noqa: BLE001 - any of them will do
        return
    assert data == read_json(text)


@pytest.mark.parametrize("size", [*range(15), *range(10_000, 10_003)])
def test_where_a_piece_of_the_text_ends_makes_no_difference(monkeypatch, size):
    """In the middle of a number, a letter of two bytes, a text longer than a piece; the last piece may end anywhere."""
    monkeypatch.setattr("kimcore.plain.json_stream._PIECE", 20)
    monkeypatch.setattr("kimcore.plain.json_stream._MARGIN", 8)
    data = {"x" * size: size, "Maße": [1234567890] * 20, "wörter": [{"ß": "ä" * size}, "„“", 12], "n": 1234567890}
    for indent in (None, 1):
        text = json.dumps(data, indent=indent, ensure_ascii=False)
        assert streamed(text) == streamed(f"\ufeff{text}") == data
        for wrong in (text[:-1], f"{text}}}", text.replace("12", "1 2"), f"{text}{' ' * 30}x"):
            with pytest.raises((ValueError, IndexError)):
                streamed(wrong)


def test_a_list_must_be_walked_before_the_next_value():
    """Who skips a list gets an error, not the wrong data."""
    pairs = stream_json(b'{"a": [1, 2], "b": 3}')
    next(pairs)
    with pytest.raises(ValueError, match="a"):
        next(pairs)


# ------------------------------------------------------------------------------------------------- writing


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(TEXTS, PLAIN, max_size=4))
def test_what_is_written_is_read_again(data):
    """YAML by both parsers and JSON: every text comes back as it was, every nothing as nothing."""
    text = write_yaml(data)
    for loader in LOADERS:
        assert read_yaml(text, loader=loader) == data
    assert read_json(write_json(data)) == data


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_other_reader_takes_a_text_for_something_else(text):
    """A YAML 1.1 reader that guesses types still reads texts as texts."""
    assert yaml.safe_load(write_yaml({"a": text})) == {"a": text}


def test_yaml_is_written_for_people():
    """Blocks, literal texts, German letters, quotes only where they are needed, chapters apart."""
    data = {
        "ags": "05978000",
        "kommune": {"name": "Kreis Unna – „KIM“", "leer": [], "auch": {}},
        "texts": [
            {"text": "# Ziel\n\nMehr *Teilhabe*.\n", "betrag": Decimal("57000.00"), "tag": date(2025, 2, 1)},
            ["a", ["b"]],
            "x: y",
            None,
            True,
        ],
        "note": "§ 9 regelt das: ja",
    }
    assert write_yaml(data) == (
        "ags: '05978000'\n"
        "\n"
        "kommune:\n"
        "  name: Kreis Unna – „KIM“\n"
        "  leer: []\n"
        "  auch: {}\n"
        "\n"
        "texts:\n"
        "- text: |\n"
        "    # Ziel\n"
        "\n"
        "    Mehr *Teilhabe*.\n"
        "  betrag: 57000.00\n"
        "  tag: 2025-02-01\n"
        "-\n"
        "  - a\n"
        "  -\n"
        "    - b\n"
        "- 'x: y'\n"
        "- null\n"
        "- true\n"
        "note: '§ 9 regelt das: ja'\n"
    )


def test_json_is_written_for_people():
    """Two blanks of indentation, German letters, numbers with their digits."""
    assert write_json({"ä": [1, Decimal("57000.00"), date(2025, 2, 1)], "b": {}, "c": [], "d": {"e": None}}) == (
        '{\n  "ä": [\n    1,\n    57000.00,\n    "2025-02-01"\n  ],\n'
        '  "b": {},\n  "c": [],\n  "d": {\n    "e": null\n  }\n}\n'
    )


@pytest.mark.parametrize("write", [write_yaml, write_json, canonical_bytes])
@pytest.mark.parametrize("value", [1.5, Decimal("NaN"), Decimal("1e100"), b"x", object()])
def test_what_is_no_plain_data_is_not_written(write, value):
    """A float is no amount; the error names what it was."""
    with pytest.raises(UsageError, match="Datei"):
        write({"a": [value]})


def test_half_a_character_is_not_written_as_yaml():
    """A lone surrogate has no UTF-8."""
    with pytest.raises(UsageError, match="halbes Zeichen"):
        write_yaml({"a": "x\ud83d"})


def test_equal_data_have_one_canonical_form():
    """Order of keys, digits of numbers and blanks make no difference; different data do."""
    first = {"b": Decimal("57000.00"), "a": [Decimal("0.50"), "ä", None, True, Decimal("-0.0"), 10, Decimal("1E+1")]}
    second = {"a": [Decimal("0.5"), "ä", None, True, 0, 10, 10], "b": 57000}
    assert canonical_bytes(first) == canonical_bytes(second) == '{"a":[0.5,"ä",null,true,0,10,10],"b":57000}'.encode()
    assert canonical_bytes({"a": "1"}) != canonical_bytes({"a": 1})
    assert canonical_bytes({"a": "x\ud83d"}) != canonical_bytes({"a": "x"})


# ------------------------------------------------------------------------------------------ paths and places


@settings(deadline=None)
@given(st.lists(st.integers(0, 99) | TEXTS, max_size=4).map(tuple))
def test_a_path_can_be_read_again(parts):
    """Whatever a plugin calls its keys, a path in a message leads back to its parts."""
    assert path_parts(path_text(parts)) == parts


def test_paths_look_as_people_write_them():
    """Points and indices; odd keys in quotes."""
    assert path_text(("measures", 12, "handlungsfelder", 0)) == "measures[12].handlungsfelder[0]"
    assert path_text(("extensions", "a.b", "ä-1")) == 'extensions["a.b"].ä-1'
    assert path_parts("measures[12].title") == ("measures", 12, "title")
    assert path_parts("") == ()
    assert path_parts("a[") == ("a",)


def test_lines_and_columns_are_those_of_an_editor():
    """Umlauts, emoji and tabs are one column each; all line breaks count, also those of old Macs."""
    text = "ä\r\n😀b\rc\n\td"
    lines = Lines(text)
    assert [lines.at(text.index(sign)) for sign in "äbcd"] == [(1, 1), (2, 2), (3, 1), (4, 2)]
    assert lines.at(len(text)) == (4, 3)


YAML_NODES = "ä: 1\nb:\n- {c: 😀, d: [x, y]}\n- *z\n- 'q'\n"
JSON_NODES = '{"ä": 1,\n\t"b": [{"c": "\\ud83d\\ude00", "d": ["x", "y"]},\n null, "q"], "b": 2}'


@pytest.mark.parametrize(("walk", "text"), [(yaml_nodes, YAML_NODES), (json_nodes, JSON_NODES)])
def test_every_value_has_its_offset(walk, text):
    """Keys, scalars, sections and lists are found where they stand, in YAML as in JSON."""
    nodes = {}
    for node in walk(text):
        nodes.setdefault(path_text(node.path), node)
    assert list(nodes) == ["", "ä", "b", "b[0]", "b[0].c", "b[0].d", "b[0].d[0]", "b[0].d[1]", "b[1]", "b[2]"]
    assert [path for path, node in nodes.items() if node.container] == ["", "b", "b[0]", "b[0].d"]
    assert text[nodes["b[0].d[1]"].offset :].strip('"').startswith("y")
    assert text[nodes["b[0].c"].key :].strip('"').startswith("c")
    assert nodes["b[0]"].key is None


def test_a_doubled_key_remembers_the_first():
    """The walk tells doubled keys."""
    second = [node for node in json_nodes(JSON_NODES) if node.first is not None]
    assert [(node.path, JSON_NODES[node.first :][:3]) for node in second] == [(("b",), '"b"')]


def test_a_path_that_is_not_there_leads_to_the_nearest_thing_around_it():
    """A missing key is reported at its section, a missing file at nothing."""
    wanted = [("b", 0, "x", "y"), ("b", 0, "c"), ("q",)]
    found = find_nodes(json_nodes(JSON_NODES), wanted)
    assert [found[path].path for path in wanted] == [("b", 0), ("b", 0, "c"), ()]
    assert find_nodes([], wanted) == {}


@pytest.mark.parametrize("walk", [yaml_nodes, json_nodes])
@settings(deadline=None)
@given(text=st.text(st.sampled_from('ab"\\{}[]:,- \n*&!#1')))
@example(text='{"a\\q": 1}')
@example(text="{1: 2}")
@example(text="]")
def test_a_walk_through_anything_ends(walk, text):
    """A file that was changed since gives what can be made of it, never an error."""
    assert len(list(walk(text))) <= len(text) + 1


MUTATED = st.text(st.sampled_from("ab: -\n\t#'\"{}[],&*!|>%@`~<?=\\1.ä😀\x07\x85\ufeff"), max_size=30)


@settings(max_examples=400, deadline=None)
@given(MUTATED)
def test_whatever_a_file_holds_there_is_data_or_a_german_sentence(text):
    """Neither reader ends in another error; both YAML parsers agree on whether a text is YAML."""
    reads = [(read_yaml, {"loader": loader}) for loader in LOADERS] + [(read_json, {})]
    for read, options in reads:
        try:
            read(text, **options)
        except PlainError as error:
            findings = error.findings
        else:
            continue
        assert findings
        for finding in findings:
            assert finding.code.startswith("KIM-DAT-00")
            assert finding.message.endswith(".")
            assert not {"expected", "found", "while", "not"} & set(finding.message.split())
            assert finding.place.line >= 1

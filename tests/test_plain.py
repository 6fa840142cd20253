"""Text to plain data and back: YAML, JSON, their mistakes, and the places of everything."""

import json
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
    ("a: \"x\nb: 1\n", 1, 4, "Die Anführungszeichen, die hier aufgehen, werden nicht geschlossen."),
    ("a:\n  b: 1\n c: 2", 3, 2, "Diese Zeile passt nicht zu den Zeilen davor"),
    ("a: 'it's'", 1, 8, "Diese Zeile passt nicht zu den Zeilen davor"),
    ("- a\nb: c", 2, 1, "Diese Zeile passt nicht zu den Zeilen davor"),
    ("a: [1, 2", 1, 4, "Die Klammer, die hier aufgeht, wird nicht geschlossen."),
    ("a: {b: c", 1, 4, "Die Klammer, die hier aufgeht, wird nicht geschlossen."),
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
    ("{{ kommune }}: 1", 1, 2, "Ein Schlüssel ist eine Liste oder ein Abschnitt."),
]


@BOTH_PARSERS
@pytest.mark.parametrize(("text", "line", "column", "message"), SYNTAX_ERRORS)
def test_a_mistake_in_yaml_is_one_german_sentence_with_its_place(loader, text, line, column, message):
    """The common mistakes are named, with the line and column to look at and what to do."""
    if text == "{{ kommune }}: 1":
        column = 1 if loader is None else column
    if text.startswith("%YAML"):
        pytest.importorskip("yaml")
    finding = only(read_yaml, text, loader=loader)
    assert finding.code == "KIM-DAT-001"
    assert finding.message.startswith(message)
    assert (finding.place.line, finding.place.column) == (line, column)
    assert finding.hint.endswith(".")

"""Whatever is done to a program file, there is a program or a German sentence; never another error."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kimcore import files
from kimcore.convert import CODES, structure, unstructure
from kimcore.errors import FileError, ProgramFileError
from kimcore.files.program import _Reading
from kimcore.model import Program
from kimcore.plain import read_json, read_yaml
from tests.conftest import PROGRAMS

PROGRAM = files.load(PROGRAMS / "unna.yaml")
TEXTS = {form: files.dumps(PROGRAM, form) for form in ("yaml", "json")}
SNIPPETS = st.sampled_from(
    [
        *(
            "\t",
            ":",
            ": ",
            "- ",
            "\n",
            '"',
            "'",
            "{",
            "}",
            "[",
            "]",
            ",",
            "#",
            "&a ",
            "*a",
            "!x ",
            "|",
            ">",
            "?",
            "%",
            "@",
        ),
        *("\\", "\\ud83d", "\x07", "\x00", "\ufeff", "😀", "<<: ", "null", "~", "57.000", "0,5", "NaN", "1e3", "\r"),
        *("\u2028", "kind: kind", "id: ", "  ", "---\n", "...\n", '"a": 1, "a": 2'),
    ]
)
ENGLISH = {"expected", "found", "while", "not", "is", "the", "must", "unexpected", "invalid", "error"}


@st.composite
def mutations(draw, form):
    """The text of a program with some pieces replaced, doubled or cut out."""
    text = TEXTS[form]
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 10, 60])))
        piece = draw(SNIPPETS | st.just(text[start:end] * 2) | st.text(max_size=4))
        text = text[:start] + piece + text[end:]
    return text


def check(text, form):
    """Load a text: a program, or findings in German with a place."""
    try:
        assert isinstance(files.loads(text, form), Program)
    except (FileError, ProgramFileError) as refused:
        error = refused
    else:
        return
    if isinstance(error, FileError):
        assert re.search(r"UTF-8|leer", str(error))
        return
    findings = error.findings
    assert findings
    for finding in findings:
        assert finding.code in CODES
        assert finding.message.endswith(".")
        assert not ENGLISH & set(finding.message.split())
        assert finding.place.file == "Eingabe"
        str(finding).encode()


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_mutated_file_gives_a_program_or_findings(form, data):
    """Small changes at any place of a real program."""
    check(data.draw(mutations(form)), form)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_any_bytes_give_findings_or_a_file_error(form, data):
    """No bytes end in a traceback."""
    check(data, form)


KEYS = st.sampled_from(
    ["id", "title", "kommune", "measures", "costs", "year", "amount", "extensions", "texts", "file", "x"]
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["57.000", "2025-02-01", "unna"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)
PLAIN = json.loads(TEXTS["json"])


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.dictionaries(st.sampled_from([*PLAIN, "measures", "texts", "extensions", "zzz"]), JUNK, max_size=3))
def test_any_data_give_a_program_or_findings(changes):
    """Fields of a real program replaced by anything."""
    check(json.dumps({**PLAIN, **changes}), "json")


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(mutations("json"))
def test_the_fast_way_takes_nothing_the_thorough_way_refuses(text):
    """A mutated JSON program that loads fast loads thoroughly as the same program."""
    reading = _Reading("Eingabe", "json", None, {})
    program = reading._quick(text)
    if program is not None:
        assert reading._thorough(text) == program


def test_yaml_and_json_of_one_program_are_the_same_data():
    """Both readers, both ways of writing."""
    for text, read in ((TEXTS["yaml"], read_yaml), (TEXTS["json"], read_json)):
        assert structure(Program, read(text)) == (PROGRAM, ())
    assert structure(Program, unstructure(PROGRAM)) == (PROGRAM, ())

"""The JSON Schema of a program file: true to the loader, as far as JSON's types allow."""

import json

import attrs
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from kimcore import files
from kimcore.model import SCHEMA_VERSION, Program
from kimcore.testing.strategies import programs
from kimcore.values import Euro, Text
from tests.conftest import PROGRAMS


@attrs.frozen(kw_only=True)
class Measure:
    """The section of a plugin, named as a class of kimcore."""

    amount: Euro
    note: Text = ""


@pytest.fixture(scope="module")
def validator():
    """A validator of the schema."""
    schema = files.program_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_every_class_and_field_is_described(validator):
    """Each class has its definition, each field a German title, no class takes other keys."""
    schema = validator.schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "KIM-Programm"
    assert {"Measure", "Stelle", "Kommune", "Source", "Vorgang"} <= schema["$defs"].keys()
    for section in (schema, *schema["$defs"].values()):
        assert section["additionalProperties"] is False
        for name, field in section["properties"].items():
            assert field["title"] != name
    assert set(schema["properties"]) == {field.name for field in attrs.fields(Program)}
    assert schema["properties"]["schema_version"]["maximum"] == SCHEMA_VERSION
    kinds = schema["$defs"]["Kommune"]["properties"]["kind"]["oneOf"]
    assert {"const": "staedteregion", "title": "Städteregion"} in kinds
    assert schema["$defs"]["YearAmount"]["properties"]["amount"]["description"] == "Einheit: €."


@pytest.mark.parametrize("name", sorted(path.stem for path in PROGRAMS.glob("*.yaml")))
def test_the_example_programs_are_valid(validator, name):
    """As kimcore writes them in JSON."""
    program = files.load(PROGRAMS / f"{name}.yaml")
    assert list(validator.iter_errors(json.loads(files.dumps(program, "json")))) == []


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(program=programs())
def test_every_program_is_valid(validator, program):
    """Whatever kimcore writes the schema accepts."""
    assert list(validator.iter_errors(json.loads(files.dumps(program, "json")))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "x"},
        {"title": None},
        {"title": 5},
        {"stand": 2025},
        {"goals": {"id": "x"}},
        {"goals": [{"id": "Ziel", "title": "x"}]},
        {"goals": [{"id": "ziel"}]},
        {"kommune": {"id": "x", "name": "X", "kind": "dorf"}},
        {"measures": [{"id": "m", "title": "x", "costs": [{"year": 1999, "amount": 5}]}]},
        {"measures": [{"id": "m", "title": "x", "costs": [{"year": 2025, "amount": "57.000"}]}]},
        {"texts": [{"chapter": "a"}]},
        {"texts": [{"chapter": "a", "text": "x", "file": "x.md"}]},
        {"texts": [{"chapter": "a", "file": "x.txt"}]},
        {"schema_version": SCHEMA_VERSION + 1},
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(validator, change):
    """An editor shows the mistake while it is made."""
    valid = json.loads(files.dumps(files.load(PROGRAMS / "unna.yaml"), "json"))
    assert list(validator.iter_errors(valid)) == []
    assert list(validator.iter_errors({**valid, **change}))


def test_a_text_file_may_stand_for_a_text(validator):
    """Either of them, with its description."""
    chapter = validator.schema["$defs"]["ChapterText"]
    assert "Markdown-Datei" in chapter["properties"]["file"]["description"]
    valid = json.loads(files.dumps(files.load(PROGRAMS / "unna.yaml"), "json"))
    assert list(validator.iter_errors({**valid, "texts": [{"chapter": "a", "file": "x.md"}]})) == []


def test_sections_of_plugins_are_described_like_models():
    """Other sections stay free; a class of kimcore's name is told apart."""
    schema = files.program_schema({"zusatz": Measure})
    section = schema["properties"]["extensions"]
    assert section["additionalProperties"] is True
    assert section["properties"] == {"zusatz": {"$ref": "#/$defs/tests.files.test_schema.Measure"}}
    assert "handlungsfelder" in schema["$defs"]["Measure"]["properties"]
    checker = jsonschema.Draft202012Validator(schema)
    valid = json.loads(files.dumps(files.load(PROGRAMS / "unna.yaml"), "json"))
    assert list(checker.iter_errors({**valid, "extensions": {"zusatz": {"amount": 5}, "other": [1]}})) == []
    assert list(checker.iter_errors({**valid, "extensions": {"zusatz": {"amount": -5}}}))

"""``kimcore convert``, ``verify`` and ``schema``: the data survive, the four answers, the schema fits."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from tests.cli.conftest import Said

from kimcore import Kimcore as Session

Kimcore = Callable[..., Said]


@pytest.mark.parametrize("name", ["musterstadt", "kreis-musterland"])
def test_yaml_and_json_say_the_same(kim: Session, kimcore: Kimcore, here: Path, name: str) -> None:
    """YAML to JSON and back gives the same program; the target's name is all that is printed."""
    assert kimcore("convert", f"{name}.yaml", "a.json") == (0, "a.json\n", "")
    assert kimcore("convert", "a.json", "b.yaml") == (0, "b.yaml\n", "")
    assert kim.load("a.json") == kim.load("b.yaml") == kim.load(f"{name}.yaml")
    assert json.loads((here / "a.json").read_text(encoding="utf-8"))["kommune"]["ags"].startswith("0599")


def test_an_existing_target_stays_unless_forced(kimcore: Kimcore, here: Path) -> None:
    """Without --force nothing is replaced."""
    (here / "a.json").write_text("alt", encoding="utf-8")
    assert kimcore("convert", "musterstadt.yaml", "a.json").code == 3
    assert (here / "a.json").read_text(encoding="utf-8") == "alt"
    assert kimcore("convert", "musterstadt.yaml", "a.json", "--force").code == 0
    assert (here / "a.json").read_text(encoding="utf-8") != "alt"


def test_the_schema_fits_the_programs(kimcore: Kimcore, here: Path) -> None:
    """The printed schema is a valid JSON Schema with German titles, and the invented programs fit it."""
    schema = json.loads(kimcore("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    kimcore("convert", "musterstadt.yaml", "m.json")
    jsonschema.validate(json.loads((here / "m.json").read_text(encoding="utf-8")), schema)
    assert schema["properties"]["measures"]["title"] == "Maßnahmen"


# ------------------------------------------------------------------------------------------------ verify


@pytest.fixture
def document(kimcore: Kimcore, here: Path) -> Path:
    """A Finanzierungsplan of Musterstadt."""
    assert kimcore("export", "finanzierungsplan", "musterstadt.yaml", "--year", "2025", "-o", "plan.xlsx").code == 0
    return here / "plan.xlsx"


def test_unchanged(kimcore: Kimcore, document: Path) -> None:
    """Straight after the export the document says what the data say."""
    assert kimcore("verify", "plan.xlsx", "musterstadt.yaml") == (0, "Das Dokument sagt, was die Daten sagen.\n", "")


def test_the_data_have_changed(kimcore: Kimcore, document: Path, here: Path) -> None:
    """Another title in the program file is enough."""
    path = here / "musterstadt.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: Neu ", 1), encoding="utf-8")
    said = kimcore("verify", "plan.xlsx", "musterstadt.yaml")
    assert said.code == 1
    assert said.out.startswith("Die Daten haben sich seit dem Export geändert.\n")


def test_the_document_was_edited(kimcore: Kimcore, document: Path, here: Path) -> None:
    """A figure changed in the workbook is found, and the part it stands in is named."""
    with zipfile.ZipFile(document) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<v>", b"<v>1", 1)
    with zipfile.ZipFile(document, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    said = kimcore("verify", "plan.xlsx", "musterstadt.yaml")
    assert said.code == 1
    assert said.out == f"Das Dokument wurde seit dem Export bearbeitet.\n  Abweichende Teile:\n    {sheet}\n"


def test_another_version_made_it(kimcore: Kimcore, document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document of another kimcore is not called changed; both versions are named."""
    monkeypatch.setattr("importlib.metadata.version", lambda _: "9.9.9")
    said = kimcore("verify", "plan.xlsx", "musterstadt.yaml")
    assert said.code == 1
    assert said.out.startswith("Das Dokument wurde mit einer anderen Version gemacht.\n  Damals kimcore ")
    assert "jetzt 9.9.9" in said.out


def test_the_yaml_kimcore_writes_is_plain_yaml(kimcore: Kimcore, here: Path) -> None:
    """Any YAML reader can take what convert writes."""
    kimcore("convert", "musterstadt.yaml", "neu.yaml")
    assert yaml.safe_load((here / "neu.yaml").read_text(encoding="utf-8"))["kommune"]["id"] == "musterstadt"

"""What is written is read again as the same program, in both formats and between them."""

import subprocess
import sys
from decimal import Decimal

import attrs
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from kimcore import files
from kimcore.convert import canonical_json, structure
from kimcore.errors import FileError, ProgramFileError, UsageError
from kimcore.model import ChapterText, Goal, Measure, Program, YearAmount
from kimcore.plain import read_yaml
from kimcore.testing.strategies import programs
from kimcore.values import Date, Euro, Flag, Text
from tests.conftest import PROGRAMS, make_program

NAMES = sorted(path.stem for path in PROGRAMS.glob("*.yaml"))


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(programs())
def test_a_program_survives_every_format(program):
    """YAML, by both parsers, and JSON give back an equal program with the same canonical form."""
    text = files.dumps(program, "yaml")
    assert files.loads(text, "yaml") == program
    marked = frozenset({"extensions"})
    assert structure(Program, read_yaml(text, marked=marked, loader=yaml.SafeLoader)) == (program, ())
    again = files.loads(files.dumps(program, "json").encode(), "json")
    assert again == program
    assert canonical_json(again) == canonical_json(program)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json", ".JSON"])
def test_the_example_programs_survive_every_format(name, suffix, tmp_path):
    """Load, write, load: the same program."""
    program = files.load(PROGRAMS / f"{name}.yaml")
    files.dump(program, tmp_path / f"x{suffix}")
    assert files.load(tmp_path / f"x{suffix}") == program


def test_a_file_is_written_for_people(tmp_path):
    """Blocks, literal texts, quoted keys, amounts with two digits, days as days, umlauts as they are."""
    program = make_program(
        title="KIM für Träger",
        measures=(
            Measure(
                id="m", title="NO", costs=(YearAmount(year=2025, amount=Decimal(57000)),), description="# a\n\nb\n"
            ),
        ),
    )
    program = attrs.evolve(program, kommune=attrs.evolve(program.kommune, ags="05124000"))
    files.dump(program, tmp_path / "x.yaml")
    assert (tmp_path / "x.yaml").read_bytes().decode() == (
        "schema_version: 1\n"
        "foerderprogramm: kim-nrw\n"
        "title: KIM für Träger\n"
        "fictional: true\n"
        "stand: 2025-01-01\n"
        "\n"
        "kommune:\n"
        "  id: musterkreis\n"
        "  name: Musterkreis\n"
        "  ags: '05124000'\n"
        "  kind: kreis\n"
        "\n"
        "measures:\n"
        "- id: m\n"
        "  title: 'NO'\n"
        "  description: |\n"
        "    # a\n"
        "\n"
        "    b\n"
        "  costs:\n"
        "  - year: 2025\n"
        "    amount: 57000.00\n"
    )


def test_unquoted_keys_and_words_of_yaml_come_through():
    """05124000 is no octal number and NO is not false, quoted or not."""
    text = (
        "foerderprogramm: kim-nrw\ntitle: NO\nstand: 2025-01-01\nkommune: {id: x, name: on, ags: 05124000, kind: kreis}"
    )
    program = files.loads(text, "yaml")
    assert (program.title, program.kommune.name, program.kommune.ags) == ("NO", "on", "05124000")


def test_an_existing_file_is_replaced_only_when_asked(tmp_path):
    """The file stays as it was."""
    path = tmp_path / "x.json"
    path.write_text("{}")
    with pytest.raises(FileError, match="gibt es schon"):
        files.dump(make_program(), path)
    assert path.read_text() == "{}"
    files.dump(make_program(), path, overwrite=True)
    assert files.load(path) == make_program()


def test_only_the_formats_of_program_files_are_known(tmp_path):
    """Another suffix, none, or another format is wrong use, said in German."""
    for name in ("x.txt", "x.xlsx", "x"):
        with pytest.raises(UsageError, match=r"Programmdateien enden auf \.yaml, \.yml, \.json"):
            files.dump(make_program(), tmp_path / name)
        with pytest.raises(UsageError, match=r"Programmdateien enden auf"):
            files.load(tmp_path / name)
    with pytest.raises(UsageError, match="Das Format „toml“ gibt es nicht. Es gibt: yaml, json"):
        files.dumps(make_program(), "toml")
    with pytest.raises(UsageError, match="Das Format „toml“ gibt es nicht"):
        files.loads("", "toml")


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"goals": (Goal(id="g", title="a\x07"),)}, "goals[0].title"),
        ({"measures": (Measure(id="m", title="x", costs=(YearAmount(year=2025, amount=Decimal("0.001")),)),)},
         "measures[0].costs[0].amount"),
        ({"texts": (ChapterText(chapter="Nr. 1", text="x"),)}, "texts[0].chapter"),
    ],
)  # fmt: skip
def test_a_wrongly_built_program_is_not_written(form, fields, path):
    """What a file could not give back is a finding with its path, and no file."""
    with pytest.raises(ProgramFileError, match="lässt sich nicht schreiben") as caught:
        files.dumps(make_program(**fields), form)
    assert [finding.path for finding in caught.value.findings] == [path]


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_float_is_not_written(form):
    """Money is never a float, whoever built the program."""
    costs = (YearAmount(year=2025, amount=0.5),)
    with pytest.raises((ProgramFileError, UsageError)):
        files.dumps(make_program(measures=(Measure(id="m", title="x", costs=costs),)), form)


# ---------------------------------------------------------------------------------------------- extensions


@attrs.frozen(kw_only=True)
class Counter:
    """The section of a plugin."""

    amount: Euro
    code: Text = ""
    day: Date | None = None
    on: Flag = False


EXTENDED = """\
foerderprogramm: kim-nrw
title: Test
stand: 2025-01-01
kommune: {id: x, name: X, kind: kreis}
extensions:
  other: {n: 12, t: "12", k: 012, f: 1.50, yes: true, word: NO, list: [1, ~]}
  counter: {amount: 57000, code: 012, day: 2025-02-01, on: true}
  third: [a]
"""


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_sections_of_plugins_become_their_classes_or_stay_raw(form):
    """With the plugin a section is an object; without it, it is kept and written back as it was."""
    raw = files.loads(EXTENDED, "yaml")
    assert raw.extensions["other"] == {
        "n": 12, "t": "12", "k": "012", "f": Decimal("1.5"), "yes": True, "word": "NO", "list": [1, None]
    }  # fmt: skip
    typed = files.loads(EXTENDED, "yaml", extensions={"counter": Counter, "absent": Counter})
    assert typed.extensions["counter"].code == "012"
    assert typed.extensions["counter"].on is True
    assert list(typed.extensions) == ["other", "counter", "third"]
    for program in (raw, typed):
        known = {"counter": Counter} if program is typed else None
        assert files.loads(files.dumps(program, form), form, extensions=known) == program


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_problems_in_the_section_of_a_plugin_have_their_place(form):
    """They are reported with everything else, by the path in the file."""
    text = EXTENDED.replace("57000", "57.000").replace("kreis}", "dorf}")
    if form == "json":
        text = (
            '{"foerderprogramm": "kim-nrw", "title": "Test", "stand": "2025-01-01",\n'
            '"kommune": {"id": "x", "name": "X", "kind": "dorf"},\n'
            '"extensions": {"counter": {"amount": 57.000}}}'
        )
    with pytest.raises(ProgramFileError) as caught:
        files.loads(text, form, extensions={"counter": Counter})
    assert [finding.path for finding in caught.value.findings] == ["kommune.kind", "extensions.counter.amount"]
    assert caught.value.findings[1].hint == "57000 oder 57000.00 schreiben."
    if form == "json":
        with pytest.raises(ProgramFileError) as caught:
            files.loads(text.replace("dorf", "kreis"), form, extensions={"counter": Counter})
        assert [str(finding.place) for finding in caught.value.findings] == ["Eingabe:3:38"]


def test_extensions_that_are_no_section_are_a_finding():
    """Also where a plugin waits for its section there."""
    text = EXTENDED.partition("extensions:")[0] + "extensions: [counter]\n"
    with pytest.raises(ProgramFileError) as caught:
        files.loads(text, "yaml", extensions={"counter": Counter})
    assert [finding.path for finding in caught.value.findings] == ["extensions"]


def test_reading_files_imports_no_office_library():
    """Nor numpy, rich or click: a web tool that loads a program stays light."""
    code = (
        f"import sys; from kimcore import files; p = files.load({str(PROGRAMS / 'unna.yaml')!r}); "
        "files.loads(files.dumps(p, 'json'), 'json'); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"openpyxl", "docx", "lxml", "numpy", "rich", "click"} & set(done.stdout.split())

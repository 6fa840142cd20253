"""The vocabulary: complete, unambiguous, readable in every program, and the README's tables."""

import runpy
from importlib.resources import as_file, files
from pathlib import Path

import attrs
import pytest

from kimcore import Profile
from kimcore.model import Program, about, fields_of
from kimcore.session.job import context_for
from kimcore.values import Text
from kimcore_vorlagen.excel.names import resolve
from kimcore_vorlagen.values import german
from kimcore_vorlagen.views import MISSING, Rows, Sections, View, World, read
from kimcore_vorlagen.vocabulary import ROOT, entries, flat_names

PACKAGE = Path(__file__).parent.parent


def shapes(cls=ROOT, seen=None):
    """Every class the vocabulary leads to."""
    seen = set() if seen is None else seen
    if cls not in seen:
        seen.add(cls)
        for entry in entries(cls).values():
            if entry.shape is not None:
                shapes(entry.shape, seen)
    return seen


def test_every_field_of_a_program_can_be_named():
    """Nothing a program says is out of reach, but the bytes of pictures."""
    assert {field.name for field in fields_of(Program)} <= set(entries(ROOT))
    assert len(shapes()) > 40


def test_headings_are_unambiguous():
    """Within one class no two fields have the same label or key, so that a heading names one column."""
    for shape in shapes():
        words = [{entry.key.casefold(), entry.label.casefold()} for entry in entries(shape).values()]
        assert sum(map(len, words)) == len(set().union(*words)), shape


def test_every_name_of_a_cell_leads_back_to_its_field():
    """Underscores for points: kim_kommune_address_city is kommune.address.city, for every field without a list."""
    for name in flat_names():
        path = resolve(name.replace(".", "_"))
        assert path is not None
        assert "_".join(path.steps) == name.replace(".", "_")
    assert resolve("plan_bausteine_baustein_1_foerderung").steps == (
        "plan",
        "bausteine",
        "baustein_1",
        "foerderung",
    )
    assert [resolve(name) for name in ("kommune_nix", "stellen_1_nix", "stellen_1", "nix")] == [None] * 4


@pytest.mark.parametrize("name", ["musterstadt", "kreis-musterland"])
def test_every_field_can_be_read(kim, name):
    """In a whole program every field of every object reads as German text, without an error."""
    with as_file(files("kimcore") / "data" / "programs" / f"{name}.yaml") as path:
        program = kim.load(path)
    world = World(context_for(program, kim.rules("kim-nrw"), year=2025, profile=Profile.INTERN), steps=10**9)
    told = 0

    def walk(value, depth):
        nonlocal told
        assert value is not MISSING
        text = german(value)
        assert "object at 0x" not in text
        assert "Fraction(" not in text
        told += bool(text)
        if depth and isinstance(value, View):
            for key in entries(value._shape):
                walk(read(value, key), depth - 1)
        elif depth and isinstance(value, Rows):
            for row in list(value)[:3]:
                walk(row, depth - 1)

    walk(world.root, 5)
    assert told > 1000


@attrs.frozen(kw_only=True)
class Fachtag:
    """A plugin's own data."""

    motto: Text = attrs.field(default="", metadata=about("Motto"))


def test_data_of_other_plugins_can_be_named(kim, program, word):
    """extensions.<plugin>.<field> reads what another plugin brings."""
    extended = attrs.evolve(program, extensions={"fachtag": Fachtag(motto="Ankommen"), "fremd": {"a": 1}})
    rules = kim.rules("kim-nrw")
    root = World(context_for(extended, rules, year=2025, profile=Profile.INTERN)).root
    sections = read(root, "extensions")
    assert isinstance(sections, Sections)
    assert read(read(sections, "fachtag"), "motto") == "Ankommen"
    assert read(sections, "fremd") is MISSING
    assert read("text", "motto") is MISSING


def test_the_readme_lists_the_fields():
    """The tables of the README are those of the models; tools/tables.py writes them anew."""
    tables = runpy.run_path(str(PACKAGE / "tools" / "tables.py"))["readme"]
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    assert tables(text) == text
    assert "| `plan.stellen[…].foerderung` |" in text or "| `foerderung` | Förderung | Betrag |" in text

"""A plugin that changes the program it was given is named, the program is put right, no document is made of it."""

import time

import attrs
import pytest
from tests.conftest import make_program, make_stelle
from tests.plugins.conftest import module_of

from kimcore import Kimcore, ProgramChanged
from kimcore.plugins.watch import Watch
from kimcore.session.provenance import program_hash

CHANGE = "object.__setattr__(program.stellen[0], 'title', 'Chef'); object.__setattr__(program, 'title', 'Meins')"
PLUGINS = {
    "kimcore_extend": f"@kimcore.hookimpl\ndef kimcore_extend(program): {CHANGE}",
    "kimcore_checks, MST-001": f"""
class It(kimcore.Check):
    code, title = "MST-001", "T"
    def run(self, program, context):
        {CHANGE}
        return ()
@kimcore.hookimpl
def kimcore_checks(): return [It]
""",
    "kimcore_exporters, zettel.workbook": f"""
class It(kimcore.Exporter):
    name, title = "zettel", "Zettel"
    def workbook(self, program, options, context):
        {CHANGE}
        raise kimcore.UsageError("gelogen")
@kimcore.hookimpl
def kimcore_exporters(): return [It]
""",
}


@attrs.frozen
class Section:
    """Data of a plugin's own that hold what can be changed from outside."""

    names: list = attrs.field(factory=list)
    rooms: dict = attrs.field(factory=dict)
    one: object = None


@attrs.frozen
class Single:
    """A class of one field, and one of none."""

    only: str


@attrs.frozen
class Empty:
    """Nothing."""


@pytest.mark.parametrize("what", PLUGINS)
def test_the_culprit_is_named_and_nothing_is_made(what):
    """Whichever call changed the program: plugin, call and fields are named, and the program is what it was."""
    program = make_program(stellen=(make_stelle(),))
    before = program_hash(program)
    kim = Kimcore(plugins=(module_of(PLUGINS[what], "dreist"),))
    name = "zettel" if "zettel" in what else "stellenplan"
    with pytest.raises(ProgramChanged) as caught:
        kim.render(program, name, year=2025)
    assert f"dreist (dreist): {what} hat das Programm verändert" in str(caught.value)
    assert "(Program.title, Stelle.title)" in str(caught.value)
    assert "KIMCORE_PLUGINS=-dreist" in str(caught.value)
    assert program_hash(program) == before
    assert Kimcore(plugins=False).render(program, "stellenplan", year=2025)


def test_what_a_plugin_only_reads_is_no_change():
    """An innocent plugin is no culprit."""
    kim = Kimcore(plugins=(module_of("@kimcore.hookimpl\ndef kimcore_extend(program): program.text('a')"),))
    assert kim.render(make_program(stellen=(make_stelle(),)), "stellenplan", year=2025)


def test_without_plugins_nobody_is_watched(kim, monkeypatch):
    """Where nobody but kimcore takes part, nothing is remembered."""
    monkeypatch.setattr(Watch, "__init__", None)
    assert kim.render(make_program(stellen=(make_stelle(),)), "stellenplan", year=2025)


def changing(change):
    """What a change of a plugin's section is called, once it is put right."""
    section = Section(["a", "b"], {"x": ["c"]}, Single("d"))
    twin = Section(["a", "b"], {"x": ["c"]}, Single("d"))
    program = make_program(extensions={"roh": {"liste": [1, Empty()]}, "eigenes": section})
    watch = Watch((program, None))
    change(section, program.extensions["roh"])
    found = watch.changes()
    assert section == twin
    assert program.extensions["roh"] == {"liste": [1, Empty()]}
    assert watch.changes() == ()
    return found


@pytest.mark.parametrize(
    ("change", "called"),
    [
        (lambda section, raw: section.names.append("z"), ("eine Liste",)),
        (lambda section, raw: raw["liste"].reverse(), ("eine Liste",)),
        (lambda section, raw: raw.update(neu=2), ("ein Abschnitt",)),
        (lambda section, raw: section.rooms.clear(), ("ein Abschnitt",)),
        (lambda section, raw: section.rooms.update(x=[]), ("ein Abschnitt",)),
        (lambda section, raw: object.__setattr__(section.one, "only", "z"), ("Single.only",)),
        (lambda section, raw: object.__delattr__(section, "names"), ("Section.names",)),
        (lambda section, raw: section.rooms["x"].append(section.names.pop()), ("eine Liste",)),
        (lambda section, raw: None, ()),
    ],
)
def test_lists_and_mappings_are_watched_and_put_right(change, called):
    """Nothing a section holds can be changed unseen, at any depth."""
    assert changing(change) == called


def test_an_equal_value_is_a_change_too():
    """True in the place of 1 prints otherwise, though Python calls it equal."""
    program = make_program(schema_version=1)
    watch = Watch((program,))
    object.__setattr__(program, "schema_version", True)
    assert watch.changes() == ("Program.schema_version",)
    assert program.schema_version is not True


def test_watching_costs_less_than_hashing(sample):
    """For a program of 5,000 measures a look back takes a fraction of the time of its hash."""
    program = sample("musterstadt")
    many = tuple(attrs.evolve(program.measures[0], id=f"m{number}") for number in range(5000))
    program = attrs.evolve(program, measures=many)
    watch = Watch((program,))

    def seconds(function):
        start = time.perf_counter()
        function()
        return time.perf_counter() - start

    assert (
        min(seconds(watch.changes) for _ in range(3))
        < min(seconds(lambda: program_hash(program)) for _ in range(3)) / 5
    )

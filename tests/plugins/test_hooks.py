"""The contract: each hook and each argument is documented, shown by an example that works, and tested below."""

import inspect
import io
import re
import subprocess
import sys
from importlib.metadata import entry_points
from importlib.util import find_spec

import docx
import pytest
from tests.conftest import ROOT, make_program, make_stelle
from tests.plugins.conftest import module_of

from kimcore import API_VERSION, Kimcore, Profile
from kimcore.cli.app import run
from kimcore.plugins.hookspecs import Hooks
from kimcore.plugins.loading import HOOKS

PAGE = (ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## `(kimcore_\w+)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLES = {name: re.search(r"```python\n(.*?)```", text, re.DOTALL)[1] for name, text in SECTIONS.items()}
ARGUMENTS = [(hook, argument) for hook, arguments in HOOKS.items() for argument in arguments]


def example(hook, **more):
    """A session with the plugin that the documentation of a hook shows."""
    return Kimcore(plugins=(module_of(EXAMPLES[hook]),), **more)


# ------------------------------------------------------------------------------------------ documented, tested


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_documented(hook):
    """Each hook says in its docstring what it returns, who uses it, and how; docs/hooks.md says the same."""
    for part in ("Returns:", "Used by:", "Example:"):
        assert part in getattr(Hooks, hook).__doc__
    assert "**Returns**" in SECTIONS[hook]
    assert "**Used by**" in SECTIONS[hook]


@pytest.mark.parametrize(("hook", "argument"), ARGUMENTS)
def test_every_argument_is_documented(hook, argument):
    """Each argument is explained in the docstring and in docs/hooks.md."""
    assert re.search(rf"^ +{argument}: \w+", getattr(Hooks, hook).__doc__, re.MULTILINE)
    assert re.search(rf"^\| `{argument}` \| \w+", SECTIONS[hook], re.MULTILINE)


def test_every_hook_and_argument_is_tested():
    """This module has a test for each hook and for each of its arguments, named after them."""
    wanted = {f"test_{hook}" for hook in HOOKS} | {f"test_{hook}_{argument}" for hook, argument in ARGUMENTS}
    assert not wanted - {name for name in globals() if name.startswith("test_kimcore_")}


def test_the_generated_pages_are_current():
    """docs/hooks.md, docs/exporters.md and the other generated pages say what the code says."""
    command = [sys.executable, str(ROOT / "tools" / "pages.py"), "--check"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_who_uses_a_hook_does():
    """The packages of this repository, as far as they are installed, stand exactly where they use a hook."""
    for entry in entry_points(group="kimcore"):
        if find_spec(entry.module) and entry.dist.name.startswith("kimcore-"):
            named = {hook for hook, text in SECTIONS.items() if entry.dist.name in text.partition("**Used by**")[2]}
            assert named == HOOKS.keys() & vars(entry.load()).keys(), entry.dist.name


def test_the_contract_has_a_version():
    """The page tells the version that a module may state, and the hooks in full."""
    assert f"kimcore_api = {API_VERSION}" in PAGE
    assert [name for name in vars(Hooks) if name.startswith("kimcore_")] == list(SECTIONS) == list(HOOKS)


# ------------------------------------------------------------------------------------------------ hook by hook


def test_kimcore_exporters():
    """The example's document is made in every format that takes documents."""
    kim = example("kimcore_exporters")
    letter = docx.Document(io.BytesIO(kim.render(make_program(), "gruss", year=2025)))
    assert letter.paragraphs[-1].text == "Musterkreis grüßt."


def test_kimcore_renderers(tmp_path):
    """The example's format is there for kimcore's own workbooks, by its name and by its suffix."""
    kim, program = example("kimcore_renderers"), make_program(stellen=(make_stelle(),))
    assert kim.formats("stellenplan") == ("txt", "xlsx")
    path = tmp_path / "plan.txt"
    assert kim.export(program, "stellenplan", path, year=2025).format == "txt"
    assert path.read_text("utf-8") == "Übersicht, Besetzung, Vakanzen"


def test_kimcore_checks():
    """The example's check runs with kimcore's own, its finding carries its code and severity."""
    found = {finding.code: finding for finding in example("kimcore_checks").check(make_program(), year=2025)}
    assert found["MST-001"].message == "Das Programm hat noch keine Maßnahme."
    assert found["MST-001"].severity.value == "hinweis"


def test_kimcore_richtlinien(tmp_path):
    """A rule set is found by its id; the example's own is kimcore's, which is not replaced."""
    path = tmp_path / "kim-anders.yaml"
    source = (find_spec("kimcore.richtlinien").submodule_search_locations[0]) + "/data/kim-nrw.yaml"
    with open(source, encoding="utf-8") as rules:  # noqa: PTH123 - a path as text
        path.write_text(rules.read().replace("id: kim-nrw", "id: kim-anders", 1), encoding="utf-8")
    plugin = module_of("@kimcore.hookimpl\ndef kimcore_richtlinien(): return [PATH]")
    plugin.PATH = path
    assert Kimcore(plugins=(plugin,)).rules("kim-anders").id == "kim-anders"
    assert "„kim-nrw“ bringt kimcore selbst mit" in example("kimcore_richtlinien").plugins()[1].reason


def test_kimcore_themes():
    """The example's theme is there by its name, and a document can be made with it."""
    kim = example("kimcore_themes")
    assert kim.registry.themes["musterstadt"].imprint == "Rathausplatz 1"
    program = make_program(stellen=(make_stelle(),))
    assert kim.render(program, "stellenplan", year=2025, theme="musterstadt").startswith(b"PK")


def test_kimcore_extensions():
    """The example's section is read as its class, reduced to the reader's profile, and written back."""
    kim = example("kimcore_extensions")
    text = (
        "foerderprogramm: kim-nrw\ntitle: T\nstand: 2025-01-01\n"
        "kommune: {id: m, name: M, kind: kreis}\nextensions: {buergerbuero: {rooms: 3, phone: '12'}}\n"
    )
    program = kim.loads(text, "yaml")
    assert (program.extensions["buergerbuero"].rooms, program.extensions["buergerbuero"].phone) == (3, "12")


def test_kimcore_commands(tmp_path, capsys):
    """The example's command stands in the help with its plugin, and gets the session."""
    (tmp_path / "buero.py").write_text(EXAMPLES["kimcore_commands"], encoding="utf-8")
    assert run(["--plugins-dir", str(tmp_path), "--help"]) == 0
    assert "titel  Den Titel eines Programms zeigen. (buero)" in capsys.readouterr().out
    program = ROOT / "examples" / "programs" / "musterstadt.yaml"
    assert run(["--plugins-dir", str(tmp_path), "titel", str(program)]) == 0
    assert "Musterstadt" in capsys.readouterr().out


def test_kimcore_extend():
    """The example adds its sentence to one document, and leaves the others."""
    kim, program = example("kimcore_extend"), make_program(stellen=(make_stelle(),))
    last = kim.compose(program, "kim-konzept", year=2025, draft=True).blocks[-1]
    assert last.text == "Musterkreis hat dieses Konzept 2025 beschlossen."
    assert kim.compose(program, "stellenplan", year=2025).title == "Stellenplan 2025"


# ------------------------------------------------------------------------------- the arguments of kimcore_extend


def extended(body):
    """What a plugin made of the Stellenplan: ``body`` is the function after its name."""
    kim = Kimcore(plugins=(module_of(f"@kimcore.hookimpl\ndef kimcore_extend{body}"),))
    return kim.compose(make_program(stellen=(make_stelle(),)), "stellenplan", year=2025, profile="oeffentlich").title


def test_kimcore_extend_content():
    """The content is what the exporter composed; a function may take it alone."""
    assert extended('(content): return attrs.evolve(content, title=content.title + "!")') == "Stellenplan 2025!"


def test_kimcore_extend_exporter():
    """The name of the exporter comes as text, whatever the order of the arguments."""
    assert extended("(exporter, content): return attrs.evolve(content, title=exporter)") == "stellenplan"


def test_kimcore_extend_program():
    """The program is the one the document is made of."""
    assert extended("(content, program): return attrs.evolve(content, title=program.kommune.name)") == "Musterkreis"


def test_kimcore_extend_context():
    """The context knows the year and the profile of the reader."""
    body = '(content, context): return attrs.evolve(content, title=f"{context.year} {context.profile.value}")'
    assert extended(body) == f"2025 {Profile.OEFFENTLICH.value}"


def test_implementations_are_called_by_the_name_of_the_plugin():
    """Each gets the result of the one before, in the order of names, whatever order they were loaded in."""
    source = (
        "@kimcore.hookimpl\ndef kimcore_extend(content): return attrs.evolve(content, title=content.title + __name__)"
    )
    kim = Kimcore(plugins=tuple(module_of(source, name) for name in ("c", "a", "b")))
    assert kim.compose(make_program(stellen=(make_stelle(),)), "stellenplan", year=2025).title == "Stellenplan 2025abc"


def test_examples_do_what_the_contract_allows():
    """Each example implements the hook it stands for and loads without complaint."""
    for hook in HOOKS.keys() - {"kimcore_richtlinien"}:
        info = example(hook).plugins()[1]
        assert (info.hooks, info.reason) == ((hook,), "")
        assert inspect.getdoc(getattr(Hooks, hook))

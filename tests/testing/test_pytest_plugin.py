"""The pytest plugin: fixtures, golden files, strategies, and how little it costs those who use none of it."""

import subprocess
import sys

import attrs
import pytest
from hypothesis import given

from kimcore.model import Contact, about
from kimcore.testing import strategies
from kimcore.values import Euro, Text

pytest_plugins = ["pytester"]


@pytest.fixture
def run(pytester):
    """Run pytest in a process of its own, with kimcore's plugin alone."""
    return lambda *args: pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist", *args)


def test_the_fixtures_are_there(pytester, run):
    """A test of a plugin gets a session with its plugin, the programs and golden files without an import."""
    pytester.makeini("[pytest]\nkimcore_plugins = ours")
    pytester.makepyfile(
        ours=(
            "import kimcore\n\n@kimcore.hookimpl\n"
            "def kimcore_themes():\n    return (kimcore.Theme(name='ours', title='Unser'),)\n"
        ),
        test_it=(
            "def test_it(kim, complete_program, minimal_program):\n"
            "    assert 'ours' in kim.registry.themes\n"
            "    assert complete_program.pictures and not minimal_program.contacts\n"
        ),
    )
    run().assert_outcomes(passed=1)


def test_golden_files(pytester, run):
    """A golden file is missing, is written, is compared, and shows what has changed."""
    test = "def test_it(golden):\n    golden('eins\\n{}\\n', 'liste')\n"
    path = pytester.makepyfile(test_it=test.format("zwei"))
    run().stdout.fnmatch_lines(["*golden/test_it-liste.txt gibt es noch nicht. *pytest --update-golden"])
    run("--update-golden").assert_outcomes(passed=1)
    assert (path.parent / "golden/test_it-liste.txt").read_text(encoding="utf-8") == "eins\nzwei\n"
    run().assert_outcomes(passed=1)
    path.write_text(test.format("drei"), encoding="utf-8")
    run().stdout.fnmatch_lines(["*test_it-liste.txt ist anders als das, was jetzt entsteht.*", "*-zwei", "*+drei"])


def test_it_imports_nothing_heavy(pytester, run):
    """Who tests something else in the same environment loads neither attrs nor any other library through kimcore."""
    heavy = {"attrs", "yaml", "openpyxl", "docx", "kimcore.session"}
    pytester.makepyfile(f"def test_it():\n    import sys\n    assert not {heavy} & set(sys.modules)\n")
    run("-p", "no:hypothesispytest").assert_outcomes(passed=1)


def test_strategies_without_hypothesis():
    """Without hypothesis the import says what to install."""
    code = "import sys\nsys.modules['hypothesis'] = None\nimport kimcore.testing.strategies"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "kimcore.testing.strategies braucht hypothesis: pip install kimcore[testing]" in done.stderr


@attrs.frozen(kw_only=True)
class Own:
    """Data of a plugin's own."""

    title: Text = attrs.field(metadata=about("Titel"))
    amount: Euro | None = attrs.field(default=None, metadata=about("Betrag"))
    contacts: tuple[Contact, ...] = attrs.field(default=(), metadata=about("Kontakte"))


@given(strategies.models(Own))
def test_strategies_know_classes_of_plugins(own):
    """The strategies make a plugin's own data, too, with models in them."""
    assert isinstance(own.title, str)
    assert own.amount is None or own.amount >= 0
    assert all(isinstance(contact, Contact) for contact in own.contacts)

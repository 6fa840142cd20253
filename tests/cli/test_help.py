"""Help: German, with examples that work, and the same words everywhere."""

import re
import shlex
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from tests.cli.conftest import Said, english_words

from kimcore.cli import demo
from kimcore.cli.lazy import COMMANDS
from kimcore.cli.params import PROFILES
from kimcore.model import Profile

Kimcore = Callable[..., Said]


def test_the_search_for_english_finds_some() -> None:
    """The search can fail: click's own English is found, German with English names is not."""
    assert english_words("Error: No such option '--x'. Try 'kimcore --help' for help.") == [
        "Error", "No such", "Try", "help",
    ]  # fmt: skip
    assert english_words("Fehler: Die Option „--force“ gibt es nicht. Hilfe: kimcore export --help") == []


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("name", ["", *COMMANDS, "plugin new"])
def test_help_is_german_and_has_examples(kimcore: Kimcore, name: str, flag: str) -> None:
    """``-h`` and ``--help`` of each command say how it is called, in German, with at least one example."""
    said = kimcore(*name.split(), flag)
    assert said.code == 0
    assert said.out.startswith(f"Aufruf: kimcore {name}".rstrip())
    assert "[OPTIONEN]" in said.out
    assert f"Beispiele:\n    kimcore {name}".rstrip() in said.out
    assert "Diese Hilfe zeigen." in said.out
    assert english_words(said.out) == []
    assert max(map(len, said.out.splitlines())) <= 80


def test_nothing_at_all_shows_the_help(kimcore: Kimcore) -> None:
    """``kimcore`` alone is a wrong use that shows what there is."""
    said = kimcore()
    assert said.code == 2
    assert "Befehle:\n  demo " in said.err


def test_the_overview_lists_every_command_without_importing_it(kimcore: Kimcore) -> None:
    """The overview names every command with one sentence."""
    out = kimcore("--help").out
    for name, text in COMMANDS.items():
        assert re.search(rf"^  {name}\s+{re.escape(text[:30])}", out, re.MULTILINE), name


def test_the_version_is_told(kimcore: Kimcore) -> None:
    """``--version`` gives one line."""
    assert re.fullmatch(r"kimcore, Version \d+\.\d+\.\d+\S*\n", kimcore("--version").out)


def test_the_profiles_are_those_of_the_model() -> None:
    """The choice of ``--profile`` is what the model knows."""
    assert [entry.value for entry in Profile] == list(PROFILES)


def examples_of(out: str) -> list[str]:
    """The command lines below „Beispiele:“."""
    below = out.split("Beispiele:\n", 1)[1].split("\n\n", 1)[0]
    return [line.strip() for line in below.splitlines()]


def test_every_example_works(kimcore: Kimcore, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command line that a help text shows runs as it stands, one after the other."""
    one = files("kimcore") / "data" / "programs" / "musterstadt.yaml"
    monkeypatch.setattr(demo, "_programs", lambda: [one])  # the whole demo has a test of its own
    ran = 0
    order = (
        "new", "rates", "exporters", "plugins", "plugin", "plugin new", "schema", "check", "export", "verify", "read",
        "convert", "demo",
    )  # fmt: skip
    assert set(order) == {*COMMANDS, "plugin new"}
    for name in order:
        if name == "verify":
            kimcore("export", "foerderantrag", "musterstadt.yaml", "-o", "antrag-2025.xlsx")
        if name == "read":
            kimcore("export", "kim-konzept", "musterstadt.yaml", "-o", "konzept.docx", "--draft")
        for line in examples_of(kimcore(*name.split(), "--help").out):
            words = shlex.split(line.split(" > ")[0])[1:]
            said = kimcore(*words)
            assert said.code == 0, (line, said)
            assert said.out, line
            ran += 1
    assert ran >= len(COMMANDS)
    assert (here / "kimcore-demo" / "musterstadt.yaml").exists()
    assert (here / "dokumente").is_dir()

"""Commands of plugins: they are told apart, get the session, and fail like kimcore's own."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Said

from kimcore.cli.lazy import COMMANDS
from kimcore.cli.results import results, results_only
from kimcore.cli.settings import Settings
from kimcore.plugins.parts import OWN_COMMANDS

Kimcore = Callable[..., Said]

PLUGIN = """
import click
import kimcore

FAILURES = {
    "bug": ZeroDivisionError("durch null"), "file": FileNotFoundError(2, "No such file", "werte.csv"),
    "use": kimcore.UsageError("So nicht."), "data": kimcore.RichtlinieError("Den Satz gibt es nicht."),
    "click": click.UsageError("Falsch gerufen."), "leave": click.exceptions.Exit(7),
}

@click.command("scheitern")
@click.argument("how")
def fail(how):
    print("vorher")
    raise FAILURES[how]

@click.group("gruppe")
def group():
    pass

group.add_command(fail)

@kimcore.hookimpl
def kimcore_commands():
    print("beim Laden")
    return [fail, group]
"""


@pytest.fixture
def call(kimcore: Kimcore, tmp_path: Path) -> Kimcore:
    """Call kimcore with a plugin whose command fails as asked."""
    (tmp_path / "werkzeug.py").write_text(PLUGIN, encoding="utf-8")
    return lambda *args: kimcore("--plugins-dir", tmp_path, *args)


@pytest.mark.parametrize(
    ("how", "code", "message"),
    [
        (
            "bug",
            3,
            "Fehler: werkzeug (werkzeug.py): kimcore_commands, scheitern: ZeroDivisionError:\n        durch null\n",
        ),
        ("file", 3, "Fehler: werte.csv: Es gibt sie oder ihren Ordner nicht. Den Pfad prüfen.\n"),
        ("use", 2, "Fehler: So nicht.\n"),
        ("data", 1, "Fehler: Den Satz gibt es nicht.\n"),
        ("click", 2, "Fehler: Falsch gerufen.\n"),
        ("leave", 7, ""),
    ],
)
def test_failures_are_told_as_those_of_kimcore(call: Kimcore, how: str, code: int, message: str) -> None:
    """Each kind of error has its German message and exit code; a fault of the plugin names it."""
    said = call("scheitern", how)
    assert (said.code, said.out) == (code, "vorher\n")
    assert message in said.err
    assert "Traceback" not in said.err


def test_a_command_within_a_group_fails_in_the_name_of_the_group(call: Kimcore) -> None:
    """Also below a group the plugin is named, with the command that was registered."""
    assert (
        "werkzeug (werkzeug.py): kimcore_commands, gruppe: ZeroDivisionError" in call("gruppe", "scheitern", "bug").err
    )


def test_what_a_plugin_prints_while_it_is_loaded_is_no_result(call: Kimcore) -> None:
    """Standard output of kimcore's own commands and of the help has nothing of the plugin."""
    for args in (("--help",), ("exporters",), ("plugins", "--format", "json")):
        said = call(*args)
        assert "beim Laden" not in said.out
        assert "beim Laden" in said.err


def test_a_file_that_cannot_be_read_does_not_spoil_the_help(call: Kimcore, tmp_path: Path) -> None:
    """Help is there, and mentions the file that is no Python source."""
    (tmp_path / "latein.py").write_bytes(b"# \xff\n")
    said = call("--help")
    assert (said.code, "werkzeug)" in said.out) == (0, True)
    assert "Nicht oder nicht mit allem dabei: Plugin latein." in said.err


def test_names_of_commands_are_reserved() -> None:
    """No plugin can take the name of a command that kimcore has."""
    assert COMMANDS.keys() <= OWN_COMMANDS


def test_strictness_stops_the_command(call: Kimcore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With KIMCORE_STRICT=1 a broken plugin ends every command that loads plugins, with its name."""
    (tmp_path / "kaputt.py").write_text("1 / 0", encoding="utf-8")
    assert "Hinweis: Nicht oder nicht mit allem dabei: Plugin kaputt." in call("exporters").err
    assert "Hinweis" not in call("plugins").err
    monkeypatch.setenv("KIMCORE_STRICT", "1")
    said = call("exporters")
    assert said.code == 3
    assert "Fehler: Plugin kaputt (kaputt.py): ZeroDivisionError: division by zero\n" in said.err
    assert said.out == ""
    assert call("--help").code == 3


def test_without_plugins_nothing_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty KIMCORE_PLUGINS, or --no-plugins, spares the look into every installed package."""
    assert not Settings().has_plugins
    monkeypatch.setenv("KIMCORE_PLUGINS", "-csv")
    assert not Settings(plugins=False).has_plugins
    monkeypatch.setattr("kimcore.plugins.entries.entries", lambda: iter(["one"]))
    assert Settings().has_plugins


def test_results_are_kept_apart_from_all_else(capsys: pytest.CaptureFixture[str]) -> None:
    """While a command runs, what anything prints goes to standard error; only results go to standard output."""
    with results_only():
        print("Lärm")  # noqa: T201 - what a plugin might do
        results().write("Ergebnis\n")
        with results_only():
            results().write("auch\n")
    print("danach")  # noqa: T201 - same
    said = capsys.readouterr()
    assert (said.out, said.err) == ("Ergebnis\nauch\ndanach\n", "Lärm\n")


def test_streams_that_are_no_files_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without standard output, or with another stream in its place, keeps what it has."""
    for stream in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stdout", stream)
        with results_only():
            assert results() is (stream or sys.stdout)

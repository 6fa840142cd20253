"""click speaks German: the catalogue is complete, compiled, and bound whatever the machine's language is."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from tests.conftest import ROOT

from kimcore.cli.german import german_quotes


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    """The tool that keeps the catalogue."""
    spec = importlib.util.spec_from_file_location("click_catalogue", ROOT / "tools" / "click_catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_message_of_click_is_translated(catalogue: ModuleType) -> None:
    """The installed click looks up no message that the catalogue lacks or leaves empty."""
    entries = catalogue.read_po()
    assert catalogue.missing(entries) == []
    assert "No such command {name!r}." in catalogue.click_messages()
    assert [key for key, value in entries.items() if not value] == []


def test_a_missing_translation_is_noticed(catalogue: ModuleType) -> None:
    """The search for missing messages can fail: without its entry a message is named."""
    entries = catalogue.read_po()
    del entries["Missing command."]
    assert catalogue.missing(entries) == ["Missing command."]


def test_translations_use_only_the_values_click_fills_in(catalogue: ModuleType) -> None:
    """No translation names a placeholder that its original has not."""
    from string import Formatter

    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for source, target in catalogue.read_po().items():
        if source:
            assert names(target) <= names(source), source


def test_the_compiled_catalogue_is_up_to_date(catalogue: ModuleType) -> None:
    """``messages.mo`` is what ``messages.po`` compiles to."""
    assert (catalogue.FOLDER / "messages.mo").read_bytes() == catalogue.compile_mo(catalogue.read_po())


@pytest.mark.parametrize("language", ["C", "en_US.UTF-8", "fr_FR.UTF-8"])
def test_the_language_of_the_machine_does_not_matter(language: str) -> None:
    """A French or English machine gets the same German help."""
    env = os.environ | {"LANG": language, "LC_ALL": language, "LANGUAGE": language, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "kimcore", "--help"], env=env, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith("Aufruf: kimcore [OPTIONEN] BEFEHL")
    assert "Diese Hilfe zeigen." in done.stdout


@pytest.mark.parametrize(("encoding", "quoted"), [("iso-8859-1", b"?exprt?"), ("cp1252", b"\x84exprt\x93")])
def test_output_survives_a_narrow_encoding(encoding: str, quoted: bytes) -> None:
    """A console that has umlauts but not every sign gets a question mark in its place, not a crash."""
    env = os.environ | {"PYTHONIOENCODING": encoding}
    done = subprocess.run([sys.executable, "-m", "kimcore", "exprt"], env=env, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Den Befehl " + quoted + b" gibt es nicht. Meinten Sie" in done.stderr
    assert b"[ANGABEN]" in done.stderr


def test_german_quotation_marks() -> None:
    """Names that click puts between English quotation marks stand between German ones; apostrophes stay."""
    assert german_quotes("'--year': zu 'x' oder 'y'") == "„--year“: zu „x“ oder „y“"
    assert german_quotes("wie geht's") == "wie geht's"


def test_the_catalogue_tool_says_what_is_missing(
    catalogue: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The tool compiles, lists what is missing and fails then."""
    entries = catalogue.read_po()
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogue, "read_po", lambda: entries)
    assert catalogue.main() == 0
    del entries["Options"]
    assert catalogue.main() == 1
    assert "fehlt: 'Options'" in capsys.readouterr().out
    assert (tmp_path / "messages.mo").stat().st_size > 0


def test_what_commands_of_plugins_say_is_german_too(kimcore: Callable[..., object]) -> None:
    """The messages commands of plugins get from click are German as well."""
    from click.exceptions import BadParameter
    from click.types import BOOL, INT

    kimcore("--version")
    for kind, value, said in ((INT, "x", "„x“ ist keine gültige Zahl."), (BOOL, "y?", "„y?“ ist kein Ja oder Nein.")):
        with pytest.raises(BadParameter, match="ist kein") as caught:
            kind.convert(value, None, None)
        assert caught.value.format_message().startswith(said)

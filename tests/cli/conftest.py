"""Calls the ``kimcore`` command in this process and looks at what it said."""

import gettext
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import PROGRAMS

from kimcore.cli.app import run


class Said(NamedTuple):
    """What a call gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Everything that was said."""
        return self.out + self.err


@pytest.fixture
def kimcore(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Said]]:
    """Call the command; 80 columns wide, the machine's language English."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "80")
    domain = gettext.textdomain()

    def call(*args: str | Path) -> Said:
        code = run([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    yield call
    gettext.textdomain(domain)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with the two invented programs in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("musterstadt.yaml", "kreis-musterland.yaml"):
        shutil.copy(PROGRAMS / name, tmp_path)
    return tmp_path


_ENGLISH = re.compile(
    r"\b(usage|errors?|missing|no such|invalid|options|arguments?|try|help|does not|doesn't|exists?|expected|"
    r"unexpected|"
    r"commands?|directory|files?|paths?|defaults?|required|requires|unknown|value|values|choose|not|is|are|the|of|"
    r"denied|failed|cannot|must|please|warning|warnings|traceback|permission|allowed)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"--?[a-z][a-z-]*"  # options are English by contract, --help among them
    r"|kimcore( [a-z]+)?"  # so are commands
    r"|[A-Z0-9]*[-/\w.]*\.(yaml|yml|json|xlsx|txt)"  # names of files
    r"|file, line, column,.*?citation",  # the keys of the JSON
    re.DOTALL,
)


def english_words(text: str) -> list[str]:
    """Every English word in a message, apart from names of commands, options and files."""
    return [found[0] for found in _ENGLISH.finditer(_NAMES.sub(" ", text))]

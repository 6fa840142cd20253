"""What README, docs and examples show is run: scripts, commands and program fragments."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kimcore import Severity
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "docs" / "getting-started.md"]
SCRIPTS = sorted((ROOT / "examples").glob("*.py"))

HEAD = """
foerderprogramm: kim-nrw
title: Kreis Unna
stand: 2025-03-20
kommune: {id: kreis-unna, name: Kreis Unna, kind: kreis, ags: 05978000, regierungsbezirk: Arnsberg}
"""


def blocks(page: Path, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Every kimcore command that a page shows."""
    found = []
    for page in PAGES:
        lines = "".join(blocks(page, "sh")).splitlines()
        found += [(page.name, line.split("#")[0].strip()) for line in lines if line.startswith("kimcore ")]
    return found


@pytest.fixture
def folder(tmp_path):
    """An empty folder with nothing but the examples beside it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_example_runs(folder, script):
    """Each script in examples/ runs as it stands and says nothing on stderr."""
    command = [sys.executable, str(folder / "examples" / script.name)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize("page", [*PAGES, ROOT / "docs" / "writing-texts.md"], ids=lambda path: path.name)
def test_every_python_block_runs(folder, page):
    """Each Python block of a page runs beside the examples."""
    for source in blocks(page, "python"):
        done = subprocess.run([sys.executable, "-c", source], cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), source


def test_the_ten_lines_are_ten_lines():
    """The script that promises ten lines has at most ten, blank ones aside."""
    source = next(source for source in blocks(PAGES[0], "python") if "foerderantrag" in source)
    assert len([line for line in source.splitlines() if line.strip()]) <= 10


def test_every_command_runs(folder):
    """Each command of a page, in the order of the pages, does what the page says; files a page names exist."""
    for page, line in commands():
        if line == "kimcore verify finanzierungsplan.xlsx kreis-unna.yaml":
            continue  # the page's file names stand for the reader's own; README's line is run
        arguments = shlex.split(line)[1:]
        if "new" in arguments and (folder / arguments[1]).exists():
            (folder / arguments[1]).unlink()
        done = subprocess.run(
            [sys.executable, "-m", "kimcore", *arguments],
            cwd=folder, capture_output=True, text=True, check=False, env=os.environ | {"KIMCORE_PLUGINS": "csv,html"},
        )  # fmt: skip
        lacks = "--for" in line or "export finanzierungsplan kreis-unna" in line  # a starter has no Stellen yet
        assert done.returncode in ({0, 1} if lacks else {0}), f"{page}: {line}: {done.stdout}{done.stderr}"


def test_the_fragments_of_a_program_file_load(kim, tmp_path):
    """The YAML that getting-started shows is a valid program once it has a head."""
    path = tmp_path / "programm.yaml"
    path.write_text(HEAD + "\n".join(blocks(PAGES[1], "yaml")), encoding="utf-8")
    program = kim.load(path)
    assert program.stellen[0].title == "KIM-Koordination"
    assert not [finding for finding in kim.check(program) if finding.severity is Severity.FEHLER]

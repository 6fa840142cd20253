"""What is imported when: help needs next to nothing, checking needs no office library."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import PROGRAMS

OFFICE = {"openpyxl", "docx", "lxml", "numpy"}


def imported(*args: str | Path, **variables: str) -> tuple[int, set[str]]:
    """Run the command in a fresh process: its exit code and the names of what it imported, top-level ones besides."""
    code = (
        "import json, sys\n"
        "from kimcore.cli.app import run\n"
        "code = run(sys.argv[1:])\n"
        "names = sorted({*sys.modules, *(name.partition('.')[0] for name in sys.modules)})\n"
        "print(json.dumps([code, names]), file=sys.__stderr__)"
    )
    command = [sys.executable, "-c", code, *(str(arg) for arg in args)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env={**os.environ, **variables})
    exit_code, names = json.loads(done.stderr.splitlines()[-1])
    return exit_code, set(names)


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("exprt",), ("--nonsense",)])
def test_help_and_wrong_use_import_next_to_nothing(args: tuple[str, ...]) -> None:
    """Neither the models nor YAML nor rich are loaded before a command runs."""
    code, names = imported(*args)
    assert code in {0, 2}
    assert not names & (OFFICE | {"attr", "attrs", "cattrs", "yaml", "rich", "pluggy", "docutils", "markdown_it"})


def test_help_with_all_plugins_imports_little_more() -> None:
    """Help lists the commands of plugins without what costs a look into each package, and without their documents."""
    code, names = imported("--help", KIMCORE_PLUGINS="csv,html,musterstadt,vorlagen")
    costly = {"importlib.metadata", "importlib.resources", "email", "attr", "cattrs", "yaml", "rich", "kimcore.model"}
    assert code == 0
    assert "kimcore_vorlagen.commands" in names
    assert not names & (OFFICE | costly | {"kimcore_vorlagen.exporters", "kimcore_csv"})


@pytest.mark.parametrize("command", ["check", "rates", "exporters", "plugins"])
def test_commands_that_make_no_document_import_no_office_library(command: str) -> None:
    """Checking and listing load neither openpyxl nor python-docx nor lxml nor numpy, and no rich when piped."""
    args = [PROGRAMS / "musterstadt.yaml", "--for", "foerderantrag"] if command == "check" else []
    code, names = imported(command, *args)
    assert code == 0
    assert not names & (OFFICE | {"rich"})


def test_importing_kimcore_imports_next_to_nothing() -> None:
    """``import kimcore`` names what is public and loads it when it is used."""
    code = "import kimcore, sys; print(sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert not {"attrs", "cattrs", "click", "pluggy", "rich", "yaml", *OFFICE} & set(
        json.loads(done.stdout.replace("'", '"'))
    )


def test_the_benchmark_prints_its_table() -> None:
    """``benchmarks/bench_startup.py`` measures every line and prints a Markdown table."""
    script = Path(__file__).parents[2] / "benchmarks" / "bench_startup.py"
    done = subprocess.run([sys.executable, str(script), "1"], capture_output=True, encoding="utf-8", check=True)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("| fresh process, median of 1 | ms |")
    assert any(line.startswith("| `kimcore check musterstadt.yaml` | ") for line in lines)

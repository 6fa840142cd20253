"""``kimcore plugin new``: a package that installs, passes its own tests and the conformance suite at once."""

import os
import subprocess
import sys
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from kimcore.cli.plugin import KINDS, write_package


def installed(folder: Path, package: Path) -> dict[str, str]:
    """An environment in which the package is installed: its source on the path, its entry points beside it."""
    about = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = folder / f"{about['name'].replace('-', '_')}-{about['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {about['name']}\nVersion: {about['version']}\n")
    points = "".join(f"{name} = {module}\n" for name, module in about["entry-points"]["kimcore"].items())
    (info / "entry_points.txt").write_text(f"[kimcore]\n{points}")
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(package / "src"), str(folder)))}


def run(*command: str, env: dict[str, str], cwd: Path) -> str:
    """Run Python with a module and give back what it says."""
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, encoding="utf-8", check=False, env=env, cwd=cwd
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_whole_package_works(kimcore, tmp_path):
    """With all four kinds in it, the package is loaded, and its own tests with the conformance suite pass."""
    target = tmp_path / "plugins" / "stadt"
    done = kimcore("plugin", "new", "stadt-muster", target, *(word for kind in KINDS for word in ("--kind", kind)))
    assert (done.code, done.out.strip()) == (0, str(target))
    assert 'pip install -e ".[test]", pytest' in done.err
    env = installed(tmp_path, target)
    env["KIMCORE_PLUGINS"] = "stadt-muster"
    assert "stadt-muster 0.1.0  geladen" in run("kimcore", "plugins", env=env, cwd=tmp_path)
    assert "6 passed" in run("pytest", "-p", "no:cacheprovider", "-q", env=env, cwd=target)
    names = {path.relative_to(target).as_posix() for path in target.rglob("*.*") if "__pycache__" not in path.parts}
    assert {"README.md", "pyproject.toml", "src/kimcore_stadt_muster/py.typed"} < names


@pytest.mark.parametrize("kinds", [kinds for count in (1, 2) for kinds in combinations(KINDS, count)], ids="+".join)
def test_every_choice_is_whole(tmp_path, kinds):
    """Whatever is chosen, nothing of the templates is left over, and every Python file compiles."""
    write_package(tmp_path / "p", "muster", kinds)
    for path in (path for path in (tmp_path / "p").rglob("*.*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        assert not [line for line in text.splitlines() if line.startswith(("@if", "@else", "@end"))], path
        assert not any(f"@{word}@" in text for word in ("NAME", "MODULE", "CODE", "TODAY", "YEAR"))
        if path.suffix == ".py":
            compile(text, str(path), "exec")
    hooks = (tmp_path / "p/src/kimcore_muster/__init__.py").read_text(encoding="utf-8")
    assert hooks.count("@kimcore.hookimpl") == len(kinds)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Hamm",), "„Hamm“ ist kein Name für ein Plugin. Erlaubt sind Kleinbuchstaben"),
        (("hamm-",), "„hamm-“ ist kein Name für ein Plugin"),
        (("h" * 31,), "höchstens 30 Zeichen"),
        (("kurzprofil",), "Das Dokument „kurzprofil“ gibt es schon. Einen anderen Namen wählen."),
        (("all",), "Das Dokument „all“ gibt es schon."),
        (("sachlich", "--kind", "theme"), "Das Theme „sachlich“ gibt es schon."),
        (("kim-nrw", "--kind", "programme"), "Das Förderprogramm „kim-nrw“ gibt es schon."),
        (("kimcore", "--kind", "check"), "Das Plugin „kimcore“ gibt es schon."),
        (("hamm", "."), "Den Ordner „.“ gibt es schon. Einen anderen angeben: kimcore plugin new hamm ORDNER"),
        (("hamm", "--kind", "theater"), "theater"),
    ],
)
def test_what_cannot_be_is_refused(kimcore, tmp_path, monkeypatch, arguments, sentence):
    """A wrong name, a name that is taken and a folder that exists are wrong use, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    done = kimcore("plugin", "new", *arguments)
    assert done.code == 2
    assert sentence in " ".join(done.err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(kimcore, tmp_path):
    """Where a file stands in the way, the sentence says so, and nothing half is left."""
    (tmp_path / "datei").write_text("")
    done = kimcore("plugin", "new", "hamm", tmp_path / "datei" / "hamm")
    assert done.code == 3
    assert "lässt sich nicht anlegen" in " ".join(done.err.split())
    assert [path.name for path in tmp_path.iterdir()] == ["datei"]

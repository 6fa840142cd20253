"""The tutorial is followed as it stands: in an empty folder, in environments of its own, without network."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT

TUTORIAL = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(
    r"^```(?P<kind>\S+)[^\n]*\n(?::caption: (?P<file>\S+)\n\n)?(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
MARK = "--- done"


class Shell:
    """One shell from the first command to the last, so that ``cd`` and ``activate`` hold."""

    def __init__(self, folder: Path) -> None:
        env = {
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
            "HOME": str(folder), "LC_ALL": "C.UTF-8",
            "PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }  # fmt: skip
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self._process = subprocess.Popen(["sh"], cwd=folder, env=env, encoding="utf-8", **streams)
        self.folder = folder

    def run(self, line: str) -> tuple[int, str]:
        """Exit code and output of a line; where it leads is known afterwards."""
        self._process.stdin.write(f'{line}\nprintf "\\n%s\\n" "{MARK} $? $PWD"\n')
        self._process.stdin.flush()
        said = ""
        while MARK not in said:
            said += self._process.stdout.readline() or f"\n{MARK} 1 {self.folder}"  # it ended
        output, _, end = said.rpartition(f"\n{MARK} ")
        code, _, folder = end.strip().partition(" ")
        self.folder = Path(folder)
        return int(code), output

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def provide(environment: Path) -> None:
    """Put into a new environment pip and what it would download: kimcore and all it needs, but no plugin."""
    (target,) = environment.glob("lib/python*/site-packages")
    for name in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in Path(name).iterdir():
            if not entry.name.lstrip("_").startswith("kimcore_") and not (target / entry.name).exists():
                (target / entry.name).symlink_to(entry)
    for command in ("kimcore", "pip", "pytest"):
        script = environment / "bin" / command
        script.write_text(f'#!/bin/sh\nexec "{environment}/bin/python" -m {command} "$@"\n')
        script.chmod(0o755)


def changed(text: str, diff: str) -> str:
    """A text after a change that is shown as lines with ``-``, ``+`` and a blank in front."""
    lines = diff.splitlines(keepends=True)
    before, after = ("".join(line[1:] for line in lines if line[0] in signs) for signs in (" -", " +"))
    assert text.count(before) == 1, diff
    return text.replace(before, after)


@pytest.fixture
def shell(tmp_path):
    """A shell in an empty folder."""
    shell = Shell(tmp_path)
    yield shell
    shell.close()


def run(shell: Shell, commands: str) -> str:
    """Run the lines of a block, and give back what the last one says."""
    for line in commands.splitlines():
        folder = shell.folder
        code, said = shell.run(line.replace("-m venv", "-m venv --without-pip"))  # which provide() puts there faster
        assert (code != 0) == ("# fails" in line), f"{line}\n{said}"
        if "-m venv" in line:
            provide((folder / line.split()[-1]).resolve())
    return said


def test_the_tutorial_ends_in_a_published_plugin(shell):
    """Each file is written, each change made, each command run in its turn; what a command says is what is shown."""
    said = ""
    for block in BLOCK.finditer(TUTORIAL.read_text(encoding="utf-8")):
        kind, text = block["kind"], block["text"]
        path = shell.folder / (block["file"] or "")
        if kind == "sh":
            said = run(shell, text)
        elif kind == "text":
            shown = r"\s+".join(map(re.escape, text.split())).replace("…", ".*?")
            assert re.search(rf"^{shown}$", said, re.DOTALL | re.MULTILINE), f"{text}\n\n{said}"
        elif "diff" in block[0].splitlines()[0]:
            path.write_text(changed(path.read_text(encoding="utf-8"), text), encoding="utf-8")
        else:
            assert kind == "{code-block}"
            path.write_text(text, encoding="utf-8")
    assert "musterhagen 0.1.0  geladen" in said

"""An export that is killed or refused by the disk leaves the old file or none, never half a one."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.conftest import Said
from tests.conftest import PROGRAMS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Signale und Grenzen gibt es nur auf POSIX-Systemen")

EXPORT = ("export", "finanzierungsplan", "unna.yaml", "--year", "2023", "-o", "plan.xlsx")

KILLED_AT = """
import json, os, signal, sys
import kimcore.exporters.finanzierungsplan, kimcore.render.excel.renderer, kimcore.session.core
from kimcore.cli.app import run

calls = 0

def export(folder, at, name, arguments):
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    real = getattr(os, name)

    def dying(*args, **kwargs):
        global calls
        calls += 1
        if calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)

    setattr(os, name, dying)
    run(arguments)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        export(*json.loads(line))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Makes exports, each in a process of its own that ends at a given call of the operating system."""

OVER_AND_OVER = """
import sys
from kimcore.cli.app import run

print("ready", flush=True)
while True:
    run(sys.argv[1:])
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one small program."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(PROGRAMS / "unna.yaml", tmp_path)
    return tmp_path


def whole(path: Path) -> bool:
    """Whether the file is the old one, or a workbook that opens."""
    return path.read_bytes() == b"alt" or bool(load_workbook(path).worksheets)


@pytest.fixture(scope="module")
def killed() -> Iterator[Callable[..., int]]:
    """Make an export in a process that ends at a call of the operating system; its exit code."""
    command = [sys.executable, "-c", KILLED_AT]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, encoding="utf-8", **streams) as process:

        def export(*job: object) -> int:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield export


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize(
    ("at", "call"),
    [(1, "open"), (1, "fsync"), (2, "fsync"), (1, "replace"), (1, "link"), (1, "unlink")],
    ids=str,
)
def test_killed_at_each_step_of_writing(
    kimcore: Callable[..., Said], killed: Callable[..., int], here: Path, at: int, call: str, *, old: bool
) -> None:
    """Whichever system call is the last one: the old file or none or the whole new one; the next run tidies up."""
    target = here / "plan.xlsx"
    if old:
        target.write_bytes(b"alt")
    assert killed(str(here), at, call, [*EXPORT, "--force"]) in {-signal.SIGKILL, 0}
    assert whole(target) if target.exists() else not old
    assert kimcore(*EXPORT, "--force").code == 0
    assert whole(target)
    assert sorted(path.name for path in here.iterdir()) == ["plan.xlsx", "unna.yaml"]


def test_killed_at_any_moment(kimcore: Callable[..., Said], here: Path) -> None:
    """Killed at random moments of many exports, there is always the old file or the whole new one."""
    chance = random.Random(20250116)  # noqa: S311 - moments, no secrets
    target = here / "plan.xlsx"
    target.write_bytes(b"alt")
    command = [sys.executable, "-c", OVER_AND_OVER, *EXPORT, "--force"]
    for _ in range(8):
        with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.2, 0.9))
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        assert whole(target)
    assert kimcore(*EXPORT, "--force").code == 0
    assert sorted(path.name for path in here.iterdir()) == ["plan.xlsx", "unna.yaml"]


# ------------------------------------------------------------------------------------- the disk says no


def refuses(monkeypatch: pytest.MonkeyPatch, call: str, number: int) -> None:
    """Let the operating system refuse a call, as a full disk or missing permissions would."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refused)


@pytest.mark.parametrize(
    ("call", "number", "words"),
    [
        ("fsync", errno.ENOSPC, "Auf dem Datenträger ist kein Platz mehr."),
        ("fsync", errno.EDQUOT, "Das Kontingent auf dem Datenträger ist erschöpft."),
        ("fsync", errno.EIO, "Der Datenträger meldet einen Fehler."),
        ("open", errno.EACCES, "Die Rechte reichen nicht."),
        ("open", errno.EROFS, "Der Datenträger ist schreibgeschützt."),
        ("replace", errno.EBUSY, "Die Datei ist gerade in einem anderen Programm geöffnet"),
        ("replace", errno.EACCES, "Die Rechte reichen nicht."),
    ],
)
def test_what_the_disk_refuses_is_told(
    kimcore: Callable[..., Said], here: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str
) -> None:
    """A full disk, missing permissions, a file open elsewhere: a clear German message, exit code 3, nothing lost."""
    (here / "plan.xlsx").write_bytes(b"alt")
    with monkeypatch.context() as patched:
        refuses(patched, call, number)
        said = kimcore(*EXPORT, "--force")
    assert said.code == 3
    assert "plan.xlsx kann nicht geschrieben werden." in said.err
    assert words in " ".join(said.err.split())
    assert "Traceback" not in said.err
    assert (here / "plan.xlsx").read_bytes() == b"alt"
    assert sorted(path.name for path in here.iterdir()) == ["plan.xlsx", "unna.yaml"]


def test_a_disk_that_fills_up_while_writing(here: Path) -> None:
    """When the space ends in the middle of the file, the message is clear and the old file is still there."""
    (here / "plan.xlsx").write_bytes(b"alt")
    code = (
        "import resource, sys\n"
        "from kimcore.cli.app import run\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "sys.exit(run(sys.argv[1:]))"
    )
    env = os.environ | {"COVERAGE_PROCESS_START": "", "COVERAGE_PROCESS_CONFIG": ""}
    command = [sys.executable, "-c", code, *EXPORT, "--force"]
    done = subprocess.run(command, cwd=here, capture_output=True, encoding="utf-8", check=False, env=env)
    assert done.returncode == 3, done
    assert "plan.xlsx kann nicht geschrieben werden." in done.stderr
    assert (here / "plan.xlsx").read_bytes() == b"alt"
    assert sorted(path.name for path in here.iterdir()) == ["plan.xlsx", "unna.yaml"]


@pytest.mark.parametrize("command", [("new", "neu.yaml"), ("convert", "unna.yaml", "neu.json")])
def test_other_files_are_written_as_carefully(
    kimcore: Callable[..., Said], here: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Program files appear whole or not at all, too."""
    with monkeypatch.context() as patched:
        refuses(patched, "fsync", errno.ENOSPC)
        said = kimcore(*command)
    assert said.code == 3
    assert "kein Platz mehr" in " ".join(said.err.split())
    assert sorted(path.name for path in here.iterdir()) == ["unna.yaml"]

"""The same documents in a second process: other hash seed, day, user and folder; and what it does besides."""

import copyreg
import hashlib
import io
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import attrs

from kimcore.exporters.base import Exporter
from kimcore.render.base import Renderer
from kimcore.testing.promises import Report
from kimcore.testing.sessions import Task, read_only

__all__ = ["SecondProcess"]

_DAY, _YEARS_LATER = 1_736_899_200, 1_937_444_645
_KEPT = ("PATH", "PATHEXT", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_KEPT_BEGINNINGS = ("COVERAGE_", "COV_CORE_")
_ANNA = {"USER": "anna", "LOGNAME": "anna", "USERNAME": "anna", "COMPUTERNAME": "rathaus", "TZ": "Pacific/Auckland"}
_ELSEWHERE: Mapping[str, Any] = {"seed": 4711, "clock": _YEARS_LATER, "environment": _ANNA}
_TIMEOUT = 300

_HINTS = {
    "seed": ("hängt von der Reihenfolge einer Menge ab (PYTHONHASHSEED)", "Mengen mit sorted() ordnen."),
    "clock": ("liest die Uhr", "Den Tag aus dem Programm nehmen: context.stand oder context.on."),
    "surroundings": (
        "liest Umgebungsvariablen, Benutzernamen oder Ordner",
        "Was im Dokument steht, gehört in das Programm oder in eine Option.",
    ),
    "chance": (
        "würfelt: zwei gleiche Läufe geben verschiedene Bytes",
        "Ohne random, uuid, id() und Adressen auskommen.",
    ),
    "memory": (
        "merkt sich etwas zwischen zwei Läufen",
        "Nichts auf der Klasse oder im Modul ablegen; was zu merken ist, in Variablen der Methode halten.",
    ),
}
"""What makes bytes differ, and what to do about it."""

_SIDE_EFFECTS = {
    "network": ("spricht mit dem Netz", "Daten gehören ins Programm oder ins Paket; kimcore arbeitet ohne Netz."),
    "write": ("schreibt außerhalb seines Ziels", "Nur in target schreiben, Zwischenergebnisse mit tempfile."),
}


@attrs.frozen(kw_only=True)
class SecondProcess:
    """What is needed to make documents in another process.

    Attributes:
        plugins: the plugins of the session.
        exporters, renderers: classes that none of them brings.
    """

    plugins: Sequence[ModuleType] = ()
    exporters: Sequence[type[Exporter]] = ()
    renderers: Sequence[type[Renderer]] = ()

    def compare(self, made: Mapping[Task, Sequence[bytes]], report: Report) -> None:
        """Make the documents anew and report what differs, and what else the plugin did.

        Args:
            made: each task with what was made of it here, twice.
            report: where faults go.
        """
        try:
            job = self._job(made)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            what = f"lässt sich in einem zweiten Prozess nicht laden: {error}"
            report.add(what, "Bytes", "Klassen auf der obersten Ebene eines Moduls anlegen.")
            return
        with _folder() as folder:
            answer = _run(job, folder, **_ELSEWHERE)
            if "failed" in answer:
                what = f"scheitert in einem zweiten Prozess: {answer['failed']}"
                report.add(what, "Laden", "Das Modul allein importieren.")
                return
            different = _different(made, answer, report)
            if different:
                _explain(job, folder, answer["made"], different, report)

    def _job(self, tasks: Iterable[Task]) -> tuple[dict[str, Any], bytes]:
        classes = (*self.exporters, *self.renderers)
        names = [module.__name__ for module in self.plugins] + [cls.__module__ for cls in classes]
        files = [(name, str(getattr(sys.modules.get(name), "__file__", None) or "")) for name in dict.fromkeys(names)]
        stream = io.BytesIO()
        pickler = pickle.Pickler(stream)
        pickler.dispatch_table = copyreg.dispatch_table.copy()
        pickler.dispatch_table[MappingProxyType] = lambda view: (read_only, (dict(view),))
        plugins = [module.__name__ for module in self.plugins]
        pickler.dump((plugins, list(self.exporters), list(self.renderers), list(tasks)))
        return {"modules": files}, stream.getvalue()


def _different(made: Mapping[Task, Sequence[bytes]], answer: dict[str, Any], report: Report) -> dict[int, Task]:
    """The tasks whose bytes are others there, by their number; what else was seen there is reported."""
    for kind, what, where in answer["seen"]:
        report.add(f"{_SIDE_EFFECTS[kind][0]}: {what}", where, _SIDE_EFFECTS[kind][1])
    different = {}
    for number, (task, bodies) in enumerate(made.items()):
        there = answer["made"][number]
        if there["left"]:
            what = f"lässt Dateien liegen: {', '.join(there['left'])}"
            report.add(what, task.where, "Sie löschen, bevor es fertig ist.")
        if not answer["seen"] and {hashlib.sha256(body).hexdigest() for body in bodies} != {there["hash"]}:
            different[number] = task
    return different


def _explain(
    job: tuple[dict[str, Any], bytes], folder: Path, made: Any, different: Mapping[int, Task], report: Report
) -> None:
    """Say why bytes differ: change one thing of the surroundings at a time."""
    changes: dict[str, dict[str, Any]] = {
        "chance": {},
        "seed": {"seed": 2},
        "clock": {"clock": _DAY},
        "surroundings": {"environment": dict(os.environ)},
    }
    with _folder() as other:
        places = dict.fromkeys(changes, folder) | {"surroundings": other}
        runs = {name: {**_ELSEWHERE, **change} for name, change in changes.items()}
        answers = {name: _run(job, places[name], **run)["made"] for name, run in runs.items()}
    for number, task in different.items():
        causes = [name for name, answer in answers.items() if answer[number] != made[number]] or ["memory"]
        for cause in causes[:1] if "chance" in causes else causes:
            what, hint = _HINTS[cause]
            report.add(f"gibt nicht immer dieselben Bytes: {what}", task.where, hint)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for other processes, with one for temporary files, a home and one to work in."""
    with tempfile.TemporaryDirectory(prefix="kimcore-testing-") as name:
        for inside in ("tmp", "home", "work"):
            (Path(name) / inside).mkdir()
        yield Path(name)


def _run(
    job: tuple[dict[str, Any], bytes], folder: Path, *, seed: int, clock: int, environment: Mapping[str, str]
) -> dict[str, Any]:
    """Let another process do the job; ``failed`` holds its last words where it did not come to an end."""
    description, tasks = job
    (folder / "job.json").write_text(json.dumps({**description, "clock": clock}), encoding="utf-8")
    (folder / "job.pickle").write_bytes(tasks)
    done = subprocess.run(  # noqa: S603 - this Python, with a module of kimcore
        [sys.executable, "-m", "kimcore.testing.child", str(folder)],
        cwd=folder / "work", env=_environment(folder, seed, environment), capture_output=True, encoding="utf-8",
        errors="replace", timeout=_TIMEOUT, check=False,
    )  # fmt: skip
    if done.returncode:
        return {"failed": done.stderr.strip().rpartition("\n")[2], "made": [], "seen": []}
    answer: dict[str, Any] = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    return answer


def _environment(folder: Path, seed: int, given: Mapping[str, str]) -> dict[str, str]:
    """The given variables, those that Python cannot do without, and folders of its own."""
    kept = {key: text for key, text in os.environ.items() if key in _KEPT or key.startswith(_KEPT_BEGINNINGS)}
    folders = {"HOME": "home", "USERPROFILE": "home", "TMPDIR": "tmp", "TEMP": "tmp", "TMP": "tmp"}
    return {
        **kept,
        **given,
        **{key: str(folder / place) for key, place in folders.items()},
        "PYTHONHASHSEED": str(seed),
        "PYTHONPATH": os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }

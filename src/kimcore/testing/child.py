"""The second process: makes documents anew in other surroundings, under guard, and says what it saw.

``python -m kimcore.testing.child FOLDER`` reads ``job.json`` and ``job.pickle`` there and writes ``answer.json``.
Its guard refuses the network and every write outside of the folder for temporary files.
"""

import ctypes
import gc
import hashlib
import json
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from operator import attrgetter
from pathlib import Path
from typing import Any

from kimcore.session import Kimcore
from kimcore.testing.sessions import Task, session_with

__all__ = ["Guard", "Unpickler", "load", "main"]

_NETWORK = {
    "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname",
    "socket.sendmsg", "socket.sendto", "urllib.Request",
}  # fmt: skip
_FILES = {
    "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "os.utime",
}  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Guard:
    """Refuses what a plugin must not do, and remembers it."""

    def __init__(self, allowed: Path) -> None:
        self.active = True
        self.doing = "beim Laden"
        self.seen: list[tuple[str, str, str]] = []
        self._allowed = str(allowed.resolve())

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """An audit hook (PEP 578)."""
        if not self.active:
            return
        if event in _NETWORK:
            self._refuse("network", ":".join(str(arg) for arg in args if isinstance(arg, str | int | tuple)))
        elif event == "open" and isinstance(args[2], int) and args[2] & _WRITING:
            self._write(args[0])
        elif event in _FILES:
            for arg in args:
                self._write(arg)

    def _write(self, path: Any) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a number: a file that is open already, a mode
        place = os.path.realpath(os.fsdecode(path))
        if not f"{place}{os.sep}".startswith(self._allowed + os.sep) and place != os.path.realpath(os.devnull):
            self._refuse("write", os.fsdecode(path))

    def _refuse(self, kind: str, what: str) -> None:
        if (kind, what, self.doing) not in self.seen:
            self.seen.append((kind, what, self.doing))
        raise PermissionError(f"kimcore.testing lässt das nicht zu: {what}")


class Unpickler(pickle.Unpickler):
    """Finds classes by the name their module has here, also where no import finds it."""

    def find_class(self, module: str, name: str) -> Any:
        """The class or function of a name."""
        return attrgetter(name)(sys.modules.get(module) or import_module(module))


def load(name: str, file: str) -> None:
    """Import a module by its name, else from its file."""
    try:
        import_module(name)
    except ModuleNotFoundError:
        spec = spec_from_file_location(name, file)
        if spec is None or spec.loader is None:
            raise
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])


def _stop_the_clock(seconds: float) -> None:
    """Let every clock of Python show one moment, whoever has imported it from wherever."""
    moment = datetime.fromtimestamp(seconds, UTC)

    def now(cls: Any, tz: Any = None) -> Any:
        return cls(*(moment.astimezone(tz) if tz else moment).timetuple()[:6], tzinfo=tz)

    _replace(date, "today", lambda cls: cls(moment.year, moment.month, moment.day))
    _replace(datetime, "now", now)
    _replace(datetime, "today", now)
    _replace(datetime, "utcnow", now)
    local, gm, text = time.localtime, time.gmtime, time.strftime
    stopped: dict[str, Callable[..., Any]] = {
        "time": lambda: seconds,
        "time_ns": lambda: int(seconds) * 10**9,
        "localtime": lambda given=None: local(seconds if given is None else given),
        "gmtime": lambda given=None: gm(seconds if given is None else given),
        "strftime": lambda form, *given: text(form, *(given or (local(seconds),))),
    }
    for name, function in stopped.items():
        setattr(time, name, function)


def _replace(cls: type, name: str, function: Callable[..., Any]) -> None:
    """Give a built-in class another class method, in the dictionary behind its read-only view."""
    (inside,) = (there for there in gc.get_referents(vars(cls)) if isinstance(there, dict))
    inside[name] = classmethod(function)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(cls))  # the class must not remember the old one


def main(folder: Path) -> None:
    """Do the job that lies in the folder."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    guard = Guard(folder / "tmp")
    _stop_the_clock(job["clock"])
    sys.addaudithook(guard)
    answers = []
    try:
        for name, file in job["modules"]:
            load(name, file)
        with (folder / "job.pickle").open("rb") as stream:
            plugins, exporters, renderers, tasks = Unpickler(stream).load()
        kim = session_with([sys.modules[name] for name in plugins], exporters, renderers)
        for task in tasks:
            guard.doing = task.where
            answers.append(_answer(task, kim))
    finally:
        guard.active = False
        (folder / "answer.json").write_text(json.dumps({"seen": guard.seen, "made": answers}), encoding="utf-8")


def _answer(task: Task, kim: Kimcore) -> dict[str, Any]:
    """The hash of what was made, or the error; and the temporary files that were left."""
    answer: dict[str, Any] = {"hash": "", "error": ""}
    before = {path.name for path in Path(tempfile.gettempdir()).iterdir()}
    try:
        answer["hash"] = hashlib.sha256(task.make(kim)).hexdigest()
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything
        answer["error"] = f"{type(error).__name__}: {error}"
    return {**answer, "left": sorted({path.name for path in Path(tempfile.gettempdir()).iterdir()} - before)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))

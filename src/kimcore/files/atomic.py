"""Files that appear whole or not at all.

What is written goes to a temporary file beside its target, to the disk, and then in one step to its name. Whoever is
killed on the way leaves a file ``.kimcore-….tmp``; the next one that writes the same target removes it.
"""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kimcore.errors import FileError
from kimcore.files.reasons import OF_THE_MEDIUM, plain_path, refusal

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["atomic_write"]

_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)


@contextmanager
def atomic_write(path: str | Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Write a file: it has its name when the block ends well, and otherwise there is what was there before.

    A symbolic link keeps pointing at the file that is replaced. A new file gets the permissions of the umask, a
    replaced one those it had.

    Args:
        path: the file.
        overwrite: whether an existing file may be replaced.

    Yields:
        A binary file to write to.

    Raises:
        FileError: the folder is missing, the target is a folder, exists (without ``overwrite``) or is in use, the
            permissions do not suffice, the disk is full.
    """
    path = plain_path(path)
    target = Path(os.path.realpath(path))
    mode = _permissions(path, target, overwrite=overwrite)
    with _refused_for(path):
        _remove_leftovers(target)
        temporary, descriptor = _create(target, mode)
    file = open(descriptor, "wb")  # noqa: PTH123, SIM115 - a descriptor, closed below at the right moment
    try:
        with _refused_for(path, only=OF_THE_MEDIUM):
            yield file
        with _refused_for(path):
            file.flush()
            os.fsync(descriptor)
            _publish(path, temporary, target, file, overwrite=overwrite)
    finally:
        # After an error closing fails once more; after success the name is gone already.
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            temporary.unlink()


@contextmanager
def _refused_for(path: Path, only: frozenset[int] | None = None) -> Iterator[None]:
    """Turn what the operating system refuses into a FileError about the target."""
    try:
        yield
    except FileError:
        raise
    except OSError as error:
        if only is not None and error.errno not in only:
            raise
        raise FileError(f"{path} kann nicht geschrieben werden. {refusal(error)}") from error


def _permissions(path: Path, target: Path, *, overwrite: bool) -> int | None:
    """The permissions of the file that is replaced, or None where there is none.

    Raises:
        FileError: it may not be replaced.
    """
    with _refused_for(path):
        if not target.parent.is_dir():
            message = f"{path} kann nicht geschrieben werden. Den Ordner {target.parent} gibt es nicht."
            raise FileError(f"{message} Ihn anlegen oder einen anderen wählen.")
        try:
            there = target.stat()
        except FileNotFoundError:
            return None
        if target.is_dir():
            raise FileError(f"{path} kann nicht geschrieben werden. Das ist ein Ordner. Einen Dateinamen angeben.")
        if not overwrite:
            raise _exists(path)
        if not target.is_file():
            raise FileError(f"{path} kann nicht geschrieben werden. Das ist keine gewöhnliche Datei.")
        if not os.access(target, os.W_OK):
            raise FileError(f"{path} ist schreibgeschützt. Den Schreibschutz aufheben oder einen anderen Namen wählen.")
        return there.st_mode & 0o777


def _exists(path: Path) -> FileError:
    return FileError(f"{path} gibt es schon. Einen anderen Namen wählen oder das Überschreiben erlauben.")


def _prefix(target: Path) -> str:
    """What the names of a target's temporary files begin with; short, whatever its own name is."""
    return f".kimcore-{hashlib.sha256(target.name.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}-"


def _create(target: Path, mode: int | None) -> tuple[Path, int]:
    """Make a temporary file, locked for as long as it is open."""
    while True:
        temporary = target.with_name(f"{_prefix(target)}{secrets.token_hex(4)}.tmp")
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY
        descriptor = os.open(temporary, flags, 0o666 if mode is None else mode)
        if _keep(temporary, descriptor, mode):
            return temporary, descriptor
        os.close(descriptor)


def _keep(temporary: Path, descriptor: int, mode: int | None) -> bool:
    """Lock a new file and give it its permissions; False where another process took it for a leftover meanwhile."""
    if mode is not None and hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)
    return _lock(descriptor) is not False and temporary.exists()


def _lock(descriptor: int) -> bool | None:
    """Lock a file until it is closed: False where another process has locked it, None where there are no locks."""
    if fcntl is None:  # pragma: no cover - Windows
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in {errno.EWOULDBLOCK, errno.EACCES} else None
    return True


def _remove_leftovers(target: Path) -> None:
    """Remove what killed runs left of this target; what another process is writing stays."""
    with suppress(OSError):
        for leftover in list(target.parent.glob(f"{_prefix(target)}*.tmp")):
            if fcntl is None:  # pragma: no cover - Windows, which removes no file that is open elsewhere
                with suppress(OSError):
                    leftover.unlink()
            else:
                _remove_unlocked(leftover)


def _remove_unlocked(leftover: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(leftover, os.O_RDWR | _BINARY)
        try:
            if _lock(descriptor):
                leftover.unlink()
        finally:
            os.close(descriptor)


def _publish(path: Path, temporary: Path, target: Path, file: BinaryIO, *, overwrite: bool) -> None:
    """Give the temporary file its name, in one step."""
    if fcntl is None:  # pragma: no cover - Windows, which renames no open file and replaces none by renaming
        file.close()
        (temporary.replace if overwrite else temporary.rename)(target)
    elif overwrite:
        temporary.replace(target)
    else:
        _publish_new(path, temporary, target)
    _flush_folder(target.parent)


def _publish_new(path: Path, temporary: Path, target: Path) -> None:
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise _exists(path) from None
    except OSError:
        # A file system without hard links: as near to one step as it allows.
        if target.exists():
            raise _exists(path) from None
        temporary.replace(target)


def _flush_folder(folder: Path) -> None:
    """Write the new name to the disk, where folders can be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""A file appears whole or not at all, whatever happens while it is written."""

import errno
import fcntl
import io
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kimcore.errors import FileError, KimError
from kimcore.files import atomic_write

OLD = b"das Alte"


@pytest.fixture
def target(tmp_path):
    """A file that exists."""
    path = tmp_path / "förderantrag.xlsx"
    path.write_bytes(OLD)
    return path


def write(path, data=b"das Neue", *, overwrite=True):
    """Write a file in one go."""
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(data)


def names(folder):
    """What a folder holds."""
    return sorted(entry.name for entry in folder.iterdir())


def meanwhile(path, happens):
    """Write a new file, and let something happen before the block ends."""
    with atomic_write(path, overwrite=False) as file:
        file.write(b"mein")
        happens()


def refused(path, **options):
    """What is said where a file cannot be written; nothing is left behind."""
    before = names(path.parent) if path.parent.is_dir() else None
    with pytest.raises(FileError) as caught:
        write(path, **options)
    assert isinstance(caught.value, KimError)
    if before is not None:
        assert names(path.parent) == before
    return str(caught.value)


# ------------------------------------------------------------------------------------------------ when it works


def test_a_new_file_has_the_permissions_of_the_umask(tmp_path):
    """Not those of a temporary file."""
    before = os.umask(0o027)
    try:
        write(tmp_path / "x", overwrite=False)
    finally:
        os.umask(before)
    assert (tmp_path / "x").read_bytes() == b"das Neue"
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["x"]


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o777])
def test_a_replaced_file_keeps_its_permissions(target, mode):
    """Whatever the umask is."""
    target.chmod(mode)
    write(str(target))
    assert target.read_bytes() == b"das Neue"
    assert target.stat().st_mode & 0o777 == mode
    assert names(target.parent) == [target.name]


def test_a_link_keeps_pointing_at_its_file(target):
    """The file behind it is replaced, in its own folder."""
    link = target.parent / "unter" / "link"
    link.parent.mkdir()
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_bytes() == b"das Neue"
    dangling = target.parent / "zeigt-ins-leere"
    dangling.symlink_to(target.parent / "neu")
    write(dangling, overwrite=False)
    assert (target.parent / "neu").read_bytes() == b"das Neue"


def test_the_file_can_be_walked_and_read_while_it_is_written(tmp_path):
    """A zip archive needs to seek."""
    with atomic_write(tmp_path / "x", overwrite=False) as file:
        file.write(b"abc")
        file.seek(1)
        file.write(b"X")
    assert (tmp_path / "x").read_bytes() == b"aXc"


def test_a_relative_path_and_a_long_name_will_do(tmp_path, monkeypatch):
    """The temporary name is short, whatever the name of the file."""
    monkeypatch.chdir(tmp_path)
    name = "x" * 250
    write(Path(name))
    assert names(tmp_path) == [name]


# -------------------------------------------------------------------------------------------- when it does not


def write_half(path, error):
    """Begin to write, and fail."""
    with atomic_write(path, overwrite=True) as file:
        file.write(b"halb")
        raise error


def test_nothing_is_left_of_a_block_that_fails(target):
    """The error comes through as it was, the old file stays."""
    for error in (RuntimeError("x"), KeyboardInterrupt(), FileNotFoundError(errno.ENOENT, "Bild fehlt")):
        with pytest.raises(type(error)):
            write_half(target, error)
        assert target.read_bytes() == OLD
        assert names(target.parent) == [target.name]


def test_an_error_of_kimcore_in_the_block_comes_through(target):
    """What the block itself says of a file is not said again."""
    with pytest.raises(FileError, match="^Das Bild fehlt$"), atomic_write(target, overwrite=True):
        raise FileError("Das Bild fehlt")


def test_what_stands_in_the_way_is_named(target, tmp_path):
    """A file that may not be replaced, a folder, a pipe, a missing folder, a zero byte."""
    assert refused(target, overwrite=False) == (
        f"{target} gibt es schon. Einen anderen Namen wählen oder das Überschreiben erlauben."
    )
    folder = tmp_path / "ordner"
    folder.mkdir()
    for overwrite in (True, False):
        assert refused(folder, overwrite=overwrite).endswith("Das ist ein Ordner. Einen Dateinamen angeben.")
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").endswith("Das ist keine gewöhnliche Datei.")
    assert refused(tmp_path / "fehlt" / "x") == (
        f"{tmp_path / 'fehlt' / 'x'} kann nicht geschrieben werden. Den Ordner {tmp_path / 'fehlt'} gibt es nicht. "
        "Ihn anlegen oder einen anderen wählen."
    )
    assert "Nullzeichen" in refused(tmp_path / "a\0b")
    assert "Ihr Name ist zu lang." in refused(tmp_path / ("x" * 300))
    assert target.read_bytes() == OLD


def test_a_protected_file_is_not_replaced(target, monkeypatch):
    """Renaming could do it; who protects a file means it."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "ist schreibgeschützt. Den Schreibschutz aufheben" in refused(target)


def failing(number, winerror=None):
    """A function that the operating system refuses."""

    def fail(*_args, **_options):
        error = OSError(number, "said in English")
        if winerror is not None:
            error.winerror = winerror
        raise error

    return fail


@pytest.mark.parametrize(
    ("name", "number", "winerror", "reason"),
    [
        ("open", errno.EACCES, None, "Die Rechte reichen nicht. Die Rechte an Datei und Ordner prüfen."),
        ("open", errno.EROFS, None, "Der Datenträger ist schreibgeschützt. Einen anderen Ordner wählen."),
        ("fsync", errno.ENOSPC, None, "Auf dem Datenträger ist kein Platz mehr. Platz schaffen oder"),
        ("fsync", errno.EDQUOT, None, "Das Kontingent auf dem Datenträger ist erschöpft."),
        ("fsync", errno.EIO, None, "Der Datenträger meldet einen Fehler."),
        ("replace", errno.EACCES, 32, "Die Datei ist gerade in einem anderen Programm geöffnet, zum Beispiel in Excel"),
        ("replace", errno.EACCES, 5, "Die Rechte reichen nicht, oder die Datei ist gerade in einem anderen Programm"),
        ("replace", errno.EBUSY, None, "Die Datei ist gerade in einem anderen Programm geöffnet"),
        ("replace", errno.EPERM, None, "Die Rechte reichen nicht."),
    ],
)
def test_what_the_operating_system_refuses_is_said_in_german(target, monkeypatch, name, number, winerror, reason):
    """No permission, a full disk, a file held open: the reason, what to do, the old file, nothing left over."""
    with monkeypatch.context() as patch:
        if name == "replace":
            patch.setattr(Path, "replace", failing(number, winerror))
        else:
            patch.setattr(os, name, failing(number, winerror))
        said = refused(target)
    assert said.startswith(f"{target} kann nicht geschrieben werden. {reason}")
    assert "English" not in said
    assert target.read_bytes() == OLD


def test_a_disk_that_fills_up_while_writing_is_said_in_german(target):
    """Also where closing fails once more; a real limit of the system."""
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, unlimited[1]))\n"
        "from kimcore.files import atomic_write\n"
        "from kimcore.errors import FileError\n"
        "try:\n"
        "    with atomic_write(sys.argv[1], overwrite=True) as file:\n"
        "        for _ in range(100): file.write(b'x' * 1000)\n"
        "except FileError as error: print(error)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, target], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.endswith("Sie würde größer, als hier erlaubt ist. Einen anderen Ordner wählen.\n")
    assert done.stderr == ""
    assert target.read_bytes() == OLD
    assert names(target.parent) == [target.name]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path):
    """The last step looks once more."""
    path = tmp_path / "x"
    with pytest.raises(FileError, match="gibt es schon"):
        meanwhile(path, lambda: path.write_bytes(b"dein"))
    assert path.read_bytes() == b"dein"
    assert names(tmp_path) == ["x"]


def test_a_file_system_without_hard_links_will_do(tmp_path, monkeypatch):
    """The last step then looks and renames."""
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    write(tmp_path / "x", overwrite=False)
    assert (tmp_path / "x").read_bytes() == b"das Neue"
    with pytest.raises(FileError, match="gibt es schon"):
        meanwhile(tmp_path / "y", lambda: (tmp_path / "y").write_bytes(b"dein"))
    assert (tmp_path / "y").read_bytes() == b"dein"


# ------------------------------------------------------------------------------------ killed runs and their files


def leftovers(folder):
    """The temporary files in a folder."""
    return [name for name in names(folder) if name.startswith(".kimcore-")]


def start_and_kill(path):
    """Start a process that writes a file, and kill it in the middle."""
    code = (
        "import sys, time\n"
        "from kimcore.files import atomic_write\n"
        "with atomic_write(sys.argv[1], overwrite=True) as file:\n"
        "    file.write(b'halb')\n"
        "    file.flush()\n"
        "    print('da', flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        running = leftovers(path.parent)
        write(path, b"ein anderer")
        assert leftovers(path.parent) == running
        process.send_signal(signal.SIGKILL)


def test_a_killed_run_leaves_the_old_file_and_the_next_one_cleans_up(target):
    """What a running process is writing stays untouched; what a dead one left is removed, for the same file only."""
    start_and_kill(target)
    assert target.read_bytes() == b"ein anderer"
    assert len(leftovers(target.parent)) == 1
    write(target.with_name("andere.xlsx"))
    assert len(leftovers(target.parent)) == 1
    write(target)
    assert leftovers(target.parent) == []
    assert target.read_bytes() == b"das Neue"


def test_leftovers_that_cannot_be_removed_do_no_harm(target, monkeypatch):
    """Cleaning up is a courtesy."""
    start_and_kill(target)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "glob", failing(errno.EACCES))
        write(target)
    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", failing(errno.ENOLCK))
        write(target, b"ohne Sperren")
    assert target.read_bytes() == b"ohne Sperren"
    assert len(leftovers(target.parent)) == 1


def test_a_temporary_file_that_someone_takes_for_a_leftover_is_made_anew(target, monkeypatch):
    """Between making and locking it another process may lock or remove it."""
    real = fcntl.flock
    tries = []

    def flock(descriptor, operation):
        tries.append(descriptor)
        if len(tries) == 1:
            raise OSError(errno.EWOULDBLOCK, "locked")
        if len(tries) == 2:
            for name in leftovers(target.parent):
                (target.parent / name).unlink()
        return real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    write(target)
    assert len(tries) == 3
    assert target.read_bytes() == b"das Neue"


def test_a_system_without_permissions_of_descriptors_will_do(target, monkeypatch):
    """Windows knows none."""
    monkeypatch.delattr(os, "fchmod")
    write(target)
    assert target.read_bytes() == b"das Neue"


def test_folders_that_cannot_be_flushed_do_no_harm(target, monkeypatch):
    """Some network drives refuse it."""
    real = os.open

    def open_files_only(path, flags, *more):
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "no folders")
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", open_files_only)
    write(target)
    assert target.read_bytes() == b"das Neue"


def test_many_writers_leave_one_whole_file(target):
    """The last one wins; nobody removes what another is writing."""

    def one(number):
        with atomic_write(target, overwrite=True) as file:
            file.write(bytes([65 + number]) * 1000)
            time.sleep(0.01)
            file.write(bytes([65 + number]) * 1000)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, range(12)))
    data = target.read_bytes()
    assert data == data[:1] * 2000
    assert leftovers(target.parent) == []


def test_the_file_is_binary(tmp_path):
    """No line end is changed."""
    with atomic_write(tmp_path / "x", overwrite=False) as file:
        assert isinstance(file, io.BufferedIOBase)
        file.write(b"a\r\nb\n")
    assert (tmp_path / "x").read_bytes() == b"a\r\nb\n"

"""Files to text: every way in which that can fail, as a German sentence."""

import stat
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

from kimcore.errors import FileError, UsageError
from kimcore.files.reasons import plain_path, refusal

__all__ = ["FORMATS", "LIMITS", "decode", "empty", "format_of", "read_bytes"]

FORMATS = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
"""The suffixes of program files and their formats."""

LIMITS = {"yaml": 64 * 1024**2, "json": 512 * 1024**2}
"""How many bytes of each format are read, unless the caller says otherwise."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_STARTER = "Eine Vorlage schreibt „kimcore new“."
_SAVE = "Im Editor mit der Kodierung UTF-8 speichern."


def format_of(path: Path) -> str:
    """The format that a suffix names.

    Raises:
        UsageError: it is that of no program file.
    """
    if path.suffix.lower() in FORMATS:
        return FORMATS[path.suffix.lower()]
    there = f"hat die Endung „{path.suffix}“" if path.suffix else "hat keine Endung"
    raise UsageError(f"{path.name} {there}. Programmdateien enden auf {', '.join(FORMATS)}.")


def read_bytes(path: str | Path, limit: int, suffixes: Collection[str] = frozenset(FORMATS)) -> bytes:
    """Read a whole file.

    Args:
        path: the file.
        limit: how many bytes it may have.
        suffixes: those of the files that may be meant where it is missing.

    Raises:
        FileError: it is missing, a folder, no ordinary file, over the limit, or may not be read.
    """
    path = plain_path(path)
    try:
        there = path.stat()
        _refuse_other_than_file(path, there.st_mode)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileError:
        raise
    except FileNotFoundError:
        raise FileError(f"{path} gibt es nicht. {_similar(path, suffixes)}") from None
    except OSError as error:
        raise FileError(f"{path} kann nicht gelesen werden. {refusal(error)}") from error
    if len(data) > limit:
        raise FileError(
            f"{path} ist mit {_size(there.st_size)} zu groß; gelesen werden höchstens {_size(limit)}. "
            "Die Datei verkleinern, aufteilen oder eine höhere Grenze erlauben."
        )
    return data


def _refuse_other_than_file(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileError(f"{path} ist ein Ordner. Eine Datei darin angeben.")
    if not stat.S_ISREG(mode):
        raise FileError(f"{path} ist keine gewöhnliche Datei. Eine gespeicherte Datei angeben.")


def decode(data: bytes, name: str, hint: str = _STARTER) -> str:
    """The text of UTF-8 bytes, without a byte order mark; the hint says what to do where there is none.

    Raises:
        FileError: the bytes are empty, no UTF-8, or no text at all.
    """
    if data.startswith(_WIDE) or b"\0" in data[:1024]:
        raise FileError(f"{name} ist keine Textdatei in UTF-8, sondern UTF-16 oder gar kein Text. {_SAVE}")
    data = data.removeprefix(_BOM)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(f"{name} ist nicht in UTF-8 gespeichert (das zeigt sich in Zeile {line}). {_SAVE}") from None
    if not text or text.isspace():
        raise empty(name, hint)
    return text


def empty(name: str, hint: str = _STARTER) -> FileError:
    """What is said of a file that says nothing: no sign at all, or comments only."""
    return FileError(f"{name} ist leer. {hint}")


def _similar(path: Path, suffixes: Collection[str]) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.suffix.lower() in suffixes]
    except OSError:
        return f"Auch den Ordner {path.parent} gibt es nicht."
    close = get_close_matches(path.name, names, n=1)
    return f"Meinten Sie {path.with_name(close[0])}?" if close else "Den Pfad prüfen."


def _size(size: int) -> str:
    """``64 MB``; small sizes in bytes."""
    return f"{size / 1024**2:.0f} MB" if size >= 1024**2 else f"{size} Byte"

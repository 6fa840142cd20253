"""Why the operating system refused, and what to do about it, in German."""

import errno
from pathlib import Path

from kimcore.errors import FileError

__all__ = ["OF_THE_MEDIUM", "plain_path", "refusal"]

OF_THE_MEDIUM = frozenset(
    number for name in ("ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS") if (number := getattr(errno, name, None))
)
"""What the operating system says when the disk is to blame, whoever was writing."""

_DENIED = ("Die Rechte reichen nicht.", "Die Rechte an Datei und Ordner prüfen.")
_BUSY = (
    "Die Datei ist gerade in einem anderen Programm geöffnet, zum Beispiel in Excel oder Word.",
    "Sie dort schließen und es noch einmal versuchen.",
)
_DENIED_OR_BUSY = (
    "Die Rechte reichen nicht, oder die Datei ist gerade in einem anderen Programm geöffnet, zum Beispiel in Excel.",
    "Sie dort schließen oder die Rechte prüfen.",
)
_FULL = ("Auf dem Datenträger ist kein Platz mehr.", "Platz schaffen oder einen anderen Ordner wählen.")
_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOENT: ("Es gibt sie oder ihren Ordner nicht.", "Den Pfad prüfen."),
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOSPC: _FULL,
    errno.EFBIG: ("Sie würde größer, als hier erlaubt ist.", "Einen anderen Ordner wählen."),
    errno.EROFS: ("Der Datenträger ist schreibgeschützt.", "Einen anderen Ordner wählen."),
    errno.EISDIR: ("Das ist ein Ordner.", "Eine Datei angeben."),
    errno.ENOTDIR: ("Ein Teil des Pfades ist kein Ordner.", "Den Pfad prüfen."),
    errno.ELOOP: ("Ihre Verknüpfungen führen im Kreis.", "Den Pfad prüfen."),
    errno.ENAMETOOLONG: ("Ihr Name ist zu lang.", "Einen kürzeren Namen wählen."),
    errno.EBUSY: _BUSY,
    errno.EMFILE: ("Zu viele Dateien sind geöffnet.", "Andere Programme schließen und es noch einmal versuchen."),
    errno.EIO: ("Der Datenträger meldet einen Fehler.", "Den Datenträger prüfen oder einen anderen Ordner wählen."),
    getattr(errno, "ETXTBSY", -1): _BUSY,
    getattr(errno, "EDQUOT", -2): ("Das Kontingent auf dem Datenträger ist erschöpft.", _FULL[1]),
}
_OF_WINDOWS = {5: _DENIED_OR_BUSY, 32: _BUSY, 33: _BUSY}
"""Access denied, which is also what replacing an open file ends with; two sharing violations."""


def refusal(error: OSError) -> str:
    """Two sentences: the reason, and what to do."""
    number = error.errno or 0
    known = _REASONS.get(number, (f"Das Betriebssystem meldet Fehler {number}.", "Pfad und Datenträger prüfen."))
    return " ".join(_OF_WINDOWS.get(getattr(error, "winerror", None) or 0, known))


def plain_path(path: str | Path) -> Path:
    """A path without what no file name can hold.

    Raises:
        FileError: it holds a zero byte.
    """
    if "\0" in str(path):
        raise FileError("Der Dateiname enthält ein Nullzeichen. Den Pfad prüfen.")
    return Path(path)

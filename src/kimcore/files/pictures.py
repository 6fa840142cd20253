"""Pictures that lie beside the program file; files that kimcore wrote hold them themselves, under ``data``."""

import zlib
from pathlib import Path
from typing import Any

from kimcore.errors import FileError, ValueProblem
from kimcore.files.beside import Beside
from kimcore.files.reading import read_bytes
from kimcore.findings import Finding
from kimcore.values import MAX_PICTURE_BYTES, parse_picture

__all__ = ["insert_pictures"]

_PICTURE_FILE = Beside(
    noun="Bilddatei",
    plural="Bilddateien",
    instead="Das Bild unter „data“ in Base64 eintragen.",
    suffixes=(".png", ".jpg", ".jpeg"),
    expected="eine Bilddatei (.png, .jpg) im Ordner der Programmdatei",
    example="bilder/fachtag.jpg",
)


def insert_pictures(data: dict[str, Any], folder: Path | None) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Give each picture without ``data`` the content of its file.

    Args:
        data: the plain data of a program file.
        folder: where it lies; None where it came as text.

    Returns:
        The data, and a finding for each picture that cannot be had.
    """
    entries = data.get("pictures")
    if not isinstance(entries, list):
        return data, ()
    findings: list[Finding] = []
    pictures = []
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict) or "file" not in entry or "data" in entry:
            pictures.append(entry)
            continue
        try:
            content = parse_picture(read_bytes(_PICTURE_FILE.path(entry["file"], folder), MAX_PICTURE_BYTES))
        except (ValueProblem, FileError) as problem:
            findings.append(_PICTURE_FILE.finding(("pictures", index, "file"), problem))
            content = _blank()
        pictures.append({**entry, "data": content})
    return {**data, "pictures": pictures}, tuple(findings)


def _blank() -> bytes:
    """A white pixel, for a picture that cannot be had: the rest of the file is read all the same."""
    chunks = ((b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"), (b"IDAT", zlib.compress(b"\0\xff")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4) for kind, content in chunks
    )

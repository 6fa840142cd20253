"""Long texts that lie in Markdown files beside the program file: ``file: einleitung.md`` instead of ``text: …``."""

from pathlib import Path
from typing import Any

from kimcore.errors import FileError, ValueProblem
from kimcore.files.beside import Beside
from kimcore.files.reading import decode, read_bytes
from kimcore.findings import Finding
from kimcore.values import parse_markdown

__all__ = ["insert_texts"]

MAX_BYTES = 8 * 1024**2
"""How large a text file may be."""

_TEXT_FILE = Beside(
    noun="Textdatei",
    plural="Textdateien",
    instead="Den Text unter „text“ eintragen.",
    suffixes=(".md",),
    expected="eine Markdown-Datei (.md) im Ordner der Programmdatei",
    example="einleitung.md",
)


def insert_texts(data: dict[str, Any], folder: Path | None) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Put the content of text files in the place of their names.

    Args:
        data: the plain data of a program file.
        folder: where it lies; None where it came as text.

    Returns:
        The data, and a finding for each text file that cannot be had.
    """
    entries = data.get("texts")
    if not isinstance(entries, list) or not any(isinstance(entry, dict) and "file" in entry for entry in entries):
        return data, ()
    findings: list[Finding] = []
    texts = []
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict) or "file" not in entry:
            texts.append(entry)
            continue
        rest = {key: value for key, value in entry.items() if key != "file"}
        try:
            texts.append({**rest, "text": _read(entry, folder)})
        except (ValueProblem, FileError) as problem:
            findings.append(_TEXT_FILE.finding(("texts", index, "file"), problem))
            texts.append({**rest, "text": rest.get("text", "")})
    return {**data, "texts": texts}, tuple(findings)


def _read(entry: dict[str, Any], folder: Path | None) -> str:
    """The text that an entry names.

    Raises:
        ValueProblem: the name is none of a file that belongs to the program, or the entry has a text already.
        FileError: the file cannot be read.
    """
    if "text" in entry:
        raise _TEXT_FILE.problem("„text“ und „file“ stehen beide da", "Eines von beiden löschen.")
    path = _TEXT_FILE.path(entry["file"], folder)
    return parse_markdown(decode(read_bytes(path, MAX_BYTES, {".md"}), str(path), "Den Text hineinschreiben."))

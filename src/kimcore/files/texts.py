"""Long texts that lie in Markdown files beside the program file: ``file: einleitung.md`` instead of ``text: …``."""

from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from typing import Any

from kimcore.errors import FileError, ValueProblem
from kimcore.files.reading import decode, read_bytes
from kimcore.findings import Finding, Severity
from kimcore.plain import path_text
from kimcore.values import parse_markdown, shown

__all__ = ["insert_texts"]

MAX_BYTES = 8 * 1024**2
"""How large a text file may be."""

_CODE = "KIM-DAT-008"
_SUFFIX = ".md"


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
            findings.append(_finding(index, problem))
            texts.append({**rest, "text": rest.get("text", "")})
    return {**data, "texts": texts}, tuple(findings)


def _read(entry: dict[str, Any], folder: Path | None) -> str:
    """The text that an entry names.

    Raises:
        ValueProblem: the name is none of a file that belongs to the program, or the entry has a text already.
        FileError: the file cannot be read.
    """
    name = entry["file"]
    if "text" in entry:
        raise _problem("„text“ und „file“ stehen beide da", "Eines von beiden löschen.")
    if folder is None:
        raise _problem("Textdateien liest kimcore nur neben einer Programmdatei", "Den Text unter „text“ eintragen.")
    if not isinstance(name, str) or not _is_beside(name.split("/")):
        raise _problem(f"{shown(name)} ist keine Textdatei neben der Programmdatei", "Zum Beispiel einleitung.md.")
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _problem(f"{shown(name)} führt aus dem Ordner der Programmdatei hinaus", "Die Datei dort ablegen.")
    return parse_markdown(decode(read_bytes(path, MAX_BYTES, {_SUFFIX}), str(path), "Den Text hineinschreiben."))


def _is_beside(parts: list[str]) -> bool:
    """Whether a name is relative, stays inside its folder on every system, and is that of a Markdown file."""
    usable: Iterable[bool] = (bool(part.strip(". ")) and PureWindowsPath(part).name == part for part in parts)
    return all(usable) and "\0" not in parts[-1] and parts[-1].endswith(_SUFFIX)


def _problem(message: str, hint: str) -> ValueProblem:
    return ValueProblem(message, expected="eine Markdown-Datei (.md) im Ordner der Programmdatei", hint=hint)


def _finding(index: int, problem: ValueProblem | FileError) -> Finding:
    message, hint = str(problem), ""
    if isinstance(problem, ValueProblem):
        message, hint = f"{problem.message}; erwartet: {problem.expected}.", problem.hint
    path = path_text(("texts", index, "file"))
    return Finding(code=_CODE, severity=Severity.FEHLER, path=path, message=message, hint=hint)

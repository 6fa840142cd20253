"""Keeps the German catalogue for click's own messages: finds what click says, and compiles the .po into the .mo.

Run ``python tools/click_catalogue.py`` after editing ``messages.po`` or after a new version of click: it prints
every message of the installed click that the catalogue lacks, and writes ``messages.mo``.
"""

import ast
import struct
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import kimcore

FOLDER = Path(kimcore.__file__).parent / "cli" / "locale" / "de" / "LC_MESSAGES"
CALLS = {"_": 1, "gettext": 1, "ngettext": 2}
MARKED = ("required",)
"""What click translates without writing it inside a call: the mark of a required option."""


def click_messages() -> frozenset[str]:
    """Every message that the installed click looks up; singular and plural each by themselves."""
    spec = find_spec("click")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("click")
    sources = Path(spec.origin).parent.rglob("*.py")
    found = {text for path in sources for text in _messages(ast.parse(path.read_text(encoding="utf-8")))}
    return frozenset({*found, *MARKED})


def _messages(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            for argument in node.args[: CALLS[node.func.id]]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def read_po(path: Path = FOLDER / "messages.po") -> dict[str, str]:
    """The entries of a catalogue as the .mo stores them: plural forms are joined by a zero byte."""
    entries: dict[str, str] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            text = line
            if not line.startswith('"'):
                key, _, text = line.partition(" ")
            parts[key] = parts.get(key, "") + ast.literal_eval(text)
        if "msgid_plural" in parts:
            source = f"{parts['msgid']}\0{parts['msgid_plural']}"
            entries[source] = f"{parts['msgstr[0]']}\0{parts['msgstr[1]']}"
        elif parts:
            entries[parts["msgid"]] = parts["msgstr"]
    return entries


def compile_mo(entries: dict[str, str]) -> bytes:
    """The catalogue in the binary form that Python's gettext reads: sorted, so that it is always the same."""
    pairs = [(key.encode(), entries[key].encode()) for key in sorted(entries, key=str.encode)]
    start = 28 + 16 * len(pairs)
    tables: list[list[tuple[int, int]]] = [[], []]
    data = b""
    for column in (0, 1):
        for pair in pairs:
            tables[column].append((len(pair[column]), start + len(data)))
            data += pair[column] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    index = b"".join(struct.pack("<2I", *entry) for table in tables for entry in table)
    return header + index + data


def missing(entries: dict[str, str]) -> list[str]:
    """The messages of the installed click that the catalogue lacks."""
    known = {part for key in entries for part in key.split("\0")}
    return sorted(click_messages() - known)


def main() -> int:
    """Compile the catalogue and say what it lacks; 1 where it lacks something."""
    entries = read_po()
    (FOLDER / "messages.mo").write_bytes(compile_mo(entries))
    lacking = missing(entries)
    for text in lacking:
        print(f"fehlt: {text!r}")
    print(f"{len(entries) - 1} Einträge, {len(lacking)} fehlen")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())

# ruff: noqa: INP001 - a script
"""Writes the tables of fields into README.md, from the same models the templates are filled from."""

import re
from collections.abc import Iterator
from pathlib import Path

from kimcore_vorlagen.vocabulary import ROOT, entries
from kimcore_vorlagen.word.filters import FILTER_TEXTS

README = Path(__file__).parent.parent / "README.md"
TABLE = re.compile(r"(<!-- (?:felder|filter): ?(\S*) -->\n).*?(?=<!-- ende -->)", re.DOTALL)


def readme(text: str) -> str:
    """The README with its tables as they are today."""
    return TABLE.sub(lambda found: found[1] + "\n".join(_lines(found[1], found[2])) + "\n", text)


def _lines(mark: str, path: str) -> Iterator[str]:
    if "filter" in mark:
        yield from ("| Filter | Wirkung |", "|---|---|")
        yield from (f"| `{name}` | {what.replace('|', '&#124;')} |" for name, what in FILTER_TEXTS.items())
        return
    shape: type = ROOT
    for step in path.split(".") if path else ():
        shape = entries(shape)[step].shape or ROOT
    yield from ("| Feld | Bezeichnung | Art | Bedeutung |", "|---|---|---|---|")
    for entry in entries(shape).values():
        yield f"| `{entry.key}` | {entry.label} | {entry.german_kind} | {entry.explanation} |"


if __name__ == "__main__":
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")

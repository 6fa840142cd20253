"""What is wrong with a program, as values: severity, path, message, hint, citation."""

from collections.abc import Iterable
from enum import Enum

import attrs

__all__ = ["Finding", "Place", "Severity", "sort_findings", "worst"]


class Severity(Enum):
    """How much a finding matters: a ``fehler`` stops a document, the others do not."""

    FEHLER = "fehler"
    WARNUNG = "warnung"
    HINWEIS = "hinweis"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@attrs.frozen(kw_only=True)
class Place:
    """Where a finding stands in a file: line and column count from 1; a workbook gives sheet and cell."""

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file}, Blatt „{self.sheet}“, Zelle {self.cell}"
        if self.line is None:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen(kw_only=True)
class Finding:
    """One problem in the data.

    Attributes:
        code: ``KIM-FIN-001``; stable, listed in docs/checks.md.
        severity: ``fehler``, ``warnung`` or ``hinweis``.
        path: ``measures[12].handlungsfelder[0]``; empty where the whole program is meant.
        message: what is wrong, a German sentence.
        hint: what to do, a German sentence, or empty.
        citation: the rule behind it with its source, or None.
        object_id: the id of the object the path leads to, where it has one.
        place: file, line and column; only where the file is known.
    """

    code: str
    severity: Severity
    path: str
    message: str
    hint: str = ""
    citation: str | None = None
    object_id: str | None = None
    place: Place | None = attrs.field(default=None, eq=False)

    def __str__(self) -> str:
        where = str(self.place) if self.place else self.path
        text = f"{self.severity.value}: {where}: {self.message} [{self.code}]"
        return f"{text} {self.hint}" if self.hint else text


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among the findings, or None without any."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in reading order: the gravest first, then by path and code."""
    return tuple(sorted(findings, key=lambda f: (f.severity.rank, _natural(f.path), f.code, f.message)))


def _natural(path: str) -> tuple[tuple[int, int | str], ...]:
    """Order ``measures[2]`` before ``measures[12]``."""
    parts = path.replace("[", ".").replace("]", "").split(".")
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)

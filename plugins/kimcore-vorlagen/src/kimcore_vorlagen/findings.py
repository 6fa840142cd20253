"""What can be wrong with a template, with the codes under which it is reported."""

from collections.abc import Mapping
from types import MappingProxyType

from kimcore import Finding, Place, Severity

__all__ = ["CODES", "UNREADABLE", "TemplateProblem"]

_ERROR, _WARNING, _NOTE = Severity.FEHLER, Severity.WARNUNG, Severity.HINWEIS
_KINDS = {
    "file": ("KIM-VRL-001", _ERROR, "Die Vorlage ist da, lesbar und nicht zu groß"),
    "kind": ("KIM-VRL-002", _ERROR, "Die Vorlage ist eine Word-Datei oder Excel-Mappe ohne Makros"),
    "field": ("KIM-VRL-003", _ERROR, "Jedes Feld, das die Vorlage nennt, gibt es"),
    "syntax": ("KIM-VRL-004", _ERROR, "Die Anweisungen der Vorlage sind zu lesen und auszuführen"),
    "cell": ("KIM-VRL-005", _ERROR, "Benannte Zellen und Tabellen lassen sich füllen"),
    "space": ("KIM-VRL-006", _ERROR, "Jede Tabelle hat Zeilen genug, jede Zelle nimmt ihren Text auf"),
    "vorgang": ("KIM-VRL-007", _ERROR, "Den gewählten Vorgang gibt es"),
    "heading": ("KIM-VRL-010", _WARNING, "Die Überschriften einer Tabelle heißen wie Felder (warnung)"),
    "mark": ("KIM-VRL-011", _WARNING, "Die Vorlage zeigt, dass das Dokument ein Entwurf ist (warnung)"),
    "narrow": ("KIM-VRL-013", _WARNING, "Spalten sind breit genug für ihre Beträge und Tage (warnung)"),
    "unfilled": ("KIM-VRL-012", _WARNING, "Felder stehen nur, wo sie gefüllt werden (warnung)"),
    "empty": ("KIM-VRL-020", _NOTE, "Was die Vorlage nennt, steht im Programm (hinweis)"),
}

UNREADABLE = _KINDS["file"][0]
"""The code of a template that cannot be read."""

CODES: Mapping[str, str] = MappingProxyType({code: title for code, _, title in _KINDS.values()})
"""The codes of all findings on templates, with what is asked."""


class TemplateProblem(Exception):
    """One thing that is wrong with a template.

    Args:
        kind: a key of the table of codes.
        where: the place in a Word template, for people.
        message: a German sentence.
        hint: what to do.
        sheet: the sheet of a workbook.
        cell: its cell.
    """

    def __init__(self, kind: str, where: str, message: str, hint: str = "", *, sheet: str = "", cell: str = "") -> None:
        super().__init__(message)
        self.kind, self.where, self.message, self.hint = kind, where, message, hint
        self.sheet, self.cell = sheet, cell

    def finding(self, file: str) -> Finding:
        """As kimcore reports it."""
        code, severity, _ = _KINDS[self.kind]
        return Finding(
            code=code,
            severity=severity,
            path="",
            message=f"{self.where}: {self.message}" if self.where else self.message,
            hint=self.hint,
            place=Place(file=file, sheet=self.sheet, cell=self.cell) if self.sheet else Place(file=file),
        )

    def sentence(self, file: str) -> str:
        """As an error says it."""
        finding = self.finding(file)
        return f"{finding.place}: {finding.message} {finding.hint}".rstrip()

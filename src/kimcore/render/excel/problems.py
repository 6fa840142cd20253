"""What a workbook cannot hold, as findings before the export and as an error when it is made nevertheless."""

from typing import NoReturn

import attrs

from kimcore.errors import RenderError
from kimcore.findings import Finding, Severity
from kimcore.render.excel.plan import Spot

__all__ = ["CODES", "Problem", "ProblemFound"]

CODES = {
    "KIM-XLS-001": "Ein Text ist länger als 32.767 Zeichen.",
    "KIM-XLS-002": "Ein Text enthält ein Steuerzeichen oder ein halbes Ersatzzeichenpaar.",
    "KIM-XLS-003": "Ein Wert ist keine endliche Zahl oder von einer Art, die keine Zelle aufnimmt.",
    "KIM-XLS-004": "Ein Blatt hat mehr als 1.048.576 Zeilen.",
    "KIM-XLS-005": "Eine Tabelle hat keine oder über 16.384 Spalten, oder eine Zeile hat nicht so viele Zellen.",
    "KIM-XLS-006": "Derselbe Betrag steht mit zwei Werten im Dokument.",
    "KIM-XLS-007": "Beträge beziehen sich im Kreis aufeinander.",
    "KIM-XLS-008": "Eine Formel ist länger als 8.192 Zeichen, hat über 255 Argumente oder ist über 64 Ebenen tief.",
    "KIM-XLS-009": "Ein Betrag lässt sich nicht berechnen.",
    "KIM-XLS-010": "Ein Name der Arbeitsmappe ist ungültig, doppelt oder zeigt auf keinen Betrag.",
    "KIM-XLS-011": "Ein Verweis führt nirgendwohin, oder ein Blatt hat mehr als 65.530 Verweise ins Netz.",
    "KIM-XLS-012": "Ein Text ist so lang, dass Excel ihn in einer Zeile nicht ganz zeigt.",
    "KIM-XLS-013": "Es fehlt jedes Blatt, eine Kennung ist doppelt, oder ein Blatt hat zwei Tabellen mit Filter.",
}
"""Every code of the renderer with what it says."""


@attrs.frozen(eq=False)
class Problem:
    """One thing that cannot be written, or not as it should be."""

    code: str
    message: str
    hint: str
    path: str
    spot: Spot | None = None
    severity: Severity = Severity.FEHLER

    def finding(self) -> Finding:
        """The problem as a finding; its path leads to sheet, table, row and column."""
        return Finding(code=self.code, severity=self.severity, path=self.path, message=self.message, hint=self.hint)

    def fail(self) -> NoReturn:
        """Raise the problem as a RenderError that names sheet and cell."""
        where = str(self.spot) if self.spot is not None else self.path
        raise RenderError(f"{where}: {self.message} {self.hint}")


class ProblemFound(Exception):
    """Carries a problem out of a formula."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem

"""What a check is: one question to a program, with a code, a title and the rule behind it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar

from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import Program
from kimcore.plain import PathParts, path_text

__all__ = ["Check"]


class Check(ABC):
    """Asks one question.

    Attributes:
        code: ``KIM-FIN-001``; stable.
        title: what is checked, in German, for docs/checks.md.
        severity: how much its findings matter, unless one says otherwise.
        citation: the rule behind it with its source, or None where it is common sense.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity] = Severity.FEHLER
    citation: ClassVar[str | None] = None

    @abstractmethod
    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every violation, each with its path."""

    def finding(
        self,
        path: PathParts,
        message: str,
        hint: str = "",
        *,
        severity: Severity | None = None,
        citation: str | None = None,
        object_id: str | None = None,
    ) -> Finding:
        """Make a finding of this check."""
        return Finding(
            code=self.code,
            severity=severity or self.severity,
            path=path_text(path),
            message=message,
            hint=hint,
            citation=citation or self.citation,
            object_id=object_id,
        )

"""A chapter of a Word document beside the program's text: what was changed, and what is to be said about it."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

import attrs

from kimcore.blocks import Image
from kimcore.exporters.chapters import is_placeholder
from kimcore.findings import Finding, Severity
from kimcore.model import Program
from kimcore.render.word.reading import ChapterText, Line, Role, Unwritable, new_markdown
from kimcore.render.word.reading.lines import type_set

__all__ = ["ChapterReading"]

_ALIKE = 0.6
_SAMPLE = 40


@attrs.frozen
class ChapterReading:
    """A chapter that is being compared."""

    text: ChapterText
    program: Program
    images: Mapping[str, Image]

    @property
    def _called(self) -> str:
        return f"Kapitel „{self.text.chapter.section.title}“"

    def _finding(self, code: str, severity: Severity, message: str, hint: str = "") -> Finding:
        name = self.text.chapter.name
        index = next((place for place, entry in enumerate(self.program.texts) if entry.chapter == name), None)
        return Finding(
            code=code,
            severity=severity,
            path="texts" if index is None else f"texts[{index}].text",
            message=f"{self._called}: {message}",
            hint=hint,
            object_id=name,
        )

    def findings(self) -> Iterator[Finding]:
        """What is to be said about the chapter, whatever its text is."""
        text = self.text
        if not text.found:
            yield self._finding(
                "KIM-LES-002", Severity.WARNUNG, "Im Dokument steht weder seine Textmarke noch seine Überschrift.",
                "Der Text in der Programmdatei bleibt. Zum Löschen den Text leeren und die Überschrift stehen lassen.",
            )  # fmt: skip
            return
        if text.tracked or text.commented:
            yield self._refusal()
        if text.by_heading:
            yield self._finding(
                "KIM-LES-003", Severity.WARNUNG, "Eine Textmarke fehlt; gelesen wurde nach den Überschriften.",
                "Im Vergleich prüfen, ob Anfang und Ende des Kapitels stimmen.",
            )  # fmt: skip
        if text.heading != type_set(text.chapter.section.title):
            yield self._finding(
                "KIM-LES-006", Severity.HINWEIS, f"Im Dokument heißt es „{text.heading}“. Die Überschrift bleibt.",
                "Überschriften der Kapitel gibt kimcore vor.",
            )  # fmt: skip
        for loss in text.losses:
            where = f", bei „{loss.sample}“" if loss.sample else ""
            yield self._finding(
                "KIM-LES-005", Severity.WARNUNG if loss.text else Severity.HINWEIS,
                f"Nicht übernommen: {loss.what}{where}.",
                "Markdown kann das nicht aufnehmen." if not loss.text else "Auf anderem Weg in das Programm aufnehmen.",
            )  # fmt: skip

    def _refusal(self) -> Finding:
        what = " und ".join(
            name for name, there in (
                ("nachverfolgte Änderungen", self.text.tracked), ("Kommentare", self.text.commented)
            ) if there
        )  # fmt: skip
        return self._finding(
            "KIM-LES-001", Severity.FEHLER, f"Im Text stehen {what}.",
            "In Word unter „Überprüfen“ alle Änderungen annehmen oder ablehnen und die Kommentare löschen, dann noch "
            "einmal lesen.",
        )  # fmt: skip

    @property
    def old(self) -> str:
        """The chapter's Markdown today."""
        return self.program.text(self.text.chapter.name)

    def new(self, findings: list[Finding]) -> str | None:
        """What the document says, as Markdown; None where the chapter could not be read.

        Args:
            findings: takes what is to be said about it.
        """
        text = self.text
        if not text.found or text.tracked or text.commented:
            return None
        today = text.chapter.lines
        lines = self._lines(today, findings)
        if lines is None or lines == tuple(line for line in today if line.role is not Role.NOTICE):
            return self.old
        try:
            return new_markdown(self.old, lines, text.chapter.shown, self.images, numbering=text.chapter.name)
        except Unwritable:
            findings.append(self._unwritable(lines))
            return None

    def _lines(self, today: tuple[Line, ...], findings: list[Finding]) -> tuple[Line, ...] | None:
        """The text that was read, without placeholders; None where the document has nothing else."""
        placeholders = [line.words for line in today if line.role is Role.NOTICE]
        lines = tuple(
            attrs.evolve(line, role=Role.TEXT) if line.role is Role.NOTICE else line
            for line in self.text.lines
            if line.role is not Role.NOTICE or not (is_placeholder(line.words) or _is_any(line, placeholders))
        )
        if lines or placeholders or not self.text.lines:
            return lines
        findings.append(
            self._finding(
                "KIM-LES-008", Severity.HINWEIS, "Im Dokument steht nur der Platzhalter. Der Text im Programm bleibt."
            )
        )
        return None

    def _unwritable(self, lines: tuple[Line, ...]) -> Finding:
        first = next((line.words for line in lines if line.words.strip()), "")
        return self._finding(
            "KIM-LES-004", Severity.FEHLER, f"Der Text ab „{first[:_SAMPLE]}“ lässt sich nicht als Markdown schreiben.",
            "Den Text von Hand in die Programmdatei übernehmen.",
        )  # fmt: skip


def _is_any(line: Line, placeholders: Sequence[str]) -> bool:
    """Whether a line is one of the placeholders, as this or another version of kimcore words it."""
    alike = (difflib.SequenceMatcher(None, line.words, words, autojunk=False).ratio() for words in placeholders)
    return any(ratio > _ALIKE for ratio in alike)

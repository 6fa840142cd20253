"""Texts that staff have edited in a Word document, on their way back into the program file."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from kimcore.blocks import Document
from kimcore.errors import FileError, ReadRefused
from kimcore.exporters.pictures import images
from kimcore.files import NewText, splice_texts
from kimcore.findings import Finding, Severity
from kimcore.model import Program
from kimcore.session.job import Job
from kimcore.session.provenance import Stamp, kommune_of, program_hash

__all__ = ["CODES", "Reading", "TextChange", "read_back", "write_back"]

CODES = {
    "KIM-LES-001": "In einem Kapitel stehen keine Kommentare und keine nachverfolgten Änderungen.",
    "KIM-LES-002": "Jedes Kapitel mit Text ist im Dokument zu finden.",
    "KIM-LES-003": "Die Textmarken eines Kapitels sind noch da.",
    "KIM-LES-004": "Der Text eines Kapitels lässt sich als Markdown schreiben.",
    "KIM-LES-005": "Nichts steht im Text, was Markdown nicht aufnehmen kann.",
    "KIM-LES-006": "Die Überschrift eines Kapitels ist die, die kimcore ihm gibt.",
    "KIM-LES-007": "Das Dokument wurde aus den heutigen Daten gemacht.",
    "KIM-LES-008": "Wo die Programmdatei Text hat, steht im Dokument kein Platzhalter.",
}
"""The findings of reading a document back."""

_CONTEXT = 1


@attrs.frozen(kw_only=True)
class TextChange:
    """A chapter that was read.

    Attributes:
        chapter: the ``chapter`` of the text in the program.
        title: its heading.
        old: its Markdown today.
        new: what the document says; the same text, to the letter, where nobody changed it.
    """

    chapter: str
    title: str
    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether the document says something else."""
        return self.new != self.old

    @property
    def diff(self) -> str:
        """What changed, as a unified diff of the Markdown; empty where nothing did."""
        lines = difflib.unified_diff(
            self.old.splitlines(), self.new.splitlines(), "Programmdatei", "Dokument", lineterm="", n=_CONTEXT
        )
        return "\n".join(lines)


@attrs.frozen(kw_only=True)
class Reading:
    """What was read from a document.

    Attributes:
        document: the file.
        exporter: the name of the document.
        year: the year it is for.
        chapters: every chapter that could be read, in the order of the document.
        findings: what stands in the way (``fehler``), and what could not be read as it stands there.
    """

    document: Path
    exporter: str
    year: int
    chapters: tuple[TextChange, ...]
    findings: tuple[Finding, ...]

    @property
    def changes(self) -> tuple[TextChange, ...]:
        """The chapters that were changed."""
        return tuple(chapter for chapter in self.chapters if chapter.changed)

    @property
    def refused(self) -> bool:
        """Whether a chapter must be put in order in the document first; the others come home."""
        return any(finding.severity is Severity.FEHLER for finding in self.findings)


def read_back(path: str | Path, stamp: Stamp, job: Job, program: Program) -> Reading:
    """Read the chapters of a Word document and compare them with the program's texts.

    Args:
        path: the document.
        stamp: what it says about its making.
        job: makes it anew.
        program: the program.

    Raises:
        FileError: it is no Word file, broken, over the limit, or belongs to another Kommune.
    """
    from kimcore.render.word.reading import read_chapters  # noqa: PLC0415 - parses XML, only needed here
    from kimcore.session.chapters import ChapterReading  # noqa: PLC0415 - same

    if stamp.kommune != kommune_of(program):
        raise FileError(
            f"{path} ist ein Dokument von {stamp.kommune}, die Programmdatei gehört zu {kommune_of(program)} "
            f"({program.kommune.name}). Die Programmdatei angeben, aus der das Dokument gemacht wurde."
        )
    content, problems = job.compose()
    if not isinstance(content, Document):
        raise FileError(f"{path} ist kein Word-Dokument von kimcore. Zurückgelesen werden nur deren Texte.")
    findings = list(problems)
    chapters: list[TextChange] = []
    pictures = images(program)
    for text in read_chapters(path, content):
        reading = ChapterReading(text, program, pictures)
        findings += reading.findings()
        if (new := reading.new(findings)) is not None:
            title = text.chapter.section.title
            chapters.append(TextChange(chapter=text.chapter.name, title=title, old=reading.old, new=new))
    findings += _other_data(stamp, program, changed=any(chapter.changed for chapter in chapters))
    return Reading(
        document=Path(path), exporter=stamp.exporter, year=stamp.year, chapters=tuple(chapters),
        findings=tuple(sorted(findings, key=lambda finding: finding.severity.rank)),
    )  # fmt: skip


def _other_data(stamp: Stamp, program: Program, *, changed: bool) -> Iterator[Finding]:
    if program_hash(program) != stamp.program:
        yield Finding(
            code="KIM-LES-007", severity=Severity.WARNUNG if changed else Severity.HINWEIS, path="",
            message="Das Dokument wurde aus einem anderen Stand der Daten gemacht. Verglichen wird mit den Texten von "
            "heute; was seitdem in der Programmdatei geändert wurde, erscheint als Änderung zurück.",
            hint="Den Vergleich lesen, bevor --write die Texte übernimmt." if changed else "",
        )  # fmt: skip


def write_back(reading: Reading, path: str | Path, extensions: Mapping[str, type]) -> tuple[Path, ...]:
    """Write the texts that were read into the program file.

    Raises:
        FileError: a file cannot be read or written, or has changed meanwhile.
        ReadRefused: every chapter that may have changed has findings of severity ``fehler``.
    """
    if reading.refused and not reading.changes:
        message = f"{reading.document} wurde nicht übernommen: Vorher ist im Dokument etwas in Ordnung zu bringen."
        raise ReadRefused(message, reading.findings)
    texts = [NewText(change.chapter, change.old, change.new) for change in reading.changes]
    return splice_texts(path, texts, extensions=extensions) if texts else ()

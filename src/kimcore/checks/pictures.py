"""Pictures, and the Markdown that shows them: what a document could not print as it is written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kimcore.blocks import Image
from kimcore.blocks.markdown import MarkdownReading, read_markdown
from kimcore.checks.base import Check
from kimcore.checks.scan import is_markdown, owner_of, texts
from kimcore.checks.wording import called
from kimcore.context import Context
from kimcore.errors import ValueProblem
from kimcore.findings import Finding, Severity
from kimcore.model import Program
from kimcore.model.fields import label_of
from kimcore.plain import PathParts
from kimcore.values import parse_picture

__all__ = [
    "CHECKS",
    "BrokenPicture",
    "MarkdownText",
    "PictureNamedTwice",
    "PictureUnused",
    "PictureWithoutAlt",
    "PictureWithoutCredit",
]

# What nothing but words, emphasis and short lists has none of; such a text need not be read to know that it is right.
_MARK = r"(?:[-+*_]|[0-9]+[.)])"
_REMARKABLE = re.compile(
    rf"[<\[|#>\t]|```|~~~| {{4}}|^ *[-=*_]{{3,}} *$|^ *[-=*_] *$|^ *{_MARK} +{_MARK} ", re.MULTILINE
)


def _readings(program: Program) -> Iterator[tuple[PathParts, str, Any, MarkdownReading]]:
    """Every Markdown text worth a look: its path, its label, what it belongs to, what it says."""
    shown = _placeholders(program)
    for parts, field, text in texts(program, _is_remarkable, is_markdown):
        yield parts, label_of(field), owner_of(program, parts), read_markdown(text, images=shown)


def _is_remarkable(text: str) -> bool:
    return _REMARKABLE.search(text) is not None


def _placeholders(program: Program) -> Mapping[str, Image]:
    """The pictures by their names, without what they show."""
    return {picture.name: Image(id=picture.id, data=b"", alt="") for picture in program.pictures}


class MarkdownText(Check):
    """HTML, links that lead nowhere, broken tables, missing pictures: a document would not show what was meant."""

    code = "KIM-TXT-006"
    title = "Jeder Text in Markdown lässt sich drucken, wie er geschrieben ist."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every problem of every text, with its line within the text."""
        for parts, label, owner, reading in _readings(program):
            for problem in reading.problems:
                yield self.finding(
                    parts,
                    f"{called(owner)}, „{label}“, Zeile {problem.line}: {problem.message}",
                    problem.hint,
                    severity=problem.severity,
                    object_id=getattr(owner, "id", None),
                )


class PictureWithoutAlt(Check):
    """Who does not see a picture is told what it shows; without that no document is accessible."""

    code = "KIM-TXT-007"
    title = "Jedes Bild hat einen Alternativtext."
    citation = "EN 301 549: Alternativtexte (die Vorschrift des Landes nennt das Regelwerk)"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every picture that says nothing to those who do not see it."""
        rule = context.rules.accessibility
        for index, picture in enumerate(program.pictures):
            if not picture.alt.strip():
                yield self.finding(
                    ("pictures", index),
                    f"{called(picture)} hat keinen Alternativtext.",
                    "Unter „alt“ in einem Satz sagen, was das Bild zeigt.",
                    citation=f"{rule.title}: Alternativtexte" if rule else None,
                    object_id=picture.id,
                )


class PictureWithoutCredit(Check):
    """Whoever made a picture has a right to be named."""

    code = "KIM-TXT-008"
    title = "Jedes Bild nennt, wer es gemacht hat."
    severity = Severity.WARNUNG
    citation = "UrhG § 13: Anerkennung der Urheberschaft"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every picture without a credit."""
        for index, picture in enumerate(program.pictures):
            if not picture.credit.strip():
                yield self.finding(
                    ("pictures", index),
                    f"{called(picture)} hat keinen Bildnachweis.",
                    "Unter „credit“ nennen, von wem es ist, zum Beispiel Foto: Kreis Musterland.",
                    object_id=picture.id,
                )


class PictureNamedTwice(Check):
    """Texts call a picture by its file name, whatever folder it lies in: of two only one could be meant."""

    code = "KIM-TXT-009"
    title = "Keine zwei Bilder haben denselben Dateinamen."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every picture whose name another one before it already has."""
        first: dict[str, Any] = {}
        for index, picture in enumerate(program.pictures):
            other = first.setdefault(picture.name, picture)
            if other is not picture:
                yield self.finding(
                    ("pictures", index, "file"),
                    f"{called(other)} und {called(picture)} heißen beide „{picture.name}“; nur das erste käme vor.",
                    "Eine der Dateien umbenennen.",
                    object_id=picture.id,
                )


class PictureUnused(Check):
    """A picture that no text shows makes the file large for nothing."""

    code = "KIM-TXT-010"
    title = "Jedes Bild kommt in einem Text vor."
    severity = Severity.HINWEIS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every picture that no text shows."""
        if not program.pictures:
            return
        used = {
            block.file for *_, reading in _readings(program) for block in reading.blocks if isinstance(block, Image)
        }
        for index, picture in enumerate(program.pictures):
            if picture.name not in used:
                yield self.finding(
                    ("pictures", index),
                    f"{called(picture)} kommt in keinem Text vor.",
                    f"In einem eigenen Absatz zeigen, mit ![Was es zeigt]({picture.name}), oder streichen.",
                    object_id=picture.id,
                )


class BrokenPicture(Check):
    """Files cannot bring one, programs built in Python can."""

    code = "KIM-TXT-011"
    title = "Jedes Bild ist ein unbeschädigtes PNG oder JPEG, das nicht zu groß ist."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every picture that no document can show."""
        for index, picture in enumerate(program.pictures):
            try:
                parse_picture(picture.data)
            except ValueProblem as problem:
                yield self.finding(
                    ("pictures", index, "data"),
                    f"{called(picture)}: {problem.message}.",
                    problem.hint,
                    object_id=picture.id,
                )


CHECKS = (MarkdownText, PictureWithoutAlt, PictureWithoutCredit, PictureNamedTwice, PictureUnused, BrokenPicture)

"""Texts and figures: what files and office documents can hold, and chapters that are there once."""

from collections.abc import Iterable
from typing import Any

import attrs

from kimcore.checks.base import Check
from kimcore.checks.scan import Found, Odd, Wanted, is_markdown, is_text, kind_of, owner_of, texts
from kimcore.checks.wording import called
from kimcore.context import Context
from kimcore.errors import ValueProblem
from kimcore.findings import Finding, Severity
from kimcore.model import ChapterText, Program
from kimcore.model.fields import label_of
from kimcore.plain import PathParts
from kimcore.values import format_number

__all__ = ["CHECKS", "BlankText", "ChapterTwice", "ControlCharacters", "LongMarkdown", "LongText", "OddFigure"]

_CELL = 32_767
_CHAPTER = 200_000
_FIGURES = frozenset({"euro", "vzae", "percent"})


class _OfPython(Check):
    """Asks for values that no file can bring; programs built in Python can."""

    def refused(self, program: Program, odd: Odd, fields: Wanted) -> Iterable[Finding]:
        """Every value that is odd and that the parser of its kind does not take."""
        for parts, field, value in texts(program, odd, fields):
            kind = kind_of(field.type)
            try:
                _ = kind and kind.parse(value)
            except ValueProblem as problem:
                owner = owner_of(program, parts)
                yield self.finding(
                    parts,
                    f"{called(owner)}, „{label_of(field)}“: {problem.message}; erwartet: {problem.expected}.",
                    problem.hint,
                    object_id=getattr(owner, "id", None),
                )


class ControlCharacters(_OfPython):
    """Characters that no office document can hold."""

    code = "KIM-TXT-001"
    title = "Kein Text enthält Steuerzeichen."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every text with a control character."""
        return self.refused(program, _unprintable, is_text)


class OddFigure(_OfPython):
    """A negative amount, parts of a cent, NaN: nothing that is paid or planned."""

    code = "KIM-TXT-012"
    title = "Jeder Betrag und jeder Umfang ist einer, den eine Programmdatei aufnehmen kann."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every figure that no file can hold."""
        return self.refused(program, lambda _: True, _is_figure)


def _unprintable(text: str) -> bool:
    """Whether a text needs a closer look; most have no other control character than line breaks."""
    return not (text.isprintable() or text.replace("\n", " ").isprintable())


def _is_figure(field: "attrs.Attribute[Any]") -> bool:
    kind = kind_of(field.type)
    return kind is not None and kind.name in _FIGURES


def _is_plain(field: "attrs.Attribute[Any]") -> bool:
    return is_text(field) and not is_markdown(field)


def _is_required(field: "attrs.Attribute[Any]") -> bool:
    return is_text(field) and field.default is attrs.NOTHING


def _measured(program: Program, found: Found) -> tuple[PathParts, str, str, str | None]:
    """A long text: its path, what it is called, its length, the id of its object."""
    parts, field, text = found
    owner = owner_of(program, parts)
    return parts, f"{called(owner)}, „{label_of(field)}“", format_number(len(text)), getattr(owner, "id", None)


class LongText(Check):
    """A cell of Excel ends after 32,767 characters; what follows would be lost."""

    code = "KIM-TXT-002"
    title = "Kein einfacher Text ist länger als 32.767 Zeichen."
    citation = "Excel: höchstens 32.767 Zeichen je Zelle"

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every text that does not fit into a cell."""
        for found in texts(program, lambda text: len(text) > _CELL, _is_plain):
            parts, where, length, object_id = _measured(program, found)
            yield self.finding(
                parts,
                f"{where}: Der Text hat {length} Zeichen; in eine Excel-Zelle passen 32.767.",
                "Den Text kürzen; was länger ist, in die Beschreibung oder unter texts schreiben.",
                object_id=object_id,
            )


class LongMarkdown(Check):
    """Some eighty printed pages in one field are seldom meant."""

    code = "KIM-TXT-003"
    title = "Kein Text in Markdown ist länger als 200.000 Zeichen."
    severity = Severity.WARNUNG

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every very long text in Markdown."""
        for found in texts(program, lambda text: len(text) > _CHAPTER, is_markdown):
            parts, where, length, object_id = _measured(program, found)
            yield self.finding(
                parts,
                f"{where}: Der Text hat {length} Zeichen, mehr als 200.000.",
                "Prüfen, ob er wirklich ganz in das Dokument soll.",
                object_id=object_id,
            )


class ChapterTwice(Check):
    """Only the first of two texts of a chapter would be printed."""

    code = "KIM-TXT-004"
    title = "Für jedes Kapitel gibt es nur einen Text."

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every text of a chapter that has one already."""
        first: dict[str, ChapterText] = {}
        for index, entry in enumerate(program.texts):
            if first.setdefault(entry.chapter, entry) is not entry:
                yield self.finding(
                    ("texts", index, "chapter"),
                    f"Für das Kapitel „{entry.chapter}“ gibt es mehrere Texte; gedruckt würde nur der erste.",
                    "Zu einem Text zusammenfassen oder das Kapitel ändern.",
                )


class BlankText(Check):
    """A title or a text that must be given and is empty."""

    code = "KIM-TXT-005"
    title = "Kein Pflichttext ist leer."
    severity = Severity.HINWEIS

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every required text of nothing but blanks."""
        for parts, field, _ in texts(program, lambda text: not text or text.isspace(), _is_required):
            owner = owner_of(program, parts)
            yield self.finding(
                parts,
                f"{called(owner)}: „{label_of(field)}“ ist leer.",
                "Den Text ergänzen oder den Eintrag streichen.",
                object_id=getattr(owner, "id", None),
            )


CHECKS = (ControlCharacters, OddFigure, LongText, LongMarkdown, ChapterTwice, BlankText)

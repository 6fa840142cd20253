"""A Word template: checked paragraph by paragraph, and filled by docxtpl in the sandbox."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kimcore import Context, RenderError
from kimcore_vorlagen.findings import TemplateProblem
from kimcore_vorlagen.package import Package
from kimcore_vorlagen.values import german
from kimcore_vorlagen.views import World, read
from kimcore_vorlagen.word.language import paths, problems
from kimcore_vorlagen.word.paragraphs import Line, lines, mended, stories
from kimcore_vorlagen.word.sandbox import Failure, Sandbox

__all__ = ["check_word", "fill_word"]

_STATEMENT = re.compile(r"\{%-?(p|tr|tc|r)?\s*(for|if|endfor|endif)\b")
_WHOLE = {"tr", "tc"}


def check_word(package: Package, context: Context | None) -> Iterator[TemplateProblem]:
    """What is wrong with a template; with a context also what happens when it is filled.

    Args:
        package: the template.
        context: what the document is made for, or None.
    """
    found = list(_placed(package, context))
    yield from found
    if context is not None and not any(problem.kind in {"field", "syntax"} for problem in found):
        try:
            _filled(package, context)
        except TemplateProblem as problem:
            yield problem


def _placed(package: Package, context: Context | None) -> Iterator[TemplateProblem]:
    """What is wrong paragraph by paragraph."""
    marked = False
    for part, name in stories(package):
        there = list(lines(mended(package.parts[part]), name))
        marked = marked or any("kennzeichen" in line.text for line in there)
        if any("{" in line.text for line in there):
            yield from _check(there, context)
    if context is not None and context.marks and not marked:
        marks = " · ".join(context.marks)
        yield TemplateProblem(
            "mark", "", f"Die Vorlage zeigt nicht: {marks}.", "In der Kopfzeile {{ kennzeichen }} einfügen."
        )


def _check(there: list[Line], context: Context | None) -> Iterator[TemplateProblem]:
    source = "\n".join(line.text for line in there)
    found = list(problems(source))
    for problem in found:
        yield TemplateProblem(problem.code, _at(there, problem.line), problem.message, problem.hint)
    if any(problem.code == "syntax" for problem in found):
        return
    yield from _torn(there)
    if context is not None and not found:
        world = World(context)
        yield from _failing(world, source, there)
        yield from _missing(world, source, there)


def _at(there: list[Line], line: int) -> str:
    return there[min(max(line, 1), len(there)) - 1].where


def _torn(there: list[Line]) -> Iterator[TemplateProblem]:
    """Loops and conditions that begin in one cell of a table and end in another."""
    opened: list[tuple[str, Line]] = []
    for line in there:
        for found in _STATEMENT.finditer(line.raw):
            if found[2] in {"for", "if"}:
                opened.append((found[1], line))
            elif opened:
                whole, first = opened.pop()
                if first.cell is not line.cell and not {whole, found[1]} <= _WHOLE:
                    yield TemplateProblem(
                        "syntax", first.where, "Die Anweisung beginnt in einer Zelle und endet in einer anderen.",
                        "Für ganze Zeilen {%tr … %} schreiben, am Anfang und am Ende in je einer eigenen Zeile.",
                    )  # fmt: skip


def _failing(world: World, source: str, there: list[Line]) -> Iterator[TemplateProblem]:
    """What goes wrong when the template is filled with this program."""
    try:
        Sandbox(world).from_string(source).render()
    except Failure as failure:
        yield TemplateProblem("syntax", _at(there, failure.line), str(failure), "Den Ausdruck in der Vorlage prüfen.")


def _missing(world: World, source: str, there: list[Line]) -> Iterator[TemplateProblem]:
    """Fields that the program leaves empty, each once."""
    told: set[tuple[str, ...]] = set()
    for line, path in paths(source):
        value: Any = world.root
        for name in path:
            value = read(value, name)
        if path not in told and path != ("kennzeichen",) and not german(value):
            told.add(path)
            yield TemplateProblem(
                "empty", _at(there, line), f"„{'.'.join(path)}“ ist leer.",
                "Im Programm ergänzen, oder das Profil darf es nicht sehen.",
            )  # fmt: skip


# ------------------------------------------------------------------------------------------- filling


def fill_word(package: Package, context: Context, target: BinaryIO) -> None:
    """Fill a template; parts without text stay as they are, byte for byte.

    Raises:
        TemplateProblem: the template fails.
    """
    for problem in _placed(package, context):
        if problem.kind == "syntax":
            raise problem
    package.write(target, _filled(package, context))


def _filled(package: Package, context: Context) -> dict[str, bytes]:
    from kimcore_vorlagen.word.filling import filled  # noqa: PLC0415 - docxtpl and python-docx take their time

    parts = [part for part, _ in stories(package)]
    try:
        return filled(package, parts, Sandbox(World(context)))
    except RenderError as error:
        raise TemplateProblem("syntax", "", str(error)) from error
    except Exception as error:
        raise package.broken() from error  # whatever docxtpl and python-docx make of a part that Word would not write

"""JSON as plain data: amounts as exact decimals, doubled keys found, every problem in German with its place."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NoReturn

from kimcore.plain.nodes import json_nodes
from kimcore.plain.problems import LIMIT, MAX_DEPTH, SYNTAX, PlainError, Report
from kimcore.values import shown

__all__ = ["read_json"]

_NUMBERS = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"|(?P<constant>-?Infinity|NaN)|(?P<digits>\d{4000,})|(?P<far>\d[eE][+-]?\d{9,})'
)
_SENTENCES = {
    "Expecting property name": (
        "Hier wird ein Schlüssel in doppelten Anführungszeichen erwartet.",
        "Schlüssel in doppelte Anführungszeichen setzen; hinter der letzten Angabe steht kein Komma.",
    ),
    "Illegal trailing comma": ("Hinter der letzten Angabe steht ein Komma.", "Das Komma löschen."),
    "Expecting ':'": ("Hinter einem Schlüssel fehlt der Doppelpunkt.", "Den Doppelpunkt ergänzen."),
    "Expecting ','": (
        "Hier wird ein Komma oder eine schließende Klammer erwartet.",
        'Zwischen zwei Angaben steht ein Komma; Anführungszeichen im Text als \\" schreiben.',
    ),
    "Expecting value": (
        "Hier wird ein Wert erwartet.",
        "Texte in doppelte Anführungszeichen setzen; hinter dem letzten Eintrag steht kein Komma.",
    ),
    "Unterminated string": (
        "Die Anführungszeichen, die hier aufgehen, werden nicht geschlossen.",
        "Das Ende des Textes prüfen.",
    ),
    "Invalid control character": (
        "Ein Text enthält einen Zeilenumbruch, einen Tabulator oder ein anderes Steuerzeichen.",
        "Zeilenumbrüche im Text als \\n schreiben, Tabulatoren als \\t.",
    ),
    "Invalid \\": (
        "Hinter dem Schrägstrich „\\“ steht kein gültiges Kürzel.",
        "Einen Schrägstrich im Text als \\\\ schreiben.",
    ),
    "Extra data": ("Hier ist das Dokument zu Ende, aber es folgt noch Text.", "Die Klammern prüfen."),
}
_GENERAL = ("Die Datei ist hier kein gültiges JSON.", "Klammern, Kommas und Anführungszeichen prüfen.")


class _OddNumberError(ValueError):
    """NaN or Infinity, which JSON does not have."""


class _DoubledKeyError(ValueError):
    """A key stands twice in one section."""


def read_json(text: str, *, file: str = "") -> Any:
    """Read JSON as plain data: dicts, lists, texts, int, Decimal, bool and None.

    Args:
        text: the JSON, without a byte order mark.
        file: the name of the file, for the places of findings.

    Raises:
        PlainError: the text is no JSON, keys stand twice, a number is NaN, infinite or has thousands of digits, or
            sections nest too deep. ``data`` is what could be read in spite of doubled keys.
    """
    report = Report(text, file)
    try:
        data = _parse(text, report)
    except json.JSONDecodeError as error:
        sentences = next((said for start, said in _SENTENCES.items() if error.msg.startswith(start)), _GENERAL)
        raise report.fail(SYNTAX, error.pos, *sentences) from None
    except RecursionError:
        raise _nested(text, report) from None
    except (ValueError, ArithmeticError):
        raise _odd_number(text, report) from None
    if _too_deep(data):
        raise _nested(text, report)
    if report.findings:
        raise PlainError(report.findings, data)
    return data


def _parse(text: str, report: Report) -> Any:
    try:
        return _decode(text, _object)
    except _DoubledKeyError:
        for node in json_nodes(text):
            if node.first is not None and node.key is not None:
                report.duplicate(node.key, node.first, node.path)
        return _decode(text, _first_of_each)


def _decode(text: str, section: Callable[[list[tuple[str, Any]]], dict[str, Any]]) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=section)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    section = dict(pairs)
    if len(section) != len(pairs):
        raise _DoubledKeyError
    return section


def _no_constant(constant: str) -> NoReturn:
    raise _OddNumberError(constant)


def _first_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    section: dict[str, Any] = {}
    for key, value in pairs:
        section.setdefault(key, value)
    return section


def _odd_number(text: str, report: Report) -> PlainError:
    """Find the number that JSON does not have, or that no computer should read."""
    for found in _NUMBERS.finditer(text):
        if found["constant"]:
            message = f"{shown(found['constant'])} ist keine Zahl."
            return report.fail(SYNTAX, found.start(), message, "Die Zahl eintragen oder null schreiben.")
        if found["digits"]:
            message = f"Eine Zahl hat {len(found['digits'])} Ziffern."
            return report.fail(LIMIT, found.start(), message, "Texte in Anführungszeichen setzen.")
        if found["far"]:
            return report.fail(LIMIT, found.start(), "Eine Zahl ist zu groß oder zu klein.", "Die Zahl ausschreiben.")
    return report.fail(SYNTAX, 0, *_GENERAL)


def _nested(text: str, report: Report) -> PlainError:
    deep = (node.offset for node in json_nodes(text) if node.container and len(node.path) >= MAX_DEPTH)
    message = f"Abschnitte und Listen stehen in mehr als {MAX_DEPTH} Ebenen ineinander."
    return report.fail(LIMIT, next(deep, 0), message, "Die Klammern prüfen.")


def _too_deep(data: Any) -> bool:
    level = [data] if isinstance(data, dict | list) else []
    for _ in range(MAX_DEPTH):
        level = [inner for container in level for inner in _inside(container)]
    return bool(level)


def _inside(container: Any) -> Iterator[Any]:
    """The sections and lists that stand directly in this one."""
    for value in container.values() if type(container) is dict else container:
        if type(value) is dict or type(value) is list:
            yield value

"""What is wrong with a text that is no YAML, in German and with the place to look at."""

import re

import yaml

from kimcore.plain.problems import SYNTAX, PlainError, Report

__all__ = ["not_yaml", "refuse_unprintable"]

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GENERAL = (
    "Die Datei ist hier kein gültiges YAML.",
    "Einrückung, Doppelpunkte und Anführungszeichen dieser Zeile und der Zeile davor prüfen.",
)
_INDENTATION = (
    "Diese Zeile passt nicht zu den Zeilen davor: Einrückung oder Zeichensetzung stimmt nicht.",
    "Gleich tief einrücken wie die anderen Angaben des Abschnitts; hinter Anführungszeichen darf nichts mehr folgen.",
)
_COLON = (
    "Ein Doppelpunkt steht, wo keiner stehen kann.",
    "Texte mit Doppelpunkt in Anführungszeichen setzen, sonst die Einrückung prüfen.",
)
_TAB = ("Mit einem Tabulator eingerückt.", "Mit Leerzeichen einrücken.")
_BRACKET = ("Die Klammer, die hier aufgeht, wird nicht geschlossen.", "Die schließende Klammer ergänzen.")
_BLOCK = (
    "Hinter „|“ und „>“ steht kein Text.",
    "Den Text in der nächsten Zeile beginnen, eingerückt.",
)
_ESCAPE = (
    "Hinter dem Schrägstrich „\\“ steht kein gültiges Kürzel.",
    "Einfache statt doppelte Anführungszeichen setzen oder „\\\\“ schreiben.",
)

# Both parsers, that of libyaml and that of Python, say in English what they miss; what they are scanning tells where
# the error began. Each line: what to look for, whether the beginning is the place to show, the German sentences.
_KNOWN: tuple[tuple[str, bool, tuple[str, str]], ...] = (
    (
        "quoted scalar.*(unexpected end of stream|document separator)",
        True,
        ("Die Anführungszeichen, die hier aufgehen, werden nicht geschlossen.", "Das Ende des Textes prüfen."),
    ),
    ("flow (sequence|mapping).*expected ',' or", True, _BRACKET),
    (
        "flow node",
        False,
        ("Hier fehlt ein Wert oder eine schließende Klammer.", "Die Klammern und Kommas dieser Liste prüfen."),
    ),
    ("found a tab character", False, _TAB),
    ("block scalar.*(comment or line break|chomping or indentation)", False, _BLOCK),
    ("escape character|escape code|escape sequence", False, _ESCAPE),
    ("mapping values are not allowed", False, _COLON),
    (
        "could not find expected ':'",
        True,
        ("Hinter einem Schlüssel fehlt der Doppelpunkt.", "„schlüssel: Wert“ schreiben; lange Texte einrücken."),
    ),
    (
        "sequence entries are not allowed",
        False,
        ("Eine Liste beginnt in der Zeile ihres Schlüssels.", "Jeden Eintrag in eine eigene Zeile schreiben."),
    ),
    ("block (mapping|collection|sequence)", False, _INDENTATION),
    ("directive", True, ("Eine Zeile beginnt mit „%“.", "Texte mit „%“ am Anfang in Anführungszeichen setzen.")),
    ("anchor|alias", True, ("Hinter „&“ oder „*“ steht kein Name.", "Den Text in Anführungszeichen setzen.")),
    ("tag", True, ("Hinter „!“ steht keine gültige Typangabe.", "Den Text in Anführungszeichen setzen.")),
    ("document start", False, ("Hier ist das Dokument zu Ende, aber es folgt noch Text.", "Die Klammern prüfen.")),
)


def refuse_unprintable(text: str, report: Report) -> None:
    """Refuse a text with a control character, which YAML knows only as an escape.

    Raises:
        PlainError: there is one.
    """
    if found := _UNPRINTABLE.search(text):
        raise report.fail(
            SYNTAX,
            found.start(),
            f"Steuerzeichen U+{ord(found[0]):04X} in der Datei.",
            "Das Zeichen löschen; oft kam es beim Kopieren aus einem anderen Programm mit.",
        )


def not_yaml(error: yaml.YAMLError, text: str, report: Report) -> PlainError:
    """Translate an error of the parser."""
    said = f"{getattr(error, 'context', None)}; {getattr(error, 'problem', None)}"
    at = getattr(error, "problem_mark", None)
    began = getattr(error, "context_mark", None)
    offset = at.index if at else 0
    for pattern, at_beginning, sentences in _KNOWN:
        if re.search(pattern, said, re.DOTALL):
            return report.fail(SYNTAX, began.index if began and at_beginning else offset, *sentences)
    if "cannot start any token" in said:
        return report.fail(SYNTAX, offset, *_odd_sign(text[offset : offset + 1]))
    return report.fail(SYNTAX, offset, *_GENERAL)


def _odd_sign(sign: str) -> tuple[str, str]:
    if sign == "\t":
        return _TAB
    return f"Ein Wert darf nicht mit „{sign}“ beginnen.", "Den Text in Anführungszeichen setzen."

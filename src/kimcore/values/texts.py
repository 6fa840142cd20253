"""The parsers of texts, ids, keys and addresses."""

import re
from decimal import Decimal
from typing import Any

from kimcore.errors import ValueProblem
from kimcore.values.raw import scalar_text, shown

__all__ = [
    "IDENTIFIER",
    "parse_ags",
    "parse_identifier",
    "parse_markdown",
    "parse_text",
    "parse_url",
    "suggest_identifier",
]

IDENTIFIER = re.compile(r"[a-z][a-z0-9-]{0,29}")

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_AGS = re.compile(r"[0-9]{8}")
_KREIS = re.compile(r"[0-9]{5}")
_LOST_ZERO = re.compile(r"[1-9][0-9]{6}")
_LONGEST_TITLE = 200


def parse_text(raw: Any) -> str:
    """Read a text; control characters, which no office document can hold, are refused."""
    if type(raw) is str and raw.isprintable():
        return raw
    if type(raw) is not str:
        number = isinstance(raw, bool | int | float | Decimal)
        hint = "In Anführungszeichen setzen." if number else "Einen Text eintragen oder die Angabe weglassen."
        raise ValueProblem(f"{shown(raw)} ist kein Text", expected="ein Text", hint=hint)
    text = raw.replace("\r\n", "\n")
    if found := _CONTROL.search(text):
        raise ValueProblem(
            f"Steuerzeichen U+{ord(found[0]):04X} an Stelle {found.start() + 1} des Textes",
            expected="ein Text ohne Steuerzeichen",
            hint="Das Zeichen löschen; oft kam es beim Kopieren aus einem anderen Programm mit.",
        )
    return text


def parse_markdown(raw: Any) -> str:
    """Read a text of several paragraphs, by the rule of ``parse_text``."""
    # Printable lines need no search for control characters, which would cost three times as much.
    if type(raw) is str and raw.replace("\n", " ").isprintable():
        return raw
    return parse_text(raw)


def parse_ags(raw: Any) -> str:
    """Read an amtlicher Gemeindeschlüssel: eight digits, kept as text with its leading zero."""
    if isinstance(raw, str) and _AGS.fullmatch(raw):
        return raw
    digits = "".join(scalar_text(raw).split())
    hint = "Zum Beispiel 05978000 schreiben."
    if isinstance(raw, str) and _KREIS.fullmatch(digits):
        hint = f"Das ist ein fünfstelliger Kreisschlüssel; der AGS dazu ist {digits}000."
    elif _LOST_ZERO.fullmatch(digits):
        hint = f'Als Text mit führender Null schreiben: "0{digits}".'
    elif _AGS.fullmatch(digits):
        hint = f'Als Text ohne Leerzeichen schreiben: "{digits}".'
    raise ValueProblem(f"{shown(raw)} ist kein AGS", expected="acht Ziffern als Text", hint=hint)


def parse_identifier(raw: Any) -> str:
    """Read an id: lower-case letters, digits and hyphens, a letter first, at most 30 characters."""
    if isinstance(raw, str) and IDENTIFIER.fullmatch(raw):
        return raw
    better = suggest_identifier(scalar_text(raw)[:_LONGEST_TITLE])
    raise ValueProblem(
        f"{shown(raw)} ist keine gültige Kennung",
        expected="Kleinbuchstaben, Ziffern und Bindestriche, zuerst ein Buchstabe, höchstens 30 Zeichen",
        hint=f"Zum Beispiel {better if IDENTIFIER.fullmatch(better) else 'sprachpaten-2025'} schreiben.",
    )


def suggest_identifier(text: str, longest: int = 30) -> str:
    """Turn a title into an id, or into the name of a file: ``Träger & Ämter`` becomes ``traeger-aemter``."""
    ascii_text = text.lower().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:longest].strip("-")


def parse_url(raw: Any) -> str:
    """Read a web address that begins with http:// or https://."""
    text = parse_text(raw)
    if re.fullmatch(r"https?://[^\s<>\"]+", text):
        return text
    raise ValueProblem(
        f"{shown(raw)} ist keine Web-Adresse",
        expected="eine Adresse mit https://",
        hint="Zum Beispiel https://www.hamm.de/migration schreiben.",
    )

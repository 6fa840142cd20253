"""Personal data in texts that the public reads."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from kimcore.checks.base import Check
from kimcore.checks.scan import is_text, kind_of, owner_of, texts
from kimcore.checks.wording import called
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import Privacy, Program
from kimcore.model.fields import label_of, privacy_of
from kimcore.model.privacy import VISIBLE, reduce
from kimcore.plain import PathParts, path_text

__all__ = ["CHECKS", "ContactDataInText", "PersonalDataInText"]

_PROFILES = "Tabelle der Profile: welches Profil welche Felder zeigt"
_SHORTEST = 4
_SHORTEST_PHONE = 6
_START, _END, _GAP = r"(?<![^\W_])", r"(?:['’]?s)?(?![^\W_])", r"[\s*_\-]+"
_TITLES = r"(?:frau|herrn?|dr\.?|prof\.?)"
_ROOM = r"(?:raum|zimmer|zi\.|büro)\s*"
_EMAIL = re.compile(r"[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+49\s?(?:\(0\)\s?)?|0049\s?|\(?0)[1-9]\d{1,4}\)?[\s/-]+\d[\d\s/-]{2,}\d(?![\w.,]\d)"
    r"|(?<![\w.,/-])01[567]\d{8,9}(?!\w)"
)
_DIGITS = re.compile(r"(?<![\w.,])\+?[\d(][\d\s()/-]{4,}\d(?!\w)")
_NUMBER = re.compile(r"[0-9][0-9\s()/-]{4,}[0-9]")
_WORDS = re.compile(r"[^\W_]+")
_FEW = 40


@attrs.frozen
class _Personal:
    """A personal value: where it stands, and how it looks in a text."""

    parts: PathParts
    pattern: re.Pattern[str]


class PersonalDataInText(Check):
    """A name, a phone number or an address that stands in a personal field and once more in a text.

    The finding names the two places and never repeats the value.
    """

    code = "KIM-DSG-001"
    title = "Kein Text, den die Öffentlichkeit liest, enthält Angaben aus personenbezogenen Feldern."
    citation = _PROFILES

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every visible text with a personal value that the reader may not see."""
        hidden = _Hidden(program, context)
        visible = reduce(program, context.profile)
        for parts, field, text in texts(visible, hidden.may_stand_in) if hidden.values else ():
            for source in hidden.within(text):
                owner = owner_of(program, parts)
                yield self.finding(
                    parts,
                    f"{called(owner)}: „{label_of(field)}“ enthält, was in {path_text(source)} steht. Ein Dokument "
                    f"{context.profile.label} zeigt diese Angabe nicht.",
                    "Im Text die Funktion nennen statt der Person.",
                    object_id=getattr(owner, "id", None),
                )


class _Hidden:
    """The personal values that a profile hides, ready to be looked for in many texts."""

    def __init__(self, program: Program, context: Context) -> None:
        self._by_word: dict[str, list[_Personal]] = defaultdict(list)
        self.phones: dict[str, PathParts] = {}
        self.values: set[str] = set()
        functions = _functions(program)
        hides = Privacy.PERSONAL not in VISIBLE[context.profile]
        for parts, _, value in texts(program, bool, _is_personal) if hides else ():
            text = _flat(value)
            if parts[-1] == "salutation" or (parts[0] == "vorgaenge" and text in functions):
                continue
            self.values.add(text)
            number = _number(value)
            if parts[-1] == "phone" and len(number) >= _SHORTEST_PHONE:
                self.phones[number] = parts
            for pattern, word in _patterns(text, str(parts[-1])):
                self._by_word[word].append(_Personal(parts, pattern))
                self._by_word[f"{word}s"].append(_Personal(parts, pattern))

    def may_stand_in(self, text: str) -> bool:
        """Whether a text deserves a closer look; nearly all do not, so this must be quick."""
        if self.phones and _NUMBER.search(text):
            return True
        lower = text.casefold()
        if len(self._by_word) <= _FEW:
            return any(word in lower for word in self._by_word)
        return not self._by_word.keys().isdisjoint(_WORDS.findall(lower))

    def within(self, text: str) -> Iterator[PathParts]:
        """The paths of the personal values that a text contains, each once."""
        found: set[PathParts] = set()
        lower = text.casefold()
        for word in self._by_word.keys() & set(_WORDS.findall(lower)):
            found.update(entry.parts for entry in self._by_word[word] if entry.pattern.search(lower))
        for match in _DIGITS.finditer(text) if self.phones else ():
            digits = _number(match[0])
            if len(digits) >= _SHORTEST_PHONE:
                found.update(parts for own, parts in self.phones.items() if own in digits or own.endswith(digits))
        yield from sorted(found, key=path_text)


def _is_personal(field: "attrs.Attribute[Any]") -> bool:
    return privacy_of(field) is Privacy.PERSONAL and is_text(field)


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _functions(program: Program) -> set[str]:
    """What is a function or an office and therefore no personal value, also where it signs a Vorgang."""
    names = [*(entry.function for entry in program.contacts), *(entry.name for entry in program.units)]
    return {_flat(name) for name in (*names, *(entry.name for entry in program.gremien))}


def _patterns(text: str, field: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """How a value may stand in a text, each with the longest word that it then contains, perhaps with an s.

    A surname is also looked for behind its title.
    """
    words = _WORDS.findall(text)
    if not words:
        return
    if len(text) >= _SHORTEST:
        before = _ROOM if field == "room" and not any(char.isalpha() for char in text) else ""
        yield _pattern(before + _GAP.join(re.escape(piece) for piece in text.split())), max(words, key=len)
    if field == "name":
        surname = text.rsplit(maxsplit=1)[-1]
        yield _pattern(f"{_TITLES}{_GAP}(?:{_TITLES}{_GAP})*{re.escape(surname)}"), words[-1]


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(f"{_START}{expression}{_END}")


def _number(phone: str) -> str:
    """The digits of a phone number with one leading zero, whatever its country code looks like."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    return re.sub(r"^(?:0049|49(?=\d{8}))", "0", digits)


class ContactDataInText(Check):
    """An e-mail address or a phone number in a text may belong to a person, whether or not it stands elsewhere."""

    code = "KIM-DSG-002"
    title = "Kein Text, den die Öffentlichkeit liest, enthält eine E-Mail-Adresse oder Telefonnummer."
    severity = Severity.WARNUNG
    citation = _PROFILES

    def run(self, program: Program, context: Context) -> Iterable[Finding]:
        """Every visible text that looks like holding contact data which no personal field holds."""
        if Privacy.PERSONAL in VISIBLE[context.profile]:
            return
        hidden = _Hidden(program, context)
        for parts, field, text in texts(reduce(program, context.profile), _holds_address_or_number, _is_prose):
            if (what := _contact_data(text, hidden)) is None:
                continue
            owner = owner_of(program, parts)
            yield self.finding(
                parts,
                f"{called(owner)}: „{label_of(field)}“ enthält {what}.",
                "Gehört die Angabe zu einer Person, aus dem Text nehmen; gehört sie zu einem Amt, darf sie bleiben.",
                object_id=getattr(owner, "id", None),
            )


def _holds_address_or_number(text: str) -> bool:
    return "@" in text or _NUMBER.search(text) is not None


def _is_prose(field: "attrs.Attribute[Any]") -> bool:
    kind = kind_of(field.type)
    return kind is not None and kind.name in {"text", "markdown"}


def _contact_data(text: str, hidden: _Hidden) -> str | None:
    """What kind of contact data a text holds; placeholders and what the first check reports do not count."""
    for match in _EMAIL.finditer(text) if "@" in text else ():
        placeholder = re.search(r"(?:^|\.)example\.(?:org|com|net)$", match["domain"].casefold())
        if not placeholder and match[0].casefold() not in hidden.values:
            return "eine E-Mail-Adresse"
    numbers = {_number(match[0]) for match in _PHONE.finditer(text)}
    if any(not any(own.endswith(number) for own in hidden.phones) for number in numbers):
        return "eine Telefonnummer"
    return None


CHECKS = (PersonalDataInText, ContactDataInText)

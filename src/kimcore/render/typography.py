"""German typography: quotation marks, dashes, ellipses, and blanks at which no line breaks."""

import re
from collections.abc import Callable, Sequence

from kimcore.values import NBSP

__all__ = ["are_plain", "german", "german_parts"]

_CLASSES = {"0123456789": "0", "&<>\"'§\xad\t": "!", " ": " ", ".": ".", "-": "-", "\n": "\n"}
_CALLING = re.compile(rb"!|\.(?:\.| [.0])|0(?:\.? |(?<= 0)0?(?!\.?0))")  # in the classes of characters, without letters


def _page(name: str) -> tuple[str, bytes, bytes]:
    """A code page with the class of each of its characters, and its letters."""
    chars = bytes(range(256)).decode(name, "replace")
    classes = {char: kind for group, kind in _CLASSES.items() for char in group}
    table = [classes.get(char, "," if char.isprintable() or char == NBSP else "!") for char in chars]
    letters = (code for code, char in enumerate(chars) if char.isalpha())
    return name, "".join(table).encode("ascii"), bytes(letters)


_SEAM = "\ue00e"  # between two parts of a paragraph
_COUNTED = (
    "Baustein", "Bausteine", "Bausteinen", "Bausteins", "Absatz", "Abschnitt", "Anlage", "Dezernat", "Fachbereich",
    "Kapitel", "Klasse", "Klassen", "Satz", "Seite", "EG", "S",
)  # fmt: skip
_LETTERED = re.compile(r" (?=[A-Z]\b)(?<=erband )")  # Verband A
_PAGES = (_page("latin-1"), _page("cp1252"))
_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"(?<=\S) - (?=\S)"), f"{NBSP}– "),
    (re.compile(r'"([^"\n]*)"'), "„\\1“"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"(§§?|\b(?:Nr|Nrn|Abs|Art|Az|Bd|S)\.) (?=\d)"), f"\\1{NBSP}"),
    (re.compile(r"(?<=\d) (?=(?:€|%|Euro\b|EUR\b|TEUR\b|VZÄ\b|Prozent\b|km²|Uhr\b|Mio\.|Mrd\.))"), NBSP),
    (re.compile(r"(?<=\d) (?=ff?\.)"), NBSP),  # S. 5 ff.
    (re.compile(rf"(§{NBSP}\d+\w?) (?=[A-ZÄÖÜ]\w*[A-Z]\b)"), f"\\1{NBSP}"),  # § 9 TIntG
    (re.compile(r" (?=NRW\b)(?<=(?:[A-Z]{2}|V\.|l\.) )"), NBSP),  # KIM NRW, MBl. NRW
    (re.compile(r" (?=\d\d?(?!\.?\d))(?:" + "|".join(map(r"(?<=\b{} )".format, _COUNTED)) + ")"), NBSP),
    (_LETTERED, NBSP),
    (re.compile(r"(?<=\d) (und|bis) (?=\d{1,2}\b(?![.,]\d))"), f" \\1{NBSP}"),  # Baustein 1 und 2
    (
        re.compile(
            r"(?<=\d\.) (?=(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)"
        ),
        NBSP,
    ),
    (
        re.compile(
            r"\b(?:z\. ?B\.|d\. ?h\.|u\. ?a\.|o\. ?ä\.|i\. ?d\. ?R\.|e\. ?V\.|s\. ?o\.|u\. ?U\.|v\. ?H\.|a\. ?F\.)"
        ),
        lambda found: found[0].replace(" ", "").replace(".", f".{NBSP}").removesuffix(NBSP),
    ),
)


def are_plain(texts: Sequence[str]) -> bool:
    """Whether no text of these needs typesetting or escaping, or begins or ends with a blank.

    Most need nothing. All characters are looked at at once: of each there remains its class in a code page, of letters
    nothing, and little is left to search. A regular expression takes twenty times as long. A few texts are called to
    be set that need it not (``3er Gruppe``).
    """
    joined = "\n".join(texts).replace("€", "¤")  # so that the smaller, faster page has it
    for page, table, letters in _PAGES:
        try:
            classes = joined.encode(page).translate(table, letters)
        except UnicodeEncodeError:
            continue
        return not (
            _CALLING.search(classes)
            or classes.count(b"\n") != max(len(texts) - 1, 0)
            or (b"-" in classes and " -" in joined)
            or " NRW" in joined
            or ("erband " in joined and _LETTERED.search(joined))
            or " " in (joined[:1], joined[-1:])
            or (len(texts) > 1 and ("\n " in joined or " \n" in joined))
        )
    return False


def german(text: str) -> str:
    """Return the text as a German printer would set it; what is set already stays."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def german_parts(texts: Sequence[str]) -> Sequence[str]:
    """The parts of one paragraph, set together: a quotation may begin in one and end in another."""
    whole = "".join(texts)
    if are_plain((whole,)):
        return texts
    if len(texts) == 1 or _SEAM in whole or whole.count('"') % 2:  # 5" is no quotation
        return [german(text) for text in texts]
    return german(_SEAM.join(texts)).split(_SEAM)

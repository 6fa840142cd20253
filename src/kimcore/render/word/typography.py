"""German typography: quotation marks, dashes, ellipses, and blanks at which no line breaks."""

import re
from collections.abc import Callable

from kimcore.values import NBSP

__all__ = ["german", "is_plain"]

_OTHER, _DIGIT, _UNUSUAL, _BLANK, _DOT, _HYPHEN = range(6)
_USUAL = "„“”‚‘’«»–—…•€†‡"
_ABBREVIATIONS = (bytes((_DOT, _OTHER, _DOT)), bytes((_DOT, _BLANK, _OTHER, _DOT)), bytes((_DOT, _DOT)))
_COUNTS = (bytes((_DIGIT, _BLANK)), bytes((_DIGIT, _DOT, _BLANK)), bytes((_DOT, _BLANK, _DIGIT)))
_BLANKS = (bytes((_BLANK, _HYPHEN, _BLANK)), bytes((_BLANK, _BLANK)))


def _classes(usual: bytes) -> bytes:
    """The class of each character of a code page, whose higher characters are unusual but for these."""
    table = bytearray(256)
    table[48:58] = bytes([_DIGIT]) * 10
    for code in {*range(32), *range(127, 160), *b"&<>\"'\xa7\xad"} - {*usual}:
        table[code] = _UNUSUAL
    table[ord(" ")], table[ord(".")], table[ord("-")] = _BLANK, _DOT, _HYPHEN
    return bytes(table)


_PAGES = (("latin-1", _classes(b"")), ("cp1252", _classes(_USUAL.encode("cp1252"))))
_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"(?<=\S) - (?=\S)"), f"{NBSP}– "),
    (re.compile(r'"([^"\n]*)"'), "„\\1“"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"(§§?|\b(?:Nr|Nrn|Abs|Art|Az|Bd)\.) (?=\d)"), f"\\1{NBSP}"),
    (re.compile(r"(?<=\d) (?=(?:€|%|Euro\b|EUR\b|TEUR\b|VZÄ\b|Prozent\b|km²|Uhr\b|Mio\.|Mrd\.))"), NBSP),
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


def is_plain(text: str) -> bool:
    """Whether a text needs no typesetting, no escaping, and neither begins nor ends with a blank.

    Most texts do not. All characters are looked at at once, by their classes in a code page: a regular expression
    takes ten times as long.
    """
    for page, table in _PAGES:
        try:
            classes = text.encode(page).translate(table)
        except UnicodeEncodeError:
            continue
        return bool(classes) and not _calls_for_setting(classes)
    return False


def _calls_for_setting(classes: bytes) -> bool:
    dots, counts, blanks = _ABBREVIATIONS, _COUNTS, _BLANKS
    return (
        _UNUSUAL in classes
        or _BLANK in (classes[0], classes[-1])
        or (_DOT in classes and (dots[0] in classes or dots[1] in classes or dots[2] in classes))
        or (_DIGIT in classes and (counts[0] in classes or counts[1] in classes or counts[2] in classes))
        or (_HYPHEN in classes and blanks[0] in classes)
        or blanks[1] in classes
    )


def german(text: str) -> str:
    """Return the text as a German printer would set it; what is set already stays."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text

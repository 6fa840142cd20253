"""German typography: quotation marks, dashes, ellipses, and blanks at which no line breaks."""

import re
from collections.abc import Callable

from kimcore.values import NBSP

__all__ = ["german"]

_ABBREVIATED = re.compile(r"\.(?: ?[A-Za-zÄÖÜäöü]\.| [0-9])")
_COUNTED = re.compile(r"[0-9]\.? [€%A-Za-z]")
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


def german(text: str) -> str:
    """Return the text as a German printer would set it; what is set already stays."""
    if not (
        '"' in text or "'" in text or "§" in text or "..." in text or " - " in text
        or _ABBREVIATED.search(text) or _COUNTED.search(text)
    ):  # fmt: skip
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text

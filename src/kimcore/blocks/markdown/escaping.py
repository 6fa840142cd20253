"""Text as Markdown: what would mean something else is escaped, and nothing more."""

import re
from itertools import count
from unicodedata import category

__all__ = ["as_code", "as_target", "as_text", "at_line_start", "is_punctuation", "is_wordlike", "may_start_line"]

_ENTITY = r"&(?=#?\w+;)"
_SPECIAL = re.compile(rf"[\\`*_\[\]!<]|{_ENTITY}")
_SIGNS = re.compile(r"[-+=#>~|:]")
_COUNTED = re.compile(r"([0-9]{1,9})([.)])(?![^\0\n])")
_NO_START = re.compile(r"[-+=#>~|:!]|\*(?!\*)|```|[0-9]{1,9}[.)]$")
_BARE_TARGET = re.compile(r"[^\s()<>\\]+")


def is_punctuation(char: str) -> bool:
    """Whether CommonMark takes a character for punctuation."""
    return category(char)[0] in "PS"


def is_wordlike(char: str) -> bool:
    """Whether a character is neither white space nor punctuation to CommonMark."""
    return category(char) != "Zs" and not char.isspace() and not is_punctuation(char)


def as_text(text: str, *, after: str = "", before: str = "", linked: bool = False) -> str:
    """A piece of plain text.

    Args:
        text: what is read.
        after: what stands before it, as it is written.
        before: what follows it, as it is written.
        linked: whether it is the text of a link, where every bracket counts.
    """

    def sign(match: re.Match[str]) -> str:
        char, start, end = match[0], match.start(), match.end()
        follows = text[end : end + 1] or before[:1]
        harmless = False
        match char:
            case "*" | "_":  # Bürger*innen, Bürger_innen
                harmless = text[max(start - 1, 0) : start].isalnum() and text[end : end + 1].isalnum()
            case "[" | "]":
                harmless = not linked and follows not in {"^", "(", "[", ":"}
            case "!":
                harmless = follows != "["
            case "<":
                harmless = not follows.isalpha() and follows not in {"", "/", "!", "?"}
        return char if harmless else f"\\{char}"

    written = _SPECIAL.sub(sign, text)
    return f"\\{written}" if after.endswith("]") and written.startswith(("(", ":", "[")) else written


def as_code(text: str) -> str:
    """A code span."""
    text = text.replace("\n", " ")
    within = {len(run) for run in re.findall("`+", text)}
    marks = "`" * next(length for length in count(1) if length not in within)
    padded = text.startswith("`") or text.endswith("`") or (text[0] == text[-1] == " " and text.strip(" ") != "")
    return f"{marks} {text} {marks}" if padded else f"{marks}{text}{marks}"


def as_target(url: str) -> str:
    """The target of a link or a picture."""
    escaped = re.sub(_ENTITY, r"\\&", url if _BARE_TARGET.fullmatch(url) else re.sub(r"([<>\\])", r"\\\1", url))
    return escaped if _BARE_TARGET.fullmatch(url) else f"<{escaped}>"


def at_line_start(text: str) -> str:
    """A line that begins a paragraph and nothing else: no list, no heading, no quote."""
    if _SIGNS.match(text):
        return f"\\{text}"
    return _COUNTED.sub(r"\1\\\2", text, count=1) if _COUNTED.match(text) else text


def may_start_line(word: str) -> bool:
    """Whether a line may be wrapped before a word without changing what it means."""
    return not _NO_START.match(word)

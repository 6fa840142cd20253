"""Values that are read again and again are read once."""

from collections.abc import Callable
from typing import Any, TypeAlias

__all__ = ["Memo", "Parse", "list_memo"]

Parse: TypeAlias = Callable[[Any], Any]

_ENTRIES = 5_000
_LONGEST = 60
_MOST_TEXTS = 10


class Memo(dict[Any, Any]):
    """Values by what they were read from: days, ids and words in lists, and such lists come again and again.

    It holds short texts and tuples of some of them only, because ``True == 1``, and is emptied when it gets large.
    """

    __slots__ = ("parse",)

    def __init__(self, parse: Parse) -> None:
        super().__init__()
        self.parse = parse

    def __missing__(self, raw: Any) -> Any:
        value = self.parse(raw)
        texts = raw if type(raw) is tuple else (raw,)
        if len(texts) <= _MOST_TEXTS and all(type(text) is str and len(text) <= _LONGEST for text in texts):
            if len(self) >= _ENTRIES:
                self.clear()
            self[raw] = value
        return value


def list_memo(parse: Parse) -> Parse | None:
    """The function that reads a tuple of values, where the one that reads a value is that of a memo; else None."""
    if isinstance(getattr(parse, "__self__", None), Memo):
        return Memo(lambda raw: tuple(map(parse, raw))).__getitem__
    return None

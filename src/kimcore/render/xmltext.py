"""Text on its way into XML: escaped, and never with a character that no office document can hold."""

import re

from kimcore.errors import RenderError

__all__ = ["CONTROL", "control_message", "escape"]

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|\r(?!\n)")
"""Control characters, halves of surrogate pairs and non-characters; tab and line break are text."""


def control_message(text: str) -> str | None:
    """Name the first character that cannot be written and where it stands, or None."""
    if text.isprintable() or not (found := CONTROL.search(text)):
        return None
    return f"Steuerzeichen U+{ord(found[0]):04X} an Stelle {found.start() + 1} des Textes"


def escape(text: str) -> str:
    """Return the text as XML, for an element or an attribute in double quotes.

    Raises:
        RenderError: it holds a control character or half a surrogate pair.
    """
    if message := control_message(text):
        raise RenderError(f"{message}; das Zeichen löschen")
    text = text.replace("\r\n", "\n")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

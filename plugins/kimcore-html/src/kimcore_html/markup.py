"""Elements: a name, attributes and what is inside. Every text on its way into the page goes through ``words``."""

from kimcore.render import escape
from kimcore.render.typography import are_plain, german

__all__ = ["escape", "start", "tag", "words"]


def tag(name: str, /, *content: str, **attributes: object) -> str:
    """An element; its content is markup already.

    ``class_`` is the attribute ``class``, ``aria_label`` is ``aria-label``; True stands for an attribute without a
    value, None and False for none.
    """
    return f"{start(name, **attributes)}{''.join(content)}</{name}>"


def start(name: str, /, **attributes: object) -> str:
    """A start tag; of an element without content, such as a picture, it is all there is."""
    return f"<{name}{_attributes(attributes)}>"


def _attributes(attributes: dict[str, object]) -> str:
    return "".join(
        f" {_name(key)}" if value is True else f' {_name(key)}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )


def _name(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")


def words(text: str) -> str:
    """A text as a German printer would set it, escaped; a line break is a new line."""
    return text if are_plain((text,)) else escape(german(text)).replace("\n", "<br>\n")

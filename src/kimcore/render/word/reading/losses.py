"""What stands in a Word text and cannot stand in Markdown: listed, never dropped in silence."""

from collections.abc import Iterator
from typing import Any

import attrs

from kimcore.render.word.reading.parts import W, is_on, value
from kimcore.render.word.reading.styles import ParagraphStyle

__all__ = ["Loss", "Losses", "paragraph_losses", "run_losses"]

_SAMPLE = 40
_SWITCHES = {
    "strike": "durchgestrichener Text", "dstrike": "durchgestrichener Text", "caps": "Großbuchstaben",
    "smallCaps": "Kapitälchen", "vanish": "verborgener Text", "outline": "Texteffekt", "shadow": "Texteffekt",
    "emboss": "Texteffekt", "imprint": "Texteffekt",
}  # fmt: skip
_VALUES = {
    "u": ("none", "Unterstreichung"), "highlight": ("none", "Hervorhebungsfarbe"),
    "vertAlign": ("baseline", "hoch- oder tiefgestellter Text"), "em": ("none", "Texteffekt"),
    "effect": ("none", "Texteffekt"), "bdr": ("nil", "Rahmen"),
}  # fmt: skip
_FONTS = {"color": ("auto", "Schriftfarbe"), "sz": ("", "Schriftgröße")}
_ALIGNED = {"center", "right", "end"}


@attrs.frozen
class Loss:
    """What Markdown cannot carry.

    Attributes:
        what: what it is, in German.
        sample: some words of the place, or empty.
        text: whether words or a picture are lost, not only how they look.
    """

    what: str
    sample: str = ""
    text: bool = False


class Losses:
    """What has been found in one text, each kind once with the first place and how often."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, bool], tuple[str, int]] = {}

    def add(self, what: str, sample: str = "", *, text: bool = False) -> None:
        """Note something."""
        first, count = self._found.get((what, text), ("", 0))
        words = " ".join(sample.split())
        words = words if len(words) <= _SAMPLE else words[: _SAMPLE - 1] + "…"
        self._found[what, text] = (first or words, count + 1)

    def all(self) -> Iterator[Loss]:
        """Everything noted."""
        for (what, text), (sample, count) in self._found.items():
            yield Loss(what if count == 1 else f"{what} ({count}-mal)", sample, text)


def run_losses(props: Any, words: str, losses: Losses, *, in_table: bool) -> None:
    """Note how a run looks beyond bold and italic.

    Args:
        props: its ``w:rPr``.
        words: what it says.
        losses: where to note it.
        in_table: within a table LibreOffice repeats font and colour of the style on every run; they are passed over.
    """
    if props is None or not words.strip():
        return
    for name, what in _SWITCHES.items():
        if is_on(props, name):
            losses.add(what, words, text=name == "vanish")
    for name, (usual, what) in {**_VALUES, **({} if in_table else _FONTS)}.items():
        if value(props, name) not in {"", usual}:
            losses.add(what, words)
    fonts = props.find(f"{W}rFonts")
    if not in_table and fonts is not None and (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")):
        losses.add("Schriftart", words)
    shade = props.find(f"{W}shd")
    if shade is not None and shade.get(f"{W}fill", "auto") not in {"auto", ""}:
        losses.add("Hintergrundfarbe", words)


def paragraph_losses(props: Any, style: ParagraphStyle, words: str, losses: Losses) -> None:
    """Note how a paragraph is set beyond its style."""
    if style.foreign:
        losses.add(f"Formatvorlage „{style.foreign}“", words)
    if props is None:
        return
    if value(props, "jc") in _ALIGNED:
        losses.add("Ausrichtung", words)
    if is_on(props, "pageBreakBefore"):
        losses.add("Seitenumbruch", words)
    for name, what in (("pBdr", "Rahmen"), ("framePr", "Textrahmen")):
        if props.find(f"{W}{name}") is not None:
            losses.add(what, words)
    shade = props.find(f"{W}shd")
    if shade is not None and shade.get(f"{W}fill", "auto") not in {"auto", ""}:
        losses.add("Hintergrundfarbe", words)

"""Themes: the corporate design a renderer follows, as data."""

import attrs

__all__ = ["DEFAULT_THEME", "Theme"]


@attrs.frozen(kw_only=True)
class Theme:
    """Fonts and colours. Colours are six hexadecimal digits; text on its ground holds a contrast of 4.5:1.

    Attributes:
        name: what a caller asks for.
        font: a font every office machine has.
        accent: titles and rules.
        head_ground, head_text: the head row of tables.
        band_ground: group and subtotal rows.
        input_ground: cells that may be filled in.
        muted: notes and captions.
        alert: ENTWURF and what is open.
    """

    name: str
    font: str = "Arial"
    accent: str = "1F3A5F"
    head_ground: str = "1F3A5F"
    head_text: str = "FFFFFF"
    band_ground: str = "E8EDF3"
    input_ground: str = "FFF8E1"
    rule: str = "B8C4D0"
    text: str = "1A1A1A"
    muted: str = "595959"
    alert: str = "A61B1B"


DEFAULT_THEME = Theme(name="sachlich")

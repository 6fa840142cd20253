"""Themes: the corporate design a renderer follows, as data."""

import attrs

__all__ = ["DEFAULT_THEME", "Theme"]


@attrs.frozen(kw_only=True)
class Theme:
    """Fonts and colours. Colours are six hexadecimal digits; text on its ground holds a contrast of 4.5:1.

    Attributes:
        name: what a caller asks for.
        font: a font every office machine has.
        heading_font: the font of titles and headings; without one ``font``.
        accent: titles and rules.
        head_ground, head_text: the head row of tables.
        band_ground: group and subtotal rows.
        input_ground: cells that may be filled in.
        muted: notes and captions.
        alert: ENTWURF and what is open.
        series: the colours of a chart's series, in their order; each holds 4.5:1 on white.
        logo: a PNG or JPEG file for the first page, or None.
        logo_alt: what the logo shows.
        template: a Word file (.docx) whose styles, page and letterhead documents take, or None.
    """

    name: str
    font: str = "Arial"
    heading_font: str = ""
    accent: str = "1F3A5F"
    head_ground: str = "1F3A5F"
    head_text: str = "FFFFFF"
    band_ground: str = "E8EDF3"
    input_ground: str = "FFF8E1"
    rule: str = "B8C4D0"
    text: str = "1A1A1A"
    muted: str = "595959"
    alert: str = "A61B1B"
    series: tuple[str, ...] = ("1F3A5F", "A8480D", "2E6B4F", "7A3E8E", "0B6E99", "6B5B1E")
    logo: bytes | None = attrs.field(default=None, repr=False)
    logo_alt: str = ""
    template: bytes | None = attrs.field(default=None, repr=False)


DEFAULT_THEME = Theme(name="sachlich")

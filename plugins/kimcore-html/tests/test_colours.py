"""Colours in light and in dark: whatever stands on a ground stands out from it."""

import attrs
import pytest

from kimcore.render.theme import BUILTIN_THEMES, CONTRAST, DEFAULT_THEME, contrast
from kimcore_html.colours import dark, font, light

THEMES = (
    *BUILTIN_THEMES,
    attrs.evolve(DEFAULT_THEME, name="schwarz", accent="000000", alert="000000", series=("000000",)),
    attrs.evolve(
        DEFAULT_THEME, name="grell", accent="C00000", head_ground="FFD500", head_text="000000", series=("0000FF",)
    ),
)


@pytest.mark.parametrize("scheme", [light, dark])
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_contrast(scheme, theme):
    """Every ink stands out from both grounds by 4.5:1, series from the page, heads from their ground."""
    colours = scheme(theme)
    for ink in ("text", "muted", "accent", "alert"):
        assert all(contrast(colours[ink], colours[ground]) >= CONTRAST for ground in ("ground", "band"))
        assert contrast(colours["text"], colours["mark"]) >= CONTRAST
    series = [value for name, value in colours.items() if name.startswith("series-")]
    assert len(series) == len(theme.series)
    assert all(contrast(colour, colours["ground"]) >= CONTRAST for colour in series)
    assert contrast(colours["head"], colours["head-text"]) >= CONTRAST


def test_dark_is_dark_and_keeps_the_hue():
    """The page is nearly black; blue stays blue."""
    colours = dark(DEFAULT_THEME)
    assert contrast(colours["ground"], "000000") < 1.2
    red, green, blue = (int(colours["accent"][at : at + 2], 16) for at in (0, 2, 4))
    assert red < green < blue


def test_a_font_is_only_a_font():
    """Nothing in the name of a font ends the style sheet."""
    assert font('Open Sans";}') == '"Open Sans", "Helvetica Neue", "Liberation Sans", sans-serif'

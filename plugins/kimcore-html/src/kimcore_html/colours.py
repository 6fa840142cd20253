"""A corporate design as CSS variables: as it is in light, derived from it in dark, readable in both."""

import colorsys
from collections.abc import Iterable

from kimcore import Theme
from kimcore.render import CONTRAST, contrast

__all__ = ["dark", "font", "light", "variables"]

_WHITE = "FFFFFF"
_NIGHT, _DUSK = "0F1216", "1A1F25"  # grounds in dark, before they take on the accent
_STEPS = 40
_CLEAR = 1.4 * CONTRAST  # light text on a dark ground looks thinner than dark text on a light one
_MARK = {"light": "FFE58A", "dark": "5A4700"}


def light(theme: Theme) -> dict[str, str]:
    """The colours in light; the theme has seen to their contrast."""
    return {
        "ground": _WHITE, "band": theme.band_ground, "rule": theme.rule, "text": theme.text, "muted": theme.muted,
        "accent": theme.accent, "head": theme.head_ground, "head-text": theme.head_text, "alert": theme.alert,
        "mark": _MARK["light"], **_series(theme.series),
    }  # fmt: skip


def dark(theme: Theme) -> dict[str, str]:
    """The colours in dark: the grounds nearly black with some accent, everything else as light as it must be."""
    ground, band = _mixed(_NIGHT, theme.accent, 0.08), _mixed(_DUSK, theme.accent, 0.15)
    grounds = (ground, band)
    return {
        "ground": ground, "band": band, "rule": _mixed(band, _WHITE, 0.25), "text": "E9EBEE",
        "muted": _lighter("A9AFB6", grounds), "accent": _lighter(theme.accent, grounds),
        "head": _mixed(_DUSK, theme.accent, 0.5), "head-text": _WHITE, "alert": _lighter(theme.alert, grounds),
        "mark": _MARK["dark"], **_series(_lighter(colour, grounds) for colour in theme.series),
    }  # fmt: skip


def _series(colours: Iterable[str]) -> dict[str, str]:
    return {f"series-{place}": colour for place, colour in enumerate(colours)}


def _mixed(one: str, other: str, share: float) -> str:
    """Some of the other colour in one."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4))
    return _hex((a + (b - a) * share) / 255 for a, b in pairs)


def _lighter(colour: str, grounds: tuple[str, ...]) -> str:
    """The colour, as much lighter as it takes to stand out from the grounds; its hue stays."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    steps = (lightness + (1 - lightness) * step / _STEPS for step in range(_STEPS + 1))
    tints = (_hex(colorsys.hls_to_rgb(hue, step, saturation)) for step in steps)
    return next(tint for tint in tints if all(contrast(tint, ground) >= _CLEAR for ground in grounds))


def _hex(parts: Iterable[float]) -> str:
    return "".join(f"{round(255 * part):02X}" for part in parts)


def font(name: str) -> str:
    """A font, and what stands in for it; nothing in its name ends the style sheet."""
    plain = "".join(char for char in name if char.isalnum() or char in " -")
    return f'"{plain}", "Helvetica Neue", "Liberation Sans", sans-serif'


def variables(colours: dict[str, str]) -> str:
    """The declarations of these colours."""
    return "".join(f"--{name}:#{colour};" for name, colour in colours.items())

"""Pictures, whole in the page: as data URIs, turned as the block says."""

import base64

from kimcore import Theme
from kimcore.blocks import Image
from kimcore.values import picture_size, strip_metadata
from kimcore_html.markup import start, tag

__all__ = ["logo_html", "picture_html"]

_PER_MM = 96 / 25.4  # CSS pixels
_LOGO_HEIGHT = 56
_TURNS = ("1 0 0 1 0 0", "0 1 -1 0 {high} 0", "-1 0 0 -1 {wide} {high}", "0 -1 1 0 0 {wide}")


def picture_html(image: Image) -> str:
    """A picture with its alternative text; it keeps its proportions and is never wider than the text."""
    size = picture_size(image.data)
    across, down = (size.height, size.width) if image.turn % 2 else (size.width, size.height)
    wide = round(image.width * _PER_MM)
    shown = {"width": wide, "height": max(1, wide * down // across)}
    if image.turn % 4 or image.mirrored:
        return _turned(image, size.width, size.height, across, down, shown)
    return start("img", src=_uri(image.data), alt=image.alt, **shown)


def _turned(image: Image, width: int, height: int, across: int, down: int, shown: dict[str, int]) -> str:
    """A picture that is mirrored first and then turned clockwise."""
    turn = _TURNS[image.turn % 4].format(wide=width, high=height)
    mirror = f" translate({width} 0) scale(-1 1)" if image.mirrored else ""
    inner = tag("image", href=_uri(image.data), width=width, height=height, transform=f"matrix({turn}){mirror}")
    return tag(
        "svg", inner, viewBox=f"0 0 {across} {down}", role="img", aria_label=image.alt, class_="picture", **shown
    )


def logo_html(theme: Theme) -> str:
    """The logo of a corporate design, if it has one."""
    if theme.logo is None:
        return ""
    data = strip_metadata(theme.logo)
    width, height, _ = picture_size(data)
    shown = {"width": max(1, width * _LOGO_HEIGHT // height), "height": _LOGO_HEIGHT}
    return start("img", src=_uri(data), alt=theme.logo_alt, class_="logo", **shown)


def _uri(data: bytes) -> str:
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"

"""The pictures of a program, ready for documents."""

from collections.abc import Mapping

from kimcore.blocks import Image
from kimcore.model import Picture, Program
from kimcore.values import picture_size, strip_metadata

__all__ = ["images"]

_TURNS = {
    1: (0, False),
    2: (0, True),
    3: (2, False),
    4: (2, True),
    5: (3, True),
    6: (1, False),
    7: (1, True),
    8: (3, False),
}
_WIDEST = 160  # millimetres
_PIXELS_PER_INCH = 96
_INCH = 25.4


def images(program: Program) -> Mapping[str, Image]:
    """Every picture of a program by the name that texts call it by; of two of one name the first.

    EXIF and all else that is no picture are gone. A small picture is not blown up.

    Raises:
        ValueProblem: a program built in Python holds something that is no picture; a check says so before.
    """
    return {picture.name: _image(picture) for picture in reversed(program.pictures)}


def _image(picture: Picture) -> Image:
    width, height, orientation = picture_size(picture.data)
    turn, mirrored = _TURNS[orientation]
    pixels = height if turn % 2 else width
    return Image(
        id=picture.id,
        data=strip_metadata(picture.data),
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        width=max(1, min(_WIDEST, round(pixels / _PIXELS_PER_INCH * _INCH))),
        file=picture.name,
        turn=turn,
        mirrored=mirrored,
    )

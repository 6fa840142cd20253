"""The pictures of a program as blocks."""

import attrs
import pytest

from kimcore.exporters.pictures import images
from kimcore.model import Picture
from tests.conftest import make_program
from tests.pictures import JPEG, SECRET, exif, jpeg, png

PICTURE = Picture(id="f", file="b/fachtag.jpg", alt="Saal", credit="Foto: Ich", caption="Voll", data=jpeg(exif(6)))


def test_a_picture_as_a_block():
    """By its name, with its texts, without its EXIF; two of one name are the first."""
    program = make_program(pictures=(PICTURE, attrs.evolve(PICTURE, id="g")))
    (image,) = images(program).values()
    assert (image.id, image.file, image.alt, image.credit, image.caption) == (
        "f",
        "fachtag.jpg",
        "Saal",
        "Foto: Ich",
        "Voll",
    )
    assert image.data == JPEG
    assert SECRET not in image.data


@pytest.mark.parametrize(
    ("orientation", "turn", "mirrored"),
    [
        (1, 0, False),
        (2, 0, True),
        (3, 2, False),
        (4, 2, True),
        (5, 3, True),
        (6, 1, False),
        (7, 1, True),
        (8, 3, False),
    ],
)
def test_it_is_set_upright(orientation, turn, mirrored):
    """What a camera noted in EXIF is said by the block: mirrored first, then turned clockwise."""
    picture = attrs.evolve(PICTURE, data=jpeg(exif(orientation)))
    image = images(make_program(pictures=(picture,)))["fachtag.jpg"]
    assert (image.turn, image.mirrored) == (turn, mirrored)


@pytest.mark.parametrize(("pixels", "width"), [(1, 1), (96, 25), (600, 159), (4000, 160)])
def test_small_pictures_are_not_blown_up(pixels, width):
    """96 pixels are an inch, and nothing is wider than the text."""
    picture = attrs.evolve(PICTURE, data=png(pixels, 1))
    assert images(make_program(pictures=(picture,)))["fachtag.jpg"].width == width

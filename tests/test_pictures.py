"""Pictures: how large they are, and that nothing but the picture remains of them."""

import base64

import pytest
from docx.image.image import Image as Judge
from hypothesis import given
from hypothesis import strategies as st

from kimcore.errors import ValueProblem
from kimcore.values import MAX_PICTURE_BYTES, parse_picture, picture_size, strip_metadata
from tests.pictures import JPEG, SECRET, chunk, exif, jpeg, png, segment

ICC = segment(0xE2, b"ICC_PROFILE\0\1\1" + b"p" * 20)
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\2")
JFIF_WITH_THUMBNAIL = segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\2\2" + SECRET)


@pytest.mark.parametrize(
    "data",
    [
        jpeg(exif(6)),
        jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)),
        jpeg(
            segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + SECRET), segment(0xED, b"Photoshop 3.0\0" + SECRET)
        ),
        jpeg(segment(0xFE, SECRET), segment(0xE2, b"MPF\0" + SECRET), segment(0xEE, SECRET)),
        jpeg(segment(0xE0, b"JFXX\0\x10" + SECRET), segment(0xEF, SECRET)),
        jpeg(after=JPEG + SECRET),
        JPEG[:-2] + segment(0xFE, SECRET) + b"\xff\xff\xff\xd9",
        JPEG[:2] + JFIF_WITH_THUMBNAIL + JPEG[20:],
    ],
)
def test_nothing_but_the_picture_remains_of_a_jpeg(data):
    """EXIF, XMP, IPTC, comments, thumbnails, second pictures and what follows the end are gone; the pixels stay."""
    stripped = strip_metadata(data)
    assert SECRET in data
    assert SECRET not in stripped
    assert stripped[20:] == JPEG[20:]
    judge = Judge.from_blob(stripped)
    assert (judge.px_width, judge.px_height, judge.content_type) == (3, 2, "image/jpeg")
    assert strip_metadata(stripped) == stripped


def test_what_a_jpeg_needs_stays():
    """Colour profiles, and what says that a picture is in CMYK."""
    assert strip_metadata(jpeg(ICC, exif(1), ADOBE)) == jpeg(ICC, ADOBE)
    assert strip_metadata(JPEG) == JPEG


def test_nothing_but_the_picture_remains_of_a_png():
    """Texts, EXIF, times, animations and what follows the end are gone; the looks of the pixels stay."""
    kept = (chunk(b"gAMA", b"\0\0\xb1\x8f"), chunk(b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\1"), chunk(b"tRNS", b"\0\1"))
    gone = [
        chunk(kind, SECRET)
        for kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"acTL", b"fcTL", b"fdAT", b"prVt")
    ]
    stripped = strip_metadata(png(before=(*kept, *gone), after=SECRET))
    assert stripped == png(before=kept)
    assert Judge.from_blob(stripped).px_width == 3


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_is_read_before_it_is_gone(order, orientation):
    """As EXIF counts it, in either order of bytes."""
    assert picture_size(jpeg(exif(orientation, order))) == (3, 2, orientation)


@pytest.mark.parametrize(
    "data", [jpeg(exif(0)), jpeg(exif(9)), jpeg(exif(6, kind=4)), jpeg(segment(0xE1, b"Exif\0\0xx"))]
)
def test_an_orientation_that_is_none_is_upright(data):
    """Whatever nonsense EXIF says, the picture is shown."""
    assert picture_size(data) == (3, 2, 1)


def test_a_picture_comes_as_bytes_or_as_base64():
    """In program files it is Base64, in lines or not."""
    text = base64.b64encode(JPEG).decode()
    assert parse_picture(JPEG) == parse_picture(text) == parse_picture(f"{text[:60]}\n {text[60:]}") == JPEG
    assert picture_size(png(7, 5)) == (7, 5, 1)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "Das Bild ist weder PNG noch JPEG"),
        (b"GIF89a", "Das Bild ist weder PNG noch JPEG"),
        (b"<svg/>", "Das Bild ist weder PNG noch JPEG"),
        (17, "„17“ ist kein Bild"),
        ("ä", "Das Bild ist kein Base64"),
        ("abc", "Das Bild ist kein Base64"),
        (png()[:30], "Das Bild ist beschädigt"),
        (png()[:-12], "Das Bild ist beschädigt"),
        (png().replace(b"\0\0\0\3", b"\0\0\0\4"), "Das Bild ist beschädigt"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"CgBI", b"") + png()[8:], "Das Bild ist beschädigt"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"") + chunk(b"IEND", b""), "Das Bild ist beschädigt"),
        (png(0), "Das Bild ist beschädigt"),
        (JPEG[:2], "Das Bild ist beschädigt"),
        (JPEG[:60], "Das Bild ist beschädigt"),
        (JPEG[:-2], "Das Bild ist beschädigt"),
        (JPEG[:2] + b"\xff\xd9", "Das Bild ist beschädigt"),
        (JPEG[:2] + b"\xff\xe0\0\1" + JPEG[2:], "Das Bild ist beschädigt"),
        (png(20_000, 5_001), "Das Bild hat 20000 × 5001 Bildpunkte"),
        (png(after=bytes(MAX_PICTURE_BYTES)), "Das Bild ist 20 MB groß"),
    ],
)
def test_what_no_document_can_show_is_refused(raw, message):
    """Other formats, damaged files, bombs: with a sentence and what to do."""
    with pytest.raises(ValueProblem, match=message) as caught:
        parse_picture(raw)
    assert "PNG oder JPEG" in caught.value.expected
    assert caught.value.hint


@given(
    st.sampled_from([jpeg(exif(6), ICC), png(before=(chunk(b"tEXt", SECRET),))]),
    st.integers(0, 400),
    st.binary(max_size=6),
)
def test_a_damaged_picture_is_refused_or_read_and_nothing_else(data, place, bytes_):
    """No byte in the wrong place raises anything but a problem."""
    broken = data[:place] + bytes_ + data[place + 1 :]
    try:
        said = f"{len(parse_picture(broken))} Byte"
    except ValueProblem as problem:
        said = problem.hint
    assert said

"""PNG and JPEG files: what they measure, and what remains when everything that is no picture is taken out."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from kimcore.errors import ValueProblem
from kimcore.values.raw import shown

__all__ = [
    "MAX_PICTURE_BYTES",
    "MAX_PIXELS",
    "PictureSize",
    "parse_picture",
    "picture_size",
    "plain_picture",
    "strip_metadata",
]

MAX_PICTURE_BYTES = 20 * 1024**2
"""How large a picture may be."""

MAX_PIXELS = 100_000_000
"""How many pixels it may have, so that no program runs out of memory when it shows it."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_END_OF_IMAGE = b"\xff\xd9"
# The critical chunks, and those that say how the pixels are to look. An animation becomes its first frame.
_CHUNKS = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND"),
    *(b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs"),
}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SCAN, _APP0, _APP1, _APP2, _APP14, _COMMENT = 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_TABLES = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, _SCAN} | _FRAMES
_NEXT_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
_JFIF_HEAD = 12
_ORIENTATION = 0x0112
_SHORT = 3


class PictureSize(NamedTuple):
    """Width and height in pixels, and how a JPEG wants to be turned: 1 to 8 as EXIF counts, 1 is upright."""

    width: int
    height: int
    orientation: int = 1


def parse_picture(raw: Any) -> bytes:
    """Read a picture: the bytes of a file, or their Base64 as program files hold it.

    Raises:
        ValueProblem: it is neither PNG nor JPEG, damaged, or too large.
    """
    data = raw if isinstance(raw, bytes) else _decoded(raw)
    if len(data) > MAX_PICTURE_BYTES:
        size = f"{len(data) / 1024**2:.0f} MB"
        raise _problem(f"Das Bild ist {size} groß", "In einem Bildprogramm verkleinern.")
    width, height, _ = picture_size(data)
    if width * height > MAX_PIXELS:
        raise _problem(f"Das Bild hat {width} × {height} Bildpunkte", "In einem Bildprogramm verkleinern.")
    strip_metadata(data)  # walks through the whole file
    return data


def plain_picture(data: Any) -> Any:
    """A picture as program files hold it: Base64."""
    return base64.b64encode(data).decode() if isinstance(data, bytes) else data


def picture_size(data: bytes) -> PictureSize:
    """The size of a PNG or JPEG, from its header alone.

    Raises:
        ValueProblem: it is neither, or its header is damaged.
    """
    if data.startswith(_PNG):
        kind, header = next(_chunks(data))
        size = PictureSize(int.from_bytes(header[8:12]), int.from_bytes(header[12:16])) if kind == b"IHDR" else None
    else:
        size = _jpeg_size(data)
    if size is None or not size.width or not size.height:
        raise _damaged()
    return size


def strip_metadata(data: bytes) -> bytes:
    """The picture without EXIF, XMP, IPTC, comments, texts, thumbnails and whatever follows its end.

    Colour profiles and what decoders need stay; the pixels are not touched. The orientation that a JPEG carries in
    EXIF is gone, too: ask ``picture_size`` before.

    Raises:
        ValueProblem: it is neither PNG nor JPEG, or damaged.
    """
    if data.startswith(_PNG):
        return _PNG + b"".join(chunk for kind, chunk in _chunks(data) if kind in _CHUNKS)
    return _JPEG + b"".join(_kept(marker, segment) for marker, segment in _segments(data)) + _END_OF_IMAGE


def _decoded(raw: Any) -> bytes:
    if not isinstance(raw, str):
        raise _problem(f"{shown(raw)} ist kein Bild", "Statt „data“ unter „file“ eine Bilddatei nennen.")
    try:
        return base64.b64decode("".join(raw.split()), validate=True)
    except (binascii.Error, ValueError):
        raise _problem("Das Bild ist kein Base64", "Statt „data“ unter „file“ eine Bilddatei nennen.") from None


def _problem(message: str, hint: str) -> ValueProblem:
    return ValueProblem(
        message, expected="ein PNG oder JPEG mit höchstens 20 MB und 100 Millionen Bildpunkten", hint=hint
    )


def _damaged() -> ValueProblem:
    return _problem("Das Bild ist beschädigt", "In einem Bildprogramm öffnen und neu als PNG oder JPEG speichern.")


# ----------------------------------------------------------------------------------------------------- PNG


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end: type, and the whole chunk."""
    place, kind = len(_PNG), b""
    while kind != b"IEND":
        end = place + 12 + int.from_bytes(data[place : place + 4])
        kind, chunk = data[place + 4 : place + 8], data[place:end]
        if end > len(data) or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise _damaged()
        yield kind, chunk
        place = end


# ---------------------------------------------------------------------------------------------------- JPEG


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG up to its end: marker, and the whole segment, with the scan that follows it."""
    if not data.startswith(_JPEG):
        raise _problem("Das Bild ist weder PNG noch JPEG", "In einem Bildprogramm als PNG oder JPEG speichern.")
    place = len(_JPEG)
    while found := _NEXT_MARKER.match(data, place):
        marker, start = found[1][0], found.end()
        if marker == _END_OF_IMAGE[1]:
            return
        end = start + int.from_bytes(data[start : start + 2])
        if end < start + 2 or end > len(data):
            raise _damaged()
        if marker == _SCAN:
            following = _NEXT_MARKER.search(data, end)
            end = following.start() if following else len(data)
        yield marker, b"\xff" + data[start - 1 : end]
        place = end
    raise _damaged()


def _kept(marker: int, segment: bytes) -> bytes:
    content = segment[4:]
    if marker == _APP0 and content.startswith(b"JFIF\0"):
        return segment[:2] + b"\0\x10" + content[:_JFIF_HEAD].ljust(_JFIF_HEAD, b"\0") + b"\0\0"  # no thumbnail
    is_profile = marker == _APP2 and content.startswith(b"ICC_PROFILE\0")
    is_adobe = marker == _APP14 and content.startswith(b"Adobe")
    return segment if marker in _TABLES or is_profile or is_adobe else b""


def _jpeg_size(data: bytes) -> PictureSize | None:
    orientation = 1
    for marker, segment in _segments(data):
        if marker == _APP1 and segment[4:].startswith(b"Exif\0\0"):
            orientation = _orientation(segment[10:])
        if marker in _FRAMES:
            return PictureSize(int.from_bytes(segment[7:9]), int.from_bytes(segment[5:7]), orientation)
    return None


def _orientation(tiff: bytes) -> int:
    """The orientation that EXIF gives; 1 where it gives none that exists."""
    order: Any = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None:
        return 1
    start = int.from_bytes(tiff[4:8], order)
    for entry in range(min(int.from_bytes(tiff[start : start + 2], order), 1000)):
        field = tiff[start + 2 + 12 * entry : start + 14 + 12 * entry]
        if int.from_bytes(field[:2], order) == _ORIENTATION and int.from_bytes(field[2:4], order) == _SHORT:
            value = int.from_bytes(field[8:10], order)
            return value if 1 <= value <= len("12345678") else 1
    return 1

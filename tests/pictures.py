"""Small pictures for tests, plain and with everything that cameras and editors put into them."""

import struct
import zlib

from kimcore.testing.pictures import JPEG

SECRET = b"Erika Beispiel +49 2000 000-199"


def segment(marker, content):
    """A segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def exif(orientation, order=">", kind=3):
    """An Exif segment with an orientation and somebody's name."""
    magic = b"MM" if order == ">" else b"II"
    fields = struct.pack(f"{order}HHIHH", 0x010E, 2, 1, 65, 0) + struct.pack(
        f"{order}HHIHH", 0x0112, kind, 1, orientation, 0
    )
    tiff = magic + struct.pack(f"{order}HIH", 42, 8, 2) + fields + b"\0\0\0\0" + SECRET
    return segment(0xE1, b"Exif\0\0" + tiff)


def jpeg(*segments, after=b""):
    """The small JPEG with more segments, and with something behind its end."""
    return JPEG[:20] + b"".join(segments) + JPEG[20:] + after


def chunk(kind, content):
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width=3, height=2, *, before=(), after=b""):
    """A white PNG, with more chunks before its pixels and something behind its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress((b"\0" + b"\xff" * width) * height if width * height < 10**6 else b""))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(before) + pixels + chunk(b"IEND", b"") + after

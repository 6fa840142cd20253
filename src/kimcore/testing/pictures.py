"""Small pictures, three pixels wide and two high."""

import base64

__all__ = ["JPEG", "PNG", "TURNED"]

_HEAD = "/9j/4AAQSkZJRgABAQAAAQABAAD/"
_EXIF = "4QAuRXhpZgAATU0AKgAAAAgAAgEOAAIAAAABAEEAAAESAAMAAAABAAYAAAAAAAD/"
_BODY = (
    "2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/wAALCAACAAMBAREA/8QA"
    "FAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z"
)

JPEG = base64.b64decode(_HEAD + _BODY)
"""Grey."""

TURNED = base64.b64decode(_HEAD + _EXIF + _BODY)
"""Grey, with Exif that says it lies on its side."""

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAAD0lEQVR4nGP4//8/AxADABfwBfuDlC5DAAAAAElFTkSuQmCC"
)
"""White."""

"""What a foreign package must lose before it leaves the house: user names, paths, revision ids, printers."""

import re

__all__ = ["scrub", "unwanted"]

_UNWANTED = re.compile(
    r"docProps/thumbnail\.\w+|xl/printerSettings/.*|xl/persons/.*|word/people\.xml|.*/_rels/people\.xml\.rels"
)
_RULES: tuple[tuple[str, tuple[tuple[re.Pattern[bytes], bytes], ...]], ...] = (
    (
        "word/",
        (
            (re.compile(rb'\sw:rsid\w*="[^"]*"'), b""),
            (re.compile(rb"<w:rsids>.*?</w:rsids>", re.DOTALL), b""),
            (re.compile(rb"<w1[45]:docId\s[^>]*/>"), b""),
            (re.compile(rb'(\sw:(?:author|initials))="[^"]*"'), rb'\1="kimcore"'),
        ),
    ),
    (
        "xl/",
        (
            (re.compile(rb"<(?:\w+:)?absPath\s[^>]*/>"), b""),
            (
                re.compile(rb"<mc:AlternateContent[^>]*>\s*<mc:Choice[^>]*>\s*</mc:Choice>\s*</mc:AlternateContent>"),
                b"",
            ),
            (re.compile(rb"<xr:revisionPtr\s[^>]*/>"), b""),
            (re.compile(rb'\s(?:xr\d*:uid|refreshedBy)="[^"]*"'), b""),
            (re.compile(rb"<author>[^<]*</author>"), b"<author>kimcore</author>"),
            (re.compile(rb'(<pageSetup\b[^>]*?)\sr:id="[^"]*"'), rb"\1"),
        ),
    ),
)
_UNWANTED_RELATION = re.compile(
    rb'<Relationship\s[^>]*Target="[^"]*(?:printerSettings|persons/|people\.xml)[^"]*"[^>]*/>'
)
_OUTSIDE = re.compile(rb'<Relationship\s[^>]*TargetMode="External"[^>]*/>')
_LOCAL = re.compile(rb'(\sTarget=")(?:file:|[A-Za-z]:|[\\/])[^"]*?([^"\\/]*)"')
_FONT = re.compile(rb"<font>((?:<\w+[^<>]*/>)*)</font>")
_FONT_ORDER = b" b i strike condense extend outline shadow u vertAlign sz color name family charset scheme "


def unwanted(name: str) -> bool:
    """True for a part that says nothing but who worked where: printer settings, persons, a thumbnail."""
    return _UNWANTED.fullmatch(name) is not None


def scrub(name: str, data: bytes) -> bytes:
    """Return a part without what names a person, a machine or a session of editing.

    What openpyxl writes in an order that the schema forbids, the elements of a font, is put in order.

    Args:
        name: the part, ``word/document.xml``.
        data: its content; only XML is changed.
    """
    if name.endswith(".rels"):
        return _OUTSIDE.sub(_without_folder, _UNWANTED_RELATION.sub(b"", data))
    if not name.endswith(".xml"):
        return data
    for folder, rules in _RULES:
        if name.startswith(folder):
            for pattern, replacement in rules:
                data = pattern.sub(replacement, data)
    return _FONT.sub(_in_order, data) if name == "xl/styles.xml" else data


def _without_folder(relation: re.Match[bytes]) -> bytes:
    """A reference to a file, such as a Word template or a linked workbook, with its name alone: folders name users."""
    return _LOCAL.sub(lambda found: found[1] + (found[2] or b".") + b'"', relation[0])


def _in_order(font: re.Match[bytes]) -> bytes:
    """A font with its elements in the order of the schema."""
    elements = re.findall(rb"<(\w+)([^<>]*/>)", font[1])
    ordered = sorted(elements, key=lambda element: _FONT_ORDER.find(b" " + element[0] + b" "))
    return b"<font>" + b"".join(b"<" + name + rest for name, rest in ordered) + b"</font>"

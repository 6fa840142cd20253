"""The watermark ENTWURF: its letters drawn as one slanting shape behind the text.

A shape with an alternative text is the one form that Word and LibreOffice both show aslant and that stays accessible on
every page; text in VML loses its alternative text on all pages but the first.
"""

from math import cos, radians, sin

__all__ = ["DRAFT", "watermark"]

DRAFT = "ENTWURF"
"""The mark that stands across every page of a draft."""

_COLOUR = "EEEEEE"
_ANGLE = 52
_TALL = 7_000_000  # EMU
_GAP = 16
_BOWL = ((16, 15), (16, 44), (36, 44), (45, 38), (45, 21), (36, 15))
_LETTERS: dict[str, tuple[int, tuple[tuple[tuple[int, int], ...], ...]]] = {  # width and outlines, a hundred units high
    "E": (60, (((0, 0), (60, 0), (60, 16), (16, 16), (16, 42), (52, 42), (52, 58), (16, 58), (16, 84), (60, 84),
               (60, 100), (0, 100)),)),
    "N": (64, (((0, 0), (18, 0), (48, 66), (48, 0), (64, 0), (64, 100), (46, 100), (16, 34), (16, 100), (0, 100)),)),
    "T": (64, (((0, 0), (64, 0), (64, 16), (40, 16), (40, 100), (24, 100), (24, 16), (0, 16)),)),
    "W": (98, (((0, 0), (17, 0), (28, 68), (41, 20), (57, 20), (70, 68), (81, 0), (98, 0), (80, 100), (62, 100),
               (49, 52), (36, 100), (18, 100)),)),
    "U": (64, (((0, 0), (16, 0), (16, 68), (22, 80), (32, 84), (42, 80), (48, 68), (48, 0), (64, 0), (64, 72), (54, 92),
               (40, 100), (24, 100), (10, 92), (0, 72)),)),
    "R": (66, (((0, 0), (40, 0), (55, 7), (62, 20), (62, 38), (55, 51), (45, 56), (66, 100), (47, 100), (29, 59),
               (16, 59), (16, 100), (0, 100)), _BOWL)),
    "F": (58, (((0, 0), (58, 0), (58, 16), (16, 16), (16, 44), (50, 44), (50, 60), (16, 60), (16, 100), (0, 100)),)),
}  # fmt: skip


def watermark(number: int, height: int) -> str:
    """The run with the watermark, in the middle of the text of a page.

    Args:
        number: of the drawing; no two of a document have the same.
        height: of the text, in EMU.
    """
    path, across, down = _path()
    high = min(height, _TALL)
    wide = high * across // down
    box = f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>'
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>center</wp:align></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="Wasserzeichen {number}" descr="{DRAFT}"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
        f"<wps:spPr><a:xfrm>{box}</a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{across}" h="{down}">{path}</a:path></a:pathLst></a:custGeom>'
        f'<a:solidFill><a:srgbClr val="{_COLOUR}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def _path() -> tuple[str, int, int]:
    """The outlines of all letters, set aslant: their path, its width and height."""
    outlines, left = [], 0
    for letter in DRAFT:
        width, shapes = _LETTERS[letter]
        outlines += [[_turned(left + x, y) for x, y in shape] for shape in shapes]
        left += width + _GAP
    least_x = min(x for outline in outlines for x, _ in outline)
    least_y = min(y for outline in outlines for _, y in outline)
    moved = [[(round(x - least_x), round(y - least_y)) for x, y in outline] for outline in outlines]
    across = max(x for outline in moved for x, _ in outline)
    down = max(y for outline in moved for _, y in outline)
    return "".join(map(_drawn, moved)), across, down


def _turned(x: float, y: float) -> tuple[float, float]:
    """A point turned against the clock; ten units of the path for one of the letters."""
    turn = radians(_ANGLE)
    return 10 * (x * cos(turn) + y * sin(turn)), 10 * (y * cos(turn) - x * sin(turn))


def _drawn(outline: list[tuple[int, int]]) -> str:
    points = [f'<a:pt x="{x}" y="{y}"/>' for x, y in outline]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{lines}<a:close/>"

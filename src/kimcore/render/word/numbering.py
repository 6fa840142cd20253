"""The part ``word/numbering.xml``: headings, appendices, bullets, and a count of its own for every numbered list."""

import attrs

__all__ = ["APPENDIX", "BULLETS", "HEADINGS", "LEVELS", "NUMBERS", "UNNUMBERED", "Numbering", "abstract_xml"]

LEVELS = 9
"""How deep Word's lists go."""

HEADINGS, APPENDIX, BULLETS, NUMBERS, UNNUMBERED = 1, 2, 3, 4, 5
_BULLETS = "•–▪"
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")
_STEP = 397


def abstract_xml(first: int, headings: tuple[str, ...]) -> str:
    """The five kinds of numbering.

    Args:
        first: the id of the first, so that a template's own kinds keep theirs.
        headings: the ids of the heading styles, the highest first.
    """
    kinds = (
        "".join(_heading(level, headings) for level in range(LEVELS)),
        "".join(_appendix(level) for level in range(LEVELS)),
        "".join(_bullet(level) for level in range(LEVELS)),
        "".join(_number(level) for level in range(LEVELS)),
        "".join(_level(level, "none", "", suffix="nothing", indent=(0, 0)) for level in range(LEVELS)),
    )
    return "".join(
        f'<w:abstractNum w:abstractNumId="{first + number}"><w:multiLevelType w:val="multilevel"/>{levels}'
        "</w:abstractNum>"
        for number, levels in enumerate(kinds)
    )


def _level(level: int, form: str, words: str, *, style: str = "", suffix: str = "", indent: tuple[int, int]) -> str:
    after = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    left, hanging = indent
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}{after}'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _heading(level: int, styles: tuple[str, ...]) -> str:
    words = ".".join(f"%{number}" for number in range(1, level + 2))
    width = (567, 737, 907, 1077)[min(level, 3)]
    return _level(level, "decimal", words, style=styles[level] if level < len(styles) else "", indent=(width, width))


def _appendix(level: int) -> str:
    if not level:
        return _level(0, "upperLetter", "Anhang %1", indent=(2098, 2098))
    words = ".".join(f"%{number}" for number in range(1, level + 2))
    return _level(level, "decimal", words, indent=(737, 737))


def _bullet(level: int) -> str:
    return _level(level, "bullet", _BULLETS[level % len(_BULLETS)], indent=(_STEP * (level + 1), _STEP))


def _number(level: int) -> str:
    form = _FORMATS[level % len(_FORMATS)]
    words = f"%{level + 1})" if level % len(_FORMATS) == 1 else f"%{level + 1}."
    return _level(level, form, words, indent=(_STEP * (level + 1), _STEP))


@attrs.define
class Numbering:
    """The numbered lists of one document as they come.

    Attributes:
        first: the id of the first kind of numbering.
        offset: what is added to every ``numId``, so that a template's own keep theirs.
    """

    first: int = 0
    offset: int = 0
    _starts: list[tuple[int, int]] = attrs.field(factory=list)  # level and start of each list

    def id(self, kind: int) -> int:
        """The ``numId`` of headings, appendices or bullets."""
        return self.offset + kind

    def new_list(self, level: int, start: int) -> int:
        """Begin a numbered list: its own ``numId``, so that it counts from its own start."""
        self._starts.append((level, start))
        return self.offset + UNNUMBERED + len(self._starts)

    def xml(self) -> str:
        """The elements ``w:num``."""
        plain = "".join(
            f'<w:num w:numId="{self.offset + kind}"><w:abstractNumId w:val="{self.first + kind - 1}"/></w:num>'
            for kind in (HEADINGS, APPENDIX, BULLETS, NUMBERS, UNNUMBERED)
        )
        lists = "".join(
            f'<w:num w:numId="{self.offset + UNNUMBERED + number}">'
            f'<w:abstractNumId w:val="{self.first + NUMBERS - 1}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for number, (level, start) in enumerate(self._starts, 1)
        )
        return plain + lists

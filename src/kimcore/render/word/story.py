"""A story: the text of the body, a header or the footnotes, written paragraph by paragraph into its part."""

from functools import lru_cache

import attrs

from kimcore.render.archive import Packed
from kimcore.render.word.markup import Props, bookmark

__all__ = ["AFTER_FIGURE", "Story"]

_FLUSH = 1 << 18
AFTER_FIGURE = 200
"""The distance of text from a table or figure before it, in twentieths of a point."""

_AFTER_LINES = 120


@lru_cache(maxsize=256)
def _styled(style: str) -> Props:
    return Props(style)


@lru_cache(maxsize=256)
def _set_off(props: Props, before: int) -> Props:
    return attrs.evolve(props, before=before)


class Story:
    """Writes paragraphs and tables one after the other, and keeps what must stand in the next paragraph.

    Args:
        part: where the XML goes.
        least: the style of a paragraph that only ends a section or carries a bookmark.
        spaced: styles of paragraphs that keep a distance from a table, a list or fields before them.
    """

    def __init__(self, part: Packed, least: str, spaced: frozenset[str] = frozenset()) -> None:
        self._part = part
        self._least = least
        self._spaced = spaced
        self._after_table = False
        self._after_box = False
        self._gap = 0  # above the next paragraph
        self._pieces: list[str] = []
        self._size = 0
        self._bookmarks = 0
        self._marks: list[str] = []  # names of bookmarks that the next paragraph takes
        self._new_page = False
        self._open = False  # the last piece is a paragraph that may yet carry a section's end

    def paragraph(self, content: str, props: Props | str) -> None:
        """Add a paragraph.

        Args:
            content: its runs; where it ends the paragraph and begins others, several are added.
            props: what is set on it, its style at least, or only that.
        """
        if isinstance(props, str):
            props = _styled(props)
        if self._new_page or self._marks:
            content = "".join(self._bookmark(name, "") for name in self._marks) + content
            props = attrs.evolve(props, new_page=True) if self._new_page else props
            self._new_page, self._marks = False, []
        if self._gap and props.style in self._spaced:
            props = _set_off(props, self._gap)
        self._gap, self._after_table, self._after_box = 0, False, False
        self._add(f"<w:p>{props.xml}{content}</w:p>", paragraph=True)

    def raw(self, xml: str) -> None:
        """Add a piece of a table, or the begin or end of a content control."""
        if xml.endswith("</w:tbl>"):
            self._gap, self._after_table, self._after_box = AFTER_FIGURE, True, False
        self._add(xml, paragraph=False)

    def box(self, title: str, text: str, styles: tuple[str, str]) -> None:
        """Add a box: its title and its text; two of one colour in a row would become one."""
        head = _styled(styles[0])
        if self._after_box:
            self.paragraph("", self._least)
            head = _set_off(head, 0)
        self.paragraph(title, head)
        self.paragraph(text, styles[1])
        self._after_box = True

    def set_off(self, gap: int = _AFTER_LINES) -> None:
        """Let the next paragraph keep its distance from lines that stand close together, or from a figure."""
        self._gap = gap

    def marked(self, name: str, content: str) -> str:
        """Runs within a bookmark."""
        return self._bookmark(name, content)

    def mark_next(self, name: str) -> None:
        """Let the next paragraph carry a bookmark."""
        self._marks.append(name)

    def new_page(self) -> None:
        """Let the next paragraph begin a page."""
        self._new_page = True

    def close(self) -> None:
        """End the story: a bookmark that still waits gets a paragraph, a page that would be empty is none."""
        self._new_page = self._after_table = False
        self.settle()

    def settle(self) -> None:
        """Give what waits for a paragraph one of its own, before a table; two tables in a row would become one."""
        if self._marks or self._new_page or self._after_table:
            self.paragraph("", self._least)

    def end_section(self, section: str) -> None:
        """End a section of pages with the last paragraph.

        Args:
            section: the element ``w:sectPr``.
        """
        self._new_page = False
        if not self._open:
            self.paragraph("", self._least)
        begin, end, rest = self._pieces[-1].rpartition("</w:pPr>")
        self._pieces[-1] = begin + section + end + rest
        self._open = False

    def flush(self) -> None:
        """Write everything that has gathered."""
        self._part.write("".join(self._pieces).encode())
        self._pieces.clear()
        self._size = 0
        self._open = False

    def _add(self, xml: str, *, paragraph: bool) -> None:
        if self._size >= _FLUSH:
            self.flush()
        self._pieces.append(xml)
        self._size += len(xml)
        self._open = paragraph

    def _bookmark(self, name: str, content: str) -> str:
        self._bookmarks += 1
        return bookmark(self._bookmarks, name, content)

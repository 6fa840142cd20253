"""What comes before the text: the cover or title, the table of contents, the lists of tables and figures."""

from collections.abc import Mapping, Sequence

from kimcore.blocks import Cover, Document, Fields
from kimcore.render.outline import Entry, Kind
from kimcore.render.theme import Theme
from kimcore.render.word.body import Body
from kimcore.render.word.markup import Props, field, field_ends, run
from kimcore.render.word.numbering import UNNUMBERED

__all__ = ["write_front"]

_DEEPEST = 3
_PLAIN = '<w:u w:val="none"/>'
_SMALLER = '<w:sz w:val="40"/><w:szCs w:val="40"/>'
_STARTS = (0, 567, 1247)  # where the lines of each level begin, and from where the number of an appendix is off
_PAGE = 42  # lines of lists that one page holds
_CONTROL = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent>"
)


def write_front(body: Body, document: Document, theme: Theme) -> None:
    """Write everything before the first section."""
    if document.cover is not None:
        _cover(body, document, document.cover, theme)
    else:
        _title(body, document)
    if document.contents:
        _contents(body, document)


def _title(body: Body, document: Document) -> None:
    body.story.paragraph(run(document.title, _SMALLER), body.styles["Title"])
    if document.properties.marks:
        body.story.paragraph(run(" · ".join(document.properties.marks)), body.styles["KimMarks"])


def _cover(body: Body, document: Document, cover: Cover, theme: Theme) -> None:
    properties, styles = document.properties, body.styles
    if theme.logo is not None:
        body.story.paragraph(body.figures.logo(theme), styles["KimLogo"])
    body.story.paragraph(run(properties.issuer), styles["KimIssuer"])
    body.story.paragraph(run(document.title), styles["Title"])
    if cover.subtitle:
        body.story.paragraph(run(cover.subtitle), styles["Subtitle"])
    if properties.marks:
        body.story.paragraph(run(" · ".join(properties.marks)), styles["KimMarks"])
    if cover.fields:
        body.fields(Fields(id="deckblatt", fields=cover.fields))
    if cover.notice is not None:
        body.notice(cover.notice)
    body.story.new_page()


def _contents(body: Body, document: Document) -> None:
    pages = dict(document.pages)
    headings = [entry for entry in body.outline.sections if entry.level <= _DEEPEST]
    instruction = f'TOC \\o "1-{_DEEPEST}" \\h \\z \\u'
    _listing(body, "Inhalt", instruction, [(_heading(body, entry), entry) for entry in headings], pages, control=True)
    figures = (*body.outline.tables, *body.outline.figures)
    for kind, title in ((Kind.TABLE, "Tabellen"), (Kind.FIGURE, "Abbildungen")):
        rows = [
            (Props(body.styles["TableofFigures"], keep_next=len(figures) <= _PAGE and entry is not figures[-1]), entry)
            for entry in figures
            if entry.kind is kind
        ]
        _listing(body, title, f'TOC \\h \\z \\c "{kind.value}"', rows, pages)
    body.story.new_page()


def _heading(body: Body, entry: Entry) -> Props:
    """What is set on the line of a heading: behind "Anhang A" its title, behind no number the page alone."""
    style, start = body.styles[f"TOC{entry.level}"], _STARTS[entry.level - 1]
    if not entry.number:
        return Props(style, indent=(start, 0))
    return Props(style, tabs=(("left", _STARTS[-1]),) if entry.appendix and entry.level == 1 else ())


def _listing(
    body: Body, title: str, instruction: str, rows: Sequence[tuple[Props, Entry]], pages: Mapping[str, int],
    *, control: bool = False,
) -> None:  # fmt: skip
    """A field with its entries; where pages are known, with leader and page number."""
    if not rows:
        return
    if control:
        body.story.raw(_CONTROL)
    uncounted = (body.numbering.id(UNNUMBERED), 0)  # a template's style may count as a chapter does
    body.story.paragraph(run(title), Props(body.styles["TOCHeading"], number=uncounted))
    begin, end = field_ends(instruction)
    for number, (props, entry) in enumerate(rows):
        before = begin if not number else ""
        after = end if number == len(rows) - 1 else ""
        body.story.paragraph(before + _entry(body, entry, pages.get(entry.bookmark)) + after, props)
    if control:
        body.story.raw("</w:sdtContent></w:sdt>")


def _entry(body: Body, entry: Entry, page: int | None) -> str:
    link = f'<w:rStyle w:val="{body.styles["Hyperlink"]}"/><w:color w:val="{body.tables.theme.text}"/>{_PLAIN}'
    if entry.kind is Kind.SECTION:
        words = f"{entry.number}\t{entry.title}" if entry.number else entry.title
    else:
        words = f"{entry.kind.value}\u00a0{entry.number}: {entry.title}"
    inner = run(words, link)
    if page is not None:
        inner += "<w:r><w:tab/></w:r>" + field(f"PAGEREF {entry.bookmark} \\h", str(page), link)
    return f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{inner}</w:hyperlink>'

"""Inline content: runs with their looks, links, footnotes and references."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from kimcore.blocks import Footnote, Inline, Prose, Reference, Run, plain
from kimcore.errors import RenderError
from kimcore.render.outline import Entry, Kind
from kimcore.render.typography import german_parts
from kimcore.render.word.markup import run, simple_field
from kimcore.render.word.relations import Relations
from kimcore.render.xmltext import escape

__all__ = ["Inlines", "set_runs"]


def set_runs(prose: Sequence[Inline]) -> Iterator[Inline]:
    """The items of a paragraph with its runs set together; code stays, and so does what footnotes say.

    A link looks like a link: Word has one style for a run, so that code in it is text like any other.
    """
    prose = [attrs.evolve(item, code=False) if isinstance(item, Run) and item.link else item for item in prose]
    texts = german_parts([item.text if isinstance(item, Run) and not item.code else "" for item in prose])
    for item, text in zip(prose, texts, strict=True):
        yield attrs.evolve(item, text=text) if isinstance(item, Run) and text else item


@attrs.define
class Inlines:
    """Writes inline content of one part and gathers its footnotes.

    Attributes:
        styles: the ids of styles.
        targets: what references lead to, by id.
        relations: the links of the part.
        foot: writes the footnotes, which are a part of their own.
    """

    styles: Mapping[str, str]
    targets: Mapping[str, Entry]
    relations: Relations
    foot: "Inlines | None" = None
    _notes: list[str] = attrs.field(factory=list)

    def xml(self, prose: Prose, look: str = "") -> str:
        """The runs of a paragraph.

        Args:
            prose: plain text or inline content.
            look: the inside of ``w:rPr`` for all of it.
        """
        if isinstance(prose, str):
            return run(prose, look)
        return "".join(self._inline(item, look) for item in set_runs([self._reachable(item) for item in prose]))

    def _reachable(self, item: Inline) -> Inline:
        """A link to a place that is not there is text."""
        dead = isinstance(item, Run) and item.link.startswith("#") and item.link[1:] not in self.targets
        return attrs.evolve(item, link="", code=False) if isinstance(item, Run) and dead else item

    def _inline(self, item: Inline, look: str) -> str:
        match item:
            case Run():
                return self._run(item, look)
            case Footnote():
                return self._footnote(item)
            case Reference():
                return self.reference(item.target)
        raise RenderError(f"Text der Art {type(item).__name__} stellt die Word-Ausgabe nicht dar.")

    def _run(self, item: Run, look: str) -> str:
        style = f'<w:rStyle w:val="{self.styles["KimCode"]}"/>' if item.code else ""
        if item.link:
            style = f'<w:rStyle w:val="{self.styles["Hyperlink"]}"/>'
        bold = "<w:b/><w:bCs/>" if item.bold else ""
        italic = "<w:i/><w:iCs/>" if item.italic else ""
        inner = run(item.text, f"{style}{bold}{italic}{look}", set_type=not item.code)
        return self.link(item.link, inner) if item.link else inner

    def link(self, url: str, inner: str) -> str:
        """Runs that lead to a web address or to a place in the document."""
        if not url.startswith("#"):
            return f'<w:hyperlink r:id="{self.relations.link(url)}" w:history="1">{inner}</w:hyperlink>'
        entry = self.targets.get(url[1:])
        if entry is None:
            return inner
        return f'<w:hyperlink w:anchor="{escape(entry.bookmark)}" w:history="1">{inner}</w:hyperlink>'

    def reference(self, target: str) -> str:
        """A cross-reference: the words and a field with the number, which follows when chapters move."""
        entry = self.targets.get(target)
        if entry is None:
            return run(f"[Verweis auf „{target}“]")
        if entry.kind is Kind.SECTION and entry.number and not entry.appendix:
            return run("Abschnitt\u00a0") + simple_field(f"REF {entry.bookmark} \\r \\h", entry.number)
        if entry.kind is Kind.SECTION:
            switch = "\\r \\h" if entry.number else "\\h"
            shown = entry.number or entry.title
            inner = simple_field(f"REF {entry.bookmark} {switch}", shown)
            return inner if entry.number else run("„") + inner + run("“")
        return simple_field(f"REF {entry.bookmark} \\h", f"{entry.kind.value}\u00a0{entry.number}")

    def _footnote(self, note: Footnote) -> str:
        if self.foot is None:
            return run(f" ({plain(note.runs)})")
        self._notes.append(self.foot.xml(note.runs))
        return f'<w:r><w:rPr>{self._mark}</w:rPr><w:footnoteReference w:id="{len(self._notes)}"/></w:r>'

    @property
    def _mark(self) -> str:
        return f'<w:rStyle w:val="{self.styles["FootnoteReference"]}"/>'

    def notes_xml(self) -> str:
        """The footnotes of the part, in their order."""
        style = self.styles["FootnoteText"]
        return "".join(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f"<w:r><w:rPr>{self._mark}</w:rPr><w:footnoteRef/></w:r><w:r><w:tab/></w:r>{note}</w:p></w:footnote>"
            for number, note in enumerate(self._notes, 1)
        )

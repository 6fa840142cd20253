"""What stands in a paragraph: runs, links, footnotes, references. A link leads to the web, a mail, or in the page."""

import re
from collections.abc import Iterator, Sequence

import attrs

from kimcore import RenderError
from kimcore.blocks import Footnote, Inline, Link, Prose, Reference, Run
from kimcore.render.outline import Kind
from kimcore.render.typography import german_parts
from kimcore.values import NBSP
from kimcore_html.flow import Places
from kimcore_html.markup import escape, tag, words

__all__ = ["Inlines"]

_SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?://[^\s()<>]*[^\s()<>.,;]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


@attrs.define
class Inlines:
    """Writes inline content and gathers the footnotes, which stand at the end of the page."""

    places: Places
    _notes: list[str] = attrs.field(factory=list)

    def prose(self, prose: Prose) -> str:
        """The content of a paragraph."""
        if isinstance(prose, str):
            return words(prose)
        return "".join(map(self._inline, _set(prose)))

    def link(self, url: str, inner: str) -> str:
        """A link; what leads nowhere, or where no link may lead, remains text."""
        if url.startswith("#"):
            place = self.places.find(url[1:])
            return tag("a", inner, href=f"#{place}") if place else inner
        return tag("a", inner, href=url, rel="noreferrer") if _SAFE.fullmatch(url) else inner

    def linked(self, text: str) -> str:
        """A text in which an address leads where it says."""
        pieces = enumerate(_ADDRESS.split(text))
        return "".join(self._address(piece) if number % 2 else words(piece) for number, piece in pieces)

    def _address(self, address: str) -> str:
        url = address if "://" in address else f"mailto:{address}"
        return self.link(url, escape(address.partition("://")[2] or address))

    def cell(self, link: Link) -> str:
        """A link that fills a cell."""
        return self.link(link.url, words(link.text or link.url))

    def notes(self) -> Iterator[str]:
        """The footnotes, each with a way back."""
        for number, note in enumerate(self._notes, 1):
            back = tag("a", "↩", href=f"#verweis-{number}", role="doc-backlink", aria_label=f"Zurück zu {number}")
            yield tag("li", note, " ", back, id=f"fussnote-{number}")

    def _inline(self, item: Inline) -> str:
        match item:
            case Run():
                return self._run(item)
            case Footnote():
                return self._footnote(item)
            case Reference():
                return self._reference(item.target)
        raise RenderError(f"Text der Art {type(item).__name__} stellt die HTML-Ausgabe nicht dar.")

    def _run(self, run: Run) -> str:
        inner = escape(run.text).replace("\n", "<br>\n")
        for name, wanted in (("code", run.code), ("em", run.italic), ("strong", run.bold)):
            inner = tag(name, inner) if wanted else inner
        return self.link(run.link, inner) if run.link else inner

    def _footnote(self, note: Footnote) -> str:
        number = len(self._notes) + 1
        self._notes.append("")  # its number is taken, whatever stands in it
        self._notes[number - 1] = self.prose(note.runs)
        mark = tag("a", str(number), id=f"verweis-{number}", href=f"#fussnote-{number}", role="doc-noteref",
                   aria_label=f"Fußnote {number}")  # fmt: skip
        return tag("sup", mark)

    def _reference(self, target: str) -> str:
        entry = self.places.entries.get(target)
        if entry is None:
            return escape(f"[Verweis auf „{target}“]")
        if entry.kind is not Kind.SECTION or (entry.number and not entry.appendix):
            shown = f"{entry.kind.value}{NBSP}{entry.number}"
        else:
            shown = entry.number or f"„{entry.title}“"
        return self.link(f"#{target}", escape(shown))


def _set(prose: Sequence[Inline]) -> Iterator[Inline]:
    """The items of a paragraph with its runs set together: a quotation may begin in one and end in another."""
    texts = german_parts([item.text if isinstance(item, Run) and not item.code else "" for item in prose])
    for item, text in zip(prose, texts, strict=True):
        yield attrs.evolve(item, text=text) if isinstance(item, Run) and text else item

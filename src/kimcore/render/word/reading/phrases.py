"""What stands within a paragraph of a Word file: runs, links, footnotes, references, pictures."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from kimcore.blocks import Footnote, Inline, Reference, Run
from kimcore.blocks.markdown.prose import normal_items
from kimcore.render.outline import Entry, Kind
from kimcore.render.word.reading.losses import Losses, run_losses
from kimcore.render.word.reading.parts import MC, A, M, R, W, children, is_on, value
from kimcore.render.word.reading.styles import Styles

__all__ = ["Phrases", "Picture"]

_WORD_BEFORE = re.compile("Abschnitt[ \u00a0]$")
_REF = re.compile(r"\s*REF\s+(\S+)")
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"(?P<url>[^"]*)")?(?:\s*\\l\s+"(?P<place>[^"]*)")?')
_QUIET_FIELDS = re.compile(r"\s*(SEQ|PAGEREF|PAGE|NUMPAGES)\b")
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_QUIET = {
    "rPr", "fldChar", "instrText", "footnoteRef", "lastRenderedPageBreak", "delText", "delInstrText", "annotationRef",
    "commentReference", "separator", "continuationSeparator",
}  # fmt: skip


@attrs.frozen
class Picture:
    """A picture in the text: the digest of its file, what describes it."""

    digest: bytes
    alt: str


@attrs.define
class _Field:
    """A field of which the instruction or the result is being read."""

    instruction: str = ""
    result: bool = False
    items: list[Any] = attrs.field(factory=list)


class Phrases:
    """Reads the paragraphs of one part.

    Args:
        styles: the styles of the document.
        links: what the part refers to, by the id of the relation.
        places: what bookmarks stand for.
        pictures: the digest of a picture by the id of its relation.
        notes: the footnotes by their id, or None within a footnote.
        foot: reads the footnotes.
    """

    def __init__(
        self, styles: Styles, links: Mapping[str, str], places: Mapping[str, Entry], pictures: Any,
        notes: Mapping[str, Any] | None = None, foot: "Phrases | None" = None,
    ) -> None:  # fmt: skip
        self._styles = styles
        self._links = links
        self._places = places
        self._pictures = pictures
        self._notes = notes or {}
        self._foot = foot

    def read(
        self, paragraph: Any, losses: Losses, *, in_table: bool = False
    ) -> tuple[tuple[Inline, ...], list[Picture]]:
        """What a paragraph says, in its normal form, and the pictures in it."""
        reading = _Reading(losses, in_table)
        for child in children(paragraph):
            self._child(child, reading, "")
        while len(reading.fields) > 1:
            self._end(reading)
        found = reading.fields[0].items
        items = normal_items(item for item in found if not isinstance(item, Picture))
        return tuple(_without_words(items, self._places)), [item for item in found if isinstance(item, Picture)]

    # ----------------------------------------------------------------------------------------- elements

    def _child(self, element: Any, reading: "_Reading", link: str) -> None:
        match element.tag.rpartition("}")[2]:
            case "r" if element.tag == f"{W}r":
                self._run(element, reading, link)
            case "hyperlink":
                url = self._link(self._links.get(element.get(f"{R}id", ""), ""), element.get(f"{W}anchor", ""))
                for child in children(element):
                    self._child(child, reading, url)
            case "fldSimple":
                reading.fields.append(_Field(element.get(f"{W}instr", ""), result=True))
                for child in children(element):
                    self._child(child, reading, link)
                self._end(reading)
            case "oMath" | "oMathPara":
                reading.losses.add("Formel", "".join(text.text or "" for text in element.iter(f"{M}t")), text=True)

    def _link(self, url: str, place: str) -> str:
        """A web address with its place, or the link to a bookmark of ours; empty for any other bookmark."""
        if url:
            return f"{url}#{place}" if place else url
        return f"#{self._places[place].id}" if place in self._places else ""

    def _run(self, element: Any, reading: "_Reading", link: str) -> None:
        props = element.find(f"{W}rPr")
        style = self._styles.character(value(props, "rStyle"))
        text = ""
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name in {"t", "br", *_SIGNS}:
                text += self._sign(child, name, reading)
                continue
            self._say(text, props, style, reading, link)
            text = ""
            self._other(child, name, reading)
        self._say(text, props, style, reading, link)

    def _sign(self, child: Any, name: str, reading: "_Reading") -> str:
        if name == "t":
            return child.text or ""
        kind = child.get(f"{W}type", "textWrapping")
        if name == "br" and kind != "textWrapping":
            reading.losses.add("Seitenumbruch" if kind == "page" else "Spaltenumbruch")
            return " "
        return _SIGNS.get(name, "\n")

    def _say(self, text: str, props: Any, style: Any, reading: "_Reading", link: str) -> None:
        field = reading.fields[-1]
        if not text or (len(reading.fields) > 1 and not field.result):
            return
        run_losses(props, text, reading.losses, in_table=reading.in_table)
        if style.foreign and text.strip():
            reading.losses.add(f"Formatvorlage „{style.foreign}“", text)
        if is_on(props, "vanish"):
            return
        bold, italic = is_on(props, "b"), is_on(props, "i")
        reading.going_on = "" if link or not style.link else reading.going_on
        field.items.append(
            Run(
                text,
                bold=style.bold if bold is None else bold,
                italic=style.italic if italic is None else italic,
                code=style.code,
                link=link or reading.going_on,
            )
        )

    def _other(self, child: Any, name: str, reading: "_Reading") -> None:
        match name:
            case "fldChar":
                self._field(child.get(f"{W}fldCharType"), reading)
            case "instrText":
                reading.fields[-1].instruction += child.text or ""
            case "footnoteReference":
                self._footnote(child.get(f"{W}id", ""), reading)
            case "endnoteReference":
                reading.losses.add("Endnote", text=True)
            case "sym":
                reading.losses.add("Sonderzeichen einer Symbolschrift", text=True)
            case "drawing" | "pict" | "object" | "AlternateContent":
                self._drawing(child, reading)
            case _ if name not in _QUIET:
                words = "".join(text.text or "" for text in child.iter(f"{W}t"))
                reading.losses.add("unbekannter Inhalt", words, text=True)

    def _footnote(self, name: str, reading: "_Reading") -> None:
        note = self._notes.get(name)
        if note is None or self._foot is None:
            reading.losses.add("Fußnote ohne Text", text=True)
            return
        found: list[Inline] = []
        for paragraph in note.iter(f"{W}p"):
            items, pictures = self._foot.read(paragraph, reading.losses)
            found += [*(Run("\n") for _ in found[:1]), *items]
            if pictures:
                reading.losses.add("Bild in einer Fußnote", text=True)
        if found and isinstance(found[0], Run):  # the tab behind the number may have become part of the text
            found[0] = attrs.evolve(found[0], text=found[0].text.removeprefix("\t"))
        runs = tuple(item for item in normal_items(found) if isinstance(item, Run))
        if any(isinstance(item, Reference) for item in found):
            reading.losses.add("Querverweis in einer Fußnote", text=True)
        reading.fields[-1].items.append(Footnote(runs))

    def _drawing(self, element: Any, reading: "_Reading") -> None:
        """Pictures; what else is drawn is lost."""
        words = [text.text or "" for text in element.iter(f"{W}t")]
        if words:
            choices = 1 + (element.tag == f"{MC}AlternateContent" and element.find(f"{MC}Fallback") is not None)
            reading.losses.add("Textfeld", "".join(words[: len(words) // choices or 1]), text=True)
            return
        blip = next(element.iter(f"{A}blip"), None)
        if blip is not None:
            about = next((found for found in element.iter() if found.tag.endswith("}docPr")), None)
            alt = "" if about is None else about.get("descr", "")
            reading.fields[-1].items.append(Picture(self._pictures(blip.get(f"{R}embed", "")), alt))
        else:
            chart = any(child.tag.endswith("}chart") for child in element.iter())
            reading.losses.add("Diagramm" if chart else "Zeichnung oder eingebettetes Objekt", text=True)

    # ------------------------------------------------------------------------------------------- fields

    def _field(self, kind: str | None, reading: "_Reading") -> None:
        if kind == "begin":
            reading.fields.append(_Field())
        elif len(reading.fields) > 1 and kind == "separate":
            reading.fields[-1].result = True
        elif len(reading.fields) > 1 and kind == "end":
            self._end(reading)

    def _end(self, reading: "_Reading") -> None:
        """Put the result of a field in its place."""
        field = reading.fields.pop()
        items = field.items
        if found := _REF.match(field.instruction):
            entry = self._places.get(found[1])
            if entry is not None:
                items = [Reference(entry.id)]
            else:
                reading.losses.add("Querverweis auf eine andere Stelle", _text(items))
        elif found := _LINK.match(field.instruction):
            url = self._link(found["url"] or "", found["place"] or "")
            reading.going_on = url if found["url"] and found["place"] else ""
            items = [attrs.evolve(item, link=url) if isinstance(item, Run) else item for item in items]
        elif field.instruction.strip() and not _QUIET_FIELDS.match(field.instruction):
            reading.losses.add("Feld", _text(items))
        reading.fields[-1].items += items


@attrs.define
class _Reading:
    """A paragraph that is being read.

    Attributes:
        going_on: the link of the field before: LibreOffice ends it too early where the address names a place.
    """

    losses: Losses
    in_table: bool
    going_on: str = ""
    fields: list[_Field] = attrs.field(factory=lambda: [_Field()])


def _text(items: Iterable[Any]) -> str:
    return "".join(item.text for item in items if isinstance(item, Run))


def _without_words(items: tuple[Inline, ...], places: Mapping[str, Entry]) -> Iterator[Inline]:
    """The items without the words that a reference prints around its number or title."""
    by_id = {entry.id: entry for entry in places.values()}
    for place, item in enumerate(items):
        if not isinstance(item, Run):
            yield item
            continue
        text = item.text
        after = items[place + 1] if place + 1 < len(items) else None
        before = items[place - 1] if place else None
        if isinstance(after, Reference):
            text = _before(text, by_id[after.target])
        if isinstance(before, Reference) and _titled(by_id[before.target]):
            text = text.removeprefix("“")
        if text:
            yield attrs.evolve(item, text=text)


def _titled(entry: Entry) -> bool:
    return entry.kind is Kind.SECTION and not entry.number


def _before(text: str, entry: Entry) -> str:
    if _titled(entry):
        return text.removesuffix("„")
    if entry.kind is Kind.SECTION and not entry.appendix:
        return _WORD_BEFORE.sub("", text)
    return text

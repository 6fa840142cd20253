"""Inline tokens to runs, footnotes, references and pictures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

import attrs

from kimcore.blocks.figures import Image
from kimcore.blocks.inline import Footnote, Inline, Reference, Run, plain
from kimcore.blocks.markdown.links import PLACE, checked_link
from kimcore.blocks.markdown.problems import Problems
from kimcore.blocks.markdown.prose import flat, normal_items

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["Note", "Phrases"]

_SWITCHES = {
    "strong_open": ("bold", 1),
    "strong_close": ("bold", -1),
    "em_open": ("italic", 1),
    "em_close": ("italic", -1),
}
_OWN_TABLE = re.compile(r"tabelle-[0-9]+")
_WITHOUT_TEXT = "Unter dem Absatz „[^1]: Text der Fußnote“ mit derselben Marke schreiben."


@attrs.define
class Note:
    """A footnote as it is defined: where, with what, whether something refers to it."""

    line: int
    tokens: "Sequence[Token]"
    used: bool = False
    runs: tuple[Run, ...] | None = None


@attrs.define
class _Look:
    """How the text looks at the place that is being read."""

    line: int
    bold: int = 0
    italic: int = 0
    link: str = ""

    def run(self, text: str, *, code: bool = False) -> Run:
        return Run(text, bold=self.bold > 0, italic=self.italic > 0, code=code, link=self.link)


class Phrases:
    """Reads what stands within the paragraphs of one text."""

    def __init__(self, images: Mapping[str, Image], notes: Mapping[str, Note], problems: Problems, prefix: str) -> None:
        self._images = images
        self._notes = notes
        self._problems = problems
        self._prefix = prefix
        self._inside_note = False

    def read(self, tokens: "Sequence[Token] | None", line: int) -> tuple[tuple[Inline, ...], tuple[Image, ...]]:
        """What a paragraph says, and the pictures in it."""
        items: list[Inline] = []
        images: list[Image] = []
        for item in self._items(tokens or (), _Look(line)):
            (images if isinstance(item, Image) else items).append(item)  # type: ignore[arg-type]  # sorted here
        return tuple(items), tuple(images)

    def words(self, tokens: "Sequence[Token] | None", line: int, place: str) -> str:
        """What a heading or a caption says, which are plain text on one line; what is lost is a problem."""
        items, images = self.read(tokens, line)
        return self.flattened(items, images, line, place)

    def flattened(self, items: Sequence[Inline], images: Sequence[Image], line: int, place: str) -> str:
        """Plain text on one line; looks, links, footnotes and pictures that are lost are a problem."""
        runs = tuple(item for item in items if isinstance(item, Run))
        if len(runs) < len(items) or images:
            self._problems.error(
                line,
                f"{place} kann keine Fußnote, keinen Querverweis und kein Bild enthalten; sie entfallen.",
                "In den Text davor oder dahinter setzen.",
            )
        if any(run.link for run in runs):
            self._problems.warn(
                line, f"{place} kann keinen Verweis enthalten; sein Text bleibt.", "In den Text setzen."
            )
        if any(run.bold or run.italic or run.code for run in runs):
            self._problems.note(
                line, f"{place} hat eine Schrift für sich: Fett und kursiv entfallen.", "Sterne löschen."
            )
        return flat(plain(runs))

    def _items(self, tokens: "Sequence[Token]", look: _Look) -> Iterator[Inline | Image]:
        for place, token in enumerate(tokens):
            match token.type:
                case "text" | "text_special":
                    yield look.run(token.content.replace("\n", " "))
                case "code_inline":
                    yield look.run(token.content, code=True)
                case "softbreak" | "hardbreak":
                    yield look.run("\n" if token.type == "hardbreak" else " ")
                    look.line += 1
                case "link_open":
                    yield from self._link(token, look, empty=tokens[place + 1].type == "link_close")
                case "link_close":
                    look.link = ""
                case "image":
                    yield from self._image(token, look.line)
                case "footnote_ref":
                    yield from self._footnote(token.meta["label"], look.line)
                case "html_inline":
                    yield from self._html(token.content, look)
                case switch:
                    name, step = _SWITCHES[switch]
                    setattr(look, name, getattr(look, name) + step)

    def _link(self, token: "Token", look: _Look, *, empty: bool) -> Iterator[Inline]:
        url = checked_link(str(token.attrs["href"]), look.line, self._problems)
        place = PLACE.fullmatch(url)
        if place and _OWN_TABLE.fullmatch(place[1]):
            url = f"#{self._prefix}{place[1]}"
        look.link = url
        if empty and place and self._inside_note:
            self._problems.error(look.line, "Eine Fußnote kann keinen Querverweis enthalten.", "In den Text setzen.")
        elif empty:
            yield Reference(url[1:]) if place else look.run(url)

    def _image(self, token: "Token", line: int) -> Iterator[Image]:
        source = str(token.attrs["src"])
        name = unquote(source).rsplit("/", 1)[-1]
        image = self._images.get(name)
        if image is None:
            self._problems.error(
                line,
                f"Das Bild „{flat(source)}“ gibt es im Programm nicht; es entfällt.",
                "Unter „pictures“ eintragen und hier seinen Dateinamen schreiben: ![Was es zeigt](fachtag.jpg).",
            )
            return
        alt = flat("".join(child.content or " " * child.type.endswith("break") for child in token.children or ()))
        caption = flat(str(token.attrs.get("title", "")))
        yield attrs.evolve(
            image,
            file=name,
            alt=alt or image.alt,
            caption=caption or image.caption,
        )

    def _footnote(self, label: str, line: int) -> Iterator[Footnote]:
        note = self._notes.get(label)
        if self._inside_note:
            self._problems.error(line, "Eine Fußnote kann keine Fußnote enthalten.", "Die Texte zusammenfassen.")
            return
        if note is None:
            self._problems.error(line, f"Die Fußnote [^{label}] hat keinen Text und entfällt.", _WITHOUT_TEXT)
            return
        note.used = True
        if note.runs is None:
            note.runs = self._note_runs(label, note)
        if note.runs:
            yield Footnote(note.runs)

    def _note_runs(self, label: str, note: Note) -> tuple[Run, ...]:
        """The text of a footnote; its paragraphs become lines."""
        self._inside_note = True
        found: list[Inline] = []
        for token in note.tokens:
            if token.type == "inline":
                items, images = self.read(token.children, token.map[0] + 1 if token.map else note.line)
                if images:
                    self._problems.error(note.line, "Eine Fußnote kann kein Bild enthalten.", "In den Text setzen.")
                found += [*items, Run("\n")]
            elif token.type not in {"paragraph_open", "paragraph_close"}:
                message = f"Die Fußnote [^{label}] enthält mehr als Absätze; nur deren Text bleibt."
                self._problems.warn(note.line, message, "Nur Text hineinschreiben.")
                found += [Run(flat(token.content), code=True), Run("\n")] if token.content else []
        self._inside_note = False
        runs = tuple(item for item in normal_items(found) if isinstance(item, Run))
        if not runs:
            self._problems.error(note.line, f"Die Fußnote [^{label}] hat keinen Text und entfällt.", _WITHOUT_TEXT)
        return runs

    def _html(self, content: str, look: _Look) -> Iterator[Run]:
        if not content.startswith(("<!--", "</")):
            self._problems.error(
                look.line,
                f"HTML („{flat(content)}“) wird nicht gedruckt.",
                "Löschen; Fett und kursiv schreiben Sterne: **fett**.",
            )
        if content.lower().startswith("<br"):
            yield look.run("\n")

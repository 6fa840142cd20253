"""The press release, with the credit of every picture and the Sperrfrist on every page."""

from collections.abc import Iterable, Iterator
from itertools import chain
from types import MappingProxyType

import attrs

from kimcore import Context, Finding, Profile, Program, Severity
from kimcore.blocks import Block, Column, Document, Field, Fields, Image, Notice, Paragraph, Part, Run, Section, Table
from kimcore.exporters import Texts, missing, notices, properties
from kimcore.values import format_clock, format_date
from kimcore_veranstaltung.model import PressRelease
from kimcore_veranstaltung.occasion import (
    NO_EVENT,
    EventExporter,
    EventOptions,
    Occasion,
    chosen,
    no_event,
    reach,
)
from kimcore_veranstaltung.times import long_date

__all__ = ["PressExporter"]


class PressExporter(EventExporter):
    """What the press may print, from when on, and whom it may ask."""

    name = "veranstaltung-presse"
    subject = "press"
    title = "Pressemitteilung"
    profile = Profile.OEFFENTLICH
    codes = MappingProxyType(
        {
            **NO_EVENT,
            "VER-141": "Die Pressemitteilung hat Überschrift und Text",
            "VER-142": "Jedes Bild der Pressemitteilung hat einen Bildnachweis",
            "VER-143": "Die Pressemitteilung nennt einen Kontakt und ihr Datum (warnung)",
        }
    )

    def lacks(self, occasion: Occasion, program: Program) -> Iterable[Finding]:
        """What no newsroom could print it without."""
        press, lack = _press(occasion), occasion.lack
        if not press.title or not press.text:
            hint = "Unter press title und text eintragen."
            yield lack("VER-141", "press", "Der Pressemitteilung fehlt die Überschrift oder der Text.", hint)
        for image in _images(chain(*_texts(program, press))):
            if not image.credit.strip():
                yield lack(
                    "VER-142",
                    "press.text",
                    f"Das Bild „{image.file}“ in der Pressemitteilung hat keinen Bildnachweis.",
                    "Unter pictures mit credit nennen, von wem es ist, oder das Bild weglassen.",
                )
        if not (press.contact or press.reach) or not press.date:
            hint = "Unter press contact oder reach und date eintragen."
            message = "Der Pressemitteilung fehlt der Kontakt oder das Datum."
            yield lack("VER-143", "press", message, hint, Severity.WARNUNG)

    def document(self, program: Program, options: EventOptions, context: Context) -> Document:
        """The headline, the Sperrfrist, the text with its pictures, their credits, whom to ask."""
        occasion = chosen(program, options, context)
        press = _press(occasion) if occasion else PressRelease()
        title = press.title or (f"[Überschrift] {occasion.event.title}" if occasion else self.title)
        every_page = properties(program, context, f"Pressemitteilung: {title}", press.state)
        if embargo := _embargo(press):
            every_page = attrs.evolve(every_page, marks=(*every_page.marks, f"Sperrfrist {embargo}"))
        blocks = tuple(_parts(program, context, press)) if occasion else (no_event(),)
        return Document(id=self.name, title=title, blocks=blocks, properties=every_page)


def _press(occasion: Occasion) -> PressRelease:
    return occasion.details.press or PressRelease()


def _texts(program: Program, press: PressRelease) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What is to be printed, and the background to it; a picture may stand in either."""
    texts = Texts(program)
    return texts.blocks(press.text, "presse"), texts.blocks(press.background, "hintergrund")


def _images(blocks: Iterable[Block]) -> list[Image]:
    return [block for block in blocks if isinstance(block, Image)]


def _embargo(press: PressRelease) -> str:
    """``13.11.2025, 12:00 Uhr``, or an empty text."""
    if press.embargo is None:
        return ""
    time = f", {format_clock(press.embargo_time)}" if press.embargo_time else ""
    return f"{format_date(press.embargo)}{time}"


def _parts(program: Program, context: Context, press: PressRelease) -> Iterator[Part]:
    yield from notices(context)
    if embargo := _embargo(press):
        yield Notice(title="Sperrfrist", text=f"Nicht vor dem {embargo} veröffentlichen.")
    day = long_date(press.date) if press.date else "[Datum]"
    yield Paragraph(text=f"Pressemitteilung · {program.kommune.name} · {day}", small=True)
    if press.subtitle:
        yield Paragraph(text=(Run(press.subtitle, italic=True),))
    text, background = _texts(program, press)
    yield from text or (missing("Text fehlt", "Hierher gehört der Text. Einzutragen unter press.text."),)
    if images := _images((*text, *background)):
        yield _section("bildnachweise", "Bildnachweise", _credits(images))
    if background:
        yield _section("hintergrund", "Hintergrund", *background)
    if contact := reach(program, press.contact, press.reach):
        fields = Fields(id="kontakt", fields=(Field(label="Ansprechstelle", value=contact),))
        yield _section("redaktion", "Kontakt für die Redaktion", fields)


def _section(id_: str, title: str, *blocks: Block) -> Section:
    return Section(id=id_, title=title, blocks=blocks, numbered=False)


def _credits(images: Iterable[Image]) -> Table:
    """What may be printed with which words below it."""
    columns = (
        Column(id="bild", title="Bild", width=24),
        Column(id="motiv", title="Motiv", width=44),
        Column(id="nachweis", title="Bildnachweis", width=30),
    )
    rows = tuple((image.file, image.caption or image.alt, image.credit or "[fehlt]") for image in images)
    return Table(id="bilder", columns=columns, rows=rows)

"""The attendance list: blank lines to sign on paper. No personal data is stored, neither before nor after."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

import attrs

from kimcore import Context, Finding, Profile, Program, Severity
from kimcore.blocks import Block, Cell, Column, Fields, Orientation, Sheet, Table, Workbook
from kimcore.exporters import notices, paragraphs, properties
from kimcore.model import about
from kimcore.values import Count, Flag
from kimcore_veranstaltung.occasion import (
    NO_EVENT,
    EventExporter,
    EventOptions,
    Occasion,
    chosen,
    facts,
    no_event,
)

__all__ = ["AttendanceExporter", "AttendanceOptions"]

_LINES = 30
_TALL = "\n"  # a second line, so that there is room for a signature


@attrs.frozen(kw_only=True)
class AttendanceOptions(EventOptions):
    """How many lines there are, and whether the list asks about photographs."""

    lines: Count = attrs.field(
        default=0, metadata=about("Zeilen", "Ohne Angabe: so viele, wie Teilnehmende erwartet werden, sonst 30.")
    )
    photos: Flag = attrs.field(
        default=False, metadata=about("Fotos", "true: mit einer Spalte, ob Fotos veröffentlicht werden dürfen.")
    )


class AttendanceExporter(EventExporter):
    """One line for everybody who comes."""

    name = "veranstaltung-anwesenheit"
    subject = "event"
    title = "Anwesenheitsliste"
    Options = AttendanceOptions
    profile = Profile.OEFFENTLICH
    codes = MappingProxyType({**NO_EVENT, "VER-121": "Die Liste sagt, was mit den Angaben geschieht (warnung)"})

    def lacks(self, occasion: Occasion, program: Program) -> Iterable[Finding]:
        """Who signs is told what for."""
        if not occasion.details.privacy_notice:
            finding = occasion.lack(
                "VER-121",
                "privacy_notice",
                "Der Datenschutzhinweis fehlt auf der Anwesenheitsliste.",
                "Unter privacy_notice sagen, wozu die Liste dient, wer sie aufbewahrt und wann sie vernichtet wird.",
                Severity.WARNUNG,
            )
            yield attrs.evolve(finding, citation="Artikel 13 DSGVO: Informationspflicht bei Erhebung")

    def workbook(self, program: Program, options: AttendanceOptions, context: Context) -> Workbook:
        """One sheet: what it is about, what happens with it, and the lines."""
        occasion = chosen(program, options, context)
        title = f"Anwesenheitsliste: {occasion.event.title}" if occasion else self.title
        blocks = tuple(_blocks(context, options, occasion)) if occasion else (no_event(),)
        sheet = Sheet(id="liste", title=self.title, blocks=blocks, orientation=Orientation.PORTRAIT)
        subject = f"{self.title}: {program.title}"
        every_page = properties(program, context, subject, occasion.details.state if occasion else None)
        return Workbook(id=self.name, title=title, sheets=(sheet,), properties=every_page)


def _blocks(context: Context, options: AttendanceOptions, occasion: Occasion) -> Iterator[Block]:
    yield from notices(context)
    yield Fields(id="eckdaten", fields=tuple(facts(occasion)))
    yield from paragraphs(occasion.details.privacy_notice or "")
    lines = options.lines or occasion.details.expected or _LINES
    photos = (Column(id="fotos", title="Fotos erlaubt? (ja/nein)", least=10),) if options.photos else ()
    columns = (
        Column(id="nummer", title="Nr.", width=5),
        Column(id="name", title="Name", least=24),
        Column(id="stelle", title="Dienststelle oder Organisation", least=28),
        *photos,
        Column(id="unterschrift", title="Unterschrift", least=24),
    )
    blank: tuple[Cell, ...] = (None,) * (len(columns) - 2)
    rows = tuple((str(number), *blank, _TALL) for number in range(1, lines + 1))
    yield Table(id="teilnehmende", columns=columns, rows=rows)

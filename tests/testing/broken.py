"""Exporters that break one promise each; ``Good`` keeps all of them."""

import os
import random
import socket
import tempfile
import uuid
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import attrs
import openpyxl
from openpyxl.styles import Font

from kimcore.amounts import given, total
from kimcore.blocks import (
    CellKind,
    Column,
    Document,
    Heading,
    Image,
    Paragraph,
    Row,
    RowRole,
    Section,
    Sheet,
    Table,
    Workbook,
)
from kimcore.exporters.base import Exporter
from kimcore.exporters.common import properties
from kimcore.findings import Finding, Severity
from kimcore.model import Profile, about


class Good(Exporter):
    """A workbook with one table of invented amounts; what breaks overrides a piece of it."""

    name = "probe"
    title = "Probe"
    columns = (Column(id="titel", title="Titel"), Column(id="betrag", title="Betrag", kind=CellKind.MONEY))

    def workbook(self, program, options, context):
        """A sheet with a heading, a paragraph and the table."""
        blocks = (Heading(text="Beträge"), Paragraph(text=self.text(program)), self.table(program))
        return Workbook(
            id=self.name,
            title=f"Probe {context.year}",
            properties=properties(program, context, "Probe"),
            sheets=(Sheet(id="betraege", title="Beträge", blocks=(*blocks, *self.more(program))),),
        )

    def text(self, program):
        """The paragraph."""
        return f"Beträge von {program.kommune.name}."

    def amounts(self):
        """The amounts of the rows."""
        return [given("1234.56", key="a", unit="€"), given("0.44", key="b", unit="€")]

    def sum(self):
        """The amount of the last row."""
        return total(self.amounts()).rounded().named("summe")

    def table(self, program):
        """The table."""
        rows = [(f"Zeile {number}", amount) for number, amount in enumerate(self.amounts(), 1)]
        return Table(id="betraege", columns=self.columns, rows=(*rows, Row(("Summe", self.sum()), RowRole.TOTAL)))

    def more(self, program):
        """Further blocks."""
        return ()


class Chance(Good):
    """Writes another word each time."""

    name = "probe-zufall"

    def text(self, program):
        return f"Vorgang {uuid.UUID(int=random.getrandbits(128))}"


class HashSeed(Good):
    """Writes a set in its order."""

    name = "probe-menge"

    def text(self, program):
        return ", ".join({"Sprache", "Arbeit", "Wohnen", "Bildung", "Gesundheit", "Vereine", "Kita"})


class Clock(Good):
    """Writes the day."""

    name = "probe-tag"

    def text(self, program):
        return f"Erstellt am {date.today():%d.%m.%Y}"  # noqa: DTZ011, TID251 - reading the clock is the point


class Moment(Good):
    """Writes the moment."""

    def text(self, program):
        return f"Erstellt {datetime.now(UTC).isoformat()}"  # noqa: TID251 - reading the clock is the point


class User(Good):
    """Writes who is logged in."""

    name = "probe-nutzer"

    def text(self, program):
        return f"Bearbeitet von {os.environ.get('USER', 'niemandem')}"


class Memory(Good):
    """Counts how often it was asked."""

    name = "probe-zaehler"
    asked = 0

    def text(self, program):
        Memory.asked += 1
        return f"Fassung {Memory.asked}"


class Home(Good):
    """Writes a log into the home folder."""

    def text(self, program):
        (Path.home() / "probe.log").write_text("fertig", encoding="utf-8")
        return "Fertig."


class Network(Good):
    """Asks a server."""

    def text(self, program):
        try:
            socket.create_connection(("127.0.0.1", 9), timeout=0.01).close()
        except OSError:
            return "Keine Verbindung."
        return "Verbunden."


class Changing(Good):
    """Changes the program it was given."""

    def text(self, program):
        object.__setattr__(program, "title", program.title + "!")
        return program.title


class Undecided(Good):
    """Does not say whether a program concerns it, and changes the program instead."""

    profile = Profile.INTERN

    def concerns(self, program):
        object.__setattr__(program, "title", "Anders")
        return "ja"


class Littering(Good):
    """Leaves a temporary file behind."""

    def text(self, program):
        os.close(tempfile.mkstemp(suffix=".log")[0])
        return "Fertig."


class Fragile(Good):
    """Needs a contact."""

    def text(self, program):
        return program.contacts[0].function


class Unanswered(Good):
    """Has a check that fails."""

    def check(self, program, options, context):
        return [program.vorgaenge[0].id]


class Undeclared(Good):
    """Reports a code that it does not declare."""

    def check(self, program, options, context):
        yield Finding(code="PRB-ABC-001", severity=Severity.HINWEIS, path="", message="Etwas fehlt.")


class Headless(Good):
    """Has lost the heading of a column."""

    columns = (Column(id="titel", title="Titel"), Column(id="betrag", title="", kind=CellKind.MONEY))


class English(Good):
    """Writes an amount as English does."""

    def text(self, program):
        return f"Zusammen {Decimal('57000.5'):,.2f} €."


class Preformatted(Good):
    """Writes an amount as a text."""

    def table(self, program):
        return attrs.evolve(super().table(program), rows=(("Zeile 1", "1.234,56 €"),))


class OffByACent(Good):
    """Adds a cent to the sum."""

    def sum(self):
        return (total(self.amounts()) + Decimal("0.01")).rounded().named("summe")


class Ragged(Good):
    """Has a row that is too short."""

    def table(self, program):
        return attrs.evolve(super().table(program), rows=(("Zeile 1",),))


class Jumping(Good):
    """Leaves a level of headings out."""

    def more(self, program):
        return (Heading(text="Tief", level=3),)


class Spacing(Good):
    """Uses an empty paragraph as space."""

    def more(self, program):
        return (Paragraph(text=" "),)


class Unmarked(Good):
    """Does not say that a draft is one."""

    def workbook(self, program, options, context):
        made = super().workbook(program, options, context)
        return attrs.evolve(made, properties=attrs.evolve(made.properties, marks=()))


class Blind(Exporter):
    """Shows a picture without saying what it shows."""

    name = "probe"
    title = "Probe"

    def document(self, program, options, context):
        pictures = (Image(id=picture.id, data=picture.data, alt="", caption="Bild") for picture in program.pictures)
        sections = (Section(id="bilder", title="Bilder", blocks=tuple(pictures)),)
        about_it = properties(program, context, "Probe")
        return Document(id="probe", title="Probe", properties=about_it, blocks=sections)


@attrs.frozen(kw_only=True)
class Mute:
    """Options that say nothing of themselves."""

    count: int = attrs.field(default=3)
    share: Decimal = attrs.field(default=0.5, metadata=about("Anteil"))


class Undocumented(Good):
    """Has such options."""

    Options = Mute


class Nameless(Good):
    """Has a name that no command line takes."""

    name = "Probe Datei"
    title = ""


class Remembering(Good):
    """Remembers the contacts of a program and prints them for everybody."""

    contacts = {}  # noqa: RUF012 - that it is shared is the point

    def text(self, program):
        told = self.contacts.setdefault(program.title, [contact.phone or "" for contact in program.contacts])
        return "Telefon: " + ", ".join(told)


class Raw(Exporter):
    """Packs the pictures as they are."""

    name = "probe"
    title = "Probe"
    formats = ("zip",)

    def write(self, program, options, context, target):
        with zipfile.ZipFile(target, "w") as package:
            for picture in program.pictures:
                package.writestr(zipfile.ZipInfo(f"{picture.id}.jpg"), picture.data)


class ByHand(Exporter):
    """Writes a workbook with openpyxl."""

    name = "probe"
    title = "Probe"
    formats = ("xlsx",)

    def write(self, program, options, context, target):
        """Fill a book and save it."""
        book = openpyxl.Workbook()
        book.properties.language = "de-DE"
        sheet = book.active
        sheet.title = "Beträge"
        self.fill(sheet, program)
        book.save(target)

    def fill(self, sheet, program):
        """A table with a title and a number."""
        sheet.append(["Titel", "Betrag"])
        sheet.append(["Zeile 1", 12])


class Formula(ByHand):
    """Lets openpyxl make a formula of a text."""

    def fill(self, sheet, program):
        sheet.append([program.title])


class Foreign(ByHand):
    """Uses a format that is German only on German machines."""

    def fill(self, sheet, program):
        super().fill(sheet, program)
        sheet["B2"].number_format = '#,##0.00 "€"'


class Bare(ByHand):
    """Writes numbers without a heading, across two columns."""

    def fill(self, sheet, program):
        for number in range(3):
            sheet.append([number, number])


class Merged(ByHand):
    """Merges cells with data, pale on white."""

    def fill(self, sheet, program):
        super().fill(sheet, program)
        sheet.merge_cells("A2:A3")
        sheet["A1"].font = Font(color="00DDDDDD")


class Valueless(ByHand):
    """Writes a formula without its value."""

    def fill(self, sheet, program):
        super().fill(sheet, program)
        sheet["B3"] = "=SUM(B2:B2)"


class Unreadable(ByHand):
    """Writes something that is no workbook."""

    formats = ("csv",)

    def write(self, program, options, context, target):
        target.write(b"a;b\r\n1\r\n\xff")

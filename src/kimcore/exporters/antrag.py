"""The sections of the application in the order of the Grundmuster, variants A and B."""

from collections.abc import Iterator, Sequence

from kimcore.amounts import Amount
from kimcore.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Field,
    Fields,
    Heading,
    Orientation,
    Paragraph,
    Row,
    RowRole,
    Sheet,
    Table,
)
from kimcore.context import Context
from kimcore.exporters.common import TOGETHER, or_open, paragraphs
from kimcore.exporters.options import Variant
from kimcore.funding import YearPlan, rows_over
from kimcore.model import Contact, Program
from kimcore.values import Period, format_date

__all__ = ["antrag_sheet"]

_SECTIONS = {
    Variant.A: (
        ("Antragsteller", "applicant"),
        ("Maßnahme", "measure"),
        ("Gesamtkosten", "costs"),
        ("Finanzierungsplan", "plan"),
        ("Beantragte Förderung", "funding"),
        ("Begründung", "reasons"),
        ("Finanz- und haushaltswirtschaftliche Auswirkungen", "budget"),
        ("Erklärungen", "declarations"),
        ("Anlagen", "annexes"),
    ),
    Variant.B: (
        ("Antragstellerin/Antragsteller", "applicant"),
        ("Maßnahmen", "measure"),
        ("Finanzierungsplan", "plan"),
        ("Beantragte Förderung", "funding"),
        ("Begründung", "reasons"),
        ("Finanz- und haushaltswirtschaftliche Auswirkungen", "budget"),
        ("Erklärung", "declarations"),
        ("Anlagen", "annexes"),
    ),
}
"""The sections of each variant in their order, and what writes them."""


def antrag_sheet(program: Program, context: Context, plans: Sequence[YearPlan], variant: Variant) -> Sheet:
    """The application's sections; figures refer to the sheets that compute them."""
    writer = _Sections(program, context, plans)
    blocks: list[Block] = []
    for number, (title, writes) in enumerate(_SECTIONS[variant], start=1):
        blocks.append(Heading(text=f"{number} {title}", id=f"abschnitt-{number}"))
        blocks += getattr(writer, writes)(number)
    return Sheet(id="antrag", title="Antrag", blocks=tuple(blocks), orientation=Orientation.PORTRAIT)


class _Sections:
    """Writes one section after the other."""

    def __init__(self, program: Program, context: Context, plans: Sequence[YearPlan]) -> None:
        self.program = program
        self.context = context
        self.plans = plans

    def applicant(self, number: int) -> Iterator[Block]:
        """Who applies."""
        kommune, address = self.program.kommune, self.program.kommune.address
        place = f"{address.street}, {address.postal_code} {address.city}" if address else None
        fields = [
            Field(label="Name", value=kommune.name),
            Field(label="Anschrift", value=or_open(place)),
            Field(label="Gemeindekennziffer (AGS)", value=or_open(kommune.ags)),
            *_contact_fields(self._contact()),
            Field(label="Internet", value=kommune.website or "–"),
            Field(label="Bankverbindung", value=f"wird im {self.context.rules.procedure} angegeben"),
        ]
        yield Fields(id="antragsteller", fields=tuple(fields))

    def _contact(self) -> Contact | None:
        return self.program.contacts[0] if self.program.contacts else None

    def measure(self, number: int) -> Iterator[Block]:
        """What the money is for, when and where."""
        areas = [group.baustein for group in self.plans[0].groups if group.baustein]
        places = [self.program.kommune.name, *(kommune.name for kommune in self.program.kommunen)]
        yield Fields(
            id="massnahme",
            fields=(
                Field(label="Bezeichnung", value=self.program.title),
                Field(
                    label="Zuwendungsbereich",
                    value=", ".join(rule.headline(self.context.year) for rule in areas) or or_open(None),
                ),
                Field(label="Durchführungszeitraum", value=_span(self.plans)),
                Field(label="Gebiet", value=", ".join(dict.fromkeys(places))),
            ),
        )
        yield from paragraphs(self.program.text("massnahme"))

    def costs(self, number: int) -> Iterator[Block]:
        """The sums of section 3."""
        rows = {row.id: row.amount for row in rows_over(self.plans)}
        labels = (
            ("Gesamtkosten", "gesamtkosten"),
            ("davon grundsätzlich zuwendungsfähig", "zuwendungsfaehig"),
            ("Beantragte Zuwendung", "foerderung"),
        )
        yield Paragraph(text="Die Kostenberechnung steht auf den Blättern „Stellen“ und „Ausgaben“.")
        yield Fields(
            id="gesamtkosten",
            fields=tuple(
                Field(label=f"{number}.{index} {label}", value=rows[name], kind=CellKind.MONEY)
                for index, (label, name) in enumerate(labels, start=1)
            ),
        )

    def plan(self, number: int) -> Iterator[Block]:
        """Where the Finanzierungsplan stands."""
        yield Paragraph(text="Der Finanzierungsplan steht auf dem Blatt „Finanzierungsplan“.")

    def funding(self, number: int) -> Iterator[Block]:
        """What is applied for, by Baustein, with its share of the eligible total."""
        columns = (
            Column(id="bereich", title="Zuwendungsbereich", width=34),
            Column(id="jahr", title="Jahr", kind=CellKind.YEAR),
            Column(id="zuweisung", title="Zuweisung/Zuschuss", kind=CellKind.MONEY, quotes=True),
            Column(id="anteil", title="v. H. der zuwendungsfähigen Gesamtausgaben", kind=CellKind.PERCENT, width=22),
        )
        rows = [row for plan in self.plans for row in self._funding_rows(plan)]
        notes = ("Schuldendiensthilfen werden nicht beantragt. Jeder Anteil ist für sich gerundet.",)
        yield Table(id="beantragte-foerderung", columns=columns, rows=tuple(rows), notes=notes)

    def _funding_rows(self, plan: YearPlan) -> Iterator[Row]:
        amounts = {row.id: row.amount for row in plan.rows}
        net = amounts["netto"]
        for group in plan.groups:
            if group.baustein is not None:
                share = _share(group.funding, net, f"{group.id}.{plan.year}.anteil")
                parts = (TOGETHER,) * 2 if group.fixed_elsewhere else (group.funding, share)
                yield Row((group.title, plan.year, *parts))
        share = _share(amounts["foerderung"], net, f"summe.{plan.year}.anteil")
        yield Row((f"Summe {plan.year}", plan.year, amounts["foerderung"], share), RowRole.TOTAL)

    def reasons(self, number: int) -> Iterator[Block]:
        """Why the measure and why the funding."""
        chapters = (
            ("Notwendigkeit der Maßnahme", "notwendigkeit"),
            ("Notwendigkeit der Förderung und Finanzierung", "foerderbedarf"),
        )
        for index, (title, chapter) in enumerate(chapters, start=1):
            yield Heading(text=f"{number}.{index} {title}", level=2)
            yield from self._text(chapter)

    def budget(self, number: int) -> Iterator[Block]:
        """What it means for the municipality's budget."""
        yield from self._text("finanzauswirkungen")

    def declarations(self, number: int) -> Iterator[Block]:
        """The municipality's own declarations; their official wording is not known."""
        text = self.program.text("erklaerungen")
        if text:
            yield from paragraphs(text)
        else:
            yield Paragraph(text=f"Die Erklärungen werden im {self.context.rules.procedure} abgegeben.")

    def annexes(self, number: int) -> Iterator[Block]:
        """What belongs to it."""
        sheets = ("Finanzierungsplan", "Stellen", "Ausgaben", "Annahmen und Quellen", "Rechenwege")
        yield Paragraph(text="\n".join(f"– Blatt „{sheet}“ dieser Mappe" for sheet in sheets))

    def _text(self, chapter: str) -> Iterator[Block]:
        text = self.program.text(chapter)
        if text:
            yield from paragraphs(text)
        else:
            yield Paragraph(text=f"[noch offen: Text „{chapter}“ in der Programmdatei]")


def _contact_fields(contact: Contact | None) -> Iterator[Field]:
    if contact is None:
        yield Field(label="Auskunft erteilt", value=or_open(None))
        return
    person = " ".join(part for part in (contact.salutation, contact.name) if part)
    yield Field(label="Auskunft erteilt", value=f"{contact.function}, {person}" if person else contact.function)
    if contact.phone:
        yield Field(label="Telefon", value=contact.phone)
    if contact.email:
        yield Field(label="E-Mail", value=contact.email)


def _span(plans: Sequence[YearPlan]) -> str:
    """From the first to the last funded day."""
    periods = [entry.period for plan in plans for entry in plan.stellen]
    if not periods:
        periods = [Period.year(plan.year) for plan in plans]
    start, end = min(period.start for period in periods), max(period.end for period in periods)
    return f"{format_date(start)} bis {format_date(end)}"


def _share(part: Amount, whole: Amount, key: str) -> Cell:
    """The part in percent of the whole, or a dash where the whole is nothing."""
    if not whole.known or not part.known:
        return "offen"
    if whole.value == 0:
        return "–"
    return (part / whole * 100).rounded(2).named(key, "Anteil")

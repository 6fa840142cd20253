"""Data of the city's own: its Stadtteile, each with the Stellen that work there."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import attrs

from kimcore import Program
from kimcore.model import Privacy, about
from kimcore.values import Count, Date, Identifier, Source, Text

__all__ = ["SECTION", "Figures", "Musterstadt", "Stadtteil", "figures", "stadt"]

SECTION = "musterstadt"
"""Where the data stand in a program file: ``extensions: {musterstadt: …}``."""


@attrs.frozen(kw_only=True)
class Stadtteil:
    """A part of the city, with its office. The phone reaches one person: no public document shows it."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    name: Text = attrs.field(metadata=about("Name"))
    inhabitants: Count = attrs.field(metadata=about("Einwohnerinnen und Einwohner"))
    arrivals: Count = attrs.field(metadata=about("Zuzüge aus dem Ausland", "In den letzten drei Jahren."))
    stellen: tuple[Identifier, ...] = attrs.field(
        default=(), metadata=about("Stellen", "Die hier arbeiten.", refers="stellen")
    )
    office: Text = attrs.field(metadata=about("Stadtteilbüro"))
    hours: Text | None = attrs.field(default=None, metadata=about("Sprechzeiten"))
    phone: Text | None = attrs.field(default=None, metadata=about("Telefon", privacy=Privacy.PERSONAL))


@attrs.frozen(kw_only=True)
class Musterstadt:
    """The section ``musterstadt`` of a program file."""

    stand: Date = attrs.field(metadata=about("Stand der Zahlen"))
    source: Source = attrs.field(metadata=about("Quelle der Zahlen"))
    stadtteile: tuple[Stadtteil, ...] = attrs.field(metadata=about("Stadtteile"))


@attrs.frozen(kw_only=True)
class Figures:
    """What documents and the command say of a Stadtteil, or of all of them."""

    name: str
    inhabitants: int
    arrivals: int
    vzae: Decimal

    @property
    def arrivals_per_thousand(self) -> Decimal | None:
        """Arrivals per 1,000 inhabitants, to one digit; None where nobody lives."""
        return _ratio(1000 * self.arrivals, self.inhabitants, "0.1")

    @property
    def arrivals_per_vzae(self) -> Decimal | None:
        """Arrivals per VZÄ, to whole people; None where nobody works."""
        return _ratio(self.arrivals, self.vzae, "1")


def _ratio(part: int, whole: int | Decimal, digits: str) -> Decimal | None:
    return (Decimal(part) / whole).quantize(Decimal(digits), ROUND_HALF_UP) if whole else None


def stadt(program: Program) -> Musterstadt | None:
    """The city's own data; None in the program of another municipality."""
    return program.extension(SECTION, Musterstadt)


def figures(program: Program, city: Musterstadt) -> Iterator[Figures]:
    """Every Stadtteil, then all of them."""
    vzae = {stelle.id: stelle.vzae for stelle in program.stellen}
    rows = [
        Figures(
            name=entry.name,
            inhabitants=entry.inhabitants,
            arrivals=entry.arrivals,
            vzae=sum((vzae.get(stelle, Decimal(0)) for stelle in entry.stellen), Decimal(0)),
        )
        for entry in city.stadtteile
    ]
    yield from rows
    yield Figures(
        name="Summe",
        inhabitants=sum(row.inhabitants for row in rows),
        arrivals=sum(row.arrivals for row in rows),
        vzae=sum((row.vzae for row in rows), Decimal(0)),
    )

"""Who does the work: offices, contacts, bodies, carriers, cooperation between municipalities."""

import attrs

from kimcore.model.fields import Choice, Privacy, about
from kimcore.model.kommune import Address
from kimcore.values import Identifier, Markdown, Source, Text, Url, Year

__all__ = ["Contact", "Cooperation", "Gremium", "OrganisationalUnit", "Traeger", "TraegerKind"]


@attrs.frozen(kw_only=True)
class OrganisationalUnit:
    """An office or department of the municipality."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    name: Text = attrs.field(metadata=about("Name", "Zum Beispiel Abteilung Integrationsmanagement."))
    kind: Text | None = attrs.field(
        default=None,
        metadata=about("Art", "Zum Beispiel Kommunales Integrationszentrum, wenn der Name es nicht wörtlich sagt."),
    )
    parent: Identifier | None = attrs.field(default=None, metadata=about("Übergeordnete Einheit", refers="units"))
    address: Address | None = attrs.field(default=None, metadata=about("Anschrift"))


@attrs.frozen(kw_only=True)
class Contact:
    """Someone who can be asked: a function first; what names a person is personal data."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    function: Text = attrs.field(metadata=about("Funktion", "Zum Beispiel KIM-Koordination."))
    unit: Identifier | None = attrs.field(default=None, metadata=about("Organisationseinheit", refers="units"))
    salutation: Text | None = attrs.field(default=None, metadata=about("Anrede", privacy=Privacy.PERSONAL))
    name: Text | None = attrs.field(default=None, metadata=about("Name", privacy=Privacy.PERSONAL))
    room: Text | None = attrs.field(default=None, metadata=about("Raum", privacy=Privacy.PERSONAL))
    phone: Text | None = attrs.field(default=None, metadata=about("Telefon", privacy=Privacy.PERSONAL))
    email: Text | None = attrs.field(default=None, metadata=about("E-Mail", privacy=Privacy.PERSONAL))


@attrs.frozen(kw_only=True)
class Gremium:
    """A body that steers or works: Lenkungsgruppe, Arbeitsgruppe, Projektgruppe."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    name: Text = attrs.field(metadata=about("Name"))
    kind: Text | None = attrs.field(default=None, metadata=about("Art", "Zum Beispiel Lenkungsgruppe."))
    chair: Text | None = attrs.field(default=None, metadata=about("Vorsitz", "Eine Funktion, kein Name."))
    members: tuple[Text, ...] = attrs.field(default=(), metadata=about("Mitglieder", "Stellen und Funktionen."))
    rhythm: Text | None = attrs.field(default=None, metadata=about("Rhythmus", "Zum Beispiel zweimal im Jahr."))
    tasks: Markdown | None = attrs.field(default=None, metadata=about("Aufgaben"))


class TraegerKind(Choice):
    """What kind of body employs staff or carries a measure."""

    KOMMUNE = "kommune", "Kommune"
    KREISANGEHOERIG = "kreisangehoerige_kommune", "kreisangehörige Kommune"
    FREIE_WOHLFAHRTSPFLEGE = "freie_wohlfahrtspflege", "Freie Wohlfahrtspflege"
    SONSTIGE = "sonstige", "sonstiger Träger"


@attrs.frozen(kw_only=True)
class Traeger:
    """A carrier: it employs staff or carries measures."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    name: Text = attrs.field(metadata=about("Name"))
    kind: TraegerKind = attrs.field(metadata=about("Art"))
    kommune: Identifier | None = attrs.field(
        default=None,
        metadata=about("Kommune", "Bei kreisangehörigen Kommunen ihre Kennung.", refers="kommunen"),
    )


@attrs.frozen(kw_only=True)
class Cooperation:
    """An interkommunale Zusammenarbeit, with the headings of its profile page."""

    title: Text = attrs.field(metadata=about("Titel"))
    members: tuple[Identifier, ...] = attrs.field(default=(), metadata=about("Beteiligte Kommunen", refers="kommunen"))
    keywords: tuple[Text, ...] = attrs.field(default=(), metadata=about("Stichworte"))
    responsible: Text | None = attrs.field(default=None, metadata=about("Hauptverantwortlich"))
    others: tuple[Text, ...] = attrs.field(default=(), metadata=about("Sonstige Beteiligte"))
    reason: Markdown | None = attrs.field(default=None, metadata=about("Anlass"))
    aim: Markdown | None = attrs.field(default=None, metadata=about("Ziel"))
    implementation: Markdown | None = attrs.field(default=None, metadata=about("Umsetzung"))
    financing: Markdown | None = attrs.field(default=None, metadata=about("Finanzierung"))
    legal_form: Text | None = attrs.field(default=None, metadata=about("Rechtsform"))
    since: Year | None = attrs.field(default=None, metadata=about("Zusammenarbeit seit"))
    contact: Identifier | None = attrs.field(default=None, metadata=about("Kontakt", refers="contacts"))
    url: Url | None = attrs.field(default=None, metadata=about("Web-Adresse"))
    source: Source | None = attrs.field(default=None, metadata=about("Quelle"))

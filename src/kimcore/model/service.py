"""Legal bases and the description of a service for a service portal."""

import attrs

from kimcore.model.fields import about
from kimcore.values import Date, Identifier, Markdown, Text, Url

__all__ = ["LegalBasis", "ServiceDescription", "WebLink"]


@attrs.frozen(kw_only=True)
class LegalBasis:
    """A law, ordinance or Richtlinie."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    reference: Text | None = attrs.field(default=None, metadata=about("Fundstelle"))
    valid_from: Date | None = attrs.field(default=None, metadata=about("In Kraft seit"))
    url: Url | None = attrs.field(default=None, metadata=about("Web-Adresse"))


@attrs.frozen(kw_only=True)
class WebLink:
    """A link with the words it is read by."""

    title: Text = attrs.field(metadata=about("Bezeichnung"))
    url: Url = attrs.field(metadata=about("Web-Adresse"))


@attrs.frozen(kw_only=True)
class ServiceDescription:
    """A Leistungsbeschreibung: what a service portal says about a service of the municipality."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    title: Text = attrs.field(metadata=about("Titel"))
    description: Markdown | None = attrs.field(default=None, metadata=about("Beschreibung"))
    legal_bases: tuple[Identifier, ...] = attrs.field(
        default=(), metadata=about("Rechtsgrundlagen", refers="legal_bases")
    )
    requirements: Markdown | None = attrs.field(default=None, metadata=about("Voraussetzungen"))
    more: Markdown | None = attrs.field(default=None, metadata=about("Weitere Informationen"))
    unit: Identifier | None = attrs.field(
        default=None, metadata=about("Zuständige Organisationseinheit", refers="units")
    )
    contacts: tuple[Identifier, ...] = attrs.field(default=(), metadata=about("Kontakte", refers="contacts"))
    links: tuple[WebLink, ...] = attrs.field(default=(), metadata=about("Links"))
    keywords: tuple[Text, ...] = attrs.field(default=(), metadata=about("Suchbegriffe"))

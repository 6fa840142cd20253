"""Where a fact comes from and how sure it is."""

from enum import Enum

import attrs

from kimcore.values.kinds import Date, Text, Url

__all__ = ["Confidence", "Source"]


class Confidence(Enum):
    """How sure a fact is: read in full at its issuing body, read in part, or concluded by us."""

    CONFIRMED = "confirmed"
    PARTIAL = "partial"
    INFERRED = "inferred"

    @property
    def german(self) -> str:
        """The word that documents print."""
        return {"confirmed": "bestätigt", "partial": "teilweise belegt", "inferred": "erschlossen"}[self.value]


@attrs.frozen(kw_only=True)
class Source:
    """Where a fact comes from, as a document prints it.

    Attributes:
        title: ``Zuwendungsbescheid vom 15.02.2023``.
        url: its address, where it has one.
        date: the day it was issued or read.
        confidence: how sure the fact is; a municipality's own paper is confirmed.
    """

    title: Text = attrs.field(metadata={"label": "Bezeichnung der Quelle"})
    url: Url | None = attrs.field(default=None, metadata={"label": "Web-Adresse"})
    date: Date | None = attrs.field(default=None, metadata={"label": "Datum der Quelle"})
    confidence: Confidence = attrs.field(default=Confidence.CONFIRMED, metadata={"label": "Sicherheit"})

    def __str__(self) -> str:
        return self.title

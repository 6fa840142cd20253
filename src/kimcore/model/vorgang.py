"""What runs its course on its own: an application, a Konzept, a proof."""

import attrs

from kimcore.model.fields import Choice, Privacy, about
from kimcore.values import Date, Identifier, Text, Year

__all__ = ["State", "Vorgang", "VorgangKind"]


class VorgangKind(Choice):
    """What a Vorgang produces."""

    ANTRAG = "antrag", "Förderantrag"
    FINANZPLANUNG = "finanzplanung", "Finanzierungsplan"
    STELLENPLAN = "stellenplan", "Stellenplan"
    KONZEPT = "konzept", "KIM-Konzept"
    INTEGRATIONSKONZEPT = "integrationskonzept", "Integrationskonzept"
    KURZPROFIL = "kurzprofil", "Kurzprofil"
    MITTELABRUF = "mittelabruf", "Mittelabruf"
    VERWENDUNGSNACHWEIS = "verwendungsnachweis", "Verwendungsnachweis"


class State(Choice):
    """How far a Vorgang is."""

    ENTWURF = "entwurf", "Entwurf"
    GEPRUEFT = "geprueft", "geprüft"
    FREIGEGEBEN = "freigegeben", "freigegeben"
    EINGEREICHT = "eingereicht", "eingereicht"
    BESCHIEDEN = "beschieden", "beschieden"

    @property
    def released(self) -> bool:
        """True from ``freigegeben`` on."""
        return self not in {State.ENTWURF, State.GEPRUEFT}


@attrs.frozen(kw_only=True)
class Vorgang:
    """One application, plan or proof, with its state and who answers for it."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    kind: VorgangKind = attrs.field(metadata=about("Art"))
    title: Text | None = attrs.field(default=None, metadata=about("Titel"))
    bausteine: tuple[Identifier, ...] = attrs.field(
        default=(), metadata=about("Bausteine", "Ohne Angabe: alle.", refers="richtlinie.bausteine")
    )
    years: tuple[Year, ...] = attrs.field(metadata=about("Jahre"))
    aktenzeichen: Text | None = attrs.field(default=None, metadata=about("Aktenzeichen der Kommune"))
    aktenzeichen_behoerde: Text | None = attrs.field(
        default=None, metadata=about("Aktenzeichen der Bewilligungsbehörde")
    )
    stand: Date | None = attrs.field(default=None, metadata=about("Stand", "Ohne Angabe: der Stand des Programms."))
    author: Text | None = attrs.field(
        default=None, metadata=about("Erstellt von", "Am besten eine Funktion.", privacy=Privacy.PERSONAL)
    )
    checker: Text | None = attrs.field(
        default=None,
        metadata=about("Geprüft von", "Jemand anderes als unter „Erstellt von“.", privacy=Privacy.PERSONAL),
    )
    signatories: tuple[Text, ...] = attrs.field(
        default=(), metadata=about("Unterzeichnende", "Funktionen, keine Namen.")
    )
    submitted: Date | None = attrs.field(default=None, metadata=about("Eingereicht am"))
    changed: Date | None = attrs.field(
        default=None, metadata=about("Änderungen gemeldet am", "Der letzte Tag einer Meldung.")
    )
    state: State = attrs.field(default=State.ENTWURF, metadata=about("Stand des Verfahrens"))

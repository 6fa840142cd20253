"""What a program file says about a service besides kimcore's own ``services``: ``extensions: {serviceportal: …}``."""

import re
from typing import Annotated, Any, TypeAlias

import attrs

from kimcore.errors import ValueProblem
from kimcore.model import Choice, State, WebLink, about
from kimcore.values import Clock, Date, Flag, Identifier, Kind, Markdown, Text, Url

__all__ = ["SECTION", "Details", "Language", "LanguageCode", "OpeningHours", "Section", "Weekday"]

SECTION = "serviceportal"
"""The name of the section in ``extensions``."""

_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _code(raw: Any) -> str:
    if isinstance(raw, str) and _CODE.fullmatch(raw):
        return raw
    raise ValueProblem(f"{raw!r} ist kein Sprachkürzel", expected="ein Kürzel nach BCP 47", hint="Zum Beispiel de, ar.")


LanguageCode: TypeAlias = Annotated[
    str,
    Kind(
        name="language",
        label="Sprachkürzel",
        parse=_code,
        schema={"type": "string", "pattern": f"^{_CODE.pattern}$"},
    ),
]
"""The code of a language by BCP 47: ``de``, ``de-x-leichte``, ``ar``."""


class Weekday(Choice):
    """A day of the week."""

    MONDAY = "montag", "Montag"
    TUESDAY = "dienstag", "Dienstag"
    WEDNESDAY = "mittwoch", "Mittwoch"
    THURSDAY = "donnerstag", "Donnerstag"
    FRIDAY = "freitag", "Freitag"
    SATURDAY = "samstag", "Samstag"
    SUNDAY = "sonntag", "Sonntag"


@attrs.frozen(kw_only=True)
class OpeningHours:
    """When the office is open on some days."""

    days: tuple[Weekday, ...] = attrs.field(metadata=about("Tage"))
    opens: Clock = attrs.field(metadata=about("Von"))
    closes: Clock = attrs.field(metadata=about("Bis"))


@attrs.frozen(kw_only=True)
class Language:
    """A language in which people are advised."""

    code: LanguageCode = attrs.field(metadata=about("Kürzel", "Nach BCP 47, zum Beispiel de oder ar."))
    name: Text = attrs.field(metadata=about("Name", "Zum Beispiel Arabisch."))


@attrs.frozen(kw_only=True)
class Details:
    """The modules of one Leistungsbeschreibung that kimcore's own ``services`` do not have."""

    service: Identifier = attrs.field(metadata=about("Leistung", refers="services"))
    state: State = attrs.field(default=State.ENTWURF, metadata=about("Stand des Verfahrens"))
    key: Text | None = attrs.field(default=None, metadata=about("Leistungsschlüssel", "Aus dem Leistungskatalog."))
    teaser: Text | None = attrs.field(default=None, metadata=about("Teaser", "Ein, zwei Sätze für Trefferlisten."))
    target_groups: tuple[Text, ...] = attrs.field(default=(), metadata=about("Zielgruppen"))
    documents: Markdown | None = attrs.field(default=None, metadata=about("Erforderliche Unterlagen"))
    costs: Markdown | None = attrs.field(default=None, metadata=about("Kosten"))
    free: Flag = attrs.field(default=False, metadata=about("Kostenlos", "true nur, wenn niemand etwas bezahlt."))
    procedure: Markdown | None = attrs.field(default=None, metadata=about("Verfahrensablauf"))
    duration: Markdown | None = attrs.field(default=None, metadata=about("Bearbeitungsdauer"))
    deadlines: Markdown | None = attrs.field(default=None, metadata=about("Fristen"))
    appeal: Markdown | None = attrs.field(default=None, metadata=about("Rechtsbehelf"))
    forms: tuple[WebLink, ...] = attrs.field(default=(), metadata=about("Formulare"))
    online: Url | None = attrs.field(default=None, metadata=about("Online-Dienst"))
    languages: tuple[Language, ...] = attrs.field(default=(), metadata=about("Sprachen"))
    hours: tuple[OpeningHours, ...] = attrs.field(default=(), metadata=about("Öffnungszeiten"))
    phone: Text | None = attrs.field(default=None, metadata=about("Telefon der Stelle", "Keine persönliche Nummer."))
    email: Text | None = attrs.field(default=None, metadata=about("Postfach der Stelle", "Kein persönliches."))
    internal_contacts: tuple[Identifier, ...] = attrs.field(
        default=(), metadata=about("Nicht öffentliche Kontakte", "Fehlen in oeffentlich ganz.", refers="contacts")
    )
    approved: Date | None = attrs.field(default=None, metadata=about("Fachlich freigegeben am"))
    approved_by: Text | None = attrs.field(
        default=None, metadata=about("Fachlich freigegeben durch", "Eine Stelle, kein Name.")
    )


@attrs.frozen(kw_only=True)
class Section:
    """The section ``serviceportal`` of a program file."""

    services: tuple[Details, ...] = attrs.field(default=(), metadata=about("Leistungen"))

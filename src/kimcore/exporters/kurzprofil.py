"""The Kurzprofil: an interkommunale Zusammenarbeit on one page, under the headings of its public profile."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from kimcore.blocks import Block, Document, Field, Fields
from kimcore.context import Context
from kimcore.exporters.base import Exporter
from kimcore.exporters.chapters import missing, one_line
from kimcore.exporters.common import notices, properties
from kimcore.exporters.figures import latest_statistics
from kimcore.exporters.lacks import lack, vorgang_lacking
from kimcore.exporters.papers import contact_line, place
from kimcore.findings import Finding, Severity
from kimcore.model import Contact, Cooperation, Kommune, Profile, Program, Statistic, VorgangKind
from kimcore.values import NBSP, format_date, format_number

__all__ = ["KurzprofilExporter"]

_NOTHING = "[keine Angabe]"
_TEXTS = (
    ("reason", "Anlass"),
    ("aim", "Ziel"),
    ("implementation", "Umsetzung"),
    ("financing", "Finanzierung"),
)
_ASKED = (
    *_TEXTS,
    ("keywords", "Stichworte"),
    ("responsible", "Hauptverantwortlich"),
    ("others", "Sonstige Beteiligte"),
    ("legal_form", "Rechtsform"),
    ("since", "Zusammenarbeit seit"),
    ("contact", "Kontakt"),
)


class KurzprofilExporter(Exporter):
    """One page for the public; a heading without content is printed all the same, and marked."""

    name = "kurzprofil"
    title = "Kurzprofil"
    profile = Profile.OEFFENTLICH
    vorgang = VorgangKind.KURZPROFIL
    codes = MappingProxyType(
        {
            "KIM-KUP-001": "Es gibt eine interkommunale Zusammenarbeit",
            "KIM-KUP-002": "Jede Überschrift hat einen Inhalt (hinweis)",
            "KIM-KUP-003": "Es gibt einen Vorgang für das Kurzprofil (warnung)",
        }
    )

    def concerns(self, program: Program) -> bool:
        """Only a program with a cooperation has a profile of it."""
        return program.cooperation is not None

    def check(self, program: Program, options: object, context: Context) -> Iterable[Finding]:
        """A program without a cooperation has no profile; what is empty is only noted."""
        cooperation = program.cooperation
        if cooperation is None:
            yield lack(
                "KIM-KUP-001",
                "cooperation",
                "Das Programm nennt keine interkommunale Zusammenarbeit; ein Kurzprofil gibt es nur für eine.",
                "Unter cooperation Titel, beteiligte Kommunen, Anlass, Ziel und Umsetzung angeben.",
            )
            return
        empty = [title for key, title in _ASKED if not getattr(cooperation, key)]
        if empty:
            yield lack(
                "KIM-KUP-002",
                "cooperation",
                f"Im Kurzprofil bleibt leer: {', '.join(empty)}.",
                "Ergänzen, was bekannt ist; eine leere Überschrift wird mit „[keine Angabe]“ gedruckt.",
                Severity.HINWEIS,
            )
        yield from vorgang_lacking(context, VorgangKind.KURZPROFIL, code="KIM-KUP-003")

    def document(self, program: Program, options: object, context: Context) -> Document:
        """The headings of the profile page in their order."""
        cooperation = program.cooperation
        blocks: tuple[Block, ...] = (
            missing(
                "Angaben fehlen",
                "Das Programm nennt keine interkommunale Zusammenarbeit. Einzutragen unter cooperation.",
            ),
        )
        if cooperation is not None:
            blocks = (*notices(context), _profile(program, cooperation))
        title = cooperation.title if cooperation else program.title
        about = properties(program, context, f"Kurzprofil: {title}")
        return Document(id=self.name, title=title, blocks=blocks, properties=about)


def _profile(program: Program, cooperation: Cooperation) -> Fields:
    """The headings of the profile page in their order; what is empty is marked as such."""
    kommunen = {kommune.id: kommune.name for kommune in (program.kommune, *program.kommunen)}
    texts = {title: one_line(getattr(cooperation, key)) for key, title in _TEXTS}
    values = {
        "Titel": cooperation.title,
        "Kommunen": ", ".join(kommunen.get(member, member) for member in cooperation.members),
        "Stichworte": ", ".join(cooperation.keywords),
        "Hauptverantwortlich": cooperation.responsible,
        "Sonstige Beteiligte": ", ".join(cooperation.others),
        "Kurzprofil": "\n".join(_about(program.kommune)),
        **texts,
        "Rechtsform": cooperation.legal_form,
        "Zusammenarbeit seit": str(cooperation.since or ""),
        "Kontakt": _contact(program, cooperation),
    }
    return Fields(
        id="profil", fields=tuple(Field(label=label, value=text or _NOTHING) for label, text in values.items())
    )


def _about(kommune: Kommune) -> Iterator[str]:
    """Regierungsbezirk, inhabitants and area, each with its day and source."""
    yield f"Regierungsbezirk: {kommune.regierungsbezirk or _NOTHING}"
    statistics = latest_statistics(kommune)
    for kind, label in (("einwohner", "Einwohner"), ("flaeche", "Fläche")):
        entry = statistics.get(kind)
        yield f"{label}: {_figure(entry) if entry else _NOTHING}"


def _figure(entry: Statistic) -> str:
    """``261.356 (30.06.2022, IT.NRW)``; persons need no unit."""
    unit = "" if entry.unit == "Personen" else f"{NBSP}{entry.unit}"
    known = [format_date(entry.date)] if entry.date else []
    about = ", ".join((*known, entry.source.title))
    return f"{'rund ' if entry.approximate else ''}{format_number(entry.value)}{unit} ({about})"


def _contact(program: Program, cooperation: Cooperation) -> str:
    """The function, its office with the postal address, and how to reach it as far as the profile may see it."""
    contact = next((entry for entry in program.contacts if entry.id == cooperation.contact), None)
    if contact is None:
        return ""
    return "\n".join((contact_line(contact), *_office(program, contact)))


def _office(program: Program, contact: Contact) -> Iterator[str]:
    """The contact's unit, and the address of the nearest unit above that has one, else of the Kommune."""
    units = {unit.id: unit for unit in program.units}
    unit = units.pop(contact.unit or "", None)
    if unit is not None:
        yield unit.name
    while unit is not None and unit.address is None:
        unit = units.pop(unit.parent or "", None)
    address = unit.address if unit else program.kommune.address
    if address is not None:
        yield place(address)

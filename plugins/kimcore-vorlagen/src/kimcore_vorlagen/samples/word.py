"""A letter for Word to begin with."""

import io
from collections.abc import Iterator
from datetime import date
from functools import cache

from kimcore.blocks import (
    CellKind,
    Column,
    Document,
    Field,
    Fields,
    Listing,
    ListItem,
    Paragraph,
    Properties,
    Section,
    Table,
)
from kimcore.render import DEFAULT_THEME
from kimcore.render.word import WordRenderer
from kimcore_vorlagen.package import package_of

__all__ = ["letter"]

_STAND = date(2003, 2, 1)
"""Stands where the template says ``{{ stand }}``: a document of kimcore knows days and no texts there."""
_STAND_TEXT = "01.02.2003"
_STATE = '{{ kennzeichen | default("freigegeben", true) }}'


@cache
def letter() -> bytes:
    """A letter, written by kimcore itself, so that it is accessible and looks like its documents."""
    properties = Properties(subject="{{ title }}", issuer="{{ kommune.name }}", stand=_STAND, state=_STATE)
    document = Document(id="muster", title="{{ title }}", blocks=tuple(_sections()), properties=properties)
    target = io.BytesIO()
    WordRenderer().render(document, DEFAULT_THEME, target)
    package = package_of(target.getvalue(), "muster.docx", "docx")
    parts = {name: data.replace(_STAND_TEXT.encode(), b"{{ stand }}") for name, data in package.parts.items()}
    made = io.BytesIO()
    package.write(made, parts)
    return made.getvalue()


def _sections() -> Iterator[Section]:
    facts = (("Kommune", "kommune.name"), ("Anschrift", "kommune.address"), ("Förderprogramm", "foerderprogramm"))
    sums = (
        ("Gesamtkosten", "plan.gesamtkosten"),
        ("Förderung", "plan.foerderung"),
        ("Eigenanteil", "plan.eigenanteil"),
    )
    yield Section(id="kopf", title="Das Programm {{ jahr }}", blocks=(_fields("kopf-angaben", facts),))
    yield Section(
        id="zahlen",
        title="Kosten und Förderung",
        blocks=(
            _fields("summen", sums),
            Paragraph(text="Förderung: {{ plan.foerderung | erklaert }}."),
            _table("stellen", "Stellen des Jahres {{ jahr }}", "plan.stellen", _POSTS),
        ),
    )
    yield Section(
        id="massnahmen",
        title="Maßnahmen",
        blocks=(
            Paragraph(text="{%p for eintrag in measures %}"),
            Listing(items=(ListItem(blocks=(Paragraph(text=_MEASURE),)),)),
            Paragraph(text="{%p endfor %}"),
        ),
    )


_MEASURE = '{{ eintrag.title }}: {{ eintrag.zielgruppen | join(", ") | default("ohne Angabe", true) }}'
_POSTS = (
    Column(id="title", title="Stelle"),
    Column(id="vzae", title="VZÄ", kind=CellKind.VZAE),
    Column(id="kosten", title="Kosten", kind=CellKind.MONEY),
    Column(id="foerderung", title="Förderung", kind=CellKind.MONEY),
)


def _fields(name: str, facts: tuple[tuple[str, str], ...]) -> Fields:
    return Fields(id=name, fields=tuple(Field(label=label, value=f"{{{{ {path} }}}}") for label, path in facts))


def _table(name: str, caption: str, rows: str, columns: tuple[Column, ...]) -> Table:
    """A table whose row is repeated for every entry of a list."""
    blank = ("",) * (len(columns) - 1)
    entry = tuple(f"{{{{ eintrag.{column.id} }}}}" for column in columns)
    return Table(
        id=name,
        caption=caption,
        columns=columns,
        rows=((f"{{%tr for eintrag in {rows} %}}", *blank), entry, ("{%tr endfor %}", *blank)),
    )

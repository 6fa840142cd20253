"""Blocks: neutral content that can be walked again."""

from datetime import date

import pytest

from kimcore import UsageError
from kimcore.blocks import (
    Column,
    Document,
    Paragraph,
    Properties,
    Row,
    RowRole,
    Section,
    Sheet,
    Table,
    Workbook,
    sections,
    with_section,
    with_sheet,
)

COLUMNS = (Column(id="a", title="A"),)


def test_rows_can_be_walked_again():
    """A table takes a sequence or a sized view; every walk gives the same rows."""
    table = Table(id="t", columns=COLUMNS, rows=(("x",), Row(("y",), RowRole.TOTAL)))
    assert list(table.normalised()) == [Row(("x",)), Row(("y",), RowRole.TOTAL)]
    assert list(table.normalised()) == list(table.normalised())


@pytest.mark.parametrize("rows", [(("x",) for _ in range(3)), iter([("x",)])])
def test_generators_are_refused(rows):
    """A generator can be walked only once and is refused in German."""
    with pytest.raises(TypeError, match="Tabellenzeilen müssen sich mehrfach durchlaufen lassen"):
        Table(id="t", columns=COLUMNS, rows=rows)


ABOUT = Properties(subject="Test", issuer="Musterstadt", stand=date(2025, 1, 1), state="Entwurf")
ANBINDUNG = Section(id="anbindung", title="Anbindung")
STRUKTUR = Section(id="struktur", title="Struktur", blocks=(Paragraph(text="Davor"), ANBINDUNG))
KONZEPT = Document(
    id="konzept", title="Konzept", blocks=(STRUKTUR, Section(id="netzwerk", title="Netzwerk")), properties=ABOUT
)
MAPPE = Workbook(
    id="mappe",
    title="Mappe",
    sheets=tuple(Sheet(id=name, title=name, blocks=()) for name in ("deckblatt", "stellen")),
    properties=ABOUT,
)


@pytest.mark.parametrize(
    ("after", "ids"),
    [
        ("struktur", ["struktur", "anbindung", "neu", "netzwerk"]),
        ("anbindung", ["struktur", "anbindung", "neu", "netzwerk"]),
        ("netzwerk", ["struktur", "anbindung", "netzwerk", "neu"]),
    ],
)
def test_a_section_is_put_behind_another(after, ids):
    """A new section stands behind the one that is named, on its level; the document it came from stays as it was."""
    extended = with_section(KONZEPT, Section(id="neu", title="Neu"), after=after)
    assert [section.id for section in sections(extended)] == ids
    within = [part.id for part in extended.blocks[0].blocks if isinstance(part, Section)]
    assert within == (["anbindung", "neu"] if after == "anbindung" else ["anbindung"])
    assert [section.id for section in sections(KONZEPT)] == ["struktur", "anbindung", "netzwerk"]


def test_a_sheet_is_put_behind_another():
    """A new sheet stands behind the one that is named."""
    extended = with_sheet(MAPPE, Sheet(id="neu", title="Neu", blocks=()), after="deckblatt")
    assert [sheet.id for sheet in extended.sheets] == ["deckblatt", "neu", "stellen"]


@pytest.mark.parametrize(
    ("new", "after", "message"),
    [
        ("neu", "finanzen", "„finanzen“ gibt es nicht. Es gibt: "),
        ("stellen", "deckblatt", "„stellen“ gibt es schon. Dem neuen eine eigene Kennung geben. Es gibt: "),
    ],
)
def test_a_wrong_place_is_refused(new, after, message):
    """A place that there is not, and an id that there is, are refused with the ids of the content."""
    with pytest.raises(UsageError, match=f"Blatt {message}deckblatt, stellen"):
        with_sheet(MAPPE, Sheet(id=new, title="Neu", blocks=()), after=after)
    konzept = with_section(KONZEPT, Section(id="stellen", title="Stellen"), after="netzwerk")
    with pytest.raises(UsageError, match=f"Abschnitt {message}".replace("„deckblatt", "„struktur")):
        with_section(konzept, Section(id=new, title="Neu"), after=after.replace("deckblatt", "struktur"))

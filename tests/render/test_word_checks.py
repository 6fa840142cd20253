"""What a document cannot hold is said before it is written, each with its id and a hint."""

import pytest
from tests.render.books import table
from tests.render.documents import PIXEL, document

from kimcore.blocks import (
    Footnote,
    Image,
    Listing,
    ListItem,
    PageBreak,
    Paragraph,
    Quote,
    Reference,
    Run,
    Section,
    Table,
)
from kimcore.render.word import WordRenderer


def found(*blocks):
    """The code and path of every finding."""
    return [(finding.code, finding.path) for finding in WordRenderer().check(document(*blocks))]


IMAGE = Image(id="bild", data=PIXEL, alt="Zwei Punkte")


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (Paragraph(text=(Reference("fehlt"),)), ("KIM-DOC-002", "fehlt")),
        (Paragraph(text=(Footnote((Run("x"),)), Reference("fehlt"))), ("KIM-DOC-002", "fehlt")),
        (Quote(blocks=(Paragraph(text=(Reference("fehlt"),)),)), ("KIM-DOC-002", "fehlt")),
        (Listing(items=(ListItem(blocks=(Paragraph(text=(Reference("f"),)),)),)), ("KIM-DOC-002", "f")),
        (Table(id="t", columns=(), rows=()), ("KIM-DOC-003", "t")),
        (Image(id="bild", data=b"kein Bild", alt="x"), ("KIM-DOC-004", "bild")),
        (Image(id="bild", data=PIXEL, alt=" "), ("KIM-DOC-005", "bild")),
    ],
)
def test_what_is_wrong_is_found(block, code):
    """Each fault has a code of its own and the id of the block."""
    assert found(block) == [code]


def test_ids_are_unique():
    """Two sections of one id are a finding, for sections within sections as well."""
    inner = Section(id="a", title="Innen")
    assert found(Section(id="a", title="Außen", blocks=(inner,))) == [("KIM-DOC-001", "a")]


def test_a_sound_document_has_no_findings():
    """References to sections, tables and figures, pictures and tables are fine."""
    text = Paragraph(text=(Reference("a"), Reference("t"), Run(" und Schluss")))
    assert not found(
        Section(id="a", title="A", prose=(text,), blocks=(table(("x",), id="t", caption="T"), IMAGE, PageBreak()))
    )

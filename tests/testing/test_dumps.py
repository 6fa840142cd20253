"""Readable dumps of composed content and of finished files."""

import io
import zipfile

import pytest

from kimcore.testing import complete_program, dump


@pytest.fixture(scope="module")
def program():
    """The complete program."""
    return complete_program()


def test_content(kim, program):
    """Composed content reads like a page: sheets, headings, rows with printed figures."""
    book = dump(kim.compose(program, "finanzierungsplan", draft=True))
    assert book.startswith("Finanzierungsplan 2025\n[Übersicht]\n")
    assert "Förderung: 992.883,34 €\n" in book
    text = dump(kim.compose(program, "kim-konzept", draft=True))
    assert "Annahmen und Quellen\n" in text


def test_finished_files(kim, program):
    """A workbook reads cell by cell with formula and format, a document paragraph by paragraph with its style."""
    book = dump(kim.render(program, "finanzierungsplan", draft=True))
    assert 'Übersicht!B8: 1229583.34 | =$C$29 | [$-407]#,##0.00\\ "€"\n' in book
    text = dump(kim.render(program, "kim-konzept", draft=True))
    assert "\nheading 1: Ausgangslage\n" in text
    assert "\n| Baustein | " in text


def test_other_files():
    """An archive of another kind is refused in German."""
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        archive.writestr("a.csv", "a")
    with pytest.raises(ValueError, match="weder xlsx noch docx"):
        dump(buffer.getvalue())

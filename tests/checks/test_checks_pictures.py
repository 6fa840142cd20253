"""Pictures, and the Markdown that shows them."""

import attrs
import pytest
from tests.pictures import JPEG

from kimcore.checks.pictures import (
    CHECKS,
    BrokenPicture,
    MarkdownText,
    PictureNamedTwice,
    PictureUnused,
    PictureWithoutAlt,
    PictureWithoutCredit,
)
from kimcore.checks.privacy import ContactDataInText, PersonalDataInText
from kimcore.checks.references import DoubledId
from kimcore.findings import Severity
from kimcore.model import ChapterText, Picture, Profile

PICTURE = Picture(
    id="fachtag", file="bilder/fachtag.jpg", alt="Ein voller Saal", credit="Foto: Kreis Musterland", data=JPEG
)


@pytest.fixture
def program(make):
    """A program with a text and with pictures, the first of which the text shows unless it says otherwise."""

    def program(*pictures, text="# Fachtag\n\n![](fachtag.jpg)\n", **fields):
        return make.program(texts=(ChapterText(chapter="anlass", text=text),), pictures=pictures, **fields)

    return program


def test_a_picture_that_is_shown_and_named(program, run):
    """Alternative text, credit, a name of its own, a place in a text: nothing to say."""
    assert [finding for check in CHECKS for finding in run(check, program(PICTURE))] == []
    assert [
        finding for check in CHECKS for finding in run(check, program(text="Ein *guter* Text.\n\n- a\n- b\n"))
    ] == []


@pytest.mark.parametrize(
    ("text", "severity", "message"),
    [
        ("Ein\n\n<b>Text</b>", Severity.FEHLER, "Kapitel „anlass“, „Text“, Zeile 3: HTML („<b>“) wird nicht gedruckt."),
        ("![x](weg.jpg)", Severity.FEHLER, "„Text“, Zeile 1: Das Bild „weg.jpg“ gibt es im Programm nicht"),
        ("# A\n### B", Severity.WARNUNG, "„Text“, Zeile 2: Die Überschrift „B“ überspringt eine Ebene"),
        ("a\n\n- - - -\n", Severity.HINWEIS, "„Text“, Zeile 3: Eine Trennlinie wird nicht gedruckt."),
        ("a\n\n***\n", Severity.HINWEIS, "„Text“, Zeile 3: Eine Trennlinie wird nicht gedruckt."),
        ("a[^1]", Severity.FEHLER, "„Text“, Zeile 1: Die Fußnote [^1] hat keinen Text"),
        ("a\n\n    b", Severity.HINWEIS, "„Text“, Zeile 3: Weil er um vier Zeichen eingerückt ist"),
        ("+ 1. - + 1) - * - - - a", Severity.WARNUNG, "„Text“, Zeile 1: Die Aufzählung hat mehr als 9 Ebenen"),
    ],
)
def test_what_cannot_be_printed_is_found_with_its_line(program, run, text, severity, message):
    """The path leads to the field, the message to the line within it."""
    finding = run(MarkdownText, program(text=text))[0]
    assert (finding.code, finding.path, finding.severity) == ("KIM-TXT-006", "texts[0].text", severity)
    assert message in finding.message
    assert finding.hint


def test_every_markdown_field_is_read(make, run):
    """Descriptions as well as chapters; plain texts may hold what they like."""
    program = make.program(measures=(make.measure(title="<b>", description="gut"), make.measure(description="<b>")))
    (finding,) = run(MarkdownText, program)
    assert (finding.path, finding.object_id) == ("measures[1].description", program.measures[1].id)


@pytest.mark.parametrize(
    ("check", "changes", "code", "severity", "message"),
    [
        (PictureWithoutAlt, {"alt": " "}, "KIM-TXT-007", Severity.FEHLER, "Bild „fachtag“ hat keinen Alternativtext."),
        (
            PictureWithoutCredit,
            {"credit": ""},
            "KIM-TXT-008",
            Severity.WARNUNG,
            "Bild „fachtag“ hat keinen Bildnachweis.",
        ),
        (PictureUnused, {"file": "x.jpg"}, "KIM-TXT-010", Severity.HINWEIS, "Bild „fachtag“ kommt in keinem Text vor."),
        (BrokenPicture, {"data": b"x"}, "KIM-TXT-011", Severity.FEHLER, "Das Bild ist weder PNG noch JPEG."),
        (BrokenPicture, {"data": None}, "KIM-TXT-011", Severity.FEHLER, "ist kein Bild."),
    ],
)
def test_what_a_picture_lacks(program, run, check, changes, code, severity, message):
    """Each has its own finding."""
    (finding,) = run(check, program(attrs.evolve(PICTURE, **changes)))
    assert (finding.code, finding.severity, finding.object_id) == (code, severity, "fachtag")
    assert finding.path.startswith("pictures[0]")
    assert message in finding.message


def test_two_pictures_of_one_name(program, run):
    """Folders do not tell them apart, as texts call them by name; ids are unique as everywhere."""
    double = program(PICTURE, attrs.evolve(PICTURE, file="alt/fachtag.jpg"))
    (finding,) = run(PictureNamedTwice, double)
    assert (finding.path, finding.severity) == ("pictures[1].file", Severity.FEHLER)
    assert "heißen beide „fachtag.jpg“" in finding.message
    assert [finding.path for finding in run(DoubledId, double)] == ["pictures[1].id"]


@pytest.mark.parametrize("field", ["file", "alt", "credit", "caption"])
def test_personal_data_of_a_picture_are_found(program, make, run, field):
    """A name in a file name, an alternative text, a credit or a caption is a fehler for the public."""
    said = {"file": "bilder/portraet_erika-beispiel.jpg"}.get(field, "Erika Beispiel beim Fachtag, Tel. 02000 176-543")
    contacts = (make.contact(name="Erika Beispiel"),)
    given = program(attrs.evolve(PICTURE, **{field: said}), contacts=contacts)
    assert [finding.path for finding in run(PersonalDataInText, given, profile=Profile.OEFFENTLICH)] == [
        f"pictures[0].{field}"
    ]
    numbers = run(ContactDataInText, given, profile=Profile.OEFFENTLICH)
    assert [finding.path for finding in numbers] == ([] if field == "file" else [f"pictures[0].{field}"])


def test_the_rule_set_names_the_law_on_accessibility(program, run, kim):
    """An alternative text is owed under the law of the Land; without a rule set that names it, under the standard."""
    broken = program(attrs.evolve(PICTURE, alt=""))
    (finding,) = run(PictureWithoutAlt, broken, rules=kim.rules("kim-nrw"))
    assert finding.citation == "BITVNRW § 3 mit EN 301 549: Alternativtexte"
    (finding,) = run(PictureWithoutAlt, broken)
    assert finding.citation.startswith("EN 301 549: Alternativtexte")

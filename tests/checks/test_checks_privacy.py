"""Personal data in texts that the public reads."""

import pytest

from kimcore.checks.privacy import ContactDataInText, PersonalDataInText
from kimcore.findings import Severity
from kimcore.model import ChapterText, OrganisationalUnit, Profile, State

PUBLIC = {"profile": Profile.OEFFENTLICH}
PERSON = {
    "salutation": "Frau",
    "name": "Dr. Erika Beispiel-Groß",
    "room": "2.14",
    "phone": "+49 (0) 2000 17-6543",
    "email": "erika.beispiel@stadt.example.org",
}


def with_text(make, text, **person):
    """A program with one person and one chapter."""
    return make.program(
        contacts=(make.contact(**{**PERSON, **person}),), texts=(ChapterText(chapter="anlass", text=text),)
    )


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Fragen beantwortet Dr. Erika Beispiel-Groß gern.", "name"),
        ("Fragen an **DR. ERIKA\nBEISPIEL-GROSS**.", "name"),
        ("Dr. Erika Beispiel-Groß' Büro ist offen.", "name"),
        ("Frau Beispiel-Groß hilft, Frau Dr. Beispiel-Groß auch.", "name"),
        ("Schreiben Sie an Erika.Beispiel@stadt.example.org!", "email"),
        ("Telefon 02000 17-6543", "phone"),
        ("Telefon 0049 2000/176543.", "phone"),
        ("Durchwahl 17 65 43", "phone"),
        ("Nummern 02000 17-6543 / 17-0", "phone"),
        ("Sie sitzt in Raum 2.14.", "room"),
    ],
)
def test_a_personal_value_in_a_public_text(make, run, text, field):
    """However it is written, a personal value in a text is a fehler with both paths, and never repeated."""
    (finding,) = run(PersonalDataInText, with_text(make, text), **PUBLIC)
    assert (finding.path, finding.severity) == ("texts[0].text", Severity.FEHLER)
    assert finding.message == (
        f"Kapitel „anlass“: „Text“ enthält, was in contacts[0].{field} steht. Ein Dokument für die Öffentlichkeit "
        "zeigt diese Angabe nicht."
    )
    assert finding.hint == "Im Text die Funktion nennen statt der Person."


@pytest.mark.parametrize(
    "text",
    [
        "Die KIM-Koordination hilft Frauen und Herren.",
        "Nr. 2.14 der Richtlinie, ein Beispiel-Großprojekt, Erika",
        "57.000,00 € für 2.600 Maßnahmen am 05.05.2023, AGS 05978000",
        "02000 176540 ist die Zentrale, 6543 und 76543 sind Zahlen, 12 / 13 4 auch.",
        "",
    ],
)
def test_texts_that_name_nobody(make, run, text):
    """Functions, ordinary words, amounts, dates and other numbers are no personal data."""
    assert run(PersonalDataInText, with_text(make, text), **PUBLIC) == []


@pytest.mark.parametrize("profile", [Profile.INTERN, Profile.BEHOERDE])
def test_readers_who_may_see_them(make, run, profile):
    """The house and the authority may read names: nothing is found for them."""
    program = with_text(make, "Dr. Erika Beispiel-Groß, amt@stadt.de, 02000 176543")
    assert run(PersonalDataInText, program, profile=profile) == []
    assert run(ContactDataInText, program, profile=profile) == []


def test_a_field_that_the_public_does_not_see(make, run):
    """A name in a field that is itself hidden from the public is no leak."""
    vorgang = make.vorgang(state=State.GEPRUEFT, checker="Dr. Erika Beispiel-Groß")
    program = make.program(contacts=(make.contact(**PERSON),), vorgaenge=(vorgang,))
    assert run(PersonalDataInText, program, **PUBLIC) == []


def test_a_name_anywhere_in_the_program(make, run):
    """Titles, lists and names of offices are texts, too; each is found at its own path."""
    program = make.program(
        contacts=(make.contact(name="Erika Beispiel"),),
        measures=(make.measure(title="Sprachpaten (Frau Beispiel)", zielgruppen=("Alle", "Erika Beispiels Gruppe")),),
    )
    findings = run(PersonalDataInText, program, **PUBLIC)
    assert [(finding.path, finding.object_id) for finding in findings] == [
        ("measures[0].title", "m-1"),
        ("measures[0].zielgruppen[1]", "m-1"),
    ]


@pytest.mark.parametrize(
    ("author", "found"),
    [("KIM-Koordination", False), ("abteilung  integration", False), ("Erika Beispiel", True), ("Kämmerei", True)],
)
def test_a_function_that_signs_a_vorgang(make, run, author, found):
    """Who made a Vorgang is personal unless it is the function of a contact or the name of an office."""
    program = make.program(
        contacts=(make.contact(),),
        units=(OrganisationalUnit(id="abt", name="Abteilung Integration"),),
        vorgaenge=(make.vorgang(author=author),),
        texts=(
            ChapterText(
                chapter="anlass",
                text="KIM-Koordination, Abteilung Integration, Kämmerei und Erika Beispiel arbeiten zusammen.",
            ),
        ),
    )
    findings = run(PersonalDataInText, program, **PUBLIC)
    assert [finding.path for finding in findings] == (["texts[0].text"] if found else [])
    assert all("vorgaenge[0].author" in finding.message for finding in findings)


def test_values_too_short_to_be_told_apart(make, run):
    """Under four characters only a surname behind its title is looked for."""
    short = {"salutation": None, "name": "Li", "room": "12", "phone": "-", "email": "+++"}
    assert run(PersonalDataInText, with_text(make, "Li 12 - +++", **short), **PUBLIC) == []
    (finding,) = run(PersonalDataInText, with_text(make, "Herr Li", **short), **PUBLIC)
    assert "contacts[0].name" in finding.message


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mail: integration@stadt-hamm.de", "eine E-Mail-Adresse"),
        ("Telefon: 02000 17-0815", "eine Telefonnummer"),
        ("Telefon: (02000) 170815", "eine Telefonnummer"),
        ("Telefon: +49 (0) 2000 170815", "eine Telefonnummer"),
        ("Telefon: 0049 2000/170815", "eine Telefonnummer"),
        ("Mobil 01721234567", "eine Telefonnummer"),
    ],
)
def test_contact_data_in_a_public_text(make, run, text, what):
    """E-mail addresses and phone numbers that no personal field holds are a warnung: an office may keep its own."""
    (finding,) = run(ContactDataInText, with_text(make, text), **PUBLIC)
    assert (finding.path, finding.severity) == ("texts[0].text", Severity.WARNUNG)
    assert finding.message == f"Kapitel „anlass“: „Text“ enthält {what}."


@pytest.mark.parametrize(
    "text",
    [
        "kim@example.org, kim@stadt.example.org und kim@example.com sind Platzhalter.",
        "erika.beispiel@stadt.example.org und 02000 17-6543 meldet schon die andere Prüfung.",
        "57.000,00 €, 0,5 VZÄ, 05.05.2023, 01/02/2025, 2021-2023, 05978000, 59073 Hamm, 07 080 Titel 633 67",
        "Aktenzeichen 36.2025-0815, MBl. NRW. 2020 Nr. 32, S. 751-786",
        "Das @ steht hier allein.",
    ],
)
def test_what_only_looks_like_contact_data(make, run, text):
    """Placeholders, amounts, dates, keys and what the first check reports are passed over."""
    assert run(ContactDataInText, with_text(make, text), **PUBLIC) == []


def test_web_addresses_are_no_texts(make, run):
    """An address of a website may hold an @ or a number."""
    program = make.program(kommune=make.kommune(website="https://stadt.de/karte/@51.68,7.82/02000-170815"))
    assert run(ContactDataInText, program, **PUBLIC) == []


def test_a_name_among_many(make, run):
    """Where a program has very many contacts, each of them is still found, also with an s at its end."""
    contacts = tuple(make.contact(id=f"kontakt-{number}", name=f"Nachname{number}") for number in range(60))
    texts = (ChapterText(chapter="anlass", text="Nachname59s Büro"), ChapterText(chapter="ziele", text="Nachname"))
    (finding,) = run(PersonalDataInText, make.program(contacts=contacts, texts=texts), **PUBLIC)
    assert finding.path == "texts[0].text"
    assert "contacts[59].name" in finding.message

"""The four documents of a Fachtag: what they say, what they lack, and what is checked whatever is asked for."""

import io
import zipfile
from pathlib import Path

import attrs
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

import kimcore_veranstaltung
from kimcore import ExportRefused, Kimcore, ProgramFileError, Severity
from kimcore.blocks import Chart, Fields, Image, Listing, Notice, Table
from kimcore.model import State
from kimcore_veranstaltung.model import SECTION, Answer, Details, Point, PressRelease, Question, Section

EXAMPLES = Path(__file__).parent.parent / "examples"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENTS = ["anwesenheit", "auswertung", "einladung", "presse"]


@pytest.fixture(scope="module")
def kim():
    """A session with this plugin alone."""
    return Kimcore(plugins=(kimcore_veranstaltung,))


@pytest.fixture(scope="module")
def musterstadt(kim):
    """The invented Fachtag, complete."""
    return kim.load(EXAMPLES / "musterstadt.yaml")


@pytest.fixture(scope="module")
def herne(kim):
    """What the report on the Fachtag in Herne says, case 004."""
    return kim.load(EXAMPLES / "herne.yaml")


def changed(program, **fields):
    """The program with other details of its event."""
    details = attrs.evolve(program.extensions[SECTION].events[0], **fields)
    return attrs.evolve(program, extensions={SECTION: Section(events=(details,))})


def press_of(program, **fields):
    """The program with another press release."""
    press = program.extensions[SECTION].events[0].press or PressRelease()
    return changed(program, press=attrs.evolve(press, **fields))


def blocks_of(content):
    """Every block of a document or workbook, those of sections too."""
    found = []
    for part in getattr(content, "blocks", None) or [block for sheet in content.sheets for block in sheet.blocks]:
        found += getattr(part, "blocks", (part,)) if type(part).__name__ == "Section" else [part]
    return found


def of_kind(content, kind):
    """The blocks of one kind."""
    return [block for block in blocks_of(content) if isinstance(block, kind)]


def labels(content):
    """What every field says."""
    fields = [field for block in of_kind(content, Fields) for field in block.fields]
    return {field.label: str(field.value).replace("\u00a0", " ") for field in fields}


def word_text(data):
    """Every paragraph of a Word file, headers too, as one text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.startswith(("word/document", "word/header"))]
        roots = [etree.fromstring(package.read(name)) for name in names]
    lines = ("".join(node.itertext(f"{WORD}t")) for root in roots for node in root.iter(f"{WORD}p"))
    return "\n".join(lines).replace("\u00a0", " ")


def codes(kim, program, document, **more):
    """The plugin's findings about a document."""
    found = kim.check(program, exporter=f"veranstaltung-{document}", **more)
    return {finding.code: finding for finding in found if finding.code.startswith("VER-")}


# ------------------------------------------------------------------------------------------- all documents


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_example_is_complete(kim, musterstadt, document):
    """The example has no findings; its documents are released, say that they are invented, and come out the same."""
    assert kim.check(musterstadt, exporter=f"veranstaltung-{document}") == ()
    marks = kim.compose(musterstadt, f"veranstaltung-{document}").properties.marks
    assert ("Musterdaten" in marks, "ENTWURF" in marks) == (True, False)
    first = kim.render(musterstadt, f"veranstaltung-{document}")
    assert kim.render(musterstadt, f"veranstaltung-{document}") == first
    assert "ENTWURF" in kim.compose(musterstadt, f"veranstaltung-{document}", draft=True).properties.marks


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_program_without_events(kim, musterstadt, document):
    """Where there is no event the document is refused, and a draft says so."""
    program = attrs.evolve(musterstadt, events=(), extensions={})
    finding = codes(kim, program, document)["VER-101"]
    assert finding.message == "Im Jahr 2025 gibt es keine Veranstaltung."
    assert finding.hint == "Sie unter events eintragen."
    content = kim.compose(program, f"veranstaltung-{document}", draft=True)
    assert "Es gibt keine Veranstaltung." in blocks_of(content)[0].text


def test_all_documents_are_those_with_a_subject(kim, musterstadt, herne):
    """Where all documents are made, each is left out whose subject no event has."""
    exporters = [kim.registry.exporters[f"veranstaltung-{document}"]() for document in DOCUMENTS]
    bare = attrs.evolve(musterstadt, extensions={})
    assert [exporter.concerns(musterstadt) for exporter in exporters] == [True, True, True, True]
    assert [exporter.concerns(herne) for exporter in exporters] == [True, False, False, True]
    assert [exporter.concerns(bare) for exporter in exporters] == [False, False, False, False]


def test_the_event_is_chosen_by_id_or_by_year(kim, musterstadt):
    """Of several events the last of the year is meant, unless another is asked for; a wrong id is a fehler."""
    earlier = attrs.evolve(
        musterstadt.events[0], id="werkstatt", title="Werkstatt", date=musterstadt.stand.replace(month=3)
    )
    program = attrs.evolve(musterstadt, events=(*musterstadt.events, earlier))
    assert kim.compose(program, "veranstaltung-einladung").title == "Fachtag „Verständlich verwalten“"
    assert kim.compose(program, "veranstaltung-einladung", event="werkstatt").title == "Werkstatt"
    finding = codes(kim, program, "einladung", event="wrkstatt")["VER-101"]
    assert finding.message == "Eine Veranstaltung „wrkstatt“ gibt es nicht."
    assert "fachtag-2025, werkstatt" in finding.hint


def test_persons_stay_out_of_what_goes_public(kim, musterstadt):
    """The invitation names the function of whom to ask; number and mailbox of a contact only appear in the house."""
    public = labels(kim.compose(musterstadt, "veranstaltung-einladung"))["Rückfragen"]
    assert public == "Gesamtkoordination KIM\nKommunales Integrationszentrum\nMusterplatz 3, 59999 Musterstadt"
    internal = labels(kim.compose(musterstadt, "veranstaltung-einladung", profile="intern"))["Rückfragen"]
    assert "+49 2000 000-101" in internal


def test_a_time_is_read_as_it_is_written(kim, tmp_path):
    """Times need no quotes and may lack a zero; anything else is a finding with an example."""
    text = (EXAMPLES / "musterstadt.yaml").read_text(encoding="utf-8")
    path = tmp_path / "m.yaml"
    (tmp_path / "fachtag.png").write_bytes((EXAMPLES / "fachtag.png").read_bytes())
    path.write_text(text.replace('begins: "09:00"', "begins: 9:00", 1), encoding="utf-8")
    assert kim.load(path).extensions[SECTION].events[0].begins == "09:00"
    path.write_text(text.replace('begins: "09:00"', "begins: 9 Uhr", 1), encoding="utf-8")
    with pytest.raises(ProgramFileError, match="„9 Uhr“ ist keine Uhrzeit") as refused:
        kim.load(path)
    assert 'Zum Beispiel "09:30" schreiben.' in refused.value.findings[0].hint


# --------------------------------------------------------------------------------------------- invitation


def test_the_invitation(kim, musterstadt):
    """The Word file says when, where, how to register and what happens at what time."""
    text = word_text(kim.render(musterstadt, "veranstaltung-einladung"))
    for words in (
        "Donnerstag, 13. November 2025, 09:00 bis 16:00 Uhr",
        "Beispielallee 12, 59999 Musterstadt",
        "Bitte melden Sie sich bis Donnerstag, 30. Oktober 2025, an.",
        "im Großen Saal gibt es eine Induktionsschleife",
        "09:45–10:45",
        "Fachliche Leitung Case Management",
    ):
        assert words in text
    assert "Musterdaten" in text


def test_herne_is_invited_with_what_the_report_says(kim, herne):
    """The five points of the programme without times, and a fehler for the text that no source gives."""
    draft = kim.compose(herne, "veranstaltung-einladung", draft=True)
    assert labels(draft) == {"Wann": "Freitag, 5. Mai 2023", "Wo": "Stadtteilzentrum Pluto, Herne"}
    (points,) = of_kind(draft, Listing)
    assert len(points.items) == 5
    assert points.items[2].blocks[0].text == "Vortrag aus dem Ministerium (MKJFGFI)"
    found = codes(kim, herne, "einladung")
    assert {code: finding.severity.value for code, finding in found.items()} == {
        "VER-111": "fehler", "VER-112": "warnung", "VER-114": "hinweis",
    }  # fmt: skip
    assert found["VER-112"].message.endswith("Es fehlt: Beginn.")
    with pytest.raises(ExportRefused, match="1 Fehler steht dem entgegen"):
        kim.render(herne, "veranstaltung-einladung")


def test_a_bare_event_is_invited_to_in_a_draft(kim, musterstadt):
    """An event of which only title and day are known, which the plugin's section does not mention."""
    event = attrs.evolve(musterstadt.events[0], place=None)
    program = attrs.evolve(musterstadt, events=(event,), extensions={})
    found = codes(kim, program, "einladung")
    assert found["VER-112"].message.endswith("Es fehlt: Beginn und Ort.")
    assert found["VER-112"].path == "extensions.veranstaltung"
    assert found["VER-113"].hint == "Unter programme die Programmpunkte mit ihren Uhrzeiten eintragen."
    draft = kim.compose(program, "veranstaltung-einladung", draft=True)
    assert labels(draft) == {"Wann": "Donnerstag, 13. November 2025"}
    assert [block.title for block in of_kind(draft, Notice)] == ["Musterdaten", "Text fehlt"]
    there = changed(attrs.evolve(musterstadt, events=(event,)), ends=None)
    assert codes(kim, there, "einladung")["VER-112"].message.endswith("Es fehlt: Ort.")
    assert labels(kim.compose(there, "veranstaltung-einladung"))["Wann"].endswith("ab 09:00 Uhr")
    ends = changed(musterstadt, begins=None, programme=(Point(begins="10:00", title="Rundgang"),))
    content = kim.compose(ends, "veranstaltung-einladung")
    assert labels(content)["Wann"].endswith("bis 16:00 Uhr")
    (table,) = of_kind(content, Table)
    assert ([column.title for column in table.columns], table.rows[0].cells) == (
        ["Uhrzeit", "Programmpunkt"],
        ("10:00", "Rundgang"),
    )


# --------------------------------------------------------------------------------------- attendance list


def test_the_attendance_list_is_blank(kim, musterstadt):
    """As many numbered lines as people are expected, with nothing in them, below what happens with the list."""
    data = kim.render(musterstadt, "veranstaltung-anwesenheit")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    head = next(index for index, row in enumerate(rows) if row[0] == "Nr.")
    assert [cell for cell in rows[head] if cell] == ["Nr.", "Name", "Dienststelle oder Organisation", "Unterschrift"]
    lines = [row for row in rows[head + 1 :] if row[0]]
    assert [line[0] for line in lines] == [str(number) for number in range(1, 121)]
    assert {str(cell).strip() for line in lines for cell in line[1:]} == {""}
    assert any("vernichtet sie, sobald der Nachweis geprüft ist" in str(row[0]) for row in rows[:head])


def test_the_attendance_list_as_wanted(kim, herne):
    """The number of lines and a column on photographs are options; without a privacy notice there is a warnung."""
    (table,) = of_kind(kim.compose(herne, "veranstaltung-anwesenheit"), Table)
    assert len(table.rows) == 30
    (table,) = of_kind(kim.compose(herne, "veranstaltung-anwesenheit", lines=12, photos=True), Table)
    assert (len(table.rows), table.columns[3].title) == (12, "Fotos erlaubt? (ja/nein)")
    finding = codes(kim, herne, "anwesenheit")["VER-121"]
    assert (finding.severity, finding.citation[:16]) == (Severity.WARNUNG, "Artikel 13 DSGVO")


# --------------------------------------------------------------------------------------------- evaluation


def test_the_evaluation(kim, musterstadt):
    """Counts, shares and the Rücklaufquote stand in the workbook as another library reads it."""
    data = kim.render(musterstadt, "veranstaltung-auswertung")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    overview = [[cell for cell in row if cell != ""] for row in book.get_sheet_by_name("Übersicht").to_python()]
    assert ["Teilnehmende", 112.0] in overview
    assert ["Bögen zurück", 78.0] in overview
    assert ["Rücklaufquote", 69.64] in overview  # 78 of 112
    rows = [[cell for cell in row if cell != ""] for row in book.get_sheet_by_name("Fragen").to_python()]
    assert ["sehr gut", 34.0, 44.74] in rows  # 34 of the 76 answers to this question
    assert ["Antworten", 76.0] in rows
    assert ["Anerkennung von Abschlüssen", 45.0, 57.69] in rows  # 45 of the 78 sheets: several answers were possible
    charts = of_kind(kim.compose(musterstadt, "veranstaltung-auswertung"), Chart)
    assert [chart.caption for chart in charts][1] == "Können Sie das Gehörte in Ihrer Arbeit verwenden? (Anteile in %)"
    assert [round(float(value.value), 2) for value in charts[1].series[0].values] == [55.41, 36.49, 8.11]


def test_remarks_are_for_the_house_and_the_authority(kim, musterstadt):
    """What people wrote by hand does not go public."""
    for profile, there in (("behoerde", True), ("oeffentlich", False)):
        content = kim.compose(musterstadt, "veranstaltung-auswertung", profile=profile)
        assert ("Sammlung im Intranet" in str(content)) is there


def test_what_is_not_counted_stays_open(kim, musterstadt, herne):
    """Missing counts are a warnung and have neither share nor chart; a question without answers is left out."""
    half = Question(id="a", title="Wie war es?", answers=(Answer(title="gut", count=3), Answer(title="schlecht")))
    none = Question(id="b", title="Und sonst?", answers=(Answer(title="nichts", count=0),), multiple=True)
    program = changed(musterstadt, questions=(half, none, Question(id="c", title="Ohne")), returned=None, remarks=None)
    content = kim.compose(program, "veranstaltung-auswertung")
    assert [tuple(row.cells)[2] for row in of_kind(content, Table)[0].rows][:2] == ["offen", "offen"]
    assert len(of_kind(content, Table)) == 2
    assert of_kind(content, Chart) == []
    found = codes(kim, program, "auswertung")
    assert found["VER-132"].path == "extensions.veranstaltung.events[0].questions[0].answers"
    assert found["VER-133"].severity is Severity.HINWEIS
    assert "VER-131" in codes(kim, herne, "auswertung")
    assert len(kim.compose(herne, "veranstaltung-auswertung", draft=True).sheets) == 1
    nobody = attrs.evolve(program, events=(attrs.evolve(program.events[0], participants=None),))
    assert [field.value for field in blocks_of(kim.compose(nobody, "veranstaltung-auswertung"))[1].figures] == [
        "offen"
    ] * 3


# ------------------------------------------------------------------------------------------ press release


def test_the_press_release(kim, musterstadt):
    """The Sperrfrist on every page, the picture with its credit twice, the contact as a function."""
    text = word_text(kim.render(musterstadt, "veranstaltung-presse"))
    assert "Musterdaten · Sperrfrist 13.11.2025, 16:00 Uhr" in text
    assert "Nicht vor dem 13.11.2025, 16:00 Uhr veröffentlichen." in text
    assert "Pressemitteilung · Stadt Musterstadt · Donnerstag, 13. November 2025" in text
    assert text.count("Zeichnung: Stadt Musterstadt (erfunden)") == 2
    assert "Pressestelle der Stadt Musterstadt" in text


def test_a_picture_without_credit_is_refused(kim, musterstadt):
    """A fehler, also in the background and where kimcore itself only warns; no press release is made."""
    bare = attrs.evolve(musterstadt.pictures[0], credit=" ")
    program = attrs.evolve(musterstadt, pictures=(bare,))
    finding = codes(kim, program, "presse")["VER-142"]
    assert (finding.severity, finding.path) == (Severity.FEHLER, "extensions.veranstaltung.events[0].press.text")
    assert "„fachtag.png“" in finding.message
    with pytest.raises(ExportRefused):
        kim.render(program, "veranstaltung-presse")
    assert "VER-142" in codes(kim, press_of(program, text="Kurz.", background="![Saal](fachtag.png)"), "presse")


def test_what_the_press_release_lacks(kim, musterstadt, herne):
    """Herne's has no contact; one without text, headline and date is a draft that shows what belongs there."""
    assert list(codes(kim, herne, "presse")) == ["VER-143"]
    herne_text = word_text(kim.render(herne, "veranstaltung-presse"))
    assert "75 Personen haben am Freitag, 5. Mai 2023" in herne_text
    assert "ENTWURF" in herne_text
    bare = changed(musterstadt, press=None)
    assert set(codes(kim, bare, "presse")) == {"VER-141", "VER-143"}
    draft = kim.compose(bare, "veranstaltung-presse", draft=True)
    assert draft.title == "[Überschrift] Fachtag „Verständlich verwalten“"
    assert of_kind(draft, Notice)[1].title == "Text fehlt"
    assert of_kind(draft, Image) == []
    released = press_of(musterstadt, state=State.GEPRUEFT, embargo_time=None)
    properties = kim.compose(released, "veranstaltung-presse").properties
    assert (properties.marks, properties.state) == (
        ("ENTWURF", "Musterdaten", "Sperrfrist 13.11.2025"),
        "Entwurf",
    )


# ------------------------------------------------------------------------------------------------- checks


def test_numbers_that_cannot_be(kim, musterstadt):
    """More sheets than people, more answers than sheets."""
    found = [finding for finding in kim.check(changed(musterstadt, returned=113)) if finding.code == "VER-003"]
    assert [finding.message for finding in found] == [
        "113 Bögen sind zurück, aber nur 112 Personen haben teilgenommen."
    ]
    found = [finding for finding in kim.check(changed(musterstadt, returned=44)) if finding.code == "VER-003"]
    assert [finding.path[-12:] for finding in found] == ["questions[0]", "questions[1]", "questions[2]"]
    assert "gibt es 45 Antworten, aber nur 44 Bögen" in found[2].message  # the most frequent of several answers
    uncounted = attrs.evolve(musterstadt.events[0], participants=None)
    assert kim.check(attrs.evolve(changed(musterstadt, returned=113), events=(uncounted,))) == ()
    assert kim.check(changed(musterstadt, returned=None)) == ()


def test_a_programme_out_of_order(kim, musterstadt):
    """A point before the beginning, one that overlaps, one that ends before it begins or after the event."""
    points = (
        Point(begins="08:30", ends="10:00", title="Früh"),
        Point(begins="09:30", ends="09:00", title="Quer"),
        Point(begins="15:00", ends="17:00", title="Spät"),
    )
    found = kim.check(changed(musterstadt, programme=points))
    assert {finding.code for finding in found} == {"VER-002"}
    assert [(finding.path[-2], finding.message.removeprefix("Programmpunkt ")) for finding in found] == [
        ("0", "„Früh“ beginnt um 08:30 Uhr und damit vor dem Beginn der Veranstaltung (09:00 Uhr)."),
        ("1", "„Quer“ beginnt um 09:30 Uhr und damit vor dem Ende des vorigen (10:00 Uhr)."),
        ("1", "„Quer“ endet um 09:00 Uhr, passt also nicht zu 09:30 Uhr."),
        ("2", "„Spät“ endet um 17:00 Uhr, passt also nicht zu 16:00 Uhr."),
    ]
    assert kim.check(changed(musterstadt, begins=None, ends=None, programme=points[2:])) == ()


def test_a_sperrfrist_without_effect(kim, musterstadt):
    """One that ends before the release goes out, and one with a time but no day."""
    early = press_of(musterstadt, embargo=musterstadt.events[0].date.replace(day=12))
    assert [finding.code for finding in kim.check(early)] == ["VER-004"]
    (finding,) = kim.check(press_of(musterstadt, embargo=None))
    assert finding.message == "Die Sperrfrist hat eine Uhrzeit, aber keinen Tag, und wird nicht gedruckt."


def test_entries_that_cannot_be_told_apart(kim, musterstadt):
    """Two entries for one event, two questions with one id; of the entries the first holds."""
    details = musterstadt.extensions[SECTION].events[0]
    twice = (details, Details(event=details.event, questions=(details.questions[0],) * 2))
    program = attrs.evolve(musterstadt, extensions={SECTION: Section(events=twice)})
    found = {finding.code: finding for finding in kim.check(program)}
    assert found["VER-001"].path == "extensions.veranstaltung.events[1].event"
    assert found["VER-005"].message == "Die Kennung „gesamt“ haben zwei Fragen."
    assert labels(kim.compose(program, "veranstaltung-einladung"))["Wann"].endswith("09:00 bis 16:00 Uhr")


def test_every_code_says_what_is_asked(kim):
    """Findings of documents and checks have different codes, each with a German title."""
    names = [name for name in kim.registry.exporters if name.startswith("veranstaltung-")]
    assert [name.removeprefix("veranstaltung-") for name in names] == DOCUMENTS
    own = [code for code in kim.registry.checks if code.startswith("VER-")]
    assert own == [f"VER-00{number}" for number in range(1, 6)]
    asked = [code for name in names for code in kim.registry.exporters[name].codes if code != "VER-101"]
    assert len(asked) == len(set(asked)) == 11

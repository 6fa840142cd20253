"""Word templates: what is filled, what stays, and where an error is said to be."""

import io
from functools import partial

import attrs
import docx
import pytest
from docx.shared import Cm
from tests.office import audit_findings, faults, pdf_text, sdk_findings

from kimcore import ExportRefused, Profile, RenderError
from kimcore_vorlagen.package import parse, serialised
from kimcore_vorlagen.word.filling import _unique

OWN = {"[Content_Types].xml", "_rels/.rels"}
FILLED = {"word/document.xml", "word/header1.xml", "word/footer1.xml"}


@pytest.fixture
def letter(word, png):
    """A letter with letterhead, picture, text in several runs, a table with a repeated row and a list."""
    return word(change=partial(_letter, picture=png))


def _letter(document, *, picture):
    section = document.sections[0]
    section.footer.paragraphs[0].text = "Stand {{ stand }}"
    document.add_picture(io.BytesIO(picture), width=Cm(3))
    torn = document.add_paragraph("Die ")
    for piece, bold in (
        ("{{ kom", True),
        ("mune.na", False),
        ("me }}", True),
        (" beantragt {", False),
        ("{ plan", True),
    ):
        torn.add_run(piece).bold = bold
    torn.add_run(".foerderung }").italic = True
    torn.add_run("} und {{ plan[„eigenanteil“] }}. <b> & Co.")
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    cells = [["Stelle", "VZÄ", "Förderung"], ["{%tr for s in plan.stellen %}", "", ""]]
    cells += [["{{ s.title }}", "{{ s.vzae }}", "{{ s.foerderung }}"], ["{%tr endfor %}", "", ""]]
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for text in ("{%p for g in gremien %}", "{{ loop.index }}. {{ g.name }}", "{%p endfor %}"):
        document.add_paragraph(text)


def text_of(path):
    """The paragraphs and the rows of the tables of a document."""
    document = docx.Document(path)
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *rows])


def test_a_letter_is_filled(letter, fill):
    """Fields in torn runs, in header and footer, repeated rows and paragraphs hold what the program says, in German."""
    path = fill(letter)
    text = text_of(path)
    section = docx.Document(path).sections[0]
    assert section.header.paragraphs[0].text == "ENTWURF · Musterdaten"
    assert section.footer.paragraphs[0].text == "Stand 15.01.2025"
    assert "Die Stadt Musterstadt beantragt 588.475,00\u00a0€ und 221.325,00\u00a0€. <b> & Co." in text
    assert "Koordination Monitoring | 0,5 | 21.375,00\u00a0€" in text
    assert "6. Runde Fallrekonstruktion" in text
    assert "{" not in text
    assert len(docx.Document(path).tables[0].rows) == 14


def test_a_tag_keeps_the_look_of_its_first_run(letter, fill):
    """A field that Word has torn apart looks as where it begins."""
    runs = [run for paragraph in docx.Document(fill(letter)).paragraphs for run in paragraph.runs]
    assert [run.bold for run in runs if run.text == "Stadt Musterstadt"] == [True]


def test_everything_else_stays_byte_for_byte(letter, fill, parts, png):
    """Styles, pictures, theme, numbering and relations of the template are those of the document."""
    made = parts(fill(letter))
    there = {name: data for name, data in parts(letter).items() if not name.startswith("docProps/")}
    assert {name for name, data in there.items() if made.get(name) != data} <= {*OWN, *FILLED, "word/settings.xml"}
    assert made["word/media/image1.png"] == png


def test_the_document_is_sound_and_the_same_every_time(letter, fill):
    """Validators find nothing new, LibreOffice prints it, and a second export gives the same bytes."""
    path = fill(letter)
    first = path.read_bytes()
    assert fill(letter).read_bytes() == first
    assert sdk_findings(path) == sdk_findings(letter)
    assert audit_findings(path) == audit_findings(letter)
    printed = pdf_text(path)
    assert "21.375,00" in printed
    assert not faults(printed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ kommune.naem }}", "Das Feld „kommune.naem“ gibt es nicht. Meinten Sie „name“?"),
        ("{{ Kommune }}", "Das Feld „Kommune“ gibt es nicht. Meinten Sie „kommune“?"),
        ("{{ kommune.Anschrift }}", "Meinten Sie „address“?"),
        ("{{ kommune['nam'] }}", "Das Feld „kommune['nam']“ gibt es nicht. Meinten Sie „name“?"),
        ("{{ xyzzy }}", "Das Feld „xyzzy“ gibt es nicht. Welche es gibt, zeigt: kimcore template fields"),
        ("{{ kommune.xyzzy }}", "Es gibt: id, name, ags"),
        ("{{ stellen.vzae }}", "„stellen.vzae“: davor steht eine Liste."),
        ("{{ title.laenge }}", "„title.laenge“ gibt es nicht: davor steht ein Wert"),
        ("{{ (stellen | first).tite }}", "Das Feld „….tite“ gibt es nicht. Meinten Sie „title“?"),
        ("{% for s in stellen %}{{ loop.indx }}{% endfor %}", "„loop.indx“ gibt es nicht. Meinten Sie „index“?"),
        ("{% set k = kommune %}{{ k.naem }}", "Das Feld „k.naem“ gibt es nicht."),
        ("{% if kommune.naem %}x{% elif kommune.nmae %}{% else %}{{ kommune.mane }}{% endif %}", "„kommune.mane“"),
        ("{{ plan.stellen | summe('foerdrung') }}", "Das Feld „foerdrung“ gibt es nicht. Meinten Sie „foerderung“?"),
        ("{{ gremien | join(', ', attribute='nam') }}", "Das Feld „nam“ gibt es nicht."),
        ("{{ (kommune | felder | first).label }}{{ (kommune | felder | first).lable }}", "Meinten Sie „label“?"),
        ("{{ stand | dattum }}", "Den Filter „dattum“ gibt es nicht. Meinten Sie „datum“?"),
        ("{{ stand | xyzzy }}", "Den Filter „xyzzy“ gibt es nicht. Es gibt: euro"),
        ("{{ 1 is prime }}", "Die Bedingung „is prime“ gibt es nicht."),
        ("{{ a b }}", "etwas, das nicht zu lesen ist"),
        ("{% for s in stellen %}{% if s.vzae %}x{% endfor %}", "„{% endfor %}“ gehört hier nicht hin."),
        ("{% endif %}", "„{% endif %}“ gehört hier nicht hin. Davor fehlt {% if … %}."),
        ("{% foo %}", "„{% foo %}“ gehört hier nicht hin. Möglich sind"),
        ("{% for s in stellen %}{{ s }}{% if 1 %}{% endif %}", "„{% for … %}“ endet nicht. Danach fehlt {% endfor %}."),
        ("{{ title | euro }}", "„Kommunales Integrationsmanagement der St“ ist keine Zahl"),
        ("{{ title | datum }}", "ist kein Datum"),
        ("{{ stand > 3 }}", "Hier passen Werte nicht zusammen"),
        ("{{ kommune.name | felder }}", "Der Filter „felder“ steht hinter einem Abschnitt"),
        ("{{ plan.foerderung / 0 }}", "Hier wird durch null geteilt."),
        ("{% for z in title %}{% endfor %}", "ist keine Liste"),
        ("{% for s in stellen %}{% set x = 1 %}", "„{% for … %}“ endet nicht."),
        ("{% include 'x.docx' %}", "„include“ gibt es in Vorlagen nicht. Möglich sind {{ feld }}"),
        ("{{ f(1) }}", "„ein Aufruf mit Klammern“ gibt es in Vorlagen nicht."),
        ("{{" + "(" * 3000 + "1" + ")" * 3000 + "}}", "zu tief verschachtelt"),
        ("{{ range(1, 2, 0) | join }}", "Der Ausdruck lässt sich nicht auswerten (ValueError)."),
        ("{{ 1 is in(3) }}", "Hier passen Werte nicht zusammen"),
        ("{{ '' | first | default(1) }}{{ 2 is divisibleby(0) }}", "Die Bedingung „is divisibleby“ gibt es nicht."),
    ],
)  # fmt: skip
def test_an_error_is_named_with_its_place(word, codes, text, said):
    """Whatever is wrong is said in German, with the paragraph it stands in and its first words."""
    found = codes(word("Guten Tag", text))
    assert any(said in message for _, message in found), found
    assert all(f"Text, Absatz 2 „{text[:20]}" in message for code, message in found if code != "KIM-VRL-020")


def test_what_is_right_is_not_reported(word, codes):
    """Comments, several names in a loop, tests for what may be missing and fields named by a variable are all right."""
    good = (
        "{# {% endif %} #}", "{% for a, b in [] %}{{ a }}{{ b.c }}{% endfor %}",
        "{% if xyzzy is defined %}x{% endif %}",
        "{% for n in range(3) %}{{ n }}{% endfor %}", "{% set f = 'vzae' %}{{ stellen | summe(f) }}",
        "{{ extensions.fachtag.motto | default('–', true) }}{{ stellen[0].title }}",
        "{{ title | upper }} {{ title | lower }}",
    )  # fmt: skip
    assert codes(word(*good)) == []


def test_a_text_box_is_a_paragraph_of_its_own(word, codes, fill, repack):
    """What stands in a text box is read once, in its own place, and filled."""
    box = (
        b'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>{{ '
        b"%s }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p></w:body>"
    )
    template = word("Anfang", change=lambda document: document.element.body.remove(document.element.body.sectPr))

    def boxed(field):
        return repack(template, parts={"word/document.xml": lambda old: old.replace(b"</w:p></w:body>", box % field)})

    [message] = [message for code, message in codes(boxed(b"jaar")) if code == "KIM-VRL-003"]
    assert message.startswith("Text, Absatz 2 „{{ jaar }}“")
    assert "2025" in docx.Document(fill(boxed(b"jahr"))).element.xml


def test_places_are_those_of_the_page(word, codes):
    """A table is named with its row, a header and a footer by their names."""

    def change(document):
        document.add_table(rows=2, cols=1).cell(1, 0).text = "{{ kommune.naem }}"
        document.sections[0].footer.paragraphs[0].text = "Seite {{ seite }}"

    found = [message for _, message in codes(word(change=change, header="{{ kennzeichen }} {{ kopf }}"))]
    assert [message.partition(" „")[0] for message in found] == [
        "Fußzeile, Absatz 1",
        "Kopfzeile, Absatz 1",
        "Text, Tabelle 1, Zeile 2",
    ]


def test_footnotes_and_alternative_texts_are_read_and_filled_once(word, fill, codes, repack, program, png, parts):
    """A footnote, a field code and an alternative text hold fields like any paragraph, also in two sections."""
    template = word("Anfang", change=lambda document: (document.add_section(), document.add_picture(io.BytesIO(png))))
    note = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:footnote w:id="2"><w:p><w:r>'
        b"<w:t>Von {{ kommune.%s }}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    override = b'<Override PartName="/word/footnotes.xml" ContentType="%s"/></Types>' % kind
    related = b'<Relationship Id="rId99" Type="%s" Target="footnotes.xml"/></Relationships>' % relation

    def with_note(field):
        described = b'name="Picture 1" descr="Wappen: {{ kommune.%s }}"' % field
        code = b'<w:instrText>QUOTE "{{ kommune.%s }}"</w:instrText>' % field
        return repack(template, parts={
            "word/footnotes.xml": note % field,
            "[Content_Types].xml": lambda old: old.replace(b"</Types>", override),
            "word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", related),
            "word/document.xml": lambda old: old.replace(b'name="Picture 1"', described)
            .replace(b"<w:t>Anfang</w:t>", code),
        })  # fmt: skip

    found = [message for _, message in codes(with_note(b"naem"))]
    assert sum("„kommune.naem“" in message for message in found) == 3
    assert any(message.startswith("Fußnoten, Absatz 1 „Von {{ kommune.naem }}“") for message in found)
    tricky = attrs.evolve(program, kommune=attrs.evolve(program.kommune, name="Stadt {{ 1/0 }}"))
    made = parts(fill(with_note(b"name"), of=tricky))
    assert b"Von Stadt {{ 1/0 }}" in made["word/footnotes.xml"]
    assert b'descr="Wappen: Stadt {{ 1/0 }}"' in made["word/document.xml"]


def test_a_loop_over_cells_is_refused_with_the_remedy(word, codes):
    """A loop that begins in one cell and ends in another tears the table; the message shows how to write it."""

    def change(document):
        table = document.add_table(rows=2, cols=1)
        table.cell(0, 0).text, table.cell(1, 0).text = "{% for s in stellen %}", "{{ s }}{% endfor %}"

    [(code, message)] = codes(word(change=change))
    assert code == "KIM-VRL-004"
    assert "beginnt in einer Zelle und endet in einer anderen. Für ganze Zeilen {%tr … %} schreiben" in message


def test_torn_paragraphs_are_refused(word, codes):
    """What docxtpl would drop without a word is an error: a loop of whole paragraphs that closes inside of one."""
    [(code, message)] = codes(word("{%p for s in stellen %}", "{{ s }} {% endfor %} mitten im Satz"))
    assert code == "KIM-VRL-004"
    assert "trennen Absätze oder Tabellen in der Mitte" in message


def test_a_draft_shows_what_is_unknown(word, fill, program):
    """Without draft an unknown field stops the document; as a draft it is marked where it stands."""
    template = word("Die {{ kommune.naem }} und {{ kommune.naem.xy }}", "{{ naem | default('–', true) }}")
    with pytest.raises(ExportRefused, match="2 Fehler|3 Fehler|4 Fehler"):
        fill(template)
    assert "Die [unbekannt: naem] und [unbekannt: naem]" in text_of(fill(template, draft=True))
    with pytest.raises(RenderError, match="Text, Absatz 1 „{% for x in stellen %}“: „{% for … %}“ endet nicht."):
        fill(word("{% for x in stellen %}"), draft=True)


def test_what_is_empty_is_noted(word, codes):
    """A field that the program leaves empty is a note with its place; one within a condition is meant to be."""
    found = codes(
        word(
            "{{ cooperation.title }} {{ cooperation.title | upper }}",
            "{% if cooperation %}{{ cooperation.aim }}{% endif %}",
            "{{ cooperation.aim | default('–', true) }}{{ 1 + 1 }}{{ stellen[0].end }}",
        )
    )
    assert [(code, message.partition(": ")[2]) for code, message in found] == [
        ("KIM-VRL-020", "„cooperation.title“ ist leer. Im Programm ergänzen, oder das Profil darf es nicht sehen.")
    ]


def test_a_draft_must_be_seen(word, codes):
    """A template that never shows the marks of a draft is a warning."""
    assert codes(word("Guten Tag", header="Kopf")) == [
        ("KIM-VRL-011", "Die Vorlage zeigt nicht: ENTWURF · Musterdaten. In der Kopfzeile {{ kennzeichen }} einfügen.")
    ]


def test_the_chosen_vorgang_gives_stand_and_marks(word, fill, codes):
    """--set vorgang=… takes the Stand and the state of that Vorgang; an unknown one lists those there are."""
    template = word("{{ vorgang.title }}, {{ stand }}, {{ vorgang.state }}")
    assert "Antrag auf Förderung der Bausteine 1 und 2 im Jahr 2025, 14.01.2025, eingereicht" in text_of(
        fill(template, vorgang="antrag-2025")
    )
    [(code, message)] = codes(template, vorgang="antrag-1999")
    assert code == "KIM-VRL-007"
    assert "Den Vorgang „antrag-1999“ gibt es nicht. Es gibt: antrag-2025" in message


def test_personal_data_are_only_those_of_the_profile(word, fill):
    """What the profile must not see is empty, as the program was reduced before."""
    template = word("Telefon: {{ contacts.koordination.phone }}.")
    assert "Telefon: +49 2000 000-101." in text_of(fill(template))
    assert "Telefon: ." in text_of(fill(template, profile=Profile.OEFFENTLICH))


def test_a_dotx_becomes_a_document(word, fill, repack):
    """A template as Word itself saves templates gives a document, not a template."""
    main = b"wordprocessingml.document.main+xml"
    path = repack(
        word("{{ jahr }}"),
        parts={"[Content_Types].xml": lambda old: old.replace(main, b"wordprocessingml.template.main+xml")},
    )
    assert "2025" in text_of(fill(path.rename(path.with_suffix(".dotx"))))


def test_texts_of_several_lines_and_strange_characters(word, fill, program):
    """Line breaks become line breaks, markup stays text, and what no document can hold is left out."""
    goal = attrs.evolve(program.goals[0], title="A\x07 & <w:p/>\nB\tC {_{ x }_}")
    changed = attrs.evolve(program, goals=(goal,), handlungsfelder=(), measures=())
    made = fill(word("{{ goals[0] }}", "{{ gremien.lenkungsgruppe.tasks }}"), of=changed, draft=True)
    assert "A & <w:p/>\nB\tC" in text_of(made)
    assert "Entscheidet über Ziele" in text_of(made)


def test_what_a_loop_doubles_is_unique_again():
    """Bookmarks, paragraph ids and ids of content controls stand once, however often a loop repeats them."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    mark = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
    one = f'<w:p w14:paraId="0A">{mark}</w:p><w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr></w:sdt>'
    text = serialised(_unique(parse(f'<w:body xmlns:w="{w}" xmlns:w14="{w14}">{one}{one}</w:body>'.encode()))).decode()
    assert [text.count(part) for part in ("paraId=", "bookmarkStart", "bookmarkEnd", "w:id w:val")] == [1, 1, 1, 1]
    assert text.count("<w:p") - text.count("<w:pPr") == 2


def test_the_sample_is_filled_without_a_template(kim, program):
    """Without --set vorlage the sample letter is filled; it needs no further word."""
    assert not [f for f in kim.check(program, exporter="vorlage-word", year=2025) if "VRL" in f.code]
    text = text_of(io.BytesIO(kim.render(program, "vorlage-word", year=2025)))
    assert "Koordination Monitoring | 0,5 | 33.300,00\u00a0€ | 21.375,00\u00a0€" in text
    assert not kim.registry.exporters["vorlage-word"]().concerns(program)

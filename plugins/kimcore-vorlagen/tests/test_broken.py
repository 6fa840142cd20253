"""Templates that are missing, broken, too large or hostile as a package: a German finding each, never a traceback."""

import random
import zipfile

import pytest

from kimcore import ExportRefused, RenderError, UsageError
from kimcore_vorlagen.package import LIMIT, plain_path

TYPES = "[Content_Types].xml"
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def test_a_missing_template_says_where_it_was_looked_for(codes, tmp_path):
    """A path that leads nowhere, to a folder or to no name at all is named with what to do."""
    [(code, message)] = codes("vorlagen/brief.docx")
    assert code == "KIM-VRL-001"
    assert "Die Vorlage „vorlagen/brief.docx“ ist nicht zu lesen. Es gibt sie oder ihren Ordner nicht." in message
    assert "Der Pfad gilt ab dem Ordner, in dem kimcore aufgerufen wird" in message
    assert "Das ist ein Ordner." in codes(tmp_path)[0][1]


@pytest.mark.parametrize("data", [b"", b"Brief", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_package_is_refused(codes, tmp_path, data):
    """An empty file, a text, a torn archive and an old .doc are no Office documents, and the message says so."""
    (tmp_path / "brief.docx").write_bytes(data)
    [(code, message)] = codes(tmp_path / "brief.docx")
    assert code == "KIM-VRL-001"
    assert "kein Office-Dokument" in message
    assert "In Word oder Excel öffnen und neu speichern" in message.replace("Die Vorlage in Word", "In Word")


def test_a_huge_template_is_refused(codes, word, repack, tmp_path):
    """More than 20 MB is refused unread, and so is what unpacks to more than a hundred: a zip bomb costs nothing."""
    (tmp_path / "gross.docx").write_bytes(b"\0" * (LIMIT + 1))
    assert "ist größer als 20 MB. Bilder in der Vorlage verkleinern." in codes(tmp_path / "gross.docx")[0][1]
    bomb = repack(word("Guten Tag"), parts={"word/media/image1.png": b"\0" * (LIMIT * 5)})
    assert bomb.stat().st_size < 500_000
    assert "entpackt ist die Datei größer als" in codes(bomb)[0][1]


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "custom.vml"])
def test_external_entities_are_refused(codes, word, repack, part):
    """A document type with an entity, in whatever part, is not read: no file of the machine gets into a document."""
    [(code, message)] = codes(repack(word("Guten Tag"), parts={part: DTD}))
    assert code == "KIM-VRL-001"
    assert "kein Office-Dokument" in message


def test_deep_nesting_is_refused(codes, word, repack):
    """XML nested deeper than lxml reads is an error of the template."""
    deep = b"<x>" * 400 + b"</x>" * 400
    assert (
        "Ein Teil der Vorlage ist nicht zu lesen." in codes(repack(word("x"), parts={"word/document.xml": deep}))[0][1]
    )


def test_macros_and_other_kinds_are_refused(codes, word, excel, repack, kim, program):
    """Macros are refused, and so is a workbook where a letter is expected; the message says what to take."""
    macros = repack(word("x"), parts={"word/vbaProject.bin": b"x"})
    assert codes(macros)[0] == (
        "KIM-VRL-002",
        f"Die Vorlage „{macros}“ enthält Makros. In Word oder Excel als .docx ohne Makros speichern.",
    )
    enabled = repack(
        word("x"),
        parts={
            TYPES: lambda old: old.replace(
                b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
            )
        },
    )
    assert "enthält Makros" in codes(enabled)[0][1]
    book = excel("jahr")
    found = kim.check(program, exporter="vorlage-word", year=2025, vorlage=str(book))
    assert (
        "ist eine Excel-Mappe. Eine .docx angeben, oder das andere Dokument wählen: vorlage-word, vorlage-excel."
        in {f"{f.message} {f.hint}".split("“ ", 1)[-1] for f in found if f.code == "KIM-VRL-002"}
    )
    other = repack(word("x"), parts={TYPES: lambda old: old.replace(b"wordprocessingml", b"presentationml")})
    assert "ist keine Word-Datei. Eine .docx angeben." in codes(other)[0][1]


def test_a_broken_template_stops_a_draft_with_a_sentence(fill, tmp_path):
    """Nothing can be made of a template that cannot be read, not even a draft."""
    with pytest.raises(ExportRefused):
        fill(tmp_path / "nix.docx")
    with pytest.raises(RenderError, match="nix.docx: Die Vorlage „.*nix.docx“ ist nicht zu lesen."):
        fill(tmp_path / "nix.docx", draft=True)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/worksheets/sheet1.xml", lambda old: old.replace(b"<sheetData", b"<nix").replace(b"</sheetData", b"</nix")),
        ("xl/worksheets/sheet1.xml", lambda old: old.replace(b'r="A1"', b'r="??"')),
        ("xl/worksheets/sheet1.xml", lambda old: old.replace(b'<row r="1"', b'<row r="x"')),
        ("xl/tables/table1.xml", lambda old: old.replace(b'totalsRowShown="0"', b'totalsRowCount="x"')),
        ("xl/tables/table1.xml", lambda old: old.replace(b'ref="D3:E9"', b'ref=""')),
        ("xl/worksheets/_rels/sheet1.xml.rels", None),
        ("xl/styles.xml", lambda old: old.replace(b"cellXfs", b"nix")),
        ("xl/styles.xml", None),
        ("xl/sharedStrings.xml", None),
    ],
)
def test_forms_that_excel_would_not_write(excel, fill, repack, codes, part, change):
    """Whatever is missing or wrong inside of a form, it is filled or refused in German."""
    whole = excel(
        "jahr",
        change=lambda _, sheet: sheet.add_table(
            "D3:E9", {"name": "kim_goals", "columns": [{"header": "Titel"}, {"header": "x"}]}
        ),
    )
    broken = repack(whole, parts={part: change})
    codes(broken)
    try:
        fill(broken, draft=True)
    except RenderError as error:
        assert "Vorlage" in str(error)  # noqa: PT017 - either way is right


def test_a_word_file_that_word_would_not_write(word, codes, repack):
    """What python-docx cannot open is a broken template."""
    broken = repack(
        word("{{ jahr }}"), parts={"word/_rels/document.xml.rels": lambda old: old.replace(b'Id="rId', b'Nix="rId')}
    )
    assert codes(broken)[0][0] == "KIM-VRL-001"


@pytest.mark.parametrize("seed", range(30))
def test_garbage_in_any_part_is_a_finding(seed, word, excel, codes, repack):
    """Bytes changed at random, in any part, never lead to anything but findings."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    path = dice.choice((word("{{ jahr }} {% for s in stellen %}{{ s }}{% endfor %}"), excel("jahr", "stand")))
    with zipfile.ZipFile(path) as package:
        part = dice.choice([name for name in package.namelist() if name.endswith((".xml", ".rels"))])

    def garble(old):
        place = dice.randrange(len(old))
        return (
            old[:place] + bytes(dice.choices(b'<>/="xr0 ', k=dice.randrange(1, 9))) + old[place + dice.randrange(9) :]
        )

    assert all(code.startswith("KIM-VRL-") for code, _ in codes(repack(path, parts={part: garble})))


def test_a_document_does_not_say_whose_folder_the_template_lies_in():
    """Of an absolute path only the name is kept, on whatever system; a relative one stays."""
    assert plain_path("/home/anna/brief.docx") == plain_path("C:\\Users\\anna\\brief.docx") == "brief.docx"
    assert plain_path("vorlagen\\brief.docx") == "vorlagen/brief.docx"


def test_the_path_is_one_of_the_working_folder(kim, program, word, monkeypatch, tmp_path, parts):
    """A relative path counts from where kimcore runs; verify finds the template again from there."""
    word("{{ jahr }}")
    monkeypatch.chdir(tmp_path)
    made = kim.export(program, "vorlage-word", tmp_path / "brief.docx", year=2025, vorlage="vorlage.docx").path
    assert b"vorlage.docx" in parts(made)["docProps/custom.xml"]
    assert str(tmp_path).encode() not in b"".join(parts(made).values())
    assert kim.verify(made, program).status.value == "unveraendert"
    absolute = kim.export(
        program, "vorlage-word", tmp_path / "brief2.docx", year=2025, vorlage=str(tmp_path / "vorlage.docx")
    ).path
    assert str(tmp_path).encode() not in b"".join(parts(absolute).values())
    with pytest.raises(UsageError, match="vorlgae"):
        kim.export(program, "vorlage-word", tmp_path / "x.docx", vorlgae="vorlage.docx")


def test_verify_knows_the_template(kim, program, word, monkeypatch, tmp_path):
    """A document names its template with its hash: verify says which one has changed or is missing."""
    monkeypatch.chdir(tmp_path)
    template = word("{{ jahr }}")
    made = kim.export(program, "vorlage-word", tmp_path / "brief.docx", year=2025, vorlage="vorlage.docx").path
    word("{{ jahr }}!")
    answer = kim.verify(made, program)
    assert (answer.status.value, answer.detail) == ("daten_geaendert", "Nicht mehr die Datei von damals: vorlage.docx.")
    template.unlink()
    with pytest.raises(RenderError, match=r"Die Vorlage „vorlage\.docx“ ist nicht zu lesen"):
        kim.verify(made, program)

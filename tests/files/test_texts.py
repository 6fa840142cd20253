"""Long texts in Markdown files beside the program file."""

import pytest

from kimcore import files
from kimcore.errors import ProgramFileError
from kimcore.files.texts import MAX_BYTES

HEAD = "foerderprogramm: kim-nrw\ntitle: Test\nstand: 2025-01-01\nkommune: {id: x, name: X, kind: kreis}\n"


@pytest.fixture
def write(tmp_path):
    """Write a program file with text entries, in a folder of its own."""
    folder = tmp_path / "kreis"
    folder.mkdir()

    def write(entries, name="x.yaml"):
        path = folder / name
        path.write_text(HEAD + "texts:\n" + entries, encoding="utf-8")
        return path

    return write


def test_a_text_file_stands_for_its_text(write):
    """In the folder or below it, with any line ends; the texts keep their order."""
    path = write("- {chapter: a, text: kurz}\n- {chapter: b, file: b.md}\n- {chapter: c, file: texte/c.md}\n")
    path.with_name("b.md").write_bytes(b"\xef\xbb\xbf# B\r\n\r\n\xc3\xa4\r\n")
    path.with_name("texte").mkdir()
    (path.parent / "texte" / "c.md").write_text("C", encoding="utf-8")
    program = files.load(path)
    assert [(entry.chapter, entry.text) for entry in program.texts] == [("a", "kurz"), ("b", "# B\n\nä\n"), ("c", "C")]
    assert "file" not in files.dumps(program, "yaml")


def test_a_text_file_of_a_json_file_is_read(tmp_path):
    """The way through the stream leaves it to the other."""
    (tmp_path / "b.md").write_text("B", encoding="utf-8")
    path = tmp_path / "x.json"
    path.write_text(
        '{"foerderprogramm": "kim-nrw", "title": "T", "stand": "2025-01-01", "kommune": {"id": "x", "name": "X", '
        '"kind": "kreis"}, "texts": [{"chapter": "b", "file": "b.md"}]}'
    )
    assert files.load(path).text("b") == "B"


@pytest.mark.parametrize(
    ("entry", "message", "hint"),
    [
        ("file: dda.md", "dda.md gibt es nicht. Meinten Sie", ""),
        ("file: ../x.md", "„../x.md“ ist keine Textdatei neben der Programmdatei", "Zum Beispiel einleitung.md."),
        ("file: texte/../x.md", "„texte/../x.md“ ist keine Textdatei neben", "Zum Beispiel"),
        ("file: /etc/x.md", "„/etc/x.md“ ist keine Textdatei neben", "Zum Beispiel"),
        ("file: C:x.md", "„C:x.md“ ist keine Textdatei neben", "Zum Beispiel"),
        ("file: 'a\\b.md'", "„a\\b.md“ ist keine Textdatei neben", "Zum Beispiel"),
        ("file: .env", "„.env“ ist keine Textdatei neben", "Zum Beispiel"),
        ("file: x.yaml", "„x.yaml“ ist keine Textdatei neben", "Zum Beispiel"),
        ("file: ''", "„“ ist keine Textdatei neben", "Zum Beispiel"),
        ("file: [a.md]", "Eine Liste ist keine Textdatei neben", "Zum Beispiel"),
        ("file: link.md", "„link.md“ führt aus dem Ordner der Programmdatei hinaus", "Die Datei dort ablegen."),
        ("file: ordner.md", "ist ein Ordner. Eine Datei darin angeben.", ""),
        ("file: leer.md", "leer.md ist leer. Den Text hineinschreiben.", ""),
        ("file: latin.md", "latin.md ist nicht in UTF-8 gespeichert", ""),
        ("file: gross.md", "gross.md ist mit 9 MB zu groß", ""),
        ("file: glocke.md", "Steuerzeichen U+0007 an Stelle 1 des Textes", "Das Zeichen löschen"),
        ("{text: x, file: da.md}", "„text“ und „file“ stehen beide da", "Eines von beiden löschen."),
    ],
)
def test_a_text_that_cannot_be_had_is_a_finding(write, entry, message, hint, tmp_path):
    """Missing, outside the folder, no Markdown, too large, no text: with its place, besides every other problem."""
    inner = entry.strip("{}")
    path = write(f"- {{chapter: a, text: ok}}\n- {{chapter: b, {inner}}}\nzzz: 1\n")
    (tmp_path / "x.md").write_text("geheim")
    path.with_name("link.md").symlink_to(tmp_path / "x.md")
    path.with_name("ordner.md").mkdir()
    path.with_name("leer.md").write_bytes(b"")
    path.with_name("latin.md").write_bytes("ä".encode("cp1252"))
    path.with_name("da.md").write_text("da")
    path.with_name("glocke.md").write_bytes(b"\x07")
    with path.with_name("gross.md").open("wb") as file:
        file.truncate(MAX_BYTES + 1024**2)
    with pytest.raises(ProgramFileError) as caught:
        files.load(path)
    finding, other = caught.value.findings
    assert (finding.code, finding.path, finding.place.line) == ("KIM-DAT-008", "texts[1].file", 7)
    assert message in finding.message
    assert finding.hint.startswith(hint)
    assert other.path == "zzz"


def test_a_program_that_came_as_text_has_no_files_beside_it():
    """A web tool never reads files that a user names."""
    with pytest.raises(ProgramFileError) as caught:
        files.loads(HEAD + "texts:\n- {chapter: a, file: /etc/passwd.md}\n", "yaml")
    (finding,) = caught.value.findings
    assert finding.message.startswith("Textdateien liest kimcore nur neben einer Programmdatei")


@pytest.mark.parametrize("texts", ["x", "[a]", "{file: x.md}", "~", "[{chapter: a}]"])
def test_texts_of_another_form_are_left_to_the_models(texts):
    """Wrong structures are reported as such."""
    source = HEAD + f"texts: {texts}\n"
    if texts == "~":
        assert files.loads(source, "yaml").texts == ()
    else:
        with pytest.raises(ProgramFileError) as caught:
            files.loads(source, "yaml")
        assert caught.value.findings[0].code in {"KIM-DAT-004", "KIM-DAT-006"}

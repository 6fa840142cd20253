"""Pictures beside the program file, and within files that kimcore wrote."""

import base64
import json
import tracemalloc

import pytest

from kimcore import files
from kimcore.convert import canonical_json
from kimcore.errors import ProgramFileError
from tests.pictures import JPEG, exif, jpeg, png

HEAD = "foerderprogramm: kim-nrw\ntitle: Test\nstand: 2025-01-01\nkommune: {id: x, name: X, kind: kreis}\n"
FILES = {
    "bilder/fachtag.jpg": JPEG,
    "plan.PNG": png(),
    "kaputt.png": png()[:40],
    "falsch.jpg": b"GIF89a",
    "gross.png": png(20_000, 9_000),
}


@pytest.fixture
def write(tmp_path):
    """Write a program file with pictures, in a folder of its own."""
    folder = tmp_path / "kreis"
    (folder / "bilder").mkdir(parents=True)
    for name, data in FILES.items():
        (folder / name).write_bytes(data)

    def write(entries):
        path = folder / "x.yaml"
        path.write_text(f"{HEAD}pictures:\n{entries}", encoding="utf-8")
        return path

    return write


def test_a_picture_is_read_from_its_file(write):
    """It is in the program as it lies there; texts call it by the last part of its name."""
    path = write("- {id: f, file: bilder/fachtag.jpg, alt: Saal, credit: Ich}\n- {id: p, file: plan.PNG}\n")
    first, second = files.load(path).pictures
    assert (first.name, first.alt, first.credit, first.data) == ("fachtag.jpg", "Saal", "Ich", JPEG)
    assert (second.name, second.caption, second.data) == ("plan.PNG", "", png())
    assert "JFIF" not in repr(first)


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_kimcore_writes_stands_alone(write, form):
    """The data are in the file, so it needs none beside it; read again it is the same program."""
    program = files.load(write("- {id: f, file: bilder/fachtag.jpg, alt: Saal}\n"))
    text = files.dumps(program, form)
    assert base64.b64encode(JPEG).decode() in text
    assert files.loads(text, form) == program


def test_a_program_is_known_by_the_content_of_its_pictures(write):
    """Another picture under the same name is another program."""
    path = write("- {id: f, file: bilder/fachtag.jpg}\n")
    before = canonical_json(files.load(path))
    path.with_name("bilder").joinpath("fachtag.jpg").write_bytes(jpeg(exif(1)))
    assert canonical_json(files.load(path)) != before


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fehlt.jpg", "fehlt.jpg gibt es nicht."),
        ("../x.png", "„../x.png“ ist keine Bilddatei neben der Programmdatei"),
        ("/etc/x.png", "„/etc/x.png“ ist keine Bilddatei neben"),
        ("plan.svg", "„plan.svg“ ist keine Bilddatei neben"),
        ("link.png", "„link.png“ führt aus dem Ordner der Programmdatei hinaus"),
        ("kaputt.png", "Das Bild ist beschädigt; erwartet: ein PNG oder JPEG"),
        ("falsch.jpg", "Das Bild ist weder PNG noch JPEG"),
        ("gross.png", "Das Bild hat 20000 × 9000 Bildpunkte"),
        ("riesig.jpg", "riesig.jpg ist mit 300 MB zu groß; gelesen werden höchstens 20 MB."),
    ],
)
def test_a_picture_that_cannot_be_had_is_a_finding(write, tmp_path, name, message):
    """With its place, besides every other problem, and without 300 MB ever being in memory."""
    path = write(f"- {{id: a, file: plan.PNG}}\n- {{id: b, file: {name}}}\nzzz: 1\n")
    (tmp_path / "x.png").write_bytes(png())
    path.with_name("link.png").symlink_to(tmp_path / "x.png")
    with path.with_name("riesig.jpg").open("wb") as file:
        file.truncate(300 * 1024**2)
    tracemalloc.start()
    with pytest.raises(ProgramFileError) as caught:
        files.load(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    finding, other = caught.value.findings
    assert (finding.code, finding.path, finding.place.line) == ("KIM-DAT-008", "pictures[1].file", 7)
    assert message in finding.message
    assert other.path == "zzz"
    assert peak < 100 * 1024**2


def test_a_program_that_came_as_text_holds_its_pictures():
    """A web tool never reads files that a user names; damaged data are a finding like any other."""
    entry = {"id": "f", "file": "f.jpg"}
    program = {
        "foerderprogramm": "kim-nrw",
        "title": "T",
        "stand": "2025-01-01",
        "kommune": {"id": "x", "name": "X", "kind": "kreis"},
    }
    with pytest.raises(ProgramFileError, match="Bilddateien liest kimcore nur neben einer Programmdatei"):
        files.loads(json.dumps({**program, "pictures": [entry]}), "json")
    with pytest.raises(ProgramFileError, match="Das Bild ist weder PNG noch JPEG") as caught:
        files.loads(json.dumps({**program, "pictures": [{**entry, "data": "AAAA"}]}), "json")
    assert caught.value.findings[0].path == "pictures[0].data"


@pytest.mark.parametrize("pictures", ["x", "[a]", "{file: x.png}", "[{id: a}]"])
def test_pictures_of_another_form_are_left_to_the_models(pictures):
    """Wrong structures are reported as such."""
    with pytest.raises(ProgramFileError) as caught:
        files.loads(f"{HEAD}pictures: {pictures}\n", "yaml")
    assert caught.value.findings[0].code in {"KIM-DAT-004", "KIM-DAT-006"}

"""Finished Word documents of real and invented programs, before every judge, none of which wrote them."""

import io
import zipfile

import attrs
import docx
import pytest

from kimcore.errors import ExportRefused, ProgramFileError
from kimcore.model import ChapterText, Contact, Picture
from tests.again import SURROUNDINGS, made_again
from tests.judges import JUDGES
from tests.office import audit_findings, sdk_findings, tagged_pdfs
from tests.pictures import SECRET, exif, jpeg, png

DOCUMENTS = [
    ("musterstadt", "kim-konzept", 2025, False),
    ("musterstadt", "integrationskonzept", 2025, False),
    ("kreis-musterland", "kim-konzept", 2025, False),
    ("kreis-musterland", "integrationskonzept", 2025, False),
    ("kreis-musterland", "kurzprofil", 2025, False),
    ("hamm", "integrationskonzept", None, True),
    ("hamm", "kurzprofil", None, True),
    ("hochsauerlandkreis", "integrationskonzept", None, True),
    ("hochsauerlandkreis", "kurzprofil", None, True),
]


@pytest.fixture(scope="session")
def documents(kim, sample, tmp_path_factory):
    """Every document of the list, written once and converted in one go."""
    folder = tmp_path_factory.mktemp("documents")
    made = {}
    for name, exporter, year, draft in DOCUMENTS:
        path = made[name, exporter] = folder / f"{name}-{exporter}.docx"
        kim.export(sample(name), exporter, path, year=year, draft=draft)
    tagged_pdfs([*made.values()])
    return made


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize(("name", "exporter"), [entry[:2] for entry in DOCUMENTS])
def test_no_judge_finds_anything(documents, judge, name, exporter):
    """Validators, accessibility rules, PDF/UA checkers, typography and page rules find nothing but known faults."""
    assert judge(documents[name, exporter]) == []


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_same_data_same_bytes(documents, tmp_path, surroundings):
    """Day, hash seed, time zone, locale and user change no byte of a document with charts and their workbooks."""
    again = made_again("kreis-musterland", "kim-konzept", tmp_path / "wieder.docx", **surroundings)
    assert again == documents["kreis-musterland", "kim-konzept"].read_bytes()


def test_verify(kim, sample, documents):
    """A document is unchanged until somebody edits it or the data change."""
    path, program = documents["kreis-musterland", "kurzprofil"], sample("kreis-musterland")
    assert kim.verify(path, program).status.value == "unveraendert"
    assert kim.verify(path, attrs.evolve(program, title="Anders")).status.value == "daten_geaendert"


# ------------------------------------------------------------------------------------------------ privacy


PHONE = "+49 2000 000-777"


def test_the_public_sees_no_personal_value(kim, sample, tmp_path):
    """A phone number in a contact and in a picture's EXIF is nowhere in the package of a public document."""
    contact = Contact(id="geheim", function="Auskunft", phone=PHONE, email="geheim@example.org")
    picture = Picture(id="bild", file="bild.jpg", alt="Graue Fläche", credit="Foto: erfunden", data=jpeg(exif(1)))
    program = sample("musterstadt")
    texts = tuple(
        attrs.evolve(entry, text=f"{entry.text}\n\n![](bild.jpg)") if entry.chapter == "einleitung" else entry
        for entry in program.texts
    )
    program = attrs.evolve(program, contacts=(*program.contacts, contact), pictures=(picture,), texts=texts)
    path = tmp_path / "offen.docx"
    kim.export(program, "kim-konzept", path, year=2025, profile="oeffentlich", draft=True)
    parts = unpacked(path)
    assert {name.partition("/")[0] for name in parts} >= {"word", "xl"}  # the workbooks of the charts, too
    assert any(name.startswith("word/media/") for name in parts)
    for secret in (PHONE.encode(), b"geheim@", SECRET):
        assert [name for name, data in parts.items() if secret in data] == []


def unpacked(file):
    """The parts of a package, and those of the packages within it."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in [name for name in parts if name.endswith(".xlsx")]:
        parts |= unpacked(io.BytesIO(parts[name]))
    return parts


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("where", ["text", "file"])
def test_a_personal_value_in_a_text_or_a_file_name_is_refused(kim, sample, tmp_path, where, draft):
    """A contact's number that also stands in a text or a file name stops a public document and its draft."""
    program = sample("musterstadt")
    contact = Contact(id="geheim", function="Auskunft", phone="02000-777")
    changes = {"contacts": (*program.contacts, contact)}
    if where == "text":
        changes["texts"] = (*program.texts, ChapterText(chapter="vorwort-2", text="Rufen Sie an: 02000-777."))
    else:
        changes["pictures"] = (Picture(id="bild", file="02000-777.png", alt="x", credit="y", data=png()),)
    with pytest.raises(ExportRefused) as refused:
        kim.export(
            attrs.evolve(program, **changes), "kim-konzept", tmp_path / "a.docx", year=2025, profile="oeffentlich",
            draft=draft,
        )  # fmt: skip
    assert "KIM-DSG-001" in [finding.code for finding in refused.value.findings]


# ---------------------------------------------------------------------------------------------- bad input


ODD = {
    "long": "Wort " * 40_000,
    "right to left": "Willkommen, أهلا وسهلا und שלום 🙂 👩‍👩‍👧.",
    "script": "[hier](javascript:alert) steht ein Link",
    "jump": "# Eins\n\n#### Vier\n\nText",
    "table": "| a | b |\n| - |\n| 1 | 2 | 3 |",
    "picture": "![Ein Bild](fehlt.png)",
    "html": "<script>alert(1)</script>",
}


def test_odd_texts_never_break_a_document(kim, sample, tmp_path):
    """Whatever its texts hold, the document is whole; what it cannot show of one is a finding with its path."""
    program = sample("musterstadt")
    texts = list(program.texts)
    first = next(number for number, entry in enumerate(texts) if entry.chapter == "einleitung")
    for number, name in enumerate(ODD, first):
        texts[number] = attrs.evolve(texts[number], text=ODD[name])
    path = tmp_path / "a.docx"
    findings = kim.export(
        attrs.evolve(program, texts=tuple(texts)), "kim-konzept", path, year=2025, draft=True
    ).findings
    said = {finding.path.partition(".")[0] for finding in findings if finding.path.startswith("texts")}
    faithful = {"long", "right to left"}
    assert said == {f"texts[{number}]" for number, name in enumerate(ODD, first) if name not in faithful}
    words = "".join(docx.Document(str(path)).element.itertext())
    assert words.count("Wort") >= 40_000
    assert "أهلا" in words
    assert "javascript:" not in words
    assert audit_findings(path) == []
    assert sdk_findings(path) == []


def test_a_picture_of_300_mb(kim, tmp_path):
    """A picture that is far too large is a finding and is not read."""
    (tmp_path / "a.yaml").write_text(
        "foerderprogramm: kim-nrw\ntitle: A\nstand: 2025-01-01\nkommune: {id: a, name: A, kind: kreis}\n"
        "pictures: [{id: bild, file: bild.png, alt: x, credit: y}]\n",
        encoding="utf-8",
    )
    with (tmp_path / "bild.png").open("wb") as file:
        file.truncate(300 * 1024**2)
    with pytest.raises(ProgramFileError, match="300 MB"):
        kim.load(tmp_path / "a.yaml")

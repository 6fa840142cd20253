"""The package of a municipality: what it adds to the documents of its own program, and to no others."""

import io
import json
import zipfile
from decimal import Decimal
from importlib.resources import files
from xml.etree import ElementTree as ET

import attrs
import pymupdf
import pytest
from python_calamine import CalamineWorkbook

import kimcore
import kimcore_musterstadt
from kimcore import Kimcore, UnknownRate
from kimcore.blocks import sections
from kimcore.cli.app import run as kimcore_command
from kimcore.model import YearAmount
from kimcore.values import Period
from kimcore_musterstadt.commands import example
from kimcore_musterstadt.data import SECTION, Figures, Musterstadt
from kimcore_musterstadt.rates import local_rates

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PHONE = "+49 2000 000-131"


@pytest.fixture(scope="module")
def kim():
    """A session with this package and no other."""
    return Kimcore(plugins=(kimcore_musterstadt,), strict=True)


@pytest.fixture(scope="module")
def program(kim):
    """The program of Musterstadt with its Stadtteile."""
    return kim.loads(example(), "yaml")


@pytest.fixture(scope="module")
def konzept(kim, program):
    """The KIM-Konzept as a Word file in the city's design."""
    return kim.render(program, "kim-konzept", year=2025, theme="musterstadt")


@pytest.fixture(scope="module")
def sheets(kim, program):
    """The Förderantrag, read with a library that did not write it: the rows of each sheet by its name."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(kim.render(program, "foerderantrag", year=2025)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def lines(data):
    """The paragraphs of a Word file, tabs and no-break spaces as blanks."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - a file of our own
    texts = {f"{W}t": lambda part: part.text or "", f"{W}tab": lambda _: " "}
    found = ("".join(texts.get(part.tag, lambda _: "")(part) for part in line.iter()) for line in root.iter(f"{W}p"))
    return [line.replace("\u00a0", " ") for line in found]


def with_cost(program, stelle, amount):
    """The program with another planned cost of a Stelle in 2025."""
    costs = (YearAmount(year=2025, amount=Decimal(amount)),)
    stellen = (attrs.evolve(entry, costs=costs) if entry.id == stelle else entry for entry in program.stellen)
    return attrs.evolve(program, stellen=tuple(stellen))


def local(findings):
    """The findings of the city's own check."""
    return [finding for finding in findings if finding.code.startswith("MST")]


# -------------------------------------------------------------------------------------------- documents


def test_the_konzept_has_a_chapter_more(konzept):
    """The chapter stands behind the structure; contents, captions and references count it like any other."""
    text = lines(konzept)
    found = [line for line in text if line[:2] in {"5 ", "6 ", "7 "} and line.rstrip("0123456789 ").strip()]
    assert [line.rstrip("0123456789 ") for line in found[:3]] == [
        "5 Struktur", "6 Arbeit in den Stadtteilen", "7 Netzwerk",
    ]  # fmt: skip
    assert "Tabelle 7: Stadtteile und Stellen" in text
    assert "Abbildung 1: Zuzüge aus dem Ausland in drei Jahren je 1.000 Einwohner" in text
    assert any(line.startswith("Tabelle 7 stellt den Zuzügen die Stellen gegenüber") for line in text)
    assert {"Nordstadt", "38.200", "Summe", "148.600", "1.530", PHONE} <= set(text)


def test_the_antrag_has_a_sheet_more(sheets):
    """The sheet stands behind the Ausgaben and compares each planned cost with the city's own rate."""
    names = list(sheets)
    assert names[names.index("Ausgaben") + 1] == "Kalkulation der Stadt"
    rows = {row[0]: row for row in sheets["Kalkulation der Stadt"]}
    assert rows["Case Management Nord"][1:8] == [
        "Entgeltgruppe S 12", 350, 365, 77500, 74315.07, 74100, -215.07,
    ]  # fmt: skip
    assert rows["Arbeitsplatz der Koordination Monitoring"][2:8] == [0.5, 1, 6400, 3200, 3200, 0]
    assert rows["Summe"][5:8] == [662630.48, 663500, 869.52]
    assert not [title for title in rows if "Ausländerbehörde" in str(title)]  # Baustein 3 is not applied for


def test_the_chapter_is_read_back(kim, program, tmp_path):
    """The chapter's text is the program's: edited in Word, it comes home like that of kimcore's own chapters."""
    kim.export(program, "kim-konzept", tmp_path / "k.docx", year=2025)
    reading = kim.read(tmp_path / "k.docx", program)
    assert "stadtteile" in [change.chapter for change in reading.chapters]
    assert not reading.changes
    assert kim.verify(tmp_path / "k.docx", program).status.value == "unveraendert"


def test_no_phone_in_public(kim, program):
    """The phone of an office, and the Entgeltgruppe of a Stelle, are in no document for the public."""
    public = "\n".join(lines(kim.render(program, "kim-konzept", year=2025, profile="oeffentlich", draft=True)))
    assert "Büros in den Stadtteilen" in public
    assert "000-131" not in public
    antrag = kim.compose(program, "foerderantrag", year=2025, profile="oeffentlich")
    (sheet,) = [sheet for sheet in antrag.sheets if sheet.id == "musterstadt-kalkulation"]
    assert [row.cells[0] for row in sheet.blocks[1].normalised()] == [
        "Arbeitsplatz der Koordination Monitoring", "Summe",
    ]  # fmt: skip


def test_what_is_not_decided_is_open(kim, program):
    """There is no rate for 2026 yet: nothing is carried on, asking for it says why, and the sheet says so."""
    with pytest.raises(UnknownRate, match="Die Sätze für 2026 sind noch nicht beschlossen"):
        local_rates().use("s-12", Period.year(2026)).require()
    antrag = kim.compose(program, "foerderantrag", year=2026)
    table = next(sheet for sheet in antrag.sheets if sheet.id == "musterstadt-kalkulation").blocks[-1]
    assert next(iter(table.normalised())).cells[1] == "angekündigt, Höhe offen"


def test_others_stay_as_they_are(kim, program):
    """Other documents of the city, and all documents of other municipalities, are what they are without the package."""
    plain = Kimcore(plugins=False)
    other = attrs.evolve(program, extensions={})
    for exporter, mine in (("stellenplan", program), ("kim-konzept", other), ("foerderantrag", other)):
        assert kim.compose(mine, exporter, year=2025) == plain.compose(mine, exporter, year=2025)
    assert "stadtteile" not in [section.id for section in sections(kim.compose(other, "kim-konzept", year=2025))]


def test_nothing_to_compare_is_no_sheet(kim, program):
    """Without a cost for which the city has a rate the Förderantrag has no sheet more."""
    antrag = kim.compose(attrs.evolve(program, stellen=(), ausgaben=()), "foerderantrag", year=2025)
    assert "musterstadt-kalkulation" not in [sheet.id for sheet in antrag.sheets]


def test_a_section_without_stadtteile(kim, program):
    """A section that is merely begun makes no trouble: the chapter says what belongs there."""
    city = attrs.evolve(program.extension(SECTION, Musterstadt), stadtteile=())
    konzept = kim.compose(attrs.evolve(program, extensions={SECTION: city}), "kim-konzept", year=2025)
    (chapter,) = [section for section in sections(konzept) if section.id == "stadtteile"]
    assert chapter.blocks[0].text == (
        "Hierher gehören die Stadtteile. Einzutragen unter extensions.musterstadt.stadtteile."
    )


def test_the_theme(konzept):
    """Documents carry the logo, with its alternative text, and the letterhead."""
    with zipfile.ZipFile(io.BytesIO(konzept)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert "Logo der Stadt Musterstadt: drei Häuser an einem Fluss".encode() in parts["word/document.xml"]
    assert any(name.startswith("word/media/") for name in parts)
    assert any(b"Fachbereich Soziales und Integration" in parts[name] for name in parts if "header" in name)


def test_the_logo_is_its_drawing():
    """logo.png is what logo.svg draws, three times as large."""
    folder = files("kimcore_musterstadt")
    drawn = pymupdf.open(stream=(folder / "logo.svg").read_bytes(), filetype="svg")[0].get_pixmap(
        matrix=pymupdf.Matrix(3, 3)
    )
    there = pymupdf.Pixmap((folder / "logo.png").read_bytes())
    assert (there.width, there.height) == (drawn.width, drawn.height) == (1500, 480)
    other = sum(1 for one, two in zip(drawn.samples, there.samples, strict=True) if abs(one - two) > 32)
    assert other < len(there.samples) / 100


# ------------------------------------------------------------------------------------- checks and commands


def test_the_program_is_in_order(kim, program):
    """The example has no fehler, and every cost is within 5 % of the city's rates; Stellen that are named exist."""
    assert not [finding for finding in kim.check(program, year=2025) if finding.severity is kimcore.Severity.FEHLER]
    assert not local(kim.check(program, year=2025))


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        ("81375.00", ""),
        (
            "81375.01",
            "3.875,01 € über dem Satz „Entgeltgruppe S 12“ der Stadt (77.500,00 € × 365/365 VZÄ-Tage = 77.500,",
        ),
        ("70000.00", "mit 70.000,00 € geplant, 7.500,00 € unter dem Satz"),
        ("73625.00", ""),
    ],
)
def test_costs_far_from_the_rates(kim, program, cost, said):
    """MST-001 names every cost that is more than 5 % from the city's rate, with its place and the invented rule."""
    found = local(kim.check(with_cost(program, "cm-sued", cost), year=2025))
    assert len(found) == bool(said)
    for finding in found:
        assert said in finding.message.replace("\u00a0", " ")
        assert (finding.path, finding.object_id) == ("stellen[5].costs", "cm-sued")
        assert "erfundene Regel" in finding.citation


def test_others_are_not_checked(kim, program):
    """The city's rule holds for the city: the same costs of another municipality are nobody's business."""
    other = attrs.evolve(with_cost(program, "cm-sued", "200000.00"), extensions={})
    assert not local(kim.check(other, year=2025))


def test_a_stelle_that_is_not_there(kim):
    """A Stadtteil that names an unknown Stelle is a finding of kimcore's own check."""
    broken = kim.loads(example().replace("stellen: [cm-sued]", "stellen: [cm-sud]"), "yaml")
    (finding,) = [entry for entry in kim.check(broken, year=2025) if entry.code == "KIM-REF-001"]
    assert finding.path == "extensions.musterstadt.stadtteile[3].stellen[0]"
    assert "cm-sued" in finding.hint


def test_figures_of_nobody():
    """Where nobody lives or works there is no ratio rather than an error."""
    empty = Figures(name="Hafen", inhabitants=0, arrivals=3, vzae=Decimal(0))
    assert (empty.arrivals_per_thousand, empty.arrivals_per_vzae) == (None, None)


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command line in an empty folder: its exit code, what it says and what it complains about."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIMCORE_PLUGINS", "musterstadt")

    def command(*args):
        code = kimcore_command(["musterstadt", *args])
        out, err = capsys.readouterr()
        return code, out, err

    return command


def test_the_commands(run, tmp_path):
    """The example is written once, and its Stadtteile are shown as a table and as JSON."""
    assert run("beispiel", "m.yaml") == (0, "m.yaml\n", "")
    code, out, _ = run("uebersicht", "m.yaml")
    assert (code, out.splitlines()[2].split()) == (0, ["Nordstadt", "38.200", "2.410", "1,0", "2.410"])
    (*_, total) = json.loads(run("uebersicht", "m.yaml", "--format", "json")[1])
    assert total == {"name": "Summe", "inhabitants": 148600, "arrivals": 6120, "vzae": "4.000"}
    code, _, err = run("beispiel", "m.yaml")
    assert (code, "m.yaml gibt es schon" in err) == (3, True)
    text = (tmp_path / "m.yaml").read_text(encoding="utf-8").replace("stellen: [cm-nord]", "stellen: []")
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    assert run("uebersicht", "m.yaml")[1].splitlines()[2].split()[-1] == "–"


def test_a_program_without_stadtteile(run, tmp_path):
    """The overview of another program is refused with the way to an example."""
    program = files("kimcore") / "data" / "programs" / "musterstadt.yaml"
    (tmp_path / "m.yaml").write_bytes(program.read_bytes())
    code, _, err = run("uebersicht", "m.yaml")
    assert code == 2
    assert "m.yaml hat keinen Abschnitt „musterstadt“" in " ".join(err.split())

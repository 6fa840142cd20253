"""The single rules of the suite, each with the smallest content or file that breaks it."""

import io
import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import ModuleType

import attrs
import openpyxl
import pytest
from openpyxl.drawing.image import Image as Drawing

from kimcore.amounts import unknown
from kimcore.blocks import (
    CellKind,
    Chart,
    ChartKind,
    Column,
    Heading,
    Image,
    Row,
    RowRole,
    Series,
    Sheet,
    Table,
)
from kimcore.exporters.base import Exporter
from kimcore.model import Choice, about
from kimcore.session.job import make_job
from kimcore.testing import child, complete_program, dump, samples, validators
from kimcore.testing.again import SecondProcess
from kimcore.testing.contents import check_content, texts_of
from kimcore.testing.declarations import check_declarations
from kimcore.testing.documents import check_file
from kimcore.testing.dumps import outline, row, rows_of, section, tables
from kimcore.testing.formulas import Unknown, compute
from kimcore.testing.pictures import PNG
from kimcore.testing.programs import partial_programs
from kimcore.testing.promises import ConformanceError, Report
from kimcore.testing.sessions import session_with
from kimcore.testing.sums import wrong_sums
from kimcore.values import Flag
from tests import wordfiles


def said(report: Report) -> str:
    """Everything that a report holds."""
    with pytest.raises(ConformanceError) as caught:
        report.close("Es")
    return str(caught.value)


@pytest.fixture(scope="module")
def composed():
    """A workbook and a document with every kind of block, and their context."""
    kim = session_with((), (samples.SampleWorkbook, samples.SampleDocument))
    program = complete_program()
    job = make_job(
        kim.registry, program, kim.rules("kim-nrw"), "probe-mappe",
        year=None, format="xlsx", profile=None, draft=True, on=None, options={},
    )  # fmt: skip
    return job.compose()[0], kim.compose(program, "probe-dokument", draft=True), job.context


# ------------------------------------------------------------------------------------------------ content


def test_faults_of_content(composed):
    """Titles, ids, headings, pictures, charts, figures and the Stand of composed content are looked at."""
    book, _, context = composed
    series = (Series(title="b", values=(1,)),)
    chart = Chart(id="a", kind=ChartKind.LINES, caption=" ", categories=("1",), series=series)
    money = (Column(id="t", title="Titel"), Column(id="b", title="Betrag", kind=CellKind.MONEY))
    blocks = (
        chart,
        Table(id="a", columns=money, rows=(("x", 1.5),)),
        Image(id="b", data=PNG, alt="fachtag.png"),
        Heading(text=" "),
    )
    content = attrs.evolve(
        book,
        title="",
        sheets=(Sheet(id="s", title="", blocks=blocks),),
        properties=attrs.evolve(book.properties, stand=date(2020, 1, 1)),
    )
    check_content(content, context, "hier", report := Report())
    text = said(report)
    for sentence in (
        "Das Dokument hat keinen Titel",
        "Der Stand ist nicht der des Programms",
        "Ein Blatt oder Abschnitt hat keinen Titel",
        "Die Kennung „a“ gibt es doppelt",
        "Der Alternativtext „fachtag.png“ ist ein Dateiname",
        "Das Diagramm „a“ hat keine Beschriftung",
        "Eine Überschrift ist leer",
        "1.5 ist ein float (hier, „“, Tabelle „a“, Zeile 1, Spalte „Betrag“)",
    ):
        assert sentence in text, sentence


def test_every_text_is_looked_at():
    """Texts are found in lists, mappings and objects."""
    assert list(texts_of({"a": ("b", Heading(text="c", id="d")), "e": 1})) == ["b", "c", "d"]


def test_sums_with_open_parts_are_not_judged():
    """Where a part is a word or not known, nobody can add up; a dash is nothing."""
    columns = (Column(id="a", title="A"), Column(id="b", title="B", kind=CellKind.MONEY))
    whole = Row(("Summe", Decimal(5)), RowRole.TOTAL)
    for part in ("gemeinsam", unknown(key="x", label="X")):
        assert not list(wrong_sums(Table(id="t", columns=columns, rows=(("a", Decimal(2)), ("b", part), whole))))
    assert not list(wrong_sums(Table(id="t", columns=columns, rows=(("a", Decimal(5)), ("b", "–"), whole))))
    found = list(wrong_sums(Table(id="t", columns=columns, rows=(("a", Decimal(2)), ("b", "–"), whole))))
    assert found == [(2, 1, 5, 2)]


class Colour(Choice):
    """Two colours."""

    RED = "rot", "Rot"


def options_of(**fields):
    """An exporter with these options."""
    cls = attrs.make_class("Options", fields, frozen=True, kw_only=True)
    return type("Odd", (Exporter,), {"Options": cls, "codes": {"ODD-1": " "}})


def test_faults_of_declarations():
    """A code without words, an option without a default, one with a wrong default and one that changes are named."""
    check_declarations(options_of(a=attrs.field(type=str)), report := Report())
    assert "Der Code ODD-1 ist nicht erklärt" in (text := said(report))
    assert "Die Option a hat keine Vorgabe" in text
    check_declarations(options_of(a=attrs.field(type=int, default="drei")), report := Report())
    assert "Die Vorgabe der Option a gilt nicht" in said(report)
    check_declarations(options_of(a=attrs.field(type=tuple[Colour, ...], default=[Colour.RED])), report := Report())
    assert "Die Vorgaben der Optionen ändern sich beim Lesen" in said(report)


# -------------------------------------------------------------------------------------------------- files

STORED = {("A", 1, 1): 2, ("A", 2, 1): 3.5, ("A", 3, 1): "x", ("B C", 1, 1): 10}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:A3)+1", "6.5"),
        ("=ROUND(A2/A1,2)", "1.75"),
        ("=-(A1-A2)*2^3", "12"),
        ("=MAX(A1,A2)-MIN(A1,A2)", "1.5"),
        ("='B C'!$A$1*50%", None),
        ("='B C'!$A$1 * B9", "0"),
        ("=MAX(B8:B9)", "0"),
        ("=Summe+1", None),
        ("=IF(A1>1,2,3)", None),
        ("=A1:A2+1", None),
        ("=SUM(A1:A2 B1)", None),
        ('="x"', None),
    ],
)
def test_formulas_are_computed(formula, value):
    """The operations and functions that kimcore writes are computed exactly; anything else is left alone."""
    if value is None:
        with pytest.raises(Unknown):
            compute(formula, "A", STORED)
    else:
        assert compute(formula, "A", STORED) == Decimal(value)


def test_faults_of_a_workbook():
    """A workbook is told its title, language, names, numbers, formulas, pictures and error values."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tabelle 1"
    sheet.append(["Betrag", "Anteil"])
    sheet.append([1.5, "#REF!"])
    sheet.append(["=A2/0", "=A2+1"])
    sheet.append(["12,345.60 €"])
    sheet.add_image(Drawing(io.BytesIO(PNG)), "C1")
    book.save(buffer := io.BytesIO())
    data = buffer.getvalue()
    check_file(data, ".xlsx", "hier", report := Report())
    text = said(report)
    for sentence in (
        "Arbeitsmappe: ohne Titel",
        "Arbeitsmappe: Sprache ist nicht gesetzt statt de-DE",
        "Blatt „Tabelle 1“: der Name sagt nicht, was darauf steht",
        "Tabelle 1!A2: eine Zahl mit Komma ohne Zahlenformat",
        "Abbildung „Image 1“: der Alternativtext „Picture“ sagt nicht, was zu sehen ist",
        "Tabelle 1!A4: „12,345.60“ ist eine englische Zahl",
        "Tabelle 1, Zeile 2, Spalte 2: #REF!",
    ):
        assert sentence in text, sentence


def test_a_wrong_stored_value(kim):
    """A stored value that its formula does not come to is found; a division by zero is left to the error values."""
    from kimcore.testing.workbooks import ExcelFile, formulas

    excel = ExcelFile(kim.render(complete_program(), "finanzierungsplan", draft=True))
    place = next(key for key, value in excel.stored.items() if value == 1229583.34)
    excel.stored[place] = 1229583.35
    assert any("gespeichert ist 1229583.35, die Formel ergibt 1229583.34" in fault for fault in formulas(excel))
    excel.book.worksheets[0]["A1"] = "=1/0"
    excel.stored["Übersicht", 1, 1] = 1
    assert not any("A1" in fault for fault in formulas(excel))


def test_an_english_number_in_a_document(tmp_path):
    """A number as English writes it is found in a Word file, too; other formats are not looked into."""
    path = wordfiles.word_file(tmp_path / "a.docx", wordfiles.heading("1,234.50 Euro"))
    check_file(path.read_bytes(), ".docx", "hier", report := Report())
    assert "„1,234.50“ ist eine englische Zahl" in said(report)
    check_file(b"1,234.50", ".txt", "hier", report := Report())
    report.close("Es")


def test_validators_are_asked(monkeypatch, tmp_path):
    """What a validator says is a fault; without openxml-audit or the SDK nobody is asked."""
    script = tmp_path / "validator"
    answer = json.dumps({"errors": [{"path": "/a", "description": "falsch"}]})
    script.write_text(f"#!{sys.executable}\nprint('''{answer}''')")
    script.chmod(0o755)
    monkeypatch.setattr(validators.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("KIMCORE_OOXML_VALIDATOR", str(script))
    book = openpyxl.Workbook()
    book.save(buffer := io.BytesIO())
    check_file(buffer.getvalue(), ".xlsx", "hier", report := Report(), validated=True)
    assert "Ein Validator beanstandet: /a: falsch" in said(report)
    monkeypatch.delenv("KIMCORE_OOXML_VALIDATOR")
    assert validators.validate(buffer.getvalue(), ".xlsx") == []


# ----------------------------------------------------------------------------------------- dumps, programs


def test_dumps_of_every_block(composed):
    """Pictures, quotes and signatures are in the dump of content, and single parts of it can be asked for."""
    book, document, _ = composed
    text = dump(document)
    for line in ("[Eine graue Fläche]", "Rat der Kommune", "Leitung", "Zeitschiene", "Sprache"):
        assert line in text.splitlines(), line
    assert row(tables(book)["betraege-tabelle"], "Summe")[1] == "25.924,50 €"
    assert section(document, "tabelle").title == "Tabelle"
    assert outline(document) == ["Text", "Zahlen", "  Tabelle", "Quer", "Ohne Nummer", "Anhang"]
    assert rows_of(document, "tage-tabelle")[0][1] == "15.01.2025"


@attrs.frozen(kw_only=True)
class Own:
    """Data of a plugin's own."""

    needed: str = attrs.field(metadata=about("Nötig"))
    open: Flag = attrs.field(default=False, metadata=about("Offen"))


def test_partial_programs_reach_extensions():
    """Data of a plugin's own are left out, and reduced to what they must have."""
    program = attrs.evolve(complete_program(), extensions={"probe": Own(needed="a", open=True)})
    made = dict(partial_programs(program))
    assert made["ohne extensions"].extensions == {}
    assert made["extensions nur mit Pflichtangaben"].extensions == {"probe": Own(needed="a")}
    assert isinstance(made["ohne measures"].extensions, Mapping)


# ----------------------------------------------------------------------------------- the second process


def test_the_guard(tmp_path):
    """The guard refuses the network and writing elsewhere, and lets reading and temporary files pass."""
    guard = child.Guard(tmp_path)
    guard("open", (str(tmp_path / "a"), "w", os.O_WRONLY))
    guard("open", (os.devnull, "w", os.O_WRONLY))
    guard("open", ("/etc/hosts", "r", os.O_RDONLY))
    guard("open", (3, "w", os.O_WRONLY))
    guard("import", ("x",))
    guard("os.rename", (str(tmp_path / "a"), str(tmp_path / "b"), -1, -1))
    with pytest.raises(PermissionError, match="kimcore.testing lässt das nicht zu"):
        guard("open", (b"anders", "w", os.O_WRONLY))
    for _ in range(2):
        with pytest.raises(PermissionError):
            guard("socket.connect", (object(), ("127.0.0.1", 9)))
    with pytest.raises(PermissionError):
        guard("os.rename", (str(tmp_path / "a"), "anders", -1, -1))
    guard.active = False
    guard("os.remove", ("anders", -1))
    assert guard.seen == [
        ("write", "anders", "beim Laden"),
        ("network", "('127.0.0.1', 9)", "beim Laden"),
    ]


def test_modules_are_found_by_their_file(tmp_path, monkeypatch):
    """A module that no import finds is loaded from its file under its name; without a file it is not there."""
    (tmp_path / "x.py").write_text("class A:\n    pass\n")
    monkeypatch.setitem(sys.modules, "nicht.zu.finden", None)
    monkeypatch.delitem(sys.modules, "nicht.zu.finden")
    child.load("nicht.zu.finden", str(tmp_path / "x.py"))
    found = child.Unpickler(io.BytesIO()).find_class("nicht.zu.finden", "A")
    assert found.__name__ == "A"
    with pytest.raises(ModuleNotFoundError):
        child.load("gar.nicht.da", "")


def test_a_plugin_that_only_loads_here():
    """What another process cannot load is said with its last words."""
    SecondProcess(plugins=(ModuleType("gibt_es_nur_hier"),)).compare({}, report := Report())
    assert "scheitert in einem zweiten Prozess: ModuleNotFoundError: No module named 'gibt_es_nur_hier'" in said(report)


def test_an_unknown_name():
    """kimcore.testing has what it says it has."""
    import kimcore.testing

    with pytest.raises(AttributeError, match="no attribute 'check_all'"):
        kimcore.testing.check_all

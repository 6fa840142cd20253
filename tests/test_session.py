"""Kimcore, the object users hold: it checks, composes, renders, exports, verifies."""

import errno
import re
import threading
import zipfile
from datetime import date
from decimal import Decimal

import attrs
import pytest

import kimcore
from kimcore import ExportRefused, FileError, Kimcore, ProgramFileError, Severity, UsageError, VerifyStatus
from kimcore.model import Stelle, YearAmount
from tests.conftest import PROGRAMS, make_program, make_stelle


def test_public_names_load_lazily():
    """Everything public is named in kimcore, and nothing else is."""
    for name in kimcore.__all__:
        assert getattr(kimcore, name) is not None
    assert dir(kimcore) == sorted(kimcore.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nichts'"):
        kimcore.nichts


def test_export_result(kim, sample, tmp_path):
    """An export says where the file lies, what made it, and its hash."""
    target = tmp_path / "u.xlsx"
    result = kim.export(sample("unna"), "finanzierungsplan", target, year=2023)
    assert (result.path, result.exporter, result.format) == (target, "finanzierungsplan", "xlsx")
    assert len(result.sha256) == 64
    assert {finding.severity for finding in result.findings} <= {Severity.HINWEIS, Severity.WARNUNG}


def test_render_gives_the_same_bytes(kim, sample, tmp_path):
    """Bytes for a web tool are the bytes of the file."""
    program = sample("unna")
    kim.export(program, "finanzierungsplan", tmp_path / "u.xlsx", year=2023)
    assert kim.render(program, "finanzierungsplan", format="xlsx", year=2023) == (tmp_path / "u.xlsx").read_bytes()


def test_the_year_defaults_to_the_last_one_planned(kim, sample):
    """Without a year the last year that the program plans is meant."""
    assert kim.compose(sample("koeln"), "finanzierungsplan").title == "Finanzierungsplan 2023"


def test_the_end_of_a_post_is_no_planned_year(kim):
    """A post that is limited to 2029 leaves the document in the year that the amounts speak of."""
    costs = (YearAmount(year=2025, amount=Decimal("57000.00")),)
    stelle = make_stelle(start=date(2024, 1, 1), end=date(2029, 12, 31))
    posts = (stelle, attrs.evolve(stelle, id="k2", costs=costs))
    assert kim.compose(make_program(stellen=posts), "stellenplan").title == "Stellenplan 2025"
    assert kim.compose(make_program(stellen=posts[:1]), "stellenplan").title == "Stellenplan 2029"


def test_a_program_without_years_uses_its_stand(kim, sample):
    """A program that plans nothing is checked for the year of its Stand."""
    program = sample("hamm")
    findings = kim.check(program, exporter="stellenplan")
    assert f"Für {program.stand.year} sind weder Stellen noch Ausgaben geplant." in [f.message for f in findings]


def test_a_program_of_long_ago_is_checked_for_its_stand(kim):
    """Only a year that somebody asks for must be one of a program."""
    assert kim.check(make_program(stand=date(1995, 1, 1)), exporter="stellenplan")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"exporter": "foerderantrg"}, "Das Dokument „foerderantrg“ gibt es nicht. Meinten Sie „foerderantrag“?"),
        (
            {"exporter": "xyz"},
            "Das Dokument „xyz“ gibt es nicht. Es gibt: finanzierungsplan, foerderantrag, integrationskonzept, "
            "kim-konzept, kurzprofil, stellenplan.",
        ),
        ({"exporter": "stellenplan", "profile": "geheim"}, "Das Profil „geheim“ gibt es nicht."),
        ({"profile": "geheim"}, "Das Profil „geheim“ gibt es nicht."),
        ({"exporter": "stellenplan", "farbe": "rot"}, "Eine Option von stellenplan stimmt nicht."),
        ({"exporter": "foerderantrag", "variant": "c"}, "Eine Option von foerderantrag stimmt nicht."),
        ({"exporter": ["stellenplan"]}, "Das Dokument „['stellenplan']“ gibt es nicht."),
        ({"year": 25}, "year: „25“ ist kein Jahr; erwartet: ein Jahr von 2000 bis 2100."),
        ({"exporter": "stellenplan", "year": 99999}, "year: „99999“ ist kein Jahr"),
        ({"on": "16.01.2025"}, "on: „16.01.2025“ ist kein Datum; erwartet: ein Datum wie 2025-02-01. 2025-01-16"),
    ],
)
def test_wrong_use(kim, arguments, message):
    """What kimcore does not have is a UsageError that says what there is."""
    with pytest.raises(UsageError) as caught:
        kim.check(make_program(), **{"year": 2025, **arguments})
    assert message in str(caught.value)


def test_wrong_format_theme_and_programme(kim, sample):
    """A format, a theme and a rule set that do not exist are named with what there is."""
    with pytest.raises(UsageError, match="Finanzierungsplan gibt es nicht im Format „pdf“. Es gibt: xlsx."):
        kim.render(sample("unna"), "finanzierungsplan", format="pdf", year=2023)
    with pytest.raises(UsageError, match="Das Theme „bunt“ gibt es nicht. Es gibt: klassisch, sachlich."):
        kim.render(sample("unna"), "finanzierungsplan", year=2023, theme="bunt")
    with pytest.raises(UsageError, match="Das Förderprogramm „kim-nrv“ gibt es nicht. Meinten Sie „kim-nrw“?"):
        kim.rules("kim-nrv")


def test_a_programme_nobody_knows_is_wrong_data(kim, tmp_path):
    """A program of an unknown Förderprogramm gets one finding; no document is made of it, not even as a draft."""
    program = make_program(foerderprogramm="kim-nrv")
    (finding,) = kim.check(program, exporter="stellenplan", year=2025)
    assert (finding.code, finding.path, finding.severity) == ("KIM-REF-001", "foerderprogramm", Severity.FEHLER)
    assert finding.message == "Das Förderprogramm „kim-nrv“ gibt es nicht. Meinten Sie „kim-nrw“?"
    with pytest.raises(ExportRefused, match="„kim-nrv“ gibt es nicht") as caught:
        kim.export(program, "stellenplan", tmp_path / "s.xlsx", draft=True)
    assert caught.value.findings == (finding,)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"vzae": 0.5}, "stellen[0].vzae: VZÄ: „0.5“ ist keine gültige Angabe; erwartet: VZÄ mit höchstens drei"),
        ({"vzae": "1"}, "stellen[0].vzae: „1“ ist hier str, gebraucht wird Decimal."),
        ({"start": "2025-01-01"}, "stellen[0].start: „2025-01-01“ ist hier str, gebraucht wird date."),
        ({"costs": None}, "stellen[0].costs: Ein leerer Wert ist hier NoneType, gebraucht wird tuple."),
        ({"costs": ("57000",)}, "stellen[0].costs[0]: Geplante Kosten je Jahr: „57000“ ist kein Abschnitt"),
    ],
)
def test_a_program_built_with_wrong_types(kim, tmp_path, fields, message):
    """What broke a document is said of the value that a script put in the program, not of kimcore."""
    program = make_program(stellen=(make_stelle(**fields),))
    with pytest.raises(ProgramFileError) as caught:
        kim.export(program, "stellenplan", tmp_path / "s.xlsx", draft=True)
    assert f"Mit diesem Programm lässt sich nicht rechnen. {message}" in str(caught.value)
    assert caught.value.findings
    assert not list(tmp_path.iterdir())


def test_lists_in_the_place_of_tuples_will_do(kim):
    """A script that uses lists gets the same document."""
    as_list, as_tuple = (make_program(stellen=kind([make_stelle()])) for kind in (list, tuple))
    assert kim.check(as_list) == kim.check(as_tuple)
    assert kim.render(as_list, "stellenplan", draft=True) == kim.render(as_tuple, "stellenplan", draft=True)


def test_formats(kim):
    """The formats of a document follow from the renderers."""
    assert kim.formats("foerderantrag") == ("xlsx",)


def test_refusal_writes_nothing(kim, tmp_path):
    """A refused export leaves the old file as it was."""
    target = tmp_path / "alt.xlsx"
    target.write_bytes(b"alt")
    with pytest.raises(ExportRefused, match="Förderantrag 2025 wurde nicht erstellt: ") as caught:
        kim.export(make_program(), "foerderantrag", target, year=2025)
    assert target.read_bytes() == b"alt"
    assert any(finding.severity is Severity.FEHLER for finding in caught.value.findings)


def test_one_fehler_is_singular(kim):
    """One Fehler is spoken of in the singular."""
    with pytest.raises(ExportRefused, match="nicht erstellt: 1 Fehler steht dem entgegen"):
        kim.render(make_program(), "stellenplan", year=2025)


def test_not_overwriting(kim, sample, tmp_path):
    """With overwrite=False an existing file stays."""
    target = tmp_path / "alt.xlsx"
    target.write_bytes(b"alt")
    with pytest.raises(FileError):
        kim.export(sample("unna"), "finanzierungsplan", target, year=2023, overwrite=False)
    assert target.read_bytes() == b"alt"


def test_save_and_load(kim, sample, tmp_path):
    """A program written and read again is the same program, in both formats."""
    program = sample("unna")
    for suffix in ("yaml", "json"):
        kim.save(program, tmp_path / f"u.{suffix}")
        assert kim.load(tmp_path / f"u.{suffix}") == program


def test_locate(kim, tmp_path):
    """A finding of a check is found in its file by line and column."""
    text = (PROGRAMS / "unna.yaml").read_text(encoding="utf-8")
    path = tmp_path / "u.yaml"
    path.write_text(text.replace("vzae: 18", "vzae: 0.4"), encoding="utf-8")
    finding = next(entry for entry in kim.check(kim.load(path)) if "0,4" in entry.message)
    place = kim.locate(finding, path)
    assert "vzae: 0.4" in path.read_text(encoding="utf-8").splitlines()[place.line - 1]


# ---------------------------------------------------------------------------------------------- verify


@pytest.fixture
def plan(kim, sample, tmp_path):
    """A Finanzierungsplan of Unna and its program."""
    program = sample("unna")
    kim.export(program, "finanzierungsplan", tmp_path / "u.xlsx", year=2023)
    return tmp_path / "u.xlsx", program


def test_verify_unchanged(kim, plan):
    """A document nobody touched, of data nobody changed."""
    result = kim.verify(*plan)
    assert (result.status, result.parts) == (VerifyStatus.UNCHANGED, ())
    assert result.status.label == "Das Dokument sagt, was die Daten sagen."


def test_verify_changed_data(kim, plan):
    """One Stelle more, and the document is out of date."""
    path, program = plan
    more = attrs.evolve(program, stellen=(attrs.evolve(program.stellen[0], vzae=Decimal(19)),))
    assert kim.verify(path, more).status is VerifyStatus.DATA_CHANGED


def test_verify_changed_rates(kim, plan, monkeypatch):
    """The program is the same, the rule set is not."""
    path, program = plan
    rules = kim.rules("kim-nrw")
    rates = tuple(
        attrs.evolve(rate, values=tuple(attrs.evolve(v, amount=v.amount and v.amount + 1) for v in rate.values))
        for rate in rules.rates
    )
    monkeypatch.setitem(kim._rules, "kim-nrw", attrs.evolve(rules, rates=rates))
    result = kim.verify(path, program)
    assert (result.status, result.detail) == (VerifyStatus.DATA_CHANGED, "Die Fördersätze sind andere.")


def test_verify_edited(kim, plan):
    """Somebody typed over a cell with another program: the part is named."""
    import openpyxl

    path, program = plan
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["B5"] = 99
    book.save(path)
    result = kim.verify(path, program)
    assert result.status is VerifyStatus.EDITED
    assert "xl/worksheets/sheet1.xml" in result.parts


def test_verify_other_version(kim, plan, monkeypatch):
    """A document of another version of kimcore says so first."""
    path, program = plan
    infos = tuple(info._replace(version="9.9") for info in kim.registry.plugins)
    monkeypatch.setattr(kim, "_registry", attrs.evolve(kim.registry, plugins=infos))
    result = kim.verify(path, program)
    assert result.status is VerifyStatus.OTHER_VERSION
    assert "jetzt 9.9" in result.detail


def test_verify_foreign_document(kim, sample, tmp_path):
    """A workbook that kimcore did not make cannot be verified."""
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "fremd.xlsx")
    with pytest.raises(FileError, match="trägt keinen lesbaren Herkunftsnachweis von kimcore"):
        kim.verify(tmp_path / "fremd.xlsx", sample("unna"))


def test_verify_another_format(kim, sample, tmp_path):
    """A document in a format of a plugin cannot be verified; the message says which formats can, and what to do."""
    for name in ("antrag.zip", "konzept.html"):
        (tmp_path / name).write_bytes(b"<!DOCTYPE html>")
        with pytest.raises(FileError, match=rf"{name} ist kein .* Dasselbe als .xlsx oder .docx ausgeben"):
            kim.verify(tmp_path / name, sample("unna"))


@pytest.mark.parametrize(
    ("stamped", "edited"),
    [(b">2023<", b">neu<"), (rb">\{", b">{{"), (rb">\{[^<]*", b">1"), (rb">\{", b">" + b"[" * 99_999)],
)
def test_verify_a_stamp_that_was_tampered_with(kim, plan, tmp_path, stamped, edited):
    """A stamp whose year is no year is none, and neither is one whose options cannot be read."""
    path, program = plan
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "x.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(stamped, edited, old.read(name)) if "custom" in name else old.read(name))
    with pytest.raises(FileError, match="Herkunftsnachweis"):
        kim.verify(tmp_path / "x.xlsx", program)


# --------------------------------------------------------------------------------------------- threads


def test_one_session_serves_many_threads(sample):
    """Eight threads export at once from one new session and get the same bytes."""
    kim, program, results = Kimcore(plugins=False), sample("unna"), []
    threads = [
        threading.Thread(target=lambda: results.append(kim.render(program, "finanzierungsplan", year=2023)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert len(set(results)) == 1


def test_hostile_texts(kim):
    """Titles that look like formulas are texts in the workbook and formulas nowhere."""
    import io

    import openpyxl

    title = '=WEBSERVICE("http://x")'
    program = make_program(stellen=(make_stelle(title=title), make_stelle(id="k2", title="+49 2000 000-101")))
    data = kim.render(program, "finanzierungsplan", year=2025, draft=True)
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet for cell in row]
    hostile = [cell for cell in cells if cell.value == title]
    assert hostile
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = b"".join(package.read(name) for name in package.namelist() if "worksheets/" in name)
        strings = package.read("xl/sharedStrings.xml")
    assert b"WEBSERVICE" not in sheets
    assert b"WEBSERVICE" in strings


@pytest.mark.parametrize("title", ["Titel mit \x07", "x" * 40_000])
def test_texts_no_cell_can_hold(kim, title):
    """A control character and a text of 40,000 characters are findings with their path, never a broken file."""
    program = make_program(stellen=(make_stelle(title=title),))
    with pytest.raises(ExportRefused) as caught:
        kim.render(program, "stellenplan", year=2025)
    assert "stellen[0].title" in {finding.path for finding in caught.value.findings}


def test_on_is_the_day_deadlines_are_checked_against(kim, sample):
    """Without a submission the window of the round is checked against ``on``."""
    program = sample("musterstadt")
    vorgaenge = tuple(
        attrs.evolve(vorgang, submitted=None, state=type(vorgang.state).ENTWURF)
        if vorgang.kind.value == "antrag"
        else vorgang
        for vorgang in program.vorgaenge
    )
    program = attrs.evolve(program, vorgaenge=vorgaenge)
    late = {finding.code for finding in kim.check(program, year=2025, on=date(2025, 3, 1))}
    early = {finding.code for finding in kim.check(program, year=2025, on=date(2025, 1, 2))}
    assert {code for code in late - early if code.startswith("KIM-FRI")}


def test_stelle_equality_is_by_value():
    """Two Stellen of the same values are the same."""
    assert make_stelle() == Stelle(**attrs.asdict(make_stelle(), recurse=False))


def test_a_profile_may_be_a_value_of_the_enumeration(kim, sample):
    """A profile is named by its word or given as a Profile."""
    program = sample("musterstadt")
    by_word = kim.render(program, "stellenplan", year=2025, profile="oeffentlich")
    assert kim.render(program, "stellenplan", year=2025, profile=kimcore.Profile.OEFFENTLICH) == by_word
    assert kim.check(program, profile=kimcore.Profile.INTERN) == kim.check(program)


def test_a_disk_that_fills_up_while_a_document_is_written(kim, sample, tmp_path, monkeypatch):
    """A full disk is no fault of a plugin: the target is named in German, nothing is left behind."""
    from kimcore.render.excel import ExcelRenderer

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ExcelRenderer, "render", full)
    with pytest.raises(FileError, match="u.xlsx"):
        kim.export(sample("unna"), "finanzierungsplan", tmp_path / "u.xlsx", year=2023)
    assert not list(tmp_path.iterdir())


def test_kimcores_own_errors_pass_through_plugins(kim, sample, monkeypatch):
    """An error that already says everything in German is not wrapped again."""
    from kimcore.render.excel import ExcelRenderer

    def refuse(*_):
        raise kimcore.RenderError("Blatt „Stellen“, Zelle B7: zu lang.")

    monkeypatch.setattr(ExcelRenderer, "render", refuse)
    with pytest.raises(kimcore.RenderError, match="Zelle B7"):
        kim.render(sample("unna"), "finanzierungsplan", year=2023)


def test_the_vorgang_is_reduced_too(kim, sample):
    """Who made and checked a document is personal: a document for the public never learns it."""
    program = sample("musterstadt")
    author = next(vorgang.author for vorgang in program.vorgaenge if vorgang.kind.value == "antrag")
    inside = str(kim.compose(program, "foerderantrag", year=2025))
    outside = str(kim.compose(program, "foerderantrag", year=2025, profile="oeffentlich"))
    assert author in inside
    assert author not in outside


def test_a_theme_may_be_a_file(kim, sample, tmp_path):
    """A theme is a name, a file or a Theme; a document is verified with the theme it was made with."""
    path = tmp_path / "rot.yaml"
    path.write_text('accent: "7A1F1F"\n', encoding="utf-8")
    target, program = tmp_path / "a.xlsx", sample("unna")
    kim.export(program, "finanzierungsplan", target, year=2023, theme=path)
    assert kim.verify(target, program, theme=path).status is VerifyStatus.UNCHANGED
    with pytest.raises(UsageError, match="Das Theme „rot“ gibt es nicht"):
        kim.verify(target, program)


def test_only_text_documents_have_page_numbers(kim, sample):
    """Page numbers are refused for a workbook, in German."""
    with pytest.raises(UsageError, match="Seitenzahlen gibt es nur in Textdokumenten, nicht im Format „xlsx“"):
        kim.render(sample("unna"), "finanzierungsplan", year=2023, pages=True)

"""``kimcore export``: one document or all, whole or not at all, paths on standard output, warnings beside it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.conftest import Said
from tests.conftest import PROGRAMS

from kimcore.cli import documents, export
from kimcore.errors import FileError, PluginError

Kimcore = Callable[..., Said]


def test_the_path_alone_is_on_standard_output(kimcore: Kimcore, here: Path) -> None:
    """A script can take standard output as the name of the file; the default name has no umlauts and no blanks."""
    said = kimcore("export", "foerderantrag", "musterstadt.yaml", "--year", "2025")
    assert said.code == 0, said
    assert said.out == "foerderantrag-musterstadt-2025.xlsx\n"
    assert load_workbook(here / said.out.strip()).worksheets


def test_the_name_and_the_folder_can_be_chosen(kimcore: Kimcore, here: Path) -> None:
    """-o takes a file, or a folder that then holds the default name."""
    (here / "ausgabe").mkdir()
    unna = PROGRAMS / "unna.yaml"
    assert kimcore("export", "stellenplan", unna, "-o", "plan.xlsx").out == "plan.xlsx\n"
    assert kimcore("export", "stellenplan", unna, "--year", "2023", "-o", "ausgabe").out == (
        f"{Path('ausgabe') / 'stellenplan-kreis-unna-2023.xlsx'}\n"
    )


def test_the_year_without_one_is_the_last_that_is_planned(kimcore: Kimcore, here: Path) -> None:
    """The default name shows the year kimcore chose."""
    from kimcore import Kimcore as Session
    from kimcore.context import year_of

    year = year_of(Session(plugins=False).load("kreis-musterland.yaml"))
    said = kimcore("export", "finanzierungsplan", "kreis-musterland.yaml", "--draft")
    assert said.out == f"finanzierungsplan-kreis-musterland-{year}.xlsx\n"


def test_unna_is_what_the_bescheid_says(kimcore: Kimcore, here: Path) -> None:
    """18 VZÄ of Case Management in the Kreis Unna are 1,026,000.00 euro in 2023, as a formula with its value."""
    said = kimcore("export", "finanzierungsplan", PROGRAMS / "unna.yaml", "--year", "2023", "-o", "u.xlsx")
    assert said.code == 0, said
    book = load_workbook(here / "u.xlsx", data_only=True)
    sheet, cell = next(iter(book.defined_names["Summe_Baustein_2"].destinations))
    assert book[sheet][cell.replace("$", "")].value == 1026000
    formulas = load_workbook(here / "u.xlsx")
    assert str(formulas[sheet][cell.replace("$", "")].value).startswith("=")


def test_findings_of_all_documents_keep_their_order(kimcore: Kimcore, here: Path) -> None:
    """Each finding of several documents is told once, in the order in which the documents found it."""
    said = kimcore("export", "all", PROGRAMS / "unna.yaml", "-o", "alle")
    codes = [line.split()[-1] for line in said.err.splitlines() if " KIM-ANT-" in line]
    assert codes[:6] == ["KIM-ANT-006", "KIM-ANT-008", "KIM-ANT-007", "KIM-ANT-007", "KIM-ANT-006", "KIM-ANT-002"]


def test_what_is_missing_refuses_the_document(kimcore: Kimcore, here: Path) -> None:
    """A partial program gives no application: the findings say why, no file appears, the exit code is 1."""
    said = kimcore("export", "foerderantrag", PROGRAMS / "coesfeld.yaml", "--year", "2023", "-o", "a.xlsx")
    assert said.code == 1
    assert said.out == ""
    assert "wurde nicht erstellt" in said.err
    assert "Abhilfe:" in said.err
    assert "coesfeld.yaml:" in said.err
    assert not (here / "a.xlsx").exists()


def test_a_draft_is_made_in_spite_of_findings(kimcore: Kimcore, here: Path) -> None:
    """With --draft the same document appears, marked ENTWURF, and the findings are still told."""
    said = kimcore("export", "foerderantrag", PROGRAMS / "coesfeld.yaml", "--year", "2023", "-o", "a.xlsx", "--draft")
    assert said.code == 0
    assert said.out == "a.xlsx\n"
    assert "Fehler KIM-ANT-" in said.err
    sheet = load_workbook(here / "a.xlsx").worksheets[0]
    assert "ENTWURF" in str(sheet.oddHeader) + str(sheet.oddFooter) + "".join(
        str(cell.value) for row in sheet.iter_rows() for cell in row
    )


def test_existing_files_stay_unless_forced(kimcore: Kimcore, here: Path) -> None:
    """Nothing is overwritten without --force; with it the file is replaced."""
    (here / "a.xlsx").write_text("alt", encoding="utf-8")
    unna = PROGRAMS / "unna.yaml"
    said = kimcore("export", "stellenplan", unna, "-o", "a.xlsx")
    assert said.code == 3
    assert "„a.xlsx“ gibt es schon. Einen anderen Namen wählen oder mit --force ersetzen." in " ".join(said.err.split())
    assert (here / "a.xlsx").read_text(encoding="utf-8") == "alt"
    assert kimcore("export", "stellenplan", unna, "-o", "a.xlsx", "--force").code == 0
    assert (here / "a.xlsx").read_bytes()[:2] == b"PK"


def test_all_writes_every_document(kimcore: Kimcore, here: Path) -> None:
    """``all`` makes a folder with every document that concerns the program and prints each path."""
    said = kimcore("export", "all", "musterstadt.yaml", "--year", "2025", "-o", "alle/dokumente")
    assert said.code == 0, said
    folder = here / "alle" / "dokumente"
    assert sorted(said.out.splitlines()) == sorted(str(path.relative_to(here)) for path in folder.iterdir())
    names = {path.name.split("-")[0] for path in folder.iterdir()}
    assert names == {"foerderantrag", "finanzierungsplan", "stellenplan", "integrationskonzept", "kim"}
    assert kimcore("export", "all", PROGRAMS / "unna.yaml", "--format", "xlsx", "--draft", "-o", "unna").code == 0
    assert len(list((here / "unna").iterdir())) == 3


def test_all_makes_what_can_be_made(kimcore: Kimcore, here: Path) -> None:
    """A document that is refused is reported with its title; the others are there; the exit code is 1."""
    said = kimcore("export", "all", PROGRAMS / "coesfeld.yaml", "--year", "2023", "-o", "alle")
    assert said.code == 1
    names = {path.name for path in (here / "alle").iterdir()}
    assert "stellenplan-kreis-coesfeld-2023.xlsx" in names
    assert not any(name.startswith("foerderantrag") for name in names)
    assert "wurde nicht erstellt" in said.err
    blocks = [block for block in said.err.split("\n\n") if ": Fehler KIM-" in block]
    assert blocks
    assert len(blocks) == len(set(blocks)), "was mehrere Dokumente trifft, steht nur einmal da"


def test_all_goes_on_when_one_document_breaks(kimcore: Kimcore, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while one document is made is reported with its name; the gravest exit code counts."""
    real = documents.export_one

    def sometimes(kim: object, program: object, name: str, path: Path, request: object) -> object:
        if name == "finanzierungsplan":
            raise PluginError("Das Plugin ist kaputt.")
        return real(kim, program, name, path, request)  # type: ignore[arg-type]

    monkeypatch.setattr(documents, "export_one", sometimes)
    said = kimcore("export", "all", "musterstadt.yaml", "-o", "alle")
    assert said.code == 3
    assert "Fehler: Finanzierungsplan: Das Plugin ist kaputt." in said.err
    assert len(said.out.splitlines()) >= 2


def test_deadlines_use_the_clock_of_the_command_line(
    kimcore: Kimcore, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same export on different days is the same file, byte for byte."""
    monkeypatch.setattr(export, "today", lambda: date(2025, 1, 15))
    kimcore("export", "finanzierungsplan", "musterstadt.yaml", "-o", "a.xlsx")
    monkeypatch.setattr(export, "today", lambda: date(2031, 7, 1))
    kimcore("export", "finanzierungsplan", "musterstadt.yaml", "-o", "b.xlsx")
    assert (here / "a.xlsx").read_bytes() == (here / "b.xlsx").read_bytes()


def test_a_folder_that_cannot_be_made_is_a_file_error(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is told in German."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(FileError, match=r"„alle“ lässt sich nicht anlegen\. Die Rechte reichen nicht\."):
        documents.make_folder(Path("alle"))


def test_standard_error_stays_empty_without_findings(capsys: pytest.CaptureFixture[str]) -> None:
    """A document without anything to remark is made without a word besides its path."""
    export._to_stderr("gibt-es-nicht.yaml", ())
    assert capsys.readouterr().err == ""

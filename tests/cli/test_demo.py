"""``kimcore demo``: every document of both invented programs, and where they lie."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.conftest import Said
from tests.conftest import PROGRAMS

from kimcore import Kimcore
from kimcore.cli import demo


def test_the_demo_makes_every_document(kim: Kimcore, kimcore: Callable[..., Said], here: Path) -> None:
    """All documents of both programs and the programs themselves lie in the folder, and the table names each."""
    said = kimcore("demo")
    assert said.code == 0, said
    folder = here / "kimcore-demo"
    made = {path.name for path in folder.iterdir()}
    programs = {"musterstadt", "kreis-musterland"}
    documents = {f"{name}-{program}-2025.xlsx" for name in kim.registry.exporters for program in programs}
    assert {name.rsplit("-", 1)[0] for name in made if name.endswith(".xlsx")} == {
        name.rsplit("-", 1)[0] for name in documents
    }
    assert {f"{program}.yaml" for program in programs} <= made
    assert str(folder) in said.out.replace("\n", "")
    assert all(name in said.out for name in made)
    assert all(name.isascii() and " " not in name for name in made)


def test_the_documents_are_released(kimcore: Callable[..., Said], here: Path) -> None:
    """The invented programs have what their application needs: it is made without --draft and is no ENTWURF."""
    kimcore("demo", "beispiele")
    for path in sorted((here / "beispiele").glob("foerderantrag-*.xlsx")):
        book = load_workbook(path)
        text = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
        assert "Musterdaten" in text
        assert "ENTWURF" not in text


def test_a_second_demo_needs_force(kimcore: Callable[..., Said], here: Path) -> None:
    """What lies there already is not overwritten without --force."""
    assert kimcore("demo").code == 0
    before = {path: path.stat().st_mtime_ns for path in (here / "kimcore-demo").iterdir()}
    said = kimcore("demo")
    assert said.code == 3
    assert "--force" in said.err
    assert {path: path.stat().st_mtime_ns for path in (here / "kimcore-demo").iterdir()} == before
    assert kimcore("demo", "--force").code == 0


def test_a_document_that_fails_is_named(
    kimcore: Callable[..., Said], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a document cannot be made the others are, and the exit code tells."""
    broken = (files("kimcore") / "data" / "programs" / "musterstadt.yaml").read_text(encoding="utf-8")
    (here / "ohne.yaml").write_text(broken.replace("finanzierungsart:", "finanzierungsart: null\nx-alt:", 1), "utf-8")
    text = broken[: broken.index("\nfinanzierungsart:")] + broken[broken.index("\ntexts:") :]
    (here / "ohne.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(demo, "_programs", lambda: [here / "ohne.yaml"])
    said = kimcore("demo", "ziel")
    assert said.code == 1
    assert "nicht erstellt" in said.out
    assert (here / "ziel" / "stellenplan-musterstadt-2025.xlsx").exists()
    assert not list((here / "ziel").glob("foerderantrag*"))


def test_the_bundled_programs_are_the_examples() -> None:
    """The wheel carries the same two programs as the examples folder."""
    names = sorted(path.name for path in (files("kimcore") / "data" / "programs").iterdir())
    assert names == ["kreis-musterland.yaml", "musterstadt.yaml"]
    for name in names:
        bundled = files("kimcore") / "data" / "programs" / name
        assert bundled.read_bytes() == (PROGRAMS / name).read_bytes()

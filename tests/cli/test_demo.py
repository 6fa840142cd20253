"""``kimcore demo``: every document of both invented programs, and where they lie."""

import contextlib
import io
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.conftest import Said
from tests.conftest import PROGRAMS

from kimcore import Kimcore
from kimcore.cli import demo
from kimcore.cli.app import run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """One demo for all tests of this file: its folder, the exit code, what it printed."""
    folder = tmp_path_factory.mktemp("demo") / "kimcore-demo"
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(["demo", str(folder)])
    return folder, code, out.getvalue()


def test_the_demo_makes_every_document(kim: Kimcore, made: tuple[Path, int, str]) -> None:
    """All documents of both programs and the programs themselves lie in the folder, and the table names each."""
    folder, code, out = made
    assert code == 0, out
    names = {path.name for path in folder.iterdir()}
    programs = ("musterstadt", "kreis-musterland")
    documents = {
        f"{name}-{program}-2025.{kim.formats(name)[0]}" for name in kim.registry.exporters for program in programs
    } - {"kurzprofil-musterstadt-2025.docx"}  # Musterstadt has no cooperation
    assert names == documents | {f"{program}.yaml" for program in programs}
    assert out.startswith(f"In {folder}:\n")
    assert all(name in out for name in names)
    assert all(name.isascii() and " " not in name for name in names)


def test_the_documents_are_released(made: tuple[Path, int, str]) -> None:
    """The invented programs have what their application needs: it is made without --draft and is no ENTWURF."""
    paths = sorted(made[0].glob("foerderantrag-*.xlsx"))
    assert len(paths) == 2
    for path in paths:
        book = load_workbook(path)
        text = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
        assert "Musterdaten" in text
        assert "ENTWURF" not in text


def test_a_second_demo_needs_force(
    kimcore: Callable[..., Said], made: tuple[Path, int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies there already is not overwritten without --force."""
    before = {path: path.stat().st_mtime_ns for path in made[0].iterdir()}
    said = kimcore("demo", made[0])
    assert said.code == 3
    assert "--force" in said.err
    assert {path: path.stat().st_mtime_ns for path in made[0].iterdir()} == before
    one = files("kimcore") / "data" / "programs" / "musterstadt.yaml"
    monkeypatch.setattr(demo, "_programs", lambda: [one])
    assert kimcore("demo", made[0], "--force").code == 0
    assert (made[0] / "musterstadt.yaml").stat().st_mtime_ns > before[made[0] / "musterstadt.yaml"]


def test_a_document_that_fails_is_named(
    kimcore: Callable[..., Said], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a document cannot be made the others are, and the exit code tells."""
    text = (files("kimcore") / "data" / "programs" / "musterstadt.yaml").read_text(encoding="utf-8")
    start = text.index("\nfinanzierungsart:")
    end = re.compile(r"\n(?=[a-z#])").search(text, start + 1)
    assert end is not None
    (here / "ohne.yaml").write_text(text[:start] + text[end.start() :], encoding="utf-8")
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

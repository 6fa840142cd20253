"""``kimcore read``: what staff edited in Word comes back into the program file, and nothing else changes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from tests.cli.conftest import Said
from tests.office import convert
from tests.reading.word import Edit, element

from kimcore import Kimcore, ReadRefused
from kimcore.render.word.reading import changes

Command = Callable[..., Said]
WORDS = "Musterstadt wächst durch Zuwanderung."


@pytest.fixture
def konzept(kimcore: Command, here: Path) -> Callable[[str], Path]:
    """Export the KIM-Konzept of a program."""

    def export(name: str) -> Path:
        assert kimcore("export", "kim-konzept", f"{name}.yaml", "--draft", "-o", f"{name}.docx").code == 0
        return here / f"{name}.docx"

    return export


def edit(path: Path, change: Callable[[Edit], object]) -> None:
    """Change a file with python-docx."""
    opened = Edit(path.read_bytes())
    change(opened)
    path.write_bytes(opened.saved())


@pytest.mark.parametrize("name", ["musterstadt", "kreis-musterland"])
def test_without_an_edit_nothing_changes(kim: Kimcore, kimcore: Command, here: Path, konzept, name: str) -> None:
    """As kimcore wrote it, and as python-docx wrote it anew, the document brings nothing back."""
    path = konzept(name)
    before = (here / f"{name}.yaml").read_bytes()
    assert kimcore("read", path, f"{name}.yaml", "--write") == (0, "Kein Text wurde geändert.\n", "")
    docx.Document(path).save(path)
    assert kimcore("read", path, f"{name}.yaml", "--write") == (0, "Kein Text wurde geändert.\n", "")
    assert (here / f"{name}.yaml").read_bytes() == before
    reading = kim.read(path, kim.load(f"{name}.yaml"))
    assert (reading.exporter, reading.changes, reading.findings) == ("kim-konzept", (), ())
    assert {chapter.chapter for chapter in reading.chapters} >= {"einleitung", "ausgangslage", "ziele", "methoden"}


@pytest.mark.office
@pytest.mark.parametrize("name", ["musterstadt", "kreis-musterland"])
def test_libreoffice_alone_changes_nothing(kimcore: Command, here: Path, konzept, name: str) -> None:
    """Both concept documents, written anew by LibreOffice, bring nothing back."""
    assert kimcore("export", "integrationskonzept", f"{name}.yaml", "--draft", "-o", "i.docx").code == 0
    for path in (konzept(name), here / "i.docx"):
        anew = convert(path, "docx", here / "neu")
        assert kimcore("read", anew, f"{name}.yaml") == (0, "Kein Text wurde geändert.\n", "")


@pytest.mark.office
@pytest.mark.parametrize("office", [False, True], ids=["python-docx", "LibreOffice"])
def test_an_edit_comes_home(kimcore: Command, here: Path, konzept, office: bool) -> None:
    """A changed word and a new paragraph come back, whichever program saved them; all other bytes stay."""
    path = konzept("musterstadt")

    def change(document: Edit) -> None:
        document.paragraph(WORDS).runs[0].text = document.paragraph(WORDS).text.replace("wächst", "lebt")
        document.after(WORDS.replace("wächst", "lebt"), "Ein neuer Absatz.")

    edit(path, change)
    path = convert(path, "docx", here / "neu") if office else path
    file = here / "musterstadt.yaml"
    before = file.read_text(encoding="utf-8")
    said = kimcore("read", path, "musterstadt.yaml")
    assert said.code == 0
    assert said.out.startswith("Kapitel „Einleitung“ (einleitung)\n--- Programmdatei\n+++ Dokument\n@@ ")
    assert "\n-Musterstadt wächst durch" in said.out
    assert "\n+Musterstadt lebt durch" in said.out
    assert said.out.endswith(
        "Ein Kapitel wurde geändert.\nIn die Programmdatei übernimmt sie derselbe Befehl mit --write.\n"
    )
    assert file.read_text(encoding="utf-8") == before
    said = kimcore("read", path, "musterstadt.yaml", "--write")
    assert said.out.endswith("Ein Kapitel wurde geändert.\nGeschrieben: musterstadt.yaml\n")
    after = file.read_text(encoding="utf-8")
    head, tail = before.index(WORDS), before.index("Erarbeitet wurde es vom Kommunalen")
    assert after.startswith(before[:head])
    assert after.endswith(f"\n\n      Ein neuer Absatz.\n\n      {before[tail:]}")
    changed = after[head : len(after) - len(before[tail:])].replace("Ein neuer Absatz.", "")
    assert changed.split() == before[head:tail].replace("wächst", "lebt").split()
    again = kimcore("read", path, "musterstadt.yaml")
    assert (again.code, "Kein Text wurde geändert.\n" in again.out) == (0, True)
    assert "Hinweis KIM-LES-007" in again.out


def test_several_chapters_and_losses(kimcore: Command, konzept) -> None:
    """Two chapters are counted; what Markdown cannot carry is listed with the line of its text."""
    path = konzept("musterstadt")

    def change(document: Edit) -> None:
        document.paragraph(WORDS).add_run(" Unterstrichen").underline = True
        document.after("Am 31.\u00a0Dezember 2023", "Neu.")
        document.heading("Methoden").runs[0].text = "Werkzeuge"
        document.paragraph(WORDS).add_run().add_text("x")

    edit(path, change)
    said = kimcore("read", path, "musterstadt.yaml")
    assert "2 Kapitel wurden geändert." in said.out
    text = " ".join(said.out.split())
    assert "Hinweis KIM-LES-005 Kapitel „Einleitung“: Nicht übernommen: Unterstreichung, bei „Unterstrichen“." in text
    assert "Kapitel „Methoden“: Im Dokument heißt es „Werkzeuge“. Die Überschrift bleibt." in text
    assert "musterstadt.yaml:" in said.out


def commented(document: Edit) -> None:
    """Begin a comment, and track a change."""
    paragraph = document.paragraph(WORDS)._p
    paragraph.append(element('<w:commentRangeStart w:id="1"/>'))
    paragraph.append(element('<w:ins w:id="1"><w:r><w:t>neu</w:t></w:r></w:ins>'))


def test_comments_are_refused(kim: Kimcore, kimcore: Command, here: Path, konzept) -> None:
    """A chapter with a comment or a tracked change is not written; the message says what to do in Word."""
    path = konzept("musterstadt")
    edit(path, commented)
    before = (here / "musterstadt.yaml").read_bytes()
    said = kimcore("read", path, "musterstadt.yaml", "--write")
    assert said.code == 1
    assert "Kapitel „Einleitung“: Im Text stehen nachverfolgte Änderungen und Kommentare." in " ".join(said.out.split())
    assert "alle Änderungen annehmen oder ablehnen und die Kommentare löschen" in " ".join(said.out.split())
    assert said.out.endswith(
        "Kein Text wurde geändert.\n"
        "Nicht alle Kapitel ließen sich lesen: Zuerst ist im Dokument in Ordnung zu bringen, was oben steht.\n"
    )
    reading = kim.read(path, kim.load("musterstadt.yaml"))
    with pytest.raises(ReadRefused, match="wurde nicht übernommen") as error:
        kim.write_back(reading, "musterstadt.yaml")
    assert [finding.code for finding in error.value.findings] == ["KIM-LES-001"]
    assert (here / "musterstadt.yaml").read_bytes() == before


def test_the_other_chapters_come_home(kim: Kimcore, kimcore: Command, konzept) -> None:
    """Beside a chapter that is refused the changed ones are written, and the exit code says that one is missing."""
    path = konzept("musterstadt")
    edit(path, lambda document: (commented(document), document.after("Am 31.\u00a0Dezember 2023", "Neu.")))
    before = kim.load("musterstadt.yaml")
    said = kimcore("read", path, "musterstadt.yaml", "--write")
    assert said.code == 1
    assert (
        "Ein Kapitel wurde geändert.\nGeschrieben: musterstadt.yaml\nNicht alle Kapitel ließen sich lesen" in said.out
    )
    after = kim.load("musterstadt.yaml")
    assert "\n\nNeu.\n" in after.text("ausgangslage")
    assert after.text("einleitung") == before.text("einleitung")


def test_documents_that_do_not_fit(kimcore: Command, here: Path, konzept) -> None:
    """Another Kommune's document, a workbook, a foreign Word file, no file: each is refused with its reason."""
    path = konzept("musterstadt")
    said = kimcore("read", path, "kreis-musterland.yaml")
    assert said.code == 3
    assert "ist ein Dokument von 05999000" in " ".join(said.err.split())
    assert "Kreis Musterland" in said.err
    kimcore("export", "finanzierungsplan", "musterstadt.yaml", "-o", "plan.xlsx")
    said = kimcore("read", "plan.xlsx", "musterstadt.yaml")
    assert (said.code, "ist kein Word-Dokument von kimcore" in " ".join(said.err.split())) == (3, True)
    docx.Document().save(here / "fremd.docx")
    said = kimcore("read", "fremd.docx", "musterstadt.yaml")
    assert (said.code, "trägt keinen lesbaren Herkunftsnachweis" in " ".join(said.err.split())) == (3, True)
    assert kimcore("read", "fehlt.docx", "musterstadt.yaml").code == 3


def test_chapters_found_by_their_headings_or_not_at_all(kim: Kimcore, konzept) -> None:
    """A finding says where a bookmark was gone, where a heading is another one, and which chapter is missing."""
    path = konzept("musterstadt")

    def change(document: Edit) -> None:
        for mark in list(document.body.iter("{*}bookmarkStart")):
            name = next(value for key, value in mark.attrib.items() if key.endswith("name"))
            if name in {"kim_text_einleitung", "kim_text_methoden", "kim_methoden"}:
                mark.getparent().remove(mark)
        heading = document.heading("Methoden")._p
        heading.getparent().remove(heading)
        document.heading("Netzwerk").runs[0].text = "Netz"

    edit(path, change)
    reading = kim.read(path, kim.load("musterstadt.yaml"))
    found = {(finding.code, finding.object_id) for finding in reading.findings}
    assert {("KIM-LES-003", "einleitung"), ("KIM-LES-002", "methoden"), ("KIM-LES-006", "netzwerk")} <= found
    assert "methoden" not in {chapter.chapter for chapter in reading.chapters}
    assert reading.changes == ()


# ------------------------------------------------------------------------------------------ placeholders


@pytest.fixture
def bare(here: Path) -> Path:
    """Musterstadt without the text of the introduction."""
    path = here / "musterstadt.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first = lines.index("  - chapter: einleitung\n")
    behind = next(number for number in range(first + 1, len(lines)) if lines[number].startswith("  - chapter"))
    path.write_text("".join(lines[:first] + lines[behind:]), encoding="utf-8")
    return path


def below(document: Edit) -> None:
    """Write below the placeholder and leave it."""
    document.after("Hierher gehört: ", "Ganz neu.", "Normal")


def over(document: Edit) -> None:
    """Write into the box of the placeholder."""
    document.paragraph("Hierher gehört: ").runs[0].text = "Ganz neu."


@pytest.mark.parametrize("change", [below, over])
def test_a_placeholder_becomes_a_text(kim: Kimcore, kimcore: Command, bare: Path, konzept, change) -> None:
    """Where the program has no text and somebody wrote one, it becomes a new entry, without the placeholder's words."""
    before = bare.read_text(encoding="utf-8")
    path = konzept("musterstadt")
    assert kimcore("read", path, bare, "--write").out == "Kein Text wurde geändert.\n"
    edit(path, change)
    assert kimcore("read", path, bare, "--write").code == 0
    assert kim.load(bare).text("einleitung") == "Ganz neu.\n"
    after = bare.read_text(encoding="utf-8")
    entry = "  - chapter: einleitung\n    text: |\n      Ganz neu.\n"
    assert after.replace(entry, "") == before


def test_a_text_in_the_placeholders_box_is_read_again(kim: Kimcore, kimcore: Command, bare: Path, konzept) -> None:
    """Who goes on writing in the box after the text has come home once loses nothing of it."""
    path = konzept("musterstadt")
    edit(path, over)
    assert kimcore("read", path, bare, "--write").code == 0
    assert kim.read(path, kim.load(bare)).changes == ()
    edit(path, lambda document: setattr(document.paragraph("Ganz neu.").runs[0], "text", "Noch neuer."))
    assert [change.new for change in kim.read(path, kim.load(bare)).changes] == ["Noch neuer.\n"]


def test_a_placeholder_does_not_delete_a_text(kim: Kimcore, here: Path, bare: Path, konzept) -> None:
    """An older document that holds only the placeholder leaves the text as it is, and the reading says so."""
    path = konzept("musterstadt")
    shutil.copy(Path(__file__).parents[2] / "examples" / "programs" / "musterstadt.yaml", here / "neu.yaml")
    reading = kim.read(path, kim.load("neu.yaml"))
    assert reading.changes == ()
    assert [finding.code for finding in reading.findings] == ["KIM-LES-008", "KIM-LES-007"]
    edit(path, below)
    assert [change.new for change in kim.read(path, kim.load("neu.yaml")).changes] == ["Ganz neu.\n"]


def test_what_a_plugin_writes_into_a_chapter_does_not_come_home(kim: Kimcore, konzept, monkeypatch) -> None:
    """Where a chapter shows more than its Markdown says, an edit of it cannot be written as Markdown and is refused."""
    path = konzept("musterstadt")
    edit(path, lambda document: document.after(WORDS, "Neu."))
    program = kim.load("musterstadt.yaml")
    monkeypatch.setattr(changes._Change, "says", lambda self, text: ())
    reading = kim.read(path, program)
    assert [finding.code for finding in reading.findings] == ["KIM-LES-004"]
    assert "Der Text ab „Musterstadt wächst durch" in reading.findings[0].message
    assert reading.refused

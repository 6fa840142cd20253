"""``kimcore template`` as a user types it, and what it says."""

import json
from pathlib import Path

import pytest

from kimcore.cli.app import run
from kimcore.files import dump


@pytest.fixture
def kimcore(monkeypatch, tmp_path, capfd, program):
    """The command line with this plugin, in a folder with the sample program."""
    monkeypatch.setenv("KIMCORE_PLUGINS", "vorlagen")
    monkeypatch.chdir(tmp_path)
    dump(program, tmp_path / "musterstadt.yaml")

    def call(*args):
        code = run(args)
        said = capfd.readouterr()
        return code, said.out, said.err

    return call


def test_a_sample_is_written_checked_and_filled(kimcore, tmp_path):
    """new, check, fields and export lead from nothing to a filled document; an existing file is kept."""
    for kind, name in (("docx", "word"), ("xlsx", "excel")):
        assert kimcore("template", "new", f"muster.{kind}")[:2] == (0, f"muster.{kind}\n")
        assert kimcore("template", "check", f"muster.{kind}")[:2] == (0, f"muster.{kind}: nichts zu beanstanden\n")
        assert kimcore("template", "check", f"muster.{kind}", "musterstadt.yaml", "--year", "2025")[0] == 0
        export = ("export", f"vorlage-{name}", "musterstadt.yaml", "--year", "2025", "--set", f"vorlage=muster.{kind}")
        assert kimcore(*export, "-o", f"fertig.{kind}")[0] == 0
        assert (tmp_path / f"fertig.{kind}").stat().st_size > 5000
    code, _, said = kimcore("template", "new", "muster.docx")
    assert (code, "gibt es schon" in said) == (3, True)
    assert kimcore("template", "new", "muster.docx", "--force")[0] == 0
    code, _, said = kimcore("template", "new", "muster.odt")
    assert (code, "Das Muster endet auf .docx (Word) oder .xlsx (Excel)." in said) == (2, True)


def test_check_names_place_and_remedy(kimcore, word, excel):
    """An unknown field is reported with its place and what was probably meant, as text and as JSON; the code is 1."""
    word("{{ kommune.naem }}")
    code, said, _ = kimcore("template", "check", "vorlage.docx")
    assert code == 1
    assert "vorlage.docx: Fehler KIM-VRL-003" in said
    assert "Text, Absatz 1 „{{ kommune.naem }}“: Das Feld „kommune.naem“ gibt es" in said
    assert "Abhilfe:   Meinten Sie „name“?" in said
    excel("komune_name")
    code, said, _ = kimcore("template", "check", "formular.xlsx", "musterstadt.yaml", "--format", "json")
    [found] = [item for item in json.loads(said) if item["severity"] == "fehler"]
    assert (code, found["sheet"], found["cell"], found["hint"]) == (
        1,
        "Antrag",
        "B1",
        "Meinten Sie „kim_kommune_name“?",
    )


def test_check_says_what_cannot_be_read(kimcore, word):
    """A missing template or program is a file that cannot be read: code 3."""
    assert kimcore("template", "check", "nix.docx")[0] == 3
    word("x")
    code, _, said = kimcore("template", "check", "vorlage.docx", "nix.yaml")
    assert (code, "nix.yaml" in said) == (3, True)
    code, said, _ = kimcore("template", "check", "vorlage.docx", "musterstadt.yaml", "--vorgang", "nix")
    assert (code, "Den Vorgang „nix“ gibt es nicht." in said) == (1, True)


def test_check_takes_year_and_profile(kimcore, word):
    """What the profile must not see is empty, and said to be."""
    word("{{ contacts.koordination.phone }}")
    said = kimcore("template", "check", "vorlage.docx", "musterstadt.yaml", "--profile", "oeffentlich")[1]
    assert "„contacts.koordination.phone“ ist leer." in " ".join(said.split())


def test_fields_are_listed_with_german_labels(kimcore):
    """fields lists keys, labels and kinds, one object at a time; an unknown one is answered with the nearest."""
    said = kimcore("template", "fields")[1]
    assert "kommune" in said
    assert "Filter (nur Word)" in said
    assert "plan.stellen.foerderung" in kimcore("template", "fields", "plan.stellen")[1]
    [name] = json.loads(kimcore("template", "fields", "kommune.name", "--format", "json")[1])
    assert name == {
        "field": "kommune.name",
        "label": "Name",
        "kind": "Text",
        "explanation": "Amtlicher Name, zum Beispiel Kreis Unna.",
    }
    code, _, said = kimcore("template", "fields", "kommun")
    assert (code, "Das Feld „kommun“ gibt es nicht. Meinten Sie „kommune“?" in said) == (2, True)
    assert kimcore("template", "fields", "kommune.xyzzy")[0] == 2


def test_all_leaves_templates_out(kimcore):
    """Where every document is made, none is made of a template that nobody named."""
    kimcore("export", "all", "musterstadt.yaml", "--year", "2025", "-o", "alle")
    assert not list(Path("alle").glob("vorlage*"))

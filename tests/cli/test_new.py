"""``kimcore new``: a starter file that loads and checks, for every municipality the programme funds."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest
from tests.cli.conftest import Said

from kimcore import Kimcore, Severity
from kimcore.cli import new
from kimcore.errors import UsageError
from kimcore.model import KommuneKind


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line's clock stands at 2 March 2026."""
    monkeypatch.setattr(new, "today", lambda: date(2026, 3, 2))


def test_a_new_file_loads_and_checks_without_fehler(kimcore: Callable[..., Said], here: Path) -> None:
    """Right after it was made the file is in order, and the command says how to go on."""
    said = kimcore("new", "hamm.yaml", "--kommune", "Hamm")
    assert said == (0, "hamm.yaml\n", "Weiter mit: kimcore check hamm.yaml --for foerderantrag\n")
    checked = kimcore("check", "hamm.yaml")
    assert checked.code == 0
    assert "Fehler" not in checked.out


def test_the_recipient_brings_its_keys(kim: Kimcore, kimcore: Callable[..., Said], here: Path) -> None:
    """Name, AGS, kind and Regierungsbezirk come from the table of recipients; the Stand is today."""
    kimcore("new", "unna.yaml", "--kommune", "Kreis Unna")
    program = kim.load("unna.yaml")
    kommune = program.kommune
    assert (kommune.id, kommune.name, kommune.ags) == ("kreis-unna", "Kreis Unna", "05978000")
    assert (kommune.kind, kommune.regierungsbezirk) == (KommuneKind.KREIS, "Arnsberg")
    assert program.title == "Kommunales Integrationsmanagement Kreis Unna"
    assert program.stand == date(2026, 3, 2)
    assert not program.fictional


def test_every_recipient_can_start(kim: Kimcore, tmp_path: Path) -> None:
    """The file of each of the 54 recipients loads and checks without fehler."""
    rules = kim.rules("kim-nrw")
    recipients = rules.recipients
    assert len(recipients) == 54
    path = tmp_path / "start.yaml"
    for recipient in recipients:
        path.write_text(new.starter(path.name, rules, recipient), encoding="utf-8")
        program = kim.load(path)
        assert program.kommune.ags == recipient.ags
        assert [finding for finding in kim.check(program) if finding.severity is Severity.FEHLER] == []


def test_without_a_municipality_there_are_placeholders(kim: Kimcore, kimcore: Callable[..., Said], here: Path) -> None:
    """Without --kommune the file is in order, too, and its AGS waits to be filled in."""
    assert kimcore("new", "neu.yml").code == 0
    program = kim.load("neu.yml")
    assert program.kommune.name == "Name der Kommune"
    assert program.kommune.ags is None
    assert kimcore("check", "neu.yml").code == 0


@pytest.mark.parametrize("name", [None, "Hamm"])
def test_the_commented_examples_are_right(kim: Kimcore, tmp_path: Path, name: str | None) -> None:
    """Without the # before them all examples of the file load and check together without fehler."""
    rules = kim.rules("kim-nrw")
    recipient = new.find_recipient(rules, name) if name else None
    path = tmp_path / "start.yaml"
    text = re.sub(r"^#(?=\S)", "", new.starter(path.name, rules, recipient), flags=re.MULTILINE)
    path.write_text(re.sub(r"^#(?= {2,}\S)", "", text, flags=re.MULTILINE), encoding="utf-8")
    program = kim.load(path)
    for collection in (
        "units",
        "contacts",
        "traeger",
        "goals",
        "measures",
        "stellen",
        "ausgaben",
        "rates",
        "vorgaenge",
    ):
        assert getattr(program, collection), collection
    assert program.vacancy is not None
    assert program.finanzierungsart is not None
    assert [finding for finding in kim.check(program) if finding.severity is Severity.FEHLER] == []
    assert kim.render(program, "finanzierungsplan", year=2026)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hamm", "Hamm"),
        ("Stadt Hamm", "Hamm"),
        ("kreisfreie Stadt Hamm", "Hamm"),
        ("KÖLN", "Köln"),
        ("Koeln", "Köln"),
        ("Mülheim an der Ruhr", "Mülheim an der Ruhr"),
        ("Aachen", "Aachen"),
        ("Städteregion Aachen", "Städteregion Aachen"),
        ("kreis  minden lübbecke", "Kreis Minden-Lübbecke"),
    ],
)
def test_names_are_found_as_people_write_them(kim: Kimcore, written: str, meant: str) -> None:
    """Capitals, umlauts, blanks and „Stadt“ do not matter."""
    assert new.find_recipient(kim.rules("kim-nrw"), written).name == meant


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Unna", "Meinten Sie „Kreis Unna“?"),
        ("Dortmnd", "Meinten Sie „Dortmund“?"),
        ("Entenhausen", "Ohne --kommune anlegen und Namen, Art und AGS selbst eintragen."),
    ],
)
def test_an_unknown_name_is_never_guessed(kim: Kimcore, written: str, hint: str) -> None:
    """A name that is none of the recipients' is refused with the one that may be meant."""
    with pytest.raises(UsageError, match="gehört nicht zu den 54 Empfängern") as refused:
        new.find_recipient(kim.rules("kim-nrw"), written)
    assert str(refused.value).endswith(hint)


def test_an_existing_file_stays_unless_forced(kimcore: Callable[..., Said], here: Path) -> None:
    """Work already done is not overwritten by accident."""
    path = here / "musterstadt.yaml"
    before = path.read_bytes()
    assert kimcore("new", "musterstadt.yaml").code == 3
    assert path.read_bytes() == before
    assert kimcore("new", "musterstadt.yaml", "--force").code == 0
    assert path.read_bytes() != before


def test_a_rule_set_with_next_to_nothing_in_it(kim: Kimcore, tmp_path: Path) -> None:
    """Examples of what a rule set does not have are left out: the file still loads with all others."""
    rules = attrs.evolve(kim.rules("kim-nrw"), subject="", ausgabearten=(), conditions=(), regierungsbezirke=())
    path = tmp_path / "start.yaml"
    text = new.starter(path.name, rules, None)
    assert "ausgaben:" not in text
    assert "conditions:" not in text
    assert "regierungsbezirk" not in text
    assert "title: Kommunales Integrationsmanagement Nordrhein-Westfalen (KIM NRW) Name der Kommune" in text
    assert "@" not in text.replace("@example.org", "")
    path.write_text(re.sub(r"^#(?= {2,}\S|\S)", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert kim.load(path).units[0].name == "Fachstelle Integration"


def test_without_a_list_of_recipients_no_name_is_known(kim: Kimcore) -> None:
    """A rule set need not list whom it funds: then the municipality is written by hand."""
    with pytest.raises(UsageError, match="Das Regelwerk kim-nrw hat keine Liste der Empfänger"):
        new.find_recipient(attrs.evolve(kim.rules("kim-nrw"), recipients=()), "Hamm")

"""``kimcore check``: blocks that people read, JSON that programs read, one exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Said
from tests.conftest import PROGRAMS

Kimcore = Callable[..., Said]
KEYS = [
    "file", "line", "column", "sheet", "cell", "path", "object_id", "code", "severity", "message", "hint", "citation",
]  # fmt: skip


@pytest.fixture
def wrong(here: Path) -> Path:
    """A program with a Stelle of Baustein 2 that is too small."""
    text = (here / "musterstadt.yaml").read_text(encoding="utf-8")
    start = text.index("  - id: cm-nord")
    vzae = text.index("    vzae:", start)
    end = text.index("\n", vzae)
    path = here / "klein.yaml"
    path.write_text(text[:vzae] + "    vzae: 0.4" + text[end:], encoding="utf-8")
    return path


def test_a_finding_is_a_block_that_an_editor_can_follow(kimcore: Kimcore, wrong: Path) -> None:
    """Place first, then what is wrong, where, what to do and on what grounds; no line is cut or coloured."""
    said = kimcore("check", "klein.yaml")
    assert said.code == 1
    line = wrong.read_text(encoding="utf-8").splitlines().index("    vzae: 0.4") + 1
    head = next(text for text in said.out.splitlines() if ": Fehler KIM-" in text and f":{line}:" in text)
    assert head.startswith(f"klein.yaml:{line}:")
    assert "  Feld:      stellen[" in said.out
    assert "(cm-nord)" in said.out
    assert "  Abhilfe:   " in said.out
    assert "  Grundlage: " in said.out
    assert "\x1b" not in said.out
    assert "…" not in said.out
    assert all(len(text) <= 80 or " " not in text.strip() for text in said.out.splitlines())
    assert said.out.splitlines()[-1].startswith("klein.yaml: ")


def test_json_is_a_list_and_nothing_else(kimcore: Kimcore, wrong: Path) -> None:
    """Standard output is one JSON list of objects with always the same keys; standard error stays empty."""
    said = kimcore("check", "klein.yaml", "--format", "json")
    items = json.loads(said.out)
    assert said.code == 1
    assert said.err == ""
    assert items
    assert all(list(item) == KEYS for item in items)
    first = items[0]
    assert (first["file"], first["severity"]) == ("klein.yaml", "fehler")
    assert isinstance(first["line"], int)
    assert first["sheet"] is None


def test_a_file_in_order_gives_an_empty_list(kimcore: Kimcore, here: Path) -> None:
    """Nothing to report is ``[]`` for programs and a sentence for people; the exit code is 0."""
    items = kimcore("check", "musterstadt.yaml", "--format", "json", "--on", "2025-01-14")
    assert items.code == 0
    assert [item for item in json.loads(items.out) if item["severity"] == "fehler"] == []
    kimcore("new", "leer.yaml", "--kommune", "Hamm")
    assert json.loads(kimcore("check", "leer.yaml", "--format", "json").out) == []
    assert kimcore("check", "leer.yaml").out == "leer.yaml: nichts zu beanstanden\n"


@pytest.mark.parametrize("name", sorted(path.stem for path in PROGRAMS.glob("*.yaml")))
def test_the_real_and_invented_programs_check_without_fehler(kimcore: Kimcore, name: str) -> None:
    """Each program of the examples is in order as far as it goes."""
    said = kimcore("check", PROGRAMS / f"{name}.yaml")
    assert said.code == 0, said


def test_for_a_document_it_names_what_is_missing(kimcore: Kimcore) -> None:
    """``--for`` adds what that document lacks: a partial program is in order by itself, but not for an application."""
    path = PROGRAMS / "coesfeld.yaml"
    assert kimcore("check", path).code == 0
    said = kimcore("check", path, "--for", "foerderantrag", "--year", "2023")
    assert said.code == 1
    assert "KIM-ANT-" in said.out
    assert "Abhilfe:" in said.out


def test_one_broken_file_does_not_stop_the_others(kimcore: Kimcore, wrong: Path, here: Path) -> None:
    """Every file is looked at, each gets its line, and the gravest exit code counts."""
    (here / "kaputt.yaml").write_text("title: [offen\n", encoding="utf-8")
    said = kimcore("check", "kaputt.yaml", "fehlt.yaml", "klein.yaml", "musterstadt.yaml")
    assert said.code == 3
    ends = [line for line in said.out.splitlines() if line.startswith(("kaputt", "fehlt", "klein", "muster"))][-4:]
    assert [line.split(":")[0] for line in ends] == ["kaputt.yaml", "fehlt.yaml", "klein.yaml", "musterstadt.yaml"]
    assert ends[0] == "kaputt.yaml: 1 Fehler"
    assert ends[1] == "fehlt.yaml: 1 Fehler"
    items = json.loads(kimcore("check", "fehlt.yaml", "klein.yaml", "--format", "json").out)
    assert {item["file"] for item in items} == {"fehlt.yaml", "klein.yaml"}


def test_values_that_do_not_fit_are_findings_not_file_errors(kimcore: Kimcore, here: Path) -> None:
    """A file that can be read but holds wrong values gives 1 and all problems at once."""
    text = (here / "musterstadt.yaml").read_text(encoding="utf-8")
    text = text.replace("amount: 58000.00", "amount: 57.000", 1).replace("stand: 2025-01-14", "stand: 14.01.2025", 1)
    (here / "werte.yaml").write_text(text, encoding="utf-8")
    said = kimcore("check", "werte.yaml")
    assert said.code == 1
    assert "57000 oder 57000.00 schreiben." in said.out
    assert "2025-01-14 schreiben." in said.out
    assert said.out.endswith("werte.yaml: 2 Fehler\n")


def test_an_unknown_programme_is_a_finding_in_the_file(kimcore: Kimcore, here: Path) -> None:
    """A Förderprogramm nobody knows is wrong data, not wrong use."""
    text = (here / "musterstadt.yaml").read_text(encoding="utf-8")
    (here / "anders.yaml").write_text(text.replace("kim-nrw", "kim-nrv", 1), encoding="utf-8")
    said = kimcore("check", "anders.yaml", "musterstadt.yaml")
    assert said.code == 1
    assert "„kim-nrv“ gibt es nicht" in said.out
    assert "anders.yaml:9:" in said.out


def test_lists_of_years_and_options_reach_the_document(
    kimcore: Kimcore, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``--set years=2025,2026`` is a list, repeated or with commas; an option of one value is its text."""
    from kimcore.session import Kimcore as Session

    asked: list[dict[str, object]] = []
    monkeypatch.setattr(Session, "check", lambda *_, **wanted: asked.append(wanted) or ())
    for settings in (["--set", "years=2025, 2026"], ["--set", "years=2025", "--set", "years=2026"]):
        kimcore("check", "musterstadt.yaml", "--for", "finanzierungsplan", *settings, "--set", "unit=teur")
    assert [(wanted["years"], wanted["unit"]) for wanted in asked] == [(["2025", "2026"], "teur")] * 2


def test_deadlines_are_checked_against_today_or_the_given_day(
    kimcore: Kimcore, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --on the command line's clock counts; the library itself has none."""
    from datetime import date

    from kimcore.cli import check as module
    from kimcore.session import Kimcore as Session

    asked: list[date | None] = []
    monkeypatch.setattr(Session, "check", lambda *_, on=None, **__: asked.append(on) or ())
    monkeypatch.setattr(module, "today", lambda: date(2026, 1, 2))
    kimcore("check", "musterstadt.yaml")
    kimcore("check", "musterstadt.yaml", "--on", "2025-01-16")
    assert asked == [date(2026, 1, 2), date(2025, 1, 16)]

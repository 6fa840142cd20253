"""Tables, wrapped blocks and JSON: beautiful on a terminal, plain and whole everywhere else."""

import io
import json
import os
import sys

import pytest

from kimcore.cli import terminal

HEADS = ("Datei", "Dokument", "Prüfung")
ROWS = [
    ("finanzierungsplan-kreis-musterland-2025.xlsx", "Finanzierungsplan", "3 Warnungen, 2 Hinweise"),
    ("kreis-musterland.yaml", "Programmdatei", ""),
]


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """80 columns."""
    monkeypatch.setenv("COLUMNS", "80")


def test_a_table_in_a_file_is_aligned_and_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody looks at colours a table is aligned by blanks, without frames, colours or cuts."""
    terminal.emit_table(HEADS, ROWS)
    assert capsys.readouterr().out == (
        "Datei                                         Dokument           Prüfung\n"
        "--------------------------------------------  -----------------  -----------------------\n"
        "finanzierungsplan-kreis-musterland-2025.xlsx  Finanzierungsplan  3 Warnungen, 2 Hinweise\n"
        "kreis-musterland.yaml                         Programmdatei\n"
    )


def test_a_table_on_a_terminal_keeps_names_in_one_piece(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rich draws it within the width; the first column can be copied, the others wrap and lose nothing."""
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    terminal.emit_table(HEADS, ROWS)
    out = capsys.readouterr().out
    assert "───" in out
    assert "finanzierungsplan-kreis-musterland-2025.xlsx" in out
    assert "Warnungen," in out
    assert max(map(len, out.splitlines())) <= 80
    assert "…" not in out


def test_blocks_wrap_but_never_break_a_word() -> None:
    """Lines end before column 80; an address stays whole so that it can be copied; line breaks are kept."""
    address = "https://www.example.org/" + "x" * 90
    text = terminal.block("Der Satz steht hier. " * 5 + address + "\nEnde", first="  Quelle: ")
    lines = text.splitlines()
    assert lines[0].startswith("  Quelle: Der Satz steht hier.")
    assert all(line.startswith(" " * 10) for line in lines[1:])
    assert lines[-1].strip() == "Ende"
    assert lines[-2].strip() == address
    assert max(len(line) for line in lines if address not in line) <= 80
    assert terminal.block("") == ""


def test_wide_terminals_are_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines longer than 100 columns are hard to read."""
    monkeypatch.setenv("COLUMNS", "300")
    assert terminal.width() == 100


def test_the_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without COLUMNS the terminal behind standard output is asked; where there is none, it is 80."""
    monkeypatch.delenv("COLUMNS")
    assert terminal.width() == 80
    monkeypatch.setattr("sys.stdout.fileno", lambda: 1, raising=False)
    monkeypatch.setattr("os.get_terminal_size", lambda number: os.terminal_size((40 + number, 24)))
    assert terminal.width() == 41


@pytest.mark.parametrize(("encoding", "written"), [("utf-8", "Maßnahme"), ("cp1252", "Ma\\u00dfnahme")])
def test_json_survives_every_encoding(monkeypatch: pytest.MonkeyPatch, encoding: str, written: str) -> None:
    """Where the stream is not UTF-8 the JSON is plain ASCII, so that every reader gets the same text."""
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    terminal.emit_json([{"title": "Maßnahme"}])
    stream.flush()
    assert written in buffer.getvalue().decode(encoding)
    assert json.loads(buffer.getvalue().decode(encoding)) == [{"title": "Maßnahme"}]


def test_someone_who_waits_sees_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal a spinner names the document that is being made; a log file stays free of it."""
    for looked_at in (True, False):
        stream = io.StringIO()
        monkeypatch.setattr(stream, "isatty", lambda looked_at=looked_at: looked_at)
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        with terminal.working("Förderantrag für Stadt Musterstadt"):
            pass
        assert ("Förderantrag für Stadt Musterstadt" in stream.getvalue()) is looked_at

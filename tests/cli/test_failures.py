"""Every kind of error becomes one German message and the exit code of the contract, never a traceback."""

import errno
import subprocess
import sys
from collections.abc import Callable

import attrs
import click
import pytest

from kimcore import errors
from kimcore.cli import app as app_module
from kimcore.cli.failures import code_of, report
from kimcore.findings import Finding, Place, Severity


def finding(code: str) -> Finding:
    """A finding with a code."""
    return Finding(code=code, severity=Severity.FEHLER, path="stand", message="Fehlt.")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.UsageError("Das Dokument „x“ gibt es nicht."), 2),
        (errors.ProgramFileError("Nicht lesbar.", [finding("KIM-DAT-001")]), 3),
        (errors.ProgramFileError("Schlüssel doppelt.", [finding("KIM-DAT-002"), finding("KIM-DAT-004")]), 3),
        (errors.ProgramFileError("Zu tief.", [finding("KIM-DAT-009")]), 3),
        (errors.ProgramFileError("Neueres Format.", [finding("KIM-DAT-007")]), 3),
        (errors.ProgramFileError("Ein Wert stimmt nicht.", [finding("KIM-DAT-004")]), 1),
        (errors.FileError("x.yaml gibt es nicht."), 3),
        (errors.ExportRefused("Nicht erstellt.", []), 1),
        (errors.UnknownRate("Der Satz ist unbekannt.", rate="x", hint=""), 1),
        (errors.AmountError("Teilung durch null.", path="x"), 1),
        (errors.RenderError("Ein Text ist zu lang."), 1),
        (errors.RichtlinieError("Das Regelwerk kennt das nicht."), 1),
        (errors.PluginError("Das Plugin ist kaputt."), 3),
        (PermissionError(errno.EACCES, "Permission denied", "x.yaml"), 3),
        (ZeroDivisionError("division by zero"), 3),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error: Exception, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """2 for wrong use, 3 for what cannot be read or written, 1 for what the data lack."""
    assert code_of(error) == code
    assert report(error) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert f"Fehler: {error}"[:30] in said.err or "Fehler: x.yaml" in said.err or "womit es nicht" in said.err
    assert "Traceback" not in said.err


def test_an_operating_system_error_is_told_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    """The file comes first, then the reason in German."""
    report(OSError(errno.ENOSPC, "No space left on device", "antrag.xlsx"))
    report(OSError(errno.EIO, "Input/output error"))
    err = capsys.readouterr().err
    assert "antrag.xlsx: Auf dem Datenträger ist kein Platz mehr. Platz schaffen" in err
    assert "Die Ausgabe: Der Datenträger meldet einen Fehler." in err


def test_every_problem_of_a_program_file_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Whichever command loads it: a program file that is wrong shows all its findings, then the sum."""
    place = Place(file="a.yaml", line=3, column=1)
    found = [attrs.evolve(finding(code), place=place) for code in ("KIM-DAT-004", "KIM-DAT-005")]
    assert report(errors.ProgramFileError("a.yaml enthält 2 Fehler.", found)) == 1
    err = capsys.readouterr().err
    assert "a.yaml:3:1: Fehler KIM-DAT-004\n  Fehlt.\n  Feld:      stand\n" in err
    assert err.endswith("Fehler: a.yaml enthält 2 Fehler.\n")


def test_what_nobody_expected_asks_to_report(
    kimcore: Callable[..., object], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of kimcore is one German message; KIMCORE_DEBUG=1 shows where it happened."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(app_module.app, "main", broken)
    assert app_module.run(["plugins"]) == 3
    said = capsys.readouterr().err
    assert "womit es nicht gerechnet hat (ZeroDivisionError: division by zero)" in said.replace("\n        ", " ")
    assert "Traceback" not in said
    monkeypatch.setenv("KIMCORE_DEBUG", "1")
    assert app_module.run(["plugins"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_told_in_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    """Strg+C ends with „Abgebrochen.“ and 130, as shells expect."""
    assert report(KeyboardInterrupt()) == 130
    assert report(click.Abort()) == 130
    assert capsys.readouterr().err == "Abgebrochen.\nAbgebrochen.\n"


def test_an_error_of_click_without_a_context_still_shows_where_help_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Also an error that knows no command leads to the help; a file click cannot open is a file error."""
    assert report(click.ClickException("So nicht.")) == 2
    assert report(click.FileError("x.txt", hint="gesperrt")) == 3
    err = capsys.readouterr().err
    assert "Fehler: So nicht.\nHilfe:  kimcore --help\n" in err


def test_a_closed_pipe_ends_the_command_without_a_word() -> None:
    """``kimcore schema | head`` leaves nothing on standard error."""
    code = (
        "import subprocess, sys\n"
        "command = [sys.executable, '-m', 'kimcore', 'schema']\n"
        "p = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "p.stdout.close()\n"
        "print(p.wait(), p.stderr.read().decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "141"


def test_the_entry_point_leaves_with_the_exit_code(kimcore: Callable[..., object]) -> None:
    """``main`` is what the installed command calls: it raises SystemExit with the code."""
    with pytest.raises(SystemExit) as left:
        app_module.main(["--version"])
    assert left.value.code == 0
    with pytest.raises(SystemExit) as left:
        app_module.main(["nonsense"])
    assert left.value.code == 2

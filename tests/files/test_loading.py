"""What a program file can be and hold that is wrong: every problem at once, in German, with its place."""

import errno
import gc
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from kimcore import files
from kimcore.errors import FileError, KimError, ProgramFileError
from kimcore.files import reading
from kimcore.files.collector import collector_paused
from kimcore.files.reading import LIMITS, read_bytes
from kimcore.files.reasons import refusal
from kimcore.findings import Severity
from kimcore.model import SCHEMA_VERSION
from tests.conftest import PROGRAMS

HEAD = "foerderprogramm: kim-nrw\ntitle: Test\nstand: 2025-01-01\nkommune: {id: x, name: X, kind: kreis}\n"


def refused(text, form="yaml"):
    """The findings of a text that is no program."""
    with pytest.raises(ProgramFileError) as caught:
        files.loads(text, form)
    return caught.value.findings


# --------------------------------------------------------------------------------- problems with their place


def test_every_problem_is_reported_with_line_column_path_and_id(tmp_path):
    """In the order of the file; keys are shown where the key is to blame, values where the value is."""
    path = tmp_path / "falsch.yaml"
    path.write_bytes(
        b"\xef\xbb\xbf"
        + (
            "foerderprogramm: kim-nrw\r\n"
            "titel: Straße 😀\r\n"
            "stand: 01.02.2025\r\n"
            "kommune:\r\n"
            "  id: unna\r\n"
            "  name: Kreis Unna\r\n"
            "  ags: 05978\r\n"
            "  kind: kreis\r\n"
            "  kind: stadt\r\n"
            "measures:\r\n"
            "- {id: m-1, title: „ä“, costs: [{year: 2025, amount: 57.000}], status: laufen}\r\n"
            "- id: m-2\r\n"
            "goals:\r\n"
            "  a: b\r\n"
            "stellen:\r\n"
            "- {id: s, title: S, baustein: b, kind: k, vzae: 0,5}\r\n"
        ).encode()
    )
    with pytest.raises(ProgramFileError) as caught:
        files.load(path)
    name = str(path)
    assert [(str(f.place).removeprefix(name), f.code, f.path, f.object_id, f.hint) for f in caught.value.findings] == [
        (":1:1", "KIM-DAT-004", "", None, "„title:“ ergänzen."),
        (":2:1", "KIM-DAT-003", "titel", None, "Meinten Sie „title“?"),
        (":3:8", "KIM-DAT-005", "stand", None, "2025-02-01 schreiben."),
        (":7:8", "KIM-DAT-005", "kommune.ags", "unna",
         "Das ist ein fünfstelliger Kreisschlüssel; der AGS dazu ist 05978000."),
        (":9:3", "KIM-DAT-002", "kommune.kind", None, "Eine der beiden Angaben löschen."),
        (":11:54", "KIM-DAT-005", "measures[0].costs[0].amount", "m-1", "57000 oder 57000.00 schreiben."),
        (":11:72", "KIM-DAT-005", "measures[0].status", "m-1", "Meinten Sie „laufend“?"),
        (":12:3", "KIM-DAT-004", "measures[1]", "m-2", "„title:“ ergänzen."),
        (":13:1", "KIM-DAT-006", "goals", None, "Als Liste schreiben, auch bei einem einzigen Eintrag."),
        (":16:51", "KIM-DAT-003", 'stellen[0]["5"]', "s", "Den Schlüssel löschen oder umbenennen."),
    ]  # fmt: skip
    assert {finding.severity for finding in caught.value.findings} == {Severity.FEHLER}
    assert str(caught.value).startswith(f"{name} enthält 10 Fehler, den ersten in Zeile 1: Die Pflichtangabe „title“")


def test_json_problems_have_their_place():
    """Tabs, escapes and surrogate pairs before a value do not move it."""
    text = '{\n\t"title": "\\ud83d\\ude00 \\u00e4",\n\t"titel": 1, "stand": "x",\n\t"stand": "2025-01-01"}'
    assert [(str(finding.place), finding.code, finding.path) for finding in refused(text, "json")] == [
        ("Eingabe:1:1", "KIM-DAT-004", ""),
        ("Eingabe:1:1", "KIM-DAT-004", ""),
        ("Eingabe:3:2", "KIM-DAT-003", "titel"),
        ("Eingabe:3:23", "KIM-DAT-005", "stand"),
        ("Eingabe:4:2", "KIM-DAT-002", "stand"),
    ]


@pytest.mark.parametrize(
    ("text", "form", "code", "message"),
    [
        ("a: [1", "yaml", "KIM-DAT-001", "Die Klammer, die hier aufgeht, wird nicht geschlossen."),
        ('{"a": }', "json", "KIM-DAT-001", "Hier wird ein Wert erwartet."),
        ("- a\n- b", "yaml", "KIM-DAT-006", "Eine Liste ist kein Abschnitt"),
        ("nur ein Satz", "yaml", "KIM-DAT-006", "„nur ein Satz“ ist kein Abschnitt"),
        ("a: !foo\n", "yaml", "KIM-DAT-001", "Eigene Typangaben wie „!foo“"),
        ("[" * 300 + "]" * 300, "json", "KIM-DAT-009", "Abschnitte und Listen stehen in mehr als 100 Ebenen"),
        (
            HEAD + "schema_version: 2",
            "yaml",
            "KIM-DAT-007",
            "Das Dateiformat 2 ist neuer als diese Version von kimcore",
        ),
        (HEAD + "schema_version: eins", "yaml", "KIM-DAT-007", "„eins“ ist keine ganze Zahl"),
        (HEAD + "schema_version: 0", "yaml", "KIM-DAT-007", "Das Dateiformat 0 kennt kimcore nicht."),
    ],
)
def test_a_file_of_something_else_is_a_finding(text, form, code, message):
    """Not YAML, not JSON, no section, not of this version: one finding says it."""
    (finding,) = [finding for finding in refused(text, form) if finding.code == code]
    assert finding.message.startswith(message)
    assert finding.place.file == "Eingabe"


def test_a_newer_json_file_is_refused_although_its_fields_are_known():
    """The fast way does not look away."""
    program = files.load(PROGRAMS / "unna.yaml")
    data = json.loads(files.dumps(program, "json"))
    for version in (SCHEMA_VERSION + 1, "1x", True):
        finding = refused(json.dumps({**data, "schema_version": version}), "json")[0]
        assert (finding.code, finding.path) == ("KIM-DAT-007", "schema_version")
    assert files.loads(json.dumps({**data, "schema_version": "1"}), "json") == program


# ------------------------------------------------------------------------------------------ files themselves


def message(path, **options):
    """What is said of a file that cannot be read."""
    with pytest.raises(FileError) as caught:
        files.load(path, **options)
    assert isinstance(caught.value, KimError)
    assert isinstance(caught.value, OSError)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "ist leer. Eine Vorlage schreibt „kimcore new“."),
        (b" \r\n\t\n", "ist leer."),
        (b"\xef\xbb\xbf", "ist leer."),
        (b"# nur ein Kommentar\n", "ist leer. Eine Vorlage schreibt"),
        ("title: ä\n".encode("cp1252"), "ist nicht in UTF-8 gespeichert (das zeigt sich in Zeile 1)."),
        (b"a: 1\nb: \xff\xfe", "ist nicht in UTF-8 gespeichert (das zeigt sich in Zeile 2)."),
        ("title: ä".encode("utf-16"), "ist keine Textdatei in UTF-8, sondern UTF-16 oder gar kein Text."),
        ("title: ä".encode("utf-16-le"), "ist keine Textdatei in UTF-8, sondern UTF-16"),
        (b"PK\x03\x04\x00\x00", "ist keine Textdatei in UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_named(data, reason, tmp_path):
    """The file, the reason and what to do."""
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    said = message(path)
    assert said.startswith(f"{path} {reason}")
    assert said.endswith(".")
    with pytest.raises(FileError, match="Eingabe"):
        files.loads(data, "yaml")


def test_half_a_character_in_a_text_is_a_sentence_too():
    """A lone surrogate can only come from a script."""
    with pytest.raises(FileError, match="nicht in UTF-8"):
        files.loads("title: \ud83d", "yaml")


def test_a_missing_file_is_named_with_the_one_that_was_meant(tmp_path):
    """Also where the folder is missing."""
    (tmp_path / "musterstadt.yaml").write_text(HEAD)
    assert message(tmp_path / "musterstad.yaml") == (
        f"{tmp_path / 'musterstad.yaml'} gibt es nicht. Meinten Sie {tmp_path / 'musterstadt.yaml'}?"
    )
    assert message(tmp_path / "zzz.yaml").endswith("zzz.yaml gibt es nicht. Den Pfad prüfen.")
    assert message(tmp_path / "fehlt" / "x.yaml").endswith(f"Auch den Ordner {tmp_path / 'fehlt'} gibt es nicht.")


def test_what_is_no_ordinary_file_is_not_read(tmp_path):
    """A folder, a pipe that would never end, a path through a file, a zero byte."""
    assert message(tmp_path) == f"{tmp_path} ist ein Ordner. Die Programmdatei darin angeben."
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    assert message(pipe).startswith(f"{pipe} ist keine gewöhnliche Datei.")
    file = tmp_path / "y.json"
    file.write_text("{}")
    assert "Ein Teil des Pfades ist kein Ordner." in message(file / "z.json")
    assert "Nullzeichen" in message("x\0.yaml")
    assert "Ihr Name ist zu lang." in message(tmp_path / ("x" * 300 + ".yaml"))


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    """The reason in German, whatever the operating system says."""
    path = tmp_path / "x.yaml"
    path.write_text(HEAD)

    def refuse(self, mode):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert message(path) == (
        f"{path} kann nicht gelesen werden. Die Rechte reichen nicht. Die Rechte an Datei und Ordner prüfen."
    )


def test_a_file_over_the_limit_is_not_read(tmp_path):
    """64 MB of YAML, 512 MB of JSON, or what the caller says; also where it grows while it is read."""
    assert {form: limit // 1024**2 for form, limit in LIMITS.items()} == {"yaml": 64, "json": 512}
    path = tmp_path / "x.yaml"
    path.write_text(HEAD)
    size = path.stat().st_size
    assert files.load(path, max_bytes=size).title == "Test"
    assert message(path, max_bytes=size - 1) == (
        f"{path} ist mit {size} Byte zu groß; gelesen werden höchstens {size - 1} Byte. "
        "Die Datei verkleinern, aufteilen oder eine höhere Grenze erlauben."
    )
    with path.open("r+b") as file:
        file.truncate(65 * 1024**2)
    assert message(path).startswith(f"{path} ist mit 65 MB zu groß; gelesen werden höchstens 64 MB.")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    """Windows editors write one."""
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert files.load(str(path)).title == "Test"
    assert files.loads("\ufeff" + HEAD, "yaml").title == "Test"


def test_known_reasons_are_german_and_unknown_ones_have_a_number():
    """No word of the operating system reaches the user."""
    assert refusal(OSError(errno.ENOSPC, "No space left")).startswith("Auf dem Datenträger ist kein Platz mehr.")
    assert refusal(OSError(12345, "Strange")) == (
        "Das Betriebssystem meldet Fehler 12345. Pfad und Datenträger prüfen."
    )
    assert refusal(OSError("no number")).startswith("Das Betriebssystem meldet Fehler 0.")
    locked = OSError(errno.EACCES, "in use")
    locked.winerror = 32
    assert "in einem anderen Programm geöffnet" in refusal(locked)


def test_a_folder_is_told_from_a_file_before_it_is_opened(tmp_path, monkeypatch):
    """A device is never opened."""
    path = tmp_path / "x.yaml"
    path.write_text("x")
    device = os.stat_result((stat.S_IFCHR | 0o666, *[0] * 9))
    monkeypatch.setattr(Path, "stat", lambda self: device)
    with pytest.raises(FileError, match="keine gewöhnliche Datei"):
        read_bytes(path, 10)
    assert reading.FORMATS[".yml"] == "yaml"


# --------------------------------------------------------------------------------------- garbage collector


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_as_before(enabled):
    """Paused while a program is loaded, and then as it was, also after an error."""
    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with collector_paused():
            assert not gc.isenabled()
            with collector_paused():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
        with pytest.raises(ProgramFileError):
            files.loads("a: [", "yaml")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()


def test_threads_load_side_by_side():
    """Each gets its program, and the collector runs again when the last is done."""
    text = (PROGRAMS / "unna.yaml").read_text(encoding="utf-8")
    gate = Barrier(4)

    def load(_number):
        gate.wait()
        return files.loads(files.dumps(files.loads(text, "yaml"), "json"), "json")

    with ThreadPoolExecutor(4) as pool:
        programs = list(pool.map(load, range(4)))
    assert all(program == programs[0] for program in programs)
    assert gc.isenabled()

"""The conformance suite of exporters: it passes what is right, and catches each planted fault in words."""

import pytest

import kimcore_csv
from kimcore.plugins.builtin import kimcore_exporters
from kimcore.testing import ConformanceError, check_exporter, check_plugin, validators
from kimcore.testing.again import SecondProcess
from tests.testing import broken, broken_bytes


@pytest.mark.parametrize("exporter", [broken.ByHand, *kimcore_exporters()], ids=lambda cls: cls.__name__)
def test_what_is_right_passes(exporter):
    """Every exporter of kimcore keeps every promise, and so do the examples that the faults are planted in."""
    check_exporter(exporter)


def test_every_format_is_tried():
    """With a further renderer the document is made in its format, too."""
    check_exporter(broken.Good, plugins=(kimcore_csv,))


@pytest.fixture
def surroundings(tmp_path, monkeypatch):
    """A user and a home of the tests' own; validators of others are asked by what is right."""
    monkeypatch.setattr(validators, "validate", lambda data, suffix: [])
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USER", "erika")


def test_why_bytes_differ_is_found_out(surroundings):
    """Of documents whose bytes differ, each is named with its own reason."""
    with pytest.raises(ConformanceError) as caught:
        check_plugin(broken_bytes)
    assert sorted((entry.where.partition(".")[0], entry.what.partition(": ")[2]) for entry in caught.value.broken) == [
        ("probe-menge", "hängt von der Reihenfolge einer Menge ab (PYTHONHASHSEED)"),
        ("probe-nutzer", "liest Umgebungsvariablen, Benutzernamen oder Ordner"),
        ("probe-tag", "liest die Uhr"),
        ("probe-zaehler", "merkt sich etwas zwischen zwei Läufen"),
        ("probe-zufall", "würfelt: zwei gleiche Läufe geben verschiedene Bytes"),
    ]
    assert all(entry.hint.endswith(".") for entry in caught.value.broken)


SEEN_ELSEWHERE = {
    broken.Moment: "gibt nicht immer dieselben Bytes: liest die Uhr",
    broken.Home: "schreibt außerhalb seines Ziels",
    broken.Network: "spricht mit dem Netz: 127.0.0.1:9",
    broken.Littering: "lässt Dateien liegen",
}
"""What only the second process sees."""

FAULTS = SEEN_ELSEWHERE | {
    broken.Changing: "verändert das Programm",
    broken.Undecided: "concerns antwortet nicht mit True oder False",
    broken.Fragile: "wirft IndexError: tuple index out of range (probe.xlsx, vollständiges Programm ohne contacts",
    broken.Unanswered: "wirft IndexError",
    broken.Undeclared: "Der Code PRB-ABC-001 ist nicht angemeldet",
    broken.Headless: "Eine Tabelle hat keine vollständige Kopfzeile",
    broken.English: "„57,000.50“ ist eine englische Zahl",
    broken.Preformatted: "„1.234,56 €“ ist ein Text statt eines Betrags",
    broken.OffByACent: "1.235,01 ist nicht die Summe der Zeilen darüber (1.235)",
    broken.Ragged: "Zeile 1 hat 1 statt 2 Zellen",
    broken.Jumping: "Die Überschrift „Tief“ springt von Ebene 1 auf Ebene 3",
    broken.Spacing: "Ein leerer Absatz hält Abstand",
    broken.Unmarked: "Die Kennzeichnung „ENTWURF“ fehlt",
    broken.Blind: "Das Bild „probe“ hat keinen Alternativtext",
    broken.Undocumented: "Die Option „count“ hat keine Bezeichnung",
    broken.Nameless: "Nameless.name = 'Probe Datei' hat nicht die Form von „foerderantrag“",
    broken.Remembering: "Ein personenbezogener Wert steht im öffentlichen Dokument: contacts[0].phone",
    broken.Raw: "Ein personenbezogener Wert steht im öffentlichen Dokument: pictures[0].data, EXIF",
    broken.Formula: "Beträge!A1: ein Text ist zur Formel geworden",
    broken.Foreign: 'Beträge!B2: das Zahlenformat #,##0.00 "€" ist nicht auf jedem Rechner deutsch',
    broken.Bare: "Beträge!A1: eine Spalte mit Zahlen ohne Kopfzeile",
    broken.Merged: "Beträge!A2:A3: verbundene Zellen",
    broken.Valueless: "Beträge!B3: die Formel trägt keinen Wert",
    broken.Unreadable: "Die Datei lässt sich nicht öffnen: UnicodeDecodeError",
}


@pytest.mark.parametrize(("exporter", "sentence"), FAULTS.items(), ids=lambda case: getattr(case, "__name__", ""))
def test_fault_is_caught(exporter, sentence, surroundings, monkeypatch):
    """A planted fault is named in German, with the place and what to do."""
    if exporter not in SEEN_ELSEWHERE:
        monkeypatch.setattr(SecondProcess, "compare", lambda process, made, report: None)
    with pytest.raises(ConformanceError) as caught:
        check_exporter(exporter)
    assert sentence in str(caught.value)
    assert all(entry.hint.endswith(".") or "=" in entry.hint for entry in caught.value.broken)

"""Every wrong use is answered in German, with the right exit code and without a traceback."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Said, english_words

Kimcore = Callable[..., Said]

WRONG_USES = [
    # what is called
    ("exprt", 2, "Den Befehl „exprt“ gibt es nicht. Meinten Sie „export“?"),
    ("qqq", 2, "Es gibt: demo, new, check"),
    ("--nonsense", 2, "Die Option „--nonsense“ gibt es nicht."),
    ("--no-plugins", 2, "Es fehlt ein Befehl."),
    ("--no-plugins=1 plugins", 2, "nimmt keinen Wert"),
    ("--plugins-dir", 2, "braucht einen Wert"),
    ("--plugins-dir nirgends plugins", 3, "Den Plugin-Ordner „nirgends“ gibt es nicht."),
    ("--plugins-dir nirgends qqq", 3, "Den Plugin-Ordner „nirgends“ gibt es nicht."),
    # check
    ("check", 2, "Es fehlt die Angabe „DATEI…“"),
    ("check --fro foerderantrag musterstadt.yaml", 2, "Die Option „--fro“ gibt es nicht. Meinten Sie"),
    ("check fehlt.yaml", 3, "fehlt.yaml gibt es nicht."),
    ("check mustrstadt.yaml", 3, "Meinten Sie musterstadt.yaml?"),
    ("check ordner", 3, "ordner ist ein Ordner."),
    ("check leer.yaml", 3, "leer.yaml ist leer."),
    ("check bild.yaml", 3, "UTF-8"),
    ("check text.txt", 2, "Programmdateien enden auf .yaml, .yml, .json."),
    ("check doppelt.yaml", 3, "steht in diesem Abschnitt schon in Zeile"),
    ("check kaputt.yaml", 3, "KIM-DAT-001"),
    ("check werte.yaml", 1, "57000 oder 57000.00"),
    ("check musterstadt.yaml --year 20x5", 2, "„20x5“ ist kein Jahr; erwartet wird ein Jahr von 2000 bis 2100."),
    ("check musterstadt.yaml --year 1999", 2, "„1999“ ist kein Jahr"),
    ("check musterstadt.yaml --year", 2, "Die Option „--year“ braucht einen Wert."),
    ("check musterstadt.yaml --on 31.03.2025", 2, "„31.03.2025“ ist kein Datum"),
    ("check musterstadt.yaml --on 2025-02-30", 2, "Den Tag 2025-02-30 gibt es nicht"),
    ("check musterstadt.yaml --format yaml", 2, "„yaml“ steht nicht zur Auswahl. Es gibt: „table“, „json“."),
    ("check musterstadt.yaml --profile alle", 2, "„alle“ steht nicht zur Auswahl."),
    ("check musterstadt.yaml --for foerderantrg", 2, "Das Dokument „foerderantrg“ gibt es nicht. Meinten Sie"),
    ("check musterstadt.yaml --set unit=teur", 2, "--set gehört zu einem Dokument"),
    ("check musterstadt.yaml --for finanzierungsplan --set unit", 2, "hat nicht die Form OPTION=WERT"),
    ("check musterstadt.yaml --for finanzierungsplan --set =teur", 2, "hat nicht die Form OPTION=WERT"),
    ("check musterstadt.yaml --for finanzierungsplan --set unt=teur", 2, "Die Option „unt“ gibt es nicht."),
    ("check musterstadt.yaml --for finanzierungsplan --set unit=dollar", 2, "dollar"),
    ("check musterstadt.yaml --for finanzierungsplan --set unit=eur --set unit=teur", 2, "steht zweimal da"),
    # export
    ("export", 2, "Es fehlt die Angabe „NAME“"),
    ("export foerderantrag", 2, "Es fehlt die Angabe „DATEI“"),
    ("export foerderantrag musterstadt.yaml zu viel", 2, "Angaben zu viel: zu viel"),
    ("export foerderantrag musterstadt.yaml mehr", 2, "Eine Angabe zu viel: mehr"),
    (
        "export foerderantrg musterstadt.yaml",
        2,
        "Das Dokument „foerderantrg“ gibt es nicht. Meinten Sie „foerderantrag“?",
    ),
    ("export foerderantrag fehlt.yaml", 3, "fehlt.yaml"),
    ("export foerderantrag ordner", 3, "ordner ist ein Ordner."),
    ("export foerderantrag musterstadt.yaml --format pdf", 2, "nicht im Format „pdf“"),
    ("export foerderantrag musterstadt.yaml -o antrag.pdf", 2, "nicht mit der Endung „.pdf“"),
    ("export foerderantrag musterstadt.yaml -o da.xlsx", 3, "„da.xlsx“ gibt es schon."),
    ("export foerderantrag musterstadt.yaml -o nirgends/a.xlsx", 3, "nirgends"),
    ("export foerderantrag musterstadt.yaml --theme bunt", 2, "Das Theme „bunt“ gibt es nicht."),
    ("export foerderantrag musterstadt.yaml --profile geheim", 2, "steht nicht zur Auswahl"),
    ("export foerderantrag musterstadt.yaml --year zwei", 2, "„zwei“ ist kein Jahr"),
    ("export foerderantrag musterstadt.yaml --set farbe=rot", 2, "farbe"),
    ("export foerderantrag musterstadt.yaml --set farbe", 2, "OPTION=WERT"),
    (
        "export foerderantrag musterstadt.yaml --set year=2025",
        2,
        "Die Option „year“ gibt es nicht. Meinten Sie „years“",
    ),
    ("export foerderantrag musterstadt.yaml --set format=xlsx", 2, "Die Option „format“ gibt es nicht."),
    ("export stellenplan musterstadt.yaml --set unit=teur", 2, "Die Option „unit“ gibt es nicht. Es gibt: keine."),
    ("export foerderantrag musterstadt.yaml --set years=20x5", 2, "20x5"),
    ("export foerderantrag musterstadt.yaml --year 2050", 1, "2050"),
    ("export all musterstadt.yaml", 2, "„all“ braucht einen Ordner: -o ORDNER."),
    ("export all musterstadt.yaml -o alles --set unit=teur", 2, "--set geht nur mit einem einzelnen Dokument."),
    ("export all musterstadt.yaml -o alles --format odt", 2, "Im Format „odt“ gibt es kein Dokument."),
    ("export all musterstadt.yaml -o da.xlsx", 3, "lässt sich nicht anlegen"),
    # the others
    ("new", 2, "Es fehlt die Angabe „DATEI“"),
    ("new neu.json", 2, "endet deshalb auf .yaml oder .yml"),
    ("new musterstadt.yaml", 3, "„musterstadt.yaml“ gibt es schon."),
    ("new neu.yaml --kommune Musterstedt", 2, "gehört nicht zu den 54 Empfängern"),
    ("new neu.yaml --kommune Unna", 2, "Meinten Sie „Kreis Unna“?"),
    ("new nirgends/neu.yaml", 3, "nirgends"),
    ("demo da.xlsx", 3, "lässt sich nicht anlegen"),
    ("demo .", 3, "gibt es schon"),
    ("convert musterstadt.yaml", 2, "Es fehlt die Angabe „NACH“"),
    ("convert musterstadt.yaml musterstadt.yaml", 2, "VON und NACH sind dieselbe Datei."),
    ("convert musterstadt.yaml kreis-musterland.yaml", 3, "gibt es schon"),
    ("convert musterstadt.yaml neu.txt", 2, "Programmdateien enden auf .yaml, .yml, .json."),
    ("convert fehlt.yaml neu.json", 3, "fehlt.yaml"),
    ("verify da.xlsx", 2, "Es fehlt die Angabe „DATEI“"),
    ("verify fehlt.xlsx musterstadt.yaml", 3, "fehlt.xlsx kann nicht gelesen werden."),
    ("verify da.xlsx musterstadt.yaml", 3, "da.xlsx ist kein Office-Dokument"),
    ("verify musterstadt.yaml musterstadt.yaml", 3, "musterstadt.yaml ist kein Office-Dokument"),
    ("rates --on gestern", 2, "„gestern“ ist kein Datum"),
    ("rates --program fehlt.yaml", 3, "fehlt.yaml"),
    ("rates --format xml", 2, "steht nicht zur Auswahl"),
    ("plugins mehr", 2, "Eine Angabe zu viel: mehr"),
    ("exporters --format", 2, "braucht einen Wert"),
    ("schema --pretty", 2, "Die Option „--pretty“ gibt es nicht."),
]


@pytest.fixture
def odd_files(here: Path) -> Path:
    """Files that are not what they should be."""
    (here / "ordner").mkdir()
    (here / "leer.yaml").write_text("", encoding="utf-8")
    (here / "bild.yaml").write_bytes(b"\x89PNG\xff\xfe\x00")
    (here / "text.txt").write_text("title: x", encoding="utf-8")
    (here / "da.xlsx").write_bytes(b"PK")
    good = (here / "musterstadt.yaml").read_text(encoding="utf-8")
    (here / "doppelt.yaml").write_text(good + "\nstand: 2025-01-01\n", encoding="utf-8")
    (here / "kaputt.yaml").write_text("title: [offen\n", encoding="utf-8")
    (here / "werte.yaml").write_text(good.replace("amount: 58000.00", "amount: 57.000", 1), encoding="utf-8")
    return here


@pytest.mark.parametrize(("line", "code", "words"), WRONG_USES, ids=[use[0] for use in WRONG_USES])
def test_wrong_use(kimcore: Kimcore, odd_files: Path, line: str, code: int, words: str) -> None:
    """The answer is German, says what is wrong and ends with the exit code of the contract."""
    before = sorted(odd_files.iterdir())
    said = kimcore(*line.split())
    assert said.code == code, said
    assert words in " ".join(said.text.split()), said
    assert english_words(said.text) == []
    assert "Traceback" not in said.text
    assert sorted(odd_files.iterdir()) == before, "ein falscher Aufruf hinterlässt nichts"

"""Broken rule sets are refused with the name of the file and every problem in German."""

from pathlib import Path

import pytest

from kimcore.errors import KimError, RichtlinieError
from kimcore.richtlinien.loader import builtin_resources, load_rules

WHOLE = """\
id: probe
title: Probe
land: Musterland
stand: 2025-01-01
versions:
  - id: erlass
    title: Erlass
    date: 2020-01-01
    valid_from: 2020-02-01
    valid_to: 2024-12-31
    reference: {title: Amtsblatt, confidence: confirmed}
bausteine:
  - id: bau
    number: 1
    titles:
      - {valid_from: 2020-01-01, title: Erster Titel}
      - {valid_from: 2023-01-01, title: Zweiter Titel}
    regimes:
      - {first_year: 2020, last_year: 2022, regime: antrag, reference: {title: Erlass, confidence: confirmed}}
      - {first_year: 2023, regime: pauschale, reference: {title: Erlass, confidence: confirmed}}
    min_share: 0.5
    min_share_severity: fehler
    min_share_reference: {title: Erlass, confidence: confirmed}
    caps:
      - {first_year: 2020, last_year: 2021, vzae: 1, severity: warnung, reference: {title: GV, confidence: inferred}}
      - {first_year: 2022, vzae: 2, severity: fehler, reference: {title: Erlass, confidence: inferred}}
    recipients: [kreis]
    recipients_reference: {title: Erlass, confidence: confirmed}
stellenarten:
  - {id: kraft, title: Kraft, baustein: bau, rate: voll}
  - {id: hilfe, title: Hilfe, baustein: bau, rate: halb, share: 0.5}
ausgabearten:
  - {id: sache, title: Sache, rate: voll}
rates:
  - id: voll
    title: Volle Stelle
    basis: eur_je_vzae_jahr
    ceiling: false
    values:
      - valid_from: 2020-01-01
        valid_to: 2020-12-31
        state: bekannt
        amount: 50000
        reference: {title: Erlass, confidence: confirmed}
      - {valid_from: 2021-01-01, valid_to: 2021-12-31, state: unbekannt}
      - {valid_from: 2022-01-01, state: angekuendigt}
  - id: halb
    title: Halbe Stelle
    basis: eur_je_halbe_stelle_jahr
    ceiling: false
    values: [{valid_from: 2020-01-01, state: unbekannt}]
  - id: groesse
    title: Nach Größe
    basis: eur_je_jahr
    ceiling: true
    values:
      - {valid_from: 2020-01-01, valid_to: 2022-12-31, inhabitants_from: 20000, state: unbekannt}
      - {valid_from: 2023-01-01, inhabitants_from: 20000, state: angekuendigt}
      - {valid_from: 2020-01-01, inhabitants_below: 20000, state: unbekannt}
conditions:
  - id: zentrum
    title: Es gibt ein Zentrum.
    unit: Zentrum
    sufficient: true
    reference: {title: Erlass, confidence: confirmed}
  - id: stellen
    title: Die Stellen gehören dazu.
    baustein: bau
    unit: Zentrum
    stellenarten: [kraft]
    reference: {title: Erlass, confidence: confirmed}
rounds:
  - id: runde
    years: [2021]
    bausteine: [bau]
    conditions: [zentrum, stellen]
    opens: 2020-10-01
    closes: 2020-10-30
    latest: 2020-11-15
    reference: {title: Erlass, confidence: partial}
regierungsbezirke: [{prefix: "059", name: Arnsberg}]
recipients:
  - {ags: "05915000", name: Hamm, kind: kreisfreie_stadt, regierungsbezirk: Arnsberg}
unknown: [{id: bagatelle, title: Bagatellgrenze, hint: Nachfragen.}]
"""

BROKEN = [
    ("valid_to: 2020-12-31", "valid_to: 2020-11-30",
     "Satz „voll“: Lücke zwischen 30.11.2020 und 01.01.2021; was unbekannt ist, ausdrücklich als unbekannt angeben."),
    ("valid_to: 2020-12-31", "valid_to: 2021-01-01",
     "Satz „voll“: Die Abschnitte ab 01.01.2020 und ab 01.01.2021 überschneiden sich; der erste gilt bis 01.01.2021."),
    ("        valid_to: 2020-12-31\n", "",
     "Satz „voll“: Der Abschnitt ab 01.01.2020 ist offen, ab 01.01.2021 folgt aber ein weiterer."),
    ("valid_from: 2021-01-01, valid_to: 2021-12-31", "valid_from: 2021-01-01, valid_to: 2020-12-31",
     "Satz „voll“: Der Abschnitt ab 01.01.2021 endet vor seinem Beginn (31.12.2020)."),
    ("{valid_from: 2022-01-01, state: angekuendigt}", "{valid_from: 2019-01-01, state: angekuendigt}",
     "Satz „voll“: Der Abschnitt ab 01.01.2019 steht hinter dem ab 01.01.2021; nach der Zeit ordnen."),
    ("{valid_from: 2022-01-01, state: angekuendigt}", "{valid_from: 2021-01-01, state: angekuendigt}",
     "Satz „voll“: Der Abschnitt ab 01.01.2021 steht hinter dem ab 01.01.2021; nach der Zeit ordnen."),
    ("values: [{valid_from: 2020-01-01, state: unbekannt}]", "values: []",
     "Satz „halb“: hat keine Werte; mindestens einen mit state: unbekannt angeben."),
    ("        amount: 50000\n", "",
     "Satz „voll“, Wert ab 01.01.2020: bekannt, aber ohne amount; ohne Betrag ist er unbekannt."),
    ("        reference: {title: Erlass, confidence: confirmed}\n", "",
     "Satz „voll“, Wert ab 01.01.2020: bekannt, aber ohne reference; jeder Betrag braucht seine Fundstelle."),
    ("valid_to: 2021-12-31, state: unbekannt", "valid_to: 2021-12-31, state: unbekannt, amount: 50000",
     "Satz „voll“, Wert ab 01.01.2021: unbekannt, aber mit amount; nur ein bekannter Wert hat einen Betrag."),
    ("state: angekuendigt", "state: angekuendigt, amount: 1",
     "Satz „voll“, Wert ab 01.01.2022: angekuendigt, aber mit amount; nur ein bekannter Wert hat einen Betrag."),
    ("baustein: bau, rate: voll", "baustein: bau, rate: viertel",
     "Stellenart „kraft“: den Satz „viertel“ gibt es nicht. Es gibt: groesse, halb, voll."),
    ("baustein: bau, rate: voll", "baustein: anbau, rate: voll",
     "Stellenart „kraft“: den Baustein „anbau“ gibt es nicht. Es gibt: bau."),
    ("rate: halb, share: 0.5", "rate: halb",
     "Stellenart „hilfe“: Der Satz „halb“ gilt je halbe Stelle; share: 0.5 angeben."),
    ("title: Sache, rate: voll", "title: Sache, rate: ganz",
     "Ausgabeart „sache“: den Satz „ganz“ gibt es nicht. Es gibt: groesse, halb, voll."),
    ("bausteine: [bau]", "bausteine: [bau, anbau]",
     "Antragsrunde „runde“: den Baustein „anbau“ gibt es nicht. Es gibt: bau."),
    ("conditions: [zentrum, stellen]", "conditions: [zentrum, posten]",
     "Antragsrunde „runde“: die Bedingung „posten“ gibt es nicht. Es gibt: stellen, zentrum."),
    ("    baustein: bau\n    unit: Zentrum", "    baustein: anbau\n    unit: Zentrum",
     "Bedingung „stellen“: den Baustein „anbau“ gibt es nicht. Es gibt: bau."),
    ("stellenarten: [kraft]", "stellenarten: [kraft, amt]",
     "Bedingung „stellen“: die Stellenart „amt“ gibt es nicht. Es gibt: hilfe, kraft."),
    ("    unit: Zentrum\n    stellenarten", "    stellenarten",
     "Bedingung „stellen“: nennt Stellenarten, aber unter unit keine Einheit, zu der sie gehören müssen."),
    ("    unit: Zentrum\n    sufficient", "    sufficient",
     "Bedingung „zentrum“: Ohne gremium oder unit kann kein Beleg genügen; sufficient weglassen."),
    ("years: [2021]", "years: []",
     "Antragsrunde „runde“: nennt kein Förderjahr."),
    ("closes: 2020-10-30", "closes: 2020-09-30",
     "Antragsrunde „runde“: endet am 30.09.2020, bevor sie am 01.10.2020 beginnt."),
    ("{first_year: 2023, regime", "{first_year: 2024, regime",
     "Baustein „bau“, Verfahren: Lücke zwischen 2022 und 2024; was unbekannt ist, ausdrücklich als unbekannt angeben."),
    ("last_year: 2022", "last_year: 2023",
     "Baustein „bau“, Verfahren: Die Abschnitte ab 2020 und ab 2023 überschneiden sich; der erste gilt bis 2023."),
    ("- {valid_from: 2023-01-01, title: Zweiter Titel}", "- {valid_from: 2019-01-01, title: Zweiter Titel}",
     "Baustein „bau“: Der Titel ab 01.01.2019 steht nicht hinter einem früheren; nach der Zeit ordnen."),
    ("    min_share_severity: fehler\n", "",
     "Baustein „bau“: min_share, min_share_severity und min_share_reference gehören zusammen."),
    ("{id: hilfe,", "{id: kraft,",
     "Stellenart „kraft“: steht 2-mal da; jede Kennung gibt es nur einmal."),
    ("id: halb", "id: voll",
     "Satz „voll“: steht 2-mal da; jede Kennung gibt es nur einmal."),
    ("regierungsbezirk: Arnsberg}", "regierungsbezirk: Köln}",
     "Empfänger „Hamm“: Der AGS 05915000 liegt im Regierungsbezirk Arnsberg, angegeben ist Köln."),
    ("inhabitants_below: 20000", "inhabitants_below: 0",
     "Satz „groesse“, Wert ab 01.01.2020: gilt für keine Einwohnerzahl; inhabitants_below muss über inhabitants_from "
     "liegen."),
    ("inhabitants_below: 20000", "inhabitants_below: 10000",
     "Satz „groesse“, Kommunen mit 10.000 Einwohnern: hat keine Werte; was unbekannt ist, ausdrücklich als unbekannt "
     "angeben."),
    ("inhabitants_below: 20000", "inhabitants_below: 30000",
     "Satz „groesse“, Kommunen mit 20.000 Einwohnern: Der Abschnitt ab 01.01.2020 steht hinter dem ab 01.01.2023; nach "
     "der Zeit ordnen."),
    ("valid_to: 2022-12-31, inhabitants_from", "valid_to: 2021-12-31, inhabitants_from",
     "Satz „groesse“, Kommunen mit 20.000 Einwohnern: Lücke zwischen 31.12.2021 und 01.01.2023; was unbekannt ist, "
     "ausdrücklich als unbekannt angeben."),
    ("basis: eur_je_vzae_jahr", "basis: eur_je_jahr",
     "Stellenart „kraft“: Der Satz „voll“ gilt je Jahr für alle Stellen zusammen; das geht nur als Höchstbetrag, also "
     "ceiling: true."),
    ("{first_year: 2022, vzae", "{first_year: 2023, vzae",
     "Baustein „bau“, Obergrenze: Lücke zwischen 2021 und 2023; was unbekannt ist, ausdrücklich als unbekannt "
     "angeben."),
    ("    recipients: [kreis]\n", "",
     "Baustein „bau“: recipients und recipients_reference gehören zusammen."),
    ("latest: 2020-11-15", "latest: 2020-10-29",
     "Antragsrunde „runde“: latest ist der letzte Tag nach closes; closes angeben oder latest berichtigen."),
    ("    closes: 2020-10-30\n", "",
     "Antragsrunde „runde“: latest ist der letzte Tag nach closes; closes angeben oder latest berichtigen."),
    ("valid_to: 2024-12-31\n    reference: {title: Amt", "valid_to: 2020-01-31\n    reference: {title: Amt",
     "Fassung „erlass“: gilt bis 31.01.2020, also nie."),
    ("id: probe", "id: muster",
     "id: Ein Regelwerk „muster“ gehört in eine Datei muster.yaml."),
]  # fmt: skip


def write(folder: Path, text: str) -> Path:
    """The rule set as a file of its name."""
    path = folder / "probe.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> list[str]:
    """The lines of the refusal, the first of which names the file."""
    with pytest.raises(RichtlinieError) as caught:
        load_rules(path)
    return str(caught.value).split("\n")


def test_the_whole_one_loads(tmp_path):
    """What the broken ones are made from is itself in order."""
    assert load_rules(write(tmp_path, WHOLE)).id == "probe"


@pytest.mark.parametrize(("old", "new", "message"), BROKEN, ids=[entry[2] for entry in BROKEN])
def test_each_contradiction_is_named(tmp_path, old, new, message):
    """Each contradiction within a rule set is refused with its place and what to do."""
    assert old in WHOLE
    first, *lines = refusal(write(tmp_path, WHOLE.replace(old, new, 1)))
    assert first == "Das Regelwerk probe.yaml ist fehlerhaft:"
    assert f"– {message}" in lines


def test_a_recipient_twice(tmp_path):
    """A recipient that stands there twice is refused."""
    twin = '  - {ags: "05915000", name: Hamm 2, kind: kreisfreie_stadt, regierungsbezirk: Arnsberg}\nunknown:'
    assert refusal(write(tmp_path, WHOLE.replace("unknown:", twin)))[1:] == [
        "– AGS des Empfängers „05915000“: steht 2-mal da; jede Kennung gibt es nur einmal."
    ]


def test_a_baustein_twice_without_title(tmp_path):
    """A Baustein that stands there twice has its id and its number twice; one without title says so."""
    twin = "  - {id: bau, number: 1, titles: [], regimes: []}\nstellenarten:"
    assert refusal(write(tmp_path, WHOLE.replace("stellenarten:", twin, 1)))[1:] == [
        "– Baustein „bau“: steht 2-mal da; jede Kennung gibt es nur einmal.",
        "– Nummer des Bausteins „1“: steht 2-mal da; jede Kennung gibt es nur einmal.",
        "– Baustein „bau“: hat keinen Titel.",
    ]


def test_every_problem_at_once(tmp_path):
    """All contradictions stand in one refusal, not one after the other."""
    text = WHOLE
    for old, new, _ in (BROKEN[0], BROKEN[11], BROKEN[17]):
        text = text.replace(old, new, 1)
    assert refusal(write(tmp_path, text))[1:] == [f"– {BROKEN[index][2]}" for index in (0, 11, 17)]


def test_unknown_keys(tmp_path):
    """A misspelt key is refused with its path and what was probably meant."""
    lines = refusal(write(tmp_path, WHOLE.replace("ceiling: false", "celing: false", 1)))
    (line,) = [line for line in lines if "„celing“" in line]
    assert line.startswith("– rates[0]")
    assert "ceiling" in line


@pytest.mark.parametrize(
    ("old", "new", "path", "word"),
    [
        ("amount: 50000", "amount: 50.000", "rates[0].values[0].amount", "50000"),
        ("valid_to: 2020-12-31", "valid_to: 31.12.2020", "rates[0].values[0].valid_to", "2020-12-31"),
        ("state: unbekannt", "state: ungefaehr", "rates[0].values[1].state", "unbekannt"),
        ("basis: eur_je_vzae_jahr", "basis: eur", "rates[0].basis", "eur_je_vzae_jahr"),
        ('ags: "05915000"', 'ags: "05915"', "recipients[0].ags", "05915000"),
        ("confidence: partial", "confidence: gewiss", "rounds[0].reference.confidence", "partial"),
    ],
)
def test_wrong_values(tmp_path, old, new, path, word):
    """A value that cannot be read is refused with its path and with what would be right."""
    lines = refusal(write(tmp_path, WHOLE.replace(old, new, 1)))
    (line,) = [line for line in lines if line.startswith(f"– {path}: ")]
    assert word in line


def test_a_key_that_stands_twice(tmp_path):
    """Of two values for one key none is chosen: the line of the second is named."""
    lines = refusal(write(tmp_path, WHOLE.replace("land: Musterland\n", "land: Musterland\nland: Anderland\n")))
    assert len(lines) == 2
    assert lines[1].startswith("– Zeile 4: Der Schlüssel „land“ steht")


def test_yaml_problems_and_wrong_values_at_once(tmp_path):
    """A doubled key does not hide what else is wrong."""
    text = WHOLE.replace("land: Musterland\n", "land: Musterland\nland: Anderland\n").replace("50000", "50.000")
    lines = refusal(write(tmp_path, text))
    assert [line.split(": ")[0] for line in lines[1:]] == ["– Zeile 4", "– rates[0].values[0].amount"]


@pytest.mark.parametrize("text", ["", "# nur ein Kommentar\n", "- eine Liste\n", "nur Text\n", "id: [unvollstaendig\n"])
def test_no_rule_set_at_all(tmp_path, text):
    """An empty file, a list, a word and half a file are refused with a sentence."""
    lines = refusal(write(tmp_path, text))
    assert lines[0] == "Das Regelwerk probe.yaml ist fehlerhaft:"
    assert all(line.startswith("– ") and line.endswith(".") for line in lines[1:])
    assert lines[1:]


def test_not_utf_8(tmp_path):
    """A file in another encoding is refused, not read as something else."""
    path = tmp_path / "probe.yaml"
    path.write_bytes(WHOLE.replace("Volle", "Völle").encode("latin-1"))
    assert refusal(path)[1:] == ["– Die Datei ist nicht in UTF-8 gespeichert."]


def test_a_byte_order_mark_is_no_problem(tmp_path):
    """An editor's byte order mark is not part of the first key."""
    path = tmp_path / "probe.yaml"
    path.write_text(WHOLE, encoding="utf-8-sig")
    assert load_rules(path).id == "probe"


def test_a_file_that_is_not_there(tmp_path):
    """A missing file is the same kind of error, and every refusal is a KimError."""
    lines = refusal(tmp_path / "probe.yaml")
    assert lines[1:] == ["– Die Datei gibt es nicht, oder sie darf nicht gelesen werden."]
    assert issubclass(RichtlinieError, KimError)


def test_what_comes_with_kimcore():
    """The one rule set that is shipped is KIM NRW, and it loads."""
    assert [resource.name for resource in builtin_resources()] == ["kim-nrw.yaml"]
    assert load_rules(builtin_resources()[0]).id == "kim-nrw"

"""Koordinierungsstelle, Baustein 1.

Sources: Bezirksregierung Arnsberg, Programmseite, Stand 2020/21, nach einer Kopie (55.000 €, partial); Kreis Coesfeld,
SV-10-0898 (57.000 € for 2023, confirmed); the programme page of today (57.000 €, confirmed); Rhein-Kreis Neuss,
Mitteilung 50/4294/XVII/2024 (2024 waited for a new Richtlinie).
"""

import pytest

from kimcore.richtlinien import Basis

CHANGES = [
    ("2019-12-31", "noch_nicht"),
    ("2020-01-01", "55.000,00 € partial"),
    ("2021-12-31", "55.000,00 € partial"),
    ("2022-01-01", "55.000,00 € inferred"),
    ("2022-12-31", "55.000,00 € inferred"),
    ("2023-01-01", "57.000,00 € confirmed"),
    ("2023-12-31", "57.000,00 € confirmed"),
    ("2024-01-01", "unbekannt"),
    ("2024-12-31", "unbekannt"),
    ("2025-01-01", "57.000,00 € confirmed"),
    ("2026-12-31", "57.000,00 € confirmed"),
    ("2027-01-01", "unbekannt"),
    ("2099-12-31", "unbekannt"),
]


@pytest.mark.parametrize(("day", "expected"), CHANGES)
def test_last_and_first_day_of_each_change(told, day, expected):
    """The rate is what its source says on the last day before and on the first day of each change."""
    assert told("koordination", day) == expected


def test_it_is_a_ceiling_per_vzae_and_year(kim_nrw):
    """„Bis zu“: the amount is a ceiling for a full post and a year."""
    rule = kim_nrw.rate("koordination")
    assert rule.ceiling
    assert rule.basis is Basis.EUR_JE_VZAE_JAHR
    assert rule.basis.label == "€ je VZÄ und Jahr"


def test_2024_says_why_it_is_unknown(on_day):
    """2024 is not bridged with the amount of the year before; the note says what is known instead."""
    use = on_day("koordination", "2024-06-30")
    assert "Wie 2024 überbrückt wurde, ist nicht bekannt" in use.note
    assert "12.12.2024" in use.note


def test_2022_says_why_it_is_inferred(on_day):
    """The 55,000 of 2022 rest on Baustein 2 and say so."""
    use = on_day("koordination", "2022-06-30")
    assert use.source.title == "Gemeinde Nottuln, Vorlage 181/2022 (dort für Baustein 2)"
    assert "Für Baustein 1 nennt 2022 keine Quelle den Betrag" in use.note

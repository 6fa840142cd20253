"""Verwaltungsassistenz, Baustein 1: 22.500 € for half a post.

Sources: Bezirksregierung Arnsberg, Programmseite, Stand 2020/21, nach einer Kopie (partial) and of today (confirmed);
Kreis Coesfeld, SV-10-0898 (the half post exists in 2023; the amount of 2023 is printed nowhere: inferred).
"""

from decimal import Decimal

import pytest

from kimcore.richtlinien import Basis

CHANGES = [
    ("2019-12-31", "noch_nicht"),
    ("2020-01-01", "22.500,00 € partial"),
    ("2021-12-31", "22.500,00 € partial"),
    ("2022-01-01", "22.500,00 € inferred"),
    ("2022-12-31", "22.500,00 € inferred"),
    ("2023-01-01", "22.500,00 € inferred"),
    ("2023-12-31", "22.500,00 € inferred"),
    ("2024-01-01", "unbekannt"),
    ("2024-12-31", "unbekannt"),
    ("2025-01-01", "22.500,00 € confirmed"),
    ("2026-12-31", "22.500,00 € confirmed"),
    ("2027-01-01", "unbekannt"),
]


@pytest.mark.parametrize(("day", "expected"), CHANGES)
def test_last_and_first_day_of_each_change(told, day, expected):
    """The rate is what its source says on the last day before and on the first day of each change."""
    assert told("verwaltungsassistenz", day) == expected


def test_the_amount_is_for_half_a_post(kim_nrw):
    """22,500 € pay 0.5 Stelle: the basis says so and 0.5 is the only share with a known rate."""
    rule = kim_nrw.rate("verwaltungsassistenz")
    assert rule.basis is Basis.EUR_JE_HALBE_STELLE_JAHR
    assert rule.basis.label == "€ je halbe Stelle und Jahr"
    assert kim_nrw.stellenart("verwaltungsassistenz").share == Decimal("0.5")
    assert "assistenz-anteil" in kim_nrw.ids("unknown")


def test_no_source_says_bis_zu(kim_nrw):
    """Only Koordinierungsstelle and Arbeitsplatz are „bis zu“ in the sources, so this is no ceiling."""
    assert not kim_nrw.rate("verwaltungsassistenz").ceiling


def test_2023_says_what_is_confirmed_and_what_not(on_day):
    """The half post of 2023 is confirmed, its amount inferred; the note separates the two."""
    use = on_day("verwaltungsassistenz", "2023-07-01")
    assert "Dass es die halbe Stelle 2023 gibt, ist bestätigt" in use.note
    assert "für 2023 selbst keine Quelle" in use.note

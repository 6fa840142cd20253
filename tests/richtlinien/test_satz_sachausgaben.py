"""Arbeitsplatz and the other Sachausgaben, Baustein 1.

Sources: Bezirksregierung Arnsberg, Programmseite, Stand 2020/21, nach einer Kopie (bis zu 9.700 €, partial) and of
today (bis zu 5.700 € je Vollzeits…, cut off: partial); Kreis Coesfeld SV-10-0898 (lines for Veranstaltungen and
Schnittstellenmanagement, no amounts).
"""

import pytest

from kimcore.richtlinien import Basis

CHANGES = [
    ("2019-12-31", "noch_nicht"),
    ("2020-01-01", "9.700,00 € partial"),
    ("2021-12-31", "9.700,00 € partial"),
    ("2022-01-01", "unbekannt"),
    ("2024-12-31", "unbekannt"),
    ("2025-01-01", "5.700,00 € partial"),
    ("2026-12-31", "5.700,00 € partial"),
    ("2027-01-01", "unbekannt"),
]
OPEN = ["fortbildung", "veranstaltung", "schnittstellenmanagement", "massnahmen", "sachausgaben"]


@pytest.mark.parametrize(("day", "expected"), CHANGES)
def test_last_and_first_day_of_each_change(told, day, expected):
    """The workplace's ceiling is what its source says on both sides of each change."""
    assert told("arbeitsplatz", day) == expected


def test_workplace_is_a_ceiling_per_workplace(kim_nrw):
    """„Bis zu“ per workplace of a full post."""
    rule = kim_nrw.rate("arbeitsplatz")
    assert rule.ceiling
    assert rule.basis is Basis.EUR_JE_ARBEITSPLATZ


@pytest.mark.parametrize("rate", OPEN)
@pytest.mark.parametrize("day", ["2020-01-01", "2023-06-30", "2025-01-01", "2030-12-31"])
def test_amounts_that_no_source_gives(told, kim_nrw, rate, day):
    """These amounts are unknown on every day since the programme began, and no ceiling is made up."""
    assert told(rate, day) == "unbekannt"
    assert kim_nrw.rate(rate).basis is Basis.EUR_JE_JAHR
    assert kim_nrw.rate(rate).ceiling


@pytest.mark.parametrize("rate", OPEN)
def test_nothing_is_known_before_the_programme(told, rate):
    """Before 2020 there is no rate yet, which is not the same as unknown."""
    assert told(rate, "2019-12-31") == "noch_nicht"


def test_kinds_of_expense(kim_nrw):
    """Personnel and what the house pays have no rate; every other kind has the rate of its name."""
    kinds = {entry.id: (entry.rate, entry.personnel) for entry in kim_nrw.ausgabearten}
    assert kinds.pop("personal") == (None, True)
    assert kinds.pop("sonstige") == (None, False)
    assert kinds == {name: (name, False) for name in ["arbeitsplatz", *OPEN]}

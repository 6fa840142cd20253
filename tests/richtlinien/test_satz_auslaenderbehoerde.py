"""Stelle in der Ausländer- oder Einbürgerungsbehörde, Baustein 3.

Sources: press release 2020 (5 Mio. € for 200 half posts: 25,000 € each, 50,000 € a post if for a full year: inferred);
Stadt Rheine, Vorlage 096/24 (one post, Pauschale of 50.000 € a year, 2024: confirmed).
"""

import pytest

from kimcore.richtlinien import Basis

CHANGES = [
    ("2019-12-31", "noch_nicht"),
    ("2020-01-01", "50.000,00 € inferred"),
    ("2020-12-31", "50.000,00 € inferred"),
    ("2021-01-01", "unbekannt"),
    ("2023-12-31", "unbekannt"),
    ("2024-01-01", "50.000,00 € confirmed"),
    ("2024-12-31", "50.000,00 € confirmed"),
    ("2025-01-01", "unbekannt"),
    ("2026-12-31", "unbekannt"),
]


@pytest.mark.parametrize(("day", "expected"), CHANGES)
def test_last_and_first_day_of_each_change(told, day, expected):
    """The rate is what its source says on the last day before and on the first day of each change."""
    assert told("auslaender-einbuergerung", day) == expected


def test_it_is_a_pauschale_per_post(kim_nrw):
    """The amount is no ceiling and is paid per full post and year."""
    rule = kim_nrw.rate("auslaender-einbuergerung")
    assert not rule.ceiling
    assert rule.basis is Basis.EUR_JE_VZAE_JAHR


def test_2020_says_how_it_is_computed(on_day):
    """5 million euro for 200 half posts are 25,000 € each; the note carries the condition."""
    use = on_day("auslaender-einbuergerung", "2020-01-01")
    assert use.amount.decimal == 2 * 5_000_000 / 200
    assert "25.000 € je halbe Stelle, wenn der Betrag für ein ganzes Jahr gilt" in use.note

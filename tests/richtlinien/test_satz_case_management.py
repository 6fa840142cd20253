"""Case-Management-Stelle, Baustein 2.

Sources: Rhein-Kreis Neuss, Bescheid 25.05.2020 for posts from 01.07.2020; Kreis Heinsberg 2021 and Gemeinde Nottuln
181/2022 (55.000 €, confirmed); Kreis Unna, Bescheid 15.02.2023 (18 Stellen, 1.026.000 €); nothing from 2024 on.
"""

from datetime import date

import pytest

from kimcore.errors import UnknownRate
from kimcore.richtlinien import Basis, Rates
from kimcore.values import Period

CHANGES = [
    ("2019-12-31", "noch_nicht"),
    ("2020-01-01", "unbekannt"),
    ("2020-06-30", "unbekannt"),
    ("2020-07-01", "55.000,00 € inferred"),
    ("2020-12-31", "55.000,00 € inferred"),
    ("2021-01-01", "55.000,00 € confirmed"),
    ("2021-12-31", "55.000,00 € confirmed"),
    ("2022-01-01", "55.000,00 € confirmed"),
    ("2022-12-31", "55.000,00 € confirmed"),
    ("2023-01-01", "57.000,00 € confirmed"),
    ("2023-12-31", "57.000,00 € confirmed"),
    ("2024-01-01", "unbekannt"),
    ("2026-12-31", "unbekannt"),
]


@pytest.mark.parametrize(("day", "expected"), CHANGES)
def test_last_and_first_day_of_each_change(told, day, expected):
    """The rate is what its source says on the last day before and on the first day of each change."""
    assert told("case-management", day) == expected


def test_it_is_a_pauschale_not_a_ceiling(kim_nrw):
    """A Pauschale is paid as it is: no ceiling, per full post and year."""
    rule = kim_nrw.rate("case-management")
    assert not rule.ceiling
    assert rule.basis is Basis.EUR_JE_VZAE_JAHR


def test_the_bescheid_of_kreis_unna(on_day):
    """18 posts at the rate of 2023 are the 1,026,000.00 € of the Bescheid."""
    use = on_day("case-management", "2023-01-01")
    assert (use.require() * 18).rounded().decimal == 1026000
    assert use.source.title == "Kreis Unna, Bescheid vom 15.02.2023, nach einer Vorlage der Stadt Kamen"


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2030])
def test_57000_does_not_run_on(kim_nrw, year):
    """From 2024 on the rate is unknown: asking for it is an error, never the amount of 2023."""
    use = Rates(kim_nrw).use("case-management", Period.year(year))
    assert not use.amount.known
    assert use.confidence is None
    with pytest.raises(UnknownRate, match=r"die 57\.000 € von 2023 gelten nicht weiter"):
        use.require()


def test_the_first_half_of_2020_is_unknown_not_forbidden(kim_nrw):
    """The earliest Bescheid known is for July 2020; what was before that is unknown, so the whole year is."""
    use = Rates(kim_nrw).use("case-management", Period(date(2020, 1, 1), date(2020, 12, 31)))
    assert not use.amount.known
    assert "ab dem 01.07.2020" in use.note

"""Rounds of applications and their windows.

Sources: Bezirksregierung Arnsberg, Programmseite 2020/21, nach einer Kopie (28 December 2020; 30 October of the year
before, partial); Förderportal 2025 (19.12.2024-16.01.2025, confirmed); Rhein-Kreis Neuss 50/4294/XVII/2024 (2024
waited).
"""

from datetime import date

import pytest

from kimcore.values import Confidence

ROUNDS = [
    (2019, []),
    (2020, ["runde-2020"]),
    (2021, ["runde-2020", "runde-2021"]),
    (2022, ["runde-2020", "runde-2022"]),
    (2023, ["runde-2023"]),
    (2024, ["runde-2024"]),
    (2025, ["runde-2025"]),
    (2026, ["runde-2026"]),
    (2027, []),
]
DAYS = [
    ("runde-2020", "2020-12-28", True),
    ("runde-2020", "2020-12-29", False),
    ("runde-2021", "2020-10-30", True),
    ("runde-2021", "2020-10-31", False),
    ("runde-2022", "2021-10-30", True),
    ("runde-2022", "2021-10-31", False),
    ("runde-2023", "2022-10-30", True),
    ("runde-2023", "2022-10-31", False),
    ("runde-2025", "2024-12-18", False),
    ("runde-2025", "2024-12-19", True),
    ("runde-2025", "2025-01-16", True),
    ("runde-2025", "2025-01-17", False),
]


@pytest.mark.parametrize(("year", "expected"), ROUNDS)
def test_which_rounds_fund_a_year(kim_nrw, year, expected):
    """A year has the rounds that fund it; several may."""
    assert [entry.id for entry in kim_nrw.rounds_for(year)] == expected


@pytest.mark.parametrize(("name", "day", "inside"), DAYS)
def test_first_and_last_day_of_each_window(kim_nrw, name, day, inside):
    """A window admits its first and its last day and neither the day before nor the day after."""
    entry = next(entry for entry in kim_nrw.rounds if entry.id == name)
    assert entry.admits(date.fromisoformat(day)) is inside


@pytest.mark.parametrize("year", [2024, 2026])
def test_unknown_windows_admit_every_day_and_say_so(kim_nrw, year):
    """No deadline is made up for 2024 and 2026: the window has no end, and the reference says it is unknown."""
    (entry,) = kim_nrw.rounds_for(year)
    assert (entry.opens, entry.closes) == (None, None)
    assert entry.admits(date(year, 12, 31))
    assert "nicht bekannt" in entry.reference.note


def test_bausteine_of_each_round(kim_nrw):
    """Baustein 2 joins with the round of 2025."""
    assert {entry.id: entry.bausteine for entry in kim_nrw.rounds} == {
        **{f"runde-{year}": ("baustein-1",) for year in range(2020, 2025)},
        **{f"runde-{year}": ("baustein-1", "baustein-2") for year in (2025, 2026)},
    }


def test_how_sure_each_round_is(kim_nrw):
    """The round of 2025 is confirmed, those of the copied page are partial, that of 2026 is our conclusion."""
    sure = {entry.years[0]: entry.reference.confidence for entry in kim_nrw.rounds}
    assert sure[2025] is Confidence.CONFIRMED
    assert sure[2026] is Confidence.INFERRED
    assert {sure[year] for year in (2020, 2021, 2022, 2023)} == {Confidence.PARTIAL}


def test_the_deadline_of_2021_lies_before_the_richtlinie(kim_nrw):
    """30 October 2020 is earlier than the Richtlinie itself; the round says so."""
    entry = next(entry for entry in kim_nrw.rounds if entry.id == "runde-2021")
    assert entry.closes < kim_nrw.versions[0].date
    assert "vor der Richtlinie vom 25.11.2020" in entry.reference.note

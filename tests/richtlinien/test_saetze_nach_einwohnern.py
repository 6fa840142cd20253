"""Rates that depend on how many people live in the municipality: bands as data, the size from the program file."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from tests.conftest import SOURCE, make_program, make_stelle

from kimcore.errors import UnknownRate
from kimcore.findings import Severity
from kimcore.model import Statistic, SuppliedRate
from kimcore.richtlinien import Basis, Rates, RateState
from kimcore.richtlinien.rules import RateRule, RateValue, Reference
from kimcore.values import Confidence, Period, Source

ERLASS = Reference(title="Erlass", confidence=Confidence.CONFIRMED)
YEAR = Period.year(2025)


def value(amount, **more):
    """A value from 2025 on, unknown where it has no amount."""
    state = RateState.KNOWN if amount else RateState.UNKNOWN
    known = {"amount": Decimal(amount), "reference": ERLASS} if amount else {}
    return RateValue(**{"valid_from": date(2025, 1, 1), "state": state, **known, **more})


BANDED = RateRule(
    id="koordination",
    title="Nach Größe",
    basis=Basis.EUR_JE_VZAE_JAHR,
    ceiling=True,
    values=(
        value("20000.00", inhabitants_from=20000),
        value("10000.00", inhabitants_from=10000, inhabitants_below=20000),
        value(None, inhabitants_below=10000),
    ),
)


@pytest.fixture
def banded(kim_nrw):
    """KIM NRW with a rate by inhabitants in place of the one for coordination."""
    others = (rule for rule in kim_nrw.rates if rule.id != BANDED.id)
    return attrs.evolve(kim_nrw, rates=(BANDED, *others))


def town(*figures, **more):
    """A program of a municipality with these figures on its inhabitants: (number, day)."""
    program = make_program(stellen=(make_stelle(),), **more)
    statistics = tuple(
        Statistic(kind="einwohner", title="Einwohner", value=Decimal(number), date=day, source=SOURCE)
        for number, day in figures
    )
    return attrs.evolve(program, kommune=attrs.evolve(program.kommune, statistics=statistics))


@pytest.mark.parametrize(
    ("inhabitants", "amount"),
    [("0", None), ("9999", None), ("10000", 10000), ("19999", 10000), ("20000", 20000), ("3000000", 20000)],
)
def test_the_last_size_below_and_the_first_of_each_band(banded, inhabitants, amount):
    """A band begins with its first number and ends before the next; an unknown band stays unknown."""
    use = Rates(banded, inhabitants=Decimal(inhabitants)).use("koordination", YEAR)
    assert (use.amount.decimal if use.amount.known else None) == amount
    assert not use.needs_inhabitants


def test_the_bands_in_words():
    """Documents and lists say for whom a value holds."""
    assert [entry.band for entry in BANDED.values] == [
        "Kommunen ab 20.000 Einwohnern",
        "Kommunen ab 10.000 und unter 20.000 Einwohnern",
        "Kommunen unter 10.000 Einwohnern",
    ]


def test_without_a_number_of_inhabitants_nothing_is_guessed(banded):
    """The error says that only the size is missing, and where to write it."""
    with pytest.raises(UnknownRate) as caught:
        Rates.of(banded, town()).use("koordination", YEAR).require()
    assert str(caught.value).endswith("unbekannt. Er hängt von der Einwohnerzahl ab, und die ist nicht angegeben.")
    assert caught.value.hint == (
        "Unter kommune.statistics die Einwohnerzahl angeben: kind: einwohner, title, value, date (Stichtag), source."
    )


def test_the_latest_figure_counts(banded):
    """Of several figures the one of the latest day counts; one without a day is the oldest."""
    program = town(("30000", date(2023, 12, 31)), ("19500", date(2024, 12, 31)), ("9000", None))
    assert Rates.of(banded, program).use("koordination", YEAR).amount.decimal == 10000


def test_what_the_municipality_supplies_needs_no_size(banded):
    """A rate from the Bescheid holds whatever the size; the band is not asked for."""
    own = SuppliedRate(
        rate="koordination",
        amount=Decimal("15000.00"),
        valid_from=YEAR.start,
        valid_to=YEAR.end,
        source=Source(title="Bescheid"),
    )
    assert Rates(banded, (own,)).use("koordination", YEAR).amount.decimal == 15000


def test_before_and_after_its_days_a_band_has_no_value(banded):
    """Each band has its own time."""
    ended = attrs.evolve(BANDED, values=(value("20000.00", inhabitants_from=1, valid_to=date(2025, 12, 31)),))
    assert ended.at(date(2024, 12, 31), Decimal(5)).state is RateState.NOT_YET
    assert ended.at(date(2026, 1, 1), Decimal(5)).state is RateState.ENDED


def test_documents_say_which_number_decided(kim, monkeypatch, banded):
    """The assumptions name band, number, day and source; the check of supplied rates looks at the same band."""
    monkeypatch.setitem(kim._rules, "kim-nrw", banded)
    own = SuppliedRate(
        rate="koordination", amount=Decimal("15000.00"), valid_from=YEAR.start, valid_to=YEAR.end, source=SOURCE
    )
    program = town(("12345", date(2024, 12, 31)))
    content = kim.compose(program, "finanzierungsplan", year=2025, draft=True)
    cells = [cell for sheet in content.sheets for block in sheet.blocks for row in _rows(block) for cell in row.cells]
    assert "Höchstbetrag, € je VZÄ und Jahr, Kommunen ab 10.000 und unter 20.000 Einwohnern." in cells
    assert "12.345 (am 31.12.2024). Danach richtet sich der Satz; es zählt die jüngste Angabe." in cells
    undated = kim.compose(town(("12345", None)), "finanzierungsplan", year=2025, draft=True)
    assert "12.345 (ohne Stichtag)" in str(undated)
    (found,) = (entry for entry in kim.check(attrs.evolve(program, rates=(own,))) if entry.code == "KIM-FIN-007")
    assert found.severity is Severity.WARNUNG
    assert "liegt über dem veröffentlichten Höchstbetrag von 10.000,00 €" in found.message.replace("\u00a0", " ")


def _rows(block):
    return block.normalised() if hasattr(block, "normalised") else ()

"""A session with the package and no other, its example programs, and short ways to ask a rate."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

import kimcore_landesprogramme
from kimcore import Kimcore
from kimcore.richtlinien import Rates
from kimcore.values import Period

EXAMPLES = Path(__file__).parent.parent / "examples"
VWV, BIR = "vwv-integrationsbeauftragte", "bir-bayern"
EXAMPLE = {VWV: EXAMPLES / "neckarbeispiel.yaml", BIR: EXAMPLES / "landkreis-beispieltal.yaml"}


@pytest.fixture(scope="session")
def kim():
    """A session with this package and no other."""
    return Kimcore(plugins=(kimcore_landesprogramme,), strict=True)


@pytest.fixture
def example():
    """The file of the example program of a rule set."""
    return EXAMPLE.__getitem__


@pytest.fixture
def program(kim):
    """Load the example program of a rule set, changed where a test says so."""
    return lambda name, **changes: attrs.evolve(kim.load(EXAMPLE[name]), **changes)


@pytest.fixture
def told(kim):
    """What is known of a rate on a day, in words: ``20.000,00 € confirmed`` or ``unbekannt``."""

    def ask(name, rate, day, inhabitants=None):
        size = None if inhabitants is None else Decimal(inhabitants)
        when = date.fromisoformat(day)
        use = Rates(kim.rules(name), inhabitants=size).use(rate, Period(when, when))
        if use.source is None:
            assert not use.amount.known
            return use.state.value
        return f"{use.amount.shown()} {use.source.confidence.value}".replace("\u00a0", " ")

    return ask


@pytest.fixture
def codes(kim):
    """The findings of a program that are no mere hint: code and severity."""
    return lambda program, **more: {
        finding.code: finding.severity.value
        for finding in kim.check(program, **more)
        if finding.severity.value != "hinweis"
    }

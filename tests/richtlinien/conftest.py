"""The rule set of KIM NRW and short ways to ask it."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from kimcore.richtlinien import Rates, RateUse, RuleSet
from kimcore.richtlinien.loader import builtin_resources, load_rules
from kimcore.values import Period


@cache
def _kim_nrw() -> RuleSet:
    return load_rules(next(entry for entry in builtin_resources() if entry.name == "kim-nrw.yaml"))


@pytest.fixture
def kim_nrw() -> RuleSet:
    """KIM NRW as it is shipped."""
    return _kim_nrw()


@pytest.fixture
def on_day(kim_nrw: RuleSet) -> Callable[[str, str], RateUse]:
    """What is known of a rate on a single day."""

    def ask(rate: str, day: str) -> RateUse:
        when = date.fromisoformat(day)
        return Rates(kim_nrw).use(rate, Period(when, when))

    return ask


@pytest.fixture
def told(on_day: Callable[[str, str], RateUse]) -> Callable[[str, str], str]:
    """What is known of a rate on a single day, in words: ``55.000,00 € partial`` or ``unbekannt``."""

    def ask(rate: str, day: str) -> str:
        use = on_day(rate, day)
        if use.source is None:
            assert not use.amount.known
            return str(use.state.value)
        return f"{use.amount.shown()} {use.source.confidence.value}".replace("\u00a0", " ")

    return ask

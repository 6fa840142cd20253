"""Looking rates up: unknown is an error with a way out, what the municipality supplies takes precedence."""

from datetime import date
from decimal import Decimal

import pytest

from kimcore.errors import RichtlinieError, UnknownRate
from kimcore.model import SuppliedRate
from kimcore.richtlinien import Rates, RateState
from kimcore.richtlinien.rules import RateRule, RateValue
from kimcore.values import Confidence, Period, Source

BESCHEID = Source(title="Zuwendungsbescheid vom 03.03.2025")


def supplied(start: str, end: str, amount: str = "58500.00", rate: str = "case-management") -> SuppliedRate:
    """A rate as a program file supplies it."""
    return SuppliedRate(
        rate=rate,
        amount=Decimal(amount),
        valid_from=date.fromisoformat(start),
        valid_to=date.fromisoformat(end),
        source=BESCHEID,
    )


def span(start: str, end: str) -> Period:
    """A span of days."""
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def test_unknown_rate_says_what_is_missing_and_how_to_supply_it(kim_nrw):
    """The error names rate, days and reason; its hint is what the program file needs, key by key."""
    use = Rates(kim_nrw).use("case-management", Period.year(2025))
    with pytest.raises(UnknownRate) as caught:
        use.require()
    assert str(caught.value) == (
        "Der Satz „Case-Management-Stelle“ ist für 01.01.2025 bis 31.12.2025 unbekannt. "
        "Für das Case Management ab 2024 nennt keine Quelle einen Betrag; die 57.000 € von 2023 gelten nicht weiter."
    )
    assert caught.value.rate == "case-management"
    assert caught.value.hint == (
        "In der Programmdatei unter rates ergänzen: rate: case-management, amount (€ je VZÄ und Jahr), "
        "valid_from: 2025-01-01, valid_to: 2025-12-31 und source, zum Beispiel der Zuwendungsbescheid."
    )


def test_the_error_is_also_a_lookup_error(kim_nrw):
    """Whoever catches LookupError or RichtlinieError catches an unknown rate."""
    use = Rates(kim_nrw).use("fortbildung", Period.year(2023))
    with pytest.raises(LookupError):
        use.require()
    with pytest.raises(RichtlinieError):
        use.require()


def test_a_rate_before_its_time_is_not_yet_valid(kim_nrw):
    """Before the first value a rate is not yet valid, in words that make a German sentence."""
    use = Rates(kim_nrw).use("koordination", Period.year(2019))
    assert use.state is RateState.NOT_YET
    with pytest.raises(UnknownRate, match=r"ist für 01.01.2019 bis 31.12.2019 noch nicht gültig\.$"):
        use.require()


def test_a_rate_after_its_end_is_no_longer_valid():
    """After a last value that ends, a rate has ended; nothing is carried on."""
    value = RateValue(valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31), state=RateState.UNKNOWN)
    rule = RateRule(id="alt", title="Alt", basis="eur_je_jahr", ceiling=False, values=(value,))
    assert rule.at(date(2020, 12, 31)) is value
    ended = rule.at(date(2021, 1, 1))
    assert (ended.state, ended.amount) == (RateState.ENDED, None)
    assert ended.state.label == "nicht mehr gültig"


def test_a_known_rate_carries_source_confidence_and_note(kim_nrw):
    """A known rate comes with the source a document prints, how sure it is and what is to be known about it."""
    use = Rates(kim_nrw).use("case-management", Period.year(2023))
    assert use.source.title == "Kreis Unna, Bescheid vom 15.02.2023, nach einer Vorlage der Stadt Kamen"
    assert use.source.url == "https://ratsportal.kamen.de/bi/vo0050.asp?__kvonr=4501"
    assert use.confidence is Confidence.CONFIRMED
    assert use.note == "18 Stellen, 1.026.000 € für 2023."
    assert not use.supplied
    assert use.require().decimal == Decimal(57000)
    assert use.amount.label == "Case-Management-Stelle"


@pytest.mark.parametrize(
    ("start", "end"),
    [("2022-07-01", "2023-06-30"), ("2022-12-31", "2023-01-01"), ("2023-12-01", "2024-01-31")],
)
def test_a_rate_that_changes_within_the_span_is_unknown_for_it(kim_nrw, start, end):
    """No value is taken for a span in which the rate changes; the message says that it does."""
    use = Rates(kim_nrw).use("koordination", span(start, end))
    assert (use.state, use.source, use.amount.known) == (RateState.UNKNOWN, None, False)
    with pytest.raises(UnknownRate, match="Im Regelwerk ändert er sich innerhalb dieser Zeit"):
        use.require()


def test_an_unknown_span_is_another_input_than_the_value_it_begins_with(kim_nrw):
    """The key of a changing span never is the key of a known value, so no cell holds both."""
    known = Rates(kim_nrw).use("koordination", Period.year(2023)).amount
    changing = Rates(kim_nrw).use("koordination", span("2023-01-01", "2024-12-31")).amount
    assert known.key == "satz.koordination.2023-01-01"
    assert changing.key != known.key


def test_same_value_same_input(kim_nrw):
    """Two Stellen that the same value pays refer to the same input, whatever their days."""
    rates = Rates(kim_nrw)
    first = rates.use("koordination", span("2025-01-01", "2025-12-31")).amount
    second = rates.use("koordination", span("2026-04-01", "2026-12-31")).amount
    assert first == second


def test_supplied_rate_fills_what_is_unknown(kim_nrw):
    """A rate from the program file makes an unknown one known, with the municipality's own source."""
    use = Rates(kim_nrw, [supplied("2025-01-01", "2025-12-31")]).use("case-management", Period.year(2025))
    assert use.require().decimal == Decimal("58500.00")
    assert (use.supplied, use.state, use.source) == (True, RateState.KNOWN, BESCHEID)


def test_supplied_rate_takes_precedence_over_a_known_one(kim_nrw):
    """A rate from the program file overrides the published one, and its input has a key of its own."""
    rates = Rates(kim_nrw, [supplied("2025-01-01", "2025-12-31", "56000.00", "koordination")])
    own = rates.use("koordination", Period.year(2025))
    published = rates.use("koordination", Period.year(2026))
    assert (own.amount.decimal, own.supplied) == (Decimal(56000), True)
    assert (published.amount.decimal, published.supplied) == (Decimal(57000), False)
    assert own.amount.key != published.amount.key


@pytest.mark.parametrize(
    ("start", "end", "known"),
    [
        ("2025-03-01", "2025-08-31", True),
        ("2025-03-01", "2025-03-01", True),
        ("2025-08-31", "2025-08-31", True),
        ("2025-02-28", "2025-02-28", False),
        ("2025-09-01", "2025-09-01", False),
        ("2025-02-28", "2025-08-31", False),
        ("2025-03-01", "2025-09-01", False),
        ("2025-01-01", "2025-12-31", False),
    ],
)
def test_supplied_rate_holds_only_within_its_span(kim_nrw, start, end, known):
    """A supplied rate holds from its first to its last day; a span that is longer stays unknown."""
    use = Rates(kim_nrw, [supplied("2025-03-01", "2025-08-31")]).use("case-management", span(start, end))
    assert use.amount.known is known
    assert use.supplied is known


def test_supplied_for_a_part_of_the_span_changes_the_rate_within_it(kim_nrw):
    """57,000 € are published for 2025; where the house states another rate from July on, the year has no one rate."""
    rates = Rates(kim_nrw, [supplied("2025-07-01", "2025-12-31", "58000.00", "koordination")])
    use = rates.use("koordination", Period.year(2025))
    with pytest.raises(UnknownRate, match="decken diese Zeit nicht mit genau einem Wert ab"):
        use.require()
    assert rates.use("koordination", span("2025-01-01", "2025-06-30")).amount.decimal == Decimal(57000)


def test_two_supplied_rates_for_the_same_days_are_none(kim_nrw):
    """Of two statements for the same days none is chosen silently."""
    rates = Rates(kim_nrw, [supplied("2025-01-01", "2025-12-31"), supplied("2025-06-01", "2025-12-31", "1.00")])
    assert not rates.use("case-management", Period.year(2025)).amount.known


def test_supplied_rate_of_another_kind_changes_nothing(kim_nrw):
    """A supplied rate counts only for the rate it names."""
    rates = Rates(kim_nrw, [supplied("2023-01-01", "2023-12-31", rate="koordination")])
    assert rates.use("case-management", Period.year(2023)).amount.decimal == Decimal(57000)


def test_a_rate_that_does_not_exist(kim_nrw):
    """A rate the rule set does not have is an error that lists those it has."""
    with pytest.raises(RichtlinieError, match="kim-nrw kennt den Satz „koordinierung“ nicht") as caught:
        Rates(kim_nrw).use("koordinierung", Period.year(2025))
    assert "case-management, fortbildung, koordination" in str(caught.value)


@pytest.mark.parametrize(
    ("method", "words"),
    [("baustein", "den Baustein"), ("stellenart", "die Stellenart"), ("ausgabeart", "die Ausgabeart")],
)
def test_an_id_that_does_not_exist(kim_nrw, method, words):
    """What the rule set does not know is an error that says what it knows."""
    with pytest.raises(RichtlinieError, match=f"kennt {words} „gibt-es-nicht“ nicht. Es gibt: "):
        getattr(kim_nrw, method)("gibt-es-nicht")
    known = getattr(kim_nrw, {"baustein": "bausteine"}.get(method, f"{method}en"))[0]
    assert getattr(kim_nrw, method)(known.id) is known

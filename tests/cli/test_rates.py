"""``kimcore rates``: known with source, unknown with the way to supply it, the municipality's own marked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.conftest import Said

from kimcore import Kimcore as Session

Kimcore = Callable[..., Said]
KEYS = [
    "foerderprogramm", "rate", "title", "basis", "basis_label", "ceiling", "valid_from", "valid_to", "band",
    "state", "amount", "source", "url", "confidence", "note", "supplied",
]  # fmt: skip


def listed(said: Said) -> list[dict[str, Any]]:
    """The rates of KIM NRW in a JSON answer, whatever other rule sets are installed."""
    return [item for item in json.loads(said.out) if item["foerderprogramm"] == "kim-nrw"]


def test_every_rate_of_the_rule_set_is_shown(kim: Session, kimcore: Kimcore) -> None:
    """Each rate stands there with basis and every dated value: amount, certainty, source, address."""
    out = kimcore("rates").out
    for rule in kim.rules("kim-nrw").rates:
        assert f"{rule.title} ({rule.id})" in out
    assert "Höchstbetrag („bis zu“), € je VZÄ und Jahr" in out
    assert "57.000,00" in out
    assert "bestätigt" in out
    assert "https://" in out
    assert "\x1b" not in out


def test_unknown_is_said_and_how_to_supply_it(kimcore: Kimcore) -> None:
    """What no source gives is „unbekannt“; the end shows what to write into the program file."""
    out = kimcore("rates").out
    assert "unbekannt" in out
    assert "Was unbekannt ist, ergänzt die Programmdatei, mit eigener Quelle:\n\n  rates:\n    - rate: " in out


def test_json_has_every_value_with_its_source(kim: Session, kimcore: Kimcore) -> None:
    """The list has one object for each dated value; an unknown one has no amount."""
    items = listed(kimcore("rates", "--format", "json"))
    assert all(list(item) == KEYS for item in items)
    assert len(items) == sum(len(rule.values) for rule in kim.rules("kim-nrw").rates)
    for item in items:
        assert (item["amount"] is None) == (item["state"] != "bekannt")
        assert item["amount"] is None or (item["source"] and item["confidence"])
    case = [item for item in items if item["rate"] == "case-management" and item["valid_from"] <= "2023-06-30"]
    assert (case[-1]["amount"], case[-1]["supplied"]) == ("57000.00", False)


def test_on_a_day_there_is_one_value_each(kim: Session, kimcore: Kimcore) -> None:
    """--on shows what holds that day: 57,000 in 2023, unknown from 2024 on, never carried on."""
    items = listed(kimcore("rates", "--on", "2023-12-31", "--format", "json"))
    assert len(items) == len(kim.rules("kim-nrw").rates)
    amounts = {item["rate"]: item["amount"] for item in items}
    assert amounts["case-management"] == "57000.00"
    later = listed(kimcore("rates", "--on", "2024-01-01", "--format", "json"))
    case = next(item for item in later if item["rate"] == "case-management")
    assert (case["amount"], case["state"], case["confidence"]) == (None, "unbekannt", None)
    before = listed(kimcore("rates", "--on", "2010-01-01", "--format", "json"))
    assert {item["state"] for item in before} == {"noch_nicht"}


def test_a_program_brings_its_own_rates(kimcore: Kimcore, here: Path) -> None:
    """--program adds what the file supplies, marked as such, and it goes before the rule set's unknown."""
    out = kimcore("rates", "--program", "musterstadt.yaml").out
    assert "58.000,00" in out
    assert "Angabe der Kommune" in out
    assert "Annahme des Beispiels" in out
    items = listed(kimcore("rates", "--program", "musterstadt.yaml", "--on", "2025-06-30", "--format", "json"))
    case = next(item for item in items if item["rate"] == "case-management")
    assert (case["amount"], case["supplied"], case["source"]) == ("58000.00", True, "Annahme des Beispiels")


def test_two_own_values_for_a_day_are_no_value(kimcore: Kimcore, here: Path) -> None:
    """Where a program supplies a rate twice for a day, neither holds, nor the published one."""
    text = (here / "musterstadt.yaml").read_text(encoding="utf-8")
    double = (
        "\nrates:\n"
        "  - {rate: koordination, amount: 1.00, valid_from: 2025-01-01, valid_to: 2025-12-31, source: {title: A}}\n"
        "  - {rate: koordination, amount: 2.00, valid_from: 2025-06-01, valid_to: 2025-12-31, source: {title: B}}\n"
    )
    (here / "zwei.yaml").write_text(text.replace("\nrates:\n", double, 1), encoding="utf-8")
    items = listed(kimcore("rates", "--program", "zwei.yaml", "--on", "2025-06-30", "--format", "json"))
    own = next(item for item in items if item["rate"] == "koordination")
    assert (own["amount"], own["state"], own["source"]) == (None, "unbekannt", None)
    assert "decken diese Zeit nicht mit genau einem Wert ab" in own["note"]


def test_where_all_is_known_nothing_has_to_be_supplied(kimcore: Kimcore, here: Path, monkeypatch: object) -> None:
    """The advice on supplying rates only stands there where one is unknown."""
    from kimcore.cli import rates

    emitted: list[str] = []
    session = Session(plugins=False)
    rules = session.rules("kim-nrw")
    known = [item for item in rates._items(rules, None, None) if item["state"] == "bekannt"]
    real = rates.emit
    rates.emit = lambda text="": emitted.append(text)  # type: ignore[assignment]
    try:
        rates._show(rules, known)
    finally:
        rates.emit = real
    assert emitted
    assert not any("unbekannt" in text for text in emitted)

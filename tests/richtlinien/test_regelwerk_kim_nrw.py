"""What holds for KIM NRW as a whole: each value has its source, and what is unknown has no amount."""

import json

import jsonschema
import pytest
import yaml

from kimcore.richtlinien import RateState
from kimcore.richtlinien.loader import builtin_resources, rules_schema
from kimcore.values import Confidence


@pytest.fixture
def values(kim_nrw):
    """Every dated value of every rate."""
    return [(rule.id, value) for rule in kim_nrw.rates for value in rule.values]


def test_every_known_value_has_amount_and_source(values):
    """A known value says where it stands and how sure that is."""
    for rate, value in values:
        if value.state is RateState.KNOWN:
            assert value.amount > 0, rate
            assert value.reference.title, rate


def test_every_unknown_value_has_no_amount_but_a_reason(values):
    """What no source gives has neither amount nor source, and says in German what is missing."""
    unknown = [(rate, value) for rate, value in values if value.state is RateState.UNKNOWN]
    assert len(unknown) == 15
    for rate, value in unknown:
        assert (value.amount, value.reference) == (None, None), rate
        assert value.note.endswith("."), rate


def test_only_known_and_unknown_values_are_shipped(values):
    """Nothing is announced and nothing ended; before 2020 there is no programme."""
    assert {value.state for _, value in values} == {RateState.KNOWN, RateState.UNKNOWN}
    assert min(value.valid_from for _, value in values).isoformat() == "2020-01-01"


def test_no_rate_ends(kim_nrw):
    """The last value of each rate is open and unknown: no amount runs on for ever."""
    for rule in kim_nrw.rates:
        assert (rule.values[-1].valid_to, rule.values[-1].state) == (None, RateState.UNKNOWN), rule.id


def test_what_is_confirmed(values):
    """The confirmed amounts are those that the sources show in full, no other."""
    confirmed = {
        (rate, value.valid_from.year, int(value.amount))
        for rate, value in values
        if value.reference and value.reference.confidence is Confidence.CONFIRMED
    }
    assert confirmed == {
        ("koordination", 2023, 57000),
        ("koordination", 2025, 57000),
        ("verwaltungsassistenz", 2025, 22500),
        ("case-management", 2021, 55000),
        ("case-management", 2022, 55000),
        ("case-management", 2023, 57000),
        ("auslaender-einbuergerung", 2024, 50000),
    }


def test_versions_with_their_fundstelle(kim_nrw):
    """Both Richtlinien with the day and the place of their publication."""
    first, second = kim_nrw.versions
    assert (first.date.isoformat(), second.date.isoformat()) == ("2020-11-25", "2024-12-12")
    assert "MBl. NRW. 2020 Nr. 32 vom 30.11.2020" in first.reference.title
    assert "MBl. NRW. 2024 Nr. 43 vom 19.12.2024" in second.reference.title
    assert "Implementierung und zum Betrieb" in first.title
    assert "Durchführung" in second.title


def test_legal_bases(kim_nrw):
    """§ 9 TIntG, both Richtlinien and the VVG in their latest edition."""
    titles = {entry.id: entry for entry in kim_nrw.legal_bases}
    assert set(titles) == {"tintg-9", "richtlinie-2020", "richtlinie-2024", "vvg-44-lho"}
    assert titles["tintg-9"].reference == "Gesetz vom 25.11.2021, GV. NRW. 2021 S. 1213a"
    assert titles["tintg-9"].valid_from.isoformat() == "2022-01-01"
    assert titles["vvg-44-lho"].reference == (
        "RdErl. v. 6. Juni 2022 in der jeweils geltenden Fassung; letzte bekannte Änderung durch RdErl. v. 25. Mai "
        "2025 (MBl. NRW. 2025 S. 731 ff.)"
    )


def test_double_funding(kim_nrw):
    """The ban on double funding cites § 9 Abs. 4 TIntG."""
    assert kim_nrw.double_funding.title == "§ 9 Abs. 4 TIntG"
    assert kim_nrw.double_funding.confidence is Confidence.CONFIRMED


def test_the_form_is_called_what_it_is(kim_nrw):
    """The sections follow the general Grundmuster, not the form of the Richtlinie, which is unknown."""
    assert "Grundmuster" in kim_nrw.form
    assert "§ 44 LHO NRW" in kim_nrw.form
    assert "KIM" not in kim_nrw.form
    assert "ist nicht bekannt" in kim_nrw.form_source.note


def test_authority(kim_nrw):
    """The Bewilligungsbehörde is known from a copy only, and says so."""
    assert kim_nrw.authority.startswith("Bezirksregierung Arnsberg, Dezernat 36")
    assert kim_nrw.authority_source.confidence is Confidence.PARTIAL


def test_open_questions_say_how_to_answer_them(kim_nrw):
    """Each open question has a hint; vacancy, Finanzierungsart and rates name the field of the program file."""
    hints = {entry.id: entry.hint for entry in kim_nrw.unknown}
    assert {"bagatellgrenze", "mittelabruf", "verwendungsnachweis", "eingruppierung", "pauschalen"} <= set(hints)
    assert all(hint.endswith(".") for hint in hints.values())
    assert "unter vacancy" in hints["vakanz"]
    assert "unter finanzierungsart" in hints["finanzierungsart"]
    assert "unter rates" in hints["saetze-stellen"]
    assert "unter rates" in hints["saetze-sachausgaben"]


@pytest.fixture
def as_json():
    """The shipped file as an editor sees it: read by PyYAML itself, days as texts."""
    (resource,) = builtin_resources()
    return json.loads(json.dumps(yaml.safe_load(resource.read_text(encoding="utf-8")), default=str))


def invalid(data):
    """What a validator says of the data, in one text."""
    schema = json.loads(json.dumps(rules_schema()))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return " ".join(error.message for error in validator(schema).iter_errors(data))


def test_kim_nrw_is_valid_against_the_schema(as_json):
    """The shipped file is valid against the JSON Schema."""
    assert invalid(as_json) == ""


def test_the_schema_refuses_what_the_loader_refuses(as_json):
    """An unknown key, a state that does not exist and a missing basis are invalid against the schema, too."""
    as_json["saetze"] = []
    as_json["rates"][0]["values"][0]["state"] = "ungefaehr"
    del as_json["rates"][1]["basis"]
    messages = invalid(as_json)
    assert "'saetze' was unexpected" in messages
    assert "'ungefaehr' is not valid" in messages
    assert "'basis' is a required property" in messages


def test_the_schema_is_german():
    """Titles and descriptions come from the labels of the fields."""
    schema = rules_schema()
    assert schema["title"] == "Regelwerk eines Förderprogramms"
    assert schema["properties"]["rates"]["title"] == "Sätze"
    assert schema["$defs"]["RateValue"]["properties"]["amount"]["description"] == "Einheit: €."
    states = {
        choice["const"]: choice["title"] for choice in schema["$defs"]["RateValue"]["properties"]["state"]["oneOf"]
    }
    assert states["unbekannt"] == "unbekannt"
    assert states["noch_nicht"] == "noch nicht gültig"

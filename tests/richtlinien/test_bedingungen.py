"""The conditions of the 2025 round, as the Land's funding portal names them."""

from kimcore.values import Confidence


def test_six_conditions_of_2025(kim_nrw):
    """KI, posts at the KI, Konzept, Lenkungsgruppe, Fachkräfte, Case-Management-Konzept: all read at the portal.

    Source: Förderportal „Nordrhein-Westfalen fördert“, Kommunales Integrationsmanagement NRW 2025.
    """
    rules = kim_nrw.conditions_for(2025)
    assert [rule.id for rule in rules] == [
        "ki",
        "stellen-am-ki",
        "handlungskonzept",
        "lenkungsgruppe",
        "fachkraefte",
        "case-management-konzept",
    ]
    assert {rule.reference.confidence for rule in rules} == {Confidence.CONFIRMED}
    assert {rule.reference.title for rule in rules} == {
        "Förderportal „Nordrhein-Westfalen fördert“, Kommunales Integrationsmanagement NRW 2025"
    }
    assert [rule.id for rule in rules if rule.sufficient] == ["ki", "stellen-am-ki"]


def test_of_other_rounds_none_is_known(kim_nrw):
    """The round before and the one after have no published conditions; those of 2025 are not carried on."""
    assert (kim_nrw.conditions_for(2024), kim_nrw.conditions_for(2026)) == ((), ())

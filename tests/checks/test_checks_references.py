"""References and ids."""

import time
from decimal import Decimal
from types import SimpleNamespace
from typing import Annotated

import attrs
import pytest

from kimcore.checks.references import DanglingReference, DoubledId, DoubledReference, UnitsInACircle
from kimcore.findings import Severity
from kimcore.model import (
    Baustein,
    Cooperation,
    Goal,
    Handlungsfeld,
    KommuneKind,
    Milestone,
    OrganisationalUnit,
    about,
)

FELDER = (Handlungsfeld(id="bildung", title="Bildung"), Handlungsfeld(id="arbeit", title="Arbeit"))


def test_references_that_lead_somewhere_are_fine(make, run):
    """A program whose every reference names something that exists has no dangling one."""
    program = make.program(
        goals=(Goal(id="teilhabe", title="Teilhabe"),),
        handlungsfelder=(Handlungsfeld(id="bildung", title="Bildung", goals=("teilhabe",)),),
        measures=(make.measure(),),
        stellen=(make.stelle(),),
        bausteine=(Baustein(id="baustein-1"),),
        rates=(make.rate("57000.00"),),
    )
    assert run(DanglingReference, program) == []


def test_a_dangling_reference_names_what_was_meant(make, run):
    """A misspelt Handlungsfeld is found with its path, its measure, the nearest id and all there are."""
    measures = (make.measure(handlungsfelder=("arbeit", "bildng")), make.measure(handlungsfelder=("bildng",)))
    finding, again = run(DanglingReference, make.program(handlungsfelder=FELDER, measures=measures))
    assert again.hint == finding.hint
    assert finding.path == "measures[0].handlungsfelder[1]"
    assert finding.object_id == "m-1"
    assert finding.severity is Severity.FEHLER
    assert finding.message == (
        "Maßnahme „Sprachpaten“: „Handlungsfelder“ nennt „bildng“. Unter handlungsfelder gibt es diese Kennung nicht."
    )
    assert finding.hint == "Meinten Sie „bildung“? Es gibt: arbeit, bildung."


def test_a_reference_to_an_empty_collection(make, run):
    """Where there is nothing to refer to, the hint says so."""
    (finding,) = run(DanglingReference, make.program(measures=(make.measure(),)))
    assert finding.hint == "Unter handlungsfelder steht noch nichts."


def test_a_single_reference_has_no_index(make, run):
    """A field that holds one id is found by its own path."""
    milestone = Milestone(id="start", title="Start", date=make.program().stand, measure="m-2")
    program = make.program(milestones=(milestone,), measures=(make.measure(handlungsfelder=()),))
    (finding,) = run(DanglingReference, program)
    assert finding.path == "milestones[0].measure"
    assert finding.hint == "Meinten Sie „m-1“? Es gibt: m-1."


def test_references_to_the_rule_set(make, run):
    """Bausteine, kinds and rates are looked up in the rule set, which the message names."""
    program = make.program(
        stellen=(make.stelle(kind="kordination", baustein="baustein-9"),), rates=(make.rate("1.00", rate="xyz"),)
    )
    findings = {finding.path: finding for finding in run(DanglingReference, program)}
    assert list(findings) == ["stellen[0].baustein", "stellen[0].kind", "rates[0].rate"]
    assert findings["stellen[0].kind"].message == (
        "Stelle „Koordination“: „Stellenart“ nennt „kordination“. Das Förderprogramm muster kennt diese Kennung nicht."
    )
    assert findings["stellen[0].kind"].hint.startswith("Meinten Sie „koordination“? Es gibt: amt, assistenz,")
    assert findings["rates[0].rate"].message.startswith("Eigener Satz „xyz“: „Satz“ nennt „xyz“.")
    assert findings["rates[0].rate"].object_id is None


def test_the_kommune_itself_is_one_of_the_kommunen(make, run):
    """The municipality that runs the program can take part in its own cooperation."""
    cooperation = Cooperation(title="Gemeinsam", members=("kreis-unna", "kamen"))
    (finding,) = run(DanglingReference, make.program(cooperation=cooperation))
    assert finding.path == "cooperation.members[1]"
    assert finding.message.startswith("Zusammenarbeit „Gemeinsam“: „Beteiligte Kommunen“ nennt „kamen“.")


def test_many_known_ids_are_not_all_listed(make, run):
    """A hint shows a dozen ids and says how many more there are; the nearest is still found."""
    felder = tuple(Handlungsfeld(id=f"feld-{number}", title="Feld") for number in range(600))
    program = make.program(handlungsfelder=felder, measures=(make.measure(handlungsfelder=("feld-599x",)),))
    (finding,) = run(DanglingReference, program)
    assert finding.hint.startswith("Meinten Sie „feld-")
    assert finding.hint.endswith("feld-108 und 588 weitere.")


def test_thousands_of_dangling_references_stay_quick(make, run):
    """A file in which every measure refers to another missing Handlungsfeld gets all its findings in a moment."""
    felder = tuple(Handlungsfeld(id=f"feld-{number}", title="Feld") for number in range(400))
    measures = tuple(make.measure(id=f"m-{number}", handlungsfelder=(f"feldd-{number}",)) for number in range(3000))
    start = time.process_time()
    findings = run(DanglingReference, make.program(handlungsfelder=felder, measures=measures))
    assert time.process_time() - start < 10
    assert len(findings) == 3000
    assert findings[0].hint.startswith("Meinten Sie „feld-")
    assert findings[-1].hint.startswith("Es gibt: feld-0, feld-1,")


@attrs.frozen(kw_only=True)
class Zusatz:
    """Data of a plugin that refers to measures, to Bausteine, and to things nobody has."""

    measure: str = attrs.field(metadata=about("Maßnahme", refers="measures"))
    fremd: str = attrs.field(default="x", metadata=about("Fremd", refers="nirgends"))
    regel: str = attrs.field(default="x", metadata=about("Regel", refers="richtlinie.nirgends"))


def test_data_of_plugins_are_checked_too(make, run):
    """References in a plugin's section are followed; collections that nobody has are left alone."""
    program = make.program(extensions={"zusatz": Zusatz(measure="m-9"), "roh": {"measure": "m-9"}})
    (finding,) = run(DanglingReference, program)
    assert finding.path == "extensions.zusatz.measure"
    assert finding.message.startswith("Eintrag: „Maßnahme“ nennt „m-9“.")


def test_unique_ids_are_fine(make, run):
    """The same id may stand in two collections."""
    program = make.program(
        goals=(Goal(id="bildung", title="Bildung"),), handlungsfelder=FELDER, stellen=(make.stelle(),)
    )
    assert run(DoubledId, program) == []


def test_a_doubled_id_names_both(make, run):
    """The second of two objects with one id is found, and both are named."""
    program = make.program(measures=(make.measure(), make.measure(title="Elterncafé")))
    (finding,) = run(DoubledId, program)
    assert finding.path == "measures[1].id"
    assert finding.object_id == "m-1"
    assert finding.message == "Die Kennung „m-1“ haben zwei: Maßnahme „Sprachpaten“ und Maßnahme „Elterncafé“."


def test_the_kommune_is_not_named_twice(make, run):
    """Whoever lists the municipality itself among those taking part has its id twice."""
    program = make.program(kommunen=(make.kommune(ags=None, kind=KommuneKind.KREIS),))
    (finding,) = run(DoubledId, program)
    assert finding.path == "kommunen[0].id"


@pytest.mark.parametrize(
    ("parents", "message"),
    [
        ({"amt": None, "team": "amt"}, None),
        ({"amt": "amt"}, "Organisationseinheiten sind im Kreis übergeordnet: amt → amt."),
        (
            {"team": "amt", "amt": "dezernat", "dezernat": "amt"},
            "Organisationseinheiten sind im Kreis übergeordnet: amt → dezernat → amt.",
        ),
    ],
)
def test_units_in_a_circle(make, run, parents, message):
    """A unit that is above itself, directly or over others, is found once per circle."""
    units = tuple(OrganisationalUnit(id=key, name=key.title(), parent=parent) for key, parent in parents.items())
    findings = run(UnitsInACircle, make.program(units=units))
    assert [finding.message for finding in findings] == ([message] if message else [])
    assert all(finding.hint == "Bei der obersten Einheit parent weglassen." for finding in findings)


def test_an_id_twice_in_one_list(make, run):
    """A measure that names a Handlungsfeld twice gets a warning; each once is fine."""
    measures = (make.measure(handlungsfelder=("bildung", "arbeit", "bildung")), make.measure(id="m-2"))
    (finding,) = run(DoubledReference, make.program(handlungsfelder=FELDER, measures=measures))
    assert (finding.path, finding.severity) == ("measures[0].handlungsfelder", Severity.WARNUNG)
    assert finding.message == "Maßnahme „Sprachpaten“: „Handlungsfelder“ nennt „bildung“ mehrmals."


def test_how_objects_are_called(make):
    """Objects are called by their title, shortened and without characters that no terminal can show."""
    from kimcore.checks.wording import called, joined

    assert called(make.measure(title="x" * 80)) == f"Maßnahme „{'x' * 59}…“"
    assert called(make.measure(title="a\x07b")) == "Maßnahme „a�b“"
    assert called(make.measure(title="")) == "Maßnahme „m-1“"
    assert called(make.contact(name="Erika Beispiel")) == "Kontakt „KIM-Koordination“"
    assert called(Zusatz(measure="m-1")) == "Eintrag"
    assert [joined(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a und b", "a, b und c"]


def test_fifty_thousand_measures_are_checked_in_a_moment(make, run):
    """References, ids and lists of 50,000 measures together take a few seconds at most, even on a busy machine."""
    measures = tuple(
        make.measure(id=f"m-{number}", handlungsfelder=("bildung", "arbeit"), costs=make.amounts(y2025="1000.00"))
        for number in range(50_000)
    )
    program = make.program(handlungsfelder=FELDER, measures=measures)
    start = time.process_time()
    for check in (DanglingReference, DoubledId, DoubledReference):
        assert run(check, program) == []
    assert time.process_time() - start < 5


def test_scans_follow_classes_that_hold_themselves(make, run):
    """A plugin's class that holds itself neither hangs the walk nor hides its texts."""
    from kimcore.checks.scan import kind_of, texts
    from kimcore.values import Text

    @attrs.frozen(kw_only=True)
    class Knoten:
        text: Text
        kinder: "tuple[Knoten, ...]" = ()

    attrs.resolve_types(Knoten, localns={"Knoten": Knoten})
    tree = Knoten(text="oben", kinder=(Knoten(text="unten"),))
    program = make.program(extensions={"baum": tree})
    found = [(parts, text) for parts, _, text in texts(program, bool) if parts[0] == "extensions"]
    assert found == [(("extensions", "baum", "text"), "oben"), (("extensions", "baum", "kinder", 0, "text"), "unten")]
    assert kind_of(SimpleNamespace) is None
    assert kind_of(Annotated[Decimal, "ohne Art"]) is None

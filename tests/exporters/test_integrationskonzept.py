"""The Integrationskonzept: each measure once, goals and Handlungsfelder, what is missing."""

import time
from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore.blocks import Chart, Fields, Link, Notice, Orientation, Paragraph, Reference, Section, Table
from kimcore.findings import Severity
from kimcore.model import Goal, Handlungsfeld, HandlungsfeldKind, Indicator, Measure, MeasureStatus, Reading
from kimcore.testing.dumps import outline, parts, read, row, rows_of, section
from tests.conftest import make_program

invented = pytest.mark.parametrize("name", ["musterstadt", "kreis-musterland"])


@pytest.fixture(scope="module")
def konzept(kim, sample):
    """The Konzept of a sample program."""
    made = {
        name: kim.compose(sample(name), "integrationskonzept", year=2025)
        for name in ("musterstadt", "kreis-musterland")
    }
    return made.__getitem__


def compose(kim, **fields):
    """The Konzept of a minimal program."""
    return kim.compose(make_program(**fields), "integrationskonzept", year=2025)


def codes(kim, program):
    """The findings of the Konzept by code."""
    found = {}
    for finding in kim.check(program, exporter="integrationskonzept", year=2025):
        found.setdefault(finding.code, []).append(finding)
    return found


@invented
def test_chapters(konzept, name):
    """A preface, the five chapters of real Konzepte, the measures by Handlungsfeld, two appendices."""
    titles = outline(konzept(name))
    assert [title for title in titles if not title.startswith(" ")] == [
        "Vorwort",
        "Ausgangslage",
        "Herausforderungen und Chancen",
        "Erfolge",
        "Handlungsstrategie",
        "Weiterentwicklung",
        "Maßnahmen",
        "Freigabe",
        "Maßnahmen nach Altersgruppen",
        "Zahlen, Daten, Fakten",
    ]
    assert titles[5:8] == ["  Ziele", "  Handlungsfelder", "  Ziele und Handlungsfelder"]
    assert not section(konzept(name), "vorwort").numbered
    assert not any(isinstance(part, Notice) for part in parts(konzept(name)))


@invented
def test_each_measure_is_described_once(konzept, sample, name):
    """48 Steckbriefe, each below the first of its Handlungsfelder; the others refer to it, and it to them."""
    program, document = sample(name), konzept(name)
    titles = {feld.id: feld.title for feld in program.handlungsfelder}
    for measure in program.measures:
        first, *others = measure.handlungsfelder
        here = [part.id for part in section(document, f"feld-{first}").blocks if isinstance(part, Section)]
        assert f"massnahme-{measure.id}" in here
        for feld in others:
            blocks = section(document, f"feld-{feld}").blocks
            assert f"massnahme-{measure.id}" not in [part.id for part in blocks if isinstance(part, Section)]
            assert Reference(f"massnahme-{measure.id}") in next(
                block.text for block in blocks if isinstance(block, Paragraph) and "Außerdem" in str(block.text)
            )
        last = section(document, f"massnahme-{measure.id}").blocks[-1]
        assert [run.target[5:] for run in last.text if isinstance(run, Reference)] == others if others else True
        assert all(titles[feld] in str(last) for feld in others)
    steckbriefe = [part.id for part in parts(document) if getattr(part, "id", "").startswith("massnahme-")]
    assert len(steckbriefe) == len(set(steckbriefe)) == 48


def test_a_steckbrief(konzept):
    """Träger, Zielgruppe, age group, period, status, costs of each year, indicators with their last value."""
    blocks = section(konzept("kreis-musterland"), "massnahme-beratungsbus").blocks
    fields = next(block.fields for block in blocks if isinstance(block, Fields))
    assert [(field.label, str(field.value)) for field in fields] == [
        ("Träger", "Kreis Musterland, Wohlfahrtsverband A (erfunden)"),
        ("Zielgruppe", "Zugewanderte in Ortsteilen ohne Beratungsstelle"),
        ("Altersgruppe", "Jugendliche, junge Erwachsene, Erwachsene, Ältere"),
        ("Zeitraum", "seit 01.04.2022"),
        ("Status", "laufend"),
        ("Kosten 2025", "58000.00"),
        ("Kosten 2026", "60000.00"),
        ("Indikatoren", "Begonnene Begleitungen im Case Management: 438 Fälle je Jahr (31.12.2024)"),
    ]
    assert "Ein umgebauter Kleinbus steht an vier Tagen" in read(konzept("kreis-musterland"))


@invented
def test_matrix(konzept, sample, name):
    """The matrix names the goal in the cell, so that nothing is said by a mark or a colour alone."""
    program = sample(name)
    lines = {line[0]: line[1:] for line in rows_of(konzept(name), "matrix")}
    goals = [goal.id for goal in program.goals]
    for feld in program.handlungsfelder:
        expected = [f"Z{number}" if goal in feld.goals else "–" for number, goal in enumerate(goals, start=1)]
        assert lines[feld.title] == expected
    assert row(rows_of(konzept(name), "ziele-tabelle"), "Z1")[1] == program.goals[0].title


@invented
def test_age_groups(konzept, sample, name):
    """From the youngest to the oldest a table of measures by title, each a link to its Steckbrief."""
    document = konzept(name)
    tables = [part for part in section(document, "altersgruppen").blocks if isinstance(part, Table)]
    assert [table.caption for table in tables] == [
        f"Altersgruppe {age}" for age in ("Kinder", "Jugendliche", "junge Erwachsene", "Erwachsene", "Ältere")
    ]
    children = [measure for measure in sample(name).measures if "Kinder" in measure.age_groups]
    links = [line.cells[0] for line in tables[0].normalised()]
    assert {link.url for link in links} == {f"#massnahme-{measure.id}" for measure in children}
    assert len(tables[0].rows) == len(children)
    plain = [link.text.casefold().replace("ü", "u").replace("ö", "o").replace("ä", "a") for link in links]
    assert plain == sorted(plain)


@invented
def test_figures_paper(konzept, sample, name):
    """The last appendix holds statistics, indicators with series and targets, charts and sources."""
    document = konzept(name)
    figures = section(document, "zahlen")
    assert figures.appendix
    assert len(rows_of(document, "indikatoren")) == len(sample(name).indicators)
    assert any(isinstance(part, Chart) for part in figures.blocks)
    assert rows_of(document, "quellen")[0][1] == "Musterdaten, für dieses Beispiel erfunden"
    assert "Zahlen, Daten und Fakten stehen mit ihren Quellen in →zahlen." in read(document)


def test_made_for_the_public(konzept, sample):
    """Without being asked it is made for the public: no phone, no e-mail, no author."""
    document = konzept("musterstadt")
    text = read(document) + str(document.cover)
    for contact in sample("musterstadt").contacts:
        assert contact.phone not in text
        assert contact.email not in text
    assert "Stelle 50-115" not in text
    extent = document.cover.fields[0]
    assert (extent.label, extent.value) == ("Umfang", "6 Ziele, 18 Handlungsfelder, 48 Maßnahmen")


# ------------------------------------------------------------------------------------------- partial programs


def test_hamm(kim, sample):
    """Hamm has goals and figures but no names of Handlungsfelder and measures: a draft with every gap marked."""
    program = sample("hamm")
    document = kim.compose(program, "integrationskonzept")
    assert [line[1] for line in rows_of(document, "ziele-tabelle")] == [goal.title for goal in program.goals]
    assert rows_of(document, "kennzahlen")[0][:3] == ["Einwohnerinnen und Einwohner (rund)", "180.000", "Personen"]
    assert "Angaben fehlen: Hierher gehören die Handlungsfelder. Einzutragen unter handlungsfelder." in read(document)
    assert "Hierher gehören die Maßnahmen, jede mit ihrem Steckbrief. Einzutragen unter measures." in read(document)
    assert document.properties.marks == ("ENTWURF",)
    found = {finding.code for finding in kim.check(program, exporter="integrationskonzept")}
    assert {"KIM-INT-001", "KIM-INT-003", "KIM-INT-004", "KIM-INT-007"} <= found
    assert "KIM-INT-002" not in found


def test_hochsauerlandkreis(kim, sample):
    """The Hochsauerlandkreis uses Handlungsfelder as phases of work and names no measures: both are said."""
    document = kim.compose(sample("hochsauerlandkreis"), "integrationskonzept")
    text = read(document)
    assert "Die Handlungsfelder sind hier Phasen der Arbeit." in text
    assert rows_of(document, "felder-tabelle")[2] == [
        "Strategische Steuerung",
        "Mit regelmäßigem Monitoring und ohne Parallelstrukturen.",
    ]
    assert "→felder-tabelle nennt die Handlungsfelder." in text
    assert "matrix" not in [part.id for part in parts(document) if isinstance(part, Table)]


def test_an_empty_program(kim):
    """A program with nothing in it is composed: no cover count, no appendix of ages, everything marked."""
    document = compose(kim)
    assert outline(document)[-1] == "Zahlen, Daten, Fakten"
    assert "Maßnahmen nach Altersgruppen" not in outline(document)
    assert "Umfang" not in [field.label for field in document.cover.fields]
    found = codes(kim, make_program())
    assert set(found) >= {f"KIM-INT-{number:03d}" for number in (1, 2, 3, 4, 6, 7)}
    severities = {finding.message: finding.severity for finding in found["KIM-INT-001"]}
    assert severities["Das Kapitel „Handlungsstrategie“ hat keinen Text."] is Severity.FEHLER
    assert severities["Das Kapitel „Erfolge“ hat keinen Text."] is Severity.WARNUNG


def test_measures_that_belong_nowhere(kim):
    """Measures without a (known) Handlungsfeld are described all the same, with whatever is known of them."""
    feld = Handlungsfeld(id="bildung", title="Bildung", kind=HandlungsfeldKind.POLITIKFELD)
    measures = (
        Measure(id="a", title="Nackt"),
        Measure(id="b", title="Verirrt", handlungsfelder=("weg",), end=date(2026, 12, 31), indicators=("i", "weg")),
        Measure(
            id="c",
            title="Geplant",
            start=date(2026, 1, 1),
            status=MeasureStatus.GEPLANT,
            status_reason="Wartet.",
            age_groups=("Senioren", "Ältere"),
        ),
    )
    indicator = Indicator(id="i", title="Plätze")
    document = compose(kim, handlungsfelder=(feld,), measures=measures, indicators=(indicator,))
    text = read(document)
    assert "Maßnahmen ohne Handlungsfeld" in outline(document)[-6] or "  Maßnahmen ohne Handlungsfeld" in outline(
        document
    )
    assert "Zu diesem Handlungsfeld ist noch keine Maßnahme angegeben." in text
    assert "Zu dieser Maßnahme liegen noch keine Angaben vor." in text
    assert "Zeitraum: bis 31.12.2026" in text
    assert "Indikatoren: Plätze: noch kein Wert" in text
    assert "Zeitraum: ab 01.01.2026\nStatus: geplant Wartet." in text
    tables = [part for part in section(document, "altersgruppen").blocks if isinstance(part, Table)]
    assert [table.caption for table in tables] == [
        "Altersgruppe Ältere",
        "Altersgruppe Senioren",
        "Ohne Angabe einer Altersgruppe",
    ]
    assert [shown.cells[1] for shown in tables[2].normalised()] == ["–", "–"]
    found = codes(kim, make_program(measures=measures))["KIM-INT-005"]
    assert "Bei 3 Maßnahmen fehlt die Beschreibung: a, b, c." in [finding.message for finding in found]
    assert "Bei 2 Maßnahmen fehlt der Status: a, b." in [finding.message for finding in found]
    assert "  Alle Maßnahmen" in outline(compose(kim, measures=measures))


def test_many_lacks_in_one_finding(kim):
    """Thousands of measures without a Träger are one finding that names the first five."""
    measures = tuple(Measure(id=f"m{number}", title="M", description="D") for number in range(7))
    found = [finding.message for finding in codes(kim, make_program(measures=measures))["KIM-INT-005"]]
    assert "Bei 7 Maßnahmen fehlt der Träger: m0, m1, m2, m3, m4 und 2 weiteren." in found
    alone = [finding.message for finding in codes(kim, make_program(measures=measures[:1]))["KIM-INT-005"]]
    assert "Bei einer Maßnahme fehlt der Träger: m0." in alone


@pytest.mark.parametrize(("count", "there", "across"), [(8, True, False), (9, True, True), (21, False, False)])
def test_many_goals(kim, count, there, across):
    """With many goals the matrix lies across; where it would fit no page the goals stand with each Handlungsfeld."""
    goals = tuple(Goal(id=f"z{number}", title=f"Ziel {number}") for number in range(count))
    feld = Handlungsfeld(id="f", title="Feld", goals=("z0",))
    measures = (Measure(id="m", title="Maßnahme", handlungsfelder=("f",)),)
    document = compose(kim, goals=goals, handlungsfelder=(feld,), measures=measures)
    found = [part for part in parts(document) if isinstance(part, Section) and part.id == "ziele-und-felder"]
    assert bool(found) is there
    assert [part.orientation is Orientation.LANDSCAPE for part in found] == ([across] if there else [])
    assert "Ziele: Z1 Ziel 0." in read(document)


def test_indicators_of_odd_days(kim):
    """Values of other days than one stand by their year; an indicator without a unit and a chart of one are fine."""

    def indicator(key, *values):
        readings = tuple(Reading(date=date(*day), value=Decimal(value)) for day, value in values)
        return Indicator(id=key, title=key.upper(), readings=readings)

    first = indicator("a", ((2023, 6, 30), 1), ((2023, 12, 31), 2), ((2024, 12, 31), 3))
    document = compose(kim, indicators=(first, indicator("b", ((2023, 5, 1), 4), ((2024, 5, 1), 5)), indicator("c")))
    assert rows_of(document, "indikatoren") == [
        ["A", "", "2", "3", "–"],
        ["B", "", "4", "5", "–"],
        ["C", "", "–", "–", "–"],
    ]
    assert "Gezeigt ist der letzte Wert jedes Jahres." in read(document)
    assert "Den Verlauf von Indikatoren mit gleicher Einheit zeigt →entwicklung-1." in read(document)
    assert "Entwicklung der Indikatoren (ohne Einheit)" in read(document)
    empty = compose(kim, indicators=(indicator("c"),))
    assert "→indikatoren nennt die Indikatoren mit ihren Werten und Zielen.\n" in read(empty)


# ------------------------------------------------------------------------------------------------- scale


def test_five_thousand_measures(kim, sample):
    """Ten times the measures take about ten times the time, and long tables are views, not lists."""
    program = sample("musterstadt")

    def grown(times):
        measures = tuple(
            attrs.evolve(measure, id=f"{measure.id[:20]}-{number}")
            for number in range(times)
            for measure in program.measures
        )
        return attrs.evolve(program, measures=measures)

    def took(larger):
        start = time.perf_counter()
        document = kim.compose(larger, "integrationskonzept", year=2025)
        return time.perf_counter() - start, document

    small, _ = took(grown(10))
    large, document = took(grown(100))
    assert large < 25 * small + 0.5
    table = next(part for part in section(document, "altersgruppen").blocks if isinstance(part, Table))
    assert not isinstance(table.rows, tuple)
    assert len(list(table.rows)) == len(table.rows)
    assert isinstance(next(iter(table.rows))[0], Link)

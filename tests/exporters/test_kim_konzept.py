"""The KIM-Konzept: its chapters, its figures, and what it says where something is missing."""

import re
import zipfile
from datetime import date
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import attrs
import pytest
from python_calamine import CalamineWorkbook

from kimcore import ExportRefused
from kimcore.blocks import Chart, Image, Listing, Notice, Run, Section, Timeline
from kimcore.findings import Severity
from kimcore.model import (
    Ausgabe,
    Baustein,
    ChapterText,
    ConditionStatement,
    Goal,
    Gremium,
    Kommune,
    KommuneKind,
    LegalBasis,
    Milestone,
    OrganisationalUnit,
    Picture,
    Statistic,
    Vorgang,
    VorgangKind,
    YearAmount,
)
from kimcore.testing.dumps import outline, parts, read, row, rows_of, section, shown, tables
from kimcore.values import format_date
from tests.conftest import SOURCE, make_program, make_stelle
from tests.pictures import png

invented = pytest.mark.parametrize("name", ["musterstadt", "kreis-musterland"])


@pytest.fixture(scope="module")
def konzept(kim, sample):
    """The Konzept of a sample program."""
    made = {name: kim.compose(sample(name), "kim-konzept", year=2025) for name in ("musterstadt", "kreis-musterland")}
    return made.__getitem__


def codes(kim, program, year=2025):
    """The findings of the Konzept by code: their messages."""
    found = {}
    for finding in kim.check(program, exporter="kim-konzept", year=year):
        found.setdefault(finding.code, []).append(finding)
    return found


# ---------------------------------------------------------------------------------------------- chapters


@invented
def test_chapters(konzept, name):
    """Eleven chapters in the order of the Land's Handlungskonzept and real Konzepte, then two appendices."""
    assert outline(konzept(name)) == [
        "Einleitung",
        "Ausgangslage",
        "Rechtlicher und fördertechnischer Rahmen",
        "Ziele und Zielgruppen",
        "Struktur",
        "  Anbindung im Kommunalen Integrationszentrum",
        "  Baustein 1: Strategisches Management (Koordination)",
        "  Baustein 2: Case Management",
        "  Baustein 3: Ausländer- und Einbürgerungsbehörden",
        "  Gremien",
        "Netzwerk",
        "Methoden",
        "Zeitschiene",
        "Monitoring und Evaluation",
        "Gelingensbedingungen und Nachhaltigkeit",
        "Finanzierung",
        "Freigabe",
        "Annahmen und Quellen",
        "Bedingungen der Antragsrunde 2025",
    ]


@invented
def test_signatures_say_what_is_signed(konzept, sample, name):
    """The lines to sign on name the paper and its Stand: they may come to stand on a page of their own."""
    text, signatures = section(konzept(name), "freigabe").blocks
    vorgang = next(entry for entry in sample(name).vorgaenge if entry.kind is VorgangKind.KONZEPT)
    stand = format_date(vorgang.stand)
    assert text.text == f"Die Unterschriften gelten für „{vorgang.title}“ mit dem Stand {stand}."
    assert signatures.functions == vorgang.signatories


@invented
def test_prose_is_the_programs(konzept, sample, name):
    """Every text of the program's KIM chapters is printed once, in the section that is read back."""
    document = konzept(name)
    text = read(document)
    for entry in sample(name).texts[5:20]:
        first = " ".join(entry.text.split()[:4])
        assert text.count(first) == 1, entry.chapter
        assert section(document, entry.chapter).chapter == entry.chapter
    assert not any(isinstance(part, Notice) for part in parts(document))


@invented
def test_every_reference_leads_somewhere(konzept, name):
    """Each cross-reference names a section, table or figure of the document, and each id is there once."""
    document = konzept(name)
    ids = [part.id for part in parts(document) if getattr(part, "id", "")]
    assert len(ids) == len(set(ids))
    wanted = {word[1:].rstrip(".,;") for word in read(document).split() if word.startswith("→")}
    assert wanted <= set(ids)
    assert {"nach-baustein", "zeilen", "annahmen", "rechtsgrundlagen"} <= wanted


def test_cover(konzept):
    """The first page says whose Konzept it is, for what, in which state of which file, and whom to ask."""
    cover = konzept("musterstadt").cover
    fields = [(field.label, field.value) for field in cover.fields]
    assert (
        "Bewilligungsbehörde",
        "Bezirksregierung Arnsberg, Dezernat 36 – Kompetenzzentrum für Integration",
    ) in fields
    assert ("Aktenzeichen der Kommune", "50-31-02/2024-017") in fields
    assert ("Stand", "08.01.2025") in fields
    assert ("Kontakt", "Gesamtkoordination KIM\n+49 2000 000-101 · kim@musterstadt.example.org") in fields
    assert cover.subtitle == "Konzept zum Förderjahr 2025"
    assert "erfunden" in cover.notice.text


def test_the_public_sees_no_person(kim, sample):
    """For the public neither phone nor e-mail nor author is anywhere in the Konzept; the Kommune is whom to ask."""
    program = sample("kreis-musterland")
    document = kim.compose(program, "kim-konzept", year=2025, profile="oeffentlich")
    text = read(document) + str([field.value for field in document.cover.fields])
    vorgang = next(entry for entry in program.vorgaenge if entry.kind is VorgangKind.KONZEPT)
    for value in (*(entry.phone for entry in program.contacts), *(entry.email for entry in program.contacts)):
        assert value not in text
    assert vorgang.author not in text
    assert document.cover.fields[-1].value.startswith("Kreis Musterland\nKreisweg 10, 59998 Musterbrück\nhttps://")


# ------------------------------------------------------------------------------------------------- money


@invented
def test_money_equals_the_foerderantrag(kim, sample, konzept, name):
    """Rows 4.1 to 4.7 are the very Amounts of the Förderantrag, and the sums those of the Finanzierungsplan."""
    antrag = tables(kim.compose(sample(name), "foerderantrag", year=2025))
    assert rows_of(konzept(name), "zeilen") == antrag["zeilen"]
    plan = row(tables(kim.compose(sample(name), "finanzierungsplan", year=2025))["nach-baustein"], "Summe 2025")
    total = row(rows_of(konzept(name), "nach-baustein"), "Summe 2025")
    assert (total[2], total[3], total[-1]) == (plan[2], plan[3], plan[-1])


@invented
def test_money_in_the_files(kim, sample, tmp_path, name):
    """The finished Word file and the finished workbook print the same rows 4.1 to 4.7, to the cent."""
    kim.export(sample(name), "kim-konzept", tmp_path / "konzept.docx", year=2025)
    kim.export(sample(name), "foerderantrag", tmp_path / "antrag.xlsx", year=2025)
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    body = ET.fromstring(zipfile.ZipFile(tmp_path / "konzept.docx").read("word/document.xml"))  # noqa: S314 - our own
    lines = [
        ["".join(text.text or "" for text in cell.iter(f"{word}t")) for cell in line.iter(f"{word}tc")]
        for line in body.iter(f"{word}tr")
    ]
    printed = [cells[-1] for cells in lines if re.fullmatch("4.[1-7]", cells[0])]
    sheet = CalamineWorkbook.from_path(tmp_path / "antrag.xlsx").get_sheet_by_name("Finanzierungsplan").to_python()
    stored = [Decimal(str(cells[2])) for cells in sheet if re.fullmatch("4.[1-7]", str(cells[0]))]
    assert [Decimal(text[:-2].replace(".", "").replace(",", ".")) for text in printed] == stored
    assert len(stored) == 7


def test_who_pays(konzept):
    """The chart shows funding, others' money and gap of each Baustein; the parts add up to its costs."""
    document = konzept("kreis-musterland")
    chart = next(part for part in parts(document) if isinstance(part, Chart) and part.id == "kostentraeger")
    assert [category[:10] for category in chart.categories] == ["Baustein 1", "Baustein 2", "Baustein 3"]
    assert [series.title for series in chart.series] == ["Förderung", "Leistungen Dritter", "Deckungslücke"]
    sums = [sum(series.values[index].decimal for series in chart.series) for index in range(3)]
    assert sums == [Decimal("347500.00"), Decimal("746783.34"), Decimal("135300.00")]


def test_several_years(kim, sample):
    """With several years each has its rows and its chart, and the application's rows their sum."""
    document = kim.compose(sample("musterstadt"), "kim-konzept", year=2025, years=(2025, 2026))
    assert document.cover.subtitle == "Konzept zu den Förderjahren 2025 und 2026"
    assert [line[0] for line in rows_of(document, "nach-baustein") if line[0].startswith("Summe")] == [
        "Summe 2025",
        "Summe 2026",
        "Summe aller Jahre",
    ]
    early = kim.compose(sample("musterstadt"), "kim-konzept", year=2025, years=(2024, 2025))
    assert "Beantragt wird die Förderung für die Bausteine 1 und 2. →zeilen zeigt" in read(early)


def test_an_unknown_rate_leaves_amounts_open(kim):
    """Where a rate is unknown the table says so, there is no chart, and the finding says how to supply it."""
    costs = (YearAmount(year=2025, amount=Decimal(1)),)
    stelle = make_stelle(id="cm", baustein="baustein-2", kind="case-management", costs=costs)
    program = make_program(stellen=(stelle,))
    document = kim.compose(program, "kim-konzept", year=2025)
    assert "offen" in row(rows_of(document, "nach-baustein"), "Baustein 2")
    assert not any(isinstance(part, Chart) for part in parts(document))
    assert "rate: case-management" in codes(kim, program)["KIM-KON-007"][0].hint
    assert "Beantragt wird die Förderung für die Bausteine 1 und 2. →zeilen zeigt" in read(document)


def test_one_baustein_is_applied_for(kim):
    """In 2023 only Baustein 1 is applied for, and the sentences say it in the singular."""
    costs = (YearAmount(year=2023, amount=Decimal(60000)),)
    document = kim.compose(make_program(stellen=(make_stelle(costs=costs),)), "kim-konzept", year=2023)
    text = read(document)
    assert "Auf Antrag gefördert wird 2023 Baustein 1." in text
    assert "Beantragt wird die Förderung für Baustein 1. →zeilen zeigt" in text
    assert "Der Antragszeitraum" not in text
    assert "Richtlinie zur Durchführung" not in text


def test_unna(kim, sample):
    """Of Kreis Unna only Baustein 2 is known: the others are not said to cost nothing, the application is marked."""
    document = kim.compose(sample("unna"), "kim-konzept", year=2023)
    assert [line[0].partition(":")[0] for line in rows_of(document, "nach-baustein")] == ["Baustein 2", "Summe 2023"]
    text = read(document)
    assert "Nicht aufgeführt sind Bausteine, für die weder Kosten noch Einnahmen eingetragen sind." in text
    assert "Für 2023 sind in diesem Baustein keine Stellen eingetragen." in text
    wanted = "Hierher gehört der Finanzierungsplan des Antrags für Baustein 1. Einzutragen unter stellen und ausgaben."
    assert f"Angaben fehlen: {wanted}" in text
    assert "Beantragt wird" not in text


def test_goals_without_handlungsfelder(kim, sample):
    """Of Hamm only the titles of the goals are known: the table has no columns that say nothing."""
    document = kim.compose(sample("hamm"), "kim-konzept", year=2022)
    assert rows_of(document, "ziele-handlungsfelder")[1] == ["Z2", "Förderung der Selbständigkeit"]
    assert "→ziele-handlungsfelder nennt die Ziele." in read(document)
    assert "Ziele und ihre Handlungsfelder" not in read(document)
    assert "Ein Fördersatz wird in diesem Konzept nicht verwendet." in read(document)


def test_law_of_a_later_year(kim):
    """What is in force from 2022 on is no legal basis of 2021."""
    document = kim.compose(make_program(), "kim-konzept", year=2021)
    assert not any("TIntG" in line[0] for line in rows_of(document, "rechtsgrundlagen"))


def test_a_year_without_application(kim):
    """Before the programme nothing is applied for: no sentence claims it and no rows are shown."""
    program = make_program(stellen=(make_stelle(costs=(YearAmount(year=2019, amount=Decimal(1)),)),))
    text = read(kim.compose(program, "kim-konzept", year=2019))
    assert "beantragt" not in text.lower().replace("beantragte", "").replace("begrenzt die beantragte", "")


# --------------------------------------------------------------------------------------------- structure


def test_distribution_by_kommune_and_traeger(konzept):
    """Baustein 2 shows who employs how many VZÄ, and every Stelle under its employer."""
    document = konzept("kreis-musterland")
    lines = rows_of(document, "verteilung-baustein-2")
    assert [tuple(line[:4]) for line in lines] == [
        ("Kreis Musterland", "Kommune", "4", "4,00"),
        ("Stadt Musterbrück (erfunden)", "kreisangehörige Kommune", "2", "1,50"),
        ("Stadt Beispielheim (erfunden)", "kreisangehörige Kommune", "1", "1,00"),
        ("Gemeinde Mustertal (erfunden)", "kreisangehörige Kommune", "1", "0,75"),
        ("Gemeinde Probenau (erfunden)", "kreisangehörige Kommune", "1", "0,75"),
        ("Wohlfahrtsverband A (erfunden)", "Freie Wohlfahrtspflege", "2", "2,00"),
        ("Wohlfahrtsverband B (erfunden)", "Freie Wohlfahrtspflege", "3", "2,00"),
        ("Summe", "", "14", "12,00"),
    ]
    titles = [line[0] for line in rows_of(document, "stellen-baustein-2")]
    assert titles[titles.index("Gemeinde Probenau (erfunden)") + 1] == "Case Management Probenau"


def organisation(document):
    """The list of the organisational units."""
    return next(part for part in section(document, "anbindung").blocks if isinstance(part, Listing))


def test_organisation(konzept):
    """The units stand within one another, each with its VZÄ."""
    listing = organisation(konzept("musterstadt"))
    text = []
    while listing is not None:
        paragraph, *more = listing.items[0].blocks
        text.append(paragraph.text.replace("\u00a0", " "))
        listing = more[0] if more else None
    assert text[:3] == [
        "Dezernat Soziales und Integration",
        "Fachbereich Soziales und Integration",
        "Kommunales Integrationszentrum",
    ]
    assert text[3] == (
        "Team Kommunales Integrationsmanagement: Koordinierungsstelle 2,5 VZÄ, Verwaltungsassistenz 0,5 VZÄ, "
        "Case-Management-Stelle 6,0 VZÄ"
    )


def test_a_very_deep_organisation(kim, sample):
    """Of 1,500 units one below the other every one is printed, in its order, as deep as Word's lists go."""
    units = tuple(
        OrganisationalUnit(id=f"u{n}", name=f"Stelle {n}", parent=f"u{n - 1}" if n else None) for n in range(1500)
    )
    program = attrs.evolve(sample("musterstadt"), units=units)
    listing = organisation(kim.compose(program, "kim-konzept", year=2025))
    names, depth = [], 1
    while isinstance(more := listing.items[-1].blocks[-1], Listing):
        names += [item.blocks[0].text for item in listing.items]
        listing, depth = more, depth + 1
    assert depth == 9
    assert names + [item.blocks[0].text for item in listing.items] == [unit.name for unit in units]
    assert kim.render(program, "kim-konzept", year=2025, draft=True)


def test_gremien(konzept):
    """Each Gremium with tasks, chair, rhythm and members; short names in a row, long ones on lines of their own."""
    text = read(konzept("kreis-musterland"))
    assert "Rhythmus: zweimal im Jahr, im April und im Oktober" in text
    assert "Mitglieder: Schulaufsicht, Schulträger, Jobcenter, Arbeitsagentur, Kreishandwerkerschaft" in text
    assert "Mitglieder: Leitung des Dezernats Bildung, Jugend und Integration\nLeitung des Kommunalen" in text


def test_zeitschiene(konzept):
    """Milestones in the order of their days, in the chart and in the table, between the bars of the funded year."""
    document = konzept("kreis-musterland")
    timeline = next(part for part in parts(document) if isinstance(part, Timeline))
    assert (timeline.spans[0].title, timeline.spans[0].days) == ("Förderjahr 2025", 365)
    milestones = [span for span in timeline.spans if span.end is None]
    assert all(first.start <= second.start for first, second in pairwise(milestones))
    assert [line[0] for line in rows_of(document, "meilensteine")] == [format_date(span.start) for span in milestones]
    assert row(rows_of(document, "meilensteine"), "17.10.2024")[-1] == "erreicht"


def test_a_milestone_reached_on_another_day(kim):
    """A milestone that was reached on another day says which; before that day it was only planned."""
    milestone = Milestone(id="m", title="Beschluss", date=date(2025, 3, 1), reached=date(2025, 4, 2))
    for day, state in ((2, "erreicht am 02.04.2025"), (1, "geplant")):
        program = make_program(milestones=(milestone,), stand=date(2025, 4, day))
        document = kim.compose(program, "kim-konzept", year=2025)
        assert rows_of(document, "meilensteine") == [["01.03.2025", "Beschluss", "–", state]]


# ------------------------------------------------------------------------------------------------ figures


def test_statistics_by_kommune(konzept):
    """The Kommunen stand side by side with day and source, their shares in a chart, the rest in a table of its own."""
    document = konzept("kreis-musterland")
    assert rows_of(document, "kennzahlen-kommunen")[1] == ["Stadt Musterbrück", "62.400", "10.608", "20.592", "1.540"]
    chart = next(part for part in parts(document) if isinstance(part, Chart) and part.id == "anteile-kommunen")
    assert [str(series.values[1]) for series in chart.series] == ["17.0", "33.0", "2.5"]
    assert [line[0] for line in rows_of(document, "kennzahlen")] == [
        "Anteil der Ausländerinnen und Ausländer",
        "Anteil der Menschen mit Migrationshintergrund",
        "Fläche",
    ]


def test_figures_that_do_not_compare(kim):
    """Figures of different days give no shares; gaps are dashes, rounded values and several days are said."""

    def statistic(kind, value, day, **more):
        return Statistic(kind=kind, title=kind.title(), value=Decimal(value), date=day, source=SOURCE, **more)

    first, second = date(2022, 12, 31), date(2023, 12, 31)
    town = Kommune(
        id="ort",
        name="Ort",
        kind=KommuneKind.KREISANGEHOERIG,
        statistics=(
            statistic("einwohner", 900, first),
            statistic("einwohner", 1000, second, approximate=True),
            statistic("auslaender", 90, first),
            statistic("dichte", 12, None, unit="je km²"),
        ),
    )
    top = Kommune(id="stadt", name="Stadt", kind=KommuneKind.KREISFREIE_STADT, statistics=(statistic("f", 1, None),))
    document = kim.compose(make_program(kommune=top, kommunen=(town,)), "kim-konzept", year=2025)
    assert rows_of(document, "kennzahlen-kommunen") == [["Stadt", "–", "–", "–"], ["Ort", "1.000", "90", "12"]]
    assert "Stichtag: 31.12.2022 und 31.12.2023. Quelle: Zuwendungsbescheid vom 01.02.2025. Einzelne" in read(document)
    assert "gilt für das ganze Gebiet" not in read(document)
    assert not any(isinstance(part, Chart) for part in parts(document))


def test_figures_of_one_kind_in_two_units(kim):
    """Square kilometres and hectares stand in columns of their own, each with its unit."""

    def kommune(id_, kind, value, unit):
        area = Statistic(kind="flaeche", title="Fläche", value=Decimal(value), unit=unit, source=SOURCE)
        return Kommune(id=id_, name=id_.title(), kind=kind, statistics=(area,))

    towns = [kommune(id_, KommuneKind.KREISANGEHOERIG, 7, unit) for id_, unit in (("ort", "km²"), ("dorf", "ha"))]
    program = make_program(kommune=kommune("kreis", KommuneKind.KREIS, 842, "km²"), kommunen=tuple(towns))
    document = kim.compose(program, "kim-konzept", year=2025)
    table = next(part for part in parts(document) if getattr(part, "id", "") == "kennzahlen-kommunen")
    assert [(column.id, column.title) for column in table.columns[1:]] == [
        *(("flaeche", "Fläche (km²)"), ("flaeche-ha", "Fläche (ha)")),
    ]
    assert rows_of(document, "kennzahlen-kommunen") == [
        *(["Kreis", "842", "–"], ["Ort", "7", "–"], ["Dorf", "–", "7"]),
    ]


def test_indicators(konzept):
    """Series with their targets in a table by year, as numbers; those of one unit in a chart."""
    document = konzept("musterstadt")
    assert row(rows_of(document, "indikatoren"), "Einbürgerungen") == [
        *("Einbürgerungen", "Personen je Jahr", "268", "291", "335", "402", "516", "650"),
    ]
    charts = [part for part in parts(document) if isinstance(part, Chart) and part.id.startswith("entwicklung")]
    assert [chart.caption for chart in charts] == [
        "Entwicklung der Indikatoren (Fälle je Jahr)",
        "Entwicklung der Indikatoren (%)",
    ]
    assert "Den Verlauf von Indikatoren mit gleicher Einheit zeigen →entwicklung-1 und →entwicklung-2." in read(
        document
    )
    assert row(rows_of(document, "indikatoren"), "Betreuungsquote")[2:] == [
        "84,2",
        "84,9",
        "85,3",
        "87",
        "88,4",
        "93",
    ]
    assert "Stichtag ist in jedem Jahr der 31.12. Ein Strich: kein Wert." in read(document)


# --------------------------------------------------------------------------------------------- conditions


@invented
def test_conditions_checklist(konzept, name):
    """The six conditions of 2025, each met, with what the municipality states and its source."""
    lines = rows_of(konzept(name), "bedingungen-stand")
    assert [line[0] for line in lines] == ["1", "2", "3", "4", "5", "6"]
    assert {line[2] for line in lines} == {"erfüllt"}
    assert all("Musterdaten" in line[3] for line in lines)
    assert "Erfüllt: 6 von 6 Bedingungen." in read(konzept(name))


def test_conditions_without_statements(kim):
    """What the data show is said to be shown; what nobody states is open, and a condition may not apply."""
    unit = OrganisationalUnit(id="ki", name="Kommunales Integrationszentrum")
    gremium = Gremium(id="lg", name="Runde der Leitungen", kind="Lenkungsgruppe")
    stated = ConditionStatement(condition="fachkraefte", fulfilled=False)
    program = make_program(units=(unit,), gremien=(gremium,), conditions=(stated,), stellen=(make_stelle(unit="ki"),))
    lines = rows_of(kim.compose(program, "kim-konzept", year=2025), "bedingungen-stand")
    assert [(line[2], line[3]) for line in lines] == [
        ("erfüllt", "Aus den Angaben: Kommunales Integrationszentrum."),
        ("erfüllt", "Aus den Angaben: Koordination."),
        ("offen", "[noch anzugeben]"),
        ("offen", "Aus den Angaben: Runde der Leitungen. [noch anzugeben]"),
        ("nicht erfüllt", "–"),
        ("entfällt", "Im Jahr ist keine Stelle des Bausteins geplant."),
    ]
    found = codes(kim, program)["KIM-KON-005"]
    assert [finding.severity for finding in found] == [Severity.FEHLER, Severity.WARNUNG, Severity.WARNUNG]
    assert "condition: fachkraefte, fulfilled: true" in found[0].hint
    assert "Erfüllt: 2 von 6 Bedingungen. Nicht erfüllt: 1. Offen: 2. Entfällt: 1." in read(
        kim.compose(program, "kim-konzept", year=2025)
    )


def test_a_round_without_known_conditions(kim):
    """Of 2026 no condition is public: the appendix says so, on no page of its own, and nothing is asked."""
    program = make_program(goals=(Goal(id="z", title="Ziel"),))
    document = kim.compose(program, "kim-konzept", year=2026)
    assert "Für die Antragsrunde 2026 sind keine Bedingungen öffentlich bekannt." in read(document)
    before, appendix = section(document, "annahmen"), section(document, "bedingungen")
    assert (appendix.new_page, appendix.orientation) == (False, before.orientation)
    assert "KIM-KON-005" not in codes(kim, program, year=2026)


def test_the_antrag_says_it_where_there_is_one(kim):
    """With an application of the year the numbered check reports open conditions, the Konzept not a second time."""
    antrag = Vorgang(id="a", kind=VorgangKind.ANTRAG, years=(2025,))
    found = codes(kim, make_program(vorgaenge=(antrag,)))
    assert "KIM-KON-005" not in found
    assert len(found["KIM-BED-001"]) == 5


# -------------------------------------------------------------------------------------------- what is lacking


def test_an_empty_program(kim):
    """A program with nothing in it is composed all the same: every gap is marked and has a finding."""
    program = make_program(legal_bases=(LegalBasis(id="satzung", title="Satzung"),))
    document = kim.compose(program, "kim-konzept", year=2025)
    marks = [part for part in parts(document) if isinstance(part, Notice)]
    assert [mark.title for mark in marks].count("Text fehlt") == 15
    assert marks[0].text.startswith("Hierher gehört: Anlass und Zweck des Konzepts")
    assert "Einzutragen unter texts, Kapitel „einleitung“." in marks[0].text
    assert rows_of(document, "rechtsgrundlagen")[0] == ["Satzung", "–", "–"]
    assert document.title == "KIM-Konzept 2025"
    assert "ENTWURF" in document.properties.marks
    found = codes(kim, program)
    texts = {finding.message: finding.severity for finding in found["KIM-KON-001"]}
    assert texts["Das Kapitel „Ausgangslage“ hat keinen Text."] is Severity.FEHLER
    assert texts["Das Kapitel „Methoden“ hat keinen Text."] is Severity.WARNUNG
    assert "„- chapter: ausgangslage“" in next(f.hint for f in found["KIM-KON-001"] if "Ausgangslage" in f.message)
    assert set(found) >= {f"KIM-KON-{number:03d}" for number in (1, 2, 3, 4, 5, 6, 9, 10)}
    with pytest.raises(ExportRefused, match="KIM-Konzept 2025 wurde nicht erstellt"):
        kim.render(program, "kim-konzept", year=2025)


def test_a_baustein_described_without_a_text(kim):
    """The description of a Baustein stands in for its text, with its looks; then nothing is lacking there."""
    program = make_program(bausteine=(Baustein(id="baustein-1", description="Koordination im *KI*."),))
    document = kim.compose(program, "kim-konzept", year=2025)
    baustein = section(document, "baustein-1")
    assert (baustein.chapter, baustein.prose) == ("baustein-1", ())
    assert baustein.blocks[0].text[1] == Run("KI", italic=True)
    assert "Koordination im KI." in read(document)
    assert not any("Baustein 1" in finding.message for finding in codes(kim, program)["KIM-KON-001"])
    both = attrs.evolve(program, texts=(ChapterText(chapter="baustein-1", text="Ein eigener Text."),))
    assert "Koordination im KI." not in read(kim.compose(both, "kim-konzept", year=2025))


def test_a_gremium_without_anything(kim):
    """A Gremium with a name only is marked, and the finding names what is missing."""
    program = make_program(gremien=(Gremium(id="ag", name="AG"),))
    assert "Angaben fehlen: Hierher gehören Mitglieder, Rhythmus und Aufgaben. Einzutragen unter gremien." in read(
        kim.compose(program, "kim-konzept", year=2025)
    )
    (finding,) = codes(kim, program)["KIM-KON-004"]
    assert finding.message == "Zum Gremium „AG“ fehlt: Mitglieder (members), Rhythmus (rhythm)."


def test_sections_keep_what_is_read_back(konzept):
    """No two sections print the same chapter."""
    chapters = [part.chapter for part in parts(konzept("musterstadt")) if isinstance(part, Section) and part.chapter]
    assert len(chapters) == len(set(chapters)) == 15
    assert shown(None) == ""


def test_what_is_stated_for_several_bausteine(kim):
    """Money for several Bausteine together is a group of its own in the finances and no section of the structure."""
    ausgabe = Ausgabe(id="a", title="Raum", kind="sonstige", amounts=(YearAmount(year=2025, amount=Decimal(900)),))
    document = kim.compose(make_program(ausgaben=(ausgabe,)), "kim-konzept", year=2025)
    assert row(rows_of(document, "nach-baustein"), "Bausteinübergreifend")[2] == "900,00 €"
    assert "Bausteinübergreifend" not in "".join(outline(document))


def test_pictures_of_texts(kim):
    """A picture that two chapters show stands in both, the second time under a numbered id."""
    picture = Picture(id="fachtag", file="bilder/fachtag.png", alt="Ein voller Saal", data=png(8, 8))
    texts = tuple(ChapterText(chapter=key, text="![](fachtag.png)") for key in ("einleitung", "methoden"))
    document = kim.compose(make_program(pictures=(picture,), texts=texts), "kim-konzept", year=2025)
    shown = [part for part in parts(document) if isinstance(part, Image)]
    assert [(image.id, image.alt) for image in shown] == [
        ("fachtag", "Ein voller Saal"),
        ("fachtag-2", "Ein voller Saal"),
    ]

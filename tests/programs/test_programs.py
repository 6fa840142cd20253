"""The program files that come with kimcore: what real municipalities publish, and two invented complete ones."""

from importlib.resources import files
from itertools import chain
from typing import get_args

import attrs
import pytest
import yaml

from kimcore.findings import Severity
from kimcore.funding import plan_year
from kimcore.model import HandlungsfeldKind, KommuneKind, MeasureStatus, Program, TraegerKind, VacancyRule
from kimcore.model.fields import fields_of
from kimcore.richtlinien import Rates
from kimcore.values import Confidence, Source
from tests.conftest import PROGRAMS

REAL = ("coesfeld", "hamm", "herne", "hochsauerlandkreis", "koeln", "unna")
INVENTED = ("kreis-musterland", "musterstadt")
BUNDLED = files("kimcore") / "data" / "programs"

every = pytest.mark.parametrize("name", REAL + INVENTED)
real = pytest.mark.parametrize("name", REAL)
invented = pytest.mark.parametrize("name", INVENTED)


# ------------------------------------------------------------------------------------------------ all of them


def test_these_and_no_others():
    """The folder holds the eight programs that the documentation speaks of."""
    assert sorted(path.stem for path in PROGRAMS.glob("*.yaml")) == sorted(REAL + INVENTED)


def objects(item):
    """Every model object of a program, parents first."""
    yield item
    for field in fields_of(type(item)):
        value = getattr(item, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if attrs.has(type(part)):
                yield from objects(part)


@every
def test_loads_and_checks_without_fehler(kim, sample, name):
    """Every program, complete or partial, loads and is free of findings that stop a document."""
    findings = [finding for finding in kim.check(sample(name)) if finding.severity is Severity.FEHLER]
    assert findings == []


@every
def test_reads_in_the_order_of_the_models(name):
    """Readers learn the format from these files: every section has its keys in the order of the fields."""
    raw = yaml.load((PROGRAMS / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert list(unordered(Program, raw)) == []


@every
def test_lines_fit_a_screen(name):
    """No line is longer than 122 characters, except where a web address makes it so."""
    lines = (PROGRAMS / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 122 and "https://" not in line] == []
    assert lines[0].startswith("# "), "the file begins by saying what it is and where its facts come from"


@every
def test_every_source_has_a_title(sample, name):
    """Whatever names a source names it so that a document can print it."""
    sources = [item for item in objects(sample(name)) if isinstance(item, Source)]
    assert sources
    assert all(len(source.title) > 8 for source in sources)


def unordered(cls, raw, path=""):
    """The sections whose keys are in another order than the fields of their model."""
    fields = {field.name: field for field in fields_of(cls)}
    if list(raw) != [name for name in fields if name in raw]:
        yield path or "(root)"
    for name, value in raw.items():
        model = next((part for part in chain([fields[name].type], parts(fields[name].type)) if attrs.has(part)), None)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if model and isinstance(item, dict):
                yield from unordered(model, item, f"{path}.{name}[{index}]")


def parts(annotation):
    """The types an annotation is made of."""
    for argument in get_args(annotation):
        yield argument
        yield from parts(argument)


# -------------------------------------------------------------------------------------------- the invented ones


@invented
def test_bundled_file_is_the_example(name):
    """`kimcore demo` unpacks what stands in examples/programs, byte for byte.

    The package's file is the original: copy src/kimcore/data/programs/*.yaml to examples/programs after a change.
    """
    assert (BUNDLED / f"{name}.yaml").read_bytes() == (PROGRAMS / f"{name}.yaml").read_bytes()


def test_no_other_program_is_bundled():
    """Only invented programs travel with the package."""
    assert sorted(path.name for path in BUNDLED.iterdir() if path.name.endswith(".yaml")) == [
        f"{name}.yaml" for name in INVENTED
    ]


@invented
def test_says_that_it_is_invented(sample, name):
    """Flag, title and sources say so, and the AGS is none of the official ones."""
    program = sample(name)
    assert program.fictional
    assert program.title.endswith("(Musterdaten, erfunden)")
    assert program.kommune.ags in {"05999000", "05998000"}
    titles = {item.title for item in objects(program) if isinstance(item, Source)}
    assert all("Musterdaten" in title or title == "Annahme des Beispiels" for title in titles)


@invented
def test_goals_handlungsfelder_and_measures(sample, name):
    """6 goals, 18 Handlungsfelder and 48 measures, m:n, none of them left over."""
    program = sample(name)
    assert (len(program.goals), len(program.handlungsfelder), len(program.measures)) == (6, 18, 48)
    assert {len(feld.goals) for feld in program.handlungsfelder} == {1, 2, 3}
    assert {len(measure.handlungsfelder) for measure in program.measures} == {1, 2, 3}
    used = set(chain.from_iterable(feld.goals for feld in program.handlungsfelder))
    assert used == {goal.id for goal in program.goals}
    used = set(chain.from_iterable(measure.handlungsfelder for measure in program.measures))
    assert used == {feld.id for feld in program.handlungsfelder}


@invented
def test_measures_are_complete(sample, name):
    """Every measure says what, who, for whom and how far; all five states occur, the unusual ones with a reason."""
    measures = sample(name).measures
    for measure in measures:
        assert measure.description, measure.id
        assert measure.traeger, measure.id
        assert measure.zielgruppen, measure.id
        assert measure.age_groups, measure.id
        assert measure.status is MeasureStatus.LAUFEND or measure.status_reason, measure.id
    assert {measure.status for measure in measures} == set(MeasureStatus)
    assert len({measure.description for measure in measures}) == 48
    assert sum(bool(measure.costs) for measure in measures) >= 45
    groups = set(chain.from_iterable(measure.age_groups for measure in measures))
    assert groups == {"Kinder", "Jugendliche", "junge Erwachsene", "Erwachsene", "Ältere"}


def test_the_two_are_two_programs(sample):
    """Kreis Musterland is no Musterstadt with other names: measures, texts and figures are its own."""
    city, kreis = sample("musterstadt"), sample("kreis-musterland")
    assert not {goal.title for goal in city.goals} & {goal.title for goal in kreis.goals}
    assert not {measure.title for measure in city.measures} & {measure.title for measure in kreis.measures}
    assert not {measure.description for measure in city.measures} & {measure.description for measure in kreis.measures}
    assert not {feld.title for feld in city.handlungsfelder} & {feld.title for feld in kreis.handlungsfelder}
    assert not sentences(city) & sentences(kreis)


def sentences(program):
    """The sentences of the chapters, without the fragments that dates leave."""
    found = chain.from_iterable(" ".join(entry.text.split()).split(". ") for entry in program.texts)
    return {sentence for sentence in found if len(sentence.split()) > 5}


CHAPTERS = (
    *("massnahme", "notwendigkeit", "foerderbedarf", "finanzauswirkungen", "erklaerungen"),
    *("einleitung", "ausgangslage", "rahmen", "ziele", "struktur", "anbindung"),
    *("baustein-1", "baustein-2", "baustein-3", "netzwerk", "methoden", "zeitschiene"),
    *("monitoring", "gelingensbedingungen", "finanzierung"),
    *("vorwort", "herausforderungen", "erfolge", "handlungsstrategie", "weiterentwicklung"),
)


@invented
def test_texts_for_every_chapter(sample, name):
    """Antrag, KIM-Konzept and Integrationskonzept find their prose, of a length that a paper has."""
    program = sample(name)
    assert tuple(entry.chapter for entry in program.texts) == CHAPTERS
    for entry in program.texts:
        assert 60 <= len(entry.text.split()) <= 200, entry.chapter


@invented
def test_vorgaenge_are_checked_by_someone_else(sample, name):
    """Everything of 2025 is released, what goes to the Land with both Aktenzeichen; nobody checked his own work."""
    vorgaenge = {vorgang.kind.value: vorgang for vorgang in sample(name).vorgaenge}
    own = {"integrationskonzept", "kurzprofil"} if name == "kreis-musterland" else {"integrationskonzept"}
    assert set(vorgaenge) == {"antrag", "finanzplanung", "stellenplan", "konzept", *own}
    for vorgang in vorgaenge.values():
        assert vorgang.years == (2025,)
        assert vorgang.state.released
        assert vorgang.aktenzeichen
        assert bool(vorgang.aktenzeichen_behoerde) is (vorgang.kind.value not in own)
        assert vorgang.signatories
        assert vorgang.author
        assert vorgang.checker
        assert vorgang.author != vorgang.checker


@invented
def test_the_antrag_is_in_its_window(rules, sample, name):
    """The application of 2025 is for Bausteine 1 and 2 and was handed in within the round's window."""
    antrag = next(vorgang for vorgang in sample(name).vorgaenge if vorgang.kind.value == "antrag")
    assert antrag.bausteine == ("baustein-1", "baustein-2")
    assert [entry.admits(antrag.submitted) for entry in rules.rounds_for(2025)] == [True]


@invented
def test_what_is_unknown_is_supplied(sample, name):
    """Rates, vacancy rule and Finanzierungsart of 2025 are the example's own and no figures of other years."""
    program = sample(name)
    supplied = {rate.rate: int(rate.amount) for rate in program.rates}
    assert supplied == {
        "case-management": 58000,
        "auslaender-einbuergerung": 52000,
        "fortbildung": 3000,
        "veranstaltung": 5000,
        "schnittstellenmanagement": 4000,
    }
    sources = [*(rate.source for rate in program.rates), program.vacancy.source, program.finanzierungsart.source]
    assert {source.title for source in sources} == {"Annahme des Beispiels"}
    rule = VacancyRule.VOLLE_MONATE if name == "musterstadt" else VacancyRule.BEGONNENE_MONATE
    assert program.vacancy.rule is rule


@invented
def test_contacts_are_functions(sample, name):
    """No contact has a name; phone numbers and addresses are plainly invented."""
    for contact in sample(name).contacts:
        assert contact.name is None
        assert contact.salutation is None
        assert contact.phone.startswith("+49 2000 ")
        assert contact.email.endswith(".example.org")


@invented
def test_occupancy_has_gaps(sample, name):
    """Vacancies, part-time and two halves that share a Stelle all occur in 2025."""
    stellen = sample(name).stellen
    assert all(stelle.occupancy and stelle.place and stelle.eingruppierung and stelle.account for stelle in stellen)
    assert all([entry.year for entry in stelle.costs] == [2025] for stelle in stellen)
    assert any(stelle.vzae == 2 * stelle.occupancy[0].vzae for stelle in stellen), "two halves share a Stelle"
    assert any(stelle.occupancy[0].vzae not in {stelle.vzae, stelle.vzae / 2} for stelle in stellen), "part-time"
    assert any(span.end is not None and span.end.year == 2025 for stelle in stellen for span in stelle.occupancy)


def test_musterland_passes_money_on(sample):
    """The Kreis works with its Kommunen and passes money on to four of them and to two carriers."""
    program = sample("kreis-musterland")
    assert program.cooperation.members == ("kreis-musterland", "musterbrueck", "beispielheim", "mustertal", "probenau")
    kinds = {traeger.id: traeger.kind for traeger in program.traeger}
    forwarded = [kinds[entry.traeger] for entry in program.weiterleitungen]
    assert forwarded.count(TraegerKind.KREISANGEHOERIG) == 4
    assert forwarded.count(TraegerKind.FREIE_WOHLFAHRTSPFLEGE) == 2
    assert all(
        (entry.supplement_per_vzae is not None) is ("verband" in entry.traeger) for entry in program.weiterleitungen
    )
    employed = {stelle.id for stelle in program.stellen if stelle.employer}
    assert employed == set(chain.from_iterable(entry.stellen for entry in program.weiterleitungen))


# Computed by hand from the file: cost, eligible, funding and Deckungslücke of 2025 by Baustein.
SUMS = {
    "musterstadt": {
        "baustein-1": ("255400.00", "253000.00", "172225.00", "81675.00"),
        "baustein-2": ("423800.00", "423800.00", "316583.33", "107216.67"),
        "baustein-3": ("134500.00", "134500.00", "99666.67", "34833.33"),
    },
    "kreis-musterland": {
        "baustein-1": ("347500.00", "339700.00", "235400.00", "111100.00"),
        "baustein-2": ("746783.34", "729950.00", "657816.67", "88966.67"),
        "baustein-3": ("135300.00", "135300.00", "99666.67", "35633.33"),
    },
}


@invented
def test_sums_of_2025(rules, sample, name):
    """The figures of 2025 are those worked out by hand, with a Deckungslücke in every Baustein."""
    plan = plan_2025(rules, sample(name))
    sums = {
        group.id: tuple(str(part.decimal) for part in (group.cost, group.eligible, group.funding, group.gap))
        for group in plan.groups
    }
    assert sums == SUMS[name]


@invented
def test_stellen_by_baustein(sample, name):
    """The city has 2.5 + 0.5, the Kreis 3.5 + 0.5; 6 and 12 VZÄ of Case Management; two Stellen of Baustein 3 each."""
    stellen = sample(name).stellen
    kinds = ("koordination", "verwaltungsassistenz", "case-management", "auslaender-einbuergerung")
    vzae = [float(sum(stelle.vzae for stelle in stellen if stelle.kind == kind)) for kind in kinds]
    assert vzae == ([2.5, 0.5, 6, 2] if name == "musterstadt" else [3.5, 0.5, 12, 2])


@invented
def test_texts_and_figures_agree(rules, sample, name):
    """The rounded sums in the prose of the application are those that kimcore computes."""
    program = sample(name)
    groups = plan_2025(rules, program).groups[:2]
    text = " ".join(program.text("finanzauswirkungen").split())
    for what in ("cost", "eligible", "funding", "gap"):
        thousands = round(sum(getattr(group, what).decimal for group in groups) / 1000)
        assert f"rund {thousands * 1000:,} Euro".replace(",", ".") in text, what


def plan_2025(rules, program):
    """The figures of 2025."""
    return plan_year(program, Rates(rules, program.rates), 2025)


# ------------------------------------------------------------------------------------------------ the real ones


@real
def test_real_ones_are_not_invented(rules, sample, name):
    """They carry a confirmed source and the official AGS, name and Regierungsbezirk."""
    program = sample(name)
    assert not program.fictional
    assert any(source.confidence is Confidence.CONFIRMED for source in program.sources)
    recipient = next(entry for entry in rules.recipients if entry.ags == program.kommune.ags)
    assert (recipient.kind, recipient.regierungsbezirk) == (program.kommune.kind, program.kommune.regierungsbezirk)
    assert recipient.name.removeprefix("Stadt ") == program.kommune.name.removeprefix("Stadt ")


@real
def test_no_person_of_a_real_municipality(sample, name):
    """Contacts are functions; the only personal field is an address under example.org."""
    for contact in sample(name).contacts:
        assert (contact.salutation, contact.name, contact.room, contact.phone) == (None, None, None, None)
        assert contact.email.endswith("@example.org")


@real
def test_nothing_is_made_up_for_the_real_ones(sample, name):
    """What their sources do not say is empty: measures, indicators, costs of Stellen, Vorgänge."""
    program = sample(name)
    assert (program.measures, program.indicators, program.milestones, program.vorgaenge) == ((), (), (), ())
    assert (program.vacancy, program.finanzierungsart, program.drittmittel) == (None, None, ())
    assert not any(stelle.costs or stelle.occupancy or stelle.eingruppierung for stelle in program.stellen)


def test_hamm(sample):
    """Stadt Hamm: six goals by name, rounded figures of the Konzept; no Handlungsfelder (case 000, 003)."""
    program = sample("hamm")
    assert program.kommune.ags == "05915000"
    assert [goal.title for goal in program.goals] == [
        "Förderung der gesellschaftlichen Teilhabe",
        "Förderung der Selbständigkeit",
        "Verbesserung der Unterstützungsstrukturen",
        "Förderung integrationsförderlicher Einstellungen und Haltungen",
        "Weitere Professionalisierung der Systeme und Strukturen",
        "Weiterentwicklung des Integrationsmanagements",
    ]
    assert program.handlungsfelder == ()
    figures = {entry.kind: (int(entry.value), entry.unit, entry.approximate) for entry in program.kommune.statistics}
    assert figures == {
        "einwohner": (180000, "Personen", True),
        "gefluechtete": (2200, "Personen", True),
        "auslaender": (27000, "Personen", True),
        "migrationshintergrund": (60000, "Personen", True),
        "anteil-migrationshintergrund": (33, "%", False),
        "anteil-auslaender": (15, "%", False),
    }


def test_hamm_service(sample):
    """The service page has its fields: unit with the published address, three contacts, law, link, keywords."""
    program = sample("hamm")
    (service,) = program.services
    (unit,) = program.units
    assert (unit.name, unit.address.street, unit.address.postal_code, unit.address.city) == (
        "Abteilung Integrationsmanagement",
        "Sachsenweg 6",
        "59073",
        "Hamm",
    )
    assert len(service.contacts) == len(program.contacts) == 3
    assert [str(basis.valid_from) for basis in program.legal_bases] == ["2022-01-01"]
    assert [link.url for link in service.links] == ["https://www.hamm.de/migration"]
    assert len(service.keywords) == 9
    assert {"IKÖ", "Prozessoptimierung", "Steuerung"} <= set(service.keywords)


def test_hochsauerlandkreis(sample):
    """Hochsauerlandkreis: eight members, four phases of work, dated statistics, an empty Rechtsform (case 002)."""
    program = sample("hochsauerlandkreis")
    assert program.cooperation.legal_form is None
    assert program.cooperation.since == 2020
    assert program.cooperation.keywords == ("Soziales", "Verwaltung")
    assert len(program.cooperation.members) == 8
    assert program.cooperation.members[0] == program.kommune.id
    assert [kommune.name for kommune in program.kommunen] == [
        "Arnsberg",
        "Sundern (Sauerland)",
        "Meschede",
        "Schmallenberg",
        "Bestwig",
        "Hallenberg",
        "Medebach",
    ]
    assert {kommune.id: kommune.ags for kommune in program.kommunen if kommune.ags} == {"arnsberg": "05958004"}
    assert len(program.handlungsfelder) == 4
    assert {feld.kind for feld in program.handlungsfelder} == {HandlungsfeldKind.ARBEITSPHASE}
    people, area = program.kommune.statistics
    assert (str(people.value), str(people.date)) == ("261356", "2022-06-30")
    assert "IT.NRW" in people.source.title
    assert str(area.value) == "1960.16"


def test_herne(sample):
    """Stadt Herne: the Fachtag of 5 May 2023 with 75 participants, its programme by function (case 004)."""
    (event,) = sample("herne").events
    assert (str(event.date), event.place, event.participants) == ("2023-05-05", "Stadtteilzentrum Pluto, Herne", 75)
    assert len(event.programme) == 5
    assert "Einführung des KIM in Herne – Fragen und Antworten" in event.programme[3]
    assert str(event.source.date) == "2023-05-09"


def test_unna(rules, sample):
    """Kreis Unna: 18 Stellen of Baustein 2 in 2023 are 1,026,000.00 €, as the Bescheid of 15 February 2023 says."""
    program = sample("unna")
    (stelle,) = program.stellen
    assert (stelle.id, stelle.vzae, str(stelle.source.date)) == ("case-management", 18, "2023-02-15")
    plan = plan_year(program, Rates(rules, program.rates), 2023)
    assert str(plan.group("baustein-2").funding.decimal) == "1026000.00"


def test_coesfeld(rules, sample):
    """Kreis Coesfeld 2023: 222,000.00 € personnel of Baustein 1, 684,000.00 € of Baustein 2, none of Baustein 3."""
    program = sample("coesfeld")
    plan = plan_year(program, Rates(rules, program.rates), 2023)
    assert [str(group.funding.decimal) for group in plan.groups] == ["222000.00", "684000.00", "0.00"]
    assert {stelle.id: float(stelle.vzae) for stelle in program.stellen} == {
        "koordination": 3.5,
        "verwaltungsassistenz": 0.5,
        "cm-kreis": 6,
        "cm-kommunen": 6,
    }
    assert "nicht bekannt" in program.bausteine[2].description
    assert program.kommune.kind is KommuneKind.KREIS


# Stadt Köln: cost, income and what is not covered (Ratsbeschlüsse; 2022: cost and gap are our sums of printed inputs).
KOELN = {
    2021: ("518400.00", "463500.00", "54900.00"),
    2022: ("1084959.00", "843100.00", "241859.00"),
    2023: ("1373575.00", "1118100.00", "255475.00"),
}


@pytest.mark.parametrize("year", KOELN)
def test_koeln(rules, sample, year):
    """Stadt Köln: the printed figures of 2021 to 2023, to the cent (kim-nrw-2025.md §6, G1 to G12)."""
    program = sample("koeln")
    rows = plan_year(program, Rates(rules, program.rates), year).rows
    assert (str(rows[0].amount.decimal), str(rows[4].amount.decimal), str(rows[6].amount.decimal)) == KOELN[year]


def test_koeln_parts(rules, sample):
    """Stadt Köln: the printed parts: personnel, transfers, and the own share 2023 as 73,475.00 + 182,000.00."""
    program = sample("koeln")
    plans = {year: plan_year(program, Rates(rules, program.rates), year) for year in KOELN}
    personnel = {
        year: str(posten.cost.decimal)
        for year, plan in plans.items()
        for posten in plan.ausgaben
        if posten.art.personnel
    }
    assert personnel == {2021: "213633.33", 2022: "326859.00", 2023: "343475.00"}
    transfers = {year: str(plan.group("baustein-2").cost.decimal) for year, plan in plans.items()}
    assert transfers == {2021: "226666.67", 2022: "680000.00", 2023: "952000.00"}
    assert [str(employer.gap.decimal) for employer in plans[2023].employers] == ["73475.00", "182000.00"]


def test_koeln_says_what_is_inferred(sample):
    """What we took apart is marked: every Stelle, the Weiterleitung, the rates; the printed sums are confirmed."""
    program = sample("koeln")
    split = [*program.stellen, *program.weiterleitungen, *program.rates]
    assert {item.source.confidence for item in split} == {Confidence.INFERRED}
    assert program.foerderbetraege[0].source.confidence is Confidence.CONFIRMED

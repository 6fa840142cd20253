"""What documents say when something is missing or unusual, from minimal programs."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore.blocks import Notice, PageBreak, Paragraph
from kimcore.exporters.common import _plain, paragraphs, years_text
from kimcore.model import (
    Ausgabe,
    Contact,
    Drittmittel,
    Foerderbetrag,
    Funder,
    Kommune,
    KommuneKind,
    Occupancy,
    SuppliedRate,
    Traeger,
    TraegerKind,
    Vorgang,
    VorgangKind,
    YearAmount,
)
from kimcore.testing.dumps import row, tables
from tests.conftest import SOURCE, make_program, make_stelle


def amounts(year, amount):
    """One planned amount."""
    return (YearAmount(year=year, amount=Decimal(amount)),)


def codes(kim, program, exporter="finanzierungsplan", year=2025):
    """The findings of a document by code: their messages and hints."""
    return {f.code: f"{f.message} {f.hint}" for f in kim.check(program, exporter=exporter, year=year)}


def test_a_vacancy_without_a_rule(kim):
    """A gap without a rule names the five rules that may be chosen."""
    stelle = make_stelle(occupancy=(Occupancy(start=date(2025, 3, 1), vzae=Decimal(1)),), costs=amounts(2025, 80000))
    program = make_program(stellen=(stelle,))
    found = codes(kim, program)["KIM-FPL-002"]
    assert "nicht durchgehend besetzt" in found
    assert "volle_monate, begonnene_monate, tage_30_360, tage_kalender, keine_kuerzung" in found
    content = tables(kim.compose(program, "finanzierungsplan", year=2025))
    assert row(content["stellen-2025"], "Koordination")[9] == "offen"
    assert "nennt keine Regel" in row(content["festlegungen"], "Vakanzen")[1]


def test_another_share_of_assistance_has_no_rate(kim):
    """22,500 € is known for half a post only: another share leaves the amount open."""
    stelle = make_stelle(kind="verwaltungsassistenz", title="Assistenz", vzae=Decimal("0.7"))
    found = codes(kim, make_program(stellen=(stelle,)))["KIM-FPL-002"]
    assert "Der Satz für 0,7 VZÄ" in found


def test_an_expense_without_a_known_rate(kim):
    """Training has no published amount: the finding says how to supply it."""
    ausgabe = Ausgabe(
        id="f", title="Fortbildung", kind="fortbildung", baustein="baustein-1", amounts=amounts(2025, 3000)
    )
    found = codes(kim, make_program(ausgaben=(ausgabe,)))["KIM-FPL-002"]
    assert "Ausgabe „Fortbildung“: Der Satz" in found
    assert "rate: fortbildung" in found


def test_a_workplace_without_its_size(kim):
    """A flat rate per workplace needs the number of full posts."""
    ausgabe = Ausgabe(
        id="a", title="Arbeitsplatz", kind="arbeitsplatz", baustein="baustein-1", amounts=amounts(2025, 3000)
    )
    assert "Für wie viele Vollzeitstellen" in codes(kim, make_program(ausgaben=(ausgabe,)))["KIM-FPL-002"]


def test_a_personnel_sum_over_stellen_that_are_not_applied_for(kim):
    """A sum that holds costs of a Pauschale cannot stand in the application."""
    stellen = (
        make_stelle(),
        make_stelle(id="cm", title="Case Management", baustein="baustein-2", kind="case-management"),
    )
    personal = Ausgabe(id="p", title="Personal", kind="personal", amounts=amounts(2023, 150000), stellen=("k1", "cm"))
    program = make_program(stellen=stellen, ausgaben=(personal,))
    assert (
        "enthält Kosten von Stellen, die 2023 nicht beantragt werden"
        in codes(kim, program, "foerderantrag", 2023)["KIM-ANT-005"]
    )
    alone = attrs.evolve(program, ausgaben=(attrs.evolve(personal, stellen=("k1",)),))
    assert "KIM-ANT-005" not in codes(kim, alone, "foerderantrag", 2023)


def test_a_personnel_sum_of_one_baustein(kim):
    """A sum over the Stellen of one Baustein belongs to it; own share and gap of the Baustein are known."""
    stellen = (make_stelle(), make_stelle(id="k2", title="Zweite"))
    personal = Ausgabe(
        id="p",
        title="Personal",
        kind="personal",
        baustein="baustein-1",
        amounts=amounts(2025, 150000),
        stellen=("k1", "k2"),
    )
    content = tables(kim.compose(make_program(stellen=stellen, ausgaben=(personal,)), "finanzierungsplan", year=2025))
    assert row(content["nach-baustein"], "Baustein 1")[2:4] == ["150.000,00 €", "114.000,00 €"]
    assert row(content["nach-baustein"], "Baustein 1")[-1] == "36.000,00 €"
    assert row(content["nach-traeger"], "Musterkreis")[-1] == "36.000,00 €"


def test_a_personnel_sum_over_two_employers(kim):
    """A sum over two employers hides what each of them costs."""
    carrier = Traeger(id="t", name="Verband", kind=TraegerKind.FREIE_WOHLFAHRTSPFLEGE)
    stellen = (make_stelle(), make_stelle(id="k2", title="Zweite", employer="t"))
    personal = Ausgabe(id="p", title="Personal", kind="personal", amounts=amounts(2025, 150000), stellen=("k1", "k2"))
    program = make_program(stellen=stellen, ausgaben=(personal,), traeger=(carrier,))
    content = tables(kim.compose(program, "finanzierungsplan", year=2025))
    assert [cells[3] for cells in content["nach-traeger"]] == ["gemeinsam", "gemeinsam"]


def test_a_fixed_foerderbetrag_of_one_baustein(kim):
    """A sum fixed for one Baustein replaces its computed funding and stands in its row."""
    fixed = Foerderbetrag(id="b", year=2025, baustein="baustein-1", amount=Decimal(50000), source=SOURCE)
    program = make_program(stellen=(make_stelle(costs=amounts(2025, 80000)),), foerderbetraege=(fixed,))
    content = tables(kim.compose(program, "finanzierungsplan", year=2025))
    assert row(content["nach-baustein"], "Baustein 1")[3] == "50.000,00 €"
    assert row(content["stellen-2025"], "Koordination")[9] == "gemeinsam"
    assert row(content["festlegungen"], "Förderung 2025")[1] == "Als feste Summe angegeben, nicht berechnet."


def test_third_party_money(kim):
    """Money of a foundation lowers row 4.4, public money of others stands in 4.6; other years do not count."""
    both = (
        Drittmittel(id="s", title="Stiftung", funder=Funder.PRIVAT, baustein="baustein-1",
                    amounts=(*amounts(2025, 1000), *amounts(2026, 9000))),
        Drittmittel(id="n", title="Nachbar", funder=Funder.KOMMUNE, amounts=amounts(2025, 500)),
    )  # fmt: skip
    program = make_program(stellen=(make_stelle(costs=amounts(2025, 80000)),), drittmittel=both)
    rows = tables(kim.compose(program, "finanzierungsplan", year=2025))["zeilen"]
    assert [row(rows, number)[2] for number in ("4.3", "4.4", "4.6", "4.7")] == [
        "1.000,00 €", "79.000,00 €", "500,00 €", "21.500,00 €",
    ]  # fmt: skip


def test_a_cost_below_the_ceiling(kim):
    """„Bis zu“ pays at most the cost, and the calculation says so."""
    program = make_program(stellen=(make_stelle(costs=amounts(2025, 40000)),))
    content = tables(kim.compose(program, "finanzierungsplan", year=2025))
    steps = row(content["rechenwege"], "Koordination")
    assert steps[2].replace("\u00a0", " ").endswith("= 57.000,00 €; höchstens die Kosten von 40.000,00 €")
    assert steps[3] == "40.000,00 €"


def test_supplied_rates_say_whose_they_are(kim):
    """A rate the municipality supplied is marked with its own source."""
    rate = SuppliedRate(
        rate="koordination",
        amount=Decimal(60000),
        valid_from=date(2025, 1, 1),
        valid_to=date(2025, 12, 31),
        source=SOURCE,
    )
    content = tables(kim.compose(make_program(stellen=(make_stelle(),), rates=(rate,)), "finanzierungsplan", year=2025))
    assert content["saetze"][0][2:] == ["Zuwendungsbescheid vom 01.02.2025", "Angabe der Kommune", "60.000,00 €"]


def test_the_application_of_a_single_vorgang_baustein(kim):
    """A Vorgang that applies for one Baustein only leaves the other out."""
    vorgang = Vorgang(id="a", kind=VorgangKind.ANTRAG, years=(2025,), bausteine=("baustein-1",))
    content = tables(
        kim.compose(make_program(stellen=(make_stelle(),), vorgaenge=(vorgang,)), "foerderantrag", year=2025)
    )
    assert [cells[:2] for cells in content["foerderung-nach-baustein"]] == [
        ["2025", "Baustein 1: Strategisches Management (Koordination)"], ["Summe 2025", ""],
    ]  # fmt: skip


def test_several_years_of_an_application(kim, sample):
    """An application over two years sums both; each Baustein has a row for all years."""
    content = kim.compose(sample("musterstadt"), "foerderantrag", years=[2025, 2026], year=2025)
    rows = tables(content)["foerderung-nach-baustein"]
    assert [cells[1] for cells in rows if cells[0] == "alle"] == ["Baustein 1", "Baustein 2"]
    assert dict(content.names)["Eigenanteil"] == "summe.alle.eigenanteil"


def test_a_sum_for_all_bausteine_stands_once_in_the_application(kim, sample):
    """Where one Förderbetrag pays for all Bausteine, section 5 gives no Baustein a share of its own."""
    rows = tables(kim.compose(sample("koeln"), "foerderantrag", year=2021, draft=True))["beantragte-foerderung"]
    assert row(rows, "Baustein 1")[2:] == ["gemeinsam", "gemeinsam"]
    assert row(rows, "Summe 2021")[2] == "463.500,00 €"


def test_a_sum_for_all_bausteine_is_no_sum_of_the_application(kim, sample):
    """A Förderbetrag that also pays for Pauschalen of Baustein 2 may not stand in an application for Baustein 1."""
    messages = {finding.message for finding in kim.check(sample("koeln"), exporter="foerderantrag", year=2021)}
    assert "Der Förderbetrag 2021 gilt auch für Baustein 2; das gehört nicht in den Antrag." in messages


def test_a_year_of_pauschalen_only(kim, sample):
    """Unna plans Stellen in 2023, but none that is applied for: the finding does not say that nothing is planned."""
    found = codes(kim, sample("unna"), "foerderantrag", 2023)["KIM-ANT-002"]
    assert found.startswith("Für keinen Baustein, der für 2023 beantragt wird, ist etwas geplant.")


def test_three_years_are_named_as_a_span(kim, sample):
    """The title says 2024 bis 2026, the way the money comes is stated for each year, the notes stand once."""
    content = kim.compose(sample("musterstadt"), "finanzierungsplan", years=[2024, 2025, 2026], year=2025, draft=True)
    assert content.title == "Finanzierungsplan 2024 bis 2026"
    ways = [cells[1] for cells in tables(content)["festlegungen"] if cells[0] == "Verfahren Baustein 2"]
    assert ways == ["2024: fachbezogene Pauschale ohne Antrag", "2025 und 2026: auf Antrag"]
    blocks = [block for sheet in content.sheets for block in sheet.blocks if "stellen-20" in getattr(block, "id", "")]
    assert [bool(block.notes) for block in blocks] == [False, False, True][-len(blocks) :]
    assert years_text([2023, 2025, 2027]) == "2023, 2025 und 2027"


def test_teur_of_several_years_add_up(kim):
    """The sum in TEUR is the sum of the years as they are printed: 0.4 + 0.4 thousandths are nothing."""
    ausgabe = Ausgabe(
        id="s",
        title="Sonstiges",
        kind="sonstige",
        baustein="baustein-1",
        amounts=(*amounts(2025, "100.40"), *amounts(2026, "100.40")),
    )
    program = make_program(ausgaben=(ausgabe,))
    content = kim.compose(program, "finanzierungsplan", years=[2025, 2026], year=2025, unit="teur")
    table = next(block for block in content.sheets[1].blocks if getattr(block, "id", "") == "zeilen")
    figures = [str(cell.decimal) for cell in next(table.normalised()).cells[2:]]
    assert figures == ["100.40", "100.40", "200.80", "0.100", "0.100", "0.200"]


@pytest.mark.parametrize("exporter", ["foerderantrag", "finanzierungsplan", "stellenplan"])
def test_no_table_is_empty(kim, sample, exporter):
    """A draft without Stellen or expenses says so in words; no table stands there with nothing but its head."""
    content = kim.compose(sample("hamm"), exporter, year=2022, draft=True)
    assert {"stellen-2022", "ausgaben-2022", "saetze", "rechenwege", "stellen-angaben"}.isdisjoint(tables(content))
    assert all(tables(content).values())


def test_a_source_is_legible_on_paper(kim, sample):
    """The title of a source is a text that breaks into lines; only the short name of its site is a link."""
    rows = tables(kim.compose(sample("musterstadt"), "foerderantrag", year=2025))["saetze"]
    assert row(rows, "Koordinierungsstelle")[2:4] == ["Bezirksregierung Arnsberg, Programmseite KIM", "bra.nrw.de"]


def test_shares_of_nothing(kim):
    """Without eligible costs there is no share to print."""
    ausgabe = Ausgabe(
        id="s", title="Sonstiges", kind="sonstige", baustein="baustein-1", amounts=amounts(2025, 100), eligible=False
    )
    content = tables(kim.compose(make_program(ausgaben=(ausgabe,)), "foerderantrag", year=2025))
    assert row(content["beantragte-foerderung"], "Summe 2025")[-1] == "–"
    assert "trägt das Haus" in row(content["rechenwege"], "Sonstiges")[2]


def test_the_funded_period(kim):
    """The period is that of the Stellen; the contact may have a name for the authority."""
    contact = Contact(id="c", function="KIM-Koordination", salutation="Frau", name="Muster (erfunden)")
    kommune = Kommune(id="m", name="Musterkreis", kind=KommuneKind.KREIS)
    stellen = (
        make_stelle(start=date(2025, 2, 1), end=date(2025, 6, 30)),
        make_stelle(id="k2", title="Zweite", start=date(2025, 4, 1)),
        make_stelle(id="k3", title="Dritte", end=date(2025, 9, 30)),
    )
    program = make_program(kommune=kommune, contacts=(contact,), stellen=stellen)
    content = kim.compose(program, "foerderantrag", year=2025)
    fields = {f.label: f.value for sheet in content.sheets for b in sheet.blocks for f in getattr(b, "fields", ())}
    assert fields["Durchführungszeitraum"] == "01.01.2025 bis 31.12.2025"
    assert fields["Auskunft erteilt"] == "KIM-Koordination, Frau Muster (erfunden)"
    spans = [cells[2] for cells in tables(content)["stellen-angaben"]]
    assert spans == ["01.02.2025 – 30.06.2025", "ab 01.04.2025", "bis 30.09.2025"]


def test_a_programme_without_a_form(kim, monkeypatch):
    """Where no Grundmuster is known the workbook claims none; without unknown facts there is no list of them."""
    rules = attrs.evolve(kim.rules("kim-nrw"), form="", unknown=())
    monkeypatch.setitem(kim._rules, "kim-nrw", rules)
    content = kim.compose(make_program(stellen=(make_stelle(),)), "foerderantrag", year=2025)
    (notice,) = (block for block in content.sheets[0].blocks if isinstance(block, Notice))
    assert "Beträge und Texte in einer allgemeinen Gliederung" in notice.text
    assert "Grundmuster" not in notice.text
    plan = kim.compose(make_program(stellen=(make_stelle(),)), "finanzierungsplan", year=2025).sheets[1].blocks[0]
    assert plan.text.startswith("Alle Bausteine in den Zeilen eines Finanzierungsplans nach Zuwendungsrecht, auch")
    assert "unbekannt" not in tables(content)


def test_markdown_becomes_paragraphs():
    """Headings, paragraphs, lists, quotes, tables and code become plain paragraphs; nothing is lost."""
    text = (
        "## Titel\n\nErster **fetter** Absatz\nmit Umbruch  \nund neuer Zeile.\n\n- eins\n- zwei\n  3. drei\n\n"
        "> Gut.\n>\n> — Wer\n\n| a | b |\n| --- | ---: |\n| c | 1,00 € |\n| [d](https://x.de) | |\n\n: Geld\n\n"
        "```\nCode\n```\n"
    ).replace("  3.", "\n  3.")
    assert [paragraph.text for paragraph in paragraphs(text)] == [
        *(
            "Titel",
            "Erster fetter Absatz mit Umbruch\nund neuer Zeile.",
            "– eins\n– zwei\n3. drei",
            "Gut.",
            "– Wer",
        ),
        *("Geld", "a | b", "c | 1,00\u00a0€", "d | ", "Code"),
    ]
    assert paragraphs("| a |\n| --- |\n") == (Paragraph(text="a"),)
    assert list(_plain((PageBreak(),))) == []


def test_lists_stay_lists():
    """Numbers stay, a list is one paragraph with a line for each item, nothing is marked twice."""
    text = "Vorher\n\n1. eins\n2. zwei\n   - innen\n3. drei\n\nNachher\n\n- lose\n\n  mehr dazu\n\n- zuletzt\n"
    assert [paragraph.text for paragraph in paragraphs(text)] == [
        "Vorher", "1. eins\n2. zwei\n– innen\n3. drei", "Nachher", "– lose\nmehr dazu\n– zuletzt",
    ]  # fmt: skip


def test_expenses_that_the_rule_set_does_not_know(kim):
    """A kind of expense or of Stelle the rule set does not know is reported by a check and left out of the plan."""
    ausgabe = Ausgabe(id="x", title="X", kind="unbekannt", amounts=amounts(2025, 100))
    program = make_program(stellen=(make_stelle(kind="unbekannt"),), ausgaben=(ausgabe,))
    assert "KIM-REF-001" in codes(kim, program)
    assert "KIM-FPL-001" in codes(kim, program)


def test_an_expense_per_workplace_is_limited_by_its_size(kim):
    """5,700 € a full post: half a workplace is funded with 2,850 €."""
    ausgabe = Ausgabe(
        id="a",
        title="Arbeitsplatz",
        kind="arbeitsplatz",
        baustein="baustein-1",
        amounts=amounts(2025, 3000),
        vzae=Decimal("0.5"),
    )
    content = tables(kim.compose(make_program(ausgaben=(ausgabe,)), "finanzierungsplan", year=2025))
    assert row(content["ausgaben-2025"], "Arbeitsplatz")[3:6] == ["2.850,00 €", "3.000,00 €", "2.850,00 €"]


def test_costs_for_several_bausteine_in_an_application(kim):
    """A personnel sum over Bausteine 1 and 2 counts in the application, and no Baustein claims it as its own."""
    stellen = (
        make_stelle(),
        make_stelle(id="cm", title="Case Management", baustein="baustein-2", kind="case-management"),
    )
    personal = Ausgabe(id="p", title="Personal", kind="personal", amounts=amounts(2025, 150000), stellen=("k1", "cm"))
    content = tables(kim.compose(make_program(stellen=stellen, ausgaben=(personal,)), "foerderantrag", year=2025))
    assert row(content["zeilen"], "4.1")[2] == "150.000,00 €"
    assert [cells[1].split(":")[0] for cells in content["foerderung-nach-baustein"]] == ["Baustein 1", "Baustein 2", ""]


def test_an_unknown_rate_in_a_draft(kim):
    """In a draft an unknown rate says that no public source gives it."""
    stelle = make_stelle(id="cm", title="Case Management", baustein="baustein-2", kind="case-management")
    content = tables(kim.compose(make_program(stellen=(stelle,)), "finanzierungsplan", year=2025, draft=True))
    assert content["saetze"][0][2:] == ["keine öffentliche Quelle", "unbekannt", "offen"]
    assert row(content["nach-baustein"], "Baustein 2")[3] == "offen"


def test_a_plan_of_nothing_has_no_quota(kim):
    """Where no Stelle is planned there is no share that is filled."""
    program = make_program(stellen=(make_stelle(vzae=Decimal(0)),))
    content = tables(kim.compose(program, "stellenplan", year=2025, draft=True))
    assert row(content["nach-stellenart"], "Alle Stellen")[1:] == ["0,0", "0,0", "0,0", "–"]

"""Excel forms: what is filled, what stays byte for byte, and where an error is said to be."""

import io
from datetime import date, datetime
from decimal import Decimal

import attrs
import openpyxl
import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.workbook.defined_name import DefinedName
from tests.office import audit_findings, cells, faults, pdf_text, recalculated, sdk_findings

from kimcore import ExportRefused, Profile, RenderError
from kimcore.values import Source

OWN = {"[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml"}
CHANGED = {"xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
PER_SHARE = 'IF(N(kim_plan_stellen[@[VZÄ]])>0,kim_plan_stellen[@[Förderung]]/kim_plan_stellen[@[VZÄ]],"")'
FACTS = {
    "B3": "kommune_name", "B4": "kommune_kind", "B5": "stand", "B6": "plan_foerderung", "B7": "plan_eigenanteil",
    "B8": "plan_gesamtkosten", "B9": "vorgaenge_antrag_2025_stand", "B11": "contacts_2_email", "A2": "kennzeichen",
}  # fmt: skip


@pytest.fixture
def form(tmp_path, png):
    """What a form has: picture, chart, drop-down, rules, print set-up, protection, formulas, a table."""
    path = tmp_path / "formular.xlsx"
    book = xlsxwriter.Workbook(path)
    money, day = book.add_format({"num_format": '#,##0.00 "€"'}), book.add_format({"num_format": "dd.mm.yyyy"})
    sheet, table = book.add_worksheet("Antrag"), book.add_worksheet("Stellen '25")
    for page in (sheet, table):
        page.set_column("A:G", 20)
    for place, style in (("B3", None), ("B4", None), ("B5", day), ("B6", money), ("B7", money), ("B8", money)):
        sheet.write(place, "bitte ausfüllen", style)
    for place, name in FACTS.items():
        book.define_name(f"kim_{name}", f"=Antrag!${place[0]}${place[1:]}")
    sheet.merge_range("A1:C1", "Antrag der Kommune", book.add_format({"bold": True}))
    sheet.merge_range("B10:C10", "", book.add_format({"border": 1}))
    book.define_name("kim_kommune_address", "=Antrag!$B$10:$C$10")
    sheet.insert_image("C2", "wappen.png", {"image_data": io.BytesIO(png), "description": "Wappen"})
    sheet.write_formula("B13", "=B6/B8", None, 0)
    sheet.write_formula("B14", '=IF(B6>0,"beantragt","offen")', None, "offen")
    sheet.data_validation("B4", {"validate": "list", "source": ["Kreis", "kreisfreie Stadt"]})
    sheet.conditional_format("B6:B8", {"type": "cell", "criteria": ">", "value": 5, "format": money})
    sheet.set_landscape()
    sheet.repeat_rows(0, 1)
    sheet.print_area("A1:C40")
    sheet.set_header("&LMusterstadt&RSeite &P")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Antrag!$B$6:$B$8"})
    sheet.insert_chart("A16", chart)
    headings = ("Lfd. Nr.", "Bezeichnung", "VZÄ", "Beginn", "Förderung", "Bemerkung", "Je VZÄ")
    columns = [{"header": heading} for heading in headings]
    columns[6]["formula"] = PER_SHARE
    table.add_table("A3:G20", {"name": "kim_plan_stellen", "columns": columns})
    table.write("B19", "Beispiel")
    table.write("F4", "von Hand")
    table.write_formula("E1", "=SUM(kim_plan_stellen[Förderung])", None, 0)
    table.protect()
    book.close()
    return path


def test_a_form_is_filled(form, fill):
    """Named cells, merged cells and the columns of a table hold what the program says, as numbers, days and texts."""
    values = cells(fill(form))
    antrag = {place: value for (sheet, place), value in values.items() if sheet == "Antrag"}
    assert antrag["B3"] == "Stadt Musterstadt"
    assert antrag["B4"] == "kreisfreie Stadt"
    assert antrag["B5"] == datetime(2025, 1, 15)  # noqa: DTZ001 - Excel knows no time zones
    assert (antrag["B6"], antrag["B7"], antrag["B8"]) == (588475, 221325, 813700)
    assert antrag["B10"] == "Musterplatz 1, 59999 Musterstadt"
    assert antrag["B11"] == "kim@musterstadt.example.org"
    assert antrag["A2"] == "ENTWURF · Musterdaten"
    rows = {place: value for (sheet, place), value in values.items() if sheet == "Stellen '25"}
    assert [rows.get(f"{column}6") for column in "ABCDEF"] == [3, "Koordination Monitoring", 0.5, None, 21375, None]
    assert rows["F4"] == "von Hand"
    assert "B19" not in rows
    assert "A17" not in rows


def test_formulas_of_the_form_are_computed_anew(form, fill, parts):
    """No value of the empty form is left behind a formula; opened, every formula has the value of the filled one."""
    path = fill(form)
    assert b'fullCalcOnLoad="1"' in parts(path)["xl/workbook.xml"]
    assert cells(path).get(("Antrag", "B14")) is None
    fresh = recalculated(path)
    assert fresh["Antrag", "B13"] == pytest.approx(588475 / 813700)
    assert fresh["Antrag", "B14"] == "beantragt"
    assert fresh["Stellen '25", "E1"] == 574125
    assert fresh["Stellen '25", "G6"] == 42750


def test_everything_else_stays_byte_for_byte(form, fill, parts):
    """Drawing, chart, picture, table, theme and relations of the form are those of the document."""
    made, there = parts(fill(form)), parts(form)
    assert {name for name in {*made, *there} if made.get(name) != there.get(name)} <= {
        *OWN,
        *CHANGED,
        "xl/workbook.xml",
    }
    assert {"xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/media/image1.png", "xl/tables/table1.xml"} <= {
        *made
    }


def test_rules_and_print_set_up_stay(form, fill):
    """Drop-down, conditional format, merged cells, print area, titles, header and protection are still there."""
    book = load_workbook(fill(form))
    sheet, table = book["Antrag"], book["Stellen '25"]
    [validation] = sheet.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("B4", '"Kreis,kreisfreie Stadt"')
    assert [str(found.sqref) for found in sheet.conditional_formatting] == ["B6:B8"]
    assert (sheet.print_area, sheet.print_title_rows) == ("'Antrag'!$A$1:$C$40", "$1:$2")
    assert (sheet.oddHeader.left.text, sheet.page_setup.orientation) == ("Musterstadt", "landscape")
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:C1", "B10:C10"]
    assert table.protection.sheet
    assert table.tables["kim_plan_stellen"].ref == "A3:G20"
    assert len(sheet._charts) == len(sheet._images) == 1


def test_the_document_is_sound_and_the_same_every_time(form, fill):
    """Validators find nothing, LibreOffice prints it without a fault, and a second export gives the same bytes."""
    path = fill(form)
    first = path.read_bytes()
    assert fill(form).read_bytes() == first
    assert sdk_findings(path) == sdk_findings(form) == []
    assert audit_findings(path) == audit_findings(form) == []
    printed = pdf_text(path)
    assert "Stadt Musterstadt" in printed
    assert not faults(printed)


def test_a_cell_without_a_format_gets_a_german_one(excel, fill):
    """Euro, days, shares and percentages are German in cells that say nothing; a format of the form stays."""
    names = (
        "stand",
        "plan_foerderung",
        "stellen_1_vzae",
        "finanzierungsart_kind",
        "kommune_statistics_einwohner_value",
        "jahr",
        "kommune_statistics_anteil_auslaender_value",
    )
    sheet = load_workbook(fill(excel(*names)))["Antrag"]
    shown = [(sheet[f"B{row}"].value, sheet[f"B{row}"].number_format) for row in range(1, 8)]
    assert shown[1:] == [
        (588475, '[$-407]#,##0.00\\ "€"'), (1, "[$-407]0.0##"), ("Festbetragsfinanzierung", "General"),
        (148600, "[$-407]#,##0"), (2025, "0"), (18, "[$-407]#,##0"),
    ]  # fmt: skip
    assert shown[0] == (datetime(2025, 1, 15), "[$-407]dd.mm.yyyy")  # noqa: DTZ001


def test_formulas_of_a_form_without_calculation_settings(excel, fill, repack, parts):
    """A workbook that says nothing of calculation is told to compute when opened; a format that is there is used."""

    def change(book, sheet):
        sheet.write_formula("D1", "=B1", book.add_format({"num_format": "[$-407]dd.mm.yyyy"}))

    def without_settings(old):
        return old.partition(b"<calcPr")[0] + b"</workbook>"

    made = parts(fill(repack(excel("stand", change=change), parts={"xl/workbook.xml": without_settings})))
    assert made["xl/workbook.xml"].endswith(b'</definedNames><calcPr fullCalcOnLoad="1"/></workbook>')
    assert made["xl/styles.xml"].count(b"[$-407]dd.mm.yyyy") == 1


def test_the_format_of_a_cell_decides(excel, fill, program):
    """A cell of texts takes a text, one with a number format no day, one for percent takes shares of a hundred."""

    def change(book, sheet):
        for place, code in (("B1", "@"), ("B2", "#,##0.00"), ("B3", "0.0%"), ("B4", "0.0"), ("B5", 'yyyy"m"')):
            sheet.write_blank(place, None, book.add_format({"num_format": code}))

    rising = attrs.evolve(program.ausgaben[0], recurring=_recurring())
    changed = attrs.evolve(program, ausgaben=(rising, *program.ausgaben[1:]))
    names = ("plan_foerderung", "stand", "ausgaben_1_recurring_increase", "title", "vorgaenge_1_stand")
    sheet = load_workbook(fill(excel(*names, change=change), of=changed, draft=True))["Antrag"]
    assert [sheet[f"B{row}"].value for row in (1, 2, 3)] == ["588.475,00\u00a0€", "15.01.2025", 0.025]
    assert sheet["B4"].value == program.title
    assert isinstance(sheet["B5"].value, datetime)


def _recurring():
    from kimcore.model import RecurringAmount

    return RecurringAmount(
        annual_amount=Decimal(1000), start=date(2025, 1, 1), end=date(2025, 12, 31), increase=Decimal("2.5")
    )


def test_a_text_is_never_a_formula(excel, fill, program, parts):
    """What begins with = or looks like an escape stays the text it is, with its blanks and line breaks."""
    goals = tuple(
        attrs.evolve(program.goals[0], id=f"z{n}", title=text)
        for n, text in enumerate(("=1+1", "_x0041_ <b>", " a\nb "))
    )
    changed = attrs.evolve(program, goals=goals, handlungsfelder=(), measures=())
    path = fill(excel("goals_1_title", "goals_2_title", "goals_3_title"), of=changed, draft=True)
    sheet = load_workbook(path)["Antrag"]
    assert [(sheet[f"B{row}"].value, sheet[f"B{row}"].data_type) for row in (1, 2, 3)] == [
        ("=1+1", "s"),
        ("_x0041_ <b>", "s"),
        (" a\nb ", "s"),
    ]
    assert b"<f" not in parts(path)["xl/worksheets/sheet1.xml"]
    assert b"calcPr" in parts(path)["xl/workbook.xml"]
    assert b'fullCalcOnLoad="1"' in parts(path)["xl/workbook.xml"]  # as XlsxWriter wrote it


def test_lists_flags_and_what_is_open(excel, fill, codes, program):
    """A list is one text, yes and no are words; what nobody knows and what is empty is an empty cell and a note."""
    without = attrs.evolve(program, rates=())
    template = excel("measures_1_zielgruppen", "fictional", "cooperation_title", "antrag_foerderung", "bausteine")
    sheet = load_workbook(fill(template, of=without, draft=True))["Antrag"]
    assert [sheet[f"B{row}"].value for row in range(1, 5)] == ["Neuzugewanderte, Familien", "ja", None, None]
    assert sheet["B5"].value.startswith("Strategisches Management (Koordination), Case Management")
    assert [message for _, message in codes(template)] == [
        "„kim_cooperation_title“ ist leer. Im Programm ergänzen, oder das Profil darf es nicht sehen."
    ]


def test_a_workbook_of_a_mac_counts_from_1904(tmp_path, fill):
    """A day keeps its date in a workbook that counts days from 1904."""
    book = xlsxwriter.Workbook(tmp_path / "mac.xlsx", {"date_1904": True})
    book.add_worksheet("Antrag").write("B1", None, book.add_format({"num_format": "dd.mm.yyyy"}))
    book.define_name("kim_stand", "=Antrag!$B$1")
    book.close()
    assert load_workbook(fill(tmp_path / "mac.xlsx"))["Antrag"]["B1"].value == datetime(2025, 1, 15)  # noqa: DTZ001


def test_a_form_of_openpyxl_without_texts(tmp_path, fill, parts):
    """A form without shared strings gets them; a new cell looks as its row or column; rows keep their order."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Übersicht"
    sheet["C3"] = 7
    sheet["A5"] = "=C3*2"
    sheet.column_dimensions["B"].number_format = "0.00"
    sheet.column_dimensions["B"].width = 20
    sheet.row_dimensions[7].number_format = "0.0"
    for name, place in (
        ("kommune_name", "$B$3"),
        ("jahr", "$B$1"),
        ("plan_foerderung", "$D$7"),
        ("plan_jahr", "$D$3"),
        ("stand", "$F$9"),
    ):
        book.defined_names[f"kim_{name}"] = DefinedName(f"kim_{name}", attr_text=f"'Übersicht'!{place}")
    book.save(tmp_path / "leer.xlsx")
    path = fill(tmp_path / "leer.xlsx")
    values = load_workbook(path)["Übersicht"]
    assert (values["B3"].value, values["B1"].value, values["D3"].value) == ("Stadt Musterstadt", 2025, 2025)
    assert (values["B1"].number_format, values["D7"].number_format) == ("0.00", "0.0")
    assert values["F9"].value == datetime(2025, 1, 15)  # noqa: DTZ001
    assert [row.coordinate for row in values["A"] if row.value] == ["A5"]
    assert b"sharedStrings" in parts(path)["xl/_rels/workbook.xml.rels"]
    assert sdk_findings(path) == [finding for finding in sdk_findings(path) if "styles.xml" in finding]
    assert recalculated(path)["Übersicht", "A5"] == 14


def test_a_named_range_is_a_table(excel, fill):
    """Without an Excel table, a named range with headings in its first row is filled row by row."""

    def change(book, sheet):
        sheet.write_row("D1", ["Nr", "name", " Rhythmus ", "Notiz"])
        book.define_name("kim_gremien", "=Antrag!$D$1:$H$9")

    sheet = load_workbook(fill(excel(change=change)))["Antrag"]
    assert [sheet[f"{column}3"].value for column in "DEFG"] == [2, "Koordinierungsrunde", "monatlich", None]
    assert sheet["D8"].value is None


@pytest.mark.parametrize(
    ("name", "reference", "code", "said"),
    [
        ("kim_komune_name", "=Antrag!$D$4", "KIM-VRL-003", "Meinten Sie „kim_kommune_name“?"),
        ("kim_xyzzy", "=Antrag!$D$4", "KIM-VRL-003", "„kim_xyzzy“ gibt es nicht. Welche es gibt, zeigt:"),
        ("kim_contacts_nix_phone", "=Antrag!$D$4", "KIM-VRL-003", "Was „kim_contacts_nix_phone“ nennt, gibt es im"),
        ("kim_contacts_99_phone", "=Antrag!$D$4", "KIM-VRL-003", "Was „kim_contacts_99_phone“ nennt"),
        ("kim_stand", "=Antrag!$D$4:$E$9", "KIM-VRL-005", "Der Name „kim_stand“ umfasst mehrere Zellen (D4:E9)."),
        ("kim_stand", "=Antrag!$F$1", "KIM-VRL-005", "In der Zelle „kim_stand“ steht eine Formel."),
        ("kim_stand", "=Antrag!$D$4,Antrag!$E$5", "KIM-VRL-005", "nicht auf eine Zelle."),
        ("kim_stand", "=0.19", "KIM-VRL-005", "Der Name „kim_stand“ bezieht sich auf „0.19“, nicht auf eine Zelle."),
        ("kim_gremien", "=Antrag!$D$1:$E$3", "KIM-VRL-006", "hat Platz für 2 Zeilen, gebraucht werden 6."),
    ],
)  # fmt: skip
def test_an_error_is_named_with_sheet_and_cell(excel, kim, program, name, reference, code, said):
    """Whatever cannot be filled is said in German, with its sheet and cell."""

    def change(book, sheet):
        sheet.write_row("D1", ["Name", "Vorsitz"])
        sheet.write_formula("F1", "=1+1")
        book.define_name(name, reference)

    path = excel(change=change)
    found = [f for f in kim.check(program, exporter="vorlage-excel", year=2025, vorlage=str(path)) if "VRL" in f.code]
    assert [finding.code for finding in found] == [code]
    assert said in f"{found[0].message} {found[0].hint}"
    if "nicht auf eine Zelle" not in said:
        assert (found[0].place.sheet, found[0].place.cell) == (
            "Antrag",
            {"=Antrag!$F$1": "F1", "=Antrag!$D$1:$E$3": "D2"}.get(reference, "D4"),
        )


def test_headings_are_compared_with_labels(excel, codes):
    """A heading that is almost a label is a warning with the label; others are columns of the form."""

    def change(_, sheet):
        columns = [{"header": heading} for heading in ("Bezeichnug", "Unsere Notiz", "VZÄ")]
        sheet.add_table("D3:F40", {"name": "kim_stellen", "columns": columns, "total_row": True})
        sheet.add_table("H3:I9", {"name": "andere"})

    assert codes(excel(change=change)) == [
        (
            "KIM-VRL-010",
            "Die Spalte „Bezeichnug“ der Tabelle „kim_stellen“ bleibt, wie sie ist. Meinten Sie „Bezeichnung“?",
        )
    ]


def test_a_column_too_narrow_is_said(excel, codes):
    """Where Excel would show ### there is a warning, once for each column; texts, shares and whole euros are seen."""

    def change(book, sheet):
        headings = ("VZÄ", "Kosten", "Förderung", "Beginn")
        sheet.add_table("D3:G20", {"name": "kim_plan_stellen", "columns": [{"header": name} for name in headings]})
        for column, code in (("E:E", "#,##0"), ("F:F", "#,##0.00"), ("G:G", "@")):
            sheet.set_column(column, 7, book.add_format({"num_format": code}))
        sheet.set_column("H:H", 7, book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_blank("I2", None, book.add_format({"num_format": "mmm"}))
        sheet.merge_range("H4:I4", "")
        for place, name in (("$H$1", "stand"), ("$I$2", "vorgaenge_1_stand"), ("$H$4:$I$4", "plan_foerderung")):
            book.define_name(f"kim_{name}", f"=Antrag!{place}")

    form = excel(change=change)
    assert [said for code, said in codes(form) if code == "KIM-VRL-013"] == [
        "Die Spalte F ist zu schmal für „57.000,00\u00a0€“; Excel zeigt ###. Die Spalte in der Vorlage breiter ziehen.",
        "Die Spalte H ist zu schmal für „15.01.2025“; Excel zeigt ###. Die Spalte in der Vorlage breiter ziehen.",
    ]


def test_a_table_must_be_a_list(excel, codes):
    """A table named after a single value cannot be filled."""
    found = codes(excel(change=lambda _, sheet: sheet.add_table("D3:F9", {"name": "kim_kommune_name"})))
    assert found == [
        (
            "KIM-VRL-005",
            "Die Tabelle heißt „kim_kommune_name“; das ist keine Liste. "
            "Eine Liste nennen, zum Beispiel kim_plan_stellen.",
        )
    ]


def _goals(sheet, **more):
    """A table of two rows for six goals, each with its length computed."""
    columns = [{"header": "Titel"}, {"header": "Länge", "formula": "LEN(kim_goals[@[Titel]])"}, {"header": "Notiz"}]
    sheet.add_table("D3:F5", {"name": "kim_goals", "columns": columns, **more})


@pytest.mark.filterwarnings("ignore:.* extension is not supported")  # openpyxl does not know data bars
def test_a_table_grows_with_its_rows(excel, fill, parts, png):
    """Where nothing stands below a table it has the rows it needs, with look, formulas and rules, also on paper."""

    def change(book, sheet):
        _goals(sheet)
        sheet.write("D5", "Beispiel", book.add_format({"italic": True}))
        sheet.write("G9", "daneben")
        sheet.set_row(4, 30)
        sheet.print_area("A1:E5")
        sheet.data_validation("D4:D5", {"validate": "length", "criteria": "<", "value": 99})
        sheet.data_validation("A1:A5", {"validate": "length", "criteria": "<", "value": 9})
        sheet.conditional_format("E4:E5", {"type": "data_bar", "data_bar_2010": True})
        sheet.insert_image("A1", "wappen.png", {"image_data": io.BytesIO(png)})
        sheet.merge_range("A2:F2", "Ziele")

    path = excel(change=change)
    made = fill(path)
    sheet = load_workbook(made)["Antrag"]
    assert (sheet.tables["kim_goals"].ref, sheet.tables["kim_goals"].autoFilter.ref) == ("D3:F9", "D3:F9")
    assert [bool(sheet[f"D{row}"].value) for row in (8, 9, 10)] == [True, True, False]
    assert (sheet["D9"].font.italic, sheet.row_dimensions[8].height, sheet["G9"].value) == (True, 30, "daneben")
    assert recalculated(made)["Antrag", "E9"] == len(sheet["D9"].value)
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["D4:D9", "A1:A5"]
    assert [str(found.sqref) for found in sheet.conditional_formatting] == ["E4:E9"]
    assert b"<xm:sqref>E4:E9</xm:sqref>" in parts(made)["xl/worksheets/sheet1.xml"]
    assert sheet.print_area == "'Antrag'!$A$1:$E$9"
    assert sdk_findings(made) == audit_findings(made) == []
    assert fill(path).read_bytes() == made.read_bytes()


def test_formulas_grow_as_they_are_stored(excel, fill, repack):
    """A formula that many cells share is found where it is stored; one for arrays stays one."""

    def change(_, sheet):
        _goals(sheet)
        sheet.write_formula("E4", "=LEN(D4)")
        sheet.write_formula("E5", "=LEN(D5)")
        sheet.write_array_formula("F5:F5", "{=SUM(LEN(D5))}")

    def shared(old):
        first = old.replace(b"<f>LEN(D4)</f>", b'<f t="shared" ref="E4:E5" si="0">LEN(D4)</f>')
        return first.replace(b"<f>LEN(D5)</f>", b'<f t="shared" si="0"/>')

    made = fill(repack(excel(change=change), parts={"xl/worksheets/sheet1.xml": shared}))
    sheet = load_workbook(made)["Antrag"]
    assert (sheet["E9"].value, sheet["F9"].value.text, sheet["F9"].value.ref) == ("=LEN(D9)", "=SUM(LEN(D9))", "F9")
    fresh = recalculated(made)
    assert fresh["Antrag", "E9"] == fresh["Antrag", "F9"] == len(sheet["D9"].value)


@pytest.mark.parametrize(
    "below",
    [
        lambda book, sheet, png: sheet.write_blank("E8", None, book.add_format({"bottom": 1})),
        lambda book, sheet, png: sheet.merge_range("C8:D9", "Unterschrift"),
        lambda book, sheet, png: book.define_name("kim_stand", "=Antrag!$D$8"),
        lambda book, sheet, png: sheet.insert_image("A8", "wappen.png", {"image_data": io.BytesIO(png)}),
    ],
)
def test_what_stands_below_a_table_is_never_covered(excel, codes, png, below):
    """A cell of the form, a merged or a named one, a picture: the table has room down to there."""
    found = codes(excel(change=lambda book, sheet: (_goals(sheet), below(book, sheet, png))))
    assert [code for code, message in found if "hat Platz für 4 Zeilen, gebraucht werden 6" in message] == [
        "KIM-VRL-006"
    ]


def test_a_table_with_a_row_of_totals_does_not_grow(excel, codes):
    """Its last row is taken."""
    [(_, message)] = codes(excel(change=lambda _, sheet: _goals(sheet, total_row=True)))
    assert "hat Platz für 1 Zeilen, gebraucht werden 6" in message


def test_what_does_not_fit_is_refused_even_as_a_draft(excel, fill, program):
    """A table without rows enough and a text too long for a cell are errors with their place, never cut off."""
    small = excel(change=lambda _, sheet: (_goals(sheet), sheet.write("D8", "Unterschrift")))
    with pytest.raises(ExportRefused):
        fill(small)
    said = "Blatt „Antrag“, Zelle D4: Die Tabelle „kim_goals“ hat Platz für 4 Zeilen, gebraucht werden 6. In der"
    with pytest.raises(RenderError, match=said):
        fill(small, draft=True)
    goal = attrs.evolve(program.goals[0], description="x" * 40_000)
    changed = attrs.evolve(program, goals=(goal,), handlungsfelder=(), measures=())
    with pytest.raises(
        RenderError, match="Zelle B1: Der Text hat 40000 Zeichen; eine Zelle nimmt 32767. Den Text kürzen."
    ):
        fill(excel("goals_1_description"), of=changed, draft=True)


def test_a_draft_leaves_out_what_is_unknown(excel, fill):
    """As a draft, a cell whose name says nothing stays as it is."""
    sheet = load_workbook(fill(excel("xyzzy", "jahr"), draft=True))["Antrag"]
    assert (sheet["B1"].value, sheet["B2"].value) == (None, 2025)


def test_a_form_without_names_and_one_without_marks_are_warnings(excel, codes):
    """A workbook that names nothing is not filled; one that hides that it is a draft is named."""
    assert codes(excel(marked=False))[0] == (
        "KIM-VRL-012",
        "Die Mappe hat keine Zelle und keine Tabelle, deren Name mit kim_ beginnt. "
        "Zellen benennen (Formeln › Namens-Manager), zum Beispiel kim_kommune_name.",
    )
    assert codes(excel("jahr", marked=False))[0] == (
        "KIM-VRL-011",
        "Die Vorlage zeigt nicht: ENTWURF · Musterdaten. Eine Zelle kim_kennzeichen benennen.",
    )
    assert codes(excel("kennzeichen", marked=False)) == []


def test_personal_data_are_only_those_of_the_profile(excel, fill):
    """What the profile must not see is empty, as the program was reduced before."""
    template = excel("contacts_koordination_phone")
    assert load_workbook(fill(template))["Antrag"]["B1"].value == "+49 2000 000-101"
    assert load_workbook(fill(template, profile=Profile.OEFFENTLICH))["Antrag"]["B1"].value is None


def test_the_sample_is_filled_without_a_template(kim, program):
    """Without --set vorlage the sample form is filled; it needs no further word."""
    assert not [f for f in kim.check(program, exporter="vorlage-excel", year=2025) if "VRL" in f.code]
    book = load_workbook(io.BytesIO(kim.render(program, "vorlage-excel", year=2025)))
    assert book["Angaben"]["B9"].value == 813700
    assert [cell.value for cell in book["Stellen"][6]] == [3, "Koordination Monitoring", 0.5, 33300, 21375]


def test_a_source_is_one_text(excel, fill, program):
    """An object in a single cell is its title."""
    changed = attrs.evolve(program, sources=(Source(title="Ratsbeschluss"),))
    assert load_workbook(fill(excel("sources"), of=changed))["Antrag"]["B1"].value == "Ratsbeschluss"

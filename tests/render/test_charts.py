"""Native charts: the chart part, the workbook behind it, the alternative text."""

import io
import itertools
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests import office
from tests.render.books import PROPERTIES, opened, part
from tests.render.charts import (
    ALL,
    BAUSTEINE,
    LINES,
    LYING,
    NS,
    STACKED,
    TIMELINE,
    VZAE,
    YEARS,
    chart,
    found,
    references,
    timeline,
    tree,
)

from kimcore.amounts import given, unknown
from kimcore.blocks import CellKind, Chart, ChartKind, Timeline
from kimcore.errors import RenderError
from kimcore.render.charts import alt_text, chart_workbook, chart_xml, height_mm
from kimcore.render.theme import DEFAULT_THEME

EPOCH = date(1899, 12, 30)
SIX = tuple((f"Handlungsfeld {number}", *range(number * 100, number * 100 + 6)) for number in range(1, 7))

# ------------------------------------------------------------------------------------------------ data


@pytest.mark.parametrize("name", ALL)
def test_references_and_stored_values_are_those_of_the_embedded_workbook(name):
    """Every reference leads to cells of the embedded workbook that hold what is stored in the chart, in its format."""
    sheet = opened(chart_workbook(ALL[name], "Konzept", PROPERTIES))["Daten"]
    root = tree(ALL[name], external="rId7")
    assert len(references(root)) >= 3
    for reference, stored in references(root).items():
        title, cells = reference.split("!")
        assert title == "Daten"
        block = sheet[cells] if ":" in cells else ((sheet[cells],),)
        values = [cell.value for (cell,) in block]
        values = [(value.date() - EPOCH).days if hasattr(value, "date") else value for value in values]
        assert [value if isinstance(value, str) or value is None else float(value) for value in values] == [
            value if value is None or isinstance(values[place], str) else float(value)
            for place, value in enumerate(stored)
        ]
        cells = [cell for (cell,) in block if cell.value is not None and (cell.data_type == "n" or cell.is_date)]
        codes = {cell.number_format.removesuffix("_W") for cell in cells}  # which keeps figures off the edge of a cell
        assert name == "vzae" or codes <= {code.text for code in found(root, "//c:formatCode")}


@pytest.mark.parametrize("name", ALL)
def test_another_library_reads_the_chart(name):
    """openpyxl reads both axes as shown, gaps as gaps, and German as the language."""
    from openpyxl.chart.chartspace import ChartSpace

    space = ChartSpace.from_tree(tree(ALL[name]))
    (drawing,) = space.chart.plotArea._charts
    assert (drawing.x_axis.delete, drawing.y_axis.delete) == (False, False)
    assert (space.lang, space.chart.dispBlanksAs, space.chart.autoTitleDeleted) == ("de-DE", "gap", True)
    assert space.chart.title is None
    points = [len(series.val.numRef.numCache.pt) for series in drawing.series]
    assert points == [6 - (place == 0) for place in range(2)] if name == "lines" else all(points)


def test_the_embedded_workbook_is_named_by_its_relation():
    """Word finds the data by the relation; within a workbook there is none."""
    assert found(tree(LINES, external="rId7"), "//c:externalData/@r:id") == ["rId7"]
    assert found(tree(LINES), "//c:externalData") == []


def test_amounts_are_drawn_to_the_cent_and_what_is_unknown_is_a_gap():
    """Money is drawn to the cent, other figures with all their digits; what is still open has no point."""
    third = given(1000, key="a") / 3
    content = chart(
        ChartKind.GROUPED,
        ("Betrag", given(1000, key="b", unit="€") / 3, third.rounded(1), third, unknown(key="c", label="c"), 7, None),
    )
    (values,) = (stored for reference, stored in references(tree(content)).items() if ":$B$" in reference)
    assert values == ["333.33", "333.3", "333.333333", None, "7", None]
    sheet = opened(chart_workbook(content, "Konzept", PROPERTIES))["Daten"]
    assert [sheet.cell(row, 2).value for row in range(5, 11)] == [333.33, 333.3, 333.333333, None, 7, None]
    assert sheet["A11"].value == "Leere Zelle: noch offen."


def test_the_embedded_workbook_is_reproducible_and_says_nothing_of_its_maker():
    """The same data give the same bytes; marks and provenance stay with the document."""
    properties = attrs.evolve(PROPERTIES, marks=("ENTWURF",), custom=(("kimcore-programm", "abc"),))
    data = chart_workbook(STACKED, "Konzept", properties)
    assert data == chart_workbook(STACKED, "Konzept", properties) == chart_workbook(STACKED, "Konzept", PROPERTIES)
    assert "<dc:creator>Kreis Musterland</dc:creator>" in part(data, "docProps/core.xml")
    assert chart_xml(STACKED, DEFAULT_THEME) == chart_xml(STACKED, DEFAULT_THEME)


def test_control_characters_are_refused():
    """A control character never reaches the XML."""
    with pytest.raises(RenderError, match=r"Steuerzeichen U\+0007 an Stelle 2"):
        chart_xml(chart(ChartKind.LINES, ("a\a", *range(6))), DEFAULT_THEME)


def test_a_chart_without_data_is_refused():
    """A chart needs categories and series of as many values, a Zeitschiene an entry."""
    with pytest.raises(ValueError, match="Diagramm „bild“: Es braucht mindestens eine Kategorie und eine Reihe"):
        chart(ChartKind.LINES)
    with pytest.raises(ValueError, match="Diagramm „bild“: Jede Reihe braucht einen Wert je Kategorie"):
        chart(ChartKind.LINES, ("A", 1), categories=("a", "b"))
    with pytest.raises(ValueError, match="Zeitschiene „zeit“: Es braucht mindestens einen Eintrag"):
        timeline()


# ------------------------------------------------------------------------------------------------ looks


def _contrast(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_colours_hold_a_contrast_on_white():
    """Every colour of a series, and that of a milestone, holds 4.5:1 on white."""
    assert {colour for colour in (*DEFAULT_THEME.series, DEFAULT_THEME.alert) if _contrast(colour) < 4.5} == set()


def test_bars_differ_without_colour():
    """Each of six series of bars has a ground of its own: one is solid, the others have patterns."""
    series = found(tree(chart(ChartKind.STACKED, *SIX)), "//c:ser/c:spPr")
    patterns = [found(look, "a:pattFill/@prst") for look in series]
    assert patterns[0] == []
    assert found(series[0], "a:solidFill/a:srgbClr/@val") == [DEFAULT_THEME.series[0]]
    assert len({pattern for (pattern,) in patterns[1:]}) == 5
    assert found(series[1], "a:ln/a:solidFill/a:srgbClr/@val") == [DEFAULT_THEME.series[1]]


def test_lines_differ_without_colour():
    """Each of six lines has a marker and a dash of its own."""
    root = tree(chart(ChartKind.LINES, *SIX))
    assert len(set(found(root, "//c:marker/c:symbol/@val"))) == 6
    dashes = [tuple(found(look, "a:ln/a:prstDash/@val")) for look in found(root, "//c:ser/c:spPr")]
    assert len(set(dashes)) == 6


@pytest.mark.parametrize(("content", "shown"), [(LINES, True), (VZAE, False), (TIMELINE, True)])
def test_a_legend_stands_below_more_than_one_series(content, shown):
    """One series needs no legend; several have one at the bottom."""
    assert found(tree(content), "//c:legend/c:legendPos/@val") == (["b"] if shown else [])


@pytest.mark.parametrize(
    ("kind", "values", "axis", "title"),
    [
        (CellKind.MONEY, ("1500", "99999"), '[$-407]#,##0\\ "€"', None),
        (CellKind.MONEY, ("1500", "100000"), "[$-407]#,##0,", "Tsd. €"),
        (CellKind.MONEY, ("-12500000", "1"), "[$-407]#,##0.0,,", "Mio. €"),
        (CellKind.KILO, ("12.345", "1"), "[$-407]#,##0", "TEUR"),
        (CellKind.VZAE, ("0.385", "2"), "[$-407]0.0", "VZÄ"),
        (CellKind.PERCENT, ("12.5", "3"), '[$-407]0\\ "%"', None),
        (CellKind.PERCENT, ("2.5", "3"), '[$-407]0.0\\ "%"', None),
        (CellKind.NUMBER, ("1204", "3"), "[$-407]#,##0", None),
        (CellKind.NUMBER, ("0.5", "0.25"), "[$-407]#,##0.0", None),
    ],
)
def test_the_axis_says_its_unit_in_german(kind, values, axis, title):
    """Numbers are German on every machine, and large amounts are read in thousands or millions."""
    content = chart(ChartKind.GROUPED, ("Wert", *map(Decimal, values)), categories=("a", "b"), values=kind)
    root = tree(content)
    assert found(root, "//c:valAx/c:numFmt/@formatCode") == [axis]
    assert [text.text for text in found(root, "//c:valAx/c:title//a:t")] == ([title] if title else [])
    assert found(root, "//c:valAx/c:scaling/c:min/@val") == ([] if min(map(Decimal, values)) < 0 else ["0"])


# ----------------------------------------------------------------------------------------------- labels


def _labelled(root) -> list[list[int]]:
    """The points that carry their number, series by series."""
    series = []
    for entry in found(root, "//c:ser"):
        points = range(int(found(entry, "c:val//c:ptCount/@val")[0]))
        hidden = {int(place) for place in found(entry, "c:dLbls/c:dLbl[c:delete/@val='1']/c:idx/@val")}
        shown = found(entry, "c:dLbls/c:showVal/@val") == ["1"]
        series.append([place for place in points if shown and place not in hidden])
    return series


@pytest.mark.parametrize(
    ("content", "labelled"),
    [
        (VZAE, [[0, 1]]),
        (LYING, [[0, 1], [0, 1]]),
        (STACKED, [[0, 1, 2], [], [1]]),  # parts lower than their label carry none
        (attrs.evolve(STACKED, horizontal=True), [[0, 1, 2], [], [1]]),
        (LINES, [[5], [5]]),
        (chart(ChartKind.LINES, ("Anteil", *range(10, 16))), [[0, 1, 2, 3, 4, 5]]),
        (chart(ChartKind.LINES, ("a", *range(6)), ("b", 0, 0, 0, 0, 0, 5)), [[], []]),  # they would touch
        (chart(ChartKind.LINES, ("a", 1, 2, 3, 4, 5, None), ("b", *range(6))), [[], [5]]),
        (chart(ChartKind.GROUPED, *SIX), [[]] * 6),
    ],
)
def test_numbers_stand_where_there_is_room(content, labelled):
    """Bars and points carry their numbers where there is room; several lines are labelled at their ends."""
    assert _labelled(tree(content)) == labelled


def test_labels_of_large_amounts_are_read_like_their_axis():
    """A label has the unit of its axis, on white where it stands within a bar."""
    root = tree(STACKED)
    assert found(root, "//c:ser[1]/c:dLbls/c:numFmt/@formatCode") == ["[$-407]#,##0,"]
    assert found(root, "//c:ser[1]/c:dLbls/c:numFmt/@sourceLinked") == ["0"]
    assert found(root, "//c:ser[1]/c:dLbls/c:spPr/a:solidFill/a:srgbClr/@val") == ["FFFFFF"]


# -------------------------------------------------------------------------------------- size and layout


def test_charts_with_rows_grow_with_them():
    """A Zeitschiene of 36 rows is higher than one of 3, none is higher than a page; upright charts have one height."""
    many = timeline(*((date(2024, 1, 1) + timedelta(30 * place), None) for place in range(36)))
    assert height_mm(TIMELINE, 160) < 45
    assert 200 < height_mm(many, 160) < 240
    assert height_mm(timeline(*((date(2024, 1, 1), None) for _ in range(90))), 160) == pytest.approx(220)
    assert height_mm(LYING, 160) < height_mm(attrs.evolve(LYING, kind=ChartKind.STACKED), 160) + 20
    assert (height_mm(VZAE, 160), height_mm(LINES, 160), height_mm(VZAE, 400)) == (72, 80, 95)


def test_lying_bars_are_read_from_the_top_down():
    """The first category stands at the top, the numbers stay at the bottom, and long names have room."""
    root = tree(LYING)
    assert found(root, "//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]
    assert found(root, "//c:valAx/c:crosses/@val") == ["max"]
    assert found(root, "//c:catAx/c:tickLblSkip/@val") == ["1"]
    assert 0.35 < float(found(root, "//c:plotArea/c:layout//c:x/@val")[0]) <= 0.46


# ----------------------------------------------------------------------------------------- Zeitschienen


def test_a_timeline_draws_bars_after_an_unseen_beginning():
    """Bars begin on their day and last their days; a milestone lasts one; the day stands before each."""
    root = tree(TIMELINE)
    values = [stored for reference, stored in references(root).items() if ":" in reference][1:]
    assert values == [["45292", "45382", "45474"], ["182", None, "914"], [None, "1", None]]
    assert found(root, "//c:ser[1]/c:spPr/a:noFill") != []
    assert found(root, "//c:ser[1]/c:dLbls/c:numFmt/@formatCode")[0].startswith("[$-407]dd.mm.yyyy")
    assert found(root, "//c:valAx/c:numFmt/@formatCode") == ["[$-407]yyyy"]


@drawn(st.lists(st.tuples(st.dates(date(1950, 1, 1)), st.dates(date(1950, 1, 1))), min_size=1, max_size=5))
def test_labels_of_a_time_axis_stand_in_their_months(days):
    """Whatever the days: every label stands in the first days of its month, and equal steps lie between them."""
    content = timeline(*((min(pair), max(pair)) for pair in days))
    root = tree(content)
    low, high, step = (float(found(root, f"//c:valAx{path}/@val")[0]) for path in _ENDS)
    ticks = [low + place * step for place in range(int((high - low) / step + 1.01))]
    labels = [EPOCH + timedelta(days=int(tick)) for tick in ticks]
    months = [label.year * 12 + label.month for label in labels]
    assert len({later - earlier for earlier, later in itertools.pairwise(months)}) == 1
    assert len(ticks) <= 14
    assert low <= (min(content.days()) - EPOCH).days + 31
    if max(content.days()) < date(2999, 12, 31):
        assert high >= (max(content.days()) - EPOCH).days


_ENDS = ("/c:scaling/c:min", "/c:scaling/c:max", "/c:majorUnit")


# ------------------------------------------------------------------------------------ alternative texts

LONG = "Beratung und Begleitung bei Fragen des Aufenthalts und der Einbürgerung"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            LINES,
            "Liniendiagramm mit 2 Reihen über 6 Jahre (2018 bis 2023). Neuanträge: von 97 auf 482, höchster Wert 482 "
            "(2023). Einbürgerungen: von 140 auf 233, höchster Wert 233 (2023).",
        ),
        (
            STACKED,
            "Gestapeltes Säulendiagramm mit 3 Reihen und 3 Kategorien (Baustein 1: Koordination, Baustein 2: Case "
            "Management, Bausteinübergreifend). Förderung: höchster Wert 684.000,50 € (Baustein 2: Case Management). "
            "Leistungen Dritter: höchster Wert 54.000,00 € (Baustein 2: Case Management). Eigenanteil: höchster Wert "
            "150.000,00 € (Baustein 2: Case Management).",
        ),
        (VZAE, "Säulendiagramm mit 1 Reihe über 2 Jahre (2024 bis 2025). Stadt: 2,5 VZÄ (2024), 3,385 VZÄ (2025)."),
        (
            chart(ChartKind.GROUPED, ("Anteil", *range(1, 7)), values=CellKind.PERCENT),
            "Säulendiagramm mit 1 Reihe über 6 Jahre (2018 bis 2023). Anteil: höchster Wert 6 % (2023), niedrigster "
            "Wert 1 % (2018).",
        ),
        (
            chart(ChartKind.LINES, ("A", None), ("B", Decimal("1.5")), categories=("x",), values=CellKind.KILO),
            "Liniendiagramm mit 2 Reihen und 1 Kategorie (x). A: keine Werte. B: 1,5 TEUR (x).",
        ),
        (
            chart(ChartKind.GROUPED, ("A", 1, 2), categories=(LONG, "x"), horizontal=True),
            f"Balkendiagramm mit 1 Reihe und 2 Kategorien ({LONG}, x). A: 1 ({LONG}), 2 (x).",
        ),
        (
            TIMELINE,
            "Zeitschiene vom 01.01.2024 bis 31.12.2026 mit 2 Maßnahmen und 1 Meilenstein. Aufbau der "
            "Koordinierungsstelle: 01.01.2024 bis 30.06.2024. Meilenstein Förderantrag gestellt: 31.03.2024. Case "
            "Management: 01.07.2024 bis 31.12.2026.",
        ),
    ],
    ids=str,
)
def test_alternative_texts(content, text):
    """The alternative text says what kind of chart it is and what its data say."""
    assert alt_text(content).replace("\u00a0", " ") == text


def test_long_alternative_texts_say_what_they_leave_out():
    """At most 500 characters; the last sentence counts what is left to the data."""
    many = timeline(*((date(2024, 1, 1), None) for _ in range(40)))
    assert alt_text(many).endswith(
        " Meilenstein Eintrag 10: 01.01.2024. 30 weitere Einträge in den Daten des Diagramms."
    )
    rows = [(LONG * 4, *range(6)) for _ in range(2)]
    text = alt_text(chart(ChartKind.LINES, *rows))
    assert text.endswith("höchster Wert 5 (2023). 1 weitere Reihe in den Daten des Diagramms.")
    endless = alt_text(chart(ChartKind.LINES, ("A", 1), categories=(LONG * 10,)))
    assert "… 1 weitere Reihe in den Daten des Diagramms." in endless
    assert max(len(text), len(alt_text(many)), len(endless)) <= 500


# ------------------------------------------------------------------------------------- office programs


@pytest.fixture(scope="module")
def docx(tmp_path_factory):
    """A document of charts of all kinds, each with its embedded workbook, made by python-docx."""
    document = Document()
    for number, content in enumerate(ALL.values(), 1):
        _insert(document, content, number)
    path = tmp_path_factory.mktemp("charts") / "charts.docx"
    document.save(path)
    return path


def _insert(document, content: Chart | Timeline, number: int) -> None:
    package = document.part.package
    kind = "application/vnd.openxmlformats-officedocument"
    data = chart_workbook(content, "Konzept", PROPERTIES)
    book = Part(PackURI(f"/word/embeddings/daten{number}.xlsx"), f"{kind}.spreadsheetml.sheet", data, package)
    drawing = Part(PackURI(f"/word/charts/chart{number}.xml"), f"{kind}.drawingml.chart+xml", b"", package)
    drawing._blob = chart_xml(content, DEFAULT_THEME, external=drawing.relate_to(book, f"{NS['r']}/package"))
    relation = document.part.relate_to(drawing, f"{NS['r']}/chart")
    document.add_paragraph()._p.append(
        parse_xml(
            '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:drawing><wp:inline'
            ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
            f'<wp:extent cx="{Mm(150)}" cy="{Mm(height_mm(content, 150))}"/><wp:docPr id="{number}" name="D{number}"/>'
            f'<a:graphic xmlns:a="{NS["a"]}"><a:graphicData uri="{NS["c"]}"><c:chart xmlns:c="{NS["c"]}"'
            f' xmlns:r="{NS["r"]}" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
    )


@pytest.mark.sdk
def test_the_open_xml_sdk_finds_nothing_in_a_document_of_charts(docx):
    """Charts of every kind with their embedded workbooks are valid in a Word document."""
    assert office.sdk_findings(docx) == []


@pytest.mark.office
def test_libreoffice_draws_the_charts_of_a_document(docx):
    """LibreOffice draws numbers, units, dates, legends and long names with umlauts, in German."""
    text = " ".join(office.pdf_text(docx).split())
    assert office.faults(text) == []
    for words in ("Neuanträge", "482", "Tsd. €", "684", "1.204", "3,385", "VZÄ", "Sprachkurse <B1>", "31.03.2024"):
        assert words in text
    for words in (*YEARS, *BAUSTEINE[2:], "Dauer (Tage)", "Meilenstein", "Aufbau der Koordinierungsstelle"):
        assert words in text


def test_the_embedded_workbooks_of_a_document_open(docx):
    """What Word opens for editing is a workbook with the chart's table."""
    parts = [part for part in Document(docx).part.package.iter_parts() if part.partname.endswith(".xlsx")]
    assert [opened(part.blob)["Daten"]["A4"].value for part in sorted(parts, key=lambda part: part.partname)] == [
        "Jahr", "Kategorie", "Kategorie", "Jahr", "Vorhaben",
    ]  # fmt: skip
    assert all(io.BytesIO(part.blob).read(2) == b"PK" for part in parts)

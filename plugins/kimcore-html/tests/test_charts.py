"""Charts: what is drawn stands where its number says, is told apart without colour, and can be read as a table."""

import re
from datetime import date
from decimal import Decimal

import attrs
import pytest

from kimcore.blocks import CellKind, ChartKind, Series, Span, Timeline
from kimcore_html.charts.drawing import WIDTH, width_of, wrapped
from kimcore_html.charts.scale import scale_of, unit_of


@pytest.fixture
def drawn(made, page):
    """The figure of a chart."""
    return lambda chart: page(made.document(chart)).xpath("//figure[@class='chart']")[0]


def shapes(figure, name="rect"):
    """Place and size of the bars of a drawing, by their titles."""
    return {
        rect.xpath("./title")[0].text_content(): [float(rect.get(key)) for key in ("x", "y", "width", "height")]
        for rect in figure.xpath(f".//svg[@role='img']//{name}[title]")
    }


def words(figure, class_):
    """The texts of a drawing that look alike."""
    return [text.text_content() for text in figure.xpath(f".//text[contains(concat(' ', @class, ' '), ' {class_} ')]")]


def test_it_is_said_and_tabulated(made, drawn):
    """Title, description, legend, and its data as a table below."""
    figure = drawn(made.bars(notes=("Quelle: erfunden.",)))
    (svg,) = figure.xpath(".//svg[@role='img']")
    assert svg.xpath("./title")[0].text_content() == "Kosten"
    assert svg.xpath("./desc")[0].text_content().startswith("Säulendiagramm mit 2 Reihen über 3 Jahre (2022 bis 2024).")
    assert svg.get("aria-describedby") == svg.xpath("./desc/@id")[0]
    assert [item.text_content() for item in figure.xpath("./ul/li")] == ["Förderung", "Eigenanteil"]
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in figure.xpath("./details//tbody/tr")]
    assert rows[0] == ["2022", "120.000,00 €", "60.000,00 €"]
    assert figure.xpath("./p")[0].text_content() == "Quelle: erfunden."


def test_bars_side_by_side(made, drawn):
    """Their heights are as their numbers; one below zero hangs, a gap is none; numbers in thousands."""
    figure = drawn(made.bars())
    bars = shapes(figure)
    assert [*bars] == [
        "2022, Förderung: 120\u00a0Tsd.\u00a0€",
        "2022, Eigenanteil: 60\u00a0Tsd.\u00a0€",
        "2023, Förderung: 150\u00a0Tsd.\u00a0€",
        "2023, Eigenanteil: −20\u00a0Tsd.\u00a0€",
        "2024, Eigenanteil: 80\u00a0Tsd.\u00a0€",
    ]
    tall, half, highest, below, _ = bars.values()
    assert tall[3] == pytest.approx(2 * half[3], abs=0.2)
    assert highest[3] == pytest.approx(7.5 * below[3], abs=1)
    assert below[1] == pytest.approx(tall[1] + tall[3], abs=0.2)
    assert words(figure, "value") == ["120", "60", "150", "−20", "80"]
    assert words(figure, "axis")[:2] == ["Tsd.\u00a0€", "−50"]
    fills = {rect.get("fill") for rect in figure.xpath(".//svg[@role='img']//rect[title]")}
    assert fills == {"url(#muster-0)", "url(#muster-1)"}


def test_patterns(made, page):
    """Every series has a pattern of its own, which stands once in the page."""
    series = tuple(Series(title=f"R{number}", values=(1,)) for number in range(8))
    chart = made.bars(categories=("a",), series=series, values=CellKind.NUMBER)
    tree = page(made.document(chart, attrs.evolve(chart, id="zwei")))
    assert tree.xpath("//pattern/@id") == [f"muster-{number}" for number in range(8)]
    assert len({path.get("d") for path in tree.xpath("//pattern/path")}) == 6
    assert ".c7{fill:var(--series-1)}" in tree.xpath("//style")[0].text


@pytest.mark.parametrize("horizontal", [False, True])
def test_bars_on_top_of_each_other(made, drawn, horizontal):
    """Each begins where the last one ends; the sum stands at the end where nothing hangs below zero."""
    figure = drawn(made.bars(ChartKind.STACKED, horizontal=horizontal))
    first, second, *_ = shapes(figure).values()
    if horizontal:
        assert second[0] == pytest.approx(first[0] + first[2], abs=0.2)
    else:
        assert first[1] == pytest.approx(second[1] + second[3], abs=0.2)
    assert words(figure, "value") == ["180"]
    assert set(words(figure, "inside")) <= {"120", "60", "150", "−20", "80"}
    assert {"120", "60", "150"} <= set(words(figure, "inside"))


def test_lying_bars(made, drawn):
    """Long names stand in front of the bars, in lines; the last mark of the axis carries the unit."""
    figure = drawn(made.bars(horizontal=True, categories=("Ein sehr langer Name " * 6, "b", "c")))
    bars = shapes(figure)
    left = min(x for x, *_ in bars.values())
    assert all(
        width_of(line.text_content()) < left for line in figure.xpath(".//text[@text-anchor='end'][not(@class)]")
    )
    assert words(figure, "axis")[-1].endswith("Tsd.\u00a0€")
    assert words(figure, "value") == ["120", "60", "150", "−20", "80"]


def test_many_bars_have_no_numbers(made, drawn):
    """Where numbers would run into each other there are none; the axis and the table say them."""
    series = (Series(title="Fälle", values=tuple(range(60))),)
    figure = drawn(made.bars(categories=tuple(map(str, range(60))), series=series, values=CellKind.NUMBER))
    assert not words(figure, "value")
    assert not figure.xpath("./ul")
    assert len(shapes(figure)) == 60


def test_lines(made, drawn):
    """A gap breaks the line; every series has its dashes and marks; the last values stand apart."""
    series = (
        Series(title="A", values=(Decimal(10), None, Decimal(30))),
        Series(title="B", values=(1, 2, 30)),
        Series(title="Leer", values=(None, None, None)),
    )
    figure = drawn(made.bars(ChartKind.LINES, series=series, values=CellKind.PERCENT))
    paths = figure.xpath(".//svg[@role='img']//path[contains(@class, 'line ')]")
    assert [re.sub(r"[-\d.,]+", "", path.get("d")) for path in paths] == ["M M", "M L L"]
    assert [path.get("stroke-dasharray") for path in paths] == [None, "9 5"]
    assert len({path.get("d") for path in figure.xpath(".//svg[@role='img']/g/path")}) == 2
    assert words(figure, "value") == ["30", "30"]
    first, second = (float(text.get("y")) for text in figure.xpath(".//text[contains(@class, 'value')]"))
    assert second - first == pytest.approx(13)
    assert "2024, B: 30\u00a0%" in figure.text_content()


def test_a_timeline(made, drawn):
    """A bar lasts as long as its span, a milestone is a mark; months or years along the axis."""
    spans = (
        Span(title="Aufbau", start=date(2024, 1, 1), end=date(2024, 12, 31)),
        Span(title="Hälfte", start=date(2024, 7, 1), end=date(2024, 12, 31)),
        Span(title="Fachtag", start=date(2024, 7, 1)),
    )
    figure = drawn(Timeline(id="z", caption="Zeitschiene", spans=spans))
    whole, half = shapes(figure).values()
    assert half[2] == pytest.approx(whole[2] / 2, abs=2)
    assert half[0] + half[2] == pytest.approx(whole[0] + whole[2], abs=0.2)
    (mark,) = figure.xpath(".//path[@class='mark']")
    assert mark.get("transform").startswith(f"translate({half[0]:g} ")
    axis = words(figure, "axis")
    assert axis[:7] == ["Jan 24", "Mrz 24", "Mai 24", "Jul 24", "Sep 24", "Nov 24", "Jan 25"]
    assert axis[7:] == ["01.01.2024 – 31.12.2024", "01.07.2024 – 31.12.2024", "01.07.2024"]
    assert figure.xpath("./details//thead//th")[0].text_content() == "Vorhaben"
    assert not figure.xpath("./p")


def test_a_timeline_without_end(made, drawn):
    """Who writes 31.12.9999 means: for good; the axis ends in 3000."""
    spans = (
        Span(title="Für immer", start=date(2024, 5, 1), end=date(9999, 12, 31)),
        Span(title="x" * 80, start=date(2030, 1, 1)),
    )
    figure = drawn(Timeline(id="z", caption="Z", spans=spans))
    ((x, _, width, _),) = shapes(figure).values()
    assert x + width <= WIDTH
    assert any(text.text_content().endswith("x…") for text in figure.xpath(".//text"))


@pytest.mark.parametrize(
    ("kind", "values", "shown"),
    [
        (CellKind.MONEY, (Decimal(25_400_000),), "25,4\u00a0Mio.\u00a0€"),
        (CellKind.MONEY, (Decimal(100_000),), "100\u00a0Tsd.\u00a0€"),
        (CellKind.MONEY, (Decimal("99999.99"),), "99.999,99\u00a0€"),
        (CellKind.VZAE, (Decimal("0.385"),), "0,39\u00a0VZÄ"),
        (CellKind.KILO, (Decimal(7),), "7\u00a0TEUR"),
        (CellKind.NUMBER, (Decimal(1240),), "1.240"),
    ],
)
def test_units(kind, values, shown):
    """Large amounts in thousands or millions, everything in German."""
    assert unit_of(kind, values).full(values[0]) == shown


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0, 97), "0 20 40 60 80 100"),
        ((-3, 12), "-5 0 5 10 15"),
        ((0,), "0 0.2 0.4 0.6 0.8 1.0"),
        ((), "0 0.2 0.4 0.6 0.8 1.0"),
        ((100_000, 317_000), "0 100000 200000 300000 400000"),
    ],
)
def test_scales(values, ticks):
    """Round steps from zero to the highest number."""
    found = scale_of([*map(Decimal, values)], 0, 100)
    assert [*found.ticks] == [*map(Decimal, ticks.split())]
    assert (found.at(found.ticks[0]), found.at(found.ticks[-1])) == (0, 100)


def test_texts_are_broken():
    """Into lines within the room; what is too long is cut visibly."""
    assert wrapped("Ausländer- und Einbürgerungsbehörden", 190) == ["Ausländer- und", "Einbürgerungsbehörden"]
    assert wrapped("eins zwei drei vier", 40, 2)[-1].endswith("…")
    assert all(width_of(line) <= 60 for line in wrapped("Donaudampfschifffahrtsgesellschaft", 60))

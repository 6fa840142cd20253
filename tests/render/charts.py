"""Charts of every kind for the tests, and what an XML reader finds in their parts."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from kimcore.blocks import CellKind, Chart, ChartKind, Series, Span, Timeline
from kimcore.render.charts import chart_xml
from kimcore.render.theme import DEFAULT_THEME

YEARS = tuple(map(str, range(2018, 2024)))
BAUSTEINE = ("Baustein 1: Koordination", "Baustein 2: Case Management", "Bausteinübergreifend")
NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}


def chart(kind: ChartKind, *rows: tuple[Any, ...], categories: tuple[str, ...] = YEARS, **fields: Any) -> Chart:
    """A chart of series that each begin with their title."""
    series = tuple(Series(title=title, values=values) for title, *values_ in rows for values in [tuple(values_)])
    return Chart(
        **{"id": "bild", "caption": "Bild", "kind": kind, "categories": categories, "series": series, **fields}
    )


LINES = chart(
    ChartKind.LINES, ("Neuanträge", 97, 120, None, 214, 310, 482), ("Einbürgerungen", 140, 151, 149, 160, 201, 233)
)
STACKED = chart(
    ChartKind.STACKED,
    ("Förderung", Decimal(222000), Decimal("684000.50"), Decimal(120000)),
    ("Leistungen Dritter", Decimal(1000), Decimal(54000), None),
    ("Eigenanteil", Decimal(48000), Decimal(150000), Decimal(60000)),
    categories=BAUSTEINE,
    values=CellKind.MONEY,
)
LYING = chart(
    ChartKind.GROUPED,
    ("Frauen", 1204, 890),
    ("Männer", 980, 760),
    categories=("Beratung zu Aufenthalt & Einbürgerung für Menschen mit Duldung", "Sprachkurse <B1>"),
    horizontal=True,
)
VZAE = chart(
    ChartKind.GROUPED, ("Stadt", Decimal("2.5"), Decimal("3.385")), categories=("2024", "2025"), values=CellKind.VZAE
)
TIMELINE = Timeline(
    id="zeit",
    caption="Zeitschiene",
    spans=(
        Span(title="Aufbau der Koordinierungsstelle", start=date(2024, 1, 1), end=date(2024, 6, 30)),
        Span(title="Förderantrag gestellt", start=date(2024, 3, 31)),
        Span(title="Case Management", start=date(2024, 7, 1), end=date(2026, 12, 31)),
    ),
)
ALL = {"lines": LINES, "stacked": STACKED, "lying": LYING, "vzae": VZAE, "timeline": TIMELINE}


def timeline(*days: tuple[date, date | None]) -> Timeline:
    """A Zeitschiene of these bars and milestones."""
    spans = tuple(Span(title=f"Eintrag {number}", start=start, end=end) for number, (start, end) in enumerate(days, 1))
    return Timeline(id="zeit", caption="Zeitschiene", spans=spans)


def tree(content: Chart | Timeline | bytes, **options: Any) -> Any:
    """The chart part as lxml reads it."""
    from lxml import etree

    data = content if isinstance(content, bytes) else chart_xml(content, DEFAULT_THEME, **options)
    return etree.parse(io.BytesIO(data)).getroot()


def found(root: Any, path: str) -> list[Any]:
    """What an XPath finds, with the usual prefixes."""
    return list(root.xpath(path, namespaces=NS))


def references(root: Any) -> dict[str, list[str | None]]:
    """Every reference of a chart part with the values stored beside it; None is a gap."""
    stored = {}
    for reference in found(root, "//c:strRef | //c:numRef"):
        values: list[str | None] = [None] * int(found(reference, ".//c:ptCount/@val")[0])
        for point in found(reference, ".//c:pt"):
            values[int(point.get("idx"))] = found(point, "c:v")[0].text
        stored[found(reference, "c:f")[0].text] = values
    return stored

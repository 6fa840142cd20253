"""Pages in a browser: accessible, by keyboard alone, on a phone, in the dark, on paper, without network or script."""

import io
import json
import subprocess
from decimal import Decimal

import pypdf
import pytest

from kimcore.blocks import Column, Sheet, Table, Workbook

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning")

REMARK = "Seit vielen Jahren."
NAMES = ("alles", "kim-konzept", "foerderantrag", "integrationskonzept")


def faults(page, axe):
    """What axe-core finds: rule and element."""
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], selectors: false})")
    return [(item["id"], node["html"]) for item in found["violations"] for node in item["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(visit, pages, tool, name, scheme):
    """No violation of any rule of axe-core, in light and in dark, with the data of the charts shown."""
    page = visit(pages[name], color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert faults(page, tool("axe-core", "axe.min.js")) == []
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != "rgb(255, 255, 255)"
    assert dark is (scheme == "dark")


def test_the_checker_finds_no_error(pages, tool, java):
    """The Nu Html Checker accepts markup, ARIA, SVG and style sheet."""
    command = [java, "-jar", str(tool("vnu-jar", "build", "dist", "vnu.jar")), "--errors-only", "--format", "json"]
    done = subprocess.run([*command, *map(str, pages.values())], capture_output=True, text=True, check=False)
    assert [entry["message"] for entry in json.loads(done.stderr)["messages"]] == []
    assert done.returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_of_the_network(visit, pages, name):
    """From file:// the page asks for itself alone and has nothing to complain about; what is put in cannot load."""
    page = visit(pages[name])
    assert [url for url in page.requests if not url.startswith("data:")] == [pages[name].as_uri()]
    assert page.said == []
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))")
    page.wait_for_timeout(100)
    assert "violates the following Content Security Policy" in page.said[0]


def test_keyboard_skips_searches_and_follows(visit, pages):
    """Tab finds the way to the text; words in the search list their places; Enter goes there."""
    page = visit(pages["kim-konzept"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Text springen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    page.locator("#suche").focus()
    page.keyboard.type("entscheidet zweimal")
    assert page.locator("nav [role=status]").inner_text() == "1 Treffer"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").startswith("5 Struktur Die Lenkungsgruppe")
    page.keyboard.press("Enter")
    assert page.locator(":target").inner_text().startswith("Die Lenkungsgruppe entscheidet zweimal im Jahr")
    page.locator("#suche").fill("xyzxyz")
    assert page.locator("nav [role=status]").inner_text() == "0 Treffer"
    page.locator("#suche").fill("d")
    assert page.locator("nav [role=status]").inner_text() == ""
    page.locator("#suche").fill("der")
    assert page.locator("nav [role=status]").inner_text().endswith(" Treffer, hier die ersten 50")


def column(page, number):
    """The texts of a column of the first table, top down."""
    return page.evaluate(
        "(n) => [...document.querySelectorAll('#kim_tabelle tbody tr:not([hidden])')]"
        ".filter((row) => row.cells[n]).map((row) => row.cells[n].textContent.trim())",
        number,
    )


def test_keyboard_sorts(visit, pages):
    """Enter on a head sorts up, down, and back; groups keep heading, sum and remarks; what is unknown comes last."""
    page = visit(pages["alles"])
    start = column(page, 0)
    money = page.locator("#kim_tabelle thead button").nth(1)
    money.focus()
    page.keyboard.press("Enter")
    assert column(page, 0)[1:6] == ["Sprachpaten", REMARK, "Ämterlotsen", "Zweite Runde", "Summe"]
    assert page.locator("#kim_tabelle [aria-sort]").get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert column(page, 0)[1:6] == ["Ämterlotsen", "Sprachpaten", REMARK, "Zweite Runde", "Summe"]
    assert column(page, 0)[6:] == ["Gruppe B", "Kurse", "Gesamt"]
    page.keyboard.press("Enter")
    assert column(page, 0) == start
    assert page.locator("#kim_tabelle [aria-sort]").count() == 0
    for head, order in ((2, ["Ämterlotsen", "Sprachpaten"]), (0, ["Ämterlotsen", "Sprachpaten"])):
        page.locator("#kim_tabelle thead button").nth(head).press("Enter")
        assert [text for text in column(page, 0) if text in order] == order


def test_a_long_table_is_filtered(visit, pages):
    """Rows without the words disappear; how many are left is said."""
    page = visit(pages["alles"])
    page.get_by_label("Zeilen filtern").fill("ÄMTER 2024")
    assert column(page, 0) == ["Gruppe A", "Ämterlotsen", "Summe", "Gruppe B", "Gesamt"]
    assert page.locator(".filter [role=status]").inner_text() == "1 von 4 Zeilen"
    page.get_by_label("Zeilen filtern").fill("")
    assert len(column(page, 0)) == 9
    assert page.locator(".filter [role=status]").inner_text() == ""


@pytest.mark.parametrize("name", NAMES)
def test_on_a_phone(visit, pages, tool, name):
    """At 360 pixels only tables and drawings scroll sideways, each a stop of the keyboard; the contents are folded."""
    page = visit(pages[name], viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert not page.locator("nav details").get_attribute("open")
    wide = "[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth)"
    assert {*page.evaluate(f"{wide}.map((one) => one.tabIndex)")} == {0}
    assert faults(page, tool("axe-core", "axe.min.js")) == []
    region = page.locator(".scroll[tabindex]").first
    region.focus()
    page.keyboard.press("ArrowRight")
    while not page.evaluate(
        "document.activeElement.scrollLeft"
    ):  # the browser scrolls smoothly; a policy forbids to wait in the page
        page.wait_for_timeout(20)


def test_the_contents_show_what_is_read(visit, pages):
    """The chapter in view is marked in the contents, and only its own subchapters are shown."""
    page = visit(pages["integrationskonzept"])
    page.evaluate("location.hash = document.querySelectorAll('main h4')[4].id")
    page.locator("nav [aria-current]", has_text="6.2.2").wait_for()
    shown = page.locator("nav details a:visible").all_inner_texts()
    assert sum(text.startswith("6.2.") for text in shown) == 3
    assert not any(text.startswith("6.1.") for text in shown)


def test_without_script(visit, pages):
    """Everything is there: contents, text, tables, the data of charts; what needs a script does not show."""
    page = visit(pages["kim-konzept"], java_script_enabled=False)
    assert page.locator("nav details a").first.is_visible()
    assert page.get_by_text("Daten als Tabelle").first.is_visible()
    assert not page.locator("nav form").is_visible()
    assert page.locator("thead button").count() == 0


def test_on_paper(visit, pages):
    """Every printed page carries mark, Aktenzeichen and its number; navigation stays on the screen; appendices lie."""
    page = visit(pages["kim-konzept"], color_scheme="dark")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [" ".join(sheet.extract_text().split()) for sheet in printed]
    assert all("ENTWURF · Musterdaten" in text and "50-31-02/2024-017" in text for text in texts)
    assert f"Seite 2 von {len(texts)}" in texts[1]
    whole = " ".join(texts)
    assert not any(word in whole for word in ("Suchen", "Zum Text springen", "Daten als Tabelle", "↕"))
    assert "Tabelle 3: Ziele und ihre Handlungsfelder" in whole
    lying = [sheet.mediabox.width > sheet.mediabox.height for sheet in printed]
    assert 0 < sum(lying) < len(lying)


def test_five_thousand_rows(visit, made, tmp_path):
    """A table of 5,000 rows is sorted, searched and filtered like any other."""
    columns = (Column(id="was", title="Maßnahme"), made.columns[1])
    rows = tuple((f"Maßnahme {number}", Decimal(number * 7919 % 100_000)) for number in range(5000))
    table = Table(id="t", columns=columns, rows=rows, filter=True)
    sheets = (Sheet(id="s", title="Plan", blocks=(table,)),)
    content = Workbook(id="w", title="Plan", sheets=sheets, properties=made.document().properties)
    path = tmp_path / "viele.html"
    path.write_text(made.html(content), encoding="utf-8")
    assert path.stat().st_size < 5000 * 150
    page = visit(path)
    page.locator("thead button").nth(1).press("Enter")
    values = page.evaluate("[...document.querySelectorAll('tbody tr')].map((row) => row.cells[1].textContent)")
    assert values[:2] == ["0,00\u00a0€", "17,00\u00a0€"]
    assert len(values) == 5000
    page.get_by_label("Zeilen filtern").fill("4711")
    assert page.locator(".filter [role=status]").inner_text() == "1 von 5.000 Zeilen"
    page.locator("#suche").fill("Maßnahme 4999")
    assert page.locator("nav [role=status]").inner_text() == "1 Treffer"

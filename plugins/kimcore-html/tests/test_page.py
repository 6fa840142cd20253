"""What stands in the page: every block, links that lead somewhere safe, provenance, and nothing that loads."""

import base64
import hashlib
import re
import subprocess
import sys
from decimal import Decimal

import attrs
import pytest

import kimcore_html
from kimcore import RenderError, UsageError
from kimcore.blocks import (
    CellKind,
    Column,
    Cover,
    Field,
    Fields,
    Heading,
    Image,
    Link,
    Notice,
    Paragraph,
    Row,
    RowRole,
    Run,
    Section,
    Sheet,
    Table,
    Workbook,
)
from kimcore.render.theme import BUILTIN_THEMES, DEFAULT_THEME

NASTY = "<script>alert('1')</script>&\"}*/"
HOSTILE = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "vbscript:x",
    "data:text/html,<b>",
    "file:///etc/passwd",
    "//example.org",
    "https:/x",
    "#nirgends",
    'https://x"onclick="y',
)


@pytest.fixture
def tree(made, page):
    """The page with every kind of block."""
    return page(made.everything())


def texts(tree, path):
    """The text of every element on a path, with single blanks."""
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


def test_headings_and_contents(tree):
    """One title, sections numbered as in Word, none left out; the contents lead to each of them."""
    assert texts(tree, "//h1") == ["Alles"]
    headings = ["1 Text & Form", "1.1 Im Text", "1.2 Kästen", "Ohne Nummer", "Anhang A Quellen", "Fußnoten"]
    assert texts(tree, "//main//*[self::h2 or self::h3]") == headings
    assert texts(tree, "//nav//details//a") == headings[:-1]
    assert len(tree.xpath("//nav/details/ol/li")) == 3


def test_every_place_exists_once(tree):
    """All ids differ, and every link within the page leads to one of them."""
    ids = tree.xpath("//@id")
    assert len(ids) == len({*ids})
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= {*ids}
    labels = " ".join(tree.xpath("//@aria-labelledby | //@aria-describedby")).split()
    assert {*labels} <= {*ids}


def test_paragraphs(tree):
    """Looks, German quotation marks over two runs, links, references by number, a footnote with its way back."""
    (text,) = (p for p in tree.xpath("//main//p") if "Sie sagt" in p.text_content())
    shown = " ".join(text.text_content().split())
    assert shown.startswith("Sie sagt „ja“, und mehrx = 1 im Netz oder hier1Tabelle 1Abschnitt 1Anhang A„Ohne Nummer“")
    assert shown.endswith("Abbildung 1[Verweis auf „fehlt“]")
    assert [child.tag for child in text][:3] == ["strong", "em", "code"]
    (mark,) = text.xpath(".//a[@role='doc-noteref']")
    (note,) = tree.xpath("//section[@role='doc-endnotes']//li")
    assert (mark.get("href"), mark.get("aria-label")) == (f"#{note.get('id')}", "Fußnote 1")
    assert note.xpath("./a/@href") == ["mailto:kim@example.org", f"#{mark.get('id')}"]
    assert len(tree.xpath("//main//p[@class='small'][br]")) == 1


def test_lists_quotes_and_boxes(tree):
    """Lists within lists, a start of its own, quotations with their source, boxes, lines to sign on."""
    assert len(tree.xpath("//main//ul/li/ul/li")) == 1
    assert tree.xpath("//main//ol[not(../@role)]/@start") == ["3"]
    assert texts(tree, "//figure[blockquote]/figcaption") == ["– Rat"]
    assert texts(tree, "//section/blockquote") == ["Ohne Quelle."]
    assert tree.xpath("//main//*[@role='note']/@class") == ["notice alert", "notice info"]
    assert texts(tree, "//div[@class='signatures']/p[@class='signature']") == ["Leitung des KI: Datum, Unterschrift"]
    assert len(tree.xpath("//div[@class='page-break']")) == 1
    assert tree.xpath("//main/section/@class") == ["landscape new-page"]


def test_labels_and_values(tree):
    """A label stands once for its values, an address leads where it says, numbers are German."""
    (first, money, empty) = tree.xpath("//main//dl[@class='fields']/div")
    assert texts(first, "./*") == ["Kontakt", "KI kim@example.org (werktags)", "Seite"]
    assert first.xpath(".//a/@href") == ["mailto:kim@example.org", "https://example.org"]
    assert texts(money, "./dd") == ["57.000,00 €"]
    assert texts(empty, "./dd") == ["–"]
    assert texts(tree, "//dl[@class='figures']//dd") == ["1,50 €", "je", "2,0"]


def test_a_table(tree):
    """Caption, heads, a group of rows with heading and sum, figures on the right, the remark below its row."""
    (figure,) = (found for found in tree.xpath("//figure[@class='table']") if found.xpath("./figcaption"))
    assert texts(figure, "./figcaption") == ["Tabelle 1: Maßnahmen"]
    assert texts(figure, ".//thead//th[@scope='col']") == ["Maßnahme", "Kosten", "Beginn", "Seite"]
    assert figure.xpath(".//thead//th/@class") == ["t", "n", "d", "t middle"]
    first, second = figure.xpath(".//tbody")
    assert first.xpath("./tr/@class") == ["group", "remark", "subtotal"]
    assert texts(first, ".//th[@scope='rowgroup'][@colspan='4']") == ["Gruppe A"]
    assert texts(first, ".//th[@scope='row']") == ["Sprachpaten", "Ämterlotsen", "Zweite Runde", "Summe"]
    assert texts(first, ".//td[@class='n']") == ["1.200,00 €", "57.000,50 €", "offen", "58.200,50 €"]
    assert texts(first, "./tr[2]/td[2]") == ["01.02.2025"]
    assert texts(second, ".//td[@class='n']") == ["−3,00 €", "58.197,50 €"]
    assert first.xpath(".//a/@href") == ["https://example.org/a?b=1&c=2", "#kim_text"]
    assert texts(figure, "./p") == ["Ohne Gewähr."]
    assert figure.xpath(".//table/@class") == ["sortable"]


def test_a_table_without_rows_or_caption(tree):
    """It is named by the heading above it, and there is nothing to sort."""
    (empty,) = (found for found in tree.xpath("//figure[@class='table']") if not found.xpath("./figcaption"))
    assert empty.xpath(".//table/@aria-labelledby") == ["kim_ohne"]
    assert not empty.xpath(".//tbody | .//table/@class")


def test_groups_without_sums(made, page):
    """Each group is a body of its own; a column to write in keeps its room, a narrow one less of it."""
    rows = (Row(("A",), RowRole.GROUP), ("a",), Row(("B",), RowRole.GROUP), ("b",))
    table = Table(id="t", columns=(attrs.evolve(made.columns[0], least=20),), rows=rows)
    narrow = attrs.evolve(table, columns=(attrs.evolve(made.columns[0], least=12),))
    assert page(made.document(narrow)).xpath("//thead//th/@class") == ["t room"]
    tree = page(made.document(table))
    assert [texts(body, "./tr") for body in tree.xpath("//tbody")] == [["A", "a"], ["B", "b"]]
    assert tree.xpath("//thead//th/@class") == ["t hand"]


def test_vzae_stand_in_line(made, page):
    """VZÄ of a column have as many digits as the longest of them, so that their commas stand below each other."""
    columns = (made.columns[0], Column(id="v", title="VZÄ", kind=CellKind.VZAE))
    rows = (("a", Decimal("0.385")), ("b", Decimal(1)), Row(("Summe", Decimal("1.385")), RowRole.TOTAL))
    tree = page(made.document(Table(id="t", columns=columns, rows=rows)))
    assert texts(tree, "//td[@class='n']") == ["0,385", "1,000", "1,385"]


@pytest.mark.parametrize(("count", "name"), [(40, "scroll"), (41, "scroll tall")])
def test_long_tables_scroll_below_their_head(made, page, count, name):
    """From 41 rows on; wide texts get wide columns."""
    table = Table(id="t", columns=made.columns, rows=((50 * "lang ", 1, None, "mittel " * 3),) * count)
    tree = page(made.document(table))
    assert tree.xpath("//main//div[@role='group']/@class") == [name]
    assert tree.xpath("//th[@scope='col']/@class") == ["t long", "n", "d", "t middle"]


def test_pictures(made, page, tree):
    """Whole in the page, with alternative text, credit and the size asked for; turned ones are turned."""
    (image,) = tree.xpath("//main//img")
    assert base64.b64decode(image.get("src").removeprefix("data:image/png;base64,")) == made.picture()
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("Ein Fest", "151", "75")
    assert texts(tree, "//figure[img]/figcaption") == ["Abbildung 1: Das Fest Foto: Stadt"]
    (turned,) = tree.xpath("//*[@aria-label='Rot']")
    assert (turned.get("viewbox"), turned.xpath("./*/@transform")) == (
        "0 0 20 40",
        ["matrix(0 1 -1 0 20 0) translate(40 0) scale(-1 1)"],
    )
    for turn, matrix in ((2, "-1 0 0 -1 40 20"), (3, "0 -1 1 0 0 40")):
        found = page(made.document(Image(id="b", data=made.picture(), alt="x", turn=turn)))
        assert found.xpath("//*[@aria-label='x']/*/@transform") == [f"matrix({matrix})"]
    theme = attrs.evolve(DEFAULT_THEME, logo=made.picture(), logo_alt="Wappen")
    assert page(made.document(), theme).xpath("//header//img/@alt") == ["Wappen"]


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_no_link(made, page, url):
    """Whatever does not lead to the web, to a mail or to a place in the page is text, in every block that links."""
    link = Link("Ziel", url)
    blocks = (
        Paragraph(text=(Run("Ziel", link=url),)),
        Fields(id="f", fields=(Field(label="L", value=link),)),
        Table(id="t", columns=made.columns[3:], rows=((link,),)),
    )
    tree = page(made.document(*blocks))
    assert not tree.xpath("//main//a")
    assert tree.text_content().count("Ziel") == 3


def test_every_text_is_text(made, page):
    """Markup in a text is shown, not obeyed, wherever it stands, in style sheet and head as well."""
    properties = attrs.evolve(
        made.document().properties,
        subject=NASTY,
        issuer=NASTY,
        state=NASTY,
        marks=(NASTY,),
        reference=NASTY,
        keywords=(NASTY,),
        custom=(("kimcore.kommune", NASTY),),
    )
    blocks = (
        Section(
            id="s",
            title=NASTY,
            blocks=(
                Paragraph(text=NASTY),
                Notice(title=NASTY, text=NASTY),
                made.bars(caption=NASTY, categories=(NASTY, "a", "b")),
                Table(id="t", columns=(attrs.evolve(made.columns[0], title=NASTY),), rows=((NASTY,),), caption=NASTY),
                Image(id="b", data=made.picture(), alt=NASTY, caption=NASTY, credit=NASTY),
            ),
        ),
    )
    cover = Cover(subtitle=NASTY, fields=(Field(label=NASTY, value=NASTY, note=NASTY),))
    theme = attrs.evolve(DEFAULT_THEME, font='Arial";}</style><script>', logo=made.picture(), logo_alt=NASTY)
    content = made.document(*blocks, title=NASTY, properties=properties, cover=cover)
    tree = page(content, theme)
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert "alert(" not in tree.xpath("//style")[0].text
    shown = re.sub(r"[„“]", '"', tree.xpath("//body")[0].text_content())
    assert shown.count("<script>alert('1')</script>&") > 15
    assert tree.xpath("//main//img/@alt") == [NASTY]
    with pytest.raises(RenderError, match="Steuerzeichen U\\+0007"):
        made.html(made.document(Paragraph(text="a\x07")))


def test_nothing_is_loaded(made, tree):
    """The policy names the hashes of style and script and lets nothing else in; only links have an address."""
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for name in ("style", "script"):
        (element,) = tree.xpath(f"//{name}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert not tree.xpath("//link | //iframe | //object | //embed | //@style | //@onclick | //script/@src")
    assert all(src.startswith("data:image/") for src in tree.xpath("//@src"))
    assert not re.search(r"url\((?!#)|@import|http", tree.xpath("//style")[0].text)


def test_what_the_page_says_about_itself(tree):
    """Language, title with its marks, who made it, where it comes from; the marks stand on screen and on paper."""
    assert tree.get("lang") == "de"
    assert tree.findtext(".//title") == "ENTWURF · Musterdaten · Alles"
    about = {meta.get("name"): meta.get("content") for meta in tree.xpath("//meta[@name]")}
    assert about["description"] == "Ein Dokument mit allem"
    assert (about["author"], about["keywords"]) == ("Stadt Musterstadt", "KIM, Test")
    assert (about["kimcore.year"], about["kimcore.program"]) == ("2025", "abc")
    assert texts(tree, "//header/p[@class='marks']") == ["ENTWURF · Musterdaten"]
    assert '@top-right{content:"ENTWURF · Musterdaten"' in tree.xpath("//style")[0].text
    assert texts(tree, "//footer") == ["Stadt Musterstadt · Stand 31.03.2025 · Entwurf · 50-31/2025"]
    assert texts(tree, "//header//div[@class='inner facts']") == ["Standheute" + "Nn"]


def test_a_page_without_sections(made, page):
    """There is nothing to navigate; what is released carries no mark."""
    properties = attrs.evolve(made.document().properties, marks=(), reference="", custom=(), keywords=())
    tree = page(made.document(Paragraph(text="Nur Text."), properties=properties))
    assert not tree.xpath("//nav | //*[@class='marks'] | //meta[@name='keywords']")
    assert tree.xpath("//main/parent::div/@class") == ["inner page single"]
    assert '@top-left{content:"Stadt Musterstadt"}' in tree.xpath("//style")[0].text


def test_a_workbook(made, page):
    """Its sheets are sections; links lead to sheets and to tables without a caption."""
    table = Table(id="t", columns=made.columns[3:], rows=((Link("Blatt", "#eins"),), (Link("Tabelle", "#t"),)))
    twin = attrs.evolve(table, rows=())
    sheets = (
        Sheet(id="eins", title="Erstes", blocks=(Heading(text="Teil"), table)),
        Sheet(id="t", title="Zweites", blocks=(twin,)),
    )
    properties = attrs.evolve(made.document().properties, subject="Mappe: Stadt Musterstadt")
    book = Workbook(id="w", title="Mappe", sheets=sheets, properties=properties)
    tree = page(book)
    assert texts(tree, "//h2 | //h3") == ["Erstes", "Teil", "Zweites"]
    assert texts(tree, "//p[@class='subtitle']") == ["Stadt Musterstadt"]
    assert tree.xpath("//main//td//a/@href | //main//th//a/@href") == ["#kim_eins", "#kim_t"]
    assert len(tree.xpath("//main/section[@class='landscape']")) == 2
    lone = attrs.evolve(
        book, sheets=(attrs.evolve(sheets[0], blocks=(attrs.evolve(table, id="u", rows=((Link("U", "#u"),),)),)),)
    )
    assert page(lone).xpath("//figure/@id") == [page(lone).xpath("//main//table//a/@href")[0][1:]]


def test_what_cannot_be_shown_is_said(made):
    """Dead references and pictures without text are findings; a workbook may name a sheet and a table alike."""
    renderer = kimcore_html.HtmlRenderer()
    bad = made.document(
        Section(id="a", title="A"), Section(id="a", title="B"), Image(id="b", data=made.picture(), alt="")
    )
    assert [finding.code for finding in renderer.check(bad)] == ["KIM-DOC-001", "KIM-DOC-005"]
    table = Table(id="s", columns=made.columns, rows=(), caption="T")
    book = Workbook(id="w", title="W", sheets=(Sheet(id="s", title="S", blocks=(table,)),), properties=bad.properties)
    assert not [*renderer.check(book)]
    with pytest.raises(RenderError, match="Einen Block der Art str stellt die HTML-Ausgabe nicht dar"):
        made.html(made.document("Text"))
    with pytest.raises(RenderError, match="Text der Art int stellt die HTML-Ausgabe nicht dar"):
        made.html(made.document(Paragraph(text=(1,))))


@pytest.mark.parametrize("theme", BUILTIN_THEMES, ids=lambda theme: theme.name)
def test_the_same_bytes_each_time(made, theme):
    """A page depends on its content and theme alone."""
    assert made.html(made.everything(), theme) == made.html(made.everything(), theme)


def test_export_by_the_ending(kim, program, tmp_path):
    """Every document is there as HTML as soon as the plugin is, without a line in its exporter."""
    assert all("html" in kim.formats(name) for name in kim.registry.exporters)
    result = kim.export(program, "kim-konzept", tmp_path / "k.html", year=2025)
    assert result.format == "html"
    assert '<h1 id="titel">KIM-Konzept der Stadt Musterstadt</h1>' in (tmp_path / "k.html").read_text(encoding="utf-8")
    kim.export(program, "foerderantrag", tmp_path / "f.html", year=2025)
    assert "488.808,33\u00a0€" in (tmp_path / "f.html").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="Seitenzahlen gibt es nur in Textdokumenten"):
        kim.render(program, "kim-konzept", format="html", year=2025, pages=True)


def test_the_plugin_is_light():
    """Importing it brings no office library, nor what writes pages."""
    heavy = "name.split('.')[0] in ('docx', 'openpyxl', 'lxml') or name.startswith('kimcore_html.')"
    code = f"import sys, kimcore_html; print(*(name for name in sys.modules if {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


def test_five_thousand_measures(made):
    """A page with 5,000 sections stays small and is laid out as it comes into view."""
    sections = tuple(
        Section(
            id=f"m{number}",
            title=f"Maßnahme {number}",
            blocks=(
                Fields(
                    id=f"f{number}",
                    fields=(Field(label="Träger", value="Stadt"), Field(label="Kosten", value=Decimal(number))),
                ),
            ),
        )
        for number in range(5000)
    )
    text = made.html(made.document(*sections))
    assert '<main id="text" tabindex="-1" class="long">' in text
    assert len(text) < 5000 * 600
    assert text.count("<h2") == 5000

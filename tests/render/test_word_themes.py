"""Themes: fonts, colours, logo, and the municipality's own Word file as template."""

import io
import zipfile
from datetime import date

import attrs
import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt
from tests.office import audit_findings, sdk_findings
from tests.render.books import table
from tests.render.documents import PIXEL, W, document, opened, parts, render, shown

from kimcore.blocks import CellKind, Cover, Listing, ListItem, Paragraph, Section
from kimcore.errors import FileError, RenderError, UsageError, ValueProblem
from kimcore.render.theme import BUILTIN_THEMES, CONTRAST, DEFAULT_THEME, Theme, contrast, parse_content
from kimcore.render.theme_file import load_theme

ITEM = ListItem(blocks=(Paragraph(text="x"),))
CONTENT = (Section(id="a", title="Anfang"), Paragraph(text="Text"), Listing(items=(ITEM,)))


def template(change=lambda made: None):
    """A Word file as python-docx makes it, changed by a function."""
    made = docx.Document()
    change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def own_heading(made):
    """A heading in green at twenty points, a German name for body text, wide margins."""
    made.styles["Heading 1"].font.size = Pt(20)
    made.styles.add_style("Fließtext der Stadt", WD_STYLE_TYPE.PARAGRAPH)
    made.sections[0].left_margin = Mm(40)
    made.add_paragraph("Beispieltext der Vorlage", style="List Bullet")


def test_contrast_is_that_of_the_guideline():
    """Black on white is 21:1, a colour on itself 1:1; grey 767676 just holds 4.5:1 on white."""
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("1F3A5F", "1F3A5F") == 1
    assert 4.54 < contrast("767676", "FFFFFF") < 4.55


@pytest.mark.parametrize("theme", BUILTIN_THEMES, ids=lambda theme: theme.name)
def test_colours_of_series_stand_out(theme):
    """Every series of a chart holds 4.5:1 on white."""
    assert min(contrast(colour, "FFFFFF") for colour in theme.series) >= CONTRAST


def test_a_theme_that_is_hard_to_read_is_refused():
    """Pale text is refused with the pair and its figure; so are a logo without its text and charts without colours."""
    with pytest.raises(
        UsageError, match=r"Theme „blass“: zu wenig Kontrast, nötig ist 4.5:1: Akzent auf Weiß \(1.6:1\)"
    ):
        Theme(name="blass", accent="CCCCCC")
    with pytest.raises(UsageError, match="Zum Logo gehört ein Alternativtext"):
        Theme(name="logo", logo=PIXEL)
    with pytest.raises(UsageError, match="mindestens eine Farbe"):
        Theme(name="farblos", series=())


def test_fonts_and_colours_of_a_theme():
    """Headings take the accent and the font of headings, text the font of the theme."""
    theme = attrs.evolve(DEFAULT_THEME, font="Calibri", heading_font="Georgia & Co", accent="7A1F1F")
    styles = opened(*CONTENT, theme=theme).styles
    assert str(styles["Heading 1"].font.color.rgb) == "7A1F1F"
    assert styles["Heading 1"].font.name == "Georgia & Co"
    assert 'w:ascii="Calibri"' in parts(render(document("x"), theme))["word/styles.xml"]


def test_letterhead_imprint_and_logo():
    """The logo stands on the cover with its alternative text; letterhead and imprint stand on every page."""
    theme = attrs.evolve(
        DEFAULT_THEME,
        letterhead="Amt für Integration",
        imprint="Musterplatz 1",
        logo=PIXEL,
        logo_alt="Wappen",
    )
    opening = opened("Text", theme=theme, cover=Cover())
    assert opening.inline_shapes[0]._inline.docPr.get("descr") == "Wappen"
    section = opening.sections[0]
    assert section.header.paragraphs[0].text == "Amt für Integration · Konzept"
    assert section.first_page_header.paragraphs[0].text == ""
    assert section.footer.paragraphs[0].text.endswith("\nMusterplatz 1")


# ------------------------------------------------------------------------------------- a Word file as template


def test_a_template_lends_its_styles_and_margins(tmp_path):
    """The municipality's headings and margins are kept, kimcore's own styles are added, nothing of its text comes."""
    theme = attrs.evolve(DEFAULT_THEME, template=template(own_heading))
    data = render(document(*CONTENT), theme)
    opening = docx.Document(io.BytesIO(data))
    assert opening.styles["Heading 1"].font.size == Pt(20)
    assert opening.styles["Kim Table"] is not None
    assert opening.sections[0].left_margin.mm == pytest.approx(40, abs=0.1)
    assert "Beispieltext" not in parts(data)["word/document.xml"]
    assert 'w:lang w:val="en-US"' not in parts(data)["word/styles.xml"]
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert not sdk_findings(path)
    assert not audit_findings(path)


def test_a_template_without_a_language_or_a_name():
    """Where a template names no language the text is German all the same; a style without a name does no harm."""

    def bare(made):
        styles = made.styles.element
        for language in list(styles.iter(f"{W}lang")):
            language.getparent().remove(language)
        last = styles.findall(f"{W}style")[-1]
        last.remove(last.find(f"{W}name"))

    opening = opened("Text", theme=attrs.evolve(DEFAULT_THEME, template=template(bare)))
    assert opening.styles["Normal"].element.find(f"{W}rPr/{W}lang").get(f"{W}val") == "de-DE"


def test_a_template_lends_its_fonts():
    """The fonts and colours that a template's styles refer to are its own, unless they need other parts."""
    name = "word/theme/theme1.xml"
    own = parts(template())[name]
    assert parts(render(document("x"), attrs.evolve(DEFAULT_THEME, template=template())))[name] == own

    def with_picture(made):
        part = next(rel.target_part for rel in made.part.rels.values() if rel.reltype.endswith("/theme"))
        part.relate_to("bild.png", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", True)

    made = parts(render(document("x"), attrs.evolve(DEFAULT_THEME, template=template(with_picture))))
    assert 'name="kimcore"' in made[name]


def test_a_template_may_have_a_wide_font():
    """Columns of figures and dates have room for a wider font than kimcore's: nobody knows which one is there."""
    block = table((date(2025, 1, 1), "Ein langer Satz. " * 9), kinds=(CellKind.DATE, CellKind.TEXT))

    def width(theme):
        return int(next(opened(block, theme=theme).element.body.iter(f"{W}gridCol")).get(f"{W}w"))

    assert width(attrs.evolve(DEFAULT_THEME, template=template())) > 1.1 * width(DEFAULT_THEME)


def test_a_template_counts_by_our_numbering():
    """Headings and lists use numberings behind those of the template, which stay."""
    data = render(document(*CONTENT), attrs.evolve(DEFAULT_THEME, template=template(own_heading)))
    opening = docx.Document(io.BytesIO(data))
    numbers = {element.get(f"{W}numId") for element in opening.part.numbering_part.element.iter(f"{W}num")}
    used = {element.get(f"{W}val") for element in opening.element.body.iter(f"{W}numId")}
    assert used <= numbers
    assert opening.styles["Heading 1"].element.pPr.numPr.numId.val not in {1, 2, 3}


def test_lists_and_edges_fit_the_page_of_a_template():
    """Its lists are no chapters, their page numbers stand at its margin, and its header has no tab but ours."""

    def tabbed(made):
        own_heading(made)
        made.styles["Header"].paragraph_format.tab_stops.add_tab_stop(Mm(50))

    theme = attrs.evolve(DEFAULT_THEME, template=template(tabbed))
    opening = opened(*CONTENT, contents=True, theme=theme)
    assert opening.styles["TOC Heading"].base_style.name == "Heading 1"
    heading = next(paragraph for paragraph in opening.element.body.iter(f"{W}p") if shown(paragraph) == "Inhalt")
    number = heading.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    assert number != opening.styles["Heading 1"].element.pPr.numPr.numId.val
    section = opening.sections[0]
    (stop,) = opening.styles["toc 1"].paragraph_format.tab_stops
    room = section.page_width - section.left_margin - section.right_margin
    assert stop.position == pytest.approx(room, abs=1000)
    assert len(opening.styles["Header"].paragraph_format.tab_stops) == 0


def test_styles_are_found_by_name():
    """A German Word calls the style of a heading otherwise; kimcore finds it by its built-in name."""

    def german_ids(made):
        made.styles["Heading 1"].element.set(f"{W}styleId", "berschrift1")

    xml = parts(render(document(*CONTENT), attrs.evolve(DEFAULT_THEME, template=template(german_ids))))[
        "word/document.xml"
    ]
    assert '<w:pStyle w:val="berschrift1"/>' in xml


def test_a_template_without_numbering_or_size():
    """A template that says nothing on paper and lists takes kimcore's."""

    def bare(made):
        for relation in [rel for rel in made.part.rels.values() if "numbering" in rel.reltype]:
            del made.part.rels[relation.rId]
        for element in list(made.sections[0]._sectPr):
            made.sections[0]._sectPr.remove(element)

    opening = docx.Document(io.BytesIO(render(document("x"), attrs.evolve(DEFAULT_THEME, template=template(bare)))))
    assert round(opening.sections[0].page_width.mm) == 210


def test_templates_that_do_not_work():
    """A broken template and one without room for text are refused in German."""

    def narrow(made):
        made.sections[0].left_margin = Mm(150)

    with pytest.raises(RenderError, match="Vorlage des Themes ist keine Word-Datei"):
        render(document("x"), attrs.evolve(DEFAULT_THEME, template=b"kein Word"))
    with pytest.raises(RenderError, match="lassen dem Text keinen Platz"):
        render(document("x"), attrs.evolve(DEFAULT_THEME, template=template(narrow)))


# ---------------------------------------------------------------------------------------- themes as files


def test_a_theme_file(tmp_path):
    """A YAML file names colours and the files of logo and template beside it; its own name follows from the file."""
    (tmp_path / "wappen.png").write_bytes(PIXEL)
    word = template()
    (tmp_path / "vorlage.docx").write_bytes(word)
    path = tmp_path / "Unser Design.yaml"
    path.write_text('accent: "#7a1f1f"\nlogo: wappen.png\nlogo_alt: Wappen\ntemplate: vorlage.docx\n', encoding="utf-8")
    theme = load_theme(path)
    assert (theme.name, theme.accent, theme.logo) == ("unser-design", "7A1F1F", PIXEL)
    assert theme.template == word


def test_a_word_file_is_a_theme(tmp_path):
    """A Word file alone is a theme whose styles are taken."""
    path = tmp_path / "vorlage.docx"
    path.write_bytes(template())
    assert load_theme(path).template == path.read_bytes()


def test_only_files_are_contents():
    """A theme made of plain data needs the content of its files, not their names."""
    with pytest.raises(ValueProblem, match="keine Datei"):
        parse_content("wappen.png")


def test_a_logo_comes_without_its_metadata():
    """What a camera or an image program writes into a logo does not reach the document."""
    theme = attrs.evolve(DEFAULT_THEME, logo=PIXEL + b"Telefon 0231 123", logo_alt="Wappen")
    with zipfile.ZipFile(io.BytesIO(render(document("Text", cover=Cover()), theme))) as package:
        assert not any(b"0231" in package.read(name) for name in package.namelist())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a", "ist kein Theme: erwartet werden Felder"),
        ("accent: blau", "'blau' ist keine Farbe"),
        ("accnt: 000000", "accent"),
        ("accent: FFFF00", r"kein Theme\. Die Angaben passen nicht .* Zwischenzeilen \(1\.1:1\)\.$"),
        ("logo: /a.png", "logo: „/a.png“ ist keine Bilddatei neben der Theme-Datei; erwartet: eine Bilddatei"),
        ("template: ../a.docx", "template: „../a.docx“ ist keine Word-Vorlage .*Ordner der Theme-Datei. Zum Beispiel"),
        ("template: 5", "ist keine Word-Vorlage"),
        ("logo: fehlt.png", "fehlt.png gibt es nicht"),
        ("logo: text.png", "weder PNG noch JPEG"),
        ("a: [", "design.yaml"),
    ],
)
def test_theme_files_that_do_not_work(tmp_path, text, message):
    """What is wrong with a theme file is said in German."""
    path = tmp_path / "design.yaml"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "text.png").write_text(text, encoding="utf-8")
    with pytest.raises((FileError, UsageError), match=message):
        load_theme(path)

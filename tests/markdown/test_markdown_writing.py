"""Blocks to Markdown: the normal form, and that it says the same."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from kimcore.blocks import (
    CellKind,
    Column,
    Heading,
    Image,
    Listing,
    ListItem,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
)
from kimcore.blocks.markdown import read_markdown, write_markdown
from tests.markdown.strategies import IMAGES, MARKDOWN

NORMAL = """\
## Ziele und Zielgruppen

Bürger*innen mit **fett und _beidem_**, `code`, [Hamm](https://www.hamm.de/a_b?x=1), <https://x.de> oder
<a@example.org>\\
neue Zeile[^1]. Siehe [](#tabelle-1) oder [hier](#ziele), 5 \\* 3, \\_a\\_, \\<b>, C&A, \\&amp;, [a\\](b), [c],
\\![d.

### Weiter

- eins
- zwei
  1. drei
  2. vier

* anderes

3. eins

   noch eins

4. zwei

> Ein Zitat
>
> - mit Liste
>
> — Wer es sagte

| Jahr | Betrag | Text |
| ---: | ---: | --- |
| 2024 | 1.000,00 € | a \\| b |
| 2025 |  |  |
| **2026** | **2,00 €** | **[x](https://x.de)** |

Tabelle: Was sie zeigt

![Ein Saal](fachtag.jpg "Der Fachtag")

```
Zeile 1
  Zeile 2
```

\\# kein Titel\\
1\\. keine Liste\\
\\- auch nicht\\
\\> kein Zitat

[^1]: Mit einer **Note**.
"""


def test_the_normal_form():
    """As few signs as possible, lines of at most 110 characters; read and written again it is the same."""
    reading = read_markdown(NORMAL, images=IMAGES)
    assert [problem.message for problem in reading.problems if "fester Schrift" not in problem.message] == []
    assert write_markdown(reading.blocks) == NORMAL


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(MARKDOWN)
def test_read_and_written_again_every_text_says_the_same(text):
    """For every text there is: the blocks are the same, and so is what is written for them."""
    reading = read_markdown(text, images=IMAGES)
    written = write_markdown(reading.blocks)
    assert read_markdown(written, images=IMAGES).blocks == reading.blocks
    assert write_markdown(read_markdown(written, images=IMAGES).blocks) == written


@pytest.mark.parametrize(
    ("blocks", "written"),
    [
        ((), ""),
        ((Paragraph(text=(Run("Un"), Run("glaub", italic=True), Run("lich"))),), "U&#110;_glaub_&#108;ich\n"),
        ((Paragraph(text=(Run("a"), Run("(b)", bold=True), Run("c"))),), "&#97;**(b)**&#99;\n"),
        ((Paragraph(text=(Run("fett: ", bold=True), Run("nicht"))),), "**fett:** nicht\n"),
        ((Paragraph(text=(Run("a`b``c", code=True), Run(" "), Run("`", code=True))),), "```a`b``c``` `` ` ``\n"),
        ((Paragraph(text=(Run("x", link="https://x.de/(a)"),)),), "[x](<https://x.de/(a)>)\n"),
        ((Heading(text="C#", level=5),), "###### C\\#\n"),
        ((Listing(items=(ListItem(blocks=(Paragraph(text="x"),)),), start=999_999_999),), "999999999. x\n"),
        ((Image(id="x", data=b"", alt="a ] b", caption='"c"', file="x(y).png"),), '![a \\] b](<x(y).png> "\\"c\\"")\n'),
        (
            (Quote(blocks=(Paragraph(text="x"), Listing(items=(ListItem(blocks=(Paragraph(text="y"),)),)))),),
            "> x\n>\n> - y\n",
        ),
    ],
)
def test_what_is_written(blocks, written):
    """Every block in its normal form, and letters as numbers only where there is no other way."""
    assert write_markdown(blocks) == written


def test_levels_of_headings_fit_into_six():
    """A text with deep headings begins with fewer #."""
    text = "".join(f"{'#' * level} x\n\n" for level in range(1, 7))
    assert write_markdown(read_markdown(text).blocks).split() == text.split()
    assert write_markdown((Heading(text="x", level=9),)) == "###### x\n"
    assert write_markdown((Heading(text="x"),), heading=1) == "# x\n"


def test_lines_are_wrapped_where_it_changes_nothing():
    """Never before what would begin a list, a heading or a quote."""
    text = " ".join(["Wort"] * 21 + ["-", "1.", "+", "#", "> x"] * 3)
    written = write_markdown((Paragraph(text=text),))
    assert [line.split()[0] for line in written.splitlines()] == ["Wort", "x"]
    assert read_markdown(written).blocks == (Paragraph(text=text),)


def test_other_cells_are_written_as_texts():
    """A table made by an exporter may hold numbers in columns of texts."""
    table = Table(
        id="t",
        columns=(Column(id="a", title="A"), Column(id="b", title="B", kind=CellKind.MONEY)),
        rows=((1, Decimal(2)),),
    )
    assert write_markdown((table,)) == "| A | B |\n| --- | ---: |\n| 1 | 2,00 € |\n"


def test_what_markdown_does_not_know_is_refused():
    """A page break is no text."""
    with pytest.raises(TypeError, match="PageBreak lässt sich nicht als Markdown schreiben"):
        write_markdown((PageBreak(),))

"""What texts may hold, and how long they may be."""

from decimal import Decimal

import pytest

from kimcore.checks.texts import (
    CHECKS,
    BlankText,
    ChapterTwice,
    ControlCharacters,
    LongMarkdown,
    LongText,
    OddFigure,
)
from kimcore.findings import Severity
from kimcore.model import ChapterText, Drittmittel, Funder, YearAmount
from kimcore.values import Source


def test_ordinary_texts(make, run):
    """Umlauts, line breaks, tabs, emoji, formulas and the longest texts allowed are fine."""
    texts = (
        ChapterText(chapter="einleitung", text="Zeile eins\nZeile zwei\tmit Tabulator\r\n"),
        ChapterText(chapter="ziele", text="x" * 200_000),
    )
    measures = (
        make.measure(title='=WEBSERVICE("http://x")', description="Größe 👍"),
        make.measure(title="x" * 32_767),
    )
    program = make.program(texts=texts, measures=measures)
    assert [finding for check in CHECKS for finding in run(check, program)] == []


@pytest.mark.parametrize(
    ("text", "code"), [("a\x07b", "U+0007"), ("a\x0bb", "U+000B"), ("a\rb", "U+000D"), ("a\ud800", "U+D800")]
)
def test_control_characters(make, run, text, code):
    """A control character in a program built in Python is a fehler with its path and its place in the text."""
    program = make.program(
        measures=(make.measure(description=text), make.measure(zielgruppen=("Alle", text))),
        contacts=(make.contact(name=text),),
    )
    findings = run(ControlCharacters, program)
    assert [finding.path for finding in findings] == [
        "contacts[0].name",
        "measures[0].description",
        "measures[1].zielgruppen[1]",
    ]
    assert (
        findings[1].message == f"Maßnahme „Sprachpaten“, „Beschreibung“: Steuerzeichen {code} an Stelle 2 des Textes; "
        "erwartet: ein Text ohne Steuerzeichen."
    )
    assert all(finding.severity is Severity.FEHLER for finding in findings)


@pytest.mark.parametrize("figure", ["-1", "0.1234", "NaN", "1E+400"])
def test_figures_that_no_file_can_hold(make, run, figure):
    """A negative or endless VZÄ and parts of a cent in a program built in Python are fehler with their path."""
    stelle = make.stelle(vzae=Decimal(figure), costs=(YearAmount(year=2025, amount=Decimal(figure)),))
    findings = run(OddFigure, make.program(stellen=(stelle,)))
    assert [finding.path for finding in findings] == ["stellen[0].vzae", "stellen[0].costs[0].amount"]
    assert f"„VZÄ“: „{figure}“ ist keine gültige Angabe; erwartet: VZÄ mit höchstens drei" in findings[0].message
    assert findings[0].severity is Severity.FEHLER


def test_texts_that_no_cell_can_hold(make, run):
    """A plain text of 32,768 characters is a fehler, one of Markdown is not."""
    long = "x" * 32_768
    (finding,) = run(LongText, make.program(measures=(make.measure(title=long, description=long),)))
    assert (finding.path, finding.severity) == ("measures[0].title", Severity.FEHLER)
    assert finding.message == (
        f"Maßnahme „{'x' * 59}…“, „Titel“: Der Text hat 32.768 Zeichen; in eine Excel-Zelle passen 32.767."
    )


def test_very_long_markdown(make, run):
    """More than 200,000 characters of Markdown are a warnung."""
    program = make.program(texts=(ChapterText(chapter="ziele", text="x" * 200_001),))
    (finding,) = run(LongMarkdown, program)
    assert (finding.path, finding.severity) == ("texts[0].text", Severity.WARNUNG)
    assert finding.message == "Kapitel „ziele“, „Text“: Der Text hat 200.001 Zeichen, mehr als 200.000."
    assert run(LongText, program) == []


def test_a_chapter_twice(make, run):
    """Of two texts for one chapter only the first would be printed: a fehler at the second."""
    texts = tuple(ChapterText(chapter=chapter, text="…") for chapter in ("ziele", "anlass", "ziele"))
    (finding,) = run(ChapterTwice, make.program(texts=texts))
    assert (finding.path, finding.severity) == ("texts[2].chapter", Severity.FEHLER)
    assert finding.message == "Für das Kapitel „ziele“ gibt es mehrere Texte; gedruckt würde nur der erste."


def test_empty_texts(make, run):
    """A title or chapter of nothing but blanks is a hinweis; optional texts may be empty."""
    program = make.program(
        texts=(ChapterText(chapter="ziele", text=" \n"),),
        measures=(make.measure(title="", description=""),),
        drittmittel=(
            Drittmittel(id="d-1", title="Spende", funder=Funder.PRIVAT, amounts=(), source=Source(title=" ")),
        ),
    )
    findings = run(BlankText, program)
    assert {finding.path: finding.message for finding in findings} == {
        "measures[0].title": "Maßnahme „m-1“: „Titel“ ist leer.",
        "drittmittel[0].source.title": "Drittmittel „Spende“: „Bezeichnung der Quelle“ ist leer.",
        "texts[0].text": "Kapitel „ziele“: „Text“ ist leer.",
    }
    assert all(finding.severity is Severity.HINWEIS for finding in findings)

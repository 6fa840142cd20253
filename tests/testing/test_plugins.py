"""The conformance suites of renderers and of whole plugins."""

import pytest

import kimcore_csv
from kimcore.render.excel import ExcelRenderer
from kimcore.render.word import WordRenderer
from kimcore.testing import ConformanceError, check_exporter, check_plugin, check_renderer
from kimcore.testing.again import SecondProcess
from tests.testing import broken, broken_plugin, renderers


@pytest.mark.parametrize("renderer", [ExcelRenderer, WordRenderer, renderers.Page, renderers.Text])
def test_renderers_that_are_right_pass(renderer):
    """kimcore's own renderers keep every promise, and so does a small one of a page."""
    check_renderer(renderer)


def test_a_plugin_that_is_right_passes():
    """A plugin in plugins/ keeps every promise."""
    check_plugin(kimcore_csv)


FAULTS = {
    renderers.Raw: ("Ein Text ist zum HTML-Element geworden",),
    renderers.Foreign: (
        "Die Seite sagt nicht, dass sie deutsch ist",
        "Die Seite hat keinen Titel",
        "Eine Überschrift springt von Ebene 0 auf Ebene 2",
        "Ein Bild hat keinen Alternativtext: a.png",
        "Eine Tabelle hat keine Kopfzeile",
    ),
    renderers.EnglishPage: ("fehlt „1.234,50", "Jede Zelle schreiben, Zahlen deutsch: 1.234,50."),
    renderers.Lossy: ("In der Tabelle „betraege-tabelle“ fehlt „Summe“",),
    renderers.Comma: ("Ein Text ist in der CSV-Datei eine Formel", "verschieden viele Felder: [1, 9]"),
    renderers.Torn: ("Die Datei lässt sich nicht öffnen", "im Archiv ist beschädigt"),
}


@pytest.mark.parametrize(("renderer", "sentences"), FAULTS.items(), ids=lambda case: getattr(case, "__name__", ""))
def test_a_fault_of_a_renderer_is_caught(renderer, sentences, monkeypatch):
    """A planted fault of a renderer is named in German."""
    monkeypatch.setattr(SecondProcess, "compare", lambda process, made, report: None)  # it sees none of them
    with pytest.raises(ConformanceError) as caught:
        check_renderer(renderer)
    assert [sentence for sentence in sentences if sentence not in str(caught.value)] == []


def test_faults_of_a_plugin_are_caught():
    """All that is wrong with a plugin is said at once: exporter, check, theme, rules, command, extension."""
    with pytest.raises(ConformanceError) as caught:
        check_plugin(broken_plugin)
    text = str(caught.value)
    for sentence in (
        "Das Plugin tests.testing.broken_plugin hält",
        "Eine Tabelle hat keine vollständige Kopfzeile",
        "Der Code PRB-002 ist nicht angemeldet (Prüfung PRB-001",
        "Der Befund PRB-001 sagt nichts",
        "Die Prüfung liefert str statt Finding",
        "scheitert: IndexError: tuple index out of range (Prüfung PRB-001, minimales Programm)",
        "verändert das Programm (Prüfung PRB-001",
        "Ein deutscher Titel fehlt (Theme probe)",
        "scheitert: tests.testing.broken_plugin",
        "Ohne Hilfe (Befehl kimcore probe)",
        "Die Option --laut ist ohne Hilfe (Befehl kimcore probe innen)",
        "geht nicht",
    ):
        assert sentence in text, sentence
    assert "probe-vorlage" not in text


def test_an_option_that_is_needed(kim):
    """An exporter that needs an option is tried with the one that is given."""
    check_exporter(broken_plugin.Templates)
    check_exporter(broken_plugin.Templates, options={"template": "vorlage.xlsx"})
    with pytest.raises(ConformanceError, match="wirft UsageError: Eine Option von probe-vorlage stimmt nicht"):
        check_exporter(broken_plugin.Templates, options={"templat": "vorlage.xlsx"})


def test_what_does_not_load_is_said():
    """A renderer of a suffix that is taken cannot be tried, and the reason is kimcore's."""

    class Second(renderers.Page):
        format = "xlsx"

    with pytest.raises(ConformanceError, match="„xlsx“ bringt kimcore selbst mit"):
        check_renderer(Second)


def test_a_class_in_a_function_cannot_be_taken_along():
    """A class that no other process can import is named as such."""

    class Local(broken.Good):
        """In a function."""

    with pytest.raises(ConformanceError, match="Klassen auf der obersten Ebene eines Moduls anlegen"):
        check_exporter(Local)

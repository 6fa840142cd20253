"""Data of a plugin's own in a program: read with the session's plugins, asked for by name and class."""

import types

import attrs
import pytest

import kimcore
from kimcore import Kimcore, PluginError, ProgramFileError
from kimcore.model import about
from kimcore.values import Count
from tests.conftest import make_program


def at_most_four(_, __, number):
    """Refuse numbers in ways that no validator should."""
    if number > 4:
        raise {5: SystemExit(7), 6: GeneratorExit(), 7: KeyboardInterrupt()}[number]


@attrs.frozen(kw_only=True)
class Bezirke:
    """Data of a plugin."""

    anzahl: Count = attrs.field(metadata=about("Anzahl"), validator=at_most_four)


@kimcore.hookimpl
def kimcore_extensions():
    """The data of this plugin."""
    return {"bezirke": Bezirke}


BEZIRKE = types.SimpleNamespace(__name__="bezirke", kimcore_extensions=kimcore_extensions)
TEXT = """
foerderprogramm: kim-nrw
title: Test
stand: 2025-01-01
kommune: {id: musterkreis, name: Musterkreis, kind: kreis}
extensions: {bezirke: {anzahl: 4}}
"""


def test_a_session_reads_text():
    """What a web tool gets as text or bytes is read like a file, with the data of the session's plugins."""
    kim = Kimcore(plugins=(BEZIRKE,))
    program = kim.loads(TEXT.encode(), "yaml")
    assert program.extension("bezirke", Bezirke) == Bezirke(anzahl=4)
    with pytest.raises(ProgramFileError, match="upload.yaml enthält einen Fehler, den ersten in Zeile 6"):
        kim.loads(TEXT.replace("anzahl: 4", "anzahl: vier"), "yaml", name="upload.yaml")


@pytest.mark.parametrize(("anzahl", "said"), [(5, "SystemExit: 7"), (6, "GeneratorExit")])
def test_a_class_that_ends_the_process(tmp_path, anzahl, said):
    """A plugin's class that ends the process while a text or a file is read is an error that names the plugin."""
    kim = Kimcore(plugins=(BEZIRKE,))
    text = TEXT.replace("anzahl: 4", f"anzahl: {anzahl}")
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    for read in (lambda: kim.loads(text, "yaml"), lambda: kim.load(tmp_path / "p.yaml")):
        with pytest.raises(PluginError, match=rf"^bezirke \(bezirke\): kimcore_extensions, bezirke: {said}$"):
            read()


def test_ctrl_c_stops_reading():
    """Ctrl-C while a program is read is nobody's fault."""
    with pytest.raises(KeyboardInterrupt):
        Kimcore(plugins=(BEZIRKE,)).loads(TEXT.replace("anzahl: 4", "anzahl: 7"), "yaml")


def test_data_of_a_missing_plugin_are_not_taken_for_its_own(kim):
    """Without the plugin its section is kept as it was read, and asking for it as the plugin's class gives None."""
    program = kim.loads(TEXT, "yaml")
    assert program.extensions["bezirke"] == {"anzahl": 4}
    assert program.extension("bezirke", Bezirke) is None
    assert make_program().extension("bezirke", Bezirke) is None

"""How plugins are found and loaded: selected, limited in time, refused with a reason that says what to do."""

import sys
import time

import pytest
from tests.plugins.conftest import module_of, reason_of

from kimcore import Kimcore, PluginError, UsageError
from kimcore.plugins import loader, sources
from kimcore.plugins.entries import Entry
from kimcore.plugins.environment import Environment
from kimcore.plugins.info import PluginInfo, PluginState, said, versions
from kimcore.plugins.limits import limited
from kimcore.plugins.registry import build_registry
from kimcore.plugins.sources import Candidate

CHECKS = "@kimcore.hookimpl\ndef kimcore_checks(): return []\n"


def entry(name, source=CHECKS, package="", version="1.2"):
    """The entry point of an installed package, whose module is made here."""
    made = type("Made", (Entry,), {"load": lambda self: module_of(source, self.name)})
    return made(name, f"kimcore_{name}", package or f"kimcore-{name}", version)


@pytest.fixture
def installed(monkeypatch):
    """Install plugins and list what became of them, with the environment that a test wants."""

    def listed(*entries, **variables):
        monkeypatch.setattr(sources, "entries", lambda: entries)
        monkeypatch.delenv("KIMCORE_PLUGINS", raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(f"KIMCORE_{name}", value)
        return {info.name: info for info in build_registry().plugins if not info.own}

    return listed


# -------------------------------------------------------------------------------------------------- environment


@pytest.mark.parametrize(
    ("selection", "loaded"),
    [
        ("csv,html", {"csv", "html"}),
        (" csv , ", {"csv"}),
        ("-csv", {"html", "serviceportal"}),
        ("csv,html,-html", {"csv"}),
        ("", set()),
        ("  ", set()),
    ],
)
def test_the_environment_selects(installed, selection, loaded):
    """KIMCORE_PLUGINS names those that are wanted, or not; empty it leaves all out, and imports none."""
    infos = installed(entry("csv"), entry("html"), entry("serviceportal"), PLUGINS=selection)
    assert {name for name, info in infos.items() if info.loaded} == loaded
    assert {info.state for info in infos.values() if not info.loaded} <= {PluginState.OFF}


def test_without_a_selection_all_take_part(installed):
    """Where KIMCORE_PLUGINS is not set, every installed plugin is loaded, by name."""
    assert [info.state.value for info in installed(entry("b"), entry("a")).values()] == ["geladen", "geladen"]


@pytest.mark.parametrize(("name", "hint"), [("cvs", "Meinten Sie „csv“?"), ("-rätsel", "Es gibt: csv.")])
def test_an_unknown_name_in_the_environment_is_reported(installed, name, hint):
    """A name in KIMCORE_PLUGINS that nobody has is listed as refused, with the nearest name."""
    info = installed(entry("csv"), PLUGINS=f"csv,{name}")[name.removeprefix("-")]
    assert str(info) == f"{name.removeprefix('-')} (KIMCORE_PLUGINS)"
    assert info.reason == f"KIMCORE_PLUGINS nennt ein Plugin, das nicht installiert ist. {hint}"


def test_strictness_comes_from_the_environment(installed):
    """KIMCORE_STRICT=1 raises for the first plugin that is wrong, even for a misspelt selection."""
    with pytest.raises(PluginError, match=r"Plugin bricht \(kimcore-bricht 1.2\): ZeroDivisionError: division by zero"):
        installed(entry("bricht", "1 / 0"), STRICT="1")
    with pytest.raises(PluginError, match="nicht installiert"):
        installed(entry("csv"), PLUGINS="cvs", STRICT="1")
    assert installed(entry("bricht", "1 / 0"), PLUGINS="bricht", STRICT="0")["bricht"].reason


def test_only_installed_plugins_look_at_the_environment(monkeypatch):
    """A session that is told what to load reads neither selection nor strictness."""
    monkeypatch.setenv("KIMCORE_STRICT", "1")
    monkeypatch.setenv("KIMCORE_PLUGINS", "nichts")
    assert reason_of(Kimcore(plugins=(module_of("", "leer"),)), "leer").startswith("meldet nichts an")
    assert [info.name for info in Kimcore(plugins=False).plugins()] == ["kimcore"]


@pytest.mark.parametrize("text", ["abc", "0", "-1", "nan", "inf", "3600"])
def test_a_time_limit_that_is_none(text):
    """KIMCORE_PLUGIN_TIMEOUT is a number of seconds; anything else is wrong use."""
    with pytest.raises(UsageError, match=f"KIMCORE_PLUGIN_TIMEOUT: „{text}“ ist keine Zahl von Sekunden"):
        Environment.read({"KIMCORE_PLUGIN_TIMEOUT": text})


def test_a_time_limit():
    """The limit takes a comma, too; without one it is five seconds."""
    assert Environment.read({"KIMCORE_PLUGIN_TIMEOUT": "0,5"}).seconds == 0.5
    assert Environment.read({}).seconds == 5


# -------------------------------------------------------------------------------------------------------- names


def test_two_entry_points_of_one_name(installed):
    """Neither of two plugins of one name is loaded; each says who the other is."""
    info = installed(entry("csv"), entry("csv", package="anderes-csv", version="2"))["csv"]
    assert not info.loaded
    assert "csv (anderes-csv 2) und csv (kimcore-csv 1.2); sie bleiben außen vor" in info.reason


def test_a_plugin_called_kimcore(installed, tmp_path):
    """kimcore's own name is not to be had, by no entry point and no file."""
    (tmp_path / "kimcore.py").write_text("import kimcore\n" + CHECKS, encoding="utf-8")
    infos = build_registry(plugins=False, plugins_dir=tmp_path).plugins
    assert [info.reason[:24] for info in infos] == ["", "So heißt kimcore selbst."]


def test_a_file_with_the_name_of_an_installed_plugin(installed, tmp_path, monkeypatch):
    """A one-file plugin does not hide an installed one: both are refused, both are named."""
    (tmp_path / "csv.py").write_text("import kimcore\n" + CHECKS, encoding="utf-8")
    monkeypatch.setattr(sources, "entries", lambda: [entry("csv")])
    monkeypatch.delenv("KIMCORE_PLUGINS")
    infos = build_registry(plugins_dir=tmp_path).plugins[1:]
    assert all("csv (kimcore-csv 1.2) und csv (csv.py)" in info.reason for info in infos)
    monkeypatch.setenv("KIMCORE_PLUGINS", "-csv")
    assert [info.state.value for info in build_registry(plugins_dir=tmp_path).plugins[1:]] == [
        "abgeschaltet",
        "geladen",
    ]


def test_one_module_twice_is_one_plugin():
    """A module that is handed over twice is loaded once."""
    module = module_of(CHECKS)
    assert len(Kimcore(plugins=(module, module)).plugins()) == 2


def test_looking_at_a_source_imports_nothing(tmp_path, monkeypatch):
    """To know whether a plugin has commands its source is read; where that takes an import, it is not looked for."""
    (tmp_path / "paket").mkdir()
    (tmp_path / "paket" / "__init__.py").write_text("1 / 0", encoding="utf-8")
    (tmp_path / "modul.py").write_text("1 / 0", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    sourced = [sources._source(Entry("x", name, "", "")) for name in ("paket.innen", "modul", "gibtsnicht")]
    assert sourced == [None, "1 / 0", None]


def test_hidden_files_are_no_plugins(tmp_path):
    """What begins with a point or an underscore is not loaded; a file that fails leaves no module behind."""
    for name in (".versteckt.py", "_hilfe.py", "__init__.py", "kaputt.py"):
        (tmp_path / name).write_text("1 / 0", encoding="utf-8")
    infos = build_registry(plugins=False, plugins_dir=tmp_path).plugins
    assert [info.name for info in infos] == ["kimcore", "kaputt"]
    assert "kimcore_plugin_kaputt" not in sys.modules


# ----------------------------------------------------------------------------------------------- one bad module


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("kimcore_api = True\n" + CHECKS, "kimcore_api = True ist keine Version der Plugin-Schnittstelle."),
        ("kimcore_api = '1'\n" + CHECKS, "kimcore_api = '1' ist keine Version der Plugin-Schnittstelle."),
        ("kimcore_api = 0\n" + CHECKS, "Eine ganze Zahl ab 1 angeben: kimcore_api = 1"),
        ("kimcore_api = -1\n" + CHECKS, "Eine ganze Zahl ab 1 angeben: kimcore_api = 1"),
        ("kimcore_api = 1.0\n" + CHECKS, "Eine ganze Zahl ab 1 angeben: kimcore_api = 1"),
        ("kimcore_api = 2\n" + CHECKS, "kimcore aktualisieren oder eine ältere Version des Plugins installieren"),
        ("def kimcore_checks(): return []\n", "kimcore_checks: Über der Funktion fehlt @kimcore.hookimpl"),
        (
            CHECKS + "def kimcore_themes(): return []\n",
            "kimcore_themes: Über der Funktion fehlt @kimcore.hookimpl",
        ),
        (
            "@kimcore.hookimpl\ndef kimcore_extend(content, zusatz): return content\n",
            "kimcore_extend: Das Argument zusatz gibt es nicht. Es gibt: content, exporter, program, context",
        ),
        (
            "@kimcore.hookimpl(wrapper=True)\ndef kimcore_extend(content): return (yield)\n",
            "kimcore_extend: Einen Hook von kimcore umhüllt niemand",
        ),
        (
            CHECKS + "@kimcore.hookimpl(specname='kimcore_checks')\ndef more(): return []\n",
            "kimcore_checks ist zweimal da",
        ),
        ("@kimcore.hookimpl\ndef pruefungen(): return []\n", "kennt einen Hook, den kimcore nicht hat: pruefungen."),
    ],
)  # fmt: skip
def test_a_module_that_breaks_the_contract(session, source, reason):
    """Whatever the module states wrongly, it is refused with a sentence that says what to do."""
    kim = session(source)
    assert reason in reason_of(kim)
    assert not kim.plugins()[1].loaded


def test_a_version_kimcore_knows(session):
    """A plugin made for this version of the contract is loaded."""
    assert session("kimcore_api = 1\n" + CHECKS).plugins()[1].loaded


def test_a_hook_under_another_name(session):
    """A function may bear its own name and say which hook it is."""
    kim = session("@kimcore.hookimpl(specname='kimcore_checks')\ndef mine(): return []\n")
    assert kim.plugins()[1].hooks == ("kimcore_checks",)


# ------------------------------------------------------------------------------------------------------- limits


def test_what_takes_too_long_is_given_up():
    """A call that does not end is given up after its time, which the message tells."""
    with pytest.raises(PluginError, match="war nach 0,05 Sekunden nicht fertig"):
        limited(lambda: time.sleep(0.5), 0.05)


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, GeneratorExit, RecursionError])
def test_what_is_raised_comes_back_as_one_kind(error):
    """Whatever a plugin raises, even what ends a process, is a PluginError with its name."""

    def fail():
        raise error("aus")

    with pytest.raises(PluginError, match=f"{error.__name__}: aus") as caught:
        limited(fail, 5)
    assert isinstance(caught.value.__cause__, error)


def test_a_hook_that_hangs_is_left_out(tmp_path, installed):
    """Not only an import may hang: a hook that does is named, the plugin's other hooks work."""
    source = CHECKS + "@kimcore.hookimpl\ndef kimcore_themes():\n    import time\n    time.sleep(0.5)"
    info = installed(entry("csv", source), PLUGIN_TIMEOUT="0.1")["csv"]
    assert info.reason == "kimcore_themes: war nach 0,1 Sekunden nicht fertig"
    assert info.state is PluginState.LIMITED


# ------------------------------------------------------------------------------------------------------- saying


def test_an_error_is_said_on_one_line():
    """Lines, escapes and endless texts of an error do not spoil the list; nor does one that cannot say itself."""

    class Mute(Exception):
        def __str__(self):
            raise RuntimeError

    assert said(ValueError("eins\n  zwei \x1b[31m")) == "ValueError: eins zwei [31m"
    assert said(Mute()) == "Mute"
    assert len(said(ValueError("x" * 9999))) < 600


def test_versions_line():
    """Only plugins that take part are in the line of versions."""
    infos = [
        PluginInfo(name="a", distribution="a", version="1", hooks=("x",)),
        PluginInfo(name="b", distribution="b", version=""),
    ]
    assert versions(infos) == "a 1"


def test_a_plugin_whose_source_cannot_be_found_is_asked_for_commands():
    """What keeps the source from being read is said by the loading itself: help tries the plugin."""

    def broken():
        raise ImportError("kein Paket")

    info = PluginInfo(name="ferne", distribution="ferne", version="1")
    assert loader._may_have_commands(Candidate(info=info, load=str, source=broken))
    assert not loader._may_have_commands(Candidate(info=info, load=str, source=lambda: "x = 1"))

"""Installed plugins that do everything wrong, all at once: kimcore works, and each of them is named with its reason."""

import json

import pytest
from tests.conftest import PROGRAMS
from tests.plugins.sites import Site

from kimcore.cli.lazy import COMMANDS
from kimcore.plugins.builtin import kimcore_exporters

NOISE = 'import os, subprocess, sys\nprint("Lärm")\nos.write(1, "Lärm".encode())\nprint("Lärm", file=sys.__stdout__)\n'
HOSTILE = {
    "bricht": "import gibt_es_nicht",
    "signatur": "import kimcore\n@kimcore.hookimpl\ndef kimcore_checks(zuviel): return []",
    "tippt": "import kimcore\n@kimcore.hookimpl\ndef kimcore_exporter(): return []",
    "endlos": "import time\nwhile True: time.sleep(1)",
    "geht": "raise SystemExit(0)",
    "morgen": "import kimcore\nkimcore_api = 2\n@kimcore.hookimpl\ndef kimcore_checks(): return []",
    "wirft": """
        import kimcore

        def recurse(*_):
            return recurse()

        class Endless(kimcore.Check):
            code, title = "ZZZ-001", "Findet kein Ende"
            run = recurse

        @kimcore.hookimpl
        def kimcore_checks(): return [Endless]
        @kimcore.hookimpl
        def kimcore_exporters(): raise SystemExit(7)
        @kimcore.hookimpl
        def kimcore_renderers(): raise KeyboardInterrupt
        @kimcore.hookimpl
        def kimcore_commands(): return recurse()
        @kimcore.hookimpl
        def kimcore_extend(content): raise SystemExit(7)
        """,
    "unsinn": """
        import attrs, click, itertools, kimcore

        class Bad(kimcore.Exporter):
            name, title, Options = "Groß Geschrieben", "", dict

        @kimcore.hookimpl
        def kimcore_exporters(): return [Bad, 7]
        @kimcore.hookimpl
        def kimcore_renderers(): return itertools.repeat(None)
        @kimcore.hookimpl
        def kimcore_checks(): return None
        @kimcore.hookimpl
        def kimcore_richtlinien(): return ["kim-nrw.yaml"]
        @kimcore.hookimpl
        def kimcore_extensions(): return {"unsinn": dict}
        @kimcore.hookimpl
        def kimcore_commands(): return [click.Command("export")]
        @kimcore.hookimpl
        def kimcore_extend(content): return attrs.evolve(content, properties=None)
        """,
    "stiehlt": """
        import kimcore
        from kimcore.checks import BUILTIN_CHECKS
        from kimcore.plugins import builtin

        class Taken(kimcore.Exporter):
            name, title, formats = "foerderantrag", "Meiner", ("xlsx",)
            def write(self, program, options, context, target): target.write(b"meins")

        @kimcore.hookimpl
        def kimcore_exporters(): return [Taken]
        @kimcore.hookimpl
        def kimcore_renderers(): return builtin.kimcore_renderers()
        @kimcore.hookimpl
        def kimcore_checks(): return BUILTIN_CHECKS[:1]
        """,
    "aendert": """
        import kimcore

        class Changing(kimcore.Exporter):
            name, title, formats = "aendert", "Ändert", ("txt",)

            def write(self, program, options, context, target):
                object.__setattr__(program, "title", "Mein Programm")
                target.write(b"fertig")

        @kimcore.hookimpl
        def kimcore_exporters(): return [Changing]
        """,
    "laut": NOISE
    + """
        import kimcore

        def shout(*_):
            print("Lärm")
            subprocess.run([sys.executable, "-c", "print('Lärm')"], check=True)
            return []

        class Loud(kimcore.Check):
            code, title, run = "ZZZ-002", "Lärmt", shout

        @kimcore.hookimpl
        def kimcore_checks():
            print("Lärm")
            return [Loud]
        """.replace("\n        ", "\n"),
}
REASONS = {
    "bricht": "ModuleNotFoundError: No module named 'gibt_es_nicht'",
    "signatur": "kimcore_checks: Das Argument zuviel gibt es nicht. Es gibt: keines",
    "tippt": "kennt einen Hook, den kimcore nicht hat: kimcore_exporter. Meinten Sie „kimcore_exporters“?",
    "endlos": "war nach 2 Sekunden nicht fertig",
    "geht": "SystemExit: 0",
    "morgen": "ist für die Plugin-Schnittstelle 2 gemacht; kimcore 0.1.0 hat 1. kimcore aktualisieren",
    "wirft": "kimcore_exporters: SystemExit: 7; kimcore_renderers: KeyboardInterrupt; kimcore_commands: RecursionError",
    "unsinn": "kimcore_renderers: liefert mehr als 1000 Teile",
    "stiehlt": "kimcore_exporters: „foerderantrag“ bringt kimcore selbst mit; das des Plugins bleibt außen vor",
    "aendert": "",
    "laut": "",
    "zwilling": "Den Namen „zwilling“ gibt es doppelt: zwilling (kimcore-eins 1.0) und zwilling (kimcore-zwei 1.0)",
}
BUILTIN = {exporter.name for exporter in kimcore_exporters()}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """All hostile plugins, installed; two of them have one name."""
    site = Site(tmp_path_factory.mktemp("site"))
    for name, source in HOSTILE.items():
        site.install(name, source)
    for package in ("kimcore-eins", "kimcore-zwei"):
        site.install("zwilling", "", package=package)
    return site


def test_every_culprit_is_named_with_its_reason(site):
    """``kimcore plugins`` answers in clean JSON and says of each plugin where it comes from and what is wrong."""
    said = site.run("plugins", "--format", "json", KIMCORE_PLUGIN_TIMEOUT="2")
    assert said.code == 0
    items = [item for item in said.json if item["state"] != "abgeschaltet"]  # the tests may be run with real plugins
    assert {item["name"] for item in items} == {"kimcore", *REASONS}
    for item in items[1:]:
        assert REASONS[item["name"]] in item["reason"]
        assert item["distribution"].startswith("kimcore-")
        assert item["version"] == "1.0"
    states = {item["name"]: item["state"] for item in items}
    assert {name for name, state in states.items() if state == "geladen"} == {"kimcore", "laut", "aendert"}
    assert states["endlos"] == states["zwilling"] == "abgelehnt"
    assert states["stiehlt"] == states["unsinn"] == "eingeschränkt"
    assert "Lärm" in said.err


def test_help_is_there(site):
    """``kimcore --help`` shows every command of kimcore's own; of the plugins it mentions those that fail at it."""
    said = site.run("--help", KIMCORE_PLUGIN_TIMEOUT="2")
    assert said.code == 0
    assert all(f"\n  {command} " in said.out for command in COMMANDS)
    assert "Befehle von Plugins" not in said.out
    assert "Nicht oder nicht mit allem dabei: Plugin unsinn, wirft" in said.err


def test_kimcore_has_what_it_brings(site):
    """``kimcore exporters`` lists every built-in document as kimcore's own, in clean JSON."""
    items = site.run("exporters", "--format", "json", KIMCORE_PLUGIN_TIMEOUT="2").json
    assert {item["name"] for item in items if item["plugin"] == "kimcore"} == BUILTIN
    assert {item["name"] for item in items} == BUILTIN | {"aendert"}


def test_every_builtin_document_is_made(site):
    """All built-in documents are made; the one whose exporter changes the program is refused, by name."""
    said = site.run(
        "export", "all", PROGRAMS / "musterstadt.yaml", "-o", "out", "--year", "2025", KIMCORE_PLUGIN_TIMEOUT="2"
    )
    made = {line.removeprefix("out/").partition("-musterstadt")[0] for line in said.out.splitlines()}
    assert made == BUILTIN - {"kurzprofil"}, said
    assert said.code == 3
    assert "aendert (kimcore-aendert 1.0): kimcore_exporters, aendert.write hat das Programm verändert" in said.err
    assert "KIMCORE_PLUGINS=-aendert" in said.err
    for lost in ("kimcore_checks, ZZZ-001: RecursionError", "kimcore_extend: SystemExit: 7", "Erweiterungen von"):
        assert lost in said.err


def test_a_program_is_checked(site):
    """``kimcore check`` gives clean JSON; the plugin's check that fails is a warning that names it."""
    found = json.loads(
        site.run("check", PROGRAMS / "musterstadt.yaml", "--format", "json", KIMCORE_PLUGIN_TIMEOUT="2").out
    )
    warning = next(finding for finding in found if finding["code"] == "KIM-PLG-002")
    assert "wirft (kimcore-wirft 1.0): kimcore_checks, ZZZ-001: RecursionError" in warning["message"]
    assert warning["severity"] == "warnung"


def test_an_import_that_keeps_a_core_busy(tmp_path):
    """A plugin that counts for ever instead of waiting is left behind, too; what kimcore brings is there."""
    site = Site(tmp_path)
    site.install("kreist", "while True: pass")
    said = site.run("exporters", "--format", "json", KIMCORE_PLUGIN_TIMEOUT="0.5")
    assert {item["name"] for item in said.json} == BUILTIN
    assert "kreist" in said.err

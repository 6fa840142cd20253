"""``kimcore exporters`` and ``kimcore plugins``: what there is, and commands that plugins bring."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Said

Kimcore = Callable[..., Said]

PLUGIN = '''
import click
import attrs
import kimcore
from kimcore.exporters.base import Exporter


@attrs.frozen(kw_only=True)
class Options:
    farbe: str = attrs.field(metadata={"label": "Farbe"})
    teile: tuple[str, ...] | None = attrs.field(factory=tuple, metadata={"label": "Teile"})


class Zettel(Exporter):
    name = "zettel"
    title = "Zettel"
    Options = Options
    formats = ("txt",)

    def write(self, program, options, context, target):
        target.write(f"{program.kommune.name} {options.farbe} {options.teile}".encode())


@click.command("gruss", help="Sagt guten Tag.")
@click.argument("zahl", type=int)
@click.pass_context
def gruss(ctx, zahl):
    click.echo(f"Guten Tag, {len(ctx.obj.kim.registry.exporters)} Dokumente.")
    return zahl


@click.group("gruppe", help="Fasst zusammen.")
def gruppe():
    """Nothing."""


@click.command("heimlich", hidden=True, options_metavar="[WAHL]")
def heimlich():
    click.echo("pst")


@click.command("check")
def check():
    click.echo("nie")


@kimcore.hookimpl
def kimcore_exporters():
    return (Zettel,)


@kimcore.hookimpl
def kimcore_commands():
    return (gruss, gruppe, heimlich, check)
'''


@pytest.fixture
def plugins(here: Path) -> Path:
    """A folder with a plugin that works and one that does not."""
    folder = here / "plugins"
    folder.mkdir()
    (folder / "zettel.py").write_text(PLUGIN, encoding="utf-8")
    (folder / "kaputt.py").write_text("import gibt_es_nicht\n", encoding="utf-8")
    return folder


def test_the_documents_are_listed_with_formats_and_options(kimcore: Kimcore) -> None:
    """Name, title, formats, profile, plugin, and for each option its values and the default."""
    out = kimcore("exporters").out
    assert "finanzierungsplan  Finanzierungsplan\n" in out
    assert "Formate: xlsx" in out
    assert "aus: kimcore" in out
    assert "  --set unit=…  Einheit des Finanzierungsplans." in out
    assert "      eur: Euro (Vorgabe)\n" in out
    assert "  --set years=…  Jahre. Ohne Angabe: das Jahr des Dokuments." in out


def test_the_documents_as_json(kimcore: Kimcore) -> None:
    """The same as a list of objects."""
    items = json.loads(kimcore("exporters", "--format", "json").out)
    plan = next(item for item in items if item["name"] == "finanzierungsplan")
    assert list(plan) == ["name", "title", "formats", "profile", "options", "schema", "plugin", "version"]
    assert (plan["title"], plan["formats"], plan["profile"], plan["plugin"]) == (
        "Finanzierungsplan", ["xlsx"], "intern", "kimcore",
    )  # fmt: skip
    options = {option["name"]: option for option in plan["options"]}
    assert options["unit"]["default"] == "eur"
    assert [value["value"] for value in options["unit"]["values"]] == ["eur", "teur"]
    assert options["years"]["several"] is True
    assert options["years"]["default"] == []


def test_documents_of_plugins_are_made_like_all_others(kimcore: Kimcore, here: Path, plugins: Path) -> None:
    """A plugin's document is listed with its options, takes --set, and is named after its own format."""
    items = json.loads(kimcore("--plugins-dir", plugins, "exporters", "--format", "json").out)
    note = next(item for item in items if item["name"] == "zettel")
    assert (note["formats"], note["plugin"]) == (["txt"], "zettel")
    assert [(option["name"], option["default"]) for option in note["options"]] == [("farbe", None), ("teile", [])]
    said = kimcore(
        "--plugins-dir", plugins, "export", "zettel", "musterstadt.yaml", "--set", "farbe=rot", "--set", "teile=a,b"
    )
    assert said.code == 0, said
    assert said.out.startswith("zettel-musterstadt-")
    assert (here / said.out.strip()).read_text(encoding="utf-8") == "Stadt Musterstadt rot ('a', 'b')"


def test_plugins_are_listed_with_state_and_reason(kimcore: Kimcore, plugins: Path) -> None:
    """One that fails stands there with its reason, one whose command kimcore has itself with that."""
    items = json.loads(kimcore("--plugins-dir", plugins, "plugins", "--format", "json").out)
    assert all(list(item) == ["name", "distribution", "version", "hooks", "parts", "state", "reason"] for item in items)
    states = {item["name"]: item for item in items}
    assert states["kimcore"]["state"] == "geladen"
    assert states["kaputt"]["state"] == "abgelehnt"
    assert "gibt_es_nicht" in states["kaputt"]["reason"]
    assert states["zettel"]["state"] == "eingeschränkt"
    assert "„check“ bringt kimcore selbst mit" in states["zettel"]["reason"]
    assert states["zettel"]["hooks"] == ["kimcore_commands", "kimcore_exporters"]
    assert states["zettel"]["parts"] == {"exporters": ["zettel"], "commands": ["gruppe", "gruss", "heimlich"]}
    assert "KIM-REF-001" in states["kimcore"]["parts"]["checks"]
    listed = kimcore("--plugins-dir", plugins, "plugins").out
    assert "kaputt  abgelehnt\n  Paket: kaputt.py\n  Grund: ModuleNotFoundError: No module named" in listed
    assert "zettel  eingeschränkt\n  Paket: zettel.py\n  Hooks: commands, exporters\n  Dokumente: zettel\n" in listed
    assert "  Befehle: gruppe, gruss, heimlich\n  Grund: kimcore_comm" in listed


def test_checks_of_plugins_are_listed(kimcore: Kimcore, plugins: Path) -> None:
    """Each code that a plugin's findings may have stands beside it with its title; kimcore's own are in the docs."""
    source = "import kimcore\n\nclass Few(kimcore.Check):\n    code, title = 'MST-010', 'Nicht zu wenig'\n"
    source += "    def run(self, program, context): return ()\n\n"
    (plugins / "wenig.py").write_text(
        source + "@kimcore.hookimpl\ndef kimcore_checks(): return [Few]\n", encoding="utf-8"
    )
    listed = kimcore("--plugins-dir", plugins, "plugins").out
    assert "  Hooks: checks\n  MST-010: Nicht zu wenig\n" in listed
    assert "KIM-REF-001" not in listed


def test_commands_of_plugins_take_part(kimcore: Kimcore, plugins: Path) -> None:
    """They are in the overview, get the session, and what they return is no exit code."""
    out = kimcore("--plugins-dir", plugins, "--help").out
    assert "Befehle von Plugins:\n  gruppe  Fasst zusammen. (zettel)\n  gruss   Sagt guten Tag. (zettel)\n" in out
    assert "heimlich" not in out
    said = kimcore("--plugins-dir", plugins, "gruss", "7")
    assert (said.code, said.out) == (0, "Guten Tag, 7 Dokumente.\n")
    assert kimcore("--plugins-dir", plugins, "heimlich").out == "pst\n"
    assert kimcore("--plugins-dir", plugins, "gruss", "sieben").err.startswith(
        "Hinweis: Nicht oder nicht mit allem dabei: Plugin kaputt"
    )


def test_commands_of_plugins_speak_german_too(kimcore: Kimcore, plugins: Path) -> None:
    """What click writes for a plugin's command is German, and kimcore's own commands go before it."""
    assert "Aufruf: kimcore gruss [OPTIONEN] ZAHL" in kimcore("--plugins-dir", plugins, "gruss", "--help").out
    assert "[OPTIONEN] BEFEHL [ANGABEN]…" in kimcore("--plugins-dir", plugins, "gruppe", "--help").out
    assert "kimcore heimlich [WAHL]" in kimcore("--plugins-dir", plugins, "heimlich", "--help").out
    nothing = kimcore("--plugins-dir", plugins, "gruppe")
    assert "Fasst zusammen." in nothing.text
    assert "Fehler" not in nothing.text
    assert "DATEI…" in kimcore("--plugins-dir", plugins, "check", "--help").out


def test_without_plugins_nothing_is_loaded(kimcore: Kimcore) -> None:
    """--no-plugins leaves only what comes with kimcore."""
    items = json.loads(kimcore("--no-plugins", "plugins", "--format", "json").out)
    assert [item["name"] for item in items] == ["kimcore"]


def test_no_color_is_respected(kimcore: Kimcore, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR takes the colours away, also where the output would have them."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in kimcore("exporters").out

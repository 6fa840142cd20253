"""``kimcore plugin new``: a package with a plugin of one's own, which works as it is."""

import re
import shutil
import tempfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from kimcore.cli.clock import today
from kimcore.cli.params import examples
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import emit, note
from kimcore.errors import FileError, UsageError
from kimcore.plugins.registry import Registry

__all__ = ["command"]

KINDS = ("exporter", "check", "theme", "programme")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 30
_FILES = {
    "pyproject.toml.txt": "pyproject.toml",
    "README.md.txt": "README.md",
    "src/__init__.py.txt": "src/@MODULE@/__init__.py",
    "tests/test_plugin.py.txt": "tests/test_@MODULE@.py",
}
_FILES_OF_KINDS = {
    "exporter": {"src/exporter.py.txt": "src/@MODULE@/exporter.py"},
    "check": {"src/checks.py.txt": "src/@MODULE@/checks.py"},
    "theme": {"src/theme.py.txt": "src/@MODULE@/theme.py"},
    "programme": {"src/data.yaml.txt": "src/@MODULE@/data/@NAME@.yaml"},
}
_BLOCK = re.compile(
    r"^@if (?P<kinds>[a-z ]+)\n(?P<then>.*?)(?:^@else\n(?P<other>.*?))?^@end\n", re.DOTALL | re.MULTILINE
)
"""What stands in a template for some kinds only."""


@click.group(
    name="plugin",
    options_metavar="[OPTIONEN]",
    subcommand_metavar="BEFEHL [ANGABEN]…",
    help="Ein eigenes Plugin anlegen.",
    epilog=examples("kimcore plugin new stadt-hamm"),
)
def command() -> None:
    """Hold the commands for authors of plugins."""


@command.command(
    name="new",
    options_metavar="[OPTIONEN]",
    help=(
        "Ein Paket mit einem eigenen Plugin anlegen: mit Tests und README, sofort installierbar. NAME sind "
        "Kleinbuchstaben, Ziffern und Bindestriche; ohne ORDNER entsteht kimcore-NAME im aktuellen."
    ),
    epilog=examples(
        "kimcore plugin new hamm",
        "kimcore plugin new unna --kind exporter --kind theme",
        "kimcore plugin new soest plugins/soest",
    ),
)
@click.argument("name", metavar="NAME")
@click.argument("folder", metavar="[ORDNER]", required=False)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(KINDS),
    multiple=True,
    help="Was es mitbringt: Dokument (ohne Angabe), Prüfung, Theme, Förderprogramm; mehrfach möglich.",
)
@click.pass_context
def new(ctx: click.Context, name: str, folder: str | None, kinds: tuple[str, ...]) -> None:
    """Write the package."""
    kinds = kinds or ("exporter",)
    _check_name(name, kinds, ctx.ensure_object(Settings).kim.registry)
    path = Path(folder or f"kimcore-{name}")
    if path.exists():
        raise UsageError(f"Den Ordner „{path}“ gibt es schon. Einen anderen angeben: kimcore plugin new {name} ORDNER")
    write_package(path, name, kinds)
    emit(str(path))
    note(f'Weiter mit: cd {path}, pip install -e ".[test]", pytest')


def _check_name(name: str, kinds: tuple[str, ...], registry: Registry) -> None:
    """Refuse what is no name, or the name of something that is there already.

    Raises:
        UsageError: it is.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise UsageError(
            f"„{name}“ ist kein Name für ein Plugin. Erlaubt sind Kleinbuchstaben, Ziffern und einzelne Bindestriche "
            f"dazwischen, höchstens {_LONGEST} Zeichen, zum Beispiel stadt-hamm."
        )
    taken = {
        "exporter": ("Das Dokument", {*registry.exporters, "all"}),
        "theme": ("Das Theme", registry.themes),
        "programme": ("Das Förderprogramm", registry.richtlinien),
    }
    for kind, (what, there) in taken.items():
        if kind in kinds and name in there:
            raise UsageError(f"{what} „{name}“ gibt es schon. Einen anderen Namen wählen.")
    if any(info.name == name for info in registry.plugins):
        raise UsageError(f"Das Plugin „{name}“ gibt es schon. Einen anderen Namen wählen.")


def write_package(path: Path, name: str, kinds: tuple[str, ...]) -> None:
    """Write the package; it appears whole or not at all.

    Raises:
        FileError: the folder cannot be written.
    """
    day = today()
    module = f"kimcore_{name.replace('-', '_')}"
    words = {"NAME": name, "MODULE": module, "CODE": name.upper(), "TODAY": day.isoformat(), "YEAR": str(day.year)}
    chosen = _FILES | {source: target for kind in kinds for source, target in _FILES_OF_KINDS[kind].items()}
    templates = files("kimcore.cli") / "package"
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kimcore-", dir=path.absolute().parent) as made:
            whole = Path(made) / "package"
            for source, target in chosen.items():
                _write(whole / _filled(target, words), _filled(_text(templates / source, kinds), words))
            _write(whole / "src" / module / "py.typed", "")
            shutil.move(whole, path)
    except OSError as error:
        raise FileError(f"{path} lässt sich nicht anlegen: {error.strerror or error}.") from error


def _text(template: Traversable, kinds: tuple[str, ...]) -> str:
    """A template with what belongs to other kinds left out."""
    return _BLOCK.sub(
        lambda block: block["then"] if set(block["kinds"].split()) & set(kinds) else block["other"] or "",
        template.read_text(encoding="utf-8"),
    )


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")

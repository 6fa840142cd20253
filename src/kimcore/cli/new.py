"""``kimcore new``: a commented program file to fill in."""

import difflib
from importlib.resources import files
from pathlib import Path

import click

from kimcore.cli.clock import today
from kimcore.cli.documents import refuse_existing
from kimcore.cli.params import examples, force_option
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import emit, note
from kimcore.errors import UsageError
from kimcore.files.atomic import atomic_write
from kimcore.model import KommuneKind
from kimcore.richtlinien import RuleSet
from kimcore.richtlinien.rules import Recipient
from kimcore.values import suggest_identifier

__all__ = ["command"]

_PROGRAMME = "kim-nrw"
"""The Förderprogramm a new file is made for; its rule set says who the recipients are."""
_CITIES = {KommuneKind.KREISFREIE_STADT, KommuneKind.REGIONSANGEHOERIG}


@click.command(
    name="new",
    options_metavar="[OPTIONEN]",
    help=(
        "Eine kommentierte Programmdatei anlegen, die sich sofort laden und prüfen lässt. Mit --kommune stehen Name, "
        "AGS, Art und Regierungsbezirk schon darin."
    ),
    epilog=examples("kimcore new hamm.yaml --kommune Hamm", 'kimcore new unna.yaml --kommune "Kreis Unna"'),
)
@click.argument("file", metavar="DATEI")
@click.option("--kommune", metavar="NAME", help="Eine der Kommunen, die das Land fördert.")
@force_option
@click.pass_context
def command(ctx: click.Context, file: str, kommune: str | None, *, force: bool) -> None:
    """Write the starter file."""
    path = Path(file)
    if path.suffix.lower() not in {".yaml", ".yml"}:
        raise click.UsageError(
            f"„{file}“: Die neue Datei enthält Kommentare und endet deshalb auf .yaml oder .yml.", ctx
        )
    recipient = None
    if kommune is not None:
        recipient = find_recipient(ctx.ensure_object(Settings).kim.rules(_PROGRAMME), kommune)
    if not force:
        refuse_existing(path)
    with atomic_write(path, overwrite=force) as target:
        target.write(starter(path.name, recipient).encode())
    emit(file)
    note(f"Weiter mit: kimcore check {file} --for foerderantrag")


def find_recipient(rules: RuleSet, name: str) -> Recipient:
    """The recipient of a name, however it writes Stadt, capitals and umlauts.

    Raises:
        UsageError: none has this name; the text says which one may be meant.
    """
    known = {_key(entry.name): entry for entry in rules.recipients}
    wanted = _key(name)
    if wanted in known:
        return known[wanted]
    same_place = [key for key in known if key.removeprefix("kreis-") == wanted]
    close = same_place or difflib.get_close_matches(wanted, known, n=1, cutoff=0.75)
    hint = (
        f"Meinten Sie „{known[close[0]].name}“?"
        if close
        else "Ohne --kommune anlegen und Namen, Art und AGS selbst eintragen."
    )
    raise UsageError(f"„{name}“ gehört nicht zu den {len(known)} Empfängern von {rules.title}. {hint}")


def _key(name: str) -> str:
    return suggest_identifier(name).removeprefix("kreisfreie-").removeprefix("stadt-")


def starter(file: str, recipient: Recipient | None) -> str:
    """The text of a new program file.

    Args:
        file: its name, for the commands in its comments.
        recipient: the municipality, or None for placeholders.
    """
    day = today()
    values = {
        "FILE": file,
        "FOERDERPROGRAMM": _PROGRAMME,
        "TODAY": day.isoformat(),
        "YEAR": str(day.year),
        "LAST_YEAR": str(day.year - 1),
        **_kommune(recipient),
    }
    text = (files("kimcore.cli") / "starter.yaml").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _kommune(recipient: Recipient | None) -> dict[str, str]:
    if recipient is None:
        keys = "  # ags: acht Ziffern, Kreise enden auf 000\n  # regierungsbezirk: zum Beispiel Arnsberg"
        return {"ID": "kommune", "NAME": "Name der Kommune", "KIND": "kreisfreie_stadt", "KEYS": keys}
    name = f"Stadt {recipient.name}" if recipient.kind in _CITIES else recipient.name
    return {
        "ID": suggest_identifier(recipient.name),
        "NAME": name,
        "KIND": str(recipient.kind.value),
        "KEYS": f'  ags: "{recipient.ags}"\n  regierungsbezirk: {recipient.regierungsbezirk}',
    }

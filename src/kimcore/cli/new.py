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
from kimcore.richtlinien import Basis, Rates, RuleSet
from kimcore.richtlinien.rules import Recipient
from kimcore.values import Period, suggest_identifier

__all__ = ["command"]

_CITIES = {KommuneKind.KREISFREIE_STADT, KommuneKind.REGIONSANGEHOERIG}
_EXPENSE = """\
#ausgaben:
#  - id: ausgabe-1
#    title: {title}
#    kind: {kind}
#    baustein: @BAUSTEIN@
#    amounts:
#      - year: @YEAR@
#        amount: 2500

"""
_RATE = """\
#  - rate: {rate}
#    amount: 12345.00
#    valid_from: @YEAR@-01-01
#    valid_to: @YEAR@-12-31
#    source:
#      title: Zuwendungsbescheid vom …
"""
_CONDITION = """\
# Was die Antragsrunde verlangt, und wie die Kommune es erfüllt.
#conditions:
#  - condition: {condition}
#    fulfilled: true
#    statement: Wie die Kommune sie erfüllt.

"""


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
@click.option(
    "--foerderprogramm",
    "programme",
    metavar="NAME",
    default="kim-nrw",
    show_default=True,
    help="Das Regelwerk, nach dem gefördert wird; welche es gibt, zeigt kimcore rates.",
)
@force_option
@click.pass_context
def command(ctx: click.Context, file: str, kommune: str | None, programme: str, *, force: bool) -> None:
    """Write the starter file."""
    path = Path(file)
    if path.suffix.lower() not in {".yaml", ".yml"}:
        raise click.UsageError(
            f"„{file}“: Die neue Datei enthält Kommentare und endet deshalb auf .yaml oder .yml.", ctx
        )
    rules = ctx.ensure_object(Settings).kim.rules(programme)
    recipient = None if kommune is None else find_recipient(rules, kommune)
    if not force:
        refuse_existing(path)
    with atomic_write(path, overwrite=force) as target:
        target.write(starter(path.name, rules, recipient).encode())
    emit(file)
    note(f"Weiter mit: kimcore check {file} --for foerderantrag")


def find_recipient(rules: RuleSet, name: str) -> Recipient:
    """The recipient of a name, however it writes Stadt, capitals and umlauts.

    Raises:
        UsageError: none has this name; the text says which one may be meant.
    """
    without = "Ohne --kommune anlegen und Namen, Art und AGS selbst eintragen."
    if not rules.recipients:
        raise UsageError(f"Das Regelwerk {rules.id} hat keine Liste der Empfänger. {without}")
    known = {_key(entry.name): entry for entry in rules.recipients}
    wanted = _key(name)
    if wanted in known:
        return known[wanted]
    same_place = [key for key in known if key.removeprefix("kreis-") == wanted]
    close = same_place or difflib.get_close_matches(wanted, known, n=1, cutoff=0.75)
    hint = f"Meinten Sie „{known[close[0]].name}“?" if close else without
    raise UsageError(f"„{name}“ gehört nicht zu den {len(known)} Empfängern von {rules.title}. {hint}")


def _key(name: str) -> str:
    return suggest_identifier(name).removeprefix("kreisfreie-").removeprefix("stadt-")


def starter(file: str, rules: RuleSet, recipient: Recipient | None) -> str:
    """The text of a new program file.

    Args:
        file: its name, for the commands in its comments.
        rules: the rule set it follows; its examples name what there is in it.
        recipient: the municipality, or None for placeholders.
    """
    day = today()
    values = {
        "FILE": file,
        "FOERDERPROGRAMM": rules.id,
        "SUBJECT": rules.subject or rules.title,
        **_examples(rules, day.year),
        **_kommune(rules, recipient),
        "TODAY": day.isoformat(),
        "YEAR": str(day.year),
        "LAST_YEAR": str(day.year - 1),
    }
    text = (files("kimcore.cli") / "starter.yaml").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _examples(rules: RuleSet, year: int) -> dict[str, str]:
    """What the commented examples name: a kind of Stelle, a kind of expense, unknown rates, a condition."""
    stelle = rules.stellenarten[0]
    ausgaben = [art for art in rules.ausgabearten if not art.personnel]
    yearly = [art for art in ausgaben if art.rate and rules.rate(art.rate).basis is Basis.EUR_JE_JAHR]
    ausgabe = next(iter((*yearly, *ausgaben)), None)
    wanted = [stelle.rate, *([ausgabe.rate] if ausgabe and ausgabe.rate else [])]
    known = Rates(rules)
    unknown = [rate for rate in wanted if not known.use(rate, Period.year(year)).amount.known]
    conditions = sorted(rules.conditions, key=lambda rule: rule.gremium is None)
    unit = next((rule.unit for rule in rules.conditions if rule.unit), "Fachstelle Integration")
    return {
        "AUSGABEN": _EXPENSE.format(kind=ausgabe.id, title=ausgabe.title) if ausgabe else "",
        "UNIT": unit,
        "BAUSTEIN": stelle.baustein,
        "STELLENART": stelle.id,
        "STELLE": stelle.title,
        "VZAE": str(stelle.share.normalize() if stelle.share else 1),
        "RATES": "".join(_RATE.format(rate=rate) for rate in unknown or wanted[:1]),
        "CONDITIONS": "".join(_CONDITION.format(condition=rule.id) for rule in conditions[:1]),
    }


def _kommune(rules: RuleSet, recipient: Recipient | None) -> dict[str, str]:
    if recipient is None:
        keys = "  # ags: acht Ziffern, Kreise enden auf 000"
        for bezirk in rules.regierungsbezirke[-1:]:
            keys += f"\n  # regierungsbezirk: zum Beispiel {bezirk.name}"
        return {"ID": "kommune", "NAME": "Name der Kommune", "KIND": "kreisfreie_stadt", "KEYS": keys}
    name = f"Stadt {recipient.name}" if recipient.kind in _CITIES else recipient.name
    return {
        "ID": suggest_identifier(recipient.name),
        "NAME": name,
        "KIND": str(recipient.kind.value),
        "KEYS": f'  ags: "{recipient.ags}"\n  regierungsbezirk: {recipient.regierungsbezirk}',
    }

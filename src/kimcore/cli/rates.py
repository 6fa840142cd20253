"""``kimcore rates``: every rate of the rule sets, with its source and how sure it is; unknown stays unknown."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

import attrs
import click

from kimcore.cli.params import DATE, examples, format_option
from kimcore.cli.settings import Settings
from kimcore.cli.terminal import block, emit, emit_json
from kimcore.model import Program
from kimcore.richtlinien import Rates, RateState, RuleSet
from kimcore.richtlinien.rules import RateRule, RateValue
from kimcore.session import Kimcore
from kimcore.values import Confidence, Period, format_date, format_euro

__all__ = ["command"]

_STATES = {state.value: state.label for state in RateState}
_COLOURS = {"confirmed": "green", "partial": "yellow", "inferred": "yellow"}
_SUPPLY = """\
Was unbekannt ist, ergänzt die Programmdatei, mit eigener Quelle:

  rates:
    - rate: {rate}
      amount: …
      valid_from: JJJJ-MM-TT
      valid_to: JJJJ-MM-TT
      source:
        title: Zuwendungsbescheid vom …
"""


@click.command(
    name="rates",
    options_metavar="[OPTIONEN]",
    help=(
        "Die Fördersätze der Regelwerke: Betrag, Bezugsgröße, Geltung, Quelle, Sicherheit. Was keine Quelle nennt, ist "
        "unbekannt; kimcore schätzt nicht und schreibt nichts fort."
    ),
    epilog=examples("kimcore rates", "kimcore rates --on 2025-06-30", "kimcore rates --program musterstadt.yaml"),
)
@click.option("--on", "on", type=DATE, metavar="DATUM", help="Nur, was an diesem Tag gilt, etwa 2025-06-30.")
@click.option("--program", "file", metavar="DATEI", help="Mit den Sätzen, die diese Programmdatei selbst angibt.")
@format_option
@click.pass_obj
def command(settings: Settings, on: date | None, file: str | None, output: str) -> None:
    """Show the rates."""
    kim = settings.kim
    program = kim.load(file) if file else None
    items = [item for rules in _rule_sets(kim, program) for item in _items(rules, program, on)]
    if output == "json":
        emit_json(items)
        return
    for name, group in groupby(items, key=lambda item: str(item["foerderprogramm"])):
        _show(kim.rules(name), list(group))


def _rule_sets(kim: Kimcore, program: Program | None) -> Iterator[RuleSet]:
    for name in [program.foerderprogramm] if program else kim.registry.richtlinien:
        yield kim.rules(name)


def _items(rules: RuleSet, program: Program | None, on: date | None) -> Iterator[dict[str, Any]]:
    for rule in rules.rates:
        if on is not None:
            yield from _on_day(rules, rule, program, on)
            continue
        yield from (_published(rules, rule, value) for value in rule.values)
        yield from _supplied(rules, rule, program)


def _on_day(rules: RuleSet, rule: RateRule, program: Program | None, on: date) -> Iterator[dict[str, Any]]:
    """The value of a day; without a program, the values for municipalities of every size."""
    rates = Rates.of(rules, program) if program else Rates(rules)
    use = rates.use(rule.id, Period(on, on))
    if use.supplied:
        own = _supplied(rules, rule, program)
        yield next(item for item in own if item["valid_from"] <= on <= item["valid_to"])
        return
    if use.needs_inhabitants:
        yield from (_published(rules, rule, value) for value in rule.values if value.covers(on))
        return
    value = rule.at(on, rates.inhabitants)
    if value.amount is not None and not use.amount.known:
        # the program supplies two values for this day: then neither holds, nor does the published one
        value = attrs.evolve(value, state=use.state, amount=None, reference=None, note=use.note)
    yield _published(rules, rule, value)


def _published(rules: RuleSet, rule: RateRule, value: RateValue) -> dict[str, Any]:
    reference = value.reference
    notes = (reference.note if reference else "", value.note)
    return _item(rules, rule) | {
        "valid_from": value.valid_from,
        "valid_to": value.valid_to,
        "band": value.band,
        "state": value.state.value,
        "amount": value.amount,
        "source": reference.title if reference else None,
        "url": reference.url if reference else None,
        "confidence": reference.confidence.value if reference and value.amount is not None else None,
        "note": " ".join(note for note in notes if note),
        "supplied": False,
    }


def _supplied(rules: RuleSet, rule: RateRule, program: Program | None) -> Iterator[dict[str, Any]]:
    for entry in program.rates if program else ():
        if entry.rate == rule.id:
            yield _item(rules, rule) | {
                "valid_from": entry.valid_from,
                "valid_to": entry.valid_to,
                "band": "",
                "state": RateState.KNOWN.value,
                "amount": entry.amount,
                "source": entry.source.title,
                "url": entry.source.url,
                "confidence": entry.source.confidence.value,
                "note": "",
                "supplied": True,
            }


def _item(rules: RuleSet, rule: RateRule) -> dict[str, Any]:
    return {
        "foerderprogramm": rules.id,
        "rate": rule.id,
        "title": rule.title,
        "basis": rule.basis.value,
        "basis_label": rule.basis.label,
        "ceiling": rule.ceiling,
    }


# ------------------------------------------------------------------------------------------- for people


def _show(rules: RuleSet, items: list[dict[str, Any]]) -> None:
    emit(click.style(block(rules.title), bold=True))
    emit(f"{rules.id} · Stand der Recherche: {format_date(rules.stand)}\n")
    for rate, values in groupby(items, key=lambda item: str(item["rate"])):
        rule = rules.rate(rate)
        kind = "Höchstbetrag („bis zu“)" if rule.ceiling else "fester Betrag"
        emit(f"{click.style(rule.title, bold=True, fg='cyan')} ({rule.id})")
        emit(f"  {kind}, {rule.basis.label}")
        for value in values:
            _show_value(value)
        emit()
    unknown = [str(item["rate"]) for item in items if item["state"] != RateState.KNOWN.value]
    if unknown:
        emit(_SUPPLY.format(rate=unknown[0]))


def _show_value(item: Mapping[str, Any]) -> None:
    until = f" bis {format_date(item['valid_to'])}" if item["valid_to"] else ""
    span = f"{'' if until else 'ab '}{format_date(item['valid_from'])}{until}"
    own = ", Angabe der Kommune" if item["supplied"] else ""
    if item["amount"] is None:
        said = click.style(_STATES[item["state"]], fg="red", bold=True)
    else:
        sure = click.style(Confidence(item["confidence"]).german, fg=_COLOURS[item["confidence"]])
        said = f"{click.style(format_euro(item['amount']), bold=True)}  {sure}{own}"
    emit(f"  {span:<25} {said}")
    for text in (item["band"], item["source"], item["url"], item["note"]):
        if text:
            emit(block(text, first=" " * 6))

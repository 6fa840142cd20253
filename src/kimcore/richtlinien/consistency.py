"""Whether a rule set agrees with itself: dated spans without gap or overlap, ids, references, sources."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kimcore.richtlinien.rules import Basis, BausteinRule, RateRule, RateState, RateValue, Round, RuleSet
from kimcore.values import format_date, format_number

__all__ = ["problems"]

_IDS = {
    "versions": "Fassung",
    "legal_bases": "Rechtsgrundlage",
    "bausteine": "Baustein",
    "stellenarten": "Stellenart",
    "ausgabearten": "Ausgabeart",
    "rates": "Satz",
    "conditions": "Bedingung",
    "rounds": "Antragsrunde",
    "unknown": "Offener Punkt",
}
_HALF = Decimal("0.5")


def problems(rules: RuleSet) -> Iterator[str]:
    """Every contradiction within a rule set, each a German sentence that begins with its place."""
    yield from _doubled(rules)
    for rate in rules.rates:
        yield from _rate(rate)
    for baustein in rules.bausteine:
        yield from _baustein(baustein)
    yield from _arten(rules)
    yield from _conditions(rules)
    for entry in rules.rounds:
        yield from _round(entry, rules)
    yield from _recipients(rules)
    for version in rules.versions:
        if version.valid_from and version.valid_to and version.valid_to < version.valid_from:
            yield f"Fassung „{version.id}“: gilt bis {format_date(version.valid_to)}, also nie."


def _doubled(rules: RuleSet) -> Iterator[str]:
    for collection, name in _IDS.items():
        yield from _twice(name, (entry.id for entry in getattr(rules, collection)))
    yield from _twice("Nummer des Bausteins", (str(entry.number) for entry in rules.bausteine))
    yield from _twice("AGS des Empfängers", (entry.ags for entry in rules.recipients))
    yield from _twice("Anfang des AGS", (entry.prefix for entry in rules.regierungsbezirke))


def _twice(name: str, keys: Iterable[str]) -> Iterator[str]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"{name} „{key}“: steht {times}-mal da; jede Kennung gibt es nur einmal."


# ------------------------------------------------------------------------------------------------- dates


def _rate(rule: RateRule) -> Iterator[str]:
    where = f"Satz „{rule.id}“"
    if not rule.values:
        yield f"{where}: hat keine Werte; mindestens einen mit state: unbekannt angeben."
    for value in rule.values:
        yield from _value(f"{where}, Wert ab {format_date(value.valid_from)}", value)
    for size in _sizes(rule):
        place = f"{where}, Kommunen mit {format_number(size)} Einwohnern" if rule.by_inhabitants else where
        values = rule.values_for(Decimal(size))
        if not values:
            yield f"{place}: hat keine Werte; was unbekannt ist, ausdrücklich als unbekannt angeben."
        ends = [None if entry.valid_to is None else entry.valid_to.toordinal() for entry in values]
        spans = [(entry.valid_from.toordinal(), end) for entry, end in zip(values, ends, strict=True)]
        yield from _spans(place, spans, lambda day: format_date(date.fromordinal(day)))


def _sizes(rule: RateRule) -> list[int]:
    """The smallest size of each band; what holds for it holds for the band, since every bound is among them."""
    bounds = {bound for value in rule.values for bound in (value.inhabitants_from, value.inhabitants_below) if bound}
    return sorted({0, *bounds}) if rule.values else []


def _value(where: str, value: RateValue) -> Iterator[str]:
    if value.inhabitants_below is not None and value.inhabitants_below <= (value.inhabitants_from or 0):
        yield f"{where}: gilt für keine Einwohnerzahl; inhabitants_below muss über inhabitants_from liegen."
    if value.state is not RateState.KNOWN:
        if value.amount is not None:
            yield f"{where}: {value.state.value}, aber mit amount; nur ein bekannter Wert hat einen Betrag."
        return
    if value.amount is None:
        yield f"{where}: bekannt, aber ohne amount; ohne Betrag ist er unbekannt."
    if value.reference is None:
        yield f"{where}: bekannt, aber ohne reference; jeder Betrag braucht seine Fundstelle."


def _spans(where: str, spans: Sequence[tuple[int, int | None]], show: Callable[[int], str]) -> Iterator[str]:
    """Spans of days or years must follow one another without gap or overlap, the last one may be open."""
    for first, last in spans:
        if last is not None and last < first:
            yield f"{where}: Der Abschnitt ab {show(first)} endet vor seinem Beginn ({show(last)})."
    for (first, last), (following, _) in pairwise(spans):
        if following <= first:
            yield (
                f"{where}: Der Abschnitt ab {show(following)} steht hinter dem ab {show(first)}; nach der Zeit ordnen."
            )
        elif last is None:
            yield f"{where}: Der Abschnitt ab {show(first)} ist offen, ab {show(following)} folgt aber ein weiterer."
        elif following <= last:
            yield (
                f"{where}: Die Abschnitte ab {show(first)} und ab {show(following)} überschneiden sich; "
                f"der erste gilt bis {show(last)}."
            )
        elif following > last + 1:
            yield (
                f"{where}: Lücke zwischen {show(last)} und {show(following)}; "
                "was unbekannt ist, ausdrücklich als unbekannt angeben."
            )


def _baustein(rule: BausteinRule) -> Iterator[str]:
    where = f"Baustein „{rule.id}“"
    if not rule.titles:
        yield f"{where}: hat keinen Titel."
    for first, second in pairwise(rule.titles):
        if second.valid_from <= first.valid_from:
            day = format_date(second.valid_from)
            yield f"{where}: Der Titel ab {day} steht nicht hinter einem früheren; nach der Zeit ordnen."
    yield from _spans(f"{where}, Verfahren", [(span.first_year, span.last_year) for span in rule.regimes], str)
    yield from _spans(f"{where}, Obergrenze", [(cap.first_year, cap.last_year) for cap in rule.caps], str)
    given = [rule.min_share, rule.min_share_severity, rule.min_share_reference]
    if any(entry is not None for entry in given) and None in given:
        yield f"{where}: min_share, min_share_severity und min_share_reference gehören zusammen."
    if bool(rule.recipients) is not (rule.recipients_reference is not None):
        yield f"{where}: recipients und recipients_reference gehören zusammen."


# -------------------------------------------------------------------------------------------- references


def _arten(rules: RuleSet) -> Iterator[str]:
    rates = {rule.id: rule for rule in rules.rates}
    bausteine = rules.ids("bausteine")
    for stellenart in rules.stellenarten:
        where = f"Stellenart „{stellenart.id}“"
        if stellenart.baustein not in bausteine:
            yield _missing(where, "den Baustein", stellenart.baustein, bausteine)
        if stellenart.rate not in rates:
            yield _missing(where, "den Satz", stellenart.rate, rates)
        elif rates[stellenart.rate].basis is Basis.EUR_JE_HALBE_STELLE_JAHR and stellenart.share != _HALF:
            yield f"{where}: Der Satz „{stellenart.rate}“ gilt je halbe Stelle; share: 0.5 angeben."
        elif rates[stellenart.rate].basis is Basis.EUR_JE_JAHR and not rates[stellenart.rate].ceiling:
            yield (
                f"{where}: Der Satz „{stellenart.rate}“ gilt je Jahr für alle Stellen zusammen; das geht nur als "
                "Höchstbetrag, also ceiling: true."
            )
    for ausgabeart in rules.ausgabearten:
        if ausgabeart.rate is not None and ausgabeart.rate not in rates:
            yield _missing(f"Ausgabeart „{ausgabeart.id}“", "den Satz", ausgabeart.rate, rates)


def _missing(where: str, what: str, wanted: str, known: Iterable[str]) -> str:
    return f"{where}: {what} „{wanted}“ gibt es nicht. Es gibt: {', '.join(sorted(known))}."


def _conditions(rules: RuleSet) -> Iterator[str]:
    bausteine, stellenarten = rules.ids("bausteine"), rules.ids("stellenarten")
    for rule in rules.conditions:
        where = f"Bedingung „{rule.id}“"
        yield from _unknown(where, "den Baustein", (rule.baustein,) if rule.baustein else (), bausteine)
        yield from _unknown(where, "die Stellenart", rule.stellenarten, stellenarten)
        if rule.stellenarten and rule.unit is None:
            yield f"{where}: nennt Stellenarten, aber unter unit keine Einheit, zu der sie gehören müssen."
        if rule.sufficient and rule.gremium is None and rule.unit is None:
            yield f"{where}: Ohne gremium oder unit kann kein Beleg genügen; sufficient weglassen."


def _unknown(where: str, what: str, wanted: Iterable[str], known: frozenset[str]) -> Iterator[str]:
    """Every id that there is not."""
    return (_missing(where, what, entry, known) for entry in wanted if entry not in known)


def _round(entry: Round, rules: RuleSet) -> Iterator[str]:
    where = f"Antragsrunde „{entry.id}“"
    yield from _unknown(where, "den Baustein", entry.bausteine, rules.ids("bausteine"))
    yield from _unknown(where, "die Bedingung", entry.conditions, rules.ids("conditions"))
    if not entry.years:
        yield f"{where}: nennt kein Förderjahr."
    if entry.opens and entry.closes and entry.closes < entry.opens:
        yield f"{where}: endet am {format_date(entry.closes)}, bevor sie am {format_date(entry.opens)} beginnt."
    if entry.latest and (entry.closes is None or entry.latest < entry.closes):
        yield f"{where}: latest ist der letzte Tag nach closes; closes angeben oder latest berichtigen."


def _recipients(rules: RuleSet) -> Iterator[str]:
    for entry in rules.recipients:
        expected = rules.regierungsbezirk(entry.ags)
        if expected not in {None, entry.regierungsbezirk}:
            yield (
                f"Empfänger „{entry.name}“: Der AGS {entry.ags} liegt im Regierungsbezirk {expected}, "
                f"angegeben ist {entry.regierungsbezirk}."
            )

"""The filters of Word templates: German numbers and dates, sums, explanations, and a few of Jinja's own."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jinja2 import Environment, pass_context, pass_environment
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Undefined

from kimcore import RenderError
from kimcore.values import format_date, round_half_up
from kimcore_vorlagen.values import EXACT_DIGITS, Euro, Number, Open, Percent, Vzae, german
from kimcore_vorlagen.views import World, pairs

__all__ = ["FILTER_TEXTS", "filters", "number_of"]

FILTER_TEXTS: Mapping[str, str] = {
    "euro": "Betrag: 57.000,00 €",
    "zahl": "Zahl: 1.960,16",
    "vzae": "VZÄ: 0,5",
    "prozent": "Prozent: 85,71 %",
    "datum": "Datum: 31.03.2026",
    "erklaert": "Ein berechneter Betrag mit seinem Rechenweg",
    "summe": 'Summe eines Feldes über eine Liste: plan.stellen | summe("foerderung")',
    "felder": "Die ausgefüllten Felder eines Abschnitts mit label und value",
    "join": 'Eine Liste als Text: zielgruppen | join(", ")',
    "default": 'Ersatz, wo nichts steht: website | default("–", true)',
    "first": "Der erste Eintrag einer Liste",
    "last": "Der letzte Eintrag einer Liste",
    "length": "Wie viele Einträge eine Liste hat",
    "sort": 'Eine Liste geordnet: measures | sort(attribute="title")',
    "selectattr": 'Die Einträge, deren Feld passt: plan.stellen | selectattr("verfahren", "eq", "auf Antrag")',
    "rejectattr": "Die Einträge, deren Feld nicht passt",
    "upper": "In Großbuchstaben",
    "lower": "In Kleinbuchstaben",
}
"""Every filter with what it does, in German."""

_MAX_TEXT = 1_000_000


def filters(world: World) -> dict[str, Callable[..., Any]]:
    """The filters by name.

    Args:
        world: counts what is walked through.
    """
    own: dict[str, Callable[..., Any]] = {
        "euro": _number_filter(Euro),
        "zahl": _number_filter(Number),
        "vzae": _number_filter(Vzae),
        "prozent": _number_filter(Percent),
        "datum": _date,
        "erklaert": _explained,
        "summe": _sum,
        "felder": pairs,
        "join": _join,
    }

    @pass_context  # which also keeps Jinja from walking a list once and for all when it compiles
    def walked(_: Context, value: Any) -> tuple[Any, ...]:
        """The entries of a list, counted."""
        if isinstance(value, str | Decimal | int):
            raise RenderError(f"„{german(value)[:40]}“ ist keine Liste.")
        entries = () if value is None or isinstance(value, Open) else tuple(value)
        world.walk(len(entries))
        return entries

    return {name: own.get(name) or FILTERS[name] for name in FILTER_TEXTS} | {"_walked": walked}


def number_of(value: Any) -> Fraction:
    """A number as it is computed with.

    Raises:
        RenderError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
        raise RenderError(f"„{german(value)[:40]}“ ist keine Zahl; Texte verbindet ~.")
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _number_filter(kind: type[Decimal]) -> Callable[[Any], Any]:
    def convert(value: Any) -> Any:
        if value is None or isinstance(value, Open | Undefined):
            return value
        return kind(round_half_up(number_of(value), EXACT_DIGITS))

    return convert


def _date(value: Any) -> Any:
    if value is None or isinstance(value, Undefined):
        return value
    if not isinstance(value, date):
        raise RenderError(f"„{german(value)[:40]}“ ist kein Datum.")
    return format_date(value)


def _explained(value: Any) -> str:
    amount = getattr(value, "amount", None)
    return amount.explain() if amount is not None else german(value)


@pass_environment
def _sum(env: Environment, rows: Any, attribute: str) -> Any:
    """The sum of a field; open where one of its figures is, what is empty counts nothing."""
    values = [_inner(env, row, attribute) for row in rows or ()]
    if any(isinstance(value, Open) for value in values):
        return Open()
    there = [value for value in values if value is not None and not isinstance(value, Undefined)]
    total = sum(map(number_of, there), Fraction(0))
    kind = type(there[0]) if there and isinstance(there[0], Decimal) else Number
    return kind(round_half_up(total, EXACT_DIGITS))


@pass_environment
def _join(env: Environment, value: Any, between: str = "", attribute: str = "") -> str:
    if isinstance(value, str) or value is None:
        return german(value)
    items = [_inner(env, item, attribute) if attribute else item for item in value]
    if sum(len(german(item)) + len(between) for item in items) > _MAX_TEXT:
        raise RenderError("Hier wird ein zu langer Text zusammengesetzt.")
    return between.join(map(german, items))


def _inner(env: Environment, item: Any, attribute: str) -> Any:
    for name in attribute.split("."):
        item = env.getitem(item, name)
    return item

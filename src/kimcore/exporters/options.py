"""Options that exporters of figures share, and the plans they lead to."""

from collections.abc import Iterable

import attrs

from kimcore.context import Context
from kimcore.funding import YearPlan
from kimcore.model import Choice, Vorgang, about
from kimcore.values import Year

__all__ = ["PlanOptions", "Unit", "Variant", "antrag_plans", "plan_years"]


class Variant(Choice):
    """The two known numberings of the Grundmuster."""

    A = "a", "Variante A, Finanzierungsplan unter 4"
    B = "b", "Variante B, Finanzierungsplan unter 3"


class Unit(Choice):
    """The unit of the Finanzierungsplan."""

    EUR = "eur", "Euro"
    TEUR = "teur", "Euro und daneben tausend Euro"


@attrs.frozen(kw_only=True)
class PlanOptions:
    """Options of the Finanzierungsplan and the Förderantrag."""

    variant: Variant = attrs.field(default=Variant.A, metadata=about("Variante des Grundmusters"))
    unit: Unit = attrs.field(default=Unit.EUR, metadata=about("Einheit des Finanzierungsplans"))
    years: tuple[Year, ...] = attrs.field(default=(), metadata=about("Jahre", "Ohne Angabe: das Jahr des Dokuments."))


def plan_years(options: PlanOptions, context: Context) -> tuple[int, ...]:
    """The years a document shows, in order."""
    return tuple(sorted(set(options.years))) or (context.year,)


def antrag_plans(context: Context, antrag: Vorgang | None, years: Iterable[int]) -> list[YearPlan]:
    """The figures of each year, restricted to the Bausteine that its round and the application apply for."""
    chosen = antrag.bausteine if antrag else ()
    return [
        context.plan_for(
            year, tuple(rule.id for rule in context.rules.applied_for(year) if not chosen or rule.id in chosen)
        )
        for year in years
    ]

"""Options that exporters of figures share."""

import attrs

from kimcore.context import Context
from kimcore.model import Choice, about
from kimcore.values import Year

__all__ = ["PlanOptions", "Unit", "Variant", "plan_years"]


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

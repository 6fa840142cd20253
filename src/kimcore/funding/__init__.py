"""The money: pure functions from models and rates to Amounts."""

from kimcore.funding.ausgaben import AusgabenPosten
from kimcore.funding.plan import (
    COMMON,
    EmployerPlan,
    GroupPlan,
    PlanRow,
    YearPlan,
    plan_year,
    planned_years,
    rows_in_teur,
    rows_over,
)
from kimcore.funding.stellen import StellenPosten

__all__ = [
    "COMMON",
    "AusgabenPosten",
    "EmployerPlan",
    "GroupPlan",
    "PlanRow",
    "StellenPosten",
    "YearPlan",
    "plan_year",
    "planned_years",
    "rows_in_teur",
    "rows_over",
]

"""The money: pure functions from models and rates to Amounts."""

from kimcore.funding.ausgaben import AusgabenPosten
from kimcore.funding.employers import EmployerPlan
from kimcore.funding.occupancy import vzae_days
from kimcore.funding.plan import COMMON, GroupPlan, YearPlan, named_years, plan_year, planned_years, rows_over
from kimcore.funding.rows import PlanRow, plan_rows, rows_in_teur, sum_rows
from kimcore.funding.stellen import StellenPosten

__all__ = [
    "COMMON",
    "AusgabenPosten",
    "EmployerPlan",
    "GroupPlan",
    "PlanRow",
    "StellenPosten",
    "YearPlan",
    "named_years",
    "plan_rows",
    "plan_year",
    "planned_years",
    "rows_in_teur",
    "rows_over",
    "sum_rows",
    "vzae_days",
]

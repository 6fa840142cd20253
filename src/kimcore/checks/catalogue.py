"""Every check that comes with kimcore, in the order of docs/checks.md."""

from kimcore.checks import (
    conditions,
    deadlines,
    expenses,
    forwarding,
    kommune,
    occupancy,
    others_money,
    pictures,
    privacy,
    references,
    stellen,
    strategy,
    sums,
    supplied_rates,
    texts,
    vorgaenge,
)
from kimcore.checks.base import Check

__all__ = ["BUILTIN_CHECKS"]

BUILTIN_CHECKS: tuple[type[Check], ...] = (
    *references.CHECKS,
    *kommune.CHECKS,
    *stellen.CHECKS,
    *occupancy.CHECKS,
    *others_money.CHECKS,
    *supplied_rates.CHECKS,
    *expenses.CHECKS,
    *forwarding.CHECKS,
    *sums.CHECKS,
    *deadlines.CHECKS,
    *conditions.CHECKS,
    *strategy.CHECKS,
    *privacy.CHECKS,
    *vorgaenge.CHECKS,
    *texts.CHECKS,
    *pictures.CHECKS,
)
"""The classes behind ``kimcore_checks()``."""

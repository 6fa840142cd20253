"""Dated funding rules as data; see :mod:`kimcore.richtlinien.rules` and :mod:`kimcore.richtlinien.rates`."""

from kimcore.richtlinien.rates import Rates, RateUse
from kimcore.richtlinien.rules import Basis, RateState, Regime, RuleSet

__all__ = ["Basis", "RateState", "RateUse", "Rates", "Regime", "RuleSet"]

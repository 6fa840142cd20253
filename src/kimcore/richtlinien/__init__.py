"""Dated funding rules as data; see :mod:`kimcore.richtlinien.rules` and :mod:`kimcore.richtlinien.rates`."""

from kimcore.richtlinien.loader import load_rules
from kimcore.richtlinien.rates import Rates, RateUse
from kimcore.richtlinien.rules import Basis, BausteinRule, RateState, Regime, RuleSet

__all__ = ["Basis", "BausteinRule", "RateState", "RateUse", "Rates", "Regime", "RuleSet", "load_rules"]

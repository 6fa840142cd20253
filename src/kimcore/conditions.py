"""The conditions of a round: what the municipality states, what its data show, and what follows from both."""

from collections import defaultdict

import attrs

from kimcore.funding.occupancy import period_in
from kimcore.model import Choice, ConditionStatement, Gremium, OrganisationalUnit, Program
from kimcore.richtlinien import RuleSet
from kimcore.richtlinien.rules import ConditionRule

__all__ = ["Condition", "ConditionState", "conditions_of"]


class ConditionState(Choice):
    """How a condition stands."""

    MET = "erfuellt", "erfüllt"
    UNMET = "nicht_erfuellt", "nicht erfüllt"
    OPEN = "offen", "offen"
    IDLE = "entfaellt", "entfällt"


@attrs.frozen(kw_only=True)
class Condition:
    """A condition of a year's rounds, as it stands for a program.

    Attributes:
        rule: what is asked.
        state: how it stands: as stated, else as far as the data show it.
        statement: what the municipality states, or None.
        shown: what of the data shows it, as words; empty where nothing does.
        against: what of the data speaks against it; empty where nothing does.
    """

    rule: ConditionRule
    state: ConditionState
    statement: ConditionStatement | None
    shown: str = ""
    against: str = ""


def conditions_of(program: Program, rules: RuleSet, year: int) -> tuple[Condition, ...]:
    """Every condition of the rounds of a year, in the order of the rule set; the first statement to each counts."""
    stated = {entry.condition: entry for entry in reversed(program.conditions)}
    return tuple(_condition(program, rule, year, stated.get(rule.id)) for rule in rules.conditions_for(year))


def _condition(program: Program, rule: ConditionRule, year: int, statement: ConditionStatement | None) -> Condition:
    shown, against = _evidence(program, rule, year)
    if statement is not None:
        state = ConditionState.MET if statement.fulfilled else ConditionState.UNMET
    elif rule.baustein is not None and not _planned(program, rule.baustein, year):
        state = ConditionState.IDLE
    else:
        state = ConditionState.MET if shown and rule.sufficient else ConditionState.OPEN
    return Condition(rule=rule, state=state, statement=statement, shown=shown, against=against)


def _planned(program: Program, baustein: str, year: int) -> bool:
    return any(stelle.baustein == baustein and period_in(stelle, year) for stelle in program.stellen)


def _evidence(program: Program, rule: ConditionRule, year: int) -> tuple[str, str]:
    """What shows the condition, and what speaks against it; both empty where the data are silent."""
    if rule.gremium is not None:
        return _there(rule.gremium, program.gremien, "gremien")
    if rule.unit is None:
        return "", ""
    if rule.stellenarten:
        return _stellen(program, rule, rule.unit, year)
    return _there(rule.unit, program.units, "units")


def _there(kind: str, items: tuple[Gremium | OrganisationalUnit, ...], collection: str) -> tuple[str, str]:
    for item in items:
        if _is(item, kind):
            return item.name, ""
    return "", f"unter {collection} gibt es keinen Eintrag der Art „{kind}“" if items else ""


def _is(item: Gremium | OrganisationalUnit, kind: str) -> bool:
    return kind.casefold() in {(item.kind or "").casefold(), item.name.casefold()}


def _stellen(program: Program, rule: ConditionRule, unit: str, year: int) -> tuple[str, str]:
    """Whether the municipality's own Stellen of the rule's kinds belong to a unit; one without a unit says nothing."""
    below = _below(program, unit)
    wanted = [
        stelle
        for stelle in program.stellen
        if stelle.kind in rule.stellenarten and stelle.employer is None and period_in(stelle, year)
    ]
    outside = [stelle.title for stelle in wanted if stelle.unit is not None and stelle.unit not in below]
    if outside:
        return "", f"nicht zu dieser Einheit gehört: {', '.join(outside)}"
    if not wanted or any(stelle.unit is None for stelle in wanted):
        return "", ""
    return ", ".join(stelle.title for stelle in wanted), ""


def _below(program: Program, kind: str) -> set[str]:
    """The ids of the units of a kind and of all below them; a circle of units ends where it began."""
    children = defaultdict[str | None, list[str]](list)
    for unit in program.units:
        children[unit.parent].append(unit.id)
    found: set[str] = set()
    waiting = [unit.id for unit in program.units if _is(unit, kind)]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += children[here]
    return found

"""The conditions of the round as a checklist."""

from collections.abc import Sequence

from kimcore.blocks import Cell, CellKind, Column, Orientation, Paragraph, Section, Table
from kimcore.conditions import Condition, ConditionState, conditions_of
from kimcore.context import Context
from kimcore.exporters.chapters import one_line
from kimcore.model import Program

__all__ = ["conditions_section"]


def conditions_section(program: Program, context: Context) -> Section:
    """Each condition with how it stands and what shows it; where none is known, a sentence on the page before."""
    conditions = conditions_of(program, context.rules, context.year)
    title = f"Bedingungen der Antragsrunde {context.year}"
    if not conditions:
        silence = Paragraph(text=f"Für die Antragsrunde {context.year} sind keine Bedingungen öffentlich bekannt.")
        lies = Orientation.LANDSCAPE  # like the assumptions, so that one sentence takes no page
        return Section(id="bedingungen", title=title, blocks=(silence,), appendix=True, orientation=lies)
    blocks = Paragraph(text=_summary(conditions)), _table(conditions)
    return Section(id="bedingungen", title=title, blocks=blocks, appendix=True, new_page=True)


def _summary(conditions: Sequence[Condition]) -> str:
    """How many conditions are met, and how many are open, not met or do not apply."""
    states = [condition.state for condition in conditions]
    met = states.count(ConditionState.MET)
    others = [state for state in ConditionState if state is not ConditionState.MET and state in states]
    rest = "".join(f" {state.label[0].upper()}{state.label[1:]}: {states.count(state)}." for state in others)
    return f"Erfüllt: {met} von {len(states)} Bedingungen.{rest}"


def _table(conditions: Sequence[Condition]) -> Table:
    columns = (
        Column(id="nummer", title="Nr.", kind=CellKind.NUMBER, width=4),
        Column(id="bedingung", title="Bedingung", width=44),
        Column(id="stand", title="Stand", width=14),
        Column(id="nachweis", title="Wie sie erfüllt ist", width=60),
    )
    rows = tuple(_row(number, condition) for number, condition in enumerate(conditions, start=1))
    sources = dict.fromkeys(
        f"{entry.rule.reference.title} ({entry.rule.reference.confidence.german})" for entry in conditions
    )
    notes = (f"Quelle der Bedingungen: {'; '.join(sources)}.",)
    return Table(id="bedingungen-stand", columns=columns, rows=rows, caption="Stand der Bedingungen", notes=notes)


def _row(number: int, condition: Condition) -> tuple[Cell, ...]:
    return number, condition.rule.title, condition.state.label, _proof(condition)


def _proof(condition: Condition) -> str:
    """What the municipality states, with its source; else what its data show, or what is still to be said."""
    statement = condition.statement
    if statement is not None and (statement.statement or statement.source):
        source = f"Quelle: {statement.source.title}" if statement.source else ""
        return "\n".join(part for part in (one_line(statement.statement), source) if part)
    if condition.state is ConditionState.IDLE:
        return "Im Jahr ist keine Stelle des Bausteins geplant."
    asked = "[noch anzugeben]" if condition.state is ConditionState.OPEN else ""
    shown = f"Aus den Angaben: {condition.shown}." if condition.shown else ""
    return " ".join(part for part in (shown, asked) if part) or "–"

"""What a document is made for: the year, the reader, the Vorgang, the rates."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import attrs

from kimcore.funding import YearPlan, named_years, plan_year, planned_years
from kimcore.model import Profile, Program, State, Vorgang, VorgangKind
from kimcore.richtlinien import Rates, RuleSet

__all__ = ["Context", "fitting_vorgaenge", "year_of"]


@attrs.frozen(kw_only=True)
class Context:
    """What a check or an exporter may know besides the program.

    Attributes:
        program: the program, reduced to the profile.
        year: the year the document is for.
        profile: whom it is made for.
        vorgang: the Vorgang it belongs to, or None: then it is a draft.
        rates: the rates of the Förderprogramm with what the program supplies.
        draft: True where the document is made in spite of findings; it then carries ENTWURF.
        on: the day deadlines are checked against where the program names no submission, or None.
    """

    program: Program
    year: int
    profile: Profile
    rates: Rates
    vorgang: Vorgang | None = None
    draft: bool = False
    on: date | None = None

    @property
    def rules(self) -> RuleSet:
        """The rule set of the Förderprogramm."""
        return self.rates.rules

    @property
    def stand(self) -> date:
        """The day the document's data speak of."""
        return self.vorgang.stand if self.vorgang and self.vorgang.stand else self.program.stand

    @property
    def state(self) -> State:
        """How far the Vorgang is."""
        return self.vorgang.state if self.vorgang else State.ENTWURF

    @property
    def marks(self) -> tuple[str, ...]:
        """The words every page must carry."""
        return self.marks_of(self.state)

    def marks_of(self, state: State) -> tuple[str, ...]:
        """The words every page must carry of something that is in this state."""
        marks = () if state.released and not self.draft else ("ENTWURF",)
        return (*marks, "Musterdaten") if self.program.fictional else marks

    @cached_property
    def plan(self) -> YearPlan:
        """The figures of the year, all Bausteine."""
        return plan_year(self.program, self.rates, self.year)

    def plan_for(self, year: int, bausteine: Sequence[str] | None = None) -> YearPlan:
        """The figures of another year, or of some Bausteine."""
        return plan_year(self.program, self.rates, year, bausteine)


def year_of(program: Program) -> int:
    """The last year a program plans; the year of its Stand where it plans none.

    A post that is limited to 2029 does not make 2029 the year of a program whose amounts and Vorgänge end with 2025.
    """
    years = named_years(program) or planned_years(program)
    return years[-1] if years else program.stand.year


def fitting_vorgaenge(program: Program, kind: VorgangKind | None, year: int) -> tuple[Vorgang, ...]:
    """The Vorgänge of a kind that speak of a year."""
    return tuple(entry for entry in program.vorgaenge if entry.kind is kind and year in entry.years)

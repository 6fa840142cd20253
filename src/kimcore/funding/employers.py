"""The Stellen of a year by who employs them."""

from collections.abc import Iterable, Sequence

import attrs

from kimcore.amounts import Amount, total
from kimcore.funding.ausgaben import AusgabenPosten
from kimcore.funding.stellen import StellenPosten
from kimcore.model import Program, Traeger

__all__ = ["EmployerPlan", "employer_plans"]


@attrs.frozen(kw_only=True)
class EmployerPlan:
    """The Stellen of one employer in a year; ``employer`` None is the house itself.

    ``cost``, ``funding`` and ``gap`` are None where a sum for several employers or Bausteine hides them.
    """

    employer: Traeger | None
    year: int
    stellen: tuple[StellenPosten, ...]
    cost: Amount | None
    funding: Amount | None
    gap: Amount | None


def employer_plans(
    program: Program, year: int, stellen: Sequence[StellenPosten], ausgaben: Sequence[AusgabenPosten]
) -> Iterable[EmployerPlan]:
    """The Stellen by employer, the house first; a personnel sum counts where all its Stellen are of one employer."""
    by_id = {entry.stelle.id: entry for entry in stellen}
    for employer in (None, *program.traeger):
        mine = tuple(entry for entry in stellen if entry.employer == employer)
        if not mine:
            continue
        sums = [entry for entry in ausgaben if entry.art.personnel and _concerns(entry, mine)]
        whole = all(by_id[sid].employer == employer for entry in sums for sid in entry.ausgabe.stellen if sid in by_id)
        yield _employer(employer, year, mine, sums if whole else None)


def _concerns(ausgabe: AusgabenPosten, stellen: Sequence[StellenPosten]) -> bool:
    return any(entry.stelle.id in ausgabe.ausgabe.stellen for entry in stellen)


def _employer(
    employer: Traeger | None,
    year: int,
    mine: tuple[StellenPosten, ...],
    sums: Sequence[AusgabenPosten] | None,
) -> EmployerPlan:
    key = f"traeger.{employer.id if employer else 'haus'}.{year}"
    cost = funding = gap = None
    if sums is not None:
        parts = [*(entry.cost for entry in mine if entry.cost is not None), *(entry.cost for entry in sums)]
        cost = total(parts).rounded().named(f"{key}.kosten", "Personalkosten")
    if all(entry.funding is not None for entry in mine):
        funding = total(entry.funding for entry in mine if entry.funding is not None)
        funding = funding.rounded().named(f"{key}.foerderung", "Förderung")
    if cost is not None and funding is not None:
        gap = (cost - funding).rounded().named(f"{key}.luecke", "Deckungslücke")
    return EmployerPlan(employer=employer, year=year, stellen=mine, cost=cost, funding=funding, gap=gap)

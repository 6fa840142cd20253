"""The rows of the Grundmuster's Finanzierungsplan."""

from collections.abc import Mapping, Sequence

import attrs

from kimcore.amounts import Amount, total

__all__ = ["PlanRow", "plan_rows", "rows_in_teur", "sum_rows"]


@attrs.frozen(kw_only=True)
class PlanRow:
    """A row of the Finanzierungsplan in the Grundmuster.

    Attributes:
        number: ``1`` to ``7`` for 4.1 to 4.7 (3.1 to 3.7 in variant B).
        id: its name in keys.
        label: its text in the Grundmuster.
        amount: its amount.
    """

    number: int
    id: str
    label: str
    amount: Amount


_LABELS = (
    ("gesamtkosten", "Gesamtkosten"),
    ("zuwendungsfaehig", "davon grundsätzlich zuwendungsfähige Ausgaben"),
    ("dritte", "abzüglich Leistungen Dritter (ohne öffentliche Förderung)"),
    ("netto", "Zuwendungsfähige Gesamtausgaben"),
    ("foerderung", "Beantragte Förderung"),
    ("oeffentlich", "Bewilligte oder beantragte andere öffentliche Förderung"),
    ("eigenanteil", "Eigenanteil"),
)


def plan_rows(
    key: str, *, cost: Amount, eligible: Amount, third: Amount, funding: Amount, public: Amount, digits: int = 2
) -> tuple[PlanRow, ...]:
    """Complete the five stated rows by 4.4 = 4.2 − 4.3 and 4.7 = 4.4 − 4.5 − 4.6."""
    net = (eligible - third).rounded(digits).named(f"{key}.netto", "Zuwendungsfähige Gesamtausgaben")
    own = (net - funding - public).rounded(digits).named(f"{key}.eigenanteil", "Eigenanteil")
    amounts = (cost, eligible, third, net, funding, public, own)
    return tuple(
        PlanRow(number=number, id=row_id, label=label, amount=amount)
        for number, ((row_id, label), amount) in enumerate(zip(_LABELS, amounts, strict=True), start=1)
    )


def sum_rows(series: Sequence[Sequence[PlanRow]], key: str, digits: int = 2) -> tuple[PlanRow, ...]:
    """The rows of several years together: each is the sum of its years as they are printed."""
    sums = {
        rows[0].id: total(row.amount for row in rows).rounded(digits).named(f"{key}.{rows[0].id}", rows[0].label)
        for rows in zip(*series, strict=True)
    }
    return _stated_rows(key, sums, digits)


def rows_in_teur(rows: Sequence[PlanRow], key: str) -> tuple[PlanRow, ...]:
    """The rows in thousand euro with three digits; the differences are those of the rounded figures."""
    kilo = {row.id: (row.amount / 1000).rounded(3).named(f"{key}.{row.id}", row.label) for row in rows}
    return _stated_rows(key, kilo, 3)


def _stated_rows(key: str, amounts: Mapping[str, Amount], digits: int) -> tuple[PlanRow, ...]:
    return plan_rows(
        key,
        cost=amounts["gesamtkosten"],
        eligible=amounts["zuwendungsfaehig"],
        third=amounts["dritte"],
        funding=amounts["foerderung"],
        public=amounts["oeffentlich"],
        digits=digits,
    )

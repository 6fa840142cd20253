"""A small rule set, minimal objects of a program, and a way to ask one check."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from kimcore.checks.base import Check
from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.model import (
    Ausgabe,
    Contact,
    Foerderbetrag,
    Kommune,
    KommuneKind,
    Measure,
    Occupancy,
    Profile,
    Program,
    RecurringAmount,
    Stelle,
    SuppliedRate,
    Vorgang,
    VorgangKind,
    Weiterleitung,
    YearAmount,
)
from kimcore.model.privacy import reduce
from kimcore.richtlinien import Basis, Rates, RateState, Regime, RuleSet
from kimcore.richtlinien.rules import (
    AusgabeartRule,
    BausteinRule,
    RateRule,
    RateValue,
    Recipient,
    Reference,
    Regierungsbezirk,
    RegimeSpan,
    Round,
    StellenartRule,
    TitleSpan,
)
from kimcore.values import Confidence, Source

CONFIRMED = Reference(title="Bescheid", confidence=Confidence.CONFIRMED)
PARTIAL = Reference(title="Kopie der Seite", confidence=Confidence.PARTIAL)
INFERRED = Reference(title="Eigene Überlegung", confidence=Confidence.INFERRED)
SOURCE = Source(title="Zuwendungsbescheid")


def _baustein(number: int, *regimes: tuple[int, int | None, Regime, Reference], **more: Any) -> BausteinRule:
    return BausteinRule(
        id=f"baustein-{number}",
        number=number,
        titles=(TitleSpan(valid_from=date(2020, 1, 1), title=f"Titel {number}"),),
        regimes=tuple(
            RegimeSpan(first_year=first, last_year=last, regime=regime, reference=reference)
            for first, last, regime, reference in regimes
        ),
        **more,
    )


def _rate(rate_id: str, basis: Basis, amount: str, *, ceiling: bool) -> RateRule:
    """Known for 2024 (10 % less) and 2025, unknown afterwards."""
    full = Decimal(amount)
    values = (
        (date(2024, 1, 1), date(2024, 12, 31), full * 9 / 10),
        (date(2025, 1, 1), date(2025, 12, 31), full),
        (date(2026, 1, 1), None, None),
    )
    return RateRule(
        id=rate_id,
        title=rate_id.capitalize(),
        basis=basis,
        ceiling=ceiling,
        values=tuple(
            RateValue(
                valid_from=start,
                valid_to=end,
                state=RateState.UNKNOWN if value is None else RateState.KNOWN,
                amount=value,
                reference=None if value is None else CONFIRMED,
            )
            for start, end, value in values
        ),
    )


RULES = RuleSet(
    id="muster",
    title="Musterprogramm",
    land="Nordrhein-Westfalen",
    stand=date(2025, 1, 1),
    bausteine=(
        _baustein(
            1,
            (2020, None, Regime.ANTRAG, CONFIRMED),
            min_share=Decimal("0.5"),
            min_share_severity=Severity.WARNUNG,
            min_share_reference=PARTIAL,
        ),
        _baustein(
            2,
            (2020, 2024, Regime.PAUSCHALE, CONFIRMED),
            (2025, None, Regime.ANTRAG, CONFIRMED),
            min_share=Decimal("0.5"),
            min_share_severity=Severity.FEHLER,
            min_share_reference=CONFIRMED,
        ),
        _baustein(3, (2020, None, Regime.PAUSCHALE, INFERRED)),
    ),
    stellenarten=(
        StellenartRule(id="koordination", title="Koordination", baustein="baustein-1", rate="koordination"),
        StellenartRule(
            id="assistenz", title="Assistenz", baustein="baustein-1", rate="assistenz", share=Decimal("0.5")
        ),
        StellenartRule(id="case-management", title="Case Management", baustein="baustein-2", rate="case-management"),
        StellenartRule(id="amt", title="Amt", baustein="baustein-3", rate="amt"),
    ),
    ausgabearten=(
        AusgabeartRule(id="personal", title="Personalausgaben", personnel=True),
        AusgabeartRule(id="sachkosten", title="Sachkosten", rate="sachkosten"),
        AusgabeartRule(id="sonstige", title="Sonstige"),
    ),
    rates=(
        _rate("koordination", Basis.EUR_JE_VZAE_JAHR, "60000.00", ceiling=True),
        _rate("assistenz", Basis.EUR_JE_HALBE_STELLE_JAHR, "20000.00", ceiling=False),
        _rate("case-management", Basis.EUR_JE_VZAE_JAHR, "55000.00", ceiling=False),
        _rate("amt", Basis.EUR_JE_VZAE_JAHR, "50000.00", ceiling=False),
        _rate("sachkosten", Basis.EUR_JE_JAHR, "10000.00", ceiling=True),
    ),
    rounds=(
        Round(
            id="runde-2023",
            years=(2023,),
            bausteine=("baustein-1",),
            closes=date(2022, 10, 30),
            reference=PARTIAL,
        ),
        Round(id="runde-2024", years=(2024,), bausteine=("baustein-1",), reference=INFERRED),
        Round(
            id="runde-2025",
            years=(2025,),
            bausteine=("baustein-1", "baustein-2"),
            opens=date(2024, 12, 19),
            closes=date(2025, 1, 16),
            reference=CONFIRMED,
        ),
    ),
    double_funding=Reference(title="§ 9 Abs. 4 Mustergesetz", confidence=Confidence.CONFIRMED),
    regierungsbezirke=(
        Regierungsbezirk(prefix="053", name="Köln"),
        Regierungsbezirk(prefix="059", name="Arnsberg"),
    ),
    recipients=(
        Recipient(ags="05915000", name="Hamm", kind=KommuneKind.KREISFREIE_STADT, regierungsbezirk="Arnsberg"),
        Recipient(ags="05916000", name="Herne", kind=KommuneKind.KREISFREIE_STADT, regierungsbezirk="Arnsberg"),
        Recipient(ags="05978000", name="Kreis Unna", kind=KommuneKind.KREIS, regierungsbezirk="Arnsberg"),
        Recipient(ags="05382000", name="Rhein-Sieg-Kreis", kind=KommuneKind.KREIS, regierungsbezirk="Köln"),
        Recipient(ags="05362000", name="Rhein-Erft-Kreis", kind=KommuneKind.KREIS, regierungsbezirk="Köln"),
    ),
    recipients_source=PARTIAL,
)


class Make:
    """Minimal objects; every value can be given another one."""

    def program(self, **more: Any) -> Program:
        """A program of a Kreis that nothing is wrong with."""
        values = {
            "foerderprogramm": "muster",
            "title": "Programm",
            "stand": date(2025, 6, 30),
            "kommune": self.kommune(),
        }
        return Program(**{**values, **more})

    def kommune(self, **more: Any) -> Kommune:
        """Kreis Unna."""
        values = {"id": "kreis-unna", "name": "Kreis Unna", "ags": "05978000", "kind": KommuneKind.KREIS}
        return Kommune(**{**values, **more})

    def stelle(self, **more: Any) -> Stelle:
        """A full post of Baustein 1."""
        values = {
            "id": "koordination-1",
            "title": "Koordination",
            "baustein": "baustein-1",
            "kind": "koordination",
            "vzae": Decimal(1),
        }
        return Stelle(**{**values, **more})

    def case_management(self, **more: Any) -> Stelle:
        """A full post of Baustein 2."""
        values = {"id": "cm-1", "title": "Case Management", "baustein": "baustein-2", "kind": "case-management"}
        return self.stelle(**{**values, **more})

    def occupancy(self, start: str, end: str | None = None, vzae: str = "1") -> Occupancy:
        """A span in which VZÄ are filled."""
        return Occupancy(
            start=date.fromisoformat(start), end=date.fromisoformat(end) if end else None, vzae=Decimal(vzae)
        )

    def ausgabe(self, **more: Any) -> Ausgabe:
        """Material costs without an amount."""
        return Ausgabe(**{"id": "sachkosten-1", "title": "Material", "kind": "sachkosten", **more})

    def amounts(self, **years: str) -> tuple[YearAmount, ...]:
        """Yearly amounts: ``amounts(y2025="1000.00")``."""
        return tuple(YearAmount(year=int(year[1:5]), amount=Decimal(amount)) for year, amount in years.items())

    def recurring(self, start: str, end: str, amount: str = "12000.00") -> RecurringAmount:
        """A yearly amount over a span."""
        return RecurringAmount(
            annual_amount=Decimal(amount), start=date.fromisoformat(start), end=date.fromisoformat(end)
        )

    def weiterleitung(self, **more: Any) -> Weiterleitung:
        """Money for the Case Management passed on to the carrier."""
        values = {
            "id": "wl-1",
            "traeger": "caritas",
            "stellen": ("cm-1",),
            "amount_per_vzae": Decimal("55000.00"),
        }
        return Weiterleitung(**{**values, **more})

    def foerderbetrag(self, number: int, **more: Any) -> Foerderbetrag:
        """A fixed amount for 2025."""
        values = {"id": f"fb-{number}", "year": 2025, "amount": Decimal("100000.00"), "source": SOURCE}
        return Foerderbetrag(**{**values, **more})

    def rate(self, amount: str, start: str = "2025-01-01", end: str = "2025-12-31", **more: Any) -> SuppliedRate:
        """A rate of its own for the coordination."""
        values = {
            "rate": "koordination",
            "amount": Decimal(amount),
            "valid_from": date.fromisoformat(start),
            "valid_to": date.fromisoformat(end),
            "source": SOURCE,
        }
        return SuppliedRate(**{**values, **more})

    def measure(self, **more: Any) -> Measure:
        """A measure of the Handlungsfeld Bildung."""
        return Measure(**{"id": "m-1", "title": "Sprachpaten", "handlungsfelder": ("bildung",), **more})

    def vorgang(self, **more: Any) -> Vorgang:
        """A draft of the application for 2025."""
        return Vorgang(**{"id": "antrag-2025", "kind": VorgangKind.ANTRAG, "years": (2025,), **more})

    def contact(self, **more: Any) -> Contact:
        """A contact with a function only."""
        return Contact(**{"id": "kontakt-1", "function": "KIM-Koordination", **more})


@pytest.fixture
def make() -> Make:
    """Minimal objects of a program."""
    return Make()


@pytest.fixture
def rules() -> RuleSet:
    """The small rule set."""
    return RULES


Run = Callable[..., list[Finding]]


@pytest.fixture
def run() -> Run:
    """Ask one check; messages and hints come with plain blanks."""

    def ask(
        check: type[Check],
        program: Program,
        *,
        year: int = 2025,
        profile: Profile = Profile.INTERN,
        on: date | None = None,
        rules: RuleSet = RULES,
    ) -> list[Finding]:
        context = Context(
            program=reduce(program, profile), year=year, profile=profile, rates=Rates(rules, program.rates), on=on
        )
        found = list(check().run(program, context))
        assert all(finding.code == check.code for finding in found)
        return [
            attrs.evolve(
                finding,
                message=finding.message.replace("\u00a0", " "),
                hint=finding.hint.replace("\u00a0", " "),
            )
            for finding in found
        ]

    return ask

"""Findings that several documents share: amounts nobody knows, costs nobody stated."""

from collections.abc import Iterator, Sequence

from kimcore.context import Context
from kimcore.findings import Finding, Severity
from kimcore.funding import AusgabenPosten, StellenPosten, YearPlan
from kimcore.model import Program, VacancyRule, VorgangKind
from kimcore.richtlinien import RateUse

__all__ = ["amounts_lacking", "costs_lacking", "lack", "nothing_planned", "vorgang_lacking"]


def lack(code: str, path: str, message: str, hint: str, severity: Severity = Severity.FEHLER) -> Finding:
    """What a document lacks."""
    return Finding(code=code, severity=severity, path=path, message=message, hint=hint)


def vorgang_lacking(context: Context, kind: VorgangKind, *, code: str) -> Iterator[Finding]:
    """The Vorgang whose state the document carries; without one it stays a draft."""
    if context.vorgang is None:
        yield lack(
            code,
            "vorgaenge",
            f"{kind.label} {context.year}: Es gibt keinen Vorgang; das Dokument trägt den Vermerk ENTWURF.",
            f"Unter vorgaenge einen Eintrag mit kind: {kind.value}, years: [{context.year}], Aktenzeichen und Stand "
            "ergänzen.",
            Severity.WARNUNG,
        )


def nothing_planned(plans: Sequence[YearPlan], *, code: str) -> Iterator[Finding]:
    """A year in which nothing is planned."""
    for plan in plans:
        if all(group.empty for group in plan.groups):
            yield Finding(
                code=code,
                severity=Severity.FEHLER,
                path="stellen",
                message=f"Für {plan.year} sind weder Stellen noch Ausgaben geplant.",
                hint="Ein anderes Jahr wählen oder Stellen und Ausgaben für das Jahr eintragen.",
            )


def amounts_lacking(program: Program, plans: Sequence[YearPlan], *, code: str) -> Iterator[Finding]:
    """Every Stelle and expense whose funding nobody can compute, with what is missing."""
    for plan in plans:
        for stelle in plan.stellen:
            if stelle.funding is not None and not stelle.limit.known:
                yield _stelle(program, stelle, code)
        for ausgabe in plan.ausgaben:
            if ausgabe.funding is not None and ausgabe.limit is not None and not ausgabe.limit.known:
                yield _ausgabe(program, ausgabe, code)


def _stelle(program: Program, posten: StellenPosten, code: str) -> Finding:
    path = f"stellen[{program.stellen.index(posten.stelle)}]"
    title, year = posten.stelle.title, posten.year
    missing = posten.limit.missing[0]
    if missing.key == posten.rate.amount.key:
        message, hint = _rate(posten.rate, f"Stelle „{title}“")
    elif posten.time.needs_rule and posten.time.rule is None:
        message = (
            f"Stelle „{title}“ ist {year} nicht durchgehend besetzt oder beginnt oder endet innerhalb eines Monats. "
            "Was das an Förderung kostet, sagt keine öffentliche Quelle."
        )
        rules = ", ".join(rule.value for rule in VacancyRule)
        hint = f"Unter vacancy die Regel mit ihrer Quelle angeben (rule: {rules}; source)."
    else:
        message, hint = f"Stelle „{title}“: {missing.label} ist nicht bekannt.", "Den Umfang der Stelle prüfen."
    return Finding(
        code=code, severity=Severity.FEHLER, path=path, message=message, hint=hint, object_id=posten.stelle.id
    )


def _ausgabe(program: Program, posten: AusgabenPosten, code: str) -> Finding:
    path = f"ausgaben[{program.ausgaben.index(posten.ausgabe)}]"
    title = posten.ausgabe.title
    if posten.rate is not None and not posten.rate.amount.known:
        message, hint = _rate(posten.rate, f"Ausgabe „{title}“")
    else:
        message = f"Ausgabe „{title}“: Für wie viele Vollzeitstellen sie gedacht ist, fehlt."
        hint = "Unter vzae den Umfang angeben."
    return Finding(
        code=code, severity=Severity.FEHLER, path=path, message=message, hint=hint, object_id=posten.ausgabe.id
    )


def _rate(rate: RateUse, what: str) -> tuple[str, str]:
    state = rate.state.label
    return f"{what}: Der Satz „{rate.rule.title}“ ist für {rate.period} {state}.", rate.hint


def costs_lacking(program: Program, plans: Sequence[YearPlan], *, code: str, severity: Severity) -> Iterator[Finding]:
    """Every Stelle whose cost nobody stated: without it neither the own share nor the Deckungslücke is known."""
    for plan in plans:
        for posten in plan.stellen:
            if posten.cost is not None and not posten.cost.known and posten.time.quantity.known:
                yield Finding(
                    code=code,
                    severity=severity,
                    path=f"stellen[{program.stellen.index(posten.stelle)}].costs",
                    message=f"Stelle „{posten.stelle.title}“: Für {plan.year} sind keine Kosten geplant; "
                    "Eigenanteil und Deckungslücke bleiben offen.",
                    hint=f"Unter costs den Betrag angeben: year: {plan.year}, amount: zum Beispiel 78000.00.",
                    object_id=posten.stelle.id,
                )

"""Makes the page of all checks: ``page()`` is the text of docs/checks.md, ``checks_page.py`` writes it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kimcore.checks import BUILTIN_CHECKS
from kimcore.checks.base import Check
from kimcore.convert import CODES as FILE_CODES
from kimcore.plugins.builtin import kimcore_exporters
from kimcore.render.excel.problems import CODES as EXCEL_CODES
from kimcore.richtlinien import RuleSet
from kimcore.richtlinien.loader import builtin_resources, load_rules
from kimcore.richtlinien.rules import Reference
from kimcore.session.job import CODES as SESSION_CODES
from kimcore.session.texts import CODES as READING_CODES

PAGE = Path(__file__).parent.parent / "docs" / "checks.md"

GROUPS = {
    "REF": "References and ids",
    "KOM": "The municipality",
    "STE": "Stellen and their occupancy",
    "FIN": "Money",
    "FRI": "Deadlines",
    "BED": "Conditions of the rounds",
    "STR": "Goals, Handlungsfelder, measures",
    "DSG": "Personal data",
    "VOR": "Vorgänge",
    "TXT": "Texts and figures",
}
"""The middle of a code, with what such checks are about."""

INTRODUCTION = """\
# Checks

`kimcore check FILE` and `Kimcore.check(program)` ask every question below. Each finding carries its code, the path of
the value (and, on the command line, file, line and column), a German message, a hint what to do and the rule behind
it. Codes are stable: one that is given up is not used again.

| Schwere | what it means |
|---|---|
| `fehler` | something contradicts itself or a rule. No document is made, unless as a draft (`--draft`) marked ENTWURF |
| `warnung` | probably not meant, or to be settled with the Bewilligungsbehörde. Documents are made |
| `hinweis` | good to know |

Some habits hold for all of them:

- What is merely unfinished is no `fehler`. A program that plans nothing yet, or knows no costs, loads and checks; what
  a single document lacks is said by that document (`kimcore check FILE --for foerderantrag`).
- A rule that no source states and kimcore has only concluded (*erschlossen*) is never a `fehler`: such a finding is a
  `warnung`.
- Rules of a Förderprogramm are data. *Regelwerk* in the last column means that the finding cites the rule set of the
  program; the sources of KIM NRW stand [below](#sources-of-kim-nrw).
- Sums are those of one year: of `--year`, else of the last year that the program plans. Everything else is asked of
  the whole program.
- Personal data in texts are looked for where a document is meant for the public (`--profile oeffentlich`). The finding
  names the places and never repeats the value.
- Deadlines are checked against the day of submission in the file. Only for an application that is not handed in yet
  a day is asked about (`--on`); the library itself has no clock.

A plugin adds checks of its own through the hook `kimcore_checks`. Their codes begin with letters of the plugin's own
(`MST-010`); `kimcore plugins` lists them with their titles beside each plugin. What only a document of the plugin asks
for (`kimcore check FILE --for NAME`) has codes of the plugin, too; its README lists them.
"""

OTHERS = (
    "What a document lacks",
    "Findings of a document come from its exporter and only when the document is asked for: `KIM-ANT` from the\n"
    "Förderantrag, `KIM-FPL` from the Finanzierungsplan, `KIM-STP` from the Stellenplan, `KIM-KON` from the\n"
    "KIM-Konzept, `KIM-INT` from the Integrationskonzept, `KIM-KUP` from the Kurzprofil. Without another word each\n"
    "is a `fehler`.",
)

READ_BACK = (
    "Reading texts back (`KIM-LES`)",
    "Said by `kimcore read`. `KIM-LES-001` and `KIM-LES-004` are a `fehler`, and nothing is written; the others name\n"
    "what was read otherwise than it stands in the document.",
)


def page() -> str:
    """The text of docs/checks.md."""
    rules = load_rules(next(entry for entry in builtin_resources() if entry.name == "kim-nrw.yaml"))
    documents = {code: text for exporter in kimcore_exporters() for code, text in exporter.codes.items()}
    blocks = [INTRODUCTION, *_groups(BUILTIN_CHECKS), _codes(*OTHERS, {**documents, **SESSION_CODES})]
    blocks.append(_codes("Reading a file (`KIM-DAT`)", "Reading stops with these; each is a `fehler`.", FILE_CODES))
    blocks.append(_codes("What a workbook cannot hold (`KIM-XLS`)", "Found when a workbook is written.", EXCEL_CODES))
    blocks.append(_codes(*READ_BACK, READING_CODES))
    blocks.append(_sources(rules))
    return "\n".join(blocks)


def _groups(checks: Iterable[type[Check]]) -> Iterator[str]:
    """A section per group, its checks by code."""
    ordered = sorted(checks, key=lambda check: check.code)
    for group, title in GROUPS.items():
        rows = [_row(check) for check in ordered if check.code.split("-")[1] == group]
        head = f"## {title} (`KIM-{group}`)\n\n| Code | Was wird geprüft | Schwere | Grundlage |\n|---|---|---|---|\n"
        yield head + "\n".join(rows) + "\n"


def _row(check: type[Check]) -> str:
    return f"| `{check.code}` | {check.title} | {check.severity.value} | {check.citation or '–'} |"


def _codes(title: str, about: str, codes: Iterable[tuple[str, str]] | dict[str, str]) -> str:
    """A section of findings that no check of a program makes."""
    rows = [f"| `{code}` | {text.rstrip('.')} |" for code, text in sorted(dict(codes).items())]
    return f"## {title}\n\n{about}\n\n| Code | Worum es geht |\n|---|---|\n" + "\n".join(rows) + "\n"


def _sources(rules: RuleSet) -> str:
    """What the rule set of KIM NRW says where a check cites it."""
    rows = [_source("Verbot der Doppelförderung", rules.double_funding)]
    for rule in rules.bausteine:
        if rule.min_share_severity is not None:
            what = f"kleinster Stellenanteil, Baustein {rule.number} ({rule.min_share_severity.value})"
            rows.append(_source(what, rule.min_share_reference))
        for span in rule.regimes:
            years = f"ab {span.first_year}" if span.last_year is None else f"{span.first_year} bis {span.last_year}"
            rows.append(_source(f"Verfahren, Baustein {rule.number} {years}: {span.regime.label}", span.reference))
    rows += [_source(f"Bedingung: {rule.title}", rule.reference) for rule in rules.conditions]
    rows.append(_source(f"Tabelle der {len(rules.recipients)} Empfänger", rules.recipients_source))
    head = "## Sources of KIM NRW\n\nRates and Antragsrunden stand with their sources in [Rates](rates.md).\n\n"
    return f"{head}| Regel | Quelle | Sicherheit |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _source(what: str, reference: Reference | None) -> str:
    if reference is None:
        return f"| {what} | – | – |"
    title = f"[{reference.title}]({reference.url})" if reference.url else reference.title
    return f"| {what} | {title} | {reference.confidence.german} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")

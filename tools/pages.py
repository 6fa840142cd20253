"""Writes the generated pages of the documentation: program file, rates, privacy, checks, exporters, hooks.

``pages.py`` writes them, ``pages.py --check`` fails if one of them is not current.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs

from kimcore import Kimcore
from kimcore.model import Choice, Profile, Program
from kimcore.model.fields import explanation_of, fields_of, label_of, privacy_of
from kimcore.model.privacy import VISIBLE
from kimcore.richtlinien.rules import RateValue, RuleSet
from kimcore.values import Kind, format_date, format_euro

DOCS = Path(__file__).parent.parent / "docs"


def classes(root: type) -> Iterator[type]:
    """Every model class below a root, in reading order."""
    waiting, seen = [root], set()
    while waiting:
        cls = waiting.pop(0)
        if cls in seen:
            continue
        seen.add(cls)
        yield cls
        waiting += [part for field in fields_of(cls) for part in parts(field.type) if attrs.has(part)]


def parts(annotation: Any) -> Iterator[type]:
    """The classes in an annotation."""
    if isinstance(annotation, type):
        yield annotation
    for argument in get_args(annotation):
        yield from parts(argument)


def described(annotation: Any) -> str:
    """How a value is written, in German."""
    if hasattr(annotation, "__metadata__"):
        return next((entry.label for entry in annotation.__metadata__ if isinstance(entry, Kind)), "")
    if get_origin(annotation) is tuple:
        return f"Liste: {described(get_args(annotation)[0])}"
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return ", ".join(f"`{entry.value}`" for entry in annotation)
    if attrs.has(annotation):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    inner = [argument for argument in get_args(annotation) if argument is not type(None)]
    if get_origin(annotation) is not None and inner:
        return described(inner[0]) if len(inner) == 1 or hasattr(inner[0], "__metadata__") else "Abschnitt"
    return {"Confidence": "`confirmed`, `partial`, `inferred`"}.get(getattr(annotation, "__name__", ""), "Abschnitt")


def program_file() -> str:
    """The reference of every field of a program file."""
    lines = [
        "# Program file",
        "",
        "A program file is YAML or JSON in UTF-8. Its keys are the field names below; unknown keys are refused with a",
        "suggestion. Money is written `57000` or `57000.00`, VZÄ `0.5`, dates `2025-02-01`, an AGS `05978000`. Long",
        "texts are Markdown, in the file or, in `texts`, in a file beside it: `file: einleitung.md` instead of",
        "`text:`.",
        "`kimcore schema` prints the JSON Schema; `kimcore new` writes a commented starter.",
        "",
        "A partial file is normal: what a document lacks is said when it is asked for.",
        "",
    ]
    for cls in classes(Program):
        lines += [f"## {cls.__name__}", "", str(cls.__doc__).split("\n", 1)[0], ""]
        lines += ["| key | Bezeichnung | value | |", "|---|---|---|---|"]
        for field in fields_of(cls):
            need = "**Pflicht.** " if field.default is attrs.NOTHING else ""
            lines.append(
                f"| `{field.name}` | {label_of(field)} | {described(field.type)} | {need}{explanation_of(field)} |"
            )
        lines.append("")
    return "\n".join(lines)


def rates(rules: RuleSet) -> str:
    """Every rate with its source."""
    lines = [
        "# Rates and their sources",
        "",
        f"The rule set `{rules.id}` ({rules.title}), researched up to {format_date(rules.stand)}. What no public",
        "source says is *unbekannt*; kimcore never guesses it and never carries a value on. The program file supplies",
        "it under `rates` with its own source, and every document prints where each rate comes from.",
        "",
        "`kimcore rates` shows the same on the command line, `kimcore rates --on 2024-06-30` for one day.",
        "",
    ]
    for rate in rules.rates:
        kind = "Höchstbetrag („bis zu“)" if rate.ceiling else "fester Betrag"
        lines += [f"## `{rate.id}` – {rate.title}", "", f"{kind}, {rate.basis.label}", ""]
        lines += ["| gültig | Betrag | Quelle | Sicherheit |", "|---|---|---|---|"]
        lines += [rate_row(value) for value in rate.values]
        lines.append("")
    lines += ["## Antragsrunden", "", "| Jahre | Frist | Quelle |", "|---|---|---|"]
    for entry in rules.rounds:
        opens = f"{format_date(entry.opens)} bis " if entry.opens else "bis "
        window = f"{opens}{format_date(entry.closes)}" if entry.closes else "unbekannt"
        years = ", ".join(str(year) for year in entry.years)
        lines.append(f"| {years} | {window} | {linked(entry.reference.title, entry.reference.url)} |")
    lines += ["", "## Was öffentliche Quellen nicht sagen", ""]
    lines += [f"- **{fact.title}.** {fact.hint}" for fact in rules.unknown]
    return "\n".join(lines) + "\n"


def rate_row(value: RateValue) -> str:
    """A value of a rate as a row."""
    span = f"{format_date(value.valid_from)} – {format_date(value.valid_to) if value.valid_to else 'offen'}"
    amount = format_euro(value.amount) if value.amount is not None else value.state.label
    if value.reference is None:
        return f"| {span} | {amount} | {value.note or '–'} | – |"
    source = linked(value.reference.title, value.reference.url)
    note = f" {value.reference.note}" if value.reference.note else ""
    return f"| {span} | {amount} | {source}.{note} {value.note} | {value.reference.confidence.german} |"


def linked(title: str, url: str | None) -> str:
    """A title, as a link where it has an address."""
    return f"[{title}]({url})" if url else title


def privacy() -> str:
    """Which field each profile shows."""
    lines = [
        "# Privacy profiles",
        "",
        "Before anything is composed, a program is reduced to the profile of its reader, so that exporters and plugins",
        "never see what they may not print. Fields that are not listed are public. Where a text repeats what its",
        "reader may not see (`KIM-DSG-001`), no document is made, not even a draft.",
        "",
        "| field | class | " + " | ".join(f"`{profile.value}`" for profile in Profile) + " |",
        "|---|---|---|---|---|",
    ]
    for cls in classes(Program):
        for field in fields_of(cls):
            shown = ["ja" if privacy_of(field) in VISIBLE[profile] else "nein" for profile in Profile]
            if "nein" in shown:
                lines.append(f"| `{cls.__name__}.{field.name}` | {privacy_of(field).value} | {' | '.join(shown)} |")
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    kim = Kimcore(plugins=False)
    from checks_page import page as checks  # noqa: PLC0415 - lies beside this script
    from exporters_page import page as exporters  # noqa: PLC0415 - same
    from hooks_page import page as hooks  # noqa: PLC0415 - same

    return {
        "program-file.md": program_file(),
        "rates.md": rates(kim.rules("kim-nrw")),
        "privacy.md": privacy(),
        "checks.md": checks(),
        "exporters.md": exporters(),
        "hooks.md": hooks(),
    }


def main() -> int:
    """Write the pages, or compare them."""
    stale = []
    for name, text in pages().items():
        path = DOCS / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"Nicht aktuell: {', '.join(stale)}. Abhilfe: make pages")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

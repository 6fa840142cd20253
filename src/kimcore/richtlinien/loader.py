"""Reads rule sets from YAML resources and refuses broken ones, each problem with its place."""

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kimcore.convert import json_schema, structure
from kimcore.errors import RichtlinieError
from kimcore.findings import Finding
from kimcore.plain import PlainError, read_yaml
from kimcore.richtlinien.consistency import problems
from kimcore.richtlinien.rules import RuleSet

__all__ = ["builtin_resources", "load_rules", "rules_schema"]

_ABOUT = (
    "Bausteine, Stellenarten, Ausgabearten, Sätze mit ihrer Geltung, Antragsrunden und Empfänger, mit Fundstellen. "
    "Dass sich Zeiträume lückenlos folgen und Verweise stimmen, prüft erst kimcore beim Laden."
)


def builtin_resources() -> tuple[Traversable, ...]:
    """The rule sets that come with kimcore, by file name."""
    folder = files("kimcore.richtlinien") / "data"
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(sorted(found, key=lambda entry: entry.name))


def load_rules(resource: Traversable | Path) -> RuleSet:
    """Read a rule set.

    Args:
        resource: a YAML file or a resource of a package; its name is the id of the rule set and ``.yaml``.

    Raises:
        RichtlinieError: it cannot be read or is broken; the text names the resource and every problem.
    """
    data, findings = _read(resource)
    rules = None
    if data is not None or not findings:
        rules, more = structure(RuleSet, data)
        findings = (*findings, *more)
    found = [_line(finding) for finding in findings]
    if rules is not None:
        found += problems(rules)
        if resource.name != f"{rules.id}.yaml":
            found.append(f"id: Ein Regelwerk „{rules.id}“ gehört in eine Datei {rules.id}.yaml.")
    if rules is None or found:
        raise _broken(resource, found)
    return rules


def rules_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a rule set file, with the German titles of its fields."""
    return json_schema(RuleSet, title="Regelwerk eines Förderprogramms", description=_ABOUT)


def _read(resource: Traversable | Path) -> tuple[Any, Sequence[Finding]]:
    """The plain data, as far as it can be read, and what is wrong with it as YAML."""
    try:
        return read_yaml(resource.read_text(encoding="utf-8-sig"), file=resource.name), ()
    except PlainError as error:
        return error.data, error.findings
    except UnicodeDecodeError:
        raise _broken(resource, ["Die Datei ist nicht in UTF-8 gespeichert."]) from None
    except OSError as error:
        raise _broken(resource, ["Die Datei gibt es nicht, oder sie darf nicht gelesen werden."]) from error


def _line(finding: Finding) -> str:
    where = f"Zeile {finding.place.line}" if finding.place else finding.path
    text = f"{finding.message} {finding.hint}".rstrip()
    return f"{where}: {text}" if where else text


def _broken(resource: Traversable | Path, found: Sequence[str]) -> RichtlinieError:
    lines = "\n".join(f"– {line}" for line in found)
    return RichtlinieError(f"Das Regelwerk {resource.name} ist fehlerhaft:\n{lines}")

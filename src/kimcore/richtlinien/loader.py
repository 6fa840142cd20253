"""Reads rule sets from YAML resources and refuses broken ones, each problem with its place."""

from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kimcore.convert import structure
from kimcore.errors import RichtlinieError, ValueProblem
from kimcore.findings import Finding
from kimcore.plain import read_yaml
from kimcore.richtlinien.consistency import problems
from kimcore.richtlinien.rules import RuleSet

__all__ = ["builtin_resources", "load_rules"]


def builtin_resources() -> tuple[Traversable, ...]:
    """The rule sets that come with kimcore, by file name."""
    folder = files("kimcore.richtlinien") / "data"
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(sorted(found, key=lambda entry: entry.name))


def load_rules(resource: Traversable | Path) -> RuleSet:
    """Read a rule set.

    Args:
        resource: a YAML file, or a resource of a package.

    Raises:
        RichtlinieError: it cannot be read or is broken; the text names the resource and every problem.
    """
    rules, findings = structure(RuleSet, _plain(resource))
    found = [_line(finding) for finding in findings] if rules is None or findings else [*problems(rules)]
    if rules is None or found:
        raise _broken(resource, found)
    return rules

"""Reads rule sets from YAML resources."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from kimcore.convert import structure
from kimcore.errors import RichtlinieError
from kimcore.plain import read_yaml
from kimcore.richtlinien.rules import RuleSet

__all__ = ["builtin_resources", "load_rules"]


def builtin_resources() -> tuple[Traversable, ...]:
    """The rule sets that come with kimcore."""
    folder = files("kimcore.richtlinien") / "data"
    return tuple(
        sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    )

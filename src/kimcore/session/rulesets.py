"""Rule sets of plugins: read when a program needs one, each problem with the plugin it comes from."""

from collections.abc import Callable

from kimcore.errors import KimError, PluginError, RichtlinieError
from kimcore.plugins.calls import calling
from kimcore.plugins.info import PluginInfo
from kimcore.plugins.registry import Registry
from kimcore.richtlinien import RuleSet
from kimcore.richtlinien.loader import load_rules
from kimcore.session.job import pick

__all__ = ["looked_through", "read_rules"]

_HOOK = "kimcore_richtlinien"


def read_rules(registry: Registry, foerderprogramm: str) -> RuleSet:
    """Read the rule set of a Förderprogramm.

    Raises:
        UsageError: there is none of that name.
        RichtlinieError: it is broken.
        PluginError: it cannot even be looked at.
    """
    resource = pick(registry.richtlinien, foerderprogramm, "Das Förderprogramm")
    info = registry.owner(_HOOK, foerderprogramm)
    with calling(info, _HOOK):
        try:
            return load_rules(resource)
        except RichtlinieError as error:
            raise RichtlinieError(f"{info}: {_HOOK}: {error}") from error


def looked_through(registry: Registry, read: Callable[[str], RuleSet]) -> tuple[PluginInfo, ...]:
    """Every plugin, with what is wrong with its rule sets besides; to know it they are read.

    Raises:
        PluginError: in a strict session, for the first that is broken.
    """
    reasons: dict[str, list[str]] = {}
    for name in registry.richtlinien:
        try:
            read(name)
        except KimError as error:
            if registry.strict:
                raise PluginError(str(error)) from error
            reasons.setdefault(registry.owner(_HOOK, name).name, []).append(" ".join(str(error).split()))
    return tuple(info._replace(reasons=(*info.reasons, *reasons.get(info.name, ()))) for info in registry.plugins)

"""What is wrong with a program: one file per subject, every check with a code and the rule behind it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kimcore.checks.catalogue import BUILTIN_CHECKS

__all__ = ["BUILTIN_CHECKS"]


def __getattr__(name: str) -> object:
    """Load the checks when they are first asked for: a plugin that imports only the base class pays for no more."""
    if name != "BUILTIN_CHECKS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kimcore.checks.catalogue import BUILTIN_CHECKS  # noqa: PLC0415 - the point of this function

    return BUILTIN_CHECKS

"""What is wrong with a program: one file per subject, every check with a code and the rule behind it."""

from typing import TYPE_CHECKING

from kimcore.late import late

if TYPE_CHECKING:
    from kimcore.checks.catalogue import BUILTIN_CHECKS

__all__ = ["BUILTIN_CHECKS"]

__getattr__ = late(__name__, {"BUILTIN_CHECKS": "catalogue"})

"""How a municipality meets what a round of applications asks for."""

import attrs

from kimcore.model.fields import about
from kimcore.values import Flag, Identifier, Markdown, Source

__all__ = ["ConditionStatement"]


@attrs.frozen(kw_only=True)
class ConditionStatement:
    """What the municipality says to one condition of the Förderprogramm."""

    condition: Identifier = attrs.field(
        metadata=about(
            "Bedingung", "Wie im Förderprogramm, zum Beispiel lenkungsgruppe.", refers="richtlinie.conditions"
        )
    )
    fulfilled: Flag = attrs.field(metadata=about("Erfüllt"))
    statement: Markdown | None = attrs.field(default=None, metadata=about("Wie sie erfüllt ist"))
    source: Source | None = attrs.field(default=None, metadata=about("Quelle"))
